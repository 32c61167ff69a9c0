// SPDX-License-Identifier: AGPL-3.0-or-later
// The auth service: sign-in, refresh and sign-out; staff, practices and credentials are records like any others.

#include "wabi-auth-service.h"

#include "wabi-access.h"
#include "wabi-auth-private.h"
#include "wabi-keys.h"
#include "wabi-login.h"
#include "wabi-sign-in.h"

#include <string.h>

#define MAX_BODY WABI_AUTH_MAX_BODY
#define TRIES_OF_LOGIN 5
#define TRIES_OF_ADDRESS 50

static void
answer_sign_in (WabiRequest *request, WabiAuth *auth, const WabiSignIn *sign_in, const char *device)
{
  const WabiTokenGrant grant = { sign_in->practice, sign_in->user, sign_in->roles, sign_in->family, device, FALSE };
  g_autofree char *token = wabi_tokens_grant (auth->tokens, &grant);
  JsonObject *answer = json_object_new ();
  JsonObject *practice = json_object_new ();

  json_object_set_string_member (practice, "id", sign_in->practice);
  json_object_set_string_member (practice, "name", sign_in->practice_name);
  json_object_set_string_member (practice, "zone", sign_in->zone);
  json_object_set_int_member (practice, "offline_lock_days", sign_in->lock_days);
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

/* Enough to send what waits and to confirm; nothing that shows anything (sync.md 6.3). */
static void
answer_drain (WabiRequest *request, WabiAuth *auth, const WabiSignIn *sign_in, const char *device)
{
  const WabiTokenGrant grant = { sign_in->practice, sign_in->user, sign_in->roles, sign_in->family, device, TRUE };
  g_autofree char *token = wabi_tokens_grant (auth->tokens, &grant);
  JsonObject *answer = json_object_new ();

  json_object_set_boolean_member (answer, "drain", TRUE);
  json_object_set_boolean_member (answer, "wipe", TRUE);
  json_object_set_string_member (answer, "access_token", token);
  json_object_set_int_member (answer, "expires_in", WABI_TOKENS_LIFE);
  json_object_set_string_member (answer, "refresh_token", sign_in->refresh_token);
  json_object_set_string_member (answer, "user", sign_in->user);
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
sign_in (WabiRequest *request, WabiAuth *auth, const char *practice, const char *login, const char *password,
         const WabiSignInDevice *device)
{
  g_autofree char *folded = wabi_auth_fold_login (login);
  g_autofree char *key = g_strdup_printf ("%s\n%s", practice, folded != NULL ? folded : "");
  g_auto (WabiSignIn) given = { 0 };
  g_autoptr (GError) error = NULL;
  WabiSignInVerdict verdict;

  if (refuse_when_hasty (request, wabi_rate_limit_take (auth->by_address, wabi_request_get_address (request)))
      || refuse_when_hasty (request, wabi_rate_limit_take (auth->by_login, key)))
    return;
  if (!wabi_sign_in_start (auth->store, practice, login, password, device, &given, &verdict, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  if (verdict == WABI_SIGN_IN_LOST)
    {
      wabi_request_answer_error (request, 403, "device_lost", NULL,
                                 "This computer was reported lost. Ask an administrator to mark it as found, then sign in again.");
      return;
    }
  if (verdict == WABI_SIGN_IN_REFUSED)
    {
      wabi_request_answer_error (request, 401, "sign_in_failed", NULL, "Practice, login and password do not belong together. Check them and try again.");
      return;
    }
  wabi_rate_limit_succeed (auth->by_login, key);
  wabi_rate_limit_succeed (auth->by_address, wabi_request_get_address (request));
  answer_sign_in (request, auth, &given, device->id);
}

static void
handle_sign_in (WabiRequest *request, gpointer service)
{
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  const char *practice, *login, *password;
  WabiSignInDevice device;
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return;
  if (!wabi_json_take_text (body, "practice", TRUE, 40, &practice, &error)
      || !wabi_json_take_text (body, "login", TRUE, 200, &login, &error)
      || !wabi_json_take_text (body, "password", TRUE, WABI_LOGIN_LONGEST_PASSWORD, &password, &error)
      || !wabi_json_take_text (body, "device", TRUE, 64, &device.id, &error)
      || !wabi_json_take_text (body, "device_name", FALSE, WABI_ACCESS_NAME_LENGTH, &device.name, &error))
    wabi_request_answer_gerror (request, error);
  else
    sign_in (request, service, practice, login, password, &device);
}

static void
handle_refresh (WabiRequest *request, gpointer service)
{
  WabiAuth *auth = service;
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  g_auto (WabiSignIn) given = { 0 };
  g_autoptr (GError) error = NULL;
  WabiSignInDevice device;
  const char *token;
  gboolean allowed;

  if (body == NULL)
    return;
  if (!wabi_json_take_text (body, "refresh_token", TRUE, 200, &token, &error)
      || !wabi_json_take_text (body, "device", TRUE, 64, &device.id, &error)
      || !wabi_json_take_text (body, "device_name", FALSE, WABI_ACCESS_NAME_LENGTH, &device.name, &error)
      || !wabi_sign_in_refresh (auth->store, token, &device, &given, &allowed, &error))
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
  if (given.drain)
    answer_drain (request, auth, &given, device.id);
  else
    answer_sign_in (request, auth, &given, device.id);
}

static void
handle_sign_out (WabiRequest *request, gpointer service)
{
  WabiAuth *auth = service;
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

/* What other processes check access tokens with; public halves only. */
static void
handle_keys (WabiRequest *request, gpointer service)
{
  WabiAuth *auth = service;
  GString *text = g_string_new (NULL);
  gsize length;

  wabi_keys_append_text (wabi_tokens_get_user_keys (auth->tokens), text);
  length = text->len;
  wabi_request_answer (request, 200, NULL, g_string_free (text, FALSE), length);
}

static gpointer
create_auth (const WabiServiceContext *context, GError **error)
{
  WabiAuth *auth = g_new0 (WabiAuth, 1);

  auth->store = context->store;
  auth->tokens = context->tokens;
  auth->clock = context->clock;
  auth->by_login = wabi_rate_limit_new (TRIES_OF_LOGIN, context->clock);
  auth->by_address = wabi_rate_limit_new (TRIES_OF_ADDRESS, context->clock);
  return auth;
}

static void
destroy_auth (gpointer service)
{
  WabiAuth *auth = service;

  wabi_rate_limit_free (auth->by_login);
  wabi_rate_limit_free (auth->by_address);
  g_free (auth);
}

static const WabiField sign_in_fields[] = {
  { "practice", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 40, NULL, NULL },
  { "login", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 200, NULL, NULL },
  { "password", WABI_FIELD_TEXT, WABI_REQUIRED, 0, WABI_LOGIN_LONGEST_PASSWORD, NULL, NULL },
  { "device", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
  { "device_name", WABI_FIELD_TEXT, 0, 0, WABI_ACCESS_NAME_LENGTH, NULL, NULL },
};
static const WabiField refresh_fields[] = {
  { "refresh_token", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 200, NULL, NULL },
  { "device", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
  { "device_name", WABI_FIELD_TEXT, 0, 0, WABI_ACCESS_NAME_LENGTH, NULL, NULL },
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

static const WabiField people_fields[] = {
  { "people", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
};
static const WabiField access_fields[] = {
  { "allowed", WABI_FIELD_BOOL, WABI_REQUIRED, 0, 0, NULL, NULL },
};
static const WabiField lost_fields[] = {
  { "lost", WABI_FIELD_BOOL, WABI_REQUIRED, 0, 0, NULL, NULL },
};
static const WabiField keys_fields[] = { { "keys", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL } };

static const WabiRoute routes[] = {
  { .method = "GET", .path = "/v1/auth/keys", .scope = WABI_SCOPE_PUBLIC, .audit = WABI_AUDIT_NONE, .handle = handle_keys,
    .summary = "The keys that access tokens are signed with, as a JWK set", .answer = keys_fields, .n_answer = G_N_ELEMENTS (keys_fields) },
  { .method = "POST", .path = "/v1/auth/sign-in", .scope = WABI_SCOPE_PUBLIC, .audit = "auth.sign-in", .max_body = MAX_BODY,
    .handle = handle_sign_in, .summary = "Sign in", .body = sign_in_fields, .n_body = G_N_ELEMENTS (sign_in_fields),
    .answer = given_fields, .n_answer = G_N_ELEMENTS (given_fields) },
  { .method = "POST", .path = "/v1/auth/refresh", .scope = WABI_SCOPE_PUBLIC, .audit = "auth.refresh", .max_body = MAX_BODY,
    .handle = handle_refresh, .summary = "Go on with a sign-in; the refresh token is spent", .body = refresh_fields,
    .n_body = G_N_ELEMENTS (refresh_fields), .answer = given_fields, .n_answer = G_N_ELEMENTS (given_fields) },
  /* Public: the refresh token is what counts, and the access token may be over by then. */
  { .method = "POST", .path = "/v1/auth/sign-out", .scope = WABI_SCOPE_PUBLIC, .audit = "auth.sign-out", .max_body = MAX_BODY,
    .handle = handle_sign_out, .summary = "End a sign-in", .body = refresh_fields, .n_body = 1 },
  { .method = "POST", .path = "/v1/auth/wiped", .scope = WABI_SCOPE_STAFF, .audit = "device.wiped", .drain = TRUE,
    .handle = wabi_auth_handle_wiped, .summary = "A device whose access has ended says that its copy is gone" },
  { .method = "GET", .path = "/v1/auth/people", .scope = WABI_SCOPE_ADMIN, .audit = "people.list", .handle = wabi_auth_handle_people,
    .summary = "Who may sign in, and on which computers there are copies", .answer = people_fields, .n_answer = G_N_ELEMENTS (people_fields) },
  { .method = "POST", .path = "/v1/auth/people/{staff}", .scope = WABI_SCOPE_ADMIN, .audit = "user.disable", .max_body = MAX_BODY,
    .handle = wabi_auth_handle_access, .summary = "End a person's access, or give it back", .body = access_fields,
    .n_body = G_N_ELEMENTS (access_fields) },
  { .method = "POST", .path = "/v1/auth/devices/{device}", .scope = WABI_SCOPE_ADMIN, .audit = "device.lost", .max_body = MAX_BODY,
    .handle = wabi_auth_handle_device, .summary = "Report a computer as lost, or as found", .body = lost_fields,
    .n_body = G_N_ELEMENTS (lost_fields) },
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
