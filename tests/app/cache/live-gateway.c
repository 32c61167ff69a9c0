// SPDX-License-Identifier: AGPL-3.0-or-later
// A gateway in the test: passes everything on to the real server, but for the ills that it is told to do.

#include "live-gateway.h"

#include <libsoup/soup.h>
#include <string.h>

struct _LiveGateway
{
  LiveServer *live;
  SoupServer *server;
  SoupSession *session;
  char *address, *straight; /* its own, the server's */
  LiveIlls ills;
};

typedef struct
{
  LiveGateway *gateway;
  SoupServerMessage *incoming;
  SoupMessage *outgoing;
} Passing;

static void
answer_error (SoupServerMessage *message, guint status, const char *code)
{
  g_autofree char *body = g_strdup_printf ("{\"error\":{\"code\":\"%s\",\"message\":\"Ill on demand.\"}}", code);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
answer_as_hotel (LiveIlls *ills, SoupServerMessage *message)
{
  static const char page[] = "<!DOCTYPE html><title>Welcome</title><p>Room and name, please.";

  ills->hotels++;
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, page, strlen (page));
}

static gboolean
holds (GBytes *body, const char *what)
{
  return what != NULL && g_bytes_get_size (body) > 0
         && memmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), what, strlen (what)) != NULL;
}

/* "min_schema":1 becomes another number of one digit. */
static GBytes *
change_schema (const LiveIlls *ills, GBytes *take_body)
{
  static const char word[] = "\"min_schema\":";
  gsize length;
  char *data, *at;

  if (ills->min_schema == 0)
    return take_body;
  data = g_bytes_unref_to_data (take_body, &length);
  at = memmem (data, length, word, strlen (word));
  if (at != NULL)
    at[strlen (word)] = (char)('0' + ills->min_schema);
  return g_bytes_new_take (data, length);
}

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Passing *passing = data;
  LiveIlls *ills = &passing->gateway->ills;
  SoupServerMessage *incoming = passing->incoming;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (incoming);

  if (body == NULL)
    answer_error (incoming, 502, "away");
  else
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + ills->clock_ahead);
      g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);
      const char *query = g_uri_get_query (soup_message_get_uri (passing->outgoing));
      gboolean page = strstr (g_uri_get_path (soup_message_get_uri (passing->outgoing)), "/v1/sync") != NULL;

      body = change_schema (ills, g_steal_pointer (&body));
      soup_message_headers_replace (headers, "Date", text);
      if (ills->busy != NULL && query != NULL && strstr (query, ills->busy) != NULL)
        soup_message_headers_replace (headers, "X-Wabi-Backoff", "3600");
      soup_server_message_set_status (incoming, soup_message_get_status (passing->outgoing), NULL);
      if (page && ills->cut_after == 0)
        soup_server_message_set_response (incoming, "application/json", SOUP_MEMORY_COPY, g_bytes_get_data (body, NULL),
                                          g_bytes_get_size (body) / 2);
      else
        soup_server_message_set_response (incoming, "application/json", SOUP_MEMORY_COPY, g_bytes_get_data (body, NULL),
                                          g_bytes_get_size (body));
      if (page && ills->cut_after > 0)
        ills->cut_after--;
    }
  soup_server_message_unpause (incoming);
  g_object_unref (passing->outgoing);
  g_object_unref (incoming);
}

static void
pass_on (LiveGateway *gateway, SoupServerMessage *incoming)
{
  g_autofree char *path = g_uri_to_string_partial (soup_server_message_get_uri (incoming), G_URI_HIDE_NONE), *uri = NULL;
  const char *token = soup_message_headers_get_one (soup_server_message_get_request_headers (incoming), "Authorization");
  SoupMessageBody *body = soup_server_message_get_request_body (incoming);
  Passing *passing = g_new0 (Passing, 1);

  /* The address with another host: everything after the third slash. */
  uri = g_strconcat (gateway->straight, strchr (path + strlen ("https://"), '/'), NULL);
  passing->gateway = gateway;
  passing->incoming = g_object_ref (incoming);
  passing->outgoing = soup_message_new (soup_server_message_get_method (incoming), uri);
  if (token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (passing->outgoing), "Authorization", token);
  if (body->length > 0)
    {
      g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

      soup_message_set_request_body_from_bytes (passing->outgoing, "application/json", bytes);
    }
  soup_server_message_pause (incoming);
  soup_session_send_and_read_async (gateway->session, passing->outgoing, G_PRIORITY_DEFAULT, NULL, on_answer_cb, passing);
}

static void
on_request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  LiveGateway *gateway = data;
  LiveIlls *ills = &gateway->ills;
  const char *service = query != NULL ? g_hash_table_lookup (query, "service") : NULL;
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  ills->pushes += strcmp (path, "/v1/push") == 0;
  ills->pulls += strcmp (path, "/v1/sync") == 0;
  if (strcmp (path, "/v1/sync") == 0 && service != NULL && g_strcmp0 (g_hash_table_lookup (query, "since"), "0") == 0)
    g_string_append_printf (ills->from_start, " %s", service);
  if (strcmp (path, "/v1/events") == 0 && ills->no_events)
    answer_error (message, 404, "unknown");
  else if (g_strcmp0 (path, ills->hotel) == 0)
    answer_as_hotel (ills, message);
  else if (ills->away != NULL && g_strcmp0 (service, ills->away) == 0)
    answer_error (message, 503, "away");
  else if (ills->behind != NULL && g_strcmp0 (service, ills->behind) == 0)
    answer_error (message, 503, "behind");
  else if (strcmp (path, "/v1/push") == 0 && holds (body, ills->poison))
    answer_error (message, 500, "internal");
  else
    {
      if (strcmp (path, "/v1/push") == 0)
        {
          g_free (ills->last_push);
          ills->last_push = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
        }
      pass_on (gateway, message);
    }
}

LiveGateway *
live_gateway_new (LiveServer *live)
{
  LiveGateway *gateway = g_new0 (LiveGateway, 1);
  g_autofree char *certificate = g_build_filename (live->data, "server.pem", NULL), *ca = g_build_filename (live->data, "ca.pem", NULL),
                  *key = g_build_filename (live->data, "server.key", NULL);
  g_autoptr (GTlsCertificate) pair = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  pair = g_tls_certificate_new_from_files (certificate, key, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (ca, &error);
  g_assert_no_error (error);
  gateway->live = live;
  gateway->straight = g_strdup (live->server);
  gateway->ills.cut_after = -1;
  gateway->ills.no_events = TRUE;
  gateway->ills.from_start = g_string_new (NULL);
  gateway->session = soup_session_new ();
  soup_session_set_tls_database (gateway->session, database);
  gateway->server = soup_server_new ("tls-certificate", pair, NULL);
  soup_server_add_handler (gateway->server, NULL, on_request_cb, gateway, NULL);
  g_assert_true (soup_server_listen_local (gateway->server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (gateway->server);
  gateway->address = g_strdup_printf ("https://localhost:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return gateway;
}

LiveIlls *
live_gateway_get_ills (LiveGateway *gateway)
{
  return &gateway->ills;
}

WabiSync *
live_gateway_desktop (LiveGateway *gateway, const char *folder, const char *role)
{
  WabiSync *sync;

  g_free (gateway->live->server);
  gateway->live->server = g_strdup (gateway->address);
  sync = live_desktop (gateway->live, folder, role);
  g_free (gateway->live->server);
  gateway->live->server = g_strdup (gateway->straight);
  return sync;
}

void
live_gateway_free (LiveGateway *gateway)
{
  soup_server_disconnect (gateway->server);
  soup_session_abort (gateway->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (gateway->server);
  g_object_unref (gateway->session);
  g_free (gateway->ills.last_push);
  g_string_free (gateway->ills.from_start, TRUE);
  g_free (gateway->address);
  g_free (gateway->straight);
  g_free (gateway);
}
