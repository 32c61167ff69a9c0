// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WABI_DB_ERROR:
 *
 * What can go wrong with a database; drivers map their own codes to these few.
 */
#define WABI_DB_ERROR (wabi_db_error_quark ())
GQuark wabi_db_error_quark (void);

typedef enum
{
  WABI_DB_ERROR_FAILED,
  WABI_DB_ERROR_UNIQUE,        /* a unique key is there already */
  WABI_DB_ERROR_CONSTRAINT,    /* another constraint */
  WABI_DB_ERROR_BUSY,          /* another writer holds it: try again */
  WABI_DB_ERROR_SERIALIZATION, /* lost against another transaction: run it again */
  WABI_DB_ERROR_FULL,          /* no room on the disk */
  WABI_DB_ERROR_CORRUPT,       /* not a database, damaged, or the wrong key */
  WABI_DB_ERROR_UNAVAILABLE,   /* cannot be reached or opened */
} WabiDbError;

typedef enum
{
  WABI_DB_READ,
  WABI_DB_WRITE,
} WabiTxMode;

typedef enum
{
  WABI_VALUE_NULL,
  WABI_VALUE_INT,
  WABI_VALUE_TEXT,
  WABI_VALUE_BLOB,
} WabiValueType;

/**
 * WabiValue:
 *
 * One argument of a statement. Text and blobs are borrowed until the call returns.
 */
typedef struct
{
  WabiValueType type;
  gint64 number;
  const void *data;
  gssize length;
} WabiValue;

#define WABI_NULL ((WabiValue){ .type = WABI_VALUE_NULL })
#define WABI_INT(x) ((WabiValue){ .type = WABI_VALUE_INT, .number = (x) })
#define WABI_TEXT(x) wabi_value_text (x)
#define WABI_BLOB(x, n) ((WabiValue){ .type = WABI_VALUE_BLOB, .data = (x), .length = (gssize) (n) })

static inline WabiValue
wabi_value_text (const char *text)
{
  return (WabiValue){ .type = text != NULL ? WABI_VALUE_TEXT : WABI_VALUE_NULL, .data = text, .length = -1 };
}

/**
 * WabiDb:
 *
 * One connection, used by one thread at a time.
 */
typedef struct _WabiDb WabiDb;
typedef struct _WabiDbDriver WabiDbDriver;

/**
 * WabiRow:
 *
 * The row at hand, inside a #WabiRowFunc only.
 */
typedef struct _WabiRow WabiRow;

/**
 * WabiRowFunc:
 * @row: the row at hand; what is read from it lives until the function returns
 * @data: the caller's
 * @error: where to put an error that ends the query
 *
 * Returns: whether to go on
 */
typedef gboolean (*WabiRowFunc) (const WabiRow *row, gpointer data, GError **error);

/**
 * WabiDbOptions:
 * @location: a file name for SQLite (":memory:" for none), a connection string for PostgreSQL
 * @key: (nullable): 32 bytes that open an encrypted file, for SQLCipher only
 * @read_only: whether writing is refused
 * @durable: whether a commit waits for the disk (synchronous=FULL)
 */
typedef struct
{
  const char *location;
  const guint8 *key;
  gboolean read_only;
  gboolean durable;
} WabiDbOptions;

typedef enum
{
  WABI_DIALECT_SQLITE,
  WABI_DIALECT_POSTGRES,
} WabiDialect;

/**
 * WabiDbDriver:
 *
 * What a database must be able to do. Statements use $1, $2 … and the SQL that all dialects share (docs/architecture.md).
 */
struct _WabiDbDriver
{
  const char *name;
  WabiDialect dialect;
  gboolean upsert; /* knows ON CONFLICT … DO UPDATE (SQLite since 3.24) */
  WabiDb *(*open) (const WabiDbOptions *options, GError **error);
  void (*close) (WabiDb *db);
  gboolean (*query) (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, WabiRowFunc func, gpointer data,
                     gint64 *changes, GError **error);
  gboolean (*post) (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, GError **error); /* %NULL: as query */
  gboolean (*script) (WabiDb *db, const char *sql, GError **error);
  gboolean (*check) (WabiDb *db); /* %NULL: a connection is never lost */
  gint64 (*row_int) (const WabiRow *row, guint column);
  const char *(*row_text) (const WabiRow *row, guint column);
  gconstpointer (*row_blob) (const WabiRow *row, guint column, gsize *length);
  gboolean (*row_is_null) (const WabiRow *row, guint column);
};

struct _WabiDb
{
  const WabiDbDriver *driver;
  gboolean in_transaction;
  gboolean damaged; /* set by the driver: a part of the file could not be read; others may be */
  gboolean lost; /* set by the driver: nothing will succeed any more, open another one */
};

struct _WabiRow
{
  WabiDb *db;
};

/**
 * wabi_db_get_sqlite:
 *
 * Returns: (transfer none): the SQLite driver of the library that is linked: plain SQLite for services, SQLCipher for the desktop
 */
const WabiDbDriver *wabi_db_get_sqlite (void);

/**
 * wabi_db_open:
 * @driver: which database
 * @options: where and how
 * @error: where to put an error of #WABI_DB_ERROR; %WABI_DB_ERROR_CORRUPT for a wrong key
 *
 * Returns: (transfer full) (nullable): a connection, %NULL with @error set
 */
WabiDb *wabi_db_open (const WabiDbDriver *driver, const WabiDbOptions *options, GError **error);

/**
 * wabi_db_close:
 * @db: (transfer full) (nullable): a connection
 *
 * An open transaction is rolled back.
 */
void wabi_db_close (WabiDb *db);

/**
 * wabi_db_query:
 * @db: a connection
 * @sql: one statement; should be static text, since prepared statements are kept by its content
 * @args: (array length=n_args): values for $1, $2 …
 * @n_args: how many; must be just as many as the statement has
 * @func: (nullable) (scope call): called for each row
 * @data: for @func
 * @changes: (out) (optional): rows that the statement changed
 * @error: where to put an error of #WABI_DB_ERROR, or of @func
 *
 * Returns: whether it ran to its end
 */
gboolean wabi_db_query (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, WabiRowFunc func, gpointer data,
                        gint64 *changes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_db_run:
 * @db: a connection
 * @error: where to put an error
 * @sql: one statement
 * @...: its arguments as #WabiValue
 *
 * wabi_db_query() for statements without rows.
 *
 * Returns: whether it ran
 */
#define wabi_db_run(db, error, sql, ...)                                                                                    \
  wabi_db_query ((db), (sql), (WabiValue[]){ WABI_NULL, ##__VA_ARGS__ } + 1,                                                \
                 (guint) (sizeof ((WabiValue[]){ WABI_NULL, ##__VA_ARGS__ }) / sizeof (WabiValue) - 1), NULL, NULL, NULL,   \
                 (error))

/**
 * wabi_db_post:
 * @db: a connection
 * @error: where to put an error
 * @sql: one statement without rows
 * @...: its arguments as #WabiValue
 *
 * Runs a statement whose success need not be known yet. Where the database is behind a wire it is sent without waiting, and its error is
 * that of the next statement that is waited for, at the latest of wabi_db_commit(): all or nothing holds as ever. Without an open
 * transaction it is waited for.
 *
 * Returns: whether it is under way, or has run
 */
#define wabi_db_post(db, error, sql, ...)                                                                                   \
  wabi_db_post_values ((db), (sql), (WabiValue[]){ WABI_NULL, ##__VA_ARGS__ } + 1,                                          \
                       (guint) (sizeof ((WabiValue[]){ WABI_NULL, ##__VA_ARGS__ }) / sizeof (WabiValue) - 1), (error))

/**
 * wabi_db_post_values:
 * @db: a connection
 * @sql: one statement without rows
 * @args: (array length=n_args): its arguments
 * @n_args: how many
 * @error: where to put an error
 *
 * wabi_db_post() with the arguments in an array.
 *
 * Returns: whether it is under way, or has run
 */
gboolean wabi_db_post_values (WabiDb *db, const char *sql, const WabiValue *args, guint n_args,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_db_check:
 * @db: a connection that does nothing just now
 *
 * Looks, without asking the server, whether it has said that it is gone. After a statement that failed with %WABI_DB_ERROR_UNAVAILABLE
 * a connection is lost for good: only closing it is of use then.
 *
 * Returns: whether the connection still stands, as far as is known
 */
gboolean wabi_db_check (WabiDb *db) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_db_script:
 * @db: a connection
 * @sql: statements with semicolons between, trusted text only
 * @error: where to put an error
 *
 * Returns: whether all ran
 */
gboolean wabi_db_script (WabiDb *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_db_get_int:
 * @db: a connection
 * @sql: a statement that answers one number in one row
 * @args: (array length=n_args): its arguments
 * @n_args: how many
 * @out: (out): the number; left alone when there is no row or it is NULL
 * @error: where to put an error
 *
 * Returns: whether it ran
 */
gboolean wabi_db_get_int (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, gint64 *out,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_db_get_text:
 * @db: a connection
 * @sql: a statement that answers one text in one row
 * @args: (array length=n_args): its arguments
 * @n_args: how many
 * @out: (out) (transfer full) (nullable): the text, %NULL when there is no row or it is NULL
 * @error: where to put an error
 *
 * Returns: whether it ran
 */
gboolean wabi_db_get_text (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, char **out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_db_begin:
 * @db: a connection without an open transaction
 * @mode: a write transaction on SQLite takes its lock at once, so that it cannot fail half-way for want of it; on PostgreSQL it is READ
 *   COMMITTED, so that what is read after a row was locked is the latest, and who writes locks first. A read transaction is one snapshot.
 * @error: where to put an error
 *
 * Returns: whether the transaction is open
 */
gboolean wabi_db_begin (WabiDb *db, WabiTxMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_db_commit:
 * @db: a connection with an open transaction
 * @error: where to put an error; the transaction is then rolled back
 *
 * Returns: whether everything since wabi_db_begin() is kept
 */
gboolean wabi_db_commit (WabiDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_db_rollback:
 * @db: a connection
 *
 * Undoes everything since wabi_db_begin(); does nothing without a transaction.
 */
void wabi_db_rollback (WabiDb *db);

/**
 * wabi_row_int:
 * @row: the row at hand
 * @column: from 0
 *
 * Returns: the number, 0 for NULL
 */
gint64 wabi_row_int (const WabiRow *row, guint column);

/**
 * wabi_row_text:
 * @row: the row at hand
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text, %NULL for NULL
 */
const char *wabi_row_text (const WabiRow *row, guint column);

/**
 * wabi_row_blob:
 * @row: the row at hand
 * @column: from 0
 * @length: (out): how many bytes
 *
 * Returns: (transfer none) (nullable): the bytes, %NULL for NULL
 */
gconstpointer wabi_row_blob (const WabiRow *row, guint column, gsize *length);

/**
 * wabi_row_is_null:
 * @row: the row at hand
 * @column: from 0
 *
 * Returns: whether it is NULL
 */
gboolean wabi_row_is_null (const WabiRow *row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiDb, wabi_db_close)

G_END_DECLS
