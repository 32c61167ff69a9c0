// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiShortcut:
 * @action: detailed name of an action
 * @accels: its keys, in GTK's notation; the first one is shown
 * @title: what it does, untranslated
 * @icon: (nullable): where it is also a command of the palette, its icon
 * @yields: the key belongs first to what has the focus: a text undoes its own typing
 *
 * A key that works in every place. The accelerators, the list of keyboard shortcuts and the palette come from one table of these.
 */
typedef struct
{
  const char *action;
  const char *accels[3];
  const char *title;
  const char *icon;
  gboolean yields;
} WabiShortcut;

/**
 * wabi_shortcuts_list:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the table
 */
const WabiShortcut *wabi_shortcuts_list (guint *n);

/**
 * wabi_shortcuts_install:
 * @application: gets those keys that come before all
 * @window_class: gets those that yield to what has the focus
 *
 * Sets the accelerators of the table. Each may be %NULL.
 */
void wabi_shortcuts_install (GtkApplication *application, GtkWidgetClass *window_class);

G_END_DECLS
