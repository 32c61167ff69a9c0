// SPDX-License-Identifier: AGPL-3.0-or-later
// The books as rows: what does not add up, and what is changed or taken away, is refused by the database itself, whoever asks for it; a service that moves
// takes them along.

#include <string.h>

#include "store-fixture.h"
#include "wabi-money-book.h"
#include "wabi-store-move.h"
#include "wabi-store-private.h"

#define N_CHARGES 3
#define CHARGE "01900000-0000-7000-8000-00000000c00%u"
#define CLAIM "01900000-0000-7000-8000-00000000d00%u"
#define CLIENT "01900000-0000-7000-8000-000000000001"
#define PAYER "01900000-0000-7000-8000-000000000004"
#define OTHER "01900000-0000-7000-8000-000000000007"
#define NOW G_GINT64_CONSTANT (1773072000000000)

static void
open_whole (Fixture *fixture)
{
  const WabiStoreOptions options = { .location = fixture->location, .clock = wabi_clock_get_system (), .ids = fixture->ids };
  g_autoptr (GError) error = NULL;

  fixture->store = wabi_store_open (&options, &error);
  g_assert_no_error (error);
}

/* Beside the store, which need not be open. */
static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_true (wabi_db_get_int (db, sql, NULL, 0, &n, &error));
  g_assert_no_error (error);
  return n;
}

/* ---- what is posted ---- */

typedef struct
{
  GRand *rand;
  GPtrArray *posted; /* ids */
  guint kept, refused;
} Chance;

static const struct
{
  const char *kind;
  WabiMoneyAccount debit, credit;
  gboolean of_charge;
} EVENTS[] = {
  { "payment", WABI_MONEY_CASH_PAYER, WABI_MONEY_RECEIVABLE_PAYER, TRUE },
  { "adjustment", WABI_MONEY_CONTRACTUAL, WABI_MONEY_RECEIVABLE_PAYER, TRUE },
  { "transfer", WABI_MONEY_RECEIVABLE_FAMILY, WABI_MONEY_RECEIVABLE_PAYER, TRUE },
  { "recoup", WABI_MONEY_RECEIVABLE_PAYER, WABI_MONEY_CASH_PAYER, TRUE },
  { "write_off", WABI_MONEY_WRITE_OFF, WABI_MONEY_RECEIVABLE_FAMILY, TRUE },
  { "apply", WABI_MONEY_FAMILY_CREDIT, WABI_MONEY_RECEIVABLE_FAMILY, TRUE },
  { "family_payment", WABI_MONEY_CASH_FAMILY, WABI_MONEY_FAMILY_CREDIT, FALSE },
  { "refund", WABI_MONEY_FAMILY_CREDIT, WABI_MONEY_CASH_FAMILY, FALSE },
  { "suspense", WABI_MONEY_CASH_PAYER, WABI_MONEY_SUSPENSE, FALSE },
};

static gboolean
post_anything (WabiContext *context, Chance *chance, char **id, GError **error)
{
  guint i = g_rand_int_range (chance->rand, 0, N_CHARGES), event = g_rand_int_range (chance->rand, 0, G_N_ELEMENTS (EVENTS) + 4);
  g_autofree char *charge = g_strdup_printf (CHARGE, i), *claim = g_strdup_printf (CLAIM, i);
  gint64 cents = g_rand_int_range (chance->rand, 1, 9000);
  g_autoptr (WabiRecord) record = NULL;

  if (event < G_N_ELEMENTS (EVENTS))
    {
      const WabiMoneyEntry entry = { .kind = EVENTS[event].kind, .client = CLIENT, .payer = PAYER, .charge = EVENTS[event].of_charge ? charge : NULL,
                                     .claim = EVENTS[event].of_charge ? claim : NULL,
                                     .legs = { { EVENTS[event].debit, cents }, { EVENTS[event].credit, -cents } } };

      return wabi_money_post (context, &entry, id, error);
    }
  if (event == G_N_ELEMENTS (EVENTS))
    return wabi_money_unbill (context, charge, claim, error);
  if (event > G_N_ELEMENTS (EVENTS) + 1 && chance->posted->len > 0)
    return wabi_money_reverse (context, g_ptr_array_index (chance->posted, (guint) g_rand_int_range (chance->rand, 0, (int) chance->posted->len)),
                               NULL, NULL, NULL, id, error);
  record = wabi_context_get (context, &wabi_kind_charge, charge, error);
  return record != NULL && wabi_money_bill (context, record, claim, error);
}

static gboolean
post_in_tx (WabiStoreTx *tx, gpointer data, GError **error)
{
  Chance *chance = data;
  g_autoptr (GError) refusal = NULL;
  g_autofree char *id = NULL;
  WabiContext context;
  WabiView view;
  gboolean ok = TRUE;

  wabi_store_tx_init_view (tx, PRACTICE, &view);
  wabi_context_init (&context, &view);
  context.caller = (WabiCaller){ PRACTICE, USER, WABI_ROLE_BILLER };
  context.now = context.given = NOW;
  context.zone = "America/New_York";
  context.authority = TRUE;
  context.ids = wabi_id_source_new_seeded (wabi_clock_get_system (), g_rand_int (chance->rand));
  if (post_anything (&context, chance, &id, &refusal))
    {
      chance->kept++;
      for (guint i = 0; ok && i < context.effects->len; i++)
        ok = wabi_store_tx_put (tx, PRACTICE, g_ptr_array_index (context.effects, i), error);
      if (id != NULL)
        g_ptr_array_add (chance->posted, g_steal_pointer (&id));
    }
  else
    {
      g_assert_true (refusal->domain == WABI_COMMAND_ERROR);
      chance->refused++;
    }
  wabi_id_source_free (context.ids);
  wabi_context_clear (&context);
  return ok;
}

static gboolean
furnish (WabiStoreTx *tx, gpointer data, GError **error)
{
  for (guint i = 0; i < N_CHARGES; i++)
    {
      g_autofree char *charge = g_strdup_printf (CHARGE, i), *claim = g_strdup_printf (CLAIM, i);
      g_autofree char *body = g_strdup_printf ("{\"session\":\"" OTHER "\",\"note\":\"" OTHER "\",\"client\":\"" CLIENT "\",\"staff\":\"" OTHER "\",\"payer\":\"" PAYER
                                               "\",\"service_code\":\"97153\",\"place\":\"12\",\"starts_at\":1772900000000000,\"ends_at\":1772907200000000,\"date\":"
                                               "\"2026-03-07\",\"minutes\":120,\"units\":8,\"amount_cents\":13600,\"state\":\"claimed\",\"claim\":\"%s\"}",
                                               claim);
      g_autofree char *claim_body = g_strdup_printf ("{\"control\":\"WC%u\",\"payer\":\"" PAYER "\",\"client\":\"" CLIENT "\",\"charges\":[\"%s\"],\"total_cents\":13600,"
                                                     "\"state\":\"submitted\",\"frequency\":\"1\"}",
                                                     i, charge);
      g_autoptr (WabiRecord) one = wabi_record_new_from_body (&wabi_kind_charge, charge, body, error);
      g_autoptr (WabiRecord) other = wabi_record_new_from_body (&wabi_kind_claim, claim, claim_body, error);

      if (!wabi_store_tx_put (tx, PRACTICE, one, error) || !wabi_store_tx_put (tx, PRACTICE, other, error))
        return FALSE;
    }
  return TRUE;
}

static void
fill (Fixture *fixture, guint32 seed, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) posted = g_ptr_array_new_with_free_func (g_free);
  Chance chance = { rand, posted, 0, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_store_write_in (fixture->store, PRACTICE, furnish, NULL, &error));
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (wabi_store_write_in (fixture->store, PRACTICE, post_in_tx, &chance, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (chance.kept, >, n / 2);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, NULL);
  g_clear_pointer (&fixture->store, wabi_store_close);
  fixture_empty (fixture);
  open_whole (fixture);
}

/* ---- what the rows say ---- */

static void
check_charge (Fixture *fixture, guint i)
{
  g_autofree char *id = g_strdup_printf (CHARGE, i), *owed = NULL, *paid = NULL;
  const WabiMoneyFilter filter = { .charge = id };
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;
  WabiMoneySums sums;
  WabiView view;
  gpointer plain;

  plain = wabi_plain_view_new (&view, db, PRACTICE);
  g_assert_true (wabi_money_sum (&view, &filter, &sums, &error));
  {
    g_autoptr (WabiRecord) charge = wabi_view_get (&view, &wabi_kind_charge, id, &error);

    g_assert_cmpint (wabi_record_get_int (charge, "balance_cents"), ==,
                     sums.cents[WABI_MONEY_RECEIVABLE_PAYER] + sums.cents[WABI_MONEY_RECEIVABLE_FAMILY]);
  }
  owed = g_strdup_printf ("SELECT CAST (COALESCE (sum (amount), 0) AS BIGINT) FROM billing_leg WHERE charge = '%s' AND account = 'receivable_payer'", id);
  g_assert_cmpint (count (fixture, owed), ==, sums.cents[WABI_MONEY_RECEIVABLE_PAYER]);
  paid = g_strdup_printf ("SELECT CAST (COALESCE (max (balance), 0) AS BIGINT) FROM billing_leg l WHERE charge = '%s' AND account = 'receivable_payer' AND step = "
                          "(SELECT max (step) FROM billing_leg m WHERE m.owner = l.owner AND m.account = l.account)",
                          id);
  if (count (fixture, owed) != 0)
    g_assert_cmpint (count (fixture, paid), ==, sums.cents[WABI_MONEY_RECEIVABLE_PAYER]);
  wabi_plain_view_free (plain);
}

static void
check_rows (Fixture *fixture)
{
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM billing_entry"), ==, count (fixture, "SELECT count(*) FROM r_money_entry"));
  g_assert_cmpint (count (fixture, "SELECT CAST (sum (amount) AS BIGINT) FROM billing_leg"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM (SELECT entry_id FROM billing_leg GROUP BY entry_id HAVING sum (amount) <> 0) q"), ==, 0);
  for (guint i = 0; i < N_CHARGES; i++)
    check_charge (fixture, i);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  fill (fixture, 7, 150);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM billing_entry"), >, 60);
  check_rows (fixture);
}

/* ---- what is refused ---- */

#define HEAD(id, legs, reverses)                                                                                            \
  "INSERT INTO billing_entry (practice_id, id, book, day, legs, rest, reverses) VALUES ('" PRACTICE "', '" id "', 'money', '2026-03-09', " legs \
  ", 0, " reverses ");"
#define LEG(id, n, prev, account, amount, before, after)                                                                    \
  "INSERT INTO billing_leg (practice_id, entry_id, n, prev_n, account, amount, sum_before, sum_after) VALUES ('" PRACTICE "', '" id "', " n  \
  ", " prev ", '" account "', " amount ", " before ", " after ");"
#define OWNED(id, n, prev, account, amount, before, after, charge, owner, step, prev_step, balance_before, balance)         \
  "INSERT INTO billing_leg (practice_id, entry_id, n, prev_n, account, amount, sum_before, sum_after, charge, owner, step, prev_step, " \
  "balance_before, balance) VALUES ('" PRACTICE "', '" id "', " n ", " prev ", '" account "', " amount ", " before ", " after ", " charge  \
  ", " owner ", " step ", " prev_step ", " balance_before ", " balance ");"
#define GOOD(id) HEAD (id, "2", "NULL") LEG (id, "1", "2", "cash_payer", "500", "0", "500") LEG (id, "2", "1", "suspense", "-500", "500", "0")

static const struct
{
  const char *what, *sql;
  gboolean allowed;
} ATTEMPTS[] = {
  { "an entry that adds up", GOOD ("a"), TRUE },
  { "its reversal", HEAD ("b", "2", "'a'") LEG ("b", "1", "2", "suspense", "500", "0", "500") LEG ("b", "2", "1", "cash_payer", "-500", "500", "0"), TRUE },
  { "a first leg of a charge",
    HEAD ("c", "2", "NULL") OWNED ("c", "1", "2", "receivable_payer", "900", "0", "900", "'x'", "'x'", "1", "0", "NULL", "900")
        OWNED ("c", "2", "1", "revenue", "-900", "900", "0", "'x'", "'x'", "1", "0", "NULL", "-900"),
    TRUE },
  { "a second reversal", HEAD ("d", "2", "'a'") LEG ("d", "1", "2", "suspense", "500", "0", "500") LEG ("d", "2", "1", "cash_payer", "-500", "500", "0"), FALSE },
  { "an entry of one leg", HEAD ("d", "1", "NULL") LEG ("d", "1", "1", "cash_payer", "500", "0", "500"), FALSE },
  { "an entry that does not add up",
    HEAD ("d", "2", "NULL") LEG ("d", "1", "2", "cash_payer", "500", "0", "500") LEG ("d", "2", "1", "suspense", "-400", "500", "100"), FALSE },
  { "a sum that is wrong", HEAD ("d", "2", "NULL") LEG ("d", "1", "2", "cash_payer", "500", "0", "400") LEG ("d", "2", "1", "suspense", "-400", "400", "0"), FALSE },
  { "a sum that is another's",
    HEAD ("d", "2", "NULL") LEG ("d", "1", "2", "cash_payer", "500", "0", "500") LEG ("d", "2", "1", "suspense", "-400", "400", "0"), FALSE },
  { "an entry without legs", HEAD ("d", "2", "NULL"), FALSE },
  { "legs without an entry", LEG ("d", "1", "2", "cash_payer", "500", "0", "500") LEG ("d", "2", "1", "suspense", "-500", "500", "0"), FALSE },
  { "a leg behind a closed entry", LEG ("a", "3", "2", "cash_payer", "500", "0", "500"), FALSE },
  { "two legs behind a closed entry", LEG ("a", "3", "2", "cash_payer", "500", "0", "500") LEG ("a", "4", "3", "suspense", "-500", "500", "0"), FALSE },
  { "a second ring in an entry", LEG ("a", "1", "4", "cash_payer", "600", "0", "600") LEG ("a", "4", "3", "suspense", "-600", "600", "0"), FALSE },
  { "a leg of nothing", HEAD ("d", "2", "NULL") LEG ("d", "1", "2", "cash_payer", "0", "0", "0") LEG ("d", "2", "1", "suspense", "0", "0", "0"), FALSE },
  { "an account that is none", HEAD ("d", "2", "NULL") LEG ("d", "1", "2", "pocket", "500", "0", "500") LEG ("d", "2", "1", "suspense", "-500", "500", "0"), FALSE },
  { "a charge whose balance is not kept",
    HEAD ("d", "2", "NULL") OWNED ("d", "1", "2", "cash_payer", "500", "0", "500", "'x'", "NULL", "NULL", "NULL", "NULL", "NULL")
        LEG ("d", "2", "1", "suspense", "-500", "500", "0"),
    FALSE },
  { "a balance that begins anew",
    HEAD ("d", "2", "NULL") OWNED ("d", "1", "2", "receivable_payer", "-100", "0", "-100", "'x'", "'x'", "1", "0", "NULL", "-100")
        LEG ("d", "2", "1", "cash_payer", "100", "-100", "0"),
    FALSE },
  { "a beginning with a balance",
    HEAD ("d", "2", "NULL") OWNED ("d", "1", "2", "receivable_payer", "-100", "0", "-100", "'y'", "'y'", "1", "0", "500", "400")
        LEG ("d", "2", "1", "cash_payer", "100", "-100", "0"),
    FALSE },
  { "a step that is left out",
    HEAD ("d", "2", "NULL") OWNED ("d", "1", "2", "receivable_payer", "-100", "0", "-100", "'x'", "'x'", "3", "2", "900", "800")
        LEG ("d", "2", "1", "cash_payer", "100", "-100", "0"),
    FALSE },
  { "a balance that does not follow the last",
    HEAD ("d", "2", "NULL") OWNED ("d", "1", "2", "receivable_payer", "-100", "0", "-100", "'x'", "'x'", "2", "1", "500", "400")
        LEG ("d", "2", "1", "cash_payer", "100", "-100", "0"),
    FALSE },
  { "more taken back than was billed",
    HEAD ("d", "2", "NULL") OWNED ("d", "1", "2", "revenue", "901", "0", "901", "'x'", "'x'", "2", "1", "-900", "1")
        OWNED ("d", "2", "1", "receivable_payer", "-901", "901", "0", "'x'", "'x'", "2", "1", "900", "-1"),
    FALSE },
  { "as much taken back as was billed",
    HEAD ("e", "2", "NULL") OWNED ("e", "1", "2", "revenue", "900", "0", "900", "'x'", "'x'", "2", "1", "-900", "0")
        OWNED ("e", "2", "1", "receivable_payer", "-900", "900", "0", "'x'", "'x'", "2", "1", "900", "0"),
    TRUE },
  { "another amount", "UPDATE billing_leg SET amount = 400, sum_after = 400 WHERE entry_id = 'a' AND n = 1;", FALSE },
  { "another account", "UPDATE billing_leg SET account = 'interest' WHERE entry_id = 'a' AND n = 2;", FALSE },
  { "another day", "UPDATE billing_entry SET day = '2026-01-01';", FALSE },
  { "a leg taken away", "DELETE FROM billing_leg WHERE entry_id = 'a' AND n = 2;", FALSE },
  { "an entry taken away", "DELETE FROM billing_leg WHERE entry_id = 'a'; DELETE FROM billing_entry WHERE id = 'a';", FALSE },
};

/* Whether the database took it, to the end of a transaction. */
static gboolean
attempt (Fixture *fixture, const char *sql, GError **error)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  gboolean ok = wabi_db_begin (db, WABI_DB_WRITE, error) && wabi_db_script (db, sql, error) && wabi_db_commit (db, error);

  wabi_db_rollback (db);
  return ok;
}

static void
check_attempts (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (ATTEMPTS); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 before = count (fixture, "SELECT count(*) FROM billing_leg");
      gboolean taken;

      taken = attempt (fixture, ATTEMPTS[i].sql, &error);
      g_test_message ("%s: %s", ATTEMPTS[i].what, error != NULL ? error->message : "taken");
      if (taken != ATTEMPTS[i].allowed)
        g_error ("%s was %s", ATTEMPTS[i].what, taken ? "taken" : "refused");
      if (!taken)
        g_assert_cmpint (count (fixture, "SELECT count(*) FROM billing_leg"), ==, before);
      if (!taken)
        g_assert_true (error->code == WABI_DB_ERROR_CONSTRAINT || error->code == WABI_DB_ERROR_UNIQUE);
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  check_attempts (fixture);
  if (!fixture_is_postgres ())
    return;
  g_assert_false (attempt (fixture, "TRUNCATE billing_leg, billing_entry;", &error));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM billing_leg"), ==, 8);
}

/* ---- units ---- */

static gboolean
put_units (WabiStoreTx *tx, gpointer data, GError **error)
{
  g_autoptr (WabiRecord) record = wabi_record_new_from_body (&wabi_kind_unit_entry, ((const char **) data)[0], ((const char **) data)[1], error);
  g_autoptr (WabiRecord) there = NULL;
  WabiView view;

  wabi_store_tx_init_view (tx, PRACTICE, &view);
  there = wabi_view_get (&view, &wabi_kind_unit_entry, ((const char **) data)[0], NULL);
  wabi_record_set_stamp (record, there != NULL ? wabi_record_get_version (there) : 0, 0, FALSE);
  return wabi_store_tx_put (tx, PRACTICE, record, error);
}

static gboolean
post_units (Fixture *fixture, const char *id, const char *one, int tenths, const char *other, int back)
{
  g_autofree char *body = g_strdup_printf ("{\"authorization\":\"" OTHER "\",\"client\":\"" CLIENT "\",\"service_code\":\"97153\",\"date\":\"2026-03-09\",\"at\":1,"
                                           "\"source\":\"correction\",\"source_id\":\"x\",\"legs\":[{\"bucket\":\"%s\",\"units_tenths\":%d},"
                                           "{\"bucket\":\"%s\",\"units_tenths\":%d}]}",
                                           one, tenths, other, back);
  const char *args[] = { id, body };
  g_autoptr (GError) error = NULL;
  gboolean ok = wabi_store_write_in (fixture->store, PRACTICE, put_units, args, &error);

  g_assert_true (ok == (error == NULL));
  return ok;
}

/* The same rows keep the units of authorizations: no more is booked off than was booked, and nothing is changed. */
static void
test_units (Fixture *fixture, gconstpointer data)
{
  g_assert_true (post_units (fixture, CLIENT, "approved", -80, "scheduled", 80));
  g_assert_true (post_units (fixture, PAYER, "scheduled", -80, "delivered", 80));
  g_assert_false (post_units (fixture, OTHER, "approved", -80, "scheduled", 70));
  g_assert_false (post_units (fixture, CLIENT, "approved", -70, "scheduled", 70)); /* it is there already */
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM billing_leg"), ==, 4);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM r_unit_entry"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT balance FROM billing_leg WHERE account = 'scheduled' AND step = 2"), ==, 0);
  g_assert_false (attempt (fixture,
                           HEAD ("u", "2", "NULL") OWNED ("u", "1", "2", "scheduled", "-10", "0", "-10", "NULL", "'" OTHER "/97153'", "3", "2", "0", "-10")
                               OWNED ("u", "2", "1", "delivered", "10", "-10", "0", "NULL", "'" OTHER "/97153'", "2", "1", "80", "90"),
                           NULL));
}

/* ---- moving ---- */

static void
move (Fixture *from, Fixture *to)
{
  g_autoptr (WabiDb) here = fixture_connect (from), there = fixture_connect (to);
  g_autoptr (GError) error = NULL;
  WabiMoveReport report;

  g_assert_true (wabi_store_move_service (here, there, "billing", "elsewhere", &report, &error));
  g_assert_no_error (error);
}

static void
test_moved (Fixture *fixture, gconstpointer data)
{
  Fixture other = { 0 };
  gint64 legs;

  fill (fixture, 11, 40);
  g_assert_true (attempt (fixture, ATTEMPTS[0].sql, NULL));
  legs = count (fixture, "SELECT count(*) FROM billing_leg");
  g_clear_pointer (&fixture->store, wabi_store_close);
  set_up (&other, NULL);
  g_clear_pointer (&other.store, wabi_store_close);
  move (fixture, &other);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM billing_leg"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM billing_entry"), ==, 0);
  g_assert_cmpint (count (&other, "SELECT count(*) FROM billing_leg"), ==, legs);
  g_assert_false (attempt (&other, "DELETE FROM billing_leg;", NULL));
  g_assert_false (attempt (&other, "UPDATE billing_leg SET payer = 'x' WHERE entry_id = 'a';", NULL));
  move (&other, fixture);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM billing_leg"), ==, legs);
  g_assert_cmpint (count (&other, "SELECT count(*) FROM billing_leg"), ==, 0);
  g_assert_false (attempt (fixture, "DELETE FROM billing_leg;", NULL));
  /* And go on where they were. */
  open_whole (fixture);
  {
    g_autoptr (GRand) rand = g_rand_new_with_seed (12);
    g_autoptr (GPtrArray) posted = g_ptr_array_new_with_free_func (g_free);
    Chance chance = { rand, posted, 0, 0 };
    g_autoptr (GError) error = NULL;

    for (guint i = 0; i < 20; i++)
      g_assert_true (wabi_store_write_in (fixture->store, PRACTICE, post_in_tx, &chance, &error));
  }
  for (guint i = 0; i < N_CHARGES; i++)
    check_charge (fixture, i);
  fixture_tear_down (&other, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/books/kept", Fixture, NULL, set_up, test_kept, fixture_tear_down);
  g_test_add ("/books/refused", Fixture, NULL, set_up, test_refused, fixture_tear_down);
  g_test_add ("/books/units", Fixture, NULL, set_up, test_units, fixture_tear_down);
  g_test_add ("/books/moved", Fixture, NULL, set_up, test_moved, fixture_tear_down);
  return g_test_run ();
}
