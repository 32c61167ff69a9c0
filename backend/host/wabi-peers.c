// SPDX-License-Identifier: AGPL-3.0-or-later
// The connections at hand.

#include "wabi-peers.h"

#include <arpa/inet.h>
#include <sys/socket.h>

struct _WabiPeers
{
  GMutex lock;
  GQueue all;
};

static void
write_address (struct MHD_Connection *connection, char *out, gsize size)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const struct sockaddr *address = info != NULL ? info->client_addr : NULL;

  g_strlcpy (out, "?", size);
  if (address != NULL && address->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *) (gconstpointer) address)->sin_addr, out, (socklen_t) size);
  else if (address != NULL && address->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *) (gconstpointer) address)->sin6_addr, out, (socklen_t) size);
}

WabiPeers *
wabi_peers_new (void)
{
  WabiPeers *peers = g_new0 (WabiPeers, 1);

  g_mutex_init (&peers->lock);
  g_queue_init (&peers->all);
  return peers;
}

void
wabi_peers_free (WabiPeers *peers)
{
  if (peers == NULL)
    return;
  g_assert (g_queue_is_empty (&peers->all));
  g_mutex_clear (&peers->lock);
  g_free (peers);
}

WabiPeer *
wabi_peers_add (WabiPeers *peers, struct MHD_Connection *connection, gint64 now, guint most)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  WabiPeer *peer = g_new0 (WabiPeer, 1);

  peer->fd = info != NULL ? (int) info->connect_fd : -1;
  peer->since = now;
  peer->link.data = peer;
  write_address (connection, peer->address, sizeof peer->address);
  g_mutex_lock (&peers->lock);
  g_queue_push_tail_link (&peers->all, &peer->link);
  peer->excess = peers->all.length > most;
  g_mutex_unlock (&peers->lock);
  return peer;
}

void
wabi_peers_remove (WabiPeers *peers, WabiPeer *peer)
{
  g_mutex_lock (&peers->lock);
  g_queue_unlink (&peers->all, &peer->link);
  g_mutex_unlock (&peers->lock);
  g_free (peer);
}

void
wabi_peers_end_slow (WabiPeers *peers, gint64 now, gint64 longest)
{
  g_mutex_lock (&peers->lock);
  for (GList *link = peers->all.head; link != NULL; link = link->next)
    {
      WabiPeer *peer = link->data;

      if (!g_atomic_int_get (&peer->streaming) && now - __atomic_load_n (&peer->since, __ATOMIC_RELAXED) > longest && peer->fd >= 0)
        shutdown (peer->fd, SHUT_RDWR);
    }
  g_mutex_unlock (&peers->lock);
}

guint
wabi_peers_count (WabiPeers *peers, guint *busy)
{
  guint n = 0, total;

  g_mutex_lock (&peers->lock);
  for (GList *link = peers->all.head; link != NULL && busy != NULL; link = link->next)
    {
      WabiPeer *peer = link->data;

      n += g_atomic_int_get (&peer->busy) && !g_atomic_int_get (&peer->streaming);
    }
  total = peers->all.length;
  g_mutex_unlock (&peers->lock);
  if (busy != NULL)
    *busy = n;
  return total;
}
