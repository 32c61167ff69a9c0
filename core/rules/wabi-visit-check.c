// SPDX-License-Identifier: AGPL-3.0-or-later
// The proofs that booking and billing share: time of people, credentials and enrolment.

#include "wabi-visit-check.h"

#include "wabi-codes.h"
#include "wabi-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const WabiVisit *visit;
  const WabiOccurrence *date;
  guint count;
} Clash;

static const char *
get_staff_name (const WabiVisitFacts *facts)
{
  return facts->staff_name != NULL ? facts->staff_name : _ ("The staff member");
}

static const char *
get_client_name (const WabiVisitFacts *facts)
{
  return facts->client_name != NULL ? facts->client_name : _ ("The client");
}

static const char *
get_payer_name (const WabiVisitFacts *facts)
{
  return facts->payer_name != NULL ? facts->payer_name : _ ("the payer");
}

static gboolean
is_same (const char *a, const char *b)
{
  return a != NULL && b != NULL && *a != '\0' && g_str_equal (a, b);
}

static gboolean
overlaps (const WabiVisitFacts *facts, const WabiVisit *other, const WabiOccurrence *date)
{
  return wabi_visit_takes_time (other->status) && !is_same (other->id, facts->visit.id)
         && other->start_at < date->end_at && date->start_at < other->end_at;
}

static int
rank_action (WabiConcurrencyAction action)
{
  static const int ranks[] = { [WABI_CONCURRENCY_ALLOW] = 0,
                               [WABI_CONCURRENCY_SPLIT_LOWER] = 1,
                               [WABI_CONCURRENCY_PAY_HIGHER] = 2,
                               [WABI_CONCURRENCY_DENY] = 3 };

  return ranks[action];
}

static void
note_clash (Clash *clash, const WabiVisit *visit, const WabiOccurrence *date)
{
  if (clash->count++ > 0)
    return;
  clash->visit = visit;
  clash->date = date;
}

// "Mar 12, 1:00 – 4:00 pm, 97153 with Mila; 2 more dates"
static char *
describe_clash (const WabiVisitFacts *facts, const Clash *clash, const char *other_name)
{
  WabiLocal start = wabi_zone_to_local (facts->zone, clash->visit->start_at);
  WabiLocal end = wabi_zone_to_local (facts->zone, clash->visit->end_at);
  g_autofree char *day = wabi_words_day (start.day);
  g_autofree char *hours = wabi_words_minute_range (start.minute, end.minute);
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, "%s, %s", day, hours);
  if (clash->visit->code != NULL)
    g_string_append_printf (words, ", %s", clash->visit->code);
  if (other_name != NULL)
    g_string_append_printf (words, _ (" with %s"), other_name);
  if (clash->count > 1)
    g_string_append_printf (words, ngettext ("; %u more date", "; %u more dates", clash->count - 1),
                            clash->count - 1);
  return g_string_free (words, FALSE);
}

static char *
list_credentials (const WabiVisitFacts *facts, WabiDay day)
{
  GString *words = g_string_new (NULL);

  for (gsize i = 0; i < facts->n_credentials; i++)
    if (wabi_day_in_range (day, facts->credentials[i].from, facts->credentials[i].to))
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", facts->credentials[i].type);
  if (words->len == 0)
    g_string_append (words, _ ("none"));
  return g_string_free (words, FALSE);
}

// Of the right type but not valid on @day: the one that ended last, else the one that starts first.
static const WabiCredential *
find_outdated (const WabiVisitFacts *facts, const char *allowed, WabiDay day)
{
  const WabiCredential *best = NULL;

  for (gsize i = 0; i < facts->n_credentials; i++)
    {
      const WabiCredential *credential = &facts->credentials[i];

      if (!wabi_codes_credential_listed (allowed, credential->type))
        continue;
      if (best == NULL
          || (credential->to != WABI_DAY_NONE && credential->to < day && credential->to > best->to))
        best = credential;
    }
  return best;
}

static void
add_credential_problem (const WabiVisitFacts *facts, const char *allowed, WabiDay day, GPtrArray *findings)
{
  const WabiCredential *outdated = find_outdated (facts, allowed, day);
  g_autofree char *held = list_credentials (facts, day);
  g_autofree char *day_words = wabi_words_day (day);
  WabiFinding *finding;

  if (outdated != NULL && outdated->to != WABI_DAY_NONE && outdated->to < day)
    {
      g_autofree char *end = wabi_words_day_year (outdated->to);

      finding = wabi_findings_add (
          findings, WABI_FINDING_BLOCKED, "staff-credential-expired",
          // Translators: "RBT certificate of Jordan ended Mar 5, 2026"
          g_strdup_printf (_ ("%s certificate of %s ended %s"), outdated->type, get_staff_name (facts), end),
          g_strdup_printf (_ ("Needed on %s for %s"), day_words, facts->visit.code));
    }
  else if (outdated != NULL && outdated->from != WABI_DAY_NONE && outdated->from > day)
    {
      g_autofree char *start = wabi_words_day_year (outdated->from);

      finding = wabi_findings_add (findings, WABI_FINDING_BLOCKED, "staff-credential-not-started",
                                   g_strdup_printf (_ ("%s certificate of %s starts %s"), outdated->type,
                                                    get_staff_name (facts), start),
                                   g_strdup_printf (_ ("Needed on %s for %s"), day_words, facts->visit.code));
    }
  else
    finding = wabi_findings_add (
        findings, WABI_FINDING_BLOCKED, "staff-not-credentialed",
        g_strdup_printf (_ ("%s may not give %s"), get_staff_name (facts), facts->visit.code),
        g_strdup_printf (_ ("Allowed: %s; held on %s: %s"), allowed, day_words, held));
  wabi_finding_point (finding, facts->payer_name, "staff_id", "staff/credential", facts->visit.staff_id);
}

static void
add_enrolment_problem (const WabiVisitFacts *facts, WabiDay day, GPtrArray *findings)
{
  g_autofree char *range = wabi_words_day_range (facts->enrolment.from, facts->enrolment.to);
  g_autofree char *day_words = wabi_words_day (day);
  WabiFinding *finding
      = wabi_findings_add (findings, WABI_FINDING_BLOCKED, "staff-not-enrolled",
                           g_strdup_printf (_ ("%s is not enrolled with %s on %s"), get_staff_name (facts),
                                            get_payer_name (facts), day_words),
                           facts->enrolment.enrolled ? g_strdup_printf (_ ("Enrolled %s"), range)
                                                     : g_strdup (_ ("No enrollment is on file")));

  wabi_finding_point (finding, facts->payer_name, "staff_id", "payer/enrollment", facts->visit.staff_id);
}

static gboolean
is_enrolled (const WabiVisitFacts *facts, WabiDay day)
{
  return !facts->enrolment.required
         || (facts->enrolment.enrolled
             && wabi_day_in_range (day, facts->enrolment.from, facts->enrolment.to));
}

static void
add_staff_passed (const WabiVisitFacts *facts, WabiDay day, GPtrArray *findings)
{
  const WabiCredential *credential = wabi_visit_find_credential (facts, day);
  GString *detail = g_string_new (NULL);
  WabiFinding *finding;

  if (credential == NULL)
    g_string_append (detail, _ ("No credential rule for this code"));
  else if (credential->to == WABI_DAY_NONE)
    g_string_append_printf (detail, _ ("%s valid"), credential->type);
  else
    {
      g_autofree char *end = wabi_words_day_year (credential->to);

      g_string_append_printf (detail, _ ("%s valid to %s"), credential->type, end);
    }
  if (facts->enrolment.required && facts->enrolment.from != WABI_DAY_NONE)
    {
      g_autofree char *start = wabi_words_day_year (facts->enrolment.from);

      g_string_append_printf (detail, _ (" · %s since %s"), get_payer_name (facts), start);
    }
  finding = wabi_findings_add (
      findings, WABI_FINDING_PASSED, "staff-may-serve",
      facts->enrolment.required
          ? g_strdup_printf (_ ("%s may serve and is enrolled"), get_staff_name (facts))
          : g_strdup_printf (_ ("%s may give %s"), get_staff_name (facts), facts->visit.code),
      g_string_free (detail, FALSE));
  wabi_finding_point (finding, facts->payer_name, "staff_id", NULL, facts->visit.staff_id);
}

const WabiServiceCode *
wabi_visit_get_service (const WabiVisitFacts *facts)
{
  return facts->services_known ? facts->service : wabi_codes_find_service (facts->visit.code);
}

gboolean
wabi_visit_is_billed (const WabiVisitFacts *facts)
{
  const WabiServiceCode *service = wabi_visit_get_service (facts);

  return facts->visit.code != NULL && *facts->visit.code != '\0' && facts->visit.client_id != NULL
         && (service == NULL || !(service->flags & WABI_SERVICE_UNBILLED));
}

int
wabi_visit_minutes (const WabiVisit *visit)
{
  return visit->end_at > visit->start_at ? MIN ((visit->end_at - visit->start_at) / WABI_MINUTE, G_MAXINT)
                                         : 0;
}

WabiOccurrence
wabi_visit_make_occurrence (const WabiVisitFacts *facts, int days)
{
  const WabiVisit *visit = &facts->visit;
  WabiOccurrence date = { .start_at = wabi_zone_add_days (facts->zone, visit->start_at, days),
                          .end_at = wabi_zone_add_days (facts->zone, visit->end_at, days) };
  WabiVisit moved = *visit;
  WabiLocal start, end;

  // A visit in the hour that is skipped keeps its length.
  if (date.end_at <= date.start_at && visit->end_at > visit->start_at)
    date.end_at = date.start_at + (visit->end_at - visit->start_at);
  start = wabi_zone_to_local (facts->zone, date.start_at);
  end = wabi_zone_to_local (facts->zone, date.end_at);
  date.day = start.day;
  date.start_minute = start.minute;
  date.end_minute = (end.day - start.day) * WABI_DAY_MINUTES + end.minute + (end.second > 0 ? 1 : 0);
  moved.start_at = date.start_at;
  moved.end_at = date.end_at;
  date.units = visit->units > 0 || visit->units_known ? visit->units
                                                      : wabi_units_count (&facts->unit_rule, wabi_visit_minutes (&moved));
  return date;
}

gboolean
wabi_visit_takes_time (WabiVisitStatus status)
{
  return status != WABI_VISIT_CANCELLED && status != WABI_VISIT_MISSED;
}

// One member of staff gives a group code to several clients at once: the same code, from the same start to the same end.
static gboolean
is_same_group (const WabiVisitFacts *facts, const WabiVisit *other, const WabiOccurrence *date)
{
  const WabiServiceCode *service = wabi_visit_get_service (facts);

  return service != NULL && service->group_max > 1 && is_same (other->code, facts->visit.code) && other->start_at == date->start_at
         && other->end_at == date->end_at && other->client_id != NULL && !is_same (other->client_id, facts->visit.client_id);
}

const WabiVisit *
wabi_visit_find_staff_clash (const WabiVisitFacts *facts, const WabiOccurrence *occurrence)
{
  for (gsize i = 0; i < facts->n_visits; i++)
    if (is_same (facts->visits[i].staff_id, facts->visit.staff_id)
        && overlaps (facts, &facts->visits[i], occurrence) && !is_same_group (facts, &facts->visits[i], occurrence))
      return &facts->visits[i];
  return NULL;
}

const WabiVisit *
wabi_visit_find_client_overlap (const WabiVisitFacts *facts, const WabiOccurrence *occurrence,
                                WabiConcurrencyAction *action)
{
  const WabiVisit *worst = NULL;

  *action = WABI_CONCURRENCY_ALLOW;
  for (gsize i = 0; i < facts->n_visits; i++)
    {
      const WabiVisit *other = &facts->visits[i];
      WabiConcurrencyAction found;

      if (!is_same (other->client_id, facts->visit.client_id)
          || is_same (other->staff_id, facts->visit.staff_id) || !overlaps (facts, other, occurrence))
        continue;
      found = wabi_concurrency_look_up (facts->matrix, facts->visit.code, other->code);
      if (worst == NULL || rank_action (found) > rank_action (*action))
        {
          worst = other;
          *action = found;
        }
    }
  return worst;
}

const char *
wabi_visit_allowed_credentials (const WabiVisitFacts *facts)
{
  const WabiServiceCode *service = wabi_visit_get_service (facts);

  for (gsize i = 0; i < facts->n_allowances; i++)
    if (is_same (facts->allowances[i].code, facts->visit.code))
      return facts->allowances[i].credentials;
  return service != NULL ? service->credentials : NULL;
}

const WabiCredential *
wabi_visit_find_credential (const WabiVisitFacts *facts, WabiDay day)
{
  const char *allowed = wabi_visit_allowed_credentials (facts);

  for (gsize i = 0; allowed != NULL && i < facts->n_credentials; i++)
    if (wabi_day_in_range (day, facts->credentials[i].from, facts->credentials[i].to)
        && wabi_codes_credential_listed (allowed, facts->credentials[i].type))
      return &facts->credentials[i];
  return NULL;
}

gboolean
wabi_visit_check_staff_time (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                             GPtrArray *findings)
{
  Clash clash = { 0 };
  WabiFinding *finding;

  for (gsize i = 0; i < n; i++)
    {
      const WabiVisit *other = wabi_visit_find_staff_clash (facts, &dates[i]);

      if (other != NULL)
        note_clash (&clash, other, &dates[i]);
    }
  if (clash.count == 0)
    return TRUE;
  finding = wabi_findings_add (findings, WABI_FINDING_BLOCKED, "staff-double-booked",
                               g_strdup_printf (_ ("%s is already booked"), get_staff_name (facts)),
                               describe_clash (facts, &clash, clash.visit->client_name));
  wabi_finding_point (finding, _ ("Schedule"), "start_at", "schedule", clash.visit->id);
  return FALSE;
}

gboolean
wabi_visit_check_client_time (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                              GPtrArray *findings)
{
  Clash clash = { 0 };
  WabiFinding *finding;

  for (gsize i = 0; i < n; i++)
    {
      WabiConcurrencyAction action;
      const WabiVisit *other = wabi_visit_find_client_overlap (facts, &dates[i], &action);

      if (other != NULL && action == WABI_CONCURRENCY_DENY)
        note_clash (&clash, other, &dates[i]);
    }
  if (clash.count == 0)
    return TRUE;
  finding = wabi_findings_add (findings, WABI_FINDING_BLOCKED, "client-double-booked",
                               g_strdup_printf (_ ("%s is already booked"), get_client_name (facts)),
                               describe_clash (facts, &clash, clash.visit->staff_name));
  wabi_finding_point (finding, facts->matrix != NULL ? facts->matrix->source : _ ("Commercial default"),
                      "start_at", "schedule", clash.visit->id);
  return FALSE;
}

static const char *
describe_action (WabiConcurrencyAction action)
{
  switch (action)
    {
    case WABI_CONCURRENCY_PAY_HIGHER:
      return _ ("the payer pays only the higher of the two");
    case WABI_CONCURRENCY_SPLIT_LOWER:
      return _ ("the lower line is cut around the other");
    case WABI_CONCURRENCY_DENY:
      return _ ("the payer pays only one");
    case WABI_CONCURRENCY_ALLOW:
    default:
      return _ ("the payer pays both");
    }
}

static gboolean
check_group (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  const WabiServiceCode *service = wabi_visit_get_service (facts);

  if (service == NULL || service->group_max <= 1)
    return TRUE;
  for (gsize i = 0; i < n; i++)
    {
      int members = 1;

      for (gsize v = 0; v < facts->n_visits; v++)
        members += is_same (facts->visits[v].staff_id, facts->visit.staff_id) && overlaps (facts, &facts->visits[v], &dates[i])
                   && is_same_group (facts, &facts->visits[v], &dates[i]);
      if (members <= service->group_max)
        continue;
      wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_BLOCKED, "group-full",
                                             g_strdup_printf (_ ("The group would have %d clients"), members),
                                             g_strdup_printf (_ ("%s is for %d at most"), service->code, service->group_max)),
                          _ ("CPT group codes"), "start_at", "schedule", NULL);
      return FALSE;
    }
  return TRUE;
}

gboolean
wabi_visit_check_concurrency (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  const WabiVisit *worst = NULL;
  WabiConcurrencyAction action = WABI_CONCURRENCY_ALLOW;
  gboolean pays_one, group = check_group (facts, dates, n, findings);
  WabiFinding *finding;

  for (gsize i = 0; i < n; i++)
    {
      WabiConcurrencyAction found;
      const WabiVisit *other = wabi_visit_find_client_overlap (facts, &dates[i], &found);

      // What may not be at all is said by those who look at people's time.
      if ((other != NULL && found == WABI_CONCURRENCY_DENY) || wabi_visit_find_staff_clash (facts, &dates[i]) != NULL)
        return FALSE;
      if (other != NULL && (worst == NULL || rank_action (found) > rank_action (action)))
        {
          worst = other;
          action = found;
        }
    }
  if (facts->visit.client_id == NULL || n == 0)
    return group;
  pays_one = worst != NULL && action != WABI_CONCURRENCY_ALLOW;
  finding = wabi_findings_add (findings, pays_one ? WABI_FINDING_WARNING : WABI_FINDING_PASSED, "concurrency",
                               worst == NULL ? g_strdup (_ ("No overlap for client or staff"))
                                             : g_strdup_printf (_ ("Overlaps %s"), worst->code != NULL ? worst->code : ""),
                               worst == NULL ? NULL : g_strdup (describe_action (action)));
  wabi_finding_point (finding, facts->matrix != NULL ? facts->matrix->source : _ ("Commercial default"), "start_at",
                      pays_one ? "schedule" : NULL, worst != NULL ? worst->id : NULL);
  return group && !pays_one;
}

gboolean
wabi_visit_check_code (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n, GPtrArray *findings)
{
  g_autofree char *day = NULL;
  WabiFinding *finding;

  if (facts->visit.code == NULL || *facts->visit.code == '\0' || n == 0 || wabi_visit_get_service (facts) != NULL)
    return TRUE;
  day = wabi_words_day_year (dates[0].day);
  finding = wabi_findings_add (findings, WABI_FINDING_BLOCKED, "code-unknown",
                               // Translators: a service code and a day: "H2019 is not one of your service codes on Mar 9, 2026"
                               g_strdup_printf (_ ("%s is not one of your service codes on %s"), facts->visit.code, day),
                               g_strdup (_ ("Add it in Billing, Payers, Service codes, or choose another service")));
  wabi_finding_point (finding, _ ("Your service codes"), "code", "payer/codes", NULL);
  return FALSE;
}

gboolean
wabi_visit_check_staff (const WabiVisitFacts *facts, const WabiOccurrence *dates, gsize n,
                        GPtrArray *findings)
{
  const char *allowed = wabi_visit_allowed_credentials (facts);
  gboolean credential_told = FALSE, enrolment_told = FALSE;

  if (facts->visit.code == NULL || *facts->visit.code == '\0' || n == 0)
    return TRUE;
  for (gsize i = 0; i < n; i++)
    {
      if (!credential_told && allowed != NULL && wabi_visit_find_credential (facts, dates[i].day) == NULL)
        {
          add_credential_problem (facts, allowed, dates[i].day, findings);
          credential_told = TRUE;
        }
      if (!enrolment_told && !is_enrolled (facts, dates[i].day))
        {
          add_enrolment_problem (facts, dates[i].day, findings);
          enrolment_told = TRUE;
        }
    }
  if (!credential_told && !enrolment_told)
    add_staff_passed (facts, dates[n - 1].day, findings);
  return !credential_told && !enrolment_told;
}
