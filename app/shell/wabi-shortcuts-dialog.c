// SPDX-License-Identifier: AGPL-3.0-or-later
// Every key with what it does, from the tables that set them.

#include "wabi-shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

#include "wabi-keycap.h"
#include "wabi-page.h"
#include "wabi-places.h"
#include "wabi-shortcuts.h"

struct _WabiShortcutsDialog
{
  AdwWindow parent_instance;

  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (WabiShortcutsDialog, wabi_shortcuts_dialog, ADW_TYPE_WINDOW)

static AdwPreferencesGroup *
add_group (WabiShortcutsDialog *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *accel)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *key = wabi_keycap_new (accel);
  g_autofree char *words = wabi_keycap_to_text (accel);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", title, words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_preferences_group_add (group, row);
}

static void
list_here (WabiShortcutsDialog *self, WabiWorkspace *workspace)
{
  GtkWidget *page = wabi_workspace_get_page (workspace);
  const WabiPlace *place = page != NULL ? wabi_places_find (wabi_workspace_get_place (workspace), WABI_ROLES_ALL) : NULL;
  guint n = 0;
  const WabiPageKey *keys = place != NULL ? wabi_page_list_keys (WABI_PAGE (page), &n) : NULL;
  AdwPreferencesGroup *group = n > 0 ? add_group (self, _ (place->title)) : NULL;

  for (guint i = 0; i < n; i++)
    add_row (group, _ (keys[i].title), keys[i].accelerator);
}

static void
list_places (WabiShortcutsDialog *self, WabiWorkspace *workspace)
{
  g_autoptr (GPtrArray) places = wabi_places_list (wabi_desk_get_roles (wabi_workspace_get_desk (workspace)));
  AdwPreferencesGroup *group = add_group (self, _ ("Places"));

  for (guint i = 0; i < places->len; i++)
    {
      g_autofree char *accel = g_strdup_printf ("<Control>%u", i + 1);

      add_row (group, _ (((const WabiPlace *) g_ptr_array_index (places, i))->title), accel);
    }
}

static void
list_everywhere (WabiShortcutsDialog *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Everywhere"));
  guint n;
  const WabiShortcut *shortcuts = wabi_shortcuts_list (&n);

  for (guint i = 0; i < n; i++)
    if (shortcuts[i].accels[0] != NULL)
      add_row (group, _ (shortcuts[i].title), shortcuts[i].accels[0]);
}

static void
wabi_shortcuts_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_SHORTCUTS_DIALOG);
  G_OBJECT_CLASS (wabi_shortcuts_dialog_parent_class)->dispose (object);
}

static void
wabi_shortcuts_dialog_class_init (WabiShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_shortcuts_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiShortcutsDialog, page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_shortcuts_dialog_init (WabiShortcutsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
wabi_shortcuts_dialog_new (WabiWorkspace *workspace)
{
  WabiShortcutsDialog *self = g_object_new (WABI_TYPE_SHORTCUTS_DIALOG, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);

  if (workspace != NULL)
    list_here (self, workspace);
  list_everywhere (self);
  if (workspace != NULL)
    list_places (self, workspace);
  return GTK_WINDOW (self);
}
