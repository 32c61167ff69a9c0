// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiNoteItem:
 *
 * A note in the list, with the names that its row shows. Signal "changed" when it shows something else.
 */
#define WABI_TYPE_NOTE_ITEM (wabi_note_item_get_type ())
G_DECLARE_FINAL_TYPE (WabiNoteItem, wabi_note_item, WABI, NOTE_ITEM, GObject)

/**
 * wabi_note_item_new:
 * @desk: the desk
 * @note: a note
 *
 * Returns: (transfer full): an item
 */
WabiNoteItem *wabi_note_item_new (WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_item_update:
 * @item: an item
 * @desk: the desk
 * @note: the note as it is now
 */
void wabi_note_item_update (WabiNoteItem *item, WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_item_get_note:
 * @item: an item
 *
 * Returns: (transfer none): its note
 */
WabiRecord *wabi_note_item_get_note (WabiNoteItem *item);

/**
 * wabi_note_item_get_title:
 * @item: an item
 *
 * Returns: (transfer none): the client's name
 */
const char *wabi_note_item_get_title (WabiNoteItem *item);

/**
 * wabi_note_item_get_when:
 * @item: an item
 *
 * Returns: (transfer none): "97153 · Tue, Mar 10, 9:00 – 11:00 am"
 */
const char *wabi_note_item_get_when (WabiNoteItem *item);

/**
 * wabi_note_item_get_words:
 * @item: an item
 *
 * Returns: (transfer none): "Jordan Reyes · complete"
 */
const char *wabi_note_item_get_words (WabiNoteItem *item);

/**
 * wabi_note_item_matches:
 * @item: an item
 * @folded: what was typed, case-folded
 *
 * Returns: whether every word of it begins a word of what the row shows
 */
gboolean wabi_note_item_matches (WabiNoteItem *item, const char *folded);

G_END_DECLS
