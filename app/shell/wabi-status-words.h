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

G_END_DECLS
