// SPDX-License-Identifier: AGPL-3.0-or-later
// At most once, in order, all or nothing: what a device may rely on when it pushes.

#include <string.h>

#include "store-fixture.h"

static void
test_applied_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiCommand) command = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autofree char *first_text = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) answer = push_commands (fixture, "device-a", &command, 1, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (get_status (answer, 0), ==, "applied");
      g_assert_cmpint (wabi_json_peek_int (answer, "head", 0), ==, 1);
      g_assert_cmpstr (wabi_json_peek_text (answer, "epoch"), ==, wabi_store_get_epoch (fixture->store));
      text = wabi_json_object_to_canonical (answer);
      if (first_text == NULL)
        first_text = g_steal_pointer (&text);
      else
        g_assert_cmpstr (text, ==, first_text);
      if (i == 1)
        fixture_reopen (fixture);
    }
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM mutation"), ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT version FROM r_visit"), ==, 1);
}

static void
test_rejected_advances (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiCommand) good = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) bad = command_new (fixture, 2, "visit.refuse", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) child = command_new (fixture, 3, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) grandchild
      = command_new (fixture, 4, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) last = command_new (fixture, 5, "visit.add", visit_args (fixture, NULL, "ann"));
  WabiCommand *all[] = { good, bad, child, grandchild, last };
  const char *to_bad[] = { bad->id, NULL }, *to_child[] = { good->id, child->id, NULL },
             *to_good[] = { good->id, NULL };
  static const char *const expected[] = { "applied", "rejected", "dep_failed", "dep_failed", "applied" };

  child->deps = g_strdupv ((char **)to_bad);
  grandchild->deps = g_strdupv ((char **)to_child);
  last->deps = g_strdupv ((char **)to_good);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) answer = push_commands (fixture, "device-a", all, G_N_ELEMENTS (all), &error);

      g_assert_no_error (error);
      for (guint k = 0; k < G_N_ELEMENTS (all); k++)
        {
          g_assert_cmpstr (get_status (answer, k), ==, expected[k]);
          g_assert_cmpint (wabi_json_peek_int (get_result (answer, k), "n", 0), ==, k + 1);
          g_assert_cmpstr (wabi_json_peek_text (get_result (answer, k), "id"), ==, all[k]->id);
        }
      g_assert_cmpstr (wabi_json_peek_text (get_result (answer, 1), "code"), ==, "no-room");
      g_assert_cmpstr (wabi_json_peek_text (get_result (answer, 1), "field"), ==, "room");
      g_assert_nonnull (wabi_json_peek_text (get_result (answer, 1), "message"));
    }
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, 2);
  /* What was refused is kept for whoever has to settle it. */
  g_assert_cmpint (
      count_rows (fixture,
                  "SELECT count(*) FROM mutation WHERE status = 'rejected' AND payload LIKE '%ann%'"),
      ==, 1);
  g_assert_cmpuint (check_dense (fixture, "ward"), ==, 2);
}

static void
test_waiting_dependency (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiCommand) first = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) second = command_new (fixture, 2, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) other = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "bob"));
  WabiCommand *both[] = { first, second };
  const char *deps[] = { other->id, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL, again = NULL, done = NULL;

  second->deps = g_strdupv ((char **)deps);
  answer = push_commands (fixture, "device-a", both, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "results")), ==, 1);
  g_assert_null (push_commands (fixture, "device-a", &second, 1, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_DEP_WAITING);
  g_clear_error (&error);
  again = push_commands (fixture, "device-b", &other, 1, &error);
  g_assert_no_error (error);
  done = push_commands (fixture, "device-a", &second, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_status (done, 0), ==, "applied");
}

static void
test_misuse (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiCommand) first = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) other = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "bob"));
  g_autoptr (WabiCommand) fresh = command_new (fixture, 2, "visit.add", visit_args (fixture, NULL, "cy"));
  g_autoptr (WabiCommand) same_id
      = wabi_command_new (first->id, "visit.add", visit_args (fixture, NULL, "dan"));
  WabiCommand *list[] = { fresh, same_id };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = push_commands (fixture, "device-a", &first, 1, &error);

  g_assert_no_error (error);
  g_assert_null (push_commands (fixture, "device-a", &other, 1, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_MID_REUSE);
  g_clear_error (&error);
  same_id->n = 3;
  g_assert_null (push_commands (fixture, "device-a", list, 2, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_MID_REUSE);
  /* All or nothing: the sound command before it was undone too. */
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT max(n) FROM mutation"), ==, 1);
}

static void
test_other_user_or_device (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiCommand) command = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "ann"));
  WabiPush push = {
    { PRACTICE, "44444444-4444-7444-8444-444444444444", WABI_ROLES_ALL }, "device-a", "ward", 1, &command, 1
  };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = push_commands (fixture, "device-a", &command, 1, &error), moved = NULL,
                         again = NULL;

  g_assert_no_error (error);
  g_assert_false (wabi_store_push (fixture->store, &push, out, NULL, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_MID_REUSE);
  g_clear_error (&error);
  /* The same command from the same person's new device: its one result, no second effect. */
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (JsonObject) repeated = push_commands (fixture, "device-new", &command, 1, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (get_status (repeated, 0), ==, "applied");
    }
  moved = push_one (fixture, "device-new", 2, "visit.add", visit_args (fixture, NULL, "bob"));
  g_assert_cmpstr (get_status (moved, 0), ==, "applied");
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, 2);
  /* Another practice is another world: the same ids there are new. */
  push.caller.practice = OTHER_PRACTICE;
  g_assert_true (wabi_store_push (fixture->store, &push, out, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out->str, "\"applied\""));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit WHERE practice_id = '" PRACTICE "'"),
                   ==, 2);
  again = push_commands (fixture, "device-a", &command, 1, &error);
  g_assert_no_error (error);
}

static void
test_gap (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) first
      = push_one (fixture, "device-a", 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (WabiCommand) third = command_new (fixture, 3, "visit.add", visit_args (fixture, NULL, "ann"));
  WabiPush push = { { PRACTICE, USER, WABI_ROLES_ALL }, "device-a", "ward", 3, &third, 1 };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 expected = 0;

  g_assert_false (wabi_store_push (fixture->store, &push, out, &expected, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_GAP);
  g_assert_cmpint (expected, ==, 2);
  g_clear_error (&error);
  push.device = "device-unknown";
  g_assert_false (wabi_store_push (fixture->store, &push, out, &expected, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_GAP);
  g_assert_cmpint (expected, ==, 1);
  g_clear_error (&error);
  push.from_n = 2;
  g_assert_false (wabi_store_push (fixture->store, &push, out, &expected, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID);
  g_clear_error (&error);
  push.service = "nowhere";
  g_assert_false (wabi_store_push (fixture->store, &push, out, &expected, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_UNKNOWN_SERVICE);
}

static void
test_forbidden (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *code;
  } cases[] = { { "visit.system", "forbidden" },
                { "visit.admin", "forbidden" },
                { "visit.nonsense", "unknown-command" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) answer
          = push_one (fixture, "device-a", i + 1, cases[i].name, visit_args (fixture, NULL, "ann"));

      g_assert_cmpstr (get_status (answer, 0), ==, "rejected");
      g_assert_cmpstr (wabi_json_peek_text (get_result (answer, 0), "code"), ==, cases[i].code);
    }
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, 0);
}

static JsonObject *
edit_args (const char *id, const char *field, const char *from, const char *to)
{
  JsonObject *args = json_object_new (), *base = json_object_new (), *set = json_object_new ();

  json_object_set_string_member (args, "id", id);
  if (from != NULL)
    json_object_set_string_member (base, field, from);
  json_object_set_string_member (set, field, to);
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", set);
  return args;
}

static void
test_merged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = wabi_id_new (fixture->ids);
  static const struct
  {
    const char *field, *from, *to, *status;
  } edits[] = { { "room", NULL, "2", "applied" },
                { "staff", "ann", "bob", "applied" },
                { "room", NULL, "3", "merged" }, /* clashes with the first: kept as a proposal */
                { "staff", "bob", "bob", "applied" } };
  g_autoptr (JsonObject) added
      = push_one (fixture, "device-a", 1, "visit.add", visit_args (fixture, id, "ann"));

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (JsonObject) answer = push_one (fixture, "device-a", i + 2, "visit.edit",
                                                edit_args (id, edits[i].field, edits[i].from, edits[i].to));

      g_assert_cmpstr (get_status (answer, 0), ==, edits[i].status);
    }
  g_assert_cmpint (
      count_rows (
          fixture,
          "SELECT count(*) FROM r_visit WHERE f_staff = 'bob' AND body LIKE '%\"room\":\"2\"%' AND body LIKE "
          "'%\"room\":\"3\"%'"),
      ==, 1);
}

static void
test_deleted_stays_deleted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = wabi_id_new (fixture->ids);
  static const char *const names[] = { "visit.add", "visit.edit", "visit.remove" };
  g_autoptr (JsonObject) added
      = push_one (fixture, "device-a", 1, "visit.add", visit_args (fixture, id, "ann"));
  g_autoptr (JsonObject) removed
      = push_one (fixture, "device-a", 2, "visit.remove", visit_args (fixture, id, "ann"));

  g_assert_cmpstr (get_status (removed, 0), ==, "applied");
  g_assert_cmpint (
      count_rows (fixture, "SELECT count(*) FROM r_visit WHERE deleted = 1 AND body = '{}' AND version = 2"),
      ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (JsonObject) answer
          = push_one (fixture, "device-b", i + 1, names[i], edit_args (id, "staff", "ann", "bob"));

      g_assert_cmpstr (get_status (answer, 0), ==, "rejected");
    }
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit WHERE deleted = 1"), ==, 1);
}

/* ---- many at once ---- */

#define THREADS 8
#define PUSHES 60

typedef struct
{
  Fixture *fixture;
  guint number;
  guint applied;
} Pusher;

static gpointer
push_many (gpointer data)
{
  Pusher *pusher = data;
  g_autofree char *device = g_strdup_printf ("device-%u", pusher->number);

  for (gint64 i = 0; i < PUSHES; i++)
    {
      g_autoptr (WabiCommand) a
          = command_new (pusher->fixture, i * 2 + 1, "visit.add", visit_args (pusher->fixture, NULL, device));
      g_autoptr (WabiCommand) b
          = command_new (pusher->fixture, i * 2 + 2, i % 5 == 0 ? "visit.refuse" : "visit.add",
                         visit_args (pusher->fixture, NULL, device));
      WabiCommand *both[] = { a, b };

      /* Each is sent twice, as after a lost answer. */
      for (int k = 0; k < 2; k++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (JsonObject) answer = push_commands (pusher->fixture, device, both, 2, &error);

          g_assert_no_error (error);
          if (k == 0)
            pusher->applied += strcmp (get_status (answer, 0), "applied") == 0;
          if (k == 0)
            pusher->applied += strcmp (get_status (answer, 1), "applied") == 0;
        }
    }
  return NULL;
}

static void
test_concurrent (Fixture *fixture, gconstpointer data)
{
  Pusher pushers[THREADS];
  GThread *threads[THREADS];
  WabiStoreStats stats;
  guint applied = 0;

  for (guint i = 0; i < THREADS; i++)
    {
      pushers[i] = (Pusher){ fixture, i, 0 };
      threads[i] = g_thread_new ("pusher", push_many, &pushers[i]);
    }
  for (guint i = 0; i < THREADS; i++)
    {
      g_thread_join (threads[i]);
      applied += pushers[i].applied;
    }
  g_assert_true (wabi_store_wait_idle (fixture->store, 60));
  g_assert_cmpuint (applied, ==, THREADS * (PUSHES * 2 - PUSHES / 5));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, applied);
  g_assert_cmpuint (check_dense (fixture, "ward"), ==, applied);
  wabi_store_get_stats (fixture->store, &stats);
  g_assert_cmpint (stats.commands, ==, THREADS * PUSHES * 2);
  g_assert_cmpint (stats.rejected, ==, THREADS * PUSHES / 5);
  g_test_message ("%" G_GINT64_FORMAT " pushes in %" G_GINT64_FORMAT " commits", stats.pushes, stats.commits);
}

static gboolean
write_then_fail (WabiStoreTx *tx, gpointer data, GError **error)
{
  g_autoptr (WabiRecord) record = wabi_record_new (&kind_secret, "55555555-5555-7555-8555-555555555555");

  wabi_record_set_text (record, "word", "xyzzy");
  if (!wabi_store_tx_put (tx, PRACTICE, record, error)
      || !wabi_store_tx_audit (tx, PRACTICE, "ward", USER, "test.write", NULL, error))
    return FALSE;
  if (data == NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "on purpose");
  return FALSE;
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL;

  g_assert_false (wabi_store_write (fixture->store, write_then_fail, fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_secret"), ==, 0);
  g_assert_true (wabi_store_write (fixture->store, write_then_fail, NULL, &error));
  g_assert_no_error (error);
  answer = push_one (fixture, "device-a", 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_assert_cmpint (wabi_json_peek_int (answer, "head", 0), ==, 2);
  g_assert_true (wabi_store_verify_audit (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
limit_pages (WabiStoreTx *tx, gpointer data, GError **error)
{
  return wabi_db_script (wabi_store_tx_get_db (tx), data, error);
}

/* A full disk: an error for the pusher, nothing of the push kept, and all goes on when there is room again.
 */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *memo = g_strnfill (20000, 'm');
  g_autoptr (GError) error = NULL;
  gint64 n = 1;
  gboolean full = FALSE;

  if (fixture_is_postgres ())
    {
      g_test_skip ("a limit of pages is SQLite's; a full disk under PostgreSQL is in test-postgres");
      return;
    }
  /* Whether SQLite undoes one write or the whole transaction, of which the store warns, is its own choice. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_assert_true (
      wabi_store_write (fixture->store, limit_pages, (gpointer) "PRAGMA max_page_count=400", &error));
  for (; !full && n < 1000; n++)
    {
      JsonObject *args = visit_args (fixture, NULL, "ann");
      g_autoptr (WabiCommand) command = command_new (fixture, n, "visit.add", args);
      g_autoptr (JsonObject) answer = NULL;

      json_object_set_string_member (args, "memo", memo);
      answer = push_commands (fixture, "device-a", &command, 1, &error);
      full = answer == NULL;
      if (!full)
        continue;
      g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FULL);
      g_clear_error (&error);
      g_assert_true (
          wabi_store_write (fixture->store, limit_pages, (gpointer) "PRAGMA max_page_count=1000000", &error));
      g_assert_no_error (error);
      g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, n - 1);
      /* The same command again, as the desktop does it. */
      answer = push_commands (fixture, "device-a", &command, 1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (get_status (answer, 0), ==, "applied");
    }
  g_assert_true (full);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_assert_cmpuint (check_dense (fixture, "ward"), ==, n - 1);
  g_assert_true (wabi_store_verify_audit (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
write_foreign (WabiStoreTx *tx, gpointer data, GError **error)
{
  g_autoptr (WabiRecord) record = wabi_record_new (&kind_tally, "55555555-5555-7555-8555-555555555555");

  wabi_record_set_int (record, "count", 1);
  return wabi_store_tx_put (tx, PRACTICE, record, error);
}

/* A service mounted without the others: it knows nothing of theirs, and trusts that what a command needs was
 * applied elsewhere. */
static void
test_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = wabi_id_new (fixture->ids);
  g_autoptr (WabiCommand) command = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "ann"));
  const char *deps[] = { elsewhere, NULL };
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GError) error = NULL;

  fixture->alone = TRUE;
  fixture_reopen (fixture);
  g_assert_true (wabi_store_find_kind (fixture->store, "visit") == &kind_visit);
  g_assert_null (wabi_store_find_kind (fixture->store, "tally"));
  g_assert_false (wabi_store_has_service (fixture->store, "ledger"));
  g_assert_null (read_feed (fixture, "ledger", 0, 10, WABI_ROLES_ALL, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_UNKNOWN_SERVICE);
  g_clear_error (&error);
  g_assert_false (wabi_store_write (fixture->store, write_foreign, NULL, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED);
  g_clear_error (&error);
  command->deps = g_strdupv ((char **)deps);
  answer = push_commands (fixture, "device-a", &command, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_status (answer, 0), ==, "applied");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/push/applied-once", test_applied_once);
  ADD ("/store/push/rejected-advances", test_rejected_advances);
  ADD ("/store/push/waiting-dependency", test_waiting_dependency);
  ADD ("/store/push/misuse", test_misuse);
  ADD ("/store/push/other-user-or-device", test_other_user_or_device);
  ADD ("/store/push/gap", test_gap);
  ADD ("/store/push/forbidden", test_forbidden);
  ADD ("/store/push/merged", test_merged);
  ADD ("/store/push/deleted-stays-deleted", test_deleted_stays_deleted);
  ADD ("/store/push/concurrent", test_concurrent);
  ADD ("/store/push/write", test_write);
  ADD ("/store/push/disk-full", test_disk_full);
  ADD ("/store/push/alone", test_alone);
  return g_test_run ();
}
