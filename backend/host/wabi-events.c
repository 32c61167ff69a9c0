// SPDX-License-Identifier: AGPL-3.0-or-later
// Nudges: a stream sleeps in libmicrohttpd (suspended) until a feed of its practice moves.

#include "wabi-events.h"

#include "wabi-peers.h"
#include "wabi-request-private.h"

#include <string.h>

#define KEEP_ALIVE (25 * G_USEC_PER_SEC)
#define MOST_STREAMS 2000
#define BLOCK 1024

typedef struct
{
  WabiEvents *events;
  struct MHD_Connection *connection;
  char *practice; /* (nullable): a service hears of all */
  gint64 ends_at;
  gint64 sent_at; /* monotonic */
  gboolean suspended;
  gboolean wants_comment;
  GHashTable *pending; /* "practice\nservice" → gint64 *, the head */
} Stream;

struct _WabiEvents
{
  WabiStore *store;
  const WabiClock *clock;
  guint listener;
  GMutex lock;
  GHashTable *streams; /* set of Stream */
  gboolean closed;
};

/* With the lock held. */
static void
wake (Stream *stream)
{
  if (!stream->suspended)
    return;
  stream->suspended = FALSE;
  MHD_resume_connection (stream->connection);
}

static gsize
write_line (const Stream *stream, const char *mark, gint64 head, char *line, gsize size)
{
  const char *service = strchr (mark, '\n') + 1;

  if (stream->practice != NULL)
    return (gsize) g_snprintf (line, size, "data: {\"service\":\"%s\",\"head\":%" G_GINT64_FORMAT "}\n\n", service, head);
  return (gsize) g_snprintf (line, size, "data: {\"practice\":\"%.*s\",\"service\":\"%s\",\"head\":%" G_GINT64_FORMAT "}\n\n",
                             (int) (service - mark - 1), mark, service, head);
}

static gssize
write_pending (Stream *stream, char *buffer, gsize max)
{
  GHashTableIter iter;
  gpointer mark, head;
  gsize length = 0;

  if (stream->wants_comment)
    length = (gsize) g_snprintf (buffer, max, ":\n\n");
  stream->wants_comment = FALSE;
  g_hash_table_iter_init (&iter, stream->pending);
  while (g_hash_table_iter_next (&iter, &mark, &head))
    {
      char line[192];
      gsize n = write_line (stream, mark, *(gint64 *) head, line, sizeof line);

      if (n >= sizeof line || length + n > max)
        break;
      memcpy (buffer + length, line, n);
      length += n;
      g_hash_table_iter_remove (&iter);
    }
  return (gssize) length;
}

static ssize_t
on_read_cb (void *data, uint64_t position, char *buffer, size_t max)
{
  Stream *stream = data;
  WabiEvents *events = stream->events;
  gssize length;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&events->lock);

  if (events->closed || wabi_clock_now (events->clock) >= stream->ends_at)
    return MHD_CONTENT_READER_END_OF_STREAM;
  length = write_pending (stream, buffer, max);
  if (length > 0)
    {
      stream->sent_at = wabi_clock_monotonic (events->clock);
      return length;
    }
  stream->suspended = TRUE;
  MHD_suspend_connection (stream->connection);
  return 0;
}

static void
on_free_cb (void *data)
{
  Stream *stream = data;
  WabiEvents *events = stream->events;

  g_mutex_lock (&events->lock);
  g_hash_table_remove (events->streams, stream);
  g_mutex_unlock (&events->lock);
  g_hash_table_unref (stream->pending);
  g_free (stream->practice);
  g_free (stream);
}

void
wabi_events_tell (WabiEvents *events, const char *practice, const char *service, gint64 head)
{
  GHashTableIter iter;
  gpointer key;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&events->lock);

  g_hash_table_iter_init (&iter, events->streams);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Stream *stream = key;

      if (stream->practice != NULL && strcmp (stream->practice, practice) != 0)
        continue;
      g_hash_table_replace (stream->pending, g_strconcat (practice, "\n", service, NULL), g_memdup2 (&head, sizeof head));
      wake (stream);
    }
}

static void
on_head_cb (const char *practice, const char *service, gint64 head, gpointer data)
{
  wabi_events_tell (data, practice, service, head);
}

static Stream *
add_stream (WabiEvents *events, WabiRequest *request)
{
  Stream *stream;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&events->lock);

  if (events->closed || g_hash_table_size (events->streams) >= MOST_STREAMS)
    return NULL;
  stream = g_new0 (Stream, 1);
  stream->events = events;
  stream->connection = request->connection;
  stream->practice = request->claims->services == NULL ? g_strdup (request->caller.practice) : NULL;
  stream->ends_at = request->claims->expires_at;
  stream->wants_comment = TRUE; /* so that the headers go out at once */
  stream->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_add (events->streams, stream);
  return stream;
}

WabiEvents *
wabi_events_new (WabiStore *store, const WabiClock *clock)
{
  WabiEvents *events = g_new0 (WabiEvents, 1);

  events->store = store;
  events->clock = clock;
  g_mutex_init (&events->lock);
  events->streams = g_hash_table_new (NULL, NULL);
  events->listener = wabi_store_add_listener (store, on_head_cb, events);
  return events;
}

void
wabi_events_free (WabiEvents *events)
{
  if (events == NULL)
    return;
  wabi_store_remove_listener (events->store, events->listener);
  g_assert (g_hash_table_size (events->streams) == 0);
  g_hash_table_unref (events->streams);
  g_mutex_clear (&events->lock);
  g_free (events);
}

void
wabi_events_answer (WabiEvents *events, WabiRequest *request)
{
  Stream *stream = add_stream (events, request);
  struct MHD_Response *response;

  if (stream == NULL)
    {
      wabi_request_answer_error (request, 503, "busy", NULL, "The server has no room for another listener. Ask again in a while.");
      return;
    }
  g_atomic_int_set (&request->peer->streaming, TRUE);
  MHD_set_connection_option (request->connection, MHD_CONNECTION_OPTION_TIMEOUT, 0U);
  response = MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, BLOCK, on_read_cb, stream, on_free_cb);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
  wabi_request_queue (request, MHD_HTTP_OK, response);
}

void
wabi_events_tick (WabiEvents *events)
{
  gint64 now = wabi_clock_now (events->clock);
  gint64 monotonic = wabi_clock_monotonic (events->clock);
  GHashTableIter iter;
  gpointer key;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&events->lock);

  g_hash_table_iter_init (&iter, events->streams);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Stream *stream = key;

      if (now < stream->ends_at && monotonic - stream->sent_at < KEEP_ALIVE)
        continue;
      stream->wants_comment = TRUE;
      wake (stream);
    }
}

void
wabi_events_close (WabiEvents *events)
{
  GHashTableIter iter;
  gpointer key;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&events->lock);

  events->closed = TRUE;
  g_hash_table_iter_init (&iter, events->streams);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    wake (key);
}
