// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * WabiGateway:
 * @listen: where people's programs connect, such as "*:443"
 * @certificate: PEM file with the certificate and the key that it shows them
 * @ca: PEM file of the authority by which it knows the services
 * @server_name: the name in the services' certificates
 * @socket: where it takes commands while it runs
 * @inside: addresses and networks of the services, with spaces between: they are not counted when they follow each other through the gateway
 * @user_rate: most requests of one signed-in person in ten seconds
 * @address_rate: most requests from one address in ten seconds
 * @servers: (element-type utf8 utf8): service → ADDRESS:PORT, with " weight N" behind it, several with commas; "all" for those not named
 *
 * What the gateway's configuration is written from, beside the services' tables.
 */
typedef struct
{
  char *listen, *certificate, *ca, *server_name, *socket, *inside;
  int user_rate, address_rate;
  GHashTable *servers;
} WabiGateway;

/**
 * wabi_gateway_init:
 * @gateway: (out caller-allocates): as for one process on this machine
 */
void wabi_gateway_init (WabiGateway *gateway);

/**
 * wabi_gateway_clear:
 * @gateway: what was used
 */
void wabi_gateway_clear (WabiGateway *gateway);

/**
 * wabi_gateway_load:
 * @gateway: from wabi_gateway_init()
 * @file: a key file with the groups [gateway] and [servers]
 * @error: where to put what is wrong with it
 *
 * Returns: whether it was read
 */
gboolean wabi_gateway_load (WabiGateway *gateway, const char *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_gateway_write_haproxy:
 * @gateway: what to write
 * @services: (array zero-terminated=1): the services, whose routes and kinds say what goes where
 * @error: where to put that a service has no server, or a line is not understood
 *
 * Returns: (transfer full) (nullable): a configuration for HAProxy 2.6 and newer, %NULL with @error set
 */
char *wabi_gateway_write_haproxy (const WabiGateway *gateway, const WabiServiceInfo *const *services, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiGateway, wabi_gateway_clear)

G_END_DECLS
