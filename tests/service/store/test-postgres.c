// SPDX-License-Identifier: AGPL-3.0-or-later
// What only PostgreSQL does to a store: errors by SQLSTATE, failed transactions, connections that break at any point, a cluster
// that crashes under it.

#include <string.h>

#include "cluster.h"
#include "store-fixture.h"

static Cluster *cluster;

static void
run (Fixture *fixture, const char *sql)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;

  if (!wabi_db_script (db, sql, &error))
    g_error ("%s: %s", sql, error->message);
}

/* ---- the driver ---- */

static gboolean
check_values (const WabiRow *row, gpointer data, GError **error)
{
  gsize length;
  const guint8 *blob = wabi_row_blob (row, 2, &length);

  g_assert_cmpint (wabi_row_int (row, 0), ==, G_MININT64);
  g_assert_cmpstr (wabi_row_text (row, 1), ==, "naïve ' \" \\ 名");
  g_assert_cmpmem (blob, length, "\0\1\xff", 3);
  g_assert_true (wabi_row_is_null (row, 3));
  g_assert_null (wabi_row_text (row, 3));
  g_assert_cmpint (wabi_row_int (row, 4), ==, 1);
  (*(guint *) data)++;
  return TRUE;
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;
  guint rows = 0;

  g_assert_true (wabi_db_run (db, &error, "CREATE TABLE v (a BIGINT, b TEXT, c BYTEA, d TEXT)"));
  g_assert_true (wabi_db_run (db, &error, "INSERT INTO v VALUES ($1, $2, $3, $4)", WABI_INT (G_MININT64),
                              WABI_TEXT ("naïve ' \" \\ 名"), WABI_BLOB ("\0\1\xff", 3), WABI_NULL));
  g_assert_true (wabi_db_query (db, "SELECT a, b, c, d, a < 0 FROM v", NULL, 0, check_values, &rows, NULL, &error));
  g_assert_cmpuint (rows, ==, 1);
  g_assert_false (wabi_db_run (db, &error, "SELECT $1 || 'x', $2", WABI_TEXT ("too few")));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED);
  g_assert_true (wabi_db_check (db));
}

/* As many as a large caseload or a whole push name, and no more than the protocol can count. */
static void
test_many_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM generate_series (1, 10) i WHERE i NOT IN ($1");
  g_autofree WabiValue *args = g_new0 (WabiValue, 70000);
  gint64 left = 0;

  for (guint i = 0; i < 70000; i++)
    args[i] = WABI_INT (i < 3 ? i + 1 : 100 + i);
  for (guint i = 2; i <= 5000; i++)
    g_string_append_printf (sql, ", $%u", i);
  g_string_append_c (sql, ')');
  g_assert_true (wabi_db_get_int (db, sql->str, args, 5000, &left, &error));
  g_assert_cmpint (left, ==, 7);
  g_assert_false (wabi_db_get_int (db, "SELECT $1", args, 70000, &left, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED);
  g_assert_true (wabi_db_check (db));
}

typedef struct
{
  WabiDb *db;
  gint64 sum;
  guint stop_after, rows;
} Nest;

static gboolean
add_nested (const WabiRow *row, gpointer data, GError **error)
{
  Nest *nest = data;
  WabiValue args[] = { WABI_INT (wabi_row_int (row, 0)) };
  gint64 twice = 0;

  if (!wabi_db_get_int (nest->db, "SELECT $1 * 2", args, 1, &twice, error))
    return FALSE;
  nest->sum += twice;
  return ++nest->rows != nest->stop_after;
}

/* A query inside a row function, and one that has had enough, leave the connection in order. */
static void
test_nested (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;
  Nest all = { db, 0, 0, 0 }, some = { db, 0, 3, 0 };

  g_assert_true (wabi_db_query (db, "SELECT generate_series (1, 100)", NULL, 0, add_nested, &all, NULL, &error));
  g_assert_cmpint (all.sum, ==, 10100);
  g_assert_false (wabi_db_query (db, "SELECT generate_series (1, 50000)", NULL, 0, add_nested, &some, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (some.sum, ==, 12);
  g_assert_true (wabi_db_query (db, "SELECT generate_series (1, 100)", NULL, 0, add_nested, &all, NULL, &error));
  g_assert_cmpint (all.sum, ==, 20200);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *state;
    WabiDbError expected;
  } cases[] = {
    { "23505", WABI_DB_ERROR_UNIQUE },        { "23502", WABI_DB_ERROR_CONSTRAINT },    { "23514", WABI_DB_ERROR_CONSTRAINT },
    { "40001", WABI_DB_ERROR_SERIALIZATION }, { "40P01", WABI_DB_ERROR_SERIALIZATION }, { "55P03", WABI_DB_ERROR_BUSY },
    { "57014", WABI_DB_ERROR_BUSY },          { "53100", WABI_DB_ERROR_FULL },          { "53200", WABI_DB_ERROR_BUSY },
    { "53300", WABI_DB_ERROR_UNAVAILABLE },   { "08006", WABI_DB_ERROR_UNAVAILABLE },   { "57P01", WABI_DB_ERROR_UNAVAILABLE },
    { "57P03", WABI_DB_ERROR_UNAVAILABLE },   { "25006", WABI_DB_ERROR_UNAVAILABLE },   { "XX001", WABI_DB_ERROR_CORRUPT },
    { "42601", WABI_DB_ERROR_FAILED },        { "22012", WABI_DB_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WabiDb) db = fixture_connect (fixture);
      g_autofree char *sql
          = g_strdup_printf ("DO $do$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '%s'; END $do$", cases[i].state);
      g_autoptr (GError) error = NULL;

      g_assert_false (wabi_db_run (db, &error, sql));
      g_assert_error (error, WABI_DB_ERROR, (int) cases[i].expected);
      g_assert_true (wabi_db_check (db) == (cases[i].expected != WABI_DB_ERROR_UNAVAILABLE));
    }
}

/* Values may be about people: they stay out of messages. */
static void
test_no_values_in_messages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_db_run (db, &error, "CREATE TABLE u (a TEXT PRIMARY KEY)"));
  g_assert_true (wabi_db_run (db, &error, "INSERT INTO u VALUES ($1)", WABI_TEXT ("Ava Okafor")));
  g_assert_false (wabi_db_run (db, &error, "INSERT INTO u VALUES ($1)", WABI_TEXT ("Ava Okafor")));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNIQUE);
  g_assert_null (strstr (error->message, "Okafor"));
  g_clear_error (&error);
  g_assert_false (wabi_db_run (db, &error, "SELECT CAST ($1 AS TEXT)::bigint", WABI_TEXT ("Ava Okafor")));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED);
  g_assert_null (strstr (error->message, "Okafor"));
}

static void
test_savepoint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (wabi_db_run (db, &error, "CREATE TABLE s (a BIGINT PRIMARY KEY)"));
  g_assert_true (wabi_db_begin (db, WABI_DB_WRITE, &error));
  g_assert_true (wabi_db_post (db, &error, "INSERT INTO s VALUES (1)"));
  g_assert_true (wabi_db_post (db, &error, "SAVEPOINT job"));
  /* Not waited for: the error comes with the next that is. */
  g_assert_true (wabi_db_post (db, &error, "INSERT INTO s VALUES (1)"));
  g_assert_false (wabi_db_get_int (db, "SELECT count(*) FROM s", NULL, 0, &n, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNIQUE);
  g_clear_error (&error);
  g_assert_true (wabi_db_run (db, &error, "ROLLBACK TO SAVEPOINT job"));
  g_assert_true (wabi_db_post (db, &error, "INSERT INTO s VALUES (2)"));
  g_assert_true (wabi_db_commit (db, &error));
  g_assert_true (wabi_db_get_int (db, "SELECT count(*) FROM s", NULL, 0, &n, &error));
  g_assert_cmpint (n, ==, 2);
  /* PostgreSQL itself calls the commit of a failed transaction a success. */
  g_assert_true (wabi_db_begin (db, WABI_DB_WRITE, &error));
  g_assert_true (wabi_db_run (db, &error, "INSERT INTO s VALUES (3)"));
  g_assert_false (wabi_db_run (db, &error, "INSERT INTO s VALUES (3)"));
  g_clear_error (&error);
  g_assert_false (wabi_db_commit (db, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (wabi_db_get_int (db, "SELECT count(*) FROM s", NULL, 0, &n, &error));
  g_assert_cmpint (n, ==, 2);
}

static void
test_terminated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autofree char *pid = NULL, *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_db_run (db, &error, "CREATE TABLE k (a BIGINT)"));
  g_assert_true (wabi_db_get_text (db, "SELECT pg_backend_pid ()", NULL, 0, &pid, &error));
  g_assert_true (wabi_db_begin (db, WABI_DB_WRITE, &error));
  g_assert_true (wabi_db_run (db, &error, "INSERT INTO k VALUES (1)"));
  g_assert_true (wabi_db_check (db));
  sql = g_strdup_printf ("SELECT pg_terminate_backend (%s, 10000)", pid);
  run (fixture, sql);
  g_assert_false (wabi_db_check (db));
  g_assert_false (wabi_db_run (db, &error, "INSERT INTO k VALUES (2)"));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (wabi_db_commit (db, &error));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM k"), ==, 0);
}

/* A server process that says nothing any more loses its connection, not the thread that waits for it. */
static void
test_silent (Fixture *fixture, gconstpointer data)
{
  g_autofree char *location = g_strconcat (fixture->location, "&answer_seconds=1", NULL);
  WabiDbOptions options = { .location = location };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_get_postgres (), &options, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_db_run (db, &error, "SELECT 1"));
  g_assert_false (wabi_db_run (db, &error, "SELECT pg_sleep (50)"));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE);
  g_assert_false (wabi_db_check (db));
  g_clear_error (&error);
  g_assert_false (wabi_db_run (db, &error, "SELECT 1"));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE);
}

/* ---- the store ---- */

static void
push_and_check (Fixture *fixture, const char *device, gint64 n)
{
  g_autoptr (JsonObject) answer = push_one (fixture, device, n, "visit.add", visit_args (fixture, NULL, "ann"));

  g_assert_cmpstr (get_status (answer, 0), ==, "applied");
}

static void
check_whole (Fixture *fixture, guint visits)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, visits);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM mutation"), ==, visits);
  g_assert_cmpuint (check_dense (fixture, "ward"), ==, visits);
  g_assert_true (wabi_store_verify_audit (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* Each of these breaks the transaction of a push in another way, as often as the sequence says; the push has one effect. */
static void
test_tried_again (Fixture *fixture, gconstpointer data)
{
  static const char *const harms[] = {
    "RAISE EXCEPTION 'x' USING ERRCODE = '40001'",
    "RAISE EXCEPTION 'x' USING ERRCODE = '40P01'",
    "PERFORM pg_terminate_backend (pg_backend_pid ())",
  };
  static const char *const whens[] = { "BEFORE INSERT ON mutation", "BEFORE UPDATE ON practice_head" };
  guint visits = 0;

  push_and_check (fixture, "device-a", ++visits);
  for (guint i = 0; i < G_N_ELEMENTS (harms) * G_N_ELEMENTS (whens); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "CREATE SEQUENCE luck; CREATE FUNCTION harm () RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN IF nextval ('luck') <= 2 THEN %s; "
          "END IF; RETURN NEW; END $f$; CREATE TRIGGER harm %s FOR EACH ROW EXECUTE FUNCTION harm ();",
          harms[i / 2], whens[i % 2]);

      run (fixture, sql);
      push_and_check (fixture, "device-a", ++visits);
      g_assert_cmpint (count_rows (fixture, "SELECT CAST (last_value AS BIGINT) FROM luck"), >=, 3);
      run (fixture, "DROP FUNCTION harm CASCADE; DROP SEQUENCE luck");
    }
  check_whole (fixture, visits);
}

static gboolean
write_once (WabiStoreTx *tx, gpointer data, GError **error)
{
  (*(guint *) data)++;
  return wabi_store_tx_audit (tx, PRACTICE, "ward", NULL, "test.once", "[]", error);
}

/* The connection breaks while it commits: a push is simply run again, another write is told that nobody knows. */
static void
test_lost_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint runs = 0;

  push_and_check (fixture, "device-a", 1);
  run (fixture, "CREATE SEQUENCE luck; CREATE FUNCTION harm () RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN IF nextval ('luck') = 1 THEN "
                "PERFORM pg_terminate_backend (pg_backend_pid ()); PERFORM pg_sleep (0); END IF; RETURN NEW; END $f$; "
                "CREATE CONSTRAINT TRIGGER harm AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION harm ();");
  g_assert_false (wabi_store_write_in (fixture->store, PRACTICE, write_once, &runs, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_AWAY);
  g_assert_cmpuint (runs, ==, 1);
  g_clear_error (&error);
  run (fixture, "SELECT setval ('luck', 1, false)");
  push_and_check (fixture, "device-a", 2);
  run (fixture, "DROP FUNCTION harm CASCADE");
  check_whole (fixture, 2);
}

static void
terminate_all (Fixture *fixture)
{
  run (fixture, "SELECT pg_terminate_backend (pid, 10000) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> "
                "pg_backend_pid ()");
}

/* All connections, those of readers, writers and of the news: the next call opens others. */
static void
test_all_terminated (Fixture *fixture, gconstpointer data)
{
  for (gint64 n = 1; n <= 5; n++)
    {
      push_and_check (fixture, "device-a", n);
      g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_visit"), ==, n);
      terminate_all (fixture);
    }
  check_whole (fixture, 5);
}

typedef struct
{
  Fixture *fixture;
  guint number;
  gint *stop;
  gint64 done, refused;
} Pusher;

/* As a desktop does it: the same command again until it has an answer. */
static gpointer
push_until_stopped (gpointer data)
{
  Pusher *pusher = data;
  g_autofree char *device = g_strdup_printf ("device-%u", pusher->number);

  while (!g_atomic_int_get (pusher->stop))
    {
      gint64 n = pusher->done + 1;
      g_autoptr (WabiCommand) command = command_new (pusher->fixture, n, "visit.add", visit_args (pusher->fixture, NULL, "ann"));
      g_autoptr (JsonObject) answer = NULL;

      while (answer == NULL)
        {
          g_autoptr (GError) error = NULL;

          answer = push_commands (pusher->fixture, device, &command, 1, &error);
          if (answer == NULL)
            {
              g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_AWAY);
              pusher->refused++;
              g_thread_yield ();
            }
        }
      g_assert_cmpstr (get_status (answer, 0), ==, "applied");
      pusher->done = n;
    }
  return NULL;
}

#define PUSHERS 6
#define CRASHES 3

static void
test_crashes (Fixture *fixture, gconstpointer data)
{
  GThread *threads[PUSHERS];
  Pusher pushers[PUSHERS];
  gint64 done = 0;
  gint stop = 0;

  /* The store warns of each transaction that it has to give up. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  for (guint i = 0; i < PUSHERS; i++)
    {
      pushers[i] = (Pusher){ fixture, i, &stop, 0, 0 };
      threads[i] = g_thread_new ("pusher", push_until_stopped, &pushers[i]);
    }
  for (guint i = 0; i < CRASHES; i++)
    cluster_order (cluster, "restart");
  g_atomic_int_set (&stop, 1);
  for (guint i = 0; i < PUSHERS; i++)
    {
      g_thread_join (threads[i]);
      done += pushers[i].done;
    }
  check_whole (fixture, (guint) done);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
}

/* While it is away everything says so at once; when it is back nobody has to do anything. */
static void
test_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiCommand) command = command_new (fixture, 1, "visit.add", visit_args (fixture, NULL, "ann"));
  g_autoptr (JsonObject) answer = NULL, page = NULL;
  g_autoptr (GError) error = NULL;

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  cluster_order (cluster, "crash");
  g_assert_null (push_commands (fixture, "device-a", &command, 1, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_AWAY);
  g_clear_error (&error);
  g_assert_null (read_feed (fixture, "ward", 0, 10, WABI_ROLES_ALL, &error));
  g_assert_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_AWAY);
  g_clear_error (&error);
  cluster_order (cluster, "start");
  page = read_feed (fixture, "ward", 0, 10, WABI_ROLES_ALL, &error);
  g_assert_no_error (error);
  while (answer == NULL)
    {
      g_clear_error (&error);
      answer = push_commands (fixture, "device-a", &command, 1, &error);
    }
  check_whole (fixture, 1);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
}

/* Closing comes to an end also when what is left to write cannot be written. */
static void
test_closed_away (Fixture *fixture, gconstpointer data)
{
  WabiCaller desk = { PRACTICE, USER, WABI_ROLE_FRONTDESK };

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  wabi_store_note_read (fixture->store, &desk, &kind_visit, "one");
  cluster_order (cluster, "crash");
  g_clear_pointer (&fixture->store, wabi_store_close);
  cluster_order (cluster, "start");
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
}

/* A write around the store is refused by the database itself. */
static void
test_guard (Fixture *fixture, gconstpointer data)
{
  static const char *const harms[] = {
    "UPDATE r_visit SET body = '{}'",
    "UPDATE r_visit SET body = '{}', seq = seq - 1",
    "UPDATE r_visit SET body = '{}', seq = NULL",
    "INSERT INTO r_visit (practice_id, id, version, seq, deleted, schema, body, f_starts_at) VALUES ('" PRACTICE "', 'x', 1, 1, 0, 1, '{}', 0)",
    "INSERT INTO r_visit (practice_id, id, version, seq, deleted, schema, body, f_starts_at) VALUES ('" PRACTICE "', 'x', 1, NULL, 0, 1, '{}', "
    "0)",
  };

  push_and_check (fixture, "device-a", 1);
  push_and_check (fixture, "device-a", 2);
  for (guint i = 0; i < G_N_ELEMENTS (harms); i++)
    {
      g_autoptr (WabiDb) db = fixture_connect (fixture);
      g_autoptr (GError) error = NULL;

      g_assert_false (wabi_db_run (db, &error, harms[i]));
      g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_CONSTRAINT);
    }
  /* A promoted column may be filled anew. */
  run (fixture, "UPDATE r_visit SET f_staff = 'bob'");
  check_whole (fixture, 2);
}

static void
test_location (Fixture *fixture, gconstpointer data)
{
  WabiDbOptions options = { .location = "postgresql:///x?schema=Robert'); DROP" };
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_db_driver_for_location ("postgresql://h/d") == wabi_db_get_postgres ());
  g_assert_true (wabi_db_driver_for_location ("postgres://h/d") == wabi_db_get_postgres ());
  g_assert_true (wabi_db_driver_for_location ("/var/lib/wabi/wabi.db") == wabi_db_get_sqlite ());
  g_assert_null (wabi_db_open (wabi_db_get_postgres (), &options, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  options.location = "postgresql:///x?answer_seconds=soon";
  g_assert_null (wabi_db_open (wabi_db_get_postgres (), &options, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  options.location = "postgresql:///x?host=/nowhere&password=secret";
  g_assert_null (wabi_db_open (wabi_db_get_postgres (), &options, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE);
  g_assert_null (strstr (error->message, "secret"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cluster = cluster_start ();
  ADD ("/postgres/driver/values", test_values);
  ADD ("/postgres/driver/many-values", test_many_values);
  ADD ("/postgres/driver/nested", test_nested);
  ADD ("/postgres/driver/states", test_states);
  ADD ("/postgres/driver/no-values-in-messages", test_no_values_in_messages);
  ADD ("/postgres/driver/savepoint", test_savepoint);
  ADD ("/postgres/driver/terminated", test_terminated);
  ADD ("/postgres/driver/silent", test_silent);
  ADD ("/postgres/driver/location", test_location);
  ADD ("/postgres/store/guard", test_guard);
  ADD ("/postgres/store/tried-again", test_tried_again);
  ADD ("/postgres/store/lost-commit", test_lost_commit);
  ADD ("/postgres/store/all-terminated", test_all_terminated);
  ADD ("/postgres/store/crashes", test_crashes);
  ADD ("/postgres/store/away", test_away);
  ADD ("/postgres/store/closed-away", test_closed_away);
  status = g_test_run ();
  cluster_free (cluster);
  return status;
}
