// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers say of somebody's coverage, as plain structs, read leniently.

#include "wabi-271.h"

#include "wabi-x12-intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  IN_HEADER,
  IN_ABOVE, // payer or provider
  IN_PERSON,
  IN_BENEFIT,
} Place;

typedef struct
{
  WabiX12Intake intake; // first
  Place place;
  const char *level;
  gboolean in_related; // between LS and LE
  const char *reference;
  const char *date;
  const WabiX12Name *payer, *provider, *subscriber;
  WabiX12Name *name; // that N3, N4 and DMG belong to, or NULL
  WabiBenefitAnswer answer;
  WabiBenefit benefit;
  guint first_finding, first_answer;

  GArray *answers;
  GArray *above; // rejections of the levels above
  GArray *traces;
  GArray *references;
  GArray *dates;
  GArray *rejections;
  GArray *benefits;
  // Of the benefit being read.
  GArray *types;
  GArray *benefit_dates;
  GArray *benefit_references;
  GArray *messages;
  GArray *names;
  GArray *deliveries;
  GArray *places;
} Reading;

static void
end_benefit (Reading *reading)
{
  WabiX12Arena *arena = reading->intake.arena;
  WabiBenefit *benefit = &reading->benefit;

  if (reading->place != IN_BENEFIT)
    return;
  benefit->types = wabi_x12_arena_take (arena, reading->types, &benefit->n_types);
  benefit->dates = wabi_x12_arena_take (arena, reading->benefit_dates, &benefit->n_dates);
  benefit->references = wabi_x12_arena_take (arena, reading->benefit_references, &benefit->n_references);
  benefit->messages = wabi_x12_arena_take (arena, reading->messages, &benefit->n_messages);
  benefit->names = wabi_x12_arena_take (arena, reading->names, &benefit->n_names);
  benefit->deliveries = wabi_x12_arena_take (arena, reading->deliveries, &benefit->n_deliveries);
  benefit->places = wabi_x12_arena_take (arena, reading->places, &benefit->n_places);
  g_array_append_val (reading->benefits, *benefit);
  reading->place = IN_PERSON;
  reading->in_related = FALSE;
  reading->name = NULL;
}

static void
end_answer (Reading *reading)
{
  WabiX12Arena *arena = reading->intake.arena;
  WabiBenefitAnswer *answer = &reading->answer;

  end_benefit (reading);
  if (reading->place != IN_PERSON)
    return;
  answer->origin = reading->intake.origin;
  answer->reference = reading->reference;
  answer->date = reading->date;
  answer->payer = reading->payer;
  answer->provider = reading->provider;
  answer->traces = wabi_x12_arena_take (arena, reading->traces, &answer->n_traces);
  answer->references = wabi_x12_arena_take (arena, reading->references, &answer->n_references);
  answer->dates = wabi_x12_arena_take (arena, reading->dates, &answer->n_dates);
  answer->rejections = wabi_x12_arena_take (arena, reading->rejections, &answer->n_rejections);
  answer->benefits = wabi_x12_arena_take (arena, reading->benefits, &answer->n_benefits);
  answer->findings = wabi_x12_intake_findings (&reading->intake, reading->first_finding, &answer->n_findings);
  g_array_append_val (reading->answers, *answer);
  reading->place = IN_HEADER;
}

static void
begin_answer (Reading *reading)
{
  memset (&reading->answer, 0, sizeof reading->answer);
  reading->first_finding = reading->intake.findings->len;
  reading->place = IN_PERSON;
  reading->answer.subscriber = reading->answer.patient = reading->subscriber;
  g_array_append_vals (reading->rejections, reading->above->data, reading->above->len);
}

static void
take_hl (Reading *reading, const WabiX12Segment *s)
{
  const char *level = wabi_x12_pick (&reading->intake, s, 3, 0);
  gboolean is_subscriber, is_dependent;

  level = level != NULL ? level : "";
  is_subscriber = strcmp (level, "22") == 0;
  is_dependent = strcmp (level, "23") == 0;
  end_benefit (reading);
  // A subscriber of whom nothing is said stands there only for the dependent that follows.
  if (!is_dependent || reading->place != IN_PERSON || strcmp (reading->level, "22") != 0
      || reading->benefits->len > 0 || reading->rejections->len > reading->above->len)
    end_answer (reading);
  reading->level = level;
  reading->name = NULL;
  reading->intake.loop = is_dependent ? "2000D" : is_subscriber ? "2000C" : "2000";
  if (is_subscriber)
    reading->subscriber = NULL;
  if ((is_subscriber || is_dependent) && reading->place != IN_PERSON)
    begin_answer (reading);
  else if (!is_subscriber && !is_dependent)
    {
      reading->place = IN_ABOVE;
      if (strcmp (level, "20") == 0)
        g_array_set_size (reading->above, 0);
    }
}

static void
take_nm1 (Reading *reading, const WabiX12Segment *s)
{
  WabiX12Name name, *kept;

  wabi_x12_pick_name (&reading->intake, s, &name);
  if (reading->place == IN_BENEFIT)
    {
      g_array_append_val (reading->names, name);
      reading->name = NULL;
      return;
    }
  kept = wabi_x12_arena_alloc (reading->intake.arena, sizeof *kept);
  *kept = name;
  reading->name = kept;
  if (reading->level == NULL)
    return;
  if (strcmp (reading->level, "20") == 0)
    reading->payer = kept;
  else if (strcmp (reading->level, "21") == 0)
    reading->provider = kept;
  else if (strcmp (reading->level, "22") == 0)
    reading->subscriber = reading->answer.subscriber = reading->answer.patient = kept;
  else if (strcmp (reading->level, "23") == 0)
    reading->answer.patient = kept;
}

static void
take_trn (Reading *reading, const WabiX12Segment *s)
{
  if (reading->place == IN_PERSON)
    wabi_x12_pick_reference (&reading->intake, s, reading->traces);
}

static void
take_aaa (Reading *reading, const WabiX12Segment *s)
{
  WabiX12Intake *in = &reading->intake;
  WabiBenefitRejection rejection
      = { reading->level != NULL ? reading->level : "", FALSE, NULL, NULL, s->number };

  rejection.is_valid = wabi_x12_pick_char (s, 1) == 'Y';
  rejection.reason = wabi_x12_pick (in, s, 3, 0);
  rejection.follow_up = wabi_x12_pick (in, s, 4, 0);
  g_array_append_val (reading->place == IN_PERSON || reading->place == IN_BENEFIT ? reading->rejections
                                                                                  : reading->above,
                      rejection);
}

// Fractions of one are the rule; some payers write 20 for 20 %.
static gboolean
pick_percent (Reading *reading, const WabiX12Segment *s, guint element, gint64 *out)
{
  g_autofree char *text = wabi_x12_span_dup (wabi_x12_segment_get_element (s, element));
  char *end = NULL;
  double value;

  if (*text == '\0')
    return FALSE;
  value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !(value >= 0 && value <= 100))
    {
      wabi_x12_intake_report (&reading->intake, WABI_X12_SEVERITY_WARNING, s, element,
                              _ ("“%s” should be a share such as .2 for 20 percent."), text);
      return FALSE;
    }
  *out = (gint64)(value * (value > 1 ? 100 : 10000) + 0.5);
  return TRUE;
}

static void
take_eb (Reading *reading, const WabiX12Segment *s)
{
  WabiX12Intake *in = &reading->intake;
  WabiBenefit *benefit = &reading->benefit;
  guint n_types = wabi_x12_segment_count_repetitions (s, 3);

  end_benefit (reading);
  if (reading->place != IN_PERSON)
    {
      wabi_x12_intake_report (in, WABI_X12_SEVERITY_ERROR, s, 0,
                              _ ("A benefit stands outside of a person; this is passed over."));
      return;
    }
  memset (benefit, 0, sizeof *benefit);
  reading->place = IN_BENEFIT;
  reading->in_related = FALSE;
  reading->name = NULL;
  benefit->segment = s->number;
  benefit->info = wabi_x12_pick (in, s, 1, 0);
  benefit->coverage = wabi_x12_pick (in, s, 2, 0);
  if (n_types > WABI_BENEFIT_MAX_TYPES)
    wabi_x12_intake_report (in, WABI_X12_SEVERITY_WARNING, s, 3,
                            _ ("More than %d service types are listed; the rest is cut off."),
                            WABI_BENEFIT_MAX_TYPES);
  for (guint i = 1; i <= MIN (n_types, WABI_BENEFIT_MAX_TYPES); i++)
    {
      const char *type = wabi_x12_arena_text (in->arena, wabi_x12_segment_get_repetition (s, 3, i));

      if (type != NULL)
        g_array_append_val (reading->types, type);
    }
  benefit->insurance = wabi_x12_pick (in, s, 4, 0);
  benefit->plan = wabi_x12_pick (in, s, 5, 0);
  benefit->period = wabi_x12_pick (in, s, 6, 0);
  benefit->has_cents = wabi_x12_segment_get_element (s, 7).length > 0
                       && wabi_x12_pick_cents (in, s, 7, FALSE, &benefit->cents);
  benefit->has_percent = pick_percent (reading, s, 8, &benefit->percent);
  benefit->quantity_kind = wabi_x12_pick (in, s, 9, 0);
  wabi_x12_pick_hundredths (in, s, 10, &benefit->quantity);
  benefit->authorization = wabi_x12_pick_char (s, 11);
  benefit->network = wabi_x12_pick_char (s, 12);
  wabi_x12_pick_procedure (in, s, 13, &benefit->procedure);
}

static void
take_text (Reading *reading, GArray *texts, const char *text)
{
  if (reading->place == IN_BENEFIT && text != NULL)
    g_array_append_val (texts, text);
}

static void
take_ref (Reading *reading, const WabiX12Segment *s)
{
  if (reading->place == IN_BENEFIT && !reading->in_related)
    wabi_x12_pick_reference (&reading->intake, s, reading->benefit_references);
  else if (reading->place == IN_PERSON)
    wabi_x12_pick_reference (&reading->intake, s, reading->references);
}

static void
take_dtp (Reading *reading, const WabiX12Segment *s)
{
  if (reading->place == IN_BENEFIT)
    wabi_x12_pick_dates (&reading->intake, s, reading->benefit_dates);
  else if (reading->place == IN_PERSON)
    wabi_x12_pick_dates (&reading->intake, s, reading->dates);
}

static void
take_msg (Reading *reading, const WabiX12Segment *s)
{
  take_text (reading, reading->messages, wabi_x12_pick (&reading->intake, s, 1, 0));
}

static void
take_hsd (Reading *reading, const WabiX12Segment *s)
{
  take_text (reading, reading->deliveries, wabi_x12_arena_text (reading->intake.arena, s->raw));
}

static void
take_iii (Reading *reading, const WabiX12Segment *s)
{
  if (wabi_x12_segment_is (s, "III", "ZZ"))
    take_text (reading, reading->places, wabi_x12_pick (&reading->intake, s, 2, 0));
}

static void
take_ins (Reading *reading, const WabiX12Segment *s)
{
  if (reading->place == IN_PERSON)
    reading->answer.relation = wabi_x12_pick (&reading->intake, s, 2, 0);
}

static void
take_bht (Reading *reading, const WabiX12Segment *s)
{
  reading->reference = wabi_x12_pick (&reading->intake, s, 3, 0);
  reading->date = wabi_x12_pick_date (&reading->intake, s, 4);
}

static void
take_ls (Reading *reading, const WabiX12Segment *s G_GNUC_UNUSED)
{
  reading->in_related = reading->place == IN_BENEFIT;
}

static void
take_le (Reading *reading, const WabiX12Segment *s G_GNUC_UNUSED)
{
  reading->in_related = FALSE;
  reading->name = NULL;
}

static void
take_detail (Reading *reading, const WabiX12Segment *s)
{
  // An address within a benefit belongs to the last related entity.
  if (reading->place == IN_BENEFIT && reading->names->len > 0)
    wabi_x12_pick_name_details (&reading->intake, s,
                                &g_array_index (reading->names, WabiX12Name, reading->names->len - 1));
  else if (reading->place != IN_BENEFIT && reading->name != NULL)
    wabi_x12_pick_name_details (&reading->intake, s, reading->name);
}

static const struct
{
  const char *id;
  void (*take) (Reading *reading, const WabiX12Segment *segment);
} takers[] = {
  { "EB", take_eb },   { "MSG", take_msg },   { "DTP", take_dtp },   { "REF", take_ref },
  { "HSD", take_hsd }, { "III", take_iii },   { "NM1", take_nm1 },   { "LS", take_ls },
  { "LE", take_le },   { "N3", take_detail }, { "N4", take_detail }, { "DMG", take_detail },
  { "AAA", take_aaa }, { "TRN", take_trn },   { "HL", take_hl },     { "INS", take_ins },
  { "BHT", take_bht },
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
begin_set (WabiX12Intake *intake, const WabiX12Segment *st G_GNUC_UNUSED)
{
  Reading *reading = (Reading *)intake;

  reading->place = IN_HEADER;
  reading->level = NULL;
  reading->reference = reading->date = NULL;
  reading->payer = reading->provider = reading->subscriber = reading->name = NULL;
  g_array_set_size (reading->above, 0);
  reading->first_finding = intake->findings->len;
  reading->first_answer = reading->answers->len;
}

static void
end_set (WabiX12Intake *intake, gboolean is_complete)
{
  Reading *reading = (Reading *)intake;

  end_answer (reading);
  // Rejected before anybody was named: that is the answer.
  if (reading->answers->len == reading->first_answer && reading->above->len > 0)
    {
      reading->subscriber = NULL;
      begin_answer (reading);
      end_answer (reading);
    }
  for (guint i = reading->first_answer; i < reading->answers->len; i++)
    g_array_index (reading->answers, WabiBenefitAnswer, i).is_complete = is_complete;
}

static const char *const sets[] = { "271", NULL };
static const WabiX12IntakeKind kind = { sets, begin_set, take_segment, end_set, NULL };

static void
reading_init (Reading *reading)
{
  reading->answers = g_array_new (FALSE, FALSE, sizeof (WabiBenefitAnswer));
  reading->above = g_array_new (FALSE, FALSE, sizeof (WabiBenefitRejection));
  reading->traces = g_array_new (FALSE, FALSE, sizeof (WabiX12Reference));
  reading->references = g_array_new (FALSE, FALSE, sizeof (WabiX12Reference));
  reading->dates = g_array_new (FALSE, FALSE, sizeof (WabiX12Date));
  reading->rejections = g_array_new (FALSE, FALSE, sizeof (WabiBenefitRejection));
  reading->benefits = g_array_new (FALSE, FALSE, sizeof (WabiBenefit));
  reading->types = g_array_new (FALSE, FALSE, sizeof (char *));
  reading->benefit_dates = g_array_new (FALSE, FALSE, sizeof (WabiX12Date));
  reading->benefit_references = g_array_new (FALSE, FALSE, sizeof (WabiX12Reference));
  reading->messages = g_array_new (FALSE, FALSE, sizeof (char *));
  reading->names = g_array_new (FALSE, FALSE, sizeof (WabiX12Name));
  reading->deliveries = g_array_new (FALSE, FALSE, sizeof (char *));
  reading->places = g_array_new (FALSE, FALSE, sizeof (char *));
}

static void
reading_clear (Reading *reading)
{
  GArray *arrays[] = { reading->answers,       reading->above,
                       reading->traces,        reading->references,
                       reading->dates,         reading->rejections,
                       reading->benefits,      reading->types,
                       reading->benefit_dates, reading->benefit_references,
                       reading->messages,      reading->names,
                       reading->deliveries,    reading->places };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
}

WabiBenefitFile *
wabi_benefit_read (const char *data, gsize length, GError **error)
{
  g_autoptr (WabiBenefitFile) file = g_new0 (WabiBenefitFile, 1);
  g_autofree Reading *reading = g_new0 (Reading, 1);
  gboolean good;

  file->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_x12_finding_free);
  file->arena = wabi_x12_arena_new ();
  reading->intake.findings = file->findings;
  reading->intake.arena = file->arena;
  reading_init (reading);
  good = wabi_x12_intake_run (&reading->intake, &kind, data, length, error);
  file->answers = wabi_x12_arena_take (file->arena, reading->answers, &file->n_answers);
  reading_clear (reading);
  return good ? g_steal_pointer (&file) : NULL;
}

void
wabi_benefit_file_free (WabiBenefitFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->findings, g_ptr_array_unref);
  wabi_x12_arena_free (file->arena);
  g_free (file);
}
