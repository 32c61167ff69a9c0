// SPDX-License-Identifier: AGPL-3.0-or-later
// Goes through a file of answers: which interchange, group and set one is in, and whether a set is whole.

#include "wabi-x12-intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_finding (WabiX12Intake *intake, WabiX12Severity severity, guint segment, const char *id, guint element,
             const char *message)
{
  WabiX12Finding *finding;

  if (intake->findings->len > WABI_X12_MAX_FINDINGS)
    return;
  if (intake->findings->len == WABI_X12_MAX_FINDINGS)
    message = _ ("More than this is wrong with the file; the rest is not listed.");
  finding = g_new0 (WabiX12Finding, 1);
  finding->severity = severity;
  finding->segment = segment;
  finding->segment_id = g_strdup (id);
  finding->element = element;
  finding->loop = g_strdup (intake->loop != NULL ? intake->loop : "");
  finding->claim = g_strdup (intake->claim);
  finding->line = intake->line;
  // The message quotes the file, which may hold anything.
  finding->message = g_utf8_make_valid (message, -1);
  g_ptr_array_add (intake->findings, finding);
}

void
wabi_x12_intake_report (WabiX12Intake *intake, WabiX12Severity severity, const WabiX12Segment *segment,
                        guint element, const char *format, ...)
{
  g_autofree char *id = wabi_x12_span_dup (segment->elements[0]);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  add_finding (intake, severity, segment->number, id, element, message);
}

const WabiX12Finding *const *
wabi_x12_intake_findings (WabiX12Intake *intake, guint first, guint *n)
{
  const WabiX12Finding **copy;

  *n = intake->findings->len - first;
  if (*n == 0)
    return NULL;
  copy = wabi_x12_arena_alloc (intake->arena, *n * sizeof (gpointer));
  memcpy (copy, intake->findings->pdata + first, *n * sizeof (gpointer));
  return copy;
}

static gboolean
span_is (WabiX12Span span, const char *text)
{
  return text != NULL && wabi_x12_span_equal (span, text);
}

static void
leave_set (WabiX12Intake *intake, const WabiX12Segment *segment, gboolean is_complete)
{
  if (!intake->in_set)
    return;
  intake->in_set = FALSE;
  if (!intake->takes)
    return;
  if (!is_complete && !wabi_x12_segment_is (segment, "SE", NULL))
    wabi_x12_intake_report (intake, WABI_X12_SEVERITY_ERROR, segment, 0,
                            _ ("Transaction set %s has no end: the file was cut or damaged here."),
                            intake->origin.set_control != NULL ? intake->origin.set_control : "?");
  intake->kind->end (intake, is_complete);
  intake->claim = NULL;
  intake->line = 0;
  intake->loop = NULL;
}

static void
open_interchange (WabiX12Intake *intake, const WabiX12Segment *isa)
{
  WabiX12Origin *origin = &intake->origin;
  WabiX12Span day = wabi_x12_segment_get_element (isa, 9);

  leave_set (intake, isa, FALSE);
  if (intake->in_interchange)
    wabi_x12_intake_report (intake, WABI_X12_SEVERITY_ERROR, isa, 0,
                            _ ("The interchange before this one has no end (IEA)."));
  memset (origin, 0, sizeof *origin);
  intake->in_interchange = TRUE;
  intake->in_group = FALSE;
  intake->group_guide = NULL;
  origin->sender_qualifier = wabi_x12_pick (intake, isa, 5, 0);
  origin->sender = wabi_x12_pick (intake, isa, 6, 0);
  origin->receiver_qualifier = wabi_x12_pick (intake, isa, 7, 0);
  origin->receiver = wabi_x12_pick (intake, isa, 8, 0);
  if (day.length == 6)
    {
      char text[16];

      g_snprintf (text, sizeof text, "20%.2s-%.2s-%.2s", day.text, day.text + 2, day.text + 4);
      origin->date = wabi_x12_arena_string (intake->arena, text);
    }
  origin->time = wabi_x12_pick (intake, isa, 10, 0);
  origin->control = wabi_x12_pick (intake, isa, 13, 0);
  origin->is_test = wabi_x12_span_equal (wabi_x12_segment_get_element (isa, 15), "T");
}

static void
open_group (WabiX12Intake *intake, const WabiX12Segment *gs)
{
  WabiX12Origin *origin = &intake->origin;

  leave_set (intake, gs, FALSE);
  intake->in_group = TRUE;
  origin->functional_id = wabi_x12_pick (intake, gs, 1, 0);
  origin->group_sender = wabi_x12_pick (intake, gs, 2, 0);
  origin->group_receiver = wabi_x12_pick (intake, gs, 3, 0);
  origin->group_control = wabi_x12_pick (intake, gs, 6, 0);
  intake->group_guide = wabi_x12_pick (intake, gs, 8, 0);
}

static void
open_set (WabiX12Intake *intake, const WabiX12Segment *st)
{
  WabiX12Origin *origin = &intake->origin;

  leave_set (intake, st, FALSE);
  intake->in_set = TRUE;
  intake->takes = FALSE;
  for (guint i = 0; intake->kind->sets[i] != NULL; i++)
    intake->takes = intake->takes || wabi_x12_segment_is (st, "ST", intake->kind->sets[i]);
  if (!intake->takes)
    return;
  origin->set = wabi_x12_pick (intake, st, 1, 0);
  origin->set_control = wabi_x12_pick (intake, st, 2, 0);
  origin->guide = wabi_x12_pick (intake, st, 3, 0);
  if (origin->guide == NULL)
    origin->guide = intake->group_guide;
  origin->segment = st->number;
  intake->kind->begin (intake, st);
}

static void
close_set (WabiX12Intake *intake, const WabiX12Segment *se)
{
  guint counted = se->number - intake->origin.segment + 1;
  gboolean is_complete = intake->in_set;
  gint64 said = 0;

  if (!intake->in_set || !intake->takes)
    {
      intake->in_set = FALSE;
      return;
    }
  if (!wabi_x12_span_to_number (wabi_x12_segment_get_element (se, 1), &said) || said != counted)
    {
      wabi_x12_intake_report (
          intake, WABI_X12_SEVERITY_ERROR, se, 1,
          _ ("The set has %u segments, but its end says “%.*s”: something was lost or added."), counted,
          (int)MIN (wabi_x12_segment_get_element (se, 1).length, 20),
          wabi_x12_segment_get_element (se, 1).text);
      is_complete = FALSE;
    }
  if (!span_is (wabi_x12_segment_get_element (se, 2), intake->origin.set_control))
    {
      wabi_x12_intake_report (intake, WABI_X12_SEVERITY_ERROR, se, 2,
                              _ ("The end of the set should repeat its control number, “%s”."),
                              intake->origin.set_control != NULL ? intake->origin.set_control : "");
      is_complete = FALSE;
    }
  leave_set (intake, se, is_complete);
}

static void
close_interchange (WabiX12Intake *intake, const WabiX12Segment *iea)
{
  leave_set (intake, iea, FALSE);
  if (!span_is (wabi_x12_segment_get_element (iea, 2), intake->origin.control))
    wabi_x12_intake_report (intake, WABI_X12_SEVERITY_WARNING, iea, 2,
                            _ ("The end of the interchange should repeat its control number, “%s”."),
                            intake->origin.control != NULL ? intake->origin.control : "");
  intake->in_interchange = FALSE;
}

static void
take_segment (WabiX12Intake *intake, const WabiX12Segment *segment)
{
  WabiX12Span id = segment->elements[0];

  if (id.length == 2 && id.text[0] == 'S' && id.text[1] == 'T')
    open_set (intake, segment);
  else if (id.length == 2 && id.text[0] == 'S' && id.text[1] == 'E')
    close_set (intake, segment);
  else if (id.length == 2 && id.text[0] == 'G' && id.text[1] == 'S')
    open_group (intake, segment);
  else if (id.length == 2 && id.text[0] == 'G' && id.text[1] == 'E')
    {
      leave_set (intake, segment, FALSE);
      intake->in_group = FALSE;
    }
  else if (wabi_x12_span_equal (id, "ISA"))
    open_interchange (intake, segment);
  else if (wabi_x12_span_equal (id, "IEA"))
    close_interchange (intake, segment);
  else if (intake->in_set && intake->takes)
    intake->kind->take (intake, segment);
  else if (!intake->in_set && intake->kind->outside != NULL)
    intake->kind->outside (intake, segment);
}

gboolean
wabi_x12_intake_run (WabiX12Intake *intake, const WabiX12IntakeKind *kind, const char *data, gsize length,
                     GError **error)
{
  WabiX12Segment segment = { .raw = { "", 0 } };
  WabiX12Reader reader;
  guint n = 0;

  intake->kind = kind;
  wabi_x12_reader_init (&reader, data, length);
  for (;;)
    {
      g_autoptr (GError) trouble = NULL;
      WabiX12Read result = wabi_x12_reader_next (&reader, &segment, &trouble);

      if (result == WABI_X12_READ_END)
        break;
      if (result == WABI_X12_READ_SEGMENT)
        {
          take_segment (intake, &segment);
          n++;
          continue;
        }
      add_finding (intake, WABI_X12_SEVERITY_ERROR, reader.n_segments > 0 ? reader.n_segments : 1, "?", 0,
                   trouble->message);
      if (wabi_x12_reader_recover (&reader))
        continue;
      if (n > 0)
        break;
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }
  if (intake->in_interchange && !(intake->in_set && intake->takes))
    wabi_x12_intake_report (intake, WABI_X12_SEVERITY_ERROR, &segment, 0,
                            _ ("The interchange has no end (IEA): the file was cut here."));
  leave_set (intake, &segment, FALSE);
  return TRUE;
}
