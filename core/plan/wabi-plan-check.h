// SPDX-License-Identifier: AGPL-3.0-or-later
// Verifies a plan against its problem from first principles; shares no code with what makes plans.

#pragma once

#include "wabi-plan-problem.h"

G_BEGIN_DECLS

/**
 * WabiPlanFault:
 * @WABI_PLAN_FAULT_UNKNOWN: names a need, person or day that the problem does not have
 * @WABI_PLAN_FAULT_MAY_NOT: the person may not serve this need
 * @WABI_PLAN_FAULT_STAFF_AWAY: outside the person's hours
 * @WABI_PLAN_FAULT_CLIENT_AWAY: outside the client's hours or the need's
 * @WABI_PLAN_FAULT_STAFF_TWICE: the person is in two visits at once
 * @WABI_PLAN_FAULT_CLIENT_TWICE: the client is in two visits at once that are not supervision of one another
 * @WABI_PLAN_FAULT_LENGTH: shorter or longer than a visit may be
 * @WABI_PLAN_FAULT_PER_DAY: too many visits of the need, or too much of it, on a day
 * @WABI_PLAN_FAULT_TOO_MUCH: more than is wanted or authorized
 * @WABI_PLAN_FAULT_DAY_LIMIT: more hours of a person than a day may have
 * @WABI_PLAN_FAULT_WEEK_LIMIT: more hours of a person than the days together may have
 * @WABI_PLAN_FAULT_NO_BREAK: worked on for too long without a break
 * @WABI_PLAN_FAULT_NO_WAY: no time for the way between two visits
 * @WABI_PLAN_FAULT_NOT_INSIDE: supervision outside of what it supervises
 * @WABI_PLAN_FAULT_MANY_STAFF: more different people than the need allows
 * @WABI_PLAN_FAULT_CAP: more than a limit of a month, a service, a client or shared units leaves
 * @WABI_PLAN_FAULT_ROOM: without a room where one is taken, in one elsewhere, or in one that somebody else holds
 */
typedef enum
{
  WABI_PLAN_FAULT_UNKNOWN,
  WABI_PLAN_FAULT_MAY_NOT,
  WABI_PLAN_FAULT_STAFF_AWAY,
  WABI_PLAN_FAULT_CLIENT_AWAY,
  WABI_PLAN_FAULT_STAFF_TWICE,
  WABI_PLAN_FAULT_CLIENT_TWICE,
  WABI_PLAN_FAULT_LENGTH,
  WABI_PLAN_FAULT_PER_DAY,
  WABI_PLAN_FAULT_TOO_MUCH,
  WABI_PLAN_FAULT_DAY_LIMIT,
  WABI_PLAN_FAULT_WEEK_LIMIT,
  WABI_PLAN_FAULT_NO_BREAK,
  WABI_PLAN_FAULT_NO_WAY,
  WABI_PLAN_FAULT_NOT_INSIDE,
  WABI_PLAN_FAULT_MANY_STAFF,
  WABI_PLAN_FAULT_CAP,
  WABI_PLAN_FAULT_ROOM,
} WabiPlanFault;

/**
 * WabiPlanFinding:
 * @fault: what is wrong
 * @visit: index of the visit in the plan
 */
typedef struct
{
  WabiPlanFault fault;
  guint visit;
} WabiPlanFinding;

/**
 * wabi_plan_check:
 * @problem: the problem
 * @visits: (element-type WabiPlanVisit): the plan
 *
 * Judges each visit by itself and against all others. What already was wrong among fixed visits is not the plan's fault and is not reported.
 *
 * Returns: (transfer full) (element-type WabiPlanFinding): what is wrong; empty when the plan can be held
 */
GArray *wabi_plan_check (const WabiPlanProblem *problem, const GArray *visits);

/**
 * WabiPlanTotals:
 * @value: points of the plan, what the planner makes as large as it can
 * @slots: slots that were placed
 * @wanted: slots that were wanted
 * @travel: minutes on the way, of fixed visits too
 * @pairs: pairs of client's need and person
 * @unfair: slots that people have less than their fair share
 * @owed: slots of supervision that are owed and not placed
 */
typedef struct
{
  gint64 value;
  gint slots, wanted;
  gint travel;
  gint pairs;
  gint unfair;
  gint owed;
} WabiPlanTotals;

/**
 * wabi_plan_total:
 * @problem: the problem
 * @visits: (element-type WabiPlanVisit): a plan without findings
 * @totals: (out): its value and what it is made of
 */
void wabi_plan_total (const WabiPlanProblem *problem, const GArray *visits, WabiPlanTotals *totals);

G_END_DECLS
