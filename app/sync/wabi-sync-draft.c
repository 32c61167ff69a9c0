// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking the ai service for a note's draft, once it has seen what was done here.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-sync-private.h"

static void
on_draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (WabiHttpAnswer) http = wabi_http_ask_finish (result, &error);

  if (http == NULL)
    g_task_return_error (task, error);
  else if (http->status != 200)
    wabi_sync_return_refusal (task, http, _ ("The server could not write a draft."));
  else
    wabi_sync_return_object (task, http);
}

typedef struct
{
  GBytes *body;
  gulong watch;
} Draft;

static void
free_draft (gpointer data)
{
  Draft *draft = data;

  g_bytes_unref (draft->body);
  g_free (draft);
}

static void
ask_draft (GTask *take_task)
{
  WabiSync *sync = g_task_get_source_object (take_task);
  Draft *draft = g_task_get_task_data (take_task);

  if (sync->cache == NULL || sync->access_token == NULL)
    {
      g_task_return_new_error (
          take_task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE,
          _ ("A draft needs the server, and it cannot be reached now. You can write the note yourself."));
      g_object_unref (take_task);
      return;
    }
  wabi_http_ask_async (sync->session, "POST", sync->account->server, "/v1/ai/draft", sync->access_token,
                       draft->body, g_task_get_cancellable (take_task), on_draft_cb, take_task);
}

/* Waits until the queue is empty, or the server is out of reach. */
static void
on_state_cb (WabiSync *sync, GParamSpec *pspec, GTask *task)
{
  Draft *draft = g_task_get_task_data (task);

  if (sync->cache != NULL && sync->online && wabi_cache_get_pending (sync->cache) > 0)
    return;
  g_signal_handler_disconnect (sync, draft->watch);
  ask_draft (task);
}

void
wabi_sync_draft_async (WabiSync *sync, const char *session, const char *style, const char *language,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  Draft *draft = g_new0 (Draft, 1);
  GTask *task;
  char *text;

  g_return_if_fail (WABI_IS_SYNC (sync) && session != NULL && style != NULL);

  json_object_set_string_member (object, "session", session);
  json_object_set_string_member (object, "style", style);
  json_object_set_string_member (object, "language", language != NULL ? language : "en");
  text = wabi_json_object_to_canonical (object);
  draft->body = g_bytes_new_take (text, strlen (text));
  task = g_task_new (sync, cancellable, callback, data);
  g_task_set_source_tag (task, wabi_sync_draft_async);
  g_task_set_task_data (task, draft, free_draft);
  if (sync->cache == NULL || !sync->online || wabi_cache_get_pending (sync->cache) == 0)
    {
      ask_draft (task);
      return;
    }
  draft->watch = g_signal_connect (sync, "notify::pending", G_CALLBACK (on_state_cb), task);
  wabi_sync_now (sync);
}

JsonObject *
wabi_sync_draft_finish (WabiSync *sync, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sync), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
