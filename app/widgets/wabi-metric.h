// SPDX-License-Identifier: AGPL-3.0-or-later
// One figure with its name above and its context below, as in the band over the billing table.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_METRIC (wabi_metric_get_type ())
G_DECLARE_FINAL_TYPE (WabiMetric, wabi_metric, WABI, METRIC, GtkButton)

/**
 * wabi_metric_new:
 * @title: what is counted ("Ready"); property `title`
 * @figure: the figure with its unit ("$31,284.00"); property `figure`
 * @caption: (nullable): what it is made of ("46 claims · 214 sessions"); property `caption`
 *
 * A metric is a button, because figures can be followed: connect `clicked` or set an action. One that leads
 * nowhere gets gtk_widget_set_can_target() %FALSE and gtk_widget_set_focusable() %FALSE. A band of metrics is
 * a homogeneous #GtkBox with the style class `metric-band`.
 *
 * Returns: a metric
 */
GtkWidget *wabi_metric_new (const char *title, const char *figure, const char *caption);

/**
 * wabi_metric_set_figure:
 * @self: a metric
 * @figure: the figure with its unit
 * @caption: (nullable): what it is made of
 */
void wabi_metric_set_figure (WabiMetric *self, const char *figure, const char *caption);

G_END_DECLS
