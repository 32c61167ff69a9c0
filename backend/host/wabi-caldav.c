// SPDX-License-Identifier: AGPL-3.0-or-later
// One calendar on another server, by libsoup.

#include "wabi-caldav.h"

#include <libsoup/soup.h>
#include <string.h>

#define SECONDS 20
#define LONGEST_ANSWER (4 * 1024 * 1024)

struct _WabiCaldav
{
  SoupSession *session;
  char *url; /* ends with a slash */
  char *basic;
  GCancellable *cancellable; /* (nullable) */
  guint status;
};

static const char PROPFIND[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                               "<propfind xmlns=\"DAV:\"><prop><resourcetype/><getetag/></prop></propfind>";

const char *
wabi_caldav_result_word (WabiCaldavResult result)
{
  static const char *const words[] = { [WABI_CALDAV_AWAY] = "away",       [WABI_CALDAV_PASSWORD] = "password", [WABI_CALDAV_CERTIFICATE] = "certificate",
                                       [WABI_CALDAV_MISSING] = "missing", [WABI_CALDAV_FULL] = "full",         [WABI_CALDAV_REFUSED] = "refused" };

  return (guint) result < G_N_ELEMENTS (words) ? words[result] : NULL;
}

static gboolean
is_seconds (const char *text)
{
  return text == NULL || g_ascii_string_to_unsigned (text, 10, 1, 86400, NULL, NULL);
}

gboolean
wabi_caldav_check (const WabiCaldavOptions *options, GError **error)
{
  const char *wrong = NULL;

  if (*options->servers == '\0' || strstr (options->servers, "//") != NULL)
    wrong = "“servers” must be names of servers with commas between, or any";
  else if (!is_seconds (options->every) || !is_seconds (options->retry) || !is_seconds (options->check))
    wrong = "“every”, “retry” and “check” are seconds, from 1 to 86400";
  else if (options->ca != NULL && !g_file_test (options->ca, G_FILE_TEST_IS_REGULAR))
    wrong = "the file of “ca” is not there";
  if (wrong != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "[calendars]: %s. See docs/operations.md.", wrong);
  return wrong == NULL;
}

static gboolean
is_listed (const char *servers, const char *host, int port)
{
  g_auto (GStrv) words = g_strsplit (servers, ",", -1);
  g_autofree char *whole = g_strdup_printf ("%s:%d", host, port > 0 ? port : 443);

  for (char **word = words; *word != NULL; word++)
    {
      const char *name = g_strstrip (*word);

      if (strcmp (name, "any") == 0 || g_ascii_strcasecmp (name, whole) == 0
          || ((port <= 0 || port == 443) && g_ascii_strcasecmp (name, host) == 0))
        return TRUE;
    }
  return FALSE;
}

gboolean
wabi_caldav_allows (const WabiCaldavOptions *options, const char *url, GError **error)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *wrong = NULL;

  if (options == NULL)
    wrong = "This server does not write into calendars. Whoever runs it can allow that ([calendars] in server.conf).";
  else if (uri == NULL || strcmp (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    wrong = "The address must begin with https://. Copy it from the settings of the calendar.";
  else if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    wrong = "The address must be that of the calendar alone, without a name, a password or a question mark in it.";
  else if (!is_listed (options->servers, g_uri_get_host (uri), g_uri_get_port (uri)))
    wrong = "This server does not write into calendars of that company. Whoever runs it can add it ([calendars] in server.conf).";
  if (wrong != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, wrong);
  return wrong == NULL;
}

WabiCaldav *
wabi_caldav_new (const WabiCaldavOptions *options, const char *url, const char *user, const char *password, GCancellable *cancellable)
{
  WabiCaldav *self = g_new0 (WabiCaldav, 1);
  g_autofree char *both = g_strdup_printf ("%s:%s", user, password), *coded = g_base64_encode ((const guchar *) both, strlen (both));

  self->url = g_strconcat (url, g_str_has_suffix (url, "/") ? "" : "/", NULL);
  self->basic = g_strconcat ("Basic ", coded, NULL);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  memset (both, 0, strlen (both));
  memset (coded, 0, strlen (coded));
  self->session = soup_session_new_with_options ("timeout", SECONDS, "idle-timeout", SECONDS, "max-conns", 2, "user-agent", "wabi-server", NULL);
  if (options->ca != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GTlsDatabase) authorities = g_tls_file_database_new (options->ca, &error);

      if (authorities == NULL)
        g_warning ("the authority in %s cannot be read: %s", options->ca, error->message);
      /* Without it nobody is trusted. */
      soup_session_set_tls_database (self->session, authorities);
    }
  return self;
}

void
wabi_caldav_free (WabiCaldav *self)
{
  if (self == NULL)
    return;
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_clear_object (&self->cancellable);
  memset (self->basic, 0, strlen (self->basic));
  g_free (self->basic);
  g_free (self->url);
  g_free (self);
}

guint
wabi_caldav_get_status (const WabiCaldav *self)
{
  return self->status;
}

/* ---- Calls ---- */

static SoupMessage *
new_message (WabiCaldav *self, const char *method, const char *name)
{
  g_autofree char *word = name != NULL ? g_uri_escape_string (name, NULL, FALSE) : NULL;
  g_autofree char *address = g_strconcat (self->url, word, NULL);
  SoupMessage *message = soup_message_new (method, address);

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", self->basic);
  return message;
}

static WabiCaldavResult
judge (guint status)
{
  if (status >= 200 && status < 300)
    return WABI_CALDAV_DONE;
  switch (status)
    {
    case 401:
    case 403:
      return WABI_CALDAV_PASSWORD;
    case 404:
    case 410:
      return WABI_CALDAV_GONE;
    case 301:
    case 302:
    case 307:
    case 308:
    case 405:
      return WABI_CALDAV_MISSING;
    case 412:
      return WABI_CALDAV_CHANGED;
    case 413:
    case 507:
      return WABI_CALDAV_FULL;
    case 408:
    case 423:
    case 429:
      return WABI_CALDAV_AWAY;
    default:
      return status >= 500 ? WABI_CALDAV_AWAY : WABI_CALDAV_REFUSED;
    }
}

/* Sends and reads; @answer is ended by NUL. */
static WabiCaldavResult
send (WabiCaldav *self, SoupMessage *message, char **answer, gsize *length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *bytes = NULL;
  gsize n = 0;

  self->status = 0;
  if (message == NULL)
    return WABI_CALDAV_MISSING;
  stream = soup_session_send (self->session, message, self->cancellable, &error);
  if (stream == NULL)
    return error->domain == G_TLS_ERROR ? WABI_CALDAV_CERTIFICATE : WABI_CALDAV_AWAY;
  bytes = g_malloc (LONGEST_ANSWER + 1);
  if (!g_input_stream_read_all (stream, bytes, LONGEST_ANSWER, &n, self->cancellable, &error))
    return WABI_CALDAV_AWAY;
  bytes[n] = '\0';
  self->status = soup_message_get_status (message);
  if (answer != NULL)
    *answer = g_steal_pointer (&bytes);
  if (length != NULL)
    *length = n;
  return judge (self->status);
}

static WabiCaldavResult
ask_properties (WabiCaldav *self, const char *depth, WabiCaldavListing *listing)
{
  g_autoptr (SoupMessage) message = new_message (self, "PROPFIND", NULL);
  g_autoptr (GBytes) body = g_bytes_new_static (PROPFIND, strlen (PROPFIND));
  g_autofree char *answer = NULL;
  gsize length = 0;
  WabiCaldavResult result;

  if (message != NULL)
    {
      soup_message_headers_replace (soup_message_get_request_headers (message), "Depth", depth);
      soup_message_set_request_body_from_bytes (message, "application/xml; charset=utf-8", body);
    }
  result = send (self, message, &answer, &length);
  if (result == WABI_CALDAV_GONE)
    return WABI_CALDAV_MISSING;
  if (result != WABI_CALDAV_DONE)
    return result;
  return self->status == 207 && wabi_caldav_read_listing (answer, length, listing) ? WABI_CALDAV_DONE : WABI_CALDAV_MISSING;
}

WabiCaldavResult
wabi_caldav_probe (WabiCaldav *self)
{
  WabiCaldavListing listing = { NULL, FALSE };
  WabiCaldavResult result = ask_properties (self, "0", &listing);

  g_clear_pointer (&listing.tags, g_hash_table_unref);
  return result == WABI_CALDAV_DONE && !listing.is_calendar ? WABI_CALDAV_MISSING : result;
}

WabiCaldavResult
wabi_caldav_list (WabiCaldav *self, GHashTable **tags)
{
  WabiCaldavListing listing = { NULL, FALSE };
  WabiCaldavResult result = ask_properties (self, "1", &listing);

  *tags = listing.tags;
  return result;
}

static char *
dup_tag (SoupMessage *message)
{
  const char *tag = soup_message_headers_get_one (soup_message_get_response_headers (message), "ETag");

  return tag != NULL && *tag != '\0' && strlen (tag) <= 200 ? g_strdup (tag) : NULL;
}

WabiCaldavResult
wabi_caldav_put (WabiCaldav *self, const char *name, const char *text, const char *tag, char **made)
{
  g_autoptr (SoupMessage) message = new_message (self, "PUT", name);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  WabiCaldavResult result;

  *made = NULL;
  if (message != NULL)
    {
      SoupMessageHeaders *headers = soup_message_get_request_headers (message);

      soup_message_headers_replace (headers, tag != NULL ? "If-Match" : "If-None-Match", tag != NULL ? tag : "*");
      soup_message_set_request_body_from_bytes (message, "text/calendar; charset=utf-8", body);
    }
  result = send (self, message, NULL, NULL);
  /* A calendar in which nothing can be put is not there (RFC 4918, section 9.7.1). */
  if (result == WABI_CALDAV_GONE || self->status == 409)
    return tag != NULL ? WABI_CALDAV_CHANGED : WABI_CALDAV_MISSING;
  if (result == WABI_CALDAV_DONE)
    *made = dup_tag (message);
  return result;
}

WabiCaldavResult
wabi_caldav_delete (WabiCaldav *self, const char *name, const char *tag)
{
  g_autoptr (SoupMessage) message = new_message (self, "DELETE", name);

  if (message != NULL && tag != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "If-Match", tag);
  return send (self, message, NULL, NULL);
}

WabiCaldavResult
wabi_caldav_find (WabiCaldav *self, const char *name, char **tag)
{
  g_autoptr (SoupMessage) message = new_message (self, "HEAD", name);
  WabiCaldavResult result = send (self, message, NULL, NULL);

  *tag = result == WABI_CALDAV_DONE ? dup_tag (message) : NULL;
  return result;
}
