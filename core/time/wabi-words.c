// SPDX-License-Identifier: AGPL-3.0-or-later
// Days, clocks and lengths of time in words, as rules say them in findings and notes.

#include "wabi-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
format_day (WabiDay day, const char *format)
{
  g_autoptr (GDateTime) time = NULL;
  int y, m, d;

  if (day == WABI_DAY_NONE)
    return g_strdup ("");
  wabi_day_to_ymd (day, &y, &m, &d);
  time = g_date_time_new_utc (y, m, d, 0, 0, 0);
  return time == NULL ? g_strdup ("") : g_date_time_format (time, format);
}

static char *
format_minute (int minute, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2001, 1, 1, (minute / 60) % 24, ABS (minute) % 60, 0);

  return time == NULL ? g_strdup ("") : g_date_time_format (time, format);
}

char *
wabi_words_day (WabiDay day)
{
  // Translators: a day without its year, see g_date_time_format(): "Mar 5"
  return format_day (day, C_ ("date", "%b %-d"));
}

char *
wabi_words_day_year (WabiDay day)
{
  // Translators: a day with its year, see g_date_time_format(): "Mar 5, 2026"
  return format_day (day, C_ ("date", "%b %-d, %Y"));
}

char *
wabi_words_month (WabiDay day)
{
  // Translators: a month with its year, see g_date_time_format(): "Mar 2026"
  return format_day (day, C_ ("date", "%b %Y"));
}

char *
wabi_words_day_range (WabiDay from, WabiDay to)
{
  g_autofree char *first = NULL, *last = NULL;
  int from_year = 0, to_year = 0;

  if (from == WABI_DAY_NONE && to == WABI_DAY_NONE)
    return g_strdup (_ ("no dates set"));
  if (from != WABI_DAY_NONE)
    wabi_day_to_ymd (from, &from_year, NULL, NULL);
  if (to != WABI_DAY_NONE)
    wabi_day_to_ymd (to, &to_year, NULL, NULL);
  if (from == WABI_DAY_NONE)
    {
      last = wabi_words_day_year (to);
      return g_strdup_printf (_ ("until %s"), last);
    }
  if (to == WABI_DAY_NONE)
    {
      first = wabi_words_day_year (from);
      return g_strdup_printf (_ ("from %s"), first);
    }
  first = from_year == to_year ? wabi_words_day (from) : wabi_words_day_year (from);
  last = from_year == to_year ? wabi_words_day (to) : wabi_words_day_year (to);
  return g_strdup_printf ("%s – %s", first, last);
}

char *
wabi_words_minute (int minute)
{
  // Translators: the time of day, see g_date_time_format(): "1:00 pm"; use %H:%M where people count to 24
  return format_minute (minute, C_ ("time", "%-I:%M %P"));
}

char *
wabi_words_minute_range (int start_minute, int end_minute)
{
  gboolean same_half = (start_minute / 720) % 2 == (end_minute / 720) % 2;
  // Translators: the time of day without am or pm, when the end of a range says it: "1:00"
  g_autofree char *start
      = same_half ? format_minute (start_minute, C_ ("time", "%-I:%M")) : wabi_words_minute (start_minute);
  g_autofree char *end = wabi_words_minute (end_minute);

  return g_strdup_printf ("%s – %s", start, end);
}

char *
wabi_words_duration (gint64 seconds)
{
  gint64 length = ABS (seconds);

  if (length < 60)
    return g_strdup_printf (_ ("%d s"), (int)length);
  if (length < 3600 && length % 60 == 0)
    return g_strdup_printf (_ ("%d min"), (int)(length / 60));
  if (length < 3600)
    return g_strdup_printf (_ ("%d min %02d s"), (int)(length / 60), (int)(length % 60));
  if (length % 3600 < 60)
    return g_strdup_printf (_ ("%d h"), (int)(length / 3600));
  return g_strdup_printf (_ ("%d h %02d min"), (int)(length / 3600), (int)(length % 3600 / 60));
}

char *
wabi_words_weekday (int weekday)
{
  // 2001-01-01 was a Monday.
  return format_day (wabi_day_from_ymd (2001, 1, CLAMP (weekday, 1, 7)), "%A");
}
