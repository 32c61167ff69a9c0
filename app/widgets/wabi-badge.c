// SPDX-License-Identifier: AGPL-3.0-or-later
// A pill: a label in a rounded fill. It hides itself when it has nothing to say.

#include "wabi-badge.h"

#include "wabi-plain-layout-private.h"

struct _WabiBadge
{
  GtkWidget parent_instance;

  GtkWidget *label;
  WabiBadgeKind kind;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_LABEL,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static const char *const css_classes[] = { "neutral", "accent", "ok", "warning", "error" };

G_DEFINE_ENUM_TYPE (WabiBadgeKind, wabi_badge_kind, G_DEFINE_ENUM_VALUE (WABI_BADGE_NEUTRAL, "neutral"),
                    G_DEFINE_ENUM_VALUE (WABI_BADGE_ACCENT, "accent"),
                    G_DEFINE_ENUM_VALUE (WABI_BADGE_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (WABI_BADGE_WARNING, "warning"),
                    G_DEFINE_ENUM_VALUE (WABI_BADGE_ERROR, "error"))

G_DEFINE_FINAL_TYPE (WabiBadge, wabi_badge, GTK_TYPE_WIDGET)

static void
wabi_badge_dispose (GObject *object)
{
  WabiBadge *self = WABI_BADGE (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_badge_parent_class)->dispose (object);
}

static void
wabi_badge_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  WabiBadge *self = WABI_BADGE (object);

  switch (prop_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_text (GTK_LABEL (self->label)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_badge_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  WabiBadge *self = WABI_BADGE (object);

  switch (prop_id)
    {
    case PROP_KIND:
      wabi_badge_set_kind (self, g_value_get_enum (value));
      break;
    case PROP_LABEL:
      wabi_badge_set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_badge_class_init (WabiBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_badge_dispose;
  object_class->get_property = wabi_badge_get_property;
  object_class->set_property = wabi_badge_set_property;

  properties[PROP_KIND]
      = g_param_spec_enum ("kind", NULL, NULL, WABI_TYPE_BADGE_KIND, WABI_BADGE_NEUTRAL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LABEL] = g_param_spec_string (
      "label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "badge");
}

static void
wabi_badge_init (WabiBadge *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_layout_manager (GTK_WIDGET (self), wabi_plain_layout_new ());
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), css_classes[WABI_BADGE_NEUTRAL]);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
wabi_badge_new (WabiBadgeKind kind, const char *text)
{
  return g_object_new (WABI_TYPE_BADGE, "kind", kind, "label", text, NULL);
}

void
wabi_badge_set_text (WabiBadge *self, const char *text)
{
  g_return_if_fail (WABI_IS_BADGE (self));

  gtk_label_set_text (GTK_LABEL (self->label), text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text && *text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

void
wabi_badge_set_count (WabiBadge *self, guint count)
{
  g_autofree char *text = count ? g_strdup_printf ("%'u", count) : NULL;

  wabi_badge_set_text (self, text);
}

void
wabi_badge_set_kind (WabiBadge *self, WabiBadgeKind kind)
{
  g_return_if_fail (WABI_IS_BADGE (self));
  g_return_if_fail (kind < G_N_ELEMENTS (css_classes));

  if (self->kind == kind)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self), css_classes[self->kind]);
  self->kind = kind;
  gtk_widget_add_css_class (GTK_WIDGET (self), css_classes[kind]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}
