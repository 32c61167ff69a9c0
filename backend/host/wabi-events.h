// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-request.h"
#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WabiEvents:
 *
 * Who waits for nudges, as server-sent events: that a feed moved, not how. What one listener has not taken yet is only the newest head
 * of each service, so a slow one costs nothing.
 */
typedef struct _WabiEvents WabiEvents;

/**
 * wabi_events_new:
 * @store: (transfer none): whose feeds to listen to
 * @clock: (transfer none): the time
 *
 * Returns: (transfer full): with nobody waiting
 */
WabiEvents *wabi_events_new (WabiStore *store, const WabiClock *clock);

/**
 * wabi_events_free:
 * @events: (transfer full) (nullable): what to free, after the listener has stopped
 */
void wabi_events_free (WabiEvents *events);

/**
 * wabi_events_answer:
 * @events: the nudges
 * @request: a call that wants them
 *
 * Answers with a stream, which ends when the caller's token does.
 */
void wabi_events_answer (WabiEvents *events, WabiRequest *request);

/**
 * wabi_events_tell:
 * @events: the streams
 * @practice: whose feed moved
 * @service: which service's
 * @head: its head
 *
 * Tells of a feed of another process; those of this one's store are told by themselves.
 */
void wabi_events_tell (WabiEvents *events, const char *practice, const char *service, gint64 head);

/**
 * wabi_events_tick:
 * @events: the nudges
 *
 * To be called about once a second: sends the comment line that keeps idle streams alive and ends those whose token has expired.
 */
void wabi_events_tick (WabiEvents *events);

/**
 * wabi_events_close:
 * @events: the nudges
 *
 * Ends each stream and takes no more; the connections can then be closed.
 */
void wabi_events_close (WabiEvents *events);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiEvents, wabi_events_free)

G_END_DECLS
