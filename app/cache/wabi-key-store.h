// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WabiKeyStore:
 *
 * Where secrets of this machine's person are kept. The desktop uses the Secret Service
 * (wabi_secret_key_store_new()); tests use memory (wabi_memory_key_store_new()). A secret is found by whose
 * it is (server, practice, user) and what it is ("data-key", "refresh-token", "unlock"); none of these is a
 * person's name.
 */
#define WABI_TYPE_KEY_STORE (wabi_key_store_get_type ())
G_DECLARE_INTERFACE (WabiKeyStore, wabi_key_store, WABI, KEY_STORE, GObject)

/**
 * WabiKeyOwner:
 * @server: base address of the server
 * @practice: id of the practice
 * @user: id of the staff record
 */
typedef struct
{
  const char *server;
  const char *practice;
  const char *user;
} WabiKeyOwner;

/**
 * WabiKeyStoreInterface:
 * @lookup: answers the secret (transfer full), %NULL without error when there is none; may block, is called
 * on a worker thread
 * @store: keeps the secret, in place of an older one; may block, is called on a worker thread
 * @clear: forgets the secret; may block, is called on a worker thread
 */
struct _WabiKeyStoreInterface
{
  GTypeInterface parent;

  char *(*lookup) (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what,
                   GCancellable *cancellable, GError **error);
  gboolean (*store) (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what, const char *secret,
                     GCancellable *cancellable, GError **error);
  gboolean (*clear) (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what,
                     GCancellable *cancellable, GError **error);
};

/**
 * wabi_key_store_lookup:
 * @store: a key store
 * @owner: whose
 * @what: which secret
 * @cancellable: (nullable): to give up
 * @error: where to put an error of the store
 *
 * Blocks: call it on a worker thread.
 *
 * Returns: (transfer full) (nullable): the secret, %NULL without @error when there is none
 */
char *wabi_key_store_lookup (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what,
                             GCancellable *cancellable, GError **error);

/**
 * wabi_key_store_store:
 * @store: a key store
 * @owner: whose
 * @what: which secret
 * @secret: the secret, text
 * @cancellable: (nullable): to give up
 * @error: where to put an error of the store
 *
 * Blocks: call it on a worker thread.
 *
 * Returns: whether it is kept
 */
gboolean wabi_key_store_store (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what,
                               const char *secret, GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_key_store_clear:
 * @store: a key store
 * @owner: whose
 * @what: which secret
 * @cancellable: (nullable): to give up
 * @error: where to put an error of the store
 *
 * Blocks: call it on a worker thread.
 *
 * Returns: whether it is gone (also when it never was)
 */
gboolean wabi_key_store_clear (WabiKeyStore *store, const WabiKeyOwner *owner, const char *what,
                               GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_secret_key_store_new:
 *
 * Returns: (transfer full): the store that keeps secrets in the desktop's Secret Service
 */
WabiKeyStore *wabi_secret_key_store_new (void);

/**
 * wabi_memory_key_store_new:
 *
 * Returns: (transfer full): a store that forgets everything with the process, for tests
 */
WabiKeyStore *wabi_memory_key_store_new (void);

/**
 * wabi_memory_key_store_set_broken:
 * @store: a store in memory
 * @broken: whether it fails every call, as a desktop without a Secret Service does
 */
void wabi_memory_key_store_set_broken (WabiKeyStore *store, gboolean broken);

/**
 * wabi_memory_key_store_has:
 * @store: a store in memory
 * @what: (nullable): which secret, %NULL for any
 *
 * Returns: whether anybody has such a secret
 */
gboolean wabi_memory_key_store_has (WabiKeyStore *store, const char *what);

G_END_DECLS
