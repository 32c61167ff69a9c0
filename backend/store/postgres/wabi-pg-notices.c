// SPDX-License-Identifier: AGPL-3.0-or-later
// Waiting for what other connections say with NOTIFY, in a thread that does nothing else.

#include "wabi-pg-private.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

static gboolean
is_own (const WabiPgDb *self, const PGnotify *notice)
{
  return notice->be_pid == PQbackendPID (self->conn);
}

static gboolean
hand_on (WabiPgDb *self, WabiPgNoticeFunc func, gpointer data)
{
  gboolean any = FALSE;
  PGnotify *notice;

  while ((notice = PQnotifies (self->conn)) != NULL)
    {
      if (!is_own (self, notice))
        func (notice->extra, data);
      any = TRUE;
      PQfreemem (notice);
    }
  return any;
}

gboolean
wabi_pg_wait_notices (WabiDb *db, int wake_fd, int timeout_ms, WabiPgNoticeFunc func, gpointer data, GError **error)
{
  WabiPgDb *self = (WabiPgDb *) db;
  struct pollfd fds[] = { { PQsocket (self->conn), POLLIN, 0 }, { wake_fd, POLLIN, 0 } };
  int n;

  g_return_val_if_fail (db != NULL && db->driver == wabi_db_get_postgres () && func != NULL, FALSE);

  /* Some may have come together with an earlier answer. */
  if (db->lost)
    return wabi_pg_fail (self, NULL, error);
  if (hand_on (self, func, data))
    return TRUE;
  do
    n = poll (fds, G_N_ELEMENTS (fds), timeout_ms);
  while (n < 0 && errno == EINTR);
  if (fds[0].revents != 0 && PQconsumeInput (self->conn) != 1)
    return wabi_pg_fail (self, NULL, error);
  hand_on (self, func, data);
  return TRUE;
}
