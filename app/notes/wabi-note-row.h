// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-note-item.h"

G_BEGIN_DECLS

/**
 * WabiNoteRow:
 *
 * A note in the list: whose, which service and when, by whom and how far.
 */
#define WABI_TYPE_NOTE_ROW (wabi_note_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiNoteRow, wabi_note_row, WABI, NOTE_ROW, GtkWidget)

/**
 * wabi_note_row_new:
 *
 * Returns: an empty row
 */
GtkWidget *wabi_note_row_new (void);

/**
 * wabi_note_row_set_item:
 * @row: a row
 * @item: (nullable): what it shows from now on
 */
void wabi_note_row_set_item (WabiNoteRow *row, WabiNoteItem *item);

G_END_DECLS
