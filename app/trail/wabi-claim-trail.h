// SPDX-License-Identifier: AGPL-3.0-or-later
// A claim from trial to deposit, on one page, for an auditor.

#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-listing.h"

G_BEGIN_DECLS

/**
 * wabi_claim_trail_make:
 * @desk: the desk
 * @claim: a claim
 *
 * For each session trials, minutes, note, signatures, units, authorization and price; then the claim's file and what was heard of it, the
 * payer's answers, each entry of the books, and when the bank had the money. What is not there yet is said.
 *
 * Returns: (transfer full): when, what, how, and how much
 */
WabiListing *wabi_claim_trail_make (WabiDesk *desk, WabiRecord *claim);

/**
 * wabi_claim_trail_present:
 * @desk: the desk
 * @parent: (nullable): the window that asks
 * @claim: id of a claim
 *
 * Shows it in a window of its own, to be printed or kept as PDF.
 */
void wabi_claim_trail_present (WabiDesk *desk, GtkWindow *parent, const char *claim);

/** wabi_claim_trail_state_words: Returns: what people call the state of a claim. */
const char *wabi_claim_trail_state_words (const char *state);

G_END_DECLS
