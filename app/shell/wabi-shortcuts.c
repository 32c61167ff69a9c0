// SPDX-License-Identifier: AGPL-3.0-or-later
// The keys that work everywhere, once.

#include "wabi-shortcuts.h"

#include <glib/gi18n-lib.h>

static const WabiShortcut table[] = {
  { "win.palette", { "<Control>k" }, N_ ("Go to a client, a place or a command"), NULL, FALSE },
  { "win.search", { "<Control>f" }, N_ ("Search in this place"), NULL, TRUE },
  { "win.companion", { "F9" }, N_ ("Close or open the right side"), "view-dual-symbolic", TRUE },
  { "win.undo", { "<Control>z" }, N_ ("Undo"), "edit-undo-symbolic", TRUE },
  { "win.redo", { "<Control><Shift>z", "<Control>y" }, N_ ("Do again"), "edit-redo-symbolic", TRUE },
  { "win.sync", { "F5" }, N_ ("Send and fetch now"), "view-refresh-symbolic", FALSE },
  { "app.lock", { "<Control>l" }, N_ ("Lock"), "system-lock-screen-symbolic", FALSE },
  { "win.sign-out", { NULL }, N_ ("Sign out"), "system-log-out-symbolic", FALSE },
  { "win.availability", { "<Control><Shift>h" }, N_ ("Availability"), "x-office-calendar-symbolic", FALSE },
  { "win.waiting", { "<Control><Shift>w" }, N_ ("Waiting list and make-ups"), "x-office-address-book-symbolic", FALSE },
  { "win.people", { NULL }, N_ ("People and devices"), NULL, FALSE },
  { "win.preferences", { "<Control>comma" }, N_ ("Preferences"), "emblem-system-symbolic", FALSE },
  { "win.shortcuts", { "<Control>question", "<Control>F1" }, N_ ("Keyboard shortcuts"), "input-keyboard-symbolic", FALSE },
  { "app.quit", { "<Control>q" }, N_ ("Quit"), "application-exit-symbolic", FALSE },
};

const WabiShortcut *
wabi_shortcuts_list (guint *n)
{
  *n = G_N_ELEMENTS (table);
  return table;
}

void
wabi_shortcuts_install (GtkApplication *application, GtkWidgetClass *window_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const WabiShortcut *row = &table[i];

      if (!row->yields && application != NULL && row->accels[0] != NULL)
        gtk_application_set_accels_for_action (application, row->action, row->accels);
      for (guint j = 0; row->yields && window_class != NULL && row->accels[j] != NULL; j++)
        {
          GdkModifierType modifiers;
          guint key;

          if (gtk_accelerator_parse (row->accels[j], &key, &modifiers))
            gtk_widget_class_add_binding_action (window_class, key, modifiers, row->action, NULL);
        }
    }
}
