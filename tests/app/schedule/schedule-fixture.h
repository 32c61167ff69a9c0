// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's desk over a cache with a small practice in it, without a server.

#pragma once

#include "wabi-desk.h"
#include "wabi-zone.h"

#include "memory-practice.h"

G_BEGIN_DECLS

/* Tuesday, March 10, 2026, 10:20 in New York. */
#define SCHEDULE_NOW G_GINT64_CONSTANT (1773152400000000)
#define VISIT_AVA "01900000-0000-7000-8000-000000000501"
#define VISIT_THEO "01900000-0000-7000-8000-000000000502"
#define VISIT_LATER "01900000-0000-7000-8000-000000000503"
#define VISIT_CANCELED "01900000-0000-7000-8000-000000000504"
#define VISIT_TWO "01900000-0000-7000-8000-000000000505"
#define CLIENT_ELI "01900000-0000-7000-8000-000000000601"
#define CLIENT_MILA "01900000-0000-7000-8000-000000000602"

typedef struct
{
  char *folder;
  WabiFakeClock clock;
  WabiSync *sync;
  WabiDesk *desk;
  GString *toasts; /* each with a ; behind it */
  GString *places; /* "place id;" */
} ScheduleFixture;

/* (nullable): puts further records into the practice that the next set-up loads. */
extern void (*schedule_fixture_more) (MemoryPractice *practice);

/* @roles: of the person at work; the front desk's id is used unless they are clinical. */
void schedule_fixture_set_up (ScheduleFixture *fixture, guint roles);
void schedule_fixture_tear_down (ScheduleFixture *fixture);

/* The instant of a wall clock time of March 2026. */
gint64 schedule_fixture_at (int day_of_month, int hour, int minute);

/* Lets idles run until nothing is pending. */
void schedule_fixture_settle (void);

/* Borrowed text of a field of an appointment as the cache has it now, copied. */
char *schedule_fixture_dup_text (ScheduleFixture *fixture, const char *id, const char *field);

G_END_DECLS
