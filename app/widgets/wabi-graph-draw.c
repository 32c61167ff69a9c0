// SPDX-License-Identifier: AGPL-3.0-or-later
// Axes at right angles, solid lines between phases, dotted ones for events; the path breaks where conditions
// change.

#include "wabi-graph-private.h"

#include "wabi-widget-color.h"

#include <math.h>

#define RADIUS 3.5
#define LABEL_GAP 6
#define TICK 4
#define RIGHT_MARGIN 6
#define CLEARANCE 4
#define ROOM_STEP 12

static PangoLayout *
build_label (WabiGraph *self, const char *text, double max_width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  if (max_width > 0)
    {
      pango_layout_set_width (layout, (int)(max_width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

static void
set_color (cairo_t *cr, const GdkRGBA *color, double strength)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * strength);
}

static void
draw_line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

static double
choose_tick (WabiGraph *self, const WabiGraphFrame *frame)
{
  static const double factors[] = { 1, 2, 2.5, 5, 10 };
  double range = self->max - self->min;
  double wanted = frame->height / 42;
  double magnitude = pow (10, floor (log10 (range / MAX (wanted, 1))));

  if (frame->height < 150 && fmod (range, 2) == 0)
    return range / 2;
  for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
    if (range / (magnitude * factors[i]) <= wanted)
      return magnitude * factors[i];
  return range;
}

static void
draw_axes (WabiGraph *self, cairo_t *cr, const WabiGraphFrame *frame, const GdkRGBA *color)
{
  double bottom = frame->top + frame->height;
  double tick = choose_tick (self, frame);

  set_color (cr, color, 0.5);
  cairo_set_line_width (cr, 1);
  draw_line (cr, floor (frame->left) + 0.5, frame->top - 6, floor (frame->left) + 0.5, floor (bottom) + 0.5);
  draw_line (cr, frame->left, floor (bottom) + 0.5, frame->left + frame->width, floor (bottom) + 0.5);
  for (double value = self->min; value <= self->max + tick / 100; value += tick)
    {
      g_autofree char *text = g_strdup_printf ("%g", value);
      g_autoptr (PangoLayout) layout = build_label (self, text, 0);
      double y = floor (wabi_graph_get_y (self, frame, value)) + 0.5;
      int width, height;

      set_color (cr, color, 0.5);
      draw_line (cr, frame->left - TICK, y, frame->left, y);
      pango_layout_get_pixel_size (layout, &width, &height);
      set_color (cr, color, 0.75);
      cairo_move_to (cr, frame->left - TICK - LABEL_GAP - width, y - height / 2.0);
      pango_cairo_show_layout (cr, layout);
    }
}

static void
draw_dates (WabiGraph *self, cairo_t *cr, const WabiGraphFrame *frame, const GdkRGBA *color)
{
  double bottom = frame->top + frame->height;
  double free_from = frame->left - frame->step;

  set_color (cr, color, 0.75);
  if (self->caption)
    {
      g_autoptr (PangoLayout) layout = build_label (self, self->caption, frame->width);

      cairo_move_to (cr, frame->left, bottom + LABEL_GAP);
      pango_cairo_show_layout (cr, layout);
      return;
    }
  for (guint i = 0; i < self->points->len; i++)
    {
      const WabiGraphDot *point = &g_array_index (self->points, WabiGraphDot, i);
      g_autoptr (PangoLayout) layout = NULL;
      double x;
      int width;

      if (!point->label)
        continue;
      layout = build_label (self, point->label, 0);
      pango_layout_get_pixel_size (layout, &width, NULL);
      x = MIN (wabi_graph_get_x (frame, i) - width / 2.0, frame->left + frame->width + RIGHT_MARGIN - width);
      if (x < free_from)
        continue;
      cairo_move_to (cr, x, bottom + LABEL_GAP);
      pango_cairo_show_layout (cr, layout);
      free_from = x + width + 18;
    }
}

static void
draw_phases (WabiGraph *self, cairo_t *cr, const WabiGraphFrame *frame, const GdkRGBA *color)
{
  static const double dots[] = { 2, 3 };

  for (guint i = 0; i < self->phases->len; i++)
    {
      const WabiGraphPhase *phase = &g_array_index (self->phases, WabiGraphPhase, i);
      const WabiGraphPhase *next
          = i + 1 < self->phases->len ? &g_array_index (self->phases, WabiGraphPhase, i + 1) : NULL;
      double x = floor (frame->left + phase->index * frame->step) + 0.5;
      double end = next ? frame->left + next->index * frame->step : frame->left + frame->width;
      g_autoptr (PangoLayout) layout = build_label (self, phase->label, MAX (end - x - 2 * LABEL_GAP, 12));
      int height;

      set_color (cr, color, phase->event ? 0.6 : 0.8);
      cairo_set_line_width (cr, 1);
      cairo_set_dash (cr, dots, phase->event ? 2 : 0, 0);
      if (phase->index > 0)
        draw_line (cr, x, frame->top - 18, x, frame->top + frame->height);
      cairo_set_dash (cr, NULL, 0, 0);
      pango_layout_get_pixel_size (layout, NULL, &height);
      set_color (cr, color, 0.75);
      cairo_move_to (cr, x + LABEL_GAP, frame->top - 6 - height);
      pango_cairo_show_layout (cr, layout);
    }
}

static void
draw_mastery (WabiGraph *self, cairo_t *cr, const WabiGraphFrame *frame)
{
  static const double dots[] = { 2, 4 };
  double y = floor (wabi_graph_get_y (self, frame, self->mastery)) + 0.5;
  GdkRGBA color;

  if (isnan (self->mastery))
    return;
  wabi_widget_get_color (self->mastery_label, &color);
  set_color (cr, &color, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, dots, 2, 0);
  draw_line (cr, frame->left, y, frame->left + frame->width, y);
  cairo_set_dash (cr, NULL, 0, 0);
}

static gboolean
starts_phase (WabiGraph *self, guint index)
{
  for (guint i = 0; i < self->phases->len; i++)
    {
      const WabiGraphPhase *phase = &g_array_index (self->phases, WabiGraphPhase, i);

      if (phase->index == index && !phase->event)
        return TRUE;
    }
  return FALSE;
}

static void
draw_path (WabiGraph *self, cairo_t *cr, const WabiGraphFrame *frame, const GdkRGBA *color)
{
  gboolean pen_down = FALSE;

  set_color (cr, color, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->points->len; i++)
    {
      const WabiGraphDot *point = &g_array_index (self->points, WabiGraphDot, i);
      double x = wabi_graph_get_x (frame, i);

      if (isnan (point->value) || point->hollow)
        {
          pen_down = FALSE;
          continue;
        }
      if (pen_down && !starts_phase (self, i))
        cairo_line_to (cr, x, wabi_graph_get_y (self, frame, point->value));
      else
        cairo_move_to (cr, x, wabi_graph_get_y (self, frame, point->value));
      pen_down = TRUE;
    }
  cairo_stroke (cr);
}

static void
draw_points (WabiGraph *self, cairo_t *cr, const WabiGraphFrame *frame, const GdkRGBA *color)
{
  double radius = CLAMP (frame->step / 3, 1.5, RADIUS);
  GdkRGBA accent;

  wabi_widget_get_color (self->mastery_label, &accent);
  for (guint i = 0; i < self->points->len; i++)
    {
      const WabiGraphDot *point = &g_array_index (self->points, WabiGraphDot, i);
      gboolean active = (int)i == self->active;
      double x = wabi_graph_get_x (frame, i);
      double y;

      if (isnan (point->value))
        continue;
      y = wabi_graph_get_y (self, frame, point->value);
      set_color (cr, active || point->hollow ? &accent : color, 1);
      cairo_arc (cr, x, y, active ? radius + 1.5 : radius, 0, 2 * G_PI);
      cairo_set_line_width (cr, 2);
      if (point->hollow)
        cairo_stroke (cr);
      else
        cairo_fill (cr);
    }
}

WabiGraphFrame
wabi_graph_compute_frame (WabiGraph *self, double width, double height)
{
  g_autofree char *low = g_strdup_printf ("%g", self->min);
  g_autofree char *high = g_strdup_printf ("%g", self->max);
  g_autoptr (PangoLayout) layout = build_label (self, strlen (low) > strlen (high) ? low : high, 0);
  WabiGraphFrame frame = { 0 };
  int text_width, text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  frame.left = text_width + TICK + LABEL_GAP + 1;
  frame.top = text_height + LABEL_GAP + 2;
  frame.width = MAX (width - frame.left - RIGHT_MARGIN, 1);
  frame.height = MAX (height - frame.top - text_height - LABEL_GAP - 1, 1);
  frame.step = frame.width / MAX (self->points->len, 1);
  return frame;
}

double
wabi_graph_get_x (const WabiGraphFrame *frame, guint index)
{
  return frame->left + (index + 0.5) * frame->step;
}

double
wabi_graph_get_y (WabiGraph *self, const WabiGraphFrame *frame, double value)
{
  double share = (CLAMP (value, self->min, self->max) - self->min) / (self->max - self->min);

  return frame->top + frame->height * (1 - share);
}

/* Whether the path from the point at @from to that at @to passes through @room. */
static gboolean
crosses (const WabiGraphFrame *frame, WabiGraph *self, guint from, guint to, const graphene_rect_t *room)
{
  double x1 = wabi_graph_get_x (frame, from), x2 = wabi_graph_get_x (frame, to);
  double y1 = wabi_graph_get_y (self, frame, g_array_index (self->points, WabiGraphDot, from).value);
  double y2 = wabi_graph_get_y (self, frame, g_array_index (self->points, WabiGraphDot, to).value);
  double low = MAX (x1, room->origin.x), high = MIN (x2, room->origin.x + room->size.width);
  double slope = x2 > x1 ? (y2 - y1) / (x2 - x1) : 0;
  double at_low = y1 + (low - x1) * slope, at_high = y1 + (high - x1) * slope;

  return low <= high && MAX (at_low, at_high) >= room->origin.y
         && MIN (at_low, at_high) <= room->origin.y + room->size.height;
}

gboolean
wabi_graph_is_free (WabiGraph *self, const WabiGraphFrame *frame, const graphene_rect_t *room)
{
  int last = -1;

  for (guint i = 0; i < self->phases->len; i++)
    {
      guint index = g_array_index (self->phases, WabiGraphPhase, i).index;
      double x = frame->left + index * frame->step;

      if (index > 0 && x >= room->origin.x && x <= room->origin.x + room->size.width)
        return FALSE;
    }
  for (guint i = 0; i < self->points->len; i++)
    {
      const WabiGraphDot *point = &g_array_index (self->points, WabiGraphDot, i);

      if (isnan (point->value))
        {
          last = -1;
          continue;
        }
      if (crosses (frame, self, i, i, room))
        return FALSE;
      if (last >= 0 && !point->hollow && !starts_phase (self, i) && crosses (frame, self, (guint)last, i, room))
        return FALSE;
      last = point->hollow ? -1 : (int)i;
    }
  return TRUE;
}

void
wabi_graph_find_room (WabiGraph *self, const WabiGraphFrame *frame, int label_width, int label_height, double *x,
                      double *y)
{
  double line = wabi_graph_get_y (self, frame, self->mastery);
  double right = frame->left + frame->width - label_width;
  const double heights[] = { line - label_height - 1, line + 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (heights); i++)
    for (*x = right; *x >= frame->left + CLEARANCE; *x -= ROOM_STEP)
      {
        graphene_rect_t room = GRAPHENE_RECT_INIT ((float)*x, (float)heights[i], (float)label_width, (float)label_height);

        *y = heights[i];
        graphene_rect_inset (&room, -CLEARANCE, -CLEARANCE);
        if (wabi_graph_is_free (self, frame, &room))
          return;
      }
  *x = MAX (right, 0);
  *y = heights[0];
}

void
wabi_graph_draw (WabiGraph *self, cairo_t *cr, const WabiGraphFrame *frame)
{
  GdkRGBA color;

  wabi_widget_get_color (GTK_WIDGET (self), &color);
  draw_axes (self, cr, frame, &color);
  draw_dates (self, cr, frame, &color);
  draw_phases (self, cr, frame, &color);
  draw_mastery (self, cr, frame);
  draw_path (self, cr, frame, &color);
  draw_points (self, cr, frame, &color);
}
