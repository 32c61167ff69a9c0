// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof.h"

G_BEGIN_DECLS

/**
 * wabi_charge_judge:
 * @view: where to look
 * @charge: the charge
 * @now: microseconds since 1970 UTC
 *
 * Returns: (transfer full) (element-type WabiFinding): everything that makes it ready or not, passed or not; what the scrubber asks besides
 *   only where it is broken
 */
GPtrArray *wabi_charge_judge (const WabiView *view, WabiRecord *charge, gint64 now);

/**
 * wabi_charge_judge_in:
 * @context: what many charges share, in the practice's zone
 * @charge: the charge
 *
 * As wabi_charge_judge(), for many charges: what was read for one is not read again for the next.
 *
 * Returns: (transfer full) (element-type WabiFinding): everything that makes it ready or not, passed or not
 */
GPtrArray *wabi_charge_judge_in (WabiProofContext *context, WabiRecord *charge);

G_END_DECLS
