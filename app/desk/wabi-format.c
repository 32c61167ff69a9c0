// SPDX-License-Identifier: AGPL-3.0-or-later
// Times, days and amounts in words for people.

#include "wabi-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-money.h"

static GDateTime *
to_date_time (WabiDay day, int minute)
{
  int year, month, day_of_month;

  wabi_day_to_ymd (day, &year, &month, &day_of_month);
  /* Only for its formatting: the numbers are local already. */
  return g_date_time_new_utc (year, month, day_of_month, minute / 60, minute % 60, 0);
}

static char *
format_with (WabiDay day, int minute, const char *format)
{
  g_autoptr (GDateTime) when = day == WABI_DAY_NONE ? NULL : to_date_time (day, minute);
  char *text = when != NULL ? g_date_time_format (when, format) : NULL;

  return text != NULL ? text : g_strdup ("");
}

char *
wabi_format_time (const char *zone, gint64 at)
{
  WabiLocal local = wabi_zone_to_local (zone, at);

  /* Translators: the time of day, as strftime has it; %-I:%M %P gives 9:05 am, %H:%M gives 09:05 */
  return format_with (local.day, local.minute, _("%-I:%M %P"));
}

char *
wabi_format_range (const char *zone, gint64 from, gint64 to)
{
  g_autofree char *start = wabi_format_time (zone, from), *end = wabi_format_time (zone, to);
  char *space = strrchr (start, ' '), *other = strrchr (end, ' ');

  /* The half of the day is said once where both are in the same. */
  if (space != NULL && other != NULL && g_str_equal (space, other))
    *space = '\0';
  return g_strdup_printf ("%s – %s", start, end);
}

char *
wabi_format_day (WabiDay day)
{
  /* Translators: a short date with its weekday, such as Tue, Mar 10 */
  return format_with (day, 0, _("%a, %b %-d"));
}

char *
wabi_format_day_long (WabiDay day)
{
  /* Translators: a full date, such as Tuesday, March 10, 2026 */
  return format_with (day, 0, _("%A, %B %-d, %Y"));
}

char *
wabi_format_date_text (const char *date)
{
  /* Translators: a date without its weekday, such as Mar 10, 2026 */
  return format_with (date != NULL ? wabi_day_from_text (date) : WABI_DAY_NONE, 0, _("%b %-d, %Y"));
}

char *
wabi_format_minutes (int minutes)
{
  if (minutes < 60)
    return g_strdup_printf (_("%d min"), minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (_("%d h"), minutes / 60);
  return g_strdup_printf (_("%d h %d min"), minutes / 60, minutes % 60);
}

int
wabi_format_age (const char *birth_date, WabiDay today)
{
  WabiDay born = birth_date != NULL ? wabi_day_from_text (birth_date) : WABI_DAY_NONE;
  int year, month, day, this_year, this_month, this_day;

  if (born == WABI_DAY_NONE)
    return -1;
  wabi_day_to_ymd (born, &year, &month, &day);
  wabi_day_to_ymd (today, &this_year, &this_month, &this_day);
  return this_year - year - (this_month < month || (this_month == month && this_day < day));
}

char *
wabi_format_money (gint64 cents)
{
  return wabi_money_format (cents);
}
