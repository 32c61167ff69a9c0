// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiInboxPage:
 *
 * The place of what the system could not decide alone: records with two versions, commands that were refused, and what waits for the server.
 */
#define WABI_TYPE_INBOX_PAGE (wabi_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiInboxPage, wabi_inbox_page, WABI, INBOX_PAGE, AdwBin)

/**
 * wabi_inbox_page_new:
 * @desk: (transfer none): the person's desk
 *
 * Returns: the page
 */
GtkWidget *wabi_inbox_page_new (WabiDesk *desk);

/**
 * wabi_inbox_count:
 * @desk: a desk
 *
 * Returns: how many things the person must decide; what only waits is not among them
 */
guint wabi_inbox_count (WabiDesk *desk);

/**
 * wabi_inbox_is_touched:
 * @changes: what a commit changed
 *
 * Returns: whether the count may be another one now
 */
gboolean wabi_inbox_is_touched (WabiChanges *changes);

G_END_DECLS
