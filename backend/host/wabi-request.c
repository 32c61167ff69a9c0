// SPDX-License-Identifier: AGPL-3.0-or-later
// What a handler may ask of a call, and how it answers.

#include "wabi-request-private.h"

#include "wabi-compress.h"
#include "wabi-db.h"
#include "wabi-store.h"

#include <gio/gio.h>
#include <string.h>

/* Below a packet's worth, gzip costs more than it saves. */
#define LEAST_GZIP 1200

static const struct
{
  const char *name, *value;
} COMMON_HEADERS[] = {
  { "Cache-Control", "no-store" },
  { "X-Content-Type-Options", "nosniff" },
  { "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'" },
  { "Strict-Transport-Security", "max-age=31536000" },
};

/* Decodes a parameter's part in place; FALSE for NUL bytes, broken escapes and what is not UTF-8. */
static gboolean
decode_part (char *text)
{
  char *out = text;

  for (const char *in = text; *in != '\0'; in++)
    {
      char byte = *in == '+' ? ' ' : *in;

      if (*in == '%')
        {
          if (!g_ascii_isxdigit (in[1]) || !g_ascii_isxdigit (in[2]))
            return FALSE;
          byte = (char) (g_ascii_xdigit_value (in[1]) * 16 + g_ascii_xdigit_value (in[2]));
          in += 2;
        }
      if (byte == '\0')
        return FALSE;
      *out++ = byte;
    }
  *out = '\0';
  return g_utf8_validate (text, -1, NULL);
}

static gboolean
add_parameter (WabiRequest *request, char *part)
{
  char *value = strchr (part, '=');
  WabiParameter *parameter = &request->parameters[request->n_parameters];

  if (request->n_parameters == WABI_REQUEST_MAX_PARAMETERS || value == NULL)
    return FALSE;
  *value++ = '\0';
  if (!decode_part (part) || !decode_part (value))
    return FALSE;
  for (guint i = 0; i < request->n_parameters; i++)
    if (g_str_equal (request->parameters[i].name, part))
      return FALSE;
  parameter->name = part;
  parameter->value = value;
  request->n_parameters++;
  return TRUE;
}

static gboolean
parse_parameters (WabiRequest *request)
{
  char *rest;

  request->parameters_parsed = TRUE;
  if (request->query == NULL || request->query[0] == '\0')
    return TRUE;
  request->parameter_text = g_strdup (request->query);
  rest = request->parameter_text;
  while (rest != NULL)
    {
      char *part = strsep (&rest, "&");

      if (!add_parameter (request, part))
        {
          request->n_parameters = G_MAXUINT;
          return FALSE;
        }
    }
  return TRUE;
}

static guint
status_of_store (int code, const char **word)
{
  static const struct
  {
    guint status;
    const char *word;
  } ANSWERS[] = {
    [WABI_STORE_ERROR_FAILED] = { 500, "failed" },
    [WABI_STORE_ERROR_INVALID] = { 400, "invalid" },
    [WABI_STORE_ERROR_UNKNOWN_SERVICE] = { 404, "unknown" },
    [WABI_STORE_ERROR_FORBIDDEN] = { 403, "forbidden" },
    [WABI_STORE_ERROR_NOT_FOUND] = { 404, "not_found" },
    [WABI_STORE_ERROR_GAP] = { 409, "gap" },
    [WABI_STORE_ERROR_DEP_WAITING] = { 409, "dep_waiting" },
    [WABI_STORE_ERROR_MID_REUSE] = { 422, "mid_reuse" },
    [WABI_STORE_ERROR_RESYNC] = { 410, "resync" },
    [WABI_STORE_ERROR_BUSY] = { 503, "busy" },
    [WABI_STORE_ERROR_FULL] = { 507, "full" },
    [WABI_STORE_ERROR_CLOSED] = { 503, "closing" },
    [WABI_STORE_ERROR_AWAY] = { 503, "away" },
    [WABI_STORE_ERROR_BEHIND] = { 503, "behind" },
  };

  if (code < 0 || code >= (int) G_N_ELEMENTS (ANSWERS))
    code = WABI_STORE_ERROR_FAILED;
  *word = ANSWERS[code].word;
  return ANSWERS[code].status;
}

static guint
status_of_error (const GError *error, const char **word)
{
  if (error->domain == WABI_JSON_ERROR)
    {
      *word = error->code == WABI_JSON_ERROR_LIMIT ? "too_large" : "invalid";
      return 400;
    }
  if (error->domain == WABI_STORE_ERROR)
    return status_of_store (error->code, word);
  if (g_error_matches (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_NOT_FOUND))
    {
      *word = "not_found";
      return 404;
    }
  if (error->domain == WABI_COMMAND_ERROR)
    {
      *word = "invalid";
      return 400;
    }
  if (g_error_matches (error, WABI_DB_ERROR, WABI_DB_ERROR_BUSY) || g_error_matches (error, WABI_DB_ERROR, WABI_DB_ERROR_SERIALIZATION))
    {
      *word = "busy";
      return 503;
    }
  *word = "failed";
  return 500;
}

static void
add_headers (WabiRequest *request, struct MHD_Response *response)
{
  for (gsize i = 0; i < G_N_ELEMENTS (COMMON_HEADERS); i++)
    MHD_add_response_header (response, COMMON_HEADERS[i].name, COMMON_HEADERS[i].value);
  for (guint i = 0; i < request->n_headers; i++)
    MHD_add_response_header (response, request->headers[i].name, request->headers[i].value);
  if (request->closing)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONNECTION, "close");
}

void
wabi_request_queue (WabiRequest *request, guint status, struct MHD_Response *response)
{
  g_assert (!request->answered);
  request->answered = TRUE;
  request->status = status;
  add_headers (request, response);
  MHD_queue_response (request->connection, status, response);
  MHD_destroy_response (response);
}

const WabiCaller *
wabi_request_get_caller (WabiRequest *request)
{
  return request->claims != NULL ? &request->caller : NULL;
}

const char *
wabi_request_get_device (WabiRequest *request)
{
  return request->claims != NULL ? request->claims->device : NULL;
}

const char *
wabi_request_get_family (WabiRequest *request)
{
  return request->claims != NULL ? request->claims->family : NULL;
}

gboolean
wabi_request_is_drain (WabiRequest *request)
{
  return request->claims != NULL && request->claims->drain;
}

const char *
wabi_request_get_services (WabiRequest *request)
{
  return request->claims != NULL ? request->claims->services : NULL;
}

const char *
wabi_request_get_path (WabiRequest *request, guint index)
{
  g_return_val_if_fail (index < WABI_ROUTER_MAX_WORDS, NULL);
  return request->match.words[index];
}

const WabiParameter *
wabi_request_list_parameters (WabiRequest *request, guint *n)
{
  if (!request->parameters_parsed)
    parse_parameters (request);
  *n = request->n_parameters;
  return request->n_parameters == G_MAXUINT ? NULL : request->parameters;
}

const char *
wabi_request_get_query (WabiRequest *request, const char *name)
{
  guint n;
  const WabiParameter *parameters = wabi_request_list_parameters (request, &n);

  for (guint i = 0; parameters != NULL && i < n; i++)
    if (strcmp (parameters[i].name, name) == 0)
      return parameters[i].value;
  return NULL;
}

gboolean
wabi_request_get_query_int (WabiRequest *request, const char *name, gint64 fallback, gint64 min, gint64 max, gint64 *out)
{
  const char *text = wabi_request_get_query (request, name);
  g_autofree char *message = NULL;

  *out = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, min, max, out, NULL))
    return TRUE;
  message = g_strdup_printf ("“%s” must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ".", name, min, max);
  wabi_request_answer_error (request, 400, "invalid", name, message);
  return FALSE;
}

const char *
wabi_request_get_body (WabiRequest *request, gsize *length)
{
  *length = request->body_length;
  return request->body != NULL ? request->body : "";
}

JsonObject *
wabi_request_parse_body (WabiRequest *request)
{
  const WabiJsonLimits limits = { .max_bytes = request->match.entry->route->max_body, .max_depth = 64 };
  gsize length;
  const char *body = wabi_request_get_body (request, &length);
  g_autoptr (GError) error = NULL;
  JsonObject *object = wabi_json_parse_object (body, (gssize) length, &limits, &error);

  if (object == NULL)
    wabi_request_answer_gerror (request, error);
  return object;
}

const char *
wabi_request_get_address (WabiRequest *request)
{
  return request->address;
}

void
wabi_request_set_header (WabiRequest *request, const char *name, const char *value)
{
  g_return_if_fail (request->n_headers < WABI_REQUEST_MAX_HEADERS);
  request->headers[request->n_headers].name = name;
  request->headers[request->n_headers++].value = g_strdup (value);
}

gboolean
wabi_request_set_entity_tag (WabiRequest *request, const char *tag)
{
  char quoted[80];

  g_snprintf (quoted, sizeof quoted, "\"%s\"", tag);
  wabi_request_set_header (request, MHD_HTTP_HEADER_ETAG, quoted);
  if (request->if_none_match == NULL || strstr (request->if_none_match, quoted) == NULL)
    return FALSE;
  wabi_request_queue (request, MHD_HTTP_NOT_MODIFIED, MHD_create_response_from_buffer (0, NULL, MHD_RESPMEM_PERSISTENT));
  return TRUE;
}

static void
ask_for_patience (WabiRequest *request)
{
  char seconds[16];

  g_snprintf (seconds, sizeof seconds, "%u", request->patience);
  wabi_request_set_header (request, "X-Wabi-Backoff", seconds);
}

void
wabi_request_answer (WabiRequest *request, guint status, const char *type, char *body, gsize length)
{
  struct MHD_Response *response;

  if (request->accepts_gzip && length >= LEAST_GZIP)
    {
      gsize packed_length;
      char *packed = wabi_compress (body, length, &packed_length);

      wabi_request_set_header (request, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
      g_free (body);
      body = packed;
      length = packed_length;
    }
  if (length >= LEAST_GZIP)
    wabi_request_set_header (request, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
  if (status == 200 && request->patience > 0)
    ask_for_patience (request);
  request->answer_length = length;
  response = MHD_create_response_from_buffer_with_free_callback (length, body, g_free);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, type != NULL ? type : "application/json");
  wabi_request_queue (request, status, response);
}

void
wabi_request_answer_object (WabiRequest *request, guint status, JsonObject *object)
{
  char *text = wabi_json_object_to_canonical (object);

  json_object_unref (object);
  wabi_request_answer (request, status, NULL, text, strlen (text));
}

void
wabi_request_answer_error (WabiRequest *request, guint status, const char *code, const char *field, const char *message)
{
  GString *text = g_string_new ("{\"error\":{\"code\":");
  gsize length;

  wabi_json_append_text (text, code);
  if (field != NULL)
    {
      g_string_append (text, ",\"field\":");
      wabi_json_append_text (text, field);
    }
  g_string_append (text, ",\"message\":");
  wabi_json_append_text (text, message);
  g_string_append (text, "}}");
  if (status == 503)
    wabi_request_set_header (request, MHD_HTTP_HEADER_RETRY_AFTER, "1");
  length = text->len;
  wabi_request_answer (request, status, NULL, g_string_free (text, FALSE), length);
}

void
wabi_request_answer_gerror (WabiRequest *request, const GError *error)
{
  const char *word;
  guint status = status_of_error (error, &word);

  if (status == 500 || status == 507)
    g_warning ("%s: error %s %d", request->match.entry->route->path, g_quark_to_string (error->domain), error->code);
  if (status == 500)
    wabi_request_answer_error (request, status, word, NULL, "The server could not do this. Try again; if it stays so, tell your administrator.");
  else
    wabi_request_answer_error (request, status, word, NULL, error->message);
}
