// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-cache.h"

G_BEGIN_DECLS

#define WABI_VAULT_KEY_LENGTH 32

/*
 * The way from an owner to a file and the key that opens it. Private to app/cache.
 *
 * The data key is random and kept twice: in the keyring, and beside the file wrapped with the recovery key
 * that only the server has. It is kept before the file is made, so that no file exists whose key does not.
 */

typedef struct
{
  guint8 key[WABI_VAULT_KEY_LENGTH];
  gboolean in_keyring;
  char *set_aside; /* where a file went that would not open */
} WabiVault;

/* The file of an owner, a hash so that its name says nothing. */
char *wabi_vault_build_path (const char *directory, const WabiKeyOwner *owner);

/* Finds or makes the key and makes sure that it opens the file at @path where there is one. */
gboolean wabi_vault_open (WabiVault *vault, const WabiCacheOptions *options, const char *path,
                          GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Renames a file with its journal, with a free number behind; (transfer full) the new name. */
char *wabi_vault_set_aside (const char *path, GError **error);

/* The key of a file that was set aside, from the wrapped one that went with it. */
gboolean wabi_vault_unwrap_aside (const WabiCacheOptions *options, const char *aside, guint8 *key) G_GNUC_WARN_UNUSED_RESULT;

void wabi_vault_clear (WabiVault *vault);

G_END_DECLS
