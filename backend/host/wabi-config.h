// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-caldav.h"
#include "wabi-partner-options.h"
#include "wabi-mail.h"

G_BEGIN_DECLS

/**
 * WabiConfig:
 * @data: (nullable): folder of the database, keys and certificates
 * @listen: (nullable): ADDRESS:PORT
 * @services: (nullable): names with commas between, or "all"
 * @store: (nullable): where the records are, in one line
 * @tls: (nullable): folder of ca.pem, server.pem and server.key; %NULL for @data
 * @trusted_proxies: (nullable): addresses and networks of the gateways
 * @service_keys: (nullable): file of the public keys of the deployment's services
 * @anchors: (nullable): a second file in which the heads of the audit chains are noted, best on another machine's disk
 * @log: (nullable): "all" or "none"
 * @peers_ca: (nullable): file of the authority that the peers' certificates are checked by
 * @peers: (element-type utf8 utf8): service → base URL; "all" stands for those that are not named
 * @mail: the group [mail], by which families are reminded
 * @calendars: the group [calendars]: the servers into whose calendars schedules may be put
 * @partners: the group [partners]: the clearinghouses with which files may be exchanged
 *
 * What a configuration file says (docs/deployment.md). Everything may be left out.
 */
typedef struct
{
  char *data, *listen, *services, *store, *tls, *trusted_proxies, *service_keys, *anchors, *log, *peers_ca;
  GHashTable *peers;
  WabiMailOptions mail;
  WabiCaldavOptions calendars;
  WabiPartnerOptions partners;
} WabiConfig;

/**
 * wabi_config_init:
 * @config: (out caller-allocates): with nothing said
 */
void wabi_config_init (WabiConfig *config);

/**
 * wabi_config_clear:
 * @config: what was used
 */
void wabi_config_clear (WabiConfig *config);

/**
 * wabi_config_load:
 * @config: from wabi_config_init()
 * @file: a key file with the groups [server], [peers], [mail] and [calendars]
 * @error: where to put what is wrong with it, with the name of the group or key
 *
 * An unknown group or key is an error, so that a slip of the pen does not leave a service with a setting that nobody wanted. Relative file names count
 * from the file's own folder.
 *
 * Returns: whether it was read
 */
gboolean wabi_config_load (WabiConfig *config, const char *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiConfig, wabi_config_clear)

G_END_DECLS
