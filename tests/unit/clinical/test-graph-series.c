// SPDX-License-Identifier: AGPL-3.0-or-later
// Graphs: paths that break where they must, true zeros, ticks and trend.

#include "wabi-graph-series.h"

#include <math.h>

static void
test_breaks (void)
{
  WabiGraphPoint points[] = { { 1, TRUE, 20 }, { 2, TRUE, 0 },  { 3, FALSE, 0 },
                              { 4, TRUE, 50 }, { 5, TRUE, 60 }, { 6, TRUE, 70, TRUE } };
  WabiGraphChange changes[] = { { 4, TRUE, "partial prompt" }, { 5, FALSE, "new medication" } };
  g_autoptr (WabiGraphSeries) series = wabi_graph_series_new (points, 6, changes, 2, TRUE, 90);
  static const gsize expected[][2] = { { 0, 2 }, { 3, 1 }, { 4, 2 } };

  g_assert_cmpuint (series->segments->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (g_array_index (series->segments, WabiGraphSegment, i).first, ==, expected[i][0]);
      g_assert_cmpuint (g_array_index (series->segments, WabiGraphSegment, i).length, ==, expected[i][1]);
    }
  g_assert_cmpfloat (g_array_index (series->lines, WabiGraphLine, 0).x, ==, 3.5);
  g_assert_false (g_array_index (series->lines, WabiGraphLine, 0).dotted);
  g_assert_true (g_array_index (series->lines, WabiGraphLine, 1).dotted);
  g_assert_cmpfloat (series->top, ==, 100);
  g_assert_cmpuint (series->ticks->len, ==, 3);
}

static void
test_empty (void)
{
  g_autoptr (WabiGraphSeries) series = wabi_graph_series_new (NULL, 0, NULL, 0, FALSE, -1);

  g_assert_cmpuint (series->segments->len, ==, 0);
  g_assert_cmpfloat (series->top, >=, 1);
}

static void
test_trend (void)
{
  WabiGraphPoint points[] = { { 1, TRUE, 10 }, { 2, FALSE, 99 }, { 3, TRUE, 30 }, { 4, TRUE, 40 } };
  WabiGraphTrend trend = wabi_graph_trend (points, 0, 4);

  g_assert_cmpuint (trend.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (trend.slope, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (trend.intercept, 10, 1e-9);
  g_assert_cmpuint (wabi_graph_trend (points, 1, 2).n, ==, 0);
}

// Each point with data is in exactly one path, in order; no path crosses a phase or a gap; the axis holds all
// values.
static void
test_properties (void)
{
  for (int round = 0; round < 3000; round++)
    {
      WabiGraphPoint points[20];
      WabiGraphChange changes[3];
      gsize n = g_test_rand_int_range (0, 20), next = 0;
      g_autoptr (WabiGraphSeries) series = NULL;

      for (gsize i = 0; i < n; i++)
        points[i] = (WabiGraphPoint){ i, g_test_rand_int_range (0, 4) > 0, g_test_rand_int_range (0, 4000) };
      for (gsize i = 0; i < 3; i++)
        changes[i] = (WabiGraphChange){ g_test_rand_int_range (0, 20), g_test_rand_bit (), NULL };
      series = wabi_graph_series_new (points, n, changes, 3, FALSE, -1);
      for (guint s = 0; s < series->segments->len; s++)
        {
          WabiGraphSegment segment = g_array_index (series->segments, WabiGraphSegment, s);

          for (; next < segment.first; next++)
            g_assert_false (points[next].has_value);
          g_assert_cmpuint (segment.length, >, 0);
          for (; next < segment.first + segment.length; next++)
            {
              g_assert_true (points[next].has_value);
              g_assert_cmpfloat (points[next].value, <=, series->top);
              for (gsize c = 0; c < 3; c++)
                g_assert_false (changes[c].phase && changes[c].index == next && next > segment.first);
            }
        }
      for (; next < n; next++)
        g_assert_false (points[next].has_value);
      g_assert_cmpuint (series->ticks->len, >=, 2);
      g_assert_cmpuint (series->ticks->len, <=, 12);
      g_assert_cmpfloat (g_array_index (series->ticks, double, series->ticks->len - 1), ==, series->top);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph-series/breaks", test_breaks);
  g_test_add_func ("/graph-series/empty", test_empty);
  g_test_add_func ("/graph-series/trend", test_trend);
  g_test_add_func ("/graph-series/properties", test_properties);
  return g_test_run ();
}
