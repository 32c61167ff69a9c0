// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a visit of a plan is as it is, and what kept a need from being met.

#pragma once

#include "wabi-plan-bar.h"
#include "wabi-plan-problem.h"

G_BEGIN_DECLS

/**
 * WabiPlanUnmet:
 * @need: index of the need; -1 for supervision that somebody is owed
 * @staff: to whom supervision is owed; -1 for a need
 * @slots: slots that were asked for, or are owed, and are not placed
 * @bar: what kept most visits from being held: of all visits that one thing alone stood in the way of, the thing most often
 * @people: how many people may serve it
 */
typedef struct
{
  gint need, staff;
  gint slots;
  WabiPlanBar bar;
  gint people;
} WabiPlanUnmet;

/**
 * wabi_plan_explain_unmet:
 * @problem: the problem
 * @visits: (element-type WabiPlanVisit): a plan without findings
 *
 * Tries for each need that lacks something the shortest visit at every time with everybody who may serve it.
 *
 * Returns: (transfer full) (element-type WabiPlanUnmet): by need, then supervision that is owed by person
 */
GArray *wabi_plan_explain_unmet (const WabiPlanProblem *problem, const GArray *visits);

/**
 * WabiPlanReason:
 * @known: whether the client knows the person
 * @way: minutes from where the person is before; 0 when the day begins with it
 * @others: how many others may serve the need
 * @others_free: how many of them could hold this very visit beside all else of the plan
 * @loss: points that the plan would lose with the best of them; 0 when nobody is free
 */
typedef struct
{
  gboolean known;
  gint way;
  gint others, others_free;
  gint64 loss;
} WabiPlanReason;

/**
 * wabi_plan_explain_visits:
 * @problem: the problem
 * @visits: (element-type WabiPlanVisit): a plan without findings
 *
 * Returns: (transfer full) (element-type WabiPlanReason): why each visit is with this person, in the order of @visits
 */
GArray *wabi_plan_explain_visits (const WabiPlanProblem *problem, const GArray *visits);

G_END_DECLS
