// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-drafter.h"
#include "wabi-grounding.h"

G_BEGIN_DECLS

/**
 * WabiNoteSection:
 *
 * One section of a note: its heading, its text with the figures marked, and a draft offered for it.
 *
 * Signals: "edited" (the person changed the text), "left" (the cursor went elsewhere), "figure-activated" (a #WabiStatement, valid during the
 * emission).
 */
#define WABI_TYPE_NOTE_SECTION (wabi_note_section_get_type ())
G_DECLARE_FINAL_TYPE (WabiNoteSection, wabi_note_section, WABI, NOTE_SECTION, GtkWidget)

/**
 * wabi_note_section_new:
 * @section: which one
 *
 * Returns: an empty section
 */
GtkWidget *wabi_note_section_new (WabiDraftSection section);

/**
 * wabi_note_section_get_section:
 * @self: a section
 *
 * Returns: which one it is
 */
WabiDraftSection wabi_note_section_get_section (WabiNoteSection *self);

/**
 * wabi_note_section_load:
 * @self: a section
 * @text: (nullable): what stands in the note
 *
 * Shows a text without telling that it was edited; the cursor stays where it can, and it cannot be undone.
 */
void wabi_note_section_load (WabiNoteSection *self, const char *text);

/**
 * wabi_note_section_dup_text:
 * @self: a section
 *
 * Returns: (transfer full): the text as it stands
 */
char *wabi_note_section_dup_text (WabiNoteSection *self);

/**
 * wabi_note_section_set_editable:
 * @self: a section
 * @editable: whether it can be written in
 */
void wabi_note_section_set_editable (WabiNoteSection *self, gboolean editable);

/**
 * wabi_note_section_set_statements:
 * @self: a section
 * @statements: (transfer full) (element-type WabiStatement): the figures of the text as it stands
 */
void wabi_note_section_set_statements (WabiNoteSection *self, GPtrArray *statements);

/**
 * wabi_note_section_get_statements:
 * @self: a section
 *
 * Returns: (transfer none) (element-type WabiStatement): the figures that were set last
 */
GPtrArray *wabi_note_section_get_statements (WabiNoteSection *self);

/**
 * wabi_note_section_replace:
 * @self: a section
 * @start: first byte
 * @length: bytes
 * @text: what stands there from now on; one step of undo
 */
void wabi_note_section_replace (WabiNoteSection *self, gsize start, gsize length, const char *text);

/**
 * wabi_note_section_suggest:
 * @self: a section
 * @text: a draft
 *
 * Writes it where nothing stands yet; else offers it below.
 *
 * Returns: whether it was written
 */
gboolean wabi_note_section_suggest (WabiNoteSection *self, const char *text);

/**
 * wabi_note_section_show:
 * @self: a section
 * @byte: where to put the cursor; %G_MAXSIZE for the end
 */
void wabi_note_section_show (WabiNoteSection *self, gsize byte);

/**
 * wabi_note_section_next_figure:
 * @self: a section
 * @again: whether to begin at the start instead of at the cursor
 *
 * Returns: whether there was one; the cursor is in it and it was activated
 */
gboolean wabi_note_section_next_figure (WabiNoteSection *self, gboolean again);

G_END_DECLS
