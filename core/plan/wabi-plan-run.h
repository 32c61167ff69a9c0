// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes plans: with a bound that proves how good they are, or as a person with a list would.

#pragma once

#include "wabi-plan-problem.h"

G_BEGIN_DECLS

/**
 * WabiPlanProgress:
 * @seconds: how long it has been working
 * @value: points of the best plan
 * @bound: points that no plan can exceed; %G_MAXINT64 while nothing is known
 * @slots: slots that the best plan places
 */
typedef struct
{
  double seconds;
  gint64 value, bound;
  gint slots;
} WabiPlanProgress;

/**
 * WabiPlanSolver:
 * @program: an integer program in the LP format, whose binary variables are named x0, x1 and so on
 * @seconds: how long it may take
 * @optimal: (out): whether nothing better is possible
 * @data: the control's data
 *
 * Returns: (transfer full) (nullable) (element-type guint): numbers of the variables that are 1; %NULL when there is no answer
 */
typedef GArray *(*WabiPlanSolver) (const char *program, double seconds, gboolean *optimal, gpointer data);

/**
 * WabiPlanControl:
 * @seconds: how long to work at most
 * @gap: a proven gap that is good enough to stop at, as a share of the bound
 * @seed: of the random numbers
 * @get_seconds: tells how long it has been working; called from two threads
 * @is_stopped: (nullable): whether to stop and keep the best; called from two threads
 * @solve: (nullable): solves integer programs; called from the second thread. Without it the search has the last word
 * @report: (nullable): is told of progress, in the caller's thread, every few rounds
 * @data: given to all of them
 */
typedef struct
{
  double seconds;
  double gap;
  guint64 seed;
  double (*get_seconds) (gpointer data);
  gboolean (*is_stopped) (gpointer data);
  WabiPlanSolver solve;
  void (*report) (const WabiPlanProgress *progress, gpointer data);
  gpointer data;
} WabiPlanControl;

/**
 * WabiPlanResult:
 * @visits: (element-type WabiPlanVisit): the plan
 * @value: its points, as wabi_plan_total() has them
 * @bound: points that no plan can exceed, proven; %G_MAXINT64 when it was stopped before anything was known
 * @rounds: how many days were built anew
 * @bound_rounds: how often the prices were moved
 * @columns: days of people that the integer program picked from
 * @exact: whether those were all there are and the best pick of them was found: then @value is the bound
 * @first_seconds: when the first whole plan was there
 */
typedef struct
{
  GArray *visits;
  gint64 value, bound;
  guint64 rounds, bound_rounds;
  guint columns;
  gboolean exact;
  double first_seconds;
} WabiPlanResult;

/**
 * wabi_plan_run:
 * @problem: the problem
 * @control: how long, and whom to tell
 *
 * Plans in the calling thread, which should not be the one that draws, with a second thread for the bound. A first plan is there within
 * a moment, at least as good as wabi_plan_greedy()'s, and is only ever replaced by a better one. Every visit was looked at against every limit; let wabi_plan_check() have the last
 * word all the same.
 *
 * Returns: (transfer full): the best plan that was found
 */
WabiPlanResult *wabi_plan_run (const WabiPlanProblem *problem, const WabiPlanControl *control);

/**
 * wabi_plan_greedy:
 * @problem: the problem
 *
 * Plans as a person with a list does: need after need, the one with the fewest people first, the longest visit at the first time that is
 * free with the person who suits best. For comparison.
 *
 * Returns: (transfer full) (element-type WabiPlanVisit): the plan
 */
GArray *wabi_plan_greedy (const WabiPlanProblem *problem);

/**
 * wabi_plan_result_get_gap:
 * @result: a result
 *
 * Returns: how far the plan may be from the best possible, as a share of that; 1 when nothing is proven
 */
double wabi_plan_result_get_gap (const WabiPlanResult *result);

/**
 * wabi_plan_result_free:
 * @result: (transfer full) (nullable): what to free
 */
void wabi_plan_result_free (WabiPlanResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanResult, wabi_plan_result_free)

G_END_DECLS
