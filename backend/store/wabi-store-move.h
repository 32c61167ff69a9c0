// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WabiMoveReport:
 * @tables: how many tables were moved
 * @rows: how many rows
 * @digest: SHA-256 sums of all rows, put together, the same on both sides
 */
typedef struct
{
  guint tables;
  gint64 rows;
  char digest[65];
} WabiMoveReport;

/**
 * wabi_store_move_service:
 * @from: a connection to the database that has the service; nobody else may write there
 * @to: a connection to the database that gets it, whose tables are there; nobody else may write there
 * @service: which one
 * @to_name: what the first database notes about where it went
 * @report: (out): what was moved
 * @error: where to put an error of #WABI_STORE_ERROR or #WABI_DB_ERROR
 *
 * Moves a service's records, results of commands, places in feeds, history and audit chain. All of it is in the second database, read back and
 * compared, before the first one lets go. The first keeps, as copies, the records that other services read. A service that came from the second
 * database goes back there in the same way. Whenever it breaks off, the same call again brings it to its end; until then neither database lets the
 * service be mounted by mistake.
 *
 * Returns: whether it has moved
 */
gboolean wabi_store_move_service (WabiDb *from, WabiDb *to, const char *service, const char *to_name, WabiMoveReport *report,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
