// SPDX-License-Identifier: AGPL-3.0-or-later
// A mark is a CSS shape around a symbolic icon; the word for it is the accessible label and the tooltip.

#include "wabi-status-mark.h"

#include "wabi-plain-layout-private.h"

#include <glib/gi18n-lib.h>

struct _WabiStatusMark
{
  GtkWidget parent_instance;

  GtkWidget *image;
  WabiMarkKind kind;
};

typedef struct
{
  const char *css_class;
  const char *icon;
  const char *text;
} MarkLook;

static const MarkLook looks[] = {
  [WABI_MARK_NONE] = { "none", NULL, "" },
  [WABI_MARK_PASSED] = { "passed", "wabi-check-symbolic", N_ ("Passed") },
  [WABI_MARK_WARNING] = { "warning", "wabi-exclamation-symbolic", N_ ("Warning") },
  [WABI_MARK_BLOCKED] = { "blocked", "wabi-cross-symbolic", N_ ("Blocked") },
  [WABI_MARK_PENDING] = { "pending", "wabi-dots-symbolic", N_ ("Waiting") },
  [WABI_MARK_INFO] = { "info", NULL, N_ ("Done") },
};

enum
{
  PROP_0,
  PROP_KIND,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (WabiMarkKind, wabi_mark_kind, G_DEFINE_ENUM_VALUE (WABI_MARK_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (WABI_MARK_PASSED, "passed"),
                    G_DEFINE_ENUM_VALUE (WABI_MARK_WARNING, "warning"),
                    G_DEFINE_ENUM_VALUE (WABI_MARK_BLOCKED, "blocked"),
                    G_DEFINE_ENUM_VALUE (WABI_MARK_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (WABI_MARK_INFO, "info"))

G_DEFINE_FINAL_TYPE (WabiStatusMark, wabi_status_mark, GTK_TYPE_WIDGET)

static void
apply_kind (WabiStatusMark *self)
{
  const MarkLook *look = &looks[self->kind];
  const char *text = wabi_mark_kind_to_text (self->kind);

  gtk_widget_add_css_class (GTK_WIDGET (self), look->css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), look->icon);
  gtk_widget_set_visible (self->image, look->icon != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), *text ? text : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
wabi_status_mark_dispose (GObject *object)
{
  WabiStatusMark *self = WABI_STATUS_MARK (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_status_mark_parent_class)->dispose (object);
}

static void
wabi_status_mark_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_KIND)
    g_value_set_enum (value, WABI_STATUS_MARK (object)->kind);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_status_mark_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_KIND)
    wabi_status_mark_set_kind (WABI_STATUS_MARK (object), g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
wabi_status_mark_class_init (WabiStatusMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_status_mark_dispose;
  object_class->get_property = wabi_status_mark_get_property;
  object_class->set_property = wabi_status_mark_set_property;

  properties[PROP_KIND]
      = g_param_spec_enum ("kind", NULL, NULL, WABI_TYPE_MARK_KIND, WABI_MARK_NONE,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "statusmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wabi_status_mark_init (WabiStatusMark *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "halign",
                              GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), wabi_plain_layout_new ());
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  apply_kind (self);
}

const char *
wabi_mark_kind_to_text (WabiMarkKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (looks), "");

  return *looks[kind].text ? _ (looks[kind].text) : "";
}

GtkWidget *
wabi_status_mark_new (WabiMarkKind kind)
{
  return g_object_new (WABI_TYPE_STATUS_MARK, "kind", kind, NULL);
}

void
wabi_status_mark_set_kind (WabiStatusMark *self, WabiMarkKind kind)
{
  g_return_if_fail (WABI_IS_STATUS_MARK (self));
  g_return_if_fail (kind < G_N_ELEMENTS (looks));

  if (self->kind == kind)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self), looks[self->kind].css_class);
  self->kind = kind;
  apply_kind (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

WabiMarkKind
wabi_status_mark_get_kind (WabiStatusMark *self)
{
  g_return_val_if_fail (WABI_IS_STATUS_MARK (self), WABI_MARK_NONE);

  return self->kind;
}
