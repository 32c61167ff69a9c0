// SPDX-License-Identifier: AGPL-3.0-or-later
// A batch of claims as 837P text, loop after loop in the guide's order.

#include "wabi-837p-writer.h"

#include <string.h>

// Lengths that the guide gives to names and addresses; what is longer is cut, never refused.
#define MAX_LAST 60
#define MAX_FIRST 35
#define MAX_MIDDLE 25
#define MAX_SUFFIX 10
#define MAX_STREET 55
#define MAX_CITY 30
#define MAX_GROUP_NAME 60
#define MAX_NOTE 80

#define CAS_TRIPLETS 6

typedef struct
{
  WabiX12Writer *x12;
  const WabiClaimBatch *batch;
  gint64 n_levels;
} Output;

static char *
cut_text (const char *text, gsize max)
{
  char *clean = wabi_x12_clean (text, NULL, WABI_X12_CHARSET_BASIC);

  if (strlen (clean) > max)
    clean[max] = '\0';
  return g_strchomp (clean);
}

static char *
keep_alnum (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; p != NULL && *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

static char *
keep_digits (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; p != NULL && *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

static const char *
text_of_char (char c)
{
  static const char *const letters[] = { "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M",
                                         "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z" };

  return c >= 'A' && c <= 'Z' ? letters[c - 'A'] : "";
}

static gboolean
is_filled (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static void
write_organization (Output *out, const char *entity, const char *name, const char *qualifier, const char *id)
{
  g_autofree char *cut = cut_text (name, MAX_LAST);

  wabi_x12_write (out->x12, "NM1", entity, "2", cut, NULL, NULL, NULL, NULL,
                  is_filled (id) ? qualifier : NULL, id);
}

static void
write_human (Output *out, const char *entity, const char *last, const char *first, const char *middle,
             const char *suffix, const char *qualifier, const char *id)
{
  g_autofree char *cut_last = cut_text (last, MAX_LAST);
  g_autofree char *cut_first = cut_text (first, MAX_FIRST);
  g_autofree char *cut_middle = cut_text (middle, MAX_MIDDLE);
  g_autofree char *cut_suffix = cut_text (suffix, MAX_SUFFIX);

  wabi_x12_write (out->x12, "NM1", entity, "1", cut_last, cut_first, cut_middle, NULL, cut_suffix,
                  is_filled (id) ? qualifier : NULL, id);
}

static void
write_provider_name (Output *out, const char *entity, const WabiClaimProvider *provider)
{
  if (provider->is_organization)
    write_organization (out, entity, provider->last_name, "XX", provider->npi);
  else
    write_human (out, entity, provider->last_name, provider->first_name, provider->middle_name,
                 provider->suffix, "XX", provider->npi);
}

static void
write_address (Output *out, const WabiClaimAddress *address)
{
  g_autofree char *street1 = cut_text (address->street1, MAX_STREET);
  g_autofree char *street2 = cut_text (address->street2, MAX_STREET);
  g_autofree char *city = cut_text (address->city, MAX_CITY);
  g_autofree char *zip = keep_digits (address->zip);

  if (street1[0] == '\0')
    return;
  wabi_x12_write (out->x12, "N3", street1, street2);
  wabi_x12_write (out->x12, "N4", city, address->state, zip);
}

static void
write_reference (Output *out, const char *qualifier, const char *id)
{
  if (is_filled (id))
    wabi_x12_write (out->x12, "REF", qualifier, id);
}

static void
write_date (Output *out, const char *qualifier, const char *from, const char *to)
{
  g_autofree char *first = keep_alnum (from);
  g_autofree char *last = keep_alnum (to);
  g_autofree char *range = g_strdup_printf ("%s-%s", first, last);
  gboolean is_range = last[0] != '\0' && g_strcmp0 (first, last) != 0;

  wabi_x12_write (out->x12, "DTP", qualifier, is_range ? "RD8" : "D8", is_range ? range : first);
}

static void
write_amount (Output *out, const char *qualifier, gint64 cents)
{
  wabi_x12_writer_begin (out->x12, "AMT");
  wabi_x12_writer_text (out->x12, qualifier);
  wabi_x12_writer_hundredths (out->x12, cents);
  wabi_x12_writer_end (out->x12);
}

static void
write_level (Output *out, gint64 parent, const char *code, gboolean has_children)
{
  wabi_x12_writer_begin (out->x12, "HL");
  wabi_x12_writer_number (out->x12, ++out->n_levels);
  if (parent > 0)
    wabi_x12_writer_number (out->x12, parent);
  else
    wabi_x12_writer_text (out->x12, NULL);
  wabi_x12_writer_text (out->x12, code);
  wabi_x12_writer_number (out->x12, has_children ? 1 : 0);
  wabi_x12_writer_end (out->x12);
}

static void
write_header (Output *out)
{
  const WabiClaimBatch *batch = out->batch;
  g_autofree char *phone = keep_digits (batch->contact_phone);
  g_autofree char *day = keep_alnum (batch->envelope.date);
  g_autofree char *contact = cut_text (batch->contact_name, MAX_LAST);
  gboolean has_mail = batch->may_send_email && is_filled (batch->contact_email);

  wabi_x12_write (out->x12, "BHT", "0019", batch->is_reissue ? "18" : "00", batch->batch_id, day,
                  batch->envelope.time, batch->is_encounter ? "RP" : "CH");
  write_organization (out, "41", batch->submitter_name, "46", batch->submitter_id);
  wabi_x12_writer_begin (out->x12, "PER");
  wabi_x12_writer_text (out->x12, "IC");
  wabi_x12_writer_text (out->x12, contact);
  wabi_x12_writer_text (out->x12, "TE");
  wabi_x12_writer_text (out->x12, phone);
  wabi_x12_writer_text (out->x12, has_mail ? "EM" : NULL);
  wabi_x12_writer_mail (out->x12, has_mail ? batch->contact_email : NULL);
  wabi_x12_writer_end (out->x12);
  write_organization (out, "40", batch->receiver_name, "46", batch->receiver_id);
}

static void
write_billing_provider (Output *out)
{
  const WabiClaimProvider *billing = &out->batch->billing;
  g_autofree char *tax_id = keep_digits (billing->tax_id);

  write_level (out, 0, "20", TRUE);
  if (is_filled (billing->taxonomy))
    wabi_x12_write (out->x12, "PRV", "BI", "PXC", billing->taxonomy);
  write_provider_name (out, "85", billing);
  write_address (out, &billing->address);
  write_reference (out, billing->tax_id_is_ssn ? "SY" : "EI", tax_id);
  if (is_filled (billing->other_id_qualifier))
    write_reference (out, billing->other_id_qualifier, billing->other_id);
  if (out->batch->pay_to != NULL)
    {
      wabi_x12_write (out->x12, "NM1", "87", billing->is_organization ? "2" : "1");
      write_address (out, out->batch->pay_to);
    }
}

static void
write_plan (Output *out, const WabiClaimPolicy *policy, const char *relation)
{
  g_autofree char *group_name = cut_text (policy->group_name, MAX_GROUP_NAME);

  wabi_x12_write (out->x12, "SBR", text_of_char (policy->sequence), relation, policy->group_number,
                  is_filled (policy->group_number) ? NULL : group_name, policy->insurance_type, NULL, NULL,
                  NULL, policy->filing_code);
}

static void
write_demographics (Output *out, const WabiClaimPerson *person)
{
  g_autofree char *birth_date = keep_alnum (person->birth_date);

  if (birth_date[0] != '\0')
    wabi_x12_write (out->x12, "DMG", "D8", birth_date, text_of_char (person->sex != 0 ? person->sex : 'U'));
}

static void
write_insured (Output *out, const WabiClaimPolicy *policy)
{
  const WabiClaimPerson *person = &policy->subscriber;

  write_human (out, "IL", person->last_name, person->first_name, person->middle_name, person->suffix, "MI",
               policy->member_id);
  write_address (out, &person->address);
}

static void
write_subscriber (Output *out, const WabiClaim *claim)
{
  const WabiClaimPolicy *policy = &claim->policy;
  gboolean same = wabi_claim_patient_is_subscriber (claim);

  write_level (out, 1, "22", !same);
  write_plan (out, policy, same ? "18" : NULL);
  write_insured (out, policy);
  write_demographics (out, &policy->subscriber);
  write_organization (out, "PR", policy->payer.name, "PI", policy->payer.id);
  write_address (out, &policy->payer.address);
  if (is_filled (policy->payer.provider_id_qualifier))
    write_reference (out, policy->payer.provider_id_qualifier, policy->payer.provider_id);
}

static void
write_patient (Output *out, const WabiClaim *claim)
{
  const WabiClaimPerson *patient = &claim->patient;

  write_level (out, out->n_levels, "23", FALSE);
  wabi_x12_write (out->x12, "PAT", claim->policy.relation);
  write_human (out, "QC", patient->last_name, patient->first_name, patient->middle_name, patient->suffix,
               NULL, NULL);
  write_address (out, &patient->address);
  write_demographics (out, patient);
}

static void
write_diagnoses (Output *out, const WabiClaim *claim)
{
  wabi_x12_writer_begin (out->x12, "HI");
  for (guint i = 0; i < claim->diagnoses->len; i++)
    {
      g_autofree char *code = keep_alnum (g_ptr_array_index (claim->diagnoses, i));
      const char *parts[] = { i == 0 ? "ABK" : "ABF", code };

      wabi_x12_writer_composite (out->x12, parts, G_N_ELEMENTS (parts));
    }
  wabi_x12_writer_end (out->x12);
}

static void
write_claim_header (Output *out, const WabiClaim *claim)
{
  const char *setting[] = { claim->place_of_service, "B", NULL };
  char frequency[] = { claim->frequency, '\0' };
  g_autofree char *note = cut_text (claim->note, MAX_NOTE);

  setting[2] = frequency;
  wabi_x12_writer_begin (out->x12, "CLM");
  wabi_x12_writer_text (out->x12, claim->control_number);
  wabi_x12_writer_hundredths (out->x12, wabi_claim_get_total_cents (claim));
  wabi_x12_writer_text (out->x12, NULL);
  wabi_x12_writer_text (out->x12, NULL);
  wabi_x12_writer_composite (out->x12, setting, G_N_ELEMENTS (setting));
  wabi_x12_writer_text (out->x12, claim->signature_on_file ? "Y" : "N");
  wabi_x12_writer_text (out->x12, text_of_char (claim->accepts_assignment));
  wabi_x12_writer_text (out->x12, text_of_char (claim->benefits_assigned));
  wabi_x12_writer_text (out->x12, text_of_char (claim->release));
  for (guint element = 10; element < 20; element++)
    wabi_x12_writer_text (out->x12, NULL);
  wabi_x12_writer_text (out->x12, claim->delay_reason);
  wabi_x12_writer_end (out->x12);

  if (claim->patient_paid_cents > 0)
    write_amount (out, "F5", claim->patient_paid_cents);
  write_reference (out, "9F", claim->referral_number);
  write_reference (out, "G1", claim->prior_authorization);
  if (claim->frequency != '1')
    write_reference (out, "F8", claim->original_reference);
  write_reference (out, "EA", claim->medical_record_number);
  if (note[0] != '\0')
    wabi_x12_write (out->x12, "NTE", "ADD", note);
  write_diagnoses (out, claim);
}

static void
write_provider_id (Output *out, const WabiClaimProvider *provider)
{
  if (is_filled (provider->other_id_qualifier))
    write_reference (out, provider->other_id_qualifier, provider->other_id);
}

static void
write_rendering (Output *out, const WabiClaimProvider *provider)
{
  write_provider_name (out, "82", provider);
  if (is_filled (provider->taxonomy))
    wabi_x12_write (out->x12, "PRV", "PE", "PXC", provider->taxonomy);
  write_provider_id (out, provider);
}

static void
write_facility (Output *out, const WabiClaimProvider *place)
{
  write_organization (out, "77", place->last_name, "XX", place->npi);
  write_address (out, &place->address);
  write_provider_id (out, place);
}

static void
write_claim_providers (Output *out, const WabiClaim *claim)
{
  if (claim->referring != NULL)
    {
      write_provider_name (out, "DN", claim->referring);
      write_provider_id (out, claim->referring);
    }
  if (claim->rendering != NULL)
    write_rendering (out, claim->rendering);
  if (claim->service_facility != NULL)
    write_facility (out, claim->service_facility);
  if (claim->supervising != NULL)
    {
      write_provider_name (out, "DQ", claim->supervising);
      write_provider_id (out, claim->supervising);
    }
}

static void
write_adjustments (Output *out, const GPtrArray *adjustments)
{
  guint in_segment = 0;

  for (guint i = 0; i < adjustments->len; i++)
    {
      const WabiClaimAdjustment *now = g_ptr_array_index (adjustments, i);
      const WabiClaimAdjustment *next
          = i + 1 < adjustments->len ? g_ptr_array_index (adjustments, i + 1) : NULL;

      if (in_segment == 0)
        {
          wabi_x12_writer_begin (out->x12, "CAS");
          wabi_x12_writer_text (out->x12, now->group);
        }
      wabi_x12_writer_text (out->x12, now->reason);
      wabi_x12_writer_hundredths (out->x12, now->cents);
      if (now->quantity_hundredths != 0)
        wabi_x12_writer_hundredths (out->x12, now->quantity_hundredths);
      else
        wabi_x12_writer_text (out->x12, NULL);
      if (++in_segment == CAS_TRIPLETS || next == NULL || g_strcmp0 (now->group, next->group) != 0)
        {
          wabi_x12_writer_end (out->x12);
          in_segment = 0;
        }
    }
}

static void
write_other_payer (Output *out, const WabiClaimOtherPayer *other)
{
  write_plan (out, &other->policy, other->policy.relation);
  write_adjustments (out, other->adjustments);
  if (other->has_paid)
    write_amount (out, "D", other->paid_cents);
  if (other->has_remaining)
    write_amount (out, "EAF", other->remaining_cents);
  wabi_x12_write (out->x12, "OI", NULL, NULL, text_of_char (other->benefits_assigned), NULL, NULL,
                  text_of_char (other->release));
  write_insured (out, &other->policy);
  write_organization (out, "PR", other->policy.payer.name, "PI", other->policy.payer.id);
  write_address (out, &other->policy.payer.address);
  if (is_filled (other->remittance_date))
    write_date (out, "573", other->remittance_date, NULL);
  write_reference (out, "G1", other->prior_authorization);
  write_reference (out, "F8", other->claim_control);
}

static void
write_procedure (Output *out, const char *code, char *const *modifiers)
{
  const char *parts[2 + WABI_CLAIM_MAX_MODIFIERS] = { "HC", code };

  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS; i++)
    parts[2 + i] = modifiers[i];
  wabi_x12_writer_composite (out->x12, parts, G_N_ELEMENTS (parts));
}

static void
write_service (Output *out, const WabiClaim *claim, const WabiClaimLine *line)
{
  gboolean elsewhere = g_strcmp0 (line->place_of_service, claim->place_of_service) != 0;
  char numbers[WABI_CLAIM_MAX_POINTERS][4];
  const char *pointers[WABI_CLAIM_MAX_POINTERS] = { NULL };
  guint n = 0;

  for (; n < WABI_CLAIM_MAX_POINTERS && line->pointers[n] != 0; n++)
    {
      g_snprintf (numbers[n], sizeof numbers[n], "%u", line->pointers[n]);
      pointers[n] = numbers[n];
    }
  wabi_x12_writer_begin (out->x12, "SV1");
  write_procedure (out, line->code, line->modifiers);
  wabi_x12_writer_hundredths (out->x12, line->charge_cents);
  wabi_x12_writer_text (out->x12, "UN");
  wabi_x12_writer_hundredths (out->x12, line->units_hundredths);
  wabi_x12_writer_text (out->x12, elsewhere ? line->place_of_service : NULL);
  wabi_x12_writer_text (out->x12, NULL);
  wabi_x12_writer_composite (out->x12, pointers, n);
  wabi_x12_writer_end (out->x12);
}

static void
write_adjudication (Output *out, const WabiClaimAdjudication *adjudication)
{
  wabi_x12_writer_begin (out->x12, "SVD");
  wabi_x12_writer_text (out->x12, adjudication->payer_id);
  wabi_x12_writer_hundredths (out->x12, adjudication->paid_cents);
  write_procedure (out, adjudication->code, adjudication->modifiers);
  wabi_x12_writer_text (out->x12, NULL);
  wabi_x12_writer_hundredths (out->x12, adjudication->units_hundredths);
  wabi_x12_writer_end (out->x12);
  write_adjustments (out, adjudication->adjustments);
  write_date (out, "573", adjudication->date, NULL);
}

static gboolean
differs (const WabiClaimProvider *of_line, const WabiClaimProvider *of_claim)
{
  return of_line != NULL
         && (of_claim == NULL || g_strcmp0 (of_line->npi, of_claim->npi) != 0
             || g_strcmp0 (of_line->other_id, of_claim->other_id) != 0
             || g_strcmp0 (of_line->last_name, of_claim->last_name) != 0
             || g_strcmp0 (of_line->first_name, of_claim->first_name) != 0);
}

static void
write_line (Output *out, const WabiClaim *claim, const WabiClaimLine *line, guint number)
{
  g_autofree char *note = cut_text (line->note, MAX_NOTE);
  g_autofree char *assigned = g_strdup_printf ("%u", number);

  wabi_x12_write (out->x12, "LX", assigned);
  write_service (out, claim, line);
  write_date (out, "472", line->from_date, line->to_date);
  if (g_strcmp0 (line->prior_authorization, claim->prior_authorization) != 0)
    write_reference (out, "G1", line->prior_authorization);
  write_reference (out, "6R", line->control_number);
  if (note[0] != '\0')
    wabi_x12_write (out->x12, "NTE", "ADD", note);
  if (differs (line->rendering, claim->rendering))
    write_rendering (out, line->rendering);
  if (line->service_facility != NULL)
    write_facility (out, line->service_facility);
  if (differs (line->supervising, claim->supervising))
    {
      write_provider_name (out, "DQ", line->supervising);
      write_provider_id (out, line->supervising);
    }
  for (guint i = 0; i < line->adjudications->len; i++)
    write_adjudication (out, g_ptr_array_index (line->adjudications, i));
}

static void
write_claim (Output *out, const WabiClaim *claim)
{
  write_subscriber (out, claim);
  if (!wabi_claim_patient_is_subscriber (claim))
    write_patient (out, claim);
  write_claim_header (out, claim);
  write_claim_providers (out, claim);
  for (guint i = 0; i < claim->other_payers->len; i++)
    write_other_payer (out, g_ptr_array_index (claim->other_payers, i));
  for (guint i = 0; i < claim->lines->len; i++)
    write_line (out, claim, g_ptr_array_index (claim->lines, i), i + 1);
}

char *
wabi_837p_write (const WabiClaimBatch *batch, GError **error)
{
  g_autoptr (WabiX12Writer) x12 = wabi_x12_writer_new (NULL);
  Output out = { x12, batch, 0 };

  g_return_val_if_fail (batch != NULL, NULL);

  if (!wabi_837p_can_write (batch, error) || !wabi_x12_writer_open (x12, &batch->envelope, error))
    return NULL;
  wabi_x12_writer_begin_set (x12, "837");
  write_header (&out);
  write_billing_provider (&out);
  for (guint i = 0; i < batch->claims->len; i++)
    write_claim (&out, g_ptr_array_index (batch->claims, i));
  wabi_x12_writer_end_set (x12);
  return wabi_x12_writer_close (x12);
}
