// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-follower.h"
#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * WabiHostPeersOptions:
 * @folder: the data folder, where the process's own key is
 * @services: (array zero-terminated=1): what is mounted
 * @service_keys: (nullable): file of the public keys of the deployment's services
 * @peers: (nullable) (element-type utf8 utf8): service → base URL
 * @peers_ca: (nullable): file of the authority that their certificates are checked by
 * @store: where copies go
 * @tokens: gets the others' keys
 * @events: is told of the others' feeds where the notifications service is mounted
 * @clock: the time
 */
typedef struct
{
  const char *folder;
  const WabiServiceInfo *const *services;
  const char *service_keys;
  GHashTable *peers;
  const char *peers_ca;
  WabiStore *store;
  WabiTokens *tokens;
  WabiEvents *events;
  const WabiClock *clock;
} WabiHostPeersOptions;

/**
 * WabiHostPeers:
 *
 * What a host has to do with other processes of its deployment: who it is, its key, whom it follows.
 */
typedef struct
{
  char *identity; /* names of the mounted services with "+" between */
  char *key;      /* its private key */
  WabiFollower *follower;
} WabiHostPeers;

/**
 * wabi_host_peers_start:
 * @peers: with nothing in it
 * @options: of the host; what is pointed to must outlive @peers
 * @error: where to put what is missing
 *
 * Does nothing where all services that are needed are mounted.
 *
 * Returns: whether the others are followed, or need not be
 */
gboolean wabi_host_peers_start (WabiHostPeers *peers, const WabiHostPeersOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_host_peers_clear:
 * @peers: what was used
 */
void wabi_host_peers_clear (WabiHostPeers *peers);

G_END_DECLS
