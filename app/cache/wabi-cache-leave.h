// SPDX-License-Identifier: AGPL-3.0-or-later
// The end of a copy: what it still has to say, then its removal; and the lock that only the server opens.

#pragma once

#include "wabi-cache.h"

G_BEGIN_DECLS

/**
 * wabi_cache_build_farewell:
 * @cache: a cache
 * @bodies: (out) (transfer full) (element-type utf8): bodies of POST /v1/push, in the order in which they must go out
 * @count: (out): how many commands they hold
 * @error: where to put an error
 *
 * Everything that this copy alone has: what waits, and what was refused and lies in Inbox. Nothing is marked as sent, so it can be asked again
 * and again. Blocks; for a worker thread.
 *
 * Returns: whether it could be read
 */
gboolean wabi_cache_build_farewell (WabiCache *cache, GPtrArray **bodies, guint *count, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_destroy:
 * @options: whose copy; only its directory, owner and keys are looked at
 * @error: where to put an error; what could be removed is removed
 *
 * Removes the key from the keyring, the wrapped key, and every file of the copy, the key first. The copy must be closed. Does nothing where
 * there is none. Blocks; for a worker thread.
 *
 * Returns: whether nothing is left
 */
gboolean wabi_cache_destroy (const WabiCacheOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_cache_give_key_away:
 * @options: whose copy; only its directory, owner and keys are looked at
 * @error: where to put an error of the keyring
 *
 * Takes the key out of the keyring, so that only the recovery key, which an online sign-in brings, opens the copy. Where there is no wrapped key
 * the key stays: a copy that nothing opens any more would be lost. Blocks; for a worker thread.
 *
 * Returns: whether the key is not in the keyring any more
 */
gboolean wabi_cache_give_key_away (const WabiCacheOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
