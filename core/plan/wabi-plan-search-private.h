// SPDX-License-Identifier: AGPL-3.0-or-later
// A good plan soon and a better one later: days of people are torn out and built anew, each the best that is left for it.

#pragma once

#include "wabi-plan-bound-private.h"
#include "wabi-plan-random-private.h"
#include "wabi-plan-state-private.h"

G_BEGIN_DECLS

typedef struct
{
  const WabiPlanModel *model;
  const WabiPlanBound *bound;
  WabiPlanPrices prices;
  WabiPlanState *state;
  GArray *best;
  gint64 best_value;
  WabiPlanDaySearch *days;
  WabiPlanRandom random;
  GArray *undo, *built, *chosen;
  gint noise[WABI_PLAN_DAY_SLOTS];
} WabiPlanSearch;

WabiPlanSearch *wabi_plan_search_new (const WabiPlanModel *model, const WabiPlanBound *bound, guint64 seed);
void wabi_plan_search_free (WabiPlanSearch *self);

/** Begins with a plan of every day, one after the other. */
void wabi_plan_search_start (WabiPlanSearch *self);

/** Takes over a plan from elsewhere when it is better. */
void wabi_plan_search_offer (WabiPlanSearch *self, const GArray *visits);

/** One round; @heat is by how many points a worse plan may still be taken, in the mean. */
void wabi_plan_search_step (WabiPlanSearch *self, double heat);

/** Back to the best plan so far. */
void wabi_plan_search_return (WabiPlanSearch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanSearch, wabi_plan_search_free)

G_END_DECLS
