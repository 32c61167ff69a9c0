// SPDX-License-Identifier: AGPL-3.0-or-later
// Coming and going: sign-in, start without the server, lock and unlock, sign-out.

#include "wabi-sync-away-private.h"
#include "wabi-sync-leave-private.h"
#include "wabi-tokens-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define TIMEOUT_S 30
#define EVENTS_TIMEOUT_S 60

static void
wipe (char **secret)
{
  if (*secret != NULL)
    sodium_memzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

void
wabi_sign_in_free (WabiSignIn *sign_in)
{
  if (sign_in == NULL)
    return;
  g_free (sign_in->server);
  g_free (sign_in->ca);
  g_free (sign_in->practice);
  g_free (sign_in->login);
  wipe (&sign_in->password);
  g_free (sign_in);
}

WabiSignIn *
wabi_sign_in_read_file (const char *path, GError **error)
{
  const char *server, *ca, *practice, *login, *password;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;
  WabiSignIn *sign_in;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  g_unlink (path);
  object = wabi_json_parse_object (text, (gssize)length, NULL, error);
  sodium_memzero (text, length);
  if (object == NULL || !wabi_json_take_text (object, "server", TRUE, 500, &server, error)
      || !wabi_json_take_text (object, "ca", FALSE, 4096, &ca, error)
      || !wabi_json_take_text (object, "practice", TRUE, 100, &practice, error)
      || !wabi_json_take_text (object, "login", TRUE, 200, &login, error)
      || !wabi_json_take_text (object, "password", TRUE, 1000, &password, error))
    return NULL;
  sign_in = g_new0 (WabiSignIn, 1);
  sign_in->server = g_strdup (server);
  sign_in->ca = g_strdup (ca);
  sign_in->practice = g_strdup (practice);
  sign_in->login = g_strdup (login);
  sign_in->password = g_strdup (password);
  return sign_in;
}

WabiSignIn *
wabi_sync_dup_last_sign_in (WabiSync *sync)
{
  g_autoptr (WabiAccount) account = NULL;
  WabiSignIn *sign_in;

  g_return_val_if_fail (WABI_IS_SYNC (sync), NULL);

  account = wabi_account_find (sync->directory, NULL, NULL, NULL);
  if (account == NULL)
    return NULL;
  sign_in = g_new0 (WabiSignIn, 1);
  sign_in->server = g_steal_pointer (&account->server);
  sign_in->ca = g_steal_pointer (&account->ca);
  sign_in->practice = g_steal_pointer (&account->practice_name);
  sign_in->login = g_steal_pointer (&account->login);
  return sign_in;
}

/* ---- One coming: a task that carries all that it learns ---- */

typedef struct
{
  WabiSync *sync;
  WabiAccount *account;
  char *password;
  char *access, *refresh; /* what the server or the keyring gave */
  char *name, *practice_title, *zone;
  guint roles;
  GBytes *recovery_key;
  gboolean check_password, online;
  gboolean open_too; /* nothing is open yet: the thread that asks the keyring goes on to open the cache */
  WabiCache *cache;
  WabiContactClock clock; /* when it began */
  WabiContact contact;
  gint64 lock_days;
  gboolean judged;
} Coming;

static void
free_coming (gpointer data)
{
  Coming *coming = data;

  g_object_unref (coming->sync);
  g_clear_pointer (&coming->account, wabi_account_free);
  wipe (&coming->password);
  wipe (&coming->access);
  wipe (&coming->refresh);
  g_free (coming->name);
  g_free (coming->practice_title);
  g_free (coming->zone);
  g_clear_pointer (&coming->recovery_key, g_bytes_unref);
  g_clear_object (&coming->cache);
  wabi_contact_clear (&coming->contact);
  g_free (coming);
}

static GTask *
new_coming (WabiSync *sync, WabiAccount *take_account, const char *password, gpointer tag,
            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (sync, cancellable, callback, data);
  Coming *coming = g_new0 (Coming, 1);

  coming->sync = g_object_ref (sync);
  coming->account = take_account;
  coming->password = g_strdup (password);
  wabi_sync_read_clock (sync, &coming->clock);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, coming, free_coming);
  return task;
}

static gboolean
ensure_sessions (WabiSync *sync, const char *ca, GError **error)
{
  g_clear_object (&sync->session);
  g_clear_object (&sync->events_session);
  sync->session = wabi_http_new_session (ca, TIMEOUT_S, error);
  if (sync->session != NULL)
    sync->events_session = wabi_http_new_session (ca, EVENTS_TIMEOUT_S, error);
  return sync->events_session != NULL;
}

static WabiCacheOptions
get_cache_options (Coming *coming)
{
  WabiCacheOptions options
      = { .directory = coming->sync->directory, .owner = wabi_account_get_owner (coming->account) };

  options.device = coming->account->device;
  options.tables = coming->sync->tables;
  options.keys = coming->sync->keys;
  options.recovery_key = coming->recovery_key;
  options.reserve = WABI_CACHE_RESERVE;
  return options;
}

/* Whether this copy may be opened without the server, and by this password. */
static gboolean
check_alone (Coming *coming, const WabiCacheOptions *options, GError **error)
{
  GError *inner = NULL;

  coming->judged = TRUE;
  if (!wabi_sync_check_contact (coming->sync, options, &coming->clock, &coming->contact, error))
    return FALSE;
  if (!coming->check_password || wabi_unlock_check (options->keys, &options->owner, coming->password, &inner))
    {
      if (coming->check_password && coming->contact.tried > 0)
        {
          coming->contact.tried = 0;
          wabi_contact_keep (&coming->contact, options->keys, &options->owner);
        }
      return TRUE;
    }
  if (g_error_matches (inner, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD))
    {
      coming->contact.tried++;
      wabi_contact_keep (&coming->contact, options->keys, &options->owner);
      if (wabi_contact_judge (&coming->contact) != WABI_CONTACT_FINE)
        {
          g_clear_error (&inner);
          wabi_contact_clear (&coming->contact);
          return wabi_sync_check_contact (coming->sync, options, &coming->clock, &coming->contact, error);
        }
    }
  g_propagate_error (error, inner);
  return FALSE;
}

static void
reach (Coming *coming, const WabiCacheOptions *options)
{
  coming->judged = TRUE;
  wabi_contact_load (&coming->contact, options->keys, &options->owner, &coming->clock);
  wabi_contact_reach (&coming->contact, &coming->clock, coming->lock_days);
  wabi_contact_keep (&coming->contact, options->keys, &options->owner);
}

/* What the keyring is asked or given before the cache opens, on a worker thread. */
static void
work_on_keys (GTask *thread_task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Coming *coming = task_data;
  WabiKeyOwner owner = wabi_account_get_owner (coming->account);
  WabiCacheOptions alone = get_cache_options (coming);
  WabiKeyStore *keys = coming->sync->keys;
  g_autoptr (GError) soft = NULL;
  GError *error = NULL;

  if (!coming->online && !check_alone (coming, &alone, &error))
    {
      g_task_return_error (thread_task, error);
      return;
    }
  if (coming->online)
    reach (coming, &alone);
  if (coming->online)
    {
      if (!wabi_unlock_keep (keys, &owner, coming->password, &soft)
          || !wabi_key_store_store (keys, &owner, "refresh-token", coming->refresh, NULL, &soft))
        g_message ("the keyring cannot be used: %s", soft->message);
    }
  else
    coming->refresh = wabi_key_store_lookup (keys, &owner, "refresh-token", NULL, &soft);
  if (coming->open_too)
    {
      WabiCacheOptions options = get_cache_options (coming);

      coming->cache = wabi_cache_open_sync (&options, cancellable, &error);
      if (coming->cache == NULL)
        {
          g_task_return_error (thread_task, error);
          return;
        }
    }
  g_task_return_boolean (thread_task, TRUE);
}

static void
become_open (Coming *coming)
{
  WabiSync *sync = coming->sync;
  g_autoptr (GError) error = NULL;

  coming->account->open = TRUE;
  if (coming->online)
    g_clear_pointer (&coming->account->token_device, g_free);
  if (!wabi_account_keep (sync->directory, coming->account, &error))
    g_warning ("the account cannot be noted: %s", error->message);
  g_clear_pointer (&sync->account, wabi_account_free);
  sync->account = wabi_account_copy (coming->account);
  g_free (sync->access_token);
  sync->access_token = g_steal_pointer (&coming->access);
  g_free (sync->refresh_token);
  sync->refresh_token = g_steal_pointer (&coming->refresh);
}

static gboolean
note_caller (Coming *coming, WabiCache *cache, GError **error)
{
  return !coming->online
         || wabi_cache_set_caller (cache, coming->roles, coming->zone, coming->name, coming->practice_title,
                                   error);
}

static void
begin_work (GTask *task, WabiCache *take_cache)
{
  g_autoptr (WabiCache) cache = take_cache;
  Coming *coming = g_task_get_task_data (task);
  GError *error = NULL;

  if (!note_caller (coming, cache, &error) || !ensure_sessions (coming->sync, coming->account->ca, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  become_open (coming);
  wabi_sync_start (coming->sync, g_steal_pointer (&cache));
  g_task_return_boolean (task, TRUE);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  WabiCache *cache = wabi_cache_open_finish (result, &error);

  if (cache == NULL)
    g_task_return_error (task, error);
  else
    begin_work (task, cache);
}

static gboolean
is_same_owner (WabiSync *sync, const WabiAccount *account)
{
  const WabiKeyOwner *owner = sync->cache != NULL ? wabi_cache_get_owner (sync->cache) : NULL;

  return owner != NULL && g_strcmp0 (owner->server, account->server) == 0
         && g_strcmp0 (owner->practice, account->practice) == 0
         && g_strcmp0 (owner->user, account->user) == 0;
}

/* The window shows the lock, whose words say that the server is needed. */
static void
stay_locked (Coming *coming)
{
  WabiSync *sync = coming->sync;
  g_autoptr (GError) error = NULL;

  if (sync->cache != NULL)
    return;
  if (sync->account == NULL)
    sync->account = wabi_account_copy (coming->account);
  sync->account->open = FALSE;
  if (!wabi_account_keep (sync->directory, sync->account, &error))
    g_warning ("the account cannot be noted: %s", error->message);
  sync->locked = TRUE;
  wabi_sync_update_state (sync);
}

static void
on_keys_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Coming *coming = g_task_get_task_data (task);
  WabiCacheOptions options = get_cache_options (coming);
  GCancellable *cancellable;
  GError *error = NULL;

  if (coming->judged)
    wabi_sync_take_contact (coming->sync, &coming->contact);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_AWAY))
        stay_locked (coming);
      g_task_return_error (task, error);
      return;
    }
  if (coming->cache != NULL)
    {
      begin_work (task, g_steal_pointer (&coming->cache));
      return;
    }
  if (is_same_owner (coming->sync, coming->account))
    {
      /* The server wanted the password again: the cache was open all the time. */
      if (!note_caller (coming, coming->sync->cache, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      become_open (coming);
      wabi_sync_machine_set_token (coming->sync->machine, coming->sync->access_token != NULL);
      wabi_sync_now (coming->sync);
      g_task_return_boolean (task, TRUE);
      return;
    }
  wabi_sync_stop (coming->sync);
  cancellable = g_task_get_cancellable (task);
  wabi_cache_open_async (&options, cancellable, on_opened_cb, g_steal_pointer (&task));
}

static void
go_to_keys (GTask *take_task)
{
  g_autoptr (GTask) inner = g_task_new (NULL, NULL, on_keys_cb, take_task);

  g_task_set_task_data (inner, g_task_get_task_data (take_task), NULL);
  g_task_run_in_thread (inner, work_on_keys);
}

/* ---- Sign-in ---- */

static gboolean
read_sign_in (Coming *coming, const WabiHttpAnswer *http, GError **error)
{
  g_autoptr (WabiSignInAnswer) answer
      = wabi_sign_in_answer_parse (g_bytes_get_data (http->body, NULL), g_bytes_get_size (http->body), error);

  if (answer == NULL)
    return FALSE;
  coming->recovery_key = g_steal_pointer (&answer->recovery_key);
  coming->access = g_steal_pointer (&answer->access);
  coming->refresh = g_steal_pointer (&answer->refresh);
  coming->name = g_steal_pointer (&answer->name);
  coming->practice_title = g_steal_pointer (&answer->title);
  coming->zone = g_steal_pointer (&answer->zone);
  coming->roles = answer->roles;
  coming->lock_days = answer->lock_days;
  g_free (coming->account->practice);
  g_free (coming->account->user);
  coming->account->practice = g_steal_pointer (&answer->practice);
  coming->account->user = g_steal_pointer (&answer->user);
  return TRUE;
}

static void
return_refusal (GTask *task, const WabiHttpAnswer *http)
{
  g_autofree char *code = NULL, *message = NULL;

  wabi_error_parse (g_bytes_get_data (http->body, NULL), g_bytes_get_size (http->body), &code, &message,
                    NULL);
  if (http->status == 401)
    g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED,
                             _ ("The practice, the login or the password is not right. Try again."));
  else if (http->status == 429)
    g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED,
                             _ ("Too many sign-ins failed. Wait a little, then try again."));
  else if (http->status == 403 && g_strcmp0 (code, "device_lost") == 0)
    g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED,
                             _ ("This computer was reported lost. Ask an administrator to mark it as found, then sign in again."));
  else if (http->status >= 500)
    g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE,
                             _ ("The server has a problem. Try again later."));
  else
    g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED, "%s",
                             message != NULL ? message : _ ("The server did not accept the sign-in."));
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Coming *coming = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (WabiHttpAnswer) http = wabi_http_ask_finish (result, &error);

  if (http == NULL)
    {
      /* Without the server the person may go on where the same name signed in before. */
      if (!g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE) || coming->account->user == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_clear_error (&error);
      coming->check_password = TRUE;
      go_to_keys (g_steal_pointer (&task));
      return;
    }
  if (http->status != 200)
    {
      return_refusal (task, http);
      return;
    }
  if (!read_sign_in (coming, http, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  coming->online = TRUE;
  go_to_keys (g_steal_pointer (&task));
}

static GBytes *
build_sign_in (const WabiSignIn *sign_in, const char *device)
{
  g_autoptr (JsonObject) object = json_object_new ();
  char *text;

  json_object_set_string_member (object, "practice", sign_in->practice);
  json_object_set_string_member (object, "login", sign_in->login);
  json_object_set_string_member (object, "password", sign_in->password);
  json_object_set_string_member (object, "device", device);
  text = wabi_json_object_to_canonical (object);
  return g_bytes_new_take (text, strlen (text));
}

static char *
make_device (void)
{
  g_autoptr (WabiIdSource) ids = wabi_id_source_new (wabi_clock_get_system ());

  return wabi_id_new (ids);
}

void
wabi_sync_sign_in_async (WabiSync *sync, const WabiSignIn *sign_in, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (WabiAccount) account = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;

  g_return_if_fail (WABI_IS_SYNC (sync) && sign_in != NULL && sign_in->password != NULL);

  account = wabi_account_find (sync->directory, sign_in->server, sign_in->practice, sign_in->login);
  if (account == NULL)
    {
      account = wabi_account_new (sign_in->server, sign_in->ca, sign_in->practice, sign_in->login);
      account->device = make_device ();
    }
  g_free (account->ca);
  account->ca = g_strdup (sign_in->ca);
  body = build_sign_in (sign_in, account->device);
  session = wabi_http_new_session (account->ca, TIMEOUT_S, &error);
  task = new_coming (sync, g_steal_pointer (&account), sign_in->password, wabi_sync_sign_in_async,
                     cancellable, callback, data);
  if (session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  wabi_http_ask_async (session, "POST", sign_in->server, "/v1/auth/sign-in", NULL, body, cancellable,
                       on_signed_in_cb, g_steal_pointer (&task));
}

gboolean
wabi_sync_sign_in_finish (WabiSync *sync, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sync), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Start, lock, unlock ---- */

void
wabi_sync_resume_async (WabiSync *sync, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = NULL;
  WabiAccount *account;

  g_return_if_fail (WABI_IS_SYNC (sync));

  account = wabi_account_find (sync->directory, NULL, NULL, NULL);
  task = new_coming (sync, account, NULL, wabi_sync_resume_async, cancellable, callback, data);
  if (account != NULL && account->wiping)
    {
      /* Interrupted while this copy was being removed: nothing of it is opened any more. */
      sync->leaving = TRUE;
      sync->account = wabi_account_copy (account);
      wabi_sync_destroy_copy (sync);
      wabi_sync_update_state (sync);
    }
  if (account == NULL || account->user == NULL || account->wiping)
    g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_NO_ACCOUNT,
                             _ ("Nobody has signed in on this machine yet."));
  else if (!account->open)
    g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD,
                             _ ("Give the password to go on."));
  else
    {
      ((Coming *)g_task_get_task_data (task))->open_too = sync->cache == NULL;
      go_to_keys (g_steal_pointer (&task));
    }
}

gboolean
wabi_sync_resume_finish (WabiSync *sync, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sync), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The sign-in stays that of the device it was given to, until the next one. */
void
wabi_sync_keep_device (WabiSync *sync)
{
  WabiAccount *account = sync->account;
  g_autoptr (GError) error = NULL;

  if (account->token_device == NULL)
    account->token_device = g_steal_pointer (&account->device);
  g_free (account->device);
  account->device = g_strdup (wabi_cache_get_device (sync->cache));
  if (!wabi_account_keep (sync->directory, account, &error))
    g_warning ("the account cannot be noted: %s", error->message);
}

static void
note_closed (WabiSync *sync)
{
  g_autoptr (GError) error = NULL;

  sync->account->open = FALSE;
  if (!wabi_account_keep (sync->directory, sync->account, &error))
    g_warning ("the account cannot be noted: %s", error->message);
}

void
wabi_sync_lock (WabiSync *sync)
{
  g_return_if_fail (WABI_IS_SYNC (sync));

  if (sync->cache == NULL || sync->leaving)
    return;
  note_closed (sync);
  sync->contact.waiting = wabi_cache_get_pending (sync->cache);
  sync->locked = TRUE;
  wipe (&sync->access_token);
  wipe (&sync->refresh_token);
  wabi_sync_stop (sync);
  wabi_sync_keep_contact (sync);
}

void
wabi_sync_unlock_async (WabiSync *sync, const char *password, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;
  WabiAccount *account;

  g_return_if_fail (WABI_IS_SYNC (sync) && password != NULL);

  account = sync->account != NULL ? wabi_account_copy (sync->account)
                                  : wabi_account_find (sync->directory, NULL, NULL, NULL);
  task = new_coming (sync, account, password, wabi_sync_unlock_async, cancellable, callback, data);
  if (account == NULL || account->user == NULL)
    {
      g_task_return_new_error (task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_NO_ACCOUNT,
                               _ ("Nobody has signed in on this machine yet."));
      return;
    }
  ((Coming *)g_task_get_task_data (task))->check_password = TRUE;
  go_to_keys (g_steal_pointer (&task));
}

gboolean
wabi_sync_unlock_finish (WabiSync *sync, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sync), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Sign-out ---- */

static void
forget_token (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Coming *coming = task_data;
  WabiKeyOwner owner = wabi_account_get_owner (coming->account);
  g_autoptr (GError) error = NULL;

  if (!wabi_key_store_clear (coming->sync->keys, &owner, "refresh-token", NULL, &error))
    g_message ("the refresh token cannot be forgotten: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
tell_server (WabiSync *sync)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) body = NULL;
  char *text;

  if (sync->refresh_token == NULL || sync->session == NULL)
    return;
  json_object_set_string_member (object, "refresh_token", sync->refresh_token);
  text = wabi_json_object_to_canonical (object);
  body = g_bytes_new_take (text, strlen (text));
  wabi_http_ask_async (sync->session, "POST", sync->account->server, "/v1/auth/sign-out", sync->access_token,
                       body, NULL, NULL, NULL);
}

gboolean
wabi_sync_sign_out (WabiSync *sync, gboolean keep_pending, GError **error)
{
  g_autoptr (GTask) task = NULL;
  guint pending;

  g_return_val_if_fail (WABI_IS_SYNC (sync), FALSE);

  pending = sync->cache != NULL ? wabi_cache_get_pending (sync->cache) : 0;
  if (pending > 0 && !keep_pending)
    {
      g_set_error (
          error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PENDING,
          g_dngettext (
              GETTEXT_PACKAGE,
              "%u change has not been sent yet. It stays on this machine until you sign in again.",
              "%u changes have not been sent yet. They stay on this machine until you sign in again.",
              pending),
          pending);
      return FALSE;
    }
  if (sync->account == NULL)
    return TRUE;
  tell_server (sync);
  note_closed (sync);
  task = new_coming (sync, wabi_account_copy (sync->account), NULL, wabi_sync_sign_out, NULL, NULL, NULL);
  g_task_run_in_thread (task, forget_token);
  wipe (&sync->access_token);
  wipe (&sync->refresh_token);
  sync->locked = FALSE;
  g_clear_pointer (&sync->account, wabi_account_free);
  wabi_sync_stop (sync);
  wabi_sync_update_state (sync);
  return TRUE;
}
