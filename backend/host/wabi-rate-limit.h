// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-clock.h"

G_BEGIN_DECLS

/**
 * WabiRateLimit:
 *
 * Slows down who guesses passwords. Safe to use from several threads.
 */
typedef struct _WabiRateLimit WabiRateLimit;

/**
 * wabi_rate_limit_new:
 * @free_tries: how many tries are not slowed down
 * @clock: (transfer none): the time
 *
 * After @free_tries failures the next try must wait 15 s, then 30, 60 … up to 15 minutes; a quarter of an hour without a try forgets all.
 *
 * Returns: (transfer full): a limit
 */
WabiRateLimit *wabi_rate_limit_new (guint free_tries, const WabiClock *clock);

/**
 * wabi_rate_limit_free:
 * @limit: (transfer full) (nullable): what to free
 */
void wabi_rate_limit_free (WabiRateLimit *limit);

/**
 * wabi_rate_limit_take:
 * @limit: a limit
 * @key: who tries, such as a login or an address
 *
 * Counts a try as failed before it is made, so that many at once do not slip through.
 *
 * Returns: 0 when it may be made, else the seconds to wait, and nothing is counted
 */
guint wabi_rate_limit_take (WabiRateLimit *limit, const char *key);

/**
 * wabi_rate_limit_succeed:
 * @limit: a limit
 * @key: who tried, with success
 *
 * Forgets the failures of @key.
 */
void wabi_rate_limit_succeed (WabiRateLimit *limit, const char *key);

G_END_DECLS
