// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-demo.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

#define DEMO_ZONE "America/New_York"
#define DEMO_WEEKS_PAST 13
#define DEMO_WEEKS_FUTURE 2
#define DEMO_CLINICAL_CLIENTS 40
#define DEMO_N_PAYERS 5
#define DEMO_N_LOCATIONS 3
#define DEMO_MAX_BUSY 40

typedef struct
{
  char *id, *login;
  WabiRecord *record;
  const char *role;
  GArray *busy; /* of DemoSpan: what is booked, so that nobody is in two places */
} DemoStaff;

typedef struct
{
  gint64 start, end;
} DemoSpan;

typedef struct
{
  char *id;
  WabiRecord *record;
  double floor, ceiling, pace;
  int introduced, trials_seen, streak;
  gboolean active, mastered;
  WabiDay mastered_on, introduced_on;
} DemoTarget;

typedef struct
{
  char *id, *coverage, *auth_old, *auth_now;
  WabiRecord *record;
  guint number;
  DemoStaff *rbt, *bcba;
  guint payer;
  WabiDay auth_from, auth_to;
  int used[3]; /* units in the running authorization by 97153, 97155, 97156 */
  GPtrArray *targets;
  char *behaviors[2];
  int sessions;
  char *lost; /* a canceled session that is still to be made up for */
} DemoClient;

/**
 * WabiDemo:
 *
 * A practice in the making: everything drawn from one generator, in one order, so that a seed repeats it.
 */
typedef struct
{
  WabiStore *store;
  const WabiDemoOptions *options;
  GRand *rand;
  WabiFakeClock clock;
  WabiIdSource *ids;
  char *practice; /* its id */
  const char *short_name;
  WabiDay today;
  char *payers[DEMO_N_PAYERS];
  char *locations[DEMO_N_LOCATIONS];
  GPtrArray *staff, *rbts, *bcbas, *clients, *batch;
  GPtrArray *notes;  /* kept back until the authorizations are there, since a signed note makes a charge at once */
  GPtrArray *recent; /* sessions whose notes are drafted from their data */
  GArray *holidays;  /* of WabiDay */
  gint64 pushed;     /* commands given as the biller */
  gboolean failed;
  GError *error;
} WabiDemo;

/* A new record that was born at the given instant; hand it to demo_emit() when it is whole. */
WabiRecord *demo_new (WabiDemo *demo, const WabiKind *kind, gint64 born_at);
/* Takes the record into the next batch for the store. */
void demo_emit (WabiDemo *demo, WabiRecord *take_record);
/* Writes what is in the batch. */
void demo_flush (WabiDemo *demo);

/* Gives a command as the practice's biller. */
void demo_push_billing (WabiDemo *demo, const char *name, JsonObject *take_args);

int demo_pick (WabiDemo *demo, int below);
gboolean demo_chance (WabiDemo *demo, int percent);
void demo_set_day (WabiRecord *record, const char *field, WabiDay day);
void demo_set_list (WabiRecord *record, const char *field, const char *words);
void demo_set_json (WabiRecord *record, const char *field, const char *json);

/* The pieces, in the order in which they are made. */
void demo_make_office (WabiDemo *demo);
void demo_make_staff (WabiDemo *demo);
void demo_make_clients (WabiDemo *demo);
void demo_make_programs (WabiDemo *demo, DemoClient *client);
void demo_make_schedule (WabiDemo *demo);
void demo_make_session (WabiDemo *demo, DemoClient *client, DemoStaff *staff, WabiRecord *appointment);
void demo_finish_targets (WabiDemo *demo, DemoClient *client);
void demo_make_authorizations (WabiDemo *demo, DemoClient *client);
void demo_draft_recent (WabiDemo *demo);
void demo_make_claims (WabiDemo *demo);
void demo_make_payments (WabiDemo *demo);
void demo_make_availability (WabiDemo *demo);
void demo_make_waiting (WabiDemo *demo);

const char *demo_first_name (guint number);
const char *demo_last_name (guint number);
const char *demo_street (guint number);

G_END_DECLS
