// SPDX-License-Identifier: AGPL-3.0-or-later
// Sealed files by libsodium's secretstream; the stream's key comes from a passphrase, or is sealed to a public key.

#include "wabi-seal.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#define MAGIC "WABICOPY"
#define VERSION 1
#define PIECE ((gsize) 64 * 1024)
#define SEALED_PIECE (PIECE + crypto_secretstream_xchacha20poly1305_ABYTES)
#define STREAM_KEY crypto_secretstream_xchacha20poly1305_KEYBYTES
#define STREAM_HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
/* What a file may ask of the memory before anything of it is known to be ours. */
#define MOST_MEMORY ((guint64) 1024 * 1024 * 1024)
#define MOST_PASSES 20

typedef enum
{
  BY_PASSPHRASE = 1,
  BY_RECIPIENT = 2,
} How;

/* The beginning of a file, as it stands there. */
typedef struct
{
  char magic[8];
  guint8 version, how, unused[6];
  guint64 passes, memory; /* little-endian */
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 sealed_key[crypto_box_SEALBYTES + STREAM_KEY];
  guint8 stream[STREAM_HEADER];
} Head;

struct _WabiSealer
{
  GOutputStream *out;
  Head head;
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 piece[PIECE];
  gsize length;
  gboolean first;
};

struct _WabiOpener
{
  GInputStream *in;
  Head head;
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 piece[PIECE];
  gsize length, at;
  gboolean first, last;
};

void
wabi_seal_key_clear (WabiSealKey *key)
{
  if (key->passphrase != NULL)
    sodium_memzero (key->passphrase, strlen (key->passphrase));
  if (key->identity != NULL)
    sodium_memzero (key->identity, WABI_SEAL_KEY_LENGTH);
  g_clear_pointer (&key->passphrase, g_free);
  g_clear_pointer (&key->identity, g_free);
  g_clear_pointer (&key->recipient, g_free);
}

static char *
to_hex (const guint8 *bytes)
{
  char *text = g_malloc (WABI_SEAL_KEY_LENGTH * 2 + 1);

  return sodium_bin2hex (text, WABI_SEAL_KEY_LENGTH * 2 + 1, bytes, WABI_SEAL_KEY_LENGTH);
}

void
wabi_seal_make_pair (char **recipient, char **identity)
{
  guint8 public_half[crypto_box_PUBLICKEYBYTES], secret_half[crypto_box_SECRETKEYBYTES];

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
  crypto_box_keypair (public_half, secret_half);
  *recipient = to_hex (public_half);
  *identity = to_hex (secret_half);
  sodium_memzero (secret_half, sizeof secret_half);
}

static gboolean
derive (const Head *head, const char *passphrase, guint8 *key, GError **error)
{
  if (crypto_pwhash (key, STREAM_KEY, passphrase, strlen (passphrase), head->salt, GUINT64_FROM_LE (head->passes),
                     (size_t) GUINT64_FROM_LE (head->memory), crypto_pwhash_ALG_ARGON2ID13)
      == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("There is not enough memory to make a key of the passphrase."));
  return FALSE;
}

/* ---- sealing ---- */

static gboolean
make_key (Head *head, const WabiSealKey *key, guint8 *stream_key, GError **error)
{
  if (key->recipient != NULL)
    {
      head->how = BY_RECIPIENT;
      crypto_secretstream_xchacha20poly1305_keygen (stream_key);
      return crypto_box_seal (head->sealed_key, stream_key, STREAM_KEY, key->recipient) == 0;
    }
  head->how = BY_PASSPHRASE;
  head->passes = GUINT64_TO_LE ((guint64) crypto_pwhash_OPSLIMIT_MODERATE);
  head->memory = GUINT64_TO_LE ((guint64) crypto_pwhash_MEMLIMIT_MODERATE);
  randombytes_buf (head->salt, sizeof head->salt);
  return derive (head, key->passphrase, stream_key, error);
}

WabiSealer *
wabi_sealer_new (GOutputStream *out, const WabiSealKey *key, GError **error)
{
  g_autoptr (WabiSealer) sealer = g_new0 (WabiSealer, 1);
  guint8 stream_key[STREAM_KEY];
  Head *head = &sealer->head;

  g_return_val_if_fail ((key->passphrase != NULL) != (key->recipient != NULL), NULL);

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
  memcpy (head->magic, MAGIC, sizeof head->magic);
  head->version = VERSION;
  sealer->out = g_object_ref (out);
  sealer->first = TRUE;
  if (!make_key (head, key, stream_key, error))
    return NULL;
  crypto_secretstream_xchacha20poly1305_init_push (&sealer->state, head->stream, stream_key);
  sodium_memzero (stream_key, sizeof stream_key);
  if (!g_output_stream_write_all (out, head, sizeof *head, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&sealer);
}

/* The head is bound to the first piece, so that none of it can be exchanged. */
static gboolean
push_piece (WabiSealer *sealer, guint8 tag, GError **error)
{
  guint8 sealed[SEALED_PIECE];
  unsigned long long length = 0;
  guint32 length_le;

  crypto_secretstream_xchacha20poly1305_push (&sealer->state, sealed, &length, sealer->piece, sealer->length,
                                              sealer->first ? (const guint8 *) &sealer->head : NULL,
                                              sealer->first ? sizeof sealer->head : 0, tag);
  sealer->first = FALSE;
  sealer->length = 0;
  length_le = GUINT32_TO_LE ((guint32) length);
  return g_output_stream_write_all (sealer->out, &length_le, sizeof length_le, NULL, NULL, error)
         && g_output_stream_write_all (sealer->out, sealed, length, NULL, NULL, error);
}

gboolean
wabi_sealer_write (WabiSealer *sealer, const void *data, gsize length, GError **error)
{
  const guint8 *bytes = data;

  while (length > 0)
    {
      gsize part = MIN (length, PIECE - sealer->length);

      memcpy (sealer->piece + sealer->length, bytes, part);
      sealer->length += part;
      bytes += part;
      length -= part;
      if (sealer->length == PIECE && !push_piece (sealer, 0, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wabi_sealer_end (WabiSealer *sealer, GError **error)
{
  return push_piece (sealer, crypto_secretstream_xchacha20poly1305_TAG_FINAL, error);
}

void
wabi_sealer_free (WabiSealer *sealer)
{
  if (sealer == NULL)
    return;
  g_clear_object (&sealer->out);
  sodium_memzero (sealer, sizeof *sealer);
  g_free (sealer);
}

/* ---- opening ---- */

static gboolean
refuse_file (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("The backup is damaged: it was changed, or a part of it is missing. Use another one."));
  return FALSE;
}

static gboolean
refuse_key (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _ ("This is not the key or passphrase of this backup."));
  return FALSE;
}

static gboolean
find_key (const Head *head, const WabiSealKey *key, guint8 *stream_key, GError **error)
{
  guint8 public_half[crypto_box_PUBLICKEYBYTES];

  if (memcmp (head->magic, MAGIC, sizeof head->magic) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("This file is not a backup made by wabictl backup."));
      return FALSE;
    }
  if (head->version != VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("This backup was made by a newer program. Update the program."));
      return FALSE;
    }
  if (head->how == BY_RECIPIENT && key->identity != NULL)
    return crypto_scalarmult_base (public_half, key->identity) == 0
                   && crypto_box_seal_open (stream_key, head->sealed_key, sizeof head->sealed_key, public_half, key->identity) == 0
               ? TRUE
               : refuse_key (error);
  if (head->how != BY_PASSPHRASE || key->passphrase == NULL)
    return refuse_key (error);
  if (GUINT64_FROM_LE (head->memory) > MOST_MEMORY || GUINT64_FROM_LE (head->passes) > MOST_PASSES
      || GUINT64_FROM_LE (head->memory) < crypto_pwhash_MEMLIMIT_MIN || GUINT64_FROM_LE (head->passes) < crypto_pwhash_OPSLIMIT_MIN)
    return refuse_file (error);
  return derive (head, key->passphrase, stream_key, error);
}

static gboolean
read_exactly (GInputStream *in, void *data, gsize length, GError **error)
{
  gsize got = 0;

  if (!g_input_stream_read_all (in, data, length, &got, NULL, error))
    return FALSE;
  return got == length || refuse_file (error);
}

/* A wrong passphrase shows at the first piece only. */
static gboolean
pull_piece (WabiOpener *opener, GError **error)
{
  guint8 sealed[SEALED_PIECE];
  unsigned long long length = 0;
  guint32 length_le;
  guint8 tag = 0;

  if (opener->last || !read_exactly (opener->in, &length_le, sizeof length_le, error))
    return opener->last ? refuse_file (error) : FALSE;
  if (GUINT32_FROM_LE (length_le) > SEALED_PIECE || GUINT32_FROM_LE (length_le) < crypto_secretstream_xchacha20poly1305_ABYTES)
    return refuse_file (error);
  if (!read_exactly (opener->in, sealed, GUINT32_FROM_LE (length_le), error))
    return FALSE;
  if (crypto_secretstream_xchacha20poly1305_pull (&opener->state, opener->piece, &length, &tag, sealed, GUINT32_FROM_LE (length_le),
                                                  opener->first ? (const guint8 *) &opener->head : NULL,
                                                  opener->first ? sizeof opener->head : 0)
      != 0)
    return opener->first && opener->head.how == BY_PASSPHRASE ? refuse_key (error) : refuse_file (error);
  opener->first = FALSE;
  opener->last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  opener->length = (gsize) length;
  opener->at = 0;
  return TRUE;
}

WabiOpener *
wabi_opener_new (GInputStream *in, const WabiSealKey *key, GError **error)
{
  g_autoptr (WabiOpener) opener = g_new0 (WabiOpener, 1);
  guint8 stream_key[STREAM_KEY];
  gboolean good;

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
  opener->in = g_object_ref (in);
  opener->first = TRUE;
  if (!read_exactly (in, &opener->head, sizeof opener->head, error) || !find_key (&opener->head, key, stream_key, error))
    return NULL;
  good = crypto_secretstream_xchacha20poly1305_init_pull (&opener->state, opener->head.stream, stream_key) == 0;
  sodium_memzero (stream_key, sizeof stream_key);
  if (!good)
    {
      refuse_file (error);
      return NULL;
    }
  return pull_piece (opener, error) ? g_steal_pointer (&opener) : NULL;
}

gboolean
wabi_opener_read (WabiOpener *opener, void *data, gsize length, GError **error)
{
  guint8 *bytes = data;

  while (length > 0)
    {
      gsize part = MIN (length, opener->length - opener->at);

      if (part == 0)
        {
          if (!pull_piece (opener, error))
            return FALSE;
          continue;
        }
      memcpy (bytes, opener->piece + opener->at, part);
      opener->at += part;
      bytes += part;
      length -= part;
    }
  return TRUE;
}

gboolean
wabi_opener_end (WabiOpener *opener, GError **error)
{
  guint8 more;
  gssize n;

  while (!opener->last && opener->at == opener->length)
    if (!pull_piece (opener, error))
      return FALSE;
  if (opener->at < opener->length)
    return refuse_file (error);
  n = g_input_stream_read (opener->in, &more, 1, NULL, error);
  return n == 0 || (n > 0 ? refuse_file (error) : FALSE);
}

void
wabi_opener_free (WabiOpener *opener)
{
  if (opener == NULL)
    return;
  g_clear_object (&opener->in);
  sodium_memzero (opener, sizeof *opener);
  g_free (opener);
}
