// SPDX-License-Identifier: AGPL-3.0-or-later
// The key of the cache: made, kept twice, found again; files that it does not open are set aside, never
// deleted.

#include "wabi-vault-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "wabi-db.h"
#include "wabi-text.h"

#define WRAPPED_LENGTH (crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + WABI_VAULT_KEY_LENGTH)

char *
wabi_vault_build_path (const char *directory, const WabiKeyOwner *owner)
{
  g_autofree char *all = g_strjoin ("\n", owner->server, owner->practice, owner->user, NULL);
  g_autofree char *hash = wabi_text_hash_hex (all, -1), *name = NULL;

  hash[32] = '\0';
  name = g_strconcat (hash, ".cache", NULL);
  return g_build_filename (directory, name, NULL);
}

static gboolean
lookup_keyring (const WabiCacheOptions *options, guint8 *key, gboolean *found, GCancellable *cancellable,
                GError **error)
{
  g_autofree char *text = NULL;
  g_autofree guchar *bytes = NULL;
  GError *inner = NULL;
  gsize length = 0;

  *found = FALSE;
  text = wabi_key_store_lookup (options->keys, &options->owner, "data-key", cancellable, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (text == NULL)
    return TRUE;
  bytes = g_base64_decode (text, &length);
  *found = length == WABI_VAULT_KEY_LENGTH;
  if (*found)
    memcpy (key, bytes, WABI_VAULT_KEY_LENGTH);
  sodium_memzero (text, strlen (text));
  sodium_memzero (bytes, length);
  return TRUE;
}

static gboolean
store_keyring (const WabiCacheOptions *options, const guint8 *key, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = g_base64_encode (key, WABI_VAULT_KEY_LENGTH);
  gboolean ok = wabi_key_store_store (options->keys, &options->owner, "data-key", text, cancellable, error);

  sodium_memzero (text, strlen (text));
  return ok;
}

static const guint8 *
get_recovery_key (const WabiCacheOptions *options)
{
  if (options->recovery_key == NULL || g_bytes_get_size (options->recovery_key) != crypto_secretbox_KEYBYTES)
    return NULL;
  return g_bytes_get_data (options->recovery_key, NULL);
}

static gboolean
unwrap (const WabiCacheOptions *options, const char *wrapped_path, guint8 *key)
{
  const guint8 *recovery = get_recovery_key (options);
  g_autofree char *data = NULL;
  gsize length = 0;

  if (recovery == NULL || !g_file_get_contents (wrapped_path, &data, &length, NULL)
      || length != WRAPPED_LENGTH)
    return FALSE;
  return crypto_secretbox_open_easy (key, (guint8 *)data + crypto_secretbox_NONCEBYTES,
                                     WRAPPED_LENGTH - crypto_secretbox_NONCEBYTES, (guint8 *)data, recovery)
         == 0;
}

static gboolean
wrap (const WabiCacheOptions *options, const char *wrapped_path, const guint8 *key, GError **error)
{
  guint8 data[WRAPPED_LENGTH], now[WABI_VAULT_KEY_LENGTH];

  if (unwrap (options, wrapped_path, now) && memcmp (now, key, sizeof now) == 0)
    return TRUE;
  wabi_random_bytes (data, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy (data + crypto_secretbox_NONCEBYTES, key, WABI_VAULT_KEY_LENGTH, data,
                         get_recovery_key (options));
  return g_file_set_contents_full (wrapped_path, (char *)data, sizeof data,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static gboolean
try_key (const char *path, const guint8 *key, gboolean *opens, GError **error)
{
  WabiDbOptions options = { path, key, FALSE, TRUE };
  g_autoptr (GError) inner = NULL;
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_get_sqlite (), &options, &inner);

  *opens = db != NULL;
  if (db != NULL || g_error_matches (inner, WABI_DB_ERROR, WABI_DB_ERROR_CORRUPT))
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), "%s: ", _ ("The local copy cannot be opened"));
  return FALSE;
}

char *
wabi_vault_set_aside (const char *path, GError **error)
{
  static const char *const tails[] = { "-wal", "-shm", ".key" };

  for (guint number = 1; number < 10000; number++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.aside-%u", path, number);

      if (g_file_test (aside, G_FILE_TEST_EXISTS))
        continue;
      if (g_rename (path, aside) != 0)
        break;
      for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
        {
          g_autofree char *from = g_strconcat (path, tails[i], NULL),
                          *to = g_strconcat (aside, tails[i], NULL);

          if (g_rename (from, to) != 0 && errno != ENOENT)
            g_warning ("a file beside the cache could not be set aside: %s", g_strerror (errno));
        }
      return g_steal_pointer (&aside);
    }
  g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_FAILED,
               _ ("The local copy cannot be opened, and could not be renamed either. Nothing was deleted."));
  return NULL;
}

static gboolean
fail_no_key (GError **error)
{
  g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY,
               _ ("The keyring does not have the key of the local copy any more. Sign in while the server "
                  "can be reached to recover it."));
  return FALSE;
}

/* An existing file: which of the keys at hand opens it? With none the file is kept for a day when one turns
 * up. */
static gboolean
open_existing (WabiVault *vault, const WabiCacheOptions *options, const char *path, const char *wrapped_path,
               gboolean has_ring, GError **error)
{
  guint8 unwrapped[WABI_VAULT_KEY_LENGTH];
  gboolean opens = FALSE, recoverable = g_file_test (wrapped_path, G_FILE_TEST_EXISTS);

  if (has_ring && !try_key (path, vault->key, &opens, error))
    return FALSE;
  if (opens)
    return TRUE;
  if (unwrap (options, wrapped_path, unwrapped))
    {
      if (!try_key (path, unwrapped, &opens, error))
        return FALSE;
      if (opens)
        {
          memcpy (vault->key, unwrapped, sizeof unwrapped);
          vault->in_keyring = FALSE;
          return TRUE;
        }
    }
  if (get_recovery_key (options) == NULL && (recoverable || !has_ring))
    return fail_no_key (error);
  vault->set_aside = wabi_vault_set_aside (path, error);
  if (vault->set_aside == NULL)
    return FALSE;
  /* A key in the keyring stays in use: it may be the one of the file, whose beginning alone is damaged. */
  if (!has_ring)
    wabi_random_bytes (vault->key, sizeof vault->key);
  vault->in_keyring = has_ring;
  return TRUE;
}

static gboolean
keep_key (WabiVault *vault, const WabiCacheOptions *options, const char *wrapped_path,
          GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (!vault->in_keyring)
    vault->in_keyring = store_keyring (options, vault->key, cancellable, &inner);
  if (get_recovery_key (options) != NULL)
    return wrap (options, wrapped_path, vault->key, error);
  if (vault->in_keyring)
    return TRUE;
  g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY, _ ("The keyring cannot be used: %s."),
               inner->message);
  return FALSE;
}

gboolean
wabi_vault_open (WabiVault *vault, const WabiCacheOptions *options, const char *path,
                 GCancellable *cancellable, GError **error)
{
  g_autofree char *wrapped_path = g_strconcat (path, ".key", NULL);
  g_autoptr (GError) ring_error = NULL;
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);

  memset (vault, 0, sizeof *vault);
  if (sodium_init () < 0)
    {
      g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_FAILED, "libsodium cannot be used");
      return FALSE;
    }
  if (!lookup_keyring (options, vault->key, &vault->in_keyring, cancellable, &ring_error))
    {
      /* Without a keyring an online sign-in still opens the file; the person is told that a start without the
       * server will not. */
      g_message ("the keyring cannot be used: %s", ring_error->message);
      if (get_recovery_key (options) == NULL)
        return fail_no_key (error);
    }
  if (exists)
    return open_existing (vault, options, path, wrapped_path, vault->in_keyring, error)
           && keep_key (vault, options, wrapped_path, cancellable, error);
  if (!vault->in_keyring && !unwrap (options, wrapped_path, vault->key))
    wabi_random_bytes (vault->key, sizeof vault->key);
  return keep_key (vault, options, wrapped_path, cancellable, error);
}

gboolean
wabi_vault_unwrap_aside (const WabiCacheOptions *options, const char *aside, guint8 *key)
{
  g_autofree char *wrapped = g_strconcat (aside, ".key", NULL);

  return unwrap (options, wrapped, key);
}

void
wabi_vault_clear (WabiVault *vault)
{
  sodium_memzero (vault->key, sizeof vault->key);
  g_clear_pointer (&vault->set_aside, g_free);
}
