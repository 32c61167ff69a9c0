// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiProxies:
 *
 * The gateways whose word about a caller's address is taken.
 */
typedef struct _WabiProxies WabiProxies;

/**
 * wabi_proxies_new:
 * @list: (nullable): addresses and networks such as "10.0.0.0/8", with commas or spaces between
 * @error: where to put which one is none
 *
 * Returns: (transfer full) (nullable): the proxies, %NULL with @error set
 */
WabiProxies *wabi_proxies_new (const char *list, GError **error);

/**
 * wabi_proxies_free:
 * @proxies: (transfer full) (nullable): what to free
 */
void wabi_proxies_free (WabiProxies *proxies);

/**
 * wabi_proxies_is_empty:
 * @proxies: (nullable): the proxies
 *
 * Returns: whether nobody is believed
 */
gboolean wabi_proxies_is_empty (const WabiProxies *proxies);

/**
 * wabi_proxies_find_caller:
 * @proxies: (nullable): the proxies
 * @peer: the address at the other end of the connection
 * @forwarded: (nullable): what the header X-Forwarded-For says
 * @out: where the caller's address is put
 * @size: of @out
 *
 * The header is read from its end, as far as it was written by proxies that are believed: what a caller wrote into it himself is not.
 */
void wabi_proxies_find_caller (const WabiProxies *proxies, const char *peer, const char *forwarded, char *out, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiProxies, wabi_proxies_free)

G_END_DECLS
