// SPDX-License-Identifier: AGPL-3.0-or-later
// Segments of a file of any length, a window of it at a time.

#include "wabi-x12-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WINDOW (256 * 1024)

struct _WabiX12Stream
{
  WabiX12Fill fill;
  gpointer user_data;
  WabiX12Reader reader; // over the window
  char *window;
  gsize capacity;
  gsize base; // of the window in the file
  gboolean at_end;
  gboolean is_broken; // fill failed
};

WabiX12Stream *
wabi_x12_stream_new (WabiX12Fill fill, gpointer user_data)
{
  WabiX12Stream *stream = g_new0 (WabiX12Stream, 1);

  stream->fill = fill;
  stream->user_data = user_data;
  stream->capacity = WINDOW;
  stream->window = g_malloc (stream->capacity);
  wabi_x12_reader_init (&stream->reader, stream->window, 0);
  return stream;
}

void
wabi_x12_stream_free (WabiX12Stream *stream)
{
  if (stream == NULL)
    return;
  g_free (stream->window);
  g_free (stream);
}

// What was not read yet moves to the front, and the rest of the window is filled.
static gboolean
move_on (WabiX12Stream *stream, GError **error)
{
  WabiX12Reader *reader = &stream->reader;
  gsize left = reader->length - reader->offset;

  if (left > stream->capacity / 2)
    {
      if (left > WABI_X12_MAX_SEGMENT)
        {
          stream->is_broken = TRUE;
          g_set_error (error, WABI_X12_ERROR, WABI_X12_ERROR_LIMIT,
                       _ ("Segment %u has no end within reach: this is no X12 file, or a large part of it is damaged."),
                       reader->n_segments + 1);
          return FALSE;
        }
      stream->capacity *= 2;
      stream->window = g_realloc (stream->window, stream->capacity);
    }
  memmove (stream->window, stream->window + reader->offset, left);
  stream->base += reader->offset;
  reader->data = stream->window;
  reader->offset = 0;
  reader->length = left;
  while (!stream->at_end && reader->length < stream->capacity)
    {
      gssize n = stream->fill (stream->user_data, stream->window + reader->length, stream->capacity - reader->length,
                               error);

      if (n < 0)
        {
          stream->is_broken = TRUE;
          return FALSE;
        }
      stream->at_end = n == 0;
      reader->length += n;
    }
  return TRUE;
}

WabiX12Read
wabi_x12_stream_next (WabiX12Stream *stream, WabiX12Segment *segment, GError **error)
{
  g_return_val_if_fail (!stream->is_broken, WABI_X12_READ_ERROR);

  for (;;)
    {
      WabiX12Reader before = stream->reader;
      g_autoptr (GError) trouble = NULL;
      WabiX12Read result = WABI_X12_READ_END;

      if (stream->reader.length > 0)
        result = wabi_x12_reader_next (&stream->reader, segment, &trouble);
      // What reaches the end of the window may go on behind it.
      if (stream->at_end || (result == WABI_X12_READ_SEGMENT && stream->reader.offset < stream->reader.length))
        {
          if (stream->at_end && stream->reader.length == 0)
            result = wabi_x12_reader_next (&stream->reader, segment, &trouble);
          if (trouble != NULL)
            g_propagate_error (error, g_steal_pointer (&trouble));
          segment->offset += stream->base;
          return result;
        }
      if (result == WABI_X12_READ_ERROR && stream->reader.length - before.offset > 4096)
        {
          g_propagate_error (error, g_steal_pointer (&trouble));
          return result;
        }
      stream->reader = before;
      if (!move_on (stream, error))
        return WABI_X12_READ_ERROR;
    }
}

gboolean
wabi_x12_stream_recover (WabiX12Stream *stream)
{
  if (stream->is_broken)
    return FALSE;
  for (;;)
    {
      WabiX12Reader before = stream->reader;

      if (wabi_x12_reader_recover (&stream->reader))
        return TRUE;
      if (stream->at_end)
        return FALSE;
      // The beginning of a header may lie at the very end of the window.
      stream->reader = before;
      stream->reader.offset = MAX (before.offset, before.length > 512 ? before.length - 512 : 0);
      if (!move_on (stream, NULL))
        return FALSE;
    }
}

guint
wabi_x12_stream_get_number (const WabiX12Stream *stream)
{
  return stream->reader.n_segments;
}
