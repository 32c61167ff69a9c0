// SPDX-License-Identifier: AGPL-3.0-or-later
// Listens for nudges (server-sent events): which feed has grown. Losing one does no harm: the machine also
// asks by itself.

#include "wabi-sync-private.h"

#include "wabi-event-lines.h"
#include "wabi-id.h"

/* Doubled at each failure. The first one is short but spread: when a server starts anew, all its desktops have
 * lost it in the same moment. */
#define AGAIN_AFTER_MS 2000
#define AGAIN_MOST_MS 64000
#define PIECE 4096

typedef struct
{
  WabiSync *sync;
  GCancellable *cancellable;
  SoupMessage *message;
  GInputStream *stream;
  WabiEventLines *lines;
} Listener;

static void
free_listener (Listener *listener)
{
  g_object_unref (listener->sync);
  g_object_unref (listener->cancellable);
  g_clear_object (&listener->message);
  g_clear_object (&listener->stream);
  wabi_event_lines_free (listener->lines);
  g_free (listener);
}

static gboolean
on_again_cb (gpointer data)
{
  WabiSync *sync = data;

  sync->events_timer = 0;
  wabi_sync_listen (sync);
  return G_SOURCE_REMOVE;
}

/* The stream ended: try again later, unless the cache was closed or the token is not taken (the refresh
 * listens again). */
static void
end_listener (Listener *listener)
{
  WabiSync *sync = listener->sync;

  if (!g_cancellable_is_cancelled (listener->cancellable))
    {
      guint wait = MIN (AGAIN_AFTER_MS << MIN (sync->events_failures, 6), AGAIN_MOST_MS);

      sync->listening = FALSE;
      sync->events_failures++;
      wabi_sync_machine_set_listening (sync->machine, FALSE);
      wabi_sync_pump (sync);
      if (sync->events_timer == 0 && sync->access_token != NULL)
        sync->events_timer = g_timeout_add (wait / 4 + wabi_random_below (wait), on_again_cb, sync);
    }
  free_listener (listener);
}

static void
take_nudge (const char *service, const char *practice, gint64 head, gpointer data)
{
  WabiSync *sync = data;
  int number = wabi_sync_find_service (sync, service);

  /* What one nudge sets off may close the cache, and the machine goes with it. */
  if (number < 0 || sync->machine == NULL)
    return;
  wabi_sync_machine_nudge (sync->machine, (guint)number, head);
  wabi_sync_pump (sync);
}

static void read_more (Listener *listener);

static void
on_bytes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Listener *listener = data;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0 || g_cancellable_is_cancelled (listener->cancellable))
    {
      end_listener (listener);
      return;
    }
  wabi_event_lines_feed (listener->lines, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), take_nudge, listener->sync);
  read_more (listener);
}

static void
read_more (Listener *listener)
{
  g_input_stream_read_bytes_async (listener->stream, PIECE, G_PRIORITY_DEFAULT, listener->cancellable, on_bytes_cb, listener);
}

static void
on_stream_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Listener *listener = data;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, NULL);

  if (stream == NULL || g_cancellable_is_cancelled (listener->cancellable)
      || soup_message_get_status (listener->message) != 200)
    {
      end_listener (listener);
      return;
    }
  listener->stream = g_steal_pointer (&stream);
  listener->lines = wabi_event_lines_new ();
  listener->sync->events_failures = 0;
  wabi_sync_machine_set_listening (listener->sync->machine, TRUE);
  /* What happened before the stream stood is asked for once. */
  wabi_sync_machine_ask_all (listener->sync->machine);
  wabi_sync_pump (listener->sync);
  read_more (listener);
}

void
wabi_sync_listen (WabiSync *sync)
{
  Listener *listener;
  SoupMessage *message;

  if (sync->cache == NULL || sync->listening || sync->leaving || sync->access_token == NULL || sync->events_session == NULL)
    return;
  message = wabi_http_new_message ("GET", sync->account->server, "/v1/events", sync->access_token, NULL);
  if (message == NULL)
    return;
  g_clear_handle_id (&sync->events_timer, g_source_remove);
  sync->listening = TRUE;
  listener = g_new0 (Listener, 1);
  listener->sync = g_object_ref (sync);
  listener->cancellable = g_object_ref (sync->cancellable);
  listener->message = message;
  soup_session_send_async (sync->events_session, message, G_PRIORITY_DEFAULT, sync->cancellable, on_stream_cb,
                           listener);
}
