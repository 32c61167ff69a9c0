// SPDX-License-Identifier: AGPL-3.0-or-later
// The graph's widget: data, keys, callout, and the words for those who do not see it.

#include "wabi-graph-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define REACH 24

enum
{
  POINT_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiGraph, wabi_graph, GTK_TYPE_WIDGET)

static const WabiGraphDot *
get_point (WabiGraph *self, guint index)
{
  return &g_array_index (self->points, WabiGraphDot, index);
}

static char *
describe_value (WabiGraph *self, double value)
{
  if (!self->unit)
    return g_strdup_printf ("%.4g", value);
  return g_strdup_printf ("%.4g %s", value, self->unit);
}

static char *
describe_point (WabiGraph *self, guint index)
{
  const WabiGraphDot *point = get_point (self, index);
  g_autofree char *value
      = isnan (point->value) ? g_strdup (_ ("no data")) : describe_value (self, point->value);
  g_autoptr (GString) text = g_string_new (NULL);

  if (point->label)
    g_string_append_printf (text, "%s: ", point->label);
  g_string_append (text, value);
  if (point->note)
    g_string_append_printf (text, "\n%s", point->note);
  return g_strdup (text->str);
}

static void
say_summary (WabiGraph *self)
{
  g_autofree char *summary = wabi_graph_dup_summary (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title ? self->title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary, -1);
}

static void
clear_point (gpointer data)
{
  WabiGraphDot *point = data;

  g_free ((char *)point->label);
  g_free ((char *)point->note);
}

static void
clear_phase (gpointer data)
{
  g_free ((char *)((WabiGraphPhase *)data)->label);
}

static WabiGraphFrame
get_frame (WabiGraph *self)
{
  return wabi_graph_compute_frame (self, gtk_widget_get_width (GTK_WIDGET (self)),
                                   gtk_widget_get_height (GTK_WIDGET (self)));
}

static int
find_point_at (WabiGraph *self, double x)
{
  WabiGraphFrame frame = get_frame (self);
  int best = -1;
  double least = REACH;

  for (guint i = 0; i < self->points->len; i++)
    {
      double distance = fabs (wabi_graph_get_x (&frame, i) - x);

      if (!isnan (get_point (self, i)->value) && distance < least)
        {
          least = distance;
          best = (int)i;
        }
    }
  return best;
}

static void
on_motion_cb (WabiGraph *self, double x, double y)
{
  wabi_graph_set_active (self, find_point_at (self, x));
}

static void
on_leave_cb (WabiGraph *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    wabi_graph_set_active (self, -1);
}

static void
on_pressed_cb (WabiGraph *self, int n_press, double x, double y)
{
  int index = find_point_at (self, x);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  wabi_graph_set_active (self, index);
  if (index >= 0)
    g_signal_emit (self, signals[POINT_ACTIVATED], 0, (guint)index);
}

static int
step_active (WabiGraph *self, int by)
{
  int index = self->active < 0 ? (by > 0 ? -1 : (int)self->points->len) : self->active;

  do
    index += by;
  while (index >= 0 && index < (int)self->points->len && isnan (get_point (self, (guint)index)->value));
  return index >= 0 && index < (int)self->points->len ? index : self->active;
}

gboolean
wabi_graph_press_key (WabiGraph *self, guint keyval, GdkModifierType mods)
{
  if (self->points->len == 0 || mods & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
      wabi_graph_set_active (self, step_active (self, -1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      wabi_graph_set_active (self, step_active (self, 1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_End:
      self->active = -1;
      wabi_graph_set_active (self, step_active (self, keyval == GDK_KEY_Home ? 1 : -1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (self->active >= 0)
        g_signal_emit (self, signals[POINT_ACTIVATED], 0, (guint)self->active);
      return self->active >= 0;
    case GDK_KEY_Escape:
      if (self->active < 0)
        return GDK_EVENT_PROPAGATE;
      wabi_graph_set_active (self, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType mods,
           gpointer user_data)
{
  return wabi_graph_press_key (user_data, keyval, mods);
}

static void
on_focus_leave_cb (WabiGraph *self)
{
  wabi_graph_set_active (self, -1);
}

static void
wabi_graph_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 180;
}

static void
place_mastery (WabiGraph *self, const WabiGraphFrame *frame, int width)
{
  int own_width, own_height;
  double x, y;

  gtk_widget_measure (self->mastery_label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &own_width, NULL, NULL);
  own_width = MIN (own_width, width);
  gtk_widget_measure (self->mastery_label, GTK_ORIENTATION_VERTICAL, own_width, NULL, &own_height, NULL, NULL);
  wabi_graph_find_room (self, frame, own_width, own_height, &x, &y);
  gtk_widget_size_allocate (self->mastery_label, &(GtkAllocation){ (int)x, (int)y, own_width, own_height }, -1);
}

/* Above its point, or below where that hides less. */
static void
place_callout (WabiGraph *self, const WabiGraphFrame *frame, int width, int height)
{
  double x = wabi_graph_get_x (frame, (guint)self->active);
  double y = wabi_graph_get_y (self, frame, get_point (self, (guint)self->active)->value);
  int own_width, own_height;
  graphene_rect_t above, below;

  gtk_widget_measure (self->callout, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &own_width, NULL, NULL);
  own_width = MIN (own_width, width);
  gtk_widget_measure (self->callout, GTK_ORIENTATION_VERTICAL, own_width, NULL, &own_height, NULL, NULL);
  x = CLAMP (x - own_width / 2.0, 0, MAX (width - own_width, 0));
  above = GRAPHENE_RECT_INIT ((float)x, (float)(y - 9 - own_height), (float)own_width, (float)own_height);
  below = GRAPHENE_RECT_INIT ((float)x, (float)(y + 9), (float)own_width, (float)own_height);
  if (y - 9 < own_height
      || (y + 9 + own_height <= height && !wabi_graph_is_free (self, frame, &above)
          && wabi_graph_is_free (self, frame, &below)))
    above = below;
  gtk_widget_size_allocate (self->callout,
                            &(GtkAllocation){ (int)above.origin.x, (int)above.origin.y, own_width, own_height }, -1);
}

static void
wabi_graph_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WabiGraph *self = WABI_GRAPH (widget);
  WabiGraphFrame frame = wabi_graph_compute_frame (self, width, height);

  if (gtk_widget_get_visible (self->mastery_label))
    place_mastery (self, &frame, width);
  if (gtk_widget_get_visible (self->callout) && self->active >= 0 && self->active < (int)self->points->len)
    place_callout (self, &frame, width, height);
}

static void
wabi_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WabiGraph *self = WABI_GRAPH (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  WabiGraphFrame frame = wabi_graph_compute_frame (self, width, height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  wabi_graph_draw (self, cr, &frame);
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (wabi_graph_parent_class)->snapshot (widget, snapshot);
}

static void
wabi_graph_dispose (GObject *object)
{
  WabiGraph *self = WABI_GRAPH (object);

  g_clear_pointer (&self->mastery_label, gtk_widget_unparent);
  g_clear_pointer (&self->callout, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_graph_parent_class)->dispose (object);
}

static void
wabi_graph_finalize (GObject *object)
{
  WabiGraph *self = WABI_GRAPH (object);

  g_array_unref (self->points);
  g_array_unref (self->phases);
  g_free (self->title);
  g_free (self->caption);
  g_free (self->unit);
  G_OBJECT_CLASS (wabi_graph_parent_class)->finalize (object);
}

static void
wabi_graph_class_init (WabiGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_graph_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_graph_finalize;
  widget_class->measure = wabi_graph_measure;
  widget_class->size_allocate = wabi_graph_size_allocate;
  widget_class->snapshot = wabi_graph_snapshot;
  signals[POINT_ACTIVATED] = g_signal_new ("point-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "wabigraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
init_controllers (WabiGraph *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
wabi_graph_init (WabiGraph *self)
{
  self->points = g_array_new (FALSE, TRUE, sizeof (WabiGraphDot));
  self->phases = g_array_new (FALSE, TRUE, sizeof (WabiGraphPhase));
  g_array_set_clear_func (self->points, clear_point);
  g_array_set_clear_func (self->phases, clear_phase);
  self->max = 100;
  self->unit = g_strdup ("%");
  self->mastery = NAN;
  self->active = -1;
  self->mastery_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->mastery_label, "mastery");
  gtk_widget_set_visible (self->mastery_label, FALSE);
  gtk_widget_set_parent (self->mastery_label, GTK_WIDGET (self));
  self->callout = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "can-target",
                                FALSE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->callout, "callout");
  gtk_widget_add_css_class (self->callout, "numeric");
  gtk_widget_set_parent (self->callout, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  init_controllers (self);
  say_summary (self);
}

GtkWidget *
wabi_graph_new (const char *title)
{
  GtkWidget *self = g_object_new (WABI_TYPE_GRAPH, NULL);

  wabi_graph_set_title (WABI_GRAPH (self), title);
  return self;
}

void
wabi_graph_set_title (WabiGraph *self, const char *title)
{
  g_return_if_fail (WABI_IS_GRAPH (self));

  g_free (self->title);
  self->title = g_strdup (title);
  say_summary (self);
}

void
wabi_graph_set_points (WabiGraph *self, const WabiGraphDot *points, guint n_points)
{
  g_return_if_fail (WABI_IS_GRAPH (self));
  g_return_if_fail (points != NULL || n_points == 0);

  wabi_graph_set_active (self, -1);
  g_array_set_size (self->points, 0);
  for (guint i = 0; i < n_points; i++)
    {
      WabiGraphDot copy = points[i];

      copy.label = g_strdup (copy.label);
      copy.note = g_strdup (copy.note);
      g_array_append_val (self->points, copy);
    }
  say_summary (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
wabi_graph_set_phases (WabiGraph *self, const WabiGraphPhase *phases, guint n_phases)
{
  g_return_if_fail (WABI_IS_GRAPH (self));
  g_return_if_fail (phases != NULL || n_phases == 0);

  g_array_set_size (self->phases, 0);
  for (guint i = 0; i < n_phases; i++)
    {
      WabiGraphPhase copy = phases[i];

      copy.label = g_strdup (copy.label ? copy.label : "");
      g_array_append_val (self->phases, copy);
    }
  say_summary (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
wabi_graph_set_mastery (WabiGraph *self, double value, const char *label)
{
  g_return_if_fail (WABI_IS_GRAPH (self));

  self->mastery = value;
  gtk_label_set_text (GTK_LABEL (self->mastery_label), label ? label : "");
  gtk_widget_set_visible (self->mastery_label, !isnan (value) && label);
  say_summary (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
wabi_graph_set_range (WabiGraph *self, double min, double max, const char *unit)
{
  g_return_if_fail (WABI_IS_GRAPH (self));
  g_return_if_fail (max > min);

  self->min = min;
  self->max = max;
  g_free (self->unit);
  self->unit = g_strdup (unit);
  say_summary (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
wabi_graph_set_caption (WabiGraph *self, const char *caption)
{
  g_return_if_fail (WABI_IS_GRAPH (self));

  g_free (self->caption);
  self->caption = g_strdup (caption);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wabi_graph_set_active (WabiGraph *self, int index)
{
  g_return_if_fail (WABI_IS_GRAPH (self));
  g_return_if_fail (index < (int)self->points->len);

  if (self->active == index && gtk_widget_get_visible (self->callout) == (index >= 0))
    return;
  self->active = index;
  if (index >= 0)
    {
      g_autofree char *text = describe_point (self, (guint)index);

      gtk_label_set_text (GTK_LABEL (self->callout), text);
    }
  gtk_widget_set_visible (self->callout, index >= 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
wabi_graph_get_active (WabiGraph *self)
{
  g_return_val_if_fail (WABI_IS_GRAPH (self), -1);

  return self->active;
}

char *
wabi_graph_dup_summary (WabiGraph *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const WabiGraphDot *first = NULL, *last = NULL;
  guint n = 0;

  g_return_val_if_fail (WABI_IS_GRAPH (self), NULL);

  for (guint i = 0; i < self->points->len; i++)
    if (!isnan (get_point (self, i)->value))
      {
        last = get_point (self, i);
        first = first ? first : last;
        n++;
      }
  if (n == 0)
    return g_strdup (_ ("No data yet"));
  g_string_append_printf (text, ngettext ("%u session", "%u sessions", n), n);
  if (n > 1)
    {
      g_autofree char *from = describe_value (self, first->value);
      g_autofree char *to = describe_value (self, last->value);

      g_string_append_printf (text, _ (", from %s to %s"), from, to);
    }
  for (guint i = 0; i < self->phases->len; i++)
    g_string_append_printf (text, "; %s", g_array_index (self->phases, WabiGraphPhase, i).label);
  if (!isnan (self->mastery))
    {
      g_autofree char *mastery = describe_value (self, self->mastery);

      g_string_append_printf (text, _ ("; mastery at %s"), mastery);
    }
  return g_strdup (text->str);
}
