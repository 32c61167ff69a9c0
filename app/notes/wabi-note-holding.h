// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_note_holding_renew:
 * @desk: the desk
 * @note: a draft in which the person types
 *
 * Lets the others know, from time to time. Without the server nothing is said: it would reach nobody in time.
 */
void wabi_note_holding_renew (WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_holding_end:
 * @desk: the desk
 * @note: a note that the person leaves
 *
 * Lets the others know, where they were told that the person writes.
 */
void wabi_note_holding_end (WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_holding_take:
 * @desk: the desk
 * @note: a draft in which another one writes
 *
 * Takes it over, with undo; the other one is told.
 */
void wabi_note_holding_take (WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_holding_dup_words:
 * @desk: the desk
 * @note: a draft
 * @button: (out) (transfer none): what can be done about it, for a button
 * @left: (out): for how long it is so, microseconds
 *
 * Returns: (transfer full) (nullable): that another one writes in it, in words; %NULL when nobody does
 */
char *wabi_note_holding_dup_words (WabiDesk *desk, WabiRecord *note, const char **button, gint64 *left);

G_END_DECLS
