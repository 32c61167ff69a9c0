// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desktop asks its server next: push before pull, back-off with jitter for each service, bounded
// resyncs, one refresh.

#include "wabi-sync-machine.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define RENUMBERS 3
/* After an answer of one service that young, a request of another that is lost says nothing about the network
 * yet: the next one is tried. */
#define FRESH (20 * (gint64)G_USEC_PER_SEC)
#define UNLIMITED 100000

typedef struct
{
  gint64 cursor, head;
  gint64 told;      /* the furthest end that was told since an answer was last taken in */
  gint64 from;      /* where the present load began */
  gboolean wanted;  /* ask at the next chance */
  gboolean loaded;  /* the first load is complete */
  gboolean behind;  /* so far behind that what is here is not shown as complete */
  gboolean stopped; /* too many resyncs */
  gboolean busy;    /* a step is under way */
  gboolean away;    /* the last request was not answered by it */
  gint64 resyncs[WABI_SYNC_RESYNCS_AN_HOUR];
  guint n_resyncs;
  gint64 compare_at; /* when the copy is compared with the service's next, 0 when that was not chosen yet */
  gboolean mending;  /* what is read now is read anew since the copy was not what it should be */
  gboolean differs;  /* and reading it anew did not help */
  guint failures;
  gint64 not_before, held_until;
  gint64 answered_at, moved_at; /* moved_at: when the oldest command became the oldest */
  guint pending, careful, renumbers;
  gint64 oldest;
} Feed;

typedef enum
{
  TOKEN_MISSING,  /* to be refreshed */
  TOKEN_USABLE,   /* may be tried */
  TOKEN_HOPELESS, /* a person must sign in */
} Token;

struct _WabiSyncMachine
{
  guint n_feeds;
  Feed *feeds;
  WabiRandomFunc random;
  gpointer data;
  Token token;
  guint failures, refreshes; /* refreshes since a token was last taken */
  guint lost;                /* the service whose request was lost last, with no answer since */
  gint64 not_before, next_poll, online_at;
  gboolean network, paused, online, listening, refreshing;
};

WabiSyncMachine *
wabi_sync_machine_new (guint n_services, WabiRandomFunc random, gpointer data)
{
  WabiSyncMachine *machine = g_new0 (WabiSyncMachine, 1);

  machine->n_feeds = n_services;
  machine->feeds = g_new0 (Feed, n_services);
  machine->random = random;
  machine->data = data;
  machine->network = TRUE;
  machine->lost = WABI_SYNC_NO_SERVICE;
  for (guint i = 0; i < n_services; i++)
    {
      machine->feeds[i].wanted = TRUE;
      machine->feeds[i].answered_at = -1;
    }
  return machine;
}

void
wabi_sync_machine_free (WabiSyncMachine *machine)
{
  if (machine == NULL)
    return;
  g_free (machine->feeds);
  g_free (machine);
}

void
wabi_sync_machine_set_cursor (WabiSyncMachine *machine, guint service, gint64 cursor, gboolean loaded)
{
  g_return_if_fail (service < machine->n_feeds);

  machine->feeds[service].cursor = cursor;
  machine->feeds[service].from = loaded ? cursor : 0;
  machine->feeds[service].loaded = loaded;
}

static void
end_holds (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    machine->feeds[i].held_until = 0;
}

void
wabi_sync_machine_set_pending (WabiSyncMachine *machine, gint64 now, guint service, guint pending,
                               gint64 oldest)
{
  Feed *feed = &machine->feeds[service];

  g_return_if_fail (service < machine->n_feeds);

  if (pending != feed->pending || oldest != feed->oldest)
    end_holds (machine);
  if (feed->pending == 0 || oldest != feed->oldest)
    feed->moved_at = now;
  feed->pending = pending;
  feed->oldest = oldest;
}

static void
end_backoff (WabiSyncMachine *machine)
{
  machine->failures = 0;
  machine->not_before = 0;
  machine->lost = WABI_SYNC_NO_SERVICE;
  for (guint i = 0; i < machine->n_feeds; i++)
    {
      machine->feeds[i].failures = 0;
      machine->feeds[i].not_before = 0;
    }
  end_holds (machine);
}

static void
want_all (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    machine->feeds[i].wanted = TRUE;
}

void
wabi_sync_machine_set_network (WabiSyncMachine *machine, gboolean available)
{
  if (available && !machine->network)
    {
      end_backoff (machine);
      want_all (machine);
    }
  machine->network = available;
  if (!available)
    machine->online = FALSE;
}

void
wabi_sync_machine_set_paused (WabiSyncMachine *machine, gboolean paused)
{
  machine->paused = paused;
}

void
wabi_sync_machine_set_token (WabiSyncMachine *machine, gboolean usable)
{
  machine->refreshing = FALSE;
  if (machine->token == TOKEN_HOPELESS)
    machine->refreshes = 0;
  machine->token = usable ? TOKEN_USABLE : TOKEN_MISSING;
  if (usable)
    end_backoff (machine);
}

void
wabi_sync_machine_poke (WabiSyncMachine *machine)
{
  wabi_sync_machine_stir (machine);
  for (guint i = 0; i < machine->n_feeds; i++)
    {
      machine->feeds[i].stopped = FALSE;
      machine->feeds[i].n_resyncs = 0;
    }
}

void
wabi_sync_machine_stir (WabiSyncMachine *machine)
{
  end_backoff (machine);
  want_all (machine);
}

void
wabi_sync_machine_ask_all (WabiSyncMachine *machine)
{
  want_all (machine);
}

void
wabi_sync_machine_set_listening (WabiSyncMachine *machine, gboolean listening)
{
  if (machine->listening != listening)
    machine->next_poll = 0;
  machine->listening = listening;
}

void
wabi_sync_machine_nudge (WabiSyncMachine *machine, guint service, gint64 head)
{
  g_return_if_fail (service < machine->n_feeds);

  machine->feeds[service].head = MAX (machine->feeds[service].head, head);
  machine->feeds[service].told = MAX (machine->feeds[service].told, head);
  if (head > machine->feeds[service].cursor)
    machine->feeds[service].wanted = TRUE;
}

static gint64
jitter (WabiSyncMachine *machine, gint64 length)
{
  return length / 2 + (gint64)machine->random ((guint32)MAX (length / 2, 1), machine->data);
}

/* ---- The next step ---- */

static gboolean
may_push (const Feed *feed, gint64 now)
{
  return !feed->busy && feed->pending > 0 && now >= feed->not_before && now >= feed->held_until;
}

static gboolean
may_pull (const Feed *feed, gint64 now)
{
  return !feed->busy && feed->wanted && !feed->stopped && now >= feed->not_before;
}

static int
find_push (WabiSyncMachine *machine, gint64 now, gint64 *until)
{
  int first = -1;

  *until = G_MAXINT64;
  for (guint i = 0; i < machine->n_feeds; i++)
    if (may_push (&machine->feeds[i], now)
        && (first < 0 || machine->feeds[i].oldest < machine->feeds[first].oldest))
      first = (int)i;
  for (guint i = 0; i < machine->n_feeds; i++)
    if ((int)i != first && may_push (&machine->feeds[i], now))
      *until = MIN (*until, machine->feeds[i].oldest);
  return first;
}

static int
find_pull (WabiSyncMachine *machine, gint64 now)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (may_pull (&machine->feeds[i], now))
      return (int)i;
  return -1;
}

/* The first time at which something that is wanted may be asked for. */
static gint64
find_wake (WabiSyncMachine *machine)
{
  gint64 wake = machine->next_poll;

  for (guint i = 0; i < machine->n_feeds; i++)
    {
      const Feed *feed = &machine->feeds[i];

      if (feed->busy)
        continue;
      if (feed->pending > 0)
        wake = MIN (wake, MAX (feed->not_before, feed->held_until));
      if (feed->wanted && !feed->stopped)
        wake = MIN (wake, feed->not_before);
    }
  return wake;
}

static WabiSyncStep
begin (WabiSyncMachine *machine, WabiSyncDo what, int service, gint64 until)
{
  machine->feeds[service].busy = TRUE;
  return (WabiSyncStep){ what, (guint)service, 0, until };
}

static gboolean
any_busy (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (machine->feeds[i].busy)
      return TRUE;
  return FALSE;
}

static WabiSyncStep
begin_refresh (WabiSyncMachine *machine)
{
  if (any_busy (machine))
    return (WabiSyncStep){ WABI_SYNC_DO_NOTHING, 0, 0, 0 };
  machine->refreshing = TRUE;
  return (WabiSyncStep){ WABI_SYNC_DO_REFRESH, 0, 0, 0 };
}

WabiSyncStep
wabi_sync_machine_next (WabiSyncMachine *machine, gint64 now)
{
  gint64 until;
  int service;

  if (machine->paused || !machine->network || machine->refreshing || machine->token == TOKEN_HOPELESS)
    return (WabiSyncStep){ WABI_SYNC_DO_NOTHING, 0, 0, 0 };
  if (now < machine->not_before)
    return (WabiSyncStep){ WABI_SYNC_DO_WAIT, 0, machine->not_before - now, 0 };
  if (machine->token == TOKEN_MISSING)
    return begin_refresh (machine);
  service = find_push (machine, now, &until);
  if (service >= 0)
    return begin (machine, WABI_SYNC_DO_PUSH, service, until);
  if (machine->next_poll != 0 && now >= machine->next_poll)
    {
      machine->next_poll = 0;
      want_all (machine);
    }
  service = find_pull (machine, now);
  if (service >= 0)
    return begin (machine, WABI_SYNC_DO_PULL, service, 0);
  if (machine->next_poll == 0)
    machine->next_poll = now + jitter (machine, machine->listening ? WABI_SYNC_POLL_LISTENING : WABI_SYNC_POLL);
  return (WabiSyncStep){ WABI_SYNC_DO_WAIT, 0, MAX (find_wake (machine) - now, 1), 0 };
}

/* ---- What came of it ---- */

static void
note_answer (WabiSyncMachine *machine, gint64 now, guint service)
{
  if (!machine->online)
    machine->online_at = now;
  machine->online = TRUE;
  machine->refreshes = 0;
  machine->failures = 0;
  machine->not_before = 0;
  machine->lost = WABI_SYNC_NO_SERVICE;
  if (service >= machine->n_feeds)
    return;
  machine->feeds[service].away = FALSE;
  machine->feeds[service].failures = 0;
  machine->feeds[service].not_before = 0;
  machine->feeds[service].answered_at = now;
}

void
wabi_sync_machine_pushed (WabiSyncMachine *machine, gint64 now, guint service, gint64 head, guint count)
{
  Feed *feed = &machine->feeds[service];

  g_return_if_fail (service < machine->n_feeds);

  note_answer (machine, now, service);
  feed->careful -= MIN (feed->careful, count);
  feed->renumbers = 0;
  end_holds (machine);
  wabi_sync_machine_nudge (machine, service, head);
}

void
wabi_sync_machine_push_done (WabiSyncMachine *machine, guint service)
{
  g_return_if_fail (service < machine->n_feeds);

  machine->feeds[service].busy = FALSE;
}

void
wabi_sync_machine_held (WabiSyncMachine *machine, gint64 now, guint service)
{
  g_return_if_fail (service < machine->n_feeds);

  machine->feeds[service].busy = FALSE;
  machine->feeds[service].held_until = now + WABI_SYNC_HELD_FOR;
}

guint
wabi_sync_machine_get_limit (WabiSyncMachine *machine, guint service)
{
  g_return_val_if_fail (service < machine->n_feeds, 1);

  return machine->feeds[service].careful > 0 ? 1 : UNLIMITED;
}

gboolean
wabi_sync_machine_spoiled (WabiSyncMachine *machine, guint service, guint count)
{
  Feed *feed = &machine->feeds[service];

  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  feed->renumbers = 0;
  if (count > 1)
    feed->careful = MAX (feed->careful, count);
  else
    feed->careful -= MIN (feed->careful, 1);
  return count <= 1;
}

gboolean
wabi_sync_machine_miscounted (WabiSyncMachine *machine, guint service)
{
  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  return machine->feeds[service].renumbers++ >= RENUMBERS;
}

/* When everything is complete, what comes from now on is counted anew. */
static void
end_load (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (!machine->feeds[i].loaded || machine->feeds[i].behind)
      return;
  for (guint i = 0; i < machine->n_feeds; i++)
    machine->feeds[i].from = machine->feeds[i].cursor;
}

void
wabi_sync_machine_pulled (WabiSyncMachine *machine, gint64 now, guint service, gint64 next, gint64 head,
                          gboolean more)
{
  Feed *feed = &machine->feeds[service];
  gboolean complete = next >= head && !more;

  g_return_if_fail (service < machine->n_feeds);

  note_answer (machine, now, service);
  feed->busy = FALSE;
  feed->cursor = next;
  feed->head = head;
  /* What was told while this answer was under way may lie behind its end. Asked once: a service set back never comes that far. */
  feed->wanted = more || next < head || next < feed->told;
  feed->told = 0;
  /* The head of this very answer, not of the first: what was updated while paging moved past that one. */
  feed->loaded |= complete;
  feed->behind &= !complete;
  if (complete)
    end_load (machine);
}

void
wabi_sync_machine_keep_pulling (WabiSyncMachine *machine, guint service)
{
  g_return_if_fail (service < machine->n_feeds);

  machine->feeds[service].busy = TRUE;
}

void
wabi_sync_machine_pull_done (WabiSyncMachine *machine, guint service)
{
  g_return_if_fail (service < machine->n_feeds);

  machine->feeds[service].busy = FALSE;
}

static gboolean
may_resync (Feed *feed, gint64 now)
{
  guint kept = 0;

  for (guint i = 0; i < feed->n_resyncs; i++)
    if (now - feed->resyncs[i] < HOUR)
      feed->resyncs[kept++] = feed->resyncs[i];
  feed->n_resyncs = kept;
  return kept < WABI_SYNC_RESYNCS_AN_HOUR;
}

gboolean
wabi_sync_machine_resync (WabiSyncMachine *machine, gint64 now, guint service)
{
  Feed *feed = &machine->feeds[service];

  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  note_answer (machine, now, service);
  feed->busy = FALSE;
  feed->stopped = !may_resync (feed, now);
  if (feed->stopped)
    return FALSE;
  feed->resyncs[feed->n_resyncs++] = now;
  feed->cursor = feed->from = 0;
  feed->wanted = feed->behind = TRUE;
  return TRUE;
}

/* ---- Whether the copy is what it should be ---- */

void
wabi_sync_machine_compare_all (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    machine->feeds[i].compare_at = -1;
}

WabiSyncCompare
wabi_sync_machine_wants_digest (WabiSyncMachine *machine, gint64 now, guint service)
{
  Feed *feed = &machine->feeds[service];

  g_return_val_if_fail (service < machine->n_feeds, WABI_SYNC_COMPARE_NOT);

  /* Not all desktops of a practice at once, and none right after its start, when there is enough to do. */
  if (feed->compare_at == 0)
    feed->compare_at = now + jitter (machine, WABI_SYNC_COMPARE_FIRST);
  if (feed->mending)
    return WABI_SYNC_COMPARE_MENDING;
  return now >= feed->compare_at ? WABI_SYNC_COMPARE_DUE : WABI_SYNC_COMPARE_NOT;
}

gboolean
wabi_sync_machine_compared (WabiSyncMachine *machine, gint64 now, guint service, gboolean same)
{
  Feed *feed = &machine->feeds[service];
  gboolean told = feed->differs;

  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  feed->compare_at = now + jitter (machine, WABI_SYNC_COMPARE_EVERY);
  feed->mending = FALSE;
  feed->differs = !same;
  /* Once told it stays so until a comparison says otherwise, or the person asks: the feed itself goes on, it is read to its end. */
  if (same || (told && feed->n_resyncs > 0) || !may_resync (feed, now) || !wabi_sync_machine_resync (machine, now, service))
    return FALSE;
  feed->differs = FALSE;
  feed->mending = TRUE;
  return TRUE;
}

gboolean
wabi_sync_machine_get_differs (WabiSyncMachine *machine, guint service)
{
  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  return machine->feeds[service].differs;
}

gboolean
wabi_sync_machine_is_stopped (WabiSyncMachine *machine, guint service)
{
  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  return machine->feeds[service].stopped;
}

/* ---- Failures ---- */

static gboolean
another_answers (WabiSyncMachine *machine, gint64 now, guint service)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (i != service && machine->feeds[i].answered_at >= 0 && now - machine->feeds[i].answered_at < FRESH)
      return TRUE;
  return FALSE;
}

/* One more request, to another service, tells whether it is the network or only this one. */
static void
want_a_probe (WabiSyncMachine *machine, gint64 now, guint service)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (i != service && !machine->feeds[i].busy && !machine->feeds[i].stopped
        && now >= machine->feeds[i].not_before)
      {
        machine->feeds[i].wanted = TRUE;
        return;
      }
}

static gint64
back_off (WabiSyncMachine *machine, guint *failures)
{
  gint64 wait = WABI_SYNC_BACKOFF_FIRST << MIN (*failures, 6);

  (*failures)++;
  return jitter (machine, MIN (wait, WABI_SYNC_BACKOFF_MOST));
}

/* Whether nothing of the server can be reached. */
static gboolean
note_lost (WabiSyncMachine *machine, gint64 now, guint service)
{
  gboolean everywhere = service == WABI_SYNC_NO_SERVICE || machine->failures > 0
                        || (machine->lost != WABI_SYNC_NO_SERVICE && machine->lost != service)
                        || !another_answers (machine, now, service);

  machine->lost = service;
  if (!everywhere)
    want_a_probe (machine, now, service);
  return everywhere;
}

static gint64
choose_wait (WabiSyncMachine *machine, Feed *feed, WabiSyncFailure failure)
{
  if (failure == WABI_SYNC_FAILED_BEHIND && feed->failures < 10)
    {
      feed->failures++;
      return jitter (machine, WABI_SYNC_BACKOFF_FIRST);
    }
  return back_off (machine, &feed->failures);
}

void
wabi_sync_machine_failed (WabiSyncMachine *machine, gint64 now, guint service, WabiSyncFailure failure,
                          gint64 retry_after)
{
  Feed *feed = service < machine->n_feeds ? &machine->feeds[service] : NULL;
  gboolean everywhere = feed == NULL;

  machine->refreshing = FALSE;
  if (feed != NULL)
    feed->busy = FALSE;
  if (failure == WABI_SYNC_FAILED_NETWORK)
    everywhere = note_lost (machine, now, service);
  else
    {
      if (!machine->online)
        machine->online_at = now;
      machine->online = TRUE;
      machine->lost = WABI_SYNC_NO_SERVICE;
    }
  if (failure == WABI_SYNC_FAILED_NETWORK && everywhere)
    machine->online = FALSE;
  if (feed != NULL)
    feed->away = failure == WABI_SYNC_FAILED_AWAY || failure == WABI_SYNC_FAILED_NETWORK;
  if (everywhere)
    machine->not_before = now + MAX (back_off (machine, &machine->failures), retry_after);
  else
    feed->not_before = now + MAX (choose_wait (machine, feed, failure), retry_after);
}

void
wabi_sync_machine_set_soft_wait (WabiSyncMachine *machine, gint64 now, guint service, gint64 wait)
{
  g_return_if_fail (service < machine->n_feeds);

  if (wait <= 0)
    return;
  machine->feeds[service].not_before = MAX (machine->feeds[service].not_before, now + wait);
  machine->next_poll = MAX (machine->next_poll, now + wait + jitter (machine, WABI_SYNC_POLL));
}

void
wabi_sync_machine_unauthorized (WabiSyncMachine *machine, guint service)
{
  machine->online = TRUE;
  machine->refreshing = FALSE;
  if (service < machine->n_feeds)
    machine->feeds[service].busy = FALSE;
  /* A second request that was under way with the same token tells nothing new. */
  if (service < machine->n_feeds && machine->token != TOKEN_USABLE)
    return;
  if (machine->token == TOKEN_USABLE && machine->refreshes++ == 0)
    machine->token = TOKEN_MISSING;
  else
    machine->token = TOKEN_HOPELESS;
}

/* ---- How it stands ---- */

gboolean
wabi_sync_machine_get_needs_sign_in (WabiSyncMachine *machine)
{
  return machine->token == TOKEN_HOPELESS;
}

gboolean
wabi_sync_machine_get_online (WabiSyncMachine *machine)
{
  return machine->online;
}

gboolean
wabi_sync_machine_get_loaded (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (!machine->feeds[i].loaded)
      return FALSE;
  return TRUE;
}

double
wabi_sync_machine_get_progress (WabiSyncMachine *machine)
{
  gint64 done, total;
  guint unknown = 0;
  double share;

  wabi_sync_machine_get_amount (machine, &done, &total);
  for (guint i = 0; i < machine->n_feeds; i++)
    unknown += !machine->feeds[i].loaded && machine->feeds[i].head == 0;
  share = total > 0 ? MIN (1.0, (double)done / (double)total) : unknown > 0 ? 0 : 1;
  /* A feed whose length is not known yet may be as long as all others. */
  return machine->n_feeds > 0 ? share * (machine->n_feeds - unknown) / machine->n_feeds : 1;
}

gboolean
wabi_sync_machine_get_stopped (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (machine->feeds[i].stopped)
      return TRUE;
  return FALSE;
}

void
wabi_sync_machine_begin_catch_up (WabiSyncMachine *machine, guint service)
{
  g_return_if_fail (service < machine->n_feeds);

  machine->feeds[service].behind = TRUE;
}

gboolean
wabi_sync_machine_is_partial (WabiSyncMachine *machine, guint service)
{
  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  return !machine->feeds[service].loaded || machine->feeds[service].behind;
}

gboolean
wabi_sync_machine_get_amount (WabiSyncMachine *machine, gint64 *done, gint64 *total)
{
  gboolean partial = FALSE;

  *done = *total = 0;
  for (guint i = 0; i < machine->n_feeds; i++)
    {
      const Feed *feed = &machine->feeds[i];

      partial |= !feed->loaded || feed->behind;
      *done += feed->cursor - feed->from;
      *total += MAX (feed->head, feed->cursor) - feed->from;
    }
  return partial;
}

gboolean
wabi_sync_machine_get_away (WabiSyncMachine *machine, guint service)
{
  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  return machine->online && machine->feeds[service].away;
}

gint64
wabi_sync_machine_get_answered_at (WabiSyncMachine *machine, guint service)
{
  g_return_val_if_fail (service < machine->n_feeds, -1);

  return machine->feeds[service].answered_at;
}

gboolean
wabi_sync_machine_get_stuck (WabiSyncMachine *machine, gint64 now)
{
  for (guint i = 0; machine->online && i < machine->n_feeds; i++)
    {
      const Feed *feed = &machine->feeds[i];

      if (feed->pending > 0 && !feed->away
          && now - MAX (feed->moved_at, machine->online_at) >= WABI_SYNC_STUCK_AFTER)
        return TRUE;
    }
  return FALSE;
}
