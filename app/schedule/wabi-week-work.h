// SPDX-License-Identifier: AGPL-3.0-or-later
// A week being planned beside everything else, here or on the server: with progress, stopped at any time with the best so far.

#pragma once

#include <glib-object.h>

#include "wabi-clock.h"
#include "wabi-plan-run.h"
#include "wabi-sync.h"
#include "wabi-week-plan.h"

G_BEGIN_DECLS

/**
 * WabiWeekWork:
 *
 * Signals, in the main thread: "progress", every moment while it works, and "done", once.
 */
#define WABI_TYPE_WEEK_WORK (wabi_week_work_get_type ())
G_DECLARE_FINAL_TYPE (WabiWeekWork, wabi_week_work, WABI, WEEK_WORK, GObject)

/**
 * wabi_week_work_new:
 * @week: (transfer full): what to plan
 * @clock: tells how long it has been working
 * @seconds: how long to work at most
 *
 * Plans on this computer, in threads of its own.
 *
 * Returns: (transfer full): work that has begun
 */
WabiWeekWork *wabi_week_work_new (WabiWeek *week, const WabiClock *clock, double seconds);

/**
 * wabi_week_work_new_remote:
 * @sync: the way to the server
 * @wish: what is wanted
 * @seconds: how long to work at most
 *
 * Has the service plan with what it knows; what waits here is sent first.
 *
 * Returns: (transfer full): work that has begun
 */
WabiWeekWork *wabi_week_work_new_remote (WabiSync *sync, const WabiWeekWish *wish, double seconds);

/**
 * wabi_week_work_stop:
 * @self: work
 *
 * Asks it to end with the best plan so far; "done" follows in a moment.
 */
void wabi_week_work_stop (WabiWeekWork *self);

/**
 * wabi_week_work_abandon:
 * @self: work whose plan nobody wants any more
 *
 * Ends it; there is no "done". What the server works on is dropped there.
 */
void wabi_week_work_abandon (WabiWeekWork *self);

/**
 * wabi_week_work_get_progress:
 * @self: work
 * @wanted: (out): slots that it has to place
 *
 * Returns: how far it has come
 */
WabiPlanProgress wabi_week_work_get_progress (WabiWeekWork *self, int *wanted);

/**
 * wabi_week_work_get_error:
 * @self: work that is done
 *
 * Returns: (transfer none) (nullable): why the server made no plan
 */
const GError *wabi_week_work_get_error (WabiWeekWork *self);

/**
 * wabi_week_work_get_plan:
 * @self: work that is done, without an error
 *
 * Returns: (transfer none): the plan
 */
WabiWeekPlan *wabi_week_work_get_plan (WabiWeekWork *self);

G_END_DECLS
