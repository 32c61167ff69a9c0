// SPDX-License-Identifier: AGPL-3.0-or-later
// Reminders to a real mail server over STARTTLS: in the family's language, once for each start, tried again when the server put it off.

#include "host-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "wabi-clock.h"
#include "wabi-id.h"
#include "wabi-store.h"

#define SOON "01900000-0000-7000-8000-0000000000f1"
#define CANCELLED "01900000-0000-7000-8000-0000000000f2"
#define FAR "01900000-0000-7000-8000-0000000000f3"
#define SECOND "01900000-0000-7000-8000-0000000000f4"

typedef struct
{
  Fixture base;
  GSubprocess *sink;
  GDataInputStream *lines;
  char *config;
} Mail;

static gboolean
put_first (WabiStoreTx *tx, gpointer data, GError **error)
{
  g_autoptr (WabiRecord) client = fixture_new_client ();
  g_autoptr (WabiRecord) practice = wabi_record_new (&wabi_kind_practice, PRACTICE_A);

  wabi_record_set_text (practice, "name", "Clinic of the tests");
  wabi_record_set_text (practice, "short_name", "clinic-a");
  wabi_record_set_text (practice, "zone", "America/New_York");
  wabi_record_set_text (practice, "phone", "555-0100");
  wabi_record_set_int (practice, "reminder_hours", 24);
  wabi_record_set_text (client, "language", "Español");
  wabi_record_set_text (client, "guardian_email", "family@example.org");
  wabi_record_set_stamp (practice, 1, 0, FALSE);
  return wabi_store_tx_put (tx, PRACTICE_A, practice, error) && wabi_store_tx_put (tx, PRACTICE_A, client, error)
         && fixture_put_visit (tx, SOON, RBT_A, "scheduled", 5, error) && fixture_put_visit (tx, CANCELLED, RBT_A, "cancelled", 6, error)
         && fixture_put_visit (tx, FAR, RBT_A, "scheduled", 40, error);
}

static gboolean
put_second (WabiStoreTx *tx, gpointer data, GError **error)
{
  return fixture_put_visit (tx, SECOND, RBT_A, "scheduled", 9, error);
}

static void
write_records (Mail *mail, WabiStoreWriteFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = g_build_filename (mail->base.folder, "wabi.db", NULL);
  g_autoptr (WabiIdSource) ids = wabi_id_source_new (wabi_clock_get_system ());
  const WabiStoreOptions options = { .location = location, .clock = wabi_clock_get_system (), .ids = ids, .quick = TRUE };
  g_autoptr (WabiStore) store = wabi_store_open (&options, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_store_write (store, func, NULL, &error));
  g_assert_no_error (error);
}

static JsonObject *
read_message (Mail *mail)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (mail->lines, NULL, NULL, &error);
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  node = json_from_string (line, &error);
  g_assert_no_error (error);
  return json_node_dup_object (node);
}

static void
start_sink (Mail *mail)
{
  g_autofree char *certificate = g_build_filename (mail->base.folder, "server.pem", NULL);
  g_autofree char *key = g_build_filename (mail->base.folder, "server.key", NULL), *ca = g_build_filename (mail->base.folder, "ca.pem", NULL);
  g_autofree char *port = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;

  mail->sink = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, WABI_SMTP_SINK, certificate, key, "1", NULL);
  g_assert_no_error (error);
  mail->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (mail->sink));
  port = g_data_input_stream_read_line (mail->lines, NULL, NULL, &error);
  g_assert_nonnull (port);
  text = g_strdup_printf ("[mail]\nserver = smtp://127.0.0.1:%s\nfrom = office@clinic.example\nca = %s\nevery = 1\nretry = 1\n", port, ca);
  mail->config = g_build_filename (mail->base.folder, "server.conf", NULL);
  g_assert_true (g_file_set_contents (mail->config, text, -1, &error));
}

static void
start_server (Mail *mail)
{
  fixture_start (&mail->base, (const char *const[]){ "--config", mail->config, NULL });
}

static void
set_up (Mail *mail, gconstpointer data)
{
  fixture_set_up (&mail->base, data);
  g_assert_true (fixture_stop (&mail->base, SIGTERM));
  write_records (mail, put_first);
  start_sink (mail);
  start_server (mail);
}

static void
tear_down (Mail *mail, gconstpointer data)
{
  g_subprocess_force_exit (mail->sink);
  g_subprocess_wait (mail->sink, NULL, NULL);
  g_object_unref (mail->lines);
  g_object_unref (mail->sink);
  g_free (mail->config);
  fixture_tear_down (&mail->base, data);
}

static void
test_once (Mail *mail, gconstpointer data)
{
  g_autoptr (JsonObject) put_off = read_message (mail);
  g_autoptr (JsonObject) taken = read_message (mail);
  g_autoptr (JsonObject) other = NULL;
  const char *body = json_object_get_string_member (taken, "body"), *subject = json_object_get_string_member (taken, "subject");

  g_assert_false (json_object_get_boolean_member (put_off, "taken"));
  g_assert_true (json_object_get_boolean_member (taken, "taken"));
  g_assert_true (json_object_get_boolean_member (taken, "tls"));
  g_assert_cmpstr (json_object_get_string_member (put_off, "id"), ==, json_object_get_string_member (taken, "id"));
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (taken, "to"), 0), ==, "family@example.org");
  g_assert_true (g_str_has_prefix (subject, "Recordatorio: cita del "));
  g_assert_nonnull (strstr (body, "su cita"));
  g_assert_nonnull (strstr (body, "555-0100"));
  g_assert_null (strstr (body, "Zelda"));
  g_assert_null (strstr (body, "97153"));
  /* What was told is not told again after a restart: the next message is about the next visit. */
  g_assert_true (fixture_stop (&mail->base, SIGTERM));
  write_records (mail, put_second);
  start_server (mail);
  other = read_message (mail);
  g_assert_true (json_object_get_boolean_member (other, "taken"));
  g_assert_cmpstr (json_object_get_string_member (other, "id"), !=, json_object_get_string_member (taken, "id"));
  g_assert_true (fixture_stop (&mail->base, SIGTERM));
  g_subprocess_force_exit (mail->sink);
  g_assert_null (g_data_input_stream_read_line (mail->lines, NULL, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/reminders/once", Mail, NULL, set_up, test_once, tear_down);
  return g_test_run ();
}
