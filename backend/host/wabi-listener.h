// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-certificate.h"
#include "wabi-events.h"
#include "wabi-load.h"
#include "wabi-log.h"
#include "wabi-meter.h"
#include "wabi-proxies.h"
#include "wabi-router.h"
#include "wabi-tokens.h"

G_BEGIN_DECLS

/**
 * WabiListenerOptions:
 * @address: such as "127.0.0.1"
 * @port: 0 for any that is free
 * @certificate: what to show
 * @router: the routes
 * @tokens: who may call
 * @meter: counts
 * @log: lines
 * @load: (nullable): asks those who ask by themselves (#WabiRoute polled) to wait when there is too much to do
 * @proxies: (nullable): the gateways that are believed about a caller's address
 * @on_unknown_key: (nullable): called when a token was signed with a key that is not known here; answers whether it is worth waiting for
 * @on_unknown_key_data: for it
 * @events: (nullable): ticked once a second, closed on stopping
 * @clock: the time
 * @threads: worker threads, 0 for eight times the processors and at least 16: they wait for the disk most of the time, and as many pushes as there are threads share one commit
 * @idle_seconds: how long a connection may keep silent, 0 for 30
 * @request_seconds: how long a request may take to arrive, and a connection may lie between two, 0 for 60
 * @max_connections: most at once, 0 for 4,096; those above are told 503
 * @max_per_address: most from one address, 0 for 1,024
 * @max_waiting_bytes: most bytes of bodies that are arriving at once, 0 for 64 MiB; those above are told 503
 *
 * Everything pointed to must outlive the listener.
 */
typedef struct
{
  const char *address;
  guint16 port;
  const WabiCertificate *certificate;
  WabiRouter *router;
  WabiTokens *tokens;
  WabiMeter *meter;
  WabiLog *log;
  WabiLoad *load;
  const WabiProxies *proxies;
  gboolean (*on_unknown_key) (gpointer data);
  gpointer on_unknown_key_data;
  WabiEvents *events;
  const WabiClock *clock;
  guint threads;
  guint idle_seconds;
  guint request_seconds;
  guint max_connections;
  guint max_per_address;
  gsize max_waiting_bytes;
} WabiListenerOptions;

/**
 * WabiListener:
 *
 * Answers HTTPS by the routes.
 */
typedef struct _WabiListener WabiListener;

/**
 * wabi_listener_start:
 * @options: where and what
 * @error: where to put a sentence
 *
 * Returns: (transfer full) (nullable): the listener, which answers already; %NULL with @error set
 */
WabiListener *wabi_listener_start (const WabiListenerOptions *options, GError **error);

/**
 * wabi_listener_get_port:
 * @listener: a listener
 *
 * Returns: where it listens
 */
guint16 wabi_listener_get_port (WabiListener *listener);

/**
 * wabi_listener_stop:
 * @listener: (transfer full) (nullable): a listener
 * @seconds: how long calls at hand may take
 *
 * Takes no new connections, lets calls at hand finish, ends streams, and closes.
 */
void wabi_listener_stop (WabiListener *listener, guint seconds);

G_END_DECLS
