// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking the one server that this desktop trusts, over HTTPS only.

#include "wabi-http-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-sync.h"

#define PUSH_PATH "/v1/push"

void
wabi_sync_prepare (void)
{
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
}

void
wabi_http_answer_free (WabiHttpAnswer *answer)
{
  if (answer == NULL)
    return;
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer);
}

SoupSession *
wabi_http_new_session (const char *ca, guint timeout_s, GError **error)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", timeout_s, "max-conns-per-host",
                                                                   4, "user-agent", "wabi-care", NULL);
  g_autoptr (GTlsDatabase) database = NULL;

  if (ca == NULL)
    return g_steal_pointer (&session);
  database = g_tls_file_database_new (ca, error);
  if (database == NULL)
    return NULL;
  soup_session_set_tls_database (session, database);
  return g_steal_pointer (&session);
}

SoupMessage *
wabi_http_new_message (const char *method, const char *server, const char *path, const char *token,
                       GError **error)
{
  g_autofree char *uri = g_strconcat (server, path, NULL), *bearer = NULL;
  SoupMessage *message = g_str_has_prefix (server, "https://") ? soup_message_new (method, uri) : NULL;

  if (message == NULL)
    {
      g_set_error (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED,
                   _ ("The address of the server must begin with “https://” and name a machine."));
      return NULL;
    }
  if (token != NULL)
    {
      bearer = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* A push may be repeated, since each command has its id: only then does libsoup send a POST on a connection
   * that is open already. */
  if (g_str_has_prefix (path, PUSH_PATH))
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  return message;
}

static gint64
read_wait (SoupMessage *message, const char *header)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), header);
  gint64 seconds = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return CLAMP (seconds, 0, 3600) * G_USEC_PER_SEC;
}

/* The server's clock, to the second. */
static gint64
read_date (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

static gboolean
fail_offline (const GError *inner, GError **error)
{
  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, inner->domain, inner->code, inner->message);
  else if (inner->domain == G_TLS_ERROR)
    g_set_error (
        error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE,
        _ ("The server cannot prove who it is: its certificate is not trusted here. Ask who runs it."));
  else
    g_set_error (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE, _ ("The server cannot be reached now."));
  return FALSE;
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SoupMessage *message = g_task_get_task_data (task);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &inner);
  WabiHttpAnswer *answer;
  GError *error = NULL;

  if (body == NULL)
    {
      fail_offline (inner, &error);
      g_task_return_error (task, error);
      return;
    }
  answer = g_new0 (WabiHttpAnswer, 1);
  answer->status = soup_message_get_status (message);
  answer->body = g_steal_pointer (&body);
  answer->retry_after = read_wait (message, "Retry-After");
  answer->soft_wait = read_wait (message, "X-Wabi-Backoff");
  answer->date = read_date (message);
  g_task_return_pointer (task, answer, (GDestroyNotify)wabi_http_answer_free);
}

/* A connection that was kept turned out to be gone, and libsoup sends the message on another: it has forgotten its body by then, and the
 * server would be asked to take nothing. */
static void
on_restarted_cb (SoupMessage *message, gpointer body)
{
  soup_message_set_request_body_from_bytes (message, "application/json", body);
}

void
wabi_http_ask_async (SoupSession *session, const char *method, const char *server, const char *path,
                     const char *token, GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  GError *error = NULL;
  SoupMessage *message = wabi_http_new_message (method, server, path, token, &error);

  g_task_set_source_tag (task, wabi_http_ask_async);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (body != NULL)
    {
      soup_message_set_request_body_from_bytes (message, "application/json", body);
      g_signal_connect_data (message, "restarted", G_CALLBACK (on_restarted_cb), g_bytes_ref (body), (GClosureNotify)(void (*) (void))g_bytes_unref,
                             0);
    }
  g_task_set_task_data (task, message, g_object_unref);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, cancellable, on_read_cb, task);
}

WabiHttpAnswer *
wabi_http_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wabi_http_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
