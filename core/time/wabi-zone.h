// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and wall clocks: between instants in UTC and the local time of an IANA zone.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiDay:
 *
 * A calendar day, counted from 1970-01-01 (day 0) in the Gregorian calendar. It has no zone. As text it is
 * `YYYY-MM-DD`.
 */
typedef gint32 WabiDay;

/** WABI_DAY_NONE: no day: an open end of a range, or a date that is not known. */
#define WABI_DAY_NONE G_MININT32
/** WABI_DAY_TEXT_SIZE: bytes that wabi_day_format() writes, with the closing zero. */
#define WABI_DAY_TEXT_SIZE 11
/** WABI_SECOND: a second in microseconds. */
#define WABI_SECOND G_GINT64_CONSTANT (1000000)
/** WABI_MINUTE: a minute in microseconds. */
#define WABI_MINUTE (60 * WABI_SECOND)
/** WABI_DAY_MINUTES: minutes on the wall clock of a day, whatever daylight saving does. */
#define WABI_DAY_MINUTES 1440

/**
 * WabiLocal:
 * @day: the local calendar day
 * @minute: minutes on the wall clock since local midnight, 0 to 1439
 * @second: 0 to 59
 * @offset: seconds east of UTC at that instant
 */
typedef struct
{
  WabiDay day;
  int minute;
  int second;
  int offset;
} WabiLocal;

/**
 * wabi_day_from_ymd:
 *
 * Returns: the day of a date, or %WABI_DAY_NONE when there is no such date (years 1 to 9999).
 */
WabiDay wabi_day_from_ymd (int year, int month, int day_of_month);

/** wabi_day_to_ymd: takes a day apart; each of @year, @month, @day_of_month is (nullable). */
void wabi_day_to_ymd (WabiDay day, int *year, int *month, int *day_of_month);

/**
 * wabi_day_parse:
 * @text: (nullable): exactly `YYYY-MM-DD`
 * @day: (out): where the day goes; %WABI_DAY_NONE on failure
 *
 * Returns: whether @text was a date that exists.
 */
gboolean wabi_day_parse (const char *text, WabiDay *day) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_day_from_text:
 *
 * Returns: the day of @text, or %WABI_DAY_NONE when it is %NULL, empty or no date.
 */
WabiDay wabi_day_from_text (const char *text);

/** wabi_day_format: writes `YYYY-MM-DD` (empty for %WABI_DAY_NONE) into @buffer and returns it. */
const char *wabi_day_format (WabiDay day, char buffer[WABI_DAY_TEXT_SIZE]);

/** wabi_day_dup_text: Returns: (transfer full): `YYYY-MM-DD`. */
char *wabi_day_dup_text (WabiDay day);

/** wabi_day_weekday: Returns: the ISO weekday, 1 Monday to 7 Sunday. */
int wabi_day_weekday (WabiDay day);

/** wabi_day_week_start: Returns: the day at or before @day that is weekday @first (1 Monday to 7 Sunday; 0
 * means Monday). */
WabiDay wabi_day_week_start (WabiDay day, int first);

/** wabi_day_iso_week: Returns: the ISO 8601 week number, 1 to 53; @year (out) (nullable) is the year it
 * belongs to. */
int wabi_day_iso_week (WabiDay day, int *year);

/** wabi_day_month_start: Returns: the first of the month of @day. */
WabiDay wabi_day_month_start (WabiDay day);

/** wabi_day_add_months: Returns: @day @months later; the 31st becomes the last day of a shorter month. */
WabiDay wabi_day_add_months (WabiDay day, int months);

/**
 * wabi_day_in_range:
 * @from: first day, or %WABI_DAY_NONE for open
 * @to: last day, included, or %WABI_DAY_NONE for open
 *
 * Returns: whether @day is from @from to @to. Ranges of dates (unlike intervals of time) include their last
 * day, as on authorizations, credentials and coverage.
 */
gboolean wabi_day_in_range (WabiDay day, WabiDay from, WabiDay to);

/** wabi_minute_parse: reads `HH:MM` (00:00 to 24:00) into @minute; Returns: whether it was one. */
gboolean wabi_minute_parse (const char *text, int *minute) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_minute_dup_text: Returns: (transfer full): `HH:MM`, 24-hour clock. */
char *wabi_minute_dup_text (int minute);

/** wabi_zone_is_known: Returns: whether @zone is an IANA name that this machine knows. Check what comes from
 * outside. */
gboolean wabi_zone_is_known (const char *zone);

/**
 * wabi_zone_to_local:
 * @zone: (nullable): IANA name; one that is not known counts as UTC
 * @at: instant, microseconds since 1970 UTC
 *
 * Returns: the wall clock there. Safe from any thread; zones are read once.
 */
WabiLocal wabi_zone_to_local (const char *zone, gint64 at);

/** wabi_zone_day: Returns: the local day of @at. */
WabiDay wabi_zone_day (const char *zone, gint64 at);

/**
 * wabi_zone_from_local:
 * @minute: minutes on the wall clock; may be negative or beyond a day (1440 is the next midnight)
 *
 * A wall clock time that a change to daylight saving skips is moved forward by what was skipped (02:30
 * becomes 03:30); one that happens twice means the first (RFC 5545 section 3.3.5).
 *
 * Returns: the instant in microseconds since 1970 UTC.
 */
gint64 wabi_zone_from_local (const char *zone, WabiDay day, int minute);

/** wabi_zone_day_start: Returns: the first instant of @day: midnight, or the end of the gap where midnight is
 * skipped. */
gint64 wabi_zone_day_start (const char *zone, WabiDay day);

/** wabi_zone_day_length: Returns: real minutes in @day: 1440, 1380 or 1500 when the clock changes. */
int wabi_zone_day_length (const char *zone, WabiDay day);

/** wabi_zone_add_days: Returns: @at on the same wall clock, @days local days later (seconds are kept). */
gint64 wabi_zone_add_days (const char *zone, gint64 at, int days);

G_END_DECLS
