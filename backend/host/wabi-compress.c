// SPDX-License-Identifier: AGPL-3.0-or-later
// gzip for large answers.

#include "wabi-compress.h"

#include <zlib.h>

#define GZIP_WINDOW (15 + 16)
#define MEMORY_LEVEL 8

static void
free_stream (gpointer data)
{
  deflateEnd (data);
  g_free (data);
}

static GPrivate streams = G_PRIVATE_INIT (free_stream);

static z_stream *
ensure_stream (void)
{
  z_stream *stream = g_private_get (&streams);

  if (stream != NULL)
    {
      deflateReset (stream);
      return stream;
    }
  stream = g_new0 (z_stream, 1);
  if (deflateInit2 (stream, 1, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("zlib cannot start");
  g_private_set (&streams, stream);
  return stream;
}

char *
wabi_compress (const char *data, gsize length, gsize *out_length)
{
  z_stream *stream = ensure_stream ();
  gsize bound = deflateBound (stream, length);
  char *out = g_malloc (bound);

  stream->next_in = (Bytef *) (gpointer) data;
  stream->avail_in = (uInt) length;
  stream->next_out = (Bytef *) out;
  stream->avail_out = (uInt) bound;
  if (deflate (stream, Z_FINISH) != Z_STREAM_END)
    g_error ("zlib ran out of the room that it asked for");
  *out_length = bound - stream->avail_out;
  return g_realloc (out, *out_length);
}
