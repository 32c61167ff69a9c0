// SPDX-License-Identifier: AGPL-3.0-or-later
// Waiting for an answer, but not for ever: a server process that hangs, or a machine that stopped answering without a word, must not take
// a writer with it.

#include "wabi-pg-private.h"

#include <poll.h>
#include <sys/socket.h>

/* How long the socket is trusted to say that something came. */
#define TRUST_MS 1000
/* Under encryption a part of an answer may lie decrypted behind a socket that has nothing more to say, and libpq shows nobody how much:
 * a proxy's records are longer than PostgreSQL's own. So it is asked for often while one waits. */
#define ENCRYPTED_TRUST_MS 10

/* The connection is ended here, for it may answer yet: what comes then belongs to nobody. */
static void
give_up (WabiPgDb *self)
{
  g_message ("PostgreSQL's process %d kept silent for %d s; its connection is given up", PQbackendPID (self->conn), self->answer_ms / 1000);
  self->base.lost = TRUE;
  shutdown (PQsocket (self->conn), SHUT_RDWR);
  PQconsumeInput (self->conn);
}

/* Sends before it looks: while libpq sends it also reads, and what it has read then the socket does not tell any more. */
static gboolean
is_busy (WabiPgDb *self)
{
  return PQstatus (self->conn) != CONNECTION_BAD && PQflush (self->conn) >= 0 && PQisBusy (self->conn);
}

PGresult *
wabi_pg_get_result (WabiPgDb *self)
{
  const gboolean encrypted = PQsslInUse (self->conn) || PQgssEncInUse (self->conn);
  const gint64 slice = MIN (encrypted ? ENCRYPTED_TRUST_MS : TRUST_MS, self->answer_ms);
  gint64 silent_since = g_get_monotonic_time ();

  while (is_busy (self))
    {
      struct pollfd fd = { PQsocket (self->conn), POLLIN, 0 };
      int ready = poll (&fd, 1, (int) slice);

      if (ready > 0)
        silent_since = g_get_monotonic_time ();
      if (ready == 0 && g_get_monotonic_time () - silent_since >= (gint64) self->answer_ms * 1000)
        give_up (self);
      else if (ready >= 0 && PQconsumeInput (self->conn) != 1)
        break;
    }
  return PQgetResult (self->conn);
}
