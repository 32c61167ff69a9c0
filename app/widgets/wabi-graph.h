// SPDX-License-Identifier: AGPL-3.0-or-later
// The line graph of behavior analysis: a point for each session, phases apart, mastery as a line.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiGraphDot:
 * @value: what was measured; NAN for a session without data, which breaks the path
 * @label: (nullable): when it was ("Mar 6"), on the axis and in the callout
 * @note: (nullable): more for the callout ("9 of 10 trials")
 * @hollow: whether it is not final yet, as the session of today
 */
typedef struct
{
  double value;
  const char *label;
  const char *note;
  gboolean hollow;
} WabiGraphDot;

/**
 * WabiGraphPhase:
 * @index: the point before which it begins; 0 for the first one, which has a label and no line
 * @label: its name ("partial prompt")
 * @event: %TRUE for something that happened meanwhile: a dotted line that does not break the path
 */
typedef struct
{
  guint index;
  const char *label;
  gboolean event;
} WabiGraphPhase;

#define WABI_TYPE_GRAPH (wabi_graph_get_type ())
G_DECLARE_FINAL_TYPE (WabiGraph, wabi_graph, WABI, GRAPH, GtkWidget)

/**
 * wabi_graph_new:
 * @title: what is measured; for the accessible name, not drawn
 *
 * Left, Right, Home and End step over the points and say them; Enter or a click emits `point-activated`
 * (guint index). Asks for 240 × 120 pixels at least and takes any size.
 *
 * Returns: an empty graph from 0 to 100 in "%"
 */
GtkWidget *wabi_graph_new (const char *title);

/**
 * wabi_graph_set_title:
 * @self: a graph
 * @title: what is measured
 */
void wabi_graph_set_title (WabiGraph *self, const char *title);

/**
 * wabi_graph_set_points:
 * @self: a graph
 * @points: (array length=n_points): oldest first; copied
 * @n_points: how many
 */
void wabi_graph_set_points (WabiGraph *self, const WabiGraphDot *points, guint n_points);

/**
 * wabi_graph_set_phases:
 * @self: a graph
 * @phases: (array length=n_phases): by rising index; copied
 * @n_phases: how many
 */
void wabi_graph_set_phases (WabiGraph *self, const WabiGraphPhase *phases, guint n_phases);

/**
 * wabi_graph_set_mastery:
 * @self: a graph
 * @value: the criterion; NAN for none
 * @label: (nullable): what stands on its line ("mastery 90 %")
 */
void wabi_graph_set_mastery (WabiGraph *self, double value, const char *label);

/**
 * wabi_graph_set_range:
 * @self: a graph
 * @min: value at the foot of the axis
 * @max: value at its top; more than @min
 * @unit: (nullable): behind a value in callouts ("%", "per hour")
 */
void wabi_graph_set_range (WabiGraph *self, double min, double max, const char *unit);

/**
 * wabi_graph_set_caption:
 * @self: a graph
 * @caption: (nullable): under the axis instead of dates ("Sessions, Feb 2 – today")
 */
void wabi_graph_set_caption (WabiGraph *self, const char *caption);

/**
 * wabi_graph_set_active:
 * @self: a graph
 * @index: the point with the callout; -1 for none
 */
void wabi_graph_set_active (WabiGraph *self, int index);

/**
 * wabi_graph_get_active:
 * @self: a graph
 *
 * Returns: the point with the callout; -1 for none
 */
int wabi_graph_get_active (WabiGraph *self);

/**
 * wabi_graph_dup_summary:
 * @self: a graph
 *
 * Returns: (transfer full): the series in a sentence, as a screen reader says it
 */
char *wabi_graph_dup_summary (WabiGraph *self);

G_END_DECLS
