// SPDX-License-Identifier: AGPL-3.0-or-later
// Sign-in, refresh, sign-out, over real HTTPS.

#include "host-fixture.h"

#include <string.h>

static char *
refresh_body (const char *token, const char *device)
{
  return g_strdup_printf ("{\"refresh_token\":\"%s\",\"device\":\"%s\"}", token, device);
}

static void
test_right (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 }, again = { 0 };
  g_autofree guchar *key = NULL;
  gsize length;

  sign_in (fixture, "clinic-a", " Desk ", PASSWORD, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (answer.json, "user"), ==, DESK_A);
  g_assert_cmpstr (json_object_get_string_member (answer.json, "name"), ==, "Ana desk");
  g_assert_cmpint (json_object_get_int_member (answer.json, "roles"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (answer.json, "expires_in"), ==, 600);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (answer.json, "practice"), "id"), ==, PRACTICE_A);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (answer.json, "practice"), "zone"), ==, "America/New_York");
  g_assert_cmpstr (json_object_get_string_member (answer.json, "epoch"), !=, "");
  key = g_base64_decode (json_object_get_string_member (answer.json, "recovery_key"), &length);
  g_assert_cmpint (length, ==, 32);
  sign_in (fixture, "clinic-a", "desk", PASSWORD, &again);
  g_assert_cmpstr (json_object_get_string_member (again.json, "recovery_key"), ==, json_object_get_string_member (answer.json, "recovery_key"));
  g_assert_cmpstr (json_object_get_string_member (again.json, "refresh_token"), !=,
                   json_object_get_string_member (answer.json, "refresh_token"));
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *practice, *login, *password;
  } ROWS[] = {
    { "clinic-a", "desk", "wrong password" }, { "clinic-a", "nobody", PASSWORD }, { "no-clinic", "desk", PASSWORD },
    { "clinic-a", "gone", PASSWORD },         { "clinic-b", "rbt", PASSWORD },
  };
  g_autofree char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ROWS); i++)
    {
      g_auto (Answer) answer = { 0 };

      sign_in (fixture, ROWS[i].practice, ROWS[i].login, ROWS[i].password, &answer);
      g_assert_cmpint (answer.status, ==, 401);
      if (first == NULL)
        first = g_strdup (answer.body);
      g_assert_cmpstr (answer.body, ==, first);
    }
}

static void
test_rate_limit (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  for (int i = 0; i < 5; i++)
    {
      sign_in (fixture, "clinic-a", "desk", "wrong password", &answer);
      g_assert_cmpint (answer.status, ==, 401);
    }
  sign_in (fixture, "clinic-a", "desk", PASSWORD, &answer);
  g_assert_cmpint (answer.status, ==, 429);
  g_assert_cmpint (atoi (soup_message_headers_get_one (answer.headers, "Retry-After")), >, 0);
  sign_in (fixture, "clinic-a", "rbt", PASSWORD, &answer);
  g_assert_cmpint (answer.status, ==, 200);
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) first = { 0 }, second = { 0 }, answer = { 0 };
  g_autofree char *body = NULL, *next = NULL;
  const char *token;

  sign_in (fixture, "clinic-a", "desk", PASSWORD, &first);
  body = refresh_body (json_object_get_string_member (first.json, "refresh_token"), DEVICE);
  call (fixture, "POST", "/v1/auth/refresh", NULL, body, NULL, &second);
  g_assert_cmpint (second.status, ==, 200);
  token = json_object_get_string_member (second.json, "access_token");
  call (fixture, "GET", "/v1/sync?service=patients", token, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 200);

  /* The second use of the first token ends the family: its access tokens and its newest refresh token too. */
  call (fixture, "POST", "/v1/auth/refresh", NULL, body, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
  call (fixture, "GET", "/v1/sync?service=patients", token, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
  next = refresh_body (json_object_get_string_member (second.json, "refresh_token"), DEVICE);
  call (fixture, "POST", "/v1/auth/refresh", NULL, next, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
}

static void
test_refresh_other_device (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) first = { 0 }, answer = { 0 };
  g_autofree char *stolen = NULL, *own = NULL;

  sign_in (fixture, "clinic-a", "desk", PASSWORD, &first);
  stolen = refresh_body (json_object_get_string_member (first.json, "refresh_token"), "another-device");
  own = refresh_body (json_object_get_string_member (first.json, "refresh_token"), DEVICE);
  call (fixture, "POST", "/v1/auth/refresh", NULL, stolen, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
  call (fixture, "POST", "/v1/auth/refresh", NULL, own, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
}

static void
test_sign_out (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) first = { 0 }, answer = { 0 };
  g_autofree char *body = NULL;

  sign_in (fixture, "clinic-a", "desk", PASSWORD, &first);
  body = refresh_body (json_object_get_string_member (first.json, "refresh_token"), DEVICE);
  call (fixture, "POST", "/v1/auth/sign-out", NULL, body, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 204);
  call (fixture, "POST", "/v1/auth/refresh", NULL, body, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
  call (fixture, "GET", "/v1/sync?service=patients", json_object_get_string_member (first.json, "access_token"), NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
}

static void
test_token_tampered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = token_of (fixture, "clinic-a", "desk");
  g_auto (GStrv) parts = g_strsplit (token, ".", 3);
  g_autofree char *payload = g_base64_encode ((const guchar *) "{\"prc\":\"" PRACTICE_B "\",\"sub\":\"x\",\"fam\":\"f\",\"rol\":31,\"exp\":9999999999}",
                                              strlen ("{\"prc\":\"" PRACTICE_B "\",\"sub\":\"x\",\"fam\":\"f\",\"rol\":31,\"exp\":9999999999}"));
  g_autofree char *changed = NULL, *unsigned_token = NULL;
  g_auto (Answer) answer = { 0 };

  g_strdelimit (payload, "=", '\0');
  changed = g_strdup_printf ("%s.%s.%s", parts[0], payload, parts[2]);
  unsigned_token = g_strdup_printf ("eyJhbGciOiJub25lIn0.%s.", payload);
  for (const char *const *bad = (const char *const[]){ changed, unsigned_token, "x", "..", "", NULL }; *bad != NULL; bad++)
    {
      call (fixture, "GET", "/v1/sync?service=patients", *bad, NULL, NULL, &answer);
      g_assert_cmpint (answer.status, ==, 401);
    }
  call (fixture, "GET", "/v1/sync?service=patients", NULL, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
  g_assert_cmpstr (soup_message_headers_get_one (answer.headers, "WWW-Authenticate"), ==, "Bearer");
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/host/auth/right", test_right);
  ADD ("/host/auth/wrong-all-alike", test_wrong);
  ADD ("/host/auth/rate-limit", test_rate_limit);
  ADD ("/host/auth/refresh-rotates-and-reuse-revokes", test_refresh);
  ADD ("/host/auth/refresh-of-another-device", test_refresh_other_device);
  ADD ("/host/auth/sign-out", test_sign_out);
  ADD ("/host/auth/token-tampered", test_token_tampered);
  return g_test_run ();
}
