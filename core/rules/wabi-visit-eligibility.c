// SPDX-License-Identifier: AGPL-3.0-or-later
// What the payer's answers about a client's coverage (271) say of the day of a visit.

#include "wabi-visit-check.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>

// The worse, the later.
typedef enum
{
  SILENT, // says nothing of that day
  COVERED,
  STALE, // covered, but asked about in an earlier month
  CHANGED,
  UNTIL, // the payer named an end that was still to come: it may have been moved
  UNKNOWN,
  NOT_BEGUN,
  NOT_ACTIVE,
  ENDED,
} Verdict;

static WabiDay
find_month (WabiDay day)
{
  int year, month;

  wabi_day_to_ymd (day, &year, &month, NULL);
  return wabi_day_from_ymd (year, month, 1);
}

static Verdict
judge_active (const WabiToldCoverage *told, WabiDay day)
{
  if (told->from != WABI_DAY_NONE && day < told->from)
    return told->from > told->told ? NOT_BEGUN : SILENT;
  if (told->to != WABI_DAY_NONE && day > told->to)
    return told->to < told->told ? ENDED : UNTIL;
  // Without dates it stands for the month in which it was said, and for what follows.
  return told->from == WABI_DAY_NONE && day < find_month (told->told) ? SILENT : COVERED;
}

static Verdict
judge_inactive (const WabiToldCoverage *told, WabiDay day)
{
  if (told->from != WABI_DAY_NONE && told->from > told->told)
    return day < told->from ? NOT_BEGUN : UNKNOWN;
  if (told->to != WABI_DAY_NONE && day > told->to)
    return ENDED;
  // What had ended by then was there before.
  if (told->to != WABI_DAY_NONE && (told->from == WABI_DAY_NONE || day >= told->from))
    return COVERED;
  return day >= told->told ? NOT_ACTIVE : SILENT;
}

static Verdict
judge_one (const WabiToldCoverage *told, WabiDay day)
{
  switch (told->state)
    {
    case WABI_TOLD_ACTIVE:
      return judge_active (told, day);
    case WABI_TOLD_INACTIVE:
      return judge_inactive (told, day);
    case WABI_TOLD_NOTHING:
    default:
      return SILENT;
    }
}

// The newest answer that says something of @day. That a plan begins later takes nothing away from what was said of the one before it.
static Verdict
judge_day (const WabiEligibilityFacts *facts, WabiDay today, WabiDay day, const WabiToldCoverage **by)
{
  const WabiToldCoverage *later = NULL;

  for (gsize i = 0; i < facts->n_answers; i++)
    {
      const WabiToldCoverage *told = &facts->answers[i];
      Verdict verdict = judge_one (told, day);

      if (verdict == NOT_BEGUN && later == NULL)
        later = told;
      if (verdict == SILENT || verdict == NOT_BEGUN)
        continue;
      *by = told;
      if (verdict == COVERED && facts->changed != NULL)
        return CHANGED;
      return verdict == COVERED && told->told < find_month (MIN (day, today)) ? STALE : verdict;
    }
  if (later == NULL && facts->n_answers > 0)
    *by = &facts->answers[0];
  else
    *by = later;
  if (later != NULL)
    return NOT_BEGUN;
  return facts->n_answers > 0 && facts->answers[0].state == WABI_TOLD_NOTHING ? UNKNOWN : SILENT;
}

static char *
describe_last (const WabiEligibilityFacts *facts, const WabiToldCoverage *told)
{
  g_autofree char *asked = facts->asked != WABI_DAY_NONE ? wabi_words_day (facts->asked) : NULL;
  g_autofree char *last = told != NULL ? wabi_words_day_year (told->told) : NULL;

  if (asked != NULL)
    return g_strdup_printf (_ ("The payer was asked on %s, and has not answered yet"), asked);
  return last != NULL ? g_strdup_printf (_ ("Last checked %s. Check it again."), last) : g_strdup (_ ("The payer was never asked. Check it."));
}

static const char *
name_finding (Verdict verdict)
{
  static const char *const ids[] = { [SILENT] = "eligibility-unchecked",   [COVERED] = "eligibility",         [STALE] = "eligibility-unchecked",
                                     [CHANGED] = "eligibility-changed",    [UNTIL] = "eligibility-until",     [UNKNOWN] = "eligibility-unclear",
                                     [NOT_BEGUN] = "eligibility-not-begun", [NOT_ACTIVE] = "eligibility-not-active", [ENDED] = "eligibility-ended" };

  return ids[verdict];
}

static char *
title_finding (const WabiVisitFacts *facts, Verdict verdict, const WabiToldCoverage *told, WabiDay day)
{
  g_autofree char *from = told != NULL && told->from != WABI_DAY_NONE ? wabi_words_day_year (told->from) : NULL;
  g_autofree char *to = told != NULL && told->to != WABI_DAY_NONE ? wabi_words_day_year (told->to) : NULL;

  switch (verdict)
    {
    case COVERED:
      return g_strdup (_ ("Coverage active"));
    case CHANGED:
      // Translators: what a payer's answer changed: "Coverage: it is another plan"
      return g_strdup_printf (_ ("Coverage: %s"), facts->eligibility.changed);
    case UNTIL:
      return g_strdup_printf (_ ("Coverage told until %s only"), to);
    case UNKNOWN:
      return g_strdup (_ ("No clear answer about the coverage"));
    case NOT_BEGUN:
      return g_strdup_printf (_ ("Coverage begins %s"), from);
    case NOT_ACTIVE:
      return g_strdup (_ ("Coverage not active"));
    case ENDED:
      return g_strdup_printf (_ ("Coverage ended %s"), to);
    case SILENT:
    case STALE:
    default:
      return g_strdup (find_month (day) < find_month (facts->today) ? _ ("Coverage not checked for that month") : _ ("Coverage not checked this month"));
    }
}

static char *
detail_finding (const WabiEligibilityFacts *facts, Verdict verdict, const WabiToldCoverage *told)
{
  switch (verdict)
    {
    case COVERED:
      return g_strdup (told->plan);
    case CHANGED:
      return g_strdup (facts->remedy);
    case UNTIL:
      return g_strdup (_ ("Check it again when that day is near."));
    case NOT_BEGUN:
    case NOT_ACTIVE:
    case ENDED:
      return g_strdup (_ ("Ask the family for the new plan, or check it again."));
    case UNKNOWN:
    case SILENT:
    case STALE:
    default:
      return describe_last (facts, told);
    }
}

static void
add_verdict (const WabiVisitFacts *facts, Verdict verdict, const WabiToldCoverage *told, WabiDay day, GPtrArray *findings)
{
  WabiFindingLevel level = verdict == COVERED ? WABI_FINDING_PASSED : verdict >= NOT_BEGUN ? WABI_FINDING_BLOCKED : WABI_FINDING_WARNING;
  const char *payer = facts->payer_name != NULL ? facts->payer_name : _ ("The payer");
  g_autofree char *when = told != NULL ? wabi_words_day_year (told->told) : NULL;
  // Translators: who said it, and when: "Harbor Health, 271 of Nov 3, 2026"
  g_autofree char *source = when != NULL ? g_strdup_printf (_ ("%s, 271 of %s"), payer, when) : g_strdup (payer);

  wabi_finding_point (wabi_findings_add (findings, level, name_finding (verdict), title_finding (facts, verdict, told, day),
                                         detail_finding (&facts->eligibility, verdict, told)),
                      source, "client_id", verdict == COVERED ? NULL : "client/coverage", facts->visit.client_id);
}

gboolean
wabi_visit_check_eligibility (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  const WabiToldCoverage *worst_told = NULL;
  Verdict worst = COVERED;
  WabiDay day = WABI_DAY_NONE;

  if (!facts->eligibility.known || facts->visit.client_id == NULL || facts->visit.code == NULL || *facts->visit.code == '\0' || n == 0)
    return TRUE;
  for (gsize i = 0; i < n; i++)
    {
      const WabiToldCoverage *told = NULL;
      Verdict verdict = judge_day (&facts->eligibility, facts->today, dates[i].day, &told);

      // Nothing at all is as bad as what is too old.
      verdict = verdict == SILENT ? STALE : verdict;
      if (i > 0 && verdict <= worst)
        continue;
      worst = verdict;
      worst_told = told;
      day = dates[i].day;
    }
  add_verdict (facts, worst, worst_told, day, findings);
  return worst == COVERED;
}
