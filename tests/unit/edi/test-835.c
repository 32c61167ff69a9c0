// SPDX-License-Identifier: AGPL-3.0-or-later
// Remittance advice into structs: everything that is in it, to the cent, and nothing lost to one bad value.

#include "edi-answers.h"
#include "wabi-835.h"

#include <string.h>

static WabiRemitFile *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  WabiRemitFile *file = wabi_remit_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);
  return file;
}

static const WabiRemitPayment *
only_payment (const WabiRemitFile *file)
{
  g_assert_cmpuint (file->n_payments, ==, 1);
  return &file->payments[0];
}

static void
test_header (void)
{
  g_autoptr (WabiRemitFile) file = read_text (edi_835_text);
  const WabiRemitPayment *payment = only_payment (file);

  g_assert_cmpuint (file->findings->len, ==, 0);
  g_assert_true (payment->is_complete);
  g_assert_false (payment->money_unreadable);
  g_assert_cmpstr (payment->origin.control, ==, "000000004");
  g_assert_cmpstr (payment->origin.sender, ==, "CLEARHOUSE");
  g_assert_cmpstr (payment->origin.guide, ==, "005010X221A1");
  g_assert_cmpstr (payment->origin.date, ==, "2026-01-05");
  g_assert_true (payment->origin.is_test);
  g_assert_cmpint (payment->amount, ==, 26400);
  g_assert_cmpstr (payment->method, ==, "ACH");
  g_assert_cmpstr (payment->date, ==, "2026-01-20");
  g_assert_cmpstr (payment->trace, ==, "EFT0012345");
  g_assert_cmpstr (payment->receiver_id, ==, "CLEARHOUSE");
  g_assert_cmpstr (payment->production_date, ==, "2026-01-19");
  g_assert_cmpstr (payment->payer.name.last, ==, "BIG INSURANCE");
  g_assert_null (payment->payer.name.id);
  g_assert_cmpstr (payment->payer.name.address.city, ==, "HARTFORD");
  g_assert_cmpstr (wabi_x12_find_reference (payment->payer.references, payment->payer.n_references, "2U"), ==,
                   "60054");
  g_assert_cmpstr (payment->payer.contacts[0].numbers[0], ==, "8005550101");
  g_assert_cmpstr (payment->payee.name.id, ==, "1999000015");
  g_assert_cmpuint (payment->n_claims, ==, 4);
  g_assert_cmpuint (payment->n_adjustments, ==, 2);
  g_assert_cmpstr (payment->adjustments[0].reason, ==, "WO");
  g_assert_cmpstr (payment->adjustments[0].reference, ==, "PAYERICN110001");
  g_assert_cmpint (payment->adjustments[0].cents, ==, 6000);
  g_assert_cmpint (payment->adjustments[1].cents, ==, -1000);
  g_assert_cmpstr (payment->adjustments[1].fiscal_date, ==, "2026-12-31");
}

static void
test_claims (void)
{
  g_autoptr (WabiRemitFile) file = read_text (edi_835_text);
  const WabiRemitPayment *payment = only_payment (file);
  const WabiRemitClaim *first = &payment->claims[0], *denied = &payment->claims[1];
  const WabiRemitClaim *reversal = &payment->claims[2], *correction = &payment->claims[3];
  const WabiRemitLine *line = &first->lines[0];

  g_assert_cmpstr (first->control, ==, "SR26010001");
  g_assert_cmpstr (first->payer_claim, ==, "PAYERICN123456");
  g_assert_cmpstr (first->group, ==, "1");
  g_assert_cmpint (first->patient, ==, 3600);
  g_assert_cmpuint (first->n_lines, ==, 2);
  g_assert_cmpuint (first->n_names, ==, 3);
  g_assert_cmpstr (wabi_x12_find_name (first->names, first->n_names, "QC")->first, ==, "SAM");
  g_assert_cmpstr (wabi_x12_find_date (first->dates, first->n_dates, "050")->from, ==, "2026-01-06");
  g_assert_cmpstr (line->procedure.code, ==, "97153");
  g_assert_cmpuint (line->procedure.n_modifiers, ==, 1);
  g_assert_cmpstr (line->procedure.modifiers[0], ==, "HM");
  g_assert_cmpint (line->units, ==, 1600);
  g_assert_cmpstr (line->control, ==, "SR26010001L1");
  g_assert_cmpstr (line->from, ==, "2026-01-02");
  g_assert_cmpstr (line->to, ==, "2026-01-02");
  g_assert_true (line->has_allowed);
  g_assert_cmpint (line->allowed, ==, 16000);
  g_assert_cmpuint (line->n_adjustments, ==, 2);
  g_assert_cmpstr (line->adjustments[1].group, ==, "PR");
  g_assert_cmpstr (line->adjustments[1].reason, ==, "2");
  g_assert_cmpint (line->adjustments[1].cents, ==, 1600);
  g_assert_cmpuint (first->lines[1].number, ==, 2);

  g_assert_cmpstr (denied->status, ==, "4");
  g_assert_cmpint (denied->paid, ==, 0);
  g_assert_cmpstr (denied->lines[0].remarks[0].code, ==, "M62");
  g_assert_cmpstr (reversal->status, ==, "22");
  g_assert_cmpint (reversal->paid, ==, -16000);
  g_assert_cmpint (reversal->lines[0].units, ==, -1600);
  // 3*20*0 and then 1*10: the quantity takes a place even when it says nothing.
  g_assert_cmpuint (correction->lines[0].n_adjustments, ==, 3);
  g_assert_cmpstr (correction->lines[0].adjustments[2].reason, ==, "1");
  g_assert_cmpint (correction->lines[0].adjustments[2].cents, ==, 1000);
  g_assert_cmpstr (correction->frequency, ==, "7");
}

static void
test_balance (void)
{
  g_autoptr (WabiRemitFile) file = read_text (edi_835_text);
  WabiRemitClaimBalance of_claim;
  WabiRemitBalance balance;

  g_assert_true (wabi_remit_payment_balance (only_payment (file), &balance));
  g_assert_cmpint (balance.claims_paid, ==, 31400);
  g_assert_cmpint (balance.adjusted, ==, 5000);
  for (guint i = 0; i < file->payments[0].n_claims; i++)
    {
      g_assert_true (wabi_remit_claim_balance (&file->payments[0].claims[i], &of_claim));
      g_assert_cmpint (of_claim.patient, ==, 0);
    }
}

static void
test_imbalance (void)
{
  g_autofree char *text = edi_with (edi_835_text, "CAS*CO*45*80~", "CAS*CO*45*79.99~");
  g_autofree char *paid = edi_with (text, "BPR*I*264*", "BPR*I*264.07*");
  g_autoptr (WabiRemitFile) file = read_text (paid);
  WabiRemitClaimBalance of_claim;
  WabiRemitBalance balance;

  g_assert_false (wabi_remit_payment_balance (only_payment (file), &balance));
  g_assert_cmpint (balance.difference, ==, 7);
  g_assert_cmpuint (balance.claims, ==, 1);
  g_assert_false (wabi_remit_claim_balance (&file->payments[0].claims[0], &of_claim));
  g_assert_cmpint (of_claim.payment, ==, -1);
  g_assert_cmpint (of_claim.charges, ==, 0);
  g_assert_cmpint (of_claim.payments, ==, 0);
  g_assert_cmpuint (of_claim.lines, ==, 1);
  g_assert_cmpint (wabi_remit_line_difference (&file->payments[0].claims[0].lines[0]), ==, -1);
}

// A bad date is as if it were not told; a bad amount is marked, on its line, its claim and its payment.
static void
test_bad_values (void)
{
  g_autofree char *masked = edi_with (edi_835_text, "DTM*472*20260102~", "DTM*472*00000000~");
  g_autofree char *text = edi_with (masked, "AMT*B6*160~", "AMT*B6*16O~");
  g_autoptr (WabiRemitFile) file = read_text (text);
  const WabiRemitPayment *payment = only_payment (file);
  const WabiRemitLine *line = &payment->claims[0].lines[0];

  g_assert_true (payment->is_complete);
  g_assert_cmpuint (payment->n_claims, ==, 4);
  g_assert_null (line->from);
  g_assert_cmpuint (line->n_findings, ==, 2);
  g_assert_cmpstr (line->findings[0]->segment_id, ==, "DTM");
  g_assert_cmpuint (line->findings[0]->element, ==, 2);
  g_assert_cmpstr (line->findings[0]->claim, ==, "SR26010001");
  g_assert_cmpuint (line->findings[0]->line, ==, 1);
  g_assert_true (line->money_unreadable);
  g_assert_true (payment->claims[0].money_unreadable);
  g_assert_true (payment->money_unreadable);
  g_assert_false (payment->claims[1].money_unreadable);
  g_assert_cmpuint (payment->claims[0].n_findings, ==, 2);
  g_assert_cmpuint (payment->claims[1].n_findings, ==, 0);
}

static void
test_cut (void)
{
  // Wherever the connection broke, nothing crashes, and nothing that is not whole says that it is.
  for (gsize length = strlen (edi_835_text); length-- > 110;)
    {
      g_autofree char *half = g_strndup (edi_835_text, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (WabiRemitFile) file = wabi_remit_read (half, length, &error);
      gboolean whole = strstr (half, "SE*58*0001") != NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (file->n_payments, <=, 1);
      if (file->n_payments == 1)
        g_assert_true (file->payments[0].is_complete == whole);
      if (!whole)
        g_assert_cmpuint (file->findings->len, >, 0);
    }
}

static void
test_miscounted (void)
{
  g_autofree char *text = edi_with (edi_835_text, "LQ*HE*M62~", "");
  g_autoptr (WabiRemitFile) file = read_text (text);

  g_assert_false (only_payment (file)->is_complete);
  g_assert_cmpuint (file->findings->len, ==, 1);
}

static void
test_many (void)
{
  // A broken interchange between two good ones, with other delimiters in the second, costs no other.
  g_autoptr (GString) text = g_string_new ("\xef\xbb\xbf");
  g_autofree char *other = g_strdelimit (g_strdup (edi_835_text), "*", '|');
  g_autoptr (WabiRemitFile) file = NULL;

  g_string_append (text, edi_835_text);
  g_string_append (text, "\r\nISA*00*BROKEN~\r\n");
  g_string_append (text, other);
  file = read_text (text->str);
  g_assert_cmpuint (file->n_payments, ==, 2);
  g_assert_true (file->payments[0].is_complete && file->payments[1].is_complete);
  g_assert_cmpuint (file->payments[1].n_claims, ==, 4);
  g_assert_cmpuint (file->findings->len, ==, 1);
}

static void
test_not_x12 (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wabi_remit_read ("%PDF-1.4", 8, &error));
  g_assert_error (error, WABI_X12_ERROR, WABI_X12_ERROR_NOT_X12);
}

// A zero-pay advice still carries its denials; a claim without lines still carries its adjustments.
static void
test_claim_only (void)
{
  g_autofree char *text = edi_with (
      edi_835_text, "SVC*HC:97156*120*0**4~DTM*472*20260103~CAS*CO*197*120~REF*6R*SR26010002L1~LQ*HE*M62~",
      "CAS*CO*197*120~MOA***MA130*M62~DTM*233*20260103~PER*CX**TE*8005550102~QTY*PS*1~");
  g_autoptr (WabiRemitFile) file = read_text (text);
  const WabiRemitClaim *claim = &only_payment (file)->claims[1];
  WabiRemitClaimBalance balance;

  g_assert_cmpuint (file->findings->len, ==, 0);
  g_assert_cmpuint (claim->n_lines, ==, 0);
  g_assert_cmpuint (claim->n_adjustments, ==, 1);
  g_assert_cmpuint (claim->n_remarks, ==, 2);
  g_assert_cmpstr (claim->remarks[0].code, ==, "MA130");
  g_assert_cmpstr (claim->contacts[0].numbers[0], ==, "8005550102");
  g_assert_true (wabi_remit_claim_balance (claim, &balance));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/835/header", test_header);
  g_test_add_func ("/835/claims", test_claims);
  g_test_add_func ("/835/balance", test_balance);
  g_test_add_func ("/835/imbalance", test_imbalance);
  g_test_add_func ("/835/bad-values", test_bad_values);
  g_test_add_func ("/835/cut", test_cut);
  g_test_add_func ("/835/miscounted", test_miscounted);
  g_test_add_func ("/835/many", test_many);
  g_test_add_func ("/835/not-x12", test_not_x12);
  g_test_add_func ("/835/claim-only", test_claim_only);
  return g_test_run ();
}
