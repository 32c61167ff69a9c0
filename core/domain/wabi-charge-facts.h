// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

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

/**
 * wabi_charge_count_tenths:
 * @view: where to look
 * @base: the session that was held
 * @charge: its charge
 * @date: the day, YYYY-MM-DD
 * @minutes: of the session
 *
 * Returns: tenths of units that the payer's rule gives it
 */
int wabi_charge_count_tenths (const WabiView *view, const WabiVisitFacts *base, WabiRecord *charge, const char *date, int minutes);

/**
 * wabi_charge_get_tenths:
 * @charge: a charge
 *
 * Returns: its units in tenths; a multiple of 10 unless the payer takes tenths of units
 */
int wabi_charge_get_tenths (WabiRecord *charge);

G_END_DECLS
