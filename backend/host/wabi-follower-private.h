// SPDX-License-Identifier: AGPL-3.0-or-later
// One followed service: what its threads share, and how they ask.

#pragma once

#include "wabi-follower.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  WabiFollower *follower;
  char *service, *url;
  char *kinds;     /* (nullable): names of those that are copied, with commas between */
  gboolean source; /* whether reactions follow it */
  gboolean reads;  /* whether reactions read its copies */
  GThread *puller, *listener;
  /* Under the follower's lock */
  gboolean nudged, connected, up;
  guint64 done;        /* the newest ticket whose question has been answered */
  gint64 done_at;      /* monotonic time of the last good round, 0 for none */
  guint failures;      /* since the last good round */
  guint retry_after;   /* seconds that it asked for, 0 for none */
  gint64 keys_at;      /* monotonic time when the keys were last asked for */
  GQueue releases;     /* Release */
  GHashTable *released; /* practice → gint64 *: up to where reactions were let run, or will be */
  /* The puller's own */
  guint restarts;
  gint64 restarts_since;
  GHashTable *bases; /* practice → gint64 *: the head that was told when its feed was begun at 0 */
} WabiPeerFeed;

/* A connection of one thread, with a token that is renewed in time. */
typedef struct
{
  const WabiFollowerOptions *options;
  GCancellable *cancellable;
  SoupSession *session;
  char *token;
  gint64 token_ends;
} WabiPeerLine;

void wabi_peer_line_init (WabiPeerLine *line, const WabiFollowerOptions *options, GCancellable *cancellable, guint timeout);
void wabi_peer_line_clear (WabiPeerLine *line);
/* A GET; path begins with “/”. */
SoupMessage *wabi_peer_line_new_message (WabiPeerLine *line, const char *url, const char *path, GError **error);

/* Fetches all that a peer has now. FALSE with error; @retry_after: (out): seconds that it asked to wait. */
gboolean wabi_peer_feed_fetch (WabiPeerFeed *peer, WabiPeerLine *line, guint *retry_after, GError **error);

GCancellable *wabi_follower_get_cancellable (WabiFollower *follower);
const WabiFollowerOptions *wabi_follower_get_options (WabiFollower *follower);

G_END_DECLS
