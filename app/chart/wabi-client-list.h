// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiClientList:
 *
 * The practice's clients on the left of Clients and Programs: found by typing part of a name, chosen with arrows. Signal "chosen" (id, or %NULL when
 * there is none); "activated": the choice is final (Enter, a click, or Escape with nothing typed).
 */
#define WABI_TYPE_CLIENT_LIST (wabi_client_list_get_type ())
G_DECLARE_FINAL_TYPE (WabiClientList, wabi_client_list, WABI, CLIENT_LIST, AdwBin)

/**
 * wabi_client_list_new:
 * @desk: a desk
 *
 * Returns: the list, filled, with its first client chosen
 */
GtkWidget *wabi_client_list_new (WabiDesk *desk);

/**
 * wabi_client_list_refresh:
 * @self: a list
 *
 * Reads again; who was chosen stays chosen.
 */
void wabi_client_list_refresh (WabiClientList *self);

/**
 * wabi_client_list_choose:
 * @self: a list
 * @id: a client; found even when what is typed hides him
 */
void wabi_client_list_choose (WabiClientList *self, const char *id);

/**
 * wabi_client_list_get_chosen:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): id of the client who is chosen
 */
const char *wabi_client_list_get_chosen (WabiClientList *self);

/**
 * wabi_client_list_search:
 * @self: a list
 *
 * Puts the cursor into the search.
 */
void wabi_client_list_search (WabiClientList *self);

/**
 * wabi_client_list_get_n:
 * @self: a list
 *
 * Returns: how many are shown
 */
guint wabi_client_list_get_n (WabiClientList *self);

G_END_DECLS
