// SPDX-License-Identifier: AGPL-3.0-or-later
// What servers ask each other: the product's follower runs as it is, and its HTTP calls wait here until the simulated network has answered.

#include "sim-rows.h"
#include "sim-threads.h"
#include "wabi-store-private.h"

#include <libsoup/soup.h>
#include <string.h>

#define CALL_TIMEOUT (15 * SIM_SECOND)

SoupSession *__real_soup_session_new_with_options (const char *name, ...);
SoupSession *__wrap_soup_session_new_with_options (const char *name, ...);
GBytes *__wrap_soup_session_send_and_read (SoupSession *session, SoupMessage *message, GCancellable *cancellable, GError **error);
SoupStatus __real_soup_message_get_status (SoupMessage *message);
SoupStatus __wrap_soup_message_get_status (SoupMessage *message);
void __real_g_main_context_push_thread_default (GMainContext *context);
void __wrap_g_main_context_push_thread_default (GMainContext *context);
void __real_g_main_context_pop_thread_default (GMainContext *context);
void __wrap_g_main_context_pop_thread_default (GMainContext *context);
char *__wrap_wabi_service_token_make (const char *key, const char *services, const WabiClock *clock, GError **error);
WabiKeys *__wrap_wabi_tokens_get_user_keys (WabiTokens *tokens);
gboolean __wrap_wabi_keys_read (WabiKeys *keys, const char *text, GError **error);

/* ---- what of it needs a real thread, a socket or a key ---- */

SoupSession *
__wrap_soup_session_new_with_options (const char *name, ...)
{
  return sim_threads_is_main () ? soup_session_new () : NULL;
}

void
__wrap_g_main_context_push_thread_default (GMainContext *context)
{
  if (sim_threads_is_main ())
    __real_g_main_context_push_thread_default (context);
}

void
__wrap_g_main_context_pop_thread_default (GMainContext *context)
{
  if (sim_threads_is_main ())
    __real_g_main_context_pop_thread_default (context);
}

char *
__wrap_wabi_service_token_make (const char *key, const char *services, const WabiClock *clock, GError **error)
{
  return g_strdup (services);
}

WabiKeys *
__wrap_wabi_tokens_get_user_keys (WabiTokens *tokens)
{
  return NULL;
}

gboolean
__wrap_wabi_keys_read (WabiKeys *keys, const char *text, GError **error)
{
  return TRUE;
}

gboolean
sim_peers_react (const SimServer *server, const char *service)
{
  guint n;
  const WabiReaction *reactions = wabi_domain_get_reactions (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (reactions[i].follows, service) == 0 && sim_server_has (server, reactions[i].service))
      return TRUE;
  return FALSE;
}

/* ---- a call ---- */

SimServer *
sim_peers_find_from (SoupMessage *message)
{
  const char *bearer = soup_message_headers_get_one (soup_message_get_request_headers (message), "Authorization");

  for (guint i = 0; i < sim_world->n_servers; i++)
    if (g_strcmp0 (bearer + strlen ("Bearer "), sim_world->servers[i].identity) == 0)
      return &sim_world->servers[i];
  g_assert_not_reached ();
}

SimServer *
sim_peers_find_to (SoupMessage *message)
{
  const char *host = g_uri_get_host (soup_message_get_uri (message));

  return &sim_world->servers[g_ascii_strtoull (host + strlen ("server"), NULL, 10)];
}

void
sim_call_complete (SimCall *call, guint status, GBytes *answer, gint64 retry_after)
{
  g_mutex_lock (&call->lock);
  call->done = TRUE;
  call->status = status;
  call->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  call->retry_after = retry_after;
  g_cond_broadcast (&call->cond);
  g_mutex_unlock (&call->lock);
}

/* The bytes go over a network that loses, cuts and answers for others. */
void
sim_call_answer (SimCall *call, const char *path)
{
  GBytes *whole = NULL;
  gint64 retry_after = 0;
  guint status = 0;

  if (call->from->cut || call->to->cut || sim_chance (SIM_FAULT_DROP))
    ;
  else if (sim_chance (SIM_FAULT_STATUS))
    status = 500 + sim_draw (sim_world->chance, 5);
  else if (!sim_server_handle_peer (call->to, call->from, path, &status, &whole, &retry_after) || sim_chance (SIM_FAULT_LOSE_ACK))
    status = 0;
  else if (sim_chance (SIM_FAULT_TRUNCATE))
    {
      GBytes *cut = g_bytes_new_from_bytes (whole, 0, sim_draw (sim_world->chance, (guint) g_bytes_get_size (whole) + 1));

      g_bytes_unref (whole);
      whole = cut;
    }
  sim_say ("%s asks %s %s: %u", call->from->identity, call->to->identity, path, status);
  if (status != 0 && whole == NULL)
    whole = g_bytes_new_static ("", 0);
  sim_call_complete (call, status, whole, retry_after);
  g_clear_pointer (&whole, g_bytes_unref);
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  SimCall *call = data;

  g_mutex_lock (&call->lock);
  g_cond_broadcast (&call->cond);
  g_mutex_unlock (&call->lock);
}

/* The network takes it when it is its turn; the follower's thread waits. */
static void
answer_later (SimCall *call, const char *path, GCancellable *cancellable)
{
  SimMessage *message = g_new0 (SimMessage, 1);
  gint64 until = sim_now () + CALL_TIMEOUT;
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), call, NULL);
  gboolean in_time = TRUE;

  message->call = call;
  message->method = g_strdup ("GET");
  message->path = g_strdup (path);
  g_ptr_array_add (sim_world->messages, message);
  g_mutex_lock (&call->lock);
  while (!call->done && in_time && !g_cancellable_is_cancelled (cancellable))
    in_time = g_cond_wait_until (&call->cond, &call->lock, until);
  g_mutex_unlock (&call->lock);
  if (!call->done)
    for (guint i = 0; i < sim_world->messages->len; i++)
      if (((SimMessage *) g_ptr_array_index (sim_world->messages, i))->call == call)
        ((SimMessage *) g_ptr_array_index (sim_world->messages, i))->call = NULL;
  g_signal_handler_disconnect (cancellable, handler);
}

static gboolean
is_at_once (void)
{
  if (sim_world->healing || sim_world->plan.no_faults)
    return TRUE;
  return sim_draw (sim_world->rand, 4) < (sim_world->in_request > 0 ? 3 : 1);
}

GBytes *
__wrap_soup_session_send_and_read (SoupSession *session, SoupMessage *message, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_uri_to_string_partial (soup_message_get_uri (message), G_URI_HIDE_NONE);
  const char *rest = strchr (path + strlen ("https://"), '/');
  SimCall call = { .from = sim_peers_find_from (message), .to = sim_peers_find_to (message) };

  g_mutex_init (&call.lock);
  g_cond_init (&call.cond);
  if (is_at_once ())
    sim_call_answer (&call, rest);
  else
    answer_later (&call, rest, cancellable);
  g_cond_clear (&call.cond);
  g_mutex_clear (&call.lock);
  if (call.status == 0)
    {
      g_clear_pointer (&call.answer, g_bytes_unref);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer");
      return NULL;
    }
  g_object_set_data (G_OBJECT (message), "status", GUINT_TO_POINTER (call.status));
  if (call.retry_after > 0)
    {
      g_autofree char *text = g_strdup_printf ("%d", (int) (call.retry_after / SIM_SECOND));

      soup_message_headers_replace (soup_message_get_response_headers (message), "Retry-After", text);
    }
  return call.answer;
}

SoupStatus
__wrap_soup_message_get_status (SoupMessage *message)
{
  gpointer status = g_object_get_data (G_OBJECT (message), "status");

  return status != NULL ? (SoupStatus) GPOINTER_TO_UINT (status) : __real_soup_message_get_status (message);
}

/* ---- a record of the beginning, written anew ---- */

typedef struct
{
  const SimRow *row;
  const char *practice;
} Touch;

static gboolean
touch (WabiStoreTx *tx, gpointer data, GError **error)
{
  Touch *it = data;
  g_autoptr (WabiRecord) record = wabi_record_new_from_body (it->row->kind, it->row->id, it->row->body, error);
  g_autofree char *refs = NULL;

  if (record == NULL)
    return FALSE;
  wabi_record_set_stamp (record, it->row->version, it->row->seq, FALSE);
  if (!wabi_store_tx_put (tx, it->practice, record, error))
    return FALSE;
  refs = g_strdup_printf ("{\"records\":[{\"seq\":%" G_GINT64_FORMAT "}]}", wabi_record_get_seq (record));
  return wabi_store_tx_audit (tx, it->practice, it->row->kind->service, WABI_STORE_SYSTEM_USER, "simulated", refs, error);
}

void
sim_server_touch_old (SimWorld *world, guint practice, const char *service, gint64 behind)
{
  g_autoptr (GHashTable) rows = sim_rows_of_server (world, practice);
  Touch it = { NULL, sim_practice_id (practice) };
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer value;

  if (rows == NULL)
    return;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SimRow *row = value;

      if (strcmp (row->kind->service, service) == 0 && row->seq > behind && !row->deleted && g_str_has_prefix (row->id, "01900000-")
          && (it.row == NULL || row->seq > it.row->seq))
        it.row = row;
    }
  if (it.row == NULL)
    return;
  sim_say ("%s %s is written behind %" G_GINT64_FORMAT, it.row->kind->name, it.row->id, behind);
  if (!wabi_store_write (sim_server_of (world, service)->store, touch, &it, &error))
    sim_say ("it stays as it is: %s", error->message);
  sim_threads_settle ();
}

/* ---- following ---- */

static gboolean
follows_all (SimWorld *world, SimServer *server, guint practice, const char *service)
{
  g_autofree char *kinds = wabi_store_list_followed (server->store, service), *epoch = NULL;
  WabiFollowPlace place;
  gint64 head;

  if (kinds == NULL || sim_server_has (server, service))
    return TRUE;
  wabi_store_follow_find (server->store, sim_practice_id (practice), service, &place);
  epoch = place.epoch;
  head = sim_server_get_head (world, practice, service);
  /* Of a feed in which nothing was written nothing is known; not even, after a restore to such a time, that it is another one. */
  if (head == 0)
    return TRUE;
  if (strcmp (epoch, sim_server_get_epoch (world, service)) == 0 && !place.sweeping && place.cursor == head
      && (!sim_peers_react (server, service) || place.ready >= place.cursor))
    return TRUE;
  sim_say ("%s is at %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " in %s of %u%s, and has reacted up to %" G_GINT64_FORMAT, server->identity,
           place.cursor, head, service, practice, place.sweeping ? " (anew)" : "", place.ready);
  return FALSE;
}

gboolean
sim_servers_are_quiet (SimWorld *world)
{
  for (guint i = 0; i < world->n_servers; i++)
    if (world->servers[i].store == NULL || !wabi_store_wait_idle (world->servers[i].store, 60))
      {
        sim_say ("%s is busy", world->servers[i].identity);
        return FALSE;
      }
  for (guint i = 0; world->n_servers > 1 && i < world->n_servers; i++)
    for (guint practice = 0; practice < SIM_PRACTICES; practice++)
      for (guint k = 0; wabi_domain_services[k] != NULL; k++)
        if (!follows_all (world, &world->servers[i], practice, wabi_domain_services[k]))
          return FALSE;
  return TRUE;
}
