// SPDX-License-Identifier: AGPL-3.0-or-later
// The booking proof: whether a visit can be held, and will be paid, before it is saved.

#pragma once

#include "wabi-capacity.h"
#include "wabi-hours-limit.h"
#include "wabi-travel.h"
#include "wabi-visit-check.h"

G_BEGIN_DECLS

/** WabiAvailability: @weekday (ISO, 1 Monday) from @start_minute to @end_minute, on days from @from to @to
 * (open: none). */
typedef struct
{
  int weekday;
  int start_minute;
  int end_minute;
  WabiDay from;
  WabiDay to;
} WabiAvailability;

/** WabiTimeOff: [@start_at, @end_at) with a @reason (nullable) in words. */
typedef struct
{
  gint64 start_at;
  gint64 end_at;
  const char *reason;
} WabiTimeOff;

/** WabiHoliday: a day on which the practice is closed, with its @name (nullable). */
typedef struct
{
  WabiDay day;
  const char *name;
} WabiHoliday;

/**
 * WabiScheduleFacts:
 * @base: the visit and what it is judged by
 * @series_count: how many dates; 0 and 1 mean one
 * @series_every_days: days between them; 0 means 7
 * @skip_days: (array length=n_skip_days): dates of the series that are left out (they still count in
 * @series_count)
 * @staff_hours: (array length=n_staff_hours): when the staff member works; none on file is a warning
 * @staff_time_off: (array length=n_staff_time_off)
 * @client_hours: (array length=n_client_hours): when the client can come; none means always
 * @holidays: (array length=n_holidays)
 * @resources: (array length=n_resources): the room and the equipment that the visit wants
 * @legs: (array length=n_legs): the ways from the visit before and to the one after
 * @place_name: (nullable): where the visit is, for words
 * @limits: (array length=n_limits): limits of hours of the practice
 * @work: (array length=n_work): other work of the staff member and for the client, that limits count
 * @staff_credential: (nullable): the certificate that limits go by
 */
typedef struct
{
  WabiVisitFacts base;
  int series_count;
  int series_every_days;
  const WabiDay *skip_days;
  gsize n_skip_days;
  const WabiAvailability *staff_hours;
  gsize n_staff_hours;
  const WabiTimeOff *staff_time_off;
  gsize n_staff_time_off;
  const WabiAvailability *client_hours;
  gsize n_client_hours;
  const WabiHoliday *holidays;
  gsize n_holidays;
  const WabiResourceUse *resources;
  gsize n_resources;
  const WabiTravelLeg *legs;
  gsize n_legs;
  const char *place_name;
  const WabiHoursLimit *limits;
  gsize n_limits;
  const WabiWork *work;
  gsize n_work;
  const char *staff_credential;
} WabiScheduleFacts;

/** wabi_schedule_dates: Returns: (transfer full) (element-type WabiOccurrence): the dates of the series,
 * without skipped ones. */
GArray *wabi_schedule_dates (const WabiScheduleFacts *facts);

/** wabi_availability_holds: Returns: whether [@start_minute, @end_minute) on @day lies within the windows
 * joined together. */
gboolean wabi_availability_holds (const WabiAvailability *windows, gsize n_windows, WabiDay day,
                                  int start_minute, int end_minute);

/**
 * wabi_schedule_check:
 *
 * Judges without clock, disk or net. Findings come in the order of the proof: both available (or
 * "time-invalid", "staff-double-booked", "client-double-booked", "staff-unavailable", "staff-time-off",
 * "client-unavailable", "staff-hours-missing"), worth of the time, authorization, units, staff, place, overlap,
 * day limit, what a claim will need, holiday ("holiday" or "holiday-clear"), then rooms and equipment, travel and limits of hours, where there are any.
 *
 * Returns: (transfer full) (element-type WabiFinding): passed ones too.
 */
GPtrArray *wabi_schedule_check (const WabiScheduleFacts *facts);

G_END_DECLS
