// SPDX-License-Identifier: AGPL-3.0-or-later
// What is the same for every database: transactions, single answers, rows.

#include "wabi-db.h"

G_DEFINE_QUARK (wabi-db-error-quark, wabi_db_error)

WabiDb *
wabi_db_open (const WabiDbDriver *driver, const WabiDbOptions *options, GError **error)
{
  WabiDb *db;

  g_return_val_if_fail (driver != NULL && options != NULL, NULL);

  db = driver->open (options, error);
  if (db != NULL)
    db->driver = driver;
  return db;
}

void
wabi_db_close (WabiDb *db)
{
  if (db == NULL)
    return;
  wabi_db_rollback (db);
  db->driver->close (db);
}

gboolean
wabi_db_query (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, WabiRowFunc func, gpointer data,
               gint64 *changes, GError **error)
{
  g_return_val_if_fail (db != NULL && sql != NULL, FALSE);

  return db->driver->query (db, sql, args, n_args, func, data, changes, error);
}

gboolean
wabi_db_post_values (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, GError **error)
{
  g_return_val_if_fail (db != NULL && sql != NULL, FALSE);

  return db->driver->post != NULL && db->in_transaction ? db->driver->post (db, sql, args, n_args, error)
                                                        : db->driver->query (db, sql, args, n_args, NULL, NULL, NULL, error);
}

gboolean
wabi_db_check (WabiDb *db)
{
  g_return_val_if_fail (db != NULL, FALSE);
  return !db->lost && (db->driver->check == NULL || db->driver->check (db));
}

gboolean
wabi_db_script (WabiDb *db, const char *sql, GError **error)
{
  g_return_val_if_fail (db != NULL && sql != NULL, FALSE);

  return db->driver->script (db, sql, error);
}

static gboolean
keep_int (const WabiRow *row, gpointer data, GError **error)
{
  if (!wabi_row_is_null (row, 0))
    *(gint64 *) data = wabi_row_int (row, 0);
  return TRUE;
}

gboolean
wabi_db_get_int (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, gint64 *out, GError **error)
{
  return wabi_db_query (db, sql, args, n_args, keep_int, out, NULL, error);
}

static gboolean
keep_text (const WabiRow *row, gpointer data, GError **error)
{
  char **out = data;

  g_free (*out);
  *out = g_strdup (wabi_row_text (row, 0));
  return TRUE;
}

gboolean
wabi_db_get_text (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, char **out, GError **error)
{
  *out = NULL;
  return wabi_db_query (db, sql, args, n_args, keep_text, out, NULL, error);
}

gboolean
wabi_db_begin (WabiDb *db, WabiTxMode mode, GError **error)
{
  const gboolean postgres = db != NULL && db->driver->dialect == WABI_DIALECT_POSTGRES;
  const char *begin = "BEGIN IMMEDIATE";

  g_return_val_if_fail (db != NULL && !db->in_transaction, FALSE);

  if (mode == WABI_DB_READ)
    begin = postgres ? "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY" : "BEGIN";
  else if (postgres)
    begin = "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE";
  /* With a driver that posts, the beginning travels with the first statement. */
  db->in_transaction = db->driver->post != NULL;
  db->in_transaction = wabi_db_post (db, error, begin);
  return db->in_transaction;
}

gboolean
wabi_db_commit (WabiDb *db, GError **error)
{
  g_return_val_if_fail (db != NULL && db->in_transaction, FALSE);

  if (!wabi_db_run (db, error, "COMMIT"))
    {
      wabi_db_rollback (db);
      return FALSE;
    }
  db->in_transaction = FALSE;
  return TRUE;
}

void
wabi_db_rollback (WabiDb *db)
{
  g_autoptr (GError) error = NULL;

  if (!db->in_transaction)
    return;
  db->in_transaction = FALSE;
  /* The engine may have rolled back by itself (disk full): then there is nothing left to undo. */
  if (!wabi_db_run (db, &error, "ROLLBACK"))
    g_debug ("rollback: %s", error->message);
}

gint64
wabi_row_int (const WabiRow *row, guint column)
{
  return row->db->driver->row_int (row, column);
}

const char *
wabi_row_text (const WabiRow *row, guint column)
{
  return row->db->driver->row_text (row, column);
}

gconstpointer
wabi_row_blob (const WabiRow *row, guint column, gsize *length)
{
  return row->db->driver->row_blob (row, column, length);
}

gboolean
wabi_row_is_null (const WabiRow *row, guint column)
{
  return row->db->driver->row_is_null (row, column);
}
