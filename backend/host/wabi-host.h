// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-caldav.h"
#include "wabi-partner-options.h"
#include "wabi-mail.h"
#include "wabi-proxies.h"
#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * WabiHostOptions:
 * @folder: the data folder; made when it is not there
 * @store: (nullable): where the records lie: a URL for PostgreSQL or a file's name; %NULL for @folder/wabi.db
 * @address: where to listen, such as "127.0.0.1"
 * @port: 0 for any that is free
 * @services: (array zero-terminated=1): what to mount
 * @tls: (nullable): folder of ca.pem, server.pem and server.key, which are made when they are missing; %NULL for @folder
 * @proxies: (nullable): the gateways that are believed about a caller's address
 * @service_keys: (nullable): file of the public keys of the deployment's services
 * @peers: (nullable) (element-type utf8 utf8): service → base URL of those that run elsewhere; "all" for those that are not named
 * @peers_ca: (nullable): file of the authority that their certificates are checked by
 * @anchors: (nullable): a second file for the audit anchors
 * @mail: (nullable): by which families are reminded
 * @calendars: (nullable): calendar servers that may be written to
 * @partners: (nullable): clearinghouses with which files may be exchanged
 * @clock: the time
 * @log_fd: where the log's lines go, -1 for nowhere
 * @request_seconds: how long a request may take to arrive, 0 for 60
 * @idle_seconds: how long a connection may keep silent, 0 for 30
 *
 * What a host is made of. Everything pointed to must outlive it.
 */
typedef struct
{
  const char *folder;
  const char *store;
  const char *address;
  guint16 port;
  const WabiServiceInfo *const *services;
  const char *tls;
  const WabiProxies *proxies;
  const char *service_keys;
  GHashTable *peers;
  const char *peers_ca;
  const char *anchors;
  const WabiMailOptions *mail;
  const WabiCaldavOptions *calendars;
  const WabiPartnerOptions *partners;
  const WabiClock *clock;
  int log_fd;
  guint request_seconds;
  guint idle_seconds;
} WabiHostOptions;

/**
 * WabiHost:
 *
 * The composition: store, services, routes, listener.
 */
typedef struct _WabiHost WabiHost;

/**
 * wabi_host_start:
 * @options: what and where
 * @error: where to put a sentence
 *
 * Checks the services, opens the store, makes keys and certificates that are missing, mounts the services and listens.
 * Then writes @folder/server.json: {"url", "port", "pid", "ca"}.
 *
 * Returns: (transfer full) (nullable): the running host, %NULL with @error set
 */
WabiHost *wabi_host_start (const WabiHostOptions *options, GError **error);

/**
 * wabi_host_get_port:
 * @host: a host
 *
 * Returns: where it listens
 */
guint16 wabi_host_get_port (WabiHost *host);

/**
 * wabi_host_stop:
 * @host: (transfer full) (nullable): a host
 *
 * Takes no new calls, finishes those at hand, ends streams, stops the services, closes the store.
 */
void wabi_host_stop (WabiHost *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiHost, wabi_host_stop)

G_END_DECLS
