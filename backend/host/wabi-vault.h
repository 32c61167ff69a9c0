// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords of calendars and partners, under a key that lies beside the database and not in it.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** WabiVault: the server's key. */
typedef struct _WabiVault WabiVault;

/**
 * wabi_vault_open:
 * @folder: where the process keeps its keys
 * @name: of the file there, such as "calendar.key"
 * @error: where to put what is wrong with the file
 *
 * Reads the file, or makes it. Whoever copies the database alone cannot read the passwords in it.
 *
 * Returns: (transfer full) (nullable): the key
 */
WabiVault *wabi_vault_open (const char *folder, const char *name, GError **error);

/** wabi_vault_free: wipes it; %NULL is allowed. */
void wabi_vault_free (WabiVault *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiVault, wabi_vault_free)

/**
 * wabi_vault_seal:
 * @key: the key
 * @whose: what it belongs to: it opens for nothing else
 * @secret: the password
 *
 * Returns: (transfer full): what may be stored
 */
char *wabi_vault_seal (const WabiVault *key, const char *whose, const char *secret);

/** wabi_vault_unseal: Returns: (transfer full) (nullable): the password; %NULL where @sealed (nullable) was made by another key, or for another. */
char *wabi_vault_unseal (const WabiVault *key, const char *whose, const char *sealed);

/** wabi_vault_wipe: overwrites and frees a password; %NULL is allowed. */
void wabi_vault_wipe (char *secret);

G_END_DECLS
