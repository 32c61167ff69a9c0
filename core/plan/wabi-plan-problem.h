// SPDX-License-Identifier: AGPL-3.0-or-later
// A planning problem on plain structs: who needs what, who may give it and when, and what it is worth.

#pragma once

#include "wabi-plan-bar.h"

G_BEGIN_DECLS

/** Length of the planning grid in minutes. */
#define WABI_PLAN_SLOT_MINUTES 15
/** Slots of one day. */
#define WABI_PLAN_DAY_SLOTS 96
/** A whole day may be worked: no limit. */
#define WABI_PLAN_NO_LIMIT G_MAXINT16

/**
 * WabiPlanStaff:
 * @ref: the caller's name of this person
 * @base: place that the day starts and ends at, whose travel costs but takes no working time; -1 for none
 * @open: for each day, for each slot, whether they can work
 * @day_limit: most slots of visits in a day, fixed ones included
 * @week_limit: most slots of visits in all days, fixed ones included
 * @fair: slots that would be a fair share of the work; each slot under it costs the problem's fair_cost
 * @break_after: most slots from the start of work to the next break; 0 when no breaks are owed
 * @break_slots: slots of a break, beside the way
 * @owed: slots of supervision that they are owed in these days; each that is not placed costs the problem's owed_cost
 */
typedef struct
{
  char *ref;
  gint base;
  guint8 *open;
  gint day_limit, week_limit;
  gint fair;
  gint break_after, break_slots;
  gint owed;
} WabiPlanStaff;

/**
 * WabiPlanClient:
 * @ref: the caller's name
 * @open: for each day, for each slot, whether a visit can be
 */
typedef struct
{
  char *ref;
  guint8 *open;
} WabiPlanClient;

/**
 * WabiPlanMay:
 * @staff: who may serve the need: credential, enrolment, team
 * @per_slot: points that each slot with this person gains (continuity), or loses when negative
 * @per_week: points that it costs to bring this person to the client at all
 */
typedef struct
{
  gint staff;
  gint per_slot;
  gint per_week;
} WabiPlanMay;

/**
 * WabiPlanNeed:
 * @ref: the caller's name
 * @client: index of the client
 * @code: service code
 * @place: index of the place
 * @wanted: most slots to place
 * @asked: slots that were asked for; more than @wanted where the authorization holds them back
 * @shortest: least slots of a visit
 * @longest: most slots of a visit
 * @per_day: most visits of a day, fixed ones of this need included
 * @day_cap: most slots of a day, fixed ones of this need included
 * @worth: points of a slot
 * @most_staff: most different people in these days; 0 for no limit
 * @inside: index of the need whose visits these must lie within (supervision); -1 for none
 * @open: (nullable): slots that this need may use beside the client's own; %NULL for all
 * @may: (element-type WabiPlanMay): who may serve it
 */
typedef struct
{
  char *ref;
  gint client;
  char *code;
  gint place;
  gint wanted, asked;
  gint shortest, longest;
  gint per_day, day_cap;
  gint worth;
  gint most_staff;
  gint inside;
  guint8 *open;
  GArray *may;
} WabiPlanNeed;

/**
 * WabiPlanCap:
 * @people: (nullable) (element-type gint): whose visits count; %NULL for anybody's
 * @needs: (nullable) (element-type gint): visits of which needs count; %NULL for all
 * @first: first day that counts
 * @end: day after the last
 * @most: most slots of these visits; what is fixed is taken off already
 * @bar: what to say when it binds
 *
 * A limit across needs, people or days: so many hours a month, of one service, for one client, of shared units.
 */
typedef struct
{
  GArray *people, *needs;
  gint first, end;
  gint most;
  WabiPlanBar bar;
} WabiPlanCap;

/**
 * WabiPlanRoom:
 * @ref: the caller's name of the room
 * @place: index of the place where it is
 * @taken: for each day, for each slot, whether it is held by what is fixed
 *
 * A room holds one visit at a time; one that holds several is several rooms. Where a place has rooms, each visit there takes one from its
 * start to its end, but for those that lie inside of others.
 */
typedef struct
{
  char *ref;
  gint place;
  guint8 *taken;
} WabiPlanRoom;

/**
 * WabiPlanFixed:
 * @staff: who is busy; -1 for nobody
 * @client: who is busy; -1 for nobody
 * @need: need whose limits of a day it counts for, and whose visits others may lie inside of; -1 for none
 * @place: where; -1 for wherever the person is
 * @day: index of the day
 * @start: first slot
 * @end: slot after the last
 *
 * A visit or block that stays as it is.
 */
typedef struct
{
  gint staff, client, need, place;
  gint day, start, end;
} WabiPlanFixed;

/**
 * WabiPlanProblem:
 * @days: number of days
 * @places: number of places
 * @travel: minutes from place to place, places x places
 * @travel_cost: points of a minute on the way
 * @fair_cost: points of a slot that somebody has less than their fair share
 * @owed_cost: points of a slot of supervision that is owed to somebody and not placed
 * @staff: (element-type WabiPlanStaff): the people
 * @clients: (element-type WabiPlanClient): whom they serve
 * @needs: (element-type WabiPlanNeed): what is needed
 * @fixed: (element-type WabiPlanFixed): what stays
 * @caps: (element-type WabiPlanCap): limits beside those of single people and needs
 * @rooms: (element-type WabiPlanRoom): the rooms
 */
typedef struct
{
  gint days, places;
  gint *travel;
  gint travel_cost, fair_cost, owed_cost;
  GPtrArray *staff, *clients, *needs;
  GArray *fixed;
  GPtrArray *caps, *rooms;
} WabiPlanProblem;

/**
 * WabiPlanVisit:
 * @need: index of the need
 * @staff: index of who gives it
 * @day: index of the day
 * @start: first slot
 * @length: slots
 * @room: number of the room, counted from 1; 0 for none
 */
typedef struct
{
  gint need, staff;
  gint day, start, length;
  gint room;
} WabiPlanVisit;

/**
 * wabi_plan_problem_new:
 * @days: number of days, 1 to 14
 * @places: number of places; all ways take 0 minutes until they are set
 *
 * Returns: (transfer full): an empty problem
 */
WabiPlanProblem *wabi_plan_problem_new (gint days, gint places);

/**
 * wabi_plan_problem_free:
 * @problem: (transfer full) (nullable): what to free
 */
void wabi_plan_problem_free (WabiPlanProblem *problem);

/**
 * wabi_plan_problem_add_staff:
 * @problem: the problem
 * @ref: the caller's name of the person
 *
 * Returns: (transfer none): the new person, never open and without limits
 */
WabiPlanStaff *wabi_plan_problem_add_staff (WabiPlanProblem *problem, const char *ref);

/**
 * wabi_plan_problem_add_client:
 * @problem: the problem
 * @ref: the caller's name of the client
 *
 * Returns: (transfer none): the new client, never open
 */
WabiPlanClient *wabi_plan_problem_add_client (WabiPlanProblem *problem, const char *ref);

/**
 * wabi_plan_problem_add_need:
 * @problem: the problem
 * @ref: the caller's name of the need
 * @client: index of its client
 * @code: service code
 *
 * Returns: (transfer none): the new need: one visit a day, of any length, worth 10,000 points a slot, of 0 slots
 */
WabiPlanNeed *wabi_plan_problem_add_need (WabiPlanProblem *problem, const char *ref, gint client, const char *code);

/**
 * wabi_plan_need_allow:
 * @need: the need
 * @staff: index of who may serve it
 * @per_slot: points of each slot with them
 * @per_week: cost of bringing them in
 */
void wabi_plan_need_allow (WabiPlanNeed *need, gint staff, gint per_slot, gint per_week);

/**
 * wabi_plan_need_restrict:
 * @problem: the problem
 * @need: the need, which from now on may only be where it is opened
 *
 * Returns: (transfer none): its slots, all closed
 */
guint8 *wabi_plan_need_restrict (WabiPlanProblem *problem, WabiPlanNeed *need);

/**
 * wabi_plan_problem_add_fixed:
 * @problem: the problem
 * @fixed: what stays as it is
 */
void wabi_plan_problem_add_fixed (WabiPlanProblem *problem, const WabiPlanFixed *fixed);

/**
 * wabi_plan_problem_add_cap:
 * @problem: the problem
 * @staff: whose visits count; -1 for anybody's
 * @first: first day that counts
 * @end: day after the last
 * @most: most slots
 * @bar: what to say when it binds
 *
 * Returns: (transfer none): the new cap, for all needs
 */
WabiPlanCap *wabi_plan_problem_add_cap (WabiPlanProblem *problem, gint staff, gint first, gint end, gint most, WabiPlanBar bar);

/**
 * wabi_plan_cap_add_need:
 * @cap: a cap
 * @need: index of a need that counts; from the first that is said on only those count
 */
void wabi_plan_cap_add_need (WabiPlanCap *cap, gint need);

/**
 * wabi_plan_cap_add_person:
 * @cap: a cap
 * @staff: index of a person whose visits count; from the first that is said on only those count
 */
void wabi_plan_cap_add_person (WabiPlanCap *cap, gint staff);

/**
 * wabi_plan_problem_add_room:
 * @problem: the problem
 * @ref: the caller's name of the room
 * @place: index of the place where it is
 *
 * Returns: (transfer none): the new room, free
 */
WabiPlanRoom *wabi_plan_problem_add_room (WabiPlanProblem *problem, const char *ref, gint place);

/**
 * wabi_plan_problem_needs_room:
 * @problem: the problem
 * @need: a need
 *
 * Returns: whether its visits take a room
 */
gboolean wabi_plan_problem_needs_room (const WabiPlanProblem *problem, const WabiPlanNeed *need);

/**
 * wabi_plan_problem_set_travel:
 * @problem: the problem
 * @from: a place
 * @to: another
 * @minutes: of the way in both directions
 */
void wabi_plan_problem_set_travel (WabiPlanProblem *problem, gint from, gint to, gint minutes);

/**
 * wabi_plan_open:
 * @open: slots of a person, client or need
 * @day: index of the day
 * @start: first slot
 * @end: slot after the last
 * @value: whether they are open
 *
 * Opens or closes; what reaches beyond the day is cut off.
 */
void wabi_plan_open (guint8 *open, gint day, gint start, gint end, gboolean value);

/**
 * wabi_plan_problem_get_staff:
 * @problem: the problem
 * @index: whose
 *
 * Returns: (transfer none): the person
 */
static inline const WabiPlanStaff *
wabi_plan_problem_get_staff (const WabiPlanProblem *problem, gint index)
{
  return (const WabiPlanStaff *)problem->staff->pdata[index];
}

/**
 * wabi_plan_problem_get_client:
 * @problem: the problem
 * @index: whose
 *
 * Returns: (transfer none): the client
 */
static inline const WabiPlanClient *
wabi_plan_problem_get_client (const WabiPlanProblem *problem, gint index)
{
  return (const WabiPlanClient *)problem->clients->pdata[index];
}

/**
 * wabi_plan_problem_get_need:
 * @problem: the problem
 * @index: which
 *
 * Returns: (transfer none): the need
 */
static inline const WabiPlanNeed *
wabi_plan_problem_get_need (const WabiPlanProblem *problem, gint index)
{
  return (const WabiPlanNeed *)problem->needs->pdata[index];
}

/**
 * wabi_plan_problem_get_cap:
 * @problem: the problem
 * @index: which
 *
 * Returns: (transfer none): the cap
 */
static inline const WabiPlanCap *
wabi_plan_problem_get_cap (const WabiPlanProblem *problem, gint index)
{
  return (const WabiPlanCap *)problem->caps->pdata[index];
}

/**
 * wabi_plan_problem_get_room:
 * @problem: the problem
 * @index: which, counted from 0
 *
 * Returns: (transfer none): the room
 */
static inline const WabiPlanRoom *
wabi_plan_problem_get_room (const WabiPlanProblem *problem, gint index)
{
  return (const WabiPlanRoom *)problem->rooms->pdata[index];
}

/**
 * wabi_plan_problem_get_travel:
 * @problem: the problem
 * @from: a place, or -1
 * @to: a place, or -1
 *
 * Returns: minutes of the way; 0 where one of them is nowhere
 */
static inline gint
wabi_plan_problem_get_travel (const WabiPlanProblem *problem, gint from, gint to)
{
  return from < 0 || to < 0 ? 0 : problem->travel[from * problem->places + to];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanProblem, wabi_plan_problem_free)

G_END_DECLS
