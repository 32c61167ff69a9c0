// SPDX-License-Identifier: AGPL-3.0-or-later
// Looks at JSON bytes before json-glib does: json-glib accepts comments, duplicate names and wrapping integers, and recurses without end.

#include "wabi-json.h"

#include <string.h>

#define DEFAULT_MAX_BYTES ((gsize) 8 * 1024 * 1024)
#define HARD_MAX_DEPTH 64
#define FEW_NAMES 24

typedef struct
{
  const char *start, *at, *end;
  guint depth, max_depth;
  GError **error;
} Scan;

static gboolean scan_value (Scan *scan);

static gboolean
fail (Scan *scan, WabiJsonError code, const char *what)
{
  g_set_error (scan->error, WABI_JSON_ERROR, (int) code, "JSON, byte %" G_GSIZE_FORMAT ": %s",
               (gsize) (scan->at - scan->start), what);
  return FALSE;
}

static void
skip_blanks (Scan *scan)
{
  while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
    scan->at++;
}

static gboolean
scan_hex4 (Scan *scan, guint *out)
{
  *out = 0;
  if (scan->end - scan->at < 4)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (scan->at[i]);

      if (digit < 0)
        return FALSE;
      *out = *out * 16 + (guint) digit;
    }
  scan->at += 4;
  return TRUE;
}

static gboolean
scan_escape (Scan *scan)
{
  guint unit, low;

  if (scan->at == scan->end)
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "the text ends within an escape");
  if (*scan->at != 'u')
    {
      if (strchr ("\"\\/bfnrt", *scan->at) == NULL || *scan->at == '\0')
        return fail (scan, WABI_JSON_ERROR_SYNTAX, "unknown escape");
      scan->at++;
      return TRUE;
    }
  scan->at++;
  if (!scan_hex4 (scan, &unit) || unit == 0)
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "\\u wants four hexadecimal digits and no NUL");
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "half a surrogate pair");
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;
  if (scan->end - scan->at < 6 || scan->at[0] != '\\' || scan->at[1] != 'u')
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "half a surrogate pair");
  scan->at += 2;
  if (!scan_hex4 (scan, &low) || low < 0xdc00 || low > 0xdfff)
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "half a surrogate pair");
  return TRUE;
}

static gboolean
scan_string (Scan *scan)
{
  scan->at++; /* the opening quote */
  while (scan->at < scan->end)
    {
      guchar c = (guchar) *scan->at;

      if (c < 0x20)
        return fail (scan, WABI_JSON_ERROR_SYNTAX, "a control character in a string");
      scan->at++;
      if (c == '"')
        return TRUE;
      if (c == '\\' && !scan_escape (scan))
        return FALSE;
    }
  return fail (scan, WABI_JSON_ERROR_SYNTAX, "a string is not closed");
}

static gboolean
scan_digits (Scan *scan)
{
  const char *first = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return scan->at > first;
}

static gboolean
check_integer (Scan *scan, const char *from)
{
  gint64 value = 0;

  for (const char *p = from + (*from == '-'); p < scan->at; p++)
    {
      value = value * 10 + (*p - '0');
      if (value > WABI_JSON_MAX_INT)
        return fail (scan, WABI_JSON_ERROR_LIMIT, "a whole number is out of range");
    }
  return TRUE;
}

static gboolean
check_real (Scan *scan, const char *from)
{
  g_autofree char *text = g_strndup (from, (gsize) (scan->at - from));
  double value = g_ascii_strtod (text, NULL);

  if (!(value > -1e300 && value < 1e300))
    return fail (scan, WABI_JSON_ERROR_LIMIT, "a number is out of range");
  return TRUE;
}

static gboolean
scan_number (Scan *scan)
{
  const char *from = scan->at;
  gboolean real = FALSE;

  if (*scan->at == '-')
    scan->at++;
  if (scan->at < scan->end && *scan->at == '0' && scan->at + 1 < scan->end && g_ascii_isdigit (scan->at[1]))
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "a number starts with 0");
  if (!scan_digits (scan))
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "a digit was expected");
  if (scan->at < scan->end && *scan->at == '.')
    {
      real = TRUE;
      scan->at++;
      if (!scan_digits (scan))
        return fail (scan, WABI_JSON_ERROR_SYNTAX, "a digit was expected after the point");
    }
  if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E'))
    {
      real = TRUE;
      scan->at++;
      if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
        scan->at++;
      if (!scan_digits (scan))
        return fail (scan, WABI_JSON_ERROR_SYNTAX, "a digit was expected in the exponent");
    }
  if (scan->at - from > 40)
    return fail (scan, WABI_JSON_ERROR_LIMIT, "a number has too many digits");
  return real ? check_real (scan, from) : check_integer (scan, from);
}

static gboolean
scan_word (Scan *scan, const char *word)
{
  gsize n = strlen (word);

  if ((gsize) (scan->end - scan->at) < n || memcmp (scan->at, word, n) != 0)
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "a value was expected");
  scan->at += n;
  return TRUE;
}

/* The names of one object: few lie in the text, compared by turns; many, or escaped ones, are copied into a table. */
typedef struct
{
  const char *few[FEW_NAMES];
  gsize lengths[FEW_NAMES];
  guint n_few;
  GHashTable *many;
} Names;

static gboolean
fail_twice (Scan *scan)
{
  return fail (scan, WABI_JSON_ERROR_SYNTAX, "a member stands twice in one object");
}

static gboolean
note_few (Scan *scan, Names *names, const char *name, gsize length)
{
  for (guint i = 0; i < names->n_few; i++)
    if (names->lengths[i] == length && memcmp (names->few[i], name, length) == 0)
      return fail_twice (scan);
  names->few[names->n_few] = name;
  names->lengths[names->n_few++] = length;
  return TRUE;
}

static void
move_to_table (Names *names)
{
  names->many = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < names->n_few; i++)
    g_hash_table_add (names->many, g_strndup (names->few[i], names->lengths[i]));
}

/* Two spellings of one name ("a", "\u0061") are duplicates as well, so names are compared decoded. */
static gboolean
note_name (Scan *scan, Names *names, const char *from)
{
  gsize length = (gsize) (scan->at - from) - 2;
  gboolean escaped = memchr (from + 1, '\\', length) != NULL;
  char *name;

  if (names->many == NULL && !escaped && names->n_few < FEW_NAMES)
    return note_few (scan, names, from + 1, length);
  if (names->many == NULL)
    move_to_table (names);
  if (!escaped)
    name = g_strndup (from + 1, length);
  else
    {
      g_autofree char *quoted = g_strndup (from, length + 2);
      g_autoptr (JsonNode) node = json_from_string (quoted, NULL);

      if (node == NULL)
        return fail (scan, WABI_JSON_ERROR_SYNTAX, "a member's name cannot be read");
      name = g_strdup (json_node_get_string (node));
    }
  return g_hash_table_add (names->many, name) ? TRUE : fail_twice (scan);
}

static gboolean
scan_member (Scan *scan, Names *names)
{
  const char *from;

  skip_blanks (scan);
  from = scan->at;
  if (scan->at == scan->end || *scan->at != '"')
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "a member's name was expected");
  if (!scan_string (scan) || !note_name (scan, names, from))
    return FALSE;
  skip_blanks (scan);
  if (scan->at == scan->end || *scan->at != ':')
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "a colon was expected");
  scan->at++;
  return scan_value (scan);
}

static gboolean
scan_items (Scan *scan, char close, Names *names)
{
  scan->at++;
  skip_blanks (scan);
  if (scan->at < scan->end && *scan->at == close)
    {
      scan->at++;
      return TRUE;
    }
  for (;;)
    {
      if (!(names != NULL ? scan_member (scan, names) : scan_value (scan)))
        return FALSE;
      skip_blanks (scan);
      if (scan->at == scan->end)
        return fail (scan, WABI_JSON_ERROR_SYNTAX, "an object or array is not closed");
      if (*scan->at == close)
        {
          scan->at++;
          return TRUE;
        }
      if (*scan->at != ',')
        return fail (scan, WABI_JSON_ERROR_SYNTAX, "a comma was expected");
      scan->at++;
    }
}

static gboolean
scan_container (Scan *scan)
{
  Names names;
  gboolean ok;

  if (++scan->depth > scan->max_depth)
    return fail (scan, WABI_JSON_ERROR_LIMIT, "nested too deep");
  names.n_few = 0;
  names.many = NULL;
  ok = scan_items (scan, *scan->at == '{' ? '}' : ']', *scan->at == '{' ? &names : NULL);
  g_clear_pointer (&names.many, g_hash_table_unref);
  scan->depth--;
  return ok;
}

static gboolean
scan_value (Scan *scan)
{
  skip_blanks (scan);
  if (scan->at == scan->end)
    return fail (scan, WABI_JSON_ERROR_SYNTAX, "a value was expected");
  switch (*scan->at)
    {
    case '{':
    case '[':
      return scan_container (scan);
    case '"':
      return scan_string (scan);
    case 't':
      return scan_word (scan, "true");
    case 'f':
      return scan_word (scan, "false");
    case 'n':
      return scan_word (scan, "null");
    default:
      if (*scan->at != '-' && !g_ascii_isdigit (*scan->at))
        return fail (scan, WABI_JSON_ERROR_SYNTAX, "a value was expected");
      return scan_number (scan);
    }
}

gboolean
wabi_json_scan (const char *data, gsize length, const WabiJsonLimits *limits, GError **error)
{
  gsize max_bytes = limits != NULL ? limits->max_bytes : DEFAULT_MAX_BYTES;
  Scan scan = { data, data, data + length, 0, limits != NULL ? MIN (limits->max_depth, HARD_MAX_DEPTH) : HARD_MAX_DEPTH,
                error };

  if (length > max_bytes)
    return fail (&scan, WABI_JSON_ERROR_LIMIT, "the text is too long");
  if (!g_utf8_validate_len (data, length, NULL))
    return fail (&scan, WABI_JSON_ERROR_SYNTAX, "the text is not UTF-8");
  if (!scan_value (&scan))
    return FALSE;
  skip_blanks (&scan);
  if (scan.at != scan.end)
    return fail (&scan, WABI_JSON_ERROR_SYNTAX, "something follows the value");
  return TRUE;
}
