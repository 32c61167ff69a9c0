// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-charge-book.h"

G_BEGIN_DECLS

/**
 * wabi_claim_request_ask:
 * @parent: a widget in the window that asks
 * @desk: the desk
 * @ready: (element-type WabiChargeItem): charges that are ready
 * @held: (element-type WabiChargeItem): charges that are left out, for the reasons to be told
 *
 * Shows what would go out, payer by payer, and asks the service for the claims that the person chose.
 */
void wabi_claim_request_ask (GtkWidget *parent, WabiDesk *desk, GPtrArray *ready, GPtrArray *held);

/**
 * wabi_claim_request_count:
 * @ready: (element-type WabiChargeItem): charges that are ready
 *
 * Returns: how many claims they make
 */
guint wabi_claim_request_count (WabiDesk *desk, GPtrArray *ready);

G_END_DECLS
