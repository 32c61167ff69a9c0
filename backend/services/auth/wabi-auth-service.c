// SPDX-License-Identifier: AGPL-3.0-or-later
// The auth service: sign-in, refresh and sign-out; staff, practices and credentials are records like any others.

#include "wabi-auth-service.h"

#include "wabi-login.h"
#include "wabi-rate-limit.h"
#include "wabi-request.h"
#include "wabi-sign-in.h"
#include "wabi-tokens.h"

#include <string.h>

#define MAX_BODY 8192
#define TRIES_OF_LOGIN 5
#define TRIES_OF_ADDRESS 50

typedef struct
{
  WabiStore *store;
  WabiTokens *tokens;
  WabiRateLimit *by_login;
  WabiRateLimit *by_address;
} Auth;

static void
answer_sign_in (WabiRequest *request, Auth *auth, const WabiSignIn *sign_in)
{
  g_autofree char *token = wabi_tokens_make (auth->tokens, sign_in->practice, sign_in->user, sign_in->roles, sign_in->family);
  JsonObject *answer = json_object_new ();
  JsonObject *practice = json_object_new ();

  json_object_set_string_member (practice, "id", sign_in->practice);
  json_object_set_string_member (practice, "name", sign_in->practice_name);
  json_object_set_string_member (practice, "zone", sign_in->zone);
  json_object_set_string_member (answer, "access_token", token);
  json_object_set_int_member (answer, "expires_in", WABI_TOKENS_LIFE);
  json_object_set_string_member (answer, "refresh_token", sign_in->refresh_token);
  json_object_set_string_member (answer, "user", sign_in->user);
  json_object_set_string_member (answer, "name", sign_in->name);
  json_object_set_int_member (answer, "roles", sign_in->roles);
  json_object_set_object_member (answer, "practice", practice);
  json_object_set_string_member (answer, "epoch", wabi_store_get_epoch (auth->store));
  json_object_set_string_member (answer, "recovery_key", sign_in->recovery);
  wabi_request_answer_object (request, 200, answer);
}

static gboolean
refuse_when_hasty (WabiRequest *request, guint seconds)
{
  char text[16];

  if (seconds == 0)
    return FALSE;
  g_snprintf (text, sizeof text, "%u", seconds);
  wabi_request_set_header (request, "Retry-After", text);
  wabi_request_answer_error (request, 429, "too_many_tries", NULL, "Too many sign-ins failed. Wait a little, then try again.");
  return TRUE;
}

static void
sign_in (WabiRequest *request, Auth *auth, const char *practice, const char *login, const char *password, const char *device)
{
  g_autofree char *folded = wabi_auth_fold_login (login);
  g_autofree char *key = g_strdup_printf ("%s\n%s", practice, folded != NULL ? folded : "");
  g_auto (WabiSignIn) given = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean allowed;

  if (refuse_when_hasty (request, wabi_rate_limit_take (auth->by_address, wabi_request_get_address (request)))
      || refuse_when_hasty (request, wabi_rate_limit_take (auth->by_login, key)))
    return;
  if (!wabi_sign_in_start (auth->store, practice, login, password, device, &given, &allowed, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  if (!allowed)
    {
      wabi_request_answer_error (request, 401, "sign_in_failed", NULL, "Practice, login and password do not belong together. Check them and try again.");
      return;
    }
  wabi_rate_limit_succeed (auth->by_login, key);
  wabi_rate_limit_succeed (auth->by_address, wabi_request_get_address (request));
  answer_sign_in (request, auth, &given);
}

static void
handle_sign_in (WabiRequest *request, gpointer service)
{
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  const char *practice, *login, *password, *device;
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return;
  if (!wabi_json_take_text (body, "practice", TRUE, 40, &practice, &error)
      || !wabi_json_take_text (body, "login", TRUE, 200, &login, &error)
      || !wabi_json_take_text (body, "password", TRUE, WABI_LOGIN_LONGEST_PASSWORD, &password, &error)
      || !wabi_json_take_text (body, "device", TRUE, 64, &device, &error))
    wabi_request_answer_gerror (request, error);
  else
    sign_in (request, service, practice, login, password, device);
}

static void
handle_refresh (WabiRequest *request, gpointer service)
{
  Auth *auth = service;
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  g_auto (WabiSignIn) given = { 0 };
  g_autoptr (GError) error = NULL;
  const char *token, *device;
  gboolean allowed;

  if (body == NULL)
    return;
  if (!wabi_json_take_text (body, "refresh_token", TRUE, 200, &token, &error)
      || !wabi_json_take_text (body, "device", TRUE, 64, &device, &error)
      || !wabi_sign_in_refresh (auth->store, token, device, &given, &allowed, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  if (!allowed)
    {
      if (given.family != NULL)
        wabi_tokens_forget (auth->tokens, given.family);
      wabi_request_answer_error (request, 401, "sign_in_over", NULL, "This sign-in is over. Sign in again; what waits to be sent is kept.");
      return;
    }
  answer_sign_in (request, auth, &given);
}

static void
handle_sign_out (WabiRequest *request, gpointer service)
{
  Auth *auth = service;
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  g_autofree char *family = NULL;
  g_autoptr (GError) error = NULL;
  const char *token;

  if (body == NULL)
    return;
  if (!wabi_json_take_text (body, "refresh_token", TRUE, 200, &token, &error)
      || !wabi_sign_in_end (auth->store, token, &family, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  if (family != NULL)
    wabi_tokens_forget (auth->tokens, family);
  wabi_request_answer (request, 204, NULL, NULL, 0);
}

static gpointer
create_auth (const WabiServiceContext *context, GError **error)
{
  Auth *auth = g_new0 (Auth, 1);

  auth->store = context->store;
  auth->tokens = context->tokens;
  auth->by_login = wabi_rate_limit_new (TRIES_OF_LOGIN, context->clock);
  auth->by_address = wabi_rate_limit_new (TRIES_OF_ADDRESS, context->clock);
  return auth;
}

static void
destroy_auth (gpointer service)
{
  Auth *auth = service;

  wabi_rate_limit_free (auth->by_login);
  wabi_rate_limit_free (auth->by_address);
  g_free (auth);
}

static const WabiField sign_in_fields[] = {
  { "practice", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 40, NULL, NULL },
  { "login", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 200, NULL, NULL },
  { "password", WABI_FIELD_TEXT, WABI_REQUIRED, 0, WABI_LOGIN_LONGEST_PASSWORD, NULL, NULL },
  { "device", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
};
static const WabiField refresh_fields[] = {
  { "refresh_token", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 200, NULL, NULL },
  { "device", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
};
static const WabiField given_fields[] = {
  { "access_token", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 2000, NULL, NULL },
  { "expires_in", WABI_FIELD_INT, WABI_REQUIRED, 1, 86400, NULL, NULL },
  { "refresh_token", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 200, NULL, NULL },
  { "user", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 36, NULL, NULL },
  { "name", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 200, NULL, NULL },
  { "roles", WABI_FIELD_INT, WABI_REQUIRED, 0, WABI_ROLES_ALL, NULL, NULL },
  { "practice", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "epoch", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
  { "recovery_key", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 60, NULL, NULL },
};

static const WabiRoute routes[] = {
  { .method = "POST", .path = "/v1/auth/sign-in", .scope = WABI_SCOPE_PUBLIC, .audit = "auth.sign-in", .max_body = MAX_BODY,
    .handle = handle_sign_in, .summary = "Sign in", .body = sign_in_fields, .n_body = G_N_ELEMENTS (sign_in_fields),
    .answer = given_fields, .n_answer = G_N_ELEMENTS (given_fields) },
  { .method = "POST", .path = "/v1/auth/refresh", .scope = WABI_SCOPE_PUBLIC, .audit = "auth.refresh", .max_body = MAX_BODY,
    .handle = handle_refresh, .summary = "Go on with a sign-in; the refresh token is spent", .body = refresh_fields,
    .n_body = G_N_ELEMENTS (refresh_fields), .answer = given_fields, .n_answer = G_N_ELEMENTS (given_fields) },
  /* Public: the refresh token is what counts, and the access token may be over by then. */
  { .method = "POST", .path = "/v1/auth/sign-out", .scope = WABI_SCOPE_PUBLIC, .audit = "auth.sign-out", .max_body = MAX_BODY,
    .handle = handle_sign_out, .summary = "End a sign-in", .body = refresh_fields, .n_body = 1 },
};

const WabiServiceInfo wabi_service_auth = {
  .abi = WABI_SERVICE_ABI,
  .name = "auth",
  .title = "Practices, staff and sign-in",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = wabi_auth_migrations,
  .n_migrations = WABI_AUTH_N_MIGRATIONS,
  .create = create_auth,
  .destroy = destroy_auth,
};
