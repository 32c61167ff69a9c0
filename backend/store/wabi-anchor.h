// SPDX-License-Identifier: AGPL-3.0-or-later
// Heads of the audit chains, noted outside the database, so that cutting off and rewriting show too.

#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * wabi_anchor_build_path:
 * @folder: a data folder
 *
 * Returns: (transfer full): the file beside the folder, not in it, where a server anchors by itself: "FOLDER.anchors"
 */
char *wabi_anchor_build_path (const char *folder);

/**
 * wabi_anchor_note:
 * @store: a store
 * @file: where to; made when it is not there, else only added to
 * @event: "heads", or "restore" after a restore, which explains why heads went back
 * @now: microseconds since 1970 UTC
 * @error: where to put an error
 *
 * Adds one line: the time, the event, the heads of all chains, and the hash of the line before. Nothing is added when a line of the same
 * heads is the last one already.
 *
 * Returns: whether the line is on the disk
 */
gboolean wabi_anchor_note (WabiStore *store, const char *file, const char *event, gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_anchor_verify:
 * @store: a store
 * @file: what was noted
 * @lines: (out) (optional): how many lines were looked at
 * @error: where to put what does not agree: which chain, which entry, and when it was anchored
 *
 * Each head that was ever noted must still be in its chain. Heads that a later restore in the same file went back behind are passed over.
 *
 * Returns: whether all agree
 */
gboolean wabi_anchor_verify (WabiStore *store, const char *file, gint64 *lines, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
