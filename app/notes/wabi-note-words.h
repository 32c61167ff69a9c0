// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_note_is_locked:
 * @note: a note
 *
 * Returns: whether it is signed, or its signature waits
 */
gboolean wabi_note_is_locked (WabiRecord *note);

/**
 * wabi_note_may_write:
 * @desk: the desk
 * @note: a note
 *
 * Returns: whether the person may write in it: its author or a BCBA, while it is not signed
 */
gboolean wabi_note_may_write (WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_get_segment:
 * @desk: the desk
 * @note: a note
 * @known: (nullable) (element-type utf8 gint): answers about clients and authors that were looked up before; filled
 *
 * Returns: (nullable): which of "review", "drafts", "returned" and "signed" lists it for this person; %NULL for none
 */
const char *wabi_note_get_segment (WabiDesk *desk, WabiRecord *note, GHashTable *known);

/**
 * wabi_note_state_words:
 * @note: a note
 *
 * Returns: its state in words
 */
const char *wabi_note_state_words (WabiRecord *note);

/**
 * wabi_note_dup_when:
 * @desk: the desk
 * @note: a note
 *
 * Returns: (transfer full): "Tue, Mar 10, 9:02 am – 12:04 pm"
 */
char *wabi_note_dup_when (WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_dup_moment:
 * @desk: the desk
 * @at: an instant
 *
 * Returns: (transfer full): "Tue, Mar 10, 4:06 pm"
 */
char *wabi_note_dup_moment (WabiDesk *desk, gint64 at);

G_END_DECLS
