// SPDX-License-Identifier: AGPL-3.0-or-later
// What is known of each payer by its own answers, read beside other work and kept.

#pragma once

#include "wabi-desk.h"
#include "wabi-payer-history.h"

G_BEGIN_DECLS

#define WABI_TYPE_LEARNED (wabi_learned_get_type ())
G_DECLARE_FINAL_TYPE (WabiLearned, wabi_learned, WABI, LEARNED, GObject)

/**
 * wabi_learned_of:
 * @desk: a desk
 *
 * Emits "changed" with a payer's id (a string) when more is known of it.
 *
 * Returns: (transfer none): what the desk's practice has learned; it lives as long as the desk
 */
WabiLearned *wabi_learned_of (WabiDesk *desk);

/**
 * wabi_learned_get:
 * @self: what was learned
 * @payer: (nullable): id of a payer
 *
 * Returns: (transfer none) (nullable): the payer's history; %NULL when it is not read yet: it is read in small steps while nothing else is to be
 *   done, and "changed" tells when it is there
 */
const WabiPayerHistory *wabi_learned_get (WabiLearned *self, const char *payer);

/**
 * wabi_learned_dup_wait:
 * @self: what was learned
 * @claim: a claim
 *
 * Returns: (transfer full) (nullable): since when no answer has come and when this payer usually answers, translated; %NULL for a claim that waits
 *   for nothing
 */
char *wabi_learned_dup_wait (WabiLearned *self, WabiRecord *claim);

/**
 * wabi_learned_is_late:
 * @self: what was learned
 * @claim: a claim
 *
 * Returns: whether it waits longer than nine in ten of the payer's claims do
 */
gboolean wabi_learned_is_late (WabiLearned *self, WabiRecord *claim);

/**
 * wabi_learned_dup_expected:
 * @self: what was learned
 * @claim: a claim
 *
 * Returns: (transfer full) (nullable): what the payer is expected to allow for it, translated; %NULL when too little is known
 */
char *wabi_learned_dup_expected (WabiLearned *self, WabiRecord *claim);

G_END_DECLS
