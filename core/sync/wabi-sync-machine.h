// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiSyncDo:
 * @WABI_SYNC_DO_NOTHING: nothing until something is told
 * @WABI_SYNC_DO_WAIT: ask again after the step's @wait
 * @WABI_SYNC_DO_REFRESH: get a new access token
 * @WABI_SYNC_DO_PUSH: send the first run of the queue
 * @WABI_SYNC_DO_PULL: ask for a page of the step's @service
 */
typedef enum
{
  WABI_SYNC_DO_NOTHING,
  WABI_SYNC_DO_WAIT,
  WABI_SYNC_DO_REFRESH,
  WABI_SYNC_DO_PUSH,
  WABI_SYNC_DO_PULL,
} WabiSyncDo;

/**
 * WabiSyncStep:
 * @what: what to do next
 * @service: for a pull: index of the service
 * @wait: for a wait: microseconds
 */
typedef struct
{
  WabiSyncDo what;
  guint service;
  gint64 wait;
} WabiSyncStep;

/**
 * WabiSyncFailure:
 * @WABI_SYNC_FAILED_NETWORK: no answer
 * @WABI_SYNC_FAILED_SERVER: an answer that changes nothing (5xx, 429, not understood)
 */
typedef enum
{
  WABI_SYNC_FAILED_NETWORK,
  WABI_SYNC_FAILED_SERVER,
} WabiSyncFailure;

/**
 * WabiSyncMachine:
 *
 * Decides what the desktop asks its server next. Pure: time is told in microseconds of a clock that never
 * goes back, chance is handed in, and whoever drives it reports what came of each step. One step is under way
 * at a time.
 */
typedef struct _WabiSyncMachine WabiSyncMachine;

/**
 * WabiRandomFunc:
 * @bound: more than 0
 * @data: as given
 *
 * Returns: a number from 0 to @bound - 1
 */
typedef guint32 (*WabiRandomFunc) (guint32 bound, gpointer data);

#define WABI_SYNC_BACKOFF_FIRST G_GINT64_CONSTANT (1000000) /* one second, doubled at each failure */
#define WABI_SYNC_BACKOFF_MOST G_GINT64_CONSTANT (60000000) /* one minute */
#define WABI_SYNC_POLL G_GINT64_CONSTANT (60000000)         /* how often to ask without a nudge */
#define WABI_SYNC_RESYNCS_AN_HOUR 2

/**
 * wabi_sync_machine_new:
 * @n_services: how many feeds are followed
 * @random: for jitter
 * @data: for @random
 *
 * Returns: (transfer full): a machine that wants every feed
 */
WabiSyncMachine *wabi_sync_machine_new (guint n_services, WabiRandomFunc random, gpointer data);

/**
 * wabi_sync_machine_free:
 * @machine: (transfer full) (nullable): what to free
 */
void wabi_sync_machine_free (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_set_cursor:
 * @machine: a machine
 * @service: index
 * @cursor: the last seq that was delivered
 * @loaded: whether its first load is complete
 */
void wabi_sync_machine_set_cursor (WabiSyncMachine *machine, guint service, gint64 cursor, gboolean loaded);

/**
 * wabi_sync_machine_set_pending:
 * @machine: a machine
 * @pending: how many commands wait to be answered
 */
void wabi_sync_machine_set_pending (WabiSyncMachine *machine, guint pending);

/**
 * wabi_sync_machine_set_network:
 * @machine: a machine
 * @available: whether there is a network; when it comes the back-off ends
 */
void wabi_sync_machine_set_network (WabiSyncMachine *machine, gboolean available);

/**
 * wabi_sync_machine_set_paused:
 * @machine: a machine
 * @paused: whether the person wants it to leave the server alone
 */
void wabi_sync_machine_set_paused (WabiSyncMachine *machine, gboolean paused);

/**
 * wabi_sync_machine_set_token:
 * @machine: a machine
 * @usable: whether there is an access token that may be tried
 *
 * After a sign-in or refresh; ends the wait for one.
 */
void wabi_sync_machine_set_token (WabiSyncMachine *machine, gboolean usable);

/**
 * wabi_sync_machine_poke:
 * @machine: a machine
 *
 * The person wants it now: ends the back-off and the stop after too many resyncs, and asks every feed.
 */
void wabi_sync_machine_poke (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_nudge:
 * @machine: a machine
 * @service: index
 * @head: the end of its feed, as the server told
 */
void wabi_sync_machine_nudge (WabiSyncMachine *machine, guint service, gint64 head);

/**
 * wabi_sync_machine_next:
 * @machine: a machine
 * @now: microseconds
 *
 * Returns: what to do; unless it is nothing or a wait, one of the reports below must follow before it is
 * asked again
 */
WabiSyncStep wabi_sync_machine_next (WabiSyncMachine *machine, gint64 now);

/**
 * wabi_sync_machine_pushed:
 * @machine: a machine
 * @service: index of the service that answered
 * @head: the end of its feed
 */
void wabi_sync_machine_pushed (WabiSyncMachine *machine, guint service, gint64 head);

/**
 * wabi_sync_machine_pulled:
 * @machine: a machine
 * @now: microseconds
 * @service: index
 * @next: the new cursor
 * @head: the end of the feed
 * @more: whether the server has more at once
 */
void wabi_sync_machine_pulled (WabiSyncMachine *machine, gint64 now, guint service, gint64 next, gint64 head,
                               gboolean more);

/**
 * wabi_sync_machine_resync:
 * @machine: a machine
 * @now: microseconds
 * @service: index of the service that answered 410
 *
 * Returns: whether to begin again from 0; %FALSE when that happened too often: the feed is stopped until
 * wabi_sync_machine_poke()
 */
gboolean wabi_sync_machine_resync (WabiSyncMachine *machine, gint64 now, guint service);

/**
 * wabi_sync_machine_failed:
 * @machine: a machine
 * @now: microseconds
 * @failure: how
 * @retry_after: what the server asked for, microseconds, 0 for nothing
 */
void wabi_sync_machine_failed (WabiSyncMachine *machine, gint64 now, WabiSyncFailure failure,
                               gint64 retry_after);

/**
 * wabi_sync_machine_unauthorized:
 * @machine: a machine
 *
 * The server answered 401. The token is refreshed once; when the fresh one is not taken either, or the
 * refresh is refused, only a person can help.
 */
void wabi_sync_machine_unauthorized (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_get_needs_sign_in:
 * @machine: a machine
 *
 * Returns: whether the server wants the password again
 */
gboolean wabi_sync_machine_get_needs_sign_in (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_get_online:
 * @machine: a machine
 *
 * Returns: whether the last answer came
 */
gboolean wabi_sync_machine_get_online (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_get_loaded:
 * @machine: a machine
 *
 * Returns: whether the first load of every feed is complete
 */
gboolean wabi_sync_machine_get_loaded (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_get_progress:
 * @machine: a machine
 *
 * Returns: how far the first load is, 0 to 1
 */
double wabi_sync_machine_get_progress (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_get_stopped:
 * @machine: a machine
 *
 * Returns: whether a feed was stopped after too many resyncs
 */
gboolean wabi_sync_machine_get_stopped (WabiSyncMachine *machine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSyncMachine, wabi_sync_machine_free)

G_END_DECLS
