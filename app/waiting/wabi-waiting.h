// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_waiting_present:
 * @desk: a desk
 * @page: (nullable): "after", "list", "makeups" or "reasons"; %NULL for the waiting list
 * @id: (nullable): the canceled appointment for "after"
 * @from: a widget of the window that asks
 *
 * Shows the window of cancellations and the waiting list. Places open it by wabi_desk_go() with "waiting-" before the page.
 */
void wabi_waiting_present (WabiDesk *desk, const char *page, const char *id, GtkWidget *from);

G_END_DECLS
