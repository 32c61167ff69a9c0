// SPDX-License-Identifier: AGPL-3.0-or-later
// With whom files may be exchanged, as whoever runs the server says.

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WabiPartnerOptions:
 * @servers: (nullable): names of the clearinghouses' servers, with commas between, each with ":PORT" where it is not the usual one; "any" for all
 * @folders: (nullable): a folder of this machine in which folders for partners may lie
 * @ca: (nullable): file of the authority that certificates must come from; %NULL for those of the system
 * @every: (nullable): seconds between two looks at what is due; %NULL for 30
 * @retry: (nullable): seconds until the first try after a failure, each next one twice as long, up to an hour; %NULL for 60
 *
 * The group [partners] of the configuration file. Nothing leaves without it: claims tell who is treated for what, and the server must not be led to
 * machines that only it can reach.
 */
typedef struct
{
  char *servers, *folders, *ca, *every, *retry;
} WabiPartnerOptions;

/** wabi_partner_options_are_set: Returns: whether any server or folder is named. */
gboolean wabi_partner_options_are_set (const WabiPartnerOptions *options);

/** wabi_partner_options_check: Returns: whether the group can be used; else @error says what is wrong with it. */
gboolean wabi_partner_options_check (const WabiPartnerOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_partner_options_allow_server:
 * @options: (nullable): the group, %NULL for none
 * @host: (nullable): name of a server
 * @port: where it listens
 * @usual: where such servers listen
 *
 * Returns: whether files may be exchanged with it
 */
gboolean wabi_partner_options_allow_server (const WabiPartnerOptions *options, const char *host, guint port, guint usual);

/**
 * wabi_partner_options_dup_folder:
 * @options: (nullable): the group, %NULL for none
 * @folder: (nullable): a folder, within that of @options where it is relative
 *
 * Returns: (transfer full) (nullable): the folder's whole name; %NULL where files may not be exchanged there
 */
char *wabi_partner_options_dup_folder (const WabiPartnerOptions *options, const char *folder);

G_END_DECLS
