// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_note_ask_sign:
 * @parent: a widget in the window that asks
 * @desk: the desk
 * @note: the note, just as it is shown
 *
 * Asks whether what is attested is true, then signs what was shown.
 */
void wabi_note_ask_sign (GtkWidget *parent, WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_ask_return:
 * @parent: a widget in the window that asks
 * @desk: the desk
 * @note: the note
 *
 * Asks for a comment, then returns the note to its author.
 */
void wabi_note_ask_return (GtkWidget *parent, WabiDesk *desk, WabiRecord *note);

/**
 * wabi_note_ask_guardian:
 * @parent: a widget in the window that asks
 * @desk: the desk
 * @note: the note
 *
 * Asks for the name of the guardian who signs now.
 */
void wabi_note_ask_guardian (GtkWidget *parent, WabiDesk *desk, WabiRecord *note);

/**
 * WabiNoteDone:
 * @data: what was given with it
 *
 * Called when an addendum was added.
 */
typedef void (*WabiNoteDone) (gpointer data);

/**
 * wabi_note_ask_amend:
 * @parent: a widget in the window that asks
 * @desk: the desk
 * @note: a signed note
 * @text: (nullable): what to begin with
 * @done: (nullable): called when it was added
 * @data: for @done, a widget that is kept alive until then
 *
 * Asks for an addendum, then adds it.
 */
void wabi_note_ask_amend (GtkWidget *parent, WabiDesk *desk, WabiRecord *note, const char *text, WabiNoteDone done, gpointer data);

G_END_DECLS
