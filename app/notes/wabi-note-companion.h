// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-note-editor.h"

G_BEGIN_DECLS

/**
 * WabiNoteCompanion:
 *
 * Beside a note: whether it says what the data says, what the payer requires, and where a figure comes from.
 *
 * Signal: "way" (what: "use", "show", "write" or "guardian"; the section or field; which statement).
 */
#define WABI_TYPE_NOTE_COMPANION (wabi_note_companion_get_type ())
G_DECLARE_FINAL_TYPE (WabiNoteCompanion, wabi_note_companion, WABI, NOTE_COMPANION, GtkWidget)

/**
 * wabi_note_companion_set_desk:
 * @self: a companion
 * @desk: the desk
 */
void wabi_note_companion_set_desk (WabiNoteCompanion *self, WabiDesk *desk);

/**
 * wabi_note_companion_show:
 * @self: a companion
 * @editor: the editor whose checks are shown
 */
void wabi_note_companion_show (WabiNoteCompanion *self, WabiNoteEditor *editor);

/**
 * wabi_note_companion_show_statement:
 * @self: a companion
 * @editor: the editor
 * @statement: a figure of it
 */
void wabi_note_companion_show_statement (WabiNoteCompanion *self, WabiNoteEditor *editor, const WabiStatement *statement);

G_END_DECLS
