// SPDX-License-Identifier: AGPL-3.0-or-later
// What is not kept for ever: results of commands, and tombstones (sync.md 6.6).

#include "wabi-store-private.h"

#include <string.h>

#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
#define KEPT_TOMBSTONES (180 * DAY)

/* One feed of one practice. */
typedef struct
{
  const char *practice, *service;
  WabiTidied found; /* of this feed */
} Tidying;

/* How often a device has sent is known by its last number, so that one stays. */
static gboolean
remove_results (WabiStoreTx *tx, Tidying *tidying, GError **error)
{
#define OLD_RESULTS                                                                                                                     \
  "FROM mutation WHERE practice_id = $1 AND service = $2 AND at < $3 AND n < (SELECT max (m.n) FROM mutation m WHERE m.practice_id = "  \
  "mutation.practice_id AND m.service = mutation.service AND m.device = mutation.device)"
  WabiValue args[] = { WABI_TEXT (tidying->practice), WABI_TEXT (tidying->service), WABI_INT (tx->now - WABI_KEPT_RESULTS) };

  return wabi_db_get_int (tx->db, "SELECT count(*) " OLD_RESULTS, args, 3, &tidying->found.results, error)
         && (tidying->found.results == 0 || wabi_db_run (tx->db, error, "DELETE " OLD_RESULTS, args[0], args[1], args[2]));
}

static gboolean
remove_tombstones_of (WabiStoreTx *tx, Tidying *tidying, const WabiKind *kind, gint64 until, gint64 *last, GError **error)
{
  g_autofree char *rest = g_strdup_printf ("FROM r_%s WHERE practice_id = $1 AND deleted = 1 AND seq <= $2", kind->name);
  g_autofree char *count = g_strconcat ("SELECT count(*) ", rest, NULL), *most = g_strconcat ("SELECT max (seq) ", rest, NULL);
  g_autofree char *removal = g_strconcat ("DELETE ", rest, NULL);
  WabiValue args[] = { WABI_TEXT (tidying->practice), WABI_INT (until) };
  gint64 n = 0, seq = 0;

  if (!wabi_db_get_int (tx->db, count, args, 2, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  if (!wabi_db_get_int (tx->db, most, args, 2, &seq, error) || !wabi_db_run (tx->db, error, removal, args[0], args[1]))
    return FALSE;
  tidying->found.tombstones += n;
  *last = MAX (*last, seq);
  return TRUE;
}

/* Whoever has not read as far as the last of them would never hear of it: such a copy is compared as a whole (410). */
static gboolean
remove_tombstones (WabiStoreTx *tx, Tidying *tidying, gint64 until, GError **error)
{
  gint64 last = 0;

  for (guint i = 0; i < tx->store->n_kinds; i++)
    if (strcmp (tx->store->kinds[i]->service, tidying->service) == 0
        && !remove_tombstones_of (tx, tidying, tx->store->kinds[i], until, &last, error))
      return FALSE;
  return last == 0
         || wabi_db_run (tx->db, error, "UPDATE practice_head SET min_seq = $1 WHERE practice_id = $2 AND service = $3 AND min_seq < $1",
                         WABI_INT (last), WABI_TEXT (tidying->practice), WABI_TEXT (tidying->service));
}

/* A tombstone bears no time. How far the feed had come is noted with each tidying instead: what lies up to such a mark is at least as old. */
static gboolean
mark (WabiStoreTx *tx, const Tidying *tidying, gint64 head, gint64 until, GError **error)
{
  WabiValue practice = WABI_TEXT (tidying->practice), service = WABI_TEXT (tidying->service);

  return wabi_db_run (tx->db, error, "DELETE FROM feed_mark WHERE practice_id = $1 AND service = $2 AND (head < $3 OR at > $4)", practice,
                      service, WABI_INT (until), WABI_INT (tx->now))
         && wabi_db_run (tx->db, error,
                         "INSERT INTO feed_mark (practice_id, service, head, at) VALUES ($1, $2, $3, $4) ON CONFLICT (practice_id, service, "
                         "head) DO NOTHING",
                         practice, service, WABI_INT (head), WABI_INT (tx->now));
}

static gboolean
run_tidy (WabiStoreTx *tx, gpointer data, GError **error)
{
  Tidying *tidying = data;
  WabiTxHead *head = wabi_tx_get_head (tx, tidying->practice, tidying->service, error);
  WabiValue args[] = { WABI_TEXT (tidying->practice), WABI_TEXT (tidying->service), WABI_INT (tx->now - KEPT_TOMBSTONES) };
  gint64 until = 0;

  memset (&tidying->found, 0, sizeof tidying->found);
  return head != NULL && remove_results (tx, tidying, error)
         && wabi_db_get_int (tx->db, "SELECT max (head) FROM feed_mark WHERE practice_id = $1 AND service = $2 AND at <= $3", args, 3, &until,
                             error)
         && (until == 0 || remove_tombstones (tx, tidying, until, error)) && mark (tx, tidying, head->head, until, error);
}

static gboolean
collect_feed (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 1)));
  return TRUE;
}

static gboolean
list_feeds (WabiStore *store, GPtrArray *out, GError **error)
{
  WabiDb *db = wabi_readers_take (store, error);
  GError *inner = NULL;
  gboolean ok;

  if (db == NULL)
    return FALSE;
  ok = wabi_db_query (db, "SELECT practice_id, service FROM practice_head ORDER BY practice_id, service", NULL, 0, collect_feed, out, NULL,
                      &inner);
  wabi_readers_give (store, db);
  if (!ok)
    wabi_store_set_db_error (error, inner);
  return ok;
}

gboolean
wabi_store_tidy (WabiStore *store, WabiTidied *out, GError **error)
{
  g_autoptr (GPtrArray) feeds = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (store != NULL && out != NULL, FALSE);

  memset (out, 0, sizeof *out);
  if (!list_feeds (store, feeds, error))
    return FALSE;
  for (guint i = 0; i + 1 < feeds->len; i += 2)
    {
      Tidying tidying = { .practice = g_ptr_array_index (feeds, i), .service = g_ptr_array_index (feeds, i + 1) };

      if (!wabi_store_has_service (store, tidying.service))
        continue;
      if (!wabi_store_write_in (store, tidying.practice, run_tidy, &tidying, error))
        return FALSE;
      out->results += tidying.found.results;
      out->tombstones += tidying.found.tombstones;
    }
  return TRUE;
}
