// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of the quarantine. Who may decide is who administers the practice (the routes' scope).

#include "wabi-held.h"

#include "wabi-request.h"
#include "wabi-store-quarantine.h"

#define LONGEST_REASON 500

static void
handle_list (WabiRequest *request, gpointer data)
{
  const WabiCaller *caller = wabi_request_get_caller (request);
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!wabi_store_list_held (data, caller->practice, wabi_request_get_query (request, "service"), caller->user, answer,
                             &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  length = answer->len;
  wabi_request_answer (request, 200, NULL, g_string_free (g_steal_pointer (&answer), FALSE), length);
}

static void
handle_count (WabiRequest *request, gpointer data)
{
  const WabiCaller *caller = wabi_request_get_caller (request);
  JsonObject *answer;
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  if (!wabi_store_count_held (data, caller->practice, wabi_request_get_query (request, "service"), &count, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  answer = json_object_new ();
  json_object_set_int_member (answer, "count", count);
  wabi_request_answer_object (request, 200, answer);
}

static gboolean
take_choice (WabiRequest *request, JsonObject *body, gboolean with_why, WabiHeldChoice *choice)
{
  const WabiCaller *caller = wabi_request_get_caller (request);
  g_autoptr (GError) error = NULL;

  choice->practice = caller->practice;
  choice->by = caller->user;
  if (wabi_json_take_text (body, "service", TRUE, 40, &choice->service, &error)
      && wabi_json_take_text (body, "id", TRUE, WABI_ID_LENGTH, &choice->id, &error)
      && (!with_why || wabi_json_take_text (body, "why", TRUE, LONGEST_REASON, &choice->why, &error)))
    return TRUE;
  wabi_request_answer_gerror (request, error);
  return FALSE;
}

static void
answer_decision (WabiRequest *request, gboolean ok, const GError *error)
{
  if (ok)
    wabi_request_answer (request, 204, NULL, NULL, 0);
  else if (g_error_matches (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID))
    wabi_request_answer_error (request, 409, "not_taken", NULL, error->message);
  else if (g_error_matches (error, WABI_STORE_ERROR, WABI_STORE_ERROR_DEP_WAITING))
    wabi_request_answer_error (request, 409, "dep_waiting", NULL,
                               "This builds on another change that is held. Release that one first.");
  else
    wabi_request_answer_gerror (request, error);
}

static void
handle_release (WabiRequest *request, gpointer data)
{
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  WabiHeldChoice choice = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (body == NULL || !take_choice (request, body, FALSE, &choice))
    return;
  ok = wabi_store_release_held (data, &choice, &error);
  answer_decision (request, ok, error);
}

static void
handle_discard (WabiRequest *request, gpointer data)
{
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  WabiHeldChoice choice = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (body == NULL || !take_choice (request, body, TRUE, &choice))
    return;
  ok = wabi_store_discard_held (data, &choice, &error);
  answer_decision (request, ok, error);
}

static const WabiField held_query[] = {
  { "service", WABI_FIELD_TEXT, 0, 0, 40, NULL, NULL },
};
static const WabiField held_answer[] = {
  { "held", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
};
static const WabiField held_count_answer[] = {
  { "count", WABI_FIELD_INT, WABI_REQUIRED, 0, WABI_JSON_MAX_INT, NULL, NULL },
};
static const WabiField held_choice[] = {
  { "service", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 40, NULL, NULL },
  { "id", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 36, NULL, NULL },
  { "why", WABI_FIELD_TEXT, 0, 0, 500, NULL, NULL },
};

static const WabiRoute routes[] = {
  { .method = "GET", .path = "/v1/held", .scope = WABI_SCOPE_ADMIN, .audit = "quarantine.read", .handle = handle_list,
    .summary = "Changes from people whose access has ended, held for review", .answer = held_answer,
    .n_answer = G_N_ELEMENTS (held_answer), .query = held_query, .n_query = G_N_ELEMENTS (held_query) },
  { .method = "GET", .path = "/v1/held/count", .scope = WABI_SCOPE_ADMIN, .audit = WABI_AUDIT_NONE, .handle = handle_count,
    .summary = "How many changes are held for review", .answer = held_count_answer, .n_answer = G_N_ELEMENTS (held_count_answer),
    .query = held_query, .n_query = G_N_ELEMENTS (held_query) },
  { .method = "POST", .path = "/v1/held/release", .scope = WABI_SCOPE_ADMIN, .audit = "quarantine.release", .max_body = 4096,
    .handle = handle_release, .summary = "Apply a held change as the person who gave it", .body = held_choice,
    .n_body = 2 },
  { .method = "POST", .path = "/v1/held/discard", .scope = WABI_SCOPE_ADMIN, .audit = "quarantine.discard", .max_body = 4096,
    .handle = handle_discard, .summary = "Discard a held change, with a reason that is kept", .body = held_choice,
    .n_body = G_N_ELEMENTS (held_choice) },
};

const WabiServiceInfo wabi_held_service = {
  .abi = WABI_SERVICE_ABI,
  .name = "held",
  .title = "What is held for review",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
};
