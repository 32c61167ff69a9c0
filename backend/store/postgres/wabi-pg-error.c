// SPDX-License-Identifier: AGPL-3.0-or-later
// What PostgreSQL's five letters mean to us.

#include "wabi-pg-private.h"

#include <string.h>

/* Whole codes before their classes (the first two letters); PostgreSQL's manual, appendix A. */
static const struct
{
  const char *state;
  WabiDbError error;
} meanings[] = {
  { "23505", WABI_DB_ERROR_UNIQUE },        { "23", WABI_DB_ERROR_CONSTRAINT },
  { "40002", WABI_DB_ERROR_CONSTRAINT },    { "40", WABI_DB_ERROR_SERIALIZATION }, /* 40001 serialization, 40P01 deadlock */
  { "55P03", WABI_DB_ERROR_BUSY },          { "55006", WABI_DB_ERROR_BUSY },
  { "57014", WABI_DB_ERROR_BUSY }, /* our own statement_timeout */
  { "57P04", WABI_DB_ERROR_UNAVAILABLE },   { "57P", WABI_DB_ERROR_UNAVAILABLE }, /* shut down, crashed, starting, idle too long */
  { "53100", WABI_DB_ERROR_FULL },          { "53300", WABI_DB_ERROR_UNAVAILABLE }, /* too many connections */
  { "53", WABI_DB_ERROR_BUSY },             { "58030", WABI_DB_ERROR_FAILED },
  { "08P01", WABI_DB_ERROR_FAILED }, /* as when a statement is given too few values */
  { "08", WABI_DB_ERROR_UNAVAILABLE },      { "25006", WABI_DB_ERROR_UNAVAILABLE }, /* read-only: demoted in a failover */
  { "25P03", WABI_DB_ERROR_UNAVAILABLE },   { "28", WABI_DB_ERROR_UNAVAILABLE },
  { "3D000", WABI_DB_ERROR_UNAVAILABLE },   { "XX001", WABI_DB_ERROR_CORRUPT },
  { "XX002", WABI_DB_ERROR_CORRUPT },
};

WabiDbError
wabi_pg_map_state (const char *state)
{
  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (meanings); i++)
    if (strncmp (state, meanings[i].state, strlen (meanings[i].state)) == 0)
      return meanings[i].error;
  return WABI_DB_ERROR_FAILED;
}

/* Of data errors (class 22) the message may quote a value, and values may be about clients. */
static const char *
get_words (const PGresult *result, const char *state)
{
  const char *words = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  return words == NULL || strncmp (state, "22", 2) == 0 ? "a value was not taken" : words;
}

gboolean
wabi_pg_fail (WabiPgDb *self, const PGresult *result, GError **error)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *constraint = result != NULL ? PQresultErrorField (result, PG_DIAG_CONSTRAINT_NAME) : NULL;

  if (PQstatus (self->conn) == CONNECTION_BAD)
    self->base.lost = TRUE;
  if (state == NULL)
    {
      g_set_error (error, WABI_DB_ERROR, self->base.lost ? WABI_DB_ERROR_UNAVAILABLE : WABI_DB_ERROR_FAILED,
                   self->base.lost ? "the connection to PostgreSQL was lost" : "PostgreSQL did not answer as expected");
      return FALSE;
    }
  if (self->base.lost || wabi_pg_map_state (state) == WABI_DB_ERROR_UNAVAILABLE)
    self->base.lost = TRUE;
  g_set_error (error, WABI_DB_ERROR, (int) (self->base.lost ? WABI_DB_ERROR_UNAVAILABLE : wabi_pg_map_state (state)),
               "a statement failed: %s%s%s (PostgreSQL %s)", get_words (result, state), constraint != NULL ? ", " : "",
               constraint != NULL ? constraint : "", state);
  return FALSE;
}
