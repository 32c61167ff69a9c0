// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiNoteKeeper:
 *
 * Keeps what is typed in one note: within 250 ms in the cache's buffer, where it outlives a crash, and after a pause of 2 s, or when asked,
 * as a "note.edit" with a revision of its own. Signal "changed": something was kept, saved or refused.
 */
#define WABI_TYPE_NOTE_KEEPER (wabi_note_keeper_get_type ())
G_DECLARE_FINAL_TYPE (WabiNoteKeeper, wabi_note_keeper, WABI, NOTE_KEEPER, GObject)

/**
 * wabi_note_keeper_new:
 * @desk: the desk
 * @id: id of the note
 *
 * Returns: (transfer full): a keeper, with what a crash may have left behind
 */
WabiNoteKeeper *wabi_note_keeper_new (WabiDesk *desk, const char *id);

/**
 * wabi_note_keeper_type:
 * @keeper: a keeper
 * @note: the note as the person saw it
 * @field: what is written
 * @text: the whole of it now
 */
void wabi_note_keeper_type (WabiNoteKeeper *keeper, WabiRecord *note, const char *field, const char *text);

/**
 * wabi_note_keeper_get_typed:
 * @keeper: a keeper
 * @field: a field
 *
 * Returns: (transfer none) (nullable): what is typed there and not in the note yet
 */
const char *wabi_note_keeper_get_typed (WabiNoteKeeper *keeper, const char *field);

/**
 * wabi_note_keeper_get_dirty:
 * @keeper: a keeper
 *
 * Returns: whether something is typed that is not in the note yet
 */
gboolean wabi_note_keeper_get_dirty (WabiNoteKeeper *keeper);

/**
 * wabi_note_keeper_keep:
 * @keeper: a keeper
 *
 * Writes the buffer at once.
 */
void wabi_note_keeper_keep (WabiNoteKeeper *keeper);

/**
 * wabi_note_keeper_save:
 * @keeper: a keeper
 *
 * Saves into the note at once. What is refused stays in the buffer.
 *
 * Returns: whether nothing typed is left over
 */
gboolean wabi_note_keeper_save (WabiNoteKeeper *keeper);

/**
 * wabi_note_keeper_forget:
 * @keeper: a keeper
 *
 * Lets go of what was typed, after the person took it elsewhere.
 */
void wabi_note_keeper_forget (WabiNoteKeeper *keeper);

/**
 * wabi_note_keeper_dup_all:
 * @keeper: a keeper
 *
 * Returns: (transfer full): everything typed and not saved, section after section
 */
char *wabi_note_keeper_dup_all (WabiNoteKeeper *keeper);

/**
 * wabi_note_keeper_dup_words:
 * @keeper: a keeper
 *
 * Returns: (transfer full): "Saved on this computer, 2 s ago", "Saving…", or why it is not in the note; empty when nothing was typed
 */
char *wabi_note_keeper_dup_words (WabiNoteKeeper *keeper);

G_END_DECLS
