// SPDX-License-Identifier: AGPL-3.0-or-later
// A plan as whoever asked for it gets it: made, checked and explained.

#pragma once

#include "wabi-plan-explain.h"
#include "wabi-plan-run.h"

G_BEGIN_DECLS

/**
 * WabiPlanAnswer:
 * @visits: (element-type WabiPlanVisit): the plan
 * @unmet: (element-type WabiPlanUnmet): what could not be placed
 * @reasons: (element-type WabiPlanReason): why each visit is as it is
 * @value: points of the plan
 * @bound: points that no plan can exceed, proven; %G_MAXINT64 when it was stopped before anything was known
 * @exact: whether nothing better is possible
 * @solver: whether a solver of integer programs was there to help
 * @seconds: how long it took
 * @faults: what the checker found; with any, the plan was thrown away and @visits is empty
 */
typedef struct
{
  GArray *visits, *unmet, *reasons;
  gint64 value, bound;
  gboolean exact, solver;
  double seconds;
  guint faults;
} WabiPlanAnswer;

/**
 * wabi_plan_answer_new:
 * @problem: the problem
 * @control: as for wabi_plan_run()
 *
 * Plans, has the checker look at every visit, and explains. A plan that the checker does not pass is none.
 *
 * Returns: (transfer full): the answer
 */
WabiPlanAnswer *wabi_plan_answer_new (const WabiPlanProblem *problem, const WabiPlanControl *control);

/**
 * wabi_plan_answer_free:
 * @answer: (transfer full) (nullable): what to free
 */
void wabi_plan_answer_free (WabiPlanAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanAnswer, wabi_plan_answer_free)

G_END_DECLS
