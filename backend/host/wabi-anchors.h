// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WabiAnchors:
 *
 * Notes the heads of the audit chains outside the database: at the start, each quarter of an hour, and at the end.
 */
typedef struct _WabiAnchors WabiAnchors;

/**
 * wabi_anchors_new:
 * @store: (transfer none): whose chains
 * @folder: the data folder; the file lies beside it
 * @second: (nullable): another file, best on another machine's disk
 * @clock: (transfer none): the time
 *
 * A file that cannot be written is told in the log and does not keep the server from working.
 *
 * Returns: (transfer full): at work
 */
WabiAnchors *wabi_anchors_new (WabiStore *store, const char *folder, const char *second, const WabiClock *clock);

/**
 * wabi_anchors_free:
 * @anchors: (transfer full) (nullable): what to end, with a last note
 */
void wabi_anchors_free (WabiAnchors *anchors);

G_END_DECLS
