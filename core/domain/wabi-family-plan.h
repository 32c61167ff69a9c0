// SPDX-License-Identifier: AGPL-3.0-or-later
// A family's payment plan: what it should have paid, and what it did.

#pragma once

#include "wabi-family-account.h"

G_BEGIN_DECLS

/**
 * WabiPlanState:
 * @total: what is to be paid in all
 * @each: how much each time
 * @paid: what was paid towards it
 * @expected: what should have been paid through the day that was asked about
 * @behind: how much is missing, 0 when it is on time
 * @left: what is still to be paid
 * @next_day: day of the next payment after that day; %WABI_DAY_NONE when all of them have been asked for
 * @next: how much that is
 */
typedef struct
{
  gint64 total, each, paid, expected, behind, left;
  WabiDay next_day;
  gint64 next;
} WabiPlanState;

/**
 * wabi_plan_read:
 * @view: where its payments are
 * @plan: a payment_plan
 * @day: as of when
 * @out: (out): how it stands
 */
void wabi_plan_read (const WabiView *view, WabiRecord *plan, WabiDay day, WabiPlanState *out);

/**
 * wabi_plan_find_active:
 * @view: where to look
 * @client: a client
 *
 * Returns: (transfer full) (nullable): the plan that the family pays by now
 */
WabiRecord *wabi_plan_find_active (const WabiView *view, const char *client);

/**
 * wabi_plan_ask:
 * @state: (nullable): the plan through the day on which a statement is due; %NULL for none
 * @owed: what the family owes in all
 *
 * A family that pays by a plan is asked for the plan's payments, and for what it owes besides.
 *
 * Returns: what is due by that day
 */
gint64 wabi_plan_ask (const WabiPlanState *state, gint64 owed);

G_END_DECLS
