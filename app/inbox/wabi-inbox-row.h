// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-inbox-item.h"

G_BEGIN_DECLS

#define WABI_TYPE_INBOX_ROW (wabi_inbox_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiInboxRow, wabi_inbox_row, WABI, INBOX_ROW, GtkListBoxRow)

/**
 * wabi_inbox_row_new:
 * @desk: (transfer none): for words of times
 * @item: (transfer none): what it shows; a reference is held
 *
 * Returns: a row
 */
GtkWidget *wabi_inbox_row_new (WabiDesk *desk, WabiInboxItem *item);

/**
 * wabi_inbox_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
WabiInboxItem *wabi_inbox_row_get_item (WabiInboxRow *self);

G_END_DECLS
