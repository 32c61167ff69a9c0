// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-service.h"

G_BEGIN_DECLS

#define WABI_ROUTER_MAX_WORDS 4
#define WABI_ROUTER_MAX_PATH 512

/**
 * WabiRouter:
 *
 * Finds the route of a call, by exact segments. Filled before the listener starts, read by all threads after.
 */
typedef struct _WabiRouter WabiRouter;

/**
 * WabiRouteEntry:
 * @route: the row of a service's table
 * @scope: the scope it names
 * @service: (nullable): the service's state
 * @slot: number of the route, from 0, for counters
 */
typedef struct
{
  const WabiRoute *route;
  const WabiScope *scope;
  gpointer service;
  guint slot;
} WabiRouteEntry;

/**
 * WabiRouteMatch:
 * @entry: (nullable): the route, %NULL when there is none
 * @allowed: when only the method is wrong: the methods that would do, as the Allow header has them; else ""
 * @words: what stood in the place of the words in braces
 * @storage: holds @words
 */
typedef struct
{
  const WabiRouteEntry *entry;
  char allowed[48];
  const char *words[WABI_ROUTER_MAX_WORDS];
  char storage[WABI_ROUTER_MAX_PATH];
} WabiRouteMatch;

/**
 * wabi_router_new:
 *
 * Returns: (transfer full): a router without routes
 */
WabiRouter *wabi_router_new (void);

/**
 * wabi_router_free:
 * @router: (transfer full) (nullable): what to free
 */
void wabi_router_free (WabiRouter *router);

/**
 * wabi_router_add:
 * @router: a router
 * @route: (transfer none): a route, static
 * @service: (nullable): what its handler is given
 * @error: where to put a sentence when another route answers the same calls
 *
 * Returns: whether it was added
 */
gboolean wabi_router_add (WabiRouter *router, const WabiRoute *route, gpointer service, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_router_find:
 * @router: a router
 * @method: of the call; HEAD finds what GET does
 * @path: of the call, percent-encoded as it came: segments with "%" match no word
 * @match: (out caller-allocates): what was found; @match points into itself and must not be copied
 */
void wabi_router_find (WabiRouter *router, const char *method, const char *path, WabiRouteMatch *match);

/**
 * wabi_router_list:
 * @router: a router
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the routes, in order of slots
 */
const WabiRouteEntry *wabi_router_list (WabiRouter *router, guint *n);

/**
 * wabi_router_knows_method:
 * @method: a word
 *
 * Returns: whether routes may use it
 */
gboolean wabi_router_knows_method (const char *method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiRouter, wabi_router_free)

G_END_DECLS
