// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-claim-model.h"
#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * WabiClaimGroup:
 * @charges: (element-type WabiRecord): charges that go on one claim, by time
 * @control: the claim's control number
 *
 * Charges of one client, coverage and authorization, at most fifty.
 */
typedef struct
{
  GPtrArray *charges;
  char *control;
} WabiClaimGroup;

/**
 * wabi_claim_group_charges:
 * @charges: (element-type WabiRecord): charges of one payer
 *
 * Returns: (transfer full) (element-type WabiClaimGroup): the claims that they make, without control numbers
 */
GPtrArray *wabi_claim_group_charges (GPtrArray *charges);

/**
 * wabi_claim_group_free:
 * @group: (transfer full) (nullable): what to free
 */
void wabi_claim_group_free (WabiClaimGroup *group);

/**
 * wabi_claim_build_batch:
 * @view: where to look
 * @payer: the payer
 * @groups: (element-type WabiClaimGroup): the claims, with control numbers
 * @isa_control: interchange control number, never used before
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 * @error: where to put %WABI_COMMAND_ERROR_REFUSED, with what is missing in words
 *
 * Returns: (transfer full) (nullable): everything that the 837P file says
 */
WabiClaimBatch *wabi_claim_build_batch (const WabiView *view, WabiRecord *payer, GPtrArray *groups, gint64 isa_control,
                                        const char *zone, gint64 now, GError **error);

G_END_DECLS
