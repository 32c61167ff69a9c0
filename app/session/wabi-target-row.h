// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-session-book.h"

G_BEGIN_DECLS

/**
 * WabiTargetRow:
 *
 * A target in the runner's list: its name, where it belongs, and how many of its trials are done.
 */
#define WABI_TYPE_TARGET_ROW (wabi_target_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiTargetRow, wabi_target_row, WABI, TARGET_ROW, GtkListBoxRow)

/**
 * wabi_target_row_new:
 *
 * Returns: an empty row
 */
GtkWidget *wabi_target_row_new (void);

/**
 * wabi_target_row_show:
 * @self: a row
 * @target: what to show; not kept
 */
void wabi_target_row_show (WabiTargetRow *self, const WabiBookTarget *target);

/**
 * wabi_prompt_words:
 * @level: (nullable): "independent", "gesture", "partial" or "full"
 *
 * Returns: (transfer none) (nullable): the level in words, translated
 */
const char *wabi_prompt_words (const char *level);

G_END_DECLS
