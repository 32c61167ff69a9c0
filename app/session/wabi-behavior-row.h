// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-session-book.h"

G_BEGIN_DECLS

/**
 * WabiBehaviorRow:
 *
 * A behavior in the runner: a button that counts it once more, or starts and stops its timer. Signal "activated".
 */
#define WABI_TYPE_BEHAVIOR_ROW (wabi_behavior_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiBehaviorRow, wabi_behavior_row, WABI, BEHAVIOR_ROW, AdwBin)

/**
 * wabi_behavior_row_new:
 * @number: from 1; up to 9 it is also the key
 *
 * Returns: an empty row
 */
GtkWidget *wabi_behavior_row_new (guint number);

/**
 * wabi_behavior_row_show:
 * @self: a row
 * @behavior: what to show; not kept
 * @now: microseconds since 1970 UTC, for a timer that runs
 */
void wabi_behavior_row_show (WabiBehaviorRow *self, const WabiBookBehavior *behavior, gint64 now);

G_END_DECLS
