// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <libpq-fe.h>

#include "wabi-db-postgres.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

/* A statement that the server has prepared, or is about to. */
typedef struct
{
  char name[16];
  gboolean sent;  /* on its way to being prepared */
  gboolean ready; /* the server has said so */
} WabiPgStatement;

typedef struct _WabiPgStream WabiPgStream;

typedef struct
{
  WabiDb base;
  PGconn *conn;            /* in pipeline mode, but for scripts */
  GHashTable *statements;  /* SQL text → WabiPgStatement */
  guint last_name;
  GQueue posted;           /* WabiPgStatement: sent, answer not read yet; NULL for the preparing of the next one */
  WabiPgStream *reading;   /* whose rows lie on the wire */
  int answer_ms;           /* longest silence while an answer is waited for */
} WabiPgDb;

/* wabi-pg-connect.c */
WabiDb *wabi_pg_open (const WabiDbOptions *options, GError **error);
void wabi_pg_close (WabiDb *db);
gboolean wabi_pg_check (WabiDb *db);

/* wabi-pg-wait.c: as PQgetResult(), but a silence that is too long loses the connection. */
PGresult *wabi_pg_get_result (WabiPgDb *self);

/* wabi-pg-query.c */
gboolean wabi_pg_query (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, WabiRowFunc func, gpointer data,
                        gint64 *changes, GError **error);
gboolean wabi_pg_post (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, GError **error);
gboolean wabi_pg_script (WabiDb *db, const char *sql, GError **error);
gint64 wabi_pg_row_int (const WabiRow *row, guint column);
const char *wabi_pg_row_text (const WabiRow *row, guint column);
gconstpointer wabi_pg_row_blob (const WabiRow *row, guint column, gsize *length);
gboolean wabi_pg_row_is_null (const WabiRow *row, guint column);

/* wabi-pg-error.c */
WabiDbError wabi_pg_map_state (const char *state);
gboolean wabi_pg_fail (WabiPgDb *self, const PGresult *result, GError **error);
