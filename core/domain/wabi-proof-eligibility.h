// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof-context.h"

G_BEGIN_DECLS

/**
 * wabi_proof_gather_eligibility:
 * @context: what is read once
 * @coverage: (nullable): the coverage that is used on the visit's day
 * @payer: (nullable): whose it is
 * @out: (out): what the payer said of it; its texts are @context's or @texts'
 * @answers: (element-type WabiToldCoverage): takes what @out lists; must live as long as @out
 * @texts: takes words that @out needs
 *
 * Nothing is known where no payer was ever asked about anybody: a practice without such questions is not told of them with each visit.
 */
void wabi_proof_gather_eligibility (WabiProofContext *context, WabiRecord *coverage, WabiRecord *payer, WabiEligibilityFacts *out, GArray *answers,
                                    GPtrArray *texts);

G_END_DECLS
