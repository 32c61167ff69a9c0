// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-db.h"

G_BEGIN_DECLS

/**
 * WabiMigration:
 * @number: 1, 2, 3 … without a gap
 * @sql: what it does; never changed once released
 *
 * One step of a database's own tables (those of records come from the field tables).
 */
typedef struct
{
  int number;
  const char *sql;
} WabiMigration;

/**
 * wabi_migrate:
 * @db: a connection without a transaction
 * @unit: whose steps, such as "store" or "billing"
 * @steps: (array length=n_steps): the steps, in order
 * @n_steps: how many
 * @error: where to put an error of #WABI_DB_ERROR
 *
 * Runs each step that the database has not had, each in one transaction with the note of it and a checksum. Refuses when a step that was
 * run has changed since, or when the database is newer than this program; the data is then untouched.
 *
 * Returns: whether the database is at the last step
 */
gboolean wabi_migrate (WabiDb *db, const char *unit, const WabiMigration *steps, guint n_steps,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
