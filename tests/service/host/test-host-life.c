// SPDX-License-Identifier: AGPL-3.0-or-later
// The end of a server, orderly or not, and what is there after it.

#include "host-fixture.h"

#include <signal.h>
#include <string.h>

static void
check_clients (Fixture *fixture, int n)
{
  g_autofree char *token = token_of (fixture, "clinic-a", "desk");
  g_auto (Answer) answer = { 0 };

  call (fixture, "GET", "/v1/sync?service=patients&limit=5000", token, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer.json, "changes")), >=, n);
}

static int
push_some (Fixture *fixture, const char *token, int from, int n)
{
  for (int i = from; i < from + n; i++)
    {
      g_auto (Answer) answer = { 0 };
      g_autofree char *id = client_id (i);
      g_autofree char *body = push_client (i, id, "Ana");

      call (fixture, "POST", "/v1/push", token, body, NULL, &answer);
      g_assert_cmpstr (json_object_get_string_member (first_result (&answer), "status"), ==, "applied");
    }
  return from + n;
}

static void
test_terminate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = token_of (fixture, "clinic-a", "desk");
  g_autofree char *state = g_build_filename (fixture->folder, "server.json", NULL);
  g_autoptr (GIOStream) stream = raw_connect (fixture);
  g_autofree char *head = g_strdup_printf ("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n", token);
  char buffer[2048];

  push_some (fixture, token, 1, 5);
  g_assert_true (g_file_test (state, G_FILE_TEST_EXISTS));
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (stream), head, strlen (head), NULL, NULL, NULL));
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer, NULL, NULL), >, 0);
  g_assert_true (fixture_stop (fixture, SIGTERM));
  g_assert_false (g_file_test (state, G_FILE_TEST_EXISTS));
  fixture_start (fixture, NULL);
  check_clients (fixture, 5);
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  int next = 1;

  for (int round = 0; round < 4; round++)
    {
      g_autofree char *token = token_of (fixture, "clinic-a", "desk");

      next = push_some (fixture, token, next, 5);
      g_assert_false (fixture_stop (fixture, SIGKILL));
      fixture_start (fixture, NULL);
      check_clients (fixture, next - 1);
    }
}

/* An access token and the authority outlive a restart. */
static void
test_restart_keeps_sign_in (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = token_of (fixture, "clinic-a", "desk");
  g_autofree char *name = g_build_filename (fixture->folder, "ca.pem", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_auto (Answer) answer = { 0 };

  g_assert_true (g_file_get_contents (name, &before, NULL, NULL));
  g_assert_true (fixture_stop (fixture, SIGTERM));
  fixture_start (fixture, NULL);
  g_assert_true (g_file_get_contents (name, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  call (fixture, "GET", "/v1/sync?service=patients", token, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 200);
}

static int
run_server (const char *const *arguments, char **complaint)
{
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL);

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, complaint, NULL));
  return g_subprocess_get_exit_status (process);
}

static void
test_refuses_to_start (Fixture *fixture, gconstpointer data)
{
  g_autofree char *port = g_strdup_printf ("127.0.0.1:%u", fixture->port);
  g_autofree char *other = g_dir_make_tmp ("wabi-other-XXXXXX", NULL);
  const char *const rows[][6] = {
    { WABI_SERVER, "--data", fixture->folder, "--listen", "127.0.0.1:0", NULL }, /* folder in use */
    { WABI_SERVER, "--data", other, "--listen", port, NULL },                    /* port in use */
    { WABI_SERVER, "--data", other, "--listen", "nowhere", NULL },
    { WABI_SERVER, "--data", other, "--services", "nothing", NULL },
    { WABI_SERVER, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *complaint = NULL;

      g_assert_cmpint (run_server (rows[i], &complaint), ==, 1);
      g_assert_true (g_str_has_prefix (complaint, "wabi-server: "));
    }
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/host/life/terminate-drains", test_terminate);
  ADD ("/host/life/kill-keeps-what-was-acknowledged", test_kill);
  ADD ("/host/life/restart-keeps-sign-in", test_restart_keeps_sign_in);
  ADD ("/host/life/refuses-to-start", test_refuses_to_start);
  return g_test_run ();
}
