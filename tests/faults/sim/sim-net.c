// SPDX-License-Identifier: AGPL-3.0-or-later
// The network between desktops and server: bytes that are lost, late, cut, doubled, answered by somebody else.

#include "sim.h"
#include "sim-threads.h"

#include <string.h>

void __wrap_wabi_http_ask_async (SoupSession *session, const char *method, const char *server, const char *path, const char *token,
                                 GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
WabiHttpAnswer *__wrap_wabi_http_ask_finish (GAsyncResult *result, GError **error);
void __wrap_wabi_sync_listen (WabiSync *sync);

void
sim_message_free (gpointer data)
{
  SimMessage *message = data;

  g_clear_object (&message->task);
  g_free (message->method);
  g_free (message->path);
  g_free (message->token);
  g_clear_pointer (&message->body, g_bytes_unref);
  g_clear_pointer (&message->answer, g_bytes_unref);
  g_free (message);
}

/* ---- what the product calls ---- */

/* Each service has its own back-off, for sending and for reading. */
static guint
find_lane (const SimMessage *message)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    {
      g_autofree char *query = g_strconcat ("service=", wabi_domain_services[i], "&", NULL);
      g_autofree char *member = g_strconcat ("\"service\":\"", wabi_domain_services[i], "\"", NULL);

      if (strstr (message->path, query) != NULL
          || (message->body != NULL
              && g_strstr_len (g_bytes_get_data (message->body, NULL), (gssize) MIN (g_bytes_get_size (message->body), 200), member) != NULL))
        return 2 * i + (message->body != NULL);
    }
  return SIM_LANES - 1;
}

/* Who is refused again and again waits longer and longer: the fourth failure in a row comes seconds after the first. */
static void
check_backoff (SimDesk *desk, const SimMessage *message)
{
  guint lane = find_lane (message);

  sim_world->counts->checked[32]++;
  if (desk->failures[lane] >= 4 && sim_world->time - desk->failed_from[lane] < 2 * SIM_SECOND)
    sim_violate (32, "desk %u asks %s again, %u failures within %" G_GINT64_FORMAT " µs", desk->index, message->path, desk->failures[lane],
                 sim_world->time - desk->failed_from[lane]);
}

void
__wrap_wabi_http_ask_async (SoupSession *session, const char *method, const char *server, const char *path, const char *token, GBytes *body,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  SimMessage *message = g_new0 (SimMessage, 1);

  message->desk = sim_desk_of_cancellable (cancellable);
  message->task = g_task_new (NULL, cancellable, callback, data);
  message->method = g_strdup (method);
  message->path = g_strdup (path);
  message->token = g_strdup (token);
  message->body = body != NULL ? g_bytes_ref (body) : NULL;
  if (message->desk != NULL)
    {
      sim_say ("desk %u asks %s %s", message->desk->index, method, path);
      check_backoff (message->desk, message);
      message->desk->requests++;
    }
  g_ptr_array_add (sim_world->messages, message);
}

WabiHttpAnswer *
__wrap_wabi_http_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
__wrap_wabi_sync_listen (WabiSync *sync)
{
  if (sync->cache != NULL && sync->access_token != NULL)
    sync->listening = TRUE;
}

/* ---- answers ---- */

static void
free_answer (gpointer data)
{
  wabi_http_answer_free (data);
}

static void
note_failure (SimMessage *message)
{
  gboolean is_refusal = message->status == 401 || message->status == 410 || message->status == 403 || message->status == 200;
  SimDesk *desk = message->desk;
  guint lane = find_lane (message);

  if (desk == NULL)
    return;
  if (is_refusal)
    desk->failures[lane] = 0;
  else if (desk->failures[lane]++ == 0)
    desk->failed_from[lane] = sim_world->time;
}

static void
complete (SimMessage *take_message)
{
  WabiHttpAnswer *answer;

  note_failure (take_message);
  sim_say ("desk %d is answered %u to %s", take_message->desk != NULL ? (int) take_message->desk->index : -1, take_message->status, take_message->path);
  sim_mix (take_message->path);
  if (!take_message->answered || take_message->status == 0)
    g_task_return_new_error (take_message->task, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE, "no answer");
  else
    {
      answer = g_new0 (WabiHttpAnswer, 1);
      answer->status = take_message->status;
      answer->body = g_bytes_ref (take_message->answer);
      answer->retry_after = take_message->retry_after;
      g_task_return_pointer (take_message->task, answer, free_answer);
    }
  sim_message_free (take_message);
  sim_drain ();
}

void
sim_net_drop_all (SimDesk *desk)
{
  for (guint i = 0; i < sim_world->messages->len;)
    {
      SimMessage *message = g_ptr_array_index (sim_world->messages, i);

      if (message->task == NULL || (message->desk != desk && message->desk != NULL))
        {
          i++;
          continue;
        }
      g_ptr_array_steal_index (sim_world->messages, i);
      message->status = 0;
      message->desk = NULL;
      complete (message);
    }
}

/* ---- what is watched on the wire ---- */

/* Each command has one result as long as the server's history is the same (8). */
static void
note_result (const char *service, JsonObject *result)
{
  const char *id = wabi_json_peek_text (result, "id"), *status = wabi_json_peek_text (result, "status"), *before;
  guint restores = sim_server_count_restores (sim_world, service);
  g_autofree char *key = g_strdup_printf ("%u %s", restores, id);
  SimGiven *given = g_hash_table_lookup (sim_world->given_by_id, id);
  char *text;
  JsonObject *bare;

  /* It waits for an administrator, and may come again when the person does. */
  if (g_strcmp0 (status = wabi_json_peek_text (result, "status"), "held") == 0)
    {
      sim_saw (SIM_SAW_HELD);
      if (given != NULL)
        {
          given->held = TRUE;
          /* What was said of it before a restore says nothing any more. */
          given->applied = given->applied && given->epoch == restores;
          given->epoch = restores;
        }
      return;
    }
  bare = wabi_json_object_copy (result);

  json_object_remove_member (bare, "n");
  text = wabi_json_object_to_canonical (bare);
  json_object_unref (bare);
  sim_world->counts->checked[8]++;
  before = g_hash_table_lookup (sim_world->answers, key);
  if (before != NULL)
    {
      sim_saw (SIM_SAW_REPEATED);
      if (strcmp (before, text) != 0)
        sim_violate (8, "command %s of %s was answered %s, then %s", id, given != NULL ? given->name : "?", before, text);
      g_free (text);
      return;
    }
  g_hash_table_insert (sim_world->answers, g_steal_pointer (&key), text);
  sim_mix (status);
  sim_saw (strcmp (status, "applied") == 0    ? SIM_SAW_APPLIED
           : strcmp (status, "merged") == 0   ? SIM_SAW_MERGED
           : strcmp (status, "rejected") == 0 ? SIM_SAW_REJECTED
                                              : SIM_SAW_DEP_FAILED);
  if (given == NULL)
    return;
  given->applied = strcmp (status, "applied") == 0 || strcmp (status, "merged") == 0;
  given->merged = strcmp (status, "merged") == 0;
  given->refused = !given->applied;
  given->held = FALSE;
  given->seq = wabi_json_peek_int (result, "seq", 0);
  given->epoch = restores;
  if (given->refused)
    sim_say ("  refused %s %s", given->name, text);
}

static char *
dup_service (const SimMessage *message)
{
  g_autoptr (JsonObject) push
      = wabi_json_parse_object (g_bytes_get_data (message->body, NULL), (gssize) g_bytes_get_size (message->body), NULL, NULL);

  return push != NULL ? g_strdup (wabi_json_peek_text (push, "service")) : NULL;
}

static void
watch_push (const SimMessage *message)
{
  g_autofree char *service = NULL;
  g_autoptr (JsonObject) object
      = wabi_json_parse_object (g_bytes_get_data (message->answer, NULL), (gssize) g_bytes_get_size (message->answer), NULL, NULL);
  JsonArray *results = NULL;

  if (message->status == 409)
    sim_saw (object != NULL && json_object_has_member (object, "expected") ? SIM_SAW_GAP_409 : SIM_SAW_DEP_WAITING);
  if (message->status == 422)
    sim_saw (SIM_SAW_REUSE_422);
  if (message->status != 200 || object == NULL || !wabi_json_take_array (object, "results", TRUE, 1000, &results, NULL))
    return;
  service = dup_service (message);
  for (guint i = 0; service != NULL && i < json_array_get_length (results); i++)
    note_result (service, json_array_get_object_element (results, i));
}

/* What was there from the beginning and has not been delivered is written anew while a feed is read page by page. */
static void
write_between (const SimMessage *message, JsonObject *page)
{
  JsonNode *more = json_object_get_member (page, "more");
  const char *service = wabi_json_peek_text (page, "service");

  if (service != NULL && more != NULL && json_node_get_boolean (more) && strstr (message->path, "/v1/sync?") != NULL
      && sim_chance (SIM_FAULT_TOUCH))
    sim_server_touch_old (sim_world, message->desk->user->practice, service, wabi_json_peek_int (page, "next", 0));
}

/* Nobody is sent a kind that the roles in the token do not allow (23), nor anything of the other practice (24). */
static void
watch_page (const SimMessage *message)
{
  g_autoptr (JsonObject) object = NULL;
  JsonArray *changes = NULL;
  const char *ours = message->desk != NULL ? sim_practice_id (message->desk->user->practice) : NULL;

  if (message->status == 410)
    sim_saw (SIM_SAW_RESYNC_410);
  if (message->status != 200 || ours == NULL)
    return;
  object = wabi_json_parse_object (g_bytes_get_data (message->answer, NULL), (gssize) g_bytes_get_size (message->answer), NULL, NULL);
  if (object == NULL || !wabi_json_take_array (object, "changes", TRUE, 100000, &changes, NULL))
    return;
  sim_world->counts->checked[23]++;
  if (strstr (message->path, "/v1/sync/stream") != NULL)
    sim_saw (SIM_SAW_FILLED);
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);
      const WabiKind *kind = wabi_domain_find_kind (wabi_json_peek_text (change, "kind"));

      if (kind != NULL && (kind->readers & sim_server_get_token_roles (sim_world, message->token)) == 0)
        sim_violate (23, "%s was sent a %s", message->desk->user->login, kind->name);
    }
  write_between (message, object);
}

/* A queue row goes out under the name of who made it only (13). */
static void
watch_sender (const SimMessage *message)
{
  g_autoptr (JsonObject) object
      = wabi_json_parse_object (g_bytes_get_data (message->body, NULL), (gssize) g_bytes_get_size (message->body), NULL, NULL);
  JsonArray *commands = NULL;

  if (object == NULL || !wabi_json_take_array (object, "commands", TRUE, 1000, &commands, NULL))
    return;
  sim_world->counts->checked[13]++;
  for (guint i = 0; i < json_array_get_length (commands); i++)
    {
      const char *id = wabi_json_peek_text (json_array_get_object_element (commands, i), "id");
      SimGiven *given = g_hash_table_lookup (sim_world->given_by_id, id);

      if (given != NULL && message->desk != NULL && given->user != message->desk->user)
        sim_violate (13, "%s of %s was sent by %s", given->name, given->user->login, message->desk->user->login);
      if (given != NULL && given->applied && given->epoch < sim_server_count_restores (sim_world, given->service))
        sim_saw (SIM_SAW_RESENT);
    }
}

/* ---- one step of one message ---- */

static void
set_answer (SimMessage *message, guint status, const char *body)
{
  message->answered = TRUE;
  message->status = status;
  g_clear_pointer (&message->answer, g_bytes_unref);
  message->answer = g_bytes_new (body, strlen (body));
}

static void
inject_status (SimMessage *message)
{
  static const struct
  {
    guint status;
    const char *body;
  } bodies[] = {
    { 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"no\"}}" },
    { 403, "<html>blocked by the clinic's proxy</html>" },
    { 409, "{\"error\":{\"code\":\"dep_waiting\",\"message\":\"later\"}}" },
    { 409, "{\"error\":{\"code\":\"gap\",\"message\":\"gap\"},\"expected\":3}" },
    { 410, "{\"error\":{\"code\":\"resync\",\"message\":\"again\"}}" },
    { 413, "too large" },
    { 422, "{\"error\":{\"code\":\"mid_reuse\",\"message\":\"other\"}}" },
    { 429, "{\"error\":{\"code\":\"slow\",\"message\":\"slow down\"}}" },
    { 500, "" },
    { 502, "<html>bad gateway</html>" },
    { 503, "{\"error\":{\"code\":\"busy\",\"message\":\"busy\"}}" },
    { 504, "{}" },
    { 507, "{\"error\":{\"code\":\"full\",\"message\":\"full\"}}" },
    { 200, "<html>sign in to the hotel's network</html>" },
    { 204, "" },
    { 302, "" },
  };
  guint index = sim_draw (sim_world->chance, G_N_ELEMENTS (bodies));

  set_answer (message, bodies[index].status, bodies[index].body);
  if (bodies[index].status == 429 || bodies[index].status == 503)
    message->retry_after = sim_draw (sim_world->chance, 5) * SIM_SECOND;
}

/* A box that keeps answers keeps them apart by who asked. */
static char *
build_key (const SimMessage *message)
{
  return g_strconcat (message->desk != NULL ? message->desk->user->id : "", " ", message->path, NULL);
}

static gboolean
answer_stale (SimMessage *message)
{
  g_autofree char *key = build_key (message);
  GBytes *older = strcmp (message->method, "GET") == 0 ? g_hash_table_lookup (sim_world->cached, key) : NULL;

  if (older == NULL || !sim_chance (SIM_FAULT_STALE_ANSWER))
    return FALSE;
  message->answered = TRUE;
  message->status = 200;
  message->answer = g_bytes_ref (older);
  return TRUE;
}

static void
keep_for_later (SimMessage *message)
{
  SimMessage *copy = g_new0 (SimMessage, 1);

  copy->method = g_strdup (message->method);
  copy->path = g_strdup (message->path);
  copy->token = g_strdup (message->token);
  copy->body = message->body != NULL ? g_bytes_ref (message->body) : NULL;
  g_ptr_array_add (sim_world->late, copy);
}

static void
ask_server (SimMessage *message)
{
  gboolean is_push = g_str_has_prefix (message->path, "/v1/push");

  if (is_push)
    watch_sender (message);
  message->answered = TRUE;
  if (!sim_server_handle (sim_world, message->method, message->path, message->token, message->body, &message->status, &message->answer,
                          &message->retry_after))
    {
      message->status = 0;
      return;
    }
  sim_say ("desk %d %s %s -> %u %.*s", message->desk != NULL ? (int) message->desk->index : -1, message->method, message->path, message->status,
           message->status == 200 && sim_world->plan.desks == 0 ? 60 : 2000, (const char *) g_bytes_get_data (message->answer, NULL));
  if (is_push)
    watch_push (message);
  if (strcmp (message->method, "GET") == 0)
    {
      watch_page (message);
      if (message->status == 200)
        {
          g_hash_table_replace (sim_world->cached, build_key (message), g_bytes_ref (message->answer));
          g_hash_table_replace (sim_world->page_of, build_key (message), message->desk != NULL ? message->desk->user : NULL);
        }
    }
}

/* The request is on its way to the server. */
static void
deliver_request (SimMessage *message)
{
  if (message->desk == NULL || message->desk->partitioned || sim_chance (SIM_FAULT_DROP))
    {
      message->answered = TRUE;
      message->status = 0;
      return;
    }
  if (answer_stale (message))
    return;
  if (sim_chance (SIM_FAULT_STATUS))
    {
      inject_status (message);
      return;
    }
  if (sim_chance (SIM_FAULT_DUPLICATE))
    {
      ask_server (message);
      g_clear_pointer (&message->answer, g_bytes_unref);
    }
  if (sim_chance (SIM_FAULT_LATE_DUPLICATE))
    keep_for_later (message);
  ask_server (message);
}

static void
spoil_answer (SimMessage *message)
{
  if (message->status == 0)
    return;
  if ((message->desk != NULL && message->desk->partitioned) || sim_chance (SIM_FAULT_LOSE_ACK))
    message->status = 0;
  else if (sim_chance (SIM_FAULT_TRUNCATE))
    {
      gsize length = g_bytes_get_size (message->answer);
      GBytes *cut = g_bytes_new_from_bytes (message->answer, 0, length > 0 ? sim_draw (sim_world->chance, (guint) length) : 0);

      g_bytes_unref (message->answer);
      message->answer = cut;
    }
}

void
sim_net_step (guint index)
{
  SimMessage *message = g_ptr_array_index (sim_world->messages, index);

  if (message->not_before > sim_world->time && !sim_world->healing)
    return;
  if (sim_chance (SIM_FAULT_DELAY))
    {
      message->not_before = sim_world->time + sim_draw (sim_world->chance, 20000) * 1000;
      return;
    }
  if (message->task == NULL)
    {
      g_ptr_array_steal_index (sim_world->messages, index);
      /* Who had asked may have given up meanwhile. */
      if (message->call != NULL)
        sim_call_answer (message->call, message->path);
      sim_message_free (message);
      sim_threads_settle ();
      return;
    }
  if (!message->answered)
    {
      deliver_request (message);
      spoil_answer (message);
      return;
    }
  g_ptr_array_steal_index (sim_world->messages, index);
  complete (message);
}

/* A request that some box on the way had kept and now sends again; nobody waits for the answer. */
void
sim_net_late_step (guint index)
{
  g_autoptr (GBytes) answer = NULL;
  SimMessage *message = g_ptr_array_steal_index (sim_world->late, index);

  g_clear_pointer (&message->answer, g_bytes_unref);
  ask_server (message);
  sim_message_free (message);
}

void
sim_net_nudge (void)
{
  for (guint i = 0; i < sim_world->n_desks; i++)
    {
      SimDesk *desk = &sim_world->desks[i];

      if (desk->sync == NULL || desk->sync->machine == NULL || desk->partitioned || !desk->sync->listening)
        continue;
      for (guint k = 0; wabi_domain_services[k] != NULL; k++)
        wabi_sync_machine_nudge (desk->sync->machine, k,
                                 MAX (0, sim_server_get_head (sim_world, desk->user->practice, wabi_domain_services[k])));
      wabi_sync_pump (desk->sync);
    }
  sim_drain ();
}
