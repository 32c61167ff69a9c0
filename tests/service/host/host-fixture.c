// SPDX-License-Identifier: AGPL-3.0-or-later
// The data are laid down through the store before the server starts, as wabictl would do.

#include "host-fixture.h"

#include "wabi-login.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

static gboolean
put_person (WabiStoreTx *tx, const char *practice, const char *id, const char *role, gboolean active, const char *login, const char *hash,
            GError **error)
{
  g_autoptr (WabiRecord) staff = wabi_record_new (&wabi_kind_staff, id);

  wabi_record_set_text (staff, "first_name", "Ana");
  wabi_record_set_text (staff, "last_name", login);
  wabi_record_set_text (staff, "role", role);
  wabi_record_set_bool (staff, "active", active);
  return wabi_store_tx_put (tx, practice, staff, error) && wabi_auth_add_login (tx, practice, id, login, hash, 0, error);
}

static gboolean
put_practice (WabiStoreTx *tx, const char *id, const char *short_name, GError **error)
{
  g_autoptr (WabiRecord) practice = wabi_record_new (&wabi_kind_practice, id);

  wabi_record_set_text (practice, "name", "Clinic of the tests");
  wabi_record_set_text (practice, "short_name", short_name);
  wabi_record_set_text (practice, "zone", "America/New_York");
  return wabi_store_tx_put (tx, id, practice, error) && wabi_auth_add_practice (tx, id, short_name, error);
}

static gboolean
put_all (WabiStoreTx *tx, gpointer hash, GError **error)
{
  return put_practice (tx, PRACTICE_A, "clinic-a", error) && put_practice (tx, PRACTICE_B, "clinic-b", error)
         && put_person (tx, PRACTICE_A, DESK_A, "frontdesk", TRUE, "desk", hash, error)
         && put_person (tx, PRACTICE_A, RBT_A, "rbt", TRUE, "rbt", hash, error)
         && put_person (tx, PRACTICE_A, ADMIN_A, "admin", TRUE, "admin", hash, error)
         && put_person (tx, PRACTICE_A, GONE_A, "rbt", FALSE, "gone", hash, error)
         && put_person (tx, PRACTICE_B, DESK_B, "frontdesk", TRUE, "desk", hash, error);
}

static void
lay_down_data (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = g_build_filename (folder, "wabi.db", NULL);
  g_autofree char *hash = wabi_auth_hash_password (PASSWORD, &error);
  g_autoptr (WabiIdSource) ids = wabi_id_source_new (wabi_clock_get_system ());
  const WabiStoreOptions options = { .location = location, .clock = wabi_clock_get_system (), .ids = ids,
                                     .migrations = wabi_auth_get_migrations (), .n_migrations = 1, .quick = TRUE };
  g_autoptr (WabiStore) store = NULL;

  g_assert_no_error (error);
  store = wabi_store_open (&options, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_store_write (store, put_all, hash, &error));
  g_assert_no_error (error);
}

static GTlsDatabase *
open_authority (const char *folder)
{
  g_autofree char *name = g_build_filename (folder, "ca.pem", NULL);
  g_autoptr (GError) error = NULL;
  GTlsDatabase *database = g_tls_file_database_new (name, &error);

  g_assert_no_error (error);
  return database;
}

/* A failed test must not leave its server behind. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static guint16
read_port (int fd)
{
  char text[16] = "";
  gsize length = 0;
  gssize n;

  while (length < sizeof text - 1 && (n = read (fd, text + length, sizeof text - 1 - length)) > 0)
    length += (gsize) n;
  close (fd);
  return (guint16) g_ascii_strtoull (text, NULL, 10);
}

void
fixture_start (Fixture *fixture, const char *const *extra)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int pipe_fds[2];

  g_assert_true (g_unix_open_pipe (pipe_fds, FD_CLOEXEC, NULL));
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_subprocess_launcher_take_fd (launcher, pipe_fds[1], 3);
  for (const char *const *word = (const char *const[]){ WABI_SERVER, "--data", fixture->folder, "--listen", "127.0.0.1:0", "--ready-fd",
                                                        "3", "--log", "none", NULL };
       *word != NULL; word++)
    g_ptr_array_add (arguments, (gpointer) *word);
  for (; extra != NULL && *extra != NULL; extra++)
    g_ptr_array_add (arguments, (gpointer) *extra);
  g_ptr_array_add (arguments, NULL);
  fixture->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_launcher_close (launcher);
  fixture->port = read_port (pipe_fds[0]);
  g_assert_cmpint (fixture->port, >, 0);
  fixture->database = open_authority (fixture->folder);
  fixture->session = soup_session_new_with_options ("tls-database", fixture->database, "timeout", 60, "max-conns-per-host", 8, NULL);
}

gboolean
fixture_stop (Fixture *fixture, int signal)
{
  g_autoptr (GError) error = NULL;
  gboolean good;

  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->database);
  g_subprocess_send_signal (fixture->process, signal);
  g_assert_true (g_subprocess_wait (fixture->process, NULL, &error));
  good = g_subprocess_get_if_exited (fixture->process) && g_subprocess_get_exit_status (fixture->process) == 0;
  g_clear_object (&fixture->process);
  return good;
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("wabi-host-XXXXXX", &error);
  g_assert_no_error (error);
  lay_down_data (fixture->folder);
  fixture_start (fixture, data);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *anchors = NULL;

  if (fixture->process != NULL)
    g_assert_true (fixture_stop (fixture, SIGTERM));
  remove_folder (fixture->folder);
  anchors = g_strconcat (fixture->folder, ".anchors", NULL);
  g_unlink (anchors);
  g_free (fixture->folder);
}

void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->body, g_free);
  g_clear_pointer (&answer->json, json_object_unref);
  g_clear_pointer (&answer->headers, soup_message_headers_unref);
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

void
call (Fixture *fixture, const char *method, const char *path, const char *token, const char *body, const char *header, Answer *answer)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u%s", fixture->port, path);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  answer_clear (answer);
  if (token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", value);
    }
  if (header != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (header, ": ", 2);

      soup_message_headers_append (soup_message_get_request_headers (message), parts[0], parts[1]);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) out = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", out);
    }
  bytes = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  answer->status = soup_message_get_status (message);
  answer->length = g_bytes_get_size (bytes);
  answer->body = answer->length > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), answer->length) : g_strdup ("");
  answer->json = answer->length > 0 ? parse (answer->body) : NULL;
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
}

void
sign_in (Fixture *fixture, const char *practice, const char *login, const char *password, Answer *answer)
{
  g_autofree char *body = g_strdup_printf ("{\"practice\":\"%s\",\"login\":\"%s\",\"password\":\"%s\",\"device\":\"" DEVICE "\"}", practice,
                                           login, password);

  call (fixture, "POST", "/v1/auth/sign-in", NULL, body, NULL, answer);
}

char *
token_of (Fixture *fixture, const char *practice, const char *login)
{
  g_auto (Answer) answer = { 0 };

  sign_in (fixture, practice, login, PASSWORD, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  return g_strdup (json_object_get_string_member (answer.json, "access_token"));
}

char *
client_id (int n)
{
  return g_strdup_printf ("01900000-0000-7000-8000-c%011d", n);
}

char *
push_client (int n, const char *id, const char *name)
{
  return g_strdup_printf ("{\"device\":\"" DEVICE "\",\"service\":\"patients\",\"from_n\":%d,\"commands\":[{\"n\":%d,"
                          "\"id\":\"01900000-0000-7000-8000-e%011d\",\"name\":\"client.add\",\"schema\":1,\"args\":{\"id\":\"%s\","
                          "\"first_name\":\"%s\",\"last_name\":\"Prueba\",\"birth_date\":\"2019-02-03\",\"sex\":\"F\","
                          "\"status\":\"active\"},\"deps\":[],\"wall\":1,\"mono\":1,\"boot\":\"b\",\"zone\":\"UTC\"}]}",
                          n, n, n, id, name);
}

const char *
error_code (const Answer *answer)
{
  g_assert_nonnull (answer->json);
  return json_object_get_string_member (json_object_get_object_member (answer->json, "error"), "code");
}

JsonObject *
first_result (const Answer *answer)
{
  g_assert_cmpint (answer->status, ==, 200);
  return json_array_get_object_element (json_object_get_array_member (answer->json, "results"), 0);
}

GIOStream *
raw_connect (Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) plain = NULL;
  g_autoptr (GSocketConnectable) identity = g_network_address_new ("localhost", fixture->port);
  g_autoptr (GError) error = NULL;
  GIOStream *tls;

  g_socket_client_set_timeout (client, 30);
  plain = g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, &error);
  g_assert_no_error (error);
  tls = g_tls_client_connection_new (G_IO_STREAM (plain), identity, &error);
  g_assert_no_error (error);
  g_tls_connection_set_database (G_TLS_CONNECTION (tls), fixture->database);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  return tls;
}

static gboolean
answer_is_whole (const char *text)
{
  const char *end = strstr (text, "\r\n\r\n");
  const char *length = strstr (text, "Content-Length: ");

  return end != NULL && length != NULL && strlen (end + 4) >= g_ascii_strtoull (length + 16, NULL, 10);
}

char *
raw_call (Fixture *fixture, const char *bytes, gssize length, gboolean *closed)
{
  g_autoptr (GIOStream) tls = raw_connect (fixture);
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gssize n = 0;

  if (!g_output_stream_write_all (g_io_stream_get_output_stream (tls), bytes, length < 0 ? strlen (bytes) : (gsize) length, NULL, NULL,
                                  NULL))
    n = -1;
  while (!answer_is_whole (text->str)
         && (n = g_input_stream_read (g_io_stream_get_input_stream (tls), buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);
  if (closed != NULL)
    *closed = n <= 0 || g_input_stream_read (g_io_stream_get_input_stream (tls), buffer, sizeof buffer, NULL, NULL) <= 0;
  g_io_stream_close (tls, NULL, NULL);
  return g_string_free (text, FALSE);
}

int
raw_status (const char *text)
{
  return g_str_has_prefix (text, "HTTP/1.1 ") ? (int) g_ascii_strtoll (text + 9, NULL, 10) : 0;
}

#define FIXTURE_HOUR (3600 * (gint64) G_USEC_PER_SEC)

WabiRecord *
fixture_new_client (void)
{
  WabiRecord *client = wabi_record_new (&wabi_kind_client, CLIENT_A);

  wabi_record_set_text (client, "first_name", "Zelda");
  wabi_record_set_text (client, "last_name", "Quimby");
  wabi_record_set_text (client, "birth_date", "2019-01-01");
  wabi_record_set_text (client, "sex", "F");
  wabi_record_set_text (client, "status", "active");
  return client;
}

gboolean
fixture_put_visit (WabiStoreTx *tx, const char *id, const char *staff, const char *status, int hours, GError **error)
{
  g_autoptr (WabiRecord) visit = wabi_record_new (&wabi_kind_appointment, id);
  gint64 start = wabi_store_tx_get_now (tx) / FIXTURE_HOUR * FIXTURE_HOUR + hours * FIXTURE_HOUR;

  wabi_record_set_text (visit, "client", CLIENT_A);
  wabi_record_set_text (visit, "staff", staff);
  wabi_record_set_int (visit, "starts_at", start);
  wabi_record_set_int (visit, "ends_at", start + FIXTURE_HOUR);
  wabi_record_set_text (visit, "zone", "America/New_York");
  wabi_record_set_text (visit, "service_code", "97153");
  wabi_record_set_text (visit, "place", "12");
  wabi_record_set_text (visit, "status", status);
  return wabi_store_tx_put (tx, PRACTICE_A, visit, error);
}
