// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and wall clocks: tables at the changes of the clock, and properties over random instants.

#include "wabi-zone.h"

#define NEW_YORK "America/New_York"

static gint64
instant (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  return g_date_time_to_unix (time) * WABI_SECOND + g_date_time_get_microsecond (time);
}

static void
test_day_text (void)
{
  static const struct
  {
    const char *text;
    gboolean good;
  } cases[] = { { "2026-03-10", TRUE },   { "1970-01-01", TRUE },  { "2024-02-29", TRUE },
                { "2023-02-29", FALSE },  { "1900-02-29", FALSE }, { "2000-02-29", TRUE },
                { "2026-13-01", FALSE },  { "2026-00-10", FALSE }, { "2026-04-31", FALSE },
                { "2026-3-10", FALSE },   { "2026/03/10", FALSE }, { "2026-03-10 ", FALSE },
                { " 2026-03-10", FALSE }, { "+026-03-10", FALSE }, { "", FALSE },
                { NULL, FALSE },          { "0000-01-01", FALSE }, { "0001-01-01", TRUE },
                { "9999-12-31", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiDay day;
      char buffer[WABI_DAY_TEXT_SIZE];

      g_assert_cmpint (wabi_day_parse (cases[i].text, &day), ==, cases[i].good);
      if (cases[i].good)
        g_assert_cmpstr (wabi_day_format (day, buffer), ==, cases[i].text);
      else
        g_assert_cmpint (day, ==, WABI_DAY_NONE);
    }
  g_assert_cmpint (wabi_day_from_text ("1970-01-01"), ==, 0);
  g_assert_cmpint (wabi_day_from_text ("2000-03-01"), ==, 11017);
}

// Each day of eight centuries agrees with GDate, in date, weekday and ISO week.
static void
test_day_against_gdate (void)
{
  WabiDay day = wabi_day_from_ymd (1600, 1, 1);
  GDate date;

  g_date_clear (&date, 1);
  for (g_date_set_dmy (&date, 1, 1, 1600); g_date_get_year (&date) < 2400; g_date_add_days (&date, 1), day++)
    {
      int y, m, d;

      wabi_day_to_ymd (day, &y, &m, &d);
      g_assert_cmpint (y, ==, g_date_get_year (&date));
      g_assert_cmpint (m, ==, g_date_get_month (&date));
      g_assert_cmpint (d, ==, g_date_get_day (&date));
      g_assert_cmpint (wabi_day_from_ymd (y, m, d), ==, day);
      g_assert_cmpint (wabi_day_weekday (day), ==, g_date_get_weekday (&date));
      g_assert_cmpint (wabi_day_iso_week (day, NULL), ==, g_date_get_iso8601_week_of_year (&date));
    }
}

static void
test_weeks_and_months (void)
{
  WabiDay tuesday = wabi_day_from_text ("2026-03-10");
  int year;

  g_assert_cmpint (wabi_day_weekday (tuesday), ==, 2);
  g_assert_cmpint (wabi_day_week_start (tuesday, 1), ==, wabi_day_from_text ("2026-03-09"));
  g_assert_cmpint (wabi_day_week_start (tuesday, 0), ==, wabi_day_from_text ("2026-03-09"));
  g_assert_cmpint (wabi_day_week_start (tuesday, 7), ==, wabi_day_from_text ("2026-03-08"));
  g_assert_cmpint (wabi_day_week_start (tuesday, 2), ==, tuesday);
  g_assert_cmpint (wabi_day_week_start (tuesday, 3), ==, wabi_day_from_text ("2026-03-04"));
  g_assert_cmpint (wabi_day_iso_week (wabi_day_from_text ("2027-01-01"), &year), ==, 53);
  g_assert_cmpint (year, ==, 2026);
  g_assert_cmpint (wabi_day_month_start (tuesday), ==, wabi_day_from_text ("2026-03-01"));
  g_assert_cmpint (wabi_day_add_months (wabi_day_from_text ("2026-01-31"), 1), ==,
                   wabi_day_from_text ("2026-02-28"));
  g_assert_cmpint (wabi_day_add_months (wabi_day_from_text ("2024-03-31"), -1), ==,
                   wabi_day_from_text ("2024-02-29"));
  g_assert_cmpint (wabi_day_add_months (tuesday, -3), ==, wabi_day_from_text ("2025-12-10"));
  g_assert_true (wabi_day_in_range (tuesday, tuesday, tuesday));
  g_assert_true (wabi_day_in_range (tuesday, WABI_DAY_NONE, WABI_DAY_NONE));
  g_assert_false (wabi_day_in_range (tuesday, tuesday + 1, WABI_DAY_NONE));
  g_assert_false (wabi_day_in_range (tuesday, WABI_DAY_NONE, tuesday - 1));
}

static void
test_minute_text (void)
{
  int minute;
  g_autofree char *text = wabi_minute_dup_text (545);

  g_assert_cmpstr (text, ==, "09:05");
  g_assert_true (wabi_minute_parse ("09:05", &minute));
  g_assert_cmpint (minute, ==, 545);
  g_assert_true (wabi_minute_parse ("24:00", &minute));
  g_assert_cmpint (minute, ==, 1440);
  g_assert_false (wabi_minute_parse ("24:01", &minute));
  g_assert_false (wabi_minute_parse ("9:05", &minute));
  g_assert_false (wabi_minute_parse ("09:60", &minute));
  g_assert_false (wabi_minute_parse (NULL, &minute));
}

static void
test_local_table (void)
{
  static const struct
  {
    const char *zone;
    const char *day;
    int minute;
    const char *at;
  } cases[] = {
    { "UTC", "2026-03-10", 540, "2026-03-10T09:00:00Z" },
    { NEW_YORK, "2026-03-10", 540, "2026-03-10T13:00:00Z" },
    { NEW_YORK, "2026-01-10", 540, "2026-01-10T14:00:00Z" },
    // 2026-03-08 skips 02:00 to 03:00: 02:30 moves forward to 03:30
    { NEW_YORK, "2026-03-08", 119, "2026-03-08T06:59:00Z" },
    { NEW_YORK, "2026-03-08", 150, "2026-03-08T07:30:00Z" },
    { NEW_YORK, "2026-03-08", 180, "2026-03-08T07:00:00Z" },
    // 2026-11-01 repeats 01:00 to 02:00: the first is meant
    { NEW_YORK, "2026-11-01", 90, "2026-11-01T05:30:00Z" },
    { NEW_YORK, "2026-11-01", 120, "2026-11-01T07:00:00Z" },
    { NEW_YORK, "2026-11-01", 1440, "2026-11-02T05:00:00Z" },
    { NEW_YORK, "2026-11-01", -60, "2026-11-01T03:00:00Z" },
    { "America/Phoenix", "2026-07-01", 480, "2026-07-01T15:00:00Z" },
    { "Asia/Kathmandu", "2026-07-01", 0, "2026-06-30T18:15:00Z" },
    { "Australia/Lord_Howe", "2026-04-05", 105, "2026-04-04T14:45:00Z" }, // repeats half an hour
    { "No/Such_Zone", "2026-03-10", 540, "2026-03-10T09:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at = wabi_zone_from_local (cases[i].zone, wabi_day_from_text (cases[i].day), cases[i].minute);

      g_assert_cmpint (at, ==, instant (cases[i].at));
    }
}

static void
test_day_lengths (void)
{
  static const struct
  {
    const char *zone;
    const char *day;
    int length;
  } cases[] = { { NEW_YORK, "2026-03-07", 1440 },
                { NEW_YORK, "2026-03-08", 1380 },
                { NEW_YORK, "2026-11-01", 1500 },
                { "America/Phoenix", "2026-03-08", 1440 },
                { "America/Havana", "2026-03-08", 1380 },
                { "America/Havana", "2026-03-07", 1440 },
                { "Asia/Beirut", "2024-03-31", 1380 },
                { "Australia/Lord_Howe", "2026-04-05", 1470 },
                { "Australia/Lord_Howe", "2025-10-05", 1410 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (wabi_zone_day_length (cases[i].zone, wabi_day_from_text (cases[i].day)), ==,
                     cases[i].length);
}

static void
test_add_days (void)
{
  gint64 before
      = instant ("2026-03-07T14:00:30.25Z"); // 09:00:30 in New York, the day before the clock changes

  g_assert_cmpint (wabi_zone_add_days (NEW_YORK, before, 1), ==, instant ("2026-03-08T13:00:30.25Z"));
  g_assert_cmpint (wabi_zone_add_days (NEW_YORK, before, 7), ==, instant ("2026-03-14T13:00:30.25Z"));
  g_assert_cmpint (wabi_zone_add_days (NEW_YORK, before, -7), ==, instant ("2026-02-28T14:00:30.25Z"));
  g_assert_cmpint (wabi_zone_add_days (NEW_YORK, before, 0), ==, before);
}

static void
test_unknown_names (void)
{
  static const char *const bad[] = { "../../etc/passwd",  "/etc/localtime", "",     "Mars/Base",
                                     "America/New_York ", "EST5EDT;rm",     "a..b", NULL };

  for (gsize i = 0; bad[i] != NULL; i++)
    g_assert_false (wabi_zone_is_known (bad[i]));
  g_assert_false (wabi_zone_is_known (NULL));
  g_assert_true (wabi_zone_is_known (NEW_YORK));
  g_assert_true (wabi_zone_is_known ("UTC"));
}

// There and back is the identity, but in a repeated hour, where it may be the first instead of the second.
static void
test_round_trip (void)
{
  static const char *const zones[]
      = { NEW_YORK,         "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe",
          "America/Havana", "Asia/Kathmandu" };

  for (int i = 0; i < 20000; i++)
    {
      const char *zone = zones[i % G_N_ELEMENTS (zones)];
      gint64 at = (gint64)g_test_rand_int_range (600000, 35000000) * WABI_MINUTE; // 1971 to 2036
      WabiLocal local = wabi_zone_to_local (zone, at);
      gint64 back = wabi_zone_from_local (zone, local.day, local.minute) + local.second * WABI_SECOND;
      gint64 start = wabi_zone_day_start (zone, local.day);

      g_assert_true (back == at || at - back == 60 * WABI_MINUTE || at - back == 30 * WABI_MINUTE);
      g_assert_cmpint (start, <=, at);
      g_assert_cmpint (wabi_zone_day (zone, start), ==, local.day);
      g_assert_cmpint (wabi_zone_day (zone, start - 1), ==, local.day - 1);
      g_assert_cmpint (wabi_zone_day_start (zone, local.day + 1), >, at);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/day-text", test_day_text);
  g_test_add_func ("/zone/day-against-gdate", test_day_against_gdate);
  g_test_add_func ("/zone/weeks-and-months", test_weeks_and_months);
  g_test_add_func ("/zone/minute-text", test_minute_text);
  g_test_add_func ("/zone/local-table", test_local_table);
  g_test_add_func ("/zone/day-lengths", test_day_lengths);
  g_test_add_func ("/zone/add-days", test_add_days);
  g_test_add_func ("/zone/unknown-names", test_unknown_names);
  g_test_add_func ("/zone/round-trip", test_round_trip);
  return g_test_run ();
}
