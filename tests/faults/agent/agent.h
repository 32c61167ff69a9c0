// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "agent-journal.h"
#include "wabi-domain.h"
#include "wabi-sync.h"

G_BEGIN_DECLS

/* A person at a desktop without a window: the real cache, the real sync, and a seed that says what is done next. */
typedef struct
{
  WabiSync *sync;
  WabiKeyStore *keys;
  AgentJournal *journal;
  GRand *rand;
  const char *mutant; /* nullable: what this agent is told to do wrong */
} Agent;

/* agent-give.c: journals, gives a command, journals what the cache said. Takes @args. */
gboolean agent_give (Agent *agent, const char *name, const char *record, JsonObject *take_args);
/* Arguments with a fresh id. */
JsonObject *agent_new_args (Agent *agent, char **id);
/* Arguments of an edit of one field, with what was seen. */
JsonObject *agent_edit_args (WabiRecord *record, const char *field, const char *value);
/* Any of the records that the query finds, NULL for none. Takes nothing. */
WabiRecord *agent_pick (Agent *agent, WabiQuery *query);
WabiRecord *agent_pick_any (Agent *agent, const WabiKind *kind);
int agent_roll (Agent *agent, int below);
gint64 agent_now (Agent *agent);

/* agent-desk.c, agent-floor.c, agent-money.c: what each role does. */
typedef struct
{
  guint roles;
  int weight;
  void (*act) (Agent *agent);
} AgentAct;

extern const AgentAct agent_desk_acts[];
extern const guint agent_n_desk_acts;
extern const AgentAct agent_floor_acts[];
extern const guint agent_n_floor_acts;
extern const AgentAct agent_notes_acts[];
extern const guint agent_n_notes_acts;
extern const AgentAct agent_money_acts[];
extern const guint agent_n_money_acts;

/* agent-give.c: does one thing that the person's role may. */
void agent_act (Agent *agent);

/* agent-watch.c: notes what left the queue, and what must never change from now on. */
void agent_watch (Agent *agent);

/* agent-dump.c: writes everything that the person sees, a record or a refused command a line; and what a look
 * through the whole encrypted file says. */
gboolean agent_dump (Agent *agent, const char *directory, GError **error);

G_END_DECLS
