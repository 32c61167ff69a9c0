// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-finding.h"
#include "wabi-note-keeper.h"
#include "wabi-note-section.h"

G_BEGIN_DECLS

/**
 * WabiNoteEditor:
 *
 * One note: its times, its sections, its signature and addenda.
 *
 * Signals: "checked" (figures and findings are up to date), "kept" (what is typed was kept or saved), "figure-activated" (a #WabiStatement, valid
 * during the emission), "addendum-requested" (text to begin with).
 */
#define WABI_TYPE_NOTE_EDITOR (wabi_note_editor_get_type ())
G_DECLARE_FINAL_TYPE (WabiNoteEditor, wabi_note_editor, WABI, NOTE_EDITOR, GtkWidget)

/**
 * wabi_note_editor_set_desk:
 * @self: an editor
 * @desk: the desk
 */
void wabi_note_editor_set_desk (WabiNoteEditor *self, WabiDesk *desk);

/**
 * wabi_note_editor_open:
 * @self: an editor
 * @note: (nullable): the note to show; what was typed in another one is saved first
 */
void wabi_note_editor_open (WabiNoteEditor *self, WabiRecord *note);

/**
 * wabi_note_editor_take_over:
 * @self: an editor
 *
 * Returns: whether another one was writing in the note, who is told now that the person does
 */
gboolean wabi_note_editor_take_over (WabiNoteEditor *self);

/**
 * wabi_note_editor_save:
 * @self: an editor
 *
 * Returns: whether nothing typed is left outside of the note
 */
gboolean wabi_note_editor_save (WabiNoteEditor *self);

/**
 * wabi_note_editor_get_note:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the note as it is saved
 */
WabiRecord *wabi_note_editor_get_note (WabiNoteEditor *self);

/**
 * wabi_note_editor_dup_written:
 * @self: an editor that shows a note
 *
 * Returns: (transfer full): the note as it stands in the editor
 */
WabiRecord *wabi_note_editor_dup_written (WabiNoteEditor *self);

/**
 * wabi_note_editor_get_editable:
 * @self: an editor
 *
 * Returns: whether the person may write in it
 */
gboolean wabi_note_editor_get_editable (WabiNoteEditor *self);

/**
 * wabi_note_editor_get_facts:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the facts of the session
 */
const WabiFacts *wabi_note_editor_get_facts (WabiNoteEditor *self);

/**
 * wabi_note_editor_get_findings:
 * @self: an editor
 *
 * Returns: (transfer none) (element-type WabiFinding): what is required of it
 */
GPtrArray *wabi_note_editor_get_findings (WabiNoteEditor *self);

/**
 * wabi_note_editor_get_statements:
 * @self: an editor
 * @section: which section
 *
 * Returns: (transfer none) (element-type WabiStatement): its figures
 */
GPtrArray *wabi_note_editor_get_statements (WabiNoteEditor *self, WabiDraftSection section);

/**
 * wabi_note_editor_get_payer:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): name of the payer
 */
const char *wabi_note_editor_get_payer (WabiNoteEditor *self);

/**
 * wabi_note_editor_use_recorded:
 * @self: an editor
 * @section: which section
 * @index: which of its figures
 *
 * Writes what the data says instead of the figure.
 */
void wabi_note_editor_use_recorded (WabiNoteEditor *self, WabiDraftSection section, guint index);

/**
 * wabi_note_editor_show_figure:
 * @self: an editor
 * @section: which section
 * @index: which of its figures
 */
void wabi_note_editor_show_figure (WabiNoteEditor *self, WabiDraftSection section, guint index);

/**
 * wabi_note_editor_write:
 * @self: an editor
 * @field: "present" or the field of a section: puts the cursor there
 */
void wabi_note_editor_write (WabiNoteEditor *self, const char *field);

/**
 * wabi_note_editor_next_figure:
 * @self: an editor
 *
 * Goes to the figure after the cursor, and after the last one to the first.
 */
void wabi_note_editor_next_figure (WabiNoteEditor *self);

/**
 * wabi_note_editor_draft:
 * @self: an editor
 * @style: "full", "shorter" or "family"
 *
 * Asks for a draft: the ai service while online, else the drafter on this computer.
 */
void wabi_note_editor_draft (WabiNoteEditor *self, const char *style);

/**
 * wabi_note_editor_dup_kept_words:
 * @self: an editor
 *
 * Returns: (transfer full): whether all is saved, in words; maybe empty
 */
char *wabi_note_editor_dup_kept_words (WabiNoteEditor *self);

/**
 * wabi_note_editor_forget_typed:
 * @self: an editor
 *
 * Lets go of what was typed into a note that is signed by now, after it went into an addendum.
 */
void wabi_note_editor_forget_typed (WabiNoteEditor *self);

G_END_DECLS
