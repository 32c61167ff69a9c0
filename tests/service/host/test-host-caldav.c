// SPDX-License-Identifier: AGPL-3.0-or-later
// A schedule in a calendar on another server: Radicale, over HTTPS, with what goes wrong between the two.

#include "host-fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "wabi-clock.h"
#include "wabi-id.h"

#define VISIT "01900000-0000-7000-8000-0000000000f1"
#define SECOND "01900000-0000-7000-8000-0000000000f2"
#define OTHERS "01900000-0000-7000-8000-0000000000f3"
#define USER "ana"
#define SECRET "plain-horse-17"
#define OTHER_SECRET "other-horse-18"

typedef struct
{
  Fixture base;
  GSubprocess *radicale;
  GThread *reader;
  GAsyncQueue *log; /* lines that Radicale wrote; "" at its end */
  guint16 port;
  char *config, *calendar; /* calendar: its address */
  char *token;             /* of the technician */
  char *push;              /* id of the connected calendar */
  int n;                   /* of the next command */
} World;

/* --- Radicale --- */

/* A failed test must not leave its server behind. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* All of it, always: a full pipe would hold it up. */
static gpointer
read_log (gpointer data)
{
  World *world = data;
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stderr_pipe (world->radicale));
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    g_async_queue_push (world->log, line);
  g_async_queue_push (world->log, g_strdup ("\n"));
  return NULL;
}

/* Reads what it says until it says this; it says what it was asked, and what it answered. */
static char *
wait_for (World *world, const char *one, const char *other)
{
  for (;;)
    {
      g_autofree char *line = g_async_queue_pop (world->log);

      g_assert_cmpstr (line, !=, "\n");
      if (strstr (line, one) != NULL && strstr (line, other) != NULL)
        return g_steal_pointer (&line);
    }
}

static void
write_password (World *world, const char *password)
{
  g_autofree char *name = g_build_filename (world->base.folder, "users", NULL), *text = g_strdup_printf (USER ":%s\n", password);

  g_assert_true (g_file_set_contents (name, text, -1, NULL));
}

static void
start_radicale (World *world)
{
  const char *folder = world->base.folder;
  g_autofree char *name = g_build_filename (folder, "radicale.conf", NULL), *text = NULL, *line = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  const char *colon;

  text = g_strdup_printf ("[server]\nhosts = 127.0.0.1:%u\nssl = True\ncertificate = %s/server.pem\nkey = %s/server.key\n"
                          "[auth]\ntype = htpasswd\nhtpasswd_filename = %s/users\nhtpasswd_encryption = plain\ndelay = 0\n"
                          "[storage]\nfilesystem_folder = %s/calendars\n[logging]\nlevel = info\n",
                          world->port, folder, folder, folder, folder);
  g_assert_true (g_file_set_contents (name, text, -1, NULL));
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "PYTHONUNBUFFERED", "1", TRUE);
  world->radicale = g_subprocess_launcher_spawn (launcher, &error, "/usr/bin/radicale", "--config", name, NULL);
  g_assert_no_error (error);
  world->log = g_async_queue_new_full (g_free);
  world->reader = g_thread_new ("radicale", read_log, world);
  line = wait_for (world, "Listening on", "127.0.0.1]:");
  colon = strrchr (line, ':');
  world->port = (guint16) g_ascii_strtoull (colon + 1, NULL, 10);
  g_assert_cmpint (world->port, >, 0);
}

static void
stop_radicale (World *world)
{
  g_subprocess_send_signal (world->radicale, SIGTERM);
  g_subprocess_wait (world->radicale, NULL, NULL);
  g_thread_join (world->reader);
  g_clear_pointer (&world->log, g_async_queue_unref);
  g_clear_object (&world->radicale);
}

/* As another program of the same person would. */
static guint
ask_there (World *world, const char *method, const char *name, const char *body, char **answer)
{
  g_autofree char *address = g_strconcat (world->calendar, name, NULL), *coded = g_base64_encode ((const guchar *) USER ":" SECRET, strlen (USER ":" SECRET));
  g_autofree char *basic = g_strconcat ("Basic ", coded, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autoptr (GBytes) sent = body != NULL ? g_bytes_new (body, strlen (body)) : NULL, bytes = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", basic);
  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, "text/calendar", sent);
  bytes = soup_session_send_and_read (world->base.session, message, NULL, &error);
  g_assert_no_error (error);
  if (answer != NULL)
    *answer = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return soup_message_get_status (message);
}

static char *
read_there (World *world, const char *id)
{
  g_autofree char *name = g_strdup_printf ("wabi-%s.ics", id);
  char *text = NULL;

  g_assert_cmpuint (ask_there (world, "GET", name, NULL, &text), ==, 200);
  return text;
}

/* Waits until the event is there, or is not. */
static void
wait_there (World *world, const char *id, guint status)
{
  g_autofree char *name = g_strdup_printf ("wabi-%s.ics", id);

  while (ask_there (world, "GET", name, NULL, NULL) != status)
    ;
}

/* --- our server --- */

static void
write_records (World *world, WabiStoreWriteFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = g_build_filename (world->base.folder, "wabi.db", NULL);
  g_autoptr (WabiIdSource) ids = wabi_id_source_new (wabi_clock_get_system ());
  const WabiStoreOptions options = { .location = location, .clock = wabi_clock_get_system (), .ids = ids, .quick = TRUE };
  g_autoptr (WabiStore) store = wabi_store_open (&options, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_store_write (store, func, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
put_first (WabiStoreTx *tx, gpointer data, GError **error)
{
  g_autoptr (WabiRecord) client = fixture_new_client ();

  return wabi_store_tx_put (tx, PRACTICE_A, client, error) && fixture_put_visit (tx, VISIT, RBT_A, "scheduled", 30, error)
         && fixture_put_visit (tx, OTHERS, DESK_A, "scheduled", 30, error);
}

static gboolean
put_moved (WabiStoreTx *tx, gpointer data, GError **error)
{
  return fixture_put_visit (tx, VISIT, RBT_A, "scheduled", 55, error) && fixture_put_visit (tx, SECOND, RBT_A, "scheduled", 70, error);
}

static gboolean
put_second (WabiStoreTx *tx, gpointer data, GError **error)
{
  return fixture_put_visit (tx, SECOND, RBT_A, "scheduled", 70, error);
}

static gboolean
cancel_second (WabiStoreTx *tx, gpointer data, GError **error)
{
  return fixture_put_visit (tx, SECOND, RBT_A, "cancelled", 70, error);
}

static void
start_server (World *world)
{
  g_autofree char *ca = g_build_filename (world->base.folder, "ca.pem", NULL), *text = NULL;

  text = g_strdup_printf ("[calendars]\nservers = 127.0.0.1:%u\nca = %s\nevery = 1\nretry = 1\ncheck = 1\n", world->port, ca);
  g_assert_true (g_file_set_contents (world->config, text, -1, NULL));
  fixture_start (&world->base, (const char *const[]){ "--config", world->config, NULL });
  g_free (world->token);
  world->token = token_of (&world->base, "clinic-a", "rbt");
}

static void
restart_with (World *world, WabiStoreWriteFunc func)
{
  g_assert_true (fixture_stop (&world->base, SIGTERM));
  write_records (world, func);
  start_server (world);
}

static void
ask (World *world, const char *path, const char *body, Answer *answer)
{
  call (&world->base, "POST", path, world->token, body, NULL, answer);
}

static void
give (World *world, const char *name, const char *args)
{
  g_autofree char *id = wabi_id_derive (args);
  g_autofree char *body = g_strdup_printf ("{\"device\":\"" DEVICE "\",\"service\":\"scheduling\",\"from_n\":%d,\"commands\":[{\"n\":%d,\"id\":\"%s\",\"name\":\"%s\","
                                           "\"schema\":1,\"args\":%s,\"deps\":[],\"wall\":1,\"mono\":1,\"boot\":\"b\",\"zone\":\"UTC\"}]}",
                                           world->n, world->n, id, name, args);
  g_auto (Answer) answer = { 0 };

  world->n++;
  call (&world->base, "POST", "/v1/push", world->token, body, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (first_result (&answer), "status"), ==, "applied");
}

static void
connect_calendar (World *world, gboolean names)
{
  g_autofree char *body = g_strdup_printf ("{\"staff\":\"" RBT_A "\",\"url\":\"%s\",\"user\":\"" USER "\",\"password\":\"" SECRET "\",\"show_names\":%s}",
                                           world->calendar, names ? "true" : "false");
  g_auto (Answer) answer = { 0 };

  ask (world, "/v1/calendar-push/connect", body, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  world->push = g_strdup (json_object_get_string_member (answer.json, "id"));
}

/* Waits until the connected calendar is so, and answers what is known of it. */
static JsonObject *
wait_state (World *world, const char *state)
{
  g_autofree char *path = g_strconcat ("/v1/records/calendar_push/", world->push, NULL);

  for (;;)
    {
      g_auto (Answer) answer = { 0 };
      JsonObject *body;

      call (&world->base, "GET", path, world->token, NULL, NULL, &answer);
      g_assert_cmpuint (answer.status, ==, 200);
      body = json_object_get_object_member (answer.json, "body");
      if (strcmp (json_object_get_string_member (body, "state"), state) == 0)
        return json_object_ref (body);
    }
}

static void
set_up (World *world, gconstpointer data)
{
  fixture_set_up (&world->base, data);
  g_assert_true (fixture_stop (&world->base, SIGTERM));
  write_records (world, put_first);
  write_password (world, SECRET);
  start_radicale (world);
  world->config = g_build_filename (world->base.folder, "server.conf", NULL);
  world->n = 1;
  start_server (world);
  world->calendar = g_strdup_printf ("https://127.0.0.1:%u/" USER "/work/", world->port);
  g_assert_cmpuint (ask_there (world, "MKCALENDAR", "", NULL, NULL), ==, 201);
}

static void
tear_down (World *world, gconstpointer data)
{
  stop_radicale (world);
  fixture_tear_down (&world->base, data);
  g_free (world->config);
  g_free (world->calendar);
  g_free (world->token);
  g_free (world->push);
}

/* --- the tests --- */

static void
test_life (World *world, gconstpointer data)
{
  g_autofree char *first = NULL, *moved = NULL, *end = NULL, *cancel = g_strdup ("{\"id\":\"" SECOND "\",\"by\":\"family\",\"reason\":\"illness\"}");
  g_autoptr (JsonObject) good = NULL;

  connect_calendar (world, FALSE);
  wait_there (world, VISIT, 200);
  good = wait_state (world, "good");
  g_assert_cmpint (json_object_get_int_member (good, "events"), ==, 1);
  first = read_there (world, VISIT);
  g_assert_nonnull (strstr (first, "UID:" VISIT "@visits.wabi.care"));
  g_assert_null (strstr (first, "Zelda"));
  wait_there (world, OTHERS, 404);
  /* Moved, and another one, while our server was down. */
  restart_with (world, put_moved);
  wait_there (world, SECOND, 200);
  do
    {
      g_free (moved);
      moved = read_there (world, VISIT);
    }
  while (strcmp (moved, first) == 0);
  g_assert_null (strstr (moved, "Zelda"));
  g_free (world->token);
  world->token = token_of (&world->base, "clinic-a", "desk");
  give (world, "appointment.cancel", cancel);
  wait_there (world, SECOND, 404);
  /* Disconnected: nothing of ours stays, and the password is forgotten. */
  g_free (world->token);
  world->token = token_of (&world->base, "clinic-a", "rbt");
  world->n = 1;
  end = g_strdup_printf ("{\"id\":\"%s\"}", world->push);
  {
    g_autofree char *id = wabi_id_derive (end);
    g_autofree char *body = g_strdup_printf ("{\"device\":\"01900000-0000-7000-8000-00000000d002\",\"service\":\"scheduling\",\"from_n\":1,\"commands\":[{\"n\":1,\"id\":"
                                             "\"%s\",\"name\":\"calendar-push.end\",\"schema\":1,\"args\":%s,\"deps\":[],\"wall\":1,\"mono\":1,\"boot\":\"b\",\"zone\":\"UTC\"}]}",
                                             id, end);
    g_auto (Answer) answer = { 0 };

    call (&world->base, "POST", "/v1/push", world->token, body, NULL, &answer);
    g_assert_cmpuint (answer.status, ==, 200);
  }
  wait_there (world, VISIT, 404);
}

static void
test_changed_there (World *world, gconstpointer data)
{
  g_autofree char *name = g_strdup ("wabi-" VISIT ".ics"), *ours = NULL, *theirs = NULL, *now = NULL;
  g_autoptr (JsonObject) good = NULL;
  g_auto (GStrv) parts = NULL;

  connect_calendar (world, TRUE);
  wait_there (world, VISIT, 200);
  good = wait_state (world, "good");
  ours = read_there (world, VISIT);
  g_assert_nonnull (strstr (ours, "Zelda Quimby"));
  parts = g_strsplit (ours, "Zelda Quimby", -1);
  theirs = g_strjoinv ("Somebody", parts);
  g_assert_cmpuint (ask_there (world, "PUT", name, theirs, NULL), ==, 201);
  do
    {
      g_free (now);
      now = read_there (world, VISIT);
    }
  while (strstr (now, "Somebody") != NULL);
  g_assert_nonnull (strstr (now, "Zelda Quimby"));
  /* Removed there, it comes back too; both are counted. */
  g_assert_cmpuint (ask_there (world, "DELETE", name, NULL, NULL), ==, 200);
  wait_there (world, VISIT, 200);
  for (gint64 restored = 0; restored < 2;)
    {
      g_autoptr (JsonObject) body = wait_state (world, "good");

      restored = json_object_get_int_member_with_default (body, "restored", 0);
      g_assert_cmpint (restored, <=, 2);
    }
}

static void
test_away (World *world, gconstpointer data)
{
  g_autoptr (JsonObject) failing = NULL, good = NULL;

  connect_calendar (world, FALSE);
  wait_there (world, VISIT, 200);
  stop_radicale (world);
  failing = wait_state (world, "failing");
  g_assert_cmpstr (json_object_get_string_member (failing, "problem"), ==, "away");
  /* What changed meanwhile arrives when it is back, also after our own restart. */
  restart_with (world, put_second);
  start_radicale (world);
  wait_there (world, SECOND, 200);
  good = wait_state (world, "good");
  g_assert_false (json_object_has_member (good, "problem"));
  g_assert_false (json_object_has_member (good, "tries"));
}

static void
test_password (World *world, gconstpointer data)
{
  g_autoptr (JsonObject) refused = NULL, good = NULL;
  g_autofree char *wrong = NULL, *right = NULL;
  g_auto (Answer) answer = { 0 };

  connect_calendar (world, FALSE);
  wait_there (world, VISIT, 200);
  stop_radicale (world);
  write_password (world, OTHER_SECRET);
  start_radicale (world);
  refused = wait_state (world, "refused");
  g_assert_cmpstr (json_object_get_string_member (refused, "problem"), ==, "password");
  wrong = g_strdup_printf ("{\"id\":\"%s\",\"password\":\"" SECRET "\"}", world->push);
  ask (world, "/v1/calendar-push/password", wrong, &answer);
  g_assert_cmpuint (answer.status, ==, 422);
  g_assert_cmpstr (error_code (&answer), ==, "password");
  answer_clear (&answer);
  right = g_strdup_printf ("{\"id\":\"%s\",\"password\":\"" OTHER_SECRET "\"}", world->push);
  ask (world, "/v1/calendar-push/password", right, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  good = wait_state (world, "good");
}

/* Whatever was under way when the program was killed: the calendar says in the end what the schedule says. */
static void
test_killed (World *world, gconstpointer data)
{
  connect_calendar (world, FALSE);
  wait_there (world, VISIT, 200);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *line = NULL;

      restart_with (world, put_second);
      line = wait_for (world, "PUT request", SECOND);
      fixture_stop (&world->base, SIGKILL);
      write_records (world, cancel_second);
      start_server (world);
      {
        g_autoptr (JsonObject) good = NULL;

        wait_there (world, SECOND, 404);
        good = wait_state (world, "good");
      }
    }
}

static char *
write_body (const char *staff, const char *password, const char *address)
{
  return g_strdup_printf ("{\"staff\":\"%s\",\"url\":\"%s\",\"user\":\"" USER "\",\"password\":\"%s\"}", staff, address, password);
}

static void
check_refused (World *world, const char *staff, const char *password, const char *address, guint status, const char *code)
{
  g_autofree char *body = write_body (staff, password, address);
  g_auto (Answer) answer = { 0 };

  ask (world, "/v1/calendar-push/connect", body, &answer);
  g_assert_cmpuint (answer.status, ==, status);
  g_assert_cmpstr (error_code (&answer), ==, code);
}

static void
test_refused (World *world, gconstpointer data)
{
  g_autofree char *root = g_strdup_printf ("https://127.0.0.1:%u/", world->port), *none = g_strconcat (root, USER "/none/", NULL);
  g_autofree char *plain = g_strdup_printf ("http://127.0.0.1:%u/" USER "/work/", world->port), *test = write_body (RBT_A, SECRET, world->calendar);
  g_auto (Answer) answer = { 0 };

  ask (world, "/v1/calendar-push/test", test, &answer);
  g_assert_cmpuint (answer.status, ==, 204);
  check_refused (world, RBT_A, "wrong", world->calendar, 422, "password");
  check_refused (world, RBT_A, SECRET, root, 422, "missing");
  check_refused (world, RBT_A, SECRET, none, 422, "missing");
  check_refused (world, RBT_A, SECRET, plain, 422, "not_allowed");
  check_refused (world, RBT_A, SECRET, "https://127.0.0.1:1/x/", 422, "not_allowed");
  check_refused (world, RBT_A, SECRET, "https://169.254.169.254/latest/", 422, "not_allowed");
  check_refused (world, DESK_A, SECRET, world->calendar, 403, "forbidden");
  connect_calendar (world, FALSE);
  check_refused (world, RBT_A, SECRET, world->calendar, 409, "twin");
}

/* Neither the feed, nor the records, nor the database's file tell the password. */
static void
test_secret (World *world, gconstpointer data)
{
  static const char *const files[] = { "wabi.db", "wabi.db-wal" };
  g_autofree char *admin = NULL;
  g_auto (Answer) feed = { 0 }, records = { 0 };

  connect_calendar (world, FALSE);
  wait_there (world, VISIT, 200);
  admin = token_of (&world->base, "clinic-a", "admin");
  call (&world->base, "GET", "/v1/sync?service=scheduling&since=0", admin, NULL, NULL, &feed);
  g_assert_cmpuint (feed.status, ==, 200);
  g_assert_nonnull (strstr (feed.body, "calendar_push"));
  g_assert_null (strstr (feed.body, "calendar_secret"));
  g_assert_null (strstr (feed.body, "calendar_pushed"));
  g_assert_null (strstr (feed.body, SECRET));
  call (&world->base, "GET", "/v1/records/calendar_secret", admin, NULL, NULL, &records);
  g_assert_cmpuint (records.status, ==, 403);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_build_filename (world->base.folder, files[i], NULL), *bytes = NULL;
      gsize length = 0;

      if (g_file_get_contents (name, &bytes, &length, NULL))
        g_assert_null (memmem (bytes, length, SECRET, strlen (SECRET)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!g_file_test ("/usr/bin/radicale", G_FILE_TEST_IS_EXECUTABLE))
    {
      g_print ("1..0 # SKIP Radicale is not installed (tools/packages.txt)\n");
      return 0;
    }
  g_test_add ("/caldav/life", World, NULL, set_up, test_life, tear_down);
  g_test_add ("/caldav/changed-there", World, NULL, set_up, test_changed_there, tear_down);
  g_test_add ("/caldav/away", World, NULL, set_up, test_away, tear_down);
  g_test_add ("/caldav/password", World, NULL, set_up, test_password, tear_down);
  g_test_add ("/caldav/killed", World, NULL, set_up, test_killed, tear_down);
  g_test_add ("/caldav/refused", World, NULL, set_up, test_refused, tear_down);
  g_test_add ("/caldav/secret", World, NULL, set_up, test_secret, tear_down);
  return g_test_run ();
}
