// SPDX-License-Identifier: AGPL-3.0-or-later
// Intervals cut at local midnights: a table at the changes of the clock, and the properties of any cut.

#include "wabi-day-map.h"

#define NEW_YORK "America/New_York"

static void
test_table (void)
{
  static const struct
  {
    const char *from_day;
    int from_minute;
    const char *to_day;
    int to_minute;
    guint n;
    int first_start, first_end, last_start, last_end;
  } cases[] = {
    { "2026-03-10", 540, "2026-03-10", 720, 1, 540, 720, 540, 720 },
    { "2026-03-10", 540, "2026-03-11", 0, 1, 540, 1440, 540, 1440 },
    { "2026-03-10", 1380, "2026-03-11", 60, 2, 1380, 1440, 0, 60 },
    { "2026-03-10", 1380, "2026-03-13", 60, 4, 1380, 1440, 0, 60 },
    { "2026-03-08", 60, "2026-03-08", 240, 1, 60, 240, 60, 240 },
    { "2026-03-10", 540, "2026-03-10", 540, 0, 0, 0, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 start
          = wabi_zone_from_local (NEW_YORK, wabi_day_from_text (cases[i].from_day), cases[i].from_minute);
      gint64 end = wabi_zone_from_local (NEW_YORK, wabi_day_from_text (cases[i].to_day), cases[i].to_minute);
      g_autoptr (GArray) cut = wabi_day_map_cut (NEW_YORK, start, end);

      g_assert_cmpuint (cut->len, ==, cases[i].n);
      if (cut->len == 0)
        continue;
      g_assert_cmpint (g_array_index (cut, WabiDaySegment, 0).start_minute, ==, cases[i].first_start);
      g_assert_cmpint (g_array_index (cut, WabiDaySegment, 0).end_minute, ==, cases[i].first_end);
      g_assert_cmpint (g_array_index (cut, WabiDaySegment, cut->len - 1).start_minute, ==,
                       cases[i].last_start);
      g_assert_cmpint (g_array_index (cut, WabiDaySegment, cut->len - 1).end_minute, ==, cases[i].last_end);
    }
}

// 01:50 first time to 01:10 second time: 20 real minutes, backward on the clock.
static void
test_repeated_hour (void)
{
  gint64 start = wabi_zone_from_local (NEW_YORK, wabi_day_from_text ("2026-11-01"), 110);
  g_autoptr (GArray) cut = wabi_day_map_cut (NEW_YORK, start, start + 20 * WABI_MINUTE);

  g_assert_cmpuint (cut->len, ==, 1);
  g_assert_cmpint (g_array_index (cut, WabiDaySegment, 0).start_minute, ==, 110);
  g_assert_cmpint (g_array_index (cut, WabiDaySegment, 0).end_minute, ==, 130);
}

static void
test_properties (void)
{
  for (int i = 0; i < 5000; i++)
    {
      const char *zone = i % 2 == 0 ? NEW_YORK : "America/Havana";
      gint64 start
          = (gint64)g_test_rand_int_range (29000000, 30500000) * WABI_MINUTE + g_test_rand_int_range (0, 2);
      gint64 end = start + (gint64)g_test_rand_int_range (1, 6000) * WABI_MINUTE;
      g_autoptr (GArray) cut = wabi_day_map_cut (zone, start, end);
      gint64 at = start;

      for (guint s = 0; s < cut->len; s++)
        {
          const WabiDaySegment *segment = &g_array_index (cut, WabiDaySegment, s);

          g_assert_cmpint (segment->start_at, ==, at);
          g_assert_cmpint (segment->end_at, >, at);
          g_assert_cmpint (segment->start_minute, <, segment->end_minute);
          g_assert_cmpint (segment->start_minute, >=, 0);
          g_assert_cmpint (segment->end_minute, <=, WABI_DAY_MINUTES);
          g_assert_cmpint (wabi_zone_day (zone, segment->start_at), ==, segment->day);
          g_assert_cmpint (wabi_zone_day (zone, segment->end_at - 1), ==, segment->day);
          at = segment->end_at;
        }
      g_assert_cmpint (at, ==, end);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-map/table", test_table);
  g_test_add_func ("/day-map/repeated-hour", test_repeated_hour);
  g_test_add_func ("/day-map/properties", test_properties);
  return g_test_run ();
}
