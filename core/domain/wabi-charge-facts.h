// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-charge-day.h"
#include "wabi-proof.h"

G_BEGIN_DECLS

/**
 * wabi_charge_make:
 * @view: where to look
 * @note: a note, signed or pending
 * @session: its session, ended
 * @charge: a charge record that may be changed, new or not: everything that follows from the records is set anew; what a biller chose
 *   (a valid authorization) stays
 *
 * Minutes to units by the payer's rule, authorization, modifiers, rate and amount (billing-facts sections 6 and 7).
 */
void wabi_charge_make (const WabiView *view, WabiRecord *note, WabiRecord *session, WabiRecord *charge);

/**
 * wabi_charge_fill:
 * @view: where to look
 * @charge: a charge record that may be changed
 *
 * Gives a charge that has no authorization the one that covers it now: it may have been recorded after the note was signed.
 */
void wabi_charge_fill (const WabiView *view, WabiRecord *charge);

/**
 * wabi_charge_find_distinct:
 * @charge: a charge
 *
 * Returns: (transfer none) (nullable): the modifier by which a person said that the service was distinct
 */
const char *wabi_charge_find_distinct (WabiRecord *charge);

G_END_DECLS
