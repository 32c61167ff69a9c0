// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes that no honest client sends: each is refused, and the server lives on.

#include "host-fixture.h"

#include <string.h>

#define HEAD "Host: localhost\r\n"
#define JSON_HEAD HEAD "Content-Type: application/json\r\n"

static const struct
{
  const char *name;
  const char *bytes;
  int status; /* 0: closed without an answer is as good */
} SHAPES[] = {
  { "two lengths that differ", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}", 400 },
  { "two lengths alike", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400 },
  { "lengths in a list", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: 2, 2\r\n\r\n{}", 400 },
  { "length with a sign", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: +2\r\n\r\n{}", 400 },
  { "length in hexadecimal", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: 0x2\r\n\r\n{}", 400 },
  { "length below zero", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: -2\r\n\r\n{}", 400 },
  { "length beyond all", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: 99999999999999999999999\r\n\r\n{}", 0 },
  { "length and chunks", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0 },
  { "chunks and length", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 0 },
  { "chunks", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411 },
  { "chunks, odd spelling", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 0 },
  { "chunks, blank before colon", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400 },
  { "length, blank before colon", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length : 2\r\n\r\n{}", 400 },
  { "two hosts", "GET /v1/health HTTP/1.1\r\n" HEAD "Host: elsewhere\r\n\r\n", 400 },
  { "no host", "GET /v1/health HTTP/1.1\r\n\r\n", 400 },
  { "two tokens", "GET /v1/health HTTP/1.1\r\n" HEAD "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n", 400 },
  { "header without colon", "GET /v1/health HTTP/1.1\r\n" HEAD "what is this\r\n\r\n", 0 },
  { "control byte in a header", "GET /v1/health HTTP/1.1\r\n" HEAD "X-A: a\001b\r\n\r\n", 400 },
  { "old version", "GET /v1/health HTTP/0.9\r\n" HEAD "\r\n", 0 },
  { "new version", "GET /v1/health HTTP/2.0\r\n" HEAD "\r\n", 0 },
  { "whole address", "GET https://localhost/v1/health HTTP/1.1\r\n" HEAD "\r\n", 404 },
  { "path with dots", "GET /v1/../v1/health HTTP/1.1\r\n" HEAD "\r\n", 404 },
  { "path with escapes", "GET /v1/%68ealth HTTP/1.1\r\n" HEAD "\r\n", 404 },
  { "path with two slashes", "GET //v1/health HTTP/1.1\r\n" HEAD "\r\n", 404 },
  { "method of no one", "BREW /v1/health HTTP/1.1\r\n" HEAD "\r\n", 405 },
  { "method in small letters", "get /v1/health HTTP/1.1\r\n" HEAD "\r\n", 405 },
  { "body with GET", "GET /v1/health HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 413 },
  { "body of another kind", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415 },
  { "body too long", "POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "Content-Length: 4194305\r\n\r\n", 413 },
  { "not HTTP", "\001\002\003\004\r\n\r\n", 0 },
  { "member twice", "POST /v1/auth/refresh HTTP/1.1\r\n" JSON_HEAD "Content-Length: 13\r\n\r\n{\"a\":1,\"a\":2}", 400 },
  { "bad UTF-8", "POST /v1/auth/refresh HTTP/1.1\r\n" JSON_HEAD "Content-Length: 9\r\n\r\n{\"a\":\"\xff\"}", 400 },
  { "half of a surrogate", "POST /v1/auth/refresh HTTP/1.1\r\n" JSON_HEAD "Content-Length: 14\r\n\r\n{\"a\":\"\\ud800\"}", 400 },
  { "number beyond all", "POST /v1/auth/refresh HTTP/1.1\r\n" JSON_HEAD "Content-Length: 11\r\n\r\n{\"a\":1e999}", 400 },
};

static void
test_shapes (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SHAPES); i++)
    {
      gboolean closed = FALSE;
      g_autofree char *text = raw_call (fixture, SHAPES[i].bytes, -1, SHAPES[i].status == 0 || SHAPES[i].status == 411 ? &closed : NULL);
      int status = raw_status (text);

      g_test_message ("%s: %d", SHAPES[i].name, status);
      if (SHAPES[i].status != 0)
        g_assert_cmpint (status, ==, SHAPES[i].status);
      else
        g_assert_true (status == 0 || status >= 400);
      /* Nothing after such a head may be taken for another call. */
      if (SHAPES[i].status == 0 || SHAPES[i].status == 411)
        g_assert_true (closed);
    }
}

static void
test_smuggled (Fixture *fixture, gconstpointer data)
{
  static const char *const HEADS[] = {
    "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 0\r\nContent-Length: 44\r\n", "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: identity\r\n", "Content-Length: 0\r\n folded: 1\r\n Content-Length: 5\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (HEADS); i++)
    {
      g_autofree char *bytes = g_strdup_printf ("POST /v1/auth/sign-in HTTP/1.1\r\n" HEAD "%s\r\n0\r\n\r\nGET /v1/health HTTP/1.1\r\n" HEAD "\r\n",
                                                HEADS[i]);
      gboolean closed;
      g_autofree char *text = raw_call (fixture, bytes, -1, &closed);

      g_test_message ("%s: %s", HEADS[i], text);
      g_assert_null (strstr (text, "\"status\":\"ok\""));
      g_assert_true (closed);
    }
}

static void
test_huge_head (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) bytes = g_string_new ("GET /v1/health HTTP/1.1\r\n" HEAD "X-A: ");
  g_autofree char *text = NULL;
  int status;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (bytes, 'a');
  g_string_append (bytes, "\r\n\r\n");
  text = raw_call (fixture, bytes->str, (gssize) bytes->len, NULL);
  status = raw_status (text);
  g_assert_true (status == 0 || status == 431 || status == 413 || status == 400);
}

static void
test_deep_and_long (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *token = token_of (fixture, "clinic-a", "desk");
  g_autoptr (GString) body = g_string_new ("{\"device\":");

  for (int i = 0; i < 100000; i++)
    g_string_append_c (body, '[');
  call (fixture, "POST", "/v1/push", token, body->str, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 400);
  g_string_set_size (body, 0);
  for (int i = 0; i < 4 * 1024 * 1024 - 2; i++)
    g_string_append_c (body, ' ');
  g_string_append (body, "{}");
  call (fixture, "POST", "/v1/push", token, body->str, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 400); /* just short enough; empty */
  g_assert_cmpstr (error_code (&answer), ==, "invalid");
}

/* A byte now and then: ended when the whole has taken too long. */
static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GIOStream) stream = raw_connect (fixture);
  const char *bytes = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
  gboolean alive = g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL, NULL, NULL);
  guint sent = 0;

  for (; alive && sent < 200; sent++)
    {
      g_usleep (100000);
      alive = g_output_stream_write_all (g_io_stream_get_output_stream (stream), "a", 1, NULL, NULL, NULL);
    }
  g_assert_false (alive);
}

static void
test_lives (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  for (int i = 0; i < 40; i++)
    {
      g_autoptr (GIOStream) stream = raw_connect (fixture);
      char bytes[512];

      for (gsize k = 0; k < sizeof bytes; k++)
        bytes[k] = (char) g_test_rand_int_range (0, 256);
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, sizeof bytes, NULL, NULL, NULL);
      g_io_stream_close (stream, NULL, NULL);
    }
  call (fixture, "GET", "/v1/health", NULL, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 200);
}

#define ADD(name, func, extra) g_test_add (name, Fixture, extra, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  static const char *const SHORT[] = { "--request-seconds", "1", NULL };

  g_test_init (&argc, &argv, NULL);
  ADD ("/host/hostile/shapes", test_shapes, NULL);
  ADD ("/host/hostile/smuggled", test_smuggled, NULL);
  ADD ("/host/hostile/huge-head", test_huge_head, NULL);
  ADD ("/host/hostile/deep-and-long", test_deep_and_long, NULL);
  ADD ("/host/hostile/slow-bytes", test_slow, SHORT);
  ADD ("/host/hostile/lives-on", test_lives, NULL);
  return g_test_run ();
}
