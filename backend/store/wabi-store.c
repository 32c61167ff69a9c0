// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening and closing: the tables brought up to date, then the writer thread and the reading connections.

#include "wabi-store-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "wabi-table.h"

G_DEFINE_QUARK (wabi - store - error - quark, wabi_store_error)

/* Never changed once released: a later step follows. */
static const WabiMigration steps[] = {
  { 1,
    "CREATE TABLE server_meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE practice_head (practice_id TEXT NOT NULL, service TEXT NOT NULL, head BIGINT NOT NULL, "
    "min_seq BIGINT NOT NULL, "
    "audit_n BIGINT NOT NULL, audit_hash TEXT NOT NULL, PRIMARY KEY (practice_id, service));"
    "CREATE TABLE mutation (practice_id TEXT NOT NULL, service TEXT NOT NULL, device TEXT NOT NULL, n BIGINT "
    "NOT NULL, mid TEXT, "
    "user_id TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, status TEXT NOT NULL, result TEXT NOT "
    "NULL, payload TEXT, "
    "at BIGINT NOT NULL, wall BIGINT NOT NULL, mono BIGINT NOT NULL, boot TEXT, PRIMARY KEY (practice_id, "
    "service, device, n));"
    "CREATE UNIQUE INDEX mutation_mid ON mutation (practice_id, mid);"
    "CREATE TABLE audit (practice_id TEXT NOT NULL, service TEXT NOT NULL, n BIGINT NOT NULL, prev_hash TEXT "
    "NOT NULL, "
    "hash TEXT NOT NULL, at BIGINT NOT NULL, user_id TEXT NOT NULL, event TEXT NOT NULL, refs TEXT NOT NULL, "
    "PRIMARY KEY (practice_id, service, n));"
    "CREATE TABLE follower (practice_id TEXT NOT NULL, service TEXT NOT NULL, follows TEXT NOT NULL, cursor "
    "BIGINT NOT NULL, "
    "PRIMARY KEY (practice_id, service, follows));" },
};

static gboolean
ensure_epoch (WabiStore *store, GError **error)
{
  WabiDb *db = store->writer.db;
  g_autofree char *fresh = wabi_id_new (store->ids);

  return wabi_db_run (
             db, error,
             "INSERT INTO server_meta (name, value) VALUES ('epoch', $1) ON CONFLICT (name) DO NOTHING",
             WABI_TEXT (fresh))
         && wabi_db_get_text (db, "SELECT value FROM server_meta WHERE name = 'epoch'", NULL, 0,
                              &store->epoch, error);
}

/* Also the kinds of services that are not mounted here have a table: it holds what a follower over the
 * network brings. */
static gboolean
ensure_tables (WabiStore *store, GError **error)
{
  WabiDb *db = store->writer.db;

  if (!wabi_db_begin (db, WABI_DB_WRITE, error))
    return FALSE;
  for (guint i = 0; i < store->n_kinds; i++)
    if (!wabi_table_ensure (db, store->kinds[i], TRUE, error)
        || !wabi_table_ensure_indexes (db, store->kinds[i], error))
      {
        wabi_db_rollback (db);
        return FALSE;
      }
  if (!wabi_table_write_hints (db, store->kinds, store->n_kinds, error))
    {
      wabi_db_rollback (db);
      return FALSE;
    }
  return wabi_db_commit (db, error);
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
limit_cache (WabiStore *store, GError **error)
{
  return store->driver->dialect != WABI_DIALECT_SQLITE
         || wabi_db_script (store->writer.db, "PRAGMA cache_size=-8000;", error);
}

static gboolean
open_database (WabiStore *store, const WabiStoreOptions *options, GError **error)
{
  WabiDbOptions db_options = { .location = options->location, .durable = !options->quick };

  if (!make_private_file (store, error))
    return FALSE;
  store->writer.db = wabi_db_open (store->driver, &db_options, error);
  if (store->writer.db == NULL || !limit_cache (store, error)
      || !wabi_migrate (store->writer.db, "store", steps, G_N_ELEMENTS (steps), error)
      || !wabi_migrate (store->writer.db, "quarantine", wabi_quarantine_steps, WABI_QUARANTINE_N_STEPS, error))
    return FALSE;
  for (guint i = 0; i < options->n_migrations; i++)
    if (!wabi_migrate (store->writer.db, options->migrations[i].unit, options->migrations[i].steps,
                       options->migrations[i].n_steps, error))
      return FALSE;
  return ensure_epoch (store, error) && ensure_tables (store, error) && wabi_epoch_load (store, error)
         && wabi_follow_open (store, error);
}

static void
take_tables (WabiStore *store, const WabiStoreOptions *options)
{
  store->kinds = options->kinds;
  store->n_kinds = options->n_kinds;
  store->commands = options->commands;
  store->n_commands = options->n_commands;
  store->reactions = options->reactions;
  store->n_reactions = options->n_reactions;
  if (store->kinds == NULL)
    store->kinds = wabi_domain_list_kinds (NULL, &store->n_kinds);
  if (store->commands == NULL)
    {
      store->commands = wabi_domain_get_commands (&store->n_commands);
      if (store->reactions == NULL)
        store->reactions = wabi_domain_get_reactions (&store->n_reactions);
    }
}

static void
index_tables (WabiStore *store)
{
  store->whole = TRUE;
  store->kinds_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < store->n_kinds; i++)
    {
      const WabiKind *kind = store->kinds[i];

      if (strcmp (kind->name, "practice") == 0)
        store->practice_kind = kind;
      if (wabi_store_has_service (store, kind->service))
        g_hash_table_insert (store->kinds_by_name, (gpointer)kind->name, (gpointer)kind);
      else
        store->whole = FALSE;
    }
  store->wanted = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < store->n_reactions; i++)
    if (wabi_store_has_service (store, store->reactions[i].service))
      g_hash_table_add (store->wanted, (gpointer)store->reactions[i].kind);
}

static WabiStore *
new_store (const WabiStoreOptions *options)
{
  WabiStore *store = g_new0 (WabiStore, 1);
  const char *const *services = options->services != NULL ? options->services : wabi_domain_services;

  store->driver = options->driver != NULL ? options->driver : wabi_db_get_sqlite ();
  store->location = g_strdup (options->location);
  store->clock = options->clock;
  store->ids = options->ids;
  store->services = g_strdupv ((char **)services);
  take_tables (store, options);
  index_tables (store);
  wabi_readers_init (&store->readers, options->max_readers);
  g_mutex_init (&store->notes.lock);
  store->notes.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&store->listeners_lock);
  store->listeners = g_array_new (FALSE, FALSE, sizeof (WabiListener));
  g_mutex_init (&store->queue.lock);
  g_cond_init (&store->queue.wake);
  g_cond_init (&store->queue.idle);
  g_queue_init (&store->queue.jobs);
  store->writer.dirty = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wabi_follow_init (store);
  return store;
}

WabiStore *
wabi_store_open (const WabiStoreOptions *options, GError **error)
{
  g_autoptr (WabiStore) store = NULL;

  g_return_val_if_fail (
      options != NULL && options->location != NULL && options->clock != NULL && options->ids != NULL, NULL);

  store = new_store (options);
  if (!open_database (store, options, error))
    return NULL;
  wabi_react_mark_all (store);
  return wabi_writer_start (store, error) ? g_steal_pointer (&store) : NULL;
}

void
wabi_store_close (WabiStore *store)
{
  if (store == NULL)
    return;
  wabi_writer_stop (store);
  wabi_readers_clear (&store->readers);
  g_clear_pointer (&store->writer.db, wabi_db_close);
  g_clear_pointer (&store->writer.dirty, g_hash_table_unref);
  g_clear_pointer (&store->kinds_by_name, g_hash_table_unref);
  g_clear_pointer (&store->wanted, g_hash_table_unref);
  g_clear_pointer (&store->service_epochs, g_hash_table_unref);
  wabi_follow_clear (store);
  g_clear_pointer (&store->notes.seen, g_hash_table_unref);
  g_clear_pointer (&store->listeners, g_array_unref);
  g_mutex_clear (&store->notes.lock);
  g_mutex_clear (&store->listeners_lock);
  g_mutex_clear (&store->queue.lock);
  g_cond_clear (&store->queue.wake);
  g_cond_clear (&store->queue.idle);
  g_strfreev (store->services);
  g_free (store->location);
  g_free (store->epoch);
  g_free (store);
}

const char *
wabi_store_get_epoch (WabiStore *store)
{
  g_return_val_if_fail (store != NULL, NULL);
  return store->epoch;
}

gboolean
wabi_store_has_service (WabiStore *store, const char *service)
{
  g_return_val_if_fail (store != NULL, FALSE);
  return service != NULL && g_strv_contains ((const char *const *)store->services, service);
}

gboolean
wabi_store_has_mounted (WabiStore *store, const WabiKind *kind)
{
  return g_hash_table_lookup (store->kinds_by_name, kind->name) == kind;
}

const WabiKind *
wabi_store_find_kind (WabiStore *store, const char *name)
{
  g_return_val_if_fail (store != NULL, NULL);
  return name != NULL ? g_hash_table_lookup (store->kinds_by_name, name) : NULL;
}

guint
wabi_store_add_listener (WabiStore *store, WabiHeadFunc func, gpointer data)
{
  WabiListener listener = { 0, func, data };

  g_return_val_if_fail (store != NULL && func != NULL, 0);

  g_mutex_lock (&store->listeners_lock);
  listener.id = ++store->last_listener;
  g_array_append_val (store->listeners, listener);
  g_mutex_unlock (&store->listeners_lock);
  return listener.id;
}

void
wabi_store_remove_listener (WabiStore *store, guint id)
{
  g_return_if_fail (store != NULL);

  g_mutex_lock (&store->listeners_lock);
  for (guint i = 0; i < store->listeners->len; i++)
    if (g_array_index (store->listeners, WabiListener, i).id == id)
      {
        g_array_remove_index (store->listeners, i);
        break;
      }
  g_mutex_unlock (&store->listeners_lock);
}
