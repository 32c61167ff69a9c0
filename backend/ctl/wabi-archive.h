// SPDX-License-Identifier: AGPL-3.0-or-later
// A whole database in one file, table by table, in a form that any of our databases can take.

#pragma once

#include "wabi-seal.h"
#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WabiArchiveSums:
 * @tables: how many tables
 * @rows: how many rows in all
 * @files: how many files beside
 * @created_at: when it was made, microseconds since 1970 UTC
 * @epoch: (nullable): history of the database that it was made of
 *
 * What an archive holds.
 */
typedef struct
{
  gint64 tables, rows, files;
  gint64 created_at;
  char *epoch;
} WabiArchiveSums;

/**
 * wabi_archive_sums_clear:
 * @sums: what to clear
 */
void wabi_archive_sums_clear (WabiArchiveSums *sums);

/**
 * wabi_archive_save:
 * @sealer: where to
 * @db: a connection without a transaction; everything is read in one snapshot while others write on
 * @folder: (nullable): data folder whose keys and certificates go along, %NULL for none
 * @now: microseconds since 1970 UTC
 * @sums: (out caller-allocates): what was saved
 * @error: where to put an error
 *
 * Memory stays flat however large the database is.
 *
 * Returns: whether all is written, without the sealer's end
 */
gboolean wabi_archive_save (WabiSealer *sealer, WabiDb *db, const char *folder, gint64 now, WabiArchiveSums *sums,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_archive_check:
 * @opener: where from
 * @sums: (out caller-allocates): what it holds
 * @error: where to put what is wrong with it
 *
 * Reads it to its end: every piece, every count and every sum.
 *
 * Returns: whether it is whole
 */
gboolean wabi_archive_check (WabiOpener *opener, WabiArchiveSums *sums, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_archive_load:
 * @opener: where from; checked before
 * @db: a connection in a write transaction, to a database with this program's tables and nothing in them
 * @folder: (nullable): where keys and certificates go, those that are there already excepted; %NULL leaves them
 * @sums: (out caller-allocates): what was loaded
 * @error: where to put an error; the transaction is then to be undone
 *
 * The database keeps its own epoch: it begins another history.
 *
 * Returns: whether all is in the transaction
 */
gboolean wabi_archive_load (WabiOpener *opener, WabiDb *db, const char *folder, WabiArchiveSums *sums,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_archive_is_empty:
 * @db: a connection
 * @empty: (out): whether no table of ours holds anything but what every new database has
 * @error: where to put an error
 *
 * Returns: whether it could be looked at
 */
gboolean wabi_archive_is_empty (WabiDb *db, gboolean *empty, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiArchiveSums, wabi_archive_sums_clear)

G_END_DECLS
