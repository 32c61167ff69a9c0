// SPDX-License-Identifier: AGPL-3.0-or-later
// The queue as it is answered, on the worker's connection.

#include "wabi-cache-work-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-sync-batch.h"

#define GAP 1000000
#define ASIDE_FIRST (G_GINT64_CONSTANT (30) * G_USEC_PER_SEC)

gboolean
wabi_work_enter (WabiCache *cache, gboolean write, GError **error)
{
  WabiConn *conn = &cache->work.conn;
  GError *inner = NULL;

  g_mutex_lock (&cache->work.lock);
  if (cache->work.closed)
    {
      g_mutex_unlock (&cache->work.lock);
      g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_CLOSED,
                   _ ("The local copy is closed. Sign in again."));
      return FALSE;
    }
  /* Not durable: what a power cut takes from here is asked for, or answered, again. */
  if (conn->db != NULL
      || wabi_conn_open (conn, cache->path, cache->vault.key, FALSE, cache->tables, &cache->caller, &inner))
    {
      if (!write)
        return TRUE;
      wabi_cache_lock_writing (cache);
      if (wabi_conn_begin (conn, &inner))
        return TRUE;
      g_mutex_unlock (&cache->write_lock);
    }
  g_mutex_unlock (&cache->work.lock);
  return wabi_cache_fail (inner, error);
}

void
wabi_work_leave (WabiCache *cache)
{
  g_mutex_unlock (&cache->work.lock);
}

typedef struct
{
  WabiCache *cache;
  WabiChanges *changes;
  gboolean outbox;
} Telling;

static gboolean
tell_cb (gpointer data)
{
  Telling *telling = data;

  if (telling->cache->main.db != NULL)
    {
      wabi_cache_recount (telling->cache);
      wabi_cache_emit (telling->cache, wabi_changes_is_empty (telling->changes) ? NULL : telling->changes,
                       telling->outbox);
    }
  return G_SOURCE_REMOVE;
}

static void
free_telling (gpointer data)
{
  Telling *telling = data;

  g_object_unref (telling->cache);
  wabi_changes_unref (telling->changes);
  g_free (telling);
}

gboolean
wabi_work_finish (WabiCache *cache, gboolean keep, gboolean outbox, GError **error)
{
  g_autoptr (GSource) source = NULL;
  WabiChanges *changes = NULL;
  Telling *telling;

  if (keep)
    keep = wabi_conn_commit (&cache->work.conn, &changes, error);
  else
    wabi_conn_rollback (&cache->work.conn);
  g_mutex_unlock (&cache->write_lock);
  g_mutex_unlock (&cache->work.lock);
  if (!keep)
    {
      wabi_reserve_release_if_short (cache);
      return FALSE;
    }
  telling = g_new0 (Telling, 1);
  telling->cache = g_object_ref (cache);
  telling->changes = changes;
  telling->outbox = outbox || !wabi_changes_is_empty (changes);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, telling, free_telling);
  g_source_attach (source, cache->context);
  return TRUE;
}

const char *
wabi_cache_get_device (WabiCache *cache)
{
  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);
  return cache->device;
}

/* ---- Answers ---- */

static gboolean
refuse (WabiCache *cache, const char *id, const char *code, const char *field, const char *message,
        const char *dep_of, gboolean *again, GError **error)
{
  WabiConn *conn = &cache->work.conn;

  return wabi_db_run (
             conn->db, error,
             "INSERT OR REPLACE INTO refused (id, service, name, args, deps, code, field, message, dep_of, "
             "given_at, at)"
             " SELECT id, service, name, args, deps, $1, $2, $3, $4, at, $5 FROM outbox WHERE id = $6",
             WABI_TEXT (code), WABI_TEXT (field), WABI_TEXT (message), WABI_TEXT (dep_of),
             WABI_INT (wabi_clock_now (cache->clock)), WABI_TEXT (id))
         && wabi_conn_drop_overlay (conn, id, again, error)
         && wabi_db_run (conn->db, error, "DELETE FROM outbox WHERE id = $1", WABI_TEXT (id));
}

static const char *
find_dep_of (GPtrArray *deps, GHashTable *refused)
{
  for (guint i = 0; i < deps->len; i++)
    {
      g_auto (GStrv) ids = g_strsplit (g_ptr_array_index (deps, i), " ", -1);

      for (guint j = 0; ids[j] != NULL; j++)
        {
          gpointer key;

          if (g_hash_table_lookup_extended (refused, ids[j], &key, NULL))
            return key;
        }
    }
  return NULL;
}

static gboolean
collect_text (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

static gboolean
note_refusal (WabiCache *cache, const WabiPushResult *result, GHashTable *refused, gboolean *again,
              GError **error)
{
  g_autoptr (GPtrArray) deps = g_ptr_array_new_with_free_func (g_free);
  WabiValue args[] = { WABI_TEXT (result->id) };
  const char *dep_of = NULL, *code = result->code, *message = result->message;

  if (!wabi_db_query (cache->work.conn.db, "SELECT deps FROM outbox WHERE id = $1", args, 1, collect_text,
                      deps, NULL, error))
    return FALSE;
  if (result->status == WABI_RESULT_DEP_FAILED)
    dep_of = find_dep_of (deps, refused);
  if (code == NULL)
    code = result->status == WABI_RESULT_DEP_FAILED ? "dep-failed" : "rejected";
  if (message == NULL)
    message = result->status == WABI_RESULT_DEP_FAILED ? _ ("A change that this one needs was not accepted.")
                                                       : _ ("The server did not accept this change.");
  g_hash_table_add (refused, g_strdup (result->id));
  return refuse (cache, result->id, code, result->field, message, dep_of, again, error);
}

typedef struct
{
  GArray *queued;
  GPtrArray *texts;
} Dependents;

static gboolean
collect_dependent (const WabiRow *row, gpointer data, GError **error)
{
  Dependents *dependents = data;
  char *id = g_strdup (wabi_row_text (row, 0)), **deps = g_strsplit (wabi_row_text (row, 1), " ", -1);
  WabiQueued queued = { id, "", wabi_row_int (row, 2), (const char *const *)deps, NULL };

  g_ptr_array_add (dependents->texts, id);
  for (guint i = 0; deps[i] != NULL; i++)
    g_ptr_array_add (dependents->texts, deps[i]);
  g_array_append_val (dependents->queued, queued);
  return TRUE;
}

static gboolean
fail_dependents (WabiCache *cache, GHashTable *refused, gboolean *again, GError **error)
{
  g_autoptr (GArray) queued = g_array_new (FALSE, TRUE, sizeof (WabiQueued));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Dependents dependents = { queued, texts };
  gboolean ok = wabi_db_query (
      cache->work.conn.db,
      "SELECT id, deps, coalesce (n, 0) FROM outbox WHERE state < 2 AND deps <> '' ORDER BY pos", NULL, 0,
      collect_dependent, &dependents, NULL, error);

  wabi_batch_fail_deps ((WabiQueued *)(gpointer)queued->data, queued->len, refused);
  for (guint i = 0; i < queued->len; i++)
    {
      WabiQueued *one = &g_array_index (queued, WabiQueued, i);

      if (ok && one->failed_dep != NULL)
        ok = refuse (cache, one->id, "dep-failed", NULL, _ ("A change that this one needs was not accepted."),
                     one->failed_dep, again, error);
      g_free ((gpointer)one->deps);
    }
  return ok;
}

/* What its feed has brought already, or has brought and taken away again, needs nothing from here. */
static gboolean
show_confirmed (WabiCache *cache, const char *service, const WabiPushResult *result, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (service) };
  gint64 at = 0;

  return wabi_db_get_int (cache->work.conn.db, "SELECT seq FROM feed_cursor WHERE service = $1", args, G_N_ELEMENTS (args), &at, error)
         && (at >= result->seq || wabi_conn_show_unseen (&cache->work.conn, result->id, error));
}

static gboolean
note_results (WabiCache *cache, const char *service, const WabiPushAnswer *answer, GHashTable *refused,
              gboolean *again, GError **error)
{
  gint64 reached = 0;

  for (guint i = 0; i < answer->results->len; i++)
    {
      const WabiPushResult *result = g_ptr_array_index (answer->results, i);
      gboolean ok
          = result->status == WABI_RESULT_APPLIED || result->status == WABI_RESULT_MERGED
                ? wabi_db_run (cache->work.conn.db, error,
                               "UPDATE OR FAIL outbox SET state = 2, seq = $1 WHERE id = $2 AND state < 2",
                               WABI_INT (result->seq), WABI_TEXT (result->id))
                      && show_confirmed (cache, service, result, error)
                : note_refusal (cache, result, refused, again, error);

      if (!ok)
        return FALSE;
      reached = MAX (reached, result->seq);
    }
  return reached == 0
         || wabi_db_run (cache->work.conn.db, error,
                         "UPDATE feed_cursor SET acked = $1 WHERE service = $2 AND acked < $1",
                         WABI_INT (reached), WABI_TEXT (service));
}

/* The service was restored from a backup: what it confirmed may be gone there. Its own memory of ids keeps
 * anything from being done twice. The old numbers are not those that it counts by now. */
gboolean
wabi_work_note_epoch (WabiConn *conn, const char *service, const char *epoch, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };
  g_autofree char *known = NULL;

  if (!wabi_db_get_text (conn->db, "SELECT told_epoch FROM feed_cursor WHERE service = $1", args, 1, &known,
                         error))
    return FALSE;
  if (g_strcmp0 (known, epoch) == 0)
    return TRUE;
  return wabi_db_run (conn->db, error, "UPDATE feed_cursor SET told_epoch = $1, acked = 0 WHERE service = $2",
                      WABI_TEXT (epoch), args[0])
         && (known == NULL
             || (wabi_db_run (conn->db, error,
                              "UPDATE outbox SET state = 0, seq = 0, n = NULL WHERE state > 1 AND service = $1",
                              args[0])
                 && wabi_conn_put_meta (conn, "replay", "1", error)));
}

static gboolean
note_answer (WabiCache *cache, const char *service, const WabiPushAnswer *answer, GError **error)
{
  g_autoptr (GHashTable) refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WabiConn *conn = &cache->work.conn;
  gboolean again = FALSE;

  if (!wabi_work_note_epoch (conn, service, answer->epoch, error)
      || !note_results (cache, service, answer, refused, &again, error))
    return FALSE;
  if (g_hash_table_size (refused) > 0 && !fail_dependents (cache, refused, &again, error))
    return FALSE;
  return !again || wabi_conn_replay (conn, error);
}

gboolean
wabi_cache_finish_push (WabiCache *cache, const char *service, const WabiPushAnswer *answer, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };
  gint64 seq = 0;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL && answer != NULL, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = note_answer (cache, service, answer, error)
       && wabi_db_get_int (cache->work.conn.db, "SELECT seq FROM feed_cursor WHERE service = $1", args, 1, &seq, error);
  /* A nudge may have brought the effects, and all else, before the answer came. */
  return wabi_work_finish (cache, ok, TRUE, error) && (seq < answer->head || wabi_work_retire (cache, service, error));
}

gboolean
wabi_cache_note_epoch (WabiCache *cache, const char *service, const char *epoch, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL && epoch != NULL, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = wabi_work_note_epoch (&cache->work.conn, service, epoch, error);
  return wabi_work_finish (cache, ok, TRUE, error);
}

/* A service that expects what it has confirmed was restored from a backup, and will say so with its next answer: what it has lost goes
 * first, since what was given later may build on it. */
static gboolean
take_back (WabiConn *conn, const char *service, gint64 expected, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service), WABI_INT (expected) };
  gint64 lost = 0;

  return wabi_db_query (conn->db, "UPDATE outbox SET n = NULL, state = 0, seq = 0 WHERE service = $1 AND state > 1 AND n >= $2", args, 2,
                        NULL, NULL, &lost, error)
         && (lost == 0 || wabi_conn_put_meta (conn, "replay", "1", error));
}

static gboolean
renumber (WabiConn *conn, const char *service, gint64 expected, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };
  gint64 last = expected - 1;

  if (expected <= 0
      && !wabi_db_get_int (conn->db, "SELECT last_n FROM feed_cursor WHERE service = $1", args, 1, &last,
                           error))
    return FALSE;
  /* After a 422 the numbers leave a gap on purpose, wider than any other copy of this device can have counted
   * meanwhile: the 409 that follows says what is expected. */
  if (expected <= 0)
    last += GAP;
  return (expected <= 0 || take_back (conn, service, expected, error))
         && wabi_db_run (conn->db, error,
                         "UPDATE outbox SET n = NULL, state = 0 WHERE service = $1 AND state < 2", args[0])
         && wabi_db_run (conn->db, error, "UPDATE feed_cursor SET last_n = $1 WHERE service = $2",
                         WABI_INT (last), args[0]);
}

gboolean
wabi_cache_renumber (WabiCache *cache, const char *service, gint64 expected, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = renumber (&cache->work.conn, service, expected, error);
  return wabi_work_finish (cache, ok, FALSE, error);
}

static gboolean
renew_device (WabiConn *conn, const char *device, GError **error)
{
  return wabi_db_run (conn->db, error, "UPDATE outbox SET n = NULL, state = 0 WHERE state < 2")
         && wabi_db_run (conn->db, error, "UPDATE outbox SET n = NULL WHERE state > 1")
         && wabi_db_run (conn->db, error, "UPDATE feed_cursor SET last_n = 0") && wabi_conn_put_meta (conn, "device", device, error);
}

gboolean
wabi_cache_renew_device (WabiCache *cache, GError **error)
{
  g_autofree char *device = NULL;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache), FALSE);

  /* Twice in one life of the program would mean that the trouble is another one. */
  if (cache->former_device != NULL)
    {
      g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_FAILED,
                   _ ("The server still takes this computer for another one. Start the program again."));
      return FALSE;
    }
  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  device = wabi_id_new (cache->ids);
  ok = renew_device (&cache->work.conn, device, error);
  if (!wabi_work_finish (cache, ok, FALSE, error))
    return FALSE;
  cache->former_device = cache->device;
  g_atomic_pointer_set (&cache->device, g_steal_pointer (&device));
  return TRUE;
}

/* ---- What a service cannot take ---- */

/* Its number goes back, with those after it: they would leave a gap otherwise. How long it waits is measured by the clock that nobody sets;
 * the next start of the program begins anew, since that clock does. */
static gboolean
set_aside (WabiCache *cache, const char *service, const char *id, GError **error)
{
  WabiDb *db = cache->work.conn.db;
  WabiValue args[] = { WABI_TEXT (id) };
  gint64 n = 0, tries = 0, now = wabi_clock_monotonic (cache->clock);

  if (!wabi_db_get_int (db, "SELECT coalesce (n, 0) FROM outbox WHERE id = $1", args, 1, &n, error)
      || !wabi_db_get_int (db, "SELECT tries FROM outbox WHERE id = $1", args, 1, &tries, error))
    return FALSE;
  return wabi_db_run (db, error, "UPDATE outbox SET aside = $1, tries = tries + 1 WHERE id = $2 AND state < 2",
                      WABI_INT (now + MIN (ASIDE_FIRST << MIN (tries, 10), WABI_WORK_ASIDE_MOST)), args[0])
         && (n == 0
             || (wabi_db_run (db, error,
                              "UPDATE outbox SET n = NULL, state = 0 WHERE service = $1 AND state < 2 AND n >= $2",
                              WABI_TEXT (service), WABI_INT (n))
                 && wabi_db_run (db, error, "UPDATE feed_cursor SET last_n = $1 WHERE service = $2",
                                 WABI_INT (n - 1), WABI_TEXT (service))));
}

gboolean
wabi_cache_put_aside (WabiCache *cache, const char *service, const char *id, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL && id != NULL, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = set_aside (cache, service, id, error);
  return wabi_work_finish (cache, ok, TRUE, error);
}
