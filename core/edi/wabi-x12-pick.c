// SPDX-License-Identifier: AGPL-3.0-or-later
// Lenient values out of segments: what cannot be understood becomes a finding, never an end.

#include "wabi-x12-intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static WabiX12Span
strip (WabiX12Span span)
{
  while (span.length > 0 && span.text[span.length - 1] == ' ')
    span.length--;
  for (; span.length > 0 && span.text[0] == ' '; span.length--)
    span.text++;
  return span;
}

const char *
wabi_x12_pick (WabiX12Intake *intake, const WabiX12Segment *segment, guint element, guint component)
{
  return wabi_x12_arena_text (intake->arena,
                              component > 0 ? wabi_x12_segment_get_component (segment, element, component)
                                            : wabi_x12_segment_get_element (segment, element));
}

char
wabi_x12_pick_char (const WabiX12Segment *segment, guint element)
{
  WabiX12Span span = strip (wabi_x12_segment_get_element (segment, element));

  return span.length > 0 && (guchar)span.text[0] > 0x20 && (guchar)span.text[0] < 0x7f ? span.text[0] : '\0';
}

// 120.000 and +12 are met; they say what they mean. Further decimals than two do not.
static gboolean
to_hundredths (WabiX12Span span, gboolean may_cut, gint64 *out)
{
  const char *point = memchr (span.text, '.', span.length);

  if (span.length > 1 && span.text[0] == '+' && span.text[1] != '-')
    {
      span.text++;
      span.length--;
    }
  while (point != NULL && span.text + span.length > point + 3
         && (span.text[span.length - 1] == '0' || (may_cut && g_ascii_isdigit (span.text[span.length - 1]))))
    span.length--;
  return wabi_x12_span_to_cents (span, out);
}

gboolean
wabi_x12_pick_cents (WabiX12Intake *intake, const WabiX12Segment *segment, guint element, gboolean is_needed,
                     gint64 *cents)
{
  WabiX12Span span = strip (wabi_x12_segment_get_element (segment, element));

  *cents = 0;
  if (span.length == 0 && !is_needed)
    return TRUE;
  if (to_hundredths (span, FALSE, cents))
    return TRUE;
  *cents = 0;
  if (span.length == 0)
    wabi_x12_intake_report (intake, WABI_X12_SEVERITY_ERROR, segment, element,
                            _ ("An amount is missing here."));
  else
    wabi_x12_intake_report (intake, WABI_X12_SEVERITY_ERROR, segment, element,
                            _ ("“%.*s” should be an amount of money."), (int)MIN (span.length, 40),
                            span.text);
  return FALSE;
}

gboolean
wabi_x12_pick_hundredths (WabiX12Intake *intake, const WabiX12Segment *segment, guint element,
                          gint64 *hundredths)
{
  WabiX12Span span = strip (wabi_x12_segment_get_element (segment, element));

  *hundredths = 0;
  if (span.length == 0)
    return FALSE;
  if (to_hundredths (span, TRUE, hundredths))
    return TRUE;
  *hundredths = 0;
  wabi_x12_intake_report (intake, WABI_X12_SEVERITY_WARNING, segment, element,
                          _ ("“%.*s” should be a number."), (int)MIN (span.length, 40), span.text);
  return FALSE;
}

static const char *
take_date (WabiX12Intake *intake, const WabiX12Segment *segment, guint element, WabiX12Span span)
{
  char text[16];

  span = strip (span);
  if (span.length == 0)
    return NULL;
  // Some masks are days of the calendar, though of none that anybody was treated on.
  if (!wabi_x12_span_is_date (span) || memcmp (span.text, "18", 2) < 0)
    {
      wabi_x12_intake_report (intake, WABI_X12_SEVERITY_WARNING, segment, element,
                              _ ("“%.*s” is no date; it is taken as not told."), (int)MIN (span.length, 40),
                              span.text);
      return NULL;
    }
  g_snprintf (text, sizeof text, "%.4s-%.2s-%.2s", span.text, span.text + 4, span.text + 6);
  return wabi_x12_arena_string (intake->arena, text);
}

const char *
wabi_x12_pick_date (WabiX12Intake *intake, const WabiX12Segment *segment, guint element)
{
  return take_date (intake, segment, element, wabi_x12_segment_get_element (segment, element));
}

void
wabi_x12_pick_range (WabiX12Intake *intake, const WabiX12Segment *segment, guint element, const char **from,
                     const char **to)
{
  WabiX12Span span = strip (wabi_x12_segment_get_element (segment, element));
  const char *dash = span.length > 8 ? memchr (span.text, '-', span.length) : NULL;

  if (dash == NULL)
    {
      *from = *to = take_date (intake, segment, element, span);
      return;
    }
  *from = take_date (intake, segment, element, (WabiX12Span){ span.text, dash - span.text });
  *to = take_date (intake, segment, element,
                   (WabiX12Span){ dash + 1, span.length - (gsize)(dash - span.text) - 1 });
}

void
wabi_x12_pick_procedure (WabiX12Intake *intake, const WabiX12Segment *segment, guint element,
                         WabiX12Procedure *procedure)
{
  memset (procedure, 0, sizeof *procedure);
  procedure->kind = wabi_x12_pick (intake, segment, element, 1);
  procedure->code = wabi_x12_pick (intake, segment, element, 2);
  for (guint i = 3; i <= 6; i++)
    {
      const char *modifier = wabi_x12_pick (intake, segment, element, i);

      if (modifier != NULL)
        procedure->modifiers[procedure->n_modifiers++] = modifier;
    }
  procedure->description = wabi_x12_pick (intake, segment, element, 7);
}

static const char *
pick_kind (WabiX12Intake *intake, const WabiX12Segment *segment)
{
  const char *kind = wabi_x12_pick (intake, segment, 1, 0);

  return kind != NULL ? kind : "";
}

void
wabi_x12_pick_name (WabiX12Intake *intake, const WabiX12Segment *segment, WabiX12Name *name)
{
  gboolean is_n1 = wabi_x12_segment_is (segment, "N1", NULL);

  memset (name, 0, sizeof *name);
  name->role = pick_kind (intake, segment);
  name->segment = segment->number;
  if (is_n1)
    {
      name->last = wabi_x12_pick (intake, segment, 2, 0);
      name->id_kind = wabi_x12_pick (intake, segment, 3, 0);
      name->id = wabi_x12_pick (intake, segment, 4, 0);
      return;
    }
  name->is_person = wabi_x12_pick_char (segment, 2) == '1';
  name->last = wabi_x12_pick (intake, segment, 3, 0);
  name->first = wabi_x12_pick (intake, segment, 4, 0);
  name->middle = wabi_x12_pick (intake, segment, 5, 0);
  name->suffix = wabi_x12_pick (intake, segment, 7, 0);
  name->id_kind = wabi_x12_pick (intake, segment, 8, 0);
  name->id = wabi_x12_pick (intake, segment, 9, 0);
}

gboolean
wabi_x12_pick_name_details (WabiX12Intake *intake, const WabiX12Segment *segment, WabiX12Name *name)
{
  if (wabi_x12_segment_is (segment, "N3", NULL))
    {
      name->address.street1 = wabi_x12_pick (intake, segment, 1, 0);
      name->address.street2 = wabi_x12_pick (intake, segment, 2, 0);
      return TRUE;
    }
  if (wabi_x12_segment_is (segment, "N4", NULL))
    {
      name->address.city = wabi_x12_pick (intake, segment, 1, 0);
      name->address.state = wabi_x12_pick (intake, segment, 2, 0);
      name->address.zip = wabi_x12_pick (intake, segment, 3, 0);
      return TRUE;
    }
  if (wabi_x12_segment_is (segment, "DMG", NULL))
    {
      name->birth_date = wabi_x12_pick_date (intake, segment, 2);
      name->sex = wabi_x12_pick_char (segment, 3);
      return TRUE;
    }
  return FALSE;
}

void
wabi_x12_pick_reference (WabiX12Intake *intake, const WabiX12Segment *segment, GArray *references)
{
  WabiX12Reference reference = { pick_kind (intake, segment), wabi_x12_pick (intake, segment, 2, 0),
                                 wabi_x12_pick (intake, segment, 3, 0) };

  g_array_append_val (references, reference);
}

void
wabi_x12_pick_dates (WabiX12Intake *intake, const WabiX12Segment *segment, GArray *dates)
{
  WabiX12Date date = { pick_kind (intake, segment), NULL, NULL };

  // DTM02 is a day; where a period is told it stands behind its format in DTM05 and DTM06. DTP03 is either.
  if (wabi_x12_segment_is (segment, "DTP", NULL))
    wabi_x12_pick_range (intake, segment, 3, &date.from, &date.to);
  else if (wabi_x12_segment_get_element (segment, 2).length > 0)
    date.from = date.to = wabi_x12_pick_date (intake, segment, 2);
  else
    wabi_x12_pick_range (intake, segment, 6, &date.from, &date.to);
  g_array_append_val (dates, date);
}

gboolean
wabi_x12_pick_amount (WabiX12Intake *intake, const WabiX12Segment *segment, GArray *amounts)
{
  WabiX12Amount amount = { pick_kind (intake, segment), 0 };

  if (!wabi_x12_pick_cents (intake, segment, 2, TRUE, &amount.cents))
    return FALSE;
  g_array_append_val (amounts, amount);
  return TRUE;
}

void
wabi_x12_pick_quantity (WabiX12Intake *intake, const WabiX12Segment *segment, GArray *quantities)
{
  WabiX12Quantity quantity = { pick_kind (intake, segment), 0 };

  if (wabi_x12_pick_hundredths (intake, segment, 2, &quantity.hundredths))
    g_array_append_val (quantities, quantity);
}
