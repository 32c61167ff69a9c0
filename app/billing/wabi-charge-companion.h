// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-charge-item.h"

G_BEGIN_DECLS

/**
 * WabiChargeCompanion:
 *
 * Beside the charges: what holds the selected one up, how it came from the trial to the cent, and the lines it makes in the claim.
 */
#define WABI_TYPE_CHARGE_COMPANION (wabi_charge_companion_get_type ())
G_DECLARE_FINAL_TYPE (WabiChargeCompanion, wabi_charge_companion, WABI, CHARGE_COMPANION, GtkWidget)

/**
 * wabi_charge_companion_set_desk:
 * @self: a companion
 * @desk: the desk
 */
void wabi_charge_companion_set_desk (WabiChargeCompanion *self, WabiDesk *desk);

/**
 * wabi_charge_companion_show:
 * @self: a companion
 * @item: (nullable): the charge to explain, %NULL when none is selected
 */
void wabi_charge_companion_show (WabiChargeCompanion *self, WabiChargeItem *item);

G_END_DECLS
