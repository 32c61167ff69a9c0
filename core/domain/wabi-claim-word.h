// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer or clearinghouse said of a claim that wants a person (999, TA1, 277CA, 277).

#pragma once

#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * wabi_claim_needs_hand:
 * @view: where to look
 * @claim: a claim
 *
 * A rejected claim wants a person until its sessions are on another one; one of which more is wanted, that is not known or could not be looked
 * up, until something newer is heard of it, it is decided, replaced or voided, or somebody has seen to it.
 *
 * Returns: whether it does
 */
gboolean wabi_claim_needs_hand (const WabiView *view, WabiRecord *claim);

/** wabi_claim_set_wanting: what was said of @claim, that is being written, wants a person, or (%NULL) nobody; what somebody has seen to was older. */
void wabi_claim_set_wanting (WabiRecord *claim, const char *wanting, gint64 now);

/** wabi_claim_explain_word: Returns: (transfer none): a `wanting` as people read it, translated, within a sentence. */
const char *wabi_claim_explain_word (const char *wanting);

/** wabi_claim_get_word_remedy: Returns: (transfer none): what to do about a `wanting`, translated. */
const char *wabi_claim_get_word_remedy (const char *wanting);

/** wabi_claim_dup_word: Returns: (transfer full) (nullable): what was said of @claim last, in its words. */
char *wabi_claim_dup_word (const WabiView *view, WabiRecord *claim);

/** wabi_claim_list_wanting: Returns: (transfer full) (element-type WabiRecord): all claims that want a person, those heard of first coming first. */
GPtrArray *wabi_claim_list_wanting (const WabiView *view);

G_END_DECLS
