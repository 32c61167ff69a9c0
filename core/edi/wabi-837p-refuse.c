// SPDX-License-Identifier: AGPL-3.0-or-later
// What must be there and of its kind before a batch of claims can be written at all.

#include "wabi-837p-need-private.h"
#include "wabi-837p-writer.h"
#include "wabi-edi-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// The most that ten digits with two decimals can say.
#define MAX_CENTS G_GINT64_CONSTANT (9999999999)

static gboolean
is_too_large (gint64 cents)
{
  return cents > MAX_CENTS || cents < -MAX_CENTS;
}

static gboolean
check_other_id (const WabiNeed *need, const WabiClaimProvider *provider, const char *kinds)
{
  if (!wabi_need_is_set (provider->other_id) && !wabi_need_is_set (provider->other_id_qualifier))
    return TRUE;
  return wabi_need_one_of (need, _ ("The kind of the provider's number"), provider->other_id_qualifier, kinds)
         && wabi_need_id (need, _ ("The provider's number"), provider->other_id, 50);
}

static gboolean
check_provider (const WabiNeed *need, const char *whose, const WabiClaimProvider *provider, const char *kinds)
{
  g_autofree char *name = g_strdup_printf (_ ("The name of %s"), whose);

  if (!wabi_need_text (need, name, provider->last_name) || !wabi_need_npi_or_none (need, whose, provider->npi)
      || !check_other_id (need, provider, kinds))
    return FALSE;
  if (!wabi_need_is_set (provider->npi) && !wabi_need_is_set (provider->other_id))
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("%s has neither an NPI nor another number."),
                             provider->last_name);
  return !wabi_need_is_set (provider->taxonomy)
         || wabi_need_code (need, _ ("The taxonomy code"), provider->taxonomy, 10, 10);
}

static gboolean
check_provider_person (const WabiNeed *need, const char *whose, const WabiClaimProvider *provider,
                       const char *kinds)
{
  if (provider == NULL)
    return TRUE;
  if (provider->is_organization)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("%s has to be a person: %s."),
                             provider->last_name, whose);
  return check_provider (need, whose, provider, kinds);
}

static gboolean
check_billing (const WabiNeed *need)
{
  const WabiClaimProvider *billing = &need->batch->billing;
  const char *whose = _ ("the billing provider");

  if (!check_provider (need, whose, billing, "0B 1G") || !wabi_need_address (need, whose, &billing->address))
    return FALSE;
  if (wabi_edi_is_post_box (billing->address.street1) || wabi_edi_is_post_box (billing->address.street2))
    return wabi_need_refuse (
        need, WABI_X12_ERROR_VALUE,
        _ ("The billing address must be a street, not a PO box. Put the box into the pay-to "
           "address."));
  if (wabi_need_count_digits (billing->address.zip) != 9)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                             _ ("The ZIP code of the billing provider needs all nine digits (ZIP+4)."));
  if (wabi_need_count_digits (billing->tax_id) != 9)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                             _ ("The tax number of the billing provider should have nine digits."));
  return need->batch->pay_to == NULL
         || wabi_need_address (need, _ ("the pay-to address"), need->batch->pay_to);
}

static gboolean
check_header (const WabiNeed *need)
{
  const WabiClaimBatch *batch = need->batch;

  static const char *const kinds = "01 14 20 27 28 29 30 33 ZZ";

  if (batch->claims->len == 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("There are no claims to send."));
  if (batch->claims->len > WABI_CLAIM_BATCH_MAX_CLAIMS)
    return wabi_need_refuse (need, WABI_X12_ERROR_LIMIT,
                             _ ("%u claims are more than the %d that one file may hold."), batch->claims->len,
                             WABI_CLAIM_BATCH_MAX_CLAIMS);
  if (wabi_need_count_digits (batch->contact_phone) != 10)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                             _ ("The phone number of the billing contact should have ten digits."));
  return wabi_need_one_of (need, _ ("The kind of the sender's number (ISA05)"),
                           batch->envelope.sender_qualifier, kinds)
         && wabi_need_one_of (need, _ ("The kind of the receiver's number (ISA07)"),
                              batch->envelope.receiver_qualifier, kinds)
         && wabi_need_id (need, _ ("The batch number"), batch->batch_id, 30)
         && wabi_need_text (need, _ ("The submitter's name"), batch->submitter_name)
         && wabi_need_id (need, _ ("The submitter's number"), batch->submitter_id, 80)
         && wabi_need_text (need, _ ("The billing contact's name"), batch->contact_name)
         && wabi_need_text (need, _ ("The receiver's name"), batch->receiver_name)
         && wabi_need_id (need, _ ("The receiver's number"), batch->receiver_id, 80) && check_billing (need);
}

static gboolean
check_person (const WabiNeed *need, const char *whose, const WabiClaimPerson *person, gboolean is_patient)
{
  g_autofree char *last = g_strdup_printf (_ ("The last name of %s"), whose);
  g_autofree char *birth = g_strdup_printf (_ ("The birth date of %s"), whose);
  g_autofree char *sex = g_strdup_printf (_ ("The sex of %s"), whose);

  if (!wabi_need_text (need, last, person->last_name))
    return FALSE;
  if ((is_patient || wabi_need_has_address (&person->address))
      && !wabi_need_address (need, whose, &person->address))
    return FALSE;
  if (is_patient || wabi_need_is_set (person->birth_date))
    return wabi_need_date (need, birth, person->birth_date)
           && wabi_need_letter (need, sex, person->sex == 0 ? 'U' : person->sex, "FMU");
  return TRUE;
}

static gboolean
check_policy (const WabiNeed *need, const WabiClaimPolicy *policy, gboolean is_patient)
{
  const WabiClaimPayer *payer = &policy->payer;

  return wabi_need_letter (need, _ ("The order of the payers"), policy->sequence, "PSTABCDEFGHU")
         && wabi_need_one_of (need, _ ("The relation to the subscriber"), policy->relation,
                              "18 01 19 20 21 39 40 53 G8")
         && wabi_need_one_of (need, _ ("The kind of plan"), policy->filing_code,
                              "11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ")
         && (!wabi_need_is_set (policy->insurance_type)
             || wabi_need_one_of (need, _ ("The type of insurance"), policy->insurance_type,
                                  "12 13 14 15 16 41 42 43 47"))
         && wabi_need_id_or_none (need, _ ("The group number"), policy->group_number, 50)
         && wabi_need_id (need, _ ("The member number"), policy->member_id, 80)
         && check_person (need, _ ("the subscriber"), &policy->subscriber, is_patient)
         && wabi_need_text (need, _ ("The payer's name"), payer->name)
         && wabi_need_id (need, _ ("The payer's number"), payer->id, 80)
         && (!wabi_need_has_address (&payer->address)
             || wabi_need_address (need, _ ("the payer"), &payer->address))
         && ((!wabi_need_is_set (payer->provider_id_qualifier) && !wabi_need_is_set (payer->provider_id))
             || (wabi_need_one_of (need, _ ("The kind of the payer's number for the provider"),
                                   payer->provider_id_qualifier, "G2 LU")
                 && wabi_need_id (need, _ ("The payer's number for the provider"), payer->provider_id, 50)));
}

static gboolean
check_diagnoses (const WabiNeed *need)
{
  const GPtrArray *diagnoses = need->claim->diagnoses;

  if (diagnoses->len == 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("There is no diagnosis."));
  if (diagnoses->len > WABI_CLAIM_MAX_DIAGNOSES)
    return wabi_need_refuse (
        need, WABI_X12_ERROR_LIMIT,
        _ ("%u diagnoses are more than the %d that one claim may hold. Split the claim."), diagnoses->len,
        WABI_CLAIM_MAX_DIAGNOSES);
  for (guint i = 0; i < diagnoses->len; i++)
    {
      const char *code = g_ptr_array_index (diagnoses, i);
      g_auto (GStrv) parts = g_strsplit (code, ".", 2);
      g_autofree char *plain = g_strjoinv ("", parts);

      if (!wabi_need_code (need, _ ("The diagnosis"), plain, 3, 7))
        return FALSE;
      if (!g_ascii_isalpha (plain[0]))
        return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("“%s” is not an ICD-10 diagnosis code."),
                                 code);
    }
  return TRUE;
}

static gboolean
check_modifiers (const WabiNeed *need, char *const *modifiers)
{
  gboolean ended = FALSE;

  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS; i++)
    {
      if (!wabi_need_is_set (modifiers[i]))
        ended = TRUE;
      else if (ended)
        return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The modifiers have a gap before %s."),
                                 modifiers[i]);
      else if (!wabi_need_code (need, _ ("The modifier"), modifiers[i], 2, 2))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_pointers (const WabiNeed *need, const WabiClaimLine *line)
{
  if (line->pointers[0] == 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The line points to no diagnosis."));
  for (guint i = 0; i < WABI_CLAIM_MAX_POINTERS && line->pointers[i] != 0; i++)
    {
      if (line->pointers[i] > need->claim->diagnoses->len)
        return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                                 _ ("The line points to diagnosis %u, but the claim has only %u."),
                                 line->pointers[i], need->claim->diagnoses->len);
      for (guint j = 0; j < i; j++)
        if (line->pointers[j] == line->pointers[i])
          return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The line points to diagnosis %u twice."),
                                   line->pointers[i]);
    }
  return TRUE;
}

static gboolean
check_adjustments (const WabiNeed *need, const GPtrArray *adjustments)
{
  guint n_segments = 0, in_segment = 0;

  for (guint i = 0; i < adjustments->len; i++)
    {
      const WabiClaimAdjustment *now = g_ptr_array_index (adjustments, i);
      const WabiClaimAdjustment *before = i > 0 ? g_ptr_array_index (adjustments, i - 1) : NULL;

      if (!wabi_need_one_of (need, _ ("The adjustment group"), now->group, "CO CR OA PI PR")
          || !wabi_need_code (need, _ ("The adjustment reason"), now->reason, 1, 5))
        return FALSE;
      if (is_too_large (now->cents))
        return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The amounts are too large."));
      if (before == NULL || g_strcmp0 (before->group, now->group) != 0 || in_segment == 6)
        {
          n_segments++;
          in_segment = 0;
        }
      in_segment++;
    }
  return n_segments <= 5
         || wabi_need_refuse (need, WABI_X12_ERROR_LIMIT,
                              _ ("The adjustments need more than the five segments there is room for."));
}

static gint64
sum_adjustments (const GPtrArray *adjustments)
{
  gint64 sum = 0;

  for (guint i = 0; i < adjustments->len; i++)
    sum += ((const WabiClaimAdjustment *)g_ptr_array_index (adjustments, i))->cents;
  return sum;
}

// What an other payer decided about the whole claim: what is told for the claim, and on its lines.
static gint64
sum_decisions (const WabiClaim *claim, const WabiClaimOtherPayer *other)
{
  gint64 sum = other->paid_cents + sum_adjustments (other->adjustments);

  for (guint i = 0; i < claim->lines->len; i++)
    {
      const WabiClaimLine *line = g_ptr_array_index (claim->lines, i);

      for (guint j = 0; j < line->adjudications->len; j++)
        {
          const WabiClaimAdjudication *adjudication = g_ptr_array_index (line->adjudications, j);

          if (g_strcmp0 (adjudication->payer_id, other->policy.payer.id) == 0)
            sum += sum_adjustments (adjudication->adjustments);
        }
    }
  return sum;
}

static gboolean
check_adjudication (const WabiNeed *need, const WabiClaimLine *line,
                    const WabiClaimAdjudication *adjudication)
{
  gboolean known = FALSE;

  for (guint i = 0; i < need->claim->other_payers->len; i++)
    {
      const WabiClaimOtherPayer *other = g_ptr_array_index (need->claim->other_payers, i);

      known = known || g_strcmp0 (other->policy.payer.id, adjudication->payer_id) == 0;
    }
  if (!known)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                             _ ("A payment is from payer %s, which is not among the claim's payers."),
                             adjudication->payer_id != NULL ? adjudication->payer_id : "");
  if (!check_adjustments (need, adjudication->adjustments))
    return FALSE;
  if (is_too_large (adjudication->paid_cents) || adjudication->units_hundredths < 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The payment of payer %s makes no sense."),
                             adjudication->payer_id);
  if (adjudication->paid_cents + sum_adjustments (adjudication->adjustments) != line->charge_cents)
    return wabi_need_refuse (
        need, WABI_X12_ERROR_VALUE,
        _ ("What payer %s paid and took off does not make up the charge. Copy both from its "
           "remittance."),
        adjudication->payer_id);
  return wabi_need_code (need, _ ("The procedure code that was paid"), adjudication->code, 5, 5)
         && check_modifiers (need, adjudication->modifiers)
         && wabi_need_date (need, _ ("The date of the other payer's decision"), adjudication->date);
}

static gboolean
need_unique (const WabiNeed *need, GHashTable *seen, const char *number)
{
  return g_hash_table_add (seen, g_ascii_strup (number, -1))
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                              _ ("The control number %s is used twice in this file."), number);
}

static gboolean
check_service_dates (const WabiNeed *need, const WabiClaimLine *line)
{
  const char *last = wabi_need_is_set (line->to_date) ? line->to_date : line->from_date;

  if (!wabi_need_date (need, _ ("The date of service"), line->from_date)
      || !wabi_need_date (need, _ ("The last date of service"), last))
    return FALSE;
  if (strcmp (last, line->from_date) < 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The service ends before it begins."));
  return strcmp (last, need->batch->envelope.date) <= 0
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                              _ ("The service of %s lies after the day of the file, %s."), last,
                              need->batch->envelope.date);
}

static gboolean
check_facility (const WabiNeed *need, const WabiClaimProvider *facility)
{
  return facility == NULL
         || (wabi_need_text (need, _ ("The name of the service facility"), facility->last_name)
             && wabi_need_npi_or_none (need, _ ("the service facility"), facility->npi)
             && wabi_need_address (need, _ ("the service facility"), &facility->address)
             && check_other_id (need, facility, "0B G2 LU"));
}

static gboolean
check_line_providers (const WabiNeed *need, const WabiClaimLine *line)
{
  return (line->rendering == NULL
          || check_provider (need, _ ("the rendering provider"), line->rendering, "0B 1G G2 LU"))
         && check_facility (need, line->service_facility)
         && check_provider_person (need, _ ("the supervising provider"), line->supervising, "0B 1G G2 LU");
}

static gboolean
check_line (const WabiNeed *need, const WabiClaimLine *line)
{
  if (line->charge_cents < 0 || line->charge_cents > MAX_CENTS)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The charge is negative or too large."));
  if (line->units_hundredths <= 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The line has no units."));
  if (!wabi_need_code (need, _ ("The procedure code"), line->code, 5, 5)
      || !check_modifiers (need, line->modifiers) || !check_service_dates (need, line)
      || !check_pointers (need, line)
      || !wabi_need_id (need, _ ("The line's control number"), line->control_number, 30)
      || !need_unique (need, need->line_numbers, line->control_number)
      || !wabi_need_id_or_none (need, _ ("The authorization number"), line->prior_authorization, 50)
      || (wabi_need_is_set (line->place_of_service) && !wabi_need_place (need, line->place_of_service))
      || !check_line_providers (need, line))
    return FALSE;
  if (line->adjudications->len > WABI_CLAIM_MAX_ADJUDICATIONS)
    return wabi_need_refuse (need, WABI_X12_ERROR_LIMIT,
                             _ ("%u payments are more than the %d that one line may hold."),
                             line->adjudications->len, WABI_CLAIM_MAX_ADJUDICATIONS);
  for (guint i = 0; i < line->adjudications->len; i++)
    if (!check_adjudication (need, line, g_ptr_array_index (line->adjudications, i)))
      return FALSE;
  return TRUE;
}

// Each plan has its own place in the order, and each other payer its own number.
static gboolean
check_order (const WabiNeed *need)
{
  const WabiClaim *claim = need->claim;
  const GPtrArray *others = claim->other_payers;

  if (others->len == 0 && claim->policy.sequence != 'P' && claim->policy.sequence != 'U')
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                             _ ("The plan is not the primary one, but no other plan is told."));
  for (guint i = 0; i < others->len; i++)
    {
      const WabiClaimOtherPayer *other = g_ptr_array_index (others, i);
      gboolean twice = other->policy.sequence == claim->policy.sequence;

      for (guint j = 0; j < i; j++)
        {
          const WabiClaimOtherPayer *before = g_ptr_array_index (others, j);

          twice = twice || before->policy.sequence == other->policy.sequence
                  || g_strcmp0 (before->policy.payer.id, other->policy.payer.id) == 0;
        }
      if (twice)
        return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                                 _ ("%s stands twice among the plans, or in the same place of their order."),
                                 other->policy.payer.name);
    }
  return TRUE;
}

static gboolean
check_other_payers (const WabiNeed *need)
{
  const GPtrArray *others = need->claim->other_payers;

  if (others->len > WABI_CLAIM_MAX_OTHER_PAYERS)
    return wabi_need_refuse (need, WABI_X12_ERROR_LIMIT,
                             _ ("%u other payers are more than the %d that one claim may hold."), others->len,
                             WABI_CLAIM_MAX_OTHER_PAYERS);
  if (!check_order (need))
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      const WabiClaimOtherPayer *other = g_ptr_array_index (others, i);

      if (!check_adjustments (need, other->adjustments))
        return FALSE;
      if (is_too_large (other->paid_cents) || is_too_large (other->remaining_cents))
        return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The amounts are too large."));
      if (other->has_paid && sum_decisions (need->claim, other) != wabi_claim_get_total_cents (need->claim))
        return wabi_need_refuse (
            need, WABI_X12_ERROR_VALUE,
            _ ("What %s paid and took off does not make up the claim's charge. Copy both from its "
               "remittance."),
            other->policy.payer.name);
      if (!check_policy (need, &other->policy, FALSE)
          || !wabi_need_letter (need, _ ("The assignment of benefits of the other plan"),
                                other->benefits_assigned, "YNW")
          || !wabi_need_letter (need, _ ("The release of information of the other plan"), other->release,
                                "YI")
          || !wabi_need_id_or_none (need, _ ("The other payer's authorization number"),
                                    other->prior_authorization, 50)
          || !wabi_need_id_or_none (need, _ ("The other payer's claim number"), other->claim_control, 50)
          || (wabi_need_is_set (other->remittance_date)
              && !wabi_need_date (need, _ ("The date of the other payer's decision"),
                                  other->remittance_date)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_claim_providers (const WabiNeed *need)
{
  const WabiClaim *claim = need->claim;

  return check_provider_person (need, _ ("the referring provider"), claim->referring, "0B 1G G2")
         && (claim->rendering == NULL
             || check_provider (need, _ ("the rendering provider"), claim->rendering, "0B 1G G2 LU"))
         && check_facility (need, claim->service_facility)
         && check_provider_person (need, _ ("the supervising provider"), claim->supervising, "0B 1G G2 LU");
}

static gboolean
check_claim_header (const WabiNeed *need)
{
  const WabiClaim *claim = need->claim;
  gboolean same = wabi_claim_patient_is_subscriber (claim);

  if (claim->frequency != '1' && !wabi_need_is_set (claim->original_reference))
    return wabi_need_refuse (
        need, WABI_X12_ERROR_VALUE,
        _ ("A replacement or void needs the payer's own number of the claim that it replaces."));
  return wabi_need_id (need, _ ("The claim's control number"), claim->control_number, 20)
         && need_unique (need, need->claim_numbers, claim->control_number)
         && wabi_need_place (need, claim->place_of_service)
         && (!wabi_need_is_set (claim->delay_reason)
             || wabi_need_one_of (need, _ ("The reason of the delay"), claim->delay_reason,
                                  "1 2 3 4 5 6 7 8 9 10 11 15"))
         && wabi_need_letter (need, _ ("The frequency code"), claim->frequency, "178")
         && wabi_need_letter (need, _ ("The acceptance of assignment"), claim->accepts_assignment, "ABC")
         && wabi_need_letter (need, _ ("The assignment of benefits"), claim->benefits_assigned, "YNW")
         && wabi_need_letter (need, _ ("The release of information"), claim->release, "YI")
         && wabi_need_id_or_none (need, _ ("The payer's claim number"), claim->original_reference, 50)
         && wabi_need_id_or_none (need, _ ("The authorization number"), claim->prior_authorization, 50)
         && wabi_need_id_or_none (need, _ ("The referral number"), claim->referral_number, 50)
         && wabi_need_id_or_none (need, _ ("The medical record number"), claim->medical_record_number, 50)
         && check_policy (need, &claim->policy, same)
         && (same || check_person (need, _ ("the patient"), &claim->patient, TRUE)) && check_diagnoses (need)
         && check_claim_providers (need);
}

static gboolean
check_claim (WabiNeed *need)
{
  const GPtrArray *lines = need->claim->lines;

  if (!check_claim_header (need))
    return FALSE;
  if (lines->len == 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("There is no service line."));
  if (lines->len > WABI_CLAIM_MAX_LINES)
    return wabi_need_refuse (
        need, WABI_X12_ERROR_LIMIT,
        _ ("%u service lines are more than the %d that one claim may hold. Split the claim."), lines->len,
        WABI_CLAIM_MAX_LINES);
  for (guint i = 0; i < lines->len; i++)
    {
      need->line = i + 1;
      if (!check_line (need, g_ptr_array_index (lines, i)))
        return FALSE;
    }
  need->line = 0;
  if (wabi_claim_get_total_cents (need->claim) > MAX_CENTS || need->claim->patient_paid_cents > MAX_CENTS)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The amounts are too large."));
  return check_other_payers (need);
}

gboolean
wabi_837p_can_write (const WabiClaimBatch *batch, GError **error)
{
  g_autoptr (GHashTable) claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WabiNeed need = { batch, NULL, 0, claims, lines, error };

  g_return_val_if_fail (batch != NULL, FALSE);

  if (!wabi_need_date (&need, _ ("The date of the file"), batch->envelope.date) || !check_header (&need))
    return FALSE;
  for (guint i = 0; i < batch->claims->len; i++)
    {
      need.claim = g_ptr_array_index (batch->claims, i);
      if (!check_claim (&need))
        return FALSE;
    }
  return TRUE;
}
