// SPDX-License-Identifier: AGPL-3.0-or-later
// Services that follow each other, listeners, and the audit chain.

#include <string.h>

#include "store-fixture.h"

static void
add_visits (Fixture *fixture, const char *device, guint n)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autoptr (JsonObject) answer
          = push_one (fixture, device, i, "visit.add", visit_args (fixture, NULL, "ann"));

      g_assert_cmpstr (get_status (answer, 0), ==, "applied");
    }
}

static void
check_counted_once (Fixture *fixture, guint visits)
{
  g_assert_true (wabi_store_wait_idle (fixture->store, 60));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_tally"), ==, visits);
  g_assert_cmpint (
      count_rows (fixture, "SELECT count(*) FROM r_tally WHERE body = '{\"count\":1}' AND version = 1"), ==,
      visits);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_rebound WHERE version = 1"), ==, visits);
  g_assert_cmpuint (check_dense (fixture, "ledger"), ==, visits);
}

static void
test_react_once (Fixture *fixture, gconstpointer data)
{
  add_visits (fixture, "device-a", 450);
  check_counted_once (fixture, 450);
  fixture_reopen (fixture);
  check_counted_once (fixture, 450);
}

static void
test_catch_up (Fixture *fixture, gconstpointer data)
{
  /* Made while nobody followed: the ledger reads it all when it is mounted later. */
  fixture->reacting = FALSE;
  fixture_reopen (fixture);
  add_visits (fixture, "device-a", 450);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_tally"), ==, 0);
  fixture->reacting = TRUE;
  fixture_reopen (fixture);
  check_counted_once (fixture, 450);
}

static void
test_poison (Fixture *fixture, gconstpointer data)
{
  JsonObject *args = visit_args (fixture, NULL, "ann");
  g_autoptr (JsonObject) answer = NULL;

  json_object_set_string_member (args, "room", "poison");
  answer = push_one (fixture, "device-p", 1, "visit.add", args);
  g_assert_cmpstr (get_status (answer, 0), ==, "applied");
  add_visits (fixture, "device-a", 3);
  check_counted_once (fixture, 3);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM audit WHERE event = 'follow.refused'"), ==, 1);
}

static void
note_head (const char *practice, const char *service, gint64 head, gpointer data)
{
  gint64 *heads = data;

  g_assert_cmpstr (practice, ==, PRACTICE);
  g_assert_cmpint (head, >, heads[strcmp (service, "ward") == 0]);
  heads[strcmp (service, "ward") == 0] = head;
}

static void
test_listener (Fixture *fixture, gconstpointer data)
{
  gint64 heads[2] = { 0, 0 };
  guint id = wabi_store_add_listener (fixture->store, note_head, heads);

  add_visits (fixture, "device-a", 5);
  g_assert_true (wabi_store_wait_idle (fixture->store, 60));
  wabi_store_remove_listener (fixture->store, id);
  g_assert_cmpint (heads[0], ==, 5);
  g_assert_cmpint (heads[1], ==, 10);
  add_visits (fixture, "device-b", 1);
  g_assert_true (wabi_store_wait_idle (fixture->store, 60));
  g_assert_cmpint (heads[0], ==, 5);
}

static gboolean
run_sql (WabiStoreTx *tx, gpointer data, GError **error)
{
  return wabi_db_script (wabi_store_tx_get_db (tx), data, error);
}

static void
test_audit (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *harm, *mend;
  } cases[] = {
    { "UPDATE audit SET user_id = 'x' || user_id WHERE n = 2 AND service = 'ward'",
      "UPDATE audit SET user_id = substr (user_id, 2) WHERE n = 2 AND service = 'ward'" },
    { "UPDATE audit SET n = 1000 WHERE n = 3 AND service = 'ward'", "UPDATE audit SET n = 3 WHERE n = 1000" },
    { "UPDATE audit SET n = -n WHERE n = (SELECT max(n) FROM audit WHERE service = 'ledger') AND service = "
      "'ledger'",
      "UPDATE audit SET n = -n WHERE n < 0" },
    { "UPDATE audit SET service = 'w2' WHERE service = 'ward' AND n > 2",
      "UPDATE audit SET service = 'ward' WHERE service = 'w2'" },
    { "UPDATE audit SET at = at + 1 WHERE n = 1 AND service = 'ledger'",
      "UPDATE audit SET at = at - 1 WHERE n = 1 AND service = 'ledger'" },
    { "UPDATE practice_head SET audit_n = audit_n - 1 WHERE service = 'ward'",
      "UPDATE practice_head SET audit_n = audit_n + 1 WHERE service = 'ward'" },
  };
  g_autoptr (GError) error = NULL;
  gint64 entries = 0;

  add_visits (fixture, "device-a", 5);
  g_assert_true (wabi_store_wait_idle (fixture->store, 60));
  g_assert_true (wabi_store_verify_audit (fixture->store, PRACTICE, &entries, &error));
  g_assert_no_error (error);
  g_assert_cmpint (entries, ==, 15);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (wabi_store_write (fixture->store, run_sql, (gpointer)cases[i].harm, &error));
      g_assert_false (wabi_store_verify_audit (fixture->store, NULL, NULL, &error));
      g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_true (wabi_store_write (fixture->store, run_sql, (gpointer)cases[i].mend, &error));
      g_assert_true (wabi_store_verify_audit (fixture->store, NULL, NULL, &error));
      g_assert_no_error (error);
    }
}

static void
test_disclosures (Fixture *fixture, gconstpointer data)
{
  WabiCaller desk = { PRACTICE, USER, WABI_ROLE_FRONTDESK };
  g_autoptr (GError) error = NULL;

  wabi_store_note_read (fixture->store, &desk, &kind_visit, "one");
  wabi_store_note_read (fixture->store, &desk, &kind_visit, "two");
  wabi_store_note_read (fixture->store, &desk, &kind_visit, "two");
  wabi_store_note_read (fixture->store, &desk, &kind_tally, NULL);
  fixture_reopen (fixture);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM audit WHERE event = 'record.read'"), ==, 2);
  g_assert_cmpint (
      count_rows (fixture,
                  "SELECT count(*) FROM audit WHERE refs = '{\"ids\":[\"one\",\"two\"],\"kind\":\"visit\"}'"),
      ==, 1);
  g_assert_true (wabi_store_verify_audit (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* A chain must not hold what a person is treated for: only ids, kinds and numbers. */
static void
test_audit_without_phi (Fixture *fixture, gconstpointer data)
{
  JsonObject *args = visit_args (fixture, NULL, "ann-the-therapist");
  g_autoptr (JsonObject) answer = NULL;

  json_object_set_string_member (args, "memo", "a private matter");
  answer = push_one (fixture, "device-a", 1, "visit.add", args);
  g_assert_cmpstr (get_status (answer, 0), ==, "applied");
  g_assert_cmpint (
      count_rows (fixture,
                  "SELECT count(*) FROM audit WHERE refs LIKE '%private%' OR refs LIKE '%therapist%'"),
      ==, 0);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM audit WHERE refs LIKE '%\"version\":1%'"), >,
                   0);
}

#define ADD(path, func) g_test_add (path, Fixture, "reacting", fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/react/once", test_react_once);
  ADD ("/store/react/catch-up", test_catch_up);
  ADD ("/store/react/poison", test_poison);
  ADD ("/store/react/listener", test_listener);
  ADD ("/store/audit/chain", test_audit);
  ADD ("/store/audit/disclosures", test_disclosures);
  ADD ("/store/audit/without-phi", test_audit_without_phi);
  return g_test_run ();
}
