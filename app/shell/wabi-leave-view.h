// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-sync.h"

G_BEGIN_DECLS

#define WABI_TYPE_LEAVE_VIEW (wabi_leave_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiLeaveView, wabi_leave_view, WABI, LEAVE_VIEW, AdwBin)

/**
 * wabi_leave_view_new:
 * @sync: (transfer none): sends what waits, then removes the copy
 *
 * Covers the window once access has ended: first that what waits is being sent, then that nothing is left here.
 *
 * Returns: the view
 */
GtkWidget *wabi_leave_view_new (WabiSync *sync);

G_END_DECLS
