// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-listing-print.h"

G_BEGIN_DECLS

/**
 * WabiListingWindow:
 *
 * A sheet to be read, printed (Ctrl+P) and kept as PDF (Ctrl+E).
 */
#define WABI_TYPE_LISTING_WINDOW (wabi_listing_window_get_type ())
G_DECLARE_FINAL_TYPE (WabiListingWindow, wabi_listing_window, WABI, LISTING_WINDOW, AdwWindow)

/**
 * wabi_listing_window_new:
 * @desk: the desk
 * @parent: (nullable): the window that asks
 * @sheet: (transfer full): what is read
 * @name: a name for files of it, without a person's name
 *
 * Returns: (transfer none): the window, not shown yet
 */
WabiListingWindow *wabi_listing_window_new (WabiDesk *desk, GtkWindow *parent, WabiListing *sheet, const char *name);

/**
 * wabi_listing_window_add_button:
 * @self: a window
 * @label: what it does
 *
 * Returns: (transfer none): a button in the window's head
 */
GtkButton *wabi_listing_window_add_button (WabiListingWindow *self, const char *label);

G_END_DECLS
