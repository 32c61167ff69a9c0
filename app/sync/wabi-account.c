// SPDX-License-Identifier: AGPL-3.0-or-later
// Who signed in on this machine, and the check of a password without the server.

#include "wabi-account-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "wabi-json.h"
#include "wabi-sync.h"

#define MOST_ACCOUNTS 20

WabiAccount *
wabi_account_new (const char *server, const char *ca, const char *practice_name, const char *login)
{
  WabiAccount *account = g_new0 (WabiAccount, 1);

  account->server = g_strdup (server);
  account->ca = g_strdup (ca);
  account->practice_name = g_strdup (practice_name);
  account->login = g_strdup (login);
  return account;
}

WabiAccount *
wabi_account_copy (const WabiAccount *account)
{
  WabiAccount *copy = wabi_account_new (account->server, account->ca, account->practice_name, account->login);

  copy->practice = g_strdup (account->practice);
  copy->user = g_strdup (account->user);
  copy->device = g_strdup (account->device);
  copy->token_device = g_strdup (account->token_device);
  copy->open = account->open;
  copy->wiping = account->wiping;
  return copy;
}

void
wabi_account_free (WabiAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->server);
  g_free (account->ca);
  g_free (account->practice_name);
  g_free (account->login);
  g_free (account->practice);
  g_free (account->user);
  g_free (account->device);
  g_free (account->token_device);
  g_free (account);
}

WabiKeyOwner
wabi_account_get_owner (const WabiAccount *account)
{
  return (WabiKeyOwner){ account->server, account->practice, account->user };
}

static char *
build_path (const char *directory)
{
  return g_build_filename (directory, "accounts.json", NULL);
}

static JsonArray *
read_accounts (const char *directory)
{
  g_autofree char *path = build_path (directory), *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *accounts = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return json_array_new ();
  object = wabi_json_parse_object (text, -1, NULL, &error);
  if (object == NULL
      || !wabi_json_take_array (object, "accounts", TRUE, MOST_ACCOUNTS + 1, &accounts, &error))
    {
      g_warning ("the list of accounts cannot be read: %s", error->message);
      return json_array_new ();
    }
  return json_array_ref (accounts);
}

static gboolean
is_account (JsonNode *node, const char *server, const char *practice_name, const char *login)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL
         && (login == NULL
             || (g_strcmp0 (wabi_json_peek_text (object, "server"), server) == 0
                 && g_strcmp0 (wabi_json_peek_text (object, "practice_name"), practice_name) == 0
                 && g_strcmp0 (wabi_json_peek_text (object, "login"), login) == 0));
}

static WabiAccount *
read_account (JsonObject *object)
{
  WabiAccount *account = wabi_account_new (
      wabi_json_peek_text (object, "server"), wabi_json_peek_text (object, "ca"),
      wabi_json_peek_text (object, "practice_name"), wabi_json_peek_text (object, "login"));

  account->practice = g_strdup (wabi_json_peek_text (object, "practice"));
  account->user = g_strdup (wabi_json_peek_text (object, "user"));
  account->device = g_strdup (wabi_json_peek_text (object, "device"));
  account->token_device = g_strdup (wabi_json_peek_text (object, "token_device"));
  account->open = wabi_json_peek_int (object, "open", 0) != 0;
  account->wiping = wabi_json_peek_int (object, "wiping", 0) != 0;
  return account;
}

WabiAccount *
wabi_account_find (const char *directory, const char *server, const char *practice_name, const char *login)
{
  g_autoptr (JsonArray) accounts = read_accounts (directory);

  for (guint i = 0; i < json_array_get_length (accounts); i++)
    if (is_account (json_array_get_element (accounts, i), server, practice_name, login))
      {
        g_autoptr (WabiAccount) account = read_account (json_array_get_object_element (accounts, i));

        if (account->server != NULL && account->practice_name != NULL && account->login != NULL
            && account->device != NULL)
          return g_steal_pointer (&account);
      }
  return NULL;
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonNode *
write_account (const WabiAccount *account)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  set_text (object, "server", account->server);
  set_text (object, "ca", account->ca);
  set_text (object, "practice_name", account->practice_name);
  set_text (object, "login", account->login);
  set_text (object, "practice", account->practice);
  set_text (object, "user", account->user);
  set_text (object, "device", account->device);
  set_text (object, "token_device", account->token_device);
  json_object_set_int_member (object, "open", account->open);
  if (account->wiping)
    json_object_set_int_member (object, "wiping", 1);
  json_node_take_object (node, object);
  return node;
}

/* @first (nullable) comes in place of what is there of the same name, which @gone names. */
static gboolean
rewrite (const char *directory, const WabiAccount *first, const WabiAccount *gone, GError **error)
{
  g_autoptr (JsonArray) old = read_accounts (directory);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *path = build_path (directory), *text = NULL, *before = NULL;
  JsonArray *accounts = json_array_new ();

  if (first != NULL)
    json_array_add_element (accounts, write_account (first));
  for (guint i = 0; i < json_array_get_length (old) && json_array_get_length (accounts) < MOST_ACCOUNTS; i++)
    if (!is_account (json_array_get_element (old, i), gone->server, gone->practice_name, gone->login))
      json_array_add_element (accounts, json_node_copy (json_array_get_element (old, i)));
  json_object_set_array_member (object, "accounts", accounts);
  text = wabi_json_object_to_canonical (object);
  /* A usual start changes nothing, and need not wait for the disk. */
  if (g_file_get_contents (path, &before, NULL, NULL) && strcmp (before, text) == 0)
    return TRUE;
  g_mkdir_with_parents (directory, 0700);
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

gboolean
wabi_account_keep (const char *directory, const WabiAccount *account, GError **error)
{
  return rewrite (directory, account, account, error);
}

gboolean
wabi_account_remove (const char *directory, const WabiAccount *account, GError **error)
{
  return rewrite (directory, NULL, account, error);
}

gboolean
wabi_unlock_keep (WabiKeyStore *keys, const WabiKeyOwner *owner, const char *password, GError **error)
{
  char verifier[crypto_pwhash_STRBYTES];

  if (sodium_init () < 0
      || crypto_pwhash_str (verifier, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE)
             != 0)
    {
      g_set_error (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD,
                   _ ("There is not enough memory to keep the password's check."));
      return FALSE;
    }
  return wabi_key_store_store (keys, owner, "unlock", verifier, NULL, error);
}

gboolean
wabi_unlock_check (WabiKeyStore *keys, const WabiKeyOwner *owner, const char *password, GError **error)
{
  GError *inner = NULL;
  g_autofree char *verifier = wabi_key_store_lookup (keys, owner, "unlock", NULL, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (verifier != NULL && sodium_init () >= 0
      && crypto_pwhash_str_verify (verifier, password, strlen (password)) == 0)
    return TRUE;
  if (verifier == NULL)
    g_set_error (
        error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE,
        _ ("The server cannot be reached, and nobody of this name has signed in on this machine before."));
  else
    g_set_error (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD,
                 _ ("This is not the password. Try again."));
  return FALSE;
}
