// SPDX-License-Identifier: AGPL-3.0-or-later
// The worked examples come out byte for byte, and what cannot be sent is refused in words.

#include "edi-fixtures.h"
#include "wabi-837p-writer.h"

#include <string.h>

typedef struct
{
  const char *name;
  WabiClaimBatch *(*build) (void);
  const char *const *expected;
} Example;

static const Example examples[] = {
  { "primary", edi_primary_batch, &edi_primary_text },
  { "replacement", edi_replacement_batch, &edi_replacement_text },
  { "secondary", edi_secondary_batch, &edi_secondary_text },
};

static void
assert_same_segments (const char *actual, const char *expected)
{
  g_auto (GStrv) a = g_strsplit (actual, "~", -1);
  g_auto (GStrv) b = g_strsplit (expected, "~", -1);

  for (guint i = 0; a[i] != NULL && b[i] != NULL; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
  g_assert_cmpstr (actual, ==, expected);
}

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (WabiClaimBatch) batch = example->build ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wabi_837p_write (batch, &error);

  g_assert_no_error (error);
  assert_same_segments (text, *example->expected);
}

static WabiClaim *
first_claim (WabiClaimBatch *batch)
{
  return g_ptr_array_index (batch->claims, 0);
}

static WabiClaimLine *
first_line (WabiClaimBatch *batch)
{
  return g_ptr_array_index (first_claim (batch)->lines, 0);
}

static void
spoil_lines (WabiClaimBatch *batch)
{
  while (first_claim (batch)->lines->len <= WABI_CLAIM_MAX_LINES)
    wabi_claim_add_line (first_claim (batch));
}

static void
spoil_diagnoses (WabiClaimBatch *batch)
{
  while (first_claim (batch)->diagnoses->len <= WABI_CLAIM_MAX_DIAGNOSES)
    wabi_claim_add_diagnosis (first_claim (batch), "F88");
}

static void
spoil_claims (WabiClaimBatch *batch)
{
  g_ptr_array_set_size (batch->claims, 0);
}

static void
spoil_zip (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&batch->billing.address.zip, "78701");
}

static void
spoil_npi (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_claim (batch)->rendering->npi, "1999000024");
}

static void
spoil_reference (WabiClaimBatch *batch)
{
  first_claim (batch)->frequency = '8';
}

static void
spoil_control (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_claim (batch)->control_number, "SR*26");
}

static void
spoil_pointer (WabiClaimBatch *batch)
{
  first_line (batch)->pointers[1] = 2;
}

static void
spoil_dates (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_line (batch)->to_date, "2026-01-01");
}

static void
spoil_unique (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_line (batch)->control_number, "sr26010001l2");
}

static void
spoil_modifiers (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_line (batch)->modifiers[2], "59");
}

static void
spoil_birth (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_claim (batch)->patient.birth_date, "2019-02-29");
}

static void
spoil_sender (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&batch->envelope.sender_id, "A SENDER WITH A LONG NAME");
}

static void
spoil_adjudication (WabiClaimBatch *batch)
{
  WabiClaimAdjudication *adjudication = wabi_claim_line_add_adjudication (first_line (batch));

  adjudication->payer_id = g_strdup ("77777");
}

static void
spoil_name (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_claim (batch)->patient.last_name, "~*");
}

static void
spoil_script (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_claim (batch)->patient.last_name, "王");
}

static void
spoil_member (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&first_claim (batch)->policy.member_id, NULL);
}

static void
spoil_phone (WabiClaimBatch *batch)
{
  wabi_claim_set_text (&batch->contact_phone, "555-0100");
}

typedef struct
{
  const char *name;
  void (*spoil) (WabiClaimBatch *);
  WabiX12Error code;
  const char *says;
} Refusal;

static const Refusal refusals[] = {
  { "lines", spoil_lines, WABI_X12_ERROR_LIMIT, "Claim SR26010001: 51 service lines are more than the 50" },
  { "diagnoses", spoil_diagnoses, WABI_X12_ERROR_LIMIT, "13 diagnoses are more than the 12" },
  { "claims", spoil_claims, WABI_X12_ERROR_VALUE, "no claims" },
  { "zip", spoil_zip, WABI_X12_ERROR_VALUE, "ZIP+4" },
  { "npi", spoil_npi, WABI_X12_ERROR_VALUE, "1999000024" },
  { "reference", spoil_reference, WABI_X12_ERROR_VALUE, "replacement or void" },
  { "control", spoil_control, WABI_X12_ERROR_VALUE, "“SR*26”" },
  { "pointer", spoil_pointer, WABI_X12_ERROR_VALUE, "line 1: The line points to diagnosis 2" },
  { "dates", spoil_dates, WABI_X12_ERROR_VALUE, "ends before" },
  { "unique", spoil_unique, WABI_X12_ERROR_VALUE, "used twice" },
  { "modifiers", spoil_modifiers, WABI_X12_ERROR_VALUE, "gap before 59" },
  { "birth", spoil_birth, WABI_X12_ERROR_VALUE, "2019-02-29" },
  { "sender", spoil_sender, WABI_X12_ERROR_VALUE, "ISA06" },
  { "adjudication", spoil_adjudication, WABI_X12_ERROR_VALUE, "77777" },
  { "script", spoil_script, WABI_X12_ERROR_VALUE, "no Latin letters" },
  { "member", spoil_member, WABI_X12_ERROR_VALUE, "member number is missing" },
  { "phone", spoil_phone, WABI_X12_ERROR_VALUE, "ten digits" },
  { "name", spoil_name, WABI_X12_ERROR_VALUE, "last name of the patient, “~*”, has no Latin" },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (WabiClaimBatch) batch = edi_primary_batch ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  refusal->spoil (batch);
  text = wabi_837p_write (batch, &error);
  g_assert_null (text);
  g_assert_error (error, WABI_X12_ERROR, (int)refusal->code);
  if (strstr (error->message, refusal->says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, refusal->says);
}

static void
test_options (void)
{
  g_autoptr (WabiClaimBatch) batch = edi_primary_batch ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  WabiClaim *claim = first_claim (batch);

  claim->patient_paid_cents = 2550;
  first_line (batch)->to_date = g_strdup ("2026-01-03");
  first_line (batch)->place_of_service = g_strdup ("03");
  first_line (batch)->prior_authorization = g_strdup ("OTHER");
  first_line (batch)->units_hundredths = 1650;
  batch->contact_email = g_strdup ("bill_me@example.org");
  batch->may_send_email = TRUE;
  wabi_claim_set_text (&claim->policy.payer.provider_id_qualifier, "G2");
  wabi_claim_set_text (&claim->policy.payer.provider_id, "TX77");
  text = wabi_837p_write (batch, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "~AMT*F5*25.5~REF*G1*AUTH998877~"));
  g_assert_nonnull (
      strstr (text, "~SV1*HC:97153:HM*240*UN*16.5*03**1~DTP*472*RD8*20260102-20260103~REF*G1*OTHER~"));
  g_assert_nonnull (strstr (text, "*TE*5125550100*EM*BILL_ME@EXAMPLE.ORG~"));
  g_assert_nonnull (strstr (text, "~NM1*PR*2*BIG INSURANCE*****PI*60054~REF*G2*TX77~"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/837p/example/", examples[i].name, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/837p/refused/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/837p/options", test_options);
  return g_test_run ();
}
