// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-claim-preview.h"
#include "wabi-scrub.h"

G_BEGIN_DECLS

/**
 * wabi_claim_scrub:
 * @view: where to look
 * @claim: the claim that is to be replaced, voided or sent on
 * @step: which
 * @payer_control: (nullable): the payer's own number, where the person knows it
 *
 * Returns: (transfer full) (element-type WabiFinding): what the scrubber finds of the claim that would follow; empty when nothing is wrong
 */
GPtrArray *wabi_claim_scrub (const WabiView *view, WabiRecord *claim, WabiClaimStep step, const char *payer_control);

G_END_DECLS
