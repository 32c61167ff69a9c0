// SPDX-License-Identifier: AGPL-3.0-or-later
// A sealed file: encrypted and authenticated in pieces, so that gigabytes pass through in little memory.

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WabiSealKey:
 * @passphrase: (nullable): what a person remembers; made a key by Argon2id
 * @recipient: (nullable): for sealing: 32 bytes, the public half of a pair whose other half lies elsewhere, so that the machine that seals
 *   cannot open
 * @identity: (nullable): for opening: 32 bytes, the secret half
 *
 * Just one of them.
 */
typedef struct
{
  char *passphrase;
  guint8 *recipient;
  guint8 *identity;
} WabiSealKey;

#define WABI_SEAL_KEY_LENGTH 32

/**
 * wabi_seal_key_clear:
 * @key: what to wipe and free
 */
void wabi_seal_key_clear (WabiSealKey *key);

/**
 * wabi_seal_make_pair:
 * @recipient: (out) (transfer full): hexadecimal public half
 * @identity: (out) (transfer full): hexadecimal secret half
 */
void wabi_seal_make_pair (char **recipient, char **identity);

/**
 * WabiSealer:
 *
 * A sealed file being written.
 */
typedef struct _WabiSealer WabiSealer;

/**
 * wabi_sealer_new:
 * @out: (transfer none): where it is written
 * @key: passphrase or recipient
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): a sealer
 */
WabiSealer *wabi_sealer_new (GOutputStream *out, const WabiSealKey *key, GError **error);

/**
 * wabi_sealer_write:
 * @sealer: a sealer
 * @data: (array length=length): what to seal
 * @length: how many bytes
 * @error: where to put an error
 *
 * Returns: whether it is taken
 */
gboolean wabi_sealer_write (WabiSealer *sealer, const void *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_sealer_end:
 * @sealer: a sealer
 * @error: where to put an error
 *
 * Without its end a sealed file is not whole and does not open.
 *
 * Returns: whether everything was written
 */
gboolean wabi_sealer_end (WabiSealer *sealer, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_sealer_free:
 * @sealer: (transfer full) (nullable): what to free
 */
void wabi_sealer_free (WabiSealer *sealer);

/**
 * WabiOpener:
 *
 * A sealed file being read.
 */
typedef struct _WabiOpener WabiOpener;

/**
 * wabi_opener_new:
 * @in: (transfer none): where it is read from
 * @key: passphrase or identity
 * @error: where to put %G_IO_ERROR_INVALID_DATA when it is none of ours, %G_IO_ERROR_PERMISSION_DENIED when the key does not open it
 *
 * Returns: (transfer full) (nullable): an opener
 */
WabiOpener *wabi_opener_new (GInputStream *in, const WabiSealKey *key, GError **error);

/**
 * wabi_opener_read:
 * @opener: an opener
 * @data: (out caller-allocates) (array length=length): what was sealed
 * @length: how many bytes, all of which must be there
 * @error: where to put %G_IO_ERROR_INVALID_DATA: changed, cut off, or put together anew
 *
 * Returns: whether @data is filled
 */
gboolean wabi_opener_read (WabiOpener *opener, void *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_opener_end:
 * @opener: an opener
 * @error: where to put %G_IO_ERROR_INVALID_DATA
 *
 * Returns: whether all was read and the file ends where it was ended
 */
gboolean wabi_opener_end (WabiOpener *opener, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_opener_free:
 * @opener: (transfer full) (nullable): what to free
 */
void wabi_opener_free (WabiOpener *opener);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiSealKey, wabi_seal_key_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSealer, wabi_sealer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiOpener, wabi_opener_free)

G_END_DECLS
