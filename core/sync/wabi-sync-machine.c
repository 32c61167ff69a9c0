// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desktop asks its server next: push before pull, back-off with jitter, bounded resyncs, one
// refresh.

#include "wabi-sync-machine.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

typedef struct
{
  gint64 cursor, head;
  gboolean wanted;  /* ask at the next chance */
  gboolean loaded;  /* the first load is complete */
  gboolean stopped; /* too many resyncs */
  gint64 resyncs[WABI_SYNC_RESYNCS_AN_HOUR];
  guint n_resyncs;
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
  guint pending, failures, refreshes; /* refreshes since a token was last taken */
  gint64 not_before, next_poll;
  gboolean network, paused, online;
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
  for (guint i = 0; i < n_services; i++)
    machine->feeds[i].wanted = TRUE;
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
  machine->feeds[service].loaded = loaded;
}

void
wabi_sync_machine_set_pending (WabiSyncMachine *machine, guint pending)
{
  machine->pending = pending;
}

static void
end_backoff (WabiSyncMachine *machine)
{
  machine->failures = 0;
  machine->not_before = 0;
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
  if (machine->token == TOKEN_HOPELESS)
    machine->refreshes = 0;
  machine->token = usable ? TOKEN_USABLE : TOKEN_MISSING;
  if (usable)
    end_backoff (machine);
}

void
wabi_sync_machine_poke (WabiSyncMachine *machine)
{
  end_backoff (machine);
  want_all (machine);
  for (guint i = 0; i < machine->n_feeds; i++)
    {
      machine->feeds[i].stopped = FALSE;
      machine->feeds[i].n_resyncs = 0;
    }
}

void
wabi_sync_machine_nudge (WabiSyncMachine *machine, guint service, gint64 head)
{
  g_return_if_fail (service < machine->n_feeds);

  machine->feeds[service].head = MAX (machine->feeds[service].head, head);
  if (head > machine->feeds[service].cursor)
    machine->feeds[service].wanted = TRUE;
}

static gint64
jitter (WabiSyncMachine *machine, gint64 length)
{
  return length / 2 + (gint64)machine->random ((guint32)MAX (length / 2, 1), machine->data);
}

static int
find_wanted (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (machine->feeds[i].wanted && !machine->feeds[i].stopped)
      return (int)i;
  return -1;
}

WabiSyncStep
wabi_sync_machine_next (WabiSyncMachine *machine, gint64 now)
{
  int feed;

  if (machine->paused || !machine->network || machine->token == TOKEN_HOPELESS)
    return (WabiSyncStep){ WABI_SYNC_DO_NOTHING, 0, 0 };
  if (now < machine->not_before)
    return (WabiSyncStep){ WABI_SYNC_DO_WAIT, 0, machine->not_before - now };
  if (machine->token == TOKEN_MISSING)
    return (WabiSyncStep){ WABI_SYNC_DO_REFRESH, 0, 0 };
  if (machine->pending > 0)
    return (WabiSyncStep){ WABI_SYNC_DO_PUSH, 0, 0 };
  if (machine->next_poll != 0 && now >= machine->next_poll)
    {
      machine->next_poll = 0;
      want_all (machine);
    }
  feed = find_wanted (machine);
  if (feed >= 0)
    return (WabiSyncStep){ WABI_SYNC_DO_PULL, (guint)feed, 0 };
  if (machine->next_poll == 0)
    machine->next_poll = now + jitter (machine, WABI_SYNC_POLL);
  return (WabiSyncStep){ WABI_SYNC_DO_WAIT, 0, machine->next_poll - now };
}

static void
note_answer (WabiSyncMachine *machine)
{
  machine->online = TRUE;
  machine->refreshes = 0;
  end_backoff (machine);
}

void
wabi_sync_machine_pushed (WabiSyncMachine *machine, guint service, gint64 head)
{
  g_return_if_fail (service < machine->n_feeds);

  note_answer (machine);
  wabi_sync_machine_nudge (machine, service, head);
}

void
wabi_sync_machine_pulled (WabiSyncMachine *machine, gint64 now, guint service, gint64 next, gint64 head,
                          gboolean more)
{
  Feed *feed = &machine->feeds[service];

  g_return_if_fail (service < machine->n_feeds);

  note_answer (machine);
  feed->cursor = next;
  feed->head = head;
  feed->wanted = more || next < head;
  /* The head of this very answer, not of the first: what was updated while paging moved past that one. */
  feed->loaded |= next >= head && !more;
}

gboolean
wabi_sync_machine_resync (WabiSyncMachine *machine, gint64 now, guint service)
{
  Feed *feed = &machine->feeds[service];
  guint kept = 0;

  g_return_val_if_fail (service < machine->n_feeds, FALSE);

  note_answer (machine);
  for (guint i = 0; i < feed->n_resyncs; i++)
    if (now - feed->resyncs[i] < HOUR)
      feed->resyncs[kept++] = feed->resyncs[i];
  feed->n_resyncs = kept;
  feed->stopped = kept == WABI_SYNC_RESYNCS_AN_HOUR;
  if (feed->stopped)
    return FALSE;
  feed->resyncs[feed->n_resyncs++] = now;
  feed->cursor = 0;
  feed->wanted = TRUE;
  return TRUE;
}

void
wabi_sync_machine_failed (WabiSyncMachine *machine, gint64 now, WabiSyncFailure failure, gint64 retry_after)
{
  gint64 wait = WABI_SYNC_BACKOFF_FIRST << MIN (machine->failures, 6);

  machine->failures++;
  machine->online = failure != WABI_SYNC_FAILED_NETWORK;
  wait = jitter (machine, MIN (wait, WABI_SYNC_BACKOFF_MOST));
  machine->not_before = now + MAX (wait, retry_after);
}

void
wabi_sync_machine_unauthorized (WabiSyncMachine *machine)
{
  machine->online = TRUE;
  if (machine->token == TOKEN_USABLE && machine->refreshes++ == 0)
    machine->token = TOKEN_MISSING;
  else
    machine->token = TOKEN_HOPELESS;
}

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
  double done = 0;

  for (guint i = 0; i < machine->n_feeds; i++)
    {
      const Feed *feed = &machine->feeds[i];

      if (feed->loaded)
        done += 1;
      else if (feed->head > 0)
        done += MIN (1.0, (double)feed->cursor / (double)feed->head);
    }
  return machine->n_feeds > 0 ? done / machine->n_feeds : 1;
}

gboolean
wabi_sync_machine_get_stopped (WabiSyncMachine *machine)
{
  for (guint i = 0; i < machine->n_feeds; i++)
    if (machine->feeds[i].stopped)
      return TRUE;
  return FALSE;
}
