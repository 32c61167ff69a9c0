// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-migration.h"
#include "wabi-store-private.h"

/* In server_meta while the billing service leaves this database: only then its books may go. */
#define WABI_BOOKS_LEAVING "leaving:billing"

#define WABI_BOOKS_N_STEPS 1
extern const WabiMigration wabi_books_steps[WABI_BOOKS_N_STEPS];

/**
 * wabi_books_keep:
 * @tx: a write in progress
 * @practice: whose
 * @record: a record that has just been put
 * @error: where to put an error of #WABI_STORE_ERROR or #WABI_DB_ERROR
 *
 * Keeps the rows of an entry of the books (money_entry, unit_entry) beside its record; does nothing for other kinds.
 *
 * Returns: whether they are kept
 */
gboolean wabi_books_keep (WabiStoreTx *tx, const char *practice, WabiRecord *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;
