// SPDX-License-Identifier: AGPL-3.0-or-later
// Waiting for an answer, but not for ever: a server process that hangs, or a machine that stopped answering without a word, must not take
// a writer with it.

#include "wabi-pg-private.h"

#include <poll.h>
#include <sys/socket.h>

/* The connection is ended here, for it may answer yet: what comes then belongs to nobody. */
static void
give_up (WabiPgDb *self)
{
  self->base.lost = TRUE;
  shutdown (PQsocket (self->conn), SHUT_RDWR);
  PQconsumeInput (self->conn);
}

PGresult *
wabi_pg_get_result (WabiPgDb *self)
{
  while (PQstatus (self->conn) != CONNECTION_BAD && PQisBusy (self->conn))
    {
      struct pollfd fd = { PQsocket (self->conn), POLLIN, 0 };
      int ready = PQflush (self->conn) < 0 ? -1 : poll (&fd, 1, self->answer_ms);

      if (ready == 0)
        give_up (self);
      else if (ready > 0 && PQconsumeInput (self->conn) != 1)
        break;
    }
  return PQgetResult (self->conn);
}
