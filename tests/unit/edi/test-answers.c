// SPDX-License-Identifier: AGPL-3.0-or-later
// Acknowledgments, claim status and coverage into structs.

#include "edi-answers.h"
#include "wabi-271.h"
#include "wabi-277.h"
#include "wabi-999.h"
#include "wabi-x12-contents.h"
#include "wabi-x12-words.h"

#include <string.h>

static void
test_999 (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiAckFile) file = wabi_ack_read (edi_999_text, strlen (edi_999_text), &error);
  const WabiAck *ack;

  g_assert_no_error (error);
  g_assert_cmpuint (file->findings->len, ==, 0);
  g_assert_cmpuint (file->n_acks, ==, 1);
  ack = &file->acks[0];
  g_assert_true (ack->is_complete);
  g_assert_cmpstr (ack->group_control, ==, "17");
  g_assert_cmpint (ack->outcome, ==, 'P');
  g_assert_false (wabi_ack_is_accepted (ack->outcome));
  g_assert_cmpuint (ack->n_received, ==, 2);
  g_assert_cmpuint (ack->n_accepted, ==, 1);
  g_assert_cmpuint (ack->n_sets, ==, 2);
  g_assert_true (wabi_ack_is_accepted (ack->sets[0].outcome));
  g_assert_cmpstr (ack->sets[1].control, ==, "0002");
  g_assert_cmpint (ack->sets[1].outcome, ==, 'R');
  g_assert_cmpstr (ack->sets[1].codes[0], ==, "5");
  g_assert_cmpuint (ack->sets[1].n_segments, ==, 2);
  g_assert_cmpstr (ack->sets[1].segments[0].claim, ==, "SR26010007");
  g_assert_cmpuint (ack->sets[1].segments[0].position, ==, 22);
  g_assert_cmpuint (ack->sets[1].segments[0].n_elements, ==, 2);
  g_assert_cmpuint (ack->sets[1].segments[0].elements[0].component, ==, 3);
  g_assert_cmpstr (ack->sets[1].segments[0].elements[0].value, ==, "9");
  g_assert_cmpstr (ack->sets[1].segments[1].code, ==, "3");
  g_assert_nonnull (wabi_ack_explain ("segment", "3"));
  g_assert_null (wabi_ack_explain ("segment", "?"));
}

static void
test_ta1 (void)
{
  g_autoptr (WabiAckFile) file = wabi_ack_read (edi_ta1_text, strlen (edi_ta1_text), NULL);

  g_assert_cmpuint (file->n_acks, ==, 0);
  g_assert_cmpuint (file->n_interchanges, ==, 1);
  g_assert_cmpstr (file->interchanges[0].control, ==, "000000017");
  g_assert_cmpstr (file->interchanges[0].date, ==, "2026-01-04");
  g_assert_cmpint (file->interchanges[0].outcome, ==, 'R');
  g_assert_cmpstr (file->interchanges[0].note, ==, "025");
  g_assert_nonnull (wabi_ack_explain ("interchange", "025"));
}

static void
test_277ca (void)
{
  g_autoptr (WabiStatusFile) file = wabi_status_read (edi_277ca_text, strlen (edi_277ca_text), NULL);
  const WabiStatusReport *report;
  const WabiStatusClaim *rejected;
  gint64 cents = 0;

  g_assert_cmpuint (file->findings->len, ==, 0);
  g_assert_cmpuint (file->n_reports, ==, 1);
  report = &file->reports[0];
  g_assert_true (report->is_acknowledgment && report->is_complete);
  g_assert_cmpstr (report->received, ==, "2026-01-04");
  g_assert_cmpuint (report->n_levels, ==, 3);
  g_assert_cmpstr (report->levels[1].trace, ==, "BATCH17");
  g_assert_cmpuint (report->levels[1].n_quantities, ==, 2);
  g_assert_true (wabi_x12_find_amount (report->levels[1].amounts, report->levels[1].n_amounts, "YY", &cents));
  g_assert_cmpint (cents, ==, 12000);
  g_assert_cmpuint (report->n_claims, ==, 2);
  g_assert_cmpstr (report->claims[0].control, ==, "SR26010001");
  g_assert_cmpstr (report->claims[0].payer_claim, ==, "PAYERICN123456");
  g_assert_cmpint (wabi_status_get_outcome (report->claims[0].statuses[0].codes[0].category), ==,
                   WABI_STATUS_OUTCOME_ACCEPTED);
  rejected = &report->claims[1];
  g_assert_cmpstr (rejected->statuses[0].action, ==, "U");
  g_assert_cmpuint (rejected->statuses[0].n_codes, ==, 2);
  g_assert_cmpstr (rejected->statuses[0].codes[0].entity, ==, "82");
  g_assert_cmpstr (rejected->statuses[0].codes[1].code, ==, "249");
  g_assert_cmpint (wabi_status_get_outcome ("A7"), ==, WABI_STATUS_OUTCOME_REJECTED);
  g_assert_cmpstr (rejected->clearinghouse_claim, ==, "CH00017");
  g_assert_cmpstr (rejected->from, ==, "2026-01-03");
  g_assert_cmpstr (rejected->to, ==, "2026-01-04");
  g_assert_cmpstr (rejected->patient->last, ==, "ROE");
  g_assert_cmpstr (rejected->provider->id, ==, "1999000015");
  g_assert_cmpstr (rejected->payer->id, ==, "60054");
  g_assert_cmpuint (rejected->n_lines, ==, 1);
  g_assert_cmpstr (rejected->lines[0].control, ==, "SR26010002L1");
  g_assert_cmpstr (rejected->lines[0].statuses[0].codes[0].code, ==, "562");
  g_assert_nonnull (wabi_status_explain ("status", "562"));
}

static void
test_277 (void)
{
  g_autoptr (WabiStatusFile) file = wabi_status_read (edi_277_text, strlen (edi_277_text), NULL);
  const WabiStatusClaim *claim;

  g_assert_cmpuint (file->findings->len, ==, 0);
  g_assert_cmpuint (file->reports[0].n_claims, ==, 1);
  g_assert_false (file->reports[0].is_acknowledgment);
  claim = &file->reports[0].claims[0];
  g_assert_cmpstr (claim->trace, ==, "ASK0001");
  g_assert_cmpstr (claim->control, ==, "SR26010001");
  g_assert_cmpstr (claim->subscriber->first, ==, "JANE");
  g_assert_cmpstr (claim->patient->first, ==, "SAM");
  g_assert_cmpint (wabi_status_get_outcome (claim->statuses[0].codes[0].category), ==,
                   WABI_STATUS_OUTCOME_PAID);
  g_assert_cmpint (claim->statuses[0].paid, ==, 32400);
  g_assert_cmpstr (claim->statuses[0].check, ==, "EFT0012345");
  g_assert_cmpint (claim->lines[0].units, ==, 1600);
}

static void
test_271 (void)
{
  g_autoptr (WabiBenefitFile) file = wabi_benefit_read (edi_271_text, strlen (edi_271_text), NULL);
  const WabiBenefitAnswer *answer;
  const WabiBenefit *limit, *other;
  WabiCoverage coverage;

  g_assert_cmpuint (file->findings->len, ==, 0);
  g_assert_cmpuint (file->n_answers, ==, 1);
  answer = &file->answers[0];
  g_assert_true (answer->is_complete);
  g_assert_cmpstr (answer->subscriber->first, ==, "JANE");
  g_assert_cmpstr (answer->subscriber->address.zip, ==, "787010001");
  g_assert_cmpstr (answer->patient->first, ==, "SAM");
  g_assert_cmpstr (answer->patient->birth_date, ==, "2019-05-04");
  g_assert_cmpstr (answer->relation, ==, "19");
  g_assert_cmpstr (answer->traces[0].value, ==, "ASK0001");
  g_assert_cmpuint (answer->n_benefits, ==, 13);
  limit = &answer->benefits[11];
  other = &answer->benefits[12];
  g_assert_cmpuint (answer->benefits[0].n_types, ==, 2);
  g_assert_cmpstr (limit->quantity_kind, ==, "VS");
  g_assert_cmpint (limit->quantity, ==, 6000);
  g_assert_cmpstr (limit->deliveries[0], ==, "HSD*VS*60");
  g_assert_cmpstr (limit->places[0], ==, "12");
  g_assert_cmpstr (other->names[0].last, ==, "STATE MEDICAID");
  g_assert_cmpstr (other->names[0].address.city, ==, "AUSTIN");

  wabi_benefit_summarize (answer, &coverage);
  g_assert_cmpint (coverage.state, ==, WABI_COVERAGE_ACTIVE);
  g_assert_cmpstr (coverage.plan, ==, "GOLD PPO");
  g_assert_cmpstr (coverage.group, ==, "GRP77");
  g_assert_cmpstr (coverage.from, ==, "2026-01-01");
  g_assert_cmpstr (coverage.to, ==, "2026-12-31");
  // Mental health within the network, not the office visit and not what it costs outside.
  g_assert_cmpint (coverage.copay, ==, 2500);
  g_assert_cmpint (coverage.coinsurance, ==, 2000);
  g_assert_cmpint (coverage.deductible, ==, 150000);
  g_assert_cmpint (coverage.deductible_left, ==, 62050);
  g_assert_cmpint (coverage.family_deductible, ==, 300000);
  g_assert_cmpint (coverage.family_deductible_left, ==, 110000);
  g_assert_cmpint (coverage.out_of_pocket_left, ==, 400000);
  g_assert_cmpint (coverage.family_out_of_pocket, ==, -1);
  g_assert_cmpint (coverage.authorization, ==, 'Y');
  g_assert_cmpstr (coverage.other_payer, ==, "STATE MEDICAID");
}

static void
test_271_rejected (void)
{
  g_autofree char *person = g_strndup (edi_271_text, strstr (edi_271_text, "HL*4*3*23") - edi_271_text);
  g_autofree char *text = g_strconcat (person, "AAA*N**75*C~SE*11*0001~GE*1*8~IEA*1*000000008~", NULL);
  g_autofree char *payer = g_strndup (edi_271_text, strstr (edi_271_text, "HL*2*1*21") - edi_271_text);
  g_autofree char *above = g_strconcat (payer, "AAA*Y**42*P~SE*6*0001~GE*1*8~IEA*1*000000008~", NULL);
  g_autoptr (WabiBenefitFile) file = wabi_benefit_read (text, strlen (text), NULL);
  g_autoptr (WabiBenefitFile) early = wabi_benefit_read (above, strlen (above), NULL);
  WabiCoverage coverage;

  g_assert_cmpuint (file->n_answers, ==, 1);
  g_assert_cmpstr (file->answers[0].rejections[0].reason, ==, "75");
  g_assert_cmpstr (file->answers[0].rejections[0].level, ==, "22");
  g_assert_cmpstr (file->answers[0].patient->first, ==, "JANE");
  wabi_benefit_summarize (&file->answers[0], &coverage);
  g_assert_cmpint (coverage.state, ==, WABI_COVERAGE_REJECTED);
  g_assert_cmpint (coverage.copay, ==, -1);
  g_assert_cmpuint (early->n_answers, ==, 1);
  g_assert_cmpstr (early->answers[0].rejections[0].reason, ==, "42");
  g_assert_null (early->answers[0].patient);
}

// Every beginning of every answer is read; none that is cut says that it is whole.
static void
test_cut (void)
{
  const char *const texts[] = { edi_999_text, edi_277ca_text, edi_277_text, edi_271_text };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize length = strstr (texts[i], "~SE*") - texts[i]; length > 110; length--)
      {
        g_autofree char *half = g_strndup (texts[i], length);
        g_autoptr (WabiAckFile) acks = wabi_ack_read (half, length, NULL);
        g_autoptr (WabiStatusFile) statuses = wabi_status_read (half, length, NULL);
        g_autoptr (WabiBenefitFile) benefits = wabi_benefit_read (half, length, NULL);

        g_assert_true (acks->n_acks == 0 || !acks->acks[0].is_complete);
        g_assert_true (statuses->n_reports == 0 || !statuses->reports[0].is_complete);
        g_assert_true (benefits->n_answers == 0 || !benefits->answers[0].is_complete);
      }
}

static void
test_contents (void)
{
  g_autofree char *all = g_strconcat (edi_835_text, "\n", edi_277ca_text, edi_277_text, "junk~", edi_ta1_text,
                                      edi_999_text, edi_271_text, NULL);
  WabiX12Contents contents;

  g_assert_true (wabi_x12_list_contents (all, strlen (all), &contents));
  g_assert_cmpuint (contents.n_interchanges, ==, 6);
  g_assert_cmpuint (contents.n_835, ==, 1);
  g_assert_cmpuint (contents.n_277ca, ==, 1);
  g_assert_cmpuint (contents.n_277, ==, 1);
  g_assert_cmpuint (contents.n_999, ==, 1);
  g_assert_cmpuint (contents.n_ta1, ==, 1);
  g_assert_cmpuint (contents.n_271, ==, 1);
  g_assert_cmpuint (contents.n_broken, ==, 1);
  g_assert_false (wabi_x12_list_contents ("hello", 5, &contents));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answers/999", test_999);
  g_test_add_func ("/answers/ta1", test_ta1);
  g_test_add_func ("/answers/277ca", test_277ca);
  g_test_add_func ("/answers/277", test_277);
  g_test_add_func ("/answers/271", test_271);
  g_test_add_func ("/answers/271-rejected", test_271_rejected);
  g_test_add_func ("/answers/cut", test_cut);
  g_test_add_func ("/answers/contents", test_contents);
  return g_test_run ();
}
