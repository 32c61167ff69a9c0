// SPDX-License-Identifier: AGPL-3.0-or-later
// What a line graph of sessions draws: paths that break at phases and gaps, lines, ticks, trend.

#include "wabi-graph-series.h"

#include <math.h>

static gboolean
breaks_before (const WabiGraphChange *changes, gsize n_changes, gsize index)
{
  for (gsize i = 0; i < n_changes; i++)
    if (changes[i].phase && changes[i].index == index)
      return TRUE;
  return FALSE;
}

static void
add_segments (GArray *segments, const WabiGraphPoint *points, gsize n_points, const WabiGraphChange *changes,
              gsize n_changes)
{
  WabiGraphSegment *open = NULL;

  for (gsize i = 0; i < n_points; i++)
    {
      if (!points[i].has_value || !isfinite (points[i].value))
        {
          open = NULL;
          continue;
        }
      if (open == NULL || breaks_before (changes, n_changes, i))
        {
          WabiGraphSegment fresh = { i, 0 };

          g_array_append_val (segments, fresh);
          open = &g_array_index (segments, WabiGraphSegment, segments->len - 1);
        }
      open->length++;
    }
}

static double
find_highest (const WabiGraphPoint *points, gsize n_points, double goal)
{
  double highest = MAX (goal, 0);

  for (gsize i = 0; i < n_points; i++)
    if (points[i].has_value && isfinite (points[i].value))
      highest = MAX (highest, points[i].value);
  return highest;
}

// A step of 1, 2 or 5 times a power of ten, so that four to ten ticks reach @highest.
static double
choose_step (double highest)
{
  double power = pow (10, floor (log10 (highest / 5)));

  for (int i = 0; i < 3; i++)
    {
      static const int steps[] = { 1, 2, 5 };

      if (steps[i] * power * 5 >= highest)
        return MAX (steps[i] * power, 1);
    }
  return MAX (10 * power, 1);
}

static double
add_ticks (GArray *ticks, gboolean percent, double highest)
{
  double step = percent ? 50 : choose_step (MAX (highest, 1));
  double top = percent ? 100 : ceil (MAX (highest, 1) / step) * step;

  for (int i = 0; i * step <= top; i++)
    {
      double tick = i * step;

      g_array_append_val (ticks, tick);
    }
  return top;
}

WabiGraphSeries *
wabi_graph_series_new (const WabiGraphPoint *points, gsize n_points, const WabiGraphChange *changes,
                       gsize n_changes, gboolean percent, double goal)
{
  WabiGraphSeries *series = g_new0 (WabiGraphSeries, 1);

  series->segments = g_array_new (FALSE, FALSE, sizeof (WabiGraphSegment));
  series->lines = g_array_new (FALSE, FALSE, sizeof (WabiGraphLine));
  series->ticks = g_array_new (FALSE, FALSE, sizeof (double));
  add_segments (series->segments, points, n_points, changes, n_changes);
  for (gsize i = 0; i < n_changes; i++)
    {
      WabiGraphLine line = { (double)changes[i].index - 0.5, !changes[i].phase, changes[i].label };

      if (changes[i].index <= n_points)
        g_array_append_val (series->lines, line);
    }
  series->top = add_ticks (series->ticks, percent, find_highest (points, n_points, goal));
  return series;
}

void
wabi_graph_series_free (WabiGraphSeries *series)
{
  if (series == NULL)
    return;
  g_array_unref (series->segments);
  g_array_unref (series->lines);
  g_array_unref (series->ticks);
  g_free (series);
}

WabiGraphTrend
wabi_graph_trend (const WabiGraphPoint *points, gsize first, gsize end)
{
  WabiGraphTrend trend = { 0 };
  double mean_x = 0, mean_y = 0, xx = 0, xy = 0;

  for (gsize i = first; i < end; i++)
    if (points[i].has_value)
      {
        trend.n++;
        mean_x += (double)i;
        mean_y += points[i].value;
      }
  if (trend.n == 0)
    return trend;
  mean_x /= (double)trend.n;
  mean_y /= (double)trend.n;
  for (gsize i = first; i < end; i++)
    if (points[i].has_value)
      {
        xx += ((double)i - mean_x) * ((double)i - mean_x);
        xy += ((double)i - mean_x) * (points[i].value - mean_y);
      }
  trend.slope = xx > 0 ? xy / xx : 0;
  trend.intercept = mean_y - trend.slope * mean_x;
  return trend;
}
