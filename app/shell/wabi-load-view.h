// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-sync.h"

G_BEGIN_DECLS

#define WABI_TYPE_LOAD_VIEW (wabi_load_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiLoadView, wabi_load_view, WABI, LOAD_VIEW, AdwBin)

/**
 * wabi_load_view_new:
 * @sync: (transfer none): brings the practice in
 *
 * Shows how far the first load is. Its button has the action "win.work-now".
 *
 * Returns: the view
 */
GtkWidget *wabi_load_view_new (WabiSync *sync);

G_END_DECLS
