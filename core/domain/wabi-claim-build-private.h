// SPDX-License-Identifier: AGPL-3.0-or-later
// What the builders of a claim share.

#pragma once

#include "wabi-claim-build.h"
#include "wabi-payer-terms.h"

G_BEGIN_DECLS

/* What a payer asks of a claim. */
typedef struct
{
  WabiRecord *payer;     /* borrowed */
  WabiPayerTerms *asked; /* on the first day of the claim */
  gboolean patient_is_subscriber;   /* always: Medicaid knows no dependents */
  gboolean subscriber_by_member_id; /* who has a number of his own is the subscriber */
} WabiClaimTerms;

void wabi_claim_terms_read (const WabiView *view, WabiRecord *payer, WabiDay day, WabiClaimTerms *out);
void wabi_claim_terms_clear (WabiClaimTerms *terms);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiClaimTerms, wabi_claim_terms_clear)

/* Everything that one claim is built from. */
typedef struct
{
  const WabiView *view;
  const WabiClaimTerms *terms;
  WabiClaimGroup *group;
  WabiRecord *practice, *client, *coverage;
  const char *zone;
} WabiClaimWork;

void wabi_claim_set_from (char **field, WabiRecord *record, const char *name);
void wabi_claim_set_address (WabiClaimAddress *address, WabiRecord *record);
void wabi_claim_set_person (WabiClaimPerson *person, WabiRecord *client);

/* The plan in its place among the client's. */
void wabi_claim_set_policy (WabiClaimPolicy *policy, const WabiClaimTerms *terms, WabiRecord *client, WabiRecord *coverage, WabiRecord *payer);

/* Who renders, who supervises and where, of the claim and of each line that differs from it. */
void wabi_claim_set_providers (const WabiClaimWork *work, WabiClaim *claim);

/* Who renders, who supervises and where a charge was given, as a text that is the same where all three are. */
char *wabi_claim_dup_providers (const WabiClaimWork *work, WabiRecord *charge);

void wabi_claim_set_header (const WabiView *view, WabiClaimBatch *batch, WabiRecord *practice, WabiRecord *payer, gint64 isa_control,
                            const char *zone, gint64 now);

/* The same for a file that goes to @partner (nullable). */
void wabi_claim_set_header_for (WabiClaimBatch *batch, WabiRecord *practice, WabiRecord *partner, gint64 isa_control, const char *zone, gint64 now);

/* The client's other plans that day, and what those before this one decided. */
gboolean wabi_claim_add_others (const WabiClaimWork *work, WabiClaim *claim, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
