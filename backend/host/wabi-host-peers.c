// SPDX-License-Identifier: AGPL-3.0-or-later
// A host among others: its name and key, and the follower that brings what the others own.

#include "wabi-host-peers.h"

#include "wabi-keys.h"
#include "wabi-secret-file.h"

#include <string.h>

#define HUB "notifications"

static char *
build_identity (const WabiServiceInfo *const *services)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; services[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "+" : "", services[i]->name);
  return g_string_free (text, FALSE);
}

static gboolean
is_mounted (const WabiServiceInfo *const *services, const char *name)
{
  for (guint i = 0; services[i] != NULL; i++)
    if (strcmp (services[i]->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* Whether something is read, or listened to, that is not mounted here. */
static gboolean
needs_others (const WabiHostPeersOptions *options)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    {
      g_autofree char *kinds = wabi_store_list_followed (options->store, wabi_domain_services[i]);

      if (kinds != NULL || (is_mounted (options->services, HUB) && !is_mounted (options->services, wabi_domain_services[i])))
        return TRUE;
    }
  return FALSE;
}

static gboolean
ensure_key (WabiHostPeers *peers, const char *folder, GError **error)
{
  g_autofree char *name = g_build_filename (folder, "service.key", NULL);

  if (g_file_test (name, G_FILE_TEST_EXISTS))
    return g_file_get_contents (name, &peers->key, NULL, error);
  peers->key = wabi_key_generate (NULL);
  return wabi_secret_file_write (name, peers->key, strlen (peers->key), error);
}

gboolean
wabi_host_peers_start (WabiHostPeers *peers, const WabiHostPeersOptions *options, GError **error)
{
  WabiFollowerOptions follow = { .store = options->store, .tokens = options->tokens, .clock = options->clock, .ca_file = options->peers_ca,
                                 .peers = options->peers };

  wabi_keys_follow_file (wabi_tokens_get_service_keys (options->tokens), options->service_keys);
  if (!needs_others (options))
    return TRUE;
  peers->identity = build_identity (options->services);
  if (options->peers == NULL || g_hash_table_size (options->peers) == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "%s cannot run without the services whose records it reads. Say where they are in the group [peers] of a configuration "
                   "file, or mount all services.",
                   peers->identity);
      return FALSE;
    }
  if (!ensure_key (peers, options->folder, error))
    return FALSE;
  follow.identity = peers->identity;
  follow.key = peers->key;
  follow.events = is_mounted (options->services, HUB) ? options->events : NULL;
  peers->follower = wabi_follower_start (&follow, error);
  return peers->follower != NULL;
}

void
wabi_host_peers_clear (WabiHostPeers *peers)
{
  g_clear_pointer (&peers->follower, wabi_follower_stop);
  g_clear_pointer (&peers->identity, g_free);
  g_clear_pointer (&peers->key, g_free);
}
