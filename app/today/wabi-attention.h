// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-widgets.h"

G_BEGIN_DECLS

/**
 * WabiAttentionItem:
 * @id: what it is about, unique
 * @kind: how pressing it is
 * @title: what
 * @detail: why, or since when
 * @way: (nullable): words of the way on; %NULL where nothing here helps
 * @place: the place where it is mended
 * @record: (nullable): the record to open there
 *
 * One thing that waits for the person at work.
 */
typedef struct
{
  char *id;
  WabiMarkKind kind;
  char *title;
  char *detail;
  char *way;
  char *place;
  char *record;
} WabiAttentionItem;

/**
 * WabiAttention:
 *
 * What needs the attention of the person at work, by role: late starts, two versions, what runs out, notes, charges. What takes longer to find is looked for
 * in idles. Signal "changed": the list is another.
 */
#define WABI_TYPE_ATTENTION (wabi_attention_get_type ())
G_DECLARE_FINAL_TYPE (WabiAttention, wabi_attention, WABI, ATTENTION, GObject)

/**
 * wabi_attention_new:
 * @desk: a desk
 *
 * Returns: (transfer full): an empty list
 */
WabiAttention *wabi_attention_new (WabiDesk *desk);

/**
 * wabi_attention_look:
 * @self: the list
 * @visits: (element-type WabiRecord): today's appointments that concern the person
 *
 * Looks anew. "changed" follows at once, and again when the longer part is done.
 */
void wabi_attention_look (WabiAttention *self, GPtrArray *visits);

/**
 * wabi_attention_get_items:
 * @self: the list
 *
 * Returns: (transfer none) (element-type WabiAttentionItem): what was found, the most pressing first
 */
GPtrArray *wabi_attention_get_items (WabiAttention *self);

/**
 * wabi_attention_count_waiting:
 * @desk: a desk
 *
 * Returns: how many requests and failed reminders wait for the person at work to decide: what the sidebar counts beside Today
 */
guint wabi_attention_count_waiting (WabiDesk *desk);

/**
 * wabi_attention_get_busy:
 * @self: the list
 *
 * Returns: whether it still looks
 */
gboolean wabi_attention_get_busy (WabiAttention *self);

G_END_DECLS
