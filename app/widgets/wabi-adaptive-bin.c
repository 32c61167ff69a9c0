// SPDX-License-Identifier: AGPL-3.0-or-later
// What AdwBreakpointBin does from 1.4 on, in small: width against one breakpoint, told in an idle.

#include "wabi-adaptive-bin.h"

#define PLAIN_POINTS 11.0
#define PLAIN_DPI 96.0
#define POINTS_PER_INCH 72.0

struct _WabiAdaptiveBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int breakpoint;
  int min_width;
  int width;
  gboolean narrow;
  guint idle_id;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_BREAKPOINT,
  PROP_MIN_WIDTH,
  PROP_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WabiAdaptiveBin, wabi_adaptive_bin, GTK_TYPE_WIDGET)

/* How much larger text is than the 11 points that widths are planned for; never less than 1. */
static double
measure_text_scale (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double pixels = (double)pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    pixels *= MAX (pango_cairo_context_get_resolution (context), PLAIN_DPI) / POINTS_PER_INCH;
  return MAX (pixels / (PLAIN_POINTS * PLAIN_DPI / POINTS_PER_INCH), 1);
}

static void
compare_width (WabiAdaptiveBin *self)
{
  double breakpoint = self->breakpoint * measure_text_scale (GTK_WIDGET (self));
  gboolean narrow = self->width > 0 && self->width < breakpoint;

  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static gboolean
on_idle_cb (gpointer user_data)
{
  WabiAdaptiveBin *self = user_data;

  self->idle_id = 0;
  compare_width (self);
  return G_SOURCE_REMOVE;
}

static void
wabi_adaptive_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                           int *natural, int *minimum_baseline, int *natural_baseline)
{
  WabiAdaptiveBin *self = WABI_ADAPTIVE_BIN (widget);
  int child_min = 0, child_nat = 0;

  if (self->child && gtk_widget_should_layout (self->child))
    {
      int least = 0;

      if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
        gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_measure (self->child, orientation, for_size < 0 ? -1 : MAX (for_size, least), &child_min,
                          &child_nat, NULL, NULL);
    }
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN (child_min, self->min_width) : child_min;
  *natural = MAX (child_nat, *minimum);
}

static void
wabi_adaptive_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WabiAdaptiveBin *self = WABI_ADAPTIVE_BIN (widget);

  if (self->child && gtk_widget_should_layout (self->child))
    {
      int least = 0;

      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_allocate (self->child, MAX (width, least), height, baseline, NULL);
    }
  if (width != self->width)
    {
      self->width = width;
      if (self->idle_id == 0)
        self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle_cb, self, NULL);
    }
}

static GtkSizeRequestMode
wabi_adaptive_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
wabi_adaptive_bin_dispose (GObject *object)
{
  WabiAdaptiveBin *self = WABI_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_adaptive_bin_parent_class)->dispose (object);
}

static void
wabi_adaptive_bin_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  WabiAdaptiveBin *self = WABI_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_BREAKPOINT:
      g_value_set_int (value, self->breakpoint);
      break;
    case PROP_MIN_WIDTH:
      g_value_set_int (value, self->min_width);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_adaptive_bin_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  WabiAdaptiveBin *self = WABI_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      wabi_adaptive_bin_set_child (self, g_value_get_object (value));
      break;
    case PROP_BREAKPOINT:
      self->breakpoint = g_value_get_int (value);
      compare_width (self);
      break;
    case PROP_MIN_WIDTH:
      self->min_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_adaptive_bin_class_init (WabiAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = wabi_adaptive_bin_dispose;
  object_class->get_property = wabi_adaptive_bin_get_property;
  object_class->set_property = wabi_adaptive_bin_set_property;
  widget_class->measure = wabi_adaptive_bin_measure;
  widget_class->size_allocate = wabi_adaptive_bin_size_allocate;
  widget_class->get_request_mode = wabi_adaptive_bin_get_request_mode;

  properties[PROP_CHILD]
      = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_BREAKPOINT] = g_param_spec_int ("breakpoint", NULL, NULL, 0, G_MAXINT, 1000, flags);
  properties[PROP_MIN_WIDTH] = g_param_spec_int ("min-width", NULL, NULL, 0, G_MAXINT, 360, flags);
  properties[PROP_NARROW]
      = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "adaptivebin");
}

static void
wabi_adaptive_bin_init (WabiAdaptiveBin *self)
{
  self->breakpoint = 1000;
  self->min_width = 360;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
wabi_adaptive_bin_new (void)
{
  return g_object_new (WABI_TYPE_ADAPTIVE_BIN, NULL);
}

void
wabi_adaptive_bin_set_child (WabiAdaptiveBin *self, GtkWidget *child)
{
  g_return_if_fail (WABI_IS_ADAPTIVE_BIN (self));
  g_return_if_fail (!child || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

GtkWidget *
wabi_adaptive_bin_get_child (WabiAdaptiveBin *self)
{
  g_return_val_if_fail (WABI_IS_ADAPTIVE_BIN (self), NULL);

  return self->child;
}

gboolean
wabi_adaptive_bin_get_narrow (WabiAdaptiveBin *self)
{
  g_return_val_if_fail (WABI_IS_ADAPTIVE_BIN (self), FALSE);

  return self->narrow;
}
