// SPDX-License-Identifier: AGPL-3.0-or-later
// The driver's contract and the record tables; built against SQLite and against SQLCipher.

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "wabi-migration.h"
#include "wabi-table.h"

static const WabiField fields[] = {
  { "name", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_INDEXED, 0, 0, NULL, NULL },
  { "at", WABI_FIELD_INSTANT, WABI_INDEXED, 0, 0, NULL, NULL },
  { "note", WABI_FIELD_TEXT, 0, 0, 0, NULL, NULL },
};
static const WabiField grown_fields[] = {
  { "name", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_INDEXED, 0, 0, NULL, NULL },
  { "at", WABI_FIELD_INSTANT, WABI_INDEXED, 0, 0, NULL, NULL },
  { "note", WABI_FIELD_TEXT, WABI_INDEXED, 0, 0, NULL, NULL },
};
static const WabiKind thing = { "thing", "things", 1, WABI_POLICY_FIELDS, 0, "at", fields, G_N_ELEMENTS (fields), "thing" };
static const WabiKind grown = { "thing", "things", 2, WABI_POLICY_FIELDS, 0, "at", grown_fields, G_N_ELEMENTS (grown_fields), "thing" };
static const guint8 key[32] = { 1, 2, 3 };

typedef struct
{
  char *dir, *file;
  WabiDb *db;
} Fixture;

static WabiDb *
open_db (const char *file, const guint8 *with_key, GError **error)
{
  WabiDbOptions options = { .location = file, .durable = TRUE };

#ifdef WITH_CIPHER
  options.key = with_key;
#endif
  return wabi_db_open (wabi_db_get_sqlite (), &options, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("wabi-db-XXXXXX", NULL);
  fixture->file = g_build_filename (fixture->dir, "a.db", NULL);
  fixture->db = open_db (fixture->file, key, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a.db", "a.db-wal", "a.db-shm" };

  wabi_db_close (fixture->db);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->file);
  g_free (fixture->dir);
}

static gboolean
sum_row (const WabiRow *row, gpointer data, GError **error)
{
  gsize length;

  *(gint64 *) data += wabi_row_int (row, 0);
  if (!wabi_row_is_null (row, 1))
    *(gint64 *) data += (gint64) strlen (wabi_row_text (row, 1));
  wabi_row_blob (row, 2, &length);
  *(gint64 *) data += (gint64) length;
  return TRUE;
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 sum = 0, changes = 0;
  WabiValue args[] = { WABI_TEXT ("x") };

  g_assert_true (wabi_db_run (fixture->db, &error, "CREATE TABLE t (a BIGINT, b TEXT, c BLOB)"));
  /* Parameters are bound by their number, whatever the order in which they stand. */
  g_assert_true (wabi_db_run (fixture->db, &error, "INSERT INTO t (c, b, a) VALUES ($3, $2, $1)",
                              WABI_INT (G_GINT64_CONSTANT (9007199254740991)), WABI_TEXT ("né"), WABI_BLOB ("\0\1", 2)));
  g_assert_true (wabi_db_run (fixture->db, &error, "INSERT INTO t (a, b, c) VALUES ($1, $2, $3)", WABI_INT (-1), WABI_NULL, WABI_NULL));
  g_assert_true (wabi_db_query (fixture->db, "SELECT a, b, c FROM t", NULL, 0, sum_row, &sum, NULL, &error));
  g_assert_cmpint (sum, ==, G_GINT64_CONSTANT (9007199254740991) - 1 + 3 + 2);
  g_assert_true (wabi_db_query (fixture->db, "DELETE FROM t", NULL, 0, NULL, NULL, &changes, &error));
  g_assert_cmpint (changes, ==, 2);
  g_assert_false (wabi_db_query (fixture->db, "SELECT a FROM t WHERE b = $1 OR b = $2", args, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (wabi_db_run (fixture->db, &error, "SELEC"));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED);
}

static void
test_transactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 count = -1;

  g_assert_true (wabi_db_run (fixture->db, &error, "CREATE TABLE t (a BIGINT PRIMARY KEY)"));
  g_assert_true (wabi_db_begin (fixture->db, WABI_DB_WRITE, &error));
  g_assert_true (wabi_db_run (fixture->db, &error, "INSERT INTO t (a) VALUES ($1)", WABI_INT (1)));
  wabi_db_rollback (fixture->db);
  g_assert_true (wabi_db_get_int (fixture->db, "SELECT count(*) FROM t", NULL, 0, &count, &error));
  g_assert_cmpint (count, ==, 0);
  g_assert_true (wabi_db_begin (fixture->db, WABI_DB_WRITE, &error));
  g_assert_true (wabi_db_run (fixture->db, &error, "INSERT INTO t (a) VALUES ($1)", WABI_INT (1)));
  g_assert_true (wabi_db_commit (fixture->db, &error));
  g_assert_false (wabi_db_run (fixture->db, &error, "INSERT INTO t (a) VALUES ($1)", WABI_INT (1)));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNIQUE);
}

static void
test_migrations (Fixture *fixture, gconstpointer data)
{
  static const WabiMigration one[] = { { 1, "CREATE TABLE a (x BIGINT)" } };
  static const WabiMigration changed[] = { { 1, "CREATE TABLE a (y BIGINT)" } };
  static const WabiMigration broken[] = { { 1, "CREATE TABLE a (x BIGINT)" }, { 2, "CREATE TABLE b (x BIGINT); INSERT INTO nowhere VALUES (1);" } };
  static const WabiMigration two[] = { { 1, "CREATE TABLE a (x BIGINT)" }, { 2, "CREATE TABLE b (x BIGINT); INSERT INTO b VALUES (1);" } };
  g_autoptr (GError) error = NULL;
  gint64 count = -1;

  g_assert_true (wabi_migrate (fixture->db, "u", one, 1, &error));
  g_assert_false (wabi_migrate (fixture->db, "u", changed, 1, &error));
  g_clear_error (&error);
  g_assert_false (wabi_migrate (fixture->db, "u", broken, 2, &error));
  g_clear_error (&error);
  /* A step that failed left nothing behind. */
  g_assert_true (wabi_migrate (fixture->db, "u", two, 2, &error));
  g_assert_true (wabi_migrate (fixture->db, "u", two, 2, &error));
  g_assert_true (wabi_db_get_int (fixture->db, "SELECT count(*) FROM b", NULL, 0, &count, &error));
  g_assert_cmpint (count, ==, 1);
  g_assert_false (wabi_migrate (fixture->db, "u", one, 1, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE);
}

static void
put (WabiDb *db, const WabiKind *kind, guint number, gint64 at, const char *name, gboolean deleted)
{
  g_autofree char *id = g_strdup_printf ("0199a3f2-7c00-7abc-8def-%012u", number);
  g_autoptr (WabiRecord) record = wabi_record_new (kind, id);
  g_autoptr (GError) error = NULL;

  wabi_record_set_text (record, "name", name);
  wabi_record_set_text (record, "note", name);
  wabi_record_set_int (record, "at", at);
  wabi_record_set_stamp (record, 1, (gint64) number + at * 1000, deleted);
  g_assert_true (wabi_table_put (db, "p1", record, &error));
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (WabiRecord) one = NULL;
  WabiQuery query;
  gint64 count;

  g_assert_true (wabi_table_ensure (fixture->db, &thing, TRUE, &error));
  g_assert_true (wabi_table_ensure_indexes (fixture->db, &thing, &error));
  for (guint i = 0; i < 50; i++)
    put (fixture->db, &thing, i, 100 - i, i % 2 ? "odd" : "even", i == 7);
  /* Moving a record in time moves its row; it is not there twice. */
  put (fixture->db, &thing, 9, 5000, "odd", FALSE);
  wabi_query_init (&query, &thing);
  wabi_query_where_text (&query, "name", WABI_EQ, "odd");
  wabi_query_where_int (&query, "at", WABI_GE, 60);
  query.limit = 3;
  records = wabi_table_list (fixture->db, "p1", &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpint (wabi_record_get_int (g_ptr_array_index (records, 0), "at"), ==, 61);
  for (guint i = 0; i < records->len; i++)
    g_assert_true (wabi_query_matches (&query, g_ptr_array_index (records, i)));
  g_assert_true (wabi_table_count (fixture->db, "p1", &query, &count, &error));
  g_assert_cmpint (count, ==, 19);
  g_assert_true (wabi_table_count (fixture->db, "p2", &query, &count, &error));
  g_assert_cmpint (count, ==, 0);
  one = wabi_table_get (fixture->db, "p1", &thing, "0199a3f2-7c00-7abc-8def-000000000009", &error);
  g_assert_nonnull (one);
  g_assert_cmpint (wabi_record_get_int (one, "at"), ==, 5000);
  g_assert_null (wabi_table_get (fixture->db, "p2", &thing, "0199a3f2-7c00-7abc-8def-000000000009", &error));
  g_assert_no_error (error);
}

/* Two records at one place of the feed are a bug somewhere: it must not cost one of them. */
static void
test_one_place_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) record = wabi_record_new (&thing, "0199a3f2-7c00-7abc-8def-000000000777");
  g_autoptr (GError) error = NULL;

  if (!wabi_db_get_sqlite ()->upsert)
    {
      g_test_skip ("this SQLite has no upsert; a cache has no places in a feed to keep apart");
      return;
    }
  g_assert_true (wabi_table_ensure (fixture->db, &thing, TRUE, &error));
  put (fixture->db, &thing, 1, 0, "a", FALSE);
  wabi_record_set_text (record, "name", "b");
  wabi_record_set_stamp (record, 1, 1, FALSE);
  g_assert_false (wabi_table_put (fixture->db, "p1", record, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNIQUE);
}

/* A newer version promotes one more field: the column is added and filled. */
static void
test_table_grows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WabiQuery query;
  gint64 count;

  g_assert_true (wabi_table_ensure (fixture->db, &thing, TRUE, &error));
  for (guint i = 0; i < 10; i++)
    put (fixture->db, &thing, i, i, i % 2 ? "odd" : "even", FALSE);
  g_assert_true (wabi_table_ensure (fixture->db, &grown, TRUE, &error));
  g_assert_no_error (error);
  wabi_query_init (&query, &grown);
  wabi_query_where_text (&query, "note", WABI_EQ, "even");
  g_assert_true (wabi_table_count (fixture->db, "p1", &query, &count, &error));
  g_assert_cmpint (count, ==, 5);
}

#ifdef WITH_CIPHER
static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  static const guint8 wrong[32] = { 9 };
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (wabi_db_run (fixture->db, &error, "CREATE TABLE t (a TEXT)"));
  g_assert_true (wabi_db_run (fixture->db, &error, "INSERT INTO t (a) VALUES ($1)", WABI_TEXT ("Ava Okafor")));
  g_clear_pointer (&fixture->db, wabi_db_close);
  g_assert_true (g_file_get_contents (fixture->file, &bytes, &length, NULL));
  g_assert_null (memmem (bytes, length, "Okafor", 6));
  g_assert_null (memmem (bytes, length, "SQLite format", 13));
  g_assert_null (open_db (fixture->file, wrong, &error));
  g_assert_error (error, WABI_DB_ERROR, WABI_DB_ERROR_CORRUPT);
  g_clear_error (&error);
  fixture->db = open_db (fixture->file, key, &error);
  g_assert_no_error (error);
}
#endif

/* As a kill between a commit's write and its sync leaves them: the log of another process, whole, beside the file. Opened, it is read as if it
 * were kept; so it has to be, before the first answer is given for it. A sync alone would not do: after one that failed the next says yes. */
static void
test_left_log (Fixture *fixture, gconstpointer data)
{
  static const char *const ends[] = { "", "-wal" };
  const struct timespec long_ago[2] = { { 1, 0 }, { 1, 0 } };
  g_autofree char *copy = g_build_filename (fixture->dir, "b.db", NULL), *log = g_strconcat (copy, "-wal", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf now;
  WabiDb *db;
  gsize length, length_after;
  gint64 n = 0;

  g_assert_true (wabi_db_script (fixture->db, "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (7);", &error));
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *from = g_strconcat (fixture->file, ends[i], NULL), *to = g_strconcat (copy, ends[i], NULL);

      g_free (before);
      g_assert_true (g_file_get_contents (from, &before, &length, &error));
      g_assert_true (g_file_set_contents (to, before, (gssize) length, &error));
    }
  g_assert_cmpint (utimensat (AT_FDCWD, log, long_ago, 0), ==, 0);
  db = open_db (copy, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (log, &now), ==, 0);
  g_assert_cmpint (now.st_mtime, >, 1);
  g_assert_true (g_file_get_contents (log, &after, &length_after, &error));
  g_assert_cmpmem (before, length, after, length_after);
  g_assert_true (wabi_db_get_int (db, "SELECT a FROM t", NULL, 0, &n, &error));
  g_assert_cmpint (n, ==, 7);
  wabi_db_close (db);
  g_unlink (copy);
}

/* One who is writing has the file open, and is not waited for. */
static void
test_log_of_a_writer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WabiDb *other;

  g_assert_true (wabi_db_begin (fixture->db, WABI_DB_WRITE, &error));
  other = open_db (fixture->file, key, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_db_script (fixture->db, "CREATE TABLE t (a INTEGER);", &error));
  g_assert_true (wabi_db_commit (fixture->db, &error));
  g_assert_true (wabi_db_script (other, "INSERT INTO t VALUES (7);", &error));
  wabi_db_close (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/db/values", Fixture, NULL, set_up, test_values, tear_down);
  g_test_add ("/db/transactions", Fixture, NULL, set_up, test_transactions, tear_down);
  g_test_add ("/db/migrations", Fixture, NULL, set_up, test_migrations, tear_down);
  g_test_add ("/db/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/db/one-place-once", Fixture, NULL, set_up, test_one_place_once, tear_down);
  g_test_add ("/db/left-log", Fixture, NULL, set_up, test_left_log, tear_down);
  g_test_add ("/db/log-of-a-writer", Fixture, NULL, set_up, test_log_of_a_writer, tear_down);
  g_test_add ("/db/table-grows", Fixture, NULL, set_up, test_table_grows, tear_down);
#ifdef WITH_CIPHER
  g_test_add ("/db/wrong-key", Fixture, NULL, set_up, test_wrong_key, tear_down);
#endif
  return g_test_run ();
}
