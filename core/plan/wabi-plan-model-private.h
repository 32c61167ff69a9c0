// SPDX-License-Identifier: AGPL-3.0-or-later
// What all parts of the planner read and none writes: the problem, indexed by person and day.

#pragma once

#include "wabi-plan-problem.h"

G_BEGIN_DECLS

#define WABI_PLAN_LOST (G_MININT32 / 2)

/** A need that a person may serve on a day. */
typedef struct
{
  gint need, pair, place;
  guint8 run[WABI_PLAN_DAY_SLOTS];
} WabiPlanItem;

/** What stands in a person's day and must be walked through. */
typedef struct
{
  gint start, end, place;
} WabiPlanStop;

/**
 * A day of a person. Places are numbered anew, so that what the day's search touches is small.
 * @loose: the fixed visits clash with one another: they only take time, and what they cost on the way is left out
 */
typedef struct
{
  gint staff, day;
  gint first, last;
  gboolean loose;
  guint8 free[WABI_PLAN_DAY_SLOTS];
  gint fixed_until[WABI_PLAN_DAY_SLOTS + 1];
  gint n_stops, n_places, n_items;
  WabiPlanStop *stops;
  gint *places;
  gint *way, *way_cost, *base_cost;
  WabiPlanItem *items;
} WabiPlanDay;

typedef struct
{
  const WabiPlanProblem *problem;
  gint n_staff, n_needs, n_days, n_clients;
  WabiPlanDay *days;
  guint8 *allowed;
  guint8 *covered;
  gint *pair_start, n_pairs;
  gint *pair_days;
  gint *fixed_day, *fixed_week;
  gint *need_day_visits, *need_day_slots;
  gint n_caps, n_rooms;
  gint *cap_start, *cap_list; /* caps of each pair */
  guint8 *in_room;            /* whether a need takes a room */
  gint *room_place;           /* number among the places with rooms, -1 for none */
  gint n_room_places;
  gint *room_free;            /* rooms of such a place that are free, by day and slot */
  guint8 *supervised;         /* whether something may lie inside of the need */
} WabiPlanModel;

WabiPlanModel *wabi_plan_model_new (const WabiPlanProblem *problem);
void wabi_plan_model_free (WabiPlanModel *model);

/** Rooms of the need's place that nothing fixed holds. */
static inline gint
wabi_plan_model_get_rooms (const WabiPlanModel *model, gint need, gint day, gint slot)
{
  gint place = model->room_place[wabi_plan_problem_get_need (model->problem, need)->place];

  return model->room_free[(place * model->n_days + day) * WABI_PLAN_DAY_SLOTS + slot];
}

static inline const WabiPlanMay *
wabi_plan_model_get_may (const WabiPlanModel *model, gint need, gint pair)
{
  return &g_array_index (wabi_plan_problem_get_need (model->problem, need)->may, WabiPlanMay,
                         pair - model->pair_start[need]);
}

/**
 * What a search of a day is told about an item: what its slots gain (as sums from slot 0), where and how long it may be.
 * @again: whether there may be more than one visit of it, even where needs are taken once
 */
typedef struct
{
  gboolean active, again;
  gint shortest, longest;
  gint visit_cost;
  gint sums[WABI_PLAN_DAY_SLOTS + 1];
  guint8 run[WABI_PLAN_DAY_SLOTS];
} WabiPlanOffer;

typedef struct _WabiPlanDaySearch WabiPlanDaySearch;

/** A workspace for one thread. */
WabiPlanDaySearch *wabi_plan_day_search_new (const WabiPlanModel *model);
void wabi_plan_day_search_free (WabiPlanDaySearch *search);

/** Offers, one for each item of the day, to be filled in before a run. */
WabiPlanOffer *wabi_plan_day_search_get_offers (WabiPlanDaySearch *search);

/**
 * The best day: all ways, breaks and fixed stops kept, each visit counted as it is offered. With @once no need is taken twice, which
 * makes the search a heuristic; without it is exact, and so an upper bound. Visits are appended to @visits when it is not NULL.
 */
gint wabi_plan_day_search_run (WabiPlanDaySearch *search, const WabiPlanDay *day, gboolean once, GArray *visits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanModel, wabi_plan_model_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanDaySearch, wabi_plan_day_search_free)

G_END_DECLS
