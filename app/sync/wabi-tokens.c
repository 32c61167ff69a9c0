// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers of sign-in and refresh.

#include "wabi-tokens-private.h"

#include <sodium.h>
#include <string.h>

#include "wabi-json.h"

#define MOST_DAYS 365

static void
wipe (char **secret)
{
  if (*secret != NULL)
    sodium_memzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static GBytes *
read_recovery_key (const char *text, GError **error)
{
  gsize length = 0;
  guchar *key = g_base64_decode (text, &length);

  if (length == WABI_RECOVERY_KEY_LENGTH)
    return g_bytes_new_take (key, length);
  g_free (key);
  /* With another one the copy could not be opened again when the keyring has forgotten its key. */
  g_set_error_literal (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "recovery_key is not one");
  return NULL;
}

WabiSignInAnswer *
wabi_sign_in_answer_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = wabi_json_parse_object (text, (gssize)length, NULL, error);
  const char *access, *refresh, *user, *name, *recovery, *id, *title, *zone;
  JsonObject *practice;
  WabiSignInAnswer *answer;
  GBytes *recovery_key;
  gint64 roles, lock_days = 0;

  if (object == NULL || !wabi_json_take_text (object, "access_token", TRUE, 8192, &access, error)
      || !wabi_json_take_text (object, "refresh_token", TRUE, 8192, &refresh, error)
      || !wabi_json_take_text (object, "user", TRUE, 64, &user, error)
      || !wabi_json_take_text (object, "name", TRUE, 400, &name, error)
      || !wabi_json_take_text (object, "recovery_key", TRUE, 100, &recovery, error)
      || !wabi_json_take_int (object, "roles", TRUE, 0, G_MAXUINT16, &roles, error)
      || !wabi_json_take_object (object, "practice", TRUE, &practice, error)
      || !wabi_json_take_text (practice, "id", TRUE, 64, &id, error)
      || !wabi_json_take_text (practice, "name", TRUE, 400, &title, error)
      || !wabi_json_take_text (practice, "zone", TRUE, 64, &zone, error)
      || !wabi_json_take_int (practice, "offline_lock_days", FALSE, 0, MOST_DAYS, &lock_days, error))
    return NULL;
  recovery_key = read_recovery_key (recovery, error);
  if (recovery_key == NULL)
    return NULL;
  answer = g_new0 (WabiSignInAnswer, 1);
  answer->recovery_key = recovery_key;
  answer->access = g_strdup (access);
  answer->refresh = g_strdup (refresh);
  answer->user = g_strdup (user);
  answer->name = g_strdup (name);
  answer->practice = g_strdup (id);
  answer->title = g_strdup (title);
  answer->zone = g_strdup (zone);
  answer->roles = (guint)roles;
  answer->lock_days = lock_days;
  return answer;
}

void
wabi_sign_in_answer_free (WabiSignInAnswer *answer)
{
  if (answer == NULL)
    return;
  wipe (&answer->access);
  wipe (&answer->refresh);
  g_free (answer->user);
  g_free (answer->name);
  g_free (answer->practice);
  g_free (answer->title);
  g_free (answer->zone);
  g_clear_pointer (&answer->recovery_key, g_bytes_unref);
  g_free (answer);
}

static gboolean
has_ended (JsonObject *object)
{
  JsonNode *drain = json_object_get_member (object, "drain");

  return drain != NULL && JSON_NODE_HOLDS_VALUE (drain) && json_node_get_value_type (drain) == G_TYPE_BOOLEAN
         && json_node_get_boolean (drain);
}

WabiRefreshAnswer *
wabi_refresh_answer_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = wabi_json_parse_object (text, (gssize)length, NULL, error);
  gboolean ended = object != NULL && has_ended (object);
  const char *access, *refresh;
  JsonObject *practice = NULL;
  WabiRefreshAnswer *answer;

  if (object == NULL || !wabi_json_take_text (object, "access_token", TRUE, 8192, &access, error)
      || !wabi_json_take_text (object, "refresh_token", !ended, 8192, &refresh, error)
      || !wabi_json_take_object (object, "practice", FALSE, &practice, error))
    return NULL;
  answer = g_new0 (WabiRefreshAnswer, 1);
  answer->ended = ended;
  answer->access = g_strdup (access);
  answer->refresh = g_strdup (refresh);
  if (practice != NULL)
    answer->lock_days = CLAMP (wabi_json_peek_int (practice, "offline_lock_days", 0), 0, MOST_DAYS);
  return answer;
}

void
wabi_refresh_answer_free (WabiRefreshAnswer *answer)
{
  if (answer == NULL)
    return;
  wipe (&answer->access);
  wipe (&answer->refresh);
  g_free (answer);
}
