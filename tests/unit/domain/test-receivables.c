// SPDX-License-Identifier: AGPL-3.0-or-later
// Reports: ages, claim rates, closed months; and whatever happens to the books, each report's total is what the books hold.

#include <string.h>

#include "memory-practice.h"
#include "wabi-receivables.h"

#define NOW G_GINT64_CONSTANT (1786000000000000) /* August 6, 2026 */
#define CHARGE "01900000-0000-7000-8000-00000000c00%u"
#define CLAIM "01900000-0000-7000-8000-00000000d00%u"
#define MONTH_ID "01900000-0000-7000-8000-00000000e00%u"
#define PAYER_2 "01900000-0000-7000-8000-000000000014"
#define N_CHARGES 6

/* One charge in each age as of July 31, and one more. */
static const char *const dates[N_CHARGES] = { "2026-07-20", "2026-06-20", "2026-05-20", "2026-04-20", "2026-03-02", "2026-07-31" };

static MemoryPractice *
open_books (void)
{
  MemoryPractice *practice = memory_practice_new (NOW);

  memory_practice_furnish (practice);
  for (guint i = 0; i < N_CHARGES; i++)
    {
      g_autofree char *charge = g_strdup_printf (CHARGE, i), *claim = g_strdup_printf (CLAIM, i);
      const char *client = i % 2 == 0 ? CLIENT : CLIENT_2, *payer = i % 3 == 0 ? PAYER_2 : PAYER;
      g_autofree char *body
          = g_strdup_printf ("{'session':'" PROGRAM "','note':'" PROGRAM "','client':'%s','staff':'%s','payer':'%s','service_code':'%s','place':'12',"
                             "'starts_at':1772900000000000,'ends_at':1772907200000000,'date':'%s','minutes':120,'units':8,'amount_cents':%u,"
                             "'state':'claimed','claim':'%s'}",
                             client, i < 3 ? RBT : BCBA, payer, i < 4 ? "97153" : "97155", dates[i], 10000 + i, claim);
      g_autofree char *claim_body = g_strdup_printf ("{'control':'WC%u','payer':'%s','client':'%s','charges':['%s'],'total_cents':%u,"
                                                     "'state':'submitted','frequency':'1','submitted_at':1780000000000000}",
                                                     i, payer, client, charge, 10000 + i);

      memory_practice_put (practice, &wabi_kind_charge, charge, body);
      memory_practice_put (practice, &wabi_kind_claim, claim, claim_body);
    }
  return practice;
}

typedef struct
{
  WabiMoneyEntry entry;
  const char *reverse, *reverse_on;
  char *id;
} Order;

static gboolean
carry_out (WabiContext *context, gpointer data, GError **error)
{
  Order *order = data;

  if (order->reverse != NULL)
    return wabi_money_reverse (context, order->reverse, NULL, order->reverse_on, NULL, &order->id, error);
  return wabi_money_post (context, &order->entry, &order->id, error);
}

/* An entry on a charge, with the charge's own client and payer. */
static char *
post (MemoryPractice *practice, guint i, const char *kind, const char *date, WabiMoneyAccount debit, WabiMoneyAccount credit, gint64 cents)
{
  g_autofree char *charge = g_strdup_printf (CHARGE, i), *claim = g_strdup_printf (CLAIM, i);
  gboolean bare = strcmp (kind, "family_payment") == 0 || strcmp (kind, "suspense") == 0;
  Order order = { .entry = { .kind = kind, .date = date, .client = i % 2 == 0 ? CLIENT : CLIENT_2,
                             .payer = strcmp (kind, "family_payment") == 0 || strcmp (kind, "apply") == 0 ? NULL : i % 3 == 0 ? PAYER_2 : PAYER,
                             .charge = bare ? NULL : charge, .claim = bare ? NULL : claim, .legs = { { debit, cents }, { credit, -cents } } } };

  return memory_practice_run (practice, "billing", carry_out, &order) ? order.id : NULL;
}

static void
bill (MemoryPractice *practice, guint i, const char *date)
{
  g_autofree char *id = post (practice, i, "bill", date, WABI_MONEY_RECEIVABLE_PAYER, WABI_MONEY_REVENUE, 10000 + i);

  g_assert_nonnull (id);
}

/* ---- ages ---- */

static void
test_ages (void)
{
  static const struct { int days; WabiAge age; } cases[] = {
    { -3, WABI_AGE_30 }, { 0, WABI_AGE_30 }, { 30, WABI_AGE_30 }, { 31, WABI_AGE_60 }, { 60, WABI_AGE_60 }, { 61, WABI_AGE_90 },
    { 90, WABI_AGE_90 }, { 91, WABI_AGE_120 }, { 120, WABI_AGE_120 }, { 121, WABI_AGE_OLDER }, { 4000, WABI_AGE_OLDER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (wabi_age_from_days (cases[i].days), ==, cases[i].age);
  g_assert_cmpint (wabi_receivables_count_days (450000, 900000, 90), ==, 450);
  g_assert_cmpint (wabi_receivables_count_days (1, 0, 90), ==, -1);
}

static const WabiOwed *
find_owed (GPtrArray *rows, const char *payer, const char *client)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const WabiOwed *owed = g_ptr_array_index (rows, i);

      if (g_strcmp0 (owed->payer, payer) == 0 && g_strcmp0 (owed->client, client) == 0)
        return owed;
    }
  g_error ("nobody owes this");
}

static void
test_owed (void)
{
  g_autoptr (MemoryPractice) practice = open_books ();
  g_autoptr (GPtrArray) now = NULL, before = NULL;
  g_autoptr (GError) error = NULL;
  const WabiOwed *owed;

  for (guint i = 0; i < N_CHARGES; i++)
    bill (practice, i, "2026-07-31");
  g_free (post (practice, 1, "payment", "2026-08-02", WABI_MONEY_CASH_PAYER, WABI_MONEY_RECEIVABLE_PAYER, 4000));
  g_free (post (practice, 1, "transfer", "2026-08-02", WABI_MONEY_RECEIVABLE_FAMILY, WABI_MONEY_RECEIVABLE_PAYER, 6001));
  g_free (post (practice, 1, "family_payment", "2026-08-03", WABI_MONEY_CASH_FAMILY, WABI_MONEY_FAMILY_CREDIT, 1001));
  g_free (post (practice, 1, "apply", "2026-08-03", WABI_MONEY_FAMILY_CREDIT, WABI_MONEY_RECEIVABLE_FAMILY, 1001));
  before = wabi_receivables_list (&practice->view, wabi_day_from_text ("2026-07-31"), &error);
  g_assert_no_error (error);
  owed = find_owed (before, PAYER, CLIENT_2); /* charges 1 and 5 */
  g_assert_cmpint (owed->cents[WABI_AGE_60], ==, 10001);
  g_assert_cmpint (owed->cents[WABI_AGE_30], ==, 10005);
  g_assert_cmpint (owed->total, ==, 20006);
  owed = find_owed (before, PAYER, CLIENT); /* charges 2 and 4 */
  g_assert_cmpint (owed->cents[WABI_AGE_90], ==, 10002);
  g_assert_cmpint (owed->cents[WABI_AGE_OLDER], ==, 10004);
  owed = find_owed (before, PAYER_2, CLIENT_2); /* charge 3, 102 days old */
  g_assert_cmpint (owed->cents[WABI_AGE_120], ==, 10003);
  g_assert_cmpuint (before->len, ==, 4);
  now = wabi_receivables_list (&practice->view, wabi_day_from_text ("2026-08-06"), &error);
  g_assert_no_error (error);
  owed = find_owed (now, NULL, CLIENT_2);
  g_assert_cmpint (owed->cents[WABI_AGE_60], ==, 5000);
  g_assert_cmpint (owed->total, ==, 5000);
  g_assert_cmpint (find_owed (now, PAYER, CLIENT_2)->total, ==, 10005);
}

/* ---- claims ---- */

static void
set_claim (MemoryPractice *practice, guint i, const char *state)
{
  g_autofree char *id = g_strdup_printf (CLAIM, i), *charge = g_strdup_printf (CHARGE, i);
  g_autofree char *body = g_strdup_printf ("{'control':'WC%u','payer':'" PAYER "','client':'" CLIENT "','charges':['%s'],'total_cents':1,'state':'%s',"
                                           "'frequency':'1','submitted_at':1780000000000000}",
                                           i, charge, state);

  memory_practice_put (practice, &wabi_kind_claim, id, body);
}

static void
test_rates (void)
{
  static const char *const states[N_CHARGES] = { "paid", "paid", "partial", "denied", "submitted", "paid" };
  g_autoptr (MemoryPractice) practice = open_books ();
  g_autofree char *denied = g_strdup_printf (CLAIM, 2u), *rejected = g_strdup_printf (CLAIM, 5u);
  g_autofree char *denial = g_strdup_printf ("{'claim':'%s','client':'" CLIENT "','payer':'" PAYER "','cents':100,'date':'2026-07-01','state':'open'}", denied);
  g_autofree char *event = g_strdup_printf ("{'claim':'%s','client':'" CLIENT "','at':1781000000000000,'step':'277CA','outcome':'rejected'}", rejected);
  g_autoptr (GPtrArray) rates = NULL, earlier = NULL;
  g_autoptr (GError) error = NULL;
  const WabiClaimRate *rate;

  for (guint i = 0; i < N_CHARGES; i++)
    set_claim (practice, i, states[i]);
  memory_practice_put (practice, &wabi_kind_denial, "01900000-0000-7000-8000-00000000f001", denial);
  memory_practice_put (practice, &wabi_kind_claim_event, "01900000-0000-7000-8000-00000000f002", event);
  rates = wabi_claim_rates_list (&practice->view, 1779000000000000, 1781000000000000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rates->len, ==, 1);
  rate = g_ptr_array_index (rates, 0);
  g_assert_cmpstr (rate->payer, ==, PAYER);
  g_assert_cmpuint (rate->sent, ==, 6);
  g_assert_cmpuint (rate->decided, ==, 5);
  g_assert_cmpuint (rate->clean, ==, 2); /* 0 and 1: 2 was denied in part, 5 rejected on its way */
  g_assert_cmpuint (rate->denied, ==, 2);
  g_assert_cmpuint (rate->rejected, ==, 1);
  earlier = wabi_claim_rates_list (&practice->view, 0, 1779000000000000, &error);
  g_assert_cmpuint (earlier->len, ==, 0);
}

/* ---- months ---- */

static gboolean
give (MemoryPractice *practice, guint roles, const char *name, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
give (MemoryPractice *practice, guint roles, const char *name, const char *format, ...)
{
  g_autofree char *args = NULL;
  va_list list;

  va_start (list, format);
  args = g_strdup_vprintf (format, list);
  va_end (list);
  return memory_practice_do (practice, DESK, roles, TRUE, name, args);
}

static gboolean
close_month (MemoryPractice *practice, guint id, const char *month)
{
  return give (practice, WABI_ROLE_BILLER, "month.close", "{'id':'" MONTH_ID "','month':'%s'}", id, month);
}

static void
check_total (WabiRecord *record, const char *account, gint64 debit, gint64 credit, gint64 balance)
{
  JsonArray *totals = wabi_record_get_array (record, "totals");

  for (guint i = 0; i < json_array_get_length (totals); i++)
    {
      JsonObject *one = json_array_get_object_element (totals, i);

      if (strcmp (json_object_get_string_member (one, "account"), account) != 0)
        continue;
      g_assert_cmpint (json_object_get_int_member (one, "debit"), ==, debit);
      g_assert_cmpint (json_object_get_int_member (one, "credit"), ==, credit);
      g_assert_cmpint (json_object_get_int_member (one, "balance"), ==, balance);
      return;
    }
  g_error ("no total of %s", account);
}

static void
test_months (void)
{
  g_autoptr (MemoryPractice) practice = open_books ();
  g_autoptr (WabiRecord) may = NULL, june = NULL, opened = NULL;
  g_autofree char *id = g_strdup_printf (MONTH_ID, 1u), *second = g_strdup_printf (MONTH_ID, 2u);
  g_autofree char *refused = NULL, *paid = NULL;

  bill (practice, 2, "2026-05-31");
  bill (practice, 1, "2026-06-01");
  paid = post (practice, 2, "payment", "2026-06-30", WABI_MONEY_CASH_PAYER, WABI_MONEY_RECEIVABLE_PAYER, 4000);
  g_assert_false (close_month (practice, 1, "2026-8"));
  g_assert_cmpstr (practice->code, ==, "month");
  g_assert_false (close_month (practice, 1, "2026-08"));
  g_assert_cmpstr (practice->code, ==, "month-running");
  g_assert_false (close_month (practice, 1, "2026-06"));
  g_assert_cmpstr (practice->code, ==, "earlier-open");
  g_assert_false (give (practice, WABI_ROLE_BCBA, "month.close", "{'id':'%s','month':'2026-05'}", id));
  g_assert_true (close_month (practice, 1, "2026-05"));
  g_assert_false (close_month (practice, 3, "2026-05"));
  g_assert_cmpstr (practice->code, ==, "month-closed");
  g_assert_true (close_month (practice, 2, "2026-06"));
  may = memory_practice_get (practice, &wabi_kind_month_close, id);
  check_total (may, "receivable_payer", 10002, 0, 10002);
  check_total (may, "revenue", 0, 10002, -10002);
  june = memory_practice_get (practice, &wabi_kind_month_close, second);
  check_total (june, "receivable_payer", 10001, 4000, 16003);
  check_total (june, "cash_payer", 4000, 0, 4000);
  refused = post (practice, 2, "payment", "2026-05-31", WABI_MONEY_CASH_PAYER, WABI_MONEY_RECEIVABLE_PAYER, 1);
  g_assert_null (refused);
  g_assert_cmpstr (practice->code, ==, "month-closed");
  /* Only an administrator, with a reason, and the last one first. */
  g_assert_false (give (practice, WABI_ROLE_BILLER, "month.reopen", "{'month':'2026-06','reason':'a check was forgotten'}"));
  g_assert_false (give (practice, WABI_ROLE_ADMIN, "month.reopen", "{'month':'2026-06'}"));
  g_assert_false (give (practice, WABI_ROLE_ADMIN, "month.reopen", "{'month':'2026-05','reason':'a check was forgotten'}"));
  g_assert_cmpstr (practice->code, ==, "later-closed");
  g_assert_true (give (practice, WABI_ROLE_ADMIN, "month.reopen", "{'month':'2026-06','reason':'a check was forgotten'}"));
  g_assert_false (give (practice, WABI_ROLE_ADMIN, "month.reopen", "{'month':'2026-06','reason':'again'}"));
  g_assert_cmpstr (practice->code, ==, "month-open");
  opened = memory_practice_get (practice, &wabi_kind_month_close, second);
  g_assert_cmpstr (wabi_record_get_text (opened, "state"), ==, "reopened");
  g_assert_cmpstr (wabi_record_get_text (opened, "reopened_by"), ==, DESK);
  check_total (opened, "receivable_payer", 10001, 4000, 16003);
  g_free (post (practice, 2, "payment", "2026-06-30", WABI_MONEY_CASH_PAYER, WABI_MONEY_RECEIVABLE_PAYER, 6002));
  g_assert_true (close_month (practice, 4, "2026-06"));
}

/* ---- whatever happens ---- */

static void
check_books (MemoryPractice *practice, const WabiMoneyFilter *filter, WabiBooksBy first, WabiBooksBy second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = wabi_books_list (&practice->view, filter, first, second, &error);
  gint64 debits = 0, credits = 0;
  WabiMoneySums sums;

  g_assert_no_error (error);
  g_assert_true (wabi_money_sum (&practice->view, filter, &sums, &error));
  for (guint a = 1; a < WABI_MONEY_N_ACCOUNTS; a++)
    {
      gint64 total = 0;

      for (guint i = 0; i < rows->len; i++)
        {
          const WabiBooksRow *row = g_ptr_array_index (rows, i);

          g_assert_cmpint (row->debit[a], >=, 0);
          g_assert_cmpint (row->credit[a], >=, 0);
          total += wabi_books_row_get (row, (WabiMoneyAccount) a);
          debits += row->debit[a];
          credits += row->credit[a];
        }
      g_assert_cmpint (total, ==, sums.cents[a]);
    }
  if (filter->payer == NULL)
    g_assert_cmpint (debits, ==, credits);
}

static void
check_owed (MemoryPractice *practice, const char *day)
{
  const WabiMoneyFilter filter = { .to = day };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = wabi_receivables_list (&practice->view, wabi_day_from_text (day), &error);
  gint64 payers = 0, families = 0;
  WabiMoneySums sums;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const WabiOwed *owed = g_ptr_array_index (rows, i);
      gint64 total = 0;

      for (guint age = 0; age < WABI_N_AGES; age++)
        total += owed->cents[age];
      g_assert_cmpint (total, ==, owed->total);
      *(owed->payer != NULL ? &payers : &families) += total;
    }
  g_assert_true (wabi_money_sum (&practice->view, &filter, &sums, &error));
  g_assert_cmpint (payers, ==, sums.cents[WABI_MONEY_RECEIVABLE_PAYER]);
  g_assert_cmpint (families, ==, sums.cents[WABI_MONEY_RECEIVABLE_FAMILY]);
}

/* What the charges say of themselves, which worklists show, is the same money. */
static void
check_charges (MemoryPractice *practice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = wabi_receivables_list (&practice->view, wabi_day_from_text ("2026-12-31"), &error);
  gint64 owed = 0, balances = 0;

  for (guint i = 0; i < rows->len; i++)
    owed += ((WabiOwed *) g_ptr_array_index (rows, i))->total;
  for (guint i = 0; i < N_CHARGES; i++)
    {
      g_autofree char *id = g_strdup_printf (CHARGE, i);
      g_autoptr (WabiRecord) charge = memory_practice_get (practice, &wabi_kind_charge, id);

      balances += wabi_record_get_int (charge, "balance_cents");
    }
  g_assert_cmpint (owed, ==, balances);
}

static char *
do_anything (MemoryPractice *practice, GRand *rand, GPtrArray *posted)
{
  static const struct { const char *kind; WabiMoneyAccount debit, credit; } events[] = {
    { "bill", WABI_MONEY_RECEIVABLE_PAYER, WABI_MONEY_REVENUE },           { "payment", WABI_MONEY_CASH_PAYER, WABI_MONEY_RECEIVABLE_PAYER },
    { "adjustment", WABI_MONEY_CONTRACTUAL, WABI_MONEY_RECEIVABLE_PAYER }, { "transfer", WABI_MONEY_RECEIVABLE_FAMILY, WABI_MONEY_RECEIVABLE_PAYER },
    { "recoup", WABI_MONEY_RECEIVABLE_PAYER, WABI_MONEY_CASH_PAYER },      { "write_off", WABI_MONEY_WRITE_OFF, WABI_MONEY_RECEIVABLE_FAMILY },
    { "apply", WABI_MONEY_FAMILY_CREDIT, WABI_MONEY_RECEIVABLE_FAMILY },   { "family_payment", WABI_MONEY_CASH_FAMILY, WABI_MONEY_FAMILY_CREDIT },
    { "suspense", WABI_MONEY_CASH_PAYER, WABI_MONEY_SUSPENSE },            { "interest", WABI_MONEY_CASH_PAYER, WABI_MONEY_INTEREST },
  };
  guint event = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (events) + 3);
  g_autofree char *date = g_strdup_printf ("2026-%02d-%02d", g_rand_int_range (rand, 3, 9), g_rand_int_range (rand, 1, 29));

  if (event >= G_N_ELEMENTS (events) && posted->len > 0)
    {
      Order order = { .reverse = g_ptr_array_index (posted, (guint) g_rand_int_range (rand, 0, (int) posted->len)), .reverse_on = date };

      return memory_practice_run (practice, "billing", carry_out, &order) ? order.id : NULL;
    }
  event = MIN (event, G_N_ELEMENTS (events) - 1);
  return post (practice, (guint) g_rand_int_range (rand, 0, N_CHARGES), events[event].kind, date, events[event].debit, events[event].credit,
               g_rand_int_range (rand, 1, 20000));
}

static void
check_everything (MemoryPractice *practice)
{
  const WabiMoneyFilter all = { 0 }, spring = { .from = "2026-03-15", .to = "2026-06-15" }, one = { .payer = PAYER };

  for (guint by = WABI_BOOKS_BY_NOTHING; by <= WABI_BOOKS_BY_STAFF; by++)
    {
      check_books (practice, &all, WABI_BOOKS_BY_MONTH, (WabiBooksBy) by);
      check_books (practice, &spring, (WabiBooksBy) by, WABI_BOOKS_BY_PAYER);
      check_books (practice, &one, (WabiBooksBy) by, WABI_BOOKS_BY_NOTHING);
    }
  /* At the end of each day it is all entries up to that day, whatever came later. */
  for (WabiDay day = wabi_day_from_text ("2026-02-20"); day <= wabi_day_from_text ("2026-12-31"); day += 3)
    {
      g_autofree char *text = wabi_day_dup_text (day);

      check_owed (practice, text);
    }
  check_charges (practice);
}

static void
test_anything (void)
{
  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (MemoryPractice) practice = open_books ();
      g_autoptr (GPtrArray) posted = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

      for (guint i = 0; i < 80; i++)
        {
          char *id = do_anything (practice, rand, posted);

          if (id != NULL)
            g_ptr_array_add (posted, id);
        }
      g_assert_cmpuint (posted->len, >, 40);
      check_everything (practice);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/receivables/ages", test_ages);
  g_test_add_func ("/receivables/owed", test_owed);
  g_test_add_func ("/receivables/rates", test_rates);
  g_test_add_func ("/receivables/months", test_months);
  g_test_add_func ("/receivables/anything", test_anything);
  return g_test_run ();
}
