// SPDX-License-Identifier: AGPL-3.0-or-later
// The proofs that booking and billing share: authorization, units left, units a day and overlap.

#include "wabi-visit-check.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const WabiVisitFacts *facts;
  const WabiOccurrence *dates;
  gsize n;
  const WabiAuthorization **picks; // one for each date, NULL where none covers
} Plan;

static int
sum_picked (const Plan *plan, const WabiAuthorization *auth, WabiDay from, WabiDay to)
{
  int units = 0;

  for (gsize i = 0; i < plan->n; i++)
    if (plan->picks[i] == auth && wabi_day_in_range (plan->dates[i].day, from, to))
      units += plan->dates[i].units;
  return units;
}

static gboolean
shares_units (const WabiAuthorization *auth, const char *family)
{
  return family != NULL && g_strcmp0 (auth->family != NULL ? auth->family : auth->id, family) == 0;
}

static int
count_visit_units (const WabiVisitFacts *facts, const WabiVisit *visit)
{
  return visit->units > 0 || visit->units_known ? visit->units
                                                : wabi_units_count (&facts->unit_rule, wabi_visit_minutes (visit));
}

static gboolean
is_other_of_client (const WabiVisitFacts *facts, const WabiVisit *other)
{
  return wabi_visit_takes_time (other->status) && g_strcmp0 (other->client_id, facts->visit.client_id) == 0
         && (other->id == NULL || g_strcmp0 (other->id, facts->visit.id) != 0);
}

// What the period holds already: what the caller counted for the first date's period, or what the visits
// show.
static int
count_period_use (const Plan *plan, const WabiAuthorization *auth, const WabiAuthLimit *limit, WabiDay from,
                  WabiDay to)
{
  int seen = 0, told = 0;

  for (gsize i = 0; i < plan->facts->n_visits; i++)
    {
      const WabiVisit *other = &plan->facts->visits[i];

      if (is_other_of_client (plan->facts, other) && wabi_auth_limit_covers (limit, other->code)
          && (other->authorization == NULL || shares_units (auth, other->authorization))
          && wabi_day_in_range (wabi_zone_day (plan->facts->zone, other->start_at), from, to))
        seen += count_visit_units (plan->facts, other);
    }
  if (wabi_day_in_range (plan->dates[0].day, from, to))
    told = limit->delivered + limit->scheduled;
  return MAX (seen, told);
}

static gint64
get_room (const Plan *plan, const WabiAuthorization *auth)
{
  const WabiAuthLimit *limit = wabi_auth_find_limit (auth, plan->facts->visit.code, WABI_AUTH_TOTAL);

  if (limit == NULL)
    return G_MAXINT;
  return (gint64)wabi_auth_remaining (limit) - sum_picked (plan, auth, WABI_DAY_NONE, WABI_DAY_NONE);
}

static gboolean
has_room (const Plan *plan, const WabiAuthorization *auth, const WabiOccurrence *date)
{
  if (get_room (plan, auth) < date->units)
    return FALSE;
  for (gsize i = 0; i < auth->n_limits; i++)
    {
      const WabiAuthLimit *limit = &auth->limits[i];
      WabiDay from, to;

      if (limit->period == WABI_AUTH_TOTAL || !wabi_auth_limit_covers (limit, plan->facts->visit.code))
        continue;
      wabi_auth_period_range (auth, limit->period, date->day, &from, &to);
      if ((gint64)count_period_use (plan, auth, limit, from, to) + sum_picked (plan, auth, from, to) + date->units
          > limit->approved)
        return FALSE;
    }
  return TRUE;
}

static gboolean
ends_before (const WabiAuthorization *a, const WabiAuthorization *b)
{
  return a->to != WABI_DAY_NONE && (b->to == WABI_DAY_NONE || a->to < b->to);
}

// The first difference counts: room, what the visit was booked on, approved before pending, the earlier end.
static gboolean
is_better (const Plan *plan, const WabiAuthorization *auth, gboolean fits, const WabiAuthorization *best,
           gboolean best_fits)
{
  gboolean own = shares_units (auth, plan->facts->visit.authorization);
  gboolean best_own = shares_units (best, plan->facts->visit.authorization);

  if (fits != best_fits)
    return fits;
  if (own != best_own)
    return own;
  if (auth->status != best->status)
    return auth->status == WABI_AUTH_APPROVED;
  return fits ? ends_before (auth, best) : get_room (plan, auth) > get_room (plan, best);
}

static const WabiAuthorization *
pick_authorization (const Plan *plan, const WabiOccurrence *date)
{
  const WabiAuthorization *best = NULL;
  gboolean best_fits = FALSE;

  for (gsize i = 0; i < plan->facts->n_authorizations; i++)
    {
      const WabiAuthorization *auth = &plan->facts->authorizations[i];
      gboolean fits;

      if (!wabi_auth_may_book (auth, plan->facts->visit.code, date->day))
        continue;
      fits = has_room (plan, auth, date);
      if (best == NULL || is_better (plan, auth, fits, best, best_fits))
        {
          best = auth;
          best_fits = fits;
        }
    }
  return best;
}

static void
make_plan (Plan *plan, const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n)
{
  *plan = (Plan){ .facts = facts, .dates = dates, .n = n, .picks = g_new0 (const WabiAuthorization *, n) };
  for (gsize i = 0; i < n; i++)
    plan->picks[i] = pick_authorization (plan, &dates[i]);
}

// Why no authorization covers @day, by what tells the most: pending, ended, not begun, denied, without the
// code.
static const char *
diagnose (const WabiVisitFacts *facts, WabiDay day, const WabiAuthorization **culprit)
{
  static const char *const ids[]
      = { "authorization-pending", "authorization-expired",      "authorization-not-started",
          "authorization-denied",  "authorization-code-missing", "authorization-missing" };
  gsize worst = G_N_ELEMENTS (ids) - 1;

  *culprit = NULL;
  for (gsize i = 0; i < facts->n_authorizations; i++)
    {
      const WabiAuthorization *auth = &facts->authorizations[i];
      gboolean in_range = wabi_day_in_range (day, auth->from, auth->to);
      gboolean has_code = wabi_auth_has_code (auth, facts->visit.code);
      gsize reason = G_N_ELEMENTS (ids) - 1;

      gboolean bookable = auth->status == WABI_AUTH_APPROVED || (auth->status == WABI_AUTH_REQUESTED && auth->schedule_only);

      if (has_code && auth->status == WABI_AUTH_REQUESTED && !bookable)
        reason = 0;
      else if (has_code && bookable && !in_range)
        reason = auth->to != WABI_DAY_NONE && auth->to < day ? 1 : 2;
      else if (has_code && in_range)
        reason = 3;
      else if (!has_code && in_range && auth->status == WABI_AUTH_APPROVED)
        reason = 4;
      if (reason < worst || (reason == worst && reason == 1 && (*culprit)->to < auth->to))
        {
          worst = reason;
          *culprit = auth;
        }
    }
  return ids[worst];
}

static char *
title_problem (const WabiVisitFacts *facts, const char *id, const WabiAuthorization *auth)
{
  const char *number = auth != NULL && auth->number != NULL ? auth->number : "";
  g_autofree char *first = auth != NULL ? wabi_words_day_year (auth->from) : NULL;
  g_autofree char *last = auth != NULL ? wabi_words_day_year (auth->to) : NULL;

  if (g_str_equal (id, "authorization-pending"))
    return g_strdup_printf (_ ("Authorization %s is not approved yet"), number);
  if (g_str_equal (id, "authorization-expired"))
    return g_strdup_printf (_ ("Authorization %s ended %s"), number, last);
  if (g_str_equal (id, "authorization-not-started"))
    return g_strdup_printf (_ ("Authorization %s starts %s"), number, first);
  if (g_str_equal (id, "authorization-denied"))
    return g_strdup_printf (_ ("Authorization %s was not granted"), number);
  if (g_str_equal (id, "authorization-code-missing"))
    return g_strdup_printf (_ ("Authorization %s does not cover %s"), number, facts->visit.code);
  return g_strdup_printf (_ ("No authorization for %s"), facts->visit.code);
}

static void
add_authorization_problem (const Plan *plan, GPtrArray *findings)
{
  const WabiAuthorization *culprit = NULL;
  const char *id = "authorization-missing";
  WabiFinding *finding;
  g_autofree char *day = NULL, *source = NULL;
  guint missing = 0;

  for (gsize i = 0; i < plan->n; i++)
    {
      if (plan->picks[i] != NULL)
        continue;
      if (missing++ == 0)
        {
          id = diagnose (plan->facts, plan->dates[i].day, &culprit);
          day = wabi_words_day (plan->dates[i].day);
        }
    }
  finding = wabi_findings_add (
      findings, WABI_FINDING_BLOCKED, id, title_problem (plan->facts, id, culprit),
      plan->n > 1 ? g_strdup_printf (_ ("%u of %u dates, first on %s"), missing, (guint)plan->n, day)
                  : g_strdup_printf (_ ("Needed on %s"), day));
  if (culprit != NULL && culprit->number != NULL)
    source = g_strdup_printf (_ ("Authorization %s"), culprit->number);
  wabi_finding_point (finding, source != NULL ? source : plan->facts->payer_name, "code", "authorization",
                      culprit != NULL ? culprit->id : NULL);
}

static gboolean
is_first_pick (const Plan *plan, gsize index)
{
  for (gsize i = 0; i < index; i++)
    if (plan->picks[i] == plan->picks[index])
      return FALSE;
  return plan->picks[index] != NULL;
}

static void
add_authorization_passed (const Plan *plan, GPtrArray *findings)
{
  GString *numbers = g_string_new (NULL), *detail = g_string_new (NULL);
  WabiFinding *finding;
  guint count = 0;

  for (gsize i = 0; i < plan->n; i++)
    {
      const WabiAuthorization *auth = plan->picks[i];
      g_autofree char *range = NULL;

      if (!is_first_pick (plan, i))
        continue;
      range = wabi_words_day_range (auth->from, auth->to);
      g_string_append_printf (numbers, "%s%s", count > 0 ? ", " : "",
                              auth->number != NULL ? auth->number : "");
      if (count++ > 0)
        g_string_append (detail, " · ");
      else if (auth->payer_name != NULL)
        g_string_append_printf (detail, "%s · ", auth->payer_name);
      g_string_append (detail, range);
    }
  finding = wabi_findings_add (
      findings, WABI_FINDING_PASSED, "authorization",
      g_strdup_printf (ngettext ("Authorization %s covers %s", "Authorizations %s cover %s", count),
                       numbers->str, plan->facts->visit.code),
      g_string_free (detail, FALSE));
  wabi_finding_point (finding, NULL, "code", NULL, plan->picks[0] != NULL ? plan->picks[0]->id : NULL);
  g_string_free (numbers, TRUE);
}

static char *
name_period (const WabiAuthLimit *limit, WabiDay from)
{
  g_autofree char *day = wabi_words_day (from);

  if (limit->period == WABI_AUTH_WEEK)
    return g_strdup_printf (_ ("the week from %s"), day);
  if (limit->period == WABI_AUTH_MONTH)
    return g_strdup_printf (_ ("the month from %s"), day);
  return g_strdup (day);
}

// Booked while the payer decides: it may be held, and is billed when the authorization is approved.
static void
tell_pending (const Plan *plan, GPtrArray *findings)
{
  for (gsize i = 0; i < plan->n; i++)
    {
      const WabiAuthorization *auth = plan->picks[i];
      WabiFinding *finding;

      if (auth->status == WABI_AUTH_APPROVED)
        continue;
      finding = wabi_findings_add (findings, WABI_FINDING_WARNING, "authorization-schedule-only",
                                   g_strdup (_ ("Booked on an authorization that is not approved yet")),
                                   g_strdup (_ ("It is not billed before the payer has approved it")));
      wabi_finding_point (finding, auth->payer_name, "code", "authorization", auth->id);
      return;
    }
}

static gboolean
check_period (const Plan *plan, const WabiAuthorization *auth, const WabiAuthLimit *limit,
              GPtrArray *findings)
{
  g_autofree char *source
      = g_strdup_printf (_ ("Authorization %s"), auth->number != NULL ? auth->number : "");
  g_autofree char *period = NULL;
  int used = 0, asked = 0;
  WabiFinding *finding;
  gboolean enough = TRUE;

  for (gsize i = 0; i < plan->n && enough; i++)
    {
      WabiDay from, to;

      if (plan->picks[i] != auth)
        continue;
      wabi_auth_period_range (auth, limit->period, plan->dates[i].day, &from, &to);
      used = count_period_use (plan, auth, limit, from, to);
      asked = sum_picked (plan, auth, from, to);
      g_free (period);
      period = name_period (limit, from);
      enough = (gint64)used + asked <= limit->approved;
    }
  finding = wabi_findings_add (
      findings, enough ? WABI_FINDING_PASSED : WABI_FINDING_BLOCKED,
      enough ? "units-period" : "units-period-short",
      // Translators: "Units: 52 of 48 in the week from Mar 9"
      g_strdup_printf (_ ("Units: %'d of %'d in %s"), used + asked, limit->approved, period),
      g_strdup_printf (_ ("%'d given or booked · %'d asked"), used, asked));
  wabi_finding_point (finding, source, "end_at", enough ? NULL : "authorization", auth->id);
  finding->bar = (WabiFindingBar){ .booked = used, .proposed = asked, .total = limit->approved };
  return enough;
}

static void
append_pace (GString *words, const WabiAuthPace *pace)
{
  if (pace->verdict == WABI_AUTH_OVER_PACE)
    g_string_append_printf (words, _ (" · ahead of pace by %d %%"), pace->ahead_percent);
  else if (pace->verdict == WABI_AUTH_UNDER_PACE)
    g_string_append_printf (words, _ (" · behind pace by %d %%"), -pace->ahead_percent);
}

static gboolean
check_total (const Plan *plan, const WabiAuthorization *auth, const WabiAuthLimit *limit, GPtrArray *findings)
{
  int asked = sum_picked (plan, auth, WABI_DAY_NONE, WABI_DAY_NONE);
  int left = wabi_auth_remaining (limit);
  WabiAuthPace pace = wabi_auth_pace (auth, limit, plan->facts->today);
  g_autofree char *source
      = g_strdup_printf (_ ("Authorization %s"), auth->number != NULL ? auth->number : "");
  GString *detail = g_string_new (NULL);
  WabiFinding *finding;

  g_string_append_printf (detail, _ ("%'d delivered · %'d booked · %'d %s"), limit->delivered,
                          limit->scheduled, asked, plan->n > 1 ? _ ("this series") : _ ("this session"));
  if (limit->opening > 0)
    g_string_append_printf (detail, _ (" · %'d used before"), limit->opening);
  if (asked > left)
    finding
        = wabi_findings_add (findings, WABI_FINDING_BLOCKED, "units-short",
                             g_strdup_printf (ngettext ("%'d unit asked, %'d left on %s",
                                                        "%'d units asked, %'d left on %s", asked),
                                              asked, MAX (left, 0), auth->number != NULL ? auth->number : ""),
                             NULL);
  else
    {
      append_pace (detail, &pace);
      finding = wabi_findings_add (
          findings, pace.verdict == WABI_AUTH_OVER_PACE ? WABI_FINDING_WARNING : WABI_FINDING_PASSED,
          "units-left",
          g_strdup_printf (plan->n > 1 ? _ ("Units: %'d of %'d left after this series")
                                       : _ ("Units: %'d of %'d left after this session"),
                           left - asked, limit->approved),
          NULL);
    }
  g_free (finding->detail);
  finding->detail = g_string_free (detail, FALSE);
  wabi_finding_point (finding, source, "end_at", asked > left ? "authorization" : NULL, auth->id);
  finding->bar = (WabiFindingBar){
    .delivered = limit->opening + limit->delivered, .booked = limit->scheduled, .proposed = asked, .total = limit->approved
  };
  return asked <= left;
}

static gboolean
check_limits (const Plan *plan, const WabiAuthorization *auth, GPtrArray *findings)
{
  const WabiAuthLimit *total = wabi_auth_find_limit (auth, plan->facts->visit.code, WABI_AUTH_TOTAL);
  gboolean enough = TRUE;

  if (total != NULL)
    enough = check_total (plan, auth, total, findings);
  for (gsize i = 0; i < auth->n_limits; i++)
    {
      const WabiAuthLimit *limit = &auth->limits[i];

      if (limit->period == WABI_AUTH_TOTAL || !wabi_auth_limit_covers (limit, plan->facts->visit.code))
        continue;
      enough = check_period (plan, auth, limit, findings) && enough;
    }
  return enough;
}

const WabiAuthorization *
wabi_visit_pick_authorization (const WabiVisitFacts *facts, const WabiOccurrence *date)
{
  const WabiAuthorization *none = NULL;
  Plan plan = { .facts = facts, .dates = date, .n = 1, .picks = &none };

  return pick_authorization (&plan, date);
}

gboolean
wabi_visit_check_authorization (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                                GPtrArray *findings)
{
  g_autofree const WabiAuthorization **picks = NULL;
  gboolean covered = TRUE;
  Plan plan;

  if (!wabi_visit_is_billed (facts) || n == 0)
    return TRUE;
  make_plan (&plan, facts, dates, n);
  picks = plan.picks;
  for (gsize i = 0; i < n; i++)
    covered = covered && picks[i] != NULL;
  if (covered)
    {
      add_authorization_passed (&plan, findings);
      tell_pending (&plan, findings);
    }
  else if (!facts->authorization_required)
    {
      WabiFinding *finding = wabi_findings_add (
          findings, WABI_FINDING_PASSED, "authorization",
          g_strdup_printf (_ ("No authorization needed for %s"), facts->visit.code), NULL);

      wabi_finding_point (finding, facts->payer_name, "code", NULL, NULL);
    }
  else
    add_authorization_problem (&plan, findings);
  return covered || !facts->authorization_required;
}

gboolean
wabi_visit_check_units (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                        GPtrArray *findings)
{
  g_autofree const WabiAuthorization **picks = NULL;
  gboolean enough = TRUE;
  Plan plan;

  if (!wabi_visit_is_billed (facts) || n == 0)
    return TRUE;
  make_plan (&plan, facts, dates, n);
  picks = plan.picks;
  for (gsize i = 0; i < n; i++)
    if (is_first_pick (&plan, i))
      enough = check_limits (&plan, picks[i], findings) && enough;
  return enough;
}

static int
count_day_units (const WabiVisitFacts *facts, const WabiOccurrence *date)
{
  int units = date->units;

  for (gsize i = 0; i < facts->n_visits; i++)
    {
      const WabiVisit *other = &facts->visits[i];

      if (is_other_of_client (facts, other) && g_strcmp0 (other->code, facts->visit.code) == 0
          && wabi_zone_day (facts->zone, other->start_at) == date->day)
        units += count_visit_units (facts, other);
    }
  return units;
}

gboolean
wabi_visit_check_day_limit (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                            GPtrArray *findings)
{
  const WabiOccurrence *fullest = NULL;
  int most = -1;
  gboolean exceeded;
  g_autofree char *limit_words = NULL, *day = NULL;
  WabiFinding *finding;

  if (!wabi_visit_is_billed (facts) || n == 0)
    return TRUE;
  for (gsize i = 0; i < n; i++)
    {
      int units = count_day_units (facts, &dates[i]);

      if (units > most)
        {
          most = units;
          fullest = &dates[i];
        }
    }
  exceeded = facts->units_per_day > 0 && most > facts->units_per_day;
  day = wabi_words_day (fullest->day);
  limit_words = facts->units_per_day_source != NULL ? g_strdup (facts->units_per_day_source)
                                                    : g_strdup_printf (_ ("MUE %s"), facts->visit.code);
  finding = wabi_findings_add (
      findings, exceeded ? WABI_FINDING_BLOCKED : WABI_FINDING_PASSED, exceeded ? "day-limit-exceeded" : "day-limit",
      exceeded ? g_strdup_printf (_ ("%d units on %s, the limit is %d"), most, day, facts->units_per_day)
      : facts->units_per_day > 0 ? g_strdup_printf (
            ngettext ("%d unit a day within the limit of %d", "%d units a day within the limit of %d", most),
            most, facts->units_per_day)
                                 : g_strdup_printf (_ ("No limit of units a day for %s"), facts->visit.code),
      facts->units_per_day > 0 ? g_strdup (limit_words) : NULL);
  wabi_finding_point (finding, facts->units_per_day > 0 ? limit_words : facts->payer_name, "end_at",
                      exceeded ? "schedule" : NULL, NULL);
  return !exceeded;
}
