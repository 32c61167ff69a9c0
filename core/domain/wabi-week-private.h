// SPDX-License-Identifier: AGPL-3.0-or-later
// What the parts of the week's builder share.

#pragma once

#include "wabi-week.h"

G_BEGIN_DECLS

#define WABI_WEEK_HOUR (60 / WABI_PLAN_SLOT_MINUTES)

/** What a need stands for: where its visits are, the booked one that it may change, the entry of the waiting list that asks for it. */
typedef struct
{
  char *place, *location, *waiting;
  WabiRecord *was;
} WabiWeekNeed;

struct _WabiWeek
{
  WabiWeekMode mode;
  WabiDay first;
  char *zone;
  WabiPlanProblem *problem;
  GHashTable *staff;
  GHashTable *clients;
  GHashTable *places;
  GHashTable *moved;
  GPtrArray *staff_records;
  GPtrArray *client_records;
  GArray *needs;
  GHashTable *unit_caps; /* caps of shared units, by authorization, limit and period */
  GArray *in_room;       /* for each booked visit of the problem, whether it says its room */
};

/** Everything that is booked in these days, each once; appointments that the plan may move are not fixed. */
void wabi_week_add_booked (WabiWeek *week, WabiProofContext *context);

/** Hours, limits and breaks of people; hours of clients. */
void wabi_week_fill_people (WabiWeek *week, WabiProofContext *context);

/** Needs of the authorized hours that are left, or of the booked visits that may move. */
void wabi_week_add_needs (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish);

/**
 * What authorizations leave for a service.
 * @waits: in: somebody waits for it, so that it matters whether it needs an authorization
 * @found: one was found for some of the days
 * @unneeded: none was found, and nobody asks for one
 * @beside: the payer lets it be given beside the service that it lies inside of
 */
typedef struct
{
  int asked, wanted, day_cap;
  gboolean waits, found, unneeded, beside;
} WabiWeekRest;

/** Units left, and on which days authorizations hold; limits of periods and shared units become caps that the need joins. */
void wabi_week_read_rest (WabiWeek *week, WabiProofContext *context, WabiRecord *trial, int need, const char *inside, WabiWeekRest *rest);

/** The practice's limits of hours by week, month, service and client. */
void wabi_week_add_limits (WabiWeek *week, WabiProofContext *context);

/** Supervision that technicians are owed in these days; after their fair share is known. */
void wabi_week_set_owed (WabiWeek *week, WabiProofContext *context);

/** Rooms of the places that are needed. */
void wabi_week_add_rooms (WabiWeek *week, WabiProofContext *context);

/** Index of a place of the problem, -1 for none; @id (nullable) of a location or client. */
int wabi_week_get_place (WabiWeek *week, const char *id);
int wabi_week_find (GHashTable *table, const char *id);

/** Slots of the local days that [@start_at, @end_at) touches: calls @mark for each. */
typedef void (*WabiWeekMark) (WabiWeek *week, int day, int start, int end, gpointer data);
void wabi_week_each_day (WabiWeek *week, gint64 start_at, gint64 end_at, WabiWeekMark mark, gpointer data);

G_END_DECLS
