// SPDX-License-Identifier: AGPL-3.0-or-later
// The proofs that booking and billing share: what the payer pays at all, what it does not pay together, what it wants each month.

#include "wabi-visit-check.h"

#include "wabi-codes.h"
#include "wabi-words.h"

#include <glib/gi18n-lib.h>

static const char *
get_payer_name (const WabiVisitFacts *facts)
{
  return facts->payer_name != NULL ? facts->payer_name : _ ("The payer");
}

static gboolean
is_other_of_client (const WabiVisitFacts *facts, const WabiVisit *other)
{
  return wabi_visit_takes_time (other->status) && g_strcmp0 (other->client_id, facts->visit.client_id) == 0
         && (facts->visit.id == NULL || g_strcmp0 (other->id, facts->visit.id) != 0);
}

// ---- What is paid at all

static const WabiBenefit *
find_benefit (const WabiVisitFacts *facts, const char *credential)
{
  for (gsize i = 0; i < facts->n_benefits; i++)
    if (facts->benefits[i].credential == NULL || g_strcmp0 (facts->benefits[i].credential, credential) == 0)
      return &facts->benefits[i];
  return NULL;
}

static void
add_not_covered (const WabiVisitFacts *facts, const WabiBenefit *benefit, GPtrArray *findings)
{
  const char *place = wabi_codes_place_name (facts->visit.place);
  char *title;

  if (!benefit->at_place)
    // Translators: a payer and a service code: "TRICARE West does not pay 97154"
    title = g_strdup_printf (_ ("%s does not pay %s"), get_payer_name (facts), facts->visit.code);
  else if (benefit->credential != NULL)
    // Translators: "Harbor Health does not pay 97153 by RBT here: School"
    title = g_strdup_printf (_ ("%s does not pay %s by %s here: %s"), get_payer_name (facts), facts->visit.code, benefit->credential,
                             place != NULL ? place : "");
  else
    // Translators: "TRICARE West does not pay 97151 here: Telehealth, at home"
    title = g_strdup_printf (_ ("%s does not pay %s here: %s"), get_payer_name (facts), facts->visit.code, place != NULL ? place : "");
  wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_BLOCKED, benefit->at_place ? "place-not-covered" : "code-not-covered", title, NULL),
                      benefit->source, benefit->at_place ? "place" : "service_code", "schedule", NULL);
}

gboolean
wabi_visit_check_benefit (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  for (gsize i = 0; wabi_visit_is_billed (facts) && i < n; i++)
    {
      const WabiCredential *held = wabi_visit_find_credential (facts, dates[i].day);
      const WabiBenefit *benefit = find_benefit (facts, held != NULL ? held->type : NULL);

      if (benefit == NULL || benefit->covered)
        continue;
      add_not_covered (facts, benefit, findings);
      return FALSE;
    }
  return TRUE;
}

// ---- What is not paid together

// Of the pairs that the day makes, one that never passes comes before one that a modifier opens.
static const WabiNcciPair *
find_pair (const WabiVisitFacts *facts, const WabiOccurrence *date, const WabiVisit **with)
{
  const WabiNcciPair *worst = NULL;

  for (gsize i = 0; i < facts->n_visits; i++)
    {
      const WabiVisit *other = &facts->visits[i];
      const WabiNcciPair *pair;

      if (!is_other_of_client (facts, other) || wabi_zone_day (facts->zone, other->start_at) != date->day
          || (!facts->pairing.any_staff && g_strcmp0 (other->staff_id, facts->visit.staff_id) != 0))
        continue;
      pair = wabi_ncci_find (facts->pairing.pairs, facts->visit.code, other->code);
      if (pair == NULL || (worst != NULL && pair->indicator >= worst->indicator))
        continue;
      worst = pair;
      *with = other;
    }
  return worst;
}

static gboolean
add_pair (const WabiVisitFacts *facts, const WabiNcciPair *pair, const WabiVisit *with, GPtrArray *findings)
{
  const WabiPairFacts *pairing = &facts->pairing;
  WabiFindingLevel level = pairing->advisory ? WABI_FINDING_WARNING : WABI_FINDING_BLOCKED;
  WabiFinding *finding;
  char *title, *detail;

  if (pair->indicator == 0)
    {
      // Translators: two service codes: "97154 is not paid beside 97150 on one day"
      title = g_strdup_printf (_ ("%s is not paid beside %s on one day"), pair->column2, pair->column1);
      detail = g_strdup (_ ("No modifier opens this pair: one of them on another day, or by another person"));
    }
  else if (pairing->known && pairing->distinct)
    {
      level = WABI_FINDING_PASSED;
      title = g_strdup_printf (_ ("%s is paid beside %s as a distinct service"), pair->column2, pair->column1);
      detail = NULL;
    }
  else
    {
      if (!pairing->known)
        level = WABI_FINDING_WARNING;
      title = g_strdup_printf (_ ("%s beside %s needs a modifier"), pair->column2, pair->column1);
      detail = g_strdup (_ ("59, XE, XP, XS or XU, if the note shows that they were distinct services"));
    }
  finding = wabi_findings_add (findings, level, pair->indicator == 0 ? "pair-never" : "pair-distinct", title, detail);
  wabi_finding_point (finding, pairing->source, "service_code",
                      level == WABI_FINDING_PASSED                   ? NULL
                      : pair->indicator == 0 || !pairing->known ? "schedule"
                                                                     : "charge/distinct",
                      with->id);
  return level != WABI_FINDING_BLOCKED;
}

gboolean
wabi_visit_check_pairs (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  const WabiNcciPair *worst = NULL;
  const WabiVisit *with = NULL;

  for (gsize i = 0; wabi_visit_is_billed (facts) && facts->pairing.pairs != NULL && i < n; i++)
    {
      const WabiVisit *other = NULL;
      const WabiNcciPair *pair = find_pair (facts, &dates[i], &other);

      if (pair == NULL || (worst != NULL && pair->indicator >= worst->indicator))
        continue;
      worst = pair;
      with = other;
    }
  return worst == NULL || add_pair (facts, worst, with, findings);
}

// ---- What is wanted each month

static gboolean
share_month (WabiDay a, WabiDay b)
{
  int year_a, month_a, year_b, month_b;

  wabi_day_to_ymd (a, &year_a, &month_a, NULL);
  wabi_day_to_ymd (b, &year_b, &month_b, NULL);
  return year_a == year_b && month_a == month_b;
}

// In person: what was given from afar does not count.
static gboolean
is_there (const WabiVisitFacts *facts, WabiDay day)
{
  for (gsize i = 0; i < facts->n_visits; i++)
    {
      const WabiVisit *other = &facts->visits[i];

      if (is_other_of_client (facts, other) && g_strcmp0 (other->code, facts->monthly.code) == 0 && g_strcmp0 (other->place, "02") != 0
          && g_strcmp0 (other->place, "10") != 0 && share_month (wabi_zone_day (facts->zone, other->start_at), day))
        return TRUE;
    }
  return FALSE;
}

gboolean
wabi_visit_check_monthly (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  for (gsize i = 0; wabi_visit_is_billed (facts) && facts->monthly.code != NULL && i < n; i++)
    {
      if (is_there (facts, dates[i].day))
        continue;
      wabi_finding_point (
          wabi_findings_add (findings, WABI_FINDING_WARNING, "monthly-visit",
                             // Translators: a service code: "No 97155 in person this month"
                             g_strdup_printf (_ ("No %s in person in that month"), facts->monthly.code),
                             g_strdup_printf (_ ("%s cuts what it pays for the month by %d %% without one"), get_payer_name (facts), facts->monthly.percent)),
          facts->monthly.source, "start_at", "schedule", NULL);
      return FALSE;
    }
  return TRUE;
}
