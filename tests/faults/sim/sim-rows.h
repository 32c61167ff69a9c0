// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "sim.h"

/* What lies in a database, as plain values to be compared. */

/* For reading; NULL when it cannot be had. */
WabiDb *sim_server_get_db (SimServer *server);

typedef struct
{
  const WabiKind *kind;
  char *id, *body, *client; /* @client: whose it is, where it is somebody's */
  gint64 version, seq;
  gboolean deleted;
  guint references;
  WabiRecord *record; /* made when it is asked for */
} SimRow;

typedef struct
{
  char *practice, *service, *event, *refs;
  gint64 n;
  JsonObject *object; /* @refs, read */
  JsonArray *records; /* in it; nullable */
} SimAudit;

typedef struct
{
  char *practice, *service, *device, *mid, *status, *result, *user;
  gint64 n, seq;
} SimMutation;

/* "kind id" → SimRow: all of one practice at the servers that own it; the base (what the server said) of a desktop. NULL when it cannot be
 * read. All of these are kept until the disk that they were read from is written to, and must not be changed. */
GHashTable *sim_rows_of_server (SimWorld *world, guint practice);
GHashTable *sim_rows_of_desk (SimDesk *desk);
/* What one server has of a practice, copies of others' too. */
GHashTable *sim_rows_of_one (SimServer *server, guint practice);
void sim_rows_forget (void);
SimRow *sim_rows_find (GHashTable *rows, const WabiKind *kind, const char *id);
/* One text of all of it, for telling whether anything changed. */
char *sim_rows_print (GHashTable *rows);
/* (transfer full), as all that is made of a row. */
WabiRecord *sim_row_make_record (const SimRow *row);

/* Ids of commands: in the queue of a desktop, in its Inbox, at the server. */
GHashTable *sim_list_outbox (SimDesk *desk);
GHashTable *sim_list_refused (SimDesk *desk);
GPtrArray *sim_list_mutations (SimWorld *world);
/* Ids of what is held, since access had ended. */
GPtrArray *sim_list_held (SimWorld *world);
GPtrArray *sim_list_audit (SimWorld *world);
gboolean sim_desk_read_cursor (SimDesk *desk, const char *service, gint64 *seq, char **epoch, gboolean *loaded, gboolean *sweeping);

/* ---- sim-rights.c ---- */

/* Of whom a person may see the records now, by a practice's records; NULL for everybody. */
GHashTable *sim_list_care (SimWorld *world, GHashTable *rows, const SimUser *user, const char *service);
gboolean sim_may_see (const SimUser *user, GHashTable *care, const SimRow *row);

/* What a desktop says of a service that it has: the kinds of these roles, of these clients. */
typedef struct
{
  gboolean there, narrow;
  guint roles;
  GHashTable *clients; /* id → 2 when all of it is there, 1 while it is being fetched */
} SimClaim;

void sim_claim_read (SimDesk *desk, const char *service, SimClaim *claim);
void sim_claim_clear (SimClaim *claim);
gboolean sim_claim_has (const SimClaim *claim, const SimRow *row);
gboolean sim_claim_is_true (const SimClaim *claim, const SimUser *user, GHashTable *care);
