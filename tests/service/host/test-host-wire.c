// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands in, feeds and records out: the protocol page over real HTTPS.

#include "host-fixture.h"

#include <string.h>

typedef struct
{
  Fixture base;
  char *desk, *rbt, *admin, *other;
} Wire;

static void
wire_set_up (Wire *wire, gconstpointer data)
{
  fixture_set_up (&wire->base, data);
  wire->desk = token_of (&wire->base, "clinic-a", "desk");
  wire->rbt = token_of (&wire->base, "clinic-a", "rbt");
  wire->admin = token_of (&wire->base, "clinic-a", "admin");
  wire->other = token_of (&wire->base, "clinic-b", "desk");
}

static void
wire_tear_down (Wire *wire, gconstpointer data)
{
  g_free (wire->desk);
  g_free (wire->rbt);
  g_free (wire->admin);
  g_free (wire->other);
  fixture_tear_down (&wire->base, data);
}

static void
get (Wire *wire, const char *token, const char *path, Answer *answer)
{
  call (&wire->base, "GET", path, token, NULL, NULL, answer);
}

static void
push (Wire *wire, const char *token, int n, const char *name, Answer *answer)
{
  g_autofree char *id = client_id (n);
  g_autofree char *body = push_client (n, id, name);

  call (&wire->base, "POST", "/v1/push", token, body, NULL, answer);
}

static void
test_push_and_pull (Wire *wire, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *epoch = NULL;
  g_autofree char *path = NULL;
  JsonObject *change;

  push (wire, wire->desk, 1, "Ana", &answer);
  g_assert_cmpstr (json_object_get_string_member (first_result (&answer), "status"), ==, "applied");
  first = g_strdup (answer.body);

  /* The same again: the stored result, and no second client. */
  push (wire, wire->desk, 1, "Ana", &answer);
  g_assert_cmpstr (answer.body, ==, first);

  get (wire, wire->desk, "/v1/sync?service=patients", &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer.json, "changes")), ==, 1);
  g_assert_cmpint (json_object_get_int_member (answer.json, "next"), ==, json_object_get_int_member (answer.json, "head"));
  g_assert_false (json_object_get_boolean_member (answer.json, "more"));
  change = json_array_get_object_element (json_object_get_array_member (answer.json, "changes"), 0);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (change, "body"), "first_name"), ==, "Ana");
  epoch = g_strdup (json_object_get_string_member (answer.json, "epoch"));
  path = g_strdup_printf ("/v1/sync?service=patients&since=%" G_GINT64_FORMAT "&epoch=%s", json_object_get_int_member (answer.json, "next"), epoch);
  get (wire, wire->desk, path, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer.json, "changes")), ==, 0);
}

static void
test_push_refusals (Wire *wire, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  push (wire, wire->desk, 1, "Ana", &answer);
  push (wire, wire->desk, 3, "Eva", &answer);
  g_assert_cmpint (answer.status, ==, 409);
  g_assert_cmpstr (error_code (&answer), ==, "gap");
  g_assert_cmpint (json_object_get_int_member (answer.json, "expected"), ==, 2);
  push (wire, wire->desk, 1, "Another", &answer);
  g_assert_cmpint (answer.status, ==, 422);
  g_assert_cmpstr (error_code (&answer), ==, "mid_reuse");
  for (const char *const *bad = (const char *const[]){ "{}", "[]", "{\"device\":1}", "", "{\"device\":\"d\",\"service\":\"patients\",\"from_n\":1,\"commands\":[7]}",
                                                       "{\"device\":\"d\",\"service\":\"patients\",\"from_n\":0,\"commands\":[]}", NULL };
       *bad != NULL; bad++)
    {
      call (&wire->base, "POST", "/v1/push", wire->desk, *bad, NULL, &answer);
      g_assert_cmpint (answer.status, ==, 400);
      g_assert_cmpstr (error_code (&answer), ==, "invalid");
    }
  call (&wire->base, "POST", "/v1/push", NULL, "{}", NULL, &answer);
  g_assert_cmpint (answer.status, ==, 401);
}

static void
test_resync (Wire *wire, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  push (wire, wire->desk, 1, "Ana", &answer);
  get (wire, wire->desk, "/v1/sync?service=patients&since=1&epoch=another", &answer);
  g_assert_cmpint (answer.status, ==, 410);
  g_assert_cmpstr (error_code (&answer), ==, "resync");
  get (wire, wire->desk, "/v1/sync?service=patients&since=99999", &answer);
  g_assert_cmpint (answer.status, ==, 410);
  get (wire, wire->desk, "/v1/sync?service=nothing", &answer);
  g_assert_cmpint (answer.status, ==, 404);
  get (wire, wire->desk, "/v1/sync", &answer);
  g_assert_cmpint (answer.status, ==, 400);
  get (wire, wire->desk, "/v1/sync?service=patients&since=-1", &answer);
  g_assert_cmpint (answer.status, ==, 400);
}

static void
test_roles (Wire *wire, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  push (wire, wire->rbt, 1, "Ana", &answer);
  g_assert_cmpstr (json_object_get_string_member (first_result (&answer), "status"), ==, "rejected");
  get (wire, wire->rbt, "/v1/records/fee", &answer);
  g_assert_cmpint (answer.status, ==, 403);
  get (wire, wire->rbt, "/v1/metrics", &answer);
  g_assert_cmpint (answer.status, ==, 403);
  get (wire, wire->admin, "/v1/metrics", &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_nonnull (strstr (answer.body, "wabi_requests_total{method=\"GET\",route=\"/v1/records/{kind}\",status=\"4xx\"} 1"));
  g_assert_null (strstr (answer.body, RBT_A));
  call (&wire->base, "POST", "/v1/ai/draft", wire->desk, "{\"session\":\"" RBT_A "\"}", NULL, &answer);
  g_assert_cmpint (answer.status, ==, 403);
  call (&wire->base, "POST", "/v1/ai/draft", wire->rbt, "{\"session\":\"" RBT_A "\"}", NULL, &answer);
  g_assert_cmpint (answer.status, ==, 404);
  call (&wire->base, "POST", "/v1/ai/draft", wire->rbt, "{\"session\":\"" RBT_A "\",\"style\":\"rude\"}", NULL, &answer);
  g_assert_cmpint (answer.status, ==, 400);
}

static void
test_tenancy (Wire *wire, gconstpointer data)
{
  g_auto (Answer) answer = { 0 }, absent = { 0 };
  g_autofree char *id = client_id (1), *nobody = client_id (77);
  g_autofree char *path = g_strconcat ("/v1/records/client/", id, NULL);
  g_autofree char *absent_path = g_strconcat ("/v1/records/client/", nobody, NULL);

  push (wire, wire->desk, 1, "Ana", &answer);
  get (wire, wire->desk, path, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  get (wire, wire->other, path, &answer);
  get (wire, wire->other, absent_path, &absent);
  g_assert_cmpint (answer.status, ==, 404);
  g_assert_cmpstr (answer.body, ==, absent.body);
  get (wire, wire->other, "/v1/sync?service=patients", &answer);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer.json, "changes")), ==, 0);
  get (wire, wire->other, "/v1/records/client", &answer);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer.json, "records")), ==, 0);
}

static void
test_records (Wire *wire, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *id = client_id (2);
  g_autofree char *path = g_strconcat ("/v1/records/client/", id, NULL);
  g_autofree char *header = NULL;

  for (int n = 1; n <= 3; n++)
    push (wire, wire->desk, n, n == 2 ? "Eva" : "Ana", &answer);
  get (wire, wire->desk, path, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpint (json_object_get_int_member (answer.json, "version"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (answer.json, "body"), "first_name"), ==, "Eva");
  header = g_strdup_printf ("If-None-Match: %s", soup_message_headers_get_one (answer.headers, "ETag"));
  call (&wire->base, "GET", path, wire->desk, NULL, header, &answer);
  g_assert_cmpint (answer.status, ==, 304);
  g_assert_cmpint (answer.length, ==, 0);
  call (&wire->base, "HEAD", path, wire->desk, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpint (answer.length, ==, 0);

  get (wire, wire->desk, "/v1/records/client?status=active&limit=2", &answer);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer.json, "records")), ==, 2);
  g_assert_true (json_object_get_boolean_member (answer.json, "more"));
  get (wire, wire->desk, "/v1/records/client?status=active&limit=2&offset=2", &answer);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer.json, "records")), ==, 1);
  g_assert_false (json_object_get_boolean_member (answer.json, "more"));
  for (const char *const *bad = (const char *const[]){ "first_name=Ana", "limit=501", "limit=x", "from=1", "status", "status=a&status=b",
                                                       "status=%00", NULL };
       *bad != NULL; bad++)
    {
      g_autofree char *query = g_strconcat ("/v1/records/client?", *bad, NULL);

      get (wire, wire->desk, query, &answer);
      g_assert_cmpint (answer.status, ==, 400);
    }
  get (wire, wire->rbt, "/v1/records/nothing", &answer);
  g_assert_cmpint (answer.status, ==, 404);
}

static void
test_methods_and_headers (Wire *wire, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  call (&wire->base, "DELETE", "/v1/push", wire->desk, NULL, NULL, &answer);
  g_assert_cmpint (answer.status, ==, 405);
  g_assert_cmpstr (soup_message_headers_get_one (answer.headers, "Allow"), ==, "POST");
  get (wire, wire->desk, "/v1/nothing", &answer);
  g_assert_cmpint (answer.status, ==, 404);
  get (wire, NULL, "/v1/health", &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (answer.headers, "Cache-Control"), ==, "no-store");
  g_assert_cmpstr (soup_message_headers_get_one (answer.headers, "X-Content-Type-Options"), ==, "nosniff");
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer.json, "services")), ==, 8);
}

static void
test_gzip (Wire *wire, gconstpointer data)
{
  g_auto (Answer) plain = { 0 }, packed = { 0 };

  call (&wire->base, "GET", "/v1/openapi.json", NULL, NULL, "Accept-Encoding: identity", &plain);
  call (&wire->base, "GET", "/v1/openapi.json", NULL, NULL, "Accept-Encoding: gzip", &packed);
  g_assert_cmpstr (soup_message_headers_get_one (packed.headers, "Content-Encoding"), ==, "gzip");
  g_assert_null (soup_message_headers_get_one (plain.headers, "Content-Encoding"));
  g_assert_cmpstr (packed.body, ==, plain.body); /* libsoup unpacks */
  g_assert_cmpint (soup_message_headers_get_content_length (packed.headers), <, (goffset) plain.length / 3);
}

static void
test_openapi (Wire *wire, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  JsonObject *paths, *components, *schemas;
  g_autoptr (GList) names = NULL;

  get (wire, NULL, "/v1/openapi.json", &answer);
  g_assert_cmpint (answer.status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (answer.json, "openapi"), ==, "3.1.0");
  paths = json_object_get_object_member (answer.json, "paths");
  components = json_object_get_object_member (answer.json, "components");
  schemas = json_object_get_object_member (components, "schemas");
  names = json_object_get_members (paths);
  g_assert_cmpint (g_list_length (names), ==, 33);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *path = json_object_get_object_member (paths, l->data);
      g_autoptr (GList) methods = json_object_get_members (path);

      for (GList *m = methods; m != NULL; m = m->next)
        {
          JsonObject *operation = json_object_get_object_member (path, m->data);

          g_assert_cmpstr (json_object_get_string_member (operation, "operationId"), !=, "");
          g_assert_true (json_object_has_member (json_object_get_object_member (operation, "responses"), "200"));
          g_assert_cmpint (json_array_get_length (json_object_get_array_member (operation, "parameters")), >=,
                           strchr (l->data, '{') != NULL ? 1 : 0);
        }
    }
  g_assert_true (json_object_has_member (schemas, "record.appointment"));
  g_assert_true (json_object_has_member (schemas, "command.client.edit"));
  g_assert_true (json_object_has_member (json_object_get_object_member (components, "securitySchemes"), "bearer"));
}

static char *
read_until (GIOStream *stream, const char *mark)
{
  GString *text = g_string_new (NULL);
  char buffer[1024];
  gssize n = 1;

  while (n > 0 && strstr (text->str, mark) == NULL)
    {
      n = g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer, NULL, NULL);
      if (n > 0)
        g_string_append_len (text, buffer, n);
    }
  g_assert_nonnull (strstr (text->str, mark));
  return g_string_free (text, FALSE);
}

static void
test_events (Wire *wire, gconstpointer data)
{
  g_autoptr (GIOStream) mine = raw_connect (&wire->base);
  g_autoptr (GIOStream) theirs = raw_connect (&wire->base);
  g_auto (Answer) answer = { 0 };
  GIOStream *streams[] = { mine, theirs };
  const char *tokens[] = { wire->rbt, wire->other };
  g_autofree char *own = NULL, *other = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *head = g_strdup_printf ("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n", tokens[i]);
      g_autofree char *begin = NULL;

      g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (streams[i]), head, strlen (head), NULL, NULL, NULL));
      begin = read_until (streams[i], ":\n\n");
      g_assert_nonnull (strstr (begin, "text/event-stream"));
    }
  push (wire, wire->desk, 1, "Ana", &answer);
  own = read_until (mine, "\n\n");
  g_assert_nonnull (strstr (own, "data: {\"service\":\"patients\",\"head\":1}"));
  /* What the other practice hears first is its own, later, change. */
  push (wire, wire->other, 1, "Eva", &answer);
  g_assert_cmpint (answer.status, ==, 200);
  other = read_until (theirs, "\n\n");
  g_assert_nonnull (strstr (other, "data: {\"service\":\"patients\",\"head\":1}"));
  push (wire, wire->desk, 2, "Ana", &answer);
  g_free (own);
  own = read_until (mine, "\n\n");
  g_assert_nonnull (strstr (own, "data: {\"service\":\"patients\",\"head\":2}"));
}

#define ADD(name, func) g_test_add (name, Wire, NULL, wire_set_up, func, wire_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/host/wire/push-and-pull", test_push_and_pull);
  ADD ("/host/wire/push-refusals", test_push_refusals);
  ADD ("/host/wire/resync", test_resync);
  ADD ("/host/wire/roles", test_roles);
  ADD ("/host/wire/tenancy", test_tenancy);
  ADD ("/host/wire/records", test_records);
  ADD ("/host/wire/methods-and-headers", test_methods_and_headers);
  ADD ("/host/wire/gzip", test_gzip);
  ADD ("/host/wire/openapi", test_openapi);
  ADD ("/host/wire/events", test_events);
  return g_test_run ();
}
