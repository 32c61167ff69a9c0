// SPDX-License-Identifier: AGPL-3.0-or-later
// The proofs that booking and billing share: place, units of the time, and what a claim needs of client, person and payer.

#include "wabi-visit-check.h"

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
get_payer_name (const WabiVisitFacts *facts)
{
  return facts->payer_name != NULL ? facts->payer_name : _ ("The payer");
}

static gboolean
add (GPtrArray *findings, gboolean passed, const char *id, const char *title, char *detail, const char *source, const char *field,
     const char *way_on)
{
  WabiFinding *finding
      = wabi_findings_add (findings, passed ? WABI_FINDING_PASSED : WABI_FINDING_BLOCKED, id, g_strdup (title), detail);

  wabi_finding_point (finding, source, field, passed ? NULL : way_on, NULL);
  return passed;
}

gboolean
wabi_visit_check_place (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  const char *place = facts->visit.place, *name = wabi_codes_place_name (place);
  g_autofree char *title = NULL;

  if (!wabi_visit_is_billed (facts) || n == 0)
    return TRUE;
  if (is_blank (place))
    return wabi_visit_check_benefit (facts, dates, n, findings);
  if (name == NULL)
    {
      title = g_strdup_printf (_ ("Place of service %s is not known"), place);
      return add (findings, FALSE, "place-unknown", title, NULL, _ ("CMS place of service codes"), "place", "schedule");
    }
  if (!wabi_visit_check_benefit (facts, dates, n, findings))
    return FALSE;
  // Translators: a service code and a place: "97153 at Home"
  title = g_strdup_printf (_ ("%s at %s"), facts->visit.code, name);
  return add (findings, TRUE, "place", title, NULL, _ ("CMS place of service codes"), "place", NULL);
}

gboolean
wabi_visit_check_worth (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  const WabiUnitRule *rule = &facts->unit_rule;
  int minutes = wabi_visit_minutes (&facts->visit);
  g_autofree char *title = NULL, *units = NULL;

  if (!wabi_visit_is_billed (facts) || n == 0)
    return TRUE;
  units = wabi_units_dup_words (10 * dates[0].units);
  /* A further session of a day that is one unit as a whole. */
  if (dates[0].units <= 0 && rule->rounding == WABI_ROUNDING_ONE && wabi_units_count (rule, minutes) > 0)
    return add (findings, TRUE, "units-worth", _ ("The day's unit is counted already"), NULL, wabi_rounding_source (rule->rounding), "end_at", NULL);
  if (dates[0].units <= 0)
    {
      title = g_strdup_printf (_ ("%d minutes give no unit"), minutes);
      return add (findings, FALSE, "units-none", title, wabi_units_explain (rule, minutes), wabi_rounding_source (rule->rounding), "end_at",
                  "schedule");
    }
  title = g_strdup_printf (_ ("%d minutes, %s"), minutes, units);
  return add (findings, TRUE, "units-worth", title,
              rule->scope == WABI_UNIT_SCOPE_SESSION ? wabi_units_explain (rule, minutes)
                                                     : g_strdup (_ ("What it adds to the day, which the payer sums")),
              wabi_rounding_source (rule->rounding), "end_at", NULL);
}

gboolean
wabi_visit_check_diagnosis (const WabiVisitFacts *facts, GPtrArray *findings)
{
  const WabiBillingFacts *billing = &facts->billing;
  const char *principal = billing->diagnoses != NULL ? billing->diagnoses[0] : NULL;

  if (is_blank (principal))
    return add (findings, FALSE, "diagnosis-missing", _ ("No diagnosis on file"), NULL, _ ("Client"), NULL, "client/diagnosis");
  if (billing->asd_principal_required && !wabi_codes_is_asd (principal))
    return add (findings, FALSE, "diagnosis-not-asd", _ ("Autism is not the first diagnosis"),
                g_strdup_printf (_ ("First is %s; payers of ABA expect F84"), principal), _ ("Client"), NULL, "client/diagnosis");
  return add (findings, TRUE, "diagnosis", _ ("Diagnosis on file"), g_strdup (principal), _ ("Client"), NULL, NULL);
}

gboolean
wabi_visit_check_coverage (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  const WabiBillingFacts *billing = &facts->billing;

  if (billing->known && !billing->covered)
    return add (findings, FALSE, "coverage-missing", _ ("No coverage on file for that day"), NULL, _ ("Client"), NULL, "client/coverage");
  if (is_blank (billing->member_id))
    return add (findings, FALSE, "member-id-missing", _ ("Member number is missing"), NULL, facts->payer_name, NULL, "client/coverage");
  for (gsize i = 0; i < n; i++)
    if (!wabi_day_in_range (dates[i].day, billing->coverage_from, billing->coverage_to))
      return add (findings, FALSE, "coverage-not-active", _ ("Coverage was not active that day"),
                  wabi_words_day_range (billing->coverage_from, billing->coverage_to), facts->payer_name, NULL, "client/coverage");
  return add (findings, TRUE, "coverage", _ ("Covered that day"), g_strdup (facts->payer_name), facts->payer_name, NULL, NULL);
}

gboolean
wabi_visit_check_npi (const WabiVisitFacts *facts, GPtrArray *findings)
{
  const WabiBillingFacts *billing = &facts->billing;

  if (!billing->npi_required)
    return TRUE;
  if (wabi_codes_is_npi (billing->performer_npi))
    return add (findings, TRUE, "npi", _ ("NPI of who gave it is on file"), NULL, facts->payer_name, NULL, NULL);
  if (is_blank (billing->performer_npi))
    return add (findings, FALSE, "npi-missing", _ ("NPI of who gave it is missing"),
                g_strdup_printf (_ ("%s wants the person who gave the session as rendering provider"), get_payer_name (facts)),
                facts->payer_name, NULL, "staff/npi");
  return add (findings, FALSE, "npi-wrong", _ ("NPI of who gave it is not valid"), g_strdup (_ ("Its check digit is wrong")),
              facts->payer_name, NULL, "staff/npi");
}

gboolean
wabi_visit_check_fee (const WabiVisitFacts *facts, GPtrArray *findings)
{
  const WabiBillingFacts *billing = &facts->billing;
  g_autofree char *title = NULL;

  if (!billing->fee_known)
    return TRUE;
  if (billing->fee_cents >= 0)
    {
      g_autofree char *fee = wabi_money_format (billing->fee_cents);

      title = g_strdup_printf (_ ("%s for a unit"), fee);
      return add (findings, TRUE, "fee", title, g_strdup (billing->fee_source), billing->fee_source, NULL, NULL);
    }
  title = g_strdup_printf (_ ("No fee for %s"), facts->visit.code != NULL ? facts->visit.code : "");
  return add (findings, FALSE, "fee-missing", title, g_strdup (_ ("The payer's fee schedule has no line for that date")), facts->payer_name,
              NULL, "payer/fee");
}

gboolean
wabi_visit_check_filing (const WabiVisitFacts *facts, const WabiOccurrence *date, GPtrArray *findings)
{
  int days = facts->billing.filing_days, left = date->day + days - facts->today, used = facts->today - date->day;
  g_autofree char *last = wabi_words_day_year (date->day + days);
  g_autofree char *title = NULL;
  WabiFinding *finding;

  if (days <= 0)
    return TRUE;
  if (left < 0)
    {
      title = g_strdup_printf (_ ("Filing ended %s"), last);
      return add (findings, FALSE, "filing-late", title, g_strdup_printf (_ ("%s takes claims for %d days"), get_payer_name (facts), days),
                  _ ("Timely filing"), "day", "payer/filing");
    }
  title = g_strdup_printf (ngettext ("%d day left to file", "%d days left to file", left), left);
  finding = wabi_findings_add (findings, WABI_FINDING_PASSED, "filing", g_steal_pointer (&title), g_strdup_printf (_ ("Until %s"), last));
  wabi_finding_point (finding, _ ("Timely filing"), "day", NULL, NULL);
  // Alert at three quarters of the time (billing-facts section 7).
  if ((gint64)used * 4 >= (gint64)days * 3)
    finding->level = WABI_FINDING_WARNING;
  return TRUE;
}

// What a claim will need is asked when a visit is booked, while there is time to mend it: it warns there, and blocks the claim.
static gboolean
check_billing (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  gboolean ready = wabi_visit_check_coverage (facts, dates, n, findings);

  ready = wabi_visit_check_diagnosis (facts, findings) && ready;
  ready = wabi_visit_check_npi (facts, findings) && ready;
  ready = wabi_visit_check_fee (facts, findings) && ready;
  if (facts->today > dates[0].day)
    ready = wabi_visit_check_filing (facts, &dates[0], findings) && ready;
  return ready;
}

gboolean
wabi_visit_check_ready_to_bill (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  g_autoptr (GPtrArray) all = wabi_findings_new ();
  g_autoptr (GString) detail = g_string_new (NULL);
  gboolean ready;

  if (!facts->billing.known || !wabi_visit_is_billed (facts) || n == 0)
    return TRUE;
  ready = check_billing (facts, dates, n, all);
  for (guint i = 0; i < all->len; i++)
    {
      WabiFinding *finding = g_ptr_array_index (all, i);

      if (finding->level == WABI_FINDING_PASSED)
        {
          g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", finding->title);
          continue;
        }
      finding->level = WABI_FINDING_WARNING;
      g_ptr_array_add (findings, g_ptr_array_index (all, i));
      all->pdata[i] = NULL;
    }
  if (ready)
    wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_PASSED, "billing-ready", g_strdup (_ ("All that a claim needs is on file")),
                                           g_string_free (g_steal_pointer (&detail), FALSE)),
                        facts->payer_name, NULL, NULL, NULL);
  return ready;
}
