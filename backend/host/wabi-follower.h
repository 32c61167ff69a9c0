// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-events.h"
#include "wabi-store-follow.h"
#include "wabi-tokens.h"

G_BEGIN_DECLS

/**
 * WabiFollowerOptions:
 * @store: where copies go
 * @tokens: gets the keys that the auth service publishes
 * @events: (nullable): is told of the others' feeds too; for the process whose event stream desktops listen to
 * @clock: the time
 * @identity: names of the services mounted here, with "+" between
 * @key: this process's private key, a JWK
 * @ca_file: (nullable): authority that the others' certificates are checked by, %NULL for the system's
 * @peers: (element-type utf8 utf8): service → base URL; "all" stands for those that are not named
 *
 * Everything pointed to must outlive the follower.
 */
typedef struct
{
  WabiStore *store;
  WabiTokens *tokens;
  WabiEvents *events;
  const WabiClock *clock;
  const char *identity;
  const char *key;
  const char *ca_file;
  GHashTable *peers;
} WabiFollowerOptions;

/**
 * WabiFollower:
 *
 * Follows the feeds of services in other processes over HTTPS: each with a thread that fetches and one that listens for nudges.
 */
typedef struct _WabiFollower WabiFollower;

/**
 * wabi_follower_start:
 * @options: what and from where
 * @error: where to put that nobody said where a needed service is
 *
 * Returns: (transfer full) (nullable): the follower, which fetches already; %NULL with @error set
 */
WabiFollower *wabi_follower_start (const WabiFollowerOptions *options, GError **error);

/**
 * wabi_follower_stop:
 * @follower: (transfer full) (nullable): a follower
 */
void wabi_follower_stop (WabiFollower *follower);

/**
 * wabi_follower_want_keys:
 * @follower: a #WabiFollower
 *
 * Somebody showed a token that was signed with a key which is not known here.
 *
 * Returns: whether the keys are now being fetched, so that it may be known in a moment
 */
gboolean wabi_follower_want_keys (gpointer follower);

/**
 * wabi_follower_append_metrics:
 * @follower: (nullable): a follower
 * @out: where lines in the Prometheus form are appended
 */
void wabi_follower_append_metrics (WabiFollower *follower, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiFollower, wabi_follower_stop)

G_END_DECLS
