// SPDX-License-Identifier: AGPL-3.0-or-later
// How a round of the machine ends, and the refresh of the tokens.

#include "wabi-sync-away-private.h"
#include "wabi-sync-leave-private.h"
#include "wabi-tokens-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  WabiSync *sync;
  WabiCache *cache;
  WabiHttpAnswer *answer;
  char *secret; /* to be kept in the keyring */
  WabiKeyOwner owner;
} Round;

static void
free_round (Round *round)
{
  g_object_unref (round->sync);
  g_clear_object (&round->cache);
  g_clear_pointer (&round->answer, wabi_http_answer_free);
  g_free (round->secret);
  g_free (round);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, free_round)

static Round *
new_round (WabiSync *sync)
{
  Round *round = g_new0 (Round, 1);

  round->sync = g_object_ref (sync);
  round->cache = g_object_ref (sync->cache);
  return round;
}

/* Whether the cache that the round was for is still the open one. */
static gboolean
is_current (const Round *round)
{
  return round->sync->cache == round->cache && round->sync->machine != NULL;
}

static void
run_in_thread (Round *round, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (round->sync, NULL, callback, round);

  g_task_set_task_data (task, round, NULL);
  g_task_run_in_thread (task, func);
}

static gint64
get_now (WabiSync *sync)
{
  return wabi_clock_monotonic (wabi_cache_get_clock (sync->cache));
}

void
wabi_sync_go_on (WabiSync *sync)
{
  sync->lanes -= MIN (sync->lanes, 1);
  sync->slow = MIN (sync->slow, sync->lanes);
  sync->tried = TRUE;
  wabi_sync_update_state (sync);
  wabi_sync_pump (sync);
}

void
wabi_sync_fail_round (WabiSync *sync, guint service, WabiSyncFailure failure, gint64 retry_after)
{
  wabi_sync_machine_failed (sync->machine, get_now (sync), service, failure, retry_after);
  wabi_sync_go_on (sync);
}

void
wabi_sync_fail_here (WabiSync *sync, guint service, const GError *error)
{
  g_warning ("sync: %s", error->message);
  wabi_sync_fail_round (sync, service, WABI_SYNC_FAILED_SERVER, 0);
}

int
wabi_sync_find_service (WabiSync *sync, const char *name)
{
  for (int i = 0; sync->tables->services[i] != NULL; i++)
    if (g_strcmp0 (sync->tables->services[i], name) == 0)
      return i;
  return -1;
}

void
wabi_sync_note_time (WabiSync *sync, const WabiHttpAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  if (answer->date > 0 && !wabi_cache_note_server_time (sync->cache, answer->date, &error))
    g_warning ("the server's time cannot be kept: %s", error->message);
}

/* Which of them says that the service itself did not answer. A server without this service (404) is one that
 * does not have it yet, or no more. */
static WabiSyncFailure
judge (const WabiHttpAnswer *answer)
{
  g_autofree char *code = NULL, *message = NULL;

  wabi_error_parse (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), &code, &message,
                    NULL);
  if (answer->status == 503 && g_strcmp0 (code, "behind") == 0)
    return WABI_SYNC_FAILED_BEHIND;
  if (answer->status == 503 && g_strcmp0 (code, "busy") == 0)
    return WABI_SYNC_FAILED_SERVER;
  if (answer->status == 404 || (answer->status >= 502 && answer->status <= 504))
    return WABI_SYNC_FAILED_AWAY;
  return WABI_SYNC_FAILED_SERVER;
}

/* What every answer but a 200 means, whatever was asked. */
void
wabi_sync_take_refusal (WabiSync *sync, guint service, const WabiHttpAnswer *answer)
{
  if (answer->status == 401)
    {
      g_clear_pointer (&sync->access_token, g_free);
      wabi_sync_machine_unauthorized (sync->machine, service);
      wabi_sync_go_on (sync);
      return;
    }
  g_message ("sync: %s answered %u",
             service != WABI_SYNC_NO_SERVICE ? sync->tables->services[service] : "the server",
             answer->status);
  wabi_sync_fail_round (sync, service, judge (answer), answer->retry_after);
}

/* FALSE when the round is over: no answer, or the cache was closed meanwhile. */
static gboolean
take_answer (Round *round, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  round->answer = wabi_http_ask_finish (result, &error);
  if (!is_current (round))
    return FALSE;
  if (round->answer != NULL)
    return TRUE;
  if (round->sync->leaving)
    wabi_sync_leave_later (round->sync);
  else
    wabi_sync_fail_round (round->sync, WABI_SYNC_NO_SERVICE, WABI_SYNC_FAILED_NETWORK, 0);
  return FALSE;
}

/* ---- Refresh ---- */

/* The server answered: from now on the days without it are counted anew. */
static void
note_contact (Round *round, const WabiRefreshAnswer *answer)
{
  WabiSync *sync = round->sync;
  WabiContactClock clock;

  wabi_sync_read_clock (sync, &clock);
  wabi_contact_reach (&sync->contact, &clock, answer->lock_days);
  if (sync->contact.days == 0)
    sync->contact.days = WABI_CONTACT_DAYS;
  sync->contact.waiting = wabi_cache_get_pending (round->cache);
  wabi_sync_keep_contact (sync);
}

static void
take_tokens (WabiSync *sync, WabiRefreshAnswer *answer)
{
  g_free (sync->access_token);
  g_free (sync->refresh_token);
  sync->access_token = g_steal_pointer (&answer->access);
  sync->refresh_token = g_steal_pointer (&answer->refresh);
}

static void
keep_refresh_token (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Round *round = task_data;
  g_autoptr (GError) error = NULL;

  if (!wabi_key_store_store (round->sync->keys, &round->owner, "refresh-token", round->secret, NULL, &error))
    g_message ("the refresh token cannot be kept: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
on_token_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Round) round = data;

  if (!is_current (round))
    return;
  wabi_sync_machine_set_token (round->sync->machine, TRUE);
  wabi_sync_listen (round->sync);
  wabi_sync_go_on (round->sync);
}

static void
on_refreshed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Round) round = data;
  g_autoptr (WabiRefreshAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (!take_answer (round, result))
    return;
  if (round->answer->status == 401 || round->answer->status == 403)
    {
      round->sync->leaving = FALSE;
      wabi_sync_machine_unauthorized (round->sync->machine, WABI_SYNC_NO_SERVICE);
      wabi_sync_go_on (round->sync);
      return;
    }
  if (round->answer->status != 200)
    {
      if (round->sync->leaving)
        wabi_sync_leave_later (round->sync);
      else
        wabi_sync_fail_round (round->sync, WABI_SYNC_NO_SERVICE, WABI_SYNC_FAILED_SERVER, round->answer->retry_after);
      return;
    }
  answer = wabi_refresh_answer_parse (g_bytes_get_data (round->answer->body, NULL), g_bytes_get_size (round->answer->body), &error);
  if (answer == NULL && round->sync->leaving)
    {
      /* As a hotel's page would be: the pump rests while it leaves, so nothing else asks again. */
      wabi_sync_leave_later (round->sync);
      return;
    }
  if (answer == NULL)
    {
      wabi_sync_fail_here (round->sync, WABI_SYNC_NO_SERVICE, error);
      return;
    }
  if (answer->ended)
    {
      wabi_sync_leave (round->sync, answer->access);
      return;
    }
  take_tokens (round->sync, answer);
  round->sync->leaving = FALSE;
  note_contact (round, answer);
  round->secret = g_strdup (round->sync->refresh_token);
  round->owner = *wabi_cache_get_owner (round->cache);
  run_in_thread (g_steal_pointer (&round), keep_refresh_token, on_token_kept_cb);
}

void
wabi_sync_round_refresh (WabiSync *sync)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) body = NULL;
  char *text;

  if (sync->refresh_token == NULL)
    {
      wabi_sync_machine_unauthorized (sync->machine, WABI_SYNC_NO_SERVICE);
      wabi_sync_go_on (sync);
      return;
    }
  json_object_set_string_member (object, "refresh_token", sync->refresh_token);
  json_object_set_string_member (object, "device",
                                 sync->account->token_device != NULL ? sync->account->token_device : wabi_cache_get_device (sync->cache));
  text = wabi_json_object_to_canonical (object);
  body = g_bytes_new_take (text, strlen (text));
  wabi_http_ask_async (sync->session, "POST", sync->account->server, "/v1/auth/refresh", NULL, body,
                       sync->cancellable, on_refreshed_cb, new_round (sync));
}
