// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-context.h"
#include "wabi-service.h"

G_BEGIN_DECLS

/**
 * wabi_request_get_caller:
 * @request: the call at hand
 *
 * Returns: (transfer none) (nullable): who calls, from the token; %NULL on public routes
 */
const WabiCaller *wabi_request_get_caller (WabiRequest *request);

/**
 * wabi_request_get_device:
 * @request: the call at hand
 *
 * Returns: (transfer none) (nullable): the desktop's cache that the token was given to
 */
const char *wabi_request_get_device (WabiRequest *request);

/**
 * wabi_request_get_family:
 * @request: the call at hand
 *
 * Returns: (transfer none) (nullable): the sign-in that the token comes from
 */
const char *wabi_request_get_family (WabiRequest *request);

/**
 * wabi_request_is_drain:
 * @request: the call at hand
 *
 * Returns: whether the caller's access has ended and the token only lets what waits come in, for a supervisor to look at
 */
gboolean wabi_request_is_drain (WabiRequest *request);

/**
 * wabi_request_get_services:
 * @request: the call at hand
 *
 * Returns: (transfer none) (nullable): the services that call, with "+" between; %NULL when a person calls
 */
const char *wabi_request_get_services (WabiRequest *request);

/**
 * wabi_request_get_path:
 * @request: the call at hand
 * @index: which word in braces of the route's path, from 0
 *
 * Returns: (transfer none): the segment that stands there, decoded
 */
const char *wabi_request_get_path (WabiRequest *request, guint index);

/**
 * wabi_request_get_query:
 * @request: the call at hand
 * @name: a parameter's name
 *
 * Returns: (transfer none) (nullable): the parameter's value, decoded; %NULL when absent
 */
const char *wabi_request_get_query (WabiRequest *request, const char *name);

/**
 * wabi_request_get_query_int:
 * @request: the call at hand
 * @name: a parameter's name
 * @fallback: the value when it is absent
 * @min: least
 * @max: most
 * @out: (out): the value
 *
 * Answers the call with 400 when the parameter is there and wrong.
 *
 * Returns: whether @out is set; when not, the call is answered
 */
gboolean wabi_request_get_query_int (WabiRequest *request, const char *name, gint64 fallback, gint64 min, gint64 max,
                                     gint64 *out) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_request_get_body:
 * @request: the call at hand
 * @length: (out): how many bytes
 *
 * Returns: (transfer none): the body as it came, "" when there is none
 */
const char *wabi_request_get_body (WabiRequest *request, gsize *length);

/**
 * wabi_request_parse_body:
 * @request: the call at hand
 *
 * Scans strictly and parses. Answers the call with 400 or 413 when the body is not a sound JSON object.
 *
 * Returns: (transfer full) (nullable): the object; %NULL when the call is answered
 */
JsonObject *wabi_request_parse_body (WabiRequest *request);

/**
 * wabi_request_get_address:
 * @request: the call at hand
 *
 * Returns: (transfer none): the caller's network address as text
 */
const char *wabi_request_get_address (WabiRequest *request);

/**
 * wabi_request_set_header:
 * @request: the call at hand, not yet answered
 * @name: static text
 * @value: copied
 */
void wabi_request_set_header (WabiRequest *request, const char *name, const char *value);

/**
 * wabi_request_set_entity_tag:
 * @request: the call at hand, not yet answered
 * @tag: the state's name, without quotes
 *
 * Answers 304 when the caller already has that state.
 *
 * Returns: whether the call is answered
 */
gboolean wabi_request_set_entity_tag (WabiRequest *request, const char *tag) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_request_answer:
 * @request: the call at hand, not yet answered
 * @status: HTTP status
 * @type: (nullable): static text, the media type; %NULL for application/json
 * @body: (transfer full) (array length=length) (nullable): allocated with g_malloc()
 * @length: how many bytes
 */
void wabi_request_answer (WabiRequest *request, guint status, const char *type, char *body, gsize length);

/**
 * wabi_request_answer_object:
 * @request: the call at hand, not yet answered
 * @status: HTTP status
 * @object: (transfer full): what to answer
 */
void wabi_request_answer_object (WabiRequest *request, guint status, JsonObject *object);

/**
 * wabi_request_answer_error:
 * @request: the call at hand, not yet answered
 * @status: HTTP status, 400 or above
 * @code: the machine's word for it
 * @field: (nullable): what it is about
 * @message: for a person: what happened and what to do next; never PHI
 */
void wabi_request_answer_error (WabiRequest *request, guint status, const char *code, const char *field, const char *message);

/**
 * wabi_request_answer_gerror:
 * @request: the call at hand, not yet answered
 * @error: what went wrong
 *
 * Turns an error of the wire, the commands or the database into the fitting answer; what is not the caller's fault is logged by its
 * domain and code and answered 500 or 503 without detail.
 */
void wabi_request_answer_gerror (WabiRequest *request, const GError *error);

G_END_DECLS
