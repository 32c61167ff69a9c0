// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls of every host: commands in, feeds and records out, and how it fares (docs/protocol.md).

#include "wabi-endpoints.h"

#include "wabi-openapi.h"
#include "wabi-records-query.h"
#include "wabi-store-follow.h"
#include "wabi-store-quarantine.h"

#include <string.h>

#define MAX_PUSH_BODY ((gsize) 4 * 1024 * 1024)
#define LONGEST_WAIT (2 * G_TIME_SPAN_SECOND)

/* A name for the bytes of an answer; not a secret hash, only quick. */
static guint64
hash_bytes (const char *data, gsize length)
{
  guint64 hash = 0x9e3779b97f4a7c15u ^ length;

  for (; length >= 8; data += 8, length -= 8)
    {
      guint64 word;

      memcpy (&word, data, 8);
      hash = (hash ^ word) * 0xff51afd7ed558ccdu;
      hash ^= hash >> 32;
    }
  for (; length > 0; data++, length--)
    hash = (hash ^ (guchar) *data) * 0xff51afd7ed558ccdu;
  return hash ^ (hash >> 29);
}

static void
answer_tagged (WabiRequest *request, GString *text)
{
  char tag[24];
  gsize length = text->len;

  g_snprintf (tag, sizeof tag, "%016" G_GINT64_MODIFIER "x", hash_bytes (text->str, text->len));
  if (wabi_request_set_entity_tag (request, tag))
    g_string_free (text, TRUE);
  else
    wabi_request_answer (request, 200, NULL, g_string_free (text, FALSE), length);
}

static void
answer_gap (WabiRequest *request, const GError *error, gint64 expected)
{
  g_autoptr (GString) text = g_string_new ("{\"error\":{\"code\":\"gap\",\"message\":");
  gsize length;

  wabi_json_append_text (text, error->message);
  g_string_append_printf (text, "},\"expected\":%" G_GINT64_FORMAT "}", expected);
  length = text->len;
  wabi_request_answer (request, 409, NULL, g_strdup (text->str), length);
}

/* -- push -- */

static gboolean
read_commands (JsonArray *array, GPtrArray *commands, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      WabiCommand *command;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error_literal (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "“commands” must hold objects.");
          return FALSE;
        }
      command = wabi_command_from_json (json_node_get_object (node), error);
      if (command == NULL)
        return FALSE;
      g_ptr_array_add (commands, command);
    }
  return TRUE;
}

/* What the device has seen of other services must be here too, before a command of its is judged (sync.md 7, 16). TRUE when it is, or was not
 * asked for; @push is settled when it was asked for. */
static gboolean
wait_for_after (WabiEndpoints *endpoints, JsonObject *body, WabiPush *push)
{
  gint64 until = g_get_monotonic_time () + LONGEST_WAIT;
  JsonObject *after = NULL;
  JsonObjectIter iter;
  const char *service;
  JsonNode *node;

  if (!json_object_has_member (body, "after") || !JSON_NODE_HOLDS_OBJECT (json_object_get_member (body, "after")))
    return TRUE;
  after = json_object_get_object_member (body, "after");
  push->settled = TRUE;
  json_object_iter_init (&iter, after);
  while (json_object_iter_next (&iter, &service, &node))
    {
      JsonObject *place = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (place != NULL
          && !wabi_store_follow_wait (endpoints->store, push->caller.practice, service, wabi_json_peek_text (place, "epoch"),
                                      wabi_json_peek_int (place, "seq", 0), until))
        return FALSE;
    }
  return TRUE;
}

/* The gateway routes by the address; what the body says is what counts, and both must agree. */
static gboolean
check_address (WabiRequest *request, const WabiPush *push)
{
  const char *service = wabi_request_get_query (request, "service");

  if (service == NULL || g_str_equal (service, push->service))
    return TRUE;
  wabi_request_answer_error (request, 400, "invalid", "service", "The address and the body name different services.");
  return FALSE;
}

/* By copies that may be too old nothing is refused: they are renewed, and the same is tried once more. */
static gboolean
apply_push (WabiEndpoints *endpoints, WabiPush *push, GString *answer, gint64 *expected, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (wabi_store_push (endpoints->store, push, answer, expected, &problem))
    return TRUE;
  if (g_error_matches (problem, WABI_STORE_ERROR, WABI_STORE_ERROR_BEHIND)
      && wabi_store_follow_refresh (endpoints->store, g_get_monotonic_time () + LONGEST_WAIT))
    {
      push->settled = TRUE;
      return wabi_store_push (endpoints->store, push, answer, expected, error);
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
read_push (JsonObject *body, WabiPush *push, GPtrArray *commands, GError **error)
{
  JsonArray *array = NULL;
  const char *epoch;

  if (!wabi_json_take_text (body, "device", TRUE, 64, &push->device, error)
      || !wabi_json_take_text (body, "service", TRUE, 40, &push->service, error)
      || !wabi_json_take_text (body, "epoch", FALSE, 64, &epoch, error)
      || !wabi_json_take_int (body, "from_n", TRUE, 1, WABI_JSON_MAX_INT, &push->from_n, error)
      || !wabi_json_take_array (body, "commands", TRUE, WABI_STORE_MAX_PUSH, &array, error) || !read_commands (array, commands, error))
    return FALSE;
  push->commands = (WabiCommand *const *) commands->pdata;
  push->n_commands = commands->len;
  return TRUE;
}

/* From those whose access has ended nothing is applied: it waits for a supervisor (sync.md 6.3). */
static gboolean
run_push (WabiRequest *request, WabiEndpoints *endpoints, WabiPush *push, GString *answer, gint64 *expected, GError **error)
{
  if (wabi_request_is_drain (request))
    return wabi_store_hold (endpoints->store, push, "access-ended", answer, error);
  return apply_push (endpoints, push, answer, expected, error);
}

static void
handle_push (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;
  WabiPush push = { .caller = *wabi_request_get_caller (request) };
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_command_free);
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  g_autoptr (GString) answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 expected = 0;
  gsize length;

  if (body == NULL)
    return;
  answer = g_string_sized_new (512);
  if (read_push (body, &push, commands, &error))
    {
      if (!check_address (request, &push))
        return;
      if (!wait_for_after (endpoints, body, &push))
        {
          wabi_request_answer_error (request, 503, "behind", NULL, "The server waits for news from another service. It will be sent again.");
          return;
        }
    }
  if (error != NULL || !run_push (request, endpoints, &push, answer, &expected, &error))
    {
      if (g_error_matches (error, WABI_STORE_ERROR, WABI_STORE_ERROR_GAP))
        answer_gap (request, error, expected);
      else
        wabi_request_answer_gerror (request, error);
      return;
    }
  length = answer->len;
  wabi_request_answer (request, 200, NULL, g_string_free (g_steal_pointer (&answer), FALSE), length);
}

/* -- feeds -- */

/* A service's token names no practice: it may follow all of them, for the kinds that it needs. */
static gboolean
read_follower (WabiRequest *request, WabiFeedRequest *feed)
{
  feed->follower = wabi_request_get_services (request);
  if (feed->follower == NULL)
    return TRUE;
  feed->kinds = wabi_request_get_query (request, "kinds");
  feed->caller.practice = wabi_request_get_query (request, "practice");
  if (feed->caller.practice != NULL && feed->kinds != NULL)
    return TRUE;
  wabi_request_answer_error (request, 400, "invalid", "practice", "A service says which practice's feed, and which kinds of it.");
  return FALSE;
}

static void
handle_feeds (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;
  g_autoptr (GString) answer = g_string_sized_new (512);
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!wabi_store_list_feeds (endpoints->store, answer, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  length = answer->len;
  wabi_request_answer (request, 200, NULL, g_string_free (g_steal_pointer (&answer), FALSE), length);
}

/* "digest": "1" asks for it, "differs" also says that the last one was not what the desktop holds, which it reads anew now. */
static void
read_digest (WabiRequest *request, WabiEndpoints *endpoints, WabiFeedRequest *feed)
{
  const char *digest = wabi_request_get_query (request, "digest");

  feed->digest = digest != NULL;
  if (g_strcmp0 (digest, "differs") != 0)
    return;
  g_atomic_int_inc (&endpoints->differed);
  g_message ("a desktop's copy of the feed of %s was not what it should be; the desktop reads it anew", feed->service);
}

static void
handle_sync (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;
  WabiFeedRequest feed = { .caller = *wabi_request_get_caller (request) };
  g_autoptr (GString) answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 limit;
  gsize length;

  feed.service = wabi_request_get_query (request, "service");
  feed.epoch = wabi_request_get_query (request, "epoch");
  feed.access = wabi_request_get_query (request, "access");
  if (feed.service == NULL)
    {
      wabi_request_answer_error (request, 400, "invalid", "service", "Say which service's feed.");
      return;
    }
  if (!read_follower (request, &feed))
    return;
  if (!wabi_request_get_query_int (request, "since", 0, 0, WABI_JSON_MAX_INT, &feed.since)
      || !wabi_request_get_query_int (request, "limit", 1000, 1, WABI_STORE_MAX_FEED, &limit)
      || !wabi_request_get_query_int (request, "base", 0, 0, WABI_JSON_MAX_INT, &feed.base))
    return;
  feed.limit = (guint) limit;
  read_digest (request, endpoints, &feed);
  answer = g_string_sized_new (4096);
  if (!wabi_store_read_feed (endpoints->store, &feed, answer, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  length = answer->len;
  wabi_request_answer (request, 200, NULL, g_string_free (g_steal_pointer (&answer), FALSE), length);
}

static void
handle_stream (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;
  WabiStreamRequest stream = { .caller = *wabi_request_get_caller (request) };
  g_autoptr (GString) answer = g_string_sized_new (4096);
  g_autoptr (GError) error = NULL;
  gint64 limit;
  gsize length;

  stream.service = wabi_request_get_query (request, "service");
  stream.client = wabi_request_get_query (request, "client");
  stream.after = wabi_request_get_query (request, "after");
  if (stream.service == NULL || stream.client == NULL)
    {
      wabi_request_answer_error (request, 400, "invalid", "client", "Say which service's records of which client.");
      return;
    }
  if (!wabi_request_get_query_int (request, "limit", 1000, 1, WABI_STORE_MAX_FEED, &limit))
    return;
  stream.limit = (guint) limit;
  if (!wabi_store_read_stream (endpoints->store, &stream, answer, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  length = answer->len;
  wabi_request_answer (request, 200, NULL, g_string_free (g_steal_pointer (&answer), FALSE), length);
}

static void
handle_events (WabiRequest *request, gpointer data)
{
  wabi_events_answer (((WabiEndpoints *) data)->events, request);
}

/* -- records -- */

static gboolean
kind_holds_phi (const WabiKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & WABI_PHI) != 0)
      return TRUE;
  return FALSE;
}

static void
handle_record (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;
  const WabiCaller *caller = wabi_request_get_caller (request);
  const WabiKind *kind = wabi_store_find_kind (endpoints->store, wabi_request_get_path (request, 0));
  const char *id = wabi_request_get_path (request, 1);
  GString *answer;
  g_autoptr (GError) error = NULL;

  if (kind == NULL)
    {
      wabi_request_answer_error (request, 404, "unknown", NULL, "There is no such kind of record here.");
      return;
    }
  answer = g_string_sized_new (1024);
  if (!wabi_store_get_json (endpoints->store, caller, kind, id, answer, &error))
    {
      g_string_free (answer, TRUE);
      wabi_request_answer_gerror (request, error);
      return;
    }
  if (kind_holds_phi (kind))
    wabi_store_note_read (endpoints->store, caller, kind, id);
  answer_tagged (request, answer);
}

static void
handle_records (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;
  const WabiCaller *caller = wabi_request_get_caller (request);
  const WabiKind *kind = wabi_store_find_kind (endpoints->store, wabi_request_get_path (request, 0));
  WabiQuery query;
  GString *answer;
  g_autoptr (GError) error = NULL;

  if (kind == NULL)
    {
      wabi_request_answer_error (request, 404, "unknown", NULL, "There is no such kind of record here.");
      return;
    }
  if (!wabi_records_query_read (request, kind, &query))
    return;
  answer = g_string_sized_new (16 * 1024);
  if (!wabi_store_list_json (endpoints->store, caller, &query, answer, &error))
    {
      g_string_free (answer, TRUE);
      wabi_request_answer_gerror (request, error);
      return;
    }
  if (kind_holds_phi (kind))
    wabi_store_note_read (endpoints->store, caller, kind, NULL);
  answer_tagged (request, answer);
}

/* -- how it fares -- */

static void
handle_health (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;
  JsonObject *answer = json_object_new ();
  JsonArray *services = json_array_new ();

  for (guint i = 0; endpoints->services[i] != NULL; i++)
    json_array_add_string_element (services, endpoints->services[i]);
  json_object_set_string_member (answer, "status", "ok");
  json_object_set_array_member (answer, "services", services);
  wabi_request_answer_object (request, 200, answer);
}

static void
append_store_stats (WabiStore *store, GString *out)
{
  WabiStoreStats stats;

  wabi_store_get_stats (store, &stats);
  g_string_append_printf (out,
                          "# TYPE wabi_pushes_total counter\nwabi_pushes_total %" G_GINT64_FORMAT
                          "\n# TYPE wabi_commands_total counter\nwabi_commands_total %" G_GINT64_FORMAT
                          "\n# TYPE wabi_commands_rejected_total counter\nwabi_commands_rejected_total %" G_GINT64_FORMAT
                          "\n# TYPE wabi_commits_total counter\nwabi_commits_total %" G_GINT64_FORMAT
                          "\n# TYPE wabi_reactions_total counter\nwabi_reactions_total %" G_GINT64_FORMAT
                          "\n# TYPE wabi_writes_waiting gauge\nwabi_writes_waiting %" G_GINT64_FORMAT "\n",
                          stats.pushes, stats.commands, stats.rejected, stats.commits, stats.reactions, stats.waiting);
}

static void
handle_metrics (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);
  guint n;
  const WabiRouteEntry *entries = wabi_router_list (endpoints->router, &n);
  gsize length;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, g_strdup_printf ("method=\"%s\",route=\"%s\"", entries[i].route->method, entries[i].route->path));
  wabi_meter_append (endpoints->meter, (const char *const *) names->pdata, n, out);
  append_store_stats (endpoints->store, out);
  g_string_append_printf (out, "# TYPE wabi_copies_differed_total counter\nwabi_copies_differed_total %d\n",
                          g_atomic_int_get (&endpoints->differed));
  wabi_follower_append_metrics (endpoints->follower, out);
  length = out->len;
  wabi_request_answer (request, 200, "text/plain; version=0.0.4; charset=utf-8", g_string_free (out, FALSE), length);
}

static void
handle_openapi (WabiRequest *request, gpointer data)
{
  WabiEndpoints *endpoints = data;

  g_mutex_lock (&endpoints->openapi.lock);
  if (endpoints->openapi.text == NULL)
    {
      endpoints->openapi.text = wabi_openapi_build (endpoints->router, endpoints->store);
      g_snprintf (endpoints->openapi.tag, sizeof endpoints->openapi.tag, "%016" G_GINT64_MODIFIER "x",
                  hash_bytes (endpoints->openapi.text, strlen (endpoints->openapi.text)));
    }
  g_mutex_unlock (&endpoints->openapi.lock);
  if (!wabi_request_set_entity_tag (request, endpoints->openapi.tag))
    wabi_request_answer (request, 200, NULL, g_strdup (endpoints->openapi.text), strlen (endpoints->openapi.text));
}

static const WabiField push_fields[] = {
  { "device", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
  { "service", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 40, NULL, NULL },
  { "epoch", WABI_FIELD_TEXT, 0, 0, 64, NULL, NULL },
  { "from_n", WABI_FIELD_INT, WABI_REQUIRED, 1, WABI_JSON_MAX_INT, NULL, NULL },
  { "commands", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "after", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
};
static const WabiField push_answer[] = {
  { "epoch", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
  { "head", WABI_FIELD_INT, WABI_REQUIRED, 0, WABI_JSON_MAX_INT, NULL, NULL },
  { "results", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
};
static const WabiField sync_query[] = {
  { "service", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 40, NULL, NULL },
  { "since", WABI_FIELD_INT, 0, 0, WABI_JSON_MAX_INT, NULL, NULL },
  { "epoch", WABI_FIELD_TEXT, 0, 0, 64, NULL, NULL },
  { "limit", WABI_FIELD_INT, 0, 1, WABI_STORE_MAX_FEED, NULL, NULL },
  { "practice", WABI_FIELD_TEXT, 0, 0, 36, NULL, NULL },
  { "kinds", WABI_FIELD_TEXT, 0, 0, 1000, NULL, NULL },
  { "access", WABI_FIELD_TEXT, 0, 0, 64, NULL, NULL },
  { "base", WABI_FIELD_INT, 0, 0, WABI_JSON_MAX_INT, NULL, NULL },
  { "digest", WABI_FIELD_ENUM, 0, 0, 0, "1 differs", NULL },
};
static const WabiField sync_answer[] = {
  { "epoch", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
  { "service", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 40, NULL, NULL },
  { "head", WABI_FIELD_INT, WABI_REQUIRED, 0, WABI_JSON_MAX_INT, NULL, NULL },
  { "next", WABI_FIELD_INT, WABI_REQUIRED, 0, WABI_JSON_MAX_INT, NULL, NULL },
  { "more", WABI_FIELD_BOOL, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "min_schema", WABI_FIELD_INT, WABI_REQUIRED, 1, G_MAXINT32, NULL, NULL },
  { "schema", WABI_FIELD_INT, WABI_REQUIRED, 1, G_MAXINT32, NULL, NULL },
  { "access", WABI_FIELD_TEXT, 0, 0, 64, NULL, NULL },
  { "roles", WABI_FIELD_INT, 0, 0, G_MAXINT32, NULL, NULL },
  { "clients", WABI_FIELD_LIST, 0, 0, 0, NULL, NULL },
  { "digest", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
  { "changes", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
};
static const WabiField feeds_answer[] = { { "feeds", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL } };
/* For the gateway, which routes by the address alone. */
static const WabiField service_query[] = { { "service", WABI_FIELD_TEXT, 0, 0, 40, NULL, NULL } };
static const WabiField stream_query[] = {
  { "service", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 40, NULL, NULL },
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "after", WABI_FIELD_TEXT, 0, 0, 100, NULL, NULL },
  { "limit", WABI_FIELD_INT, 0, 1, WABI_STORE_MAX_FEED, NULL, NULL },
};
static const WabiField stream_answer[] = {
  { "epoch", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
  { "service", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 40, NULL, NULL },
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "head", WABI_FIELD_INT, WABI_REQUIRED, 0, WABI_JSON_MAX_INT, NULL, NULL },
  { "changes", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "more", WABI_FIELD_BOOL, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "next", WABI_FIELD_TEXT, 0, 0, 100, NULL, NULL },
  { "access", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
};
static const WabiField record_answer[] = {
  { "id", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 36, NULL, NULL },
  { "version", WABI_FIELD_INT, WABI_REQUIRED, 1, WABI_JSON_MAX_INT, NULL, NULL },
  { "seq", WABI_FIELD_INT, WABI_REQUIRED, 1, WABI_JSON_MAX_INT, NULL, NULL },
  { "body", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
};
static const WabiField records_query[] = {
  { "from", WABI_FIELD_TEXT, 0, 0, 40, NULL, NULL },
  { "to", WABI_FIELD_TEXT, 0, 0, 40, NULL, NULL },
  { "limit", WABI_FIELD_INT, 0, 1, WABI_STORE_MAX_LIST, NULL, NULL },
  { "offset", WABI_FIELD_INT, 0, 0, WABI_RECORDS_MAX_OFFSET, NULL, NULL },
};
static const WabiField records_answer[] = {
  { "records", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "more", WABI_FIELD_BOOL, WABI_REQUIRED, 0, 0, NULL, NULL },
};
static const WabiField health_answer[] = {
  { "status", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 20, NULL, NULL },
  { "services", WABI_FIELD_LIST, WABI_REQUIRED, 0, 0, NULL, NULL },
};

static const WabiRoute routes[] = {
  { .method = "GET", .path = "/v1/records/{kind}/{id}", .scope = WABI_SCOPE_STAFF, .audit = "record.read", .handle = handle_record,
    .summary = "One record", .answer = record_answer, .n_answer = G_N_ELEMENTS (record_answer) },
  { .method = "GET", .path = "/v1/records/{kind}", .scope = WABI_SCOPE_STAFF, .audit = "record.list", .handle = handle_records,
    .summary = "Records of one kind; any indexed field may be a parameter", .answer = records_answer,
    .n_answer = G_N_ELEMENTS (records_answer), .query = records_query, .n_query = G_N_ELEMENTS (records_query) },
  { .method = "POST", .path = "/v1/push", .scope = WABI_SCOPE_STAFF, .audit = "command.push", .max_body = MAX_PUSH_BODY, .drain = TRUE, .polled = TRUE,
    .handle = handle_push, .summary = "Apply commands, each at most once", .body = push_fields, .n_body = G_N_ELEMENTS (push_fields),
    .answer = push_answer, .n_answer = G_N_ELEMENTS (push_answer), .query = service_query, .n_query = G_N_ELEMENTS (service_query) },
  { .method = "GET", .path = "/v1/sync", .scope = WABI_SCOPE_FOLLOWER, .audit = "feed.read", .polled = TRUE, .handle = handle_sync,
    .summary = "Changes of a service's feed since a position", .answer = sync_answer, .n_answer = G_N_ELEMENTS (sync_answer),
    .query = sync_query, .n_query = G_N_ELEMENTS (sync_query) },
  { .method = "GET", .path = "/v1/feeds", .scope = WABI_SCOPE_SERVICE, .audit = WABI_AUDIT_NONE, .handle = handle_feeds,
    .summary = "For other services: every practice's feeds and their heads", .answer = feeds_answer,
    .n_answer = G_N_ELEMENTS (feeds_answer), .query = service_query, .n_query = G_N_ELEMENTS (service_query) },
  { .method = "GET", .path = "/v1/sync/stream", .scope = WABI_SCOPE_STAFF, .audit = "feed.read", .handle = handle_stream,
    .summary = "All that a service holds of one client, in pages", .answer = stream_answer, .n_answer = G_N_ELEMENTS (stream_answer),
    .query = stream_query, .n_query = G_N_ELEMENTS (stream_query) },
  { .method = "GET", .path = "/v1/events", .scope = WABI_SCOPE_FOLLOWER, .audit = WABI_AUDIT_NONE, .handle = handle_events,
    .summary = "Server-sent events: that a feed moved" },
  { .method = "GET", .path = "/v1/health", .scope = WABI_SCOPE_PUBLIC, .audit = WABI_AUDIT_NONE, .handle = handle_health,
    .summary = "Whether the server answers, and for which services", .answer = health_answer, .n_answer = G_N_ELEMENTS (health_answer) },
  { .method = "GET", .path = "/v1/metrics", .scope = WABI_SCOPE_ADMIN, .audit = WABI_AUDIT_NONE, .handle = handle_metrics,
    .summary = "Counters in the Prometheus form" },
  { .method = "GET", .path = "/v1/openapi.json", .scope = WABI_SCOPE_PUBLIC, .audit = WABI_AUDIT_NONE, .handle = handle_openapi,
    .summary = "This document" },
};

const WabiServiceInfo wabi_endpoints_service = {
  .abi = WABI_SERVICE_ABI,
  .name = "host",
  .title = "What every host answers",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
};

void
wabi_endpoints_clear (WabiEndpoints *endpoints)
{
  g_clear_pointer (&endpoints->services, g_strfreev);
  g_clear_pointer (&endpoints->openapi.text, g_free);
  g_mutex_clear (&endpoints->openapi.lock);
}
