// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiSyncDo:
 * @WABI_SYNC_DO_NOTHING: nothing until something is told
 * @WABI_SYNC_DO_WAIT: ask again after the step's @wait
 * @WABI_SYNC_DO_REFRESH: get a new access token
 * @WABI_SYNC_DO_PUSH: send the first run of the queue of the step's @service
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
 * @service: for a push or pull: index of the service
 * @wait: for a wait: microseconds
 * @until: for a push: place of the oldest command that another service could take now; what was given later
 * waits for its turn, so that effects are seen in the order in which they were caused
 */
typedef struct
{
  WabiSyncDo what;
  guint service;
  gint64 wait;
  gint64 until;
} WabiSyncStep;

/**
 * WABI_SYNC_NO_SERVICE:
 *
 * Stands for the server as a whole where the index of a service is expected.
 */
#define WABI_SYNC_NO_SERVICE G_MAXUINT

/**
 * WabiSyncFailure:
 * @WABI_SYNC_FAILED_NETWORK: no answer
 * @WABI_SYNC_FAILED_SERVER: an answer that changes nothing (500, 429, not understood)
 * @WABI_SYNC_FAILED_AWAY: whoever stands before the service says that it does not answer (502, 503, 504)
 * @WABI_SYNC_FAILED_BEHIND: the service waits for what another one has to tell it, for a second or so
 */
typedef enum
{
  WABI_SYNC_FAILED_NETWORK,
  WABI_SYNC_FAILED_SERVER,
  WABI_SYNC_FAILED_AWAY,
  WABI_SYNC_FAILED_BEHIND,
} WabiSyncFailure;

/**
 * WabiSyncMachine:
 *
 * Decides what the desktop asks its server next. Pure: time is told in microseconds of a clock that never
 * goes back, chance is handed in, and whoever drives it reports what came of each step.
 *
 * Each service has its queue, its feed and its back-off, so that one that is away or ill stops no other. One
 * step is under way at a time for each service, and none beside a refresh; whoever drives it may wait for one
 * answer before the next step is asked for, as long as answers come.
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
#define WABI_SYNC_POLL_LISTENING (10 * WABI_SYNC_POLL)      /* the same while nudges are heard */
#define WABI_SYNC_RESYNCS_AN_HOUR 2
#define WABI_SYNC_HELD_FOR G_GINT64_CONSTANT (15000000)     /* when a queue that cannot go on is looked at again */
#define WABI_SYNC_STUCK_AFTER G_GINT64_CONSTANT (600000000) /* when a queue that does not move is told */
#define WABI_SYNC_COMPARE_FIRST (20 * G_GINT64_CONSTANT (60000000)) /* the same, for the first time after a start */
#define WABI_SYNC_COMPARE_EVERY (4 * G_GINT64_CONSTANT (3600000000)) /* at most, and at least half of it: how often a copy is compared */
#define WABI_SYNC_CATCH_UP 20000                            /* so many changes behind is like a first load */

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
 * @now: microseconds
 * @service: index
 * @pending: how many of its commands wait to be answered
 * @oldest: place of the oldest of them in the whole queue
 */
void wabi_sync_machine_set_pending (WabiSyncMachine *machine, gint64 now, guint service, guint pending,
                                    gint64 oldest);

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
 * wabi_sync_machine_stir:
 * @machine: a machine
 *
 * The network changed, or the like: ends the back-off and asks every feed.
 */
void wabi_sync_machine_stir (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_ask_all:
 * @machine: a machine
 *
 * Every feed is asked at the next chance.
 */
void wabi_sync_machine_ask_all (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_set_listening:
 * @machine: a machine
 * @listening: whether nudges are heard, so that asking without one is needed seldom
 */
void wabi_sync_machine_set_listening (WabiSyncMachine *machine, gboolean listening);

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
 * @now: microseconds
 * @service: index of the service that answered
 * @head: the end of its feed
 * @count: how many commands it answered
 *
 * May be told several times for one step: more batches of the same service may follow the first at once.
 * wabi_sync_machine_push_done() ends the step.
 */
void wabi_sync_machine_pushed (WabiSyncMachine *machine, gint64 now, guint service, gint64 head, guint count);

/**
 * wabi_sync_machine_push_done:
 * @machine: a machine
 * @service: index
 *
 * Nothing more can be sent to this service now.
 */
void wabi_sync_machine_push_done (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_held:
 * @machine: a machine
 * @now: microseconds
 * @service: index
 *
 * Ends the step: everything that waits for this service waits for something else first. It is looked at again
 * when anything moves, or after %WABI_SYNC_HELD_FOR.
 */
void wabi_sync_machine_held (WabiSyncMachine *machine, gint64 now, guint service);

/**
 * wabi_sync_machine_get_limit:
 * @machine: a machine
 * @service: index
 *
 * Returns: how many commands may be sent to it together: one while it is found out which of them it cannot
 * take, else more than any batch
 */
guint wabi_sync_machine_get_limit (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_spoiled:
 * @machine: a machine
 * @service: index
 * @count: how many commands were in the batch
 *
 * The service refused a batch as a whole (400, 413, 500 …): something in it is more than it can take. The
 * same commands go one by one then. Does not end the step.
 *
 * Returns: whether the batch was a single command, which is to be set aside so that it holds no other up
 */
gboolean wabi_sync_machine_spoiled (WabiSyncMachine *machine, guint service, guint count);

/**
 * wabi_sync_machine_miscounted:
 * @machine: a machine
 * @service: index
 *
 * The service and this device do not agree on the numbers (409, 422).
 *
 * Returns: whether numbering anew was tried too often already, so that the batch must be seen as spoiled
 */
gboolean wabi_sync_machine_miscounted (WabiSyncMachine *machine, guint service);

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
 * wabi_sync_machine_keep_pulling:
 * @machine: a machine
 * @service: index
 *
 * To be said after wabi_sync_machine_pulled() when the same step goes on with the next page.
 */
void wabi_sync_machine_keep_pulling (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_pull_done:
 * @machine: a machine
 * @service: index
 *
 * Ends such a step.
 */
void wabi_sync_machine_pull_done (WabiSyncMachine *machine, guint service);

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
 * WabiSyncCompare:
 * @WABI_SYNC_COMPARE_NOT: not now
 * @WABI_SYNC_COMPARE_DUE: it is time to
 * @WABI_SYNC_COMPARE_MENDING: what is read now is read anew, since the copy was not what it should be
 *
 * Whether the service is asked what the copy must add up to (sync.md 6.2).
 */
typedef enum
{
  WABI_SYNC_COMPARE_NOT,
  WABI_SYNC_COMPARE_DUE,
  WABI_SYNC_COMPARE_MENDING,
} WabiSyncCompare;

/**
 * wabi_sync_machine_compare_all:
 * @machine: a machine
 *
 * The person wants to be sure: every copy is compared at the next chance.
 */
void wabi_sync_machine_compare_all (WabiSyncMachine *machine);

/**
 * wabi_sync_machine_wants_digest:
 * @machine: a machine
 * @now: microseconds
 * @service: index
 *
 * Some minutes after the start, then every two to four hours, after wabi_sync_machine_compare_all(), and at the end of what is read anew.
 *
 * Returns: whether to ask
 */
WabiSyncCompare wabi_sync_machine_wants_digest (WabiSyncMachine *machine, gint64 now, guint service);

/**
 * wabi_sync_machine_compared:
 * @machine: a machine
 * @now: microseconds
 * @service: index
 * @same: whether the copy is what it should be
 *
 * Not to be told when the two cannot be compared. Bounded as wabi_sync_machine_resync() is and counted with it; but when the bound is
 * reached the feed is not stopped, since all that is new still comes: wabi_sync_machine_get_differs() tells it.
 *
 * Returns: whether the feed is to be read anew; its step is over then, as after wabi_sync_machine_resync()
 */
gboolean wabi_sync_machine_compared (WabiSyncMachine *machine, gint64 now, guint service, gboolean same);

/**
 * wabi_sync_machine_get_differs:
 * @machine: a machine
 * @service: index
 *
 * Returns: whether the copy is not what it should be and reading it anew did not help
 */
gboolean wabi_sync_machine_get_differs (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_is_stopped:
 * @machine: a machine
 * @service: index
 *
 * Returns: whether its feed is not read any more after too many resyncs, until the person asks
 */
gboolean wabi_sync_machine_is_stopped (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_failed:
 * @machine: a machine
 * @now: microseconds
 * @service: index of the service that was asked, %WABI_SYNC_NO_SERVICE for a refresh
 * @failure: how
 * @retry_after: what the server asked for, microseconds, 0 for nothing
 *
 * Ends the step. Only this service is left alone for a while; when the network failed for a second one too,
 * or for the server as a whole, all are.
 */
void wabi_sync_machine_failed (WabiSyncMachine *machine, gint64 now, guint service, WabiSyncFailure failure,
                               gint64 retry_after);

/**
 * wabi_sync_machine_set_soft_wait:
 * @machine: a machine
 * @now: microseconds
 * @service: index
 * @wait: microseconds for which the server asked to be left alone in an answer that was good otherwise
 */
void wabi_sync_machine_set_soft_wait (WabiSyncMachine *machine, gint64 now, guint service, gint64 wait);

/**
 * wabi_sync_machine_unauthorized:
 * @machine: a machine
 * @service: index of the service that was asked, %WABI_SYNC_NO_SERVICE for a refresh
 *
 * Ends the step: the answer was 401. The token is refreshed once; when the fresh one is not taken either, or
 * the refresh is refused, only a person can help.
 */
void wabi_sync_machine_unauthorized (WabiSyncMachine *machine, guint service);

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
 * Returns: whether the server answers, be it without some of its services
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
 * wabi_sync_machine_begin_catch_up:
 * @machine: a machine
 * @service: index
 *
 * What comes from this feed is shown before it is complete: as in a first load, until it is.
 */
void wabi_sync_machine_begin_catch_up (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_is_partial:
 * @machine: a machine
 * @service: index
 *
 * Returns: whether what is here of its feed is not complete: a first load, or a long way behind
 */
gboolean wabi_sync_machine_is_partial (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_get_amount:
 * @machine: a machine
 * @done: (out): about how many changes have come
 * @total: (out): of about how many
 *
 * Returns: whether any feed is not complete
 */
gboolean wabi_sync_machine_get_amount (WabiSyncMachine *machine, gint64 *done, gint64 *total);

/**
 * wabi_sync_machine_get_away:
 * @machine: a machine
 * @service: index
 *
 * Returns: whether this service does not answer while others do
 */
gboolean wabi_sync_machine_get_away (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_get_answered_at:
 * @machine: a machine
 * @service: index
 *
 * Returns: when it answered last, microseconds of the machine's time; -1 for not yet
 */
gint64 wabi_sync_machine_get_answered_at (WabiSyncMachine *machine, guint service);

/**
 * wabi_sync_machine_get_stuck:
 * @machine: a machine
 * @now: microseconds
 *
 * Returns: whether the first command of a queue has not moved for %WABI_SYNC_STUCK_AFTER although its service
 * answers
 */
gboolean wabi_sync_machine_get_stuck (WabiSyncMachine *machine, gint64 now);

/**
 * wabi_sync_machine_get_stopped:
 * @machine: a machine
 *
 * Returns: whether a feed was stopped after too many resyncs
 */
gboolean wabi_sync_machine_get_stopped (WabiSyncMachine *machine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSyncMachine, wabi_sync_machine_free)

G_END_DECLS
