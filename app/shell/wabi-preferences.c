// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person may choose about the window.

#include "wabi-preferences.h"

#include <glib/gi18n-lib.h>

struct _WabiPreferences
{
  AdwWindow parent_instance;

  AdwComboRow *colors, *lock;
  WabiSettings *settings;
};

G_DEFINE_FINAL_TYPE (WabiPreferences, wabi_preferences, ADW_TYPE_WINDOW)

static guint lock_changed;

/* In the order of the rows; 0 is the practice's own rule. */
static const int lock_minutes[] = { 0, 1, 2, 5, 10, 15 };
static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

static void
on_colors_cb (WabiPreferences *self)
{
  wabi_settings_set_int (self->settings, "colors", (int) adw_combo_row_get_selected (self->colors));
  wabi_settings_save (self->settings);
  wabi_preferences_apply_colors (self->settings);
}

static void
on_lock_cb (WabiPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->lock);

  if (selected >= G_N_ELEMENTS (lock_minutes))
    return;
  wabi_settings_set_int (self->settings, "lock-minutes", lock_minutes[selected]);
  wabi_settings_save (self->settings);
  g_signal_emit (self, lock_changed, 0);
}

static void
wabi_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PREFERENCES);
  G_OBJECT_CLASS (wabi_preferences_parent_class)->dispose (object);
}

static void
wabi_preferences_class_init (WabiPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_preferences_dispose;
  lock_changed = g_signal_new ("lock-changed", WABI_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPreferences, colors);
  gtk_widget_class_bind_template_child (widget_class, WabiPreferences, lock);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_preferences_init (WabiPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GListModel *
build_lock_choices (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("As the practice says"));
  for (guint i = 1; i < G_N_ELEMENTS (lock_minutes); i++)
    gtk_string_list_take (list, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "After %d minute", "After %d minutes",
                                                              (gulong) lock_minutes[i]),
                                                 lock_minutes[i]));
  return G_LIST_MODEL (list);
}

GtkWindow *
wabi_preferences_new (WabiSettings *settings)
{
  WabiPreferences *self = g_object_new (WABI_TYPE_PREFERENCES, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
  g_autoptr (GListModel) choices = build_lock_choices ();
  int minutes = wabi_settings_get_int (settings, "lock-minutes", 0);

  self->settings = settings;
  adw_combo_row_set_model (self->lock, choices);
  adw_combo_row_set_selected (self->colors, (guint) CLAMP (wabi_settings_get_int (settings, "colors", 0), 0, 2));
  for (guint i = 0; i < G_N_ELEMENTS (lock_minutes); i++)
    if (lock_minutes[i] == minutes)
      adw_combo_row_set_selected (self->lock, i);
  /* Only from here on is a change the person's. */
  g_signal_connect_swapped (self->colors, "notify::selected", G_CALLBACK (on_colors_cb), self);
  g_signal_connect_swapped (self->lock, "notify::selected", G_CALLBACK (on_lock_cb), self);
  return GTK_WINDOW (self);
}

void
wabi_preferences_apply_colors (WabiSettings *settings)
{
  int chosen = wabi_settings_get_int (settings, "colors", 0);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[CLAMP (chosen, 0, 2)]);
}

int
wabi_preferences_get_lock_minutes (WabiSettings *settings, int practice)
{
  int own = wabi_settings_get_int (settings, "lock-minutes", 0);

  return own > 0 ? MIN (own, practice) : practice;
}
