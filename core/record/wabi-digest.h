// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiDigest:
 * @count: how many records
 * @sum: their hashes, each on top of the others by exclusive or, so that their order does not matter
 *
 * What two holders of the same records compare instead of the records (sync.md 6.2). Beginning: all zero.
 */
typedef struct
{
  gint64 count;
  guint64 sum;
} WabiDigest;

/**
 * wabi_digest_add:
 * @digest: what to add to
 * @id: of the record
 * @version: of the record
 * @seq: its place in the feed
 *
 * Both sides add each record once. The body is not looked at: a version at a place in the feed has one, and what is changed inside a
 * file on a disk is found by that file's own checks. Not a secret hash: it finds accidents, and nobody gains by deceiving himself.
 */
void wabi_digest_add (WabiDigest *digest, const char *id, gint64 version, gint64 seq);

/**
 * wabi_digest_is_equal:
 * @digest: one
 * @other: another
 *
 * Returns: whether both were made of the same records
 */
gboolean wabi_digest_is_equal (const WabiDigest *digest, const WabiDigest *other);

G_END_DECLS
