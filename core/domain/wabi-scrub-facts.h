// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof.h"
#include "wabi-scrub.h"

G_BEGIN_DECLS

/**
 * WabiScrubSheet:
 *
 * What the scrubber looks at, gathered from records. It lives no longer than the proof that it was made from.
 */
typedef struct _WabiScrubSheet WabiScrubSheet;

/**
 * wabi_scrub_sheet_new:
 * @proof: of the visit, or of the session that was held
 * @charge: (nullable): the charge; %NULL when a visit is booked
 *
 * Returns: (transfer full): the facts
 */
WabiScrubSheet *wabi_scrub_sheet_new (WabiProof *proof, WabiRecord *charge);

/** wabi_scrub_sheet_free: frees one, (transfer full) (nullable). */
void wabi_scrub_sheet_free (WabiScrubSheet *sheet);

/** wabi_scrub_sheet_get_facts: Returns: (transfer none): the facts. */
const WabiScrubFacts *wabi_scrub_sheet_get_facts (WabiScrubSheet *sheet);

/**
 * wabi_scrub_explain_booking:
 * @proof: of a visit that is booked
 *
 * As wabi_proof_explain_booking(), with what the scrubber would refuse of its claim as warnings; where there are any, nothing says that all a
 * claim needs is on file.
 *
 * Returns: (transfer full) (element-type WabiFinding): everything that was checked, passed or not
 */
GPtrArray *wabi_scrub_explain_booking (WabiProof *proof);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiScrubSheet, wabi_scrub_sheet_free)

G_END_DECLS
