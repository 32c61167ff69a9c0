// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-cache-private.h"

G_BEGIN_DECLS

/*
 * What only a copy that was set aside still has. Private to app/cache.
 *
 * The promise is that what was recorded stays recorded: what waited in a damaged copy goes into the queue of the new one, with its ids, so that
 * nothing is done twice whatever of it had arrived before. The damaged copy is only read, and stays.
 */

/* Looks into every copy that was set aside and not looked into before. Never fails: a copy that tells nothing must not keep the person from
 * working. Inside open_cache(), before anything is counted. */
void wabi_rescue_run (WabiCache *cache, const WabiCacheOptions *options);

G_END_DECLS
