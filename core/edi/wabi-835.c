// SPDX-License-Identifier: AGPL-3.0-or-later
// Remittance advice as plain structs, read leniently.

#include "wabi-835.h"

#include "wabi-x12-intake-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// CAS and PLB hold this many triplets and pairs.
#define MAX_TRIPLETS 6

// What is gathered for the item being read, until it is moved into the arena.
typedef struct
{
  GArray *adjustments;
  GArray *names;
  GArray *references;
  GArray *dates;
  GArray *amounts;
  GArray *quantities;
  GArray *remarks;
  GArray *contacts;
} Gathered;

typedef enum
{
  IN_HEADER,
  IN_PAYER,
  IN_PAYEE,
  IN_DETAIL, // between LX and CLP
  IN_CLAIM,
  IN_LINE,
} Place;

typedef struct
{
  WabiX12Intake intake; // first
  Place place;
  const char *group;
  guint last_segment;

  WabiRemitPayment payment;
  WabiRemitClaim claim;
  WabiRemitLine line;
  guint payment_findings, claim_findings, line_findings;

  GArray *payments;
  GArray *claims;
  GArray *lines;
  GArray *provider_adjustments;
  Gathered of_claim; // also of a party of the header
  Gathered of_line;
} Remit;

static void
gathered_init (Gathered *gathered)
{
  gathered->adjustments = g_array_new (FALSE, FALSE, sizeof (WabiRemitAdjustment));
  gathered->names = g_array_new (FALSE, FALSE, sizeof (WabiX12Name));
  gathered->references = g_array_new (FALSE, FALSE, sizeof (WabiX12Reference));
  gathered->dates = g_array_new (FALSE, FALSE, sizeof (WabiX12Date));
  gathered->amounts = g_array_new (FALSE, FALSE, sizeof (WabiX12Amount));
  gathered->quantities = g_array_new (FALSE, FALSE, sizeof (WabiX12Quantity));
  gathered->remarks = g_array_new (FALSE, FALSE, sizeof (WabiRemitRemark));
  gathered->contacts = g_array_new (FALSE, FALSE, sizeof (WabiRemitContact));
}

static void
gathered_clear (Gathered *gathered)
{
  g_array_unref (gathered->adjustments);
  g_array_unref (gathered->names);
  g_array_unref (gathered->references);
  g_array_unref (gathered->dates);
  g_array_unref (gathered->amounts);
  g_array_unref (gathered->quantities);
  g_array_unref (gathered->remarks);
  g_array_unref (gathered->contacts);
}

static void
find_service_days (WabiRemitLine *line)
{
  const WabiX12Date *day = wabi_x12_find_date (line->dates, line->n_dates, "472");
  const WabiX12Date *first = wabi_x12_find_date (line->dates, line->n_dates, "150");
  const WabiX12Date *last = wabi_x12_find_date (line->dates, line->n_dates, "151");

  line->from = day != NULL ? day->from : first != NULL ? first->from : NULL;
  line->to = day != NULL ? day->to : last != NULL ? last->from : line->from;
}

static void
end_line (Remit *remit)
{
  WabiX12Arena *arena = remit->intake.arena;
  WabiRemitLine *line = &remit->line;
  Gathered *g = &remit->of_line;

  if (remit->place != IN_LINE)
    return;
  line->adjustments = wabi_x12_arena_take (arena, g->adjustments, &line->n_adjustments);
  line->references = wabi_x12_arena_take (arena, g->references, &line->n_references);
  line->dates = wabi_x12_arena_take (arena, g->dates, &line->n_dates);
  line->amounts = wabi_x12_arena_take (arena, g->amounts, &line->n_amounts);
  line->quantities = wabi_x12_arena_take (arena, g->quantities, &line->n_quantities);
  line->remarks = wabi_x12_arena_take (arena, g->remarks, &line->n_remarks);
  line->control = wabi_x12_find_reference (line->references, line->n_references, "6R");
  line->has_allowed = wabi_x12_find_amount (line->amounts, line->n_amounts, "B6", &line->allowed);
  find_service_days (line);
  line->findings = wabi_x12_intake_findings (&remit->intake, remit->line_findings, &line->n_findings);
  remit->claim.money_unreadable = remit->claim.money_unreadable || line->money_unreadable;
  g_array_append_val (remit->lines, *line);
  remit->place = IN_CLAIM;
  remit->intake.line = 0;
}

static void
end_claim (Remit *remit)
{
  WabiX12Arena *arena = remit->intake.arena;
  WabiRemitClaim *claim = &remit->claim;
  Gathered *g = &remit->of_claim;

  end_line (remit);
  if (remit->place != IN_CLAIM)
    return;
  claim->adjustments = wabi_x12_arena_take (arena, g->adjustments, &claim->n_adjustments);
  claim->names = wabi_x12_arena_take (arena, g->names, &claim->n_names);
  claim->references = wabi_x12_arena_take (arena, g->references, &claim->n_references);
  claim->dates = wabi_x12_arena_take (arena, g->dates, &claim->n_dates);
  claim->amounts = wabi_x12_arena_take (arena, g->amounts, &claim->n_amounts);
  claim->quantities = wabi_x12_arena_take (arena, g->quantities, &claim->n_quantities);
  claim->remarks = wabi_x12_arena_take (arena, g->remarks, &claim->n_remarks);
  claim->contacts = wabi_x12_arena_take (arena, g->contacts, &claim->n_contacts);
  claim->lines = wabi_x12_arena_take (arena, remit->lines, &claim->n_lines);
  claim->last_segment = remit->last_segment;
  claim->findings = wabi_x12_intake_findings (&remit->intake, remit->claim_findings, &claim->n_findings);
  remit->payment.money_unreadable = remit->payment.money_unreadable || claim->money_unreadable;
  g_array_append_val (remit->claims, *claim);
  remit->place = IN_DETAIL;
  remit->intake.claim = NULL;
  remit->intake.loop = "2000";
}

static void
end_party (Remit *remit)
{
  WabiX12Arena *arena = remit->intake.arena;
  WabiRemitParty *party = remit->place == IN_PAYER ? &remit->payment.payer : &remit->payment.payee;

  if (remit->place != IN_PAYER && remit->place != IN_PAYEE)
    return;
  party->references = wabi_x12_arena_take (arena, remit->of_claim.references, &party->n_references);
  party->contacts = wabi_x12_arena_take (arena, remit->of_claim.contacts, &party->n_contacts);
  remit->place = IN_HEADER;
  remit->intake.loop = "";
}

static Gathered *
get_gathered (Remit *remit)
{
  return remit->place == IN_LINE ? &remit->of_line : &remit->of_claim;
}

static void
mark_unreadable (Remit *remit)
{
  if (remit->place == IN_LINE)
    remit->line.money_unreadable = TRUE;
  else if (remit->place == IN_CLAIM)
    remit->claim.money_unreadable = TRUE;
  else
    remit->payment.money_unreadable = TRUE;
}

static gint64
need_cents (Remit *remit, const WabiX12Segment *segment, guint element)
{
  gint64 cents;

  if (!wabi_x12_pick_cents (&remit->intake, segment, element, TRUE, &cents))
    mark_unreadable (remit);
  return cents;
}

static gint64
may_have_cents (Remit *remit, const WabiX12Segment *segment, guint element)
{
  gint64 cents;

  if (!wabi_x12_pick_cents (&remit->intake, segment, element, FALSE, &cents))
    mark_unreadable (remit);
  return cents;
}

static void
take_bpr (Remit *remit, const WabiX12Segment *s)
{
  WabiRemitPayment *payment = &remit->payment;
  WabiX12Intake *in = &remit->intake;

  payment->handling = wabi_x12_pick (in, s, 1, 0);
  payment->amount = need_cents (remit, s, 2);
  payment->is_debit = wabi_x12_pick_char (s, 3) == 'D';
  payment->method = wabi_x12_pick (in, s, 4, 0);
  payment->originator = wabi_x12_pick (in, s, 10, 0);
  payment->receiver_bank = wabi_x12_pick (in, s, 13, 0);
  payment->receiver_account = wabi_x12_pick (in, s, 15, 0);
  payment->date = wabi_x12_pick_date (in, s, 16);
  if (payment->amount < 0)
    wabi_x12_intake_report (
        in, WABI_X12_SEVERITY_ERROR, s, 2,
        _ ("A payment cannot be negative; what is owed back belongs into a PLB segment."));
}

static void
take_trn (Remit *remit, const WabiX12Segment *s)
{
  if (remit->payment.trace != NULL)
    return;
  remit->payment.trace = wabi_x12_pick (&remit->intake, s, 2, 0);
  remit->payment.trace_originator = wabi_x12_pick (&remit->intake, s, 3, 0);
  remit->payment.trace_supplement = wabi_x12_pick (&remit->intake, s, 4, 0);
}

static void
take_n1 (Remit *remit, const WabiX12Segment *s)
{
  gboolean is_payer = wabi_x12_segment_is (s, "N1", "PR");

  end_party (remit);
  if (remit->place != IN_HEADER || (!is_payer && !wabi_x12_segment_is (s, "N1", "PE")))
    {
      wabi_x12_intake_report (&remit->intake, WABI_X12_SEVERITY_WARNING, s, 1,
                              _ ("A payer (PR) or a payee (PE) was expected; this is passed over."));
      return;
    }
  remit->place = is_payer ? IN_PAYER : IN_PAYEE;
  remit->intake.loop = is_payer ? "1000A" : "1000B";
  wabi_x12_pick_name (&remit->intake, s, is_payer ? &remit->payment.payer.name : &remit->payment.payee.name);
}

static void
take_lx (Remit *remit, const WabiX12Segment *s)
{
  end_party (remit);
  end_claim (remit);
  remit->place = IN_DETAIL;
  remit->intake.loop = "2000";
  remit->group = wabi_x12_pick (&remit->intake, s, 1, 0);
}

static void
take_clp (Remit *remit, const WabiX12Segment *s)
{
  WabiRemitClaim *claim = &remit->claim;
  WabiX12Intake *in = &remit->intake;

  end_party (remit);
  end_claim (remit);
  memset (claim, 0, sizeof *claim);
  remit->place = IN_CLAIM;
  remit->claim_findings = in->findings->len;
  claim->segment = s->number;
  claim->number = remit->claims->len + 1;
  claim->group = remit->group;
  claim->control = wabi_x12_pick (in, s, 1, 0);
  in->claim = claim->control;
  in->loop = "2100";
  claim->status = wabi_x12_pick (in, s, 2, 0);
  claim->charge = need_cents (remit, s, 3);
  claim->paid = need_cents (remit, s, 4);
  claim->patient = may_have_cents (remit, s, 5);
  claim->filing = wabi_x12_pick (in, s, 6, 0);
  claim->payer_claim = wabi_x12_pick (in, s, 7, 0);
  claim->place = wabi_x12_pick (in, s, 8, 0);
  claim->frequency = wabi_x12_pick (in, s, 9, 0);
  if (claim->control == NULL)
    wabi_x12_intake_report (in, WABI_X12_SEVERITY_ERROR, s, 1,
                            _ ("Our claim number is missing; the claim has to be found by other marks."));
}

static void
take_svc (Remit *remit, const WabiX12Segment *s)
{
  WabiRemitLine *line = &remit->line;
  WabiX12Intake *in = &remit->intake;

  end_line (remit);
  if (remit->place != IN_CLAIM)
    {
      mark_unreadable (remit);
      wabi_x12_intake_report (in, WABI_X12_SEVERITY_ERROR, s, 0,
                              _ ("A service line stands outside of a claim; this is passed over."));
      return;
    }
  memset (line, 0, sizeof *line);
  remit->place = IN_LINE;
  remit->line_findings = in->findings->len;
  line->segment = s->number;
  line->number = in->line = remit->lines->len + 1;
  in->loop = "2110";
  wabi_x12_pick_procedure (in, s, 1, &line->procedure);
  line->charge = need_cents (remit, s, 2);
  line->paid = need_cents (remit, s, 3);
  line->revenue_code = wabi_x12_pick (in, s, 4, 0);
  if (!wabi_x12_pick_hundredths (in, s, 5, &line->units))
    line->units = 100;
  wabi_x12_pick_procedure (in, s, 6, &line->submitted);
  wabi_x12_pick_hundredths (in, s, 7, &line->submitted_units);
}

static void
take_cas (Remit *remit, const WabiX12Segment *s)
{
  WabiX12Intake *in = &remit->intake;
  WabiRemitAdjustment adjustment = { .segment = s->number };

  if (remit->place != IN_CLAIM && remit->place != IN_LINE)
    {
      mark_unreadable (remit);
      wabi_x12_intake_report (in, WABI_X12_SEVERITY_ERROR, s, 0,
                              _ ("An adjustment stands outside of a claim; this is passed over."));
      return;
    }
  adjustment.group = wabi_x12_pick (in, s, 1, 0);
  if (adjustment.group == NULL)
    adjustment.group = "";
  for (guint i = 0; i < MAX_TRIPLETS; i++)
    {
      guint at = 2 + 3 * i;

      adjustment.reason = wabi_x12_pick (in, s, at, 0);
      if (adjustment.reason == NULL && wabi_x12_segment_get_element (s, at + 1).length == 0)
        continue;
      if (adjustment.reason == NULL)
        {
          wabi_x12_intake_report (in, WABI_X12_SEVERITY_ERROR, s, at,
                                  _ ("The reason of this adjustment is missing."));
          adjustment.reason = "";
        }
      adjustment.cents = need_cents (remit, s, at + 1);
      wabi_x12_pick_hundredths (in, s, at + 2, &adjustment.quantity);
      g_array_append_val (get_gathered (remit)->adjustments, adjustment);
    }
}

// PER03 to PER08 are up to three pairs of kind and number.
static void
take_per (Remit *remit, const WabiX12Segment *s)
{
  WabiX12Intake *in = &remit->intake;
  WabiRemitContact contact = { .role = wabi_x12_pick (in, s, 1, 0), .name = wabi_x12_pick (in, s, 2, 0) };

  if (contact.role == NULL)
    contact.role = "";
  for (guint i = 3; i <= 7; i += 2)
    {
      const char *number = wabi_x12_pick (in, s, i + 1, 0);

      if (number == NULL)
        continue;
      contact.kinds[contact.n_numbers] = wabi_x12_pick (in, s, i, 0);
      contact.numbers[contact.n_numbers++] = number;
    }
  g_array_append_val (remit->of_claim.contacts, contact);
}

static void
take_remark (Remit *remit, const char *kind, const char *code)
{
  WabiRemitRemark remark = { kind != NULL ? kind : "", code };

  if (code != NULL)
    g_array_append_val (get_gathered (remit)->remarks, remark);
}

static void
take_lq (Remit *remit, const WabiX12Segment *s)
{
  take_remark (remit, wabi_x12_pick (&remit->intake, s, 1, 0), wabi_x12_pick (&remit->intake, s, 2, 0));
}

static void
take_moa (Remit *remit, const WabiX12Segment *s)
{
  for (guint i = 3; i <= 7; i++)
    take_remark (remit, "HE", wabi_x12_pick (&remit->intake, s, i, 0));
}

static void
take_mia (Remit *remit, const WabiX12Segment *s)
{
  take_remark (remit, "HE", wabi_x12_pick (&remit->intake, s, 5, 0));
  for (guint i = 20; i <= 23; i++)
    take_remark (remit, "HE", wabi_x12_pick (&remit->intake, s, i, 0));
}

static void
take_plb (Remit *remit, const WabiX12Segment *s)
{
  WabiX12Intake *in = &remit->intake;
  WabiRemitProviderAdjustment adjustment = { .segment = s->number };

  end_party (remit);
  end_claim (remit);
  in->loop = "PLB";
  adjustment.provider = wabi_x12_pick (in, s, 1, 0);
  adjustment.fiscal_date = wabi_x12_pick_date (in, s, 2);
  for (guint i = 0; i < MAX_TRIPLETS; i++)
    {
      guint at = 3 + 2 * i;

      if (wabi_x12_segment_get_element (s, at).length == 0
          && wabi_x12_segment_get_element (s, at + 1).length == 0)
        continue;
      adjustment.reason = wabi_x12_pick (in, s, at, 1);
      adjustment.reference = wabi_x12_pick (in, s, at, 2);
      if (adjustment.reason == NULL)
        {
          wabi_x12_intake_report (in, WABI_X12_SEVERITY_ERROR, s, at,
                                  _ ("The reason of this adjustment is missing."));
          adjustment.reason = "";
        }
      adjustment.cents = need_cents (remit, s, at + 1);
      g_array_append_val (remit->provider_adjustments, adjustment);
    }
}

static void
take_ref (Remit *remit, const WabiX12Segment *s)
{
  if (remit->place == IN_HEADER && wabi_x12_segment_is (s, "REF", "EV"))
    remit->payment.receiver_id = wabi_x12_pick (&remit->intake, s, 2, 0);
  else if (remit->place != IN_HEADER && remit->place != IN_DETAIL)
    wabi_x12_pick_reference (&remit->intake, s, get_gathered (remit)->references);
}

static void
take_dtm (Remit *remit, const WabiX12Segment *s)
{
  if (remit->place == IN_HEADER && wabi_x12_segment_is (s, "DTM", "405"))
    remit->payment.production_date = wabi_x12_pick_date (&remit->intake, s, 2);
  else if (remit->place == IN_CLAIM || remit->place == IN_LINE)
    wabi_x12_pick_dates (&remit->intake, s, get_gathered (remit)->dates);
}

static void
take_amt (Remit *remit, const WabiX12Segment *s)
{
  if ((remit->place == IN_CLAIM || remit->place == IN_LINE)
      && !wabi_x12_pick_amount (&remit->intake, s, get_gathered (remit)->amounts))
    mark_unreadable (remit);
}

static void
take_qty (Remit *remit, const WabiX12Segment *s)
{
  if (remit->place == IN_CLAIM || remit->place == IN_LINE)
    wabi_x12_pick_quantity (&remit->intake, s, get_gathered (remit)->quantities);
}

static void
take_nm1 (Remit *remit, const WabiX12Segment *s)
{
  WabiX12Name name;

  if (remit->place != IN_CLAIM)
    {
      wabi_x12_intake_report (&remit->intake, WABI_X12_SEVERITY_WARNING, s, 0,
                              _ ("A name stands outside of a claim; this is passed over."));
      return;
    }
  wabi_x12_pick_name (&remit->intake, s, &name);
  g_array_append_val (remit->of_claim.names, name);
}

static void
take_street_or_city (Remit *remit, const WabiX12Segment *s)
{
  if (remit->place == IN_PAYER || remit->place == IN_PAYEE)
    wabi_x12_pick_name_details (&remit->intake, s,
                                remit->place == IN_PAYER ? &remit->payment.payer.name
                                                         : &remit->payment.payee.name);
}

// The commonest first.
static const struct
{
  const char *id;
  void (*take) (Remit *remit, const WabiX12Segment *segment);
} takers[] = {
  { "CAS", take_cas },           { "REF", take_ref },           { "DTM", take_dtm }, { "AMT", take_amt },
  { "SVC", take_svc },           { "NM1", take_nm1 },           { "CLP", take_clp }, { "LQ", take_lq },
  { "MOA", take_moa },           { "QTY", take_qty },           { "LX", take_lx },   { "PLB", take_plb },
  { "MIA", take_mia },           { "BPR", take_bpr },           { "TRN", take_trn }, { "N1", take_n1 },
  { "N3", take_street_or_city }, { "N4", take_street_or_city }, { "PER", take_per },
};

static void
take_segment (WabiX12Intake *intake, const WabiX12Segment *segment)
{
  Remit *remit = (Remit *)intake;

  for (guint i = 0; i < G_N_ELEMENTS (takers); i++)
    if (wabi_x12_span_equal (segment->elements[0], takers[i].id))
      {
        takers[i].take (remit, segment);
        break;
      }
  remit->last_segment = segment->number;
}

static void
begin_payment (WabiX12Intake *intake, const WabiX12Segment *st G_GNUC_UNUSED)
{
  Remit *remit = (Remit *)intake;

  memset (&remit->payment, 0, sizeof remit->payment);
  remit->payment.origin = intake->origin;
  remit->payment_findings = intake->findings->len;
  remit->place = IN_HEADER;
  remit->group = NULL;
  intake->loop = "";
}

static void
end_payment (WabiX12Intake *intake, gboolean is_complete)
{
  Remit *remit = (Remit *)intake;
  WabiRemitPayment *payment = &remit->payment;

  end_party (remit);
  end_claim (remit);
  payment->is_complete = is_complete;
  payment->claims = wabi_x12_arena_take (intake->arena, remit->claims, &payment->n_claims);
  payment->adjustments
      = wabi_x12_arena_take (intake->arena, remit->provider_adjustments, &payment->n_adjustments);
  payment->findings = wabi_x12_intake_findings (intake, remit->payment_findings, &payment->n_findings);
  g_array_append_val (remit->payments, *payment);
}

static const char *const sets[] = { "835", NULL };
static const WabiX12IntakeKind kind = { sets, begin_payment, take_segment, end_payment, NULL };

WabiRemitFile *
wabi_remit_read (const char *data, gsize length, GError **error)
{
  g_autoptr (WabiRemitFile) file = g_new0 (WabiRemitFile, 1);
  g_autofree Remit *remit = g_new0 (Remit, 1);
  gboolean good;

  file->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_x12_finding_free);
  file->arena = wabi_x12_arena_new ();
  remit->intake.findings = file->findings;
  remit->intake.arena = file->arena;
  remit->payments = g_array_new (FALSE, FALSE, sizeof (WabiRemitPayment));
  remit->claims = g_array_new (FALSE, FALSE, sizeof (WabiRemitClaim));
  remit->lines = g_array_new (FALSE, FALSE, sizeof (WabiRemitLine));
  remit->provider_adjustments = g_array_new (FALSE, FALSE, sizeof (WabiRemitProviderAdjustment));
  gathered_init (&remit->of_claim);
  gathered_init (&remit->of_line);
  good = wabi_x12_intake_run (&remit->intake, &kind, data, length, error);
  file->payments = wabi_x12_arena_take (file->arena, remit->payments, &file->n_payments);
  g_array_unref (remit->payments);
  g_array_unref (remit->claims);
  g_array_unref (remit->lines);
  g_array_unref (remit->provider_adjustments);
  gathered_clear (&remit->of_claim);
  gathered_clear (&remit->of_line);
  return good ? g_steal_pointer (&file) : NULL;
}

void
wabi_remit_file_free (WabiRemitFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->findings, g_ptr_array_unref);
  wabi_x12_arena_free (file->arena);
  g_free (file);
}
