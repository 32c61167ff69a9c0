// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans weeks of a practice in memory for tests: by a number of rounds, not by the clock.

#pragma once

#include "memory-practice.h"
#include "wabi-plan-check.h"
#include "wabi-plan-explain.h"
#include "wabi-plan-run.h"
#include "wabi-week.h"

static inline double
week_plan_get_reports (gpointer data)
{
  return *(int *) data;
}

static inline gboolean
week_plan_is_enough (gpointer data)
{
  return g_atomic_int_get ((int *) data) >= 120;
}

static inline void
week_plan_count (const WabiPlanProgress *progress, gpointer data)
{
  g_atomic_int_inc ((int *) data);
}

/** Plans, and has the checker look at it. */
static inline WabiPlanResult *
week_plan_run (WabiWeek *week)
{
  int reports = 0;
  WabiPlanControl control = { .seconds = 1e6, .gap = -1, .seed = 1, .get_seconds = week_plan_get_reports, .is_stopped = week_plan_is_enough,
                              .report = week_plan_count, .data = &reports };
  WabiPlanResult *result = wabi_plan_run (wabi_week_get_problem (week), &control);
  g_autoptr (GArray) findings = wabi_plan_check (wabi_week_get_problem (week), result->visits);

  g_assert_cmpuint (findings->len, ==, 0);
  return result;
}
