// SPDX-License-Identifier: AGPL-3.0-or-later
// The shape of the file with what waits on a desktop.

#include "wabi-queue-file.h"

#define FORMAT "wabi-queue-1"
#define MOST_BYTES ((gsize)256 * 1024 * 1024)
#define MOST_COMMANDS 1000000

static void
set_bytes (JsonObject *object, const char *name, GBytes *bytes)
{
  g_autofree char *text = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  json_object_set_string_member (object, name, text);
}

char *
wabi_queue_file_write (const WabiQueueFile *file)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_string_member (object, "practice", file->practice);
  json_object_set_string_member (object, "user", file->user);
  json_object_set_string_member (object, "device", file->device);
  set_bytes (object, "key", file->key);
  set_bytes (object, "box", file->box);
  return wabi_json_object_to_canonical (object);
}

static GBytes *
decode (const char *text)
{
  gsize length = 0;
  guchar *data = g_base64_decode (text, &length);

  return g_bytes_new_take (data, length);
}

WabiQueueFile *
wabi_queue_file_read (const char *text, gsize length, GError **error)
{
  const WabiJsonLimits limits = { MOST_BYTES, 8 };
  g_autoptr (JsonObject) object = wabi_json_parse_object (text, (gssize)length, &limits, error);
  const char *format, *practice, *user, *device, *key, *box;
  WabiQueueFile *file;

  if (object == NULL || !wabi_json_take_text (object, "format", TRUE, 40, &format, error)
      || !wabi_json_take_text (object, "practice", TRUE, 64, &practice, error)
      || !wabi_json_take_text (object, "user", TRUE, 64, &user, error)
      || !wabi_json_take_text (object, "device", TRUE, 64, &device, error)
      || !wabi_json_take_text (object, "key", TRUE, 1000, &key, error)
      || !wabi_json_take_text (object, "box", TRUE, MOST_BYTES, &box, error))
    return NULL;
  if (g_strcmp0 (format, FORMAT) != 0)
    {
      g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER,
                   "this is not a file of unsent changes that this version can read");
      return NULL;
    }
  file = g_new0 (WabiQueueFile, 1);
  file->practice = g_strdup (practice);
  file->user = g_strdup (user);
  file->device = g_strdup (device);
  file->key = decode (key);
  file->box = decode (box);
  return file;
}

void
wabi_queue_file_free (WabiQueueFile *file)
{
  if (file == NULL)
    return;
  g_free (file->practice);
  g_free (file->user);
  g_free (file->device);
  g_clear_pointer (&file->key, g_bytes_unref);
  g_clear_pointer (&file->box, g_bytes_unref);
  g_free (file);
}

char *
wabi_queue_list_write (GPtrArray *commands, GPtrArray *services)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < commands->len; i++)
    {
      JsonObject *one = wabi_command_to_json (g_ptr_array_index (commands, i));

      json_object_set_string_member (one, "service", g_ptr_array_index (services, i));
      json_array_add_object_element (list, one);
    }
  json_object_set_array_member (object, "commands", list);
  return wabi_json_object_to_canonical (object);
}

gboolean
wabi_queue_list_read (const char *text, gsize length, GPtrArray *commands, GPtrArray *services, GError **error)
{
  const WabiJsonLimits limits = { MOST_BYTES, 64 };
  g_autoptr (JsonObject) object = wabi_json_parse_object (text, (gssize)length, &limits, error);
  JsonArray *list;

  if (object == NULL || !wabi_json_take_array (object, "commands", TRUE, MOST_COMMANDS, &list, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      WabiCommand *command;
      const char *service;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "a command is not an object");
          return FALSE;
        }
      if (!wabi_json_take_text (json_node_get_object (node), "service", TRUE, 40, &service, error))
        return FALSE;
      command = wabi_command_from_json (json_node_get_object (node), error);
      if (command == NULL)
        return FALSE;
      g_ptr_array_add (commands, command);
      g_ptr_array_add (services, g_strdup (service));
    }
  return TRUE;
}
