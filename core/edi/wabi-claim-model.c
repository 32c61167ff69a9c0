// SPDX-License-Identifier: AGPL-3.0-or-later
// What an 837P file says, as structs.

#include "wabi-claim-model.h"

static void
clear_address (WabiClaimAddress *address)
{
  g_free (address->street1);
  g_free (address->street2);
  g_free (address->city);
  g_free (address->state);
  g_free (address->zip);
}

static void
clear_person (WabiClaimPerson *person)
{
  g_free (person->last_name);
  g_free (person->first_name);
  g_free (person->middle_name);
  g_free (person->suffix);
  g_free (person->birth_date);
  clear_address (&person->address);
}

static void
clear_payer (WabiClaimPayer *payer)
{
  g_free (payer->name);
  g_free (payer->id);
  g_free (payer->provider_id_qualifier);
  g_free (payer->provider_id);
  clear_address (&payer->address);
}

static void
clear_policy (WabiClaimPolicy *policy)
{
  g_free (policy->relation);
  g_free (policy->group_number);
  g_free (policy->group_name);
  g_free (policy->filing_code);
  g_free (policy->insurance_type);
  g_free (policy->member_id);
  clear_person (&policy->subscriber);
  clear_payer (&policy->payer);
}

static void
clear_provider (WabiClaimProvider *provider)
{
  g_free (provider->last_name);
  g_free (provider->first_name);
  g_free (provider->middle_name);
  g_free (provider->suffix);
  g_free (provider->npi);
  g_free (provider->taxonomy);
  g_free (provider->tax_id);
  g_free (provider->other_id_qualifier);
  g_free (provider->other_id);
  clear_address (&provider->address);
}

static void
clear_modifiers (char **modifiers)
{
  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS; i++)
    g_free (modifiers[i]);
}

static void
clear_envelope (WabiX12Envelope *envelope)
{
  g_free (envelope->sender_qualifier);
  g_free (envelope->sender_id);
  g_free (envelope->receiver_qualifier);
  g_free (envelope->receiver_id);
  g_free (envelope->group_sender);
  g_free (envelope->group_receiver);
  g_free (envelope->functional_id);
  g_free (envelope->guide);
  g_free (envelope->date);
  g_free (envelope->time);
}

static void
free_adjustment (gpointer data)
{
  WabiClaimAdjustment *adjustment = data;

  g_free (adjustment->group);
  g_free (adjustment->reason);
  g_free (adjustment);
}

static void
free_adjudication (gpointer data)
{
  WabiClaimAdjudication *adjudication = data;

  g_free (adjudication->payer_id);
  g_free (adjudication->code);
  clear_modifiers (adjudication->modifiers);
  g_ptr_array_unref (adjudication->adjustments);
  g_free (adjudication->date);
  g_free (adjudication);
}

static void
free_other_payer (gpointer data)
{
  WabiClaimOtherPayer *other = data;

  clear_policy (&other->policy);
  g_ptr_array_unref (other->adjustments);
  g_free (other->remittance_date);
  g_free (other->prior_authorization);
  g_free (other->claim_control);
  g_free (other);
}

static void
free_line (gpointer data)
{
  WabiClaimLine *line = data;

  g_free (line->code);
  clear_modifiers (line->modifiers);
  g_free (line->place_of_service);
  g_free (line->from_date);
  g_free (line->to_date);
  g_free (line->control_number);
  g_free (line->prior_authorization);
  g_free (line->note);
  wabi_claim_provider_free (line->rendering);
  wabi_claim_provider_free (line->supervising);
  wabi_claim_provider_free (line->service_facility);
  g_ptr_array_unref (line->adjudications);
  g_free (line);
}

void
wabi_claim_set_text (char **field, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*field);
  *field = copy;
}

WabiClaimBatch *
wabi_claim_batch_new (void)
{
  WabiClaimBatch *batch = g_new0 (WabiClaimBatch, 1);

  batch->envelope.functional_id = g_strdup ("HC");
  batch->envelope.guide = g_strdup ("005010X222A1");
  batch->billing.is_organization = TRUE;
  batch->claims = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_claim_free);
  return batch;
}

void
wabi_claim_batch_free (WabiClaimBatch *batch)
{
  if (batch == NULL)
    return;
  clear_envelope (&batch->envelope);
  g_free (batch->batch_id);
  g_free (batch->submitter_name);
  g_free (batch->submitter_id);
  g_free (batch->contact_name);
  g_free (batch->contact_phone);
  g_free (batch->contact_email);
  g_free (batch->receiver_name);
  g_free (batch->receiver_id);
  clear_provider (&batch->billing);
  wabi_claim_address_free (batch->pay_to);
  g_ptr_array_unref (batch->claims);
  g_free (batch);
}

WabiClaim *
wabi_claim_batch_add_claim (WabiClaimBatch *batch)
{
  WabiClaim *claim = wabi_claim_new ();

  g_ptr_array_add (batch->claims, claim);
  return claim;
}

WabiClaim *
wabi_claim_new (void)
{
  WabiClaim *claim = g_new0 (WabiClaim, 1);

  claim->policy.sequence = 'P';
  claim->policy.relation = g_strdup ("18");
  claim->place_of_service = g_strdup ("11");
  claim->frequency = '1';
  claim->signature_on_file = TRUE;
  claim->accepts_assignment = 'A';
  claim->benefits_assigned = 'Y';
  claim->release = 'Y';
  claim->diagnoses = g_ptr_array_new_with_free_func (g_free);
  claim->lines = g_ptr_array_new_with_free_func (free_line);
  claim->other_payers = g_ptr_array_new_with_free_func (free_other_payer);
  return claim;
}

void
wabi_claim_free (WabiClaim *claim)
{
  if (claim == NULL)
    return;
  clear_policy (&claim->policy);
  clear_person (&claim->patient);
  g_free (claim->control_number);
  g_free (claim->place_of_service);
  g_free (claim->original_reference);
  g_free (claim->delay_reason);
  g_free (claim->prior_authorization);
  g_free (claim->referral_number);
  g_free (claim->medical_record_number);
  g_free (claim->note);
  g_ptr_array_unref (claim->diagnoses);
  wabi_claim_provider_free (claim->referring);
  wabi_claim_provider_free (claim->rendering);
  wabi_claim_provider_free (claim->service_facility);
  wabi_claim_provider_free (claim->supervising);
  g_ptr_array_unref (claim->lines);
  g_ptr_array_unref (claim->other_payers);
  g_free (claim);
}

WabiClaimLine *
wabi_claim_add_line (WabiClaim *claim)
{
  WabiClaimLine *line = g_new0 (WabiClaimLine, 1);

  line->pointers[0] = 1;
  line->adjudications = g_ptr_array_new_with_free_func (free_adjudication);
  g_ptr_array_add (claim->lines, line);
  return line;
}

void
wabi_claim_add_diagnosis (WabiClaim *claim, const char *code)
{
  g_ptr_array_add (claim->diagnoses, g_strdup (code));
}

WabiClaimOtherPayer *
wabi_claim_add_other_payer (WabiClaim *claim)
{
  WabiClaimOtherPayer *other = g_new0 (WabiClaimOtherPayer, 1);

  other->policy.sequence = 'P';
  other->policy.relation = g_strdup ("18");
  other->benefits_assigned = 'Y';
  other->release = 'Y';
  other->adjustments = g_ptr_array_new_with_free_func (free_adjustment);
  g_ptr_array_add (claim->other_payers, other);
  return other;
}

WabiClaimAdjudication *
wabi_claim_line_add_adjudication (WabiClaimLine *line)
{
  WabiClaimAdjudication *adjudication = g_new0 (WabiClaimAdjudication, 1);

  adjudication->adjustments = g_ptr_array_new_with_free_func (free_adjustment);
  g_ptr_array_add (line->adjudications, adjudication);
  return adjudication;
}

void
wabi_claim_add_adjustment (GPtrArray *adjustments, const char *group, const char *reason, gint64 cents)
{
  WabiClaimAdjustment *adjustment = g_new0 (WabiClaimAdjustment, 1);

  adjustment->group = g_strdup (group);
  adjustment->reason = g_strdup (reason);
  adjustment->cents = cents;
  g_ptr_array_add (adjustments, adjustment);
}

WabiClaimProvider *
wabi_claim_provider_new_person (const char *last_name, const char *first_name, const char *npi,
                                const char *taxonomy)
{
  WabiClaimProvider *provider = g_new0 (WabiClaimProvider, 1);

  provider->last_name = g_strdup (last_name);
  provider->first_name = g_strdup (first_name);
  provider->npi = g_strdup (npi);
  provider->taxonomy = g_strdup (taxonomy);
  return provider;
}

WabiClaimProvider *
wabi_claim_provider_copy (const WabiClaimProvider *provider)
{
  WabiClaimProvider *copy;

  if (provider == NULL)
    return NULL;
  copy = wabi_claim_provider_new_person (provider->last_name, provider->first_name, provider->npi,
                                         provider->taxonomy);
  copy->is_organization = provider->is_organization;
  copy->middle_name = g_strdup (provider->middle_name);
  copy->suffix = g_strdup (provider->suffix);
  copy->tax_id = g_strdup (provider->tax_id);
  copy->tax_id_is_ssn = provider->tax_id_is_ssn;
  copy->other_id_qualifier = g_strdup (provider->other_id_qualifier);
  copy->other_id = g_strdup (provider->other_id);
  copy->address.street1 = g_strdup (provider->address.street1);
  copy->address.street2 = g_strdup (provider->address.street2);
  copy->address.city = g_strdup (provider->address.city);
  copy->address.state = g_strdup (provider->address.state);
  copy->address.zip = g_strdup (provider->address.zip);
  return copy;
}

void
wabi_claim_provider_free (WabiClaimProvider *provider)
{
  if (provider == NULL)
    return;
  clear_provider (provider);
  g_free (provider);
}

void
wabi_claim_address_free (WabiClaimAddress *address)
{
  if (address == NULL)
    return;
  clear_address (address);
  g_free (address);
}

gint64
wabi_claim_get_total_cents (const WabiClaim *claim)
{
  gint64 total = 0;

  for (guint i = 0; i < claim->lines->len; i++)
    total += ((const WabiClaimLine *)g_ptr_array_index (claim->lines, i))->charge_cents;
  return total;
}

gboolean
wabi_claim_patient_is_subscriber (const WabiClaim *claim)
{
  return g_strcmp0 (claim->policy.relation, "18") == 0;
}
