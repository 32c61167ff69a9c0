// SPDX-License-Identifier: AGPL-3.0-or-later
// What is sent to a server that breaks off in the middle: over HTTP/2 libsoup sends it again by itself, and must have its body; and the program
// speaks HTTP/1.1 to who offers both.

#include <glib/gstdio.h>
#include <string.h>

#include "wabi-http-private.h"
#include "wabi-sync.h"

#define MOST_BODY 100000
#define PREFACE 24

enum
{
  DATA,
  HEADERS,
  RST_STREAM = 3,
  SETTINGS,
  END_STREAM = 1,
  ACK = 1,
  END_HEADERS = 4,
  REFUSED_STREAM = 7,
};

typedef struct
{
  char *folder, *certificate, *key, *address;
  GTlsCertificate *pair;
  GSocketService *service;
  GMutex lock;
  guint refusals;   /* so many requests are refused before the first is taken */
  guint refused;
  GString *body;    /* of the one that was taken */
  gboolean spoke_h2;
} Server;

static gboolean
read_all (GIOStream *stream, gpointer buffer, gsize length)
{
  gsize got = 0;

  return g_input_stream_read_all (g_io_stream_get_input_stream (stream), buffer, length, &got, NULL, NULL) && got == length;
}

static void
write_frame (GIOStream *stream, guint8 type, guint8 flags, guint32 id, gconstpointer data, guint8 length)
{
  const guint8 head[] = { 0, 0, length, type, flags, (guint8) (id >> 24), (guint8) (id >> 16), (guint8) (id >> 8), (guint8) id };

  (void) g_output_stream_write_all (g_io_stream_get_output_stream (stream), head, sizeof head, NULL, NULL, NULL);
  (void) g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, length, NULL, NULL, NULL);
}

/* A request begins: it is refused as by a server that goes away, or taken. */
static void
take_headers (Server *server, GIOStream *stream, guint32 id, guint8 flags)
{
  static const guint8 refused[] = { 0, 0, 0, REFUSED_STREAM }, fine[] = { 0x88 };

  g_mutex_lock (&server->lock);
  if (server->refused < server->refusals)
    {
      server->refused++;
      write_frame (stream, RST_STREAM, 0, id, refused, sizeof refused);
    }
  else if ((flags & END_STREAM) != 0)
    {
      write_frame (stream, HEADERS, END_HEADERS, id, fine, sizeof fine);
      write_frame (stream, DATA, END_STREAM, id, "{}", 2);
    }
  g_mutex_unlock (&server->lock);
}

static void
take_data (Server *server, GIOStream *stream, guint32 id, guint8 flags, const char *data, gsize length)
{
  static const guint8 fine[] = { 0x88 };

  g_mutex_lock (&server->lock);
  /* Of a stream that was refused bytes may still come. */
  if (id > 2 * server->refused - 1 || server->refused == 0)
    g_string_append_len (server->body, data, (gssize) length);
  if ((flags & END_STREAM) != 0)
    {
      write_frame (stream, HEADERS, END_HEADERS, id, fine, sizeof fine);
      write_frame (stream, DATA, END_STREAM, id, "{}", 2);
    }
  g_mutex_unlock (&server->lock);
}

static void
speak_h2 (Server *server, GIOStream *stream)
{
  g_autofree guint8 *data = g_malloc (MOST_BODY);
  guint8 head[9];

  if (!read_all (stream, data, PREFACE))
    return;
  write_frame (stream, SETTINGS, 0, 0, "", 0);
  while (read_all (stream, head, sizeof head))
    {
      gsize length = (gsize) head[0] << 16 | (gsize) head[1] << 8 | head[2];
      guint32 id = (guint32) (head[5] & 0x7f) << 24 | (guint32) head[6] << 16 | (guint32) head[7] << 8 | head[8];

      if (length > MOST_BODY || !read_all (stream, data, length))
        return;
      if (head[3] == SETTINGS && (head[4] & ACK) == 0)
        write_frame (stream, SETTINGS, ACK, 0, "", 0);
      else if (head[3] == HEADERS)
        take_headers (server, stream, id, head[4]);
      else if (head[3] == DATA)
        take_data (server, stream, id, head[4], (const char *) data, length);
    }
}

static void
speak_http1 (Server *server, GIOStream *stream)
{
  static const char fine[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  gsize length = 0;
  char *line;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL && line[0] != '\0')
    {
      if (g_ascii_strncasecmp (line, "Content-Length:", 15) == 0)
        length = (gsize) g_ascii_strtoull (line + 15, NULL, 10);
      g_free (line);
    }
  g_free (line);
  g_string_set_size (server->body, length);
  (void) g_input_stream_read_all (G_INPUT_STREAM (input), server->body->str, length, NULL, NULL, NULL);
  (void) g_output_stream_write_all (g_io_stream_get_output_stream (stream), fine, strlen (fine), NULL, NULL, NULL);
}

static gboolean
on_come_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  static const char *const protocols[] = { "h2", "http/1.1", NULL };
  Server *server = data;
  g_autoptr (GIOStream) stream = g_tls_server_connection_new (G_IO_STREAM (connection), server->pair, NULL);

  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), protocols);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL))
    return TRUE;
  server->spoke_h2 = g_strcmp0 (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (stream)), "h2") == 0;
  if (server->spoke_h2)
    speak_h2 (server, stream);
  else
    speak_http1 (server, stream);
  (void) g_io_stream_close (stream, NULL, NULL);
  return TRUE;
}

static void
server_start (Server *server, guint refusals)
{
  g_autoptr (GError) error = NULL;
  guint16 port;

  memset (server, 0, sizeof *server);
  g_mutex_init (&server->lock);
  server->refusals = refusals;
  server->body = g_string_new (NULL);
  server->folder = g_dir_make_tmp ("wabi-http-XXXXXX", NULL);
  server->certificate = g_build_filename (server->folder, "cert.pem", NULL);
  server->key = g_build_filename (server->folder, "key.pem", NULL);
  {
    const char *argv[] = { "openssl", "req",   "-x509", "-newkey",   "ec",      "-pkeyopt",  "ec_paramgen_curve:P-256",      "-nodes", "-days",
                           "2",       "-subj", "/CN=x", "-addext", "subjectAltName=DNS:localhost", "-keyout", server->key, "-out", server->certificate, NULL };

    g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                                 NULL, NULL, NULL, NULL, &error));
  }
  server->pair = g_tls_certificate_new_from_files (server->certificate, server->key, &error);
  g_assert_no_error (error);
  server->service = g_threaded_socket_service_new (8);
  g_signal_connect (server->service, "run", G_CALLBACK (on_come_cb), server);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (server->service), NULL, &error);
  g_assert_no_error (error);
  server->address = g_strdup_printf ("https://localhost:%u", port);
}

static void
server_free (Server *server)
{
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  g_object_unref (server->service);
  g_object_unref (server->pair);
  g_unlink (server->certificate);
  g_unlink (server->key);
  g_rmdir (server->folder);
  g_free (server->folder);
  g_free (server->certificate);
  g_free (server->key);
  g_free (server->address);
  g_string_free (server->body, TRUE);
}

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
push (Server *server, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupSession) session = wabi_http_new_session (server->certificate, 20, &error);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (WabiHttpAnswer) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  wabi_http_ask_async (session, "POST", server->address, "/v1/push?service=x", "token", bytes, NULL, on_answer_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = wabi_http_ask_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  soup_session_abort (session);
}

static void
test_body_is_sent_again (void)
{
  g_autofree char *body = g_strnfill (5000, 'b');
  Server server;

  server_start (&server, 1);
  push (&server, body);
  g_assert_true (server.spoke_h2);
  g_assert_cmpuint (server.refused, ==, 1);
  g_assert_cmpstr (server.body->str, ==, body);
  server_free (&server);
}

static void
test_speaks_http1 (void)
{
  g_autofree char *body = g_strnfill (5000, 'c');
  Server server;

  wabi_sync_prepare ();
  server_start (&server, 0);
  push (&server, body);
  g_assert_false (server.spoke_h2);
  g_assert_cmpstr (server.body->str, ==, body);
  server_free (&server);
}

/* The leak checker of GCC 12 falls over libsoup's threads as they end; this test's own memory is looked at by that of the whole engine. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* This order: what the second sets stays. */
  g_test_add_func ("/sync-http/body-is-sent-again", test_body_is_sent_again);
  g_test_add_func ("/sync-http/speaks-http1", test_speaks_http1);
  return g_test_run ();
}
