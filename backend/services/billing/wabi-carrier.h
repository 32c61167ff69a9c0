// SPDX-License-Identifier: AGPL-3.0-or-later
// Claim files go to partners, and what they answer comes in.

#pragma once

#include "wabi-store.h"
#include "wabi-transport.h"
#include "wabi-vault.h"

G_BEGIN_DECLS

/**
 * WabiCarrier:
 *
 * Visits the partners that are due, on a thread of its own. What is about to be done is written down before, and what came of it after: whenever the
 * program ends, the next one finds out and goes on.
 */
typedef struct _WabiCarrier WabiCarrier;

/**
 * wabi_carrier_new:
 * @store: (transfer none): the records
 * @options: (transfer none): whom the server may call; checked
 * @vault: (transfer none): opens the partners' secrets
 * @clock: (transfer none): the time
 *
 * Returns: (transfer full): what carries from now on
 */
WabiCarrier *wabi_carrier_new (WabiStore *store, const WabiPartnerOptions *options, const WabiVault *vault, const WabiClock *clock);

/** wabi_carrier_free: ends it, and breaks off the call at hand; %NULL is allowed. */
void wabi_carrier_free (WabiCarrier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiCarrier, wabi_carrier_free)

G_END_DECLS
