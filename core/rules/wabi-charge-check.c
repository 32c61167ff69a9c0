// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a charge is ready for a claim, and each reason why it is not.

#include "wabi-charge-check.h"

#include "wabi-money.h"

#include <glib/gi18n-lib.h>

static const char *
get_payer_name (const WabiChargeFacts *facts)
{
  return facts->base.payer_name != NULL ? facts->base.payer_name : _ ("The payer");
}

static WabiFinding *
add (GPtrArray *findings, gboolean passed, const char *id, const char *title, char *detail,
     const char *way_on)
{
  WabiFinding *finding = wabi_findings_add (findings, passed ? WABI_FINDING_PASSED : WABI_FINDING_BLOCKED, id,
                                            g_strdup (title), detail);

  wabi_finding_point (finding, NULL, NULL, passed ? NULL : way_on, NULL);
  return finding;
}

static void
check_note_state (const WabiChargeFacts *facts, GPtrArray *findings)
{
  switch (facts->note)
    {
    case WABI_NOTE_SIGNED:
      add (findings, TRUE, "note-signed", _ ("Note signed"), NULL, NULL);
      return;
    case WABI_NOTE_SIGNATURE_PENDING:
      add (findings, FALSE, "note-signature-pending", _ ("Signature waits to be confirmed"),
           g_strdup (_ ("It was signed offline and counts once the server has confirmed it")), "note");
      return;
    case WABI_NOTE_RETURNED:
      add (findings, FALSE, "note-returned", _ ("Note was returned with a comment"), NULL, "note");
      return;
    case WABI_NOTE_DRAFT:
      add (findings, FALSE, "note-unsigned", _ ("Note is not signed"), NULL, "note");
      return;
    case WABI_NOTE_MISSING:
    default:
      add (findings, FALSE, "note-missing", _ ("Note is missing"), NULL, "note");
      return;
    }
}

static void
check_note (const WabiChargeFacts *facts, GPtrArray *findings)
{
  check_note_state (facts, findings);
  if (facts->note == WABI_NOTE_MISSING)
    return;
  if (facts->missing_elements != NULL && facts->missing_elements[0] != NULL)
    add (findings, FALSE, "note-incomplete", _ ("Note lacks what the payer requires"),
         g_strjoinv (", ", (char **)facts->missing_elements), "note");
  else
    add (findings, TRUE, "note-complete", _ ("Note complete"), NULL, NULL);
  if (!facts->guardian_signature_required)
    return;
  if (facts->guardian_signed)
    add (findings, TRUE, "guardian-signed", _ ("Guardian has signed"), NULL, NULL);
  else
    add (findings, FALSE, "guardian-unsigned", _ ("Guardian has not signed"),
         g_strdup_printf (_ ("%s requires it"), get_payer_name (facts)), "note/guardian");
}

static int
get_minutes (const WabiChargeFacts *facts)
{
  return facts->minutes > 0 ? facts->minutes : wabi_visit_minutes (&facts->base.visit);
}

static void
check_charge_units (const WabiChargeFacts *facts, GPtrArray *findings)
{
  const WabiUnitRule *rule = &facts->base.unit_rule;
  int minutes = get_minutes (facts);
  int due = facts->allotted_tenths >= 0 ? facts->allotted_tenths : wabi_units_tenths (rule, minutes);
  g_autofree char *due_words = wabi_units_dup_words (due);
  g_autofree char *charged = wabi_units_dup_words (facts->charge_tenths);
  g_autofree char *title = NULL;
  char *arithmetic = facts->allotted_tenths >= 0
                         ? g_strdup_printf (_ ("%s of the day's total fall on this session"), due_words)
                         : wabi_units_explain (rule, minutes);
  WabiFinding *finding;

  if (due != facts->charge_tenths)
    {
      title = g_strdup_printf (_ ("%s charged, %d minutes give %s"), charged, minutes, due_words);
      finding = add (findings, FALSE, "units-disagree", title, arithmetic, "charge/units");
    }
  else if (due == 0)
    {
      title = g_strdup_printf (_ ("%d minutes give no unit"), minutes);
      finding = add (findings, FALSE, "units-none", title, arithmetic, "schedule");
    }
  else
    {
      title = g_strdup_printf (_ ("%d minutes, %s"), minutes, charged);
      finding = add (findings, TRUE, "units-agree", title, arithmetic, NULL);
    }
  wabi_finding_point (finding, wabi_rounding_source (rule->rounding), "units", NULL, NULL);
}

static void
check_amount (const WabiChargeFacts *facts, GPtrArray *findings)
{
  g_autofree char *fee = wabi_money_format (facts->base.billing.fee_cents);
  g_autofree char *charged = wabi_money_format (facts->charge_cents);
  g_autofree char *title = NULL, *due_words = NULL;
  gint64 due;

  if (facts->base.billing.fee_cents < 0)
    {
      wabi_visit_check_fee (&facts->base, findings);
      return;
    }
  if (!wabi_money_times_tenths (facts->base.billing.fee_cents, facts->charge_tenths, &due) || due != facts->charge_cents
      || facts->charge_cents <= 0)
    {
      title = g_strdup_printf (_ ("Charge of %s does not agree with the fee"), charged);
      wabi_finding_point (add (findings, FALSE, "amount-disagrees", title,
                               g_strdup_printf (_ ("%s for a unit"), fee), "charge/amount"),
                          facts->base.billing.fee_source, "amount", NULL, NULL);
      return;
    }
  due_words = wabi_units_dup_words (facts->charge_tenths);
  title = g_strdup_printf ("%s × %s = %s", fee, due_words, charged);
  wabi_finding_point (add (findings, TRUE, "amount-agrees", title, g_strdup (facts->base.billing.fee_source), NULL),
                      facts->base.billing.fee_source, "amount", NULL, NULL);
}

static void
check_overlap (const WabiChargeFacts *facts, const WabiOccurrence *date, GPtrArray *findings)
{
  wabi_visit_check_staff_time (&facts->base, date, 1, findings);
  wabi_visit_check_client_time (&facts->base, date, 1, findings);
  wabi_visit_check_concurrency (&facts->base, date, 1, findings);
}

// The pace of an authorization matters when booking; what was delivered is billed as long as units were left.
static void
calm_pace (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      WabiFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->id, "units-left"))
        finding->level = WABI_FINDING_PASSED;
    }
}

// Booking on an authorization that the payer has not decided was a warning; billing on it is not possible.
static void
refuse_pending (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      WabiFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->id, "authorization-schedule-only"))
        finding->level = WABI_FINDING_BLOCKED;
    }
}

// What a payer says of coverage (271) is no decision about a claim, and is often corrected afterwards: it never keeps a claim back. That an answer
// is old or wants a person's eye is said where visits are booked, not on each charge.
static void
check_eligibility (const WabiVisitFacts *base, const WabiOccurrence *date, GPtrArray *findings)
{
  g_autoptr (GPtrArray) told = wabi_findings_new ();

  wabi_visit_check_eligibility (base, date, 1, told);
  for (guint i = 0; i < told->len; i++)
    {
      WabiFinding *finding = g_ptr_array_index (told, i);

      if (finding->level == WABI_FINDING_WARNING)
        continue;
      finding->level = MIN (finding->level, WABI_FINDING_WARNING);
      g_ptr_array_add (findings, finding);
      told->pdata[i] = NULL;
    }
}

GPtrArray *
wabi_charge_check (const WabiChargeFacts *facts)
{
  GPtrArray *findings = wabi_findings_new ();
  WabiChargeFacts judged = *facts;
  WabiVisitFacts *base = &judged.base;
  WabiOccurrence date;

  if (facts->charge_tenths > 0)
    base->visit.units = (facts->charge_tenths + 9) / 10;
  base->billing.fee_known = TRUE;
  date = wabi_visit_make_occurrence (base, 0);
  check_note (&judged, findings);
  check_charge_units (&judged, findings);
  check_overlap (&judged, &date, findings);
  wabi_visit_check_authorization (base, &date, 1, findings);
  wabi_visit_check_units (base, &date, 1, findings);
  wabi_visit_check_staff (base, &date, 1, findings);
  wabi_visit_check_place (base, &date, 1, findings);
  wabi_visit_check_npi (base, findings);
  wabi_visit_check_day_limit (base, &date, 1, findings);
  wabi_visit_check_pairs (base, &date, 1, findings);
  wabi_visit_check_monthly (base, &date, 1, findings);
  wabi_visit_check_usual (base, &date, 1, findings);
  wabi_visit_check_diagnosis (base, findings);
  wabi_visit_check_coverage (base, &date, 1, findings);
  check_eligibility (base, &date, findings);
  check_amount (&judged, findings);
  wabi_visit_check_filing (base, &date, findings);
  calm_pace (findings);
  refuse_pending (findings);
  return findings;
}

gboolean
wabi_charge_is_ready (const GPtrArray *findings)
{
  return wabi_findings_worst (findings) != WABI_FINDING_BLOCKED;
}
