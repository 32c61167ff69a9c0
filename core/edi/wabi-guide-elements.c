// SPDX-License-Identifier: AGPL-3.0-or-later
// Holds the elements of one segment against the words of its guide.

#include "wabi-guide-walk-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// As IK403 has them.
#define CODE_MISSING 1
#define CODE_TOO_MANY 3
#define CODE_SHORT 4
#define CODE_LONG 5
#define CODE_CHARACTER 6
#define CODE_BAD_CODE 7
#define CODE_BAD_DATE 8
#define CODE_BAD_TIME 9
#define CODE_TOO_OFTEN 12
#define CODE_TOO_MANY_PARTS 13
#define CODE_NOT_USED WABI_X12_CODE_I (10)
#define CODE_PATTERN WABI_X12_CODE_I (12)

#define MANY_CODES 40

typedef struct
{
  WabiGuideWalk *walk;
  const WabiX12Segment *segment;
  WabiGuideSpot spot;
} Place;

static void complain (const Place *place, guint code, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
complain (const Place *place, guint code, const char *format, ...)
{
  WabiGuideSpot spot = place->spot;
  g_autofree char *message = NULL;
  va_list args;

  spot.code = code;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (spot.component > 0)
    wabi_guide_report (place->walk, WABI_X12_SEVERITY_ERROR, place->segment, spot, _ ("Part %u: %s"),
                       spot.component, message);
  else
    wabi_guide_report (place->walk, WABI_X12_SEVERITY_ERROR, place->segment, spot, "%s", message);
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

// As g_date_valid_dmy(), which is slower.
static gboolean
is_day (WabiX12Span span)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  guint year, month, day;
  const char *t = span.text;

  if (!is_digits (span, 8, 8))
    return FALSE;
  year = (t[0] - '0') * 1000 + (t[1] - '0') * 100 + (t[2] - '0') * 10 + (t[3] - '0');
  month = (t[4] - '0') * 10 + (t[5] - '0');
  day = (t[6] - '0') * 10 + (t[7] - '0');
  if (year == 0 || month == 0 || month > 12 || day == 0)
    return FALSE;
  return day <= days[month - 1]
         || (month == 2 && day == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static const struct
{
  char kind;
  guint8 code;
  gboolean (*test) (WabiX12Span span);
  const char *expected;
} kinds[] = {
  { 'm', CODE_CHARACTER, is_money, N_ ("an amount without leading zeros and with at most two decimals") },
  { 'q', CODE_CHARACTER, is_quantity, N_ ("a quantity") },
  { 'd', CODE_BAD_DATE, is_day, N_ ("a date (year, month, day)") },
  { 'M', CODE_PATTERN, is_modifier, N_ ("a modifier of two letters or digits") },
  { 'n', CODE_CHARACTER, is_number, N_ ("a whole number") },
  { 't', CODE_BAD_TIME, is_time, N_ ("a time of day (hours and minutes)") },
  { 'S', CODE_BAD_CODE, is_state, N_ ("a state of two letters") },
  { 'P', CODE_BAD_CODE, is_place_of_service, N_ ("a place of service of two digits") },
  { 'Z', CODE_PATTERN, is_zip, N_ ("a ZIP code of five or nine digits") },
  { 'I', CODE_PATTERN, is_diagnosis, N_ ("an ICD-10 code without the point") },
};

static void
check_kind (const Place *place, WabiX12Span span, char kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      {
        if (!kinds[i].test (span))
          complain (place, kinds[i].code, _ ("“%.*s” should be %s."), (int)MIN (span.length, 80), span.text,
                    _ (kinds[i].expected));
        return;
      }
}

// A date whose form the element before it tells.
static void
check_formatted_date (const Place *place, WabiX12Span span)
{
  WabiX12Span format = wabi_x12_segment_get_element (place->segment, place->spot.element - 1);
  gboolean good;

  if (format.length == 3)
    good = span.length == 17 && span.text[8] == '-' && is_day ((WabiX12Span){ span.text, 8 })
           && is_day ((WabiX12Span){ span.text + 9, 8 }) && memcmp (span.text, span.text + 9, 8) <= 0;
  else if (wabi_x12_span_equal (format, "DT"))
    good = span.length == 12 && is_day ((WabiX12Span){ span.text, 8 })
           && is_time ((WabiX12Span){ span.text + 8, 4 });
  else
    good = is_day (span);
  if (!good)
    complain (place, CODE_BAD_DATE, _ ("“%.*s” is not a date, or a range that ends before it begins."),
              (int)MIN (span.length, 80), span.text);
}

static void
check_length (const Place *place, WabiX12Span span, const WabiGuideWord *word)
{
  if (span.length > word->max)
    complain (place, CODE_LONG, _ ("This is longer than %u characters."), word->max);
  else if (span.length < word->min)
    complain (place, CODE_SHORT, _ ("This is shorter than %u characters."), word->min);
}

static void
check_codes (const Place *place, WabiX12Span span, const WabiGuideWord *word)
{
  if (wabi_guide_word_has_code (word, span))
    return;
  // Nobody reads two hundred codes.
  if (word->n_codes > MANY_CODES)
    complain (place, CODE_BAD_CODE, _ ("“%.*s” is not in the list of %u codes that the guide has here."),
              (int)MIN (span.length, 80), span.text, word->n_codes);
  else
    complain (place, CODE_BAD_CODE, _ ("“%.*s” is not one of %.*s."), (int)MIN (span.length, 80), span.text,
              (int)word->codes_length, word->codes_text);
}

static void check_composite (const Place *place, WabiX12Span span, const WabiGuideWord *word);

static void
check_filled (const Place *place, WabiX12Span span, const WabiGuideWord *word)
{
  if (word->n_parts > 0)
    check_composite (place, span, word);
  else if (word->kind == '=')
    check_codes (place, span, word);
  else if (word->kind == 'f')
    check_formatted_date (place, span);
  else if (word->kind != '\0')
    check_kind (place, span, word->kind);
  else if (span.length > word->max || span.length < word->min)
    check_length (place, span, word);
}

static void
check_one (const Place *place, WabiX12Span span, const WabiGuideWord *word)
{
  if (span.length == 0)
    {
      if (word->usage == 'R')
        complain (place, CODE_MISSING, _ ("This is required, but empty."));
    }
  else if (word->usage == 'N')
    complain (place, CODE_NOT_USED, _ ("“%.*s” stands where the guide allows nothing."),
              (int)MIN (span.length, 80), span.text);
  else
    check_filled (place, span, word);
}

static void
check_composite (const Place *place, WabiX12Span span, const WabiGuideWord *word)
{
  char delimiter = place->segment->delimiters.component;
  const char *p = span.text, *end = p + span.length, *next = NULL;
  Place part = *place;

  for (part.spot.component = 1; part.spot.component <= word->n_parts; part.spot.component++)
    {
      next = p < end ? memchr (p, delimiter, end - p) : NULL;
      check_one (&part, (WabiX12Span){ p, (next != NULL ? next : end) - p },
                 &word->parts[part.spot.component - 1]);
      p = next != NULL ? next + 1 : end;
    }
  if (next != NULL)
    complain (place, CODE_TOO_MANY_PARTS, _ ("This has %u parts where the guide allows %u."),
              wabi_x12_segment_count_components (place->segment, place->spot.element), word->n_parts);
}

static void
check_repeated (const Place *place, WabiX12Span span, const WabiGuideWord *word)
{
  char delimiter = place->segment->delimiters.repetition;
  const char *p = span.text, *end = p + span.length;
  Place one = *place;

  for (one.spot.repetition = 1;; one.spot.repetition++)
    {
      const char *next = memchr (p, delimiter, end - p);

      if (one.spot.repetition > word->repeats)
        {
          complain (place, CODE_TOO_OFTEN, _ ("This may be repeated at most %u times."), word->repeats);
          return;
        }
      check_filled (&one, (WabiX12Span){ p, (next != NULL ? next : end) - p }, word);
      if (next == NULL)
        return;
      p = next + 1;
    }
}

static gboolean
is_repeated (const WabiX12Segment *segment, WabiX12Span span)
{
  return segment->delimiters.repetition != '\0'
         && memchr (span.text, segment->delimiters.repetition, span.length) != NULL;
}

void
wabi_guide_check_elements (WabiGuideWalk *walk, const WabiX12Segment *segment, const WabiGuide *guide)
{
  static const WabiGuideWord nothing = { .usage = 'N' };
  Place place = { walk, segment, { .element = 1 } };

  for (; place.spot.element <= guide->n_words; place.spot.element++)
    {
      const WabiGuideWord *word = &guide->words[place.spot.element - 1];
      WabiX12Span span = wabi_x12_segment_get_element (segment, place.spot.element);

      if (word->repeats > 1 && is_repeated (segment, span))
        check_repeated (&place, span, word);
      else
        check_one (&place, span, word);
    }
  for (; place.spot.element <= segment->n_elements; place.spot.element++)
    check_one (&place, segment->elements[place.spot.element], &nothing);
}

// ---- the form

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

#define EXTENDED 1
#define NONE 2

static void
learn_delimiters (WabiGuideWalk *walk, const WabiX12Delimiters *delimiters)
{
  walk->delimiters = *delimiters;
  for (guint i = 0; i < 256; i++)
    walk->classes[i] = is_plain ((char)i) ? 0 : is_extended ((char)i) ? EXTENDED : NONE;
  walk->classes[(guchar)delimiters->element] = 0;
  walk->classes[(guchar)delimiters->component] = 0;
  if (delimiters->repetition != '\0')
    walk->classes[(guchar)delimiters->repetition] = 0;
}

static void
check_characters (WabiGuideWalk *walk, const WabiX12Segment *segment, guint element)
{
  WabiX12Span span = segment->elements[element];
  gboolean is_mail = element > 1 && wabi_x12_span_equal (segment->elements[element - 1], "EM");
  gboolean extended = FALSE;

  for (gsize i = 0; i < span.length; i++)
    {
      char c = span.text[i];

      if (walk->classes[(guchar)c] == NONE)
        {
          wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, segment,
                             (WabiGuideSpot){ .element = element, .code = CODE_CHARACTER },
                             _ ("The character with the code %u cannot be sent. Use unaccented letters."),
                             (guchar)c);
          return;
        }
      extended = extended || (walk->classes[(guchar)c] == EXTENDED && !(is_mail && (c == '@' || c == '_')));
    }
  if (extended && walk->is_ours)
    wabi_guide_report (walk, WABI_X12_SEVERITY_WARNING, segment, (WabiGuideSpot){ .element = element },
                       _ ("“%.*s” has small letters or signs that some receivers refuse."),
                       (int)MIN (span.length, 80), span.text);
}

static void
check_ends (WabiGuideWalk *walk, const WabiX12Segment *segment, guint element)
{
  WabiX12Span span = segment->elements[element];

  if (span.text[0] == ' ' || span.text[span.length - 1] == ' ')
    wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, segment,
                       (WabiGuideSpot){ .element = element, .code = CODE_CHARACTER },
                       _ ("There is a blank at the beginning or end."));
  if (span.text[span.length - 1] == segment->delimiters.component)
    wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, segment,
                       (WabiGuideSpot){ .element = element, .code = CODE_TOO_MANY_PARTS },
                       _ ("The element ends in an empty part."));
}

void
wabi_guide_check_form (WabiGuideWalk *walk, const WabiX12Segment *segment)
{
  const char *raw = segment->raw.text;
  guint8 worst = 0;

  if (memcmp (&walk->delimiters, &segment->delimiters, sizeof walk->delimiters) != 0)
    learn_delimiters (walk, &segment->delimiters);
  if (segment->n_elements == 0)
    wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, segment, (WabiGuideSpot){ .code = 8 },
                       _ ("The segment is empty."));
  else if (segment->elements[segment->n_elements].length == 0)
    wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, segment,
                       (WabiGuideSpot){ .element = segment->n_elements, .code = CODE_TOO_MANY },
                       _ ("The segment ends in an empty element."));
  for (gsize i = 0; i < segment->raw.length; i++)
    worst |= walk->classes[(guchar)raw[i]];
  for (guint i = 1; i <= segment->n_elements; i++)
    if (segment->elements[i].length > 0)
      {
        if (worst != 0)
          check_characters (walk, segment, i);
        check_ends (walk, segment, i);
      }
}
