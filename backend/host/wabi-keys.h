// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-clock.h"

G_BEGIN_DECLS

/**
 * WabiKeys:
 *
 * Public Ed25519 keys by their ids, as a JWK set: what signatures of others are checked with. Safe to use from several threads.
 */
typedef struct _WabiKeys WabiKeys;

/**
 * wabi_keys_new:
 *
 * Returns: (transfer full): with no key
 */
WabiKeys *wabi_keys_new (void);

/**
 * wabi_keys_free:
 * @keys: (transfer full) (nullable): what to free
 */
void wabi_keys_free (WabiKeys *keys);

/**
 * wabi_keys_read:
 * @keys: the keys
 * @text: a JWK set: {"keys":[…]}
 * @error: where to put what is wrong with it
 *
 * Takes these keys for those that it has; on failure it keeps what it has.
 *
 * Returns: whether they are taken
 */
gboolean wabi_keys_read (WabiKeys *keys, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_keys_follow_file:
 * @keys: the keys
 * @name: (nullable): a file with a JWK set, looked at again when it was written anew
 */
void wabi_keys_follow_file (WabiKeys *keys, const char *name);

/**
 * wabi_keys_add_private:
 * @keys: the keys
 * @text: a JWK, of which the public half is added
 *
 * Returns: whether it is a key of ours
 */
gboolean wabi_keys_add_private (WabiKeys *keys, const char *text);

/**
 * wabi_keys_append_text:
 * @keys: the keys
 * @out: where the JWK set is appended
 */
void wabi_keys_append_text (WabiKeys *keys, GString *out);

/**
 * wabi_keys_knows:
 * @keys: the keys
 * @id: (nullable): a key's id
 *
 * Returns: whether it is among them
 */
gboolean wabi_keys_knows (WabiKeys *keys, const char *id);

/**
 * wabi_keys_verify:
 * @keys: the keys
 * @id: (nullable): which key; %NULL for any of them
 * @jwt: a parsed jwt_t
 *
 * Returns: whether that key signed it
 */
gboolean wabi_keys_verify (WabiKeys *keys, const char *id, gpointer jwt);

/**
 * wabi_key_generate:
 * @id: (nullable): its id, %NULL for its thumbprint
 *
 * Returns: (transfer full): a new private key, a JWK as text
 */
char *wabi_key_generate (const char *id);

/**
 * wabi_key_dup_public:
 * @text: a private key, a JWK
 * @id: (nullable): the id that the public half gets, %NULL to keep it
 *
 * Returns: (transfer full) (nullable): the public half, a JWK as text; %NULL when @text is no key
 */
char *wabi_key_dup_public (const char *text, const char *id);

/**
 * wabi_service_token_make:
 * @key: the service's private key, a JWK
 * @services: the mounted services' names with "+" between: the id under which the public half is registered
 * @clock: the time
 * @error: where to put that the key is damaged
 *
 * Returns: (transfer full) (nullable): a token for calls between services that counts for %WABI_SERVICE_TOKEN_LIFE seconds
 */
char *wabi_service_token_make (const char *key, const char *services, const WabiClock *clock, GError **error);

#define WABI_SERVICE_TOKEN_LIFE 300

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiKeys, wabi_keys_free)

G_END_DECLS
