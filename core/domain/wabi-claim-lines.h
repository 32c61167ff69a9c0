// SPDX-License-Identifier: AGPL-3.0-or-later
// The service lines of a claim that was sent: each charge on its own, or those of a day together where the payer wanted that.

#pragma once

#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * WabiSentPart:
 * @charge: id of the charge
 * @cents: what was asked for it
 * @tenths: its units
 *
 * What one charge has of a line that was sent.
 */
typedef struct
{
  char *charge;
  gint64 cents;
  gint64 tenths;
} WabiSentPart;

/**
 * WabiSentLine:
 * @control: (nullable): what REF*6R said
 * @code: (nullable): service code
 * @date: (nullable): day of service
 * @cents: of the whole line
 * @parts: (element-type WabiSentPart): its charges, by time; one unless the payer takes one line a day
 *
 * A service line as it was sent; counts its references.
 */
typedef struct
{
  char *control;
  char *code;
  char *date;
  gint64 cents;
  GArray *parts;
} WabiSentLine;

/** wabi_sent_line_unref: @line: (transfer full) (nullable): lets go of it. */
void wabi_sent_line_unref (WabiSentLine *line);

/** wabi_sent_line_dup_cents: Returns: (transfer full): what @line asked for each of its parts, as weights; see wabi_share_table(). */
gint64 *wabi_sent_line_dup_cents (const WabiSentLine *line);

/**
 * wabi_claim_list_sent:
 * @view: where to look
 * @claim: a claim
 *
 * Charges whose line the claim does not keep are lines as the charge itself says.
 *
 * Returns: (transfer full) (element-type WabiSentLine): its lines as they were sent, in their order
 */
GPtrArray *wabi_claim_list_sent (const WabiView *view, WabiRecord *claim);

/**
 * wabi_claim_find_sent:
 * @claim: a claim
 * @charge: id of a charge
 *
 * Returns: (transfer none) (nullable): what the claim keeps of how that charge was sent
 */
JsonObject *wabi_claim_find_sent (WabiRecord *claim, const char *charge);

G_END_DECLS
