// SPDX-License-Identifier: AGPL-3.0-or-later
// A metric tile: three labels in a flat button.

#include "wabi-metric.h"

struct _WabiMetric
{
  GtkButton parent_instance;

  GtkLabel *title;
  GtkLabel *figure;
  GtkLabel *caption;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_FIGURE,
  PROP_CAPTION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WabiMetric, wabi_metric, GTK_TYPE_BUTTON)

static GtkLabel *
find_label (WabiMetric *self, guint prop_id)
{
  return prop_id == PROP_TITLE ? self->title : prop_id == PROP_FIGURE ? self->figure : self->caption;
}

static void
set_text (WabiMetric *self, guint prop_id, const char *text)
{
  GtkLabel *label = find_label (self, prop_id);

  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
wabi_metric_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_METRIC);
  G_OBJECT_CLASS (wabi_metric_parent_class)->dispose (object);
}

static void
wabi_metric_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id >= PROP_TITLE && prop_id <= PROP_CAPTION)
    g_value_set_string (value, gtk_label_get_text (find_label (WABI_METRIC (object), prop_id)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_metric_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id >= PROP_TITLE && prop_id <= PROP_CAPTION)
    set_text (WABI_METRIC (object), prop_id, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_metric_class_init (WabiMetricClass *klass)
{
  static const char *const names[N_PROPS] = { NULL, "title", "figure", "caption" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_metric_dispose;
  object_class->get_property = wabi_metric_get_property;
  object_class->set_property = wabi_metric_set_property;

  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (
        names[i], NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-metric.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiMetric, title);
  gtk_widget_class_bind_template_child (widget_class, WabiMetric, figure);
  gtk_widget_class_bind_template_child (widget_class, WabiMetric, caption);
}

static void
wabi_metric_init (WabiMetric *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title,
                                  self->figure, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->caption,
                                  NULL, -1);
}

GtkWidget *
wabi_metric_new (const char *title, const char *figure, const char *caption)
{
  return g_object_new (WABI_TYPE_METRIC, "title", title, "figure", figure, "caption", caption, NULL);
}

void
wabi_metric_set_figure (WabiMetric *self, const char *figure, const char *caption)
{
  g_return_if_fail (WABI_IS_METRIC (self));

  set_text (self, PROP_FIGURE, figure);
  set_text (self, PROP_CAPTION, caption);
}
