// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-reader.h"

G_BEGIN_DECLS

/* Memory that is given out in small pieces and freed at once: a file of answers has a million of them. */
typedef struct _WabiX12Arena WabiX12Arena;

WabiX12Arena *wabi_x12_arena_new (void);
void wabi_x12_arena_free (WabiX12Arena *arena);
gpointer wabi_x12_arena_alloc (WabiX12Arena *arena, gsize size);
/* NULL for a span without any visible character. */
const char *wabi_x12_arena_text (WabiX12Arena *arena, WabiX12Span span);
const char *wabi_x12_arena_string (WabiX12Arena *arena, const char *text);
/* Moves what the array holds into the arena and empties the array; NULL when it is empty already. */
gpointer wabi_x12_arena_take (WabiX12Arena *arena, GArray *array, guint *n);

G_END_DECLS
