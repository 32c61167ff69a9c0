// SPDX-License-Identifier: AGPL-3.0-or-later
// Connected calendars are kept as the schedule is.

#pragma once

#include "wabi-caldav.h"
#include "wabi-vault.h"
#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WabiCalendarPush:
 *
 * Puts schedules into calendars on other servers, on a thread of its own. What is about to be sent is written down before, and what came of it
 * after: whenever the program ends, the next one finds out and goes on.
 */
typedef struct _WabiCalendarPush WabiCalendarPush;

/**
 * wabi_calendar_push_new:
 * @store: (transfer none): the records
 * @options: (transfer none): which servers; checked
 * @key: (transfer none): opens the passwords
 * @clock: (transfer none): the time
 *
 * Returns: (transfer full): what pushes from now on
 */
WabiCalendarPush *wabi_calendar_push_new (WabiStore *store, const WabiCaldavOptions *options, const WabiVault *key, const WabiClock *clock);

/** wabi_calendar_push_free: ends it, and breaks off the call at hand; %NULL is allowed. */
void wabi_calendar_push_free (WabiCalendarPush *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiCalendarPush, wabi_calendar_push_free)

/** wabi_calendar_push_wake: looks now and not at the next time. Any thread. */
void wabi_calendar_push_wake (WabiCalendarPush *self);

G_END_DECLS
