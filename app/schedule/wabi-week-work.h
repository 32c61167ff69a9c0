// SPDX-License-Identifier: AGPL-3.0-or-later
// A week being planned beside everything else: in threads of its own, with progress, stopped at any time with the best so far.

#pragma once

#include <glib-object.h>

#include "wabi-clock.h"
#include "wabi-plan-run.h"
#include "wabi-week.h"

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
 * @week: (transfer full): what to plan; it must not be used elsewhere until "done"
 * @clock: tells how long it has been working
 * @seconds: how long to work at most
 *
 * Returns: (transfer full): work that has begun
 */
WabiWeekWork *wabi_week_work_new (WabiWeek *week, const WabiClock *clock, double seconds);

/**
 * wabi_week_work_stop:
 * @self: work
 *
 * Asks it to end with the best plan so far; "done" follows in a moment.
 */
void wabi_week_work_stop (WabiWeekWork *self);

/**
 * wabi_week_work_get_progress:
 * @self: work
 *
 * Returns: how far it has come
 */
WabiPlanProgress wabi_week_work_get_progress (WabiWeekWork *self);

/**
 * wabi_week_work_get_week:
 * @self: work that is done
 *
 * Returns: (transfer none): what was planned
 */
WabiWeek *wabi_week_work_get_week (WabiWeekWork *self);

/**
 * wabi_week_work_get_result:
 * @self: work that is done
 *
 * Returns: (transfer none): the plan
 */
const WabiPlanResult *wabi_week_work_get_result (WabiWeekWork *self);

/**
 * wabi_week_work_get_unmet:
 * @self: work that is done
 *
 * Returns: (transfer none) (element-type WabiPlanUnmet): what could not be placed
 */
const GArray *wabi_week_work_get_unmet (WabiWeekWork *self);

/**
 * wabi_week_work_get_reasons:
 * @self: work that is done
 *
 * Returns: (transfer none) (element-type WabiPlanReason): why each visit is as it is
 */
const GArray *wabi_week_work_get_reasons (WabiWeekWork *self);

G_END_DECLS
