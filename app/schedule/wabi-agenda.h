// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-schedule-model.h"

G_BEGIN_DECLS

/**
 * WabiAgenda:
 *
 * Sessions one after the other, day by day, as a list. Emits `open-requested`, `cancel-requested`, `menu-requested` (const char *id) and
 * `page-requested` (int direction); property `selected-id`. Further rows come as one scrolls.
 */
#define WABI_TYPE_AGENDA (wabi_agenda_get_type ())
G_DECLARE_FINAL_TYPE (WabiAgenda, wabi_agenda, WABI, AGENDA, GtkWidget)

/**
 * wabi_agenda_new:
 * @desk: a desk
 * @picks: what is picked, shared with the other views
 *
 * Returns: (transfer floating): an empty agenda
 */
GtkWidget *wabi_agenda_new (WabiDesk *desk, WabiPicks *picks);

/**
 * wabi_agenda_show:
 * @self: an agenda
 * @model: whose sessions are shown
 */
void wabi_agenda_show (WabiAgenda *self, WabiScheduleModel *model);

/** wabi_agenda_count_rows: Returns: how many sessions, blocks and suggestions have rows by now. */
guint wabi_agenda_count_rows (WabiAgenda *self);

/** wabi_agenda_get_adjustment: Returns: (transfer none): how far it is scrolled. */
GtkAdjustment *wabi_agenda_get_adjustment (WabiAgenda *self);

/**
 * wabi_agenda_get_selected:
 * @self: an agenda
 *
 * Returns: (transfer none) (nullable): id of the one that was chosen last
 */
const char *wabi_agenda_get_selected (WabiAgenda *self);

/**
 * wabi_agenda_set_selected:
 * @self: an agenda
 * @id: (nullable): an appointment or block
 *
 * Returns: whether it is in the list
 */
gboolean wabi_agenda_set_selected (WabiAgenda *self, const char *id);

G_END_DECLS
