// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer grants by its own rules: units of an assessment, days to use them in, months of an authorization.

#include "wabi-visit-check.h"

#include <glib/gi18n-lib.h>

#include "wabi-words.h"

static const char *
get_key (const WabiAuthorization *auth)
{
  return auth->family != NULL ? auth->family : auth->id;
}

// Whether it is the client's second with the payer for the code, or a later one.
static gboolean
is_again (const WabiVisitFacts *facts, const WabiAuthorization *auth)
{
  for (gsize i = 0; i < facts->n_authorizations; i++)
    {
      const WabiAuthorization *other = &facts->authorizations[i];

      if (g_strcmp0 (get_key (other), get_key (auth)) != 0 && other->status == WABI_AUTH_APPROVED && other->from < auth->from
          && wabi_auth_has_code (other, facts->visit.code))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_use (const WabiVisitFacts *facts, const WabiVisit *other, const WabiAuthorization *auth)
{
  return wabi_visit_takes_time (other->status) && g_strcmp0 (other->client_id, facts->visit.client_id) == 0
         && (facts->visit.id == NULL || g_strcmp0 (other->id, facts->visit.id) != 0) && g_strcmp0 (other->code, facts->visit.code) == 0
         && g_strcmp0 (other->authorization, get_key (auth)) == 0;
}

static int
count_used (const WabiVisitFacts *facts, const WabiAuthorization *auth)
{
  const WabiAuthLimit *total = wabi_auth_find_limit (auth, facts->visit.code, WABI_AUTH_TOTAL);
  int units = 0;

  if (total != NULL)
    return total->approved - wabi_auth_remaining (total);
  for (gsize i = 0; i < facts->n_visits; i++)
    if (is_use (facts, &facts->visits[i], auth))
      units += facts->visits[i].units;
  return units;
}

static WabiDay
find_first_use (const WabiVisitFacts *facts, const WabiAuthorization *auth, WabiDay day)
{
  for (gsize i = 0; i < facts->n_visits; i++)
    if (is_use (facts, &facts->visits[i], auth))
      day = MIN (day, wabi_zone_day (facts->zone, facts->visits[i].start_at));
  return day;
}

static gboolean
warn (const WabiVisitFacts *facts, GPtrArray *findings, const char *id, char *take_title, char *take_words)
{
  wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_WARNING, id, take_title, take_words), facts->usual.source, "start_at", "authorization", NULL);
  return FALSE;
}

static gboolean
check_units (const WabiVisitFacts *facts, const WabiAuthorization *auth, int booked, GPtrArray *findings)
{
  gboolean again = is_again (facts, auth);
  int most = again ? facts->usual.again_units : facts->usual.first_units, used = count_used (facts, auth);

  return most == 0 || used + booked <= most
         || warn (facts, findings, "usual-units",
                  // Translators: a service code: "More 97151 than the payer grants"
                  g_strdup_printf (_ ("More %s than the payer grants"), facts->visit.code),
                  g_strdup_printf (again ? _ ("%d units with this visit; %d are granted when an authorization is renewed")
                                         : _ ("%d units with this visit; %d are granted the first time"),
                                   used + booked, most));
}

static gboolean
check_window (const WabiVisitFacts *facts, const WabiAuthorization *auth, WabiDay day, GPtrArray *findings)
{
  int passed = (int) (day - find_first_use (facts, auth, day)) + 1;

  return facts->usual.within_days == 0 || passed <= facts->usual.within_days
         || warn (facts, findings, "usual-window", g_strdup_printf (_ ("Too late after the first %s"), facts->visit.code),
                  g_strdup_printf (_ ("This is day %d; the payer wants all of it within %d days"), passed, facts->usual.within_days));
}

static gboolean
check_months (const WabiVisitFacts *facts, const WabiAuthorization *auth, WabiDay day, GPtrArray *findings)
{
  return facts->usual.months == 0 || auth->from == WABI_DAY_NONE || day < wabi_day_add_months (auth->from, facts->usual.months)
         || warn (facts, findings, "usual-months", g_strdup (_ ("The authorization holds longer than the payer grants")),
                  g_strdup_printf (ngettext ("The payer grants %d month; look at the last day on its letter",
                                             "The payer grants %d months; look at the last day on its letter", (gulong) facts->usual.months),
                                   facts->usual.months));
}

gboolean
wabi_visit_check_usual (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  gboolean units = TRUE, window = TRUE, months = TRUE;
  int booked = 0;

  for (gsize i = 0; wabi_visit_is_billed (facts) && i < n; i++)
    {
      const WabiAuthorization *auth = wabi_visit_pick_authorization (facts, &dates[i]);

      if (auth == NULL)
        continue;
      booked += dates[i].units;
      units = units && check_units (facts, auth, booked, findings);
      window = window && check_window (facts, auth, dates[i].day, findings);
      months = months && check_months (facts, auth, dates[i].day, findings);
    }
  return units && window && months;
}
