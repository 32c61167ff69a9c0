// SPDX-License-Identifier: AGPL-3.0-or-later
// What comes back from payers: matched, posted once, balanced to the cent or held, and taken back by entries that reverse.

#include <string.h>

#include "billed.h"
#include "wabi-reason-codes.h"
#include "wabi-remit-plan.h"

#define SECOND "01900000-0000-7000-8000-000000000501"
#define SECOND_COVERAGE "01900000-0000-7000-8000-000000000502"

/* ---- What posts by itself ---- */

static void
test_pays (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 5000, 800, "CO*45*10|PR*2*8", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  billed_check_remittance (&billed, "EFT1", "waiting", 0);
  billed_check_charge (&billed, billed.one, 0, 0, 0, 6800);
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  billed_check_charge (&billed, billed.one, 5000, 1000, 800, 800);
  billed_check_charge (&billed, billed.two, 5000, 1000, 800, 800);
  billed_check_claim (&billed, "paid");
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_PAYER), ==, 10000);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_SUSPENSE), ==, 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_RECEIVABLE_FAMILY), ==, 1600);
  g_assert_cmpuint (billed_count (&billed, &wabi_kind_denial), ==, 0);
  /* Posting again finds nothing left to post. */
  g_assert_true (billed_post (&billed, "EFT1"));
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_PAYER), ==, 10000);
  billed_tear_down (&billed);
}

/* Status 1 and nothing paid: told from the reasons, and nothing is written off. */
static void
test_denied (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) denial = NULL;

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 0, 0, "CO*197*68", "M62");
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  billed_check_charge (&billed, billed.one, 0, 0, 0, 6800);
  billed_check_claim (&billed, "denied");
  g_assert_cmpuint (billed_count (&billed, &wabi_kind_denial), ==, 2);
  denial = billed_only (billed.practice, &wabi_kind_denial, "charge", billed.one);
  g_assert_cmpstr (wabi_record_get_text (denial, "category"), ==, "authorization");
  g_assert_cmpint (wabi_record_get_int (denial, "cents"), ==, 6800);
  billed_tear_down (&billed);
}

/* In whatever order the store lists the answers. */
static void
test_twice_with_many_claims (void)
{
  Billed billed;

  billed_set_up (&billed);
  for (guint copy = 1; copy <= 2; copy++)
    {
      RemitWriter *writer = billed_start (copy, "EFT9");

      for (guint i = 0; i < 12; i++)
        {
          g_autofree char *control = g_strdup_printf ("ELSEWHERE%02u", i);

          remit_writer_claim (writer, control, "1", 5000 + i, 5000 + i, 0, "ICN", NULL, "1");
        }
      g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
      if (copy == 1)
        g_assert_true (billed_post (&billed, "EFT9"));
    }
  {
    g_autoptr (WabiRecord) second = NULL;
    g_autoptr (GPtrArray) both = wabi_lookup_by (&billed.practice->view, &wabi_kind_remittance, "trace", "EFT9");

    g_assert_cmpuint (both->len, ==, 2);
    for (guint i = 0; i < both->len; i++)
      if (wabi_record_is (g_ptr_array_index (both, i), "state", "waiting"))
        second = g_object_ref (g_ptr_array_index (both, i));
    g_assert_nonnull (second);
    g_assert_false (billed_give (billed.practice, "remittance.post", "{'id':'%s'}", wabi_record_get_id (second)));
    g_assert_cmpstr (billed.practice->code, ==, "posted-before");
  }
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_PAYER), ==, 12 * 5000 + 66);
  billed_tear_down (&billed);
}

static void
test_twice (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) both = NULL;

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  content = remit_writer_end (writer, 0);
  g_assert_true (billed_import (&billed, g_strdup (content)));
  g_assert_true (billed_post (&billed, "EFT1"));
  g_assert_false (billed_import (&billed, g_strdup (content)));
  g_assert_cmpstr (billed.practice->code, ==, "known-file");
  /* The same payment in another envelope. */
  writer = billed_start (2, "EFT1");
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  both = wabi_lookup_by (&billed.practice->view, &wabi_kind_remittance, "trace", "EFT1");
  g_assert_cmpuint (both->len, ==, 2);
  for (guint i = 0; i < both->len; i++)
    if (wabi_record_is (g_ptr_array_index (both, i), "state", "waiting"))
      {
        g_assert_false (billed_give (billed.practice, "remittance.post", "{'id':'%s'}", wabi_record_get_id (g_ptr_array_index (both, i))));
        g_assert_cmpstr (billed.practice->code, ==, "posted-before");
      }
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_PAYER), ==, 13600);
  billed_tear_down (&billed);
}

/* Before anything of it is posted: held again, and nobody's. */
static void
test_before_posting (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) was = NULL, held = NULL, again = NULL;
  g_autofree char *id = NULL, *payer = NULL;

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  {
    g_autoptr (GPtrArray) all = wabi_lookup_by (&billed.practice->view, &wabi_kind_remittance, "trace", "EFT1");

    g_assert_cmpuint (all->len, ==, 1);
    was = g_object_ref (g_ptr_array_index (all, 0));
  }
  id = g_strdup (wabi_record_get_id (was));
  payer = g_strdup (wabi_record_get_text (was, "payer"));
  g_assert_nonnull (payer);
  g_assert_true (billed_give (billed.practice, "remittance.hold", "{'id':'%s','words':'look first'}", id));
  g_assert_false (billed_give (billed.practice, "remittance.post", "{'id':'%s'}", id));
  g_assert_true (billed_give (billed.practice, "remittance.set-payer", "{'id':'%s'}", id));
  held = memory_practice_get (billed.practice, &wabi_kind_remittance, id);
  g_assert_cmpstr (wabi_record_get_text (held, "state"), ==, "held");
  g_assert_false (wabi_record_has (held, "payer"));
  g_assert_true (billed_give (billed.practice, "remittance.set-payer", "{'id':'%s','payer':'%s'}", id, payer));
  g_assert_true (billed_give (billed.practice, "remittance.accept", "{'id':'%s','words':'as it is'}", id));
  again = memory_practice_get (billed.practice, &wabi_kind_remittance, id);
  g_assert_cmpstr (wabi_record_get_text (again, "payer"), ==, payer);
  g_assert_true (billed_post (&billed, "EFT1"));
  g_assert_false (billed_give (billed.practice, "remittance.hold", "{'id':'%s','words':'too late'}", id));
  billed_tear_down (&billed);
}

static void
test_reversal_and_correction (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 5000, 800, "CO*45*10|PR*2*8", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  writer = billed_start (2, "EFT2");
  billed_answer_both (&billed, writer, "22", -1, 5000, 800, "CO*45*-10|PR*2*-8", NULL);
  billed_answer_both (&billed, writer, "1", 1, 5500, 0, "CO*45*13", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT2"));
  billed_check_remittance (&billed, "EFT2", "posted", 0);
  billed_check_charge (&billed, billed.one, 5500, 1300, 0, 0);
  billed_check_charge (&billed, billed.two, 5500, 1300, 0, 0);
  billed_check_claim (&billed, "paid");
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_PAYER), ==, 11000);
  billed_tear_down (&billed);
}

/* A second payment that takes nothing back is not believed. */
static void
test_paid_before (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  writer = billed_start (2, "EFT2");
  billed_answer_both (&billed, writer, "1", 1, 6000, 0, "CO*45*8", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT2"));
  billed_check_remittance (&billed, "EFT2", "partly", 12000);
  billed_check_charge (&billed, billed.one, 6800, 0, 0, 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_SUSPENSE), ==, -12000);
  billed_tear_down (&billed);
}

/* A reversal of what was never posted here is held. */
static void
test_reversal_alone (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "22", -1, 5000, 0, "CO*45*-18", NULL);
  remit_writer_plb (writer, "FB", "EFT1", -10000);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "partly", -10000);
  billed_check_charge (&billed, billed.one, 0, 0, 0, 6800);
  billed_tear_down (&billed);
}

/* ---- What needs hands ---- */

static void
test_unbalanced_claim (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) remittance = NULL;
  g_autoptr (WabiRecord) answer = NULL;

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 5000, 0, "CO*45*17", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "partly", 10000);
  billed_check_charge (&billed, billed.one, 0, 0, 0, 6800);
  remittance = billed_find_remittance (&billed, "EFT1");
  answer = billed_only (billed.practice, &wabi_kind_remit_claim, "remittance", wabi_record_get_id (remittance));
  g_assert_cmpstr (wabi_record_get_text (answer, "state"), ==, "held");
  g_assert_true (wabi_record_has (answer, "why"));
  g_assert_cmpint (wabi_record_get_int (answer, "difference_cents"), !=, 0);
  /* A person shares it out, all of it. */
  g_assert_false (billed_give (billed.practice, "remittance.settle", "{'id':'%s','claim':'%s','words':'called','lines':[{'charge':'%s','paid':4000}]}",
                        wabi_record_get_id (answer), wabi_record_get_id (billed.claim), billed.one));
  g_assert_cmpstr (billed.practice->code, ==, "not-all");
  g_assert_true (billed_give (billed.practice, "remittance.settle",
                       "{'id':'%s','claim':'%s','words':'called','lines':[{'charge':'%s','paid':4000,'contractual':2800},{'charge':'%s','paid':6000,'contractual':800}]}",
                       wabi_record_get_id (answer), wabi_record_get_id (billed.claim), billed.one, billed.two));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  billed_check_charge (&billed, billed.one, 4000, 2800, 0, 0);
  billed_check_charge (&billed, billed.two, 6000, 800, 0, 0);
  billed_tear_down (&billed);
}

static void
test_unbalanced_payment (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 125)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "partly", 125);
  billed_check_charge (&billed, billed.one, 6800, 0, 0, 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_PAYER), ==, 13725);
  billed_tear_down (&billed);
}

static void
test_orphan (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) remittance = NULL;
  g_autoptr (WabiRecord) answer = NULL;
  g_autoptr (GPtrArray) suggested = NULL;

  billed_set_up (&billed);
  remit_writer_claim (writer, "0", "1", 13600, 13600, 0, "ICN-1", "SOMEBODY", NULL);
  remit_writer_line (writer, "97153:HM", 6800, 6800, 4, "20260309", NULL, NULL, NULL);
  remit_writer_line (writer, "97153:HM", 6800, 6800, 4, "20260310", NULL, NULL, NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "partly", 13600);
  remittance = billed_find_remittance (&billed, "EFT1");
  answer = billed_only (billed.practice, &wabi_kind_remit_claim, "remittance", wabi_record_get_id (remittance));
  g_assert_cmpstr (wabi_record_get_text (answer, "state"), ==, "orphan");
  suggested = wabi_remit_suggest (&billed.practice->view, answer);
  g_assert_cmpuint (suggested->len, ==, 1);
  g_assert_true (billed_give (billed.practice, "remittance.match", "{'id':'%s','claim':'%s'}", wabi_record_get_id (answer), wabi_record_get_id (billed.claim)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  billed_check_charge (&billed, billed.two, 6800, 0, 0, 0);
  billed_tear_down (&billed);
}

/* The payer lost our numbers, and yet it is found by member, date and charge. */
static void
test_by_member (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) answer = NULL;

  billed_set_up (&billed);
  remit_writer_claim (writer, "0", "1", 13600, 13600, 0, "ICN-1", "W123456789", NULL);
  remit_writer_line (writer, "97153:HM", 6800, 6800, 4, "20260309", NULL, NULL, NULL);
  remit_writer_line (writer, "97153:HM", 6800, 6800, 4, "20260310", NULL, NULL, NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  answer = billed_only (billed.practice, &wabi_kind_remit_claim, "claim", wabi_record_get_id (billed.claim));
  g_assert_cmpstr (wabi_record_get_text (answer, "matched_by"), ==, "member");
  billed_tear_down (&billed);
}

/* ---- Adjustments of the provider ---- */

static void
test_provider_adjustments (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  remit_writer_plb (writer, "WO", "OLD-ICN", 3000);
  remit_writer_plb (writer, "L6", "ICN-1", -250);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_PAYER), ==, 13600 - 3000 + 250);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_PAYER_RECOVERY), ==, 3000);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_INTEREST), ==, -250);
  billed_tear_down (&billed);
}

/* A net that would be negative is carried, and comes back in a later payment under the same reference. */
static void
test_forward_balance (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  writer = billed_start (2, "EFT2");
  billed_answer_both (&billed, writer, "22", -1, 6800, 0, NULL, NULL);
  remit_writer_plb (writer, "FB", "EFT2", -13600);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT2"));
  billed_check_remittance (&billed, "EFT2", "posted", 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_FORWARD_BALANCE), ==, -13600);
  billed_check_charge (&billed, billed.one, 0, 0, 0, 6800);
  writer = billed_start (3, "EFT3");
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  remit_writer_plb (writer, "FB", "EFT2", 13600);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT3"));
  billed_check_remittance (&billed, "EFT3", "posted", 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_FORWARD_BALANCE), ==, 0);
  billed_check_charge (&billed, billed.one, 6800, 0, 0, 0);
  billed_tear_down (&billed);
}

/* ---- The next payer ---- */

static void
test_next_payer (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (&billed);
  memory_practice_put (billed.practice, &wabi_kind_payer, SECOND,
                       "{'name':'State Medicaid','payer_id':'77001','type':'medicaid','filing':'MC','unit_method':'midpoint','unit_scope':'session',"
                       "'rendering':'supervisor','supervising':'never','concurrency':'commercial','mue':'medicaid','filing_days':365}");
  memory_practice_put (billed.practice, &wabi_kind_coverage, SECOND_COVERAGE,
                       "{'client':'" CLIENT "','payer':'" SECOND "','priority':2,'member_id':'M1','relation':'self','valid_from':'2026-01-01'}");
  billed_answer_both (&billed, writer, "1", 1, 5000, 800, "CO*45*10|PR*2*8", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  billed_check_charge (&billed, billed.one, 5000, 1000, 0, 800);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_RECEIVABLE_FAMILY), ==, 0);
  billed_tear_down (&billed);
}

/* A denial that is posted, taken back and posted again, twice, is one denial of as much as before, worked on or not. */
static void
test_denied_again (void)
{
  for (guint worked = 0; worked < 2; worked++)
    {
      Billed billed;
      RemitWriter *writer = billed_start (1, "EFT1");
      g_autoptr (WabiRecord) remittance = NULL;
      g_autoptr (WabiRecord) denial = NULL;
      g_autoptr (WabiRecord) after = NULL;

      billed_set_up (&billed);
      billed_answer_both (&billed, writer, "1", 1, 0, 0, "CO*197*68", "M62");
      g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
      g_assert_true (billed_post (&billed, "EFT1"));
      remittance = billed_find_remittance (&billed, "EFT1");
      denial = billed_only (billed.practice, &wabi_kind_denial, "charge", billed.one);
      if (worked)
        g_assert_true (billed_give (billed.practice, "denial.work", "{'id':'%s','step':'called'}", wabi_record_get_id (denial)));
      for (guint round = 0; round < 2; round++)
        {
          g_assert_true (billed_give (billed.practice, "remittance.reverse", "{'id':'%s','words':'wrong bank'}", wabi_record_get_id (remittance)));
          g_assert_true (billed_post (&billed, "EFT1"));
        }
      after = billed_only (billed.practice, &wabi_kind_denial, "charge", billed.one);
      g_assert_cmpint (wabi_record_get_int (after, "cents"), ==, 6800);
      g_assert_true (wabi_record_is (after, "state", "open"));
      g_assert_cmpuint (billed_count (&billed, &wabi_kind_denial), ==, 2);
      billed_tear_down (&billed);
    }
}

/* ---- Taking back ---- */

static void
test_reverse (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) remittance = NULL;

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 5000, 800, "CO*45*10|PR*2*8", NULL);
  remit_writer_plb (writer, "WO", "OLD", 1000);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  remittance = billed_find_remittance (&billed, "EFT1");
  for (guint round = 0; round < 3; round++)
    {
      g_assert_true (billed_give (billed.practice, "remittance.reverse", "{'id':'%s','words':'wrong bank'}", wabi_record_get_id (remittance)));
      billed_check_remittance (&billed, "EFT1", "waiting", 0);
      billed_check_charge (&billed, billed.one, 0, 0, 0, 6800);
      for (WabiMoneyAccount i = WABI_MONEY_CASH_PAYER; i < WABI_MONEY_N_ACCOUNTS; i++)
        g_assert_cmpint (billed_on_account (&billed, i), ==, 0);
      g_assert_true (billed_post (&billed, "EFT1"));
      billed_check_charge (&billed, billed.one, 5000, 1000, 800, 800);
      billed_check_remittance (&billed, "EFT1", "posted", 0);
    }
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_PAYER), ==, 9000);
  billed_tear_down (&billed);
}

/* A denial brings no money, so nothing is in suspense when its posting is taken back; it waits for hands all the same. */
static void
test_reverse_answer_without_money (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (1, "EFT1");
  g_autoptr (WabiRecord) remittance = NULL;
  g_autoptr (WabiRecord) answer = NULL;

  billed_set_up (&billed);
  billed_answer_both (&billed, writer, "1", 1, 0, 0, "CO*197*68", "M62");
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  remittance = billed_find_remittance (&billed, "EFT1");
  answer = billed_only (billed.practice, &wabi_kind_remit_claim, "remittance", wabi_record_get_id (remittance));
  g_assert_true (billed_give (billed.practice, "remittance.reverse", "{'id':'%s','words':'wrong claim'}", wabi_record_get_id (answer)));
  billed_check_remittance (&billed, "EFT1", "partly", 0);
  g_assert_true (billed_post (&billed, "EFT1"));
  billed_check_remittance (&billed, "EFT1", "posted", 0);
  billed_tear_down (&billed);
}

/* ---- Acknowledgments ---- */

static guint
file_number (Billed *billed)
{
  g_autoptr (WabiRecord) file = memory_practice_get (billed->practice, &wabi_kind_claim_file, wabi_record_get_text (billed->claim, "file"));

  return (guint) wabi_record_get_int (file, "isa_control");
}

static char *
wrap (const char *functional, const char *guide, const char *body, guint segments)
{
  return g_strdup_printf ("ISA*00*          *00*          *ZZ*HOUSE          *ZZ*WABI           *260401*0930*^*00501*000000077*0*T*:~"
                          "GS*%s*HOUSE*WABI*20260401*0930*7*X*%s~%sSE*%u*0001~GE*1*7~IEA*1*000000077~",
                          functional, guide, body, segments);
}

static void
test_999_rejects (void)
{
  Billed billed;
  g_autofree char *body = NULL;
  g_autoptr (WabiRecord) charge = NULL;

  billed_set_up (&billed);
  body = g_strdup_printf ("ST*999*0001*005010X231A1~AK1*HC*%u*005010X222A1~AK2*837*0001*005010X222A1~IK3*N3*5**8~IK4*1**1~IK5*R*5~AK9*R*1*1*0~",
                          file_number (&billed));
  g_assert_true (billed_import (&billed, wrap ("FA", "005010X231A1", body, 8)));
  billed_check_claim (&billed, "rejected");
  charge = memory_practice_get (billed.practice, &wabi_kind_charge, billed.one);
  g_assert_cmpstr (wabi_record_get_text (charge, "state"), ==, "open");
  g_assert_cmpint (wabi_record_get_int (charge, "billed_cents"), ==, 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_REVENUE), ==, 0);
  billed_tear_down (&billed);
}

static void
test_277ca (void)
{
  static const struct
  {
    const char *category, *action, *state;
  } cases[] = { { "A2:20", "WQ", "accepted" }, { "A1:19", "WQ", "submitted" }, { "A7:562:85", "U", "rejected" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Billed billed;
      g_autofree char *body = NULL;
      g_autoptr (GPtrArray) events = NULL;

      billed_set_up (&billed);
      body = g_strdup_printf ("ST*277*0001*005010X214~BHT*0085*08*1*20260401*0930*TH~HL*1**20*1~NM1*PR*2*HARBOR*****PI*90010~TRN*1*T1~DTP*050*D8*20260401~"
                              "DTP*009*D8*20260401~HL*2*1*21*1~NM1*41*2*CLINIC*****46*990000015~TRN*2*B1~STC*A1:19*20260401*WQ*136~HL*3*2*19*1~"
                              "NM1*85*2*CLINIC*****XX*1999000015~HL*4*3*PT~NM1*QC*1*OKAFOR*AVA~TRN*2*%s~STC*%s*20260401*%s*136~REF*1K*ICN-9~DTP*472*D8*20260309~",
                              billed.control, cases[i].category, cases[i].action);
      g_assert_true (billed_import (&billed, wrap ("HN", "005010X214", body, 20)));
      billed_check_claim (&billed, cases[i].state);
      events = wabi_lookup_by (&billed.practice->view, &wabi_kind_claim_event, "claim", wabi_record_get_id (billed.claim));
      g_assert_cmpuint (events->len, >=, 1);
      billed_tear_down (&billed);
    }
}

static void
test_not_x12 (void)
{
  Billed billed;

  billed_set_up (&billed);
  g_assert_false (billed_import (&billed, g_strdup ("a letter from the payer")));
  g_assert_cmpstr (billed.practice->code, ==, "not-x12");
  g_assert_cmpuint (billed_count (&billed, &wabi_kind_inbound_file), ==, 0);
  billed_tear_down (&billed);
}

/* ---- Reasons ---- */

static void
test_reasons (void)
{
  static const char *const categories[]
      = { "authorization", "filing", "duplicate", "correction", "eligibility", "clinical", "benefit", "other", NULL };
  const char *const m62[] = { "M62", NULL };
  const WabiReasonCode *rows;
  gsize n;

  rows = wabi_reason_list (&n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (g_strv_contains (categories, rows[i].category));
      g_assert_true (wabi_reason_find (rows[i].code) == &rows[i]);
      g_assert_cmpint (wabi_reason_treat ("PR", rows[i].code), ==, WABI_REASON_FAMILY);
      g_assert_cmpint (wabi_reason_treat ("CO", rows[i].code), !=, WABI_REASON_FAMILY);
    }
  rows = wabi_remark_list (&n);
  for (gsize i = 0; i < n; i++)
    g_assert_true (wabi_remark_find (rows[i].code) == &rows[i]);
  g_assert_cmpint (wabi_reason_treat ("CO", "45"), ==, WABI_REASON_CONTRACT);
  g_assert_cmpint (wabi_reason_treat ("CO", "197"), ==, WABI_REASON_DENIAL);
  g_assert_cmpint (wabi_reason_treat ("OA", "23"), ==, WABI_REASON_PRIOR);
  g_assert_cmpint (wabi_reason_treat ("CO", "9999"), ==, WABI_REASON_DENIAL);
  g_assert_cmpstr (wabi_reason_category ("16", m62), ==, "authorization");
  g_assert_cmpstr (wabi_reason_category ("29", m62), ==, "filing");
  g_assert_true (wabi_provider_adjustment_find ("??")->needs_hands);
}

/* ---- At random ---- */

/* Whatever payers send, in whatever order, posted and taken back: the books balance, and what is in suspense is what remittances say. */
static void
test_at_random (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      Billed billed;
      gint64 suspense = 0;
      g_autoptr (GPtrArray) all = NULL;
      WabiQuery query;

      billed_set_up (&billed);
      for (guint i = 0; i < 8; i++)
        {
          g_autofree char *trace = g_strdup_printf ("EFT%u", i);
          RemitWriter *writer = billed_start (i + 1, trace);
          gint64 paid = 100 * g_rand_int_range (rand, 0, 69);
          gboolean back = g_rand_boolean (rand);
          int sign = back ? -1 : 1;
          g_autofree char *cas = paid < 6800 ? g_strdup_printf ("%s*%" G_GINT64_FORMAT, g_rand_boolean (rand) ? "CO*45" : "CO*197", sign * (68 - paid / 100)) : NULL;

          billed_answer_both (&billed, writer, back ? "22" : "1", sign, paid, 0, cas, NULL);
          if (back)
            remit_writer_plb (writer, "FB", trace, -2 * paid);
          g_assert_true (billed_import (&billed, remit_writer_end (writer, g_rand_int_range (rand, 0, 4) == 0 ? 7 : 0)));
          g_assert_true (billed_post (&billed, trace));
          if (g_rand_int_range (rand, 0, 3) == 0)
            {
              g_autoptr (WabiRecord) remittance = billed_find_remittance (&billed, trace);

              /* The books may refuse what would leave a charge with less than nothing; then nothing changed. */
              (void) billed_give (billed.practice, "remittance.reverse", "{'id':'%s','words':'again'}", wabi_record_get_id (remittance));
            }
        }
      wabi_query_init (&query, &wabi_kind_remittance);
      all = wabi_view_list (&billed.practice->view, &query, NULL);
      for (guint i = 0; i < all->len; i++)
        suspense += wabi_record_get_int (g_ptr_array_index (all, i), "suspense_cents");
      g_assert_cmpint (-billed_on_account (&billed, WABI_MONEY_SUSPENSE), ==, suspense);
      billed_tear_down (&billed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remit/pays", test_pays);
  g_test_add_func ("/remit/denied", test_denied);
  g_test_add_func ("/remit/twice", test_twice);
  g_test_add_func ("/remit/twice-many-claims", test_twice_with_many_claims);
  g_test_add_func ("/remit/before-posting", test_before_posting);
  g_test_add_func ("/remit/reversal-and-correction", test_reversal_and_correction);
  g_test_add_func ("/remit/paid-before", test_paid_before);
  g_test_add_func ("/remit/reversal-alone", test_reversal_alone);
  g_test_add_func ("/remit/unbalanced-claim", test_unbalanced_claim);
  g_test_add_func ("/remit/unbalanced-payment", test_unbalanced_payment);
  g_test_add_func ("/remit/orphan", test_orphan);
  g_test_add_func ("/remit/by-member", test_by_member);
  g_test_add_func ("/remit/provider-adjustments", test_provider_adjustments);
  g_test_add_func ("/remit/forward-balance", test_forward_balance);
  g_test_add_func ("/remit/next-payer", test_next_payer);
  g_test_add_func ("/remit/denied-again", test_denied_again);
  g_test_add_func ("/remit/reverse", test_reverse);
  g_test_add_func ("/remit/reverse-answer-without-money", test_reverse_answer_without_money);
  g_test_add_func ("/remit/999-rejects", test_999_rejects);
  g_test_add_func ("/remit/277ca", test_277ca);
  g_test_add_func ("/remit/not-x12", test_not_x12);
  g_test_add_func ("/remit/reasons", test_reasons);
  g_test_add_func ("/remit/at-random", test_at_random);
  return g_test_run ();
}
