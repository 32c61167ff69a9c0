// SPDX-License-Identifier: AGPL-3.0-or-later
// The tables brought up to date at opening: all steps in one transaction, so that a failure leaves the data as they were.

#include "wabi-store-books.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "wabi-table.h"
#include "wabi-text.h"

#define HEAD_COLUMNS                                                                                                        \
  "practice_id TEXT NOT NULL, service TEXT NOT NULL, head BIGINT NOT NULL, "                                                \
  "min_seq BIGINT NOT NULL, "                                                                                               \
  "audit_n BIGINT NOT NULL, audit_hash TEXT NOT NULL, PRIMARY KEY (practice_id, service)"
#define META_TABLE "CREATE TABLE server_meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);"
#define OTHER_TABLES                                                                                                        \
  "CREATE TABLE mutation (practice_id TEXT NOT NULL, service TEXT NOT NULL, device TEXT NOT NULL, n BIGINT "                \
  "NOT NULL, mid TEXT, "                                                                                                    \
  "user_id TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, status TEXT NOT NULL, result TEXT NOT "                   \
  "NULL, payload TEXT, "                                                                                                    \
  "at BIGINT NOT NULL, wall BIGINT NOT NULL, mono BIGINT NOT NULL, boot TEXT, PRIMARY KEY (practice_id, "                   \
  "service, device, n));"                                                                                                   \
  "CREATE UNIQUE INDEX mutation_mid ON mutation (practice_id, mid);"                                                        \
  "CREATE TABLE audit (practice_id TEXT NOT NULL, service TEXT NOT NULL, n BIGINT NOT NULL, prev_hash TEXT "                \
  "NOT NULL, "                                                                                                              \
  "hash TEXT NOT NULL, at BIGINT NOT NULL, user_id TEXT NOT NULL, event TEXT NOT NULL, refs TEXT NOT NULL, "                \
  "PRIMARY KEY (practice_id, service, n));"                                                                                 \
  "CREATE TABLE follower (practice_id TEXT NOT NULL, service TEXT NOT NULL, follows TEXT NOT NULL, cursor "                 \
  "BIGINT NOT NULL, "                                                                                                       \
  "PRIMARY KEY (practice_id, service, follows));"

/* How far a feed had come, at some times: what is as old as that (wabi-store-tidy.c). */
#define MARK_TABLE                                                                                                          \
  "CREATE TABLE feed_mark (practice_id TEXT NOT NULL, service TEXT NOT NULL, head BIGINT NOT NULL, at BIGINT NOT NULL, "    \
  "PRIMARY KEY (practice_id, service, head));"

/* Never changed once released: a later step follows. */
static const WabiMigration steps[] = {
  { 1, META_TABLE "CREATE TABLE practice_head (" HEAD_COLUMNS ");" OTHER_TABLES,
    /* The heads change with every commit: room on their page saves each of them a new entry in the index. */
    META_TABLE "CREATE TABLE practice_head (" HEAD_COLUMNS ") WITH (fillfactor = 40);" OTHER_TABLES },
  { 2, MARK_TABLE, MARK_TABLE },
};

static gboolean
ensure_epoch (WabiStore *store, WabiDb *db, GError **error)
{
  g_autofree char *fresh = wabi_id_new (store->ids);

  return wabi_db_run (
             db, error,
             "INSERT INTO server_meta (name, value) VALUES ('epoch', $1) ON CONFLICT (name) DO NOTHING",
             WABI_TEXT (fresh))
         && wabi_db_get_text (db, "SELECT value FROM server_meta WHERE name = 'epoch'", NULL, 0,
                              &store->epoch, error);
}

/* One text that changes whenever the field tables do: looking at each table again would hold up, on PostgreSQL, another process
 * that is writing to them. */
static char *
build_fingerprint (const WabiStore *store)
{
  g_autoptr (GString) text = g_string_new (WABI_TABLE_VERSION);

  for (guint i = 0; i < store->n_kinds; i++)
    {
      const WabiKind *kind = store->kinds[i];

      g_string_append_printf (text, "\n%s %s %s", kind->name, kind->service, kind->cluster_by != NULL ? kind->cluster_by : "-");
      for (guint k = 0; k < kind->n_fields; k++)
        if (kind->fields[k].flags & WABI_INDEXED)
          g_string_append_printf (text, " %s:%d", kind->fields[k].name, (int) kind->fields[k].type);
    }
  return wabi_text_hash_hex (text->str, (gssize) text->len);
}

/* Also the kinds of services that are not mounted here have a table: it holds what a follower over the
 * network brings. */
static gboolean
ensure_tables (WabiStore *store, WabiDb *db, GError **error)
{
  g_autofree char *fingerprint = build_fingerprint (store), *there = NULL;

  if (!wabi_db_get_text (db, "SELECT value FROM server_meta WHERE name = 'tables'", NULL, 0, &there, error))
    return FALSE;
  if (g_strcmp0 (there, fingerprint) == 0)
    return TRUE;
  for (guint i = 0; i < store->n_kinds; i++)
    if (!wabi_table_ensure (db, store->kinds[i], TRUE, error) || !wabi_table_ensure_indexes (db, store->kinds[i], error)
        || !wabi_table_guard (db, store->kinds[i], error))
      return FALSE;
  return wabi_table_write_hints (db, store->kinds, store->n_kinds, error)
         && wabi_db_run (db, error,
                         "INSERT INTO server_meta (name, value) VALUES ('tables', $1) ON CONFLICT (name) DO UPDATE SET value = "
                         "excluded.value",
                         WABI_TEXT (fingerprint));
}

/* The file holds clinical records: nobody but the server's own user may read it, whatever the umask says. */
static gboolean
make_private_file (const WabiStore *store, GError **error)
{
  int fd;

  if (store->driver->dialect != WABI_DIALECT_SQLITE || g_file_test (store->location, G_FILE_TEST_EXISTS))
    return TRUE;
  fd = g_open (store->location, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED,
                   _ ("The database “%s” cannot be made: %s"), store->location, g_strerror (errno));
      return FALSE;
    }
  return g_close (fd, error);
}

static gboolean
bring_up_to_date (WabiStore *store, WabiDb *db, const WabiStoreOptions *options, GError **error)
{
  if (!wabi_migrate (db, "store", steps, G_N_ELEMENTS (steps), error)
      || !wabi_migrate (db, "quarantine", wabi_quarantine_steps, WABI_QUARANTINE_N_STEPS, error)
      || !wabi_migrate (db, "books", wabi_books_steps, WABI_BOOKS_N_STEPS, error))
    return FALSE;
  for (guint i = 0; i < options->n_migrations; i++)
    if (!wabi_migrate (db, options->migrations[i].unit, options->migrations[i].steps,
                       options->migrations[i].n_steps, error))
      return FALSE;
  return ensure_epoch (store, db, error) && ensure_tables (store, db, error) && wabi_epoch_load (store, db, error)
         && wabi_follow_open (store, db, error);
}

/* A new index over a million records takes its time; no statement of a running server may. */
static gboolean
take_time (const WabiStore *store, WabiDb *db, const char *how_long, GError **error)
{
  g_autofree char *sql = g_strconcat ("SET statement_timeout = ", how_long, NULL);

  return store->driver->dialect != WABI_DIALECT_POSTGRES || wabi_db_script (db, sql, error);
}

gboolean
wabi_store_prepare (WabiStore *store, const WabiStoreOptions *options, GError **error)
{
  gboolean ok;
  WabiDb *db;

  if (!make_private_file (store, error))
    return FALSE;
  db = store->lanes[0].db = wabi_lane_open (store, error);
  if (db == NULL)
    return FALSE;
  ok = take_time (store, db, "0", error) && wabi_db_begin (db, WABI_DB_WRITE, error) && bring_up_to_date (store, db, options, error)
       && wabi_db_commit (db, error);
  wabi_db_rollback (db);
  return ok && take_time (store, db, "'60s'", error);
}
