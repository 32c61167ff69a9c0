// SPDX-License-Identifier: AGPL-3.0-or-later
// What receivers say of our files, as plain structs, read leniently.

#include "wabi-999.h"

#include "wabi-x12-intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  WabiX12Intake intake; // first
  WabiAck ack;
  WabiAckSet set;
  WabiAckSegment segment;
  gboolean in_set, in_segment;
  guint first_finding;

  GArray *acks;
  GArray *sets;
  GArray *segments;
  GArray *elements;
  GArray *interchanges;
} Reading;

static void
end_segment (Reading *reading)
{
  if (!reading->in_segment)
    return;
  reading->segment.elements
      = wabi_x12_arena_take (reading->intake.arena, reading->elements, &reading->segment.n_elements);
  g_array_append_val (reading->segments, reading->segment);
  reading->in_segment = FALSE;
}

static void
end_acked_set (Reading *reading)
{
  end_segment (reading);
  if (!reading->in_set)
    return;
  reading->set.segments
      = wabi_x12_arena_take (reading->intake.arena, reading->segments, &reading->set.n_segments);
  g_array_append_val (reading->sets, reading->set);
  reading->in_set = FALSE;
}

static guint
pick_count (Reading *reading, const WabiX12Segment *s, guint element)
{
  WabiX12Span span = wabi_x12_segment_get_element (s, element);
  gint64 number = 0;

  if (span.length > 0 && (!wabi_x12_span_to_number (span, &number) || number > G_MAXINT))
    {
      number = 0;
      wabi_x12_intake_report (&reading->intake, WABI_X12_SEVERITY_WARNING, s, element,
                              _ ("“%.*s” should be a number."), (int)MIN (span.length, 40), span.text);
    }
  return number;
}

static guint
pick_codes (Reading *reading, const WabiX12Segment *s, guint first, const char **codes)
{
  guint n = 0;

  for (guint i = first; i < first + 5; i++)
    {
      const char *code = wabi_x12_pick (&reading->intake, s, i, 0);

      if (code != NULL)
        codes[n++] = code;
    }
  return n;
}

static void
take_ak1 (Reading *reading, const WabiX12Segment *s)
{
  reading->ack.functional_id = wabi_x12_pick (&reading->intake, s, 1, 0);
  reading->ack.group_control = wabi_x12_pick (&reading->intake, s, 2, 0);
  reading->ack.guide = wabi_x12_pick (&reading->intake, s, 3, 0);
}

static void
take_ak2 (Reading *reading, const WabiX12Segment *s)
{
  end_acked_set (reading);
  memset (&reading->set, 0, sizeof reading->set);
  reading->in_set = TRUE;
  reading->set.set = wabi_x12_pick (&reading->intake, s, 1, 0);
  reading->set.control = wabi_x12_pick (&reading->intake, s, 2, 0);
  reading->set.guide = wabi_x12_pick (&reading->intake, s, 3, 0);
  reading->intake.loop = "2000";
}

static void
take_ik3 (Reading *reading, const WabiX12Segment *s)
{
  end_segment (reading);
  memset (&reading->segment, 0, sizeof reading->segment);
  reading->in_segment = TRUE;
  reading->segment.id = wabi_x12_pick (&reading->intake, s, 1, 0);
  reading->segment.position = pick_count (reading, s, 2);
  reading->segment.loop = wabi_x12_pick (&reading->intake, s, 3, 0);
  reading->segment.code = wabi_x12_pick (&reading->intake, s, 4, 0);
  reading->intake.loop = "2100";
}

// CTX*CLM01:number names the claim; the other contexts tell why a situational segment was wanted.
static void
take_ctx (Reading *reading, const WabiX12Segment *s)
{
  WabiX12Span name = wabi_x12_segment_get_component (s, 1, 1);

  if (reading->in_segment && reading->segment.claim == NULL
      && (wabi_x12_span_equal (name, "CLM01") || wabi_x12_span_equal (name, "PATIENT CONTROL NUMBER")
          || wabi_x12_span_equal (name, "TRN02")))
    reading->segment.claim = wabi_x12_pick (&reading->intake, s, 1, 2);
}

static guint
pick_position (WabiX12Span span)
{
  gint64 number = 0;

  return wabi_x12_span_to_number (span, &number) && number < G_MAXUINT16 ? (guint)number : 0;
}

static void
take_ik4 (Reading *reading, const WabiX12Segment *s)
{
  WabiAckElement element = { 0 };

  if (!reading->in_segment)
    return;
  element.element = pick_position (wabi_x12_segment_get_component (s, 1, 1));
  element.component = pick_position (wabi_x12_segment_get_component (s, 1, 2));
  element.repetition = pick_position (wabi_x12_segment_get_component (s, 1, 3));
  element.reference = wabi_x12_pick (&reading->intake, s, 2, 0);
  element.code = wabi_x12_pick (&reading->intake, s, 3, 0);
  element.value = wabi_x12_pick (&reading->intake, s, 4, 0);
  g_array_append_val (reading->elements, element);
}

static void
take_ik5 (Reading *reading, const WabiX12Segment *s)
{
  if (reading->in_set)
    {
      reading->set.outcome = wabi_x12_pick_char (s, 1);
      reading->set.n_codes = pick_codes (reading, s, 2, reading->set.codes);
    }
  else
    wabi_x12_intake_report (&reading->intake, WABI_X12_SEVERITY_ERROR, s, 0,
                            _ ("It is not told which transaction set this is about."));
  end_acked_set (reading);
}

static void
take_ak9 (Reading *reading, const WabiX12Segment *s)
{
  end_acked_set (reading);
  reading->ack.outcome = wabi_x12_pick_char (s, 1);
  reading->ack.n_included = pick_count (reading, s, 2);
  reading->ack.n_received = pick_count (reading, s, 3);
  reading->ack.n_accepted = pick_count (reading, s, 4);
  reading->ack.n_codes = pick_codes (reading, s, 5, reading->ack.codes);
}

// The names of 997 beside those of 999.
static const struct
{
  const char *id;
  void (*take) (Reading *reading, const WabiX12Segment *segment);
} takers[] = {
  { "AK2", take_ak2 }, { "IK5", take_ik5 }, { "IK3", take_ik3 }, { "CTX", take_ctx }, { "IK4", take_ik4 },
  { "AK1", take_ak1 }, { "AK9", take_ak9 }, { "AK5", take_ik5 }, { "AK3", take_ik3 }, { "AK4", take_ik4 },
};

static void
take_segment (WabiX12Intake *intake, const WabiX12Segment *segment)
{
  for (guint i = 0; i < G_N_ELEMENTS (takers); i++)
    if (wabi_x12_span_equal (segment->elements[0], takers[i].id))
      {
        takers[i].take ((Reading *)intake, segment);
        return;
      }
}

static void
begin_ack (WabiX12Intake *intake, const WabiX12Segment *st G_GNUC_UNUSED)
{
  Reading *reading = (Reading *)intake;

  memset (&reading->ack, 0, sizeof reading->ack);
  reading->ack.origin = intake->origin;
  reading->first_finding = intake->findings->len;
}

static void
end_ack (WabiX12Intake *intake, gboolean is_complete)
{
  Reading *reading = (Reading *)intake;
  WabiAck *ack = &reading->ack;

  end_acked_set (reading);
  ack->is_complete = is_complete;
  ack->sets = wabi_x12_arena_take (intake->arena, reading->sets, &ack->n_sets);
  ack->findings = wabi_x12_intake_findings (intake, reading->first_finding, &ack->n_findings);
  g_array_append_val (reading->acks, *ack);
}

static void
take_outside (WabiX12Intake *intake, const WabiX12Segment *s)
{
  Reading *reading = (Reading *)intake;
  WabiInterchangeAck ta1 = { .origin = intake->origin, .segment = s->number };
  WabiX12Span day = wabi_x12_segment_get_element (s, 2);
  char text[16];

  if (!wabi_x12_segment_is (s, "TA1", NULL))
    return;
  ta1.control = wabi_x12_pick (intake, s, 1, 0);
  if (day.length == 6)
    {
      g_snprintf (text, sizeof text, "20%.2s-%.2s-%.2s", day.text, day.text + 2, day.text + 4);
      ta1.date = wabi_x12_arena_string (intake->arena, text);
    }
  ta1.time = wabi_x12_pick (intake, s, 3, 0);
  ta1.outcome = wabi_x12_pick_char (s, 4);
  ta1.note = wabi_x12_pick (intake, s, 5, 0);
  g_array_append_val (reading->interchanges, ta1);
}

static const char *const set_names[] = { "999", "997", NULL };
static const WabiX12IntakeKind kind = { set_names, begin_ack, take_segment, end_ack, take_outside };

WabiAckFile *
wabi_ack_read (const char *data, gsize length, GError **error)
{
  g_autoptr (WabiAckFile) file = g_new0 (WabiAckFile, 1);
  g_autofree Reading *reading = g_new0 (Reading, 1);
  gboolean good;

  file->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_x12_finding_free);
  file->arena = wabi_x12_arena_new ();
  reading->intake.findings = file->findings;
  reading->intake.arena = file->arena;
  reading->acks = g_array_new (FALSE, FALSE, sizeof (WabiAck));
  reading->sets = g_array_new (FALSE, FALSE, sizeof (WabiAckSet));
  reading->segments = g_array_new (FALSE, FALSE, sizeof (WabiAckSegment));
  reading->elements = g_array_new (FALSE, FALSE, sizeof (WabiAckElement));
  reading->interchanges = g_array_new (FALSE, FALSE, sizeof (WabiInterchangeAck));
  good = wabi_x12_intake_run (&reading->intake, &kind, data, length, error);
  file->acks = wabi_x12_arena_take (file->arena, reading->acks, &file->n_acks);
  file->interchanges = wabi_x12_arena_take (file->arena, reading->interchanges, &file->n_interchanges);
  g_array_unref (reading->acks);
  g_array_unref (reading->sets);
  g_array_unref (reading->segments);
  g_array_unref (reading->elements);
  g_array_unref (reading->interchanges);
  return good ? g_steal_pointer (&file) : NULL;
}

void
wabi_ack_file_free (WabiAckFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->findings, g_ptr_array_unref);
  wabi_x12_arena_free (file->arena);
  g_free (file);
}

gboolean
wabi_ack_is_accepted (char outcome)
{
  return outcome == 'A' || outcome == 'E';
}
