// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-charge-check.h"
#include "wabi-lookup.h"
#include "wabi-proof-context.h"
#include "wabi-schedule-check.h"

G_BEGIN_DECLS

/**
 * WabiProof:
 *
 * The facts about one visit, gathered from records for the rules to judge: the same for booking, for the charge and for the claim, so
 * that what is green at booking is never refused later by us.
 */
typedef struct _WabiProof WabiProof;

/**
 * wabi_proof_new:
 * @view: where to look; must outlive the proof
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 * @visit: an appointment, stored or not, or a session; its id keeps it from clashing with itself
 *
 * Returns: (transfer full): the facts
 */
WabiProof *wabi_proof_new (const WabiView *view, const char *zone, gint64 now, WabiRecord *visit);

/**
 * wabi_proof_new_in:
 * @context: what many proofs share
 * @visit: an appointment, stored or not, or a session
 *
 * As wabi_proof_new(), for many visits: what was read for one is not read again for the next. The proof must be freed before something is put
 * into or dropped from @context.
 *
 * Returns: (transfer full): the facts
 */
WabiProof *wabi_proof_new_in (WabiProofContext *context, WabiRecord *visit);

/**
 * wabi_proof_free:
 * @proof: (transfer full) (nullable): what to free
 */
void wabi_proof_free (WabiProof *proof);

/**
 * wabi_proof_get_facts:
 * @proof: the facts
 *
 * Returns: (transfer none): as the booking rules want them; its base is what the charge rules want
 */
const WabiScheduleFacts *wabi_proof_get_facts (WabiProof *proof);

/** wabi_proof_get_context: Returns: (transfer none): what it shares with others. */
WabiProofContext *wabi_proof_get_context (WabiProof *proof);

/** wabi_proof_get_visit: Returns: (transfer none): the appointment or session that it is about. */
WabiRecord *wabi_proof_get_visit (WabiProof *proof);

/**
 * wabi_proof_get_payer:
 * @proof: the facts
 *
 * Returns: (transfer none) (nullable): the payer who pays first on that day
 */
WabiRecord *wabi_proof_get_payer (WabiProof *proof);

/**
 * wabi_proof_get_coverage:
 * @proof: the facts
 *
 * Returns: (transfer none) (nullable): the coverage that is used
 */
WabiRecord *wabi_proof_get_coverage (WabiProof *proof);

/**
 * wabi_proof_check_booking:
 * @proof: the facts
 *
 * Returns: (transfer full) (element-type WabiFinding): everything that was checked, passed or not
 */
GPtrArray *wabi_proof_check_booking (WabiProof *proof);

/**
 * wabi_proof_explain_booking:
 * @proof: the facts
 *
 * As wabi_proof_check_booking(), with what only people need: the fee, where the person may know it, and the supervision that is owed. Nothing
 * more blocks.
 *
 * Returns: (transfer full) (element-type WabiFinding): everything that was checked, passed or not
 */
GPtrArray *wabi_proof_explain_booking (WabiProof *proof);

/**
 * wabi_proof_pick_authorization:
 * @proof: the facts
 *
 * Returns: (transfer none) (nullable): id of the authorization that wabi_visit_pick_authorization() picks
 */
const char *wabi_proof_pick_authorization (WabiProof *proof);

/**
 * wabi_proof_get_terms:
 * @proof: the facts
 *
 * Returns: (transfer none): what the payer asks on that day; what holds for all where no payer is known
 */
WabiPayerTerms *wabi_proof_get_terms (WabiProof *proof);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiProof, wabi_proof_free)

G_END_DECLS
