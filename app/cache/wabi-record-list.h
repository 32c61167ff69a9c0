// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "wabi-cache.h"

G_BEGIN_DECLS

/**
 * WabiRecordList:
 *
 * A #GListModel of #WabiRecord: the answer to a query, kept up to date with the cache. Records that did not
 * change stay the same objects, and a change touches only its rows, so that views keep selection and place.
 * Property "n-items" is notified.
 */
#define WABI_TYPE_RECORD_LIST (wabi_record_list_get_type ())
G_DECLARE_FINAL_TYPE (WabiRecordList, wabi_record_list, WABI, RECORD_LIST, GObject)

/**
 * wabi_record_list_new:
 * @cache: (transfer none): where to look; a reference is held
 * @query: (nullable): what, copied with its texts; %NULL for an empty list
 *
 * Returns: (transfer full): the list
 */
WabiRecordList *wabi_record_list_new (WabiCache *cache, const WabiQuery *query);

/**
 * wabi_record_list_set_query:
 * @list: a list
 * @query: (nullable): what from now on, copied with its texts
 */
void wabi_record_list_set_query (WabiRecordList *list, const WabiQuery *query);

/**
 * wabi_record_list_get_record:
 * @list: a list
 * @position: from 0
 *
 * Returns: (transfer none) (nullable): the record there
 */
WabiRecord *wabi_record_list_get_record (WabiRecordList *list, guint position);

/**
 * wabi_record_list_find:
 * @list: a list
 * @id: a record's id
 * @position: (out) (optional): where it is
 *
 * Returns: whether it is in the list
 */
gboolean wabi_record_list_find (WabiRecordList *list, const char *id, guint *position);

G_END_DECLS
