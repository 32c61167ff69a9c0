// SPDX-License-Identifier: AGPL-3.0-or-later
// How good any plan can be at most, and what each scarce thing is worth: Lagrange's relaxation of the plan into days of single people.

#pragma once

#include "wabi-plan-model-private.h"

G_BEGIN_DECLS

typedef struct _WabiPlanBound WabiPlanBound;

WabiPlanBound *wabi_plan_bound_new (const WabiPlanModel *model);
void wabi_plan_bound_free (WabiPlanBound *self);

/**
 * One round: prices are moved, every day of every person is solved exactly for them, and the sum is a bound that holds for every
 * plan whatever the prices are. All of it is reckoned in whole numbers, so no rounding can make it too small.
 * @value: of the best plan known, which only steers the steps. @columns: (nullable): takes the days' visits of this round.
 */
void wabi_plan_bound_step (WabiPlanBound *self, gint64 value, GArray *columns);
gint64 wabi_plan_bound_get (const WabiPlanBound *self);
gboolean wabi_plan_bound_is_settled (const WabiPlanBound *self);

/** A copy of the best prices; points of a slot of this item, and of a visit beside its slots. */
typedef struct
{
  const WabiPlanModel *model;
  gint *prices;
} WabiPlanPrices;

void wabi_plan_bound_copy_prices (const WabiPlanBound *self, WabiPlanPrices *prices);
void wabi_plan_prices_clear (WabiPlanPrices *prices);
gint wabi_plan_prices_get_slot (const WabiPlanBound *self, const WabiPlanPrices *prices, const WabiPlanDay *day,
                                gint need, gint slot);

/** What the caps of a pair make each of its slots on a day cost. */
gint wabi_plan_prices_get_caps (const WabiPlanBound *self, const WabiPlanPrices *prices, gint pair, gint day);
gint wabi_plan_prices_get_visit (const WabiPlanBound *self, const WabiPlanPrices *prices, const WabiPlanDay *day, gint need);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanBound, wabi_plan_bound_free)

G_END_DECLS
