// SPDX-License-Identifier: AGPL-3.0-or-later
// Any head of a call as libmicrohttpd would hand it over: first line "METHOD KIND PATH?QUERY", then a header each. The check of headers,
// the choice of the route, the parameters, and a list's question to the store.

#include "fuzz.h"

#include <string.h>

#include "wabi-domain.h"
#include "wabi-proxies.h"
#include "wabi-records-query.h"
#include "wabi-request-private.h"

/* The library's two calls that these parts make, in the place of a connection. */
static char **header_lines;

int
MHD_get_connection_values_n (struct MHD_Connection *connection, enum MHD_ValueKind kind, MHD_KeyValueIteratorN iterator, void *data)
{
  int n = 0;

  for (guint i = 0; header_lines[i] != NULL; i++)
    {
      char *colon = strchr (header_lines[i], ':');
      g_autofree char *name = colon != NULL ? g_strndup (header_lines[i], (gsize)(colon - header_lines[i])) : g_strdup (header_lines[i]);
      /* The library keeps what it hands out for the length of the call. */
      const char *value = colon != NULL ? colon + 1 : NULL;

      n++;
      if (iterator (data, kind, name, strlen (name), value, value != NULL ? strlen (value) : 0) != MHD_YES)
        break;
    }
  return n;
}

enum MHD_Result
MHD_queue_response (struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response)
{
  g_assert_true (status >= 200 && status < 600);
  return MHD_YES;
}

static void
handle_nothing (WabiRequest *request, gpointer service)
{
}

#define ROUTE(m, p) { .method = m, .path = p, .scope = "staff", .audit = "none", .handle = handle_nothing, .summary = "x" }

static WabiRouter *
get_router (void)
{
  static const WabiRoute routes[] = { ROUTE ("GET", "/v1/sync"), ROUTE ("POST", "/v1/push"), ROUTE ("GET", "/v1/records/{kind}"),
                                      ROUTE ("GET", "/v1/records/{kind}/{id}") };
  static WabiRouter *router;

  for (gsize i = 0; router == NULL || i < G_N_ELEMENTS (routes); i++)
    {
      if (router == NULL)
        router = wabi_router_new ();
      if (!wabi_router_add (router, &routes[i], NULL, NULL))
        break;
    }
  return router;
}

static void
clear_request (WabiRequest *request)
{
  for (guint i = 0; i < request->n_headers; i++)
    g_free (request->headers[i].value);
  g_free (request->parameter_text);
  g_free (request->path);
}

static void
try_request (const char *method, const char *kind_name, const char *path, const WabiHeaders *headers)
{
  const WabiKind *kind = wabi_domain_find_kind (kind_name);
  WabiRequest request = { .method = method, .path = g_strdup (path), .headers_in = *headers };
  char *question = strchr (request.path, '?');
  WabiQuery query;

  if (question != NULL)
    {
      *question = '\0';
      request.query = question + 1;
    }
  wabi_router_find (get_router (), method, request.path, &request.match);
  for (guint i = 0; request.match.entry != NULL && i < WABI_ROUTER_MAX_WORDS; i++)
    (void)wabi_request_get_path (&request, i);
  if (kind != NULL && wabi_records_query_read (&request, kind, &query))
    {
      g_assert_cmpuint (query.n_terms, <=, WABI_QUERY_MAX_TERMS);
      g_assert_cmpuint (query.limit, >, 0);
    }
  clear_request (&request);
}

static void
try_forwarded (const char *value)
{
  g_autoptr (WabiProxies) proxies = wabi_proxies_new ("127.0.0.1, 10.0.0.0/8, fd00::/8", NULL);
  char out[INET6_ADDRSTRLEN];

  if (proxies != NULL)
    wabi_proxies_find_caller (proxies, "127.0.0.1", value, out, sizeof out);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) words = NULL;
  WabiHeaders headers;

  if (lines[0] == NULL)
    return 0;
  header_lines = lines + 1;
  wabi_headers_check (NULL, "HTTP/1.1", &headers);
  g_assert_true ((headers.refusal == 0) == (headers.reason == NULL));
  if (lines[1] != NULL)
    try_forwarded (lines[1]);
  words = g_strsplit (lines[0], " ", 3);
  if (g_strv_length (words) == 3)
    try_request (words[0], words[1], words[2], &headers);
  return 0;
}
