// SPDX-License-Identifier: AGPL-3.0-or-later
// Memory for everything that one file says, freed at once.

#include "wabi-x12-arena-private.h"

#include <string.h>

#define BLOCK_SIZE (64 * 1024)
#define ALIGNMENT 16

struct _WabiX12Arena
{
  GPtrArray *blocks;
  char *at;
  gsize left;
};

WabiX12Arena *
wabi_x12_arena_new (void)
{
  WabiX12Arena *arena = g_new0 (WabiX12Arena, 1);

  arena->blocks = g_ptr_array_new_with_free_func (g_free);
  return arena;
}

void
wabi_x12_arena_free (WabiX12Arena *arena)
{
  if (arena == NULL)
    return;
  g_ptr_array_unref (arena->blocks);
  g_free (arena);
}

static gpointer
cut (WabiX12Arena *arena, gsize size)
{
  char *piece;

  if (size > BLOCK_SIZE / 4)
    {
      piece = g_malloc (size);
      g_ptr_array_add (arena->blocks, piece);
      return piece;
    }
  if (size > arena->left)
    {
      arena->at = g_malloc (BLOCK_SIZE);
      arena->left = BLOCK_SIZE;
      g_ptr_array_add (arena->blocks, arena->at);
    }
  piece = arena->at;
  arena->at += size;
  arena->left -= size;
  return piece;
}

gpointer
wabi_x12_arena_alloc (WabiX12Arena *arena, gsize size)
{
  // Texts leave the next piece anywhere; what holds pointers has to begin at a round address.
  gsize skip = arena->left > 0 ? (ALIGNMENT - (guintptr)arena->at % ALIGNMENT) % ALIGNMENT : 0;

  if (skip <= arena->left)
    {
      arena->at += skip;
      arena->left -= skip;
    }
  else
    arena->left = 0;
  return memset (cut (arena, size), 0, size);
}

const char *
wabi_x12_arena_string (WabiX12Arena *arena, const char *text)
{
  gsize size = strlen (text) + 1;

  return memcpy (cut (arena, size), text, size);
}

static gboolean
is_plain (WabiX12Span span)
{
  for (gsize i = 0; i < span.length; i++)
    if ((guchar)span.text[i] < 0x20 || (guchar)span.text[i] >= 0x7f)
      return FALSE;
  return TRUE;
}

const char *
wabi_x12_arena_text (WabiX12Arena *arena, WabiX12Span span)
{
  char *copy;

  while (span.length > 0 && span.text[span.length - 1] == ' ')
    span.length--;
  for (; span.length > 0 && span.text[0] == ' '; span.length--)
    span.text++;
  if (span.length == 0)
    return NULL;
  if (!is_plain (span))
    {
      g_autofree char *text = wabi_x12_span_dup (span);

      return *text != '\0' ? wabi_x12_arena_string (arena, text) : NULL;
    }
  copy = cut (arena, span.length + 1);
  memcpy (copy, span.text, span.length);
  copy[span.length] = '\0';
  return copy;
}

gpointer
wabi_x12_arena_take (WabiX12Arena *arena, GArray *array, guint *n)
{
  gsize size = (gsize)array->len * g_array_get_element_size (array);
  gpointer copy = NULL;

  if (size > 0)
    {
      copy = wabi_x12_arena_alloc (arena, size);
      memcpy (copy, array->data, size);
    }
  *n = array->len;
  g_array_set_size (array, 0);
  return copy;
}
