// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-note-item.h"

G_BEGIN_DECLS

/* GtkListView of GTK 4.8 jumps when scrolled back over more rows than this. */
#define WABI_NOTES_SHOWN 200

/**
 * WabiNotesList:
 *
 * The notes of the person at work, by whose turn they are. Signal "changed": counts may differ.
 */
#define WABI_TYPE_NOTES_LIST (wabi_notes_list_get_type ())
G_DECLARE_FINAL_TYPE (WabiNotesList, wabi_notes_list, WABI, NOTES_LIST, GObject)

/**
 * wabi_notes_list_new:
 * @desk: the desk
 *
 * Returns: (transfer full): the list, showing "review"
 */
WabiNotesList *wabi_notes_list_new (WabiDesk *desk);

/**
 * wabi_notes_list_get_model:
 * @list: the list
 *
 * Returns: (transfer none): of #WabiNoteItem, newest first, at most %WABI_NOTES_SHOWN
 */
GListModel *wabi_notes_list_get_model (WabiNotesList *list);

/**
 * wabi_notes_list_count:
 * @list: the list
 * @segment: "review", "drafts", "returned" or "signed"
 *
 * Returns: how many
 */
guint wabi_notes_list_count (WabiNotesList *list, const char *segment);

/**
 * wabi_notes_list_get_hidden:
 * @list: the list
 *
 * Returns: how many more match than the model shows
 */
guint wabi_notes_list_get_hidden (WabiNotesList *list);

/**
 * wabi_notes_list_set_segment:
 * @list: the list
 * @segment: which to show
 */
void wabi_notes_list_set_segment (WabiNotesList *list, const char *segment);

/**
 * wabi_notes_list_set_search:
 * @list: the list
 * @text: what was typed
 */
void wabi_notes_list_set_search (WabiNotesList *list, const char *text);

/**
 * wabi_notes_list_find:
 * @list: the list
 * @id: id of a note
 *
 * Returns: where the model shows it, %GTK_INVALID_LIST_POSITION (the largest guint) when it does not
 */
guint wabi_notes_list_find (WabiNotesList *list, const char *id);

G_END_DECLS
