// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-request.h"

G_BEGIN_DECLS

/**
 * WabiCalendarFeed:
 *
 * Answers GET /v1/calendar/<link>.ics: a person's schedule for calendar programs.
 */
typedef struct _WabiCalendarFeed WabiCalendarFeed;

/**
 * wabi_calendar_feed_new:
 * @store: (transfer none): the records
 * @clock: (transfer none): the time
 *
 * Returns: (transfer full): the feed
 */
WabiCalendarFeed *wabi_calendar_feed_new (WabiStore *store, const WabiClock *clock);

/**
 * wabi_calendar_feed_free:
 * @feed: (transfer full) (nullable): what to free
 */
void wabi_calendar_feed_free (WabiCalendarFeed *feed);

/**
 * wabi_calendar_feed_handle:
 * @feed: the feed
 * @request: a call whose path's only word is the link's secret and ".ics"
 *
 * The secret is the practice's id in 32 hexadecimal digits and 64 more of chance. Unknown, revoked and ended links are answered alike.
 */
void wabi_calendar_feed_handle (WabiCalendarFeed *feed, WabiRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiCalendarFeed, wabi_calendar_feed_free)

G_END_DECLS
