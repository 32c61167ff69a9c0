// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-db.h"

G_BEGIN_DECLS

/**
 * WabiMigration:
 * @number: 1, 2, 3 … without a gap
 * @sql: what it does; never changed once released
 * @postgres: (nullable): what it does on PostgreSQL, where that differs; never changed once released
 *
 * One step of a database's own tables (those of records come from the field tables).
 */
typedef struct
{
  int number;
  const char *sql;
  const char *postgres;
} WabiMigration;

/**
 * wabi_migrate:
 * @db: a connection; in a write transaction its steps become part of that, otherwise they have one of their own
 * @unit: whose steps, such as "store" or "billing"
 * @steps: (array length=n_steps): the steps, in order
 * @n_steps: how many
 * @error: where to put an error of #WABI_DB_ERROR
 *
 * Runs the steps that the database has not had, all or none, with a note and a checksum of each. Refuses when a step that was
 * run has changed since, or when the database is newer than this program; the data is then untouched. Of two processes that start at once
 * the second waits for the first.
 *
 * Returns: whether the database is at the last step
 */
gboolean wabi_migrate (WabiDb *db, const char *unit, const WabiMigration *steps, guint n_steps,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
