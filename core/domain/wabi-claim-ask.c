// SPDX-License-Identifier: AGPL-3.0-or-later
// A payer is asked what became of a claim (276).

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-file.h"
#include "wabi-claim-preview.h"
#include "wabi-text.h"
#include "wabi-x12-ask.h"

static WabiAskPerson
describe_person (const WabiClaimPerson *person, const char *member_id, const char *relation)
{
  return (WabiAskPerson){ .last = person->last_name,
                          .first = person->first_name,
                          .middle = person->middle_name,
                          .suffix = person->suffix,
                          .member_id = member_id,
                          .birth_date = person->birth_date,
                          .sex = person->sex,
                          .relation = relation };
}

static WabiAskParties
describe_parties (const WabiClaimBatch *batch, const WabiClaim *claim)
{
  const WabiClaimProvider *billing = &batch->billing;

  return (WabiAskParties){ .payer_name = claim->policy.payer.name,
                           .payer_id = claim->policy.payer.id,
                           .submitter_name = batch->submitter_name,
                           .submitter_id = batch->submitter_id,
                           .provider_is_person = !billing->is_organization,
                           .provider_name = billing->last_name,
                           .provider_first = billing->first_name,
                           .npi = billing->npi,
                           .taxonomy = billing->taxonomy };
}

/* As the claim was sent: who was insured, for what days and how much; with the payer's own number where it is known. */
static char *
write_question (const WabiClaimBatch *batch, WabiRecord *record, GError **error)
{
  const WabiClaim *claim = g_ptr_array_index (batch->claims, 0);
  gboolean is_self = wabi_claim_patient_is_subscriber (claim);
  const WabiAskPerson patient = describe_person (&claim->patient, NULL, claim->policy.relation);
  const char *theirs = wabi_record_get_text (record, "payer_control"), *to = wabi_record_get_text (record, "to_date");
  const WabiStatusQuestion question = { .parties = describe_parties (batch, claim),
                                        /* It comes back in the 277, and finds the claim even where our claim number does not come back. */
                                        .trace = wabi_record_get_text (record, "control"),
                                        .subscriber = describe_person (&claim->policy.subscriber, claim->policy.member_id, NULL),
                                        .dependent = is_self ? NULL : &patient,
                                        .payer_claim = theirs != NULL && *theirs != '\0' ? theirs : NULL,
                                        .control = wabi_record_get_text (record, "control"),
                                        .charge = wabi_record_get_int (record, "total_cents"),
                                        .from = wabi_record_get_text (record, "from_date"),
                                        .to = to };

  return wabi_276_write (&batch->envelope, &question, 1, error);
}

static void
put_file (WabiContext *context, const char *id, WabiRecord *claim, const WabiClaim *sent, gint64 isa, const char *content)
{
  WabiRecord *file = wabi_record_new (&wabi_kind_claim_file, id);
  g_autofree char *name = g_strdup_printf ("276-%s-%09" G_GINT64_FORMAT ".edi", sent->policy.payer.id, isa);
  g_autofree char *hash = wabi_text_hash_hex (content, -1);

  wabi_record_set_text (file, "name", name);
  wabi_record_set_text (file, "payer", wabi_record_get_text (claim, "payer"));
  wabi_record_set_int (file, "isa_control", isa);
  wabi_record_set_int (file, "at", context->now);
  /* Nothing is billed with it. */
  wabi_record_set_int (file, "claim_count", 0);
  wabi_record_set_int (file, "total_cents", 0);
  wabi_record_set_text (file, "content", content);
  wabi_record_set_text (file, "hash", hash);
  wabi_context_put (context, file);
}

gboolean
wabi_claim_ask_status (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) claim = wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "claim"), error);
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (WabiClaimBatch) batch = NULL;
  g_autofree char *content = NULL;
  const char *id = wabi_json_peek_text (args, "id");
  gint64 isa;

  if (claim == NULL || !wabi_context_find (context, &wabi_kind_claim_file, id, &there, error))
    return FALSE;
  if (there != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "asked", "id", _ ("This question was asked already. Look at it under Files."));
  if (wabi_record_is (claim, "state", "void") || wabi_record_is (claim, "state", "replaced"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "ended", "claim",
                                _ ("This claim was replaced or voided. Ask for the claim that took its place."));
  if (!wabi_claim_take_envelope (context, &isa, error))
    return FALSE;
  batch = wabi_claim_preview (context->view, claim, WABI_CLAIM_AS_SENT, NULL, context->zone, context->now, error);
  if (batch == NULL)
    return FALSE;
  batch->envelope.interchange_control = batch->envelope.group_control = isa;
  content = write_question (batch, claim, error);
  if (content == NULL)
    return FALSE;
  put_file (context, id, claim, g_ptr_array_index (batch->claims, 0), isa, content);
  wabi_claim_tell (context, claim, "276", NULL);
  return TRUE;
}
