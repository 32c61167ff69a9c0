// SPDX-License-Identifier: AGPL-3.0-or-later
// What of the queue is sent next to one service, on the worker's connection.

#include "wabi-cache-work-private.h"

#include <string.h>

#include "wabi-sync-batch.h"

/* How far the queue is looked through for something that need not wait. */
#define FAR 20000

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

/* ---- What waits ---- */

typedef struct
{
  GArray *rows;       /* WabiQueued */
  GPtrArray *texts;   /* what they borrow */
  GHashTable *ids;    /* of the rows */
  GHashTable *waiting;
  GHashTable *records; /* command → strv */
  const WabiCacheTables *tables;
  gint64 now, schema; /* the version of the commands that the service knows */
  gboolean held;
} Queue;

static void
clear_queue (Queue *queue)
{
  g_clear_pointer (&queue->rows, g_array_unref);
  g_clear_pointer (&queue->texts, g_ptr_array_unref);
  g_clear_pointer (&queue->ids, g_hash_table_unref);
  g_clear_pointer (&queue->waiting, g_hash_table_unref);
  g_clear_pointer (&queue->records, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Queue, clear_queue)

static void
free_strings (gpointer data)
{
  g_strfreev (data);
}

static void
init_queue (Queue *queue, const WabiCache *cache)
{
  clear_queue (queue);
  queue->rows = g_array_new (FALSE, TRUE, sizeof (WabiQueued));
  queue->texts = g_ptr_array_new_with_free_func (free_strings);
  queue->ids = g_hash_table_new (g_str_hash, g_str_equal);
  queue->waiting = g_hash_table_new (g_str_hash, g_str_equal);
  queue->tables = cache->tables;
  queue->now = wabi_clock_monotonic (cache->clock);
  queue->held = FALSE;
}

/* Nothing is held for longer than was ever meant. */
static gboolean
is_aside (gint64 until, gint64 now)
{
  return until > now && until - now <= WABI_WORK_ASIDE_MOST;
}

/* What a newer desktop meets an older service with stays until the service knows it; sent now, it would be
 * refused for good. */
static gboolean
is_too_new (const Queue *queue, const char *name)
{
  const WabiCommandInfo *info = wabi_command_find (queue->tables->commands, queue->tables->n_commands, name);

  return info != NULL && info->since > queue->schema;
}

static gboolean
collect_row (const WabiRow *row, gpointer data, GError **error)
{
  Queue *queue = data;
  const char *deps = wabi_row_text (row, 3);
  GStrv id = g_new0 (char *, 2);
  WabiQueued queued = { 0 };

  id[0] = g_strdup (wabi_row_text (row, 0));
  g_ptr_array_add (queue->texts, id);
  queued.id = id[0];
  queued.n = wabi_row_int (row, 1);
  queued.pos = wabi_row_int (row, 2);
  queued.aside
      = is_aside (wabi_row_int (row, 4), queue->now) || is_too_new (queue, wabi_row_text (row, 5));
  if (deps[0] != '\0')
    {
      queued.deps = (const char *const *)g_strsplit (deps, " ", -1);
      g_ptr_array_add (queue->texts, (gpointer)queued.deps);
    }
  queue->held |= queued.aside;
  g_hash_table_add (queue->ids, id[0]);
  g_array_append_val (queue->rows, queued);
  return TRUE;
}

/* Only what was given under the owner's name is ever sent. */
static gboolean
read_rows (WabiConn *conn, const char *service, guint limit, Queue *queue, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service), WABI_TEXT (conn->caller->user), WABI_INT (limit) };

  return wabi_db_query (conn->db,
                        "SELECT id, coalesce (n, 0), pos, deps, aside, name FROM outbox WHERE service = $1 AND "
                        "state < 2 AND user_id = $2 ORDER BY n IS NULL, n, pos LIMIT $3",
                        args, 3, collect_row, queue, NULL, error);
}

/* Which deps are still to be answered. */
static gboolean
read_waiting (WabiConn *conn, Queue *queue, GError **error)
{
  for (guint i = 0; i < queue->rows->len; i++)
    {
      const WabiQueued *queued = &g_array_index (queue->rows, WabiQueued, i);

      for (guint j = 0; queued->deps != NULL && queued->deps[j] != NULL; j++)
        {
          WabiValue args[] = { WABI_TEXT (queued->deps[j]) };
          gint64 waits = g_hash_table_contains (queue->ids, queued->deps[j]);

          if (waits == 0
              && !wabi_db_get_int (conn->db, "SELECT count(*) FROM outbox WHERE id = $1 AND state < 2", args,
                                   1, &waits, error))
            return FALSE;
          queue->held |= waits != 0 && !g_hash_table_contains (queue->ids, queued->deps[j]);
          if (waits != 0)
            g_hash_table_add (queue->waiting, (gpointer)queued->deps[j]);
        }
    }
  return TRUE;
}

static gboolean
collect_touch (const WabiRow *row, gpointer data, GError **error)
{
  GHashTable *records = data;
  const char *command = wabi_row_text (row, 0);
  GPtrArray *list = g_hash_table_lookup (records, command);

  if (list == NULL)
    {
      list = g_ptr_array_new_null_terminated (4, g_free, TRUE);
      g_hash_table_insert (records, g_strdup (command), list);
    }
  g_ptr_array_add (list, g_strconcat (wabi_row_text (row, 1), " ", wabi_row_text (row, 2), NULL));
  return TRUE;
}

/* Which records each one changes: asked only when something is held, since only that holds others. */
static gboolean
read_records (WabiConn *conn, Queue *queue, GError **error)
{
  queue->records
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  if (!wabi_db_query (conn->db, "SELECT command, kind, id FROM touch", NULL, 0, collect_touch, queue->records,
                      NULL, error))
    return FALSE;
  for (guint i = 0; i < queue->rows->len; i++)
    {
      WabiQueued *queued = &g_array_index (queue->rows, WabiQueued, i);
      GPtrArray *list = g_hash_table_lookup (queue->records, queued->id);

      queued->records = list != NULL ? (const char *const *)list->pdata : NULL;
    }
  return TRUE;
}

/* ---- One batch ---- */

static gboolean
read_command (const WabiRow *row, gpointer data, GError **error)
{
  WabiCommand **command = data;
  const char *deps = wabi_row_text (row, 6);

  *command = wabi_command_new (wabi_row_text (row, 0), wabi_row_text (row, 1), NULL);
  (*command)->wall = wabi_row_int (row, 2);
  (*command)->mono = wabi_row_int (row, 3);
  (*command)->boot = g_strdup (wabi_row_text (row, 4));
  (*command)->zone = g_strdup (wabi_row_text (row, 5));
  (*command)->deps = g_strsplit (deps, " ", -1);
  return TRUE;
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
number (WabiConn *conn, WabiPushBatch *batch, WabiQueued *queued, gint64 last, GHashTable *in_run,
        GError **error)
{
  guint count = batch->commands->len;
  gint64 now = wabi_batch_number (queued, count, last);

  for (guint i = 0; i < count; i++)
    {
      WabiCommand *command = g_ptr_array_index (batch->commands, i);

      g_hash_table_add (in_run, command->id);
      prune_deps (command, in_run);
      command->n = queued[i].n;
      if (!wabi_db_run (conn->db, error, "UPDATE OR FAIL outbox SET n = $1, state = 1 WHERE id = $2",
                        WABI_INT (command->n), WABI_TEXT (command->id)))
        return FALSE;
    }
  return now == last
         || wabi_db_run (conn->db, error, "UPDATE feed_cursor SET last_n = $1 WHERE service = $2",
                         WABI_INT (now), WABI_TEXT (batch->service));
}

static gboolean
append_reach (const WabiRow *row, gpointer data, GError **error)
{
  GString *after = data;

  g_string_append (after, after->len > 1 ? "," : "");
  wabi_json_append_text (after, wabi_row_text (row, 0));
  g_string_append (after, ":{\"epoch\":");
  wabi_json_append_text (after, wabi_row_text (row, 1));
  g_string_append_printf (after, ",\"seq\":%" G_GINT64_FORMAT "}", wabi_row_int (row, 2));
  return TRUE;
}

/* How far each other service is known here: what is sent now may build on that. */
static gboolean
build_after (WabiConn *conn, const char *service, char **out, GError **error)
{
  static const char sql[]
      = "SELECT service, told_epoch, max (acked, CASE WHEN epoch = told_epoch THEN seq ELSE 0 END) AS reach "
        "FROM feed_cursor WHERE service <> $1 AND told_epoch IS NOT NULL AND "
        "max (acked, CASE WHEN epoch = told_epoch THEN seq ELSE 0 END) > 0 ORDER BY service";
  g_autoptr (GString) after = g_string_new ("{");
  WabiValue args[] = { WABI_TEXT (service) };

  if (!wabi_db_query (conn->db, sql, args, 1, append_reach, after, NULL, error))
    return FALSE;
  g_string_append_c (after, '}');
  *out = g_strdup (after->str);
  return TRUE;
}

static gboolean
write_body (WabiCache *cache, WabiPushBatch *batch, GError **error)
{
  WabiConn *conn = &cache->work.conn;
  g_autofree char *after = NULL;
  GString *out;

  if (!build_after (conn, batch->service, &after, error))
    return FALSE;
  out = wabi_push_begin (cache->device, batch->service, batch->epoch, after,
                         ((WabiCommand *)g_ptr_array_index (batch->commands, 0))->n);
  for (guint i = 0; i < batch->commands->len; i++)
    {
      const WabiCommand *command = g_ptr_array_index (batch->commands, i);
      WabiValue args[] = { WABI_TEXT (command->id) };
      g_autofree char *text = NULL;

      if (!wabi_db_get_text (conn->db, "SELECT args FROM outbox WHERE id = $1", args, 1, &text, error))
        {
          g_string_free (out, TRUE);
          return FALSE;
        }
      wabi_push_append (out, command, text);
    }
  batch->body = wabi_push_end (out);
  return TRUE;
}

static gboolean
collect_picked (WabiConn *conn, WabiPushBatch *batch, const WabiQueued *queued, guint count, GError **error)
{
  for (guint i = 0; i < count; i++)
    {
      WabiValue args[] = { WABI_TEXT (queued[i].id) };
      WabiCommand *command = NULL;

      if (!wabi_db_query (conn->db, "SELECT id, name, wall, mono, boot, zone, deps FROM outbox WHERE id = $1",
                          args, 1, read_command, &command, NULL, error))
        return FALSE;
      g_ptr_array_add (batch->commands, command);
      batch->last = MAX (batch->last, queued[i].pos);
    }
  return TRUE;
}

static gboolean
make_batch (WabiCache *cache, const char *service, const WabiPushBatch *before, const WabiBatchRule *rule,
            Queue *queue, const guint *picked, guint count, WabiPushBatch **out, GError **error)
{
  WabiConn *conn = &cache->work.conn;
  g_autoptr (WabiPushBatch) batch = g_new0 (WabiPushBatch, 1);
  g_autoptr (GHashTable) in_run = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree WabiQueued *queued = g_new0 (WabiQueued, count);
  WabiValue args[] = { WABI_TEXT (service) };

  batch->service = g_strdup (service);
  batch->commands = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_command_free);
  for (guint i = 0; i < count; i++)
    queued[i] = g_array_index (queue->rows, WabiQueued, picked[i]);
  for (guint i = 0; before != NULL && i < before->commands->len; i++)
    g_hash_table_add (in_run, ((WabiCommand *)g_ptr_array_index (before->commands, i))->id);
  if (!wabi_db_get_text (conn->db, "SELECT told_epoch FROM feed_cursor WHERE service = $1", args, 1,
                         &batch->epoch, error)
      || !collect_picked (conn, batch, queued, count, error)
      || !number (conn, batch, queued, rule->last, in_run, error) || !write_body (cache, batch, error))
    return FALSE;
  *out = g_steal_pointer (&batch);
  return TRUE;
}

static gboolean
read_queue (WabiConn *conn, const char *service, guint limit, Queue *queue, GError **error)
{
  return read_rows (conn, service, limit, queue, error) && read_waiting (conn, queue, error)
         && (!queue->held || read_records (conn, queue, error));
}

static gboolean
build_batch (WabiCache *cache, const char *service, const WabiPushBatch *before, guint limit, gint64 until,
             WabiPushBatch **out, GError **error)
{
  WabiConn *conn = &cache->work.conn;
  g_auto (Queue) queue = { .schema = 1 };
  WabiBatchRule rule = { limit, until, 0, 0, NULL };
  WabiValue args[] = { WABI_TEXT (service) };
  guint picked[WABI_SYNC_BATCH_MAX], count, size = limit;

  if (before != NULL)
    {
      rule.flown = ((WabiCommand *)g_ptr_array_index (before->commands, before->commands->len - 1))->n;
      size += before->commands->len;
    }
  if (!wabi_db_get_int (conn->db, "SELECT last_n FROM feed_cursor WHERE service = $1", args, 1, &rule.last,
                        error)
      || !wabi_db_get_int (conn->db, "SELECT schema FROM feed_cursor WHERE service = $1", args, 1,
                           &queue.schema, error))
    return FALSE;
  for (;;)
    {
      init_queue (&queue, cache);
      if (!read_queue (conn, service, size, &queue, error))
        return FALSE;
      rule.waiting = queue.waiting;
      count = wabi_batch_plan ((WabiQueued *)(gpointer)queue.rows->data, queue.rows->len, &rule, picked);
      if (count > 0 || queue.rows->len < size || size >= FAR)
        break;
      size = FAR;
    }
  return count == 0 || make_batch (cache, service, before, &rule, &queue, picked, count, out, error);
}

gboolean
wabi_cache_begin_push_to (WabiCache *cache, const char *service, const WabiPushBatch *before, guint limit,
                          gint64 until, WabiPushBatch **out, GError **error)
{
  g_autoptr (WabiPushBatch) batch = NULL;
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && service != NULL && out != NULL, FALSE);

  *out = NULL;
  if (!wabi_work_enter (cache, TRUE, error))
    return FALSE;
  ok = build_batch (cache, service, before, CLAMP (limit, 1, WABI_SYNC_BATCH_MAX), until, &batch, error);
  if (!wabi_work_finish (cache, ok, FALSE, error))
    return FALSE;
  *out = g_steal_pointer (&batch);
  return TRUE;
}

typedef struct
{
  GPtrArray *services;
  GArray *oldest;
} Turns;

static gboolean
collect_turn (const WabiRow *row, gpointer data, GError **error)
{
  Turns *turns = data;
  gint64 oldest = wabi_row_int (row, 1);

  g_ptr_array_add (turns->services, g_strdup (wabi_row_text (row, 0)));
  g_array_append_val (turns->oldest, oldest);
  return TRUE;
}

gboolean
wabi_cache_begin_push (WabiCache *cache, guint limit, WabiPushBatch **out, GError **error)
{
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) oldest = g_array_new (FALSE, FALSE, sizeof (gint64));
  Turns turns = { services, oldest };
  gboolean ok;

  g_return_val_if_fail (WABI_IS_CACHE (cache) && out != NULL, FALSE);

  *out = NULL;
  if (!wabi_work_enter (cache, FALSE, error))
    return FALSE;
  ok = wabi_db_query (cache->work.conn.db,
                      "SELECT service, min (pos) FROM outbox WHERE state < 2 GROUP BY service ORDER BY 2",
                      NULL, 0, collect_turn, &turns, NULL, error);
  wabi_work_leave (cache);
  for (guint i = 0; ok && *out == NULL && i < services->len; i++)
    ok = wabi_cache_begin_push_to (cache, g_ptr_array_index (services, i), NULL, limit,
                                   i + 1 < services->len ? g_array_index (oldest, gint64, i + 1) : G_MAXINT64,
                                   out, error);
  return ok;
}
