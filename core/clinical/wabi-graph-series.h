// SPDX-License-Identifier: AGPL-3.0-or-later
// What a line graph of sessions draws: paths that break at phases and gaps, lines, ticks, trend.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiGraphPoint:
 * @day: of the session
 * @has_value: FALSE where the session has no data: that is no zero, and the path breaks there
 * @value: percent, count or seconds
 * @open: drawn hollow: today's, or with too few trials to count
 */
typedef struct
{
  WabiDay day;
  gboolean has_value;
  double value;
  gboolean open;
} WabiGraphPoint;

/** WabiGraphChange: a phase (solid line, the path breaks) or an event (dotted line) before point @index, with
 * a @label. */
typedef struct
{
  gsize index;
  gboolean phase;
  const char *label;
} WabiGraphChange;

/** WabiGraphSegment: points [@first, @first + @length) joined by one path; one of length 1 is a lone dot. */
typedef struct
{
  gsize first;
  gsize length;
} WabiGraphSegment;

/** WabiGraphLine: a vertical line at @x (in points: 4.5 is between the fifth and the sixth), with a @label
 * borrowed. */
typedef struct
{
  double x;
  gboolean dotted;
  const char *label;
} WabiGraphLine;

/** WabiGraphTrend: least squares: value = @intercept + @slope × index of the point; valid when @n is at
 * least 2. */
typedef struct
{
  double slope;
  double intercept;
  gsize n;
} WabiGraphTrend;

/**
 * WabiGraphSeries:
 * @segments: (element-type WabiGraphSegment)
 * @lines: (element-type WabiGraphLine)
 * @ticks: (element-type double): on the value axis, from 0
 * @top: value of the upper end of the axis
 */
typedef struct
{
  GArray *segments;
  GArray *lines;
  GArray *ticks;
  double top;
} WabiGraphSeries;

/**
 * wabi_graph_series_new:
 * @percent: whether the axis is 0 to 100; otherwise it fits the values and @goal
 * @goal: goal line, negative for none
 *
 * Never connects across a phase line or a session without data (field-map 5.6).
 *
 * Returns: (transfer full).
 */
WabiGraphSeries *wabi_graph_series_new (const WabiGraphPoint *points, gsize n_points,
                                        const WabiGraphChange *changes, gsize n_changes, gboolean percent,
                                        double goal);

/** wabi_graph_series_free: frees it, (nullable). */
void wabi_graph_series_free (WabiGraphSeries *series);

/** wabi_graph_trend: Returns: the trend of points [@first, @end); those without data are left out. */
WabiGraphTrend wabi_graph_trend (const WabiGraphPoint *points, gsize first, gsize end);

G_END_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiGraphSeries, wabi_graph_series_free)
