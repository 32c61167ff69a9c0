// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-db.h"
#include "wabi-query.h"

G_BEGIN_DECLS

/*
 * Records in SQL tables, derived from the field tables: one table a kind, named "r_" and the kind's name, with practice_id, id, version,
 * seq, deleted, body (canonical JSON) and a column "f_…" for each indexed field. Services and the desktop's cache share it.
 */

/**
 * WABI_TABLE_VERSION:
 *
 * Another one whenever the tables, indexes, guards or hints of all kinds are made in another way.
 */
#define WABI_TABLE_VERSION "2"

/**
 * wabi_table_get_stream_column:
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): the column that holds the id of the client to whom a record belongs, %NULL when records of this kind
 * are the practice's own
 */
const char *wabi_table_get_stream_column (const WabiKind *kind);

/**
 * wabi_table_ensure:
 * @db: a connection, in a write transaction
 * @kind: a kind
 * @with_seq: whether to keep the unique index on (practice_id, seq) that a feed is read by
 * @error: where to put an error
 *
 * Makes the table, or adds and fills the columns that it lacks since the field table grew.
 *
 * Returns: whether the table is as the field table wants it
 */
gboolean wabi_table_ensure (WabiDb *db, const WabiKind *kind, gboolean with_seq, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_ensure_indexes:
 * @db: a connection, in a write transaction
 * @kind: a kind
 * @error: where to put an error
 *
 * Makes the indexes of the indexed fields; apart from the table, so that a first load can come before (sync.md 6.2).
 *
 * Returns: whether they are there
 */
gboolean wabi_table_ensure_indexes (WabiDb *db, const WabiKind *kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_guard:
 * @db: a connection, in a write transaction
 * @kind: a kind whose table is there, beside a table practice_head of the services' heads
 * @error: where to put an error
 *
 * Lets PostgreSQL refuse a record without a place in the feed, or with one that the feed or the record itself has passed; on SQLite the
 * table's own constraints refuse a missing or a taken place.
 *
 * Returns: whether it does
 */
gboolean wabi_table_guard (WabiDb *db, const WabiKind *kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_write_hints:
 * @db: a connection, in a write transaction
 * @kinds: (array length=n_kinds): every kind that has a table
 * @n_kinds: how many
 * @error: where to put an error
 *
 * Tells SQLite's planner how far each index narrows, so that a question about one client never walks the whole practice. Does nothing on
 * other databases, which measure by themselves.
 *
 * Returns: whether it is told
 */
gboolean wabi_table_write_hints (WabiDb *db, const WabiKind *const *kinds, guint n_kinds,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_put:
 * @db: a connection, in a write transaction
 * @practice: whose
 * @record: its new state, with version and seq
 * @error: where to put an error
 *
 * Returns: whether it is stored
 */
gboolean wabi_table_put (WabiDb *db, const char *practice, WabiRecord *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_put_json:
 * @db: a connection, in a write transaction
 * @practice: whose
 * @record: the state whose promoted columns are taken
 * @body: its body as canonical JSON, when the caller has it already
 * @error: where to put an error
 *
 * Returns: whether it is stored
 */
gboolean wabi_table_put_json (WabiDb *db, const char *practice, WabiRecord *record, const char *body,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_remove:
 * @db: a connection, in a write transaction
 * @practice: whose
 * @kind: the kind
 * @id: the id
 * @error: where to put an error
 *
 * Takes the row away altogether; for caches only, services keep tombstones.
 *
 * Returns: whether it is gone
 */
gboolean wabi_table_remove (WabiDb *db, const char *practice, const WabiKind *kind, const char *id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_get:
 * @db: a connection
 * @practice: whose
 * @kind: the kind
 * @id: the id
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the record, also a tombstone; %NULL without @error when there is none
 */
WabiRecord *wabi_table_get (WabiDb *db, const char *practice, const WabiKind *kind, const char *id, GError **error);

/**
 * wabi_table_list:
 * @db: a connection
 * @practice: whose
 * @query: what
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type WabiRecord) (nullable): the records, %NULL with @error set
 */
GPtrArray *wabi_table_list (WabiDb *db, const char *practice, const WabiQuery *query, GError **error);

/**
 * wabi_table_count:
 * @db: a connection
 * @practice: whose
 * @query: what; limit and order are passed over
 * @out: (out): how many
 * @error: where to put an error
 *
 * Returns: whether they could be counted
 */
gboolean wabi_table_count (WabiDb *db, const char *practice, const WabiQuery *query, gint64 *out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_append_json:
 * @db: a connection
 * @practice: whose
 * @query: what
 * @out: where to append
 * @count: (out): how many
 * @error: where to put an error
 *
 * Appends {"id":…,"version":…,"seq":…,"body":{stored bytes}} for each, with commas between: bodies are handed on as they lie, never rebuilt.
 *
 * Returns: whether it could be read
 */
gboolean wabi_table_append_json (WabiDb *db, const char *practice, const WabiQuery *query, GString *out, guint *count,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_table_build_select:
 * @kind: the kind
 * @query: (nullable): what, %NULL for all
 * @columns: the columns to answer
 * @out_args: (array fixed-size=8): where the arguments go, the practice first
 * @practice: whose
 * @out_n: (out): how many arguments
 *
 * Returns: (transfer full): the statement
 */
char *wabi_table_build_select (const WabiKind *kind, const WabiQuery *query, const char *columns, const char *practice,
                               WabiValue *out_args, guint *out_n);

G_END_DECLS
