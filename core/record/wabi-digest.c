// SPDX-License-Identifier: AGPL-3.0-or-later
// A count and a sum by which two holders of many records see whether they hold the same.

#include "wabi-digest.h"

/* The finishing steps of splitmix64: every bit of the input moves half of the bits of the output, so that sums of many do not cancel. */
static guint64
stir (guint64 word)
{
  word = (word ^ (word >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  word = (word ^ (word >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return word ^ (word >> 31);
}

void
wabi_digest_add (WabiDigest *digest, const char *id, gint64 version, gint64 seq)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  g_return_if_fail (digest != NULL && id != NULL);

  /* FNV-1a: the same on every machine, whatever its order of bytes. */
  for (const char *at = id; *at != '\0'; at++)
    hash = (hash ^ (guchar) *at) * G_GUINT64_CONSTANT (0x100000001b3);
  hash = stir (hash + (guint64) version * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  digest->sum ^= stir (hash + (guint64) seq * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  digest->count++;
}

gboolean
wabi_digest_is_equal (const WabiDigest *digest, const WabiDigest *other)
{
  return digest->count == other->count && digest->sum == other->sum;
}
