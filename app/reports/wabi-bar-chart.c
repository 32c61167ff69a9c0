// SPDX-License-Identifier: AGPL-3.0-or-later
// Bars as child widgets, so that CSS colors them and a screen reader counts them.

#include "wabi-bar-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define ROW 27
#define LABEL_WIDTH 168
#define FOOT 24
#define TOP 12
#define MIN_HEIGHT 210

typedef struct
{
  GtkWidget *label, *parts[WABI_BAR_MAX_PARTS], *tick, *value;
  double sizes[WABI_BAR_MAX_PARTS], mark;
  char *words;
} Bar;

struct _WabiBarChart
{
  GtkWidget parent_instance;
  GArray *bars;
  guint n_parts;
  gboolean lying;
  double most;
  int active;
};

G_DEFINE_FINAL_TYPE (WabiBarChart, wabi_bar_chart, GTK_TYPE_WIDGET)

static guint activated_signal;

static const char *const part_classes[WABI_BAR_MAX_PARTS] = { "part-1", "part-2", "part-3", "part-4", "part-5", "part-6" };

const char *
wabi_bar_chart_get_part_class (guint part)
{
  return part_classes[MIN (part, WABI_BAR_MAX_PARTS - 1)];
}

static void
clear_bar (gpointer data)
{
  Bar *bar = data;

  gtk_widget_unparent (bar->label);
  gtk_widget_unparent (bar->value);
  g_clear_pointer (&bar->tick, gtk_widget_unparent);
  for (guint i = 0; i < WABI_BAR_MAX_PARTS; i++)
    g_clear_pointer (&bar->parts[i], gtk_widget_unparent);
  g_free (bar->words);
}

static void
place (GtkWidget *widget, int x, int y, int width, int height)
{
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (widget, &(GtkAllocation){ x, y, MAX (0, width), MAX (0, height) }, -1);
}

static int
mirror (WabiBarChart *self, int x, int width)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x;
}

static void
allocate_lying (WabiBarChart *self, Bar *bar, int index, int width)
{
  int y = index * ROW, room = MAX (0, width - LABEL_WIDTH - 84), x = LABEL_WIDTH, value_width;

  place (bar->label, mirror (self, 0, LABEL_WIDTH - 12), y, LABEL_WIDTH - 12, ROW);
  for (guint i = 0; i < self->n_parts; i++)
    {
      int length = (int) round (room * bar->sizes[i] / self->most);

      place (bar->parts[i], mirror (self, x, length), y + 5, length, ROW - 10);
      x += length;
    }
  if (bar->tick != NULL)
    place (bar->tick, mirror (self, LABEL_WIDTH + (int) round (room * bar->mark / self->most) - 1, 2), y + 2, 2, ROW - 4);
  gtk_widget_measure (bar->value, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &value_width, NULL, NULL);
  place (bar->value, mirror (self, LABEL_WIDTH + room + 6, value_width), y, value_width, ROW);
}

static void
allocate_standing (WabiBarChart *self, Bar *bar, int index, int width, int height)
{
  double slot = (double) width / self->bars->len;
  int bar_width = (int) MIN (60, MAX (3, slot * 0.62)), x = (int) (slot * index + (slot - bar_width) / 2);
  int room = MAX (0, height - FOOT - TOP - 18), y = height - FOOT, label_width, value_width, top;
  /* Where labels would run into each other, each second or third is left out. */
  int every = MAX (1, (int) ceil (54 / slot));

  for (guint i = 0; i < self->n_parts; i++)
    {
      int length = (int) round (room * bar->sizes[i] / self->most);

      y -= length;
      place (bar->parts[i], mirror (self, x, bar_width), y, bar_width, length);
    }
  top = y;
  gtk_widget_measure (bar->label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &label_width, NULL, NULL);
  gtk_widget_measure (bar->value, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &value_width, NULL, NULL);
  gtk_widget_set_child_visible (bar->label, index % every == 0);
  gtk_widget_set_child_visible (bar->value, every == 1 && value_width < slot);
  place (bar->label, mirror (self, x + bar_width / 2 - label_width / 2, label_width), height - FOOT, label_width, FOOT);
  place (bar->value, mirror (self, x + bar_width / 2 - value_width / 2, value_width), top - 18, value_width, 18);
}

static void
wabi_bar_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WabiBarChart *self = WABI_BAR_CHART (widget);

  for (guint i = 0; i < self->bars->len; i++)
    if (self->lying)
      allocate_lying (self, &g_array_index (self->bars, Bar, i), (int) i, width);
    else
      allocate_standing (self, &g_array_index (self->bars, Bar, i), (int) i, width, height);
}

static void
wabi_bar_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                        int *natural_baseline)
{
  WabiBarChart *self = WABI_BAR_CHART (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 300;
      *natural = 720;
    }
  else
    *minimum = *natural = self->lying ? MAX (1, (int) self->bars->len) * ROW : MIN_HEIGHT;
}

static GtkSizeRequestMode
wabi_bar_chart_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
set_active (WabiBarChart *self, int active)
{
  const char *words = active >= 0 ? g_array_index (self->bars, Bar, active).words : "";

  self->active = active;
  for (guint i = 0; i < self->bars->len; i++)
    {
      Bar *bar = &g_array_index (self->bars, Bar, i);

      if ((int) i == active)
        gtk_widget_add_css_class (bar->label, "active");
      else
        gtk_widget_remove_css_class (bar->label, "active");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static int
find_bar (WabiBarChart *self, double x, double y)
{
  int index = self->lying ? (int) (y / ROW) : (int) (x * self->bars->len / MAX (1, gtk_widget_get_width (GTK_WIDGET (self))));

  if (!self->lying && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    index = (int) self->bars->len - 1 - index;
  return index >= 0 && index < (int) self->bars->len ? index : -1;
}

static void
on_released_cb (WabiBarChart *self, int n_press, double x, double y)
{
  int index = find_bar (self, x, y);

  if (index < 0)
    return;
  set_active (self, index);
  g_signal_emit (self, activated_signal, 0, (guint) index);
}

static gboolean
on_tooltip_cb (WabiBarChart *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  int index = keyboard ? self->active : find_bar (self, x, y);

  if (index < 0)
    return FALSE;
  gtk_tooltip_set_text (tooltip, g_array_index (self->bars, Bar, index).words);
  return TRUE;
}

static gboolean
on_key_cb (WabiBarChart *self, guint keyval, guint keycode, GdkModifierType state)
{
  int n = (int) self->bars->len, step = 0;

  if (n == 0)
    return FALSE;
  if (keyval == GDK_KEY_Right || keyval == GDK_KEY_Down)
    step = 1;
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_Up)
    step = -1;
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_space) && self->active >= 0)
    {
      g_signal_emit (self, activated_signal, 0, (guint) self->active);
      return TRUE;
    }
  if (step == 0)
    return FALSE;
  set_active (self, CLAMP (self->active + step, 0, n - 1));
  return TRUE;
}

static void
wabi_bar_chart_dispose (GObject *object)
{
  WabiBarChart *self = WABI_BAR_CHART (object);

  g_array_set_size (self->bars, 0);
  G_OBJECT_CLASS (wabi_bar_chart_parent_class)->dispose (object);
}

static void
wabi_bar_chart_finalize (GObject *object)
{
  g_array_unref (WABI_BAR_CHART (object)->bars);
  G_OBJECT_CLASS (wabi_bar_chart_parent_class)->finalize (object);
}

static void
wabi_bar_chart_class_init (WabiBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_bar_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_bar_chart_finalize;
  widget_class->measure = wabi_bar_chart_measure;
  widget_class->size_allocate = wabi_bar_chart_size_allocate;
  widget_class->get_request_mode = wabi_bar_chart_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "barchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  activated_signal = g_signal_new ("bar-activated", WABI_TYPE_BAR_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_UINT);
}

static void
wabi_bar_chart_init (WabiBarChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->bars = g_array_new (FALSE, TRUE, sizeof (Bar));
  g_array_set_clear_func (self->bars, clear_bar);
  self->active = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_tooltip_cb), NULL);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static GtkWidget *
add_child (WabiBarChart *self, GtkWidget *child, const char *css)
{
  gtk_widget_add_css_class (child, css);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return child;
}

static void
add_bar (WabiBarChart *self, const WabiBar *from)
{
  Bar bar = { .mark = from->mark, .words = g_strdup (from->words) };
  GtkWidget *label = gtk_label_new (from->label);

  gtk_label_set_xalign (GTK_LABEL (label), self->lying ? 0 : 0.5f);
  gtk_label_set_ellipsize (GTK_LABEL (label), self->lying ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  bar.label = add_child (self, label, "bar-label");
  for (guint i = 0; i < self->n_parts; i++)
    {
      bar.sizes[i] = MAX (0, from->parts[i]);
      bar.parts[i] = add_child (self, gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), part_classes[i]);
      gtk_widget_add_css_class (bar.parts[i], "bar-part");
    }
  if (from->mark >= 0)
    bar.tick = add_child (self, gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), "bar-tick");
  bar.value = add_child (self, gtk_label_new (from->value), "bar-value");
  g_array_append_val (self->bars, bar);
}

void
wabi_bar_chart_set_bars (WabiBarChart *self, const char *title, const WabiBar *bars, guint n, guint n_parts, gboolean lying)
{
  double most = 0;

  g_array_set_size (self->bars, 0);
  self->n_parts = MIN (n_parts, WABI_BAR_MAX_PARTS);
  self->lying = lying;
  self->active = -1;
  for (guint i = 0; i < n; i++)
    {
      double sum = 0;

      for (guint j = 0; j < self->n_parts; j++)
        sum += MAX (0, bars[i].parts[j]);
      most = MAX (most, MAX (sum, bars[i].mark));
      add_bar (self, &bars[i]);
    }
  self->most = most > 0 ? most : 1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
wabi_bar_chart_get_active (WabiBarChart *self)
{
  return self->active;
}
