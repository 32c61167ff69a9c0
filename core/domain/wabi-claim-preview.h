// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-claim-build.h"

G_BEGIN_DECLS

/**
 * WabiClaimStep:
 * @WABI_CLAIM_AS_SENT: the claim with the lines that were sent
 * @WABI_CLAIM_REPLACE: what "claim.replace" would send
 * @WABI_CLAIM_VOID: what "claim.void" would send
 * @WABI_CLAIM_NEXT: what "claim.bill-next" would send
 */
typedef enum
{
  WABI_CLAIM_AS_SENT,
  WABI_CLAIM_REPLACE,
  WABI_CLAIM_VOID,
  WABI_CLAIM_NEXT,
} WabiClaimStep;

/**
 * wabi_claim_preview:
 * @view: where to look
 * @claim: a claim
 * @step: what of it
 * @payer_control: (nullable): the payer's own number, where the person knows it; %NULL for what is on file
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 * @error: where to put %WABI_COMMAND_ERROR_REFUSED, with what is missing in words
 *
 * Nothing is stored and no number is used up: numbers that the service would give say PREVIEW.
 *
 * Returns: (transfer full) (nullable): a batch with that claim
 */
WabiClaimBatch *wabi_claim_preview (const WabiView *view, WabiRecord *claim, WabiClaimStep step, const char *payer_control, const char *zone,
                                    gint64 now, GError **error);

G_END_DECLS
