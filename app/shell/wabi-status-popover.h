// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-sync.h"

G_BEGIN_DECLS

/**
 * WabiStatusPopover:
 *
 * How it stands with the server, in full: what is so, each service that has something to say, and what can be
 * done. Its buttons have the actions "win.sync", "win.export-queue", "win.place" and "win.password".
 */
#define WABI_TYPE_STATUS_POPOVER (wabi_status_popover_get_type ())
G_DECLARE_FINAL_TYPE (WabiStatusPopover, wabi_status_popover, WABI, STATUS_POPOVER, GtkPopover)

/**
 * wabi_status_popover_new:
 * @sync: (transfer none): whose state is shown
 *
 * Returns: a popover that is not shown yet
 */
GtkWidget *wabi_status_popover_new (WabiSync *sync);

/**
 * wabi_status_popover_fill:
 * @self: a popover
 *
 * Writes what is so now; while it is shown it keeps up by itself.
 */
void wabi_status_popover_fill (WabiStatusPopover *self);

G_END_DECLS
