// SPDX-License-Identifier: AGPL-3.0-or-later
// The money ledger: every entry adds up to nothing, each charge balances by itself, and its sums are those of its entries, after whatever happens.

#include <string.h>

#include "memory-practice.h"
#include "wabi-money-book.h"

#define NOW G_GINT64_CONSTANT (1773072000000000) /* March 9, 2026, 16:00 UTC */
#define CHARGE "01900000-0000-7000-8000-00000000c00%u"
#define CLAIM "01900000-0000-7000-8000-00000000d00%u"
#define PAYER_2 "01900000-0000-7000-8000-000000000014"
#define N_CHARGES 4

static char *
charge_id (guint i)
{
  return g_strdup_printf (CHARGE, i);
}

static char *
claim_id (guint i)
{
  return g_strdup_printf (CLAIM, i);
}

static MemoryPractice *
open_books (void)
{
  MemoryPractice *practice = memory_practice_new (NOW);

  memory_practice_furnish (practice);
  for (guint i = 0; i < N_CHARGES; i++)
    {
      g_autofree char *charge = charge_id (i), *claim = claim_id (i);
      g_autofree char *body = g_strdup_printf ("{'session':'" PROGRAM "','note':'" PROGRAM "','client':'%s','staff':'" RBT "','payer':'" PAYER "','service_code':'97153',"
                                               "'place':'12','starts_at':1772900000000000,'ends_at':1772907200000000,'date':'2026-03-07','minutes':120,'units':8,"
                                               "'amount_cents':%u,'state':'claimed','claim':'%s'}",
                                               i % 2 == 0 ? CLIENT : CLIENT_2, 13600 + i, claim);
      g_autofree char *claim_body = g_strdup_printf ("{'control':'WC%u','payer':'" PAYER "','client':'%s','charges':['%s'],'total_cents':%u,'state':'submitted','frequency':'1'}",
                                                     i, i % 2 == 0 ? CLIENT : CLIENT_2, charge, 13600 + i);

      memory_practice_put (practice, &wabi_kind_charge, charge, body);
      memory_practice_put (practice, &wabi_kind_claim, claim, claim_body);
    }
  return practice;
}

/* ---- what a test asks for ---- */

typedef struct
{
  WabiMoneyEntry entry;
  const char *reverse;
  guint bill, unbill; /* number of the charge and 1 */
  char *id;
} Order;

static gboolean
carry_out (WabiContext *context, gpointer data, GError **error)
{
  Order *order = data;
  guint which = MAX (order->bill, order->unbill);

  g_clear_pointer (&order->id, g_free);
  if (order->reverse != NULL)
    return wabi_money_reverse (context, order->reverse, NULL, NULL, "a mistake", &order->id, error);
  if (which > 0)
    {
      g_autofree char *charge = charge_id (which - 1), *claim = claim_id (which - 1);
      g_autoptr (WabiRecord) record = wabi_context_get (context, &wabi_kind_charge, charge, error);

      g_assert_nonnull (record);
      return order->bill > 0 ? wabi_money_bill (context, record, claim, error) : wabi_money_unbill (context, charge, claim, error);
    }
  return wabi_money_post (context, &order->entry, &order->id, error);
}

static gboolean
give (MemoryPractice *practice, Order *order)
{
  return memory_practice_run (practice, "billing", carry_out, order);
}

static void
bill (MemoryPractice *practice, guint i)
{
  Order order = { .bill = i + 1 };

  g_assert_true (give (practice, &order));
}

/* ---- what must hold ---- */

static void
check_record (MemoryPractice *practice, const WabiKind *kind, const char *id)
{
  g_autoptr (WabiRecord) record = memory_practice_get (practice, kind, id);
  const WabiMoneyFilter filter = { .charge = kind == &wabi_kind_charge ? id : NULL, .claim = kind == &wabi_kind_claim ? id : NULL };
  g_autoptr (GError) error = NULL;
  WabiMoneySums sums;
  WabiMoneyState state;

  g_assert_true (wabi_money_sum (&practice->view, &filter, &sums, &error));
  wabi_money_sums_get_state (&sums, &state);
  if (kind == &wabi_kind_charge)
    {
      g_assert_cmpint (wabi_record_get_int (record, "billed_cents"), ==, state.billed);
      g_assert_cmpint (state.billed, ==, state.paid + state.adjusted + state.family + state.open_payer);
    }
  g_assert_cmpint (wabi_record_get_int (record, "paid_cents"), ==, state.paid);
  g_assert_cmpint (wabi_record_get_int (record, "adjusted_cents"), ==, state.adjusted);
  g_assert_cmpint (wabi_record_get_int (record, "family_cents"), ==, state.family);
  g_assert_cmpint (wabi_record_get_int (record, "family_paid_cents"), ==, state.family_paid);
  g_assert_cmpint (wabi_record_get_int (record, "balance_cents"), ==, state.open_payer + state.open_family);
  g_assert_cmpint (state.family, ==, state.family_paid + state.open_family);
}

static void
check_books (MemoryPractice *practice)
{
  const WabiMoneyFilter all = { 0 };
  g_autoptr (GError) error = NULL;
  WabiMoneySums sums;
  gint64 total = 0;
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, practice->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (wabi_record_get_kind (record) == &wabi_kind_money_entry)
      {
        WabiMoneySums one = { 0 };

        wabi_money_add_legs (record, NULL, &one);
        for (guint i = 0; i < WABI_MONEY_N_ACCOUNTS; i++)
          total += one.cents[i];
        g_assert_cmpint (total, ==, 0);
      }
  g_assert_true (wabi_money_sum (&practice->view, &all, &sums, &error));
  for (guint i = 0; i < WABI_MONEY_N_ACCOUNTS; i++)
    total += sums.cents[i];
  g_assert_cmpint (total, ==, 0);
  g_assert_cmpint (sums.cents[WABI_MONEY_FAMILY_CREDIT], <=, 0);
  for (guint i = 0; i < N_CHARGES; i++)
    {
      g_autofree char *charge = charge_id (i), *claim = claim_id (i);

      check_record (practice, &wabi_kind_charge, charge);
      check_record (practice, &wabi_kind_claim, claim);
    }
}

static gint64
get_cents (MemoryPractice *practice, guint i, const char *field)
{
  g_autofree char *id = charge_id (i);
  g_autoptr (WabiRecord) charge = memory_practice_get (practice, &wabi_kind_charge, id);

  return wabi_record_get_int (charge, field);
}

/* ---- by hand ---- */

static void
test_journey (void)
{
  g_autoptr (MemoryPractice) practice = open_books ();
  g_autofree char *charge = charge_id (0), *claim = claim_id (0);
  Order order = { .entry = { .kind = "payment", .client = CLIENT, .payer = PAYER, .charge = charge, .claim = claim,
                             .legs = { { WABI_MONEY_CASH_PAYER, 9000 }, { WABI_MONEY_RECEIVABLE_PAYER, -9000 } } } };

  bill (practice, 0);
  g_assert_cmpint (get_cents (practice, 0, "balance_cents"), ==, 13600);
  g_assert_true (give (practice, &order));
  g_clear_pointer (&order.id, g_free);
  order = (Order){ .entry = { .kind = "adjustment", .group = "CO", .reason = "45", .client = CLIENT, .payer = PAYER, .charge = charge, .claim = claim,
                              .legs = { { WABI_MONEY_CONTRACTUAL, 1600 }, { WABI_MONEY_RECEIVABLE_PAYER, -1600 } } } };
  g_assert_true (give (practice, &order));
  g_clear_pointer (&order.id, g_free);
  order = (Order){ .entry = { .kind = "transfer", .group = "PR", .reason = "1", .client = CLIENT, .payer = PAYER, .charge = charge, .claim = claim,
                              .legs = { { WABI_MONEY_RECEIVABLE_FAMILY, 3000 }, { WABI_MONEY_RECEIVABLE_PAYER, -3000 } } } };
  g_assert_true (give (practice, &order));
  g_clear_pointer (&order.id, g_free);
  g_assert_cmpint (get_cents (practice, 0, "billed_cents"), ==, 13600);
  g_assert_cmpint (get_cents (practice, 0, "paid_cents"), ==, 9000);
  g_assert_cmpint (get_cents (practice, 0, "adjusted_cents"), ==, 1600);
  g_assert_cmpint (get_cents (practice, 0, "family_cents"), ==, 3000);
  g_assert_cmpint (get_cents (practice, 0, "balance_cents"), ==, 3000);
  order = (Order){ .entry = { .kind = "family_payment", .client = CLIENT, .legs = { { WABI_MONEY_CASH_FAMILY, 5000 }, { WABI_MONEY_FAMILY_CREDIT, -5000 } } } };
  g_assert_true (give (practice, &order));
  g_clear_pointer (&order.id, g_free);
  order = (Order){ .entry = { .kind = "apply", .client = CLIENT, .charge = charge,
                              .legs = { { WABI_MONEY_FAMILY_CREDIT, 3000 }, { WABI_MONEY_RECEIVABLE_FAMILY, -3000 } } } };
  g_assert_true (give (practice, &order));
  g_assert_cmpint (get_cents (practice, 0, "balance_cents"), ==, 0);
  g_assert_cmpint (get_cents (practice, 0, "family_cents"), ==, 3000);
  g_assert_cmpint (get_cents (practice, 0, "family_paid_cents"), ==, 3000);
  /* Two thousand are left of it. */
  g_clear_pointer (&order.id, g_free);
  order.entry.legs[0].cents = 2001;
  order.entry.legs[1].cents = -2001;
  g_assert_false (give (practice, &order));
  g_assert_cmpstr (practice->code, ==, "credit-overdrawn");
}

static void
test_refused (void)
{
  g_autoptr (MemoryPractice) practice = open_books ();
  g_autofree char *charge = charge_id (0), *claim = claim_id (0);
  Order order = { .entry = { .key = "a", .kind = "payment", .client = CLIENT, .payer = PAYER, .charge = charge, .claim = claim,
                             .legs = { { WABI_MONEY_CASH_PAYER, 100 }, { WABI_MONEY_RECEIVABLE_PAYER, -99 } } } };
  Order unbill = { .unbill = 1 }, nothing = { .entry = { .kind = "payment" } };
  g_autofree char *first = NULL;
  guint before = g_hash_table_size (practice->records);

  g_assert_false (give (practice, &order));
  g_assert_cmpstr (practice->code, ==, "unbalanced");
  g_assert_false (give (practice, &unbill));
  g_assert_cmpstr (practice->code, ==, "not-billed");
  g_assert_true (give (practice, &nothing));
  g_assert_null (nothing.id);
  g_assert_cmpuint (g_hash_table_size (practice->records), ==, before);
  bill (practice, 0);
  bill (practice, 0); /* once, however often it is heard */
  g_assert_cmpint (get_cents (practice, 0, "billed_cents"), ==, 13600);
  order.entry.legs[1].cents = -100;
  g_assert_true (give (practice, &order));
  first = g_strdup (order.id);
  g_assert_true (give (practice, &order));
  g_assert_cmpstr (order.id, ==, first);
  g_assert_cmpint (get_cents (practice, 0, "paid_cents"), ==, 100);
  order.entry.legs[0].cents = 200;
  order.entry.legs[1].cents = -200;
  g_assert_false (give (practice, &order));
  g_assert_cmpstr (practice->code, ==, "key-taken");
  order = (Order){ .reverse = first };
  g_assert_true (give (practice, &order));
  g_assert_cmpint (get_cents (practice, 0, "paid_cents"), ==, 0);
  g_assert_false (give (practice, &order));
  g_assert_cmpstr (practice->code, ==, "reversed");
  g_assert_true (give (practice, &unbill));
  g_assert_cmpint (get_cents (practice, 0, "billed_cents"), ==, 0);
  g_assert_false (give (practice, &unbill));
  check_books (practice);
}

static void
test_closed (void)
{
  g_autoptr (MemoryPractice) practice = open_books ();
  Order order = { .entry = { .kind = "family_payment", .date = "2026-02-28", .client = CLIENT,
                             .legs = { { WABI_MONEY_CASH_FAMILY, 5000 }, { WABI_MONEY_FAMILY_CREDIT, -5000 } } } };

  memory_practice_put (practice, &wabi_kind_month_close, "01900000-0000-7000-8000-00000000e001",
                       "{'month':'2026-02','state':'closed','by':'" DESK "','at':1773000000000000}");
  g_assert_false (give (practice, &order));
  g_assert_cmpstr (practice->code, ==, "month-closed");
  order.entry.date = "2026-03-01";
  g_assert_true (give (practice, &order));
  g_free (order.id);
}

/* What a second payer is asked for on a claim of its own: a leg may name another claim than its entry. */
static void
test_second_payer (void)
{
  g_autoptr (MemoryPractice) practice = open_books ();
  g_autofree char *charge = charge_id (0), *first = claim_id (0), *second = g_strdup (CLIENT "");
  g_autofree char *body = g_strdup_printf ("{'control':'WC9','payer':'" PAYER_2 "','client':'" CLIENT "','charges':['%s'],'total_cents':13600,'state':'submitted',"
                                           "'frequency':'1','sequence':'S','prior':'%s'}",
                                           charge, first);
  Order order = { .entry = { .kind = "transfer", .client = CLIENT, .payer = PAYER, .claim = first, .charge = charge,
                             .legs = { { WABI_MONEY_RECEIVABLE_PAYER, 4000, PAYER_2, second }, { WABI_MONEY_RECEIVABLE_PAYER, -4000 } } } };
  const WabiMoneyFilter of_second = { .claim = second }, of_payer = { .payer = PAYER_2, .client = CLIENT };
  g_autoptr (GError) error = NULL;
  WabiMoneySums sums;

  memory_practice_put (practice, &wabi_kind_claim, second, body);
  bill (practice, 0);
  g_assert_true (give (practice, &order));
  g_free (order.id);
  check_books (practice);
  check_record (practice, &wabi_kind_claim, second);
  g_assert_true (wabi_money_sum (&practice->view, &of_second, &sums, &error));
  g_assert_cmpint (sums.cents[WABI_MONEY_RECEIVABLE_PAYER], ==, 4000);
  g_assert_true (wabi_money_sum (&practice->view, &of_payer, &sums, &error));
  g_assert_cmpint (sums.cents[WABI_MONEY_RECEIVABLE_PAYER], ==, 4000);
  g_assert_cmpuint (sums.entries, ==, 1);
  g_assert_cmpint (get_cents (practice, 0, "balance_cents"), ==, 13600);
}

/* ---- by chance ---- */

static const struct
{
  const char *kind;
  WabiMoneyAccount debit, credit;
  gboolean of_charge;
} EVENTS[] = {
  { "payment", WABI_MONEY_CASH_PAYER, WABI_MONEY_RECEIVABLE_PAYER, TRUE },
  { "adjustment", WABI_MONEY_CONTRACTUAL, WABI_MONEY_RECEIVABLE_PAYER, TRUE },
  { "denial", WABI_MONEY_CONTRACTUAL, WABI_MONEY_RECEIVABLE_PAYER, TRUE },
  { "transfer", WABI_MONEY_RECEIVABLE_FAMILY, WABI_MONEY_RECEIVABLE_PAYER, TRUE },
  { "recoup", WABI_MONEY_RECEIVABLE_PAYER, WABI_MONEY_CASH_PAYER, TRUE },
  { "write_off", WABI_MONEY_WRITE_OFF, WABI_MONEY_RECEIVABLE_FAMILY, TRUE },
  { "write_off", WABI_MONEY_WRITE_OFF, WABI_MONEY_RECEIVABLE_PAYER, TRUE },
  { "apply", WABI_MONEY_FAMILY_CREDIT, WABI_MONEY_RECEIVABLE_FAMILY, TRUE },
  { "interest", WABI_MONEY_CASH_PAYER, WABI_MONEY_INTEREST, TRUE },
  { "family_payment", WABI_MONEY_CASH_FAMILY, WABI_MONEY_FAMILY_CREDIT, FALSE },
  { "refund", WABI_MONEY_FAMILY_CREDIT, WABI_MONEY_CASH_FAMILY, FALSE },
  { "suspense", WABI_MONEY_CASH_PAYER, WABI_MONEY_SUSPENSE, FALSE },
  { "forward", WABI_MONEY_FORWARD_BALANCE, WABI_MONEY_CASH_PAYER, FALSE },
};

static gboolean
do_anything (MemoryPractice *practice, GRand *rand, GPtrArray *posted)
{
  guint i = g_rand_int_range (rand, 0, N_CHARGES), event = g_rand_int_range (rand, 0, G_N_ELEMENTS (EVENTS) + 6);
  g_autofree char *charge = charge_id (i), *claim = claim_id (i);
  gint64 cents = g_rand_int_range (rand, 1, 9000);
  Order order = { 0 };
  gboolean ok;

  if (event < G_N_ELEMENTS (EVENTS))
    order.entry = (WabiMoneyEntry){ .kind = EVENTS[event].kind, .client = i % 2 == 0 ? CLIENT : CLIENT_2, .payer = PAYER,
                                    .charge = EVENTS[event].of_charge ? charge : NULL, .claim = EVENTS[event].of_charge ? claim : NULL,
                                    .legs = { { EVENTS[event].debit, cents }, { EVENTS[event].credit, -cents } } };
  else if (event == G_N_ELEMENTS (EVENTS))
    order.unbill = i + 1;
  else if (event == G_N_ELEMENTS (EVENTS) + 1 || posted->len == 0)
    order.bill = i + 1;
  else
    order.reverse = g_ptr_array_index (posted, (guint) g_rand_int_range (rand, 0, (int) posted->len));
  ok = give (practice, &order);
  if (order.id != NULL)
    g_ptr_array_add (posted, order.id);
  return ok;
}

static void
test_anything (void)
{
  for (guint32 seed = 1; seed <= 30; seed++)
    {
      g_autoptr (MemoryPractice) practice = open_books ();
      g_autoptr (GPtrArray) posted = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      guint done = 0, refused = 0;

      for (guint i = 0; i < 120; i++)
        {
          if (do_anything (practice, rand, posted))
            done++;
          else
            refused++;
          if (i % 10 == 9)
            check_books (practice);
        }
      g_assert_cmpuint (done, >, 60);
      g_assert_cmpuint (refused, >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/journey", test_journey);
  g_test_add_func ("/money/refused", test_refused);
  g_test_add_func ("/money/closed", test_closed);
  g_test_add_func ("/money/second-payer", test_second_payer);
  g_test_add_func ("/money/anything", test_anything);
  return g_test_run ();
}
