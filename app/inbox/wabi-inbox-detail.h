// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-inbox-item.h"

G_BEGIN_DECLS

/**
 * WabiInboxDetail:
 *
 * The selected thing in full, with the choices there are. Signal: "settle" (args: a JsonObject, transfer none): the arguments of the kind's "settle"; the
 * other choices are the page's actions.
 */
#define WABI_TYPE_INBOX_DETAIL (wabi_inbox_detail_get_type ())
G_DECLARE_FINAL_TYPE (WabiInboxDetail, wabi_inbox_detail, WABI, INBOX_DETAIL, AdwBin)

/**
 * wabi_inbox_detail_show:
 * @self: a detail
 * @desk: (transfer none): for words
 * @item: (nullable) (transfer none): what to show
 */
void wabi_inbox_detail_show (WabiInboxDetail *self, WabiDesk *desk, WabiInboxItem *item);

/**
 * wabi_inbox_detail_set_error:
 * @self: a detail
 * @text: (nullable): why the last choice could not be done
 */
void wabi_inbox_detail_set_error (WabiInboxDetail *self, const char *text);

/**
 * wabi_inbox_detail_take:
 * @self: a detail that shows versions
 * @newest: whether to take the newest proposal; else what stands is kept
 */
void wabi_inbox_detail_take (WabiInboxDetail *self, gboolean newest);

G_END_DECLS
