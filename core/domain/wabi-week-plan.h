// SPDX-License-Identifier: AGPL-3.0-or-later
// What a plan suggests, as records: the same on the computer where it was made, and from one place to another.

#pragma once

#include "wabi-plan-answer.h"
#include "wabi-week.h"

G_BEGIN_DECLS

/**
 * WabiWeekUnmet:
 * @client: (nullable): id of the client who lacks something; %NULL for supervision that is owed to @staff
 * @staff: (nullable): id of who is owed supervision
 * @code: (nullable): the service; %NULL with @staff
 * @waits: whether the client is on the waiting list for it
 * @slots: how much of it is not placed, in slots of the planning grid
 * @bar: what bound it
 * @people: how many people may give it
 *
 * What could not be placed.
 */
typedef struct
{
  char *client, *staff, *code;
  gboolean waits;
  int slots;
  WabiPlanBar bar;
  int people;
} WabiWeekUnmet;

/**
 * WabiWeekPlan:
 * @wanted: slots that were wanted
 * @placed: slots that are placed, those that stay as they are booked among them
 * @value: points
 * @bound: points that no plan can exceed; %G_MAXINT64 when nothing is known
 * @exact: whether nothing better is possible
 * @solver: whether a solver of integer programs was there
 * @faulty: whether the checker threw the plan away
 * @seconds: how long it took
 * @visits: (element-type WabiWeekVisit): what would be booked or moved, not proved yet; %NULL once taken
 * @unmet: (element-type WabiWeekUnmet): what could not be placed
 *
 * What came of planning a week, wherever it was done.
 */
typedef struct
{
  int wanted, placed;
  gint64 value, bound;
  gboolean exact, solver, faulty;
  double seconds;
  GPtrArray *visits, *unmet;
} WabiWeekPlan;

/**
 * wabi_week_plan_new:
 * @week: a week
 * @answer: what the planner made of its problem
 *
 * Returns: (transfer full): the plan; visits that stay as they are booked are left out
 */
WabiWeekPlan *wabi_week_plan_new (WabiWeek *week, const WabiPlanAnswer *answer);

/**
 * wabi_week_plan_free:
 * @plan: (transfer full) (nullable): what to free
 */
void wabi_week_plan_free (WabiWeekPlan *plan);

/**
 * wabi_week_plan_take_visits:
 * @plan: a plan whose visits were not taken
 * @context: a fresh context, into which the visits are put one after the other, so that they count against each other
 *
 * Every visit goes through the booking proof, as if all before it were booked. One that changes an appointment that is not as it was when it was
 * planned is refused.
 *
 * Returns: (transfer full) (element-type WabiWeekVisit): the visits, by start
 */
GPtrArray *wabi_week_plan_take_visits (WabiWeekPlan *plan, WabiProofContext *context);

/** wabi_week_plan_to_json: Returns: (transfer full): @plan, whose visits were not taken, as docs/protocol.md has it. */
JsonObject *wabi_week_plan_to_json (const WabiWeekPlan *plan);

/**
 * wabi_week_plan_from_json:
 * @object: an answer of the service
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the plan; %NULL with @error set
 */
WabiWeekPlan *wabi_week_plan_from_json (JsonObject *object, GError **error);

/** wabi_week_wish_to_json: Returns: (transfer full): @wish as docs/protocol.md has it. */
JsonObject *wabi_week_wish_to_json (const WabiWeekWish *wish);

/**
 * WabiWeekOrder:
 * @wish: what is wanted; its texts are the order's
 *
 * A wish that owns what it says.
 */
typedef struct
{
  WabiWeekWish wish;
  /*< private >*/
  char *absent;
  GStrv staff, clients;
} WabiWeekOrder;

/**
 * wabi_week_order_from_json:
 * @object: what wabi_week_wish_to_json() wrote
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the wish; %NULL with @error set
 */
WabiWeekOrder *wabi_week_order_from_json (JsonObject *object, GError **error);

/**
 * wabi_week_order_free:
 * @order: (transfer full) (nullable): what to free
 */
void wabi_week_order_free (WabiWeekOrder *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiWeekPlan, wabi_week_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiWeekOrder, wabi_week_order_free)

G_END_DECLS
