// SPDX-License-Identifier: AGPL-3.0-or-later
// The head of a call must mean one thing only, whoever reads it.

#include "wabi-header-check.h"

#include <string.h>

typedef struct
{
  WabiHeaders *out;
  guint hosts, lengths, authorizations;
} Scan;

static void
refuse (WabiHeaders *out, guint status, const char *reason)
{
  if (out->refusal != 0)
    return;
  out->refusal = status;
  out->reason = reason;
}

static gboolean
is_token (const char *name, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && (name[i] == '\0' || strchr ("!#$%&'*+-.^_`|~", name[i]) == NULL))
      return FALSE;
  return length > 0;
}

static gboolean
is_clean (const char *value, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (((guchar) value[i] < 0x20 && value[i] != '\t') || value[i] == 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
is_plain_number (const char *text, gsize length, gsize *out)
{
  gsize number = 0;

  if (length == 0 || length > 12)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      number = number * 10 + (gsize) (text[i] - '0');
    }
  *out = number;
  return TRUE;
}

/* "gzip" as an element of the list, not put off by ";q=0". */
static gboolean
lists_gzip (const char *value)
{
  const char *at = strstr (value, "gzip");

  if (at == NULL)
    return FALSE;
  at += strlen ("gzip");
  at += strspn (at, " \t");
  if (*at != ';')
    return *at == ',' || *at == '\0';
  at = strchr (at, '=');
  return at != NULL && strtod (at + 1, NULL) > 0;
}

static gboolean
is (const char *key, gsize length, const char *name)
{
  return length == strlen (name) && g_ascii_strncasecmp (key, name, length) == 0;
}

static void
scan_length (Scan *scan, const char *value, gsize value_length)
{
  if (++scan->lengths > 1 || !is_plain_number (value, value_length, &scan->out->length))
    refuse (scan->out, 400, "The length of the body must be announced once, in plain digits.");
}

static enum MHD_Result
on_header_cb (void *data, enum MHD_ValueKind kind, const char *key, size_t key_length, const char *value, size_t value_length)
{
  Scan *scan = data;

  if (value == NULL)
    value = "";
  if (!is_token (key, key_length) || !is_clean (value, value_length))
    refuse (scan->out, 400, "A header holds bytes that no header may hold.");
  else if (is (key, key_length, "Host"))
    scan->hosts++;
  else if (is (key, key_length, "Content-Length"))
    scan_length (scan, value, value_length);
  else if (is (key, key_length, "Transfer-Encoding"))
    refuse (scan->out, 411, "Announce the length of the body; it is not taken in chunks.");
  else if (is (key, key_length, "Authorization"))
    {
      scan->authorizations++;
      scan->out->authorization = value;
    }
  else if (is (key, key_length, "Accept-Encoding"))
    scan->out->accepts_gzip |= lists_gzip (value);
  else if (is (key, key_length, "If-None-Match"))
    scan->out->if_none_match = value;
  else if (is (key, key_length, "Content-Type"))
    scan->out->content_type = value;
  return MHD_YES;
}

void
wabi_headers_check (struct MHD_Connection *connection, const char *version, WabiHeaders *out)
{
  Scan scan = { .out = out };

  memset (out, 0, sizeof *out);
  MHD_get_connection_values_n (connection, MHD_HEADER_KIND, on_header_cb, &scan);
  if (strcmp (version, "HTTP/1.1") != 0 && strcmp (version, "HTTP/1.0") != 0)
    refuse (out, 505, "Speak HTTP/1.1.");
  if (scan.hosts != 1)
    refuse (out, 400, "A call names just one Host.");
  if (scan.authorizations > 1)
    refuse (out, 400, "A call carries one Authorization at most.");
}
