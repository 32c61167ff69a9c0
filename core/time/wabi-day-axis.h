// SPDX-License-Identifier: AGPL-3.0-or-later
// The hours down the side of a calendar whose days are not all equally long.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiDayAxis:
 * @extra: minutes that the longest of the days has beyond 1440; 0 but where clocks are set back
 * @at: minute of the axis where they begin: the hour before it is repeated there
 *
 * Days beside each other share one axis of minutes. Where one of them has 25 hours, its doubled hour has room of its own, and is no time
 * at all on the others. A day of 23 hours keeps its clock: the hour that it skips is no time.
 */
typedef struct
{
  int extra;
  int at;
} WabiDayAxis;

/**
 * wabi_day_axis_init:
 * @axis: where to put it
 * @zone: an IANA zone
 * @from: first day
 * @to: last day, included
 */
void wabi_day_axis_init (WabiDayAxis *axis, const char *zone, WabiDay from, WabiDay to);

/** wabi_day_axis_length: Returns: minutes of the axis: 1440, or 1500 where a clock is set back by an hour. */
int wabi_day_axis_length (const WabiDayAxis *axis);

/**
 * wabi_day_axis_place:
 * @axis: the axis
 * @zone: the zone
 * @day: a day on it
 * @at: an instant of that day, or the midnight that ends it
 * @is_end: whether something ends there, which then lies before a gap instead of behind it
 *
 * Returns: the minute of the axis.
 */
int wabi_day_axis_place (const WabiDayAxis *axis, const char *zone, WabiDay day, gint64 at, gboolean is_end);

/**
 * wabi_day_axis_read:
 * @axis: the axis
 * @zone: the zone
 * @day: a day on it
 * @minute: a minute of the axis
 *
 * Returns: the instant there; a minute that is no time on that day means the end of the gap.
 */
gint64 wabi_day_axis_read (const WabiDayAxis *axis, const char *zone, WabiDay day, int minute);

/**
 * wabi_day_axis_get_gap:
 * @axis: the axis
 * @zone: the zone
 * @day: a day on it
 * @start: (out): first minute of the axis that is no time on that day
 * @end: (out): where time goes on
 *
 * Returns: whether there is such a gap.
 */
gboolean wabi_day_axis_get_gap (const WabiDayAxis *axis, const char *zone, WabiDay day, int *start, int *end);

/**
 * wabi_day_axis_to_clock:
 * @axis: the axis
 * @minute: a minute of the axis
 * @is_end: whether something ends there
 *
 * Returns: the minute that a clock on the wall shows.
 */
int wabi_day_axis_to_clock (const WabiDayAxis *axis, int minute, gboolean is_end);

G_END_DECLS
