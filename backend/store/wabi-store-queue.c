// SPDX-License-Identifier: AGPL-3.0-or-later
// Who writes what, and when: writes wait in lanes, a lane's thread drains what belongs together into one durable
// transaction (group commit).

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WAITING 2048
#define DEFAULT_WRITERS 4

/* ---- lanes ---- */

static void
free_zone (gpointer data)
{
  WabiLaneZone *zone = data;

  g_free (zone->zone);
  g_free (zone);
}

void
wabi_lanes_init (WabiStore *store, guint max_writers)
{
  gboolean alone = store->driver->dialect == WABI_DIALECT_SQLITE;

  g_mutex_init (&store->queue.lock);
  g_cond_init (&store->queue.idle);
  store->n_lanes = alone ? 1 : 1 + (max_writers > 0 ? max_writers : DEFAULT_WRITERS);
  store->lanes = g_new0 (WabiLane, store->n_lanes);
  for (guint i = 0; i < store->n_lanes; i++)
    {
      WabiLane *lane = &store->lanes[i];

      lane->store = store;
      lane->number = i;
      g_queue_init (&lane->jobs);
      g_cond_init (&lane->wake);
      lane->dirty = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      lane->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_zone);
    }
}

void
wabi_lanes_clear (WabiStore *store)
{
  for (guint i = 0; i < store->n_lanes; i++)
    {
      WabiLane *lane = &store->lanes[i];

      g_clear_pointer (&lane->db, wabi_db_close);
      g_clear_pointer (&lane->dirty, g_hash_table_unref);
      g_clear_pointer (&lane->zones, g_hash_table_unref);
      g_cond_clear (&lane->wake);
    }
  g_clear_pointer (&store->lanes, g_free);
  g_mutex_clear (&store->queue.lock);
  g_cond_clear (&store->queue.idle);
}

/* The same practice always goes the same way, so that its writes share their commits and never wait for each other's locks. */
static WabiLane *
choose_lane (WabiStore *store, const char *practice, gsize length)
{
  guint hash = 5381;

  if (store->n_lanes == 1 || practice == NULL)
    return &store->lanes[0];
  for (gsize i = 0; i < length; i++)
    hash = hash * 33 + (guchar) practice[i];
  return &store->lanes[1 + hash % (store->n_lanes - 1)];
}

void
wabi_lanes_mark (WabiStore *store, const char *mark)
{
  WabiLane *lane = choose_lane (store, mark, strcspn (mark, "\n"));

  g_mutex_lock (&store->queue.lock);
  g_hash_table_add (lane->dirty, g_strdup (mark));
  g_cond_signal (&lane->wake);
  g_mutex_unlock (&store->queue.lock);
}

/* ---- the queue ---- */

static gboolean
enqueue (WabiStore *store, WabiJob *job, GError **error)
{
  WabiLane *lane = choose_lane (store, job->practice, job->practice != NULL ? strlen (job->practice) : 0);

  if (store->queue.closing)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_CLOSED,
                           _ ("The server is being stopped."));
      return FALSE;
    }
  if (store->queue.waiting >= MAX_WAITING)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_BUSY,
                           _ ("Too much is waiting to be written. Try again in a moment."));
      return FALSE;
    }
  store->queue.waiting++;
  g_queue_push_tail (&lane->jobs, job);
  g_cond_signal (&lane->wake);
  return TRUE;
}

gboolean
wabi_writer_run (WabiStore *store, WabiJob *job, GError **error)
{
  gboolean queued;

  g_cond_init (&job->finished);
  g_mutex_lock (&store->queue.lock);
  queued = enqueue (store, job, error);
  while (queued && !job->done)
    g_cond_wait (&job->finished, &store->queue.lock);
  g_mutex_unlock (&store->queue.lock);
  g_cond_clear (&job->finished);
  if (!queued)
    return FALSE;
  if (job->error == NULL)
    return TRUE;
  wabi_store_set_db_error (error, job->error);
  return FALSE;
}

gboolean
wabi_store_write (WabiStore *store, WabiStoreWriteFunc func, gpointer data, GError **error)
{
  WabiJob job = { .run = func, .data = data };

  g_return_val_if_fail (store != NULL && func != NULL, FALSE);
  return wabi_writer_run (store, &job, error);
}

gboolean
wabi_store_write_in (WabiStore *store, const char *practice, WabiStoreWriteFunc func, gpointer data, GError **error)
{
  WabiJob job = { .run = func, .data = data, .practice = practice };

  g_return_val_if_fail (store != NULL && practice != NULL && func != NULL, FALSE);
  return wabi_writer_run (store, &job, error);
}

/* The first lane writes disclosures. */
void
wabi_writer_wake (WabiStore *store)
{
  g_mutex_lock (&store->queue.lock);
  g_cond_signal (&store->lanes[0].wake);
  g_mutex_unlock (&store->queue.lock);
}

/* ---- choosing what goes into a transaction ---- */

static gboolean
is_of_practice (const char *mark, const char *practice)
{
  gsize length = strlen (practice);

  return strncmp (mark, practice, length) == 0 && mark[length] == '\n';
}

static void
take_jobs (WabiLane *lane, WabiBatch *batch)
{
  GList *link = lane->jobs.head;

  while (link != NULL && batch->n < WABI_MAX_BATCH)
    {
      GList *next = link->next;
      WabiJob *job = link->data;

      if (lane->store->n_lanes == 1 || g_strcmp0 (job->practice, batch->practice) == 0)
        {
          batch->jobs[batch->n++] = job;
          g_queue_delete_link (&lane->jobs, link);
        }
      link = next;
    }
  lane->store->queue.waiting -= batch->n;
}

static void
take_marks (WabiLane *lane, WabiBatch *batch)
{
  GHashTableIter iter;
  gpointer mark;

  batch->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, lane->dirty);
  while (g_hash_table_iter_next (&iter, &mark, NULL))
    if (lane->store->n_lanes == 1 || (batch->practice != NULL && is_of_practice (mark, batch->practice)))
      {
        g_hash_table_add (batch->marks, g_strdup (mark));
        g_hash_table_iter_remove (&iter);
      }
}

/* On SQLite everything that waits; on PostgreSQL what is about one practice, taking turns between those with jobs and those with
 * changes to react to, so that neither waits for ever. */
static void
fill_batch (WabiLane *lane, WabiBatch *batch, gboolean react)
{
  WabiJob *first = g_queue_peek_head (&lane->jobs);
  GHashTableIter iter;
  gpointer mark;

  if (lane->store->n_lanes > 1 && react && (first == NULL || lane->turn))
    {
      g_hash_table_iter_init (&iter, lane->dirty);
      if (g_hash_table_iter_next (&iter, &mark, NULL))
        batch->practice = g_strndup (mark, strcspn (mark, "\n"));
    }
  else if (lane->store->n_lanes > 1 && first != NULL)
    batch->practice = g_strdup (first->practice);
  lane->turn = !lane->turn;
  take_jobs (lane, batch);
  if (react)
    take_marks (lane, batch);
}

static gboolean
reactions_are_due (WabiLane *lane, gint64 *wait_until)
{
  if (g_hash_table_size (lane->dirty) == 0)
    return FALSE;
  if (lane->retry_at == 0 || g_get_monotonic_time () >= lane->retry_at)
    return TRUE;
  *wait_until = MIN (*wait_until, lane->retry_at);
  return FALSE;
}

/* ---- the thread ---- */

/* Waits until there is something to do; FALSE when there is nothing left and the store is closing. */
static gboolean
wait_for_work (WabiLane *lane, WabiBatch *batch)
{
  WabiStore *store = lane->store;
  gboolean notes_due = FALSE, react = FALSE;

  memset (batch, 0, sizeof *batch);
  g_mutex_lock (&store->queue.lock);
  for (;;)
    {
      gint64 until = G_MAXINT64;

      batch->closing = store->queue.closing;
      react = !batch->closing && reactions_are_due (lane, &until);
      notes_due = lane->number == 0 && wabi_notes_are_due (store, batch->closing, &until);
      if (react || notes_due || batch->closing || lane->jobs.length > 0)
        break;
      lane->resting = g_hash_table_size (lane->dirty) == 0;
      g_cond_broadcast (&store->queue.idle);
      if (until == G_MAXINT64)
        g_cond_wait (&lane->wake, &store->queue.lock);
      else
        g_cond_wait_until (&lane->wake, &store->queue.lock, until);
    }
  lane->resting = FALSE;
  fill_batch (lane, batch, react);
  g_mutex_unlock (&store->queue.lock);
  if (notes_due)
    batch->notes = wabi_notes_steal (store);
  return batch->n > 0 || react || notes_due;
}

static gpointer
write_until_closed (gpointer data)
{
  WabiLane *lane = data;
  WabiBatch batch;

  while (wait_for_work (lane, &batch))
    {
      wabi_lane_run (lane, &batch);
      g_clear_pointer (&batch.notes, g_hash_table_unref);
      g_clear_pointer (&batch.marks, g_hash_table_unref);
      g_clear_pointer (&batch.practice, g_free);
    }
  return NULL;
}

gboolean
wabi_lanes_start (WabiStore *store, GError **error)
{
  for (guint i = 0; i < store->n_lanes; i++)
    {
      store->lanes[i].thread = g_thread_try_new ("wabi-writer", write_until_closed, &store->lanes[i], error);
      if (store->lanes[i].thread == NULL)
        return FALSE;
    }
  return TRUE;
}

void
wabi_lanes_stop (WabiStore *store)
{
  g_mutex_lock (&store->queue.lock);
  store->queue.closing = TRUE;
  for (guint i = 0; i < store->n_lanes; i++)
    g_cond_signal (&store->lanes[i].wake);
  g_mutex_unlock (&store->queue.lock);
  for (guint i = 0; i < store->n_lanes; i++)
    if (store->lanes[i].thread != NULL)
      g_thread_join (g_steal_pointer (&store->lanes[i].thread));
}

static gboolean
all_rest (const WabiStore *store)
{
  for (guint i = 0; i < store->n_lanes; i++)
    if (!store->lanes[i].resting || store->lanes[i].jobs.length > 0 || g_hash_table_size (store->lanes[i].dirty) > 0)
      return FALSE;
  return TRUE;
}

gboolean
wabi_store_wait_idle (WabiStore *store, guint seconds)
{
  gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  gboolean idle = TRUE;

  g_return_val_if_fail (store != NULL, FALSE);

  g_mutex_lock (&store->queue.lock);
  while (idle && !all_rest (store))
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
  out->waiting = store->queue.waiting;
  g_mutex_unlock (&store->queue.lock);
}
