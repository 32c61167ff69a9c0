// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiInboxSection:
 * @WABI_INBOX_DECIDE: a record that carries two versions
 * @WABI_INBOX_REFUSED: a command that a service refused
 * @WABI_INBOX_WAITING: a command that waits for its service
 * @WABI_INBOX_SETTLED: what the person decided, sent again or discarded here
 *
 * What an item is, in the order in which they are shown.
 */
typedef enum
{
  WABI_INBOX_DECIDE,
  WABI_INBOX_REFUSED,
  WABI_INBOX_WAITING,
  WABI_INBOX_SETTLED,
} WabiInboxSection;

/**
 * WabiInboxItem:
 *
 * One thing in the Inbox. Plain values; exactly one of record, refused, waiting and settled is set.
 */
#define WABI_TYPE_INBOX_ITEM (wabi_inbox_item_get_type ())
G_DECLARE_FINAL_TYPE (WabiInboxItem, wabi_inbox_item, WABI, INBOX_ITEM, GObject)

struct _WabiInboxItem
{
  GObject parent_instance;

  WabiInboxSection section;
  char *key;   /* stays the same while it is there */
  char *title; /* what was wanted */
  char *about; /* whom it is about, may be empty */
  char *line;  /* why it is here, in a line */
  gint64 at;
  WabiRecord *record;
  WabiRefusedItem *refused;
  WabiOutboxItem *waiting;
  WabiSettledItem *settled;
  gboolean depends; /* refused only because of the one above it */
  WabiRecord *there; /* what a command is about, where it stands here */
};

/**
 * wabi_inbox_list_items:
 * @desk: a desk
 *
 * Returns: (transfer full) (element-type WabiInboxItem): everything for the person at @desk, by section and newest first; of what waits, the
 *   oldest first and at most 200
 */
GPtrArray *wabi_inbox_list_items (WabiDesk *desk);

/**
 * wabi_inbox_item_get_values:
 * @item: an item
 *
 * Returns: (transfer none): the values that it is about: of the record, or what the command wanted
 */
JsonObject *wabi_inbox_item_get_values (WabiInboxItem *item);

/**
 * wabi_inbox_item_get_kind:
 * @item: an item
 *
 * Returns: (transfer none) (nullable): the kind of record that it is about
 */
const WabiKind *wabi_inbox_item_get_kind (WabiInboxItem *item);

/**
 * wabi_inbox_item_get_place:
 * @item: an item
 * @desk: a desk
 * @id: (out) (transfer none) (nullable): the record to open there, %NULL when it does not stand here
 *
 * Returns: (transfer none) (nullable): where it can be looked at and mended
 */
const char *wabi_inbox_item_get_place (WabiInboxItem *item, WabiDesk *desk, const char **id);

G_END_DECLS
