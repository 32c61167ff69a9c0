// SPDX-License-Identifier: AGPL-3.0-or-later
// A line to fill in within a question (wabi_confirm_set_extra()).

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wabi_ask_entry_add:
 * @box: what the question shows
 * @label: what is asked for, above the line, and its name for screen readers
 * @placeholder: (nullable): an example
 * @text: (nullable): what stands there first
 *
 * Enter in it answers the question.
 *
 * Returns: (transfer full): the line
 */
GtkEditable *wabi_ask_entry_add (GtkBox *box, const char *label, const char *placeholder, const char *text);

/**
 * wabi_ask_entry_attach:
 * @grid: what the question shows
 * @row: where in it
 * @label: what is asked for, before the line, and its name for screen readers
 * @placeholder: (nullable): an example
 * @text: (nullable): what stands there first
 *
 * Enter in it answers the question.
 *
 * Returns: (transfer full): the line
 */
GtkEditable *wabi_ask_entry_attach (GtkGrid *grid, int row, const char *label, const char *placeholder, const char *text);

/**
 * wabi_ask_entry_get:
 * @entry: (nullable): a line, or none where it is not asked for
 *
 * Returns: (nullable): what was written; %NULL for nothing, and for blanks
 */
const char *wabi_ask_entry_get (GtkEditable *entry);

G_END_DECLS
