// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_counts_touched:
 * @changes: what a commit changed
 *
 * Returns: whether a count may be another one now
 */
gboolean wabi_counts_touched (WabiChanges *changes);

/**
 * wabi_counts_notes:
 * @desk: a desk
 *
 * Returns: notes that wait for the person: for a BCBA those that are complete and whose client is hers or nobody's, for an RBT the own drafts and those
 *   that came back
 */
guint wabi_counts_notes (WabiDesk *desk);

/**
 * wabi_counts_charges:
 * @desk: a desk
 *
 * Returns: charges that no claim was asked for yet, for those who make claims
 */
guint wabi_counts_charges (WabiDesk *desk);

/**
 * wabi_counts_today:
 * @desk: a desk
 *
 * Returns: requests for time off and reminders that were not sent, for those who decide and see to them
 */
guint wabi_counts_today (WabiDesk *desk);

/**
 * wabi_counts_inbox:
 * @desk: a desk
 *
 * Returns: what the person must decide
 */
guint wabi_counts_inbox (WabiDesk *desk);

G_END_DECLS
