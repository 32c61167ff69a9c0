// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-db.h"

G_BEGIN_DECLS

/**
 * wabi_db_get_postgres:
 *
 * The driver for PostgreSQL 15 and newer. Its location is a URL as libpq takes it (postgresql://user@host:port/database?…, several hosts
 * with commas for a failover) with two parameters of our own: schema=NAME, the schema in which all tables lie, made when it is not there; answer_seconds=N, how
 * long a server may keep silent before its connection is given up (1 to 3600, 75 when not said: more than the 60 s after which the server
 * ends a statement by itself). A connection that is lost says so by wabi_db_check() and is never mended: open another one.
 *
 * Returns: (transfer none): the driver
 */
const WabiDbDriver *wabi_db_get_postgres (void);

/**
 * wabi_db_driver_for_location:
 * @location: what stands in the one line of the configuration: a URL that begins with postgresql:// or postgres://, or a file's name
 *
 * Returns: (transfer none): the driver for it
 */
const WabiDbDriver *wabi_db_driver_for_location (const char *location);

/**
 * WabiPgState:
 * @WABI_PG_UP: it takes connections
 * @WABI_PG_COMING: it is there and takes none yet: it starts, recovers after a crash, or is being stopped
 * @WABI_PG_SILENT: nothing answers at its address
 * @WABI_PG_UNKNOWN: the location is no URL that could be tried
 *
 * What is known about a server before anybody signs in to it.
 */
typedef enum
{
  WABI_PG_UP,
  WABI_PG_COMING,
  WABI_PG_SILENT,
  WABI_PG_UNKNOWN,
} WabiPgState;

/**
 * wabi_pg_ask_state:
 * @location: a URL of the PostgreSQL driver
 *
 * Blocks for up to five seconds for each host of the URL. The answer does not depend on the language of the server's messages.
 *
 * Returns: how the server stands now
 */
WabiPgState wabi_pg_ask_state (const char *location);

/**
 * WabiPgNoticeFunc:
 * @payload: what was said with NOTIFY
 * @data: the caller's
 */
typedef void (*WabiPgNoticeFunc) (const char *payload, gpointer data);

/**
 * wabi_pg_wait_notices:
 * @db: a connection of the PostgreSQL driver on which LISTEN has run, outside a transaction
 * @wake_fd: a descriptor that becomes readable when waiting should end
 * @timeout_ms: longest wait, -1 for ever
 * @func: (scope call): called for each notification of other connections
 * @data: for @func
 * @error: where to put %WABI_DB_ERROR_UNAVAILABLE when the connection is lost
 *
 * Waits in this thread for notifications, once: returns after some came, or @wake_fd became readable, or the time was up.
 *
 * Returns: whether the connection still stands
 */
gboolean wabi_pg_wait_notices (WabiDb *db, int wake_fd, int timeout_ms, WabiPgNoticeFunc func, gpointer data,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
