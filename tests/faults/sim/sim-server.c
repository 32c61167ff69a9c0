// SPDX-License-Identifier: AGPL-3.0-or-later
// The server: the product's store and its own endpoints, called without a socket.

#include "sim.h"
#include "sim-threads.h"
#include "wabi-request-private.h"

#include <string.h>

#define LOCATION "/sim/server/clinic.db"

typedef struct
{
  const SimUser *user;
  guint roles;
  gint64 until;
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

/* ---- opening and closing ---- */

static void
on_head_cb (const char *practice, const char *service, gint64 head, gpointer data)
{
}

gboolean
sim_server_open (SimWorld *world)
{
  SimServer *server = &world->server;
  WabiStoreOptions options = { .location = LOCATION, .clock = &server->clock.clock, .ids = server->ids,
                               .quick = sim_mutant_is ("server-acknowledges-before-the-disk") };
  g_autoptr (GError) error = NULL;

  server->store = wabi_store_open (&options, &error);
  sim_threads_settle ();
  if (server->store == NULL)
    {
      sim_say ("server does not open: %s", error->message);
      if (sim_world->plan.seed == 1 && sim_world->plan.no_faults)
        g_warning ("server: %s", error->message);
      return FALSE;
    }
  server->endpoints.store = server->store;
  wabi_store_add_listener (server->store, on_head_cb, world);
  return TRUE;
}

void
sim_server_hold (SimWorld *world, gboolean hold)
{
  WabiDbOptions options = { .location = LOCATION, .durable = TRUE };
  g_autoptr (GError) error = NULL;

  if (!hold || world->server.holder != NULL)
    {
      g_clear_pointer (&world->server.holder, wabi_db_close);
      return;
    }
  world->server.holder = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  if (world->server.holder != NULL && !wabi_db_begin (world->server.holder, WABI_DB_WRITE, &error))
    g_clear_pointer (&world->server.holder, wabi_db_close);
}

void
sim_server_close (SimWorld *world)
{
  sim_server_hold (world, FALSE);
  g_clear_pointer (&world->server.store, wabi_store_close);
}

void
sim_server_kill (SimWorld *world, gboolean power)
{
  SimServer *server = &world->server;

  sim_disk_kill (server->disk);
  sim_server_close (world);
  if (power)
    {
      sim_disk_power_loss (server->disk, world->chance);
      sim_saw (SIM_SAW_TORN_RECOVERY);
    }
  sim_disk_revive (server->disk);
}

void
sim_server_back_up (SimWorld *world)
{
  g_clear_pointer (&world->server.backup, sim_image_free);
  world->server.backup = sim_disk_take_image (world->server.disk);
}

/* As `wabictl restore` does: an older database under a new epoch. */
void
sim_server_restore (SimWorld *world)
{
  WabiDbOptions options = { .location = LOCATION, .durable = TRUE };
  g_autofree char *epoch = wabi_id_new (world->server.ids);
  g_autoptr (GError) error = NULL;
  WabiDb *db;

  sim_server_close (world);
  if (sim_disk_is_dead (world->server.disk))
    sim_disk_revive (world->server.disk);
  sim_disk_put_image (world->server.disk, world->server.backup);
  db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  if (db == NULL || (!sim_mutant_is ("restore-not-noticed") && !wabi_db_run (db, &error, "UPDATE server_meta SET value = $1 WHERE name = 'epoch'", WABI_TEXT (epoch))))
    g_error ("the backup does not open: %s", error->message);
  wabi_db_close (db);
  world->epoch++;
  g_hash_table_remove_all (world->signed_notes);
  g_hash_table_remove_all (world->claims);
  g_hash_table_remove_all (world->removed);
  g_hash_table_remove_all (world->cached);
}

static gboolean
drop_tombstones (WabiStoreTx *tx, gpointer data, GError **error)
{
  WabiDb *db = wabi_store_tx_get_db (tx);
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM r_%s WHERE deleted = 1", kinds[i]->name);

      if (!wabi_db_run (db, error, sql))
        return FALSE;
    }
  return wabi_db_run (db, error, "UPDATE practice_head SET min_seq = head");
}

void
sim_server_drop_tombstones (SimWorld *world)
{
  g_autoptr (GError) error = NULL;

  world->dropped_tombstones = TRUE;
  if (world->server.store != NULL && !wabi_store_write (world->server.store, drop_tombstones, NULL, &error))
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
  token->until = world->time + 600 * SIM_SECOND;
  g_hash_table_insert (world->tokens, g_strdup (text), token);
  return text;
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
call_handler (SimWorld *world, const char *method, const char *path, const Token *token, GBytes *body, Captured *out, gint64 *retry_after)
{
  WabiRequest request = { .method = method, .status = 0 };
  WabiClaims claims = { .practice = (char *) sim_practice_id (token->user->practice), .user = (char *) token->user->id,
                        .roles = token->roles };
  const char *wait;

  if (body == NULL && sim_mutant_is ("roles-not-asked"))
    claims.roles = WABI_ROLES_ALL;
  if (body != NULL && sim_mutant_is ("practice-not-asked"))
    claims.practice = (char *) sim_practice_id (0);
  request.path = narrow_query (world, path);
  request.query = strchr (request.path, '?');
  if (request.query != NULL)
    *request.query++ = '\0';
  request.claims = &claims;
  request.caller = (WabiCaller){ claims.practice, claims.user, claims.roles };
  if (body != NULL)
    {
      request.body_length = g_bytes_get_size (body);
      request.body = g_strndup (g_bytes_get_data (body, NULL), request.body_length);
    }
  captured = (Captured){ 0 };
  wabi_router_find (world->server.router, method, request.path, &request.match);
  if (request.match.entry == NULL)
    captured = (Captured){ 404, g_strdup ("{}"), 2 };
  else
    request.match.entry->route->handle (&request, request.match.entry->service);
  *out = captured;
  wait = find_header (&request, "Retry-After");
  *retry_after = wait != NULL ? g_ascii_strtoll (wait, NULL, 10) * SIM_SECOND : 0;
  clear_request (&request);
}

gboolean
sim_server_handle (SimWorld *world, const char *method, const char *path, const char *token_text, GBytes *body, guint *status,
                   GBytes **answer, gint64 *retry_after)
{
  const Token *token = token_text != NULL ? g_hash_table_lookup (world->tokens, token_text) : NULL;
  Captured out = { 0 };

  *retry_after = 0;
  if (world->server.store == NULL)
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
  world->counts->requests++;
  call_handler (world, method, path, token, body, &out, retry_after);
  sim_threads_settle ();
  if (sim_disk_is_dead (world->server.disk))
    {
      g_free (out.body);
      return FALSE;
    }
  *status = out.status;
  *answer = g_bytes_new_take (out.body, out.length);
  if (*status >= 500)
    sim_saw (SIM_SAW_STORE_FAILED);
  return TRUE;
}
