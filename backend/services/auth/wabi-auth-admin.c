// SPDX-License-Identifier: AGPL-3.0-or-later
// People and devices over HTTPS: an administrator looks at them and ends access; a device confirms that its copy is gone.

#include "wabi-auth-private.h"

#include "wabi-access.h"

#include <gio/gio.h>

/* -- who and what there is -- */

typedef struct
{
  const char *practice;
  JsonArray *people;
  GHashTable *devices; /* staff → JsonArray, owned by the person's object */
} People;

static void
add_login (const WabiAccessLogin *login, gpointer data)
{
  People *people = data;
  JsonObject *object = json_object_new ();
  JsonArray *devices = json_array_new ();

  json_object_set_string_member (object, "staff", login->staff);
  json_object_set_string_member (object, "login", login->login);
  json_object_set_string_member (object, "name", login->name);
  json_object_set_string_member (object, "role", login->role);
  json_object_set_boolean_member (object, "disabled", login->disabled);
  json_object_set_array_member (object, "devices", devices);
  json_array_add_object_element (people->people, object);
  g_hash_table_insert (people->devices, g_strdup (login->staff), devices);
}

static void
add_device (const WabiAccessDevice *device, gpointer data)
{
  People *people = data;
  JsonArray *devices = g_hash_table_lookup (people->devices, device->staff);
  JsonObject *object;

  if (devices == NULL)
    return;
  object = json_object_new ();
  json_object_set_string_member (object, "device", device->device);
  if (device->name != NULL)
    json_object_set_string_member (object, "name", device->name);
  json_object_set_int_member (object, "first_at", device->first_at);
  json_object_set_int_member (object, "last_at", device->last_at);
  json_object_set_int_member (object, "lost_at", device->lost_at);
  json_object_set_int_member (object, "drained_at", device->drained_at);
  json_object_set_int_member (object, "wiped_at", device->wiped_at);
  json_array_add_object_element (devices, object);
}

static gboolean
read_people (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  People *people = data;

  return wabi_access_list_logins (db, people->practice, add_login, people, error)
         && wabi_access_list_devices (db, people->practice, add_device, people, error);
}

void
wabi_auth_handle_people (WabiRequest *request, gpointer service)
{
  WabiAuth *auth = service;
  g_autoptr (GHashTable) devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  People people = { wabi_request_get_caller (request)->practice, json_array_new (), devices };
  JsonObject *answer = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_array_member (answer, "people", people.people);
  if (wabi_store_read (auth->store, people.practice, read_people, &people, &error))
    {
      wabi_request_answer_object (request, 200, answer);
      return;
    }
  json_object_unref (answer);
  wabi_request_answer_gerror (request, error);
}

/* -- changes -- */

typedef struct
{
  const WabiCaller *caller;
  const char *what;
  gboolean on;
  char *staff;
  gint64 now;
} Change;

static void
answer_change (WabiRequest *request, WabiAuth *auth, WabiStoreWriteFunc write, Change *change, const char *device, gboolean ends)
{
  g_autoptr (GError) error = NULL;

  if (wabi_store_write (auth->store, write, change, &error))
    {
      /* This process need not wait to hear of it. */
      if (ends)
        wabi_tokens_revoke (auth->tokens, change->caller->practice, change->staff, device, change->now);
      wabi_request_answer (request, 204, NULL, NULL, 0);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    wabi_request_answer_error (request, 404, "not_found", NULL, error->message);
  else
    wabi_request_answer_gerror (request, error);
  g_free (change->staff);
}

static gboolean
write_access (WabiStoreTx *tx, gpointer data, GError **error)
{
  Change *change = data;

  change->now = wabi_store_tx_get_now (tx);
  return change->on ? wabi_access_enable (tx, change->caller->practice, change->what, change->caller->user, error)
                    : wabi_access_disable (tx, change->caller->practice, change->what, change->caller->user, error);
}

static gboolean
take_flag (WabiRequest *request, const char *name, gboolean *out)
{
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  JsonNode *node = body != NULL ? json_object_get_member (body, name) : NULL;

  if (body == NULL)
    return FALSE;
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      *out = json_node_get_boolean (node);
      return TRUE;
    }
  wabi_request_answer_error (request, 400, "invalid", name, "Say true or false.");
  return FALSE;
}

void
wabi_auth_handle_access (WabiRequest *request, gpointer service)
{
  Change change = { .caller = wabi_request_get_caller (request), .what = wabi_request_get_path (request, 0) };

  if (!take_flag (request, "allowed", &change.on))
    return;
  if (!change.on && g_strcmp0 (change.what, change.caller->user) == 0)
    {
      wabi_request_answer_error (request, 409, "own_access", NULL,
                                 "You cannot end your own access. Another administrator can do it.");
      return;
    }
  change.staff = g_strdup (change.what);
  answer_change (request, service, write_access, &change, NULL, !change.on);
}

static gboolean
write_lost (WabiStoreTx *tx, gpointer data, GError **error)
{
  Change *change = data;

  change->now = wabi_store_tx_get_now (tx);
  return wabi_access_set_lost (tx, change->caller->practice, change->what, change->on, change->caller->user, &change->staff, error);
}

void
wabi_auth_handle_device (WabiRequest *request, gpointer service)
{
  Change change = { .caller = wabi_request_get_caller (request), .what = wabi_request_get_path (request, 0) };

  if (take_flag (request, "lost", &change.on))
    answer_change (request, service, write_lost, &change, change.what, change.on);
}

static gboolean
write_wiped (WabiStoreTx *tx, gpointer data, GError **error)
{
  Change *change = data;

  return wabi_access_note_wiped (tx, change->caller->practice, change->caller->user, change->what, error);
}

void
wabi_auth_handle_wiped (WabiRequest *request, gpointer service)
{
  WabiAuth *auth = service;
  Change change = { .caller = wabi_request_get_caller (request), .what = wabi_request_get_device (request) };
  g_autoptr (GError) error = NULL;

  if (!wabi_request_is_drain (request) || change.what == NULL)
    {
      wabi_request_answer_error (request, 403, "forbidden", NULL, "Only a device that was told to remove its copy says so.");
      return;
    }
  if (!wabi_store_write (auth->store, write_wiped, &change, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  wabi_tokens_forget (auth->tokens, wabi_request_get_family (request));
  wabi_request_answer (request, 204, NULL, NULL, 0);
}
