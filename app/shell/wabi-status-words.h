// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-sidebar.h"
#include "wabi-sync.h"

G_BEGIN_DECLS

/**
 * wabi_status_words:
 * @state: what sync does
 * @pending: how many changes wait
 * @refused: how many changes need the person
 * @line1: (out) (transfer none): what is so, translated
 * @line2: (out) (transfer full) (nullable): the number with it, translated
 *
 * Returns: the color
 */
WabiSidebarStatus wabi_status_words (WabiSyncState state, guint pending, guint refused, const char **line1, char **line2);

/**
 * wabi_status_amount_words:
 * @done: how many records have come
 * @total: of about how many
 *
 * Returns: (transfer full): "12,400 of about 29,500 records", translated
 */
char *wabi_status_amount_words (gint64 done, gint64 total);

/**
 * wabi_status_partial_words:
 * @done: how many records have come
 * @total: of about how many; 0 when that is not known yet
 *
 * Returns: (transfer full): that what is seen is not complete, translated
 */
char *wabi_status_partial_words (gint64 done, gint64 total);

G_END_DECLS
