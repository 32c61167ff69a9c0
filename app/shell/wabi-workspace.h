// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiWorkspace:
 *
 * The desk of one person while it is open: the sidebar and the places. Made at sign-in and unlock, and wholly taken away by a lock, so that nothing
 * of it stays in the window or in the accessibility tree.
 *
 * Signals: "place-changed".
 */
#define WABI_TYPE_WORKSPACE (wabi_workspace_get_type ())
G_DECLARE_FINAL_TYPE (WabiWorkspace, wabi_workspace, WABI, WORKSPACE, AdwBin)

/**
 * wabi_workspace_new:
 * @desk: (transfer none): the person's desk
 * @menu: (transfer none): menu of the person's button
 *
 * Returns: a workspace that shows no place yet
 */
GtkWidget *wabi_workspace_new (WabiDesk *desk, GMenuModel *menu);

/**
 * wabi_workspace_get_desk:
 * @self: a workspace
 *
 * Returns: (transfer none): its desk
 */
WabiDesk *wabi_workspace_get_desk (WabiWorkspace *self);

/**
 * wabi_workspace_go:
 * @self: a workspace
 * @place: a place; one that the person may not use is told
 * @id: (nullable): a record to open there
 *
 * Returns: whether the place is shown
 */
gboolean wabi_workspace_go (WabiWorkspace *self, const char *place, const char *id);

/**
 * wabi_workspace_go_nth:
 * @self: a workspace
 * @n: place in the sidebar, from 0
 */
void wabi_workspace_go_nth (WabiWorkspace *self, guint n);

/**
 * wabi_workspace_get_place:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the place that is shown
 */
const char *wabi_workspace_get_place (WabiWorkspace *self);

/**
 * wabi_workspace_get_page:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the page of the place that is shown
 */
GtkWidget *wabi_workspace_get_page (WabiWorkspace *self);

/**
 * wabi_workspace_leave:
 * @self: a workspace
 *
 * Has every page save what is being written.
 */
void wabi_workspace_leave (WabiWorkspace *self);

G_END_DECLS
