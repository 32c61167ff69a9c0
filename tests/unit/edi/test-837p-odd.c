// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever people typed: a batch is either refused in words, or its file holds nothing that a receiver would
// reject.

#include "edi-fixtures.h"
#include "wabi-837p-check.h"
#include "wabi-837p-writer.h"

#include <string.h>

static const char *const odd[] = {
  NULL,
  "",
  " ",
  "~",
  "*",
  ":",
  "a~b*c:d^e",
  "é",
  "王",
  "?",
  "0",
  "00",
  "1",
  "99",
  "-1",
  "18",
  "19",
  "P",
  "U",
  "Z9",
  "zz",
  "PO Box 12",
  "P.O. BOX 7",
  "78701",
  "78701-0001",
  "787010001x",
  "2026-02-30",
  "2026-12-31",
  "2020-01-01",
  "1999000016",
  "60054",
  "x y",
  " x",
  "12.5",
  "F84.0",
  "F8400000",
  "\x01",
  "a\nb",
  "#4",
  "under_score",
  "W-1",
  "EI",
  "A very long text that goes on and on until it is longer than anything that an element of this guide may "
  "ever hold, "
  "which is eighty characters for most, and two hundred and fifty-six for telephone numbers and their like, "
  "however odd",
};

static void
add_provider_fields (GPtrArray *fields, WabiClaimProvider *provider)
{
  if (provider == NULL)
    return;
  g_ptr_array_add (fields, &provider->last_name);
  g_ptr_array_add (fields, &provider->first_name);
  g_ptr_array_add (fields, &provider->middle_name);
  g_ptr_array_add (fields, &provider->suffix);
  g_ptr_array_add (fields, &provider->npi);
  g_ptr_array_add (fields, &provider->taxonomy);
  g_ptr_array_add (fields, &provider->tax_id);
  g_ptr_array_add (fields, &provider->other_id_qualifier);
  g_ptr_array_add (fields, &provider->other_id);
}

static void
add_address_fields (GPtrArray *fields, WabiClaimAddress *address)
{
  g_ptr_array_add (fields, &address->street1);
  g_ptr_array_add (fields, &address->street2);
  g_ptr_array_add (fields, &address->city);
  g_ptr_array_add (fields, &address->state);
  g_ptr_array_add (fields, &address->zip);
}

static void
add_person_fields (GPtrArray *fields, WabiClaimPerson *person)
{
  g_ptr_array_add (fields, &person->last_name);
  g_ptr_array_add (fields, &person->first_name);
  g_ptr_array_add (fields, &person->middle_name);
  g_ptr_array_add (fields, &person->suffix);
  g_ptr_array_add (fields, &person->birth_date);
  add_address_fields (fields, &person->address);
}

static void
add_policy_fields (GPtrArray *fields, WabiClaimPolicy *policy)
{
  g_ptr_array_add (fields, &policy->relation);
  g_ptr_array_add (fields, &policy->group_number);
  g_ptr_array_add (fields, &policy->group_name);
  g_ptr_array_add (fields, &policy->filing_code);
  g_ptr_array_add (fields, &policy->insurance_type);
  g_ptr_array_add (fields, &policy->member_id);
  g_ptr_array_add (fields, &policy->payer.name);
  g_ptr_array_add (fields, &policy->payer.id);
  g_ptr_array_add (fields, &policy->payer.provider_id_qualifier);
  g_ptr_array_add (fields, &policy->payer.provider_id);
  add_address_fields (fields, &policy->payer.address);
  add_person_fields (fields, &policy->subscriber);
}

static void
add_line_fields (GPtrArray *fields, WabiClaimLine *line)
{
  g_ptr_array_add (fields, &line->code);
  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS; i++)
    g_ptr_array_add (fields, &line->modifiers[i]);
  g_ptr_array_add (fields, &line->place_of_service);
  g_ptr_array_add (fields, &line->from_date);
  g_ptr_array_add (fields, &line->to_date);
  g_ptr_array_add (fields, &line->control_number);
  g_ptr_array_add (fields, &line->prior_authorization);
  g_ptr_array_add (fields, &line->note);
  add_provider_fields (fields, line->rendering);
  add_provider_fields (fields, line->supervising);
  for (guint i = 0; i < line->adjudications->len; i++)
    {
      WabiClaimAdjudication *adjudication = g_ptr_array_index (line->adjudications, i);

      g_ptr_array_add (fields, &adjudication->payer_id);
      g_ptr_array_add (fields, &adjudication->code);
      g_ptr_array_add (fields, &adjudication->modifiers[0]);
      g_ptr_array_add (fields, &adjudication->date);
    }
}

static void
add_claim_fields (GPtrArray *fields, WabiClaim *claim)
{
  g_ptr_array_add (fields, &claim->control_number);
  g_ptr_array_add (fields, &claim->place_of_service);
  g_ptr_array_add (fields, &claim->original_reference);
  g_ptr_array_add (fields, &claim->delay_reason);
  g_ptr_array_add (fields, &claim->prior_authorization);
  g_ptr_array_add (fields, &claim->referral_number);
  g_ptr_array_add (fields, &claim->medical_record_number);
  g_ptr_array_add (fields, &claim->note);
  g_ptr_array_add (fields, &claim->diagnoses->pdata[0]);
  add_policy_fields (fields, &claim->policy);
  add_person_fields (fields, &claim->patient);
  add_provider_fields (fields, claim->referring);
  add_provider_fields (fields, claim->rendering);
  add_provider_fields (fields, claim->supervising);
  add_provider_fields (fields, claim->service_facility);
  for (guint i = 0; i < claim->lines->len; i++)
    add_line_fields (fields, g_ptr_array_index (claim->lines, i));
  for (guint i = 0; i < claim->other_payers->len; i++)
    {
      WabiClaimOtherPayer *other = g_ptr_array_index (claim->other_payers, i);

      add_policy_fields (fields, &other->policy);
      g_ptr_array_add (fields, &other->remittance_date);
      g_ptr_array_add (fields, &other->prior_authorization);
      g_ptr_array_add (fields, &other->claim_control);
    }
}

static GPtrArray *
list_fields (WabiClaimBatch *batch)
{
  GPtrArray *fields = g_ptr_array_new ();

  g_ptr_array_add (fields, &batch->envelope.sender_qualifier);
  g_ptr_array_add (fields, &batch->envelope.sender_id);
  g_ptr_array_add (fields, &batch->envelope.receiver_qualifier);
  g_ptr_array_add (fields, &batch->envelope.receiver_id);
  g_ptr_array_add (fields, &batch->envelope.group_sender);
  g_ptr_array_add (fields, &batch->envelope.date);
  g_ptr_array_add (fields, &batch->envelope.time);
  g_ptr_array_add (fields, &batch->batch_id);
  g_ptr_array_add (fields, &batch->submitter_name);
  g_ptr_array_add (fields, &batch->submitter_id);
  g_ptr_array_add (fields, &batch->contact_name);
  g_ptr_array_add (fields, &batch->contact_phone);
  g_ptr_array_add (fields, &batch->contact_email);
  g_ptr_array_add (fields, &batch->receiver_name);
  g_ptr_array_add (fields, &batch->receiver_id);
  add_provider_fields (fields, &batch->billing);
  add_address_fields (fields, &batch->billing.address);
  add_claim_fields (fields, g_ptr_array_index (batch->claims, 0));
  return fields;
}

static void
spoil_payments (GRand *rand, WabiClaim *claim)
{
  static const gint64 amounts[] = { 0, 1, -1, 100, G_MAXINT64, G_MININT64, G_GINT64_CONSTANT (10000000000) };
  gint64 amount = amounts[g_rand_int_range (rand, 0, G_N_ELEMENTS (amounts))];
  WabiClaimOtherPayer *other;
  WabiClaimLine *line = g_ptr_array_index (claim->lines, 0);

  if (claim->other_payers->len == 0 || line->adjudications->len == 0)
    return;
  other = g_ptr_array_index (claim->other_payers, 0);
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      other->paid_cents = amount;
      break;
    case 1:
      other->remaining_cents = amount;
      other->has_remaining = TRUE;
      break;
    case 2:
      ((WabiClaimAdjudication *)line->adjudications->pdata[0])->paid_cents = amount;
      break;
    case 3:
      wabi_claim_add_adjustment (other->adjustments, "PR", "1", amount);
      break;
    default:
      other->has_paid = FALSE;
      break;
    }
}

// Numbers and letters that are no text.
static void
spoil_values (GRand *rand, WabiClaimBatch *batch)
{
  static const char letters[] = "PSTUYNWIABC1678\x01z";
  WabiClaim *claim = g_ptr_array_index (batch->claims, 0);
  WabiClaimLine *line = g_ptr_array_index (claim->lines, 0);
  char letter = letters[g_rand_int_range (rand, 0, sizeof letters)];

  switch (g_rand_int_range (rand, 0, 17))
    {
    case 0:
      claim->policy.sequence = letter;
      break;
    case 1:
      claim->frequency = letter;
      break;
    case 2:
      claim->accepts_assignment = letter;
      break;
    case 3:
      claim->benefits_assigned = letter;
      break;
    case 4:
      claim->release = letter;
      break;
    case 5:
      claim->policy.subscriber.sex = letter;
      break;
    case 6:
      line->charge_cents = g_rand_int_range (rand, -5, 5);
      break;
    case 7:
      line->units_hundredths = g_rand_int_range (rand, -5, 5);
      break;
    case 8:
      line->pointers[g_rand_int_range (rand, 0, WABI_CLAIM_MAX_POINTERS)] = g_rand_int_range (rand, 0, 15);
      break;
    case 9:
      claim->patient_paid_cents = g_rand_int_range (rand, -500, 500);
      break;
    case 10:
      batch->envelope.interchange_control = g_rand_int_range (rand, -2, 3);
      break;
    case 11:
      line->charge_cents = G_GINT64_CONSTANT (10000000000);
      break;
    case 12:
      batch->billing.is_organization = FALSE;
      break;
    case 13:
      line->charge_cents = G_MAXINT64;
      break;
    case 14:
      claim->patient_paid_cents = G_MAXINT64;
      break;
    case 15:
      spoil_payments (rand, claim);
      break;
    default:
      batch->billing.tax_id_is_ssn = TRUE;
      break;
    }
}

static void
spoil_batch (GRand *rand, WabiClaimBatch *batch)
{
  g_autoptr (GPtrArray) fields = list_fields (batch);
  guint n = g_rand_int_range (rand, 1, 4);

  for (guint i = 0; i < n; i++)
    if (g_rand_int_range (rand, 0, 8) == 0)
      spoil_values (rand, batch);
    else
      wabi_claim_set_text (g_ptr_array_index (fields, g_rand_int_range (rand, 0, fields->len)),
                           odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))]);
}

static void
assert_no_errors (const char *text, guint32 seed)
{
  g_autoptr (GPtrArray) findings = wabi_837p_check (text, strlen (text));

  for (guint i = 0; i < findings->len; i++)
    {
      const Wabi837pFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *words = wabi_837p_finding_to_string (finding);

      if (finding->severity == WABI_837P_SEVERITY_ERROR)
        g_error ("seed %u was written, but: %s", seed, words);
    }
}

static void
test_odd (void)
{
  guint n_written = 0, n_refused = 0;

  for (guint32 seed = 0; seed < 12000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (WabiClaimBatch) batch = edi_random_batch (seed % 97);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_ptr_array_set_size (batch->claims, 1);
      spoil_batch (rand, batch);
      text = wabi_837p_write (batch, &error);
      g_assert_true ((text == NULL) == (error != NULL));
      if (text == NULL)
        {
          g_assert_true (error->domain == WABI_X12_ERROR && error->message[0] != '\0');
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          n_refused++;
          continue;
        }
      assert_no_errors (text, seed);
      n_written++;
    }
  g_test_message ("%u written, %u refused", n_written, n_refused);
  // Both ways have to be walked for the test to mean something.
  g_assert_cmpuint (n_written, >, 2000);
  g_assert_cmpuint (n_refused, >, 2000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/837p-odd/written-or-refused", test_odd);
  return g_test_run ();
}
