// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-facts.h"

G_BEGIN_DECLS

/**
 * WabiNoteFigure:
 *
 * Where a figure of a note comes from: the graph of its target and the entries it was counted from.
 */
#define WABI_TYPE_NOTE_FIGURE (wabi_note_figure_get_type ())
G_DECLARE_FINAL_TYPE (WabiNoteFigure, wabi_note_figure, WABI, NOTE_FIGURE, GtkWidget)

/**
 * wabi_note_figure_set_desk:
 * @self: a figure
 * @desk: the desk
 */
void wabi_note_figure_set_desk (WabiNoteFigure *self, WabiDesk *desk);

/**
 * wabi_note_figure_show_target:
 * @self: a figure
 * @target: (nullable): id of a target; %NULL for no graph
 * @session: id of the session whose point is marked
 */
void wabi_note_figure_show_target (WabiNoteFigure *self, const char *target, const char *session);

/**
 * wabi_note_figure_show_fact:
 * @self: a figure
 * @fact: (nullable): a fact of the session; %NULL to show no entries
 * @session: id of the session
 */
void wabi_note_figure_show_fact (WabiNoteFigure *self, const WabiFact *fact, const char *session);

G_END_DECLS
