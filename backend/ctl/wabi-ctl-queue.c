// SPDX-License-Identifier: AGPL-3.0-or-later
// Applies a file with what waited on a desktop that could not send it any more.

#include "wabi-ctl-private.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "wabi-domain.h"
#include "wabi-login.h"
#include "wabi-queue-file.h"
#include "wabi-store-quarantine.h"

#define KEY_LENGTH 32
#define FRAME (crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)

typedef struct
{
  const WabiQueueFile *file;
  char *secret; /* base64 of the recovery key of this user and device */
  gint64 roles; /* -1 when the person may not sign in any more */
  guint role;
} Person;

static gboolean
read_person (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Person *person = data;
  g_autoptr (GError) problem = NULL;
  g_autoptr (WabiRecord) staff = wabi_view_get (view, &wabi_kind_staff, person->file->user, &problem);
  WabiValue args[] = { WABI_TEXT (person->file->practice), WABI_TEXT (person->file->user),
                       WABI_TEXT (person->file->device) };

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  /* Roles of the login come on top of the record's, and neither counts for who left. */
  if (staff != NULL && (!wabi_record_has (staff, "active") || wabi_record_get_bool (staff, "active")))
    person->role = wabi_auth_role_of_word (wabi_record_get_text (staff, "role"));
  return wabi_db_get_text (
             db, "SELECT secret FROM auth_recovery WHERE practice_id = $1 AND staff_id = $2 AND device = $3",
             args, 3, &person->secret, error)
         && wabi_db_get_int (db,
                             "SELECT roles FROM auth_login WHERE practice_id = $1 AND staff_id = $2 AND disabled = 0",
                             args, 2, &person->roles, error);
}

static guint8 *
unseal (GBytes *sealed, const guint8 *key, gsize *length)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  g_autofree guint8 *out = NULL;

  if (size < FRAME)
    return NULL;
  *length = size - FRAME;
  out = g_malloc (*length + 1);
  if (crypto_secretbox_open_easy (out, data + crypto_secretbox_NONCEBYTES, size - crypto_secretbox_NONCEBYTES,
                                  data, key)
      != 0)
    return NULL;
  return g_steal_pointer (&out);
}

/* The recovery key opens the cache's key, and a key that comes from that one opens the commands. */
static char *
open_box (const Person *person, gsize *length, GError **error)
{
  gsize secret_length = 0, key_length = 0;
  g_autofree guint8 *secret = person->secret != NULL ? g_base64_decode (person->secret, &secret_length) : NULL;
  g_autofree guint8 *key = NULL;
  guint8 subkey[crypto_secretbox_KEYBYTES];
  char *text = NULL;

  if (sodium_init () >= 0 && secret_length == KEY_LENGTH)
    key = unseal (person->file->key, secret, &key_length);
  if (key != NULL && key_length == KEY_LENGTH)
    {
      crypto_kdf_derive_from_key (subkey, sizeof subkey, WABI_QUEUE_FILE_SUBKEY, WABI_QUEUE_FILE_CONTEXT, key);
      text = (char *)unseal (person->file->box, subkey, length);
      sodium_memzero (subkey, sizeof subkey);
      sodium_memzero (key, key_length);
    }
  if (text == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("The file cannot be opened here. It must come from a computer that signed in to this server, "
                    "and must be whole."));
  return text;
}

typedef struct
{
  WabiStore *store;
  const WabiQueueFile *file;
  const char *device;
  GHashTable *counts; /* service → gint64 *, the last n */
  guint roles, total, refused;
  gboolean hold;
} Import;

static gboolean
read_results (Import *import, const char *text, gsize length, guint *n, GError **error)
{
  g_autoptr (JsonObject) answer = wabi_json_parse_object (text, (gssize)length, NULL, error);
  JsonArray *results;

  if (answer == NULL || !wabi_json_take_array (answer, "results", TRUE, WABI_STORE_MAX_PUSH, &results, error))
    return FALSE;
  *n = json_array_get_length (results);
  for (guint i = 0; i < *n; i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);
      const char *status = wabi_json_peek_text (result, "status"), *message = wabi_json_peek_text (result, "message");

      import->total++;
      import->refused += g_str_equal (status, "rejected") || g_str_equal (status, "dep_failed");
      g_print ("%s\t%s\t%s\n", wabi_json_peek_text (result, "id"), status, message != NULL ? message : "");
    }
  return TRUE;
}

static gboolean
push_run (Import *import, const char *service, WabiCommand **commands, guint n, guint *done, GError **error)
{
  gint64 *count = g_hash_table_lookup (import->counts, service);
  WabiPush push = { .caller = { .practice = import->file->practice, .user = import->file->user, .roles = import->roles } };
  g_autoptr (GString) answer = g_string_new (NULL);
  gint64 expected;
  gboolean ok;

  if (count == NULL)
    {
      count = g_new0 (gint64, 1);
      g_hash_table_insert (import->counts, g_strdup (service), count);
    }
  push.device = import->device;
  push.service = service;
  push.from_n = *count + 1;
  push.commands = commands;
  push.n_commands = n;
  for (guint i = 0; i < n; i++)
    commands[i]->n = push.from_n + i;
  ok = import->hold ? wabi_store_hold (import->store, &push, "access-ended", answer, error)
                    : wabi_store_push (import->store, &push, answer, &expected, error);
  if (!ok || !read_results (import, answer->str, answer->len, done, error))
    return FALSE;
  *count += *done;
  return TRUE;
}

static gboolean
push_all (Import *import, GPtrArray *commands, GPtrArray *services, GError **error)
{
  guint at = 0;

  while (at < commands->len)
    {
      const char *service = g_ptr_array_index (services, at);
      guint n = 1, done = 0;

      while (n < WABI_STORE_MAX_PUSH && at + n < commands->len
             && g_str_equal (g_ptr_array_index (services, at + n), service))
        n++;
      if (!push_run (import, service, (WabiCommand **)commands->pdata + at, n, &done, error))
        return FALSE;
      at += MAX (done, 1);
    }
  return TRUE;
}

static gboolean
import_file (WabiStore *store, const char *text, gsize length, GError **error)
{
  g_autoptr (WabiQueueFile) file = wabi_queue_file_read (text, length, error);
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_command_free);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *list = NULL, *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, (gssize)length), *device = NULL;
  g_autofree char *secret = NULL;
  Person person = { file, NULL, -1, 0 };
  Import import = { .store = store, .file = file, .counts = counts };
  gsize list_length = 0;

  if (file == NULL || !wabi_store_read (store, file->practice, read_person, &person, error))
    return FALSE;
  secret = person.secret;
  list = open_box (&person, &list_length, error);
  if (list == NULL || !wabi_queue_list_read (list, list_length, commands, services, error))
    return FALSE;
  /* The same file again counts the same, so that nothing is done twice even without the commands' ids. */
  device = g_strdup_printf ("file-%.32s", hash);
  import.device = device;
  import.roles = person.roles >= 0 ? (guint)person.roles | person.role : 0;
  import.hold = import.roles == 0;
  if (!push_all (&import, commands, services, error))
    return FALSE;
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u change, %u refused\n", "%u changes, %u refused\n", import.total), import.total,
           import.refused);
  return TRUE;
}

gboolean
wabi_ctl_queue_import (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL, *text = NULL;
  const GOptionEntry entries[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("What “Export unsent changes…” wrote"), "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiStore) store = NULL;
  gsize length;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (path == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("Give %s."), "--file FILE");
      return FALSE;
    }
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  /* What is written for a service that lies elsewhere would be confirmed here and seen by nobody. */
  ctl->mounts = wabi_domain_services;
  store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  return store != NULL && import_file (store, text, length, error);
}
