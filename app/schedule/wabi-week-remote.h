// SPDX-License-Identifier: AGPL-3.0-or-later
// A week that the server plans: asked for, looked after, fetched (docs/protocol.md, "Planning on the server").

#pragma once

#include "wabi-plan-run.h"
#include "wabi-sync.h"
#include "wabi-week-plan.h"

G_BEGIN_DECLS

/** WabiWeekRemote: a week being planned on the server. */
typedef struct _WabiWeekRemote WabiWeekRemote;

/** WabiWeekRemoteProgress: told now and then how far it is; @wanted: slots that it has to place. */
typedef void (*WabiWeekRemoteProgress) (const WabiPlanProgress *progress, int wanted, gpointer data);

/** WabiWeekRemoteDone: told once, with a plan or with the reason why there is none, in words. Both are the function's to free. */
typedef void (*WabiWeekRemoteDone) (WabiWeekPlan *take_plan, GError *take_error, gpointer data);

/**
 * wabi_week_remote_begin:
 * @sync: the way to the server
 * @wish: what is wanted; copied
 * @seconds: how long to work at most
 * @progress: told how far it is
 * @done: told of the end; never before this returns
 * @data: for both
 *
 * What waits here to be sent goes first, as long as the server is there.
 *
 * Returns: (transfer full): to be dropped by wabi_week_remote_drop()
 */
WabiWeekRemote *wabi_week_remote_begin (WabiSync *sync, const WabiWeekWish *wish, double seconds, WabiWeekRemoteProgress progress,
                                        WabiWeekRemoteDone done, gpointer data);

/** wabi_week_remote_stop: asks the server to end with the best so far. */
void wabi_week_remote_stop (WabiWeekRemote *self);

/** wabi_week_remote_drop: (transfer full): nobody wants it any more; the server is told so where it still works. */
void wabi_week_remote_drop (WabiWeekRemote *self);

G_END_DECLS
