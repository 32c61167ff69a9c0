// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-sync.h"

G_BEGIN_DECLS

#define WABI_TYPE_LOCK_VIEW (wabi_lock_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiLockView, wabi_lock_view, WABI, LOCK_VIEW, AdwBin)

/**
 * wabi_lock_view_new:
 * @sync: (transfer none): locked, or about to be
 * @name: (nullable): who is signed in
 *
 * Asks for the person's password, and says nothing else. That it was right is seen at @sync.
 *
 * Returns: the view
 */
GtkWidget *wabi_lock_view_new (WabiSync *sync, const char *name);

G_END_DECLS
