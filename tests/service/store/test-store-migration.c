// SPDX-License-Identifier: AGPL-3.0-or-later
// Databases of every earlier schema become those of today; a step that fails, a newer database, or a step that has changed leaves
// the data as they were; and every key leads with the practice.

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-fixture.h"
#include "wabi-login.h"

static const WabiMigration probe_steps[] = {
  { 1, "CREATE TABLE probe (practice_id TEXT NOT NULL PRIMARY KEY, a BIGINT);" },
  { 2, "CREATE TABLE probe_b (practice_id TEXT NOT NULL PRIMARY KEY);" },
};
static const WabiMigration broken_steps[] = {
  { 1, "CREATE TABLE probe (practice_id TEXT NOT NULL PRIMARY KEY, a BIGINT);" },
  { 2, "CREATE TABLE probe_b (practice_id TEXT NOT NULL PRIMARY KEY); UPDATE probe SET a = 7; ALTER TABLE nowhere ADD COLUMN b BIGINT;" },
};
static const WabiMigration changed_steps[] = {
  { 1, "CREATE TABLE probe (practice_id TEXT NOT NULL PRIMARY KEY, a BIGINT, b BIGINT);" },
};

/* The store as the server opens it: all services, all kinds, and some steps beside those of auth. */
static WabiStore *
open_whole (Fixture *fixture, const WabiMigration *steps, guint n_steps, GError **error)
{
  WabiStoreMigrations migrations[2] = { *wabi_auth_get_migrations (), { "probe", steps, n_steps } };
  WabiStoreOptions options = { .location = fixture->location, .clock = wabi_clock_get_system (), .ids = fixture->ids,
                               .migrations = migrations, .n_migrations = n_steps > 0 ? 2 : 1 };

  return wabi_store_open (&options, error);
}

static void
set_up_empty (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  g_clear_pointer (&fixture->store, wabi_store_close);
  fixture_empty (fixture);
}

static gboolean
append_row (const WabiRow *row, gpointer data, GError **error)
{
  g_string_append_printf (data, "%s\n", wabi_row_text (row, 0));
  return TRUE;
}

/* One line for each answer. */
static char *
ask (Fixture *fixture, const char *sqlite, const char *postgres)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  g_assert_true (wabi_db_query (db, fixture_is_postgres () ? postgres : sqlite, NULL, 0, append_row, out, NULL, &error));
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

/* ---- every earlier schema ---- */

/* Tables with their columns, and indexes with theirs; columns in the order of their names, since later ones come last. */
static char *
describe (Fixture *fixture)
{
  return ask (fixture,
              "SELECT * FROM (SELECT 'table ' || m.name || ' ' || t.name || ' ' || t.type || ' ' || t.\"notnull\" || ' ' || t.pk FROM sqlite_master m, "
              "pragma_table_info (m.name) t WHERE m.type = 'table' UNION ALL SELECT 'index ' || m.name || ' ' || l.name || ' ' || l.\"unique\" || ' ' "
              "|| i.seqno || ' ' || i.name FROM sqlite_master m, pragma_index_list (m.name) l, pragma_index_info (l.name) i WHERE m.type = 'table') ORDER BY 1",
              "SELECT * FROM (SELECT 'table ' || table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable FROM "
              "information_schema.columns WHERE table_schema = current_schema () UNION ALL SELECT 'index ' || regexp_replace (indexdef, 't[0-9_]+\\.', "
              "'') FROM pg_indexes WHERE schemaname = current_schema () UNION ALL SELECT 'trigger ' || event_object_table || ' ' || "
              "event_manipulation FROM information_schema.triggers WHERE trigger_schema = current_schema ()) a ORDER BY 1");
}

static void
load_fixture (Fixture *fixture, const char *path)
{
  g_autoptr (WabiDb) db = fixture_connect (fixture);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &sql, NULL, &error));
  if (!wabi_db_script (db, sql, &error))
    g_error ("%s: %s", path, error->message);
}

static void
check_kept (Fixture *fixture)
{
  gint64 entries = 0;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM r_appointment"), ==, 3);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM auth_login WHERE login = 'ruth'"), ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT sum(head) FROM practice_head"), ==, 5);
  g_assert_true (wabi_store_verify_audit (fixture->store, NULL, &entries, &error));
  g_assert_no_error (error);
  g_assert_cmpint (entries, ==, 2);
}

static void
check_from (Fixture *fixture, const char *path, const char *fresh)
{
  g_autofree char *grown = NULL;
  g_autoptr (GError) error = NULL;

  fixture_empty (fixture);
  load_fixture (fixture, path);
  fixture->store = open_whole (fixture, NULL, 0, &error);
  g_assert_no_error (error);
  check_kept (fixture);
  g_clear_pointer (&fixture->store, wabi_store_close);
  grown = describe (fixture);
  g_assert_cmpstr (grown, ==, fresh);
}

static void
test_earlier (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fresh = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  fixture->store = open_whole (fixture, NULL, 0, &error);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->store, wabi_store_close);
  fresh = describe (fixture);
  for (;;)
    {
      g_autofree char *name = g_strdup_printf ("%u.%s.sql", n + 1, fixture_is_postgres () ? "postgres" : "sqlite");
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "tests", "fixtures", "schema", name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        break;
      check_from (fixture, path, fresh);
      n++;
    }
  g_assert_cmpuint (n, >=, 1);
}

/* ---- what must not start ---- */

/* Everything that a failed step might have touched. */
static char *
look_at_probe (Fixture *fixture)
{
  return ask (fixture,
              "SELECT 'step ' || unit || number || checksum FROM migration UNION ALL SELECT 'row ' || practice_id || a FROM probe UNION ALL SELECT "
              "'table ' || name FROM sqlite_master WHERE type = 'table' ORDER BY 1",
              "SELECT 'step ' || unit || number || checksum FROM migration UNION ALL SELECT 'row ' || practice_id || a FROM probe UNION ALL SELECT "
              "'table ' || tablename FROM pg_tables WHERE schemaname = current_schema () ORDER BY 1");
}

static void
refuse (Fixture *fixture, const WabiMigration *steps, guint n_steps, const char *word)
{
  g_autofree char *before = look_at_probe (fixture), *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (open_whole (fixture, steps, n_steps, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, word));
  after = look_at_probe (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
open_and_close (Fixture *fixture, const WabiMigration *steps, guint n_steps)
{
  g_autoptr (GError) error = NULL;
  WabiStore *store = open_whole (fixture, steps, n_steps, &error);

  g_assert_no_error (error);
  wabi_store_close (store);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiDb) db = NULL;
  g_autoptr (GError) error = NULL;

  open_and_close (fixture, probe_steps, 1);
  db = fixture_connect (fixture);
  g_assert_true (wabi_db_run (db, &error, "INSERT INTO probe VALUES ('p', 1)"));
  refuse (fixture, broken_steps, 2, "step 2 of “probe” failed, nothing was changed");
  refuse (fixture, changed_steps, 1, "step 1 of “probe” is not the one");
  open_and_close (fixture, probe_steps, 2);
  refuse (fixture, probe_steps, 1, "update the program");
}

/* ---- two at once ---- */

#define STARTERS 4

static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  pid_t children[STARTERS];
  g_autofree char *steps = NULL;

  for (guint i = 0; i < STARTERS; i++)
    {
      children[i] = fork ();
      g_assert_cmpint (children[i], >=, 0);
      if (children[i] == 0)
        {
          open_and_close (fixture, probe_steps, 2);
          _exit (0);
        }
    }
  for (guint i = 0; i < STARTERS; i++)
    {
      int status = -1;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_cmpint (status, ==, 0);
    }
  steps = ask (fixture, "SELECT number FROM migration WHERE unit = 'probe' ORDER BY number",
               "SELECT number FROM migration WHERE unit = 'probe' ORDER BY number");
  g_assert_cmpstr (steps, ==, "1\n2\n");
}

/* ---- keys ---- */

/* What is looked for before anybody knows whose it is, or belongs to the database itself. On a distributed PostgreSQL these are reference
 * tables (docs/scaling.md). */
static const struct
{
  const char *table, *why;
} without_practice[] = {
  { "server_meta", "the database's own history and the version of its tables" },
  { "migration", "which steps the database has had" },
  { "auth_practice", "finds the practice by the short name that a person types" },
};

static gboolean
has_reason (const char *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (without_practice); i++)
    {
      g_autofree char *prefix = g_strconcat (without_practice[i].table, " ", NULL);

      if (g_str_has_prefix (line, prefix))
        return TRUE;
    }
  return FALSE;
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *keys = NULL, *keyless = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  open_and_close (fixture, NULL, 0);
  keys = ask (fixture,
              "SELECT m.name || ' ' || l.name || ' ' || i.name FROM sqlite_master m, pragma_index_list (m.name) l, pragma_index_info (l.name) i "
              "WHERE m.type = 'table' AND i.seqno = 0",
              "SELECT c.relname || ' ' || i.relname || ' ' || a.attname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i "
              "ON i.oid = x.indexrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0] JOIN pg_namespace n ON n.oid = "
              "c.relnamespace WHERE n.nspname = current_schema ()");
  lines = g_strsplit (g_strchomp (keys), "\n", -1);
  for (; lines[n] != NULL; n++)
    if (!g_str_has_suffix (lines[n], " practice_id") && !has_reason (lines[n]))
      g_error ("this key does not lead with the practice: %s", lines[n]);
  g_assert_cmpuint (n, >, 100);
  keyless = ask (fixture,
                 "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'hint_anchor' AND NOT EXISTS "
                 "(SELECT 1 FROM pragma_index_list (m.name) l WHERE l.origin = 'pk')",
                 "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema () AND c.relkind = "
                 "'r' AND NOT EXISTS (SELECT 1 FROM pg_index x WHERE x.indrelid = c.oid AND x.indisprimary)");
  g_assert_cmpstr (keyless, ==, "");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up_empty, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/migration/earlier", test_earlier);
  ADD ("/migration/refused", test_refused);
  ADD ("/migration/at-once", test_at_once);
  ADD ("/migration/keys", test_keys);
  return g_test_run ();
}
