// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a charge is ready for a claim, and each reason why it is not.

#include "wabi-charge-check.h"

#include "wabi-codes.h"
#include "wabi-money.h"
#include "wabi-words.h"

#include <glib/gi18n-lib.h>

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

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
  g_autofree char *fee = wabi_money_format (facts->fee_cents);
  g_autofree char *charged = wabi_money_format (facts->charge_cents);
  g_autofree char *title = NULL, *due_words = NULL;
  gint64 due;

  if (facts->fee_cents < 0)
    {
      title = g_strdup_printf (_ ("No fee for %s"),
                               facts->base.visit.code != NULL ? facts->base.visit.code : "");
      add (findings, FALSE, "fee-missing", title,
           g_strdup (_ ("The payer's fee schedule has no line for that date")), "payer/fee");
      return;
    }
  if (!wabi_money_times_tenths (facts->fee_cents, facts->charge_tenths, &due) || due != facts->charge_cents
      || facts->charge_cents <= 0)
    {
      title = g_strdup_printf (_ ("Charge of %s does not agree with the fee"), charged);
      wabi_finding_point (add (findings, FALSE, "amount-disagrees", title,
                               g_strdup_printf (_ ("%s for a unit"), fee), "charge/amount"),
                          facts->fee_source, "amount", NULL, NULL);
      return;
    }
  due_words = wabi_units_dup_words (facts->charge_tenths);
  title = g_strdup_printf ("%s × %s = %s", fee, due_words, charged);
  wabi_finding_point (add (findings, TRUE, "amount-agrees", title, g_strdup (facts->fee_source), NULL),
                      facts->fee_source, "amount", NULL, NULL);
}

static void
check_npi (const WabiChargeFacts *facts, GPtrArray *findings)
{
  if (!facts->npi_required)
    return;
  if (wabi_codes_is_npi (facts->performer_npi))
    add (findings, TRUE, "npi", _ ("NPI of who gave it is on file"), NULL, NULL);
  else if (is_blank (facts->performer_npi))
    add (findings, FALSE, "npi-missing", _ ("NPI of who gave it is missing"),
         g_strdup_printf (_ ("%s wants the person who gave the session as rendering provider"),
                          get_payer_name (facts)),
         "staff/npi");
  else
    add (findings, FALSE, "npi-wrong", _ ("NPI of who gave it is not valid"),
         g_strdup (_ ("Its check digit is wrong")), "staff/npi");
}

static void
check_client (const WabiChargeFacts *facts, const WabiOccurrence *date, GPtrArray *findings)
{
  const char *principal = facts->diagnoses != NULL ? facts->diagnoses[0] : NULL;

  if (is_blank (principal))
    add (findings, FALSE, "diagnosis-missing", _ ("No diagnosis on file"), NULL, "client/diagnosis");
  else if (facts->asd_principal_required && !wabi_codes_is_asd (principal))
    add (findings, FALSE, "diagnosis-not-asd", _ ("Autism is not the first diagnosis"),
         g_strdup_printf (_ ("First is %s; payers of ABA expect F84"), principal), "client/diagnosis");
  else
    add (findings, TRUE, "diagnosis", _ ("Diagnosis on file"), g_strdup (principal), NULL);
  if (is_blank (facts->member_id))
    add (findings, FALSE, "member-id-missing", _ ("Member number is missing"), NULL, "client/coverage");
  else if (!wabi_day_in_range (date->day, facts->coverage_from, facts->coverage_to))
    add (findings, FALSE, "coverage-not-active", _ ("Coverage was not active that day"),
         wabi_words_day_range (facts->coverage_from, facts->coverage_to), "client/coverage");
  else
    add (findings, TRUE, "coverage", _ ("Covered that day"), g_strdup (facts->base.payer_name), NULL);
}

static void
check_filing (const WabiChargeFacts *facts, const WabiOccurrence *date, GPtrArray *findings)
{
  int left = date->day + facts->filing_days - facts->base.today;
  int used = facts->base.today - date->day;
  g_autofree char *last = wabi_words_day_year (date->day + facts->filing_days);
  g_autofree char *title = NULL;
  WabiFinding *finding;

  if (facts->filing_days <= 0)
    return;
  if (left < 0)
    {
      title = g_strdup_printf (_ ("Filing ended %s"), last);
      finding = add (
          findings, FALSE, "filing-late", title,
          g_strdup_printf (_ ("%s takes claims for %d days"), get_payer_name (facts), facts->filing_days),
          "payer/filing");
    }
  else
    {
      title = g_strdup_printf (ngettext ("%d day left to file", "%d days left to file", left), left);
      finding = add (findings, TRUE, "filing", title, g_strdup_printf (_ ("Until %s"), last), NULL);
      // Alert at three quarters of the time (billing-facts section 7).
      if ((gint64)used * 4 >= (gint64)facts->filing_days * 3)
        finding->level = WABI_FINDING_WARNING;
    }
  wabi_finding_point (finding, _ ("Timely filing"), "day", NULL, NULL);
}

static void
check_overlap (const WabiChargeFacts *facts, const WabiOccurrence *date, GPtrArray *findings)
{
  gboolean free = wabi_visit_check_staff_time (&facts->base, date, 1, findings);

  free = wabi_visit_check_client_time (&facts->base, date, 1, findings) && free;
  if (free)
    add (findings, TRUE, "no-overlap", _ ("No overlap for client or staff"), NULL, NULL);
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

GPtrArray *
wabi_charge_check (const WabiChargeFacts *facts)
{
  GPtrArray *findings = wabi_findings_new ();
  WabiVisitFacts base = facts->base;
  WabiOccurrence date;

  if (facts->charge_tenths > 0)
    base.visit.units = (facts->charge_tenths + 9) / 10;
  date = wabi_visit_make_occurrence (&base, 0);
  check_note (facts, findings);
  check_charge_units (facts, findings);
  check_overlap (facts, &date, findings);
  wabi_visit_check_authorization (&base, &date, 1, findings);
  wabi_visit_check_units (&base, &date, 1, findings);
  wabi_visit_check_staff (&base, &date, 1, findings);
  check_npi (facts, findings);
  wabi_visit_check_day_limit (&base, &date, 1, findings);
  check_client (facts, &date, findings);
  check_amount (facts, findings);
  check_filing (facts, &date, findings);
  calm_pace (findings);
  return findings;
}

gboolean
wabi_charge_is_ready (const GPtrArray *findings)
{
  return wabi_findings_worst (findings) != WABI_FINDING_BLOCKED;
}
