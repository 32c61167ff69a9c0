// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_BAR_MAX_PARTS 6

/**
 * WabiBar:
 * @label: under or beside the bar
 * @value: (nullable): the number that stands at its end
 * @words: what it says in words, for the tooltip and the screen reader
 * @parts: how long each part is, in the chart's unit
 * @mark: where a tick is drawn across the bar; negative for none
 *
 * One bar; plain values, copied.
 */
typedef struct
{
  const char *label;
  const char *value;
  const char *words;
  double parts[WABI_BAR_MAX_PARTS];
  double mark;
} WabiBar;

/**
 * WabiBarChart:
 *
 * Stacked bars, standing or lying. Arrows step over them, Enter or a click emits "bar-activated" (guint index).
 */
#define WABI_TYPE_BAR_CHART (wabi_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (WabiBarChart, wabi_bar_chart, WABI, BAR_CHART, GtkWidget)

/**
 * wabi_bar_chart_set_bars:
 * @self: a chart
 * @title: what it shows, for the screen reader
 * @bars: (array length=n): in order; copied
 * @n: how many
 * @n_parts: parts of each
 * @lying: whether they lie, label at the left
 */
void wabi_bar_chart_set_bars (WabiBarChart *self, const char *title, const WabiBar *bars, guint n, guint n_parts, gboolean lying);

/**
 * wabi_bar_chart_get_active:
 * @self: a chart
 *
 * Returns: the bar with the cursor, -1 for none
 */
int wabi_bar_chart_get_active (WabiBarChart *self);

/**
 * wabi_bar_chart_get_part_class:
 * @part: which part
 *
 * Returns: the style class that colors it, for a legend
 */
const char *wabi_bar_chart_get_part_class (guint part);

G_END_DECLS
