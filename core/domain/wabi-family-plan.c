// SPDX-License-Identifier: AGPL-3.0-or-later
// A family's payment plan: what it should have paid, and what it did.

#include "wabi-family-plan.h"

static gint64
sum_payments (const WabiView *view, const char *plan)
{
  g_autoptr (GPtrArray) payments = wabi_lookup_by (view, &wabi_kind_family_payment, "plan", plan);
  gint64 paid = 0;

  for (guint i = 0; i < payments->len; i++)
    if (wabi_record_is (g_ptr_array_index (payments, i), "state", "received"))
      paid += wabi_record_get_int (g_ptr_array_index (payments, i), "cents");
  return paid;
}

void
wabi_plan_read (const WabiView *view, WabiRecord *plan, WabiDay day, WabiPlanState *out)
{
  const char *every = wabi_record_get_text (plan, "every");
  WabiDay first = wabi_lookup_day (plan, "first");

  *out = (WabiPlanState){ .total = wabi_record_get_int (plan, "total_cents"), .each = wabi_record_get_int (plan, "each_cents") };
  out->paid = sum_payments (view, wabi_record_get_id (plan));
  out->expected = wabi_plan_due (out->total, out->each, every, first, day);
  out->behind = MAX (0, out->expected - out->paid);
  out->left = MAX (0, out->total - out->paid);
  out->next_day = wabi_plan_next_day (out->total, out->each, every, first, day);
  if (out->next_day != WABI_DAY_NONE)
    out->next = wabi_plan_due (out->total, out->each, every, first, out->next_day) - out->expected;
}

WabiRecord *
wabi_plan_find_active (const WabiView *view, const char *client)
{
  g_autoptr (GPtrArray) plans = wabi_lookup_by (view, &wabi_kind_payment_plan, "client", client);

  for (guint i = plans->len; i > 0; i--)
    if (wabi_record_is (g_ptr_array_index (plans, i - 1), "state", "active"))
      return g_object_ref (g_ptr_array_index (plans, i - 1));
  return NULL;
}

gint64
wabi_plan_ask (const WabiPlanState *state, gint64 owed)
{
  gint64 by_plan;

  if (state == NULL)
    return owed;
  by_plan = MIN (state->left, MAX (owed, 0));
  return MAX (0, owed - by_plan) + MIN (by_plan, state->behind);
}
