// SPDX-License-Identifier: AGPL-3.0-or-later
// One message to one mail server, by libcurl.

#include "wabi-mail.h"

#include "wabi-zone.h"

#include <curl/curl.h>
#include <gio/gio.h>
#include <string.h>

#define SECONDS 60L
#define BASE64_LINE 76

typedef struct
{
  const char *at;
  gsize left;
} Upload;

static gboolean
is_here (const char *server)
{
  return g_str_has_prefix (server, "smtp://127.0.0.1:") || g_str_has_prefix (server, "smtp://localhost:") || g_str_has_prefix (server, "smtp://[::1]:");
}

gboolean
wabi_mail_check (const WabiMailOptions *options, GError **error)
{
  const char *wrong = NULL;

  if (!g_str_has_prefix (options->server, "smtp://") && !g_str_has_prefix (options->server, "smtps://"))
    wrong = "“server” must be smtp://HOST:PORT or smtps://HOST:PORT";
  else if (!wabi_mail_is_address (options->from))
    wrong = "“from” must be an address";
  else if (options->tls != NULL && (!g_str_equal (options->tls, "none") || !is_here (options->server)))
    wrong = "“tls” may only be none, and only for a relay on this machine";
  else if ((options->user == NULL) != (options->password_file == NULL))
    wrong = "“user” and “password-file” belong together";
  if (wrong != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "[mail]: %s. See docs/operations.md.", wrong);
  return wrong == NULL;
}

gboolean
wabi_mail_is_address (const char *text)
{
  const char *at = text != NULL ? strchr (text, '@') : NULL;

  if (at == NULL || at == text || at[1] == '\0' || strchr (at + 1, '@') != NULL || strlen (text) > 254)
    return FALSE;
  for (const char *sign = text; *sign != '\0'; sign++)
    if (!g_ascii_isgraph (*sign) || strchr ("<>()[],;:\\\"", *sign) != NULL)
      return FALSE;
  return TRUE;
}

static char *
encode_lines (const char *text)
{
  g_autofree char *code = g_base64_encode ((const guchar *) text, strlen (text));
  GString *lines = g_string_new (NULL);

  for (gsize i = 0; code[i] != '\0'; i += MIN (strlen (code + i), BASE64_LINE))
    g_string_append_printf (lines, "%.*s\r\n", BASE64_LINE, code + i);
  return g_string_free (lines, FALSE);
}

/* RFC 2047, in words of at most 45 bytes, which are whole characters. */
static char *
encode_subject (const char *subject)
{
  GString *out = g_string_new (NULL);

  while (*subject != '\0')
    {
      const char *end = subject;
      g_autofree char *code = NULL;

      while (*end != '\0' && g_utf8_next_char (end) - subject <= 42)
        end = g_utf8_next_char (end);
      code = g_base64_encode ((const guchar *) subject, (gsize) (end - subject));
      g_string_append_printf (out, "%s=?UTF-8?B?%s?=", out->len > 0 ? "\r\n " : "", code);
      subject = end;
    }
  return g_string_free (out, FALSE);
}

char *
wabi_mail_build (const char *from, const char *to, const char *id, gint64 at, const char *subject, const char *body)
{
  static const char *const days[] = { "", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autofree char *title = encode_subject (subject), *lines = encode_lines (body);
  WabiLocal local = wabi_zone_to_local ("UTC", at);
  int year, month, day;

  wabi_day_to_ymd (local.day, &year, &month, &day);
  return g_strdup_printf ("Date: %s, %d %s %d %02d:%02d:%02d +0000\r\nFrom: <%s>\r\nTo: <%s>\r\nMessage-ID: <%s%s>\r\nSubject: %s\r\n"
                          "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: base64\r\n\r\n%s",
                          days[wabi_day_weekday (local.day)], day, months[month], year, local.minute / 60, local.minute % 60, local.second, from,
                          to, id, strchr (from, '@'), title, lines);
}

static size_t
read_upload (char *buffer, size_t size, size_t n, void *data)
{
  Upload *upload = data;
  gsize length = MIN (size * n, upload->left);

  memcpy (buffer, upload->at, length);
  upload->at += length;
  upload->left -= length;
  return length;
}

static gboolean
set_password (CURL *curl, const WabiMailOptions *options)
{
  g_autofree char *text = NULL;

  if (options->user == NULL)
    return TRUE;
  if (!g_file_get_contents (options->password_file, &text, NULL, NULL))
    return FALSE;
  text[strcspn (text, "\r\n")] = '\0';
  curl_easy_setopt (curl, CURLOPT_USERNAME, options->user);
  curl_easy_setopt (curl, CURLOPT_PASSWORD, text);
  memset (text, 0, strlen (text));
  return TRUE;
}

/* Whether the message was wholly handed over decides: before that the server cannot have taken it. */
static WabiMailVerdict
judge (CURLcode code, long answer, gsize left)
{
  if (code == CURLE_OK)
    return WABI_MAIL_SENT;
  if (answer >= 500 && answer < 600 && code != CURLE_LOGIN_DENIED)
    return WABI_MAIL_REFUSED;
  if ((answer >= 400 && answer < 500) || left > 0)
    return WABI_MAIL_LATER;
  return WABI_MAIL_UNCERTAIN;
}

WabiMailVerdict
wabi_mail_send (const WabiMailOptions *options, const char *to, const char *message, char **problem)
{
  g_autofree char *from = g_strdup_printf ("<%s>", options->from), *address = g_strdup_printf ("<%s>", to);
  struct curl_slist *recipients = curl_slist_append (NULL, address);
  Upload upload = { message, strlen (message) };
  CURL *curl = curl_easy_init ();
  WabiMailVerdict verdict = WABI_MAIL_LATER;
  long answer = 0;
  CURLcode code;

  if (curl == NULL || recipients == NULL || !set_password (curl, options))
    *problem = g_strdup ("The password file cannot be read");
  else
    {
      curl_easy_setopt (curl, CURLOPT_URL, options->server);
      curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
      curl_easy_setopt (curl, CURLOPT_USE_SSL, (long) (options->tls != NULL ? CURLUSESSL_NONE : CURLUSESSL_ALL));
      if (options->ca != NULL)
        curl_easy_setopt (curl, CURLOPT_CAINFO, options->ca);
      curl_easy_setopt (curl, CURLOPT_MAIL_FROM, from);
      curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, recipients);
      curl_easy_setopt (curl, CURLOPT_READFUNCTION, read_upload);
      curl_easy_setopt (curl, CURLOPT_READDATA, &upload);
      curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
      curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
      curl_easy_setopt (curl, CURLOPT_TIMEOUT, SECONDS);
      code = curl_easy_perform (curl);
      curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &answer);
      verdict = judge (code, answer, upload.left);
      if (verdict != WABI_MAIL_SENT)
        *problem = g_strdup_printf ("%s (%ld)", curl_easy_strerror (code), answer);
    }
  curl_slist_free_all (recipients);
  curl_easy_cleanup (curl);
  return verdict;
}
