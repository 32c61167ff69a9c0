// SPDX-License-Identifier: AGPL-3.0-or-later
// One transaction of a lane, tried until it is decided: committed, or each of its writes answered with what stood in the way.

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RETRY_PAUSE (2 * G_TIME_SPAN_SECOND)
#define MAX_TRIES 5
#define FIRST_PAUSE (100 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_PAUSE (5 * G_TIME_SPAN_SECOND)

/* ---- errors ---- */

void
wabi_store_set_db_error (GError **error, GError *take_inner)
{
  WabiStoreError code = WABI_STORE_ERROR_FAILED;
  const char *words = _ ("The database could not do it. Nothing was changed.");

  if (take_inner->domain != WABI_DB_ERROR)
    {
      g_propagate_error (error, take_inner);
      return;
    }
  if (take_inner->code == WABI_DB_ERROR_FULL)
    {
      code = WABI_STORE_ERROR_FULL;
      words = _ ("The server's disk is full. Nothing was changed.");
    }
  else if (take_inner->code == WABI_DB_ERROR_BUSY || take_inner->code == WABI_DB_ERROR_SERIALIZATION)
    {
      code = WABI_STORE_ERROR_BUSY;
      words = _ ("The database is busy. Try again in a moment.");
    }
  else if (take_inner->code == WABI_DB_ERROR_UNAVAILABLE)
    {
      code = WABI_STORE_ERROR_AWAY;
      words = _ ("The database cannot be reached. Try again in a moment.");
    }
  g_set_error (error, WABI_STORE_ERROR, (int)code, "%s (%s)", words, take_inner->message);
  g_error_free (take_inner);
}

/* What costs the whole transaction, so that undoing the one job would not help. */
static gboolean
is_fatal (const GError *error)
{
  return error->domain == WABI_DB_ERROR
         && (error->code == WABI_DB_ERROR_SERIALIZATION || error->code == WABI_DB_ERROR_UNAVAILABLE);
}

/* ---- the connection ---- */

WabiDb *
wabi_lane_open (WabiStore *store, GError **error)
{
  WabiDbOptions options = { .location = store->location, .durable = !store->quick };
  WabiDb *db = wabi_db_open (store->driver, &options, error);

  if (db != NULL && store->driver->dialect == WABI_DIALECT_SQLITE && !wabi_db_script (db, "PRAGMA cache_size=-8000;", error))
    g_clear_pointer (&db, wabi_db_close);
  return db;
}

/* A database that stays away is asked again after a pause that grows; meanwhile every write is answered at once. */
static gboolean
ensure_db (WabiLane *lane, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  lane->quiet = FALSE;
  if (lane->db != NULL && wabi_db_check (lane->db))
    return TRUE;
  g_clear_pointer (&lane->db, wabi_db_close);
  lane->quiet = now < lane->reopen_at;
  if (lane->quiet)
    {
      g_set_error_literal (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE, "it was away a moment ago");
      return FALSE;
    }
  lane->db = wabi_lane_open (lane->store, error);
  if (lane->db != NULL)
    {
      lane->pause = 0;
      return TRUE;
    }
  lane->pause = CLAMP (lane->pause * 2, FIRST_PAUSE, LONGEST_PAUSE);
  lane->reopen_at = g_get_monotonic_time () + lane->pause;
  return FALSE;
}

/* ---- one try ---- */

typedef struct
{
  WabiStoreTx tx;
  GHashTable *left; /* marks that reactions have not come to the end of */
  gint64 retry_at;
  gboolean committing;
  gboolean undone; /* the only write of it was refused, which is no failure */
} Try;

static gboolean
run_job (WabiStoreTx *tx, WabiJob *job, GError **error)
{
  gboolean ok;

  if (!wabi_tx_save (tx, error))
    return FALSE;
  job->started = TRUE;
  ok = job->run (tx, job->data, &job->error) && wabi_tx_release (tx, &job->error);
  if (ok)
    return TRUE;
  g_assert (job->error != NULL);
  if (!is_fatal (job->error) && wabi_tx_undo (tx, NULL))
    return TRUE;
  /* The engine has undone everything by itself (a full disk, a deadlock): the reason is the job's. */
  g_propagate_error (error, g_error_copy (job->error));
  return FALSE;
}

/* What has the transaction for itself needs no savepoint: the transaction is undone when it is refused. */
static gboolean
run_alone (Try *try, WabiJob *job, GError **error)
{
  job->started = TRUE;
  if (job->run (&try->tx, job->data, &job->error))
    return TRUE;
  g_assert (job->error != NULL);
  try->undone = !is_fatal (job->error);
  g_propagate_error (error, g_error_copy (job->error));
  return FALSE;
}

/* Reactions must not cost the pushes of the same transaction: what fails is undone and tried again later. */
static gboolean
run_reactions (Try *try, WabiBatch *batch, GError **error)
{
  GError *inner = NULL;

  if (!wabi_tx_save (&try->tx, error))
    return FALSE;
  if (wabi_react_step (&try->tx, batch->marks, batch->n > 0, try->left, &inner) && wabi_tx_release (&try->tx, &inner))
    return TRUE;
  if (is_fatal (inner))
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  g_warning ("reactions of services have to wait: %s", inner->message);
  g_error_free (inner);
  try->retry_at = g_get_monotonic_time () + RETRY_PAUSE;
  return wabi_tx_undo (&try->tx, error);
}

static gboolean
run_in_transaction (Try *try, WabiBatch *batch, GError **error)
{
  WabiStoreTx *tx = &try->tx;

  if (batch->practice != NULL ? !wabi_tx_lock (tx, batch->practice, error) : !wabi_tx_lock_common (tx, error))
    return FALSE;
  if (batch->n == 1 && batch->notes == NULL && batch->marks == NULL)
    return run_alone (try, batch->jobs[0], error) && wabi_tx_write_heads (tx, error) && wabi_news_announce (tx, error);
  for (guint i = 0; i < batch->n; i++)
    if (!run_job (tx, batch->jobs[i], error))
      return FALSE;
  if (batch->notes != NULL && !wabi_notes_write (tx, batch->notes, error))
    return FALSE;
  if (batch->marks != NULL && !run_reactions (try, batch, error))
    return FALSE;
  return wabi_tx_write_heads (tx, error) && wabi_news_announce (tx, error);
}

static gboolean
run_once (WabiLane *lane, WabiBatch *batch, Try *try, GError **error)
{
  gboolean ok;

  if (!ensure_db (lane, error))
    return FALSE;
  try->tx.db = lane->db;
  try->committing = wabi_db_begin (lane->db, WABI_DB_WRITE, error) && run_in_transaction (try, batch, error);
  ok = try->committing && wabi_db_commit (lane->db, error);
  wabi_db_rollback (lane->db);
  if (!try->undone)
    return ok;
  /* Nothing has moved, and the write has its answer. */
  g_clear_error (error);
  g_ptr_array_set_size (try->tx.heads, 0);
  g_hash_table_remove_all (try->tx.moved);
  return TRUE;
}

static void
begin_try (Try *try, WabiLane *lane)
{
  memset (try, 0, sizeof *try);
  wabi_tx_init (&try->tx, lane);
  try->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
end_try (Try *try)
{
  wabi_tx_clear (&try->tx);
  g_clear_pointer (&try->left, g_hash_table_unref);
}

/* ---- trying again ---- */

/* Takes a job out of the batch and answers it. */
static void
answer_one (WabiLane *lane, WabiBatch *batch, guint at, GError *take_error)
{
  WabiJob *job = batch->jobs[at];

  g_clear_error (&job->error);
  job->error = take_error;
  memmove (&batch->jobs[at], &batch->jobs[at + 1], (batch->n - at - 1) * sizeof batch->jobs[0]);
  batch->n--;
  g_mutex_lock (&lane->store->queue.lock);
  job->done = TRUE;
  g_cond_signal (&job->finished);
  g_mutex_unlock (&lane->store->queue.lock);
}

/*
 * What is begun anew. A push may be run as often as one likes, since what it has done it finds again by device and number, also when the
 * commit's answer was lost on the way. Of other jobs nobody knows that, so those that had begun are answered with the truth.
 */
static void
settle_begun (WabiLane *lane, WabiBatch *batch, const Try *try, const GError *why)
{
  guint i = 0;

  while (i < batch->n)
    {
      WabiJob *job = batch->jobs[i];

      if (!job->started || job->again)
        {
          g_clear_error (&job->error);
          i++;
        }
      else if (try->committing)
        answer_one (lane, batch, i,
                    g_error_new (WABI_STORE_ERROR, WABI_STORE_ERROR_AWAY, "%s (%s)",
                                 _ ("The connection to the database broke at the last step. It is not known whether this was kept: "
                                    "look before you do it again."),
                                 why->message));
      else
        answer_one (lane, batch, i, g_error_copy (why));
    }
}

static gboolean
is_worth_another_try (const WabiLane *lane, const Try *try, const GError *why, guint tries)
{
  return tries < MAX_TRIES && lane->db != NULL && is_fatal (why);
}

/* ---- after it ---- */

static void
fail_all (WabiBatch *batch, const GError *why)
{
  for (guint i = 0; i < batch->n; i++)
    if (batch->jobs[i]->error == NULL)
      batch->jobs[i]->error = g_error_copy (why);
}

static void
answer_all (WabiBatch *batch)
{
  for (guint i = 0; i < batch->n; i++)
    {
      batch->jobs[i]->done = TRUE;
      g_cond_signal (&batch->jobs[i]->finished);
    }
}

static void
tell_all (WabiStore *store, WabiStoreTx *tx)
{
  for (guint i = 0; i < tx->heads->len; i++)
    {
      WabiTxHead *head = g_ptr_array_index (tx->heads, i);

      if (head->head != head->first_head)
        wabi_news_tell (store, head->practice, head->service, head->head);
    }
}

static void
mark_all (WabiStore *store, GHashTable *marks)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, marks);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    wabi_lanes_mark (store, key);
}

/* What reactions have looked at to its end is clean, what they have left and what moved meanwhile is dirty. */
static void
note_progress (WabiLane *lane, WabiBatch *batch, Try *try, gboolean ok)
{
  if (batch->marks != NULL)
    mark_all (lane->store, ok && try->retry_at == 0 ? try->left : batch->marks);
  if (ok)
    mark_all (lane->store, try->tx.moved);
}

static void
count_batch (WabiStore *store, WabiBatch *batch, const WabiStoreTx *tx)
{
  WabiStoreStats *stats = &store->queue.stats;

  stats->commits++;
  stats->pushes += batch->n;
  stats->commands += tx->commands;
  stats->rejected += tx->rejected;
  stats->reactions += tx->reacted;
}

static void
give_up (WabiLane *lane, WabiBatch *batch, Try *try, const GError *why)
{
  if (!lane->quiet)
    g_warning ("a transaction failed, its %u writes are answered with an error: %s", batch->n, why->message);
  try->retry_at = g_get_monotonic_time () + RETRY_PAUSE;
  if (is_fatal (why))
    settle_begun (lane, batch, try, why);
  fail_all (batch, why);
  /* On closing there is no later: trying for ever would keep the process from ending while the database is away. */
  if (batch->notes != NULL && batch->closing)
    g_warning ("%u disclosures could not be noted in the audit before the end", g_hash_table_size (batch->notes));
  else if (batch->notes != NULL)
    wabi_notes_restore (lane->store, batch->notes);
}

static void
finish (WabiLane *lane, WabiBatch *batch, Try *try, gboolean ok)
{
  WabiStore *store = lane->store;

  note_progress (lane, batch, try, ok);
  g_mutex_lock (&store->queue.lock);
  if (batch->marks != NULL || !ok)
    lane->retry_at = try->retry_at;
  if (ok)
    count_batch (store, batch, &try->tx);
  answer_all (batch);
  g_mutex_unlock (&store->queue.lock);
  if (ok)
    tell_all (store, &try->tx);
}

void
wabi_lane_run (WabiLane *lane, WabiBatch *batch)
{
  g_autoptr (GError) error = NULL;
  gboolean ok;
  Try try;

  for (guint tries = 1;; tries++)
    {
      begin_try (&try, lane);
      ok = run_once (lane, batch, &try, &error);
      if (ok || !is_worth_another_try (lane, &try, error, tries))
        break;
      g_message ("a transaction is run again: %s", error->message);
      settle_begun (lane, batch, &try, error);
      end_try (&try);
      g_clear_error (&error);
      /* Two that ran into each other must not do so again at once. */
      g_usleep ((tries + lane->number) * G_TIME_SPAN_MILLISECOND);
    }
  if (!ok)
    give_up (lane, batch, &try, error);
  finish (lane, batch, &try, ok);
  end_try (&try);
}
