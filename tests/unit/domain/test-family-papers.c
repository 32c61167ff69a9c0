// SPDX-License-Identifier: AGPL-3.0-or-later
// What families read: statements and estimates in both languages, payment plans, and what their insurance leaves to them.

#include <string.h>

#include "billed.h"
#include "wabi-estimate.h"
#include "wabi-statement-text.h"

#define TODAY "2026-04-15"
#define PLAN "01900000-0000-7000-8000-00000000aa01"

/* Each of the two sessions asks $68, is paid $50, and leaves $8 to the family. */
static void
set_up (Billed *billed)
{
  RemitWriter *writer = billed_start (1, "EFT1");

  billed_set_up (billed);
  billed_answer_both (billed, writer, "1", 1, 5000, 800, "CO*45*10|PR*3*8", NULL);
  g_assert_true (billed_import (billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (billed, "EFT1"));
}

static gboolean
pay (Billed *billed, const char *id, gint64 cents, const char *more)
{
  return billed_give (billed->practice, "family-payment.record",
                      "{'id':'%s','client':'" CLIENT "','method':'check','cents':%" G_GINT64_FORMAT ",'date':'" TODAY "'%s}", id, cents, more);
}

static void
check_says (JsonArray *sheet, const char *words)
{
  g_autofree char *text = wabi_sheet_to_text (sheet);

  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in:\n%s", words, text);
}

static void
check_silent (JsonArray *sheet, const char *words)
{
  g_autofree char *text = wabi_sheet_to_text (sheet);

  if (strstr (text, words) != NULL)
    g_error ("“%s” is in:\n%s", words, text);
}

static WabiRecord *
make_statement (Billed *billed, const char *language)
{
  g_autofree char *id = billed_new_id ();

  g_assert_true (billed_give (billed->practice, "statement.make", "{'id':'%s','client':'" CLIENT "','language':'%s','due':'2026-05-15'}", id, language));
  return memory_practice_get (billed->practice, &wabi_kind_statement, id);
}

static void
test_statement_english (void)
{
  Billed billed;
  g_autofree char *id = NULL;
  g_autoptr (WabiRecord) statement = NULL;
  JsonArray *sheet;

  set_up (&billed);
  id = billed_new_id ();
  g_assert_true (pay (&billed, id, 300, ""));
  statement = make_statement (&billed, "en");
  sheet = wabi_record_get_array (statement, "sheet");
  check_says (sheet, "Statement number 1");
  check_says (sheet, "For the services of Ava Okafor");
  check_says (sheet, "Grace Okafor\n12 Heron Ct\nCedar Grove, OH 43999-0002");
  check_says (sheet, "Please pay by May 15, 2026 | $13.00");
  check_says (sheet, "Mar 9, 2026 | Therapy session | $68.00 | $50.00 | $10.00 | $8.00 | $3.00 | $5.00");
  check_says (sheet, "Mar 10, 2026 | Therapy session | $68.00 | $50.00 | $10.00 | $8.00 | $0.00 | $8.00");
  check_says (sheet, "April 15, 2026 | $3.00");
  check_says (sheet, "write “Statement 1” on it");
  check_says (sheet, "copay (a fixed amount for a day)");
  check_silent (sheet, "Your payment plan");
  check_silent (sheet, "{");
  billed_tear_down (&billed);
}

static void
test_statement_spanish (void)
{
  Billed billed;
  g_autoptr (WabiRecord) statement = NULL;
  JsonArray *sheet;

  set_up (&billed);
  statement = make_statement (&billed, "es");
  sheet = wabi_record_get_array (statement, "sheet");
  check_says (sheet, "Estado de cuenta número 1");
  check_says (sheet, "Pague antes del 15 de mayo de 2026 o ese mismo día | $16.00");
  check_says (sheet, "9 mar. 2026 | Sesión de terapia | $68.00 | $50.00 | $10.00 | $8.00 | $0.00 | $8.00");
  check_says (sheet, "copago (una cantidad fija por día)");
  check_silent (sheet, "Your");
  check_silent (sheet, "{");
  billed_tear_down (&billed);
}

/* What was paid and told before is not told again; a credit is not asked for. */
static void
test_statement_later (void)
{
  Billed billed;
  g_autofree char *one = NULL, *two = NULL;
  g_autoptr (WabiRecord) first = NULL, second = NULL, third = NULL;

  set_up (&billed);
  one = billed_new_id ();
  two = billed_new_id ();
  g_assert_true (pay (&billed, one, 800, ""));
  first = make_statement (&billed, "en");
  check_says (wabi_record_get_array (first, "sheet"), "Mar 9, 2026");
  second = make_statement (&billed, "en");
  check_silent (wabi_record_get_array (second, "sheet"), "Mar 9, 2026");
  check_says (wabi_record_get_array (second, "sheet"), "Mar 10, 2026");
  check_silent (wabi_record_get_array (second, "sheet"), "Thank you for what you paid");
  g_assert_true (pay (&billed, two, 1000, ""));
  third = make_statement (&billed, "en");
  check_says (wabi_record_get_array (third, "sheet"), "You owe nothing. Your credit | $2.00");
  check_silent (wabi_record_get_array (third, "sheet"), "How to pay");
  check_says (wabi_record_get_array (first, "sheet"), "Please pay by May 15, 2026 | $8.00");
  billed_tear_down (&billed);
}

/* While a payer has not answered, the family is told so and asked for nothing. */
static void
test_statement_waiting (void)
{
  WabiFamilyAccount account = { .lines = g_ptr_array_new (), .waiting = 6800 };
  WabiStatementFacts facts = { .language = "en", .number = 7, .date = wabi_day_from_text (TODAY), .due = WABI_DAY_NONE, .account = &account };
  JsonArray *sheet = wabi_statement_write (&facts);

  check_says (sheet, "Still with your insurance: $68.00. You do not owe this now.");
  check_says (sheet, "Nothing is due now | $0.00");
  json_array_unref (sheet);
  g_ptr_array_unref (account.lines);
}

/* --- Plans --- */

static gboolean
begin_plan (Billed *billed, const char *id, int total, int each)
{
  return billed_give (billed->practice, "payment-plan.begin",
                      "{'id':'%s','client':'" CLIENT "','total_cents':%d,'each_cents':%d,'every':'month','first':'2026-05-01'}", id, total, each);
}

static void
check_plan (Billed *billed, const char *state, gint64 paid, gint64 behind)
{
  g_autoptr (WabiRecord) plan = memory_practice_get (billed->practice, &wabi_kind_payment_plan, PLAN);
  WabiPlanState stands;

  g_assert_cmpstr (wabi_record_get_text (plan, "state"), ==, state);
  wabi_plan_read (&billed->practice->view, plan, wabi_day_from_text ("2026-05-15"), &stands);
  g_assert_cmpint (stands.paid, ==, paid);
  g_assert_cmpint (stands.behind, ==, behind);
}

static void
test_plan (void)
{
  Billed billed;
  g_autofree char *one = NULL, *two = NULL, *other = NULL;

  set_up (&billed);
  one = billed_new_id ();
  two = billed_new_id ();
  other = billed_new_id ();
  g_assert_false (begin_plan (&billed, PLAN, 1000, 1100));
  g_assert_cmpstr (billed.practice->code, ==, "plan-each");
  g_assert_true (begin_plan (&billed, PLAN, 1600, 400));
  g_assert_false (begin_plan (&billed, other, 1600, 400));
  g_assert_cmpstr (billed.practice->code, ==, "plan-going");
  check_plan (&billed, "active", 0, 400);
  g_assert_true (pay (&billed, one, 400, ",'plan':'" PLAN "'"));
  check_plan (&billed, "active", 400, 0);
  g_assert_true (pay (&billed, two, 1200, ",'plan':'" PLAN "'"));
  check_plan (&billed, "done", 1600, 0);
  /* The check bounced: the plan goes on. */
  g_assert_true (billed_give (billed.practice, "family-payment.return", "{'id':'%s','words':'bounced'}", two));
  check_plan (&billed, "active", 400, 0);
  g_assert_true (billed_give (billed.practice, "payment-plan.end", "{'id':'" PLAN "','state':'broken'}"));
  g_assert_false (pay (&billed, other, 100, ",'plan':'" PLAN "'"));
  g_assert_cmpstr (billed.practice->code, ==, "plan-over");
  g_assert_true (billed_give (billed.practice, "payment-plan.end", "{'id':'" PLAN "','state':'active'}"));
  check_plan (&billed, "active", 400, 0);
  billed_tear_down (&billed);
}

/* A family on a plan is asked for the plan's payment, and for what it owes besides. */
static void
test_plan_on_statement (void)
{
  Billed billed;
  g_autoptr (WabiRecord) statement = NULL;

  set_up (&billed);
  g_assert_true (begin_plan (&billed, PLAN, 1200, 300));
  statement = make_statement (&billed, "en");
  check_says (wabi_record_get_array (statement, "sheet"), "Later, by your payment plan | -$9.00");
  check_says (wabi_record_get_array (statement, "sheet"), "Please pay by May 15, 2026 | $7.00");
  check_says (wabi_record_get_array (statement, "sheet"), "the next payment is $3.00 on June 1, 2026");
  g_assert_cmpint (wabi_record_get_int (statement, "total_cents"), ==, 1600);
  billed_tear_down (&billed);
}

static void
test_plan_days (void)
{
  WabiDay first = wabi_day_from_text ("2026-01-31");

  g_assert_cmpint (wabi_plan_next_day (10000, 2500, "month", first, first - 1), ==, first);
  g_assert_cmpint (wabi_plan_next_day (10000, 2500, "month", first, first), ==, wabi_day_from_text ("2026-02-28"));
  g_assert_cmpint (wabi_plan_next_day (10000, 2500, "month", first, wabi_day_from_text ("2026-04-30")), ==, WABI_DAY_NONE);
  g_assert_cmpint (wabi_plan_next_day (10000, 3000, "week", first, first + 20), ==, first + 21);
  g_assert_cmpint (wabi_plan_ask (NULL, 500), ==, 500);
  g_assert_cmpint (wabi_plan_ask (&(WabiPlanState){ .left = 300, .behind = 100 }, 500), ==, 300);
  g_assert_cmpint (wabi_plan_ask (&(WabiPlanState){ .left = 900, .behind = 100 }, 500), ==, 100);
  g_assert_cmpint (wabi_plan_ask (&(WabiPlanState){ .left = 900, .behind = 100 }, -500), ==, 0);
}

/* --- What insurance leaves --- */

static void
tell_benefit (Billed *billed, const char *date, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','coverage':'" COVERAGE "','payer':'" PAYER "','asked_at':1,'date':'%s','state':'active'%s}", date, more);

  memory_practice_put (billed->practice, &wabi_kind_benefit, "01900000-0000-7000-8000-00000000bb01", body);
}

static void
test_benefit (void)
{
  Billed billed;
  g_auto (WabiFamilyBenefit) benefit = { 0 };
  g_autofree char *id = NULL;
  WabiDay today = wabi_day_from_text (TODAY);

  set_up (&billed);
  g_assert_false (wabi_family_benefit_read (&billed.practice->view, CLIENT, today, &benefit));
  g_assert_cmpint (wabi_family_copay_due (&billed.practice->view, CLIENT, today), ==, 0);
  tell_benefit (&billed, "2026-02-01", ",'copay_cents':800,'deductible_left_cents':5000,'out_of_pocket_left_cents':10000");
  g_assert_true (wabi_family_benefit_read (&billed.practice->view, CLIENT, today, &benefit));
  g_assert_true (benefit.has_copay && benefit.has_deductible && benefit.has_limit && !benefit.is_old);
  /* The remittance took two copayments of $8, which count against the limit and not against the deductible. */
  g_assert_cmpint (benefit.taken[2], ==, 1600);
  g_assert_cmpint (benefit.terms.deductible_left_cents, ==, 5000);
  g_assert_cmpint (benefit.terms.out_of_pocket_left_cents, ==, 8400);
  wabi_family_benefit_clear (&benefit);
  /* Told after the remittance: the payer has counted it already. */
  tell_benefit (&billed, "2026-04-30", ",'copay_cents':800,'out_of_pocket_left_cents':10000");
  g_assert_true (wabi_family_benefit_read (&billed.practice->view, CLIENT, wabi_day_from_text ("2026-04-30"), &benefit));
  g_assert_cmpint (benefit.terms.out_of_pocket_left_cents, ==, 10000);
  g_assert_false (benefit.has_deductible);
  g_assert_cmpint (wabi_family_copay_due (&billed.practice->view, CLIENT, today), ==, 800);
  id = billed_new_id ();
  g_assert_true (pay (&billed, id, 500, ""));
  g_assert_cmpint (wabi_family_copay_due (&billed.practice->view, CLIENT, today), ==, 300);
  g_assert_cmpint (wabi_family_copay_due (&billed.practice->view, CLIENT, today + 1), ==, 800);
  billed_tear_down (&billed);
}

/* An answer of last year: the limits began anew. */
static void
test_benefit_of_last_year (void)
{
  Billed billed;
  g_auto (WabiFamilyBenefit) benefit = { 0 };

  set_up (&billed);
  tell_benefit (&billed, "2025-11-01", ",'deductible_cents':20000,'deductible_left_cents':0,'out_of_pocket_cents':40000,'out_of_pocket_left_cents':100");
  g_assert_true (wabi_family_benefit_read (&billed.practice->view, CLIENT, wabi_day_from_text (TODAY), &benefit));
  g_assert_true (benefit.is_old);
  g_assert_cmpint (benefit.terms.deductible_left_cents, ==, 20000);
  g_assert_cmpint (benefit.terms.out_of_pocket_left_cents, ==, 40000 - 1600);
  billed_tear_down (&billed);
}

/* --- Estimates --- */

static WabiEstimate *
look_ahead (Billed *billed, const char *client)
{
  return wabi_estimate_new (&billed->practice->view, ZONE, client, wabi_day_from_text ("2026-05-01"), wabi_day_from_text ("2026-05-31"), wabi_day_from_text (TODAY));
}

static void
book (Billed *billed, const char *client, int day, const char *status)
{
  g_autofree char *id = billed_new_id ();
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_ymd (2026, 5, day), 600);
  g_autofree char *body = g_strdup_printf ("{'client':'%s','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','service_code':'97153','place':'12','status':'%s'}",
                                           client, start, start + 60 * WABI_MINUTE, status);

  memory_practice_put (billed->practice, &wabi_kind_appointment, id, body);
}

static void
test_estimate (void)
{
  Billed billed;
  g_autoptr (WabiEstimate) estimate = NULL;
  JsonArray *lines;
  gint64 total, family;

  set_up (&billed);
  tell_benefit (&billed, "2026-04-14", ",'copay_cents':800");
  book (&billed, CLIENT, 4, "scheduled");
  book (&billed, CLIENT, 5, "scheduled");
  book (&billed, CLIENT, 6, "cancelled");
  estimate = look_ahead (&billed, CLIENT);
  g_assert_true (estimate->insured);
  g_assert_cmpuint (estimate->items->len, ==, 1);
  lines = wabi_estimate_count (estimate, &total, &family);
  /* Two hours of $17 a unit; the payer allowed $58 for each four units before; a copayment for each day. */
  g_assert_cmpint (total, ==, 8 * 1700);
  g_assert_cmpint (wabi_json_peek_int (json_array_get_object_element (lines, 0), "allowed", 0), ==, 2 * 5800);
  g_assert_cmpint (family, ==, 1600);
  g_assert_cmpint (((WabiEstimateItem *) g_ptr_array_index (estimate->items, 0))->authorized, ==, 40 * 31 / 180);
  json_array_unref (lines);
  billed_tear_down (&billed);
}

static void
test_estimate_kept (void)
{
  Billed billed;
  g_autofree char *id = NULL, *other = NULL;
  g_autoptr (WabiRecord) estimate = NULL;
  const char *whole = "{'id':'%s','client':'" CLIENT "','from_date':'2026-05-01','to_date':'%s','language':'%s','lines':[{'code':'97153','units':8,'rate_cents':1700,"
                      "'asked':%d,'family':13600}],'total_cents':13600,'family_cents':13600}";
  g_autofree char *wrong = NULL;

  set_up (&billed);
  id = billed_new_id ();
  other = billed_new_id ();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_assert_false (billed_give (billed.practice, "estimate.make", whole, id, "2026-05-31", "es", 13500));
  g_assert_cmpstr (billed.practice->code, ==, "line");
  g_assert_false (billed_give (billed.practice, "estimate.make", whole, id, "2027-05-01", "es", 13600));
  g_assert_cmpstr (billed.practice->code, ==, "range");
  g_assert_true (billed_give (billed.practice, "estimate.make", whole, id, "2027-04-30", "es", 13600));
  estimate = memory_practice_get (billed.practice, &wabi_kind_estimate, id);
  check_says (wabi_record_get_array (estimate, "sheet"), "Estimación de buena fe");
  check_says (wabi_record_get_array (estimate, "sheet"), "Sesión de terapia (97153) | 8 | $17.00 | $136.00 | $136.00");
  check_says (wabi_record_get_array (estimate, "sheet"), "al menos $400 más");
  check_says (wabi_record_get_array (estimate, "sheet"), "F84.0");
  check_silent (wabi_record_get_array (estimate, "sheet"), "The");
  g_clear_object (&estimate);
  g_assert_true (billed_give (billed.practice, "estimate.make", whole, other, "2026-05-31", "en", 13600));
#pragma GCC diagnostic pop
  estimate = memory_practice_get (billed.practice, &wabi_kind_estimate, other);
  check_says (wabi_record_get_array (estimate, "sheet"), "at least $400 more than this estimate");
  check_says (wabi_record_get_array (estimate, "sheet"), "This is not a contract.");
  check_says (wabi_record_get_array (estimate, "sheet"), "You would pay");
  check_says (wabi_record_get_array (estimate, "sheet"), "1-800-985-3059");
  billed_tear_down (&billed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/family-papers/statement-english", test_statement_english);
  g_test_add_func ("/family-papers/statement-spanish", test_statement_spanish);
  g_test_add_func ("/family-papers/statement-later", test_statement_later);
  g_test_add_func ("/family-papers/statement-waiting", test_statement_waiting);
  g_test_add_func ("/family-papers/plan", test_plan);
  g_test_add_func ("/family-papers/plan-on-statement", test_plan_on_statement);
  g_test_add_func ("/family-papers/plan-days", test_plan_days);
  g_test_add_func ("/family-papers/benefit", test_benefit);
  g_test_add_func ("/family-papers/benefit-of-last-year", test_benefit_of_last_year);
  g_test_add_func ("/family-papers/estimate", test_estimate);
  g_test_add_func ("/family-papers/estimate-kept", test_estimate_kept);
  return g_test_run ();
}
