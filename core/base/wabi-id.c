// SPDX-License-Identifier: AGPL-3.0-or-later
// Ids that are made where a record is born and sort by the time of birth (UUID version 7).

#include "wabi-id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

struct _WabiIdSource
{
  const WabiClock *clock;
  GRand *rand;
  GMutex lock;
  gint64 last_ms;
  guint16 counter;
};

void
wabi_random_bytes (guint8 *out, gsize length)
{
  while (length > 0)
    {
      gssize n = getrandom (out, length, 0);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        g_error ("the kernel gives no random numbers: %s", g_strerror (errno));
      out += n;
      length -= (gsize) n;
    }
}

guint32
wabi_random_below (guint32 bound)
{
  guint32 value;

  g_return_val_if_fail (bound > 0, 0);
  wabi_random_bytes ((guint8 *) &value, sizeof value);
  return value % bound;
}

WabiIdSource *
wabi_id_source_new (const WabiClock *clock)
{
  WabiIdSource *source = g_new0 (WabiIdSource, 1);

  source->clock = clock;
  g_mutex_init (&source->lock);
  return source;
}

WabiIdSource *
wabi_id_source_new_seeded (const WabiClock *clock, guint32 seed)
{
  WabiIdSource *source = wabi_id_source_new (clock);

  source->rand = g_rand_new_with_seed (seed);
  return source;
}

void
wabi_id_source_free (WabiIdSource *source)
{
  if (source == NULL)
    return;
  g_clear_pointer (&source->rand, g_rand_free);
  g_mutex_clear (&source->lock);
  g_free (source);
}

static void
fill_random (WabiIdSource *source, guint8 *out, gsize length)
{
  if (source->rand == NULL)
    {
      wabi_random_bytes (out, length);
      return;
    }
  for (gsize i = 0; i < length; i++)
    out[i] = (guint8) g_rand_int_range (source->rand, 0, 256);
}

char *
wabi_id_new (WabiIdSource *source)
{
  guint8 b[16];
  gint64 ms;
  guint16 counter;

  g_return_val_if_fail (source != NULL, NULL);

  g_mutex_lock (&source->lock);
  ms = wabi_clock_now (source->clock) / 1000;
  fill_random (source, b, sizeof b);
  /* Made-up data are born in any order; their ids carry the time that they are given. */
  if (source->rand != NULL && ms < source->last_ms)
    source->last_ms = ms - 1;
  /* A counter in rand_a keeps the order within a millisecond, and when the clock steps back. */
  if (ms <= source->last_ms)
    {
      ms = source->last_ms;
      if (++source->counter > 0xfff)
        {
          source->counter = 0;
          ms++;
        }
    }
  else
    source->counter = 0;
  source->last_ms = ms;
  counter = source->counter;
  g_mutex_unlock (&source->lock);

  for (int i = 0; i < 6; i++)
    b[i] = (guint8) (ms >> (8 * (5 - i)));
  b[6] = (guint8) (0x70 | (counter >> 8));
  b[7] = (guint8) (counter & 0xff);
  b[8] = (guint8) (0x80 | (b[8] & 0x3f));
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3],
                          b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

char *
wabi_id_derive (const char *name)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  return g_strdup_printf ("%.8s-%.4s-8%.3s-%c%.3s-%.12s", hash, hash + 8, hash + 13, "89ab"[g_ascii_xdigit_value (hash[16]) & 3], hash + 17,
                          hash + 20);
}

gboolean
wabi_id_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != WABI_ID_LENGTH)
    return FALSE;
  for (gsize i = 0; i < WABI_ID_LENGTH; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? text[i] != '-' : !(g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f')))
        return FALSE;
    }
  return TRUE;
}
