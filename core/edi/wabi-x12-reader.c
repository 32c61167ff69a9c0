// SPDX-License-Identifier: AGPL-3.0-or-later
// Segments, elements, repetitions and components out of a buffer, without copying it.

#include "wabi-x12-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ISA_ELEMENTS 16

G_DEFINE_QUARK (wabi - x12 - error - quark, wabi_x12_error)

static gboolean
is_layout (char c)
{
  return c == ' ' || c == '\r' || c == '\n' || c == '\t' || c == '\0' || c == '\x1a';
}

static gboolean
starts_with_isa (const WabiX12Reader *reader)
{
  return reader->length - reader->offset >= 4 && memcmp (reader->data + reader->offset, "ISA", 3) == 0
         && !g_ascii_isalnum (reader->data[reader->offset + 3]);
}

static gboolean
can_delimit (char c)
{
  return !g_ascii_isalnum (c) && c != ' ' && c != '.' && c != '-' && c != '\0' && (guchar)c < 0x80;
}

static gboolean
fail_envelope (WabiX12Reader *reader, GError **error, const char *what)
{
  reader->failed = TRUE;
  g_set_error (error, WABI_X12_ERROR, WABI_X12_ERROR_ENVELOPE, _ ("Segment %u (ISA): %s."),
               reader->n_segments + 1, what);
  return FALSE;
}

// Counts separators instead of trusting byte positions, so that an ISA whose padding was lost can still be
// read.
static gboolean
read_delimiters (WabiX12Reader *reader, GError **error)
{
  const char *isa = reader->data + reader->offset;
  gsize left = reader->length - reader->offset;
  WabiX12Delimiters d = { .element = isa[3] };
  gsize at[ISA_ELEMENTS];
  guint n = 0;

  for (gsize i = 3; i < left && n < ISA_ELEMENTS && i < 512; i++)
    if (isa[i] == d.element)
      at[n++] = i;
  if (n < ISA_ELEMENTS || at[15] + 2 >= left)
    return fail_envelope (reader, error, _ ("the interchange header is cut short"));

  d.component = isa[at[15] + 1];
  d.segment = isa[at[15] + 2];
  d.repetition = at[11] - at[10] == 2 ? isa[at[10] + 1] : '\0';
  if (!can_delimit (d.element) || !can_delimit (d.component) || !can_delimit (d.segment)
      || d.element == d.component || d.element == d.segment || d.component == d.segment)
    return fail_envelope (reader, error, _ ("the separators that it declares cannot be told apart"));
  if (!can_delimit (d.repetition) || d.repetition == d.component || d.repetition == d.segment)
    d.repetition = '\0';
  reader->delimiters = d;
  return TRUE;
}

static void
skip_layout (WabiX12Reader *reader)
{
  if (reader->offset == 0 && reader->length >= 3 && memcmp (reader->data, "\xef\xbb\xbf", 3) == 0)
    reader->offset = 3;
  while (reader->offset < reader->length
         && (is_layout (reader->data[reader->offset])
             || (reader->delimiters.segment != '\0'
                 && reader->data[reader->offset] == reader->delimiters.segment)))
    reader->offset++;
}

static gboolean
split_elements (WabiX12Reader *reader, WabiX12Segment *segment, GError **error)
{
  const char *p = segment->raw.text;
  const char *end = p + segment->raw.length;

  for (segment->n_elements = 0;; segment->n_elements++)
    {
      const char *next = memchr (p, reader->delimiters.element, end - p);

      if (segment->n_elements > WABI_X12_MAX_ELEMENTS)
        {
          reader->failed = TRUE;
          g_set_error (error, WABI_X12_ERROR, WABI_X12_ERROR_SYNTAX,
                       _ ("Segment %u has more than %d elements."), segment->number, WABI_X12_MAX_ELEMENTS);
          return FALSE;
        }
      segment->elements[segment->n_elements].text = p;
      segment->elements[segment->n_elements].length = (next != NULL ? next : end) - p;
      if (next == NULL)
        return TRUE;
      p = next + 1;
    }
}

static gboolean
check_identifier (WabiX12Reader *reader, const WabiX12Segment *segment, GError **error)
{
  WabiX12Span id = segment->elements[0];
  gboolean good = id.length == 2 || id.length == 3;

  for (gsize i = 0; good && i < id.length; i++)
    good = g_ascii_isalnum (id.text[i]);
  if (good)
    return TRUE;
  reader->failed = TRUE;
  g_set_error (error, WABI_X12_ERROR, WABI_X12_ERROR_SYNTAX,
               _ ("Segment %u, at byte %zu, does not begin with a segment identifier."), segment->number,
               segment->offset);
  return FALSE;
}

void
wabi_x12_reader_init (WabiX12Reader *reader, const char *data, gsize length)
{
  g_return_if_fail (reader != NULL);
  g_return_if_fail (data != NULL || length == 0);

  memset (reader, 0, sizeof *reader);
  reader->data = data != NULL ? data : "";
  reader->length = length;
}

WabiX12Read
wabi_x12_reader_next (WabiX12Reader *reader, WabiX12Segment *segment, GError **error)
{
  const char *start, *end;
  gsize left;

  g_return_val_if_fail (reader != NULL && segment != NULL, WABI_X12_READ_ERROR);

  skip_layout (reader);
  if (reader->offset == reader->length && reader->n_segments > 0 && !reader->failed)
    return WABI_X12_READ_END;
  if (reader->failed || (reader->n_segments == 0 && !starts_with_isa (reader)))
    {
      reader->failed = TRUE;
      g_set_error_literal (error, WABI_X12_ERROR, WABI_X12_ERROR_NOT_X12,
                           _ ("This is not an X12 file: it does not begin with an ISA segment."));
      return WABI_X12_READ_ERROR;
    }
  if (starts_with_isa (reader) && !read_delimiters (reader, error))
    return WABI_X12_READ_ERROR;

  start = reader->data + reader->offset;
  left = reader->length - reader->offset;
  end = memchr (start, reader->delimiters.segment, left);
  segment->offset = reader->offset;
  reader->offset += end != NULL ? (gsize)(end - start) + 1 : left;
  if (end == NULL)
    end = start + left;
  while (end > start && (end[-1] == '\r' || end[-1] == '\n'))
    end--;
  segment->raw = (WabiX12Span){ start, end - start };
  segment->number = ++reader->n_segments;
  segment->delimiters = reader->delimiters;
  if (!split_elements (reader, segment, error) || !check_identifier (reader, segment, error))
    return WABI_X12_READ_ERROR;
  return WABI_X12_READ_SEGMENT;
}

gboolean
wabi_x12_reader_recover (WabiX12Reader *reader)
{
  g_return_val_if_fail (reader != NULL, FALSE);

  // Inside an interchange the bad segment is passed already; a bad header is not.
  if (starts_with_isa (reader) ? read_delimiters (reader, NULL)
                               : reader->n_segments > 0 && reader->offset < reader->length)
    {
      reader->failed = FALSE;
      return TRUE;
    }
  while (reader->offset < reader->length)
    {
      const char *from = reader->data + reader->offset + 1;
      const char *next = memchr (from, 'I', reader->length - reader->offset - 1);

      reader->offset = next != NULL ? (gsize)(next - reader->data) : reader->length;
      if (next == NULL || !starts_with_isa (reader) || !read_delimiters (reader, NULL))
        continue;
      reader->failed = FALSE;
      return TRUE;
    }
  reader->failed = TRUE;
  return FALSE;
}

gboolean
wabi_x12_segment_is (const WabiX12Segment *segment, const char *id, const char *qualifier)
{
  return wabi_x12_span_equal (segment->elements[0], id)
         && (qualifier == NULL || wabi_x12_span_equal (wabi_x12_segment_get_element (segment, 1), qualifier));
}

WabiX12Span
wabi_x12_segment_get_element (const WabiX12Segment *segment, guint element)
{
  return element <= segment->n_elements ? segment->elements[element] : (WabiX12Span){ "", 0 };
}

static guint
count_parts (WabiX12Span span, char delimiter)
{
  guint n = span.length > 0 ? 1 : 0;

  for (gsize i = 0; delimiter != '\0' && i < span.length; i++)
    n += span.text[i] == delimiter;
  return n;
}

static WabiX12Span
get_part (WabiX12Span span, char delimiter, guint part)
{
  const char *p = span.text;
  const char *end = p + span.length;

  if (part == 0 || (delimiter == '\0' && part > 1))
    return (WabiX12Span){ "", 0 };
  if (delimiter == '\0')
    return span;
  for (;;)
    {
      const char *next = memchr (p, delimiter, end - p);

      if (--part == 0)
        return (WabiX12Span){ p, (next != NULL ? next : end) - p };
      if (next == NULL)
        return (WabiX12Span){ "", 0 };
      p = next + 1;
    }
}

// ISA11 and ISA16 are the separators themselves.
static gboolean
declares_delimiters (const WabiX12Segment *segment)
{
  return wabi_x12_span_equal (segment->elements[0], "ISA");
}

guint
wabi_x12_segment_count_repetitions (const WabiX12Segment *segment, guint element)
{
  char delimiter = declares_delimiters (segment) ? '\0' : segment->delimiters.repetition;

  return count_parts (wabi_x12_segment_get_element (segment, element), delimiter);
}

WabiX12Span
wabi_x12_segment_get_repetition (const WabiX12Segment *segment, guint element, guint repetition)
{
  char delimiter = declares_delimiters (segment) ? '\0' : segment->delimiters.repetition;

  return get_part (wabi_x12_segment_get_element (segment, element), delimiter, repetition);
}

guint
wabi_x12_segment_count_components (const WabiX12Segment *segment, guint element)
{
  char delimiter = declares_delimiters (segment) ? '\0' : segment->delimiters.component;

  return count_parts (wabi_x12_segment_get_repetition (segment, element, 1), delimiter);
}

WabiX12Span
wabi_x12_segment_get_component (const WabiX12Segment *segment, guint element, guint component)
{
  char delimiter = declares_delimiters (segment) ? '\0' : segment->delimiters.component;

  return get_part (wabi_x12_segment_get_repetition (segment, element, 1), delimiter, component);
}

static void
set_value_error (GError **error, const WabiX12Segment *segment, guint element, const char *expected)
{
  g_autofree char *id = wabi_x12_span_dup (segment->elements[0]);

  g_set_error (error, WABI_X12_ERROR, WABI_X12_ERROR_VALUE, _ ("Segment %u: %s%02u should be %s."),
               segment->number, id, element, expected);
}

gboolean
wabi_x12_segment_require (const WabiX12Segment *segment, guint element, WabiX12Span *out, GError **error)
{
  *out = wabi_x12_segment_get_element (segment, element);
  if (out->length > 0)
    return TRUE;
  set_value_error (error, segment, element, _ ("filled in"));
  return FALSE;
}

gboolean
wabi_x12_segment_get_cents (const WabiX12Segment *segment, guint element, gint64 *out, GError **error)
{
  if (wabi_x12_span_to_cents (wabi_x12_segment_get_element (segment, element), out))
    return TRUE;
  set_value_error (error, segment, element, _ ("an amount of money"));
  return FALSE;
}

gboolean
wabi_x12_segment_get_number (const WabiX12Segment *segment, guint element, gint64 *out, GError **error)
{
  if (wabi_x12_span_to_number (wabi_x12_segment_get_element (segment, element), out))
    return TRUE;
  set_value_error (error, segment, element, _ ("a whole number"));
  return FALSE;
}

char *
wabi_x12_segment_dup_date (const WabiX12Segment *segment, guint element, GError **error)
{
  WabiX12Span span = wabi_x12_segment_get_element (segment, element);

  if (wabi_x12_span_is_date (span))
    return g_strdup_printf ("%.4s-%.2s-%.2s", span.text, span.text + 4, span.text + 6);
  set_value_error (error, segment, element, _ ("a date written as year, month, day without separators"));
  return NULL;
}

gboolean
wabi_x12_span_equal (WabiX12Span span, const char *text)
{
  // Most of what is asked for differs in the first letter; a call to compare would cost more than the comparison.
  for (gsize i = 0; i < span.length; i++)
    if (text[i] == '\0' || text[i] != span.text[i])
      return FALSE;
  return text[span.length] == '\0';
}

char *
wabi_x12_span_dup (WabiX12Span span)
{
  GString *out = g_string_sized_new (span.length);
  gboolean utf8 = g_utf8_validate_len (span.text, span.length, NULL);

  for (gsize i = 0; i < span.length; i++)
    {
      guchar c = span.text[i];

      if (c < 0x20 || c == 0x7f)
        g_string_append_c (out, ' ');
      else if (c < 0x80 || utf8)
        g_string_append_c (out, c);
      else
        g_string_append_unichar (out, c);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

gboolean
wabi_x12_span_to_cents (WabiX12Span span, gint64 *out)
{
  gsize i = span.length > 0 && span.text[0] == '-' ? 1 : 0;
  gboolean negative = i == 1;
  gint64 value = 0;
  guint whole = 0, decimals = 0, point = 0;

  for (; i < span.length; i++)
    {
      if (span.text[i] == '.' && point++ == 0)
        continue;
      if (!g_ascii_isdigit (span.text[i]) || (point == 0 ? ++whole > 13 : ++decimals > 2))
        return FALSE;
      value = value * 10 + (span.text[i] - '0');
    }
  if (whole + decimals == 0)
    return FALSE;
  for (; decimals < 2; decimals++)
    value *= 10;
  *out = negative ? -value : value;
  return TRUE;
}

gboolean
wabi_x12_span_to_number (WabiX12Span span, gint64 *out)
{
  gint64 value = 0;

  if (span.length == 0 || span.length > 15)
    return FALSE;
  for (gsize i = 0; i < span.length; i++)
    {
      if (!g_ascii_isdigit (span.text[i]))
        return FALSE;
      value = value * 10 + (span.text[i] - '0');
    }
  *out = value;
  return TRUE;
}

gboolean
wabi_x12_span_is_date (WabiX12Span span)
{
  gint64 value = 0;

  return span.length == 8 && wabi_x12_span_to_number (span, &value) && value / 10000 > 0
         && g_date_valid_dmy (value % 100, value / 100 % 100, value / 10000);
}
