// SPDX-License-Identifier: AGPL-3.0-or-later
// Secrets of others that the server keeps: XChaCha20-Poly1305, bound to what they belong to.

#include "wabi-vault.h"

#include <sodium.h>
#include <string.h>

#include "wabi-id.h"
#include "wabi-secret-file.h"

#define KEY_BYTES crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
/* A private key with its passphrase. */
#define LONGEST 16000

struct _WabiVault
{
  guint8 bytes[KEY_BYTES];
};

static gboolean
make_file (const char *name, GError **error)
{
  guint8 bytes[KEY_BYTES];
  char text[KEY_BYTES * 2 + 2];
  gboolean ok;

  wabi_random_bytes (bytes, sizeof bytes);
  sodium_bin2hex (text, sizeof text - 1, bytes, sizeof bytes);
  g_strlcat (text, "\n", sizeof text);
  ok = wabi_secret_file_write (name, text, strlen (text), error);
  sodium_memzero (bytes, sizeof bytes);
  sodium_memzero (text, sizeof text);
  return ok;
}

WabiVault *
wabi_vault_open (const char *folder, const char *file, GError **error)
{
  g_autofree char *name = g_build_filename (folder, file, NULL), *text = NULL;
  g_autoptr (WabiVault) key = g_new0 (WabiVault, 1);
  gsize length = 0;

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "The library that encrypts (libsodium) cannot be used on this machine.");
      return NULL;
    }
  if (!g_file_test (name, G_FILE_TEST_EXISTS) && !make_file (name, error))
    return NULL;
  if (!g_file_get_contents (name, &text, NULL, error))
    return NULL;
  if (sodium_hex2bin (key->bytes, sizeof key->bytes, text, strlen (text), "\n ", &length, NULL) == 0 && length == sizeof key->bytes)
    {
      sodium_memzero (text, strlen (text));
      return g_steal_pointer (&key);
    }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
               "The key in %s is damaged. Restore it from a backup, or move it away and start again; then the passwords that it keeps are to be given anew.", file);
  return NULL;
}

void
wabi_vault_free (WabiVault *key)
{
  if (key == NULL)
    return;
  sodium_memzero (key, sizeof *key);
  g_free (key);
}

char *
wabi_vault_seal (const WabiVault *key, const char *whose, const char *secret)
{
  gsize length = strlen (secret);
  g_autofree guint8 *box = g_malloc (NONCE_BYTES + length + TAG_BYTES);

  wabi_random_bytes (box, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (box + NONCE_BYTES, NULL, (const guint8 *) secret, length, (const guint8 *) whose, strlen (whose), NULL,
                                              box, key->bytes);
  return g_base64_encode (box, NONCE_BYTES + length + TAG_BYTES);
}

char *
wabi_vault_unseal (const WabiVault *key, const char *whose, const char *sealed)
{
  gsize length = 0;
  g_autofree guint8 *box = sealed != NULL ? g_base64_decode (sealed, &length) : NULL;
  char *secret;

  if (box == NULL || length < NONCE_BYTES + TAG_BYTES || length > NONCE_BYTES + TAG_BYTES + LONGEST)
    return NULL;
  secret = g_malloc0 (length - NONCE_BYTES - TAG_BYTES + 1);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt ((guint8 *) secret, NULL, NULL, box + NONCE_BYTES, length - NONCE_BYTES, (const guint8 *) whose,
                                                  strlen (whose), box, key->bytes)
      == 0)
    return secret;
  g_free (secret);
  return NULL;
}

void
wabi_vault_wipe (char *secret)
{
  if (secret == NULL)
    return;
  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}
