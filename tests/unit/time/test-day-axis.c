// SPDX-License-Identifier: AGPL-3.0-or-later
// Days of 23, 24 and 25 hours beside each other: every instant has one place, and every place one instant.

#include "wabi-day-axis.h"

#define NEW_YORK "America/New_York"

static const struct
{
  const char *zone;
  const char *day;
  int extra, at;       /* of the axis of that day alone */
  int gap_start, gap_end;
} days[] = {
  { NEW_YORK, "2026-03-09", 0, 1440, 0, 0 },
  { NEW_YORK, "2026-03-08", 0, 1440, 120, 180 },     /* 2 am is 3 am */
  { NEW_YORK, "2026-11-01", 60, 120, 0, 0 },         /* 1 am twice */
  { "Europe/London", "2026-10-25", 60, 120, 0, 0 },
  { "Europe/London", "2026-03-29", 0, 1440, 60, 120 },
  { "Australia/Lord_Howe", "2026-04-05", 30, 120, 0, 0 }, /* half an hour */
  { "America/Phoenix", "2026-11-01", 0, 1440, 0, 0 },
  { "UTC", "2026-11-01", 0, 1440, 0, 0 },
};

static void
test_axes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      WabiDay day = wabi_day_from_text (days[i].day);
      WabiDayAxis axis;
      int start = 0, end = 0;

      wabi_day_axis_init (&axis, days[i].zone, day, day);
      g_assert_cmpint (axis.extra, ==, days[i].extra);
      g_assert_cmpint (axis.at, ==, days[i].at);
      g_assert_cmpint (wabi_day_axis_get_gap (&axis, days[i].zone, day, &start, &end), ==, days[i].gap_end > 0);
      if (days[i].gap_end > 0)
        {
          g_assert_cmpint (start, ==, days[i].gap_start);
          g_assert_cmpint (end, ==, days[i].gap_end);
        }
    }
}

/* There and back for every quarter of an hour, alone and in the week around it. */
static void
test_there_and_back (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    for (int days_before = 0; days_before < 2; days_before++)
      {
        const char *zone = days[i].zone;
        WabiDay middle = wabi_day_from_text (days[i].day);
        WabiDayAxis axis;

        wabi_day_axis_init (&axis, zone, middle - 3 * days_before, middle + 3 * days_before);
        for (WabiDay day = middle - 3 * days_before; day <= middle + 3 * days_before; day++)
          {
            gint64 start = wabi_zone_day_start (zone, day), stop = wabi_zone_day_start (zone, day + 1);
            int last = -1;

            for (gint64 at = start; at < stop; at += 15 * WABI_MINUTE)
              {
                int minute = wabi_day_axis_place (&axis, zone, day, at, FALSE);
                int end = wabi_day_axis_place (&axis, zone, day, at + 15 * WABI_MINUTE, TRUE);
                int gap_start = 0, gap_end = 0;

                g_assert_cmpint (minute, >, last);
                g_assert_cmpint (end, ==, minute + 15);
                g_assert_cmpint (wabi_day_axis_read (&axis, zone, day, minute), ==, at);
                g_assert_cmpint (wabi_day_axis_to_clock (&axis, minute, FALSE), ==, wabi_zone_to_local (zone, at).minute);
                if (wabi_day_axis_get_gap (&axis, zone, day, &gap_start, &gap_end))
                  g_assert_false (minute < gap_end && end > gap_start);
                last = minute;
              }
            g_assert_cmpint (wabi_day_axis_place (&axis, zone, day, stop, TRUE), ==, wabi_day_axis_length (&axis));
          }
      }
}

/* Pointing at an hour that is no time means the moment after it. */
static void
test_points_into_gaps (void)
{
  WabiDay long_day = wabi_day_from_text ("2026-11-01"), short_day = wabi_day_from_text ("2026-03-08");
  WabiDayAxis axis;

  wabi_day_axis_init (&axis, NEW_YORK, long_day, long_day + 1);
  g_assert_cmpint (wabi_day_axis_read (&axis, NEW_YORK, long_day + 1, 150), ==, wabi_zone_from_local (NEW_YORK, long_day + 1, 120));
  g_assert_cmpint (wabi_day_axis_read (&axis, NEW_YORK, long_day, 150) - wabi_day_axis_read (&axis, NEW_YORK, long_day, 90), ==,
                   60 * WABI_MINUTE);
  wabi_day_axis_init (&axis, NEW_YORK, short_day, short_day);
  g_assert_cmpint (wabi_day_axis_read (&axis, NEW_YORK, short_day, 150), ==, wabi_zone_from_local (NEW_YORK, short_day, 210));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-axis/axes", test_axes);
  g_test_add_func ("/day-axis/there-and-back", test_there_and_back);
  g_test_add_func ("/day-axis/points-into-gaps", test_points_into_gaps);
  return g_test_run ();
}
