// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-271.h"
#include "wabi-277.h"
#include "wabi-835.h"
#include "wabi-x12-writer.h"

G_BEGIN_DECLS

/*
 * What a payer or a clearinghouse writes and a practice never does: for programs that play the partner in
 * tests. The structs are those that the readers give; fill them in with texts that live long enough.
 */

/* Payments of one file, each a transaction set. The envelope's functional id and guide are set by these. */
char *edi_partner_835 (const WabiX12Envelope *envelope, const WabiRemitPayment *payments, guint n);

/* One 277CA: what the levels say, then the claims, all under the last provider level. */
char *edi_partner_277ca (const WabiX12Envelope *envelope, const WabiStatusReport *report);

/* An answer for each person. */
char *edi_partner_271 (const WabiX12Envelope *envelope, const WabiBenefitAnswer *answers, guint n);

G_END_DECLS
