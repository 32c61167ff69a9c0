// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-store.h"
#include "wabi-tokens.h"

G_BEGIN_DECLS

/**
 * WabiRevocations:
 *
 * Watches the records of ended access in this process's database, whoever wrote them (this process, wabictl beside it, or a follower of
 * the auth service's feed), and has the tokens that they name refused.
 */
typedef struct _WabiRevocations WabiRevocations;

/**
 * wabi_revocations_new:
 * @store: (transfer none): where the records are
 * @tokens: (transfer none): what refuses
 * @clock: (transfer none): the time
 * @error: where to put an error of the store
 *
 * Reads once before it returns, so that a process that was started anew refuses what the one before refused; then at each move of the auth
 * feed, and at least each second.
 *
 * Returns: (transfer full) (nullable): the watch, %NULL with @error set
 */
WabiRevocations *wabi_revocations_new (WabiStore *store, WabiTokens *tokens, const WabiClock *clock, GError **error);

/**
 * wabi_revocations_free:
 * @revocations: (transfer full) (nullable): what to end
 */
void wabi_revocations_free (WabiRevocations *revocations);

G_END_DECLS
