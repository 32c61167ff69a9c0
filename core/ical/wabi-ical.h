// SPDX-License-Identifier: AGPL-3.0-or-later
// Calendars as other programs exchange them (iCalendar, RFC 5545): events written to text and read from it.

#pragma once

#include "wabi-recur.h"

G_BEGIN_DECLS

/** WABI_ICAL_ERROR: why a text is no calendar, in words for the person who chose the file. */
#define WABI_ICAL_ERROR (wabi_ical_error_quark ())
GQuark wabi_ical_error_quark (void);

/**
 * WabiIcalError:
 * @WABI_ICAL_ERROR_SYNTAX: it is no calendar
 * @WABI_ICAL_ERROR_LARGE: it is larger than is read
 */
typedef enum
{
  WABI_ICAL_ERROR_SYNTAX,
  WABI_ICAL_ERROR_LARGE,
} WabiIcalError;

/** WABI_ICAL_MAX_BYTES: the largest text that is read. */
#define WABI_ICAL_MAX_BYTES (8 * 1024 * 1024)

/** WABI_ICAL_MAX_EVENTS: how many events of one text are read. */
#define WABI_ICAL_MAX_EVENTS 20000

/** WabiIcalStatus: STATUS (RFC 5545, section 3.8.1.11); confirmed where nothing is said. */
typedef enum
{
  WABI_ICAL_CONFIRMED,
  WABI_ICAL_TENTATIVE,
  WABI_ICAL_CANCELLED,
} WabiIcalStatus;

/**
 * WabiIcalEvent:
 * @uid: names the event for ever, in every program
 * @sequence: rises with each change
 * @status: see #WabiIcalStatus
 * @starts_at: microseconds since 1970 UTC; of an event of whole days, the first instant of the first in @zone
 * @ends_at: microseconds since 1970 UTC
 * @zone: IANA name of the zone on whose wall clock it stands
 * @all_day: whether it is of whole days, without a time
 * @free: whether it leaves its time free (TRANSP)
 * @summary: (nullable): one line
 * @description: (nullable): paragraphs
 * @location: (nullable): where
 * @rule: (nullable): RRULE by which it repeats
 * @exdates: (nullable) (element-type gint64): starts that are left out
 * @rdates: (nullable) (element-type gint64): starts that are added
 * @replaces: the start, as the rule gave it, of the one occurrence that this event stands for; 0 for an event of its own
 * @parent: (nullable): UID of the event that this one belongs to (RELATED-TO); written, not read
 *
 * One VEVENT.
 */
typedef struct
{
  char *uid;
  gint64 sequence;
  WabiIcalStatus status;
  gint64 starts_at, ends_at;
  char *zone;
  gboolean all_day, free;
  char *summary, *description, *location;
  char *rule;
  GArray *exdates, *rdates;
  gint64 replaces;
  char *parent;
} WabiIcalEvent;

/** wabi_ical_event_new: Returns: (transfer full): an event in which nothing is said. */
WabiIcalEvent *wabi_ical_event_new (void);

/** wabi_ical_event_free: frees an event; %NULL is allowed. */
void wabi_ical_event_free (WabiIcalEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiIcalEvent, wabi_ical_event_free)

/**
 * WabiIcalCalendar:
 * @name: (nullable): what people call it
 * @method: (nullable): METHOD, such as "PUBLISH"; %NULL for what is kept on a CalDAV server (RFC 4791, section 4.1)
 * @refresh_minutes: how often whoever subscribes is asked to look again; 0 to say nothing
 * @stamp: DTSTAMP of each event, microseconds since 1970 UTC; not read
 * @events: (element-type WabiIcalEvent): its events
 * @problems: (element-type utf8): when read, what could not be taken as it stands, each a sentence for a person
 *
 * One VCALENDAR.
 */
typedef struct
{
  char *name, *method;
  int refresh_minutes;
  gint64 stamp;
  GPtrArray *events;
  GPtrArray *problems;
} WabiIcalCalendar;

/** wabi_ical_calendar_new: Returns: (transfer full): an empty calendar. */
WabiIcalCalendar *wabi_ical_calendar_new (void);

/** wabi_ical_calendar_free: frees a calendar with its events; %NULL is allowed. */
void wabi_ical_calendar_free (WabiIcalCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiIcalCalendar, wabi_ical_calendar_free)

/**
 * wabi_ical_write:
 * @calendar: what to write
 *
 * Lines end with CR and LF and are folded at 75 bytes between characters; each zone that is used is defined (VTIMEZONE). A time that its wall
 * clock shows twice is written in UTC, since nothing else tells which is meant.
 *
 * Returns: (transfer full): the text
 */
char *wabi_ical_write (const WabiIcalCalendar *calendar);

/**
 * wabi_ical_read:
 * @text: (array length=length): bytes from outside
 * @length: how many
 * @zone: IANA name of the zone in which times without one are understood
 * @error: where to put an error of #WABI_ICAL_ERROR
 *
 * Zones are known by their IANA name, by the name that Outlook gives them, or by the file's own definition. What cannot be understood is not passed
 * over: it is one of the calendar's problems.
 *
 * Returns: (transfer full) (nullable): the calendar
 */
WabiIcalCalendar *wabi_ical_read (const char *text, gsize length, const char *zone, GError **error);

/**
 * WabiIcalTime:
 * @event: (transfer none): what takes place
 * @starts_at: microseconds since 1970 UTC
 * @ends_at: microseconds since 1970 UTC
 *
 * One time at which an event takes place.
 */
typedef struct
{
  const WabiIcalEvent *event;
  gint64 starts_at, ends_at;
} WabiIcalTime;

/**
 * wabi_ical_list_times:
 * @calendar: (transfer none): must outlive the answer
 * @from: first instant
 * @to: the instant after the last
 * @most: how many are wanted at most
 * @more: (out) (optional): whether there would be more
 *
 * Repeating events are taken apart, occurrences that were changed by themselves stand for those of the rule, and what was cancelled is there with
 * its status.
 *
 * Returns: (transfer full) (element-type WabiIcalTime): what overlaps the range, by start
 */
GArray *wabi_ical_list_times (const WabiIcalCalendar *calendar, gint64 from, gint64 to, guint most, gboolean *more);

G_END_DECLS
