// SPDX-License-Identifier: AGPL-3.0-or-later
// Nudges between servers: streams that break, hang half open, cut a line or bring it late. What they say is only that it is worth asking.

#include "sim.h"
#include "sim-threads.h"

#include <libsoup/soup.h>
#include <string.h>

#define SILENCE (60 * SIM_SECOND) /* what the follower allows; the keep-alive comes sooner */

typedef struct
{
  SimServer *from, *to; /* who listens, to whom */
  char *service;
  GString *coming; /* bytes on their way */
  gboolean late;   /* they come with the next ones, or with the keep-alive */
  gboolean ended;
  GMutex lock;
  GCond cond;
} Stream;

GInputStream *__wrap_soup_session_send (SoupSession *session, SoupMessage *message, GCancellable *cancellable, GError **error);
gssize __real_g_input_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error);
gssize __wrap_g_input_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error);

static void
free_stream (gpointer data)
{
  Stream *stream = data;

  g_ptr_array_remove (sim_world->streams, stream);
  g_string_free (stream->coming, TRUE);
  g_free (stream->service);
  g_mutex_clear (&stream->lock);
  g_cond_clear (&stream->cond);
  g_free (stream);
}

static gboolean
is_apart (const Stream *stream)
{
  return stream->from->cut || stream->to->cut || stream->to->store == NULL || sim_disk_is_dead (stream->to->disk);
}

GInputStream *
__wrap_soup_session_send (SoupSession *session, SoupMessage *message, GCancellable *cancellable, GError **error)
{
  const char *query = g_uri_get_query (soup_message_get_uri (message));
  Stream way = { .from = sim_peers_find_from (message), .to = sim_peers_find_to (message) }, *stream;
  GInputStream *input;

  if (sim_world->plan.no_faults || is_apart (&way) || sim_chance (SIM_FAULT_DROP) || sim_chance (SIM_FAULT_STATUS))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer");
      return NULL;
    }
  stream = g_memdup2 (&way, sizeof way);
  stream->service = g_strdup (query + strlen ("service="));
  stream->coming = g_string_new (NULL);
  g_mutex_init (&stream->lock);
  g_cond_init (&stream->cond);
  g_ptr_array_add (sim_world->streams, stream);
  input = g_memory_input_stream_new ();
  g_object_set_data_full (G_OBJECT (input), "sim-stream", stream, free_stream);
  g_object_set_data (G_OBJECT (message), "status", GUINT_TO_POINTER (200));
  sim_say ("%s listens to %s of %s", way.from->identity, stream->service, way.to->identity);
  return input;
}

static void
wake (Stream *stream)
{
  g_mutex_lock (&stream->lock);
  g_cond_broadcast (&stream->cond);
  g_mutex_unlock (&stream->lock);
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  wake (data);
}

gssize
__wrap_g_input_stream_read (GInputStream *input, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  Stream *stream = g_object_get_data (G_OBJECT (input), "sim-stream");
  gulong handler;
  gsize n;

  if (stream == NULL)
    return __real_g_input_stream_read (input, buffer, count, cancellable, error);
  handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), stream, NULL);
  g_mutex_lock (&stream->lock);
  while ((stream->coming->len == 0 || stream->late) && !stream->ended && !g_cancellable_is_cancelled (cancellable))
    if (!g_cond_wait_until (&stream->cond, &stream->lock, sim_now () + SILENCE))
      {
        stream->late = FALSE;
        stream->ended = is_apart (stream);
      }
  g_mutex_unlock (&stream->lock);
  g_signal_handler_disconnect (cancellable, handler);
  n = MIN (count, stream->coming->len);
  if (g_cancellable_is_cancelled (cancellable) || n == 0)
    return 0;
  memcpy (buffer, stream->coming->str, n);
  g_string_erase (stream->coming, 0, (gssize) n);
  sim_saw (SIM_SAW_PEER_NUDGED);
  return (gssize) n;
}

static void
tell (Stream *stream, const char *practice, gint64 head)
{
  g_autofree char *line = g_strdup_printf ("data: {\"practice\":\"%s\",\"service\":\"%s\",\"head\":%" G_GINT64_FORMAT "}\n\n", practice,
                                           stream->service, head);
  gsize length = strlen (line);

  /* Half open: nobody hears anything, and nobody knows. */
  if (is_apart (stream))
    return;
  if (sim_chance (SIM_FAULT_DROP))
    {
      stream->ended = TRUE;
      length = 0;
    }
  else if (sim_chance (SIM_FAULT_TRUNCATE))
    {
      stream->ended = TRUE;
      length = sim_draw (sim_world->chance, (guint) length);
    }
  else
    stream->late = sim_chance (SIM_FAULT_DELAY);
  g_string_append_len (stream->coming, line, (gssize) length);
  if (stream->ended)
    sim_saw (SIM_SAW_PEER_BROKEN);
  wake (stream);
}

void
sim_streams_tell (const SimServer *server, const char *practice, const char *service, gint64 head)
{
  for (guint i = 0; i < sim_world->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (sim_world->streams, i);

      if (stream->to == server && !stream->ended && strcmp (stream->service, service) == 0)
        tell (stream, practice, head);
    }
}

void
sim_streams_end (const SimServer *server)
{
  for (guint i = 0; i < sim_world->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (sim_world->streams, i);

      if (stream->to != server)
        continue;
      stream->ended = TRUE;
      wake (stream);
    }
}
