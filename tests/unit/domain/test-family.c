// SPDX-License-Identifier: AGPL-3.0-or-later
// What families pay: to the oldest first, never more than they gave, and taken back whole.

#include <string.h>

#include "billed.h"
#include "wabi-family-account.h"

#define TODAY "2026-04-15"

/* Each of the two sessions leaves $8 to the family. */
static void
set_up (Billed *billed)
{
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (billed);
  billed_answer_both (billed, writer, "1", 1, 5000, 800, "CO*45*10|PR*2*8", NULL);
  g_assert_true (billed_import (billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (billed, "EFT1"));
}

static gboolean
pay (Billed *billed, const char *id, gint64 cents, const char *reference)
{
  return billed_give (billed->practice, "family-payment.record",
                      "{'id':'%s','client':'" CLIENT "','method':'check','reference':'%s','cents':%" G_GINT64_FORMAT ",'date':'" TODAY "'}", id, reference,
                      cents);
}

static void
check_account (Billed *billed, gint64 due, gint64 credit)
{
  g_autoptr (WabiFamilyAccount) account = wabi_family_account_new (&billed->practice->view, CLIENT, TODAY);
  gint64 by_age = 0;

  g_assert_cmpint (account->due, ==, due);
  g_assert_cmpint (account->credit, ==, credit);
  for (guint i = 0; i < G_N_ELEMENTS (account->ages); i++)
    by_age += account->ages[i];
  g_assert_cmpint (by_age, ==, due);
}

static void
test_pays_oldest_first (void)
{
  Billed billed;
  g_autofree char *one = NULL, *two = NULL;

  set_up (&billed);
  one = billed_new_id ();
  two = billed_new_id ();
  check_account (&billed, 1600, 0);
  g_assert_true (pay (&billed, one, 1000, "1021"));
  billed_check_charge (&billed, billed.one, 5000, 1000, 800, 0);
  billed_check_charge (&billed, billed.two, 5000, 1000, 800, 600);
  check_account (&billed, 600, 0);
  g_assert_true (pay (&billed, two, 1000, "1022"));
  check_account (&billed, 0, 400);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_FAMILY), ==, 2000);
  billed_tear_down (&billed);
}

static void
test_returned (void)
{
  Billed billed;
  g_autofree char *one = NULL;

  set_up (&billed);
  one = billed_new_id ();
  g_assert_true (pay (&billed, one, 2000, "1021"));
  check_account (&billed, 0, 400);
  g_assert_true (billed_give (billed.practice, "family-payment.return", "{'id':'%s','words':'bounced'}", one));
  check_account (&billed, 1600, 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_FAMILY), ==, 0);
  g_assert_false (billed_give (billed.practice, "family-payment.return", "{'id':'%s','words':'bounced'}", one));
  g_assert_cmpstr (billed.practice->code, ==, "returned");
  billed_tear_down (&billed);
}

static void
test_refund (void)
{
  Billed billed;
  g_autofree char *one = NULL, *back = NULL, *more = NULL;

  set_up (&billed);
  one = billed_new_id ();
  back = billed_new_id ();
  more = billed_new_id ();
  g_assert_true (pay (&billed, one, 2000, "1021"));
  g_assert_true (billed_give (billed.practice, "family.refund", "{'id':'%s','client':'" CLIENT "','cents':400,'words':'paid too much'}", back));
  check_account (&billed, 0, 0);
  g_assert_false (billed_give (billed.practice, "family.refund", "{'id':'%s','client':'" CLIENT "','cents':1,'words':'again'}", more));
  g_assert_cmpstr (billed.practice->code, ==, "credit-overdrawn");
  /* Typed wrongly: it is the family's credit again, once, and can be given back again. */
  g_assert_true (billed_give (billed.practice, "family.take-refund-back", "{'id':'%s','words':'not sent'}", back));
  g_assert_false (billed_give (billed.practice, "family.take-refund-back", "{'id':'%s','words':'not sent'}", back));
  g_assert_true (billed_give (billed.practice, "family.refund", "{'id':'%s','client':'" CLIENT "','cents':400,'words':'paid too much'}", more));
  /* Once refunded, the check cannot bounce back out of nothing. */
  g_assert_false (billed_give (billed.practice, "family-payment.return", "{'id':'%s','words':'bounced'}", one));
  check_account (&billed, 0, 0);
  billed_tear_down (&billed);
}

/* The payer takes its answer back and says that the family owes less: what the family paid too much is its credit, and can be given back. */
static void
test_overpaid (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (2, "EFT2");
  g_autofree char *one = NULL, *back = NULL;

  set_up (&billed);
  one = billed_new_id ();
  back = billed_new_id ();
  g_assert_true (pay (&billed, one, 1600, "1021"));
  billed_answer_both (&billed, writer, "22", -1, 5000, 800, "CO*45*-10|PR*2*-8", NULL);
  billed_answer_both (&billed, writer, "1", 1, 5500, 300, "CO*45*10|PR*2*3", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT2"));
  billed_check_charge (&billed, billed.one, 5500, 1000, 300, -500);
  g_assert_true (billed_give (billed.practice, "family.refund", "{'id':'%s','client':'" CLIENT "','cents':1000,'words':'paid too much'}", back));
  billed_check_charge (&billed, billed.one, 5500, 1000, 300, 0);
  check_account (&billed, 0, 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_FAMILY), ==, 600);
  billed_tear_down (&billed);
}

/* Credit that was applied later, under no payment's name, does not keep a check from bouncing. */
static void
test_returned_after_apply (void)
{
  Billed billed;
  RemitWriter *writer = billed_start (2, "EFT2");
  g_autofree char *one = NULL;

  set_up (&billed);
  one = billed_new_id ();
  g_assert_true (pay (&billed, one, 2200, "1021"));
  check_account (&billed, 0, 600);
  billed_answer_both (&billed, writer, "22", -1, 5000, 800, "CO*45*-10|PR*2*-8", NULL);
  billed_answer_both (&billed, writer, "1", 1, 4700, 1100, "CO*45*10|PR*2*11", NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT2"));
  g_assert_true (billed_give (billed.practice, "family.apply", "{'client':'" CLIENT "'}"));
  check_account (&billed, 0, 0);
  g_assert_true (billed_give (billed.practice, "family-payment.return", "{'id':'%s','words':'bounced'}", one));
  check_account (&billed, 2200, 0);
  g_assert_cmpint (billed_on_account (&billed, WABI_MONEY_CASH_FAMILY), ==, 0);
  billed_tear_down (&billed);
}

static void
test_refuses (void)
{
  Billed billed;
  g_autofree char *one = NULL;

  set_up (&billed);
  one = billed_new_id ();
  g_assert_false (pay (&billed, one, 1000, "4111 1111 1111 1111"));
  g_assert_cmpstr (billed.practice->code, ==, "card-number");
  g_assert_false (billed_give (billed.practice, "family-payment.record", "{'id':'%s','client':'" CLIENT "','method':'cash','cents':100,'date':'2026-04-16'}", one));
  g_assert_cmpstr (billed.practice->code, ==, "future");
  g_assert_cmpuint (billed_count (&billed, &wabi_kind_family_payment), ==, 0);
  billed_tear_down (&billed);
}

static void
test_statement (void)
{
  Billed billed;
  g_autofree char *one = NULL, *two = NULL, *first = NULL;
  g_autoptr (WabiRecord) statement = NULL;

  set_up (&billed);
  first = billed_new_id ();
  one = billed_new_id ();
  two = billed_new_id ();
  g_assert_true (pay (&billed, first, 300, "7"));
  g_assert_true (billed_give (billed.practice, "statement.make", "{'id':'%s','client':'" CLIENT "','language':'es','due':'2026-05-15'}", one));
  statement = memory_practice_get (billed.practice, &wabi_kind_statement, one);
  g_assert_cmpint (wabi_record_get_int (statement, "number"), ==, 1);
  g_assert_cmpint (wabi_record_get_int (statement, "total_cents"), ==, 1300);
  g_assert_cmpuint (json_array_get_length (wabi_record_get_array (statement, "lines")), ==, 2);
  g_assert_true (billed_give (billed.practice, "statement.make", "{'id':'%s','client':'" CLIENT "','language':'en'}", two));
  g_clear_object (&statement);
  statement = memory_practice_get (billed.practice, &wabi_kind_statement, two);
  g_assert_cmpint (wabi_record_get_int (statement, "number"), ==, 2);
  g_assert_false (billed_give (billed.practice, "statement.make", "{'id':'01900000-0000-7000-8000-0000000fffff','client':'" CLIENT_2 "','language':'en'}"));
  g_assert_cmpstr (billed.practice->code, ==, "nothing-owed");
  billed_tear_down (&billed);
}

/* ---- Rules ---- */

static void
test_share (void)
{
  static const struct
  {
    gint64 allowed;
    int days;
    WabiShareTerms terms;
    gint64 share, deductible_left, limit_left;
  } cases[] = {
    { 10000, 1, { 0, 0, 0, -1 }, 0, 0, -1 },
    { 10000, 1, { 0, 20, 0, -1 }, 2000, 0, -1 },
    { 10000, 1, { 0, 20, 5000, -1 }, 6000, 0, -1 },
    { 10000, 1, { 0, 20, 20000, -1 }, 10000, 10000, -1 },
    { 10000, 2, { 1500, 0, 0, -1 }, 3000, 0, -1 },
    { 1000, 2, { 1500, 0, 0, -1 }, 1000, 0, -1 },
    { 10000, 1, { 0, 20, 5000, 4000 }, 4000, 0, 0 },
    { 10000, 1, { 0, 20, 0, 0 }, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiShareTerms terms = cases[i].terms;

      g_assert_cmpint (wabi_family_share (cases[i].allowed, cases[i].days, &terms), ==, cases[i].share);
      g_assert_cmpint (terms.deductible_left_cents, ==, cases[i].deductible_left);
      g_assert_cmpint (terms.out_of_pocket_left_cents, ==, cases[i].limit_left);
    }
}

/* However it is cut, the share lies between nothing and what is allowed, and the limits only fall. */
static void
test_share_at_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++)
    {
      WabiShareTerms terms = { g_rand_int_range (rand, 0, 6000), g_rand_int_range (rand, 0, 101), g_rand_int_range (rand, 0, 300000),
                               g_rand_int_range (rand, -1, 500000) },
                     before = terms;
      gint64 allowed = g_rand_int_range (rand, 0, 200000), share = wabi_family_share (allowed, g_rand_int_range (rand, 0, 5), &terms);

      g_assert_cmpint (share, >=, 0);
      g_assert_cmpint (share, <=, allowed);
      g_assert_cmpint (terms.deductible_left_cents, <=, before.deductible_left_cents);
      g_assert_true (before.out_of_pocket_left_cents < 0 || share <= before.out_of_pocket_left_cents);
    }
}

static void
test_plan (void)
{
  WabiDay first = wabi_day_from_text ("2026-01-31");

  g_assert_cmpint (wabi_plan_due (10000, 2500, "month", first, wabi_day_from_text ("2026-01-30")), ==, 0);
  g_assert_cmpint (wabi_plan_due (10000, 2500, "month", first, first), ==, 2500);
  g_assert_cmpint (wabi_plan_due (10000, 2500, "month", first, wabi_day_from_text ("2026-02-27")), ==, 2500);
  g_assert_cmpint (wabi_plan_due (10000, 2500, "month", first, wabi_day_from_text ("2026-02-28")), ==, 5000);
  g_assert_cmpint (wabi_plan_due (10000, 3000, "month", first, wabi_day_from_text ("2027-01-01")), ==, 10000);
  g_assert_cmpint (wabi_plan_due (10000, 2500, "week", first, first + 14), ==, 7500);
  g_assert_cmpint (wabi_plan_due (10000, 2500, "two-weeks", first, first + 14), ==, 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/family/pays-oldest-first", test_pays_oldest_first);
  g_test_add_func ("/family/returned", test_returned);
  g_test_add_func ("/family/refund", test_refund);
  g_test_add_func ("/family/overpaid", test_overpaid);
  g_test_add_func ("/family/returned-after-apply", test_returned_after_apply);
  g_test_add_func ("/family/refuses", test_refuses);
  g_test_add_func ("/family/statement", test_statement);
  g_test_add_func ("/family/share", test_share);
  g_test_add_func ("/family/share-at-random", test_share_at_random);
  g_test_add_func ("/family/plan", test_plan);
  return g_test_run ();
}
