// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof-context.h"
#include "wabi-supervision.h"

G_BEGIN_DECLS

/**
 * wabi_proof_read_supervision:
 * @context: what is read once
 * @visit: a visit, counted besides what is stored
 * @staff: (nullable): who gives it
 * @out: (out): the month of the visit
 *
 * A visit is supervised while somebody else gives the same client 97155 (field-map 5.5).
 *
 * Returns: whether it applies: the person is a technician and the visit is one that technicians give
 */
gboolean wabi_proof_read_supervision (WabiProofContext *context, const WabiVisit *visit, WabiRecord *staff, WabiSupervision *out);

G_END_DECLS
