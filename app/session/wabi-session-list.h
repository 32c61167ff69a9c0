// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiSessionList:
 *
 * What Sessions shows while none runs: the person's appointments of today, and the notes that wait to be written. Signal "start" (#WabiRecord: the
 * appointment).
 */
#define WABI_TYPE_SESSION_LIST (wabi_session_list_get_type ())
G_DECLARE_FINAL_TYPE (WabiSessionList, wabi_session_list, WABI, SESSION_LIST, AdwBin)

/**
 * wabi_session_list_new:
 * @desk: a desk
 *
 * Returns: a list, filled
 */
GtkWidget *wabi_session_list_new (WabiDesk *desk);

/**
 * wabi_session_list_refresh:
 * @self: a list
 *
 * Reads again; the chosen row stays chosen.
 */
void wabi_session_list_refresh (WabiSessionList *self);

/**
 * wabi_session_list_select:
 * @self: a list
 * @appointment: id of an appointment
 *
 * Chooses it and puts the focus there; one that is not of today or not the person's own is added to the list.
 */
void wabi_session_list_select (WabiSessionList *self, const char *appointment);

/**
 * wabi_session_list_offer_note:
 * @self: a list
 * @note: id of the note of the session that has just ended
 */
void wabi_session_list_offer_note (WabiSessionList *self, const char *note);

/**
 * wabi_session_list_withdraw_offer:
 * @self: a list
 */
void wabi_session_list_withdraw_offer (WabiSessionList *self);

G_END_DECLS
