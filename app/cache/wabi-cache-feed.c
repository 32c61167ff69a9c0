// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of a feed applied under what waits.

#include "wabi-cache-work-private.h"
#include "wabi-caseload-private.h"

#include <string.h>

#include "wabi-text.h"

#define RETIRED_AT_ONCE 200

typedef struct
{
  WabiConn *conn;
  const WabiPullPage *page; /* the last of those that are applied together */
  gint64 since;             /* every row that is here from this feed has a seq up to this one */
  gboolean sweeping;        /* a resync: rows are taken whatever their seq, and noted as seen */
  gboolean shadowed;        /* something waits */
  GHashTable *foreign; /* kinds with rows that are not only what this device's own confirmed commands did */
  gboolean again;      /* what waits must be applied anew */
  gboolean done;       /* the feed is read to its end */
  gint64 base;         /* the end of the feed as it was told when it was begun at 0; -1 when that was earlier */
  gboolean anew;       /* the feed has to be read from its beginning, since more may be seen now */
} Pulling;

typedef struct
{
  gint64 seq, last_n, base;
  gboolean loaded, sweeping;
  char *epoch;
} Cursor;

static gboolean
read_cursor_row (const WabiRow *row, gpointer data, GError **error)
{
  Cursor *cursor = data;

  cursor->seq = wabi_row_int (row, 0);
  cursor->loaded = wabi_row_int (row, 1) != 0;
  cursor->sweeping = wabi_row_int (row, 2) != 0;
  cursor->epoch = g_strdup (wabi_row_text (row, 3));
  cursor->base = wabi_row_int (row, 4);
  return TRUE;
}

static gboolean
read_cursor (WabiConn *conn, const char *service, Cursor *cursor, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };

  memset (cursor, 0, sizeof *cursor);
  return wabi_db_query (conn->db, "SELECT seq, loaded, sweeping, epoch, base FROM feed_cursor WHERE service = $1",
                        args, 1, read_cursor_row, cursor, NULL, error);
}

gboolean
wabi_cache_read_cursor (WabiCache *cache, const char *service, gint64 *seq, char **epoch, gboolean *loaded,
                        GError **error)
{
  Cursor cursor = { 0 };
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL, FALSE);

  if (!wabi_work_enter (cache, FALSE, error))
    return FALSE;
  ok = read_cursor (&cache->work.conn, service, &cursor, error);
  wabi_work_leave (cache);
  *seq = cursor.seq;
  *loaded = cursor.loaded;
  if (epoch != NULL)
    *epoch = cursor.epoch;
  else
    g_free (cursor.epoch);
  return ok;
}

gboolean
wabi_cache_read_base (WabiCache *cache, const char *service, gint64 *base, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL && base != NULL, FALSE);

  if (!wabi_work_enter (cache, FALSE, error))
    return FALSE;
  *base = 0;
  ok = wabi_db_get_int (cache->work.conn.db, "SELECT base FROM feed_cursor WHERE service = $1", args, 1, base, error);
  wabi_work_leave (cache);
  return ok;
}

/* ---- One change ---- */

static gboolean
put_raw (Pulling *pulling, const WabiPullChange *change, GError **error)
{
  return wabi_db_run (pulling->conn->db, error,
                      "INSERT OR REPLACE INTO raw (kind, id, version, seq, deleted, body, service, client)"
                      " SELECT $1, $2, $3, $4, $5, $6, $7, $9 WHERE $8 OR NOT EXISTS"
                      " (SELECT 1 FROM raw WHERE kind = $1 AND id = $2 AND seq >= $4)",
                      WABI_TEXT (change->kind), WABI_TEXT (change->id), WABI_INT (change->version),
                      WABI_INT (change->seq), WABI_INT (change->deleted), WABI_TEXT (change->body),
                      WABI_TEXT (pulling->page->service), WABI_INT (pulling->sweeping),
                      WABI_TEXT (change->client));
}

static gboolean
put_row (Pulling *pulling, const WabiPullChange *change, const WabiKind *kind, GError **error)
{
  WabiConn *conn = pulling->conn;
  g_autofree char *fields = wabi_conn_dup_search_fields (conn, kind);
  g_autoptr (WabiRecord) record = wabi_pull_change_make_record (change, kind, fields);

  wabi_changes_add (conn->changes, kind, change->id);
  g_hash_table_add (pulling->foreign, (gpointer)kind);
  return wabi_table_put_json (conn->db, conn->caller->practice, record, change->body, error)
         && (fields == NULL || wabi_conn_index_words (conn, record, error));
}

/* The seq of the row that is there, -1 for none. */
static gboolean
find_seq (WabiConn *conn, const char *table, const WabiKind *kind, const char *id, gint64 *seq,
          GError **error)
{
  g_autofree char *sql = NULL;
  WabiValue args[] = { WABI_TEXT (table != NULL ? kind->name : conn->caller->practice), WABI_TEXT (id) };

  *seq = -1;
  if (table != NULL)
    return wabi_db_get_int (conn->db, "SELECT seq FROM shadow WHERE kind = $1 AND id = $2", args, 2, seq,
                            error);
  sql = g_strdup_printf ("SELECT seq FROM r_%s WHERE practice_id = $1 AND id = $2", kind->name);
  return wabi_db_get_int (conn->db, sql, args, 2, seq, error);
}

/* Whether the row is what this device's own confirmed command did; then nothing that waits has to be looked
 * at again, unless it turned out otherwise than here and something else waits on the same record. */
static gboolean
judge_row (Pulling *pulling, const WabiPullChange *change, const WabiKind *kind, GError **error)
{
  static const char own_sql[]
      = "SELECT t.hash FROM touch t JOIN outbox o ON o.id = t.command WHERE t.kind = $1 AND t.id = $2 AND "
        "o.state = 2 AND o.seq >= $3 ORDER BY o.pos DESC LIMIT 1";
  static const char others_sql[]
      = "SELECT count(*) FROM touch t JOIN outbox o ON o.id = t.command WHERE t.kind = $1 AND t.id = $2 "
        "AND o.state < 2";
  WabiConn *conn = pulling->conn;
  WabiValue args[] = { WABI_TEXT (change->kind), WABI_TEXT (change->id), WABI_INT (change->seq) };
  g_autofree char *own = NULL, *now = NULL;
  gint64 others = 0;

  if (!wabi_db_get_text (conn->db, own_sql, args, 3, &own, error))
    return FALSE;
  if (own == NULL)
    {
      g_hash_table_add (pulling->foreign, (gpointer)kind);
      return TRUE;
    }
  now = wabi_text_hash_hex (change->body, -1);
  if (strcmp (own, now) == 0)
    return TRUE;
  if (!wabi_db_get_int (conn->db, others_sql, args, 2, &others, error))
    return FALSE;
  pulling->again |= others > 0;
  return TRUE;
}

static gboolean
put_change (Pulling *pulling, const WabiPullChange *change, GError **error)
{
  WabiConn *conn = pulling->conn;
  const WabiKind *kind = wabi_conn_find_kind (conn, change->kind);
  gint64 seq = -1;

  if (kind == NULL && !pulling->sweeping)
    return put_raw (pulling, change, error);
  if (pulling->sweeping
      && !wabi_db_run (conn->db, error, "INSERT OR IGNORE INTO seen VALUES ($1, $2, $3)",
                       WABI_TEXT (pulling->page->service), WABI_TEXT (change->kind), WABI_TEXT (change->id)))
    return FALSE;
  if (kind == NULL)
    return put_raw (pulling, change, error);
  if (pulling->shadowed && !find_seq (conn, "shadow", kind, change->id, &seq, error))
    return FALSE;
  if (seq >= 0)
    {
      if (change->seq <= seq && !pulling->sweeping)
        return TRUE;
      return judge_row (pulling, change, kind, error)
             && wabi_db_run (conn->db, error,
                             "UPDATE shadow SET version = $1, seq = $2, deleted = $3, body = $4 WHERE kind = "
                             "$5 AND id = $6",
                             WABI_INT (change->version), WABI_INT (change->seq), WABI_INT (change->deleted),
                             WABI_TEXT (change->body), WABI_TEXT (change->kind), WABI_TEXT (change->id));
    }
  if (change->seq <= pulling->since && !find_seq (conn, NULL, kind, change->id, &seq, error))
    return FALSE;
  if (change->seq <= seq && !pulling->sweeping)
    return TRUE;
  return put_row (pulling, change, kind, error);
}

/* ---- The end of a page ---- */

static gboolean
collect_id (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

static gboolean
retire_some (WabiConn *conn, const char *service, guint *count, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  WabiValue args[] = { WABI_TEXT (service), WABI_INT (RETIRED_AT_ONCE) };
  gboolean shared = FALSE;

  if (!wabi_db_query (conn->db,
                      "SELECT id FROM outbox WHERE state = 2 AND service = $1 AND seq <= (SELECT seq FROM "
                      "feed_cursor WHERE service = $1)"
                      " ORDER BY pos LIMIT $2",
                      args, 2, collect_id, ids, NULL, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!wabi_conn_drop_overlay (conn, g_ptr_array_index (ids, i), &shared, error)
        || !wabi_db_run (conn->db, error, "UPDATE OR FAIL outbox SET state = 3 WHERE id = $1",
                         WABI_TEXT (g_ptr_array_index (ids, i))))
      return FALSE;
  *count = ids->len;
  return TRUE;
}

/* In small transactions: a person who gives a command meanwhile must not wait for thousands that are settled.
 */
gboolean
wabi_work_retire (WabiCache *cache, const char *service, GError **error)
{
  guint count = 0;

  do
    {
      gboolean ok;

      if (!wabi_work_enter (cache, TRUE, error))
        return FALSE;
      ok = retire_some (&cache->work.conn, service, &count, error);
      if (!wabi_work_finish (cache, ok, FALSE, error))
        return FALSE;
    }
  while (count == RETIRED_AT_ONCE);
  return TRUE;
}

static gboolean
find_concern (const WabiRow *row, gpointer data, GError **error)
{
  Pulling *pulling = data;
  GHashTableIter iter;
  gpointer kind;

  g_hash_table_iter_init (&iter, pulling->foreign);
  while (!pulling->again && g_hash_table_iter_next (&iter, &kind, NULL))
    pulling->again = wabi_text_list_has (wabi_row_text (row, 0), ((const WabiKind *)kind)->name);
  return TRUE;
}

/* Applies anew what waits when it read or wrote a kind that changed from outside; at the end of a round, so
 * that it is done once. */
static gboolean
replay_if_due (Pulling *pulling, GError **error)
{
  WabiConn *conn = pulling->conn;
  g_autofree char *due = NULL;

  /* Also when nothing lies on top of the records: what a rule took off the screen may be possible again. */
  if (g_hash_table_size (pulling->foreign) > 0
      && !wabi_db_query (conn->db, "SELECT DISTINCT kinds FROM outbox WHERE state < 2", NULL, 0, find_concern,
                         pulling, NULL, error))
    return FALSE;
  if (!wabi_conn_get_meta (conn, "replay", &due, error))
    return FALSE;
  if (!pulling->page->more && (pulling->again || due != NULL))
    return wabi_conn_replay (conn, error);
  return !pulling->again || wabi_conn_put_meta (conn, "replay", "1", error);
}

static gboolean
sweep_kind (Pulling *pulling, const WabiKind *kind, GError **error)
{
  WabiConn *conn = pulling->conn;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM r_%s r WHERE practice_id = $1 AND NOT EXISTS (SELECT 1 FROM seen s WHERE "
      "s.service = $2 AND s.kind = $3 AND s.id = r.id)",
      kind->name);
  WabiValue args[]
      = { WABI_TEXT (conn->caller->practice), WABI_TEXT (pulling->page->service), WABI_TEXT (kind->name) };

  if (!wabi_db_query (conn->db, sql, args, 3, collect_id, ids, NULL, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gint64 waits = -1;

      if (!find_seq (conn, "shadow", kind, id, &waits, error))
        return FALSE;
      if (waits >= 0)
        {
          pulling->again = TRUE;
          if (!wabi_db_run (conn->db, error,
                            "UPDATE shadow SET version = 0, seq = 0, deleted = 0, body = NULL WHERE kind = "
                            "$1 AND id = $2",
                            args[2], WABI_TEXT (id)))
            return FALSE;
          continue;
        }
      wabi_changes_add (conn->changes, kind, id);
      g_hash_table_add (pulling->foreign, (gpointer)kind);
      if (!wabi_table_remove (conn->db, conn->caller->practice, kind, id, error)
          || !wabi_db_run (conn->db, error, "DELETE FROM word WHERE kind = $1 AND id = $2", args[2],
                           WABI_TEXT (id))
          || !wabi_db_run (conn->db, error, "DELETE FROM person_name WHERE kind = $1 AND id = $2", args[2],
                           WABI_TEXT (id)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sweep (Pulling *pulling, GError **error)
{
  WabiConn *conn = pulling->conn;

  for (guint i = 0; i < conn->tables->n_kinds; i++)
    if (strcmp (conn->tables->kinds[i]->service, pulling->page->service) == 0
        && !sweep_kind (pulling, conn->tables->kinds[i], error))
      return FALSE;
  return wabi_db_run (conn->db, error,
                      "DELETE FROM raw WHERE service = $1 AND NOT EXISTS (SELECT 1 FROM seen s WHERE s.service ="
                      " $1 AND s.kind = raw.kind AND s.id = raw.id)",
                      WABI_TEXT (pulling->page->service))
         && wabi_db_run (conn->db, error, "DELETE FROM seen WHERE service = $1",
                         WABI_TEXT (pulling->page->service));
}

static gboolean
index_when_loaded (WabiConn *conn, GError **error)
{
  gint64 missing = 1;

  if (!wabi_db_get_int (conn->db, "SELECT count(*) FROM feed_cursor WHERE loaded = 0", NULL, 0, &missing,
                        error))
    return FALSE;
  return missing > 0 || wabi_conn_ensure_indexes (conn, error);
}

static gboolean
put_page (Pulling *pulling, const WabiPullPage *page, GError **error)
{
  for (guint i = 0; i < page->changes->len; i++)
    if (!put_change (pulling, &g_array_index (page->changes, WabiPullChange, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
end_pages (Pulling *pulling, const Cursor *cursor, GError **error)
{
  const WabiPullPage *page = pulling->page;
  /* The end must not lie before the one that was told when this reading began: an old answer that a box on the way had kept would end it
   * too early, and what has changed since then would be swept away. */
  gint64 reach = MAX (page->head, pulling->base >= 0 ? pulling->base : cursor->base);
  gboolean done = !page->more && page->next >= reach;
  WabiConn *conn = pulling->conn;

  pulling->done = done;
  if (pulling->sweeping && done && !sweep (pulling, error))
    return FALSE;
  if (!wabi_db_run (
          conn->db, error,
          "UPDATE feed_cursor SET seq = $1, epoch = $2, loaded = $3, sweeping = $4, schema = $6,"
          " min_schema = $7, base = CASE WHEN $8 THEN $9 ELSE base END WHERE service = $5",
          WABI_INT (page->next), WABI_TEXT (page->epoch), WABI_INT (cursor->loaded || done),
          WABI_INT (pulling->sweeping && !done), WABI_TEXT (page->service),
          WABI_INT (page->schema), WABI_INT (page->min_schema), WABI_INT (pulling->base >= 0), WABI_INT (pulling->base))
      || !wabi_work_note_epoch (conn, page->service, page->epoch, error))
    return FALSE;
  if (done && !cursor->loaded && !index_when_loaded (conn, error))
    return FALSE;
  return replay_if_due (pulling, error);
}

static gboolean
restart_feed (WabiConn *conn, const char *service, GError **error)
{
  return wabi_db_run (conn->db, error,
                      "UPDATE feed_cursor SET seq = 0, epoch = NULL, sweeping = 1 WHERE service = $1",
                      WABI_TEXT (service))
         && wabi_db_run (conn->db, error, "DELETE FROM seen WHERE service = $1", WABI_TEXT (service))
         && wabi_db_run (conn->db, error, "UPDATE caseload SET filling = 0 WHERE service = $1",
                         WABI_TEXT (service));
}

/* Whose records may be here comes with the page, and is heeded before its rows. */
static gboolean
take_caseload (Pulling *pulling, const WabiPullPage *page, gboolean from_start, GError **error)
{
  WabiCaseloadNews news;

  if (!wabi_caseload_note (pulling->conn, page, from_start, &news, &pulling->again, error))
    return FALSE;
  pulling->anew = news == WABI_CASELOAD_READ_ANEW;
  if (!pulling->anew)
    return TRUE;
  return restart_feed (pulling->conn, page->service, error)
         && (!pulling->again || wabi_conn_put_meta (pulling->conn, "replay", "1", error));
}

/* Only the page that was asked for from here. One that came late, after a later one, brings nothing new and must not move the cursor back;
 * and nothing in it may be taken for new: a record that is not here any more may have been deleted, and its tombstone, which alone would
 * say so, may have been dropped by the service before this feed was read anew. One that was asked for from further on, before the feed had
 * to be read anew, must not move the cursor forward: what lies between would never come, and the end of the resync would take it away. */
static gboolean
apply_pages (Pulling *pulling, WabiPullPage *const *pages, guint n_pages, const Cursor *cursor,
             GError **error)
{
  pulling->page = NULL;
  for (guint i = 0; i < n_pages; i++)
    {
      gint64 here = pulling->page != NULL ? pulling->page->next : cursor->seq;

      if (pages[i]->since != here)
        continue;
      /* First what another history of the service means for the queue: what it may have lost has to be sent again, and must not be forgotten as
       * confirmed with the clients who leave. */
      if (!wabi_work_note_epoch (pulling->conn, pages[i]->service, pages[i]->epoch, error)
          || !take_caseload (pulling, pages[i], cursor->seq == 0 && pulling->page == NULL, error))
        return FALSE;
      if (pulling->anew)
        return TRUE;
      pulling->page = pages[i];
      if (pages[i]->since == 0)
        pulling->base = pages[i]->head;
      if (!put_page (pulling, pages[i], error))
        return FALSE;
    }
  return pulling->page == NULL || end_pages (pulling, cursor, error);
}

/* Asked of the commands themselves: of one that was confirmed before its feed was read for the first time, or before the program was killed,
 * nothing may be shown on top of the records any more. */
static gboolean
find_confirmed (WabiConn *conn, const char *service, gint64 *confirmed, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (service) };

  return wabi_db_get_int (conn->db, "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 2 AND service = $1)", args, G_N_ELEMENTS (args), confirmed,
                          error);
}

gboolean
wabi_cache_apply_pages (WabiCache *cache, WabiPullPage *const *pages, guint n_pages, GError **error)
{
  g_autoptr (GHashTable) foreign = g_hash_table_new (NULL, NULL);
  Pulling pulling = { .conn = &cache->work.conn, .foreign = foreign, .base = -1 };
  Cursor cursor = { 0 };
  gint64 shadows = 0, confirmed = 0;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && n_pages > 0, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  pulling.page = pages[0];
  ok = read_cursor (pulling.conn, pages[0]->service, &cursor, error)
       && wabi_db_get_int (pulling.conn->db, "SELECT EXISTS (SELECT 1 FROM shadow)", NULL, 0, &shadows,
                           error);
  ok = ok && find_confirmed (pulling.conn, pages[0]->service, &confirmed, error);
  ok = ok && wabi_caseload_filled_to (pulling.conn, pages[0]->service, &pulling.since, error);
  pulling.since = MAX (pulling.since, cursor.seq);
  pulling.sweeping = cursor.sweeping;
  pulling.shadowed = shadows != 0;
  ok = ok && apply_pages (&pulling, pages, n_pages, &cursor, error);
  g_free (cursor.epoch);
  /* Only at the end of the feed: what a confirmed command wrote may have changed again, and comes with a later page than it was
   * confirmed at. */
  return wabi_work_finish (cache, ok, FALSE, error)
         && (confirmed == 0 || !pulling.done || wabi_work_retire (cache, pages[0]->service, error));
}

gboolean
wabi_cache_apply_page (WabiCache *cache, WabiPullPage *page, GError **error)
{
  return wabi_cache_apply_pages (cache, &page, 1, error);
}

gboolean
wabi_cache_begin_resync (WabiCache *cache, const char *service, GError **error)
{
  WabiConn *conn = &cache->work.conn;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = restart_feed (conn, service, error);
  return wabi_work_finish (cache, ok, FALSE, error);
}

/* A page of one client's records, beside the feed: what the feed has brought newer stays. */
static gboolean
apply_stream (Pulling *pulling, const WabiPullPage *page, GError **error)
{
  gboolean wants = FALSE;

  if (!wabi_caseload_wants (pulling->conn, page, &wants, error))
    return FALSE;
  return !wants
         || (put_page (pulling, page, error) && wabi_caseload_filled (pulling->conn, page, error)
             && replay_if_due (pulling, error));
}

gboolean
wabi_cache_apply_stream (WabiCache *cache, const WabiPullPage *page, GError **error)
{
  g_autoptr (GHashTable) foreign = g_hash_table_new (NULL, NULL);
  Pulling pulling = { .conn = &cache->work.conn, .page = page, .since = G_MAXINT64, .foreign = foreign };
  gint64 shadows = 0;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && page != NULL && page->client != NULL, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = wabi_db_get_int (pulling.conn->db, "SELECT EXISTS (SELECT 1 FROM shadow)", NULL, 0, &shadows, error);
  pulling.shadowed = shadows != 0;
  ok = ok && apply_stream (&pulling, page, error);
  return wabi_work_finish (cache, ok, FALSE, error);
}
