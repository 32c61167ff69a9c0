// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions that are not the queue's and not a feed's: what an administrator asks the server directly.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-sync-private.h"

void
wabi_sync_return_refusal (GTask *task, const WabiHttpAnswer *http, const char *otherwise)
{
  g_autofree char *code = NULL, *message = NULL;

  wabi_error_parse (g_bytes_get_data (http->body, NULL), g_bytes_get_size (http->body), &code, &message, NULL);
  g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED, "%s", message != NULL ? message : otherwise);
}

void
wabi_sync_return_object (GTask *task, const WabiHttpAnswer *http)
{
  GError *error = NULL;
  JsonObject *answer
      = wabi_json_parse_object (g_bytes_get_data (http->body, NULL), (gssize)g_bytes_get_size (http->body), NULL, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify)json_object_unref);
}

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (WabiHttpAnswer) http = wabi_http_ask_finish (result, &error);

  if (http == NULL)
    g_task_return_error (task, error);
  else if (http->status == 204)
    g_task_return_pointer (task, json_object_new (), (GDestroyNotify)json_object_unref);
  else if (http->status == 401)
    g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE, "%s",
                             _ ("The sign-in is being renewed. Try again in a moment."));
  else if (http->status != 200)
    wabi_sync_return_refusal (task, http, _ ("The server could not do it. Try again later."));
  else
    wabi_sync_return_object (task, http);
}

void
wabi_sync_ask_async (WabiSync *sync, const char *method, const char *path, JsonObject *body, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (WABI_IS_SYNC (sync) && method != NULL && path != NULL);

  task = g_task_new (sync, cancellable, callback, data);
  g_task_set_source_tag (task, wabi_sync_ask_async);
  if (sync->cache == NULL || sync->access_token == NULL)
    {
      g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE,
                               _ ("This needs the server, and it cannot be reached now. Try again when you are connected."));
      return;
    }
  if (body != NULL)
    {
      char *text = wabi_json_object_to_canonical (body);

      bytes = g_bytes_new_take (text, strlen (text));
    }
  wabi_http_ask_async (sync->session, method, sync->account->server, path, sync->access_token, bytes, cancellable, on_answer_cb,
                       g_steal_pointer (&task));
}

JsonObject *
wabi_sync_ask_finish (WabiSync *sync, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sync), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
