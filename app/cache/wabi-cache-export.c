// SPDX-License-Identifier: AGPL-3.0-or-later
// What waits, as an encrypted file: the last way out of a machine that cannot send any more.

#include "wabi-cache-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "wabi-id.h"
#include "wabi-queue-file.h"

typedef struct
{
  GPtrArray *commands, *services;
} List;

static gboolean
collect_command (const WabiRow *row, gpointer data, GError **error)
{
  List *list = data;
  JsonObject *args = wabi_json_parse_object (wabi_row_text (row, 3), -1, NULL, error);
  WabiCommand *command;

  if (args == NULL)
    return FALSE;
  command = wabi_command_new (wabi_row_text (row, 0), wabi_row_text (row, 1), args);
  command->n = list->commands->len + 1;
  command->wall = wabi_row_int (row, 4);
  command->mono = wabi_row_int (row, 5);
  command->boot = g_strdup (wabi_row_text (row, 6));
  command->zone = g_strdup (wabi_row_text (row, 7));
  if (wabi_row_text (row, 8)[0] != '\0')
    command->deps = g_strsplit (wabi_row_text (row, 8), " ", -1);
  g_ptr_array_add (list->commands, command);
  g_ptr_array_add (list->services, g_strdup (wabi_row_text (row, 2)));
  return TRUE;
}

/* The commands, sealed under a key of their own that comes from the cache's. */
static GBytes *
seal (WabiCache *cache, const char *text)
{
  gsize length = strlen (text), size = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + length;
  guint8 key[crypto_secretbox_KEYBYTES], *data = g_malloc (size);

  crypto_kdf_derive_from_key (key, sizeof key, WABI_QUEUE_FILE_SUBKEY, WABI_QUEUE_FILE_CONTEXT,
                              cache->vault.key);
  wabi_random_bytes (data, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy (data + crypto_secretbox_NONCEBYTES, (const guint8 *)text, length, data, key);
  sodium_memzero (key, sizeof key);
  return g_bytes_new_take (data, size);
}

static GBytes *
read_wrapped_key (WabiCache *cache, GError **error)
{
  g_autofree char *path = g_strconcat (cache->path, ".key", NULL);
  char *data = NULL;
  gsize length = 0;

  if (g_file_get_contents (path, &data, &length, NULL))
    return g_bytes_new_take (data, length);
  g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_NO_KEY,
               _ ("The server could not open such a file, since this computer's copy was never signed in with it. "
                  "Sign in once while the server can be reached."));
  return NULL;
}

char *
wabi_cache_export_queue (WabiCache *cache, GError **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_command_free);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) key = NULL, box = NULL;
  g_autofree char *text = NULL;
  List list = { commands, services };
  WabiValue args[1];
  WabiQueueFile file;
  GError *inner = NULL;

  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);

  if (!wabi_cache_check_open (cache, error))
    return NULL;
  key = read_wrapped_key (cache, error);
  if (key == NULL)
    return NULL;
  args[0] = WABI_TEXT (cache->owner.user);
  if (!wabi_db_query (cache->main.db,
                      "SELECT id, name, service, args, wall, mono, boot, zone, deps FROM outbox WHERE state < 2"
                      " AND user_id = $1 ORDER BY pos",
                      args, 1, collect_command, &list, NULL, &inner))
    {
      wabi_cache_fail (inner, error);
      return NULL;
    }
  text = wabi_queue_list_write (commands, services);
  box = seal (cache, text);
  file = (WabiQueueFile){ (char *)cache->owner.practice, (char *)cache->owner.user, cache->device, key, box };
  return wabi_queue_file_write (&file);
}
