// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-charge-book.h"

G_BEGIN_DECLS

/**
 * WabiChargesView:
 *
 * The open sessions: what can be billed, what holds up the rest. Signal "selected": others are selected.
 */
#define WABI_TYPE_CHARGES_VIEW (wabi_charges_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiChargesView, wabi_charges_view, WABI, CHARGES_VIEW, GtkWidget)

/**
 * wabi_charges_view_set_desk:
 * @self: a view
 * @desk: the desk
 *
 * Once.
 */
void wabi_charges_view_set_desk (WabiChargesView *self, WabiDesk *desk);

/** wabi_charges_view_get_book: Returns: (transfer none): what the view shows. */
WabiChargeBook *wabi_charges_view_get_book (WabiChargesView *self);

/** wabi_charges_view_set_search: narrows to what was typed. */
void wabi_charges_view_set_search (WabiChargesView *self, const char *text);

/** wabi_charges_view_set_state: narrows to a row of the list of states: 0 all, 1 ready, 2 needs a hand, 3 waits. */
void wabi_charges_view_set_state (WabiChargesView *self, guint state);

/**
 * wabi_charges_view_open:
 * @self: a view
 * @id: id of a charge
 *
 * Takes the filters off and selects the row.
 */
void wabi_charges_view_open (WabiChargesView *self, const char *id);

/** wabi_charges_view_set_side: whether what is known of the selected session is shown beside. */
void wabi_charges_view_set_side (WabiChargesView *self, gboolean visible);

/** wabi_charges_view_get_side: Returns: whether it is. */
gboolean wabi_charges_view_get_side (WabiChargesView *self);

/**
 * wabi_charges_view_list_selected:
 * @self: a view
 *
 * Returns: (transfer full) (element-type WabiRecord): the selected charges
 */
GPtrArray *wabi_charges_view_list_selected (WabiChargesView *self);

/**
 * wabi_charges_view_list_to_claim:
 * @self: a view
 *
 * Returns: (transfer full) (element-type WabiChargeItem): the ready ones among several selected rows, else all that are ready of the chosen payer
 */
GPtrArray *wabi_charges_view_list_to_claim (WabiChargesView *self);

G_END_DECLS
