// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiNoteText:
 *
 * A text view that is just as high as its text at any width: GtkTextView of GTK 4.8 knows its height only after it was shown, which leaves
 * sections of a note without room or with too much of it.
 */
#define WABI_TYPE_NOTE_TEXT (wabi_note_text_get_type ())
G_DECLARE_FINAL_TYPE (WabiNoteText, wabi_note_text, WABI, NOTE_TEXT, GtkTextView)

G_END_DECLS
