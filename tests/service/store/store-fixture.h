// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-store.h"

/*
 * A store of two small services of its own: "ward" keeps visits (and secrets that only an administrator
 * reads), "ledger" counts visits by reacting to ward's feed.
 */

#define PRACTICE "11111111-1111-7111-8111-111111111111"
#define OTHER_PRACTICE "22222222-2222-7222-8222-222222222222"
#define USER "33333333-3333-7333-8333-333333333333"

typedef struct
{
  WabiFakeClock clock;
  WabiIdSource *ids;
  char *folder, *location;
  WabiStore *store;
  gboolean alone;    /* whether only ward is mounted here */
  const char *only;  /* (nullable): the one service that is mounted here */
  gboolean reacting; /* whether the ledger counts the visits: tests made with any data at all */
} Fixture;

extern const WabiKind kind_visit, kind_secret, kind_tally, kind_rebound;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
void fixture_open (Fixture *fixture);
void fixture_reopen (Fixture *fixture);

/* The same tests run on both databases: on PostgreSQL when WABI_TEST_POSTGRES has the URL of a cluster. */
gboolean fixture_is_postgres (void);

/* Takes the database away; the store must be closed. */
void fixture_empty (Fixture *fixture);

/* A connection beside the store, to look behind it or to do harm. */
WabiDb *fixture_connect (Fixture *fixture);

/* A visit's arguments, with a fresh id unless one is given. */
JsonObject *visit_args (Fixture *fixture, const char *id, const char *staff);
WabiCommand *command_new (Fixture *fixture, gint64 n, const char *name, JsonObject *take_args);

/* Pushes some commands as a front desk person of PRACTICE; the answer parsed, or NULL with error. */
JsonObject *push_commands (Fixture *fixture, const char *device, WabiCommand *const *commands, guint n,
                           GError **error);
JsonObject *push_one (Fixture *fixture, const char *device, gint64 n, const char *name,
                      JsonObject *take_args);
const char *get_status (JsonObject *answer, guint index);
JsonObject *get_result (JsonObject *answer, guint index);

/* One page of ward's feed for these roles. */
JsonObject *read_feed (Fixture *fixture, const char *service, gint64 since, guint limit, guint roles,
                       GError **error);
gint64 count_rows (Fixture *fixture, const char *sql);

/* Fails the test unless the feed of a service is dense, 1 to its head, each record once; answers how many
 * records. */
guint check_dense (Fixture *fixture, const char *service);
