// SPDX-License-Identifier: AGPL-3.0-or-later
// The queue as it is sent and answered, on the worker's connection.

#include "wabi-cache-work-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-sync-batch.h"

#define GAP 1000000

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
    return FALSE;
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

/* ---- Sending ---- */

void
wabi_push_batch_free (WabiPushBatch *batch)
{
  if (batch == NULL)
    return;
  g_free (batch->service);
  g_free (batch->epoch);
  g_free (batch->body);
  g_ptr_array_unref (batch->commands);
  g_free (batch);
}

typedef struct
{
  GPtrArray *commands, *services, *args; /* side by side */
  GArray *places;
} Queue;

static gboolean
collect_command (const WabiRow *row, gpointer data, GError **error)
{
  Queue *queue = data;
  WabiCommand *command = wabi_command_new (wabi_row_text (row, 0), wabi_row_text (row, 1), NULL);
  gint64 place = wabi_row_int (row, 10);

  g_ptr_array_add (queue->commands, command);
  g_ptr_array_add (queue->services, g_strdup (wabi_row_text (row, 2)));
  g_ptr_array_add (queue->args, g_strdup (wabi_row_text (row, 3)));
  g_array_append_val (queue->places, place);
  command->n = wabi_row_int (row, 4);
  command->wall = wabi_row_int (row, 5);
  command->mono = wabi_row_int (row, 6);
  command->boot = g_strdup (wabi_row_text (row, 7));
  command->zone = g_strdup (wabi_row_text (row, 8));
  if (wabi_row_text (row, 9)[0] != '\0')
    command->deps = g_strsplit (wabi_row_text (row, 9), " ", -1);
  return TRUE;
}

/* The last pending ones were given by the owner; a queue is never sent under another name. */
static gboolean
read_queue (WabiConn *conn, gint64 after, guint limit, Queue *queue, GError **error)
{
  WabiValue args[] = { WABI_TEXT (conn->caller->user), WABI_INT (limit), WABI_INT (after) };

  return wabi_db_query (conn->db,
                        "SELECT id, name, service, args, n, wall, mono, boot, zone, deps, pos FROM outbox "
                        "WHERE state < 2 AND user_id = $1"
                        " AND pos > $3 ORDER BY pos LIMIT $2",
                        args, 3, collect_command, queue, NULL, error);
}

static void
clear_queue (Queue *queue)
{
  g_ptr_array_unref (queue->commands);
  g_ptr_array_unref (queue->services);
  g_ptr_array_unref (queue->args);
  g_array_unref (queue->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Queue, clear_queue)

static void
init_queue (Queue *queue)
{
  queue->commands = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_command_free);
  queue->services = g_ptr_array_new_with_free_func (g_free);
  queue->args = g_ptr_array_new_with_free_func (g_free);
  queue->places = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Only what is still waiting needs to be told: everything before this run has been answered. */
static void
prune_deps (WabiCommand *command, GHashTable *in_run)
{
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();

  for (guint i = 0; command->deps != NULL && command->deps[i] != NULL; i++)
    if (g_hash_table_contains (in_run, command->deps[i]))
      g_strv_builder_add (kept, command->deps[i]);
  g_clear_pointer (&command->deps, g_strfreev);
  command->deps = g_strv_builder_end (kept);
}

static gboolean
number_run (WabiConn *conn, const char *service, GPtrArray *commands, const WabiPushBatch *before,
            GError **error)
{
  g_autofree WabiQueued *queued = g_new0 (WabiQueued, commands->len);
  g_autoptr (GHashTable) in_run = g_hash_table_new (g_str_hash, g_str_equal);
  WabiValue args[] = { WABI_TEXT (service) };
  gint64 last = 0, now;

  if (!wabi_db_get_int (conn->db, "SELECT last_n FROM feed_cursor WHERE service = $1", args, 1, &last, error))
    return FALSE;
  for (guint i = 0; before != NULL && i < before->commands->len; i++)
    g_hash_table_add (in_run, ((WabiCommand *)g_ptr_array_index (before->commands, i))->id);
  for (guint i = 0; i < commands->len; i++)
    {
      WabiCommand *command = g_ptr_array_index (commands, i);

      queued[i] = (WabiQueued){ command->id, service, command->n, NULL, NULL };
      g_hash_table_add (in_run, command->id);
    }
  now = wabi_batch_number (queued, commands->len, last);
  for (guint i = 0; i < commands->len; i++)
    {
      WabiCommand *command = g_ptr_array_index (commands, i);

      prune_deps (command, in_run);
      if (command->n == queued[i].n)
        continue;
      command->n = queued[i].n;
      if (!wabi_db_run (conn->db, error, "UPDATE OR FAIL outbox SET n = $1, state = 1 WHERE id = $2",
                        WABI_INT (command->n), WABI_TEXT (command->id)))
        return FALSE;
    }
  return now == last
         || wabi_db_run (conn->db, error, "UPDATE feed_cursor SET last_n = $1 WHERE service = $2",
                         WABI_INT (now), args[0]);
}

static char *
write_body (WabiCache *cache, const WabiPushBatch *batch, const Queue *queue)
{
  GString *out = wabi_push_begin (cache->device, batch->service, batch->epoch,
                                  ((WabiCommand *)g_ptr_array_index (batch->commands, 0))->n);

  for (guint i = 0; i < batch->commands->len; i++)
    wabi_push_append (out, g_ptr_array_index (batch->commands, i), g_ptr_array_index (queue->args, i));
  return wabi_push_end (out);
}

static gboolean
build_batch (WabiCache *cache, const WabiPushBatch *before, guint limit, WabiPushBatch **out, GError **error)
{
  WabiConn *conn = &cache->work.conn;
  g_autoptr (WabiPushBatch) batch = NULL;
  g_autofree WabiQueued *queued = NULL;
  g_auto (Queue) queue;
  guint count;

  init_queue (&queue);
  if (!read_queue (conn, before != NULL ? before->last : 0, limit, &queue, error))
    return FALSE;
  if (queue.commands->len == 0)
    return TRUE;
  queued = g_new0 (WabiQueued, queue.commands->len);
  for (guint i = 0; i < queue.commands->len; i++)
    queued[i].service = g_ptr_array_index (queue.services, i);
  count = wabi_batch_plan (queued, queue.commands->len, limit);
  g_ptr_array_set_size (queue.commands, (int)count);
  batch = g_new0 (WabiPushBatch, 1);
  batch->service = g_strdup (g_ptr_array_index (queue.services, 0));
  batch->commands = g_ptr_array_ref (queue.commands);
  batch->last = g_array_index (queue.places, gint64, count - 1);
  if (!wabi_conn_get_meta (conn, "epoch", &batch->epoch, error)
      || !number_run (conn, batch->service, queue.commands, before, error))
    return FALSE;
  batch->body = write_body (cache, batch, &queue);
  *out = g_steal_pointer (&batch);
  return TRUE;
}

gboolean
wabi_cache_begin_push_after (WabiCache *cache, const WabiPushBatch *before, guint limit, WabiPushBatch **out,
                             GError **error)
{
  g_autoptr (WabiPushBatch) batch = NULL;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && out != NULL, FALSE);

  *out = NULL;
  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = build_batch (cache, before, CLAMP (limit, 1, WABI_SYNC_BATCH_MAX), &batch, error);
  if (!wabi_work_finish (cache, ok, FALSE, error))
    return FALSE;
  *out = g_steal_pointer (&batch);
  return TRUE;
}

gboolean
wabi_cache_begin_push (WabiCache *cache, guint limit, WabiPushBatch **out, GError **error)
{
  return wabi_cache_begin_push_after (cache, NULL, limit, out, error);
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

static gboolean
note_results (WabiCache *cache, const WabiPushAnswer *answer, GHashTable *refused, gboolean *again,
              GError **error)
{
  for (guint i = 0; i < answer->results->len; i++)
    {
      const WabiPushResult *result = g_ptr_array_index (answer->results, i);
      gboolean ok
          = result->status == WABI_RESULT_APPLIED || result->status == WABI_RESULT_MERGED
                ? wabi_db_run (cache->work.conn.db, error,
                               "UPDATE OR FAIL outbox SET state = 2, seq = $1 WHERE id = $2 AND state < 2",
                               WABI_INT (result->seq), WABI_TEXT (result->id))
                : note_refusal (cache, result, refused, again, error);

      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* The server was restored from a backup: what it confirmed may be gone there. Its own memory of ids keeps
 * anything from being done twice. */
static gboolean
note_epoch (WabiConn *conn, const char *epoch, GError **error)
{
  g_autofree char *known = NULL;

  if (!wabi_conn_get_meta (conn, "epoch", &known, error))
    return FALSE;
  if (g_strcmp0 (known, epoch) == 0)
    return TRUE;
  return wabi_conn_put_meta (conn, "epoch", epoch, error)
         && (known == NULL
             || (wabi_db_run (conn->db, error, "UPDATE outbox SET state = 1, seq = 0 WHERE state > 1")
                 && wabi_conn_put_meta (conn, "replay", "1", error)));
}

static gboolean
note_answer (WabiCache *cache, const WabiPushAnswer *answer, GError **error)
{
  g_autoptr (GHashTable) refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WabiConn *conn = &cache->work.conn;
  gboolean again = FALSE;

  if (!note_epoch (conn, answer->epoch, error) || !note_results (cache, answer, refused, &again, error))
    return FALSE;
  if (g_hash_table_size (refused) > 0 && !fail_dependents (cache, refused, &again, error))
    return FALSE;
  return !again || wabi_conn_replay (conn, error);
}

gboolean
wabi_cache_finish_push (WabiCache *cache, const char *service, const WabiPushAnswer *answer, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL && answer != NULL, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = note_answer (cache, answer, error);
  /* A nudge may have brought the effects before the answer came. */
  return wabi_work_finish (cache, ok, TRUE, error) && wabi_work_retire (cache, service, error);
}

gboolean
wabi_cache_note_epoch (WabiCache *cache, const char *epoch, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && epoch != NULL, FALSE);

  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = note_epoch (&cache->work.conn, epoch, error);
  return wabi_work_finish (cache, ok, TRUE, error);
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
  return wabi_db_run (conn->db, error,
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
