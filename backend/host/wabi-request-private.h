// SPDX-License-Identifier: AGPL-3.0-or-later
// One call, as the listener fills it and the answers read it.

#pragma once

#include "wabi-header-check.h"
#include "wabi-request.h"
#include "wabi-router.h"
#include "wabi-tokens.h"

#include <microhttpd.h>
#include <netinet/in.h>

G_BEGIN_DECLS

#define WABI_REQUEST_MAX_PARAMETERS 16
#define WABI_REQUEST_MAX_HEADERS 6

typedef struct _WabiListener WabiListener;

typedef struct
{
  char *name, *value;
} WabiParameter;

struct _WabiRequest
{
  WabiListener *listener;
  struct MHD_Connection *connection;
  struct _WabiPeer *peer;
  WabiRouteMatch match;
  const char *method;
  char *path;  /* own; the query follows its NUL */
  char *query; /* nullable, inside path */
  WabiClaims *claims;
  WabiCaller caller;
  WabiHeaders headers_in;
  const char *if_none_match; /* owned by the connection */
  gboolean accepts_gzip;
  gboolean started; /* whether the handler of the headers has run */
  gboolean closing; /* whether the connection ends with this call */
  gsize declared;   /* bytes of body that were announced */
  char *body;
  gsize body_length;
  WabiParameter parameters[WABI_REQUEST_MAX_PARAMETERS];
  char *parameter_text;
  guint n_parameters;
  gboolean parameters_parsed;
  struct
  {
    const char *name;
    char *value;
  } headers[WABI_REQUEST_MAX_HEADERS];
  guint n_headers;
  guint patience; /* seconds that the caller is asked to wait, when the answer is a good one; 0 for none */
  gboolean answered;
  guint status;
  gsize answer_length;
  gint64 started_at; /* monotonic */
  char address[INET6_ADDRSTRLEN];
};

/**
 * wabi_request_queue:
 * @request: the call at hand, not yet answered
 * @status: HTTP status
 * @response: (transfer full): what to send
 *
 * Adds the headers that every answer has, and sends it.
 */
void wabi_request_queue (WabiRequest *request, guint status, struct MHD_Response *response);

/**
 * wabi_request_list_parameters:
 * @request: the call at hand
 * @n: (out): how many
 *
 * Returns: (transfer none) (nullable): the query's parameters, decoded; %NULL when they are broken: too many, not UTF-8, or one twice
 */
const WabiParameter *wabi_request_list_parameters (WabiRequest *request, guint *n);

G_END_DECLS
