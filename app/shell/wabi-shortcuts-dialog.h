// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-workspace.h"

G_BEGIN_DECLS

/**
 * WabiShortcutsDialog:
 *
 * The list of keyboard shortcuts: those that work everywhere, the places, and those of the place that is shown.
 */
#define WABI_TYPE_SHORTCUTS_DIALOG (wabi_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WabiShortcutsDialog, wabi_shortcuts_dialog, WABI, SHORTCUTS_DIALOG, AdwWindow)

/**
 * wabi_shortcuts_dialog_new:
 * @workspace: (nullable) (transfer none): whose places to list
 *
 * Returns: (transfer none): the window; GTK owns it
 */
GtkWindow *wabi_shortcuts_dialog_new (WabiWorkspace *workspace);

G_END_DECLS
