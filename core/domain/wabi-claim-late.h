// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims that wait longer for an answer than their payer usually takes.

#pragma once

#include "wabi-learn.h"
#include "wabi-lookup.h"

G_BEGIN_DECLS

/** WABI_STATUS_MOST: claims that are asked about at once. */
#define WABI_STATUS_MOST 500

/** WABI_STATUS_USUAL_DAYS: how long a payer takes of which nothing is known. */
#define WABI_STATUS_USUAL_DAYS 30

/**
 * wabi_claim_late_days:
 * @waits: what the practice's own claims say of the payer
 * @payer: the payer
 *
 * Nine in ten of its claims are answered by then; where too little was seen, what its record says.
 *
 * Returns: after how many days a claim is late
 */
int wabi_claim_late_days (const WabiWaitSummary *waits, WabiRecord *payer);

/** wabi_claim_waits: Returns: whether @claim waits for its payer's decision. */
gboolean wabi_claim_waits (WabiRecord *claim);

/**
 * wabi_claim_list_late:
 * @view: where to look
 * @payer: id of a payer
 * @days: after how many days a claim is late
 * @pause: for how many days a claim is not asked about again
 * @now: microseconds since 1970 UTC
 * @most: how many @late may hold
 * @late: (element-type WabiRecord): where they are added, the oldest of this payer first
 *
 * Claims without a decision that were sent longer ago than @days, and neither asked about nor spoken of by their payer (277) in the last @pause days.
 */
void wabi_claim_list_late (const WabiView *view, const char *payer, int days, int pause, gint64 now, guint most, GPtrArray *late);

/** wabi_claim_was_spoken_of: Returns: whether after @since @claim was asked about (276), or its payer said something of it (277). */
gboolean wabi_claim_was_spoken_of (const WabiView *view, WabiRecord *claim, gint64 since);

/** wabi_partner_asks_today: Returns: whether the server is to look on @today for late claims of @partner and has not done so. */
gboolean wabi_partner_asks_today (WabiRecord *partner, WabiDay today);

G_END_DECLS
