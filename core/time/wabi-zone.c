// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and wall clocks: between instants in UTC and the local time of an IANA zone.

#include "wabi-zone.h"

#include <string.h>

#define SECONDS_OF_DAY 86400

static GMutex zones_lock;
static GHashTable *zones;

static gint64
divide_down (gint64 value, gint64 by)
{
  gint64 quotient = value / by;

  return value % by < 0 ? quotient - 1 : quotient;
}

static gboolean
read_digits (const char *text, int n, int *value)
{
  *value = 0;
  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

// Zones live as long as the process: there are few, and a borrowed pointer needs no lock after this.
static GTimeZone *
ensure_zone (const char *name)
{
  GTimeZone *zone;

  if (name == NULL || *name == '\0')
    name = "UTC";
  g_mutex_lock (&zones_lock);
  if (zones == NULL)
    zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_time_zone_unref);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL)
    {
      // Names that are not known are not kept: they come from outside and could fill the table.
      zone = wabi_zone_is_known (name) ? g_time_zone_new_identifier (name) : NULL;
      if (zone != NULL)
        g_hash_table_insert (zones, g_strdup (name), zone);
    }
  g_mutex_unlock (&zones_lock);
  return zone;
}

static int
find_offset (GTimeZone *zone, gint64 seconds)
{
  int interval;

  if (zone == NULL)
    return 0;
  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

static gint64
resolve_local (GTimeZone *zone, gint64 local)
{
  int before = find_offset (zone, local - SECONDS_OF_DAY);
  int after = find_offset (zone, local + SECONDS_OF_DAY);
  gint64 first = local - MAX (before, after);
  gint64 second = local - MIN (before, after);

  // A larger offset is the earlier instant, hence the first of two in a repeated hour.
  if (find_offset (zone, first) == MAX (before, after))
    return first;
  if (find_offset (zone, second) == MIN (before, after))
    return second;
  return local - before;
}

WabiDay
wabi_day_from_ymd (int year, int month, int day_of_month)
{
  gint64 shifted, era, year_of_era, day_of_year;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day_of_month < 1
      || day_of_month > g_date_get_days_in_month (month, year))
    return WABI_DAY_NONE;
  shifted = month <= 2 ? year - 1 : year;
  era = divide_down (shifted, 400);
  year_of_era = shifted - era * 400;
  day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day_of_month - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void
wabi_day_to_ymd (WabiDay day, int *year, int *month, int *day_of_month)
{
  gint64 shifted = (gint64)day + 719468;
  gint64 era = divide_down (shifted, 146097);
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 march_month = (5 * day_of_year + 2) / 153;
  int found_month = march_month < 10 ? march_month + 3 : march_month - 9;

  if (year != NULL)
    *year = year_of_era + era * 400 + (found_month <= 2);
  if (month != NULL)
    *month = found_month;
  if (day_of_month != NULL)
    *day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
}

gboolean
wabi_day_parse (const char *text, WabiDay *day)
{
  int y, m, d;

  *day = WABI_DAY_NONE;
  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  if (!read_digits (text, 4, &y) || !read_digits (text + 5, 2, &m) || !read_digits (text + 8, 2, &d))
    return FALSE;
  *day = wabi_day_from_ymd (y, m, d);
  return *day != WABI_DAY_NONE;
}

WabiDay
wabi_day_from_text (const char *text)
{
  WabiDay day;

  return wabi_day_parse (text, &day) ? day : WABI_DAY_NONE;
}

const char *
wabi_day_format (WabiDay day, char buffer[WABI_DAY_TEXT_SIZE])
{
  int y, m, d;

  buffer[0] = '\0';
  if (day == WABI_DAY_NONE)
    return buffer;
  wabi_day_to_ymd (day, &y, &m, &d);
  g_snprintf (buffer, WABI_DAY_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
              (unsigned)d % 100);
  return buffer;
}

char *
wabi_day_dup_text (WabiDay day)
{
  char buffer[WABI_DAY_TEXT_SIZE];

  return g_strdup (wabi_day_format (day, buffer));
}

int
wabi_day_weekday (WabiDay day)
{
  gint64 since_monday = (gint64)day + 3; // 1970-01-01 was a Thursday

  return since_monday - divide_down (since_monday, 7) * 7 + 1;
}

WabiDay
wabi_day_week_start (WabiDay day, int first)
{
  return day - (wabi_day_weekday (day) - (first >= 1 && first <= 7 ? first : 1) + 7) % 7;
}

int
wabi_day_iso_week (WabiDay day, int *year)
{
  WabiDay thursday = day - wabi_day_weekday (day) + 4;
  int thursday_year;

  wabi_day_to_ymd (thursday, &thursday_year, NULL, NULL);
  if (year != NULL)
    *year = thursday_year;
  return (thursday - wabi_day_from_ymd (thursday_year, 1, 1)) / 7 + 1;
}

WabiDay
wabi_day_month_start (WabiDay day)
{
  int day_of_month;

  wabi_day_to_ymd (day, NULL, NULL, &day_of_month);
  return day - day_of_month + 1;
}

WabiDay
wabi_day_add_months (WabiDay day, int months)
{
  int y, m, d;
  gint64 total;

  wabi_day_to_ymd (day, &y, &m, &d);
  total = (gint64)y * 12 + m - 1 + months;
  y = CLAMP (divide_down (total, 12), 1, 9999);
  m = total - divide_down (total, 12) * 12 + 1;
  return wabi_day_from_ymd (y, m, MIN (d, g_date_get_days_in_month (m, y)));
}

gboolean
wabi_day_in_range (WabiDay day, WabiDay from, WabiDay to)
{
  return (from == WABI_DAY_NONE || day >= from) && (to == WABI_DAY_NONE || day <= to);
}

gboolean
wabi_minute_parse (const char *text, int *minute)
{
  int h, m;

  *minute = 0;
  if (text == NULL || strlen (text) != 5 || text[2] != ':' || !read_digits (text, 2, &h)
      || !read_digits (text + 3, 2, &m))
    return FALSE;
  if (m > 59 || h * 60 + m > WABI_DAY_MINUTES)
    return FALSE;
  *minute = h * 60 + m;
  return TRUE;
}

char *
wabi_minute_dup_text (int minute)
{
  return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}

gboolean
wabi_zone_is_known (const char *zone)
{
  GTimeZone *found;

  // The name becomes a file name in zoneinfo: nothing but a relative, downward path may reach it.
  if (zone == NULL || !g_ascii_isalpha (*zone) || strlen (zone) > 64 || strstr (zone, "..") != NULL)
    return FALSE;
  for (const char *c = zone; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("/_+-", *c) == NULL)
      return FALSE;
  found = g_time_zone_new_identifier (zone);
  if (found == NULL)
    return FALSE;
  g_time_zone_unref (found);
  return TRUE;
}

WabiLocal
wabi_zone_to_local (const char *zone, gint64 at)
{
  gint64 seconds = divide_down (at, WABI_SECOND);
  int offset = find_offset (ensure_zone (zone), seconds);
  gint64 local = seconds + offset;
  gint64 day = divide_down (local, SECONDS_OF_DAY);
  int in_day = local - day * SECONDS_OF_DAY;

  return (WabiLocal){ .day = day, .minute = in_day / 60, .second = in_day % 60, .offset = offset };
}

WabiDay
wabi_zone_day (const char *zone, gint64 at)
{
  return wabi_zone_to_local (zone, at).day;
}

gint64
wabi_zone_from_local (const char *zone, WabiDay day, int minute)
{
  gint64 local = (gint64)day * SECONDS_OF_DAY + (gint64)minute * 60;

  return resolve_local (ensure_zone (zone), local) * WABI_SECOND;
}

gint64
wabi_zone_day_start (const char *zone, WabiDay day)
{
  // A midnight that is skipped (Beirut, Havana) resolves to the instant that is moved forward by the gap:
  // since the gap begins at midnight there, that is 01:00 on the clock, and the last instant before it is
  // 23:59 of the day before.
  gint64 start = wabi_zone_from_local (zone, day, 0);
  WabiLocal local = wabi_zone_to_local (zone, start);
  gint64 earlier = start - (gint64)local.minute * WABI_MINUTE;

  return local.minute > 0 && wabi_zone_day (zone, earlier) == day ? earlier : start;
}

int
wabi_zone_day_length (const char *zone, WabiDay day)
{
  return (wabi_zone_day_start (zone, day + 1) - wabi_zone_day_start (zone, day)) / WABI_MINUTE;
}

gint64
wabi_zone_add_days (const char *zone, gint64 at, int days)
{
  WabiLocal local = wabi_zone_to_local (zone, at);
  gint64 part = at - divide_down (at, WABI_MINUTE) * WABI_MINUTE;

  if (days == 0)
    return at;
  return wabi_zone_from_local (zone, local.day + days, local.minute) + part;
}
