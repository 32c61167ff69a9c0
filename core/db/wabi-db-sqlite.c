// SPDX-License-Identifier: AGPL-3.0-or-later
// The SQLite driver; compiled a second time against SQLCipher, whose SQLite on Debian 12 is 3.15.

#include "wabi-db.h"

#include <string.h>

#ifdef WABI_SQLCIPHER
#include <sqlcipher/sqlite3.h>
#else
#include <sqlite3.h>
#endif

#define MAX_STATEMENTS 200
#define BUSY_TIMEOUT_MS 10000
#define BUSY_PAUSE_MS 10
#define KEY_LENGTH 32
#define CIPHER_PAGE 4096
#define LOG_PIECE 65536

typedef struct
{
  WabiDb base;
  sqlite3 *handle;
  GHashTable *statements; /* SQL text → Kept */
} SqliteDb;

/* A prepared statement that lives on after its use. */
typedef struct
{
  sqlite3_stmt *statement;
  gboolean busy;     /* a query within its own row function gets another one */
  gboolean in_order; /* its parameters are $1, $2 … in this order, so that their places are known */
} Kept;

typedef struct
{
  WabiRow base;
  sqlite3_stmt *statement;
} SqliteRow;

static gboolean
fail (SqliteDb *self, const char *what, GError **error)
{
  int code = sqlite3_extended_errcode (self->handle);
  WabiDbError mapped = WABI_DB_ERROR_FAILED;

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      mapped = WABI_DB_ERROR_BUSY;
      break;
    case SQLITE_FULL:
      mapped = WABI_DB_ERROR_FULL;
      break;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      mapped = WABI_DB_ERROR_CORRUPT;
      self->base.damaged = TRUE;
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      mapped = WABI_DB_ERROR_UNAVAILABLE;
      break;
    case SQLITE_CONSTRAINT:
      mapped = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ? WABI_DB_ERROR_UNIQUE
                                                                                       : WABI_DB_ERROR_CONSTRAINT;
      break;
    default:
      break;
    }
  /* SQLite's words name tables and columns, never values. */
  g_set_error (error, WABI_DB_ERROR, (int) mapped, "%s: %s (SQLite %d)", what, sqlite3_errmsg (self->handle), code);
  return FALSE;
}

static void
sqlite_close (WabiDb *db)
{
  SqliteDb *self = (SqliteDb *) db;

  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

/*
 * After an error of the disk SQLite may have undone the whole transaction by itself. What its owner, who need not have noticed, would write
 * then would be kept at once and alone: a record without its place, a place without its record.
 */
static gboolean
check_transaction (SqliteDb *self, GError **error)
{
  if (!self->base.in_transaction || !sqlite3_get_autocommit (self->handle))
    return TRUE;
  g_set_error_literal (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED, "the transaction was undone by the database after an error");
  return FALSE;
}

static gboolean
sqlite_script (WabiDb *db, const char *sql, GError **error)
{
  SqliteDb *self = (SqliteDb *) db;

  if (!check_transaction (self, error))
    return FALSE;
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, "a script failed", error);
  return TRUE;
}

static gboolean
set_key (SqliteDb *self, const guint8 *key, GError **error)
{
#ifdef WABI_SQLCIPHER
  char text[KEY_LENGTH * 2 + 4];
  int rc;

  memcpy (text, "x'", 2);
  for (guint i = 0; i < KEY_LENGTH; i++)
    g_snprintf (text + 2 + 2 * i, 3, "%02x", key[i]);
  memcpy (text + 2 + 2 * KEY_LENGTH, "'", 2);
  rc = sqlite3_key (self->handle, text, 3 + 2 * KEY_LENGTH);
  explicit_bzero (text, sizeof text);
  if (rc != SQLITE_OK)
    return fail (self, "the key was not taken", error);
  /* SQLCipher's own 1,024 bytes would put every record on pages of its own and seal each of them apart. */
  return sqlite_script (&self->base, "PRAGMA cipher_page_size=" G_STRINGIFY (CIPHER_PAGE) ";", error);
#else
  g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_UNAVAILABLE, "this build of SQLite cannot open encrypted files");
  return FALSE;
#endif
}

/* Of several that open a new file at once only one may change how it is written, and SQLite does not let the others wait by itself: each
 * would have to give way to the other. */
static gboolean
use_wal (SqliteDb *self, GError **error)
{
  int rc = SQLITE_BUSY;

  for (int waited = 0; waited < BUSY_TIMEOUT_MS; waited += BUSY_PAUSE_MS)
    {
      rc = sqlite3_exec (self->handle, "PRAGMA journal_mode=WAL;", NULL, NULL, NULL);
      if ((rc & 0xff) != SQLITE_BUSY)
        break;
      sqlite3_sleep (BUSY_PAUSE_MS);
    }
  return rc == SQLITE_OK || fail (self, "the file cannot be set up", error);
}

/* Writes what a log has over itself and syncs it. */
static int
rewrite_log (sqlite3_file *log)
{
  g_autofree guint8 *piece = g_malloc (LOG_PIECE);
  sqlite3_int64 size = 0;
  int rc = log->pMethods->xFileSize (log, &size);

  for (sqlite3_int64 at = 0; rc == SQLITE_OK && at < size; at += LOG_PIECE)
    {
      int length = (int) MIN (LOG_PIECE, size - at);

      rc = log->pMethods->xRead (log, piece, length, at);
      if (rc == SQLITE_OK)
        rc = log->pMethods->xWrite (log, piece, length, at);
    }
  /* A file system that writes nothing in place may be full by now: what is there as it is can be synced still. */
  return size > 0 && (rc == SQLITE_OK || (rc & 0xff) == SQLITE_FULL) ? log->pMethods->xSync (log, SQLITE_SYNC_NORMAL) : rc;
}

/*
 * What a killed process wrote into the log and had not synced, or could not sync, is read here as if it were kept. An answer may be given for it
 * without another write, and it may be copied into the database: the power's end would then take what was confirmed, or half of a transaction.
 * After a failed sync the kernel takes the pages for clean, and the next sync says yes to nothing; so they are written once more. Under the
 * lock of writers nobody adds to the log; whoever holds it has the file open, and did this when he opened it.
 */
static gboolean
keep_log (SqliteDb *self, GError **error)
{
  sqlite3_file *log = NULL;
  int rc;

  sqlite3_busy_timeout (self->handle, 0);
  rc = sqlite3_exec (self->handle, "BEGIN IMMEDIATE;", NULL, NULL, NULL);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  if ((rc & 0xff) == SQLITE_BUSY)
    return TRUE;
  if (rc != SQLITE_OK)
    return fail (self, "the log cannot be locked", error);
  rc = sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (rc == SQLITE_OK && log != NULL && log->pMethods != NULL)
    rc = rewrite_log (log);
  sqlite3_exec (self->handle, "ROLLBACK;", NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED, "the log cannot be synced (SQLite %d)", rc);
  return rc == SQLITE_OK;
}

static gboolean
set_up (SqliteDb *self, const WabiDbOptions *options, GError **error)
{
  if (options->key != NULL && !set_key (self, options->key, error))
    return FALSE;
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->handle, 1);
  /* The first look into the file: a wrong key shows here. */
  if (!sqlite_script (&self->base, "SELECT count(*) FROM sqlite_master;", error))
    return FALSE;
  if (!options->read_only && !use_wal (self, error))
    return FALSE;
  if (!sqlite_script (&self->base,
                      options->durable ? "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
                                       : "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;",
                      error))
    return FALSE;
  return !options->durable || options->read_only || keep_log (self, error);
}

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  sqlite3_finalize (kept->statement);
  g_free (kept);
}

static WabiDb *
sqlite_open (const WabiDbOptions *options, GError **error)
{
  SqliteDb *self = g_new0 (SqliteDb, 1);
  int flags = options->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_kept);
  if (sqlite3_open_v2 (options->location, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || !set_up (self, options, error))
    {
      if (error != NULL && *error == NULL)
        fail (self, "the database cannot be opened", error);
      sqlite_close (&self->base);
      return NULL;
    }
  return &self->base;
}

static gboolean
is_in_order (sqlite3_stmt *statement)
{
  char expected[12];

  for (int i = 1; i <= sqlite3_bind_parameter_count (statement); i++)
    {
      g_snprintf (expected, sizeof expected, "$%d", i);
      if (g_strcmp0 (sqlite3_bind_parameter_name (statement, i), expected) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_idle (gpointer sql, gpointer value, gpointer data)
{
  return !((Kept *) value)->busy;
}

static Kept *
take_statement (SqliteDb *self, const char *sql, GError **error)
{
  Kept *kept = g_hash_table_lookup (self->statements, sql);
  gboolean known = kept != NULL;
  sqlite3_stmt *statement = NULL;

  if (known && !kept->busy)
    {
      kept->busy = TRUE;
      return kept;
    }
  if (sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      fail (self, "a statement is wrong", error);
      return NULL;
    }
  kept = g_new0 (Kept, 1);
  kept->statement = statement;
  kept->in_order = is_in_order (statement);
  kept->busy = TRUE;
  if (known)
    return kept;
  if (g_hash_table_size (self->statements) >= MAX_STATEMENTS)
    g_hash_table_foreach_remove (self->statements, is_idle, NULL);
  g_hash_table_insert (self->statements, g_strdup (sql), kept);
  return kept;
}

static void
give_back (SqliteDb *self, const char *sql, Kept *kept)
{
  if (g_hash_table_lookup (self->statements, sql) != kept)
    {
      free_kept (kept);
      return;
    }
  sqlite3_reset (kept->statement);
  sqlite3_clear_bindings (kept->statement);
  kept->busy = FALSE;
}

static int
find_place (const Kept *kept, guint number)
{
  char name[12];

  if (kept->in_order)
    return (int) number;
  g_snprintf (name, sizeof name, "$%u", number);
  return sqlite3_bind_parameter_index (kept->statement, name);
}

static gboolean
bind_one (SqliteDb *self, const Kept *kept, guint number, const WabiValue *value, GError **error)
{
  sqlite3_stmt *statement = kept->statement;
  int at = find_place (kept, number), rc = SQLITE_OK;

  if (at == 0)
    {
      g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED, "the statement has no parameter $%u", number);
      return FALSE;
    }
  if (value->type == WABI_VALUE_INT)
    rc = sqlite3_bind_int64 (statement, at, value->number);
  else if (value->type == WABI_VALUE_TEXT)
    rc = sqlite3_bind_text (statement, at, value->data, (int) value->length, SQLITE_STATIC);
  else if (value->type == WABI_VALUE_BLOB)
    rc = sqlite3_bind_blob (statement, at, value->data, (int) value->length, SQLITE_STATIC);
  return rc == SQLITE_OK ? TRUE : fail (self, "a value cannot be bound", error);
}

static gboolean
bind_all (SqliteDb *self, const Kept *kept, const WabiValue *args, guint n_args, GError **error)
{
  if (sqlite3_bind_parameter_count (kept->statement) != (int) n_args)
    {
      g_set_error (error, WABI_DB_ERROR, WABI_DB_ERROR_FAILED, "the statement wants %d values, %u were given",
                   sqlite3_bind_parameter_count (kept->statement), n_args);
      return FALSE;
    }
  for (guint i = 0; i < n_args; i++)
    if (!bind_one (self, kept, i + 1, &args[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
step_all (SqliteDb *self, sqlite3_stmt *statement, WabiRowFunc func, gpointer data, GError **error)
{
  SqliteRow row = { { &self->base }, statement };

  for (;;)
    {
      int rc = sqlite3_step (statement);

      if (rc == SQLITE_DONE)
        return TRUE;
      if (rc != SQLITE_ROW)
        return fail (self, "a statement failed", error);
      if (func != NULL && !func (&row.base, data, error))
        return FALSE;
    }
}

static gboolean
sqlite_query (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, WabiRowFunc func, gpointer data,
              gint64 *changes, GError **error)
{
  SqliteDb *self = (SqliteDb *) db;
  Kept *kept = check_transaction (self, error) ? take_statement (self, sql, error) : NULL;
  gboolean ok;

  if (kept == NULL)
    return FALSE;
  ok = bind_all (self, kept, args, n_args, error) && step_all (self, kept->statement, func, data, error);
  if (ok && changes != NULL)
    *changes = sqlite3_changes (self->handle);
  give_back (self, sql, kept);
  return ok;
}

static gint64
sqlite_row_int (const WabiRow *row, guint column)
{
  return sqlite3_column_int64 (((const SqliteRow *) row)->statement, (int) column);
}

static const char *
sqlite_row_text (const WabiRow *row, guint column)
{
  return (const char *) sqlite3_column_text (((const SqliteRow *) row)->statement, (int) column);
}

static gconstpointer
sqlite_row_blob (const WabiRow *row, guint column, gsize *length)
{
  sqlite3_stmt *statement = ((const SqliteRow *) row)->statement;
  gconstpointer data = sqlite3_column_blob (statement, (int) column);

  *length = (gsize) sqlite3_column_bytes (statement, (int) column);
  return data;
}

static gboolean
sqlite_row_is_null (const WabiRow *row, guint column)
{
  return sqlite3_column_type (((const SqliteRow *) row)->statement, (int) column) == SQLITE_NULL;
}

const WabiDbDriver *
wabi_db_get_sqlite (void)
{
  static const WabiDbDriver driver = {
    .name = "sqlite",
    .dialect = WABI_DIALECT_SQLITE,
    .upsert = SQLITE_VERSION_NUMBER >= 3024000,
    .open = sqlite_open,
    .close = sqlite_close,
    .query = sqlite_query,
    .script = sqlite_script,
    .row_int = sqlite_row_int,
    .row_text = sqlite_row_text,
    .row_blob = sqlite_row_blob,
    .row_is_null = sqlite_row_is_null,
  };

  return &driver;
}
