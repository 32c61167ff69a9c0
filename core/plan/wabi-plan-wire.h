// SPDX-License-Identifier: AGPL-3.0-or-later
// Problems and answers as bytes, for a planner in a process of its own. Both ends are of one build: the format says nothing of versions.

#pragma once

#include "wabi-plan-answer.h"

G_BEGIN_DECLS

/** Most bytes of a message: far more than the largest practice needs. */
#define WABI_PLAN_WIRE_MOST (64 * 1024 * 1024)

/**
 * WabiPlanOrder:
 * @seconds: how long to work at most
 * @gap: a proven gap that is good enough, as a share of the bound
 * @seed: of the random numbers
 *
 * How a problem is to be solved.
 */
typedef struct
{
  double seconds, gap;
  guint64 seed;
} WabiPlanOrder;

/**
 * wabi_plan_wire_write_problem:
 * @problem: the problem
 * @order: how to solve it
 *
 * Names of people are left out: whoever solves it has no need of them.
 *
 * Returns: (transfer full): bytes
 */
GBytes *wabi_plan_wire_write_problem (const WabiPlanProblem *problem, const WabiPlanOrder *order);

/**
 * wabi_plan_wire_read_problem:
 * @bytes: what wabi_plan_wire_write_problem() wrote
 * @order: (out): how to solve it
 *
 * Returns: (transfer full) (nullable): the problem; %NULL when it is none
 */
WabiPlanProblem *wabi_plan_wire_read_problem (GBytes *bytes, WabiPlanOrder *order);

/** wabi_plan_wire_write_progress: Returns: (transfer full): @progress as bytes. */
GBytes *wabi_plan_wire_write_progress (const WabiPlanProgress *progress);

/** wabi_plan_wire_read_progress: reads @bytes into @progress (out). Returns: whether they were progress. */
gboolean wabi_plan_wire_read_progress (GBytes *bytes, WabiPlanProgress *progress) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_plan_wire_write_answer: Returns: (transfer full): @answer as bytes. */
GBytes *wabi_plan_wire_write_answer (const WabiPlanAnswer *answer);

/**
 * wabi_plan_wire_read_answer:
 * @bytes: what wabi_plan_wire_write_answer() wrote
 * @problem: the problem that it answers; indexes outside of it are refused
 *
 * Returns: (transfer full) (nullable): the answer, not checked; %NULL when it is none
 */
WabiPlanAnswer *wabi_plan_wire_read_answer (GBytes *bytes, const WabiPlanProblem *problem);

G_END_DECLS
