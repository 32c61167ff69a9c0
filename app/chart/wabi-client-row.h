// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiClientRow:
 *
 * A client in the list: initials, name, who pays, whose case.
 */
#define WABI_TYPE_CLIENT_ROW (wabi_client_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiClientRow, wabi_client_row, WABI, CLIENT_ROW, AdwBin)

/**
 * wabi_client_row_new:
 *
 * Returns: an empty row
 */
GtkWidget *wabi_client_row_new (void);

/**
 * wabi_client_row_show:
 * @self: a row
 * @desk: a desk
 * @client: who
 */
void wabi_client_row_show (WabiClientRow *self, WabiDesk *desk, WabiRecord *client);

/**
 * wabi_client_status_words:
 * @client: who
 *
 * Returns: (transfer none) (nullable): "Intake", "Paused", "Discharged" in the person's language; %NULL for an active client
 */
const char *wabi_client_status_words (WabiRecord *client);

G_END_DECLS
