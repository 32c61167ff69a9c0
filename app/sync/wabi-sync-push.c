// SPDX-License-Identifier: AGPL-3.0-or-later
// Sending one service's queue: while one batch is on its way, the answer to the last one is noted and the next
// one made ready. One is sent only when the one before it was answered, so the order stays.

#include <string.h>

#include "wabi-sync-private.h"

#define PUSH_LIMIT 200

typedef struct
{
  guint references; /* of the main thread, one for each call that is under way */
  WabiSync *sync;
  WabiCache *cache;
  guint service, limit; /* the limit of the batch that is made now */
  gint64 until;
  gboolean any; /* something was sent */
  WabiPushBatch *flying, *next, *done;  /* on its way, to be sent after it, answered */
  WabiHttpAnswer *answer, *done_answer; /* to flying, to done */
  gint64 done_head, expected;
  guint done_count;
  gboolean working, lost;
  GError *error; /* of this machine, or of an answer that makes no sense */
} Push;

static void
drop (Push *push)
{
  if (--push->references > 0)
    return;
  g_object_unref (push->sync);
  g_object_unref (push->cache);
  wabi_push_batch_free (push->flying);
  wabi_push_batch_free (push->next);
  wabi_push_batch_free (push->done);
  wabi_http_answer_free (push->answer);
  wabi_http_answer_free (push->done_answer);
  g_clear_error (&push->error);
  g_free (push);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Push, drop)

static Push *
keep (Push *push)
{
  push->references++;
  return push;
}

/* Whether the cache whose queue is sent is still the open one. */
static gboolean
is_current (const Push *push)
{
  return push->sync->cache == push->cache && push->sync->machine != NULL;
}

static void
run_in_thread (Push *push, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (push->sync, NULL, callback, keep (push));

  g_task_set_task_data (task, push, NULL);
  g_task_run_in_thread (task, func);
}

static gint64
get_now (const Push *push)
{
  return wabi_clock_monotonic (wabi_cache_get_clock (push->cache));
}

/* ---- What cannot be answered ---- */

static void
set_aside (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Push *push = task_data;
  const WabiCommand *command = g_ptr_array_index (push->flying->commands, 0);
  GError *error = NULL;

  if (wabi_cache_put_aside (push->cache, push->flying->service, command->id, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A broken answer (500) may be the service's own illness: it is left alone for a while too. */
static void
end_spoiled (Push *push)
{
  if (push->answer->status >= 500)
    {
      wabi_sync_fail_round (push->sync, push->service, WABI_SYNC_FAILED_SERVER, push->answer->retry_after);
      return;
    }
  wabi_sync_machine_push_done (push->sync->machine, push->service);
  wabi_sync_go_on (push->sync);
}

static void
on_aside_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Push) push = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("sync: %s", error->message);
  if (!is_current (push))
    return;
  if (error != NULL)
    wabi_sync_fail_here (push->sync, push->service, error);
  else
    end_spoiled (push);
}

/* Something in the batch is more than the service can take: one by one, and what it cannot take even alone
 * goes last. */
static void
take_spoiled (Push *push)
{
  const WabiHttpAnswer *answer = push->answer;

  g_message ("sync: %s answered %u to %u changes", push->flying->service, answer->status,
             push->flying->commands->len);
  if (wabi_sync_machine_spoiled (push->sync->machine, push->service, push->flying->commands->len))
    run_in_thread (push, set_aside, on_aside_cb);
  else
    end_spoiled (push);
}

/* ---- Numbers that do not fit ---- */

static void
renumber (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Push *push = task_data;
  GError *error = NULL;

  /* A number or id that was used for something else: there is another copy of this desktop. */
  if (push->expected == 0 ? wabi_cache_renew_device (push->cache, &error)
                          : wabi_cache_renumber (push->cache, push->flying->service, push->expected, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_renumbered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Push) push = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("sync: %s", error->message);
  else if (is_current (push) && push->expected == 0)
    wabi_sync_keep_device (push->sync);
  /* With a pause, so that two who do not agree on the count do not shout at each other. */
  if (is_current (push))
    wabi_sync_fail_round (push->sync, push->service, WABI_SYNC_FAILED_SERVER, 0);
}

static gboolean
is_spoiled (const WabiHttpAnswer *answer, const char *code)
{
  return answer->status == 400 || answer->status == 413 || answer->status == 422 || answer->status == 500
         || (answer->status == 409 && g_strcmp0 (code, "dep_waiting") == 0);
}

static void
take_refusal (Push *push)
{
  g_autofree char *code = NULL, *message = NULL;
  const WabiHttpAnswer *answer = push->answer;
  gboolean miscounted;

  wabi_error_parse (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), &code, &message,
                    &push->expected);
  if (answer->status == 422 && g_strcmp0 (code, "mid_reuse") == 0)
    push->expected = 0;
  miscounted = (answer->status == 422 && g_strcmp0 (code, "mid_reuse") == 0)
               || (answer->status == 409 && push->expected > 0);
  if (miscounted && !wabi_sync_machine_miscounted (push->sync->machine, push->service))
    run_in_thread (push, renumber, on_renumbered_cb);
  else if (miscounted || is_spoiled (answer, code))
    take_spoiled (push);
  else
    wabi_sync_take_refusal (push->sync, push->service, answer);
}

/* ---- The queue ---- */

static gboolean
note_done (Push *push, GError **error)
{
  g_autoptr (WabiPushAnswer) answer = NULL;

  if (push->done == NULL)
    return TRUE;
  answer = wabi_push_answer_parse (g_bytes_get_data (push->done_answer->body, NULL),
                                   g_bytes_get_size (push->done_answer->body), push->done->commands, error);
  if (answer == NULL || !wabi_cache_finish_push (push->cache, push->done->service, answer, error))
    return FALSE;
  push->done_head = answer->head;
  push->done_count = answer->results->len;
  return TRUE;
}

static void
work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Push *push = task_data;
  GError *error = NULL;

  if (note_done (push, &error)
      && wabi_cache_begin_push_to (push->cache, push->sync->tables->services[push->service], push->flying,
                                   push->limit, push->until, &push->next, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void advance (Push *push);

static void
on_worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Push) push = data;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), push->error == NULL ? &push->error : NULL);

  push->working = FALSE;
  if (!is_current (push))
    return;
  if (ok && push->done != NULL)
    {
      wabi_sync_machine_pushed (push->sync->machine, get_now (push), push->service, push->done_head,
                                push->done_count);
      wabi_sync_machine_set_soft_wait (push->sync->machine, get_now (push), push->service,
                                       push->done_answer->soft_wait);
    }
  g_clear_pointer (&push->done, wabi_push_batch_free);
  g_clear_pointer (&push->done_answer, wabi_http_answer_free);
  advance (push);
}

static void
start_work (Push *push)
{
  push->working = TRUE;
  push->limit = MIN (PUSH_LIMIT, wabi_sync_machine_get_limit (push->sync->machine, push->service));
  run_in_thread (push, work, on_worked_cb);
}

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Push) push = data;

  push->answer = wabi_http_ask_finish (result, NULL);
  push->lost = push->answer == NULL;
  if (!is_current (push))
    return;
  if (push->answer != NULL)
    wabi_sync_note_time (push->sync, push->answer);
  advance (push);
}

static void
send (Push *push)
{
  WabiSync *sync = push->sync;
  g_autoptr (GBytes) body = g_bytes_new_take (push->flying->body, strlen (push->flying->body));

  g_autofree char *path = g_strconcat ("/v1/push?service=", push->flying->service, NULL);

  push->flying->body = NULL;
  push->any = TRUE;
  wabi_http_ask_async (sync->session, "POST", sync->account->server, path, sync->access_token, body,
                       sync->cancellable, on_answer_cb, keep (push));
  start_work (push);
}

/* Everything that could be sent was; of what stays, something must move first. */
static void
finish (Push *push)
{
  WabiSync *sync = push->sync;

  if (push->any)
    wabi_sync_machine_push_done (sync->machine, push->service);
  else
    wabi_sync_machine_held (sync->machine, get_now (push), push->service);
  wabi_sync_go_on (sync);
}

/* Called when the worker or the server is done; goes on when both are. */
static void
advance (Push *push)
{
  WabiSync *sync = push->sync;

  if (push->working || (push->flying != NULL && push->answer == NULL && !push->lost))
    return;
  if (push->error != NULL)
    wabi_sync_fail_here (sync, push->service, push->error);
  else if (push->lost)
    wabi_sync_fail_round (sync, push->service, WABI_SYNC_FAILED_NETWORK, 0);
  else if (push->flying != NULL && push->answer->status != 200)
    take_refusal (push);
  else if (push->flying == NULL && push->next == NULL)
    finish (push);
  else
    {
      push->done = g_steal_pointer (&push->flying);
      push->done_answer = g_steal_pointer (&push->answer);
      push->flying = g_steal_pointer (&push->next);
      if (push->flying != NULL)
        send (push);
      else
        start_work (push);
    }
}

void
wabi_sync_round_push (WabiSync *sync, guint service, gint64 until)
{
  Push *push = g_new0 (Push, 1);

  push->sync = g_object_ref (sync);
  push->cache = g_object_ref (sync->cache);
  push->service = service;
  push->until = until;
  start_work (push);
}
