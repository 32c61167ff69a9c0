// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules by which dates repeat (RFC 5545, section 3.3.10), on the wall clock of a zone.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/** WABI_RECUR_ERROR: what is wrong with a rule, in words for the person who wrote it. */
#define WABI_RECUR_ERROR (wabi_recur_error_quark ())
GQuark wabi_recur_error_quark (void);

/**
 * WabiRecurError:
 * @WABI_RECUR_ERROR_SYNTAX: it cannot be read
 * @WABI_RECUR_ERROR_RANGE: a value is beyond what the part takes
 * @WABI_RECUR_ERROR_PARTS: its parts do not go together
 * @WABI_RECUR_ERROR_UNSUPPORTED: RFC 5545 has it, visits cannot repeat so
 */
typedef enum
{
  WABI_RECUR_ERROR_SYNTAX,
  WABI_RECUR_ERROR_RANGE,
  WABI_RECUR_ERROR_PARTS,
  WABI_RECUR_ERROR_UNSUPPORTED,
} WabiRecurError;

/** WabiRecurFreq: FREQ, the longest last. */
typedef enum
{
  WABI_RECUR_SECONDLY,
  WABI_RECUR_MINUTELY,
  WABI_RECUR_HOURLY,
  WABI_RECUR_DAILY,
  WABI_RECUR_WEEKLY,
  WABI_RECUR_MONTHLY,
  WABI_RECUR_YEARLY,
} WabiRecurFreq;

/** WabiRecurList: the parts that are lists of numbers. */
typedef enum
{
  WABI_RECUR_BYSECOND,
  WABI_RECUR_BYMINUTE,
  WABI_RECUR_BYHOUR,
  WABI_RECUR_BYMONTHDAY,
  WABI_RECUR_BYYEARDAY,
  WABI_RECUR_BYWEEKNO,
  WABI_RECUR_BYMONTH,
  WABI_RECUR_BYSETPOS,
  WABI_RECUR_N_LISTS,
} WabiRecurList;

/** WabiRecurDay: one of BYDAY: @weekday (ISO, 1 Monday), the @position th in its month or year, from the end when negative, 0 for each. */
typedef struct
{
  int position;
  int weekday;
} WabiRecurDay;

/** WabiRecurUntil: UNTIL as it was written: none, a date, a time on the wall clock, an instant. */
typedef enum
{
  WABI_RECUR_UNTIL_NONE,
  WABI_RECUR_UNTIL_DATE,
  WABI_RECUR_UNTIL_WALL,
  WABI_RECUR_UNTIL_INSTANT,
} WabiRecurUntil;

/**
 * WabiRecur:
 * @freq: the period
 * @interval: every so many periods, at least 1
 * @count: how many dates, 0 when no number ends it
 * @until: how the last date is given
 * @until_day: the last day, for %WABI_RECUR_UNTIL_INSTANT in UTC
 * @until_second: second of that day
 * @week_start: ISO weekday on which weeks begin, 1 when nothing is said
 * @days: (element-type WabiRecurDay): BYDAY, sorted, each once
 * @lists: (array): the other BY parts (element-type int), sorted, each once
 *
 * A rule that was read. Read its members; wabi_recur_end_on() and wabi_recur_end_after() change how it ends.
 */
typedef struct
{
  WabiRecurFreq freq;
  int interval;
  int count;
  WabiRecurUntil until;
  WabiDay until_day;
  int until_second;
  int week_start;
  GArray *days;
  GArray *lists[WABI_RECUR_N_LISTS];
} WabiRecur;

/**
 * wabi_recur_parse:
 * @text: (nullable): the value of an RRULE, such as `FREQ=WEEKLY;BYDAY=MO,WE`
 * @error: where to put an error of #WABI_RECUR_ERROR that names the part
 *
 * Reads what RFC 5545 allows and nothing else: unknown parts, parts given twice and parts that do not go together are refused.
 *
 * Returns: (transfer full) (nullable): the rule
 */
WabiRecur *wabi_recur_parse (const char *text, GError **error);

/** wabi_recur_free: frees a rule; %NULL is allowed. */
void wabi_recur_free (WabiRecur *recur);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiRecur, wabi_recur_free)

/**
 * wabi_recur_check_days:
 *
 * Whether the rule gives at most one time a day, so that a date names an occurrence: what can be booked as a series of visits.
 *
 * Returns: whether it does; else @error says what does not fit
 */
gboolean wabi_recur_check_days (const WabiRecur *recur, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_recur_dup_text: Returns: (transfer full): the rule as RRULE text, in one fixed order of its parts. */
char *wabi_recur_dup_text (const WabiRecur *recur);

/**
 * wabi_recur_dup_text_utc:
 * @zone: of the wall clock on which it repeats
 *
 * RFC 5545 wants UNTIL in UTC where the start has a zone: for iCalendar files.
 *
 * Returns: (transfer full): the rule as RRULE text
 */
char *wabi_recur_dup_text_utc (const WabiRecur *recur, const char *zone);

/** wabi_recur_end_on: makes @day the last day; COUNT and another UNTIL go. */
void wabi_recur_end_on (WabiRecur *recur, WabiDay day);

/** wabi_recur_end_after: makes the rule end after @count dates, 0 for no end of its own; UNTIL goes. */
void wabi_recur_end_after (WabiRecur *recur, int count);

/** wabi_recur_is_endless: Returns: whether neither COUNT nor UNTIL ends it. */
gboolean wabi_recur_is_endless (const WabiRecur *recur);

/** WabiRecurWall: @second of @day on the wall clock. */
typedef struct
{
  WabiDay day;
  int second;
} WabiRecurWall;

/**
 * wabi_recur_list:
 * @start: DTSTART; it is one of the dates only when the rule gives it
 * @zone: (nullable): of the wall clock, in which an UNTIL in UTC is understood
 * @last: the last day that is wanted, or %WABI_DAY_NONE
 * @most: how many are wanted at most; an endless rule ends there
 * @more: (out) (optional): whether the rule gives another one, up to @last, after these
 *
 * Returns: (transfer full) (element-type WabiRecurWall): the dates in order, on the wall clock. wabi_zone_from_local() makes instants of them,
 *   and knows what a missing or doubled hour means.
 */
GArray *wabi_recur_list (const WabiRecur *recur, WabiRecurWall start, const char *zone, WabiDay last, guint most, gboolean *more);

/**
 * WabiRecurDays:
 * @start: the first day that the rule may give
 * @minute: of the wall clock at which they start
 * @zone: (nullable): of the wall clock
 * @exdates: (array length=n_exdates): days that are left out; they count in COUNT
 * @rdates: (array length=n_rdates): days that are added, at the same minute
 * @last: the last day that is wanted, of @rdates too, or %WABI_DAY_NONE
 * @most: how many are wanted at most
 *
 * What is to be listed by wabi_recur_list_days().
 */
typedef struct
{
  WabiDay start;
  int minute;
  const char *zone;
  const WabiDay *exdates;
  gsize n_exdates;
  const WabiDay *rdates;
  gsize n_rdates;
  WabiDay last;
  guint most;
} WabiRecurDays;

/**
 * wabi_recur_list_days:
 * @more: (out) (optional): whether there would be more than @range->most
 *
 * RFC 5545 section 3.8.5: the rule's days and RDATE together, without EXDATE, each day once.
 *
 * Returns: (transfer full) (element-type WabiDay): in order
 */
GArray *wabi_recur_list_days (const WabiRecur *recur, const WabiRecurDays *range, gboolean *more);

/**
 * wabi_recur_dup_words:
 *
 * Returns: (transfer full): the rule in the person's language: "Every 2 weeks on Monday and Wednesday until Jun 30, 2026"
 */
char *wabi_recur_dup_words (const WabiRecur *recur);

/** wabi_recur_dup_words_of: Returns: (transfer full): the words of the rule in @text, or @text itself when it cannot be read. */
char *wabi_recur_dup_words_of (const char *text);

G_END_DECLS
