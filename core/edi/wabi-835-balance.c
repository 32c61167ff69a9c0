// SPDX-License-Identifier: AGPL-3.0-or-later
// The arithmetic of remittance advice: what does not add up, in cents (billing facts, section 3).

#include "wabi-835.h"

#include <string.h>

static gint64
sum (const WabiRemitAdjustment *adjustments, guint n)
{
  gint64 cents = 0;

  for (guint i = 0; i < n; i++)
    cents += adjustments[i].cents;
  return cents;
}

static gint64
sum_of_patient (const WabiRemitAdjustment *adjustments, guint n)
{
  gint64 cents = 0;

  for (guint i = 0; i < n; i++)
    if (strcmp (adjustments[i].group, "PR") == 0)
      cents += adjustments[i].cents;
  return cents;
}

gint64
wabi_remit_line_difference (const WabiRemitLine *line)
{
  return line->paid - (line->charge - sum (line->adjustments, line->n_adjustments));
}

gboolean
wabi_remit_claim_balance (const WabiRemitClaim *claim, WabiRemitClaimBalance *balance)
{
  gint64 own = sum (claim->adjustments, claim->n_adjustments);
  gint64 patient = sum_of_patient (claim->adjustments, claim->n_adjustments);
  gint64 lines = 0, charges = 0, payments = 0;

  memset (balance, 0, sizeof *balance);
  for (guint i = 0; i < claim->n_lines; i++)
    {
      const WabiRemitLine *line = &claim->lines[i];

      lines += sum (line->adjustments, line->n_adjustments);
      patient += sum_of_patient (line->adjustments, line->n_adjustments);
      charges += line->charge;
      payments += line->paid;
      balance->lines += wabi_remit_line_difference (line) != 0;
    }
  balance->payment = claim->paid - (claim->charge - own - lines);
  balance->patient = claim->patient - patient;
  if (claim->n_lines > 0)
    {
      balance->charges = claim->charge - charges;
      balance->payments = claim->paid - (payments - own);
    }
  return balance->payment == 0 && balance->charges == 0 && balance->payments == 0 && balance->lines == 0;
}

gboolean
wabi_remit_payment_balance (const WabiRemitPayment *payment, WabiRemitBalance *balance)
{
  memset (balance, 0, sizeof *balance);
  for (guint i = 0; i < payment->n_claims; i++)
    {
      WabiRemitClaimBalance of_claim;

      balance->claims_paid += payment->claims[i].paid;
      balance->claims += !wabi_remit_claim_balance (&payment->claims[i], &of_claim);
    }
  for (guint i = 0; i < payment->n_adjustments; i++)
    balance->adjusted += payment->adjustments[i].cents;
  balance->difference
      = (payment->is_debit ? -payment->amount : payment->amount) - (balance->claims_paid - balance->adjusted);
  return balance->difference == 0 && balance->claims == 0;
}
