// SPDX-License-Identifier: AGPL-3.0-or-later
// The connections at hand, and the end of those that take too long: a byte now and then must not hold one for ever.

#pragma once

#include <glib.h>
#include <microhttpd.h>
#include <netinet/in.h>

G_BEGIN_DECLS

/**
 * WabiPeer:
 * @fd: the socket
 * @since: monotonic time at which the request at hand began, or the last one ended
 * @busy: whether a request is at hand whose answer is being made or sent
 * @streaming: whether it is a stream, which may stay
 * @excess: whether it came when there were enough already
 * @address: the other end
 */
typedef struct _WabiPeer
{
  int fd;
  gint64 since;
  gint busy;
  gint streaming;
  gboolean excess;
  char address[INET6_ADDRSTRLEN];
  GList link;
} WabiPeer;

typedef struct _WabiPeers WabiPeers;

/**
 * wabi_peers_new:
 *
 * Returns: (transfer full): with none
 */
WabiPeers *wabi_peers_new (void);

/**
 * wabi_peers_free:
 * @peers: (transfer full) (nullable): what to free, when none is left
 */
void wabi_peers_free (WabiPeers *peers);

/**
 * wabi_peers_add:
 * @peers: the connections
 * @connection: a new one
 * @now: monotonic time
 * @most: how many are enough
 *
 * Returns: (transfer none): its peer
 */
WabiPeer *wabi_peers_add (WabiPeers *peers, struct MHD_Connection *connection, gint64 now, guint most);

/**
 * wabi_peers_remove:
 * @peers: the connections
 * @peer: (transfer full): one that closes
 */
void wabi_peers_remove (WabiPeers *peers, WabiPeer *peer);

/**
 * wabi_peers_end_slow:
 * @peers: the connections
 * @now: monotonic time
 * @longest: microseconds that a request may take to arrive and to be answered, or a connection may lie between two
 */
void wabi_peers_end_slow (WabiPeers *peers, gint64 now, gint64 longest);

/**
 * wabi_peers_count:
 * @peers: the connections
 * @busy: (out) (optional): how many have a request at hand that is no stream
 *
 * Returns: how many there are
 */
guint wabi_peers_count (WabiPeers *peers, guint *busy);

G_END_DECLS
