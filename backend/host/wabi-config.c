// SPDX-License-Identifier: AGPL-3.0-or-later
// The configuration file of a server.

#include "wabi-config.h"

#include <gio/gio.h>
#include <string.h>

#define SERVER "server"
#define PEERS "peers"
#define MAIL "mail"
#define CALENDARS "calendars"
#define PARTNERS "partners"

static const struct
{
  const char *group, *key;
  gsize at;
  gboolean is_file;
} KEYS[] = {
  { SERVER, "data", G_STRUCT_OFFSET (WabiConfig, data), TRUE },
  { SERVER, "listen", G_STRUCT_OFFSET (WabiConfig, listen), FALSE },
  { SERVER, "services", G_STRUCT_OFFSET (WabiConfig, services), FALSE },
  { SERVER, "store", G_STRUCT_OFFSET (WabiConfig, store), FALSE },
  { SERVER, "tls", G_STRUCT_OFFSET (WabiConfig, tls), TRUE },
  { SERVER, "trusted-proxies", G_STRUCT_OFFSET (WabiConfig, trusted_proxies), FALSE },
  { SERVER, "service-keys", G_STRUCT_OFFSET (WabiConfig, service_keys), TRUE },
  { SERVER, "anchors", G_STRUCT_OFFSET (WabiConfig, anchors), TRUE },
  { SERVER, "log", G_STRUCT_OFFSET (WabiConfig, log), FALSE },
  { MAIL, "server", G_STRUCT_OFFSET (WabiConfig, mail.server), FALSE },
  { MAIL, "from", G_STRUCT_OFFSET (WabiConfig, mail.from), FALSE },
  { MAIL, "user", G_STRUCT_OFFSET (WabiConfig, mail.user), FALSE },
  { MAIL, "password-file", G_STRUCT_OFFSET (WabiConfig, mail.password_file), TRUE },
  { MAIL, "ca", G_STRUCT_OFFSET (WabiConfig, mail.ca), TRUE },
  { MAIL, "tls", G_STRUCT_OFFSET (WabiConfig, mail.tls), FALSE },
  { MAIL, "every", G_STRUCT_OFFSET (WabiConfig, mail.every), FALSE },
  { MAIL, "retry", G_STRUCT_OFFSET (WabiConfig, mail.retry), FALSE },
  { CALENDARS, "servers", G_STRUCT_OFFSET (WabiConfig, calendars.servers), FALSE },
  { CALENDARS, "ca", G_STRUCT_OFFSET (WabiConfig, calendars.ca), TRUE },
  { CALENDARS, "every", G_STRUCT_OFFSET (WabiConfig, calendars.every), FALSE },
  { CALENDARS, "retry", G_STRUCT_OFFSET (WabiConfig, calendars.retry), FALSE },
  { CALENDARS, "check", G_STRUCT_OFFSET (WabiConfig, calendars.check), FALSE },
  { PARTNERS, "servers", G_STRUCT_OFFSET (WabiConfig, partners.servers), FALSE },
  { PARTNERS, "folders", G_STRUCT_OFFSET (WabiConfig, partners.folders), TRUE },
  { PARTNERS, "ca", G_STRUCT_OFFSET (WabiConfig, partners.ca), TRUE },
  { PARTNERS, "every", G_STRUCT_OFFSET (WabiConfig, partners.every), FALSE },
  { PARTNERS, "retry", G_STRUCT_OFFSET (WabiConfig, partners.retry), FALSE },
  { PEERS, "ca", G_STRUCT_OFFSET (WabiConfig, peers_ca), TRUE },
};

void
wabi_config_init (WabiConfig *config)
{
  memset (config, 0, sizeof *config);
  config->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
wabi_config_clear (WabiConfig *config)
{
  for (gsize i = 0; i < G_N_ELEMENTS (KEYS); i++)
    g_clear_pointer ((char **) G_STRUCT_MEMBER_P (config, KEYS[i].at), g_free);
  g_clear_pointer (&config->peers, g_hash_table_unref);
}

static gboolean
refuse (GError **error, const char *file, const char *group, const char *key)
{
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND, "%s: “%s” in [%s] is not understood. See docs/deployment.md.", file,
               key, group);
  return FALSE;
}

static gboolean
take_known (WabiConfig *config, const char *folder, const char *group, const char *key, const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (KEYS); i++)
    {
      char **place = (char **) G_STRUCT_MEMBER_P (config, KEYS[i].at);

      if (strcmp (KEYS[i].group, group) != 0 || strcmp (KEYS[i].key, key) != 0)
        continue;
      g_free (*place);
      *place = KEYS[i].is_file ? g_canonicalize_filename (value, folder) : g_strdup (value);
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_group (WabiConfig *config, GKeyFile *keys, const char *file, const char *group, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_auto (GStrv) names = g_key_file_get_keys (keys, group, NULL, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GError) inner = NULL;
      g_autofree char *value = g_key_file_get_string (keys, group, names[i], &inner);

      /* A broken escape is an error that comes with a value. */
      if (inner != NULL)
        {
          g_propagate_prefixed_error (error, g_steal_pointer (&inner), "%s: ", file);
          return FALSE;
        }
      if (take_known (config, folder, group, names[i], value))
        continue;
      if (strcmp (group, PEERS) != 0)
        return refuse (error, file, group, names[i]);
      g_hash_table_replace (config->peers, g_strdup (names[i]), g_steal_pointer (&value));
    }
  return names != NULL;
}

gboolean
wabi_config_load (WabiConfig *config, const char *file, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *whole = g_canonicalize_filename (file, NULL);
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (keys, file, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "%s: ", file);
      return FALSE;
    }
  groups = g_key_file_get_groups (keys, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (strcmp (groups[i], SERVER) != 0 && strcmp (groups[i], PEERS) != 0 && strcmp (groups[i], MAIL) != 0
          && strcmp (groups[i], CALENDARS) != 0 && strcmp (groups[i], PARTNERS) != 0)
        return refuse (error, file, groups[i], "the group itself");
      if (!take_group (config, keys, whole, groups[i], error))
        return FALSE;
    }
  if ((config->mail.server != NULL && !wabi_mail_check (&config->mail, error))
      || (config->calendars.servers != NULL && !wabi_caldav_check (&config->calendars, error))
      || (wabi_partner_options_are_set (&config->partners) && !wabi_partner_options_check (&config->partners, error)))
    {
      g_prefix_error (error, "%s: ", file);
      return FALSE;
    }
  return TRUE;
}
