// SPDX-License-Identifier: AGPL-3.0-or-later
// Holds the elements of one segment against the words of the guide's table.

#include "wabi-837p-walk-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  Wabi837pWalk *walk;
  const WabiX12Segment *segment;
  guint element;
  guint component; // 0 for the whole element
} Spot;

static void complain (const Spot *spot, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
complain (const Spot *spot, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (spot->component > 0)
    wabi_837p_report (spot->walk, WABI_837P_SEVERITY_ERROR, spot->segment, spot->element, _ ("Part %u: %s"),
                      spot->component, message);
  else
    wabi_837p_report (spot->walk, WABI_837P_SEVERITY_ERROR, spot->segment, spot->element, "%s", message);
}

static gboolean
is_digits (WabiX12Span span, gsize min, gsize max)
{
  for (gsize i = 0; i < span.length; i++)
    if (!g_ascii_isdigit (span.text[i]))
      return FALSE;
  return span.length >= min && span.length <= max;
}

static gboolean
is_alnum (WabiX12Span span, gsize min, gsize max)
{
  for (gsize i = 0; i < span.length; i++)
    if (!g_ascii_isalnum (span.text[i]))
      return FALSE;
  return span.length >= min && span.length <= max;
}

static gboolean
is_money (WabiX12Span span)
{
  gint64 cents;
  gsize start = span.length > 0 && span.text[0] == '-' ? 1 : 0;

  // No leading zeros, but 0 and 0.5 are right.
  return wabi_x12_span_to_cents (span, &cents)
         && !(span.length > start + 1 && span.text[start] == '0' && span.text[start + 1] != '.')
         && ABS (cents) <= G_GINT64_CONSTANT (9999999999);
}

static gboolean
is_quantity (WabiX12Span span)
{
  guint points = 0, digits = 0;

  for (gsize i = span.length > 0 && span.text[0] == '-' ? 1 : 0; i < span.length; i++)
    {
      points += span.text[i] == '.';
      digits += g_ascii_isdigit (span.text[i]) != 0;
      if (span.text[i] != '.' && !g_ascii_isdigit (span.text[i]))
        return FALSE;
    }
  return points <= 1 && digits > 0 && digits <= 15;
}

static gboolean
is_state (WabiX12Span span)
{
  return span.length == 2 && g_ascii_isupper (span.text[0]) && g_ascii_isupper (span.text[1]);
}

static gboolean
is_place_of_service (WabiX12Span span)
{
  return is_digits (span, 2, 2) && memcmp (span.text, "00", 2) != 0;
}

static gboolean
is_modifier (WabiX12Span span)
{
  return is_alnum (span, 2, 2);
}

static gboolean
is_number (WabiX12Span span)
{
  return is_digits (span, 1, 9);
}

static gboolean
is_time (WabiX12Span span)
{
  return is_digits (span, 4, 8) && memcmp (span.text, "24", 2) < 0 && span.text[2] < '6';
}

static gboolean
is_diagnosis (WabiX12Span span)
{
  return is_alnum (span, 3, 7) && g_ascii_isupper (span.text[0]);
}

static gboolean
is_zip (WabiX12Span span)
{
  return is_digits (span, 5, 5) || is_digits (span, 9, 9);
}

static const struct
{
  char kind;
  gboolean (*test) (WabiX12Span span);
  const char *expected;
} kinds[] = {
  { 'm', is_money, N_ ("an amount without leading zeros and with at most two decimals") },
  { 'q', is_quantity, N_ ("a quantity") },
  { 'n', is_number, N_ ("a whole number") },
  { 'd', wabi_x12_span_is_date, N_ ("a date (year, month, day)") },
  { 't', is_time, N_ ("a time of day (hours and minutes)") },
  { 'S', is_state, N_ ("a state of two letters") },
  { 'P', is_place_of_service, N_ ("a place of service of two digits") },
  { 'M', is_modifier, N_ ("a modifier of two letters or digits") },
  { 'Z', is_zip, N_ ("a ZIP code of five or nine digits") },
  { 'I', is_diagnosis, N_ ("an ICD-10 code without the point") },
};

static void
check_kind (const Spot *spot, WabiX12Span span, char kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind && !kinds[i].test (span))
      complain (spot, _ ("“%.*s” should be %s."), (int)MIN (span.length, 80), span.text,
                _ (kinds[i].expected));
}

// A date whose form the element before it tells.
static void
check_formatted_date (const Spot *spot, WabiX12Span span)
{
  WabiX12Span format = wabi_x12_segment_get_element (spot->segment, spot->element - 1);
  gboolean good;

  if (wabi_x12_span_equal (format, "RD8"))
    good = span.length == 17 && span.text[8] == '-' && wabi_x12_span_is_date ((WabiX12Span){ span.text, 8 })
           && wabi_x12_span_is_date ((WabiX12Span){ span.text + 9, 8 })
           && memcmp (span.text, span.text + 9, 8) <= 0;
  else
    good = wabi_x12_span_is_date (span);
  if (!good)
    complain (spot, _ ("“%.*s” is not a date, or a range that ends before it begins."),
              (int)MIN (span.length, 80), span.text);
}

static gboolean
is_code_of (WabiX12Span span, const char *codes, gsize length)
{
  const char *end = codes + length;

  while (codes < end)
    {
      gsize n = strcspn (codes, "|,) ");

      n = MIN (n, (gsize)(end - codes));
      if (n == span.length && memcmp (codes, span.text, n) == 0)
        return TRUE;
      codes += n + 1;
    }
  return FALSE;
}

static void check_composite (const Spot *spot, const char *word, gsize length);

static void
check_word (const Spot *spot, WabiX12Span span, const char *word, gsize length)
{
  if (span.length == 0 && word[0] == 'R')
    complain (spot, _ ("This is required, but empty."));
  else if (span.length > 0 && word[0] == 'N')
    complain (spot, _ ("“%.*s” stands where the guide allows nothing."), (int)MIN (span.length, 80),
              span.text);
  if (span.length == 0 || length < 2)
    return;
  if (word[1] == '(')
    check_composite (spot, word + 2, length - 3);
  else if (word[1] == '=' && !is_code_of (span, word + 2, length - 2))
    complain (spot, _ ("“%.*s” is not one of %.*s."), (int)MIN (span.length, 80), span.text,
              (int)(length - 2), word + 2);
  else if (word[1] == '<' && span.length > g_ascii_strtoull (word + 2, NULL, 10))
    complain (spot, _ ("This is longer than %u characters."), (guint)g_ascii_strtoull (word + 2, NULL, 10));
  else if (word[1] == ':' && word[2] == 'f')
    check_formatted_date (spot, span);
  else if (word[1] == ':')
    check_kind (spot, span, word[2]);
}

static void
check_composite (const Spot *spot, const char *word, gsize length)
{
  guint n_parts = wabi_x12_segment_count_components (spot->segment, spot->element);
  const char *end = word + length;
  Spot part = *spot;

  for (part.component = 1; word < end; part.component++)
    {
      gsize n = MIN (strcspn (word, ","), (gsize)(end - word));

      check_word (&part, wabi_x12_segment_get_component (spot->segment, spot->element, part.component), word,
                  n);
      word += n + 1;
    }
  if (n_parts >= part.component)
    complain (spot, _ ("This has %u parts where the guide allows %u."), n_parts, part.component - 1);
}

void
wabi_837p_check_elements (Wabi837pWalk *walk, const WabiX12Segment *segment, const Wabi837pNode *node)
{
  const char *word = node->elements;
  Spot spot = { walk, segment, 1, 0 };

  for (; *word != '\0'; spot.element++)
    {
      gsize length = strcspn (word, " ");

      check_word (&spot, wabi_x12_segment_get_element (segment, spot.element), word, length);
      word += length;
      word += *word == ' ';
    }
  for (; spot.element <= segment->n_elements; spot.element++)
    check_word (&spot, wabi_x12_segment_get_element (segment, spot.element), "N", 1);
}

static gboolean
is_plain (char c)
{
  return g_ascii_isupper (c) || g_ascii_isdigit (c)
         || (c != '\0' && strchr ("!\"&'()*+,-./:;?= ", c) != NULL);
}

static gboolean
is_extended (char c)
{
  return g_ascii_islower (c) || (c != '\0' && strchr ("%~@[]_{}\\|<>#$^`", c) != NULL);
}

static void
check_characters (Wabi837pWalk *walk, const WabiX12Segment *segment, guint element)
{
  WabiX12Span span = segment->elements[element];
  const WabiX12Delimiters *d = &segment->delimiters;
  gboolean is_mail = element > 1 && wabi_x12_span_equal (segment->elements[element - 1], "EM");
  gboolean extended = FALSE;

  for (gsize i = 0; i < span.length; i++)
    {
      char c = span.text[i];

      if (is_plain (c) || c == d->component || c == d->repetition)
        continue;
      if (!is_extended (c))
        {
          wabi_837p_report (walk, WABI_837P_SEVERITY_ERROR, segment, element,
                            _ ("The character with the code %u cannot be sent. Use unaccented letters."),
                            (guchar)c);
          return;
        }
      extended = extended || !(is_mail && (c == '@' || c == '_'));
    }
  if (extended)
    wabi_837p_report (walk, WABI_837P_SEVERITY_WARNING, segment, element,
                      _ ("“%.*s” has small letters or signs that some receivers refuse."),
                      (int)MIN (span.length, 80), span.text);
}

void
wabi_837p_check_form (Wabi837pWalk *walk, const WabiX12Segment *segment)
{
  if (segment->n_elements == 0)
    wabi_837p_report (walk, WABI_837P_SEVERITY_ERROR, segment, 0, _ ("The segment is empty."));
  else if (segment->elements[segment->n_elements].length == 0)
    wabi_837p_report (walk, WABI_837P_SEVERITY_ERROR, segment, segment->n_elements,
                      _ ("The segment ends in an empty element."));
  for (guint i = 1; i <= segment->n_elements; i++)
    {
      WabiX12Span span = segment->elements[i];

      if (span.length == 0)
        continue;
      check_characters (walk, segment, i);
      if (span.text[0] == ' ' || span.text[span.length - 1] == ' ')
        wabi_837p_report (walk, WABI_837P_SEVERITY_ERROR, segment, i,
                          _ ("There is a blank at the beginning or end."));
      if (span.text[span.length - 1] == segment->delimiters.component)
        wabi_837p_report (walk, WABI_837P_SEVERITY_ERROR, segment, i,
                          _ ("The element ends in an empty part."));
    }
}
