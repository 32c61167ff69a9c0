// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the tables that CMS publishes each quarter: units of a day (MUE) and pairs of codes (NCCI PTP) for practitioners.

#include "wabi-edit-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (wabi-edit-import-error-quark, wabi_edit_import_error)

#define MOST_FIELDS 8
#define MOST_QUOTED 4096 // a quotation mark without its other half, as in a heading, must not swallow the table
#define MOST_FIELD 512

// One row of the file at a time: the fields' texts are used again for the next.
typedef struct
{
  const char *at, *end;
  char delimiter;
  char fields[MOST_FIELDS][MOST_FIELD];
  guint n;
} Reader;

static gboolean
is_code (const char *text)
{
  for (int i = 0; i < 5; i++)
    if (!g_ascii_isdigit (text[i]) && !(g_ascii_isupper (text[i]) && (i == 0 || i == 4)))
      return FALSE;
  return text[5] == '\0';
}

// The first line that begins with a code says how the fields are divided.
static char
find_delimiter (const char *data, gsize length)
{
  const char *end = data + length;

  for (const char *line = data; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize)(end - line));
      const char *start = *line == '"' ? line + 1 : line;

      if (end - start > 6)
        {
          char code[6] = { 0 };

          memcpy (code, start, 5);
          if (is_code (code))
            return memchr (start, '\t', (gsize)((newline != NULL ? newline : end) - start)) != NULL ? '\t' : ',';
        }
      if (newline == NULL)
        break;
      line = newline + 1;
    }
  return ',';
}

static const char *
find_closing (const char *at, const char *end)
{
  const char *limit = MIN (end, at + MOST_QUOTED);

  for (; at < limit; at++)
    if (*at == '"')
      {
        if (at + 1 < end && at[1] == '"')
          at++;
        else
          return at;
      }
  return NULL;
}

static void
keep (Reader *reader, gsize *length, char c)
{
  if (reader->n < MOST_FIELDS && *length + 1 < MOST_FIELD)
    reader->fields[reader->n][(*length)++] = c;
}

static void
read_field (Reader *reader)
{
  gsize length = 0;
  const char *closing = reader->at < reader->end && *reader->at == '"' ? find_closing (reader->at + 1, reader->end) : NULL;

  if (closing != NULL)
    {
      for (reader->at++; reader->at < closing; reader->at++)
        {
          if (*reader->at == '"')
            reader->at++;
          keep (reader, &length, *reader->at);
        }
      reader->at = closing + 1;
    }
  for (; reader->at < reader->end && *reader->at != reader->delimiter && *reader->at != '\n'; reader->at++)
    keep (reader, &length, *reader->at);
  if (reader->n >= MOST_FIELDS)
    return;
  reader->fields[reader->n][length] = '\0';
  g_strstrip (reader->fields[reader->n]);
  reader->n++;
}

static gboolean
read_row (Reader *reader)
{
  reader->n = 0;
  if (reader->at >= reader->end)
    return FALSE;
  for (;;)
    {
      read_field (reader);
      if (reader->at >= reader->end || *reader->at == '\n')
        break;
      reader->at++;
    }
  reader->at++;
  for (guint i = reader->n; i < MOST_FIELDS; i++)
    reader->fields[i][0] = '\0';
  return TRUE;
}

static gboolean
read_number (const char *text, int most, int *out)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, (guint64)most, &number, NULL))
    return FALSE;
  *out = (int)number;
  return TRUE;
}

// 20240701, 7/1/2024; * and nothing for none.
static gboolean
read_date (const char *text, WabiDay *out)
{
  g_auto (GStrv) parts = NULL;
  int number, month, day, year;

  *out = WABI_DAY_NONE;
  if (*text == '\0' || strcmp (text, "*") == 0)
    return TRUE;
  if (strlen (text) == 8 && read_number (text, 99991231, &number))
    *out = wabi_day_from_ymd (number / 10000, number / 100 % 100, number % 100);
  else
    {
      parts = g_strsplit (text, "/", 3);
      if (g_strv_length (parts) == 3 && read_number (parts[0], 12, &month) && read_number (parts[1], 31, &day) && read_number (parts[2], 9999, &year))
        *out = wabi_day_from_ymd (year, month, day);
    }
  return *out != WABI_DAY_NONE;
}

static WabiNcciReason
read_reason (const char *text)
{
  if (g_ascii_strncasecmp (text, "Misuse", 6) == 0)
    return WABI_NCCI_MISUSE;
  if (strstr (text, "manual coding") != NULL)
    return WABI_NCCI_MANUAL;
  return g_ascii_strncasecmp (text, "Mutually exclusive", 18) == 0 ? WABI_NCCI_EXCLUSIVE : WABI_NCCI_OTHER;
}

// Column 1, column 2, in existence before 1996, effective, deleted, indicator, rationale.
static gboolean
take_pair (WabiEditImport *import, Reader *reader, const char *const *codes, WabiDay day)
{
  WabiDay from, to;
  WabiNcciPair pair;
  int indicator;

  if (!read_date (reader->fields[3], &from) || from == WABI_DAY_NONE || !read_date (reader->fields[4], &to)
      || !read_number (reader->fields[5], 9, &indicator) || (indicator > 1 && indicator != 9)
      || !wabi_ncci_pair_set (&pair, reader->fields[0], reader->fields[1], indicator, read_reason (reader->fields[6])))
    return FALSE;
  import->rows++;
  if (!g_strv_contains (codes, pair.column1) && !g_strv_contains (codes, pair.column2))
    import->others++;
  else if (indicator == 9 || !wabi_day_in_range (day, from, to))
    import->ended++;
  else
    {
      g_array_append_val (import->pairs, pair);
      import->newest = MAX (import->newest, from);
    }
  return TRUE;
}

// Code, units, "3 Date of Service Edit: Clinical", rationale.
static gboolean
take_limit (WabiEditImport *import, Reader *reader, const char *const *codes)
{
  WabiEditLimit limit = { .mai = g_ascii_isdigit (reader->fields[2][0]) ? reader->fields[2][0] - '0' : 0 };

  if (!read_number (reader->fields[1], 9999, &limit.units) || limit.mai > 3)
    return FALSE;
  import->rows++;
  if (!g_strv_contains (codes, reader->fields[0]))
    {
      import->others++;
      return TRUE;
    }
  g_strlcpy (limit.code, reader->fields[0], sizeof limit.code);
  g_array_append_val (import->limits, limit);
  return TRUE;
}

static int
compare_limits (gconstpointer a, gconstpointer b)
{
  return strcmp (((const WabiEditLimit *)a)->code, ((const WabiEditLimit *)b)->code);
}

// A row that stands twice counts once: the later one.
static void
drop_doubles (GArray *array, GCompareFunc compare)
{
  guint element = g_array_get_element_size (array);

  g_array_sort (array, compare);
  for (guint i = 1; i < array->len;)
    if (compare (array->data + (i - 1) * element, array->data + i * element) == 0)
      g_array_remove_index (array, i - 1);
    else
      i++;
}

static gboolean
check (WabiEditImport *import, GError **error)
{
  if (import->rows == 0)
    {
      g_set_error_literal (error, WABI_EDIT_IMPORT_ERROR, WABI_EDIT_IMPORT_ERROR_UNKNOWN,
                           _ ("This is neither CMS's table of units (MUE) nor its table of pairs (PTP). Choose the CSV or TXT file for practitioner "
                              "services out of the archive that CMS publishes."));
      return FALSE;
    }
  if (import->limits->len > 0 || import->pairs->len > 0)
    return TRUE;
  g_set_error (error, WABI_EDIT_IMPORT_ERROR, WABI_EDIT_IMPORT_ERROR_NOTHING,
               _ ("None of the %u rows is of a code that the practice may bill on that day. CMS divides its pairs over several files: choose the one with "
                  "the codes from 9."),
               import->rows);
  return FALSE;
}

WabiEditImport *
wabi_edit_import_read (const char *data, gsize length, const char *const *codes, WabiDay day, GError **error)
{
  g_autoptr (WabiEditImport) import = g_new0 (WabiEditImport, 1);
  g_autofree Reader *reader = g_new0 (Reader, 1);

  import->limits = g_array_new (FALSE, FALSE, sizeof (WabiEditLimit));
  import->pairs = g_array_new (FALSE, FALSE, sizeof (WabiNcciPair));
  import->newest = WABI_DAY_NONE;
  /* An empty file has no first byte to count from. */
  if (length == 0)
    data = "";
  *reader = (Reader){ .at = data, .end = data + length, .delimiter = find_delimiter (data, length) };
  while (read_row (reader))
    {
      gboolean second;

      // What comes before the first code is copyright and headings.
      if (!is_code (reader->fields[0]))
        {
          import->unread += import->rows > 0 && reader->fields[0][0] != '\0';
          continue;
        }
      second = is_code (reader->fields[1]);
      if (import->rows == 0)
        import->is_pairs = second;
      if (second != import->is_pairs || !(second ? take_pair (import, reader, codes, day) : take_limit (import, reader, codes)))
        import->unread++;
    }
  drop_doubles (import->limits, compare_limits);
  drop_doubles (import->pairs, wabi_ncci_pair_compare);
  return check (import, error) ? g_steal_pointer (&import) : NULL;
}

void
wabi_edit_import_free (WabiEditImport *import)
{
  if (import == NULL)
    return;
  g_array_unref (import->limits);
  g_array_unref (import->pairs);
  g_free (import);
}
