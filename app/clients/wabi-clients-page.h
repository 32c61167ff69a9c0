// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"
#include "wabi-page.h"

G_BEGIN_DECLS

/**
 * WabiClientsPage:
 *
 * The place "Clients": who, with what coverage, how they are doing.
 */
#define WABI_TYPE_CLIENTS_PAGE (wabi_clients_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiClientsPage, wabi_clients_page, WABI, CLIENTS_PAGE, AdwBin)

/**
 * wabi_clients_page_new:
 * @desk: a desk
 *
 * Returns: the place
 */
GtkWidget *wabi_clients_page_new (WabiDesk *desk);

/**
 * wabi_clients_page_show_tab:
 * @self: the place
 * @tab: "overview", "coverage", "visits" or "progress"
 */
void wabi_clients_page_show_tab (WabiClientsPage *self, const char *tab);

G_END_DECLS
