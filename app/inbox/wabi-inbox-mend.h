// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-inbox-item.h"

G_BEGIN_DECLS

/**
 * wabi_inbox_can_mend:
 * @item: an item
 *
 * Returns: whether a refused change holds something that can be written anew in a form
 */
gboolean wabi_inbox_can_mend (WabiInboxItem *item);

/**
 * wabi_inbox_mend:
 * @desk: (transfer none): a desk
 * @item: (transfer none): what was refused
 * @parent: (nullable): the window that asks
 *
 * Opens a form with what was wanted filled in; saved, it is given again under a new id, and what depended on it after it.
 */
void wabi_inbox_mend (WabiDesk *desk, WabiInboxItem *item, GtkWindow *parent);

/**
 * wabi_inbox_dup_typed:
 * @item: an item
 *
 * Returns: (transfer full): the texts that the person typed, for the clipboard; empty when there are none
 */
char *wabi_inbox_dup_typed (WabiInboxItem *item);

G_END_DECLS
