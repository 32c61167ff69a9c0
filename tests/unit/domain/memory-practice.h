// SPDX-License-Identifier: AGPL-3.0-or-later
// A practice in memory, to which commands are given as a service or a desktop would.

#pragma once

#include "wabi-domain.h"

#define PRACTICE_ID "01900000-0000-7000-8000-00000000000a"
#define ZONE "America/New_York"

typedef struct
{
  GHashTable *records; /* "kind/id" → WabiRecord */
  WabiView view;
  WabiFakeClock clock;
  WabiIdSource *ids;
  gint64 delay; /* how long what is given is under way, microseconds */
  char *code; /* of the last refusal */
  const char *reader; /* (nullable): the service that reads now, which may read what core/domain/wabi-needs.c declares */
  gboolean reacting;  /* whether it is a reaction that reads */
} MemoryPractice;

MemoryPractice *memory_practice_new (gint64 now);
void memory_practice_free (MemoryPractice *practice);

/* Puts a record without any rule; body is JSON with ' for ". */
void memory_practice_put (MemoryPractice *practice, const WabiKind *kind, const char *id, const char *body);
WabiRecord *memory_practice_get (MemoryPractice *practice, const WabiKind *kind, const char *id);

/* Gives a command; args is JSON with ' for ". FALSE when refused, the code is then in practice->code. */
gboolean memory_practice_do (MemoryPractice *practice, const char *user, guint roles, gboolean authority, const char *name, const char *args);

/* Runs a rule of a service with authority; FALSE when it was refused, the code is then in practice->code. */
typedef gboolean (*MemoryRule) (WabiContext *context, gpointer data, GError **error);
gboolean memory_practice_run (MemoryPractice *practice, const char *service, MemoryRule rule, gpointer data);

/* Lets every reaction hear of a record. */
void memory_practice_react (MemoryPractice *practice, WabiRecord *changed);

/* A practice with one client, technician, analyst, payer, coverage and authorization, on Monday, March 9, 2026. */
void memory_practice_furnish (MemoryPractice *practice);

#define CLIENT "01900000-0000-7000-8000-000000000001"
#define RBT "01900000-0000-7000-8000-000000000002"
#define BCBA "01900000-0000-7000-8000-000000000003"
#define PAYER "01900000-0000-7000-8000-000000000004"
#define COVERAGE "01900000-0000-7000-8000-000000000005"
#define AUTHORIZATION "01900000-0000-7000-8000-000000000006"
#define TARGET "01900000-0000-7000-8000-000000000007"
#define PROGRAM "01900000-0000-7000-8000-000000000008"
#define DESK "01900000-0000-7000-8000-000000000009"
#define CLIENT_2 "01900000-0000-7000-8000-00000000000b"
#define BEHAVIOR "01900000-0000-7000-8000-00000000000c"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MemoryPractice, memory_practice_free)
