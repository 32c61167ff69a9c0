// SPDX-License-Identifier: AGPL-3.0-or-later
// A plan while it is being made: visits by person and day, and all sums that limits are about, kept up to date.

#pragma once

#include "wabi-plan-bar.h"
#include "wabi-plan-model-private.h"

G_BEGIN_DECLS

#define WABI_PLAN_DAY_VISITS 32

typedef struct
{
  gint n;
  WabiPlanVisit visits[WABI_PLAN_DAY_VISITS];
  gint64 worth;
} WabiPlanDayState;

typedef struct
{
  const WabiPlanModel *model;
  WabiPlanDayState *days;
  gint *need_slots, *need_staff, *need_day_visits, *need_day_slots;
  gint *pair_visits;
  gint *staff_day, *staff_week;
  guint16 *busy, *who;
  guint8 *over, *room_busy;
  gint *cap_slots, *supervised;
  gint64 value;
} WabiPlanState;

WabiPlanState *wabi_plan_state_new (const WabiPlanModel *model);
void wabi_plan_state_free (WabiPlanState *self);
void wabi_plan_state_copy (WabiPlanState *self, const WabiPlanState *from);

/** Whether nothing speaks against it; all limits are looked at. */
gboolean wabi_plan_state_fits (const WabiPlanState *self, const WabiPlanVisit *visit, gint pair);

/** All that speaks against it, as bits of 1 << #WabiPlanBar; 0 when it fits. */
guint wabi_plan_state_judge (const WabiPlanState *self, const WabiPlanVisit *visit, gint pair);

/** Puts a visit in; it takes the room that it names when that is free, else the first that is. */
void wabi_plan_state_add (WabiPlanState *self, const WabiPlanVisit *visit, gint pair);
void wabi_plan_state_remove (WabiPlanState *self, gint day, gint index);
gint wabi_plan_state_find_pair (const WabiPlanState *self, gint need, gint staff);

/** Slots from here on that client and need leave free, up to what the item allows. */
gint wabi_plan_state_get_run (const WabiPlanState *self, const WabiPlanItem *item, gint day, gint slot);

/** Slots of the cap that are left. */
gint wabi_plan_state_get_cap (const WabiPlanState *self, gint cap);

/** Slots that all caps of the pair leave on the day. */
gint wabi_plan_state_get_caps (const WabiPlanState *self, gint pair, gint day);

/** Points that a slot of this item gains because supervision is owed. */
gint wabi_plan_state_get_owed (const WabiPlanState *self, const WabiPlanItem *item, gint staff, gint day, gint slot);
GArray *wabi_plan_state_list (const WabiPlanState *self);

/** Makes a plan the state: what does not fit is left out. Returns how many were left out. */
guint wabi_plan_state_load (WabiPlanState *self, const GArray *visits);

static inline WabiPlanDayState *
wabi_plan_state_get_day (const WabiPlanState *self, gint staff, gint day)
{
  return &self->days[staff * self->model->n_days + day];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanState, wabi_plan_state_free)

G_END_DECLS
