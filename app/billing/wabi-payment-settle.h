// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_payment_match_ask:
 * @parent: a widget of the window that asks
 * @desk: the desk
 * @answer: a remit_claim that found no claim
 *
 * Asks which claim is meant: those that fit in part, or by number.
 */
void wabi_payment_match_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *answer);

/**
 * wabi_payment_settle_ask:
 * @parent: a widget of the window that asks
 * @desk: the desk
 * @answer: a remit_claim that is held
 *
 * Shares out what was paid by hand, charge by charge, to the cent.
 */
void wabi_payment_settle_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *answer);

/**
 * wabi_payment_reverse_ask:
 * @parent: a widget of the window that asks
 * @desk: the desk
 * @record: a remit_claim or a remittance that is posted
 *
 * Asks why, then takes the posting back.
 */
void wabi_payment_reverse_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *record);

/**
 * wabi_payment_payer_ask:
 * @parent: a widget of the window that asks
 * @desk: the desk
 * @remittance: a remittance of an unknown payer
 *
 * Asks which of the practice's payers sent it.
 */
void wabi_payment_payer_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *remittance);

G_END_DECLS
