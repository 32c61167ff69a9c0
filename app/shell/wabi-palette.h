// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-workspace.h"

G_BEGIN_DECLS

/**
 * WabiPalette:
 *
 * The way to anything by typing part of its name: clients, staff, places and commands.
 */
#define WABI_TYPE_PALETTE (wabi_palette_get_type ())
G_DECLARE_FINAL_TYPE (WabiPalette, wabi_palette, WABI, PALETTE, AdwWindow)

/**
 * wabi_palette_new:
 * @workspace: (transfer none): where to go and what to do
 *
 * Returns: (transfer none): the window, closed by a choice or Escape; GTK owns it
 */
GtkWindow *wabi_palette_new (WabiWorkspace *workspace);

/**
 * wabi_palette_search:
 * @self: a palette
 * @text: what to look for, as if it were typed
 */
void wabi_palette_search (WabiPalette *self, const char *text);

/**
 * wabi_palette_choose:
 * @self: a palette
 *
 * Does what the selected row says, and closes.
 */
void wabi_palette_choose (WabiPalette *self);

G_END_DECLS
