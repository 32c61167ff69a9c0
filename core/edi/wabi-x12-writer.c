// SPDX-License-Identifier: AGPL-3.0-or-later
// X12 text that a strict receiver accepts, whatever the data hold.

#include "wabi-x12-writer.h"

#include "wabi-edi-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define MAX_CONTROL 999999999

struct _WabiX12Writer
{
  GString *out;
  WabiX12Delimiters delimiters;
  char *guide;
  gint64 interchange_control;
  gint64 group_control;
  guint n_sets;
  guint n_segments; // since ST, it included
  gsize segment_start;
  gsize keep; // where the last element that is not empty ends
};

static const WabiX12Delimiters default_delimiters = { '*', '^', ':', '~' };

static gboolean
is_delimiter (const WabiX12Delimiters *d, char c)
{
  return c == d->element || c == d->component || c == d->segment || (c != '\0' && c == d->repetition);
}

static gboolean
is_in_charset (char c, WabiX12Charset charset)
{
  if (g_ascii_isupper (c) || g_ascii_isdigit (c))
    return TRUE;
  return c != '\0'
         && strchr (charset == WABI_X12_CHARSET_MAIL ? "!\"&'()*+,-./:;?=@_" : "!\"&'()*+,-./:;?=", c);
}

// What NFKD leaves of a character when its accents are taken off, for those that g_str_to_ascii() answers
// with "?".
static char *
transliterate (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  GString *plain = g_string_new (NULL);

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2018 || c == 0x2019 || c == 0x02bc)
        g_string_append_c (plain, '\'');
      else if (c >= 0x2010 && c <= 0x2015)
        g_string_append_c (plain, '-');
      else if (!g_unichar_ismark (c))
        g_string_append_unichar (plain, c);
    }
  {
    g_autofree char *text_without_accents = g_string_free (plain, FALSE);

    return g_str_to_ascii (text_without_accents, "C");
  }
}

static gboolean
fits (const char *text, gsize min, gsize max)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length >= min && length <= max;
}

static gboolean
check_field (const char *element, const char *text, gsize min, gsize max, const WabiX12Delimiters *d,
             GError **error)
{
  g_autofree char *clean = wabi_x12_clean (text, d, WABI_X12_CHARSET_BASIC);

  if (fits (text, min, max) && g_strcmp0 (clean, text) == 0)
    return TRUE;
  g_set_error (
      error, WABI_X12_ERROR, WABI_X12_ERROR_VALUE,
      _ ("%s has to be %u to %u capital letters or digits, but is “%s”. Correct it in the settings of the "
         "clearinghouse."),
      element, (guint)min, (guint)max, text != NULL ? text : "");
  return FALSE;
}

gboolean
wabi_edi_is_date (const char *text)
{
  guint year, month, day;

  if (!fits (text, 10, 10) || strspn (text, "0123456789") != 4 || strspn (text + 5, "0123456789") != 2
      || strspn (text + 8, "0123456789") != 2)
    return FALSE;
  return sscanf (text, "%4u-%2u-%2u", &year, &month, &day) == 3 && year > 0
         && g_date_valid_dmy (day, month, year);
}

gboolean
wabi_edi_is_post_box (const char *street)
{
  g_autofree char *upper = g_ascii_strup (street != NULL ? street : "", -1);

  return g_regex_match_simple ("\\b(P[. ]*O[. ]*BOX|POST OFFICE BOX|POB)\\b|^ *BOX +[0-9]", upper, 0, 0);
}

static gboolean
is_time (const char *text)
{
  return fits (text, 4, 4) && strspn (text, "0123456789") == 4 && strncmp (text, "24", 2) < 0
         && text[2] < '6';
}

static gboolean
check_when (const WabiX12Envelope *e, GError **error)
{
  if (wabi_edi_is_date (e->date) && is_time (e->time))
    return TRUE;
  g_set_error (error, WABI_X12_ERROR, WABI_X12_ERROR_VALUE,
               _ ("The interchange has no valid date and time: %s %s."), e->date != NULL ? e->date : "",
               e->time != NULL ? e->time : "");
  return FALSE;
}

static gboolean
check_control (gint64 number, const char *element, GError **error)
{
  if (number > 0 && number <= MAX_CONTROL)
    return TRUE;
  g_set_error (error, WABI_X12_ERROR, WABI_X12_ERROR_VALUE, _ ("%s has to be a number from 1 to 999999999."),
               element);
  return FALSE;
}

static void
append_element (WabiX12Writer *writer, const char *clean)
{
  g_string_append_c (writer->out, writer->delimiters.element);
  g_string_append (writer->out, clean);
  if (clean[0] != '\0')
    writer->keep = writer->out->len;
}

static void
add_clean (WabiX12Writer *writer, const char *text, WabiX12Charset charset)
{
  g_autofree char *clean = wabi_x12_clean (text, &writer->delimiters, charset);

  append_element (writer, clean);
}

WabiX12Writer *
wabi_x12_writer_new (const WabiX12Delimiters *delimiters)
{
  WabiX12Writer *writer = g_new0 (WabiX12Writer, 1);

  writer->out = g_string_new (NULL);
  writer->delimiters = delimiters != NULL ? *delimiters : default_delimiters;
  return writer;
}

void
wabi_x12_writer_free (WabiX12Writer *writer)
{
  if (writer == NULL)
    return;
  if (writer->out != NULL)
    g_string_free (writer->out, TRUE);
  g_free (writer->guide);
  g_free (writer);
}

gboolean
wabi_x12_writer_open_interchange (WabiX12Writer *writer, const WabiX12Envelope *envelope, GError **error)
{
  const WabiX12Delimiters *d = &writer->delimiters;
  const WabiX12Envelope *e = envelope;
  char s = d->element;

  if (!check_field ("ISA05", e->sender_qualifier, 2, 2, d, error)
      || !check_field ("ISA06", e->sender_id, 1, 15, d, error)
      || !check_field ("ISA07", e->receiver_qualifier, 2, 2, d, error)
      || !check_field ("ISA08", e->receiver_id, 1, 15, d, error) || !check_when (e, error)
      || !check_control (e->interchange_control, "ISA13", error))
    return FALSE;

  // ISA14 and on; the header is the one segment whose blanks count.
  g_string_append_printf (writer->out, "ISA%c00%c          %c00%c          %c%s%c%-15s%c%s%c%-15s", s, s, s,
                          s, s, e->sender_qualifier, s, e->sender_id, s, e->receiver_qualifier, s,
                          e->receiver_id);
  g_string_append_printf (writer->out, "%c%.2s%.2s%.2s%c%s%c%c%c00501%c%09" G_GINT64_FORMAT "%c%d%c%c%c%c%c",
                          s, e->date + 2, e->date + 5, e->date + 8, s, e->time, s,
                          d->repetition != '\0' ? d->repetition : 'U', s, s, e->interchange_control, s,
                          e->wants_acknowledgment ? 1 : 0, s, e->is_test ? 'T' : 'P', s, d->component,
                          d->segment);
  writer->interchange_control = e->interchange_control;
  return TRUE;
}

gboolean
wabi_x12_writer_open (WabiX12Writer *writer, const WabiX12Envelope *envelope, GError **error)
{
  const WabiX12Delimiters *d = &writer->delimiters;
  const WabiX12Envelope *e = envelope;
  const char *group_sender = e->group_sender != NULL ? e->group_sender : e->sender_id;
  const char *group_receiver = e->group_receiver != NULL ? e->group_receiver : e->receiver_id;

  if (!wabi_x12_writer_open_interchange (writer, envelope, error)
      || !check_field ("GS01", e->functional_id, 2, 2, d, error)
      || !check_field ("GS02", group_sender, 2, 15, d, error)
      || !check_field ("GS03", group_receiver, 2, 15, d, error)
      || !check_field ("GS08", e->guide, 6, 12, d, error) || !check_control (e->group_control, "GS06", error))
    return FALSE;

  writer->guide = g_strdup (e->guide);
  writer->group_control = e->group_control;
  wabi_x12_writer_begin (writer, "GS");
  append_element (writer, e->functional_id);
  append_element (writer, group_sender);
  append_element (writer, group_receiver);
  wabi_x12_writer_date (writer, e->date);
  append_element (writer, e->time);
  wabi_x12_writer_number (writer, e->group_control);
  append_element (writer, "X");
  append_element (writer, e->guide);
  wabi_x12_writer_end (writer);
  return TRUE;
}

void
wabi_x12_writer_begin_set (WabiX12Writer *writer, const char *set)
{
  g_autofree char *control = g_strdup_printf ("%04u", ++writer->n_sets);

  writer->n_segments = 0;
  // The 835 alone does not repeat the guide.
  wabi_x12_write (writer, "ST", set, control, strcmp (set, "835") == 0 ? NULL : writer->guide);
}

void
wabi_x12_writer_end_set (WabiX12Writer *writer)
{
  g_autofree char *count = g_strdup_printf ("%u", writer->n_segments + 1);
  g_autofree char *control = g_strdup_printf ("%04u", writer->n_sets);

  wabi_x12_write (writer, "SE", count, control);
}

char *
wabi_x12_writer_close (WabiX12Writer *writer)
{
  g_autofree char *n_sets = g_strdup_printf ("%u", writer->n_sets);
  g_autofree char *group = g_strdup_printf ("%" G_GINT64_FORMAT, writer->group_control);
  g_autofree char *interchange = g_strdup_printf ("%09" G_GINT64_FORMAT, writer->interchange_control);

  g_return_val_if_fail (writer->out != NULL, NULL);

  // An interchange that was opened without a group has none to close.
  if (writer->guide != NULL)
    wabi_x12_write (writer, "GE", n_sets, group);
  wabi_x12_write (writer, "IEA", writer->guide != NULL ? "1" : "0", interchange);
  return g_string_free (g_steal_pointer (&writer->out), FALSE);
}

void
wabi_x12_writer_begin (WabiX12Writer *writer, const char *id)
{
  g_return_if_fail (writer->out != NULL);

  writer->segment_start = writer->out->len;
  g_string_append (writer->out, id);
  writer->keep = 0;
}

void
wabi_x12_writer_text (WabiX12Writer *writer, const char *text)
{
  add_clean (writer, text, WABI_X12_CHARSET_BASIC);
}

void
wabi_x12_writer_mail (WabiX12Writer *writer, const char *text)
{
  add_clean (writer, text, WABI_X12_CHARSET_MAIL);
}

void
wabi_x12_writer_composite (WabiX12Writer *writer, const char *const *parts, guint n_parts)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  gsize keep = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *clean = wabi_x12_clean (parts[i], &writer->delimiters, WABI_X12_CHARSET_BASIC);

      if (i > 0)
        g_string_append_c (whole, writer->delimiters.component);
      g_string_append (whole, clean);
      if (clean[0] != '\0')
        keep = whole->len;
    }
  g_string_truncate (whole, keep);
  append_element (writer, whole->str);
}

void
wabi_x12_writer_hundredths (WabiX12Writer *writer, gint64 hundredths)
{
  g_autofree char *text = wabi_x12_hundredths_to_string (hundredths);

  append_element (writer, text);
}

void
wabi_x12_writer_number (WabiX12Writer *writer, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  append_element (writer, text);
}

void
wabi_x12_writer_date (WabiX12Writer *writer, const char *date)
{
  g_autofree char *text = g_strdup (date != NULL ? date : "");
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (g_ascii_isdigit (*from))
      *to++ = *from;
  *to = '\0';
  append_element (writer, text);
}

void
wabi_x12_writer_end (WabiX12Writer *writer)
{
  if (writer->keep == 0)
    {
      g_string_truncate (writer->out, writer->segment_start);
      return;
    }
  g_string_truncate (writer->out, writer->keep);
  g_string_append_c (writer->out, writer->delimiters.segment);
  writer->n_segments++;
}

void
wabi_x12_writer_segment (WabiX12Writer *writer, const char *id, const char *const *elements, guint n_elements)
{
  wabi_x12_writer_begin (writer, id);
  for (guint i = 0; i < n_elements; i++)
    wabi_x12_writer_text (writer, elements[i]);
  wabi_x12_writer_end (writer);
}

char *
wabi_x12_clean (const char *text, const WabiX12Delimiters *delimiters, WabiX12Charset charset)
{
  const WabiX12Delimiters *d = delimiters != NULL ? delimiters : &default_delimiters;
  g_autofree char *ascii = text != NULL && !g_str_is_ascii (text) ? transliterate (text) : NULL;
  GString *out = g_string_new (NULL);

  for (const char *p = ascii != NULL ? ascii : text; p != NULL && *p != '\0'; p++)
    {
      char c = g_ascii_toupper (*p);

      if (is_delimiter (d, c) || !is_in_charset (c, charset))
        c = ' ';
      if (c != ' ' || (out->len > 0 && out->str[out->len - 1] != ' '))
        g_string_append_c (out, c);
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

char *
wabi_x12_hundredths_to_string (gint64 hundredths)
{
  guint64 size = hundredths < 0 ? -(guint64)hundredths : (guint64)hundredths;
  const char *sign = hundredths < 0 ? "-" : "";
  guint64 rest = size % 100;

  if (rest == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, size / 100);
  if (rest % 10 == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%u", sign, size / 100, (guint)(rest / 10));
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", sign, size / 100, (guint)rest);
}
