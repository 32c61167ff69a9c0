// SPDX-License-Identifier: AGPL-3.0-or-later
// A graph's data and geometry, shared by its widget and its drawing.

#pragma once

#include "wabi-graph.h"

G_BEGIN_DECLS

/* Where things are, for one size. */
typedef struct
{
  double left;
  double top;
  double width;
  double height;
  double step;
} WabiGraphFrame;

struct _WabiGraph
{
  GtkWidget parent_instance;

  GtkWidget *mastery_label;
  GtkWidget *callout;
  char *title;
  char *caption;
  char *unit;
  GArray *points;
  GArray *phases;
  double mastery;
  double min;
  double max;
  int active;
};

/* Computes the frame of the plot for a widget of @width × @height. */
WabiGraphFrame wabi_graph_compute_frame (WabiGraph *self, double width, double height);

/* Returns: the horizontal place of point @index; mirrored right to left is not done: time goes as readers of
 * graphs expect. */
double wabi_graph_get_x (const WabiGraphFrame *frame, guint index);

/* Returns: the vertical place of @value, within the frame. */
double wabi_graph_get_y (WabiGraph *self, const WabiGraphFrame *frame, double value);

/* Returns: whether no path, point or phase line passes through @room. */
gboolean wabi_graph_is_free (WabiGraph *self, const WabiGraphFrame *frame, const graphene_rect_t *room);

/* Finds room for a label of @label_width × @label_height along the mastery line, as far right as the path, the
 * points and the phase lines leave it free; above the line if that goes, else below. @x and @y (out): its corner. */
void wabi_graph_find_room (WabiGraph *self, const WabiGraphFrame *frame, int label_width, int label_height, double *x,
                           double *y);

/* Draws all but the children. */
void wabi_graph_draw (WabiGraph *self, cairo_t *cr, const WabiGraphFrame *frame);

/* A key on the graph went down. Returns: whether it was used. */
gboolean wabi_graph_press_key (WabiGraph *self, guint keyval, GdkModifierType mods);

G_END_DECLS
