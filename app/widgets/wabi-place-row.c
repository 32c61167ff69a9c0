// SPDX-License-Identifier: AGPL-3.0-or-later
// A place row keeps its accessible name whole ("Notes, 4 waiting"), folded or not.

#include "wabi-badge.h"
#include "wabi-place-row-private.h"

#include <glib/gi18n-lib.h>

struct _WabiPlaceRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  WabiBadge *count_badge;
  GtkWidget *dot;
  char *id;
  guint count;
  gboolean folded;
};

G_DEFINE_FINAL_TYPE (WabiPlaceRow, wabi_place_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_look (WabiPlaceRow *self)
{
  const char *title = gtk_label_get_text (self->title);
  g_autofree char *spoken
      = self->count
            ? g_strdup_printf (ngettext ("%s, %u waits", "%s, %u wait", self->count), title, self->count)
            : g_strdup (title);

  gtk_widget_set_visible (GTK_WIDGET (self->title), !self->folded);
  gtk_widget_set_visible (GTK_WIDGET (self->count_badge), self->count > 0 && !self->folded);
  gtk_widget_set_visible (self->dot, self->count > 0 && self->folded);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->folded ? spoken : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
on_open_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate (widget);
}

static void
wabi_place_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PLACE_ROW);
  G_OBJECT_CLASS (wabi_place_row_parent_class)->dispose (object);
}

static void
wabi_place_row_finalize (GObject *object)
{
  g_free (WABI_PLACE_ROW (object)->id);
  G_OBJECT_CLASS (wabi_place_row_parent_class)->finalize (object);
}

static void
wabi_place_row_class_init (WabiPlaceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_place_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_place_row_finalize;

  /* List box rows offer no verb to assistive technology; a class action does. */
  gtk_widget_class_install_action (widget_class, "place.open", NULL, on_open_action_cb);
  g_type_ensure (WABI_TYPE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-place-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPlaceRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WabiPlaceRow, title);
  gtk_widget_class_bind_template_child (widget_class, WabiPlaceRow, count_badge);
  gtk_widget_class_bind_template_child (widget_class, WabiPlaceRow, dot);
}

static void
wabi_place_row_init (WabiPlaceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_place_row_new (const char *id, const char *icon_name, const char *title)
{
  WabiPlaceRow *self = g_object_new (WABI_TYPE_PLACE_ROW, NULL);

  self->id = g_strdup (id);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->title, title);
  update_look (self);
  return GTK_WIDGET (self);
}

const char *
wabi_place_row_get_id (WabiPlaceRow *self)
{
  g_return_val_if_fail (WABI_IS_PLACE_ROW (self), NULL);

  return self->id;
}

void
wabi_place_row_set_count (WabiPlaceRow *self, guint count, gboolean warn)
{
  g_return_if_fail (WABI_IS_PLACE_ROW (self));

  self->count = count;
  wabi_badge_set_kind (self->count_badge, warn ? WABI_BADGE_WARNING : WABI_BADGE_NEUTRAL);
  wabi_badge_set_count (self->count_badge, count);
  if (warn)
    gtk_widget_add_css_class (self->dot, "warning");
  else
    gtk_widget_remove_css_class (self->dot, "warning");
  update_look (self);
}

void
wabi_place_row_set_folded (WabiPlaceRow *self, gboolean folded)
{
  g_return_if_fail (WABI_IS_PLACE_ROW (self));

  self->folded = folded;
  update_look (self);
}
