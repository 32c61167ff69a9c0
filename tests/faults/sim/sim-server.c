// SPDX-License-Identifier: AGPL-3.0-or-later
// The servers: the product's stores, followers and its own endpoints, called without a socket.

#include "sim.h"
#include "sim-threads.h"
#include "wabi-request-private.h"

#include <string.h>


typedef struct
{
  const SimUser *user;
  guint roles;
  gint64 until;
  gboolean drain;
} Token;

typedef struct
{
  guint status;
  char *body;
  gsize length;
} Captured;

/* ---- what stands behind the endpoints: answers are caught instead of sent ---- */

static Captured captured;

struct MHD_Response *__wrap_MHD_create_response_from_buffer_with_free_callback (size_t size, void *buffer,
                                                                               MHD_ContentReaderFreeCallback free_callback);
struct MHD_Response *__wrap_MHD_create_response_from_buffer (size_t size, void *buffer, enum MHD_ResponseMemoryMode mode);
enum MHD_Result __wrap_MHD_add_response_header (struct MHD_Response *response, const char *name, const char *value);
enum MHD_Result __wrap_MHD_queue_response (struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response);
void __wrap_MHD_destroy_response (struct MHD_Response *response);

struct MHD_Response *
__wrap_MHD_create_response_from_buffer_with_free_callback (size_t size, void *buffer, MHD_ContentReaderFreeCallback free_callback)
{
  captured.body = buffer;
  captured.length = size;
  return (struct MHD_Response *) &captured;
}

struct MHD_Response *
__wrap_MHD_create_response_from_buffer (size_t size, void *buffer, enum MHD_ResponseMemoryMode mode)
{
  captured.body = g_strndup (buffer != NULL ? buffer : "", size);
  captured.length = size;
  return (struct MHD_Response *) &captured;
}

enum MHD_Result
__wrap_MHD_add_response_header (struct MHD_Response *response, const char *name, const char *value)
{
  return MHD_YES;
}

enum MHD_Result
__wrap_MHD_queue_response (struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response)
{
  captured.status = status;
  return MHD_YES;
}

void
__wrap_MHD_destroy_response (struct MHD_Response *response)
{
}

/* ---- which services stand together ---- */

static const char *const alone_auth[] = { "auth", "patients", "ai", NULL };
static const char *const alone_scheduling[] = { "scheduling", "sessions", NULL };
static const char *const alone_goals[] = { "goals", NULL };
static const char *const alone_billing[] = { "billing", NULL };
static const char *const halves_front[] = { "auth", "patients", "goals", "scheduling", "ai", NULL };
static const char *const halves_back[] = { "sessions", "billing", NULL };
static const char *const thirds_auth[] = { "auth", "scheduling", NULL };
static const char *const thirds_patients[] = { "patients", "billing", "ai", NULL };
static const char *const thirds_sessions[] = { "goals", "sessions", NULL };

static const char *const *const layouts[SIM_N_LAYOUTS][SIM_MOST_SERVERS] = {
  { NULL },
  { alone_auth, alone_scheduling, alone_goals, alone_billing },
  { halves_front, halves_back },
  { thirds_auth, thirds_patients, thirds_sessions },
};

guint
sim_layout_count (guint layout)
{
  guint n = 0;

  while (n < SIM_MOST_SERVERS && layouts[layout][n] != NULL)
    n++;
  return MAX (n, 1);
}

gboolean
sim_server_has (const SimServer *server, const char *service)
{
  return server->services == NULL || g_strv_contains (server->services, service);
}

SimServer *
sim_server_of (SimWorld *world, const char *service)
{
  for (guint i = 0; i < world->n_servers; i++)
    if (sim_server_has (&world->servers[i], service))
      return &world->servers[i];
  g_assert_not_reached ();
}

const char *
sim_server_get_epoch (SimWorld *world, const char *service)
{
  SimServer *server = sim_server_of (world, service);

  return server->store != NULL ? wabi_store_get_epoch (server->store) : NULL;
}

guint
sim_server_count_restores (SimWorld *world, const char *service)
{
  return sim_server_of (world, service)->restores;
}

gboolean
sim_servers_are_up (SimWorld *world)
{
  for (guint i = 0; i < world->n_servers; i++)
    if (world->servers[i].store == NULL || sim_disk_is_dead (world->servers[i].disk))
      return FALSE;
  return TRUE;
}

void
sim_server_init (SimServer *server, guint index, guint layout, guint32 seed)
{
  g_autofree char *name = g_strdup_printf ("server%u", index);
  g_autoptr (GError) error = NULL;

  memset (server, 0, sizeof *server);
  server->index = index;
  server->services = layouts[layout][index];
  server->identity = server->services != NULL ? g_strjoinv ("+", (char **) server->services) : g_strdup ("all");
  sim_clock_init (&server->clock, 0, 0);
  server->disk = sim_disk_new (name);
  server->ids = wabi_id_source_new_seeded (&server->clock.clock, seed + index * 7919);
  server->router = wabi_router_new ();
  for (guint i = 0; i < wabi_endpoints_service.n_routes; i++)
    if (!wabi_router_add (server->router, &wabi_endpoints_service.routes[i], &server->endpoints, &error))
      g_error ("a route is not taken: %s", error->message);
  server->peers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < sim_layout_count (layout); i++)
    for (guint k = 0; layouts[layout][i] != NULL && layouts[layout][i][k] != NULL; k++)
      g_hash_table_insert (server->peers, (gpointer) layouts[layout][i][k], g_strdup_printf ("https://server%u.sim", i));
}

void
sim_server_clear (SimServer *server)
{
  sim_disk_kill (server->disk);
  sim_server_close (server);
  g_clear_pointer (&server->backup, sim_image_free);
  g_clear_pointer (&server->disk, sim_disk_free);
  wabi_id_source_free (server->ids);
  wabi_router_free (server->router);
  g_hash_table_unref (server->peers);
  g_free (server->identity);
}

/* ---- opening and closing ---- */

static char *
build_location (const SimServer *server)
{
  return g_strdup_printf ("/sim/server%u/clinic.db", server->index);
}

static void
on_head_cb (const char *practice, const char *service, gint64 head, gpointer data)
{
  sim_streams_tell (data, practice, service, head);
}

static void
start_follower (SimServer *server)
{
  WabiFollowerOptions options = { .store = server->store, .clock = &server->clock.clock, .identity = server->identity,
                                  .key = "", .peers = server->peers };
  g_autoptr (GError) error = NULL;

  if (server->services == NULL)
    return;
  server->follower = wabi_follower_start (&options, &error);
  if (server->follower == NULL)
    g_error ("%s follows nobody: %s", server->identity, error->message);
  server->endpoints.follower = server->follower;
}

gboolean
sim_server_open (SimServer *server)
{
  g_autofree char *location = build_location (server);
  WabiStoreOptions options = { .location = location, .services = server->services, .clock = &server->clock.clock, .ids = server->ids,
                               .quick = sim_mutant_is ("server-acknowledges-before-the-disk") };
  g_autoptr (GError) error = NULL;

  sim_disk_touch (server->disk);
  server->endpoints.store = server->store = wabi_store_open (&options, &error);
  sim_threads_settle ();
  if (server->store == NULL)
    {
      sim_say ("server %u does not open: %s", server->index, error->message);
      if (sim_world->plan.seed == 1 && sim_world->plan.no_faults)
        g_warning ("server: %s", error->message);
      return FALSE;
    }
  wabi_store_add_listener (server->store, on_head_cb, server);
  start_follower (server);
  return TRUE;
}

void
sim_server_hold (SimServer *server, gboolean hold)
{
  g_autofree char *location = build_location (server);
  WabiDbOptions options = { .location = location, .durable = TRUE };
  g_autoptr (GError) error = NULL;

  if (!hold || server->holder != NULL)
    {
      g_clear_pointer (&server->holder, wabi_db_close);
      return;
    }
  server->holder = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  if (server->holder != NULL && !wabi_db_begin (server->holder, WABI_DB_WRITE, &error))
    g_clear_pointer (&server->holder, wabi_db_close);
}

void
sim_server_close (SimServer *server)
{
  sim_server_hold (server, FALSE);
  sim_streams_end (server);
  server->endpoints.follower = NULL;
  g_clear_pointer (&server->follower, wabi_follower_stop);
  g_clear_pointer (&server->store, wabi_store_close);
}

void
sim_server_kill (SimServer *server, gboolean power)
{
  sim_disk_kill (server->disk);
  sim_server_close (server);
  if (power)
    {
      sim_disk_power_loss (server->disk, sim_world->chance);
      sim_saw (SIM_SAW_TORN_RECOVERY);
    }
  sim_disk_revive (server->disk);
}

void
sim_server_back_up (SimServer *server)
{
  g_clear_pointer (&server->backup, sim_image_free);
  server->backup = sim_disk_take_image (server->disk);
}

static gboolean
is_of_server (gpointer key, gpointer value, gpointer data)
{
  g_auto (GStrv) words = g_strsplit (key, " ", 2);
  const WabiKind *kind = wabi_domain_find_kind (words[0]);

  return kind != NULL && sim_server_has (data, kind->service);
}

/* As `wabictl restore` does: an older database under a new epoch. */
void
sim_server_restore (SimWorld *world, SimServer *server)
{
  g_autofree char *location = build_location (server);
  WabiDbOptions options = { .location = location, .durable = TRUE };
  g_autofree char *epoch = wabi_id_new (server->ids);
  g_autoptr (GError) error = NULL;
  WabiDb *db;

  sim_server_close (server);
  if (sim_disk_is_dead (server->disk))
    sim_disk_revive (server->disk);
  sim_disk_put_image (server->disk, server->backup);
  db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  if (db == NULL || (!sim_mutant_is ("restore-not-noticed") && !wabi_db_run (db, &error, "UPDATE server_meta SET value = $1 WHERE name = 'epoch'", WABI_TEXT (epoch))))
    g_error ("the backup does not open: %s", error->message);
  wabi_db_close (db);
  world->epoch++;
  server->restores++;
  if (sim_server_has (server, "sessions"))
    g_hash_table_remove_all (world->signed_notes);
  if (sim_server_has (server, "billing"))
    g_hash_table_remove_all (world->claims);
  g_hash_table_foreach_remove (world->removed, is_of_server, server);
  g_hash_table_remove_all (world->cached);
}

static gboolean
drop_tombstones (WabiStoreTx *tx, gpointer data, GError **error)
{
  WabiDb *db = wabi_store_tx_get_db (tx);
  const SimServer *server = data;
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM r_%s WHERE deleted = 1", kinds[i]->name);

      if (sim_server_has (server, kinds[i]->service) && !wabi_db_run (db, error, sql))
        return FALSE;
    }
  return wabi_db_run (db, error, "UPDATE practice_head SET min_seq = head");
}

void
sim_server_drop_tombstones (SimWorld *world, SimServer *server)
{
  g_autoptr (GError) error = NULL;

  /* What somebody has typed in anew under the old name may still be in a queue, and is a new record to a service that has forgotten the old. */
  if (world->typed_anew)
    return;
  world->dropped_tombstones = TRUE;
  if (server->store != NULL && !wabi_store_write (server->store, drop_tombstones, server, &error))
    sim_say ("tombstones stay: %s", error->message);
  sim_threads_settle ();
}

/* ---- tokens: who may ask ---- */

char *
sim_server_new_token (SimWorld *world, const SimUser *user)
{
  Token *token = g_new0 (Token, 1);
  char *text = g_strdup_printf ("t%u", g_hash_table_size (world->tokens) + 1);

  token->user = user;
  token->roles = user->roles;
  token->until = sim_access_is_ended (user) ? 0 : world->time + 600 * SIM_SECOND;
  g_hash_table_insert (world->tokens, g_strdup (text), token);
  return text;
}

guint
sim_server_get_token_roles (SimWorld *world, const char *token)
{
  const Token *known = token != NULL ? g_hash_table_lookup (world->tokens, token) : NULL;

  return known != NULL ? known->roles : 0;
}

void
sim_server_expire_tokens (SimWorld *world, const SimUser *user)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, world->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Token *) value)->user == user)
      ((Token *) value)->until = 0;
}

static void
answer_text (guint status, char *take_text, guint *out_status, GBytes **out)
{
  *out_status = status;
  *out = g_bytes_new_take (take_text, strlen (take_text));
}

static void
handle_refresh (SimWorld *world, GBytes *body, guint *status, GBytes **answer)
{
  g_autoptr (JsonObject) object = wabi_json_parse_object (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), NULL, NULL);
  const char *text = object != NULL ? wabi_json_peek_text (object, "refresh_token") : NULL;

  sim_saw (SIM_SAW_REFRESH);
  for (guint i = 0; i < sim_n_users; i++)
    if (text != NULL && g_str_has_prefix (text, "refresh-") && strcmp (text + strlen ("refresh-"), sim_users[i].id) == 0)
      {
        g_autofree char *token = sim_server_new_token (world, &sim_users[i]);

        if (sim_access_is_ended (&sim_users[i]))
          {
            Token *given = g_hash_table_lookup (world->tokens, token);

            given->drain = TRUE;
            given->until = world->time + 600 * SIM_SECOND;
            answer_text (200, g_strdup_printf ("{\"drain\":true,\"wipe\":true,\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":600}", token,
                                               text), status, answer);
            return;
          }

        answer_text (200, g_strdup_printf ("{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":600}", token, text), status,
                     answer);
        return;
      }
  answer_text (401, g_strdup ("{\"error\":{\"code\":\"unauthorized\",\"message\":\"Sign in again.\"}}"), status, answer);
}

/* ---- one request ---- */

static const char *
find_header (WabiRequest *request, const char *name)
{
  for (guint i = 0; i < request->n_headers; i++)
    if (g_ascii_strcasecmp (request->headers[i].name, name) == 0)
      return request->headers[i].value;
  return NULL;
}

static void
clear_request (WabiRequest *request)
{
  for (guint i = 0; i < request->n_headers; i++)
    g_free (request->headers[i].value);
  g_free (request->parameter_text);
  g_free (request->path);
  g_free (request->body);
}

/* Small pages, so that paging is met with few records. */
static char *
narrow_query (SimWorld *world, const char *path)
{
  g_autoptr (GRegex) regex = NULL;

  if (world->rates[SIM_FAULT_SMALL_PAGES] == 0)
    return g_strdup (path);
  regex = g_regex_new ("limit=\\d+", 0, 0, NULL);
  world->counts->faults[SIM_FAULT_SMALL_PAGES]++;
  return g_regex_replace (regex, path, -1, 0, world->plan.seed % 3 == 0 ? "limit=1" : "limit=4", 0, NULL);
}

static void
run_handler (SimWorld *world, SimServer *server, WabiRequest *request, const char *path, WabiClaims *claims, Captured *out, gint64 *retry_after)
{
  const char *wait;

  request->path = narrow_query (world, path);
  request->query = strchr (request->path, '?');
  if (request->query != NULL)
    *request->query++ = '\0';
  request->claims = claims;
  request->caller = (WabiCaller){ claims->practice, claims->user, claims->roles };
  wabi_router_find (server->router, request->method, request->path, &request->match);
  captured = (Captured){ 0 };
  if (request->match.entry == NULL)
    captured = (Captured){ 404, g_strdup ("{}"), 2 };
  else
    request->match.entry->route->handle (request, request->match.entry->service);
  *out = captured;
  wait = find_header (request, "Retry-After");
  *retry_after = wait != NULL ? g_ascii_strtoll (wait, NULL, 10) * SIM_SECOND : 0;
  clear_request (request);
}

static void
call_handler (SimWorld *world, SimServer *server, const char *method, const char *path, const Token *token, GBytes *body, Captured *out,
              gint64 *retry_after)
{
  WabiRequest request = { .method = method, .status = 0 };
  WabiClaims claims = { .practice = (char *) sim_practice_id (token->user->practice), .user = (char *) token->user->id,
                        .roles = token->roles, .drain = token->drain };

  if (body == NULL && sim_mutant_is ("roles-not-asked"))
    claims.roles = WABI_ROLES_ALL;
  if (body != NULL && sim_mutant_is ("practice-not-asked"))
    claims.practice = (char *) sim_practice_id (0);
  if (body != NULL)
    {
      request.body_length = g_bytes_get_size (body);
      request.body = g_strndup (g_bytes_get_data (body, NULL), request.body_length);
    }
  world->in_request++;
  run_handler (world, server, &request, path, &claims, out, retry_after);
  world->in_request--;
}

/* As the gateway does: by the service that the address names; what names none belongs to everybody. */
static SimServer *
find_server (SimWorld *world, const char *path)
{
  const char *at = strstr (path, "service=");
  gsize length = at != NULL ? strcspn (at + 8, "&") : 0;

  for (guint i = 0; at != NULL && wabi_domain_services[i] != NULL; i++)
    if (strlen (wabi_domain_services[i]) == length && strncmp (at + 8, wabi_domain_services[i], length) == 0)
      return sim_server_of (world, wabi_domain_services[i]);
  return sim_server_of (world, "auth");
}

gboolean
sim_server_handle (SimWorld *world, const char *method, const char *path, const char *token_text, GBytes *body, guint *status,
                   GBytes **answer, gint64 *retry_after)
{
  const Token *token = token_text != NULL ? g_hash_table_lookup (world->tokens, token_text) : NULL;
  SimServer *server = find_server (world, path);
  Captured out = { 0 };

  *retry_after = 0;
  if (server->store == NULL)
    return FALSE;
  if (strcmp (path, "/v1/auth/refresh") == 0)
    {
      handle_refresh (world, body, status, answer);
      return TRUE;
    }
  if (token == NULL || token->until < world->time)
    {
      answer_text (401, g_strdup ("{\"error\":{\"code\":\"unauthorized\",\"message\":\"The token is not taken.\"}}"), status, answer);
      return TRUE;
    }
  if (token->drain && !g_str_has_prefix (path, "/v1/push"))
    {
      gboolean wiped = strcmp (path, "/v1/auth/wiped") == 0;

      answer_text (wiped ? 204 : 403, g_strdup (wiped ? "" : "{\"error\":{\"code\":\"drain\",\"message\":\"This access has ended.\"}}"), status, answer);
      return TRUE;
    }
  world->counts->requests++;
  call_handler (world, server, method, path, token, body, &out, retry_after);
  sim_threads_settle ();
  if (sim_disk_is_dead (server->disk))
    {
      g_free (out.body);
      return FALSE;
    }
  *status = out.status;
  *answer = g_bytes_new_take (out.body, out.length);
  if (*status >= 500)
    sim_saw (SIM_SAW_STORE_FAILED);
  if (*status == 503 && strstr (g_bytes_get_data (*answer, NULL), "\"behind\"") != NULL)
    sim_saw (SIM_SAW_BEHIND);
  return TRUE;
}

gboolean
sim_server_handle_peer (SimServer *server, const SimServer *from, const char *path, guint *status, GBytes **answer, gint64 *retry_after)
{
  WabiRequest request = { .method = "GET" };
  WabiClaims claims = { .practice = (char *) "", .user = (char *) "", .services = from->identity, .roles = WABI_ROLE_SERVICE };
  Captured out = { 0 };

  *retry_after = 0;
  if (server->store == NULL || sim_disk_is_dead (server->disk))
    return FALSE;
  /* Whose keys sign tokens is not tried here. */
  if (strcmp (path, "/v1/auth/keys") == 0)
    {
      answer_text (200, g_strdup ("{}"), status, answer);
      return TRUE;
    }
  sim_world->counts->requests++;
  sim_saw (SIM_SAW_FOLLOWED);
  run_handler (sim_world, server, &request, path, &claims, &out, retry_after);
  if (sim_disk_is_dead (server->disk))
    {
      g_free (out.body);
      return FALSE;
    }
  *status = out.status;
  if (*status == 410)
    sim_saw (SIM_SAW_FOLLOW_RESTART);
  *answer = g_bytes_new_take (out.body, out.length);
  return TRUE;
}
