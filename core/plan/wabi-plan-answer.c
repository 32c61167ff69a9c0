// SPDX-License-Identifier: AGPL-3.0-or-later
// A plan as whoever asked for it gets it: made, checked and explained.

#include "wabi-plan-answer.h"

#include "wabi-plan-check.h"

/** A plan that the checker does not pass is none: that is an error of the planner, and nothing is offered. */
static void
drop_if_faulty (const WabiPlanProblem *problem, WabiPlanAnswer *answer)
{
  g_autoptr (GArray) findings = wabi_plan_check (problem, answer->visits);
  WabiPlanTotals totals;

  answer->faults = findings->len;
  if (findings->len == 0)
    return;
  g_warning ("the plan has %u faults, the first of sort %d: it is thrown away", findings->len,
             (int)g_array_index (findings, WabiPlanFinding, 0).fault);
  g_array_unref (answer->visits);
  answer->visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));
  wabi_plan_total (problem, answer->visits, &totals);
  answer->value = totals.value;
  answer->exact = FALSE;
}

WabiPlanAnswer *
wabi_plan_answer_new (const WabiPlanProblem *problem, const WabiPlanControl *control)
{
  g_autoptr (WabiPlanResult) result = wabi_plan_run (problem, control);
  WabiPlanAnswer *answer = g_new0 (WabiPlanAnswer, 1);

  answer->visits = g_array_ref (result->visits);
  answer->value = result->value;
  answer->bound = result->bound;
  answer->exact = result->exact;
  answer->solver = control->solve != NULL;
  drop_if_faulty (problem, answer);
  answer->unmet = wabi_plan_explain_unmet (problem, answer->visits);
  answer->reasons = wabi_plan_explain_visits (problem, answer->visits);
  answer->seconds = control->get_seconds (control->data);
  return answer;
}

void
wabi_plan_answer_free (WabiPlanAnswer *answer)
{
  if (answer == NULL)
    return;
  g_array_unref (answer->visits);
  g_array_unref (answer->unmet);
  g_array_unref (answer->reasons);
  g_free (answer);
}
