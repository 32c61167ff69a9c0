// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_x12_explain_code:
 * @list: "set-ack" (IK501, AK901), "set-error" (IK502), "segment-error" (IK304), "element-error" (IK403),
 *   "interchange-note" (TA105), "status-category" (STC01-1), "status" (STC01-2), "entity" (NM101, STC01-3),
 *   "benefit" (EB01), "benefit-period" (EB06), "service-type" (EB03), "coverage-level" (EB02), "rejection"
 * (AAA03), "follow-up" (AAA04), "claim-status" (CLP02), "provider-adjustment" (PLB03-1), "payment-method"
 * (BPR04), "certification" (HCR01), "level" (HL03)
 * @code: a code
 *
 * Returns: (transfer none) (nullable): a few translated words for it, or %NULL when it is not known
 */
const char *wabi_x12_explain_code (const char *list, const char *code);

G_END_DECLS
