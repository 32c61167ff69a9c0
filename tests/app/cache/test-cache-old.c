// SPDX-License-Identifier: AGPL-3.0-or-later
// A cache that an older program left, with a thousand changes that wait; and what a newer server sends that this program does not know.

#include "cache-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "wabi-migration.h"

#define BOX_1 "01890000-0000-7000-8000-000000000001"
#define PENDING 1000

/* The file as version 0.1.0 made it; kept as it was. */
static const WabiMigration old_steps[] = {
  { 1,
    "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE feed_cursor (service TEXT NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, epoch TEXT, loaded "
    "BIGINT NOT NULL,"
    " sweeping BIGINT NOT NULL, last_n BIGINT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE outbox (pos INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, n BIGINT, service "
    "TEXT NOT NULL,"
    " name TEXT NOT NULL, args TEXT NOT NULL, deps TEXT NOT NULL, wall BIGINT NOT NULL, mono BIGINT NOT "
    "NULL, boot TEXT NOT NULL,"
    " zone TEXT NOT NULL, user_id TEXT NOT NULL, online BIGINT NOT NULL, state BIGINT NOT NULL, seq BIGINT "
    "NOT NULL,"
    " kinds TEXT NOT NULL, at BIGINT NOT NULL);"
    "CREATE INDEX outbox_waiting ON outbox (pos) WHERE state < 2;"
    "CREATE INDEX outbox_applied ON outbox (service, seq) WHERE state = 2;"
    "CREATE TABLE touch (command TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, hash TEXT NOT NULL,"
    " PRIMARY KEY (command, kind, id)) WITHOUT ROWID;"
    "CREATE INDEX touch_record ON touch (kind, id);"
    "CREATE TABLE shadow (kind TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL, seq BIGINT NOT NULL,"
    " deleted BIGINT NOT NULL, body TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;"
    "CREATE TABLE refused (id TEXT NOT NULL PRIMARY KEY, service TEXT NOT NULL, name TEXT NOT NULL, args "
    "TEXT NOT NULL,"
    " deps TEXT NOT NULL, code TEXT, field TEXT, message TEXT, dep_of TEXT, given_at BIGINT NOT NULL, at "
    "BIGINT NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE buffer (key TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL, at BIGINT NOT NULL) WITHOUT "
    "ROWID;"
    "CREATE TABLE person_name (kind TEXT NOT NULL, id TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY "
    "(kind, id)) WITHOUT ROWID;"
    "CREATE TABLE word (kind TEXT NOT NULL, word TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, word, "
    "id)) WITHOUT ROWID;"
    "CREATE INDEX word_record ON word (kind, id);"
    "CREATE TABLE raw (kind TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL, seq BIGINT NOT NULL,"
    " deleted BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;"
    "CREATE TABLE seen (service TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (service, "
    "kind, id)) WITHOUT ROWID;" },
  /* With the state in it, what waits is counted without looking at the commands themselves. */
  { 2, "DROP INDEX outbox_waiting; CREATE INDEX outbox_waiting ON outbox (pos, state) WHERE state < 2;" },
};

static char *
find_file (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".cache"))
      return g_build_filename (fixture->directory, name, NULL);
  g_assert_not_reached ();
}

static void
fill_old (WabiDb *db)
{
  static const char rows[]
      = "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000)"
        " INSERT INTO outbox (id, n, service, name, args, deps, wall, mono, boot, zone, user_id, online, state, seq, kinds, at)"
        " SELECT printf ('01890000-0000-7000-8000-%012d', i), CASE WHEN i <= 3 THEN i END, 'boxes', 'box.add',"
        " printf ('{\"id\":\"01890000-0000-7000-9000-%012d\",\"label\":\"b\",\"later\":7}', i), '', i, i, 'boot', 'UTC', 'user-1', 0,"
        " CASE WHEN i <= 3 THEN 1 ELSE 0 END, 0, 'box', i FROM c";
  g_autoptr (GError) error = NULL;
  gboolean ok = wabi_migrate (db, "cache", old_steps, G_N_ELEMENTS (old_steps), &error)
                && wabi_db_script (db,
                                   "INSERT INTO meta VALUES ('epoch', 'e1'); INSERT INTO meta VALUES ('roles', '31');"
                                   "INSERT INTO feed_cursor VALUES ('boxes', 7, 'e1', 1, 0, 3);"
                                   "INSERT INTO raw VALUES ('box', '01890000-0000-7000-8000-000000000001', 2, 6, 0, '{\"label\":\"kept raw\"}');",
                                   &error)
                && wabi_db_script (db, rows, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
make_old (Fixture *fixture)
{
  static const char *const tails[] = { "", "-wal", "-shm" };
  WabiCacheOptions fixture_s = fixture_options (fixture);
  g_autofree char *path = find_file (fixture), *key = NULL;
  g_autofree guchar *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiDb) db = NULL;
  WabiDbOptions options = { path, NULL, FALSE, TRUE };
  gsize length;

  wabi_cache_close (fixture->cache);
  g_clear_object (&fixture->cache);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *one = g_strconcat (path, tails[i], NULL);

      g_unlink (one);
    }
  key = wabi_key_store_lookup (fixture->keys, &fixture_s.owner, "data-key", NULL, &error);
  bytes = g_base64_decode (key, &length);
  options.key = bytes;
  db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  g_assert_no_error (error);
  fill_old (db);
}

static void
test_upgrade_keeps_the_queue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiPushBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  make_old (fixture);
  g_assert_nonnull (fixture_reopen (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_null (wabi_cache_get_set_aside (fixture->cache));
  g_assert_cmpuint (wabi_cache_get_pending (fixture->cache), ==, PENDING);
  /* What was kept raw is of a kind that is known now. */
  label = dup_label (fixture->cache, BOX_1);
  g_assert_cmpstr (label, ==, "kept raw");
  g_assert_true (wabi_cache_begin_push (fixture->cache, 200, &batch, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (batch->commands->len, ==, 200);
  g_assert_cmpstr (batch->epoch, ==, "e1");
  g_assert_cmpint (((WabiCommand *)g_ptr_array_index (batch->commands, 0))->n, ==, 1);
  g_assert_cmpint (((WabiCommand *)g_ptr_array_index (batch->commands, 3))->n, ==, 4);
  /* And so is a member of the arguments that this program does not know. */
  g_assert_nonnull (strstr (batch->body, "\"later\":7"));
}

/* A member that this program does not know stays through an edit here, and through what the edit is laid over. */
static void
test_unknown_members_stay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) box = NULL, after = NULL;
  g_autofree char *body = NULL, *later = NULL;
  g_autoptr (GError) error = NULL;

  pull_rows (fixture->cache, "boxes", 0, 1,
             "{\"kind\":\"box\",\"id\":\"" BOX_1 "\",\"version\":1,\"seq\":1,\"deleted\":false,\"schema\":9,"
             "\"body\":{\"label\":\"a\",\"weight\":{\"g\":12}}}",
             NULL);
  g_assert_true (label_box (fixture->cache, BOX_1, "a", "b", &error));
  box = wabi_cache_get (fixture->cache, &kind_box, BOX_1, &error);
  body = wabi_record_dup_json (box);
  g_assert_cmpstr (body, ==, "{\"label\":\"b\",\"weight\":{\"g\":12}}");
  pull_rows (fixture->cache, "boxes", 1, 2,
             "{\"kind\":\"box\",\"id\":\"" BOX_1 "\",\"version\":2,\"seq\":2,\"deleted\":false,\"schema\":9,"
             "\"body\":{\"label\":\"a\",\"weight\":{\"g\":13}}}",
             NULL);
  after = wabi_cache_get (fixture->cache, &kind_box, BOX_1, &error);
  later = wabi_record_dup_json (after);
  g_assert_cmpstr (later, ==, "{\"label\":\"b\",\"weight\":{\"g\":13}}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cache-old/upgrade-keeps-the-queue", Fixture, NULL, fixture_set_up, test_upgrade_keeps_the_queue, fixture_tear_down);
  g_test_add ("/cache-old/unknown-members-stay", Fixture, NULL, fixture_set_up, test_unknown_members_stay, fixture_tear_down);
  return g_test_run ();
}
