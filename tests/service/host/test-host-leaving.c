// SPDX-License-Identifier: AGPL-3.0-or-later
// Access that ends, over real HTTPS: what waits comes in and is held, nothing is shown, and a person decides (sync.md 6.3).

#include "host-fixture.h"

#include <string.h>

typedef struct
{
  char *access, *refresh;
} Desk;

static void
clear_desk (Desk *desk)
{
  g_free (desk->access);
  g_free (desk->refresh);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, clear_desk)

static void
enter (Fixture *fixture, Desk *desk, const char *login)
{
  g_auto (Answer) answer = { 0 };

  clear_desk (desk);
  sign_in (fixture, "clinic-a", login, PASSWORD, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  desk->access = g_strdup (json_object_get_string_member (answer.json, "access_token"));
  desk->refresh = g_strdup (json_object_get_string_member (answer.json, "refresh_token"));
}

static void
ask_refresh (Fixture *fixture, const char *token, Answer *answer)
{
  g_autofree char *body = g_strdup_printf ("{\"refresh_token\":\"%s\",\"device\":\"" DEVICE "\"}", token);

  call (fixture, "POST", "/v1/auth/refresh", NULL, body, NULL, answer);
}

/* Answers the token that only drains. */
static char *
drain (Fixture *fixture, const char *refresh)
{
  g_auto (Answer) answer = { 0 };

  ask_refresh (fixture, refresh, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_true (json_object_get_boolean_member (answer.json, "drain"));
  g_assert_true (json_object_get_boolean_member (answer.json, "wipe"));
  g_assert_false (json_object_has_member (answer.json, "recovery_key"));
  g_assert_false (json_object_has_member (answer.json, "practice"));
  return g_strdup (json_object_get_string_member (answer.json, "access_token"));
}

static int
status_of (Fixture *fixture, const char *method, const char *path, const char *token, const char *body)
{
  g_auto (Answer) answer = { 0 };

  call (fixture, method, path, token, body, NULL, &answer);
  return (int) answer.status;
}

static char *
push_one (Fixture *fixture, const char *token, int n, const char *name)
{
  g_autofree char *id = client_id (n), *body = push_client (n, id, name);
  g_auto (Answer) answer = { 0 };

  call (fixture, "POST", "/v1/push", token, body, NULL, &answer);
  return g_strdup (json_object_get_string_member (first_result (&answer), "status"));
}

static guint
count_held (Fixture *fixture, const char *admin, JsonObject **first)
{
  g_auto (Answer) answer = { 0 };
  JsonArray *held;

  call (fixture, "GET", "/v1/held?service=patients", admin, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  held = json_object_get_array_member (answer.json, "held");
  if (first != NULL)
    *first = json_array_get_length (held) > 0 ? json_object_ref (json_array_get_object_element (held, 0)) : NULL;
  return json_array_get_length (held);
}

static int
decide (Fixture *fixture, const char *admin, const char *what, int n, const char *why)
{
  g_autofree char *path = g_strconcat ("/v1/held/", what, NULL);
  g_autofree char *body = g_strdup_printf ("{\"service\":\"patients\",\"id\":\"01900000-0000-7000-8000-e%011d\"%s%s%s}", n,
                                           why != NULL ? ",\"why\":\"" : "", why != NULL ? why : "", why != NULL ? "\"" : "");

  return status_of (fixture, "POST", path, admin, body);
}

static gboolean
has_client (Fixture *fixture, const char *admin, int n)
{
  g_autofree char *id = client_id (n), *path = g_strconcat ("/v1/records/client/", id, NULL);

  return status_of (fixture, "GET", path, admin, NULL) == 200;
}

static void
end_access (Fixture *fixture, const char *admin, gboolean allowed)
{
  g_assert_cmpint (status_of (fixture, "POST", "/v1/auth/people/" DESK_A, admin, allowed ? "{\"allowed\":true}" : "{\"allowed\":false}"), ==,
                   204);
}

#define SYNC "/v1/sync?service=patients"

static void
test_end_of_access (Fixture *fixture, gconstpointer data)
{
  g_auto (Desk) desk = { 0 }, admin = { 0 };
  g_autofree char *status = NULL, *token = NULL, *again = NULL;
  g_auto (Answer) answer = { 0 };

  enter (fixture, &desk, "desk");
  enter (fixture, &admin, "admin");
  status = push_one (fixture, desk.access, 1, "Before");
  g_assert_cmpstr (status, ==, "applied");
  g_assert_cmpint (status_of (fixture, "POST", "/v1/auth/people/" DESK_A, desk.access, "{\"allowed\":false}"), ==, 403);
  g_assert_cmpint (status_of (fixture, "POST", "/v1/auth/people/" ADMIN_A, admin.access, "{\"allowed\":false}"), ==, 409);
  g_assert_cmpint (status_of (fixture, "POST", "/v1/auth/people/" DESK_B, admin.access, "{\"allowed\":false}"), ==, 404);
  end_access (fixture, admin.access, FALSE);
  /* At once, not when the token is over. */
  g_assert_cmpint (status_of (fixture, "GET", SYNC, desk.access, NULL), ==, 401);
  g_assert_cmpint (status_of (fixture, "GET", SYNC, admin.access, NULL), ==, 200);
  sign_in (fixture, "clinic-a", "desk", PASSWORD, &answer);
  g_assert_cmpint (answer.status, ==, 401);

  token = drain (fixture, desk.refresh);
  g_assert_cmpint (status_of (fixture, "GET", SYNC, token, NULL), ==, 403);
  g_assert_cmpint (status_of (fixture, "GET", "/v1/records/client", token, NULL), ==, 403);
  g_assert_cmpint (status_of (fixture, "GET", "/v1/events", token, NULL), ==, 403);
  /* However often the network fails. */
  again = drain (fixture, desk.refresh);
  g_assert_cmpint (status_of (fixture, "POST", "/v1/auth/wiped", admin.access, NULL), ==, 403);
  g_assert_cmpint (status_of (fixture, "POST", "/v1/auth/wiped", again, NULL), ==, 204);
  ask_refresh (fixture, desk.refresh, &answer);
  g_assert_cmpint (answer.status, ==, 401);

  end_access (fixture, admin.access, TRUE);
  enter (fixture, &desk, "desk");
  g_assert_cmpint (status_of (fixture, "GET", SYNC, desk.access, NULL), ==, 200);
}

/* Each command is in one place at every instant: held, or in the records, or discarded with its reason. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_auto (Desk) desk = { 0 }, admin = { 0 };
  g_autofree char *token = NULL;
  g_autoptr (JsonObject) first = NULL;
  static const struct
  {
    int n;
    const char *status;
  } PUSHES[] = { { 1, "applied" }, { 2, "held" }, { 3, "held" }, { 2, "held" } };

  enter (fixture, &desk, "desk");
  enter (fixture, &admin, "admin");
  g_free (push_one (fixture, desk.access, 1, "Before"));
  end_access (fixture, admin.access, FALSE);
  token = drain (fixture, desk.refresh);
  for (gsize i = 0; i < G_N_ELEMENTS (PUSHES); i++)
    {
      g_autofree char *status = push_one (fixture, token, PUSHES[i].n, PUSHES[i].n == 1 ? "Before" : "After");

      g_assert_cmpstr (status, ==, PUSHES[i].status);
    }
  g_assert_false (has_client (fixture, admin.access, 2));
  g_assert_cmpuint (count_held (fixture, admin.access, &first), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (first, "user"), ==, DESK_A);
  g_assert_cmpstr (json_object_get_string_member (first, "reason"), ==, "access-ended");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (first, "args"), "first_name"), ==, "After");

  g_assert_cmpint (decide (fixture, token, "release", 2, NULL), ==, 403);
  g_assert_cmpint (decide (fixture, admin.access, "release", 2, NULL), ==, 204);
  g_assert_true (has_client (fixture, admin.access, 2));
  g_assert_cmpint (decide (fixture, admin.access, "release", 2, NULL), ==, 404);
  g_assert_cmpint (decide (fixture, admin.access, "discard", 3, NULL), ==, 400);
  g_assert_cmpint (decide (fixture, admin.access, "discard", 3, "Entered twice"), ==, 204);
  g_assert_false (has_client (fixture, admin.access, 3));
  g_assert_cmpuint (count_held (fixture, admin.access, NULL), ==, 0);
}

/* What a rule does not take stays held, with its words. */
static void
test_release_refused (Fixture *fixture, gconstpointer data)
{
  g_auto (Desk) desk = { 0 }, admin = { 0 };
  g_autofree char *token = NULL, *id = client_id (1), *held = NULL;
  g_autofree char *other = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_auto (Answer) answer = { 0 };

  enter (fixture, &desk, "desk");
  enter (fixture, &admin, "admin");
  other = push_client (7, id, "Same");
  end_access (fixture, admin.access, FALSE);
  token = drain (fixture, desk.refresh);
  held = push_one (fixture, token, 1, "First");
  call (fixture, "POST", "/v1/push", token, other, NULL, &answer);
  g_assert_cmpstr (json_object_get_string_member (first_result (&answer), "status"), ==, "held");
  g_assert_cmpint (decide (fixture, admin.access, "release", 1, NULL), ==, 204);
  g_assert_cmpint (decide (fixture, admin.access, "release", 7, NULL), ==, 409);
  g_assert_cmpuint (count_held (fixture, admin.access, &first), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (first, "message"), !=, "");
}

/* The laptop turns up before it was told anything more: its own queue goes on, and nothing is done twice. */
static void
test_lost_and_found (Fixture *fixture, gconstpointer data)
{
  g_auto (Desk) desk = { 0 }, admin = { 0 };
  g_autofree char *token = NULL, *held = NULL, *sent = NULL, *discarded = NULL;
  g_auto (Answer) answer = { 0 };

  enter (fixture, &desk, "desk");
  enter (fixture, &admin, "rbt");
  enter (fixture, &admin, "admin");
  g_assert_cmpint (status_of (fixture, "POST", "/v1/auth/devices/nowhere", admin.access, "{\"lost\":true}"), ==, 404);
  /* All of the fixture's people have one device; the desk's came first. */
  call (fixture, "GET", "/v1/auth/people", admin.access, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer.json, "people")), ==, 4);
  g_assert_cmpint (status_of (fixture, "POST", "/v1/auth/devices/" DEVICE, admin.access, "{\"lost\":true}"), ==, 204);
  g_assert_cmpint (status_of (fixture, "GET", SYNC, desk.access, NULL), ==, 401);
  sign_in (fixture, "clinic-a", "desk", PASSWORD, &answer);
  g_assert_cmpint (answer.status, ==, 403);
  g_assert_cmpstr (error_code (&answer), ==, "device_lost");
  token = drain (fixture, desk.refresh);
  held = push_one (fixture, token, 1, "Waiting");
  g_assert_cmpstr (held, ==, "held");
  g_clear_pointer (&held, g_free);
  held = push_one (fixture, token, 2, "Waiting");
}

static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_auto (Desk) desk = { 0 }, admin = { 0 };
  g_autofree char *token = NULL, *held = NULL, *sent = NULL, *refused = NULL;

  enter (fixture, &admin, "admin");
  enter (fixture, &desk, "desk");
  end_access (fixture, admin.access, FALSE);
  token = drain (fixture, desk.refresh);
  held = push_one (fixture, token, 1, "Waiting");
  g_free (push_one (fixture, token, 2, "Unwanted"));
  g_assert_cmpint (decide (fixture, admin.access, "discard", 2, "Not wanted"), ==, 204);
  end_access (fixture, admin.access, TRUE);
  enter (fixture, &desk, "desk");
  sent = push_one (fixture, desk.access, 1, "Waiting");
  g_assert_cmpstr (sent, ==, "applied");
  g_assert_cmpuint (count_held (fixture, admin.access, NULL), ==, 0);
  refused = push_one (fixture, desk.access, 2, "Unwanted");
  g_assert_cmpstr (refused, ==, "rejected");
  g_assert_false (has_client (fixture, admin.access, 2));
}

/* A process that was started anew remembers what the one before refused. */
static void
test_started_anew (Fixture *fixture, gconstpointer data)
{
  g_auto (Desk) desk = { 0 }, admin = { 0 };

  enter (fixture, &desk, "desk");
  enter (fixture, &admin, "admin");
  end_access (fixture, admin.access, FALSE);
  g_assert_true (fixture_stop (fixture, SIGTERM));
  fixture_start (fixture, NULL);
  g_assert_cmpint (status_of (fixture, "GET", SYNC, desk.access, NULL), ==, 401);
  g_assert_cmpint (status_of (fixture, "GET", SYNC, admin.access, NULL), ==, 200);
}

/* The administrator's program, beside the running server. */
static void
test_from_outside (Fixture *fixture, gconstpointer data)
{
  const char *argv[] = { WABI_CTL, "user", "disable", "--data", fixture->folder, "--practice", "clinic-a", "--login", "desk", NULL };
  gint64 until = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;
  g_autoptr (GError) error = NULL;
  g_auto (Desk) desk = { 0 };
  int status;

  enter (fixture, &desk, "desk");
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  while (status_of (fixture, "GET", SYNC, desk.access, NULL) != 401)
    g_assert_cmpint (g_get_monotonic_time (), <, until);
  g_free (drain (fixture, desk.refresh));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/host/leaving/end-of-access", test_end_of_access);
  ADD ("/host/leaving/held", test_held);
  ADD ("/host/leaving/release-refused", test_release_refused);
  ADD ("/host/leaving/lost", test_lost_and_found);
  ADD ("/host/leaving/found", test_found);
  ADD ("/host/leaving/started-anew", test_started_anew);
  ADD ("/host/leaving/from-outside", test_from_outside);
  return g_test_run ();
}
