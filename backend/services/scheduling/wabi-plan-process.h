// SPDX-License-Identifier: AGPL-3.0-or-later
// A planner in a process of its own (wabi-planner): it is given a problem without names, and may take no more than it is told.

#pragma once

#include "wabi-plan-wire.h"

G_BEGIN_DECLS

/** WabiPlanProcess: a planner at work. */
typedef struct _WabiPlanProcess WabiPlanProcess;

/** WabiPlanReport: told how far it is, in the thread that waits. */
typedef void (*WabiPlanReport) (const WabiPlanProgress *progress, gpointer data);

/**
 * wabi_plan_process_start:
 * @problem: what to plan
 * @order: how
 * @error: where to put why it cannot be started
 *
 * The program lies beside this one; the environment's WABI_PLANNER names another. It is nice, and ends by itself when this process does.
 *
 * Returns: (transfer full) (nullable): the planner
 */
WabiPlanProcess *wabi_plan_process_start (const WabiPlanProblem *problem, const WabiPlanOrder *order, GError **error);

/**
 * wabi_plan_process_wait:
 * @process: a planner
 * @problem: what it was given
 * @report: told how far it is
 * @data: for @report
 * @error: where to put why there is no answer
 *
 * Blocks until it has ended. The answer's visits are looked at by the checker here once more.
 *
 * Returns: (transfer full) (nullable): its answer
 */
WabiPlanAnswer *wabi_plan_process_wait (WabiPlanProcess *process, const WabiPlanProblem *problem, WabiPlanReport report, gpointer data,
                                        GError **error);

/** wabi_plan_process_stop: asks it to end with the best plan so far; from any thread. */
void wabi_plan_process_stop (WabiPlanProcess *process);

/** wabi_plan_process_kill: ends it at once; from any thread. */
void wabi_plan_process_kill (WabiPlanProcess *process);

/** wabi_plan_process_free: (transfer full) (nullable): frees it; one that still works is killed. */
void wabi_plan_process_free (WabiPlanProcess *process);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanProcess, wabi_plan_process_free)

G_END_DECLS
