// SPDX-License-Identifier: AGPL-3.0-or-later
// What became of claims, as plain structs, read leniently: 277CA and the answer to a 276.

#include "wabi-277.h"

#include "wabi-x12-intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  IN_HEADER,
  IN_LEVEL, // at an HL, before its claims
  IN_CLAIM,
  IN_LINE,
} Place;

typedef struct
{
  GArray *statuses;
  GArray *references;
  GArray *dates;
} Gathered;

typedef struct
{
  WabiX12Intake intake; // first
  Place place;
  gboolean is_person_level; // 22, 23 or PT
  WabiStatusReport report;
  WabiStatusLevel level;
  WabiStatusClaim claim;
  WabiStatusLine line;
  guint report_findings, claim_findings;
  // Who stands at the levels above, and here.
  WabiX12Name *payer, *receiver, *provider, *subscriber, *patient;

  GArray *reports;
  GArray *levels;
  GArray *claims;
  GArray *lines;
  GArray *quantities;
  GArray *amounts;
  Gathered of_claim; // also of a level
  Gathered of_line;
} Reading;

static void
gathered_init (Gathered *gathered)
{
  gathered->statuses = g_array_new (FALSE, FALSE, sizeof (WabiStatus));
  gathered->references = g_array_new (FALSE, FALSE, sizeof (WabiX12Reference));
  gathered->dates = g_array_new (FALSE, FALSE, sizeof (WabiX12Date));
}

static void
gathered_clear (Gathered *gathered)
{
  g_array_unref (gathered->statuses);
  g_array_unref (gathered->references);
  g_array_unref (gathered->dates);
}

static void
find_service_days (const GArray *dates, const char **from, const char **to)
{
  const WabiX12Date *day = wabi_x12_find_date ((const WabiX12Date *)dates->data, dates->len, "472");

  *from = day != NULL ? day->from : NULL;
  *to = day != NULL ? day->to : NULL;
}

static void
end_line (Reading *reading)
{
  WabiStatusLine *line = &reading->line;
  Gathered *g = &reading->of_line;

  if (reading->place != IN_LINE)
    return;
  find_service_days (g->dates, &line->from, &line->to);
  line->control
      = wabi_x12_find_reference ((const WabiX12Reference *)g->references->data, g->references->len, "FJ");
  line->statuses = wabi_x12_arena_take (reading->intake.arena, g->statuses, &line->n_statuses);
  g_array_set_size (g->references, 0);
  g_array_set_size (g->dates, 0);
  g_array_append_val (reading->lines, *line);
  reading->place = IN_CLAIM;
  reading->intake.line = 0;
}

static void
end_claim (Reading *reading)
{
  WabiX12Arena *arena = reading->intake.arena;
  WabiStatusClaim *claim = &reading->claim;
  Gathered *g = &reading->of_claim;

  end_line (reading);
  if (reading->place != IN_CLAIM)
    return;
  find_service_days (g->dates, &claim->from, &claim->to);
  g_array_set_size (g->dates, 0);
  claim->statuses = wabi_x12_arena_take (arena, g->statuses, &claim->n_statuses);
  claim->references = wabi_x12_arena_take (arena, g->references, &claim->n_references);
  claim->lines = wabi_x12_arena_take (arena, reading->lines, &claim->n_lines);
  claim->payer_claim = wabi_x12_find_reference (claim->references, claim->n_references, "1K");
  claim->clearinghouse_claim = wabi_x12_find_reference (claim->references, claim->n_references, "D9");
  claim->bill_type = wabi_x12_find_reference (claim->references, claim->n_references, "BLT");
  claim->control = wabi_x12_find_reference (claim->references, claim->n_references, "EJ");
  if (claim->control == NULL && reading->report.is_acknowledgment)
    claim->control = claim->trace;
  claim->findings = wabi_x12_intake_findings (&reading->intake, reading->claim_findings, &claim->n_findings);
  g_array_append_val (reading->claims, *claim);
  reading->place = IN_LEVEL;
  reading->intake.claim = NULL;
}

static void
end_level (Reading *reading)
{
  WabiX12Arena *arena = reading->intake.arena;
  WabiStatusLevel *level = &reading->level;
  Gathered *g = &reading->of_claim;

  end_claim (reading);
  if (reading->place != IN_LEVEL)
    return;
  level->statuses = wabi_x12_arena_take (arena, g->statuses, &level->n_statuses);
  level->quantities = wabi_x12_arena_take (arena, reading->quantities, &level->n_quantities);
  level->amounts = wabi_x12_arena_take (arena, reading->amounts, &level->n_amounts);
  g_array_set_size (g->references, 0);
  g_array_set_size (g->dates, 0);
  if (!reading->is_person_level || level->n_statuses > 0)
    g_array_append_val (reading->levels, *level);
  reading->place = IN_HEADER;
}

static void
take_bht (Reading *reading, const WabiX12Segment *s)
{
  reading->report.is_acknowledgment
      = reading->report.is_acknowledgment || wabi_x12_segment_is (s, "BHT", "0085");
  reading->report.reference = wabi_x12_pick (&reading->intake, s, 3, 0);
  reading->report.date = wabi_x12_pick_date (&reading->intake, s, 4);
}

static void
take_hl (Reading *reading, const WabiX12Segment *s)
{
  const char *code = wabi_x12_pick (&reading->intake, s, 3, 0);

  end_level (reading);
  memset (&reading->level, 0, sizeof reading->level);
  reading->place = IN_LEVEL;
  reading->level.level = code != NULL ? code : "";
  reading->level.segment = s->number;
  reading->intake.loop = "2000";
  code = reading->level.level;
  reading->is_person_level = strcmp (code, "22") == 0 || strcmp (code, "23") == 0 || strcmp (code, "PT") == 0;
  reading->patient = NULL;
  if (strcmp (code, "23") != 0)
    reading->subscriber = NULL;
  if (!reading->is_person_level)
    reading->provider = NULL;
  if (strcmp (code, "20") == 0)
    reading->payer = reading->receiver = NULL;
}

static void
take_nm1 (Reading *reading, const WabiX12Segment *s)
{
  WabiX12Name *name = wabi_x12_arena_alloc (reading->intake.arena, sizeof *name);
  const char *level = reading->level.level;

  wabi_x12_pick_name (&reading->intake, s, name);
  if (reading->place != IN_LEVEL || level == NULL)
    return;
  reading->level.name = name;
  if (strcmp (level, "20") == 0)
    reading->payer = name;
  else if (strcmp (level, "21") == 0)
    reading->receiver = name;
  else if (strcmp (level, "19") == 0)
    reading->provider = name;
  else if (strcmp (level, "22") == 0)
    reading->subscriber = reading->patient = name;
  else
    reading->patient = name;
}

static void
begin_claim (Reading *reading, const WabiX12Segment *s)
{
  WabiStatusClaim *claim = &reading->claim;

  end_claim (reading);
  memset (claim, 0, sizeof *claim);
  reading->place = IN_CLAIM;
  reading->claim_findings = reading->intake.findings->len;
  claim->segment = s->number;
  claim->trace = wabi_x12_pick (&reading->intake, s, 2, 0);
  claim->payer = reading->payer;
  claim->receiver = reading->receiver;
  claim->provider = reading->provider;
  claim->subscriber = reading->subscriber;
  claim->patient = reading->patient != NULL ? reading->patient : reading->subscriber;
  reading->intake.claim = claim->trace;
  reading->intake.loop = "2200";
}

static void
take_trn (Reading *reading, const WabiX12Segment *s)
{
  if (reading->is_person_level && reading->place != IN_HEADER)
    begin_claim (reading, s);
  else
    reading->level.trace = wabi_x12_pick (&reading->intake, s, 2, 0);
}

static void
take_stc (Reading *reading, const WabiX12Segment *s)
{
  static const guint8 composites[] = { 1, 10, 11 };
  WabiX12Intake *in = &reading->intake;
  WabiStatus status = { .segment = s->number };
  Gathered *g = reading->place == IN_LINE ? &reading->of_line : &reading->of_claim;

  for (guint i = 0; i < G_N_ELEMENTS (composites); i++)
    {
      WabiStatusCode *code = &status.codes[status.n_codes];

      if (wabi_x12_segment_get_element (s, composites[i]).length == 0)
        continue;
      code->category = wabi_x12_pick (in, s, composites[i], 1);
      code->code = wabi_x12_pick (in, s, composites[i], 2);
      code->entity = wabi_x12_pick (in, s, composites[i], 3);
      status.n_codes++;
    }
  if (status.n_codes == 0 || status.codes[0].category == NULL)
    wabi_x12_intake_report (in, WABI_X12_SEVERITY_ERROR, s, 1, _ ("The status is missing."));
  status.date = wabi_x12_pick_date (in, s, 2);
  status.action = wabi_x12_pick (in, s, 3, 0);
  status.has_charge = wabi_x12_segment_get_element (s, 4).length > 0
                      && wabi_x12_pick_cents (in, s, 4, FALSE, &status.charge);
  status.has_paid
      = wabi_x12_segment_get_element (s, 5).length > 0 && wabi_x12_pick_cents (in, s, 5, FALSE, &status.paid);
  status.paid_date = wabi_x12_pick_date (in, s, 6);
  status.method = wabi_x12_pick (in, s, 7, 0);
  status.check_date = wabi_x12_pick_date (in, s, 8);
  status.check = wabi_x12_pick (in, s, 9, 0);
  status.message = wabi_x12_pick (in, s, 12, 0);
  g_array_append_val (g->statuses, status);
}

static void
take_svc (Reading *reading, const WabiX12Segment *s)
{
  WabiStatusLine *line = &reading->line;
  WabiX12Intake *in = &reading->intake;

  end_line (reading);
  if (reading->place != IN_CLAIM)
    {
      wabi_x12_intake_report (in, WABI_X12_SEVERITY_ERROR, s, 0,
                              _ ("A service line stands outside of a claim; this is passed over."));
      return;
    }
  memset (line, 0, sizeof *line);
  reading->place = IN_LINE;
  in->line = reading->lines->len + 1;
  in->loop = "2220";
  line->segment = s->number;
  wabi_x12_pick_procedure (in, s, 1, &line->procedure);
  (void)wabi_x12_pick_cents (in, s, 2, FALSE, &line->charge);
  (void)wabi_x12_pick_cents (in, s, 3, FALSE, &line->paid);
  wabi_x12_pick_hundredths (in, s, 7, &line->units);
}

static void
take_ref (Reading *reading, const WabiX12Segment *s)
{
  if (reading->place == IN_CLAIM || reading->place == IN_LINE)
    wabi_x12_pick_reference (&reading->intake, s,
                             reading->place == IN_LINE ? reading->of_line.references
                                                       : reading->of_claim.references);
}

static void
take_dtp (Reading *reading, const WabiX12Segment *s)
{
  if (reading->place == IN_CLAIM || reading->place == IN_LINE)
    wabi_x12_pick_dates (&reading->intake, s,
                         reading->place == IN_LINE ? reading->of_line.dates : reading->of_claim.dates);
  else if (wabi_x12_segment_is (s, "DTP", "050"))
    reading->report.received = wabi_x12_pick_date (&reading->intake, s, 3);
  else if (wabi_x12_segment_is (s, "DTP", "009"))
    reading->report.processed = wabi_x12_pick_date (&reading->intake, s, 3);
}

static void
take_qty (Reading *reading, const WabiX12Segment *s)
{
  if (reading->place == IN_LEVEL)
    wabi_x12_pick_quantity (&reading->intake, s, reading->quantities);
}

static void
take_amt (Reading *reading, const WabiX12Segment *s)
{
  if (reading->place == IN_LEVEL)
    (void)wabi_x12_pick_amount (&reading->intake, s, reading->amounts);
}

static const struct
{
  const char *id;
  void (*take) (Reading *reading, const WabiX12Segment *segment);
} takers[] = {
  { "STC", take_stc }, { "REF", take_ref }, { "DTP", take_dtp }, { "TRN", take_trn }, { "NM1", take_nm1 },
  { "HL", take_hl },   { "SVC", take_svc }, { "QTY", take_qty }, { "AMT", take_amt }, { "BHT", take_bht },
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
begin_report (WabiX12Intake *intake, const WabiX12Segment *st G_GNUC_UNUSED)
{
  Reading *reading = (Reading *)intake;

  memset (&reading->report, 0, sizeof reading->report);
  reading->report.origin = intake->origin;
  reading->report.is_acknowledgment
      = intake->origin.guide != NULL && strstr (intake->origin.guide, "X214") != NULL;
  reading->report_findings = intake->findings->len;
  reading->place = IN_HEADER;
  reading->level.level = NULL;
  reading->is_person_level = FALSE;
  reading->payer = reading->receiver = reading->provider = reading->subscriber = reading->patient = NULL;
}

static void
end_report (WabiX12Intake *intake, gboolean is_complete)
{
  Reading *reading = (Reading *)intake;
  WabiStatusReport *report = &reading->report;

  end_level (reading);
  report->is_complete = is_complete;
  report->levels = wabi_x12_arena_take (intake->arena, reading->levels, &report->n_levels);
  report->claims = wabi_x12_arena_take (intake->arena, reading->claims, &report->n_claims);
  report->findings = wabi_x12_intake_findings (intake, reading->report_findings, &report->n_findings);
  g_array_append_val (reading->reports, *report);
}

static const char *const sets[] = { "277", NULL };
static const WabiX12IntakeKind kind = { sets, begin_report, take_segment, end_report, NULL };

WabiStatusFile *
wabi_status_read (const char *data, gsize length, GError **error)
{
  g_autoptr (WabiStatusFile) file = g_new0 (WabiStatusFile, 1);
  g_autofree Reading *reading = g_new0 (Reading, 1);
  gboolean good;

  file->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_x12_finding_free);
  file->arena = wabi_x12_arena_new ();
  reading->intake.findings = file->findings;
  reading->intake.arena = file->arena;
  reading->reports = g_array_new (FALSE, FALSE, sizeof (WabiStatusReport));
  reading->levels = g_array_new (FALSE, FALSE, sizeof (WabiStatusLevel));
  reading->claims = g_array_new (FALSE, FALSE, sizeof (WabiStatusClaim));
  reading->lines = g_array_new (FALSE, FALSE, sizeof (WabiStatusLine));
  reading->quantities = g_array_new (FALSE, FALSE, sizeof (WabiX12Quantity));
  reading->amounts = g_array_new (FALSE, FALSE, sizeof (WabiX12Amount));
  gathered_init (&reading->of_claim);
  gathered_init (&reading->of_line);
  good = wabi_x12_intake_run (&reading->intake, &kind, data, length, error);
  file->reports = wabi_x12_arena_take (file->arena, reading->reports, &file->n_reports);
  g_array_unref (reading->reports);
  g_array_unref (reading->levels);
  g_array_unref (reading->claims);
  g_array_unref (reading->lines);
  g_array_unref (reading->quantities);
  g_array_unref (reading->amounts);
  gathered_clear (&reading->of_claim);
  gathered_clear (&reading->of_line);
  return good ? g_steal_pointer (&file) : NULL;
}

void
wabi_status_file_free (WabiStatusFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->findings, g_ptr_array_unref);
  wabi_x12_arena_free (file->arena);
  g_free (file);
}

static const struct
{
  const char *prefix; // of the category
  WabiStatusOutcome outcome;
} outcomes[] = {
  { "A0", WABI_STATUS_OUTCOME_RECEIVED },  { "A1", WABI_STATUS_OUTCOME_RECEIVED },
  { "A2", WABI_STATUS_OUTCOME_ACCEPTED },  { "A5", WABI_STATUS_OUTCOME_ACCEPTED },
  { "A3", WABI_STATUS_OUTCOME_REJECTED },  { "A6", WABI_STATUS_OUTCOME_REJECTED },
  { "A7", WABI_STATUS_OUTCOME_REJECTED },  { "A8", WABI_STATUS_OUTCOME_REJECTED },
  { "A4", WABI_STATUS_OUTCOME_NOT_FOUND }, { "D0", WABI_STATUS_OUTCOME_NOT_FOUND },
  { "P", WABI_STATUS_OUTCOME_PENDING },    { "R", WABI_STATUS_OUTCOME_WANTED },
  { "F1", WABI_STATUS_OUTCOME_PAID },      { "F2", WABI_STATUS_OUTCOME_DENIED },
  { "F", WABI_STATUS_OUTCOME_FINAL },      { "E", WABI_STATUS_OUTCOME_FAILED },
};

WabiStatusOutcome
wabi_status_get_outcome (const char *category)
{
  for (guint i = 0; category != NULL && i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_has_prefix (category, outcomes[i].prefix))
      return outcomes[i].outcome;
  return WABI_STATUS_OUTCOME_UNKNOWN;
}
