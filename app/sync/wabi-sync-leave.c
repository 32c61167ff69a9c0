// SPDX-License-Identifier: AGPL-3.0-or-later
// Access has ended: all that this copy alone has goes to the server, then nothing of it is left (sync.md 6.3).

#include "wabi-sync-away-private.h"
#include "wabi-sync-leave-private.h"

#include <string.h>

#include "wabi-cache-leave.h"

#define FIRST_PAUSE_MS 2000
#define LONGEST_PAUSE_MS 60000
#define MOST_CONFIRMS 10

typedef struct
{
  WabiSync *sync;
  WabiCache *cache;
  GPtrArray *bodies;
  guint at, count; /* of the bodies; of the commands in them */
} Leaving;

static void
free_leaving (Leaving *leaving)
{
  g_object_unref (leaving->sync);
  g_object_unref (leaving->cache);
  g_clear_pointer (&leaving->bodies, g_ptr_array_unref);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, free_leaving)

static gboolean
is_current (const Leaving *leaving)
{
  return leaving->sync->leaving && leaving->sync->cache == leaving->cache;
}

/* ---- again, later ---- */

static gboolean
on_again_cb (gpointer data)
{
  WabiSync *sync = data;

  sync->timer = 0;
  /* The refresh says how things stand now: access may have come back. */
  wabi_sync_round_refresh (sync);
  return G_SOURCE_REMOVE;
}

void
wabi_sync_leave_later (WabiSync *sync)
{
  sync->leave_pause = CLAMP (sync->leave_pause * 2, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
  g_clear_handle_id (&sync->timer, g_source_remove);
  sync->timer = g_timeout_add (sync->leave_pause, on_again_cb, sync);
  wabi_sync_update_state (sync);
}

/* ---- the end ---- */

typedef struct
{
  WabiSync *sync;
  WabiAccount *account;
  guint tries;
} Ending;

static void
free_ending (gpointer data)
{
  Ending *ending = data;

  g_object_unref (ending->sync);
  wabi_account_free (ending->account);
  g_free (ending);
}

static void confirm (Ending *take_ending);

static gboolean
on_confirm_again_cb (gpointer data)
{
  confirm (data);
  return G_SOURCE_REMOVE;
}

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Ending *ending = data;
  g_autoptr (WabiHttpAnswer) answer = wabi_http_ask_finish (result, NULL);

  if ((answer == NULL || answer->status >= 500) && ++ending->tries < MOST_CONFIRMS)
    {
      g_timeout_add (FIRST_PAUSE_MS << MIN (ending->tries, 4), on_confirm_again_cb, ending);
      return;
    }
  g_clear_pointer (&ending->sync->access_token, g_free);
  free_ending (ending);
}

static void
confirm (Ending *take_ending)
{
  WabiSync *sync = take_ending->sync;

  wabi_http_ask_async (sync->session, "POST", take_ending->account->server, "/v1/auth/wiped", sync->access_token, NULL, NULL,
                       on_confirmed_cb, take_ending);
}

static void
destroy_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Ending *ending = task_data;
  WabiCacheOptions options = { .directory = ending->sync->directory, .owner = wabi_account_get_owner (ending->account) };
  GError *error = NULL;

  options.keys = ending->sync->keys;
  if (wabi_cache_destroy (&options, &error) && wabi_account_remove (ending->sync->directory, ending->account, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
on_destroy_again_cb (gpointer data)
{
  wabi_sync_destroy_copy (WABI_SYNC (data));
  return G_SOURCE_REMOVE;
}

static void
on_destroyed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  WabiSync *sync = WABI_SYNC (source);
  Ending *ending = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("the copy could not be removed yet: %s", error->message);
      sync->timer = g_timeout_add (LONGEST_PAUSE_MS, on_destroy_again_cb, sync);
      return;
    }
  sync->leaving = FALSE;
  sync->gone = TRUE;
  if (sync->session != NULL && sync->access_token != NULL)
    {
      Ending *told = g_new0 (Ending, 1);

      told->sync = g_object_ref (sync);
      told->account = wabi_account_copy (ending->account);
      confirm (told);
    }
  g_clear_pointer (&sync->account, wabi_account_free);
  wabi_sync_update_state (sync);
}

void
wabi_sync_destroy_copy (WabiSync *sync)
{
  g_autoptr (GTask) task = g_task_new (sync, NULL, on_destroyed_cb, NULL);
  Ending *ending = g_new0 (Ending, 1);

  sync->timer = 0;
  ending->sync = g_object_ref (sync);
  ending->account = wabi_account_copy (sync->account);
  g_task_set_task_data (task, ending, free_ending);
  g_task_run_in_thread (task, destroy_in_thread);
}

/* From here on there is no way back: the mark makes the next start go on where this one is interrupted. */
static void
end_copy (WabiSync *sync)
{
  g_autoptr (GError) error = NULL;

  sync->account->wiping = TRUE;
  sync->account->open = FALSE;
  if (!wabi_account_keep (sync->directory, sync->account, &error))
    {
      g_warning ("the account cannot be noted: %s", error->message);
      wabi_sync_leave_later (sync);
      return;
    }
  g_clear_pointer (&sync->refresh_token, g_free);
  wabi_sync_watch_contact (sync, FALSE);
  wabi_sync_stop (sync);
  wabi_sync_destroy_copy (sync);
}

/* ---- what this copy alone has ---- */

static void build (Leaving *take_leaving);

/* One result for each command, none of them an error: it is in one place with the server. */
static gboolean
is_taken (const WabiHttpAnswer *answer, const char *body)
{
  g_autoptr (JsonObject) object = NULL, sent = NULL;
  JsonArray *results, *commands;

  if (answer == NULL || answer->status != 200)
    return FALSE;
  object = wabi_json_parse_object (g_bytes_get_data (answer->body, NULL), (gssize)g_bytes_get_size (answer->body), NULL, NULL);
  sent = wabi_json_parse_object (body, -1, NULL, NULL);
  return object != NULL && sent != NULL && wabi_json_take_array (object, "results", TRUE, 1000, &results, NULL)
         && wabi_json_take_array (sent, "commands", TRUE, 1000, &commands, NULL)
         && json_array_get_length (results) == json_array_get_length (commands);
}

static void send_next (Leaving *take_leaving);

static void
on_sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  g_autoptr (WabiHttpAnswer) answer = wabi_http_ask_finish (result, NULL);

  if (!is_current (leaving))
    return;
  if (!is_taken (answer, g_ptr_array_index (leaving->bodies, leaving->at)))
    {
      wabi_sync_leave_later (leaving->sync);
      return;
    }
  leaving->at++;
  send_next (g_steal_pointer (&leaving));
}

static void
send_next (Leaving *take_leaving)
{
  WabiSync *sync = take_leaving->sync;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonObject) push = NULL;
  g_autofree char *path = NULL;
  const char *text;

  if (take_leaving->at >= take_leaving->bodies->len)
    {
      /* Whether anything came in meanwhile; when nothing did, this was all. */
      sync->leave_sent = take_leaving->count;
      build (take_leaving);
      return;
    }
  text = g_ptr_array_index (take_leaving->bodies, take_leaving->at);
  body = g_bytes_new (text, strlen (text));
  push = wabi_json_parse_object (text, -1, NULL, NULL);
  path = g_strconcat ("/v1/push?service=", wabi_json_peek_text (push, "service"), NULL);
  wabi_http_ask_async (sync->session, "POST", sync->account->server, path, sync->access_token, body, sync->cancellable,
                       on_sent_cb, take_leaving);
}

static void
build_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Leaving *leaving = task_data;
  GError *error = NULL;

  g_clear_pointer (&leaving->bodies, g_ptr_array_unref);
  if (wabi_cache_build_farewell (leaving->cache, &leaving->bodies, &leaving->count, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_built_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  g_autoptr (GError) error = NULL;
  WabiSync *sync = leaving->sync;

  if (!is_current (leaving))
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("what waits cannot be read: %s", error->message);
      wabi_sync_leave_later (sync);
      return;
    }
  if (leaving->count == sync->leave_sent)
    {
      end_copy (sync);
      return;
    }
  leaving->at = 0;
  send_next (g_steal_pointer (&leaving));
}

static void
build (Leaving *take_leaving)
{
  g_autoptr (GTask) task = g_task_new (take_leaving->sync, NULL, on_built_cb, take_leaving);

  g_task_set_task_data (task, take_leaving, NULL);
  g_task_run_in_thread (task, build_in_thread);
}

static gboolean
on_ready_cb (gpointer data)
{
  WabiSync *sync = data;
  Leaving *leaving = g_new0 (Leaving, 1);

  sync->timer = 0;
  sync->leave_sent = 0;
  leaving->sync = g_object_ref (sync);
  leaving->cache = g_object_ref (sync->cache);
  build (leaving);
  return G_SOURCE_REMOVE;
}

void
wabi_sync_leave (WabiSync *sync, const char *access_token)
{
  g_free (sync->access_token);
  sync->access_token = g_strdup (access_token);
  /* The window hears of it first and leaves its pages, so that what was just typed is in the queue; then it begins. */
  sync->leaving = TRUE;
  g_clear_handle_id (&sync->events_timer, g_source_remove);
  wabi_sync_update_state (sync);
  g_clear_handle_id (&sync->timer, g_source_remove);
  sync->timer = g_idle_add_full (G_PRIORITY_LOW, on_ready_cb, sync, NULL);
}
