// SPDX-License-Identifier: AGPL-3.0-or-later
// Failures by login and by address, in memory: a restart forgives.

#include "wabi-rate-limit.h"

#define FIRST_WAIT (15 * G_USEC_PER_SEC)
#define LONGEST_WAIT (900 * G_USEC_PER_SEC)
#define MOST_KEYS 20000

typedef struct
{
  guint failures;
  gint64 tried_at;
} Tries;

struct _WabiRateLimit
{
  guint free_tries;
  const WabiClock *clock;
  GMutex lock;
  GHashTable *tries; /* key → Tries */
};

static gboolean
is_forgotten (gpointer key, gpointer tries, gpointer now)
{
  return *(gint64 *) now - ((Tries *) tries)->tried_at > LONGEST_WAIT;
}

static gint64
get_wait (WabiRateLimit *limit, const Tries *tries)
{
  guint over = tries->failures < limit->free_tries ? 0 : tries->failures - limit->free_tries + 1;

  return over == 0 ? 0 : MIN (LONGEST_WAIT, (gint64) FIRST_WAIT << MIN (over - 1, 10));
}

static Tries *
ensure_tries (WabiRateLimit *limit, const char *key, gint64 now)
{
  Tries *tries = g_hash_table_lookup (limit->tries, key);

  if (tries != NULL && !is_forgotten (NULL, tries, &now))
    return tries;
  if (g_hash_table_size (limit->tries) >= MOST_KEYS)
    g_hash_table_foreach_remove (limit->tries, is_forgotten, &now);
  if (g_hash_table_size (limit->tries) >= MOST_KEYS)
    g_hash_table_remove_all (limit->tries);
  tries = g_new0 (Tries, 1);
  g_hash_table_replace (limit->tries, g_strdup (key), tries);
  return tries;
}

WabiRateLimit *
wabi_rate_limit_new (guint free_tries, const WabiClock *clock)
{
  WabiRateLimit *limit = g_new0 (WabiRateLimit, 1);

  limit->free_tries = free_tries;
  limit->clock = clock;
  g_mutex_init (&limit->lock);
  limit->tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return limit;
}

void
wabi_rate_limit_free (WabiRateLimit *limit)
{
  if (limit == NULL)
    return;
  g_hash_table_unref (limit->tries);
  g_mutex_clear (&limit->lock);
  g_free (limit);
}

guint
wabi_rate_limit_take (WabiRateLimit *limit, const char *key)
{
  gint64 now = wabi_clock_monotonic (limit->clock);
  Tries *tries;
  gint64 wait;

  g_mutex_lock (&limit->lock);
  tries = ensure_tries (limit, key, now);
  wait = get_wait (limit, tries) - (now - tries->tried_at);
  if (tries->failures == 0 || wait <= 0)
    {
      tries->failures++;
      tries->tried_at = now;
      wait = 0;
    }
  g_mutex_unlock (&limit->lock);
  return (guint) ((wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

void
wabi_rate_limit_succeed (WabiRateLimit *limit, const char *key)
{
  g_mutex_lock (&limit->lock);
  g_hash_table_remove (limit->tries, key);
  g_mutex_unlock (&limit->lock);
}
