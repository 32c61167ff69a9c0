// SPDX-License-Identifier: AGPL-3.0-or-later
// The ledger of units: nothing is made or lost, it says what the authorization's own accounting says, and what is heard twice counts once.

#include <string.h>

#include "memory-practice.h"
#include "wabi-auth-ledger.h"
#include "wabi-money-book.h"
#include "wabi-unit-book.h"

#define SECOND "01900000-0000-7000-8000-0000000000e1"
#define DAY_US (24 * G_TIME_SPAN_HOUR)
#define N_VISITS 10

static MemoryPractice *
make (const char *scope)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-11"), 12 * 60));
  g_autofree char *payer = g_strdup_printf (
      "{'name':'Harbor Health','payer_id':'90010','type':'commercial','filing':'CI','unit_method':'midpoint','unit_scope':'%s','rendering':'supervisor',"
      "'supervising':'never','modifiers':true,'concurrency':'commercial','mue':'medicare','filing_days':120}",
      scope);

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_payer, PAYER, payer);
  return practice;
}

static void
react (MemoryPractice *practice, const WabiKind *kind, const char *id)
{
  g_autoptr (WabiRecord) record = memory_practice_get (practice, kind, id);

  memory_practice_react (practice, record);
}

static void
authorize (MemoryPractice *practice, const char *id, const char *rest)
{
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','payer':'" PAYER "','number':'A-1',%s%s}",
                                           strstr (rest, "'status'") != NULL ? "" : "'status':'approved',", rest);

  memory_practice_put (practice, &wabi_kind_authorization, id, body);
  react (practice, &wabi_kind_authorization, id);
}

static char *
visit_id (guint i)
{
  return g_strdup_printf ("01900000-0000-7000-8000-00000000f0%02u", i);
}

static void
book (MemoryPractice *practice, guint i, const char *code, gint64 start, int minutes, const char *status)
{
  g_autofree char *id = visit_id (i);
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','service_code':'%s','place':'12','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','status':'%s'}",
                                           code, start, start + minutes * G_TIME_SPAN_MINUTE, status);

  memory_practice_put (practice, &wabi_kind_appointment, id, body);
  react (practice, &wabi_kind_appointment, id);
}

static gint64
get (MemoryPractice *practice, const char *authorization, const char *code, WabiUnitBucket bucket)
{
  g_autoptr (GError) error = NULL;
  WabiUnitSums sums;

  g_assert_true (wabi_unit_sum (&practice->view, authorization, code, &sums, &error));
  return sums.tenths[bucket];
}

static guint
count_entries (MemoryPractice *practice)
{
  GHashTableIter iter;
  gpointer record;
  guint n = 0;

  g_hash_table_iter_init (&iter, practice->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    n += wabi_record_get_kind (record) == &wabi_kind_unit_entry;
  return n;
}

static void
check_balanced (MemoryPractice *practice)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, practice->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      JsonArray *legs = wabi_record_get_kind (record) == &wabi_kind_unit_entry ? wabi_record_get_array (record, "legs") : NULL;
      gint64 sum = 0;

      for (guint i = 0; legs != NULL && i < json_array_get_length (legs); i++)
        sum += wabi_json_peek_int (json_array_get_object_element (legs, i), "units_tenths", 0);
      g_assert_cmpint (sum, ==, 0);
    }
}

/* Line by line what wabi_auth_ledger_new() says. */
static void
check_agrees (MemoryPractice *practice, const char *authorization)
{
  g_autoptr (WabiProofContext) proof = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
  g_autoptr (WabiRecord) record = memory_practice_get (practice, &wabi_kind_authorization, authorization);
  WabiAuthLedger *ledger = wabi_auth_ledger_new (proof, record);

  for (guint i = 0; i < ledger->lines->len; i++)
    {
      const WabiAuthLimit *limit = &wabi_auth_ledger_get (ledger, i)->limit;
      g_auto (GStrv) codes = g_strsplit (limit->code, ",", -1);
      g_autoptr (GError) error = NULL;
      WabiUnitSums sums;

      if (limit->period != WABI_AUTH_TOTAL)
        continue;
      g_assert_true (wabi_unit_sum (&practice->view, authorization, codes[0], &sums, &error));
      g_assert_cmpint (sums.tenths[WABI_UNITS_SCHEDULED], ==, 10 * limit->scheduled);
      g_assert_cmpint (sums.tenths[WABI_UNITS_DELIVERED] + sums.tenths[WABI_UNITS_BILLED] + sums.tenths[WABI_UNITS_PAID] + sums.tenths[WABI_UNITS_GIVEN_BACK], ==,
                       10 * limit->delivered);
      g_assert_cmpint (sums.tenths[WABI_UNITS_USED_BEFORE], ==, 10 * limit->opening);
      g_assert_cmpint (sums.tenths[WABI_UNITS_APPROVED], ==, 10 * wabi_auth_remaining (limit));
      g_assert_cmpint (sums.tenths[WABI_UNITS_PAYER], ==, -10 * limit->approved);
    }
  wabi_auth_ledger_free (ledger);
}

/* ---- one visit's way ---- */

static gboolean
bill_or_pay (WabiContext *context, gpointer data, GError **error)
{
  const char *charge = data;
  g_autoptr (WabiRecord) record = wabi_context_get (context, &wabi_kind_charge, charge, error);
  const WabiMoneyEntry payment = { .kind = "payment", .client = CLIENT, .payer = PAYER, .charge = charge, .claim = SECOND,
                                   .legs = { { WABI_MONEY_CASH_PAYER, 9000 }, { WABI_MONEY_RECEIVABLE_PAYER, -9000 } } };

  if (wabi_record_get_int (record, "billed_cents") == 0)
    return wabi_money_bill (context, record, SECOND, error);
  return wabi_money_post (context, &payment, NULL, error);
}

static gboolean
unbill (WabiContext *context, gpointer data, GError **error)
{
  return wabi_money_unbill (context, data, SECOND, error);
}

static void
check_at (MemoryPractice *practice, WabiUnitBucket bucket)
{
  static const WabiUnitBucket way[] = { WABI_UNITS_SCHEDULED, WABI_UNITS_DELIVERED, WABI_UNITS_BILLED, WABI_UNITS_PAID, WABI_UNITS_GIVEN_BACK };

  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    g_assert_cmpint (get (practice, AUTHORIZATION, "97153", way[i]), ==, way[i] == bucket ? 80 : 0);
  g_assert_cmpint (get (practice, AUTHORIZATION, "97153", WABI_UNITS_APPROVED), ==, 320);
  check_agrees (practice, AUTHORIZATION);
}

static void
test_journey (void)
{
  g_autoptr (MemoryPractice) practice = make ("session");
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-10"), 9 * 60);
  char charge[] = "01900000-0000-7000-8000-00000000c001";
  g_autofree char *session = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','service_code':'97153','place':'12','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                              ",'zone':'" ZONE "','state':'ended','appointment':'01900000-0000-7000-8000-00000000f001'}",
                                              start, start + 120 * G_TIME_SPAN_MINUTE);

  authorize (practice, AUTHORIZATION, "'status':'requested','valid_from':'2026-01-02','valid_to':'2026-06-30','lines':[{'code':'97153','units':40,'per':'total'}]");
  g_assert_cmpint (get (practice, AUTHORIZATION, "97153", WABI_UNITS_REQUESTED), ==, 400);
  authorize (practice, AUTHORIZATION, "'valid_from':'2026-01-02','valid_to':'2026-06-30','lines':[{'code':'97153','units':40,'per':'total'}]");
  g_assert_cmpint (get (practice, AUTHORIZATION, "97153", WABI_UNITS_REQUESTED), ==, 0);
  book (practice, 1, "97153", start, 120, "scheduled");
  check_at (practice, WABI_UNITS_SCHEDULED);
  memory_practice_put (practice, &wabi_kind_session, PROGRAM, session);
  react (practice, &wabi_kind_session, PROGRAM);
  check_at (practice, WABI_UNITS_DELIVERED);
  memory_practice_put (practice, &wabi_kind_charge, charge,
                       "{'session':'" PROGRAM "','note':'" PROGRAM "','client':'" CLIENT "','staff':'" RBT "','payer':'" PAYER "','service_code':'97153','place':'12',"
                       "'starts_at':1773147600000000,'ends_at':1773154800000000,'date':'2026-03-10','minutes':120,'units':8,'amount_cents':13600,'state':'claimed',"
                       "'claim':'" SECOND "','authorization':'" AUTHORIZATION "'}");
  memory_practice_put (practice, &wabi_kind_claim, SECOND,
                       "{'control':'WC1','payer':'" PAYER "','client':'" CLIENT "','charges':['01900000-0000-7000-8000-00000000c001'],'total_cents':13600,'state':'submitted',"
                       "'frequency':'1'}");
  g_assert_true (memory_practice_run (practice, "billing", bill_or_pay, charge));
  check_at (practice, WABI_UNITS_BILLED);
  memory_practice_put (practice, &wabi_kind_denial, TARGET,
                       "{'claim':'" SECOND "','charge':'01900000-0000-7000-8000-00000000c001','client':'" CLIENT "','payer':'" PAYER "','cents':13600,'date':'2026-04-01','state':'open'}");
  {
    g_autoptr (WabiRecord) record = memory_practice_get (practice, &wabi_kind_charge, charge);

    g_assert_true (memory_practice_run (practice, "billing", (MemoryRule) wabi_unit_book_follow_charge, record));
  }
  check_at (practice, WABI_UNITS_GIVEN_BACK);
  g_assert_true (memory_practice_run (practice, "billing", bill_or_pay, charge));
  check_at (practice, WABI_UNITS_PAID);
  g_assert_true (memory_practice_run (practice, "billing", unbill, charge));
  check_at (practice, WABI_UNITS_DELIVERED);
  check_balanced (practice);
}

/* ---- by chance ---- */

static void
change_one (MemoryPractice *practice, GRand *rand)
{
  static const char *const codes[] = { "97153", "97154", "97155" }, *const states[] = { "scheduled", "scheduled", "completed", "cancelled", "no_show" };
  guint i = g_rand_int_range (rand, 0, N_VISITS);
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-01") + g_rand_int_range (rand, 0, 14), 480 + 15 * g_rand_int_range (rand, 0, 30));

  book (practice, i, codes[g_rand_int_range (rand, 0, 3)], start, g_rand_int_range (rand, 1, 150), states[g_rand_int_range (rand, 0, 5)]);
}

static void
change_authorization (MemoryPractice *practice, GRand *rand)
{
  g_autofree char *rest = g_strdup_printf ("'valid_from':'2026-03-0%d','valid_to':'2026-03-1%d','lines':[{'code':'%s','units':%d,'per':'total'}]%s",
                                           g_rand_int_range (rand, 1, 10), g_rand_int_range (rand, 0, 10), g_rand_boolean (rand) ? "97153,97154" : "97155",
                                           g_rand_int_range (rand, 10, 99), g_rand_boolean (rand) ? ",'opening':[{'code':'97155','units_used':3,'as_of':'2026-03-04'}]" : "");

  authorize (practice, g_rand_boolean (rand) ? AUTHORIZATION : SECOND, rest);
}

static void
test_anything (void)
{
  static const char *const scopes[] = { "session", "day-code", "day-code-rendering" };

  for (guint32 seed = 1; seed <= 40; seed++)
    {
      g_autoptr (MemoryPractice) practice = make (scopes[seed % 3]);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      guint before;

      change_authorization (practice, rand);
      authorize (practice, AUTHORIZATION, "'valid_from':'2026-03-01','valid_to':'2026-03-31','lines':[{'code':'97153,97154','units':60,'per':'total'}]");
      for (guint step = 0; step < 60; step++)
        {
          g_autoptr (WabiRecord) second = NULL;

          if (g_rand_int_range (rand, 0, 8) == 0)
            change_authorization (practice, rand);
          else
            change_one (practice, rand);
          second = memory_practice_get (practice, &wabi_kind_authorization, SECOND);
          check_agrees (practice, AUTHORIZATION);
          if (second != NULL)
            check_agrees (practice, SECOND);
        }
      check_balanced (practice);
      /* Heard again, nothing happens. */
      before = count_entries (practice);
      react (practice, &wabi_kind_authorization, AUTHORIZATION);
      g_assert_cmpuint (count_entries (practice), ==, before);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unit-book/journey", test_journey);
  g_test_add_func ("/unit-book/anything", test_anything);
  return g_test_run ();
}
