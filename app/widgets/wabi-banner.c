// SPDX-License-Identifier: AGPL-3.0-or-later
// What AdwBanner is from 1.3 on: a revealer with a sentence and a button, said aloud when it appears.

#include "wabi-banner.h"

struct _WabiBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  WabiStatusMark *mark;
  GtkLabel *title;
  GtkButton *button;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_BUTTON_LABEL,
  PROP_KIND,
  PROP_REVEALED,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  BUTTON_CLICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const css_classes[] = { "plain", "passed", "warning", "blocked", "pending", "info" };

G_DEFINE_FINAL_TYPE (WabiBanner, wabi_banner, GTK_TYPE_WIDGET)

static void
set_kind (WabiBanner *self, WabiMarkKind kind)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), css_classes[wabi_status_mark_get_kind (self->mark)]);
  gtk_widget_add_css_class (GTK_WIDGET (self), css_classes[kind]);
  wabi_status_mark_set_kind (self->mark, kind);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), kind != WABI_MARK_NONE);
}

static void
set_button_label (WabiBanner *self, const char *label)
{
  gtk_button_set_label (self->button, label ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), label && *label);
}

static void
on_clicked_cb (WabiBanner *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static void
wabi_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_BANNER);
  G_OBJECT_CLASS (wabi_banner_parent_class)->dispose (object);
}

static void
wabi_banner_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  WabiBanner *self = WABI_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->title));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->button));
      break;
    case PROP_KIND:
      g_value_set_enum (value, wabi_status_mark_get_kind (self->mark));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, wabi_banner_get_revealed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_banner_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  WabiBanner *self = WABI_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      gtk_label_set_text (self->title, g_value_get_string (value) ? g_value_get_string (value) : "");
      break;
    case PROP_BUTTON_LABEL:
      set_button_label (self, g_value_get_string (value));
      break;
    case PROP_KIND:
      set_kind (self, g_value_get_enum (value));
      break;
    case PROP_REVEALED:
      gtk_revealer_set_reveal_child (self->revealer, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_banner_class_init (WabiBannerClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_banner_dispose;
  object_class->get_property = wabi_banner_get_property;
  object_class->set_property = wabi_banner_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, WABI_TYPE_MARK_KIND, WABI_MARK_NONE, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (WABI_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, WabiBanner, mark);
  gtk_widget_class_bind_template_child (widget_class, WabiBanner, title);
  gtk_widget_class_bind_template_child (widget_class, WabiBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "wabibanner");
}

static void
wabi_banner_init (WabiBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_kind (self, WABI_MARK_NONE);
}

GtkWidget *
wabi_banner_new (void)
{
  return g_object_new (WABI_TYPE_BANNER, NULL);
}

void
wabi_banner_show (WabiBanner *self, WabiMarkKind kind, const char *title, const char *button_label)
{
  g_return_if_fail (WABI_IS_BANNER (self));
  g_return_if_fail (title != NULL);

  g_object_set (self, "kind", kind, "title", title, "button-label", button_label, "revealed", TRUE, NULL);
}

void
wabi_banner_hide (WabiBanner *self)
{
  g_return_if_fail (WABI_IS_BANNER (self));

  g_object_set (self, "revealed", FALSE, NULL);
}

gboolean
wabi_banner_get_revealed (WabiBanner *self)
{
  g_return_val_if_fail (WABI_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
