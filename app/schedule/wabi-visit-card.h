// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-open-hours.h"

G_BEGIN_DECLS

/**
 * WabiVisitCard:
 *
 * The companion of a chosen appointment: what it is, what is proved about it, what can be done. Its buttons name the page's actions
 * ("schedule.arrive" and so on).
 *
 * Signals: "go" (place, nullable id); "settle" (place of the proposal to take, -1 to keep); "move-to" (start as gint64): another time for the move that
 * was refused; "keep": the move is given up.
 */
#define WABI_TYPE_VISIT_CARD (wabi_visit_card_get_type ())
G_DECLARE_FINAL_TYPE (WabiVisitCard, wabi_visit_card, WABI, VISIT_CARD, GtkWidget)

/**
 * wabi_visit_card_set_up:
 * @self: a card, from a template
 * @desk: a desk
 *
 * To be called once.
 */
void wabi_visit_card_set_up (WabiVisitCard *self, WabiDesk *desk);

/**
 * wabi_visit_card_show:
 * @self: a card
 * @visit: an appointment
 */
void wabi_visit_card_show (WabiVisitCard *self, WabiRecord *visit);

/**
 * wabi_visit_card_show_move:
 * @self: a card
 * @visit: an appointment
 * @moved: a copy of it at the time, and with the member of staff, where it is held or was put
 * @refused: whether the person let go there and it could not stay; then other times are offered
 *
 * Shows what would come of a move.
 *
 * Returns: whether nothing stands in the way
 */
gboolean wabi_visit_card_show_move (WabiVisitCard *self, WabiRecord *visit, WabiRecord *moved, gboolean refused);

/**
 * wabi_visit_card_get_visit:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): what is shown
 */
WabiRecord *wabi_visit_card_get_visit (WabiVisitCard *self);

/**
 * wabi_visit_card_get_moving:
 * @self: a card
 *
 * Returns: whether it shows a move
 */
gboolean wabi_visit_card_get_moving (WabiVisitCard *self);

/**
 * wabi_visit_card_show_series:
 * @self: a card
 *
 * Shows the sessions of the series that the shown appointment belongs to; does nothing when it stands alone.
 */
void wabi_visit_card_show_series (WabiVisitCard *self);

G_END_DECLS
