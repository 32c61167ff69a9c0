// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys of services that run apart: a service's own, registered with the others; and the exchange of the key that signs people's tokens.

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "wabi-ctl-private.h"
#include "wabi-json.h"
#include "wabi-keys.h"
#include "wabi-secret-file.h"

static char *
ensure_key (WabiCtl *ctl, GError **error)
{
  g_autofree char *name = g_build_filename (ctl->folder, "service.key", NULL);
  g_autofree char *text = NULL;

  if (g_mkdir_with_parents (ctl->folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The folder “%s” cannot be made: %s"), ctl->folder,
                   g_strerror (errno));
      return NULL;
    }
  if (g_file_test (name, G_FILE_TEST_EXISTS))
    return g_file_get_contents (name, &text, NULL, error) ? g_steal_pointer (&text) : NULL;
  text = wabi_key_generate (NULL);
  return wabi_secret_file_write (name, text, strlen (text), error) ? g_steal_pointer (&text) : NULL;
}

static JsonObject *
read_registry (const char *file, GError **error)
{
  g_autofree char *text = NULL;
  JsonObject *registry;

  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return g_file_get_contents (file, &text, NULL, error) ? wabi_json_parse_object (text, -1, NULL, error) : NULL;
  registry = json_object_new ();
  json_object_set_array_member (registry, "keys", json_array_new ());
  return registry;
}

/* One key for each process: an older one of the same name is replaced. */
static gboolean
put_key (JsonObject *registry, const char *identity, JsonObject *take_key, GError **error)
{
  g_autoptr (JsonArray) kept = json_array_new ();
  g_autoptr (JsonObject) key = take_key;
  JsonArray *keys = NULL;

  if (!wabi_json_take_array (registry, "keys", TRUE, 1000, &keys, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      JsonNode *node = json_array_get_element (keys, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (wabi_json_peek_text (json_node_get_object (node), "kid"), identity) != 0)
        json_array_add_element (kept, json_node_copy (node));
    }
  json_array_add_object_element (kept, json_object_ref (key));
  json_object_set_array_member (registry, "keys", json_array_ref (kept));
  return TRUE;
}

static gboolean
register_key (const char *file, const char *identity, const char *private_key, GError **error)
{
  g_autofree char *public_half = wabi_key_dup_public (private_key, identity);
  g_autoptr (JsonObject) registry = read_registry (file, error);
  JsonObject *key;
  g_autofree char *text = NULL;

  if (registry == NULL)
    return FALSE;
  if (public_half == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The service's key is damaged. Move service.key away and try again."));
      return FALSE;
    }
  key = wabi_json_parse_object (public_half, -1, NULL, error);
  if (key == NULL || !put_key (registry, identity, key, error))
    return FALSE;
  text = wabi_json_object_to_canonical (registry);
  return g_file_set_contents_full (file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, error);
}

gboolean
wabi_ctl_service_key (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *services = NULL, *file = NULL, *key = NULL, *identity = NULL;
  const GOptionEntry entries[] = {
    { "services", 0, 0, G_OPTION_ARG_STRING, &services, N_ ("The services of that process, with commas, as it mounts them"), N_ ("LIST") },
    { "register", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("File of the deployment's public keys, to which its own is added"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (services == NULL || file == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Say which services, and --register FILE."));
      return FALSE;
    }
  key = ensure_key (ctl, error);
  if (key == NULL)
    return FALSE;
  identity = g_strdelimit (g_strdup (services), ",", '+');
  if (!register_key (file, identity, key, error))
    return FALSE;
  g_print (_ ("The key of %s is registered in %s.\n"), identity, file);
  return TRUE;
}

gboolean
wabi_ctl_token_key (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *name = NULL, *old = NULL, *text = NULL, *fresh = NULL;

  if (!wabi_ctl_parse (ctl, command, NULL, argc, argv, error))
    return FALSE;
  name = g_build_filename (ctl->folder, "token.key", NULL);
  old = g_strconcat (name, ".old", NULL);
  if (!g_file_get_contents (name, &text, NULL, error))
    return FALSE;
  fresh = wabi_key_generate (NULL);
  if (!wabi_secret_file_write (old, text, strlen (text), error) || !wabi_secret_file_write (name, fresh, strlen (fresh), error))
    return FALSE;
  g_print (_ ("There is a new key. Restart the auth service; tokens of the old key count until they are over. "
              "Remove token.key.old after a quarter of an hour.\n"));
  return TRUE;
}
