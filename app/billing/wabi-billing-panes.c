// SPDX-License-Identifier: AGPL-3.0-or-later
// The panes of the page Billing behind charges, claims and files.

#include <glib/gi18n-lib.h>

#include "wabi-billing-pane.h"
#include "wabi-denials-view.h"
#include "wabi-eligibility-view.h"
#include "wabi-families-view.h"
#include "wabi-partners-view.h"
#include "wabi-payers-view.h"
#include "wabi-payments-view.h"

static const WabiBillingPlace places[] = {
  { "payments", N_ ("Payments"), FALSE, { "remittance", "remit_claim", "inbound_file", NULL }, wabi_payments_view_new },
  { "denials", N_ ("Denials"), FALSE, { "denial", "appeal", NULL }, wabi_denials_view_new },
  { "families", N_ ("Families"), FALSE, { "family_payment", "statement", "payment_plan", "estimate", NULL }, wabi_families_view_new },
  { "eligibility", N_ ("Eligibility"), TRUE, { "benefit", "benefit_check", "benefit_schedule", NULL }, wabi_eligibility_view_new },
  { "payers", N_ ("Payers"), TRUE, { "payer", "payer_rule", "service_code", NULL }, wabi_payers_view_new },
  { "partners", N_ ("Partners"), TRUE, { "partner", "transmission", NULL }, wabi_partners_view_new },
};

const WabiBillingPlace *
wabi_billing_list_places (guint *n)
{
  *n = G_N_ELEMENTS (places);
  return places;
}
