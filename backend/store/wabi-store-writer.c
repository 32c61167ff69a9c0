// SPDX-License-Identifier: AGPL-3.0-or-later
// The one thread that writes: it drains what waits into one durable transaction and answers after the commit
// (group commit).

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WAITING 2048
#define MAX_BATCH 256
#define RETRY_PAUSE (2 * G_TIME_SPAN_SECOND)

typedef struct
{
  WabiJob *jobs[MAX_BATCH];
  guint n;
  gboolean closing, react;
  GHashTable *notes; /* (nullable): disclosures to write */
} Batch;

/* ---- the queue ---- */

void
wabi_store_set_db_error (GError **error, GError *take_inner)
{
  WabiStoreError code = WABI_STORE_ERROR_FAILED;

  if (take_inner->domain != WABI_DB_ERROR)
    {
      g_propagate_error (error, take_inner);
      return;
    }
  if (take_inner->code == WABI_DB_ERROR_FULL)
    code = WABI_STORE_ERROR_FULL;
  else if (take_inner->code == WABI_DB_ERROR_BUSY || take_inner->code == WABI_DB_ERROR_SERIALIZATION)
    code = WABI_STORE_ERROR_BUSY;
  g_set_error (error, WABI_STORE_ERROR, (int)code, "%s (%s)",
               code == WABI_STORE_ERROR_FULL   ? _ ("The server's disk is full. Nothing was changed.")
               : code == WABI_STORE_ERROR_BUSY ? _ ("The database is busy. Try again in a moment.")
                                               : _ ("The database could not do it. Nothing was changed."),
               take_inner->message);
  g_error_free (take_inner);
}

static gboolean
enqueue (WabiStore *store, WabiJob *job, GError **error)
{
  if (store->queue.closing)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_CLOSED,
                           _ ("The server is being stopped."));
      return FALSE;
    }
  if (store->queue.jobs.length >= MAX_WAITING)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_BUSY,
                           _ ("Too much is waiting to be written. Try again in a moment."));
      return FALSE;
    }
  g_queue_push_tail (&store->queue.jobs, job);
  g_cond_signal (&store->queue.wake);
  return TRUE;
}

gboolean
wabi_writer_run (WabiStore *store, WabiJobFunc run, gpointer data, GError **error)
{
  WabiJob job = { .run = run, .data = data };
  gboolean queued;

  g_cond_init (&job.finished);
  g_mutex_lock (&store->queue.lock);
  queued = enqueue (store, &job, error);
  while (queued && !job.done)
    g_cond_wait (&job.finished, &store->queue.lock);
  g_mutex_unlock (&store->queue.lock);
  g_cond_clear (&job.finished);
  if (!queued)
    return FALSE;
  if (job.error == NULL)
    return TRUE;
  wabi_store_set_db_error (error, job.error);
  return FALSE;
}

gboolean
wabi_store_write (WabiStore *store, WabiStoreWriteFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (store != NULL && func != NULL, FALSE);
  return wabi_writer_run (store, func, data, error);
}

void
wabi_writer_wake (WabiStore *store)
{
  g_mutex_lock (&store->queue.lock);
  g_cond_signal (&store->queue.wake);
  g_mutex_unlock (&store->queue.lock);
}

/* ---- one batch ---- */

static void
answer (WabiStore *store, Batch *batch)
{
  for (guint i = 0; i < batch->n; i++)
    {
      batch->jobs[i]->done = TRUE;
      g_cond_signal (&batch->jobs[i]->finished);
    }
}

/* Runs a job in a savepoint. FALSE when the whole transaction is lost, with @error; a job's own failure is
 * its own answer. */
static gboolean
run_job (WabiStoreTx *tx, WabiJob *job, GError **error)
{
  if (!wabi_tx_save (tx, error))
    return FALSE;
  if (job->run (tx, job->data, &job->error))
    return wabi_tx_release (tx, error);
  g_assert (job->error != NULL);
  if (wabi_tx_undo (tx, NULL))
    return TRUE;
  /* The engine has undone everything by itself (a full disk): the reason is the job's. */
  g_propagate_error (error, g_error_copy (job->error));
  return FALSE;
}

/* Reactions must not cost the pushes of the same transaction: what fails is undone and tried again later. */
static gboolean
run_reactions (WabiStoreTx *tx, GHashTable *left, GError **error)
{
  WabiStore *store = tx->store;
  g_autoptr (GError) inner = NULL;

  if (!wabi_tx_save (tx, error))
    return FALSE;
  if (wabi_react_step (tx, store->writer.dirty, left, &inner))
    return wabi_tx_release (tx, error);
  g_warning ("reactions of services have to wait: %s", inner->message);
  store->writer.retry_at = g_get_monotonic_time () + RETRY_PAUSE;
  return wabi_tx_undo (tx, error);
}

static gboolean
run_in_transaction (WabiStoreTx *tx, Batch *batch, GHashTable *left, GError **error)
{
  for (guint i = 0; i < batch->n; i++)
    if (!run_job (tx, batch->jobs[i], error))
      return FALSE;
  if (batch->notes != NULL && !wabi_notes_write (tx, batch->notes, error))
    return FALSE;
  if (batch->react && !run_reactions (tx, left, error))
    return FALSE;
  return wabi_tx_write_heads (tx, error);
}

static void
fail_all (Batch *batch, const GError *why)
{
  for (guint i = 0; i < batch->n; i++)
    if (batch->jobs[i]->error == NULL)
      batch->jobs[i]->error = g_error_copy (why);
}

static void
tell_listeners (WabiStore *store, WabiStoreTx *tx)
{
  g_mutex_lock (&store->listeners_lock);
  for (guint i = 0; i < tx->heads->len; i++)
    {
      WabiTxHead *head = g_ptr_array_index (tx->heads, i);

      for (guint k = 0; head->head != head->first_head && k < store->listeners->len; k++)
        {
          WabiListener *listener = &g_array_index (store->listeners, WabiListener, k);

          listener->func (head->practice, head->service, head->head, listener->data);
        }
    }
  g_mutex_unlock (&store->listeners_lock);
}

static void
take_marks (GHashTable *into, GHashTable *from)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (into, g_strdup (key));
}

/* After the commit: what reactions have looked at to its end is clean, what moved meanwhile is dirty. */
static void
note_progress (WabiStore *store, Batch *batch, WabiStoreTx *tx, GHashTable *left)
{
  if (batch->react && store->writer.retry_at == 0)
    {
      g_hash_table_remove_all (store->writer.dirty);
      take_marks (store->writer.dirty, left);
    }
  take_marks (store->writer.dirty, tx->moved);
}

static void
count_batch (WabiStore *store, Batch *batch, const WabiStoreTx *tx)
{
  WabiStoreStats *stats = &store->queue.stats;

  stats->commits++;
  stats->pushes += batch->n;
  stats->commands += tx->commands;
  stats->rejected += tx->rejected;
  stats->reactions += tx->reacted;
}

static void
run_batch (WabiStore *store, Batch *batch)
{
  g_autoptr (GHashTable) left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  WabiDb *db = store->writer.db;
  WabiStoreTx tx;
  gboolean ok;

  store->writer.retry_at = 0;
  wabi_tx_init (&tx, store);
  ok = wabi_db_begin (db, WABI_DB_WRITE, &error) && run_in_transaction (&tx, batch, left, &error)
       && wabi_db_commit (db, &error);
  wabi_db_rollback (db);
  if (ok)
    note_progress (store, batch, &tx, left);
  else
    {
      g_warning ("a transaction failed, its %u writes are answered with an error: %s", batch->n,
                 error->message);
      store->writer.retry_at = g_get_monotonic_time () + RETRY_PAUSE;
      fail_all (batch, error);
      if (batch->notes != NULL)
        wabi_notes_restore (store, batch->notes);
    }
  g_mutex_lock (&store->queue.lock);
  if (ok)
    count_batch (store, batch, &tx);
  answer (store, batch);
  g_mutex_unlock (&store->queue.lock);
  if (ok)
    tell_listeners (store, &tx);
  wabi_tx_clear (&tx);
}

/* ---- the thread ---- */

static gboolean
reactions_are_due (WabiStore *store, gint64 *wait_until)
{
  if (g_hash_table_size (store->writer.dirty) == 0)
    return FALSE;
  if (store->writer.retry_at == 0 || g_get_monotonic_time () >= store->writer.retry_at)
    return TRUE;
  *wait_until = MIN (*wait_until, store->writer.retry_at);
  return FALSE;
}

/* Waits until there is something to do; FALSE when there is nothing left and the store is closing. */
static gboolean
wait_for_work (WabiStore *store, Batch *batch)
{
  gboolean notes_due = FALSE;

  memset (batch, 0, sizeof *batch);
  g_mutex_lock (&store->queue.lock);
  for (;;)
    {
      gint64 until = G_MAXINT64;

      batch->closing = store->queue.closing;
      batch->react = !batch->closing && reactions_are_due (store, &until);
      notes_due = wabi_notes_are_due (store, batch->closing, &until);
      if (batch->react || notes_due || batch->closing || store->queue.jobs.length > 0)
        break;
      store->queue.resting = g_hash_table_size (store->writer.dirty) == 0;
      g_cond_broadcast (&store->queue.idle);
      if (until == G_MAXINT64)
        g_cond_wait (&store->queue.wake, &store->queue.lock);
      else
        g_cond_wait_until (&store->queue.wake, &store->queue.lock, until);
    }
  store->queue.resting = FALSE;
  while (batch->n < MAX_BATCH && store->queue.jobs.length > 0)
    batch->jobs[batch->n++] = g_queue_pop_head (&store->queue.jobs);
  g_mutex_unlock (&store->queue.lock);
  if (notes_due)
    batch->notes = wabi_notes_steal (store);
  return batch->n > 0 || batch->react || notes_due;
}

static gpointer
write_until_closed (gpointer data)
{
  WabiStore *store = data;
  Batch batch;

  while (wait_for_work (store, &batch))
    {
      run_batch (store, &batch);
      g_clear_pointer (&batch.notes, g_hash_table_unref);
    }
  return NULL;
}

gboolean
wabi_writer_start (WabiStore *store, GError **error)
{
  store->writer.thread = g_thread_try_new ("wabi-writer", write_until_closed, store, error);
  return store->writer.thread != NULL;
}

void
wabi_writer_stop (WabiStore *store)
{
  if (store->writer.thread == NULL)
    return;
  g_mutex_lock (&store->queue.lock);
  store->queue.closing = TRUE;
  g_cond_signal (&store->queue.wake);
  g_mutex_unlock (&store->queue.lock);
  g_thread_join (g_steal_pointer (&store->writer.thread));
}

gboolean
wabi_store_wait_idle (WabiStore *store, guint seconds)
{
  gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  gboolean idle = TRUE;

  g_return_val_if_fail (store != NULL, FALSE);

  g_mutex_lock (&store->queue.lock);
  while (idle && !(store->queue.resting && store->queue.jobs.length == 0))
    idle = g_cond_wait_until (&store->queue.idle, &store->queue.lock, until);
  g_mutex_unlock (&store->queue.lock);
  return idle;
}

void
wabi_store_get_stats (WabiStore *store, WabiStoreStats *out)
{
  g_return_if_fail (store != NULL && out != NULL);

  g_mutex_lock (&store->queue.lock);
  *out = store->queue.stats;
  out->waiting = store->queue.jobs.length;
  g_mutex_unlock (&store->queue.lock);
}
