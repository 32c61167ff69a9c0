// SPDX-License-Identifier: AGPL-3.0-or-later
// One thing that can be chosen in the palette.

#include "wabi-palette-row.h"

#include "wabi-keycap.h"

struct _WabiPaletteRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title, *subtitle;
  WabiKeycap *key;
  char *place, *id, *action;
};

G_DEFINE_FINAL_TYPE (WabiPaletteRow, wabi_palette_row, GTK_TYPE_LIST_BOX_ROW)

static void
wabi_palette_row_dispose (GObject *object)
{
  WabiPaletteRow *self = WABI_PALETTE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_PALETTE_ROW);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->action, g_free);
  G_OBJECT_CLASS (wabi_palette_row_parent_class)->dispose (object);
}

static void
wabi_palette_row_class_init (WabiPaletteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_palette_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-palette-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPaletteRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WabiPaletteRow, title);
  gtk_widget_class_bind_template_child (widget_class, WabiPaletteRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, WabiPaletteRow, key);
}

static void
wabi_palette_row_init (WabiPaletteRow *self)
{
  g_type_ensure (WABI_TYPE_KEYCAP);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_palette_row_new (const WabiPaletteRowInfo *info)
{
  WabiPaletteRow *self = g_object_new (WABI_TYPE_PALETTE_ROW, NULL);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", info->title, info->subtitle);

  gtk_image_set_from_icon_name (self->icon, info->icon);
  gtk_label_set_text (self->title, info->title);
  gtk_label_set_text (self->subtitle, info->subtitle);
  wabi_keycap_set_accelerator (self->key, info->accel);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  self->place = g_strdup (info->place);
  self->id = g_strdup (info->id);
  self->action = g_strdup (info->action);
  return GTK_WIDGET (self);
}

const char *
wabi_palette_row_get_place (WabiPaletteRow *self)
{
  return self->place;
}

const char *
wabi_palette_row_get_id (WabiPaletteRow *self)
{
  return self->id;
}

const char *
wabi_palette_row_get_action (WabiPaletteRow *self)
{
  return self->action;
}
