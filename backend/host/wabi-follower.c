// SPDX-License-Identifier: AGPL-3.0-or-later
// Following services in other processes: rounds of fetching, nudges between them, and when reactions may run on what came.

#include "wabi-follower-private.h"

#include "wabi-event-lines.h"

#include <string.h>

#define CALL_TIMEOUT 15
#define STREAM_TIMEOUT 60 /* above the 25 s of the keep-alive */
#define POLL (60 * G_USEC_PER_SEC)
#define POLL_ALONE (5 * G_USEC_PER_SEC) /* when no stream nudges */
#define LEAST_PAUSE (G_USEC_PER_SEC / 5)
#define GATHER (15 * G_TIME_SPAN_MILLISECOND) /* after a round, so that a busy owner is asked once for many changes */
#define LONGEST_PAUSE (30 * G_USEC_PER_SEC)
#define KEYS_PAUSE (3 * G_USEC_PER_SEC)
#define ALL "all"
#define PIECE 4096

struct _WabiFollower
{
  WabiFollowerOptions options;
  GCancellable *cancellable;
  GPtrArray *peers; /* WabiPeerFeed */
  GMutex lock;
  GCond wake;
  gboolean closing;
  guint64 issued;   /* the newest ticket */
  GArray *asked;    /* Asked: questions of the store that wait for all peers */
};

typedef struct
{
  guint64 ticket;       /* ours */
  guint64 store_ticket;
} Asked;

/* Up to where reactions may run once all that they read beside it has been asked for after @ticket. */
typedef struct
{
  guint64 ticket;
  GHashTable *cursors; /* practice → gint64 * */
} Release;

static void
free_release (Release *release)
{
  g_hash_table_unref (release->cursors);
  g_free (release);
}

GCancellable *
wabi_follower_get_cancellable (WabiFollower *follower)
{
  return follower->cancellable;
}

const WabiFollowerOptions *
wabi_follower_get_options (WabiFollower *follower)
{
  return &follower->options;
}

/* Between half and the whole of it, so that those who failed together do not come back together. */
static gint64
add_jitter (gint64 pause)
{
  return pause / 2 + (gint64) wabi_random_below ((guint32) MAX (1, pause / 2));
}

static gint64
pause_after (guint failures, guint retry_after)
{
  gint64 pause = LEAST_PAUSE << MIN (failures, 10);

  return MAX (add_jitter (MIN (pause, LONGEST_PAUSE)), (gint64) MIN (retry_after, 60) * G_USEC_PER_SEC);
}

/* ---- tickets: with the lock held ---- */

static void
nudge_all (WabiFollower *follower, gboolean reads_only)
{
  for (guint i = 0; i < follower->peers->len; i++)
    {
      WabiPeerFeed *peer = g_ptr_array_index (follower->peers, i);

      peer->nudged |= peer->kinds != NULL && (peer->reads || !reads_only);
    }
  g_cond_broadcast (&follower->wake);
}

static void
nudge (WabiPeerFeed *peer)
{
  peer->nudged = TRUE;
  g_cond_broadcast (&peer->follower->wake);
}

/* Whether what reactions read of a peer has been fetched after the ticket was given out. */
static gboolean
others_are_fresh (WabiFollower *follower, WabiPeerFeed *but, guint64 ticket)
{
  for (guint i = 0; i < follower->peers->len; i++)
    {
      WabiPeerFeed *peer = g_ptr_array_index (follower->peers, i);

      if (peer != but && peer->kinds != NULL && (but == NULL || peer->reads) && peer->done < ticket)
        return FALSE;
    }
  return TRUE;
}

static void
answer_asked (WabiFollower *follower)
{
  while (follower->asked->len > 0)
    {
      Asked *asked = &g_array_index (follower->asked, Asked, 0);

      if (!others_are_fresh (follower, NULL, asked->ticket))
        return;
      wabi_store_follow_done (follower->options.store, asked->store_ticket);
      g_array_remove_index (follower->asked, 0);
    }
}

static void
on_ask_cb (const char *service, guint64 store_ticket, gpointer data)
{
  WabiFollower *follower = data;
  Asked asked;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&follower->lock);

  if (store_ticket > 0)
    {
      asked = (Asked){ ++follower->issued, store_ticket };
      g_array_append_val (follower->asked, asked);
      nudge_all (follower, FALSE);
      return;
    }
  for (guint i = 0; i < follower->peers->len; i++)
    {
      WabiPeerFeed *peer = g_ptr_array_index (follower->peers, i);

      if (strcmp (peer->service, service) == 0)
        nudge (peer);
    }
}

/* ---- reactions ---- */

static void
collect_moved (WabiPeerFeed *peer, GPtrArray *practices, GHashTable *out)
{
  WabiStore *store = peer->follower->options.store;

  for (guint i = 0; i < practices->len; i++)
    {
      const char *practice = g_ptr_array_index (practices, i);
      const gint64 *known = g_hash_table_lookup (peer->released, practice);
      g_autofree char *epoch = NULL;
      WabiFollowPlace place;

      wabi_store_follow_find (store, practice, peer->service, &place);
      epoch = place.epoch;
      /* One that the database did not take, or that was for a history that has ended since, is tried again. */
      if (known != NULL && *known == place.cursor && (place.ready >= place.cursor || peer->releases.length > 0))
        continue;
      g_hash_table_replace (peer->released, g_strdup (practice), g_memdup2 (&place.cursor, sizeof place.cursor));
      g_hash_table_replace (out, g_strdup (practice), g_memdup2 (&place.cursor, sizeof place.cursor));
    }
}

/* What came may be reacted to when the others have been asked once more. */
static void
plan_release (WabiPeerFeed *peer)
{
  WabiFollower *follower = peer->follower;
  g_autoptr (GPtrArray) practices = wabi_store_follow_list_practices (follower->options.store, peer->service);
  g_autoptr (GHashTable) moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Release *release;

  collect_moved (peer, practices, moved);
  if (g_hash_table_size (moved) == 0)
    return;
  release = g_new0 (Release, 1);
  release->ticket = ++follower->issued;
  release->cursors = g_steal_pointer (&moved);
  g_queue_push_tail (&peer->releases, release);
  nudge_all (follower, TRUE);
}

/* With the lock held; lets it go while the store writes. */
static void
run_release (WabiPeerFeed *peer, Release *release)
{
  WabiFollower *follower = peer->follower;
  GHashTableIter iter;
  gpointer practice, seq;

  g_mutex_unlock (&follower->lock);
  g_hash_table_iter_init (&iter, release->cursors);
  while (g_hash_table_iter_next (&iter, &practice, &seq))
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *epoch = NULL;
      WabiFollowPlace place;

      wabi_store_follow_find (follower->options.store, practice, peer->service, &place);
      epoch = place.epoch;
      /* It was begun anew meanwhile: what is there now is released when it has been read. */
      if (place.cursor < *(gint64 *) seq)
        continue;
      if (!wabi_store_follow_release (follower->options.store, practice, peer->service, *(gint64 *) seq, &error))
        g_warning ("reactions to %s have to wait: %s", peer->service, error->message);
    }
  free_release (release);
  g_mutex_lock (&follower->lock);
}

static void
run_releases (WabiFollower *follower)
{
  for (guint i = 0; i < follower->peers->len; i++)
    {
      WabiPeerFeed *peer = g_ptr_array_index (follower->peers, i);
      Release *first = g_queue_peek_head (&peer->releases);

      if (first == NULL || !others_are_fresh (follower, peer, first->ticket))
        continue;
      run_release (peer, g_queue_pop_head (&peer->releases));
      i--;
    }
}

/* ---- fetching ---- */

/* With the lock held. Waits until there is a reason to ask; FALSE when closing. */
static gboolean
wait_for_reason (WabiPeerFeed *peer, gint64 not_before)
{
  WabiFollower *follower = peer->follower;
  gint64 poll = g_get_monotonic_time () + add_jitter (peer->connected ? POLL : POLL_ALONE);

  while (!follower->closing)
    {
      gint64 now = g_get_monotonic_time ();

      if (now >= not_before && (peer->nudged || now >= poll))
        return TRUE;
      g_cond_wait_until (&follower->wake, &follower->lock, peer->nudged || poll < not_before ? not_before : poll);
    }
  return FALSE;
}

static void
note_round (WabiPeerFeed *peer, guint64 ticket, guint retry_after, const GError *error)
{
  WabiFollower *follower = peer->follower;

  if (error != NULL)
    {
      if (peer->failures++ == 0 && !follower->closing)
        g_message ("%s is away: %s", peer->service, error->message);
      peer->retry_after = retry_after;
      peer->up = FALSE;
      peer->nudged = TRUE;
      return;
    }
  if (!peer->up)
    g_message ("%s is followed", peer->service);
  peer->failures = 0;
  peer->up = TRUE;
  peer->done = ticket;
  peer->done_at = g_get_monotonic_time ();
  if (peer->source)
    plan_release (peer);
  run_releases (follower);
  answer_asked (follower);
}

static gpointer
pull (gpointer data)
{
  WabiPeerFeed *peer = data;
  WabiFollower *follower = peer->follower;
  g_autoptr (GMainContext) context = g_main_context_new ();
  gint64 not_before = 0;
  WabiPeerLine line;

  g_main_context_push_thread_default (context);
  wabi_peer_line_init (&line, &follower->options, follower->cancellable, CALL_TIMEOUT);
  g_mutex_lock (&follower->lock);
  while (wait_for_reason (peer, not_before))
    {
      guint64 ticket = follower->issued;
      g_autoptr (GError) error = NULL;
      guint retry_after = 0;

      peer->nudged = FALSE;
      peer->keys_at = g_get_monotonic_time ();
      g_mutex_unlock (&follower->lock);
      if (!wabi_peer_feed_fetch (peer, &line, &retry_after, &error))
        g_assert (error != NULL);
      g_mutex_lock (&follower->lock);
      note_round (peer, ticket, retry_after, error);
      not_before = g_get_monotonic_time () + (error != NULL ? pause_after (peer->failures, peer->retry_after) : GATHER);
    }
  g_mutex_unlock (&follower->lock);
  wabi_peer_line_clear (&line);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* ---- nudges ---- */

static void
take_event (const char *service, const char *practice, gint64 head, gpointer data)
{
  WabiPeerFeed *peer = data;
  WabiEvents *events = peer->follower->options.events;

  if (practice == NULL || strcmp (service, peer->service) != 0)
    return;
  if (events != NULL)
    wabi_events_tell (events, practice, service, head);
  if (peer->kinds == NULL)
    return;
  g_mutex_lock (&peer->follower->lock);
  nudge (peer);
  g_mutex_unlock (&peer->follower->lock);
}

static void
set_connected (WabiPeerFeed *peer, gboolean connected)
{
  g_mutex_lock (&peer->follower->lock);
  peer->connected = connected;
  /* What was said while nobody listened has been missed. */
  nudge (peer);
  g_mutex_unlock (&peer->follower->lock);
}

/* Listens until the stream ends; whether there was one. */
static gboolean
listen_once (WabiPeerFeed *peer, WabiPeerLine *line)
{
  g_autofree char *path = g_strdup_printf ("/v1/events?service=%s", peer->service);
  g_autoptr (SoupMessage) message = wabi_peer_line_new_message (line, peer->url, path, NULL);
  g_autoptr (GInputStream) stream = message != NULL ? soup_session_send (line->session, message, line->cancellable, NULL) : NULL;
  g_autoptr (WabiEventLines) lines = wabi_event_lines_new ();
  char piece[PIECE];
  gssize n;

  if (stream == NULL || soup_message_get_status (message) != 200)
    return FALSE;
  set_connected (peer, TRUE);
  while ((n = g_input_stream_read (stream, piece, sizeof piece, line->cancellable, NULL)) > 0)
    wabi_event_lines_feed (lines, piece, (gsize) n, take_event, peer);
  set_connected (peer, FALSE);
  return TRUE;
}

static gpointer
listen_for_nudges (gpointer data)
{
  WabiPeerFeed *peer = data;
  WabiFollower *follower = peer->follower;
  g_autoptr (GMainContext) context = g_main_context_new ();
  WabiPeerLine line;
  guint failures = 0;

  g_main_context_push_thread_default (context);
  wabi_peer_line_init (&line, &follower->options, follower->cancellable, STREAM_TIMEOUT);
  g_mutex_lock (&follower->lock);
  while (!follower->closing)
    {
      gint64 until;

      g_mutex_unlock (&follower->lock);
      failures = listen_once (peer, &line) ? 0 : failures + 1;
      g_mutex_lock (&follower->lock);
      until = g_get_monotonic_time () + pause_after (failures, 0);
      while (!follower->closing && g_get_monotonic_time () < until)
        g_cond_wait_until (&follower->wake, &follower->lock, until);
    }
  g_mutex_unlock (&follower->lock);
  wabi_peer_line_clear (&line);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* ---- the whole ---- */

static void
free_peer (gpointer data)
{
  WabiPeerFeed *peer = data;

  g_queue_clear_full (&peer->releases, (GDestroyNotify) free_release);
  g_hash_table_unref (peer->released);
  g_hash_table_unref (peer->bases);
  g_free (peer->service);
  g_free (peer->url);
  g_free (peer->kinds);
  g_free (peer);
}

static gboolean
is_read_by_reactions (const WabiFollower *follower, const char *service)
{
  g_auto (GStrv) own = g_strsplit (follower->options.identity, "+", -1);
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (service, &n);

  for (guint i = 0; own[i] != NULL; i++)
    for (guint k = 0; k < n; k++)
      if (wabi_domain_reacts_with (own[i], kinds[k]))
        return TRUE;
  return FALSE;
}

static gboolean
is_reacted_to (const WabiFollower *follower, const char *service)
{
  guint n;
  const WabiReaction *reactions = wabi_domain_get_reactions (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (reactions[i].follows, service) == 0 && wabi_store_has_service (follower->options.store, reactions[i].service))
      return TRUE;
  return FALSE;
}

static char *
trim_url (const char *url)
{
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    length--;
  return g_strndup (url, length);
}

static gboolean
add_peer (WabiFollower *follower, const char *service, GError **error)
{
  const WabiFollowerOptions *options = &follower->options;
  g_autofree char *kinds = wabi_store_list_followed (options->store, service);
  const char *url = g_hash_table_lookup (options->peers, service);
  WabiPeerFeed *peer;

  if (wabi_store_has_service (options->store, service) || (kinds == NULL && options->events == NULL))
    return TRUE;
  if (url == NULL)
    url = g_hash_table_lookup (options->peers, ALL);
  if (url == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "%s must follow %s: say where that is, as “%s = https://…” in the group [peers] of the configuration file.",
                   options->identity, service, service);
      return FALSE;
    }
  peer = g_new0 (WabiPeerFeed, 1);
  peer->follower = follower;
  peer->service = g_strdup (service);
  peer->url = trim_url (url);
  peer->kinds = g_steal_pointer (&kinds);
  peer->reads = is_read_by_reactions (follower, service);
  peer->source = is_reacted_to (follower, service);
  peer->nudged = TRUE;
  peer->released = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  peer->bases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&peer->releases);
  g_ptr_array_add (follower->peers, peer);
  return TRUE;
}

WabiFollower *
wabi_follower_start (const WabiFollowerOptions *options, GError **error)
{
  g_autoptr (WabiFollower) follower = g_new0 (WabiFollower, 1);

  follower->options = *options;
  follower->cancellable = g_cancellable_new ();
  follower->peers = g_ptr_array_new_with_free_func (free_peer);
  follower->asked = g_array_new (FALSE, FALSE, sizeof (Asked));
  g_mutex_init (&follower->lock);
  g_cond_init (&follower->wake);
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    if (!add_peer (follower, wabi_domain_services[i], error))
      return NULL;
  wabi_store_follow_set_asker (options->store, on_ask_cb, follower);
  for (guint i = 0; i < follower->peers->len; i++)
    {
      WabiPeerFeed *peer = g_ptr_array_index (follower->peers, i);

      peer->puller = g_thread_new ("follower", pull, peer);
      peer->listener = g_thread_new ("nudges", listen_for_nudges, peer);
    }
  return g_steal_pointer (&follower);
}

void
wabi_follower_stop (WabiFollower *follower)
{
  if (follower == NULL)
    return;
  wabi_store_follow_set_asker (follower->options.store, NULL, NULL);
  g_mutex_lock (&follower->lock);
  follower->closing = TRUE;
  g_cond_broadcast (&follower->wake);
  g_mutex_unlock (&follower->lock);
  g_cancellable_cancel (follower->cancellable);
  for (guint i = 0; i < follower->peers->len; i++)
    {
      WabiPeerFeed *peer = g_ptr_array_index (follower->peers, i);

      g_clear_pointer (&peer->puller, g_thread_join);
      g_clear_pointer (&peer->listener, g_thread_join);
    }
  g_ptr_array_unref (follower->peers);
  g_array_unref (follower->asked);
  g_object_unref (follower->cancellable);
  g_cond_clear (&follower->wake);
  g_mutex_clear (&follower->lock);
  g_free (follower);
}

gboolean
wabi_follower_want_keys (gpointer data)
{
  WabiFollower *follower = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&follower->lock);

  for (guint i = 0; i < follower->peers->len; i++)
    {
      WabiPeerFeed *peer = g_ptr_array_index (follower->peers, i);

      if (strcmp (peer->service, "auth") != 0)
        continue;
      /* As long as nothing came the reason is ours, not the caller's. */
      if (peer->done_at != 0 && g_get_monotonic_time () - peer->keys_at < KEYS_PAUSE)
        return FALSE;
      nudge (peer);
      return TRUE;
    }
  return FALSE;
}

void
wabi_follower_append_metrics (WabiFollower *follower, GString *out)
{
  gint64 now = g_get_monotonic_time ();

  if (follower == NULL)
    return;
  g_string_append (out, "# TYPE wabi_follow_up gauge\n# TYPE wabi_follow_age_seconds gauge\n");
  g_mutex_lock (&follower->lock);
  for (guint i = 0; i < follower->peers->len; i++)
    {
      WabiPeerFeed *peer = g_ptr_array_index (follower->peers, i);

      g_string_append_printf (out, "wabi_follow_up{service=\"%s\"} %d\nwabi_follow_age_seconds{service=\"%s\"} %" G_GINT64_FORMAT "\n",
                              peer->service, peer->up, peer->service,
                              peer->done_at > 0 ? (now - peer->done_at) / G_USEC_PER_SEC : G_GINT64_CONSTANT (-1));
    }
  g_mutex_unlock (&follower->lock);
}
