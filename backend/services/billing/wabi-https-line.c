// SPDX-License-Identifier: AGPL-3.0-or-later
// One call to a partner over HTTPS, and what its end means.

#include "wabi-https-line.h"

#include <string.h>

#define SILENT_SECONDS 60
#define WHOLE_SECONDS 600
#define CHUNK 65536
#define MOST_BYTES (WABI_TRANSPORT_MOST_BYTES + 512 * 1024)
#define LONGEST_WAIT 86400

void
wabi_https_answer_clear (WabiHttpsAnswer *answer)
{
  g_clear_pointer (&answer->text, g_free);
  g_clear_pointer (&answer->location, g_free);
}

/* ---- the line ---- */

static void
wipe (char *secret)
{
  if (secret != NULL)
    memset (secret, 0, strlen (secret));
  g_free (secret);
}

/* It goes into a header or a form: one line of plain characters. */
static char *
dup_secret (JsonObject *secret)
{
  const char *key = secret != NULL ? json_object_get_string_member_with_default (secret, "key", NULL) : NULL;
  char *text;

  if (key == NULL && secret != NULL)
    key = json_object_get_string_member_with_default (secret, "password", NULL);
  text = key != NULL ? g_strstrip (g_strdup (key)) : NULL;
  for (const char *at = text; at != NULL && *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      {
        wipe (text);
        return NULL;
      }
  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

gboolean
wabi_https_line_init (WabiHttpsLine *line, WabiTransportPlace *place, GError **error)
{
  const char *ca = place->options != NULL ? place->options->ca : NULL;
  g_autoptr (GTlsDatabase) authorities = NULL;
  g_autoptr (GError) inner = NULL;

  line->place = place;
  line->secret = dup_secret (place->secret);
  if (line->secret == NULL)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_SECRET,
                   place->secret == NULL ? "The key of this partner is missing. Give it again." : "This is no key: it is one word, as the partner shows it. Give it again.");
  line->session = soup_session_new_with_options ("timeout", SILENT_SECONDS, "idle-timeout", SILENT_SECONDS, "max-conns", 2, "user-agent", "wabi-server", NULL);
  if (ca == NULL)
    return TRUE;
  authorities = g_tls_file_database_new (ca, &inner);
  if (authorities == NULL)
    g_warning ("the authority in %s cannot be read: %s", ca, inner->message);
  /* Without it nobody is trusted. */
  soup_session_set_tls_database (line->session, authorities);
  return TRUE;
}

void
wabi_https_line_clear (WabiHttpsLine *line)
{
  if (line->session != NULL)
    soup_session_abort (line->session);
  g_clear_object (&line->session);
  g_clear_pointer (&line->secret, wipe);
}

char *
wabi_https_dup_base (WabiRecord *partner, const char *field, const char *usual)
{
  char *base = g_strdup (wabi_record_has (partner, field) ? wabi_record_get_text (partner, field) : usual);

  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  return base;
}

gboolean
wabi_https_check_host (WabiHttpsLine *line, const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  int port = uri != NULL ? g_uri_get_port (uri) : -1;

  if (uri == NULL || strcmp (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_REFUSED, "The partner’s address does not begin with https://. Mend it in the partner’s details.");
  if (wabi_partner_options_allow_server (line->place->options, g_uri_get_host (uri), port > 0 ? (guint) port : 443, 443))
    return TRUE;
  g_set_error (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED,
               "This server may not call “%.150s”. Whoever runs it can allow it (servers in [partners] of server.conf).", g_uri_get_host (uri));
  return FALSE;
}

SoupMessage *
wabi_https_new_message (WabiHttpsLine *line, const char *method, const char *base, const char *path, GError **error)
{
  g_autofree char *url = g_strconcat (base, path, NULL);
  SoupMessage *message = wabi_https_check_host (line, url, error) ? soup_message_new (method, url) : NULL;

  if (message == NULL)
    {
      if (error != NULL && *error == NULL)
        wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_REFUSED, "The partner’s address cannot be used. Mend it in the partner’s details.");
      return NULL;
    }
  /* Nothing that is secret follows where somebody points to, and nothing that is sent is sent again by itself. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (strcmp (method, "POST") == 0)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  return message;
}

/* ---- a call ---- */

static gboolean
fail (WabiHttpsLine *line, const GError *inner, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (line->place->cancellable, error))
    return FALSE;
  if (g_error_matches (inner, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY,
                   "The certificate of the partner’s server is not good, so nothing was told to it. It is tried again; ask the partner if this goes on.");
  return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, "The partner’s server cannot be reached, or broke off. It is tried again.");
}

static void
note_wait (WabiHttpsLine *line, SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  g_autoptr (GDateTime) until = NULL, now = NULL;
  guint64 seconds = 0;
  gint64 left;

  if (text == NULL)
    return;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &seconds, NULL))
    {
      until = soup_date_time_new_from_http_string (text);
      now = g_date_time_new_from_unix_utc (line->place->now / G_USEC_PER_SEC);
      left = until != NULL ? g_date_time_difference (until, now) / G_USEC_PER_SEC + 1 : 0;
      seconds = (guint64) MAX (left, 0);
    }
  line->place->wait = (guint) MIN (seconds, LONGEST_WAIT);
}

/* What status every partner means the same by. 409: the same is being done just now. */
static gboolean
judge (WabiHttpsLine *line, SoupMessage *message, guint status, GError **error)
{
  if (status == 401 || status == 403)
    return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_SECRET, "The partner does not take this key. It is not tried again until you give it anew.");
  if (status == 408 || status == 409 || status == 425 || status == 429 || status >= 500)
    {
      note_wait (line, message);
      return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_AWAY, status == 429 ? "The partner asks for a pause. It is tried again after it."
                                                                     : "The partner’s server is busy or broken at present. It is tried again.");
    }
  return TRUE;
}

static gboolean
read_body (WabiHttpsLine *line, GInputStream *stream, WabiHttpsAnswer *answer, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gint64 until = g_get_monotonic_time () + WHOLE_SECONDS * G_USEC_PER_SEC;
  gssize n = 1;

  while (n > 0)
    {
      g_autoptr (GError) inner = NULL;

      n = g_input_stream_read (stream, chunk, CHUNK, line->place->cancellable, &inner);
      if (n < 0 || g_get_monotonic_time () > until)
        return fail (line, inner, error);
      if (bytes->len + (gsize) n > MOST_BYTES)
        return wabi_transport_refuse (error, WABI_TRANSPORT_ERROR_UNUSABLE, "This answer is too large to be read at once. Ask the partner for smaller files.");
      g_byte_array_append (bytes, chunk, (guint) n);
    }
  answer->length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  answer->text = (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
  return TRUE;
}

gboolean
wabi_https_send (WabiHttpsLine *line, SoupMessage *message, guint seconds, WabiHttpsAnswer *answer, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GInputStream) stream = NULL;

  soup_session_set_timeout (line->session, seconds > 0 ? seconds : SILENT_SECONDS);
  stream = soup_session_send (line->session, message, line->place->cancellable, &inner);
  if (stream == NULL)
    return fail (line, inner, error);
  answer->status = soup_message_get_status (message);
  answer->location = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
  return judge (line, message, answer->status, error) && read_body (line, stream, answer, error);
}
