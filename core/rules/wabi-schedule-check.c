// SPDX-License-Identifier: AGPL-3.0-or-later
// The booking proof: whether a visit can be held, and will be paid, before it is saved.

#include "wabi-schedule-check.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const WabiOccurrence *date;
  guint count;
} Misfit;

static void
note_misfit (Misfit *misfit, const WabiOccurrence *date)
{
  if (misfit->count++ == 0)
    misfit->date = date;
}

static gboolean
is_skipped (const WabiScheduleFacts *facts, WabiDay day)
{
  for (gsize i = 0; i < facts->n_skip_days; i++)
    if (facts->skip_days[i] == day)
      return TRUE;
  return FALSE;
}

// The stretch of @day that holds @minute, windows that touch or overlap being joined; FALSE when it is
// outside of all.
static gboolean
find_stretch (const WabiAvailability *windows, gsize n, WabiDay day, int minute, int *end)
{
  gboolean found = FALSE, grew = TRUE;

  *end = minute;
  while (grew)
    {
      grew = FALSE;
      for (gsize i = 0; i < n; i++)
        if (windows[i].weekday == wabi_day_weekday (day)
            && wabi_day_in_range (day, windows[i].from, windows[i].to) && windows[i].start_minute <= *end
            && windows[i].end_minute > *end)
          {
            *end = windows[i].end_minute;
            found = grew = TRUE;
          }
    }
  return found;
}

static char *
list_hours (const WabiAvailability *windows, gsize n, WabiDay day)
{
  GString *words = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (windows[i].weekday == wabi_day_weekday (day)
        && wabi_day_in_range (day, windows[i].from, windows[i].to))
      {
        g_autofree char *range = wabi_words_minute_range (windows[i].start_minute, windows[i].end_minute);

        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", range);
      }
  return g_string_free (words, FALSE);
}

static gboolean
check_hours (const WabiAvailability *windows, gsize n_windows, const GArray *dates, const char *id,
             const char *name, const char *way_on, const char *whose, GPtrArray *findings)
{
  Misfit misfit = { 0 };
  g_autofree char *day = NULL, *hours = NULL;
  WabiFinding *finding;

  for (guint i = 0; i < dates->len; i++)
    {
      const WabiOccurrence *date = &g_array_index (dates, WabiOccurrence, i);

      if (!wabi_availability_holds (windows, n_windows, date->day, date->start_minute, date->end_minute))
        note_misfit (&misfit, date);
    }
  if (misfit.count == 0)
    return TRUE;
  day = wabi_words_day (misfit.date->day);
  hours = list_hours (windows, n_windows, misfit.date->day);
  finding = wabi_findings_add (findings, WABI_FINDING_BLOCKED, id,
                               dates->len > 1 ? g_strdup_printf (_ ("%s is not available on %u of %u dates"),
                                                                 name, misfit.count, dates->len)
                                              : g_strdup_printf (_ ("%s is not available"), name),
                               *hours != '\0' ? g_strdup_printf (_ ("%s: available %s"), day, hours)
                                              : g_strdup_printf (_ ("%s: not available that day"), day));
  wabi_finding_point (finding, _ ("Availability"), "start_at", way_on, whose);
  return FALSE;
}

static gboolean
check_time_off (const WabiScheduleFacts *facts, const GArray *dates, const char *name, GPtrArray *findings)
{
  const WabiTimeOff *first = NULL;
  Misfit misfit = { 0 };
  g_autofree char *day = NULL;
  WabiFinding *finding;

  for (guint i = 0; i < dates->len; i++)
    {
      const WabiOccurrence *date = &g_array_index (dates, WabiOccurrence, i);

      for (gsize t = 0; t < facts->n_staff_time_off; t++)
        if (facts->staff_time_off[t].start_at < date->end_at
            && date->start_at < facts->staff_time_off[t].end_at)
          {
            note_misfit (&misfit, date);
            first = first != NULL ? first : &facts->staff_time_off[t];
            break;
          }
    }
  if (misfit.count == 0)
    return TRUE;
  day = wabi_words_day (misfit.date->day);
  finding = wabi_findings_add (
      findings, WABI_FINDING_BLOCKED, "staff-time-off", g_strdup_printf (_ ("%s is off on %s"), name, day),
      dates->len > 1 ? g_strdup_printf (_ ("%u of %u dates"), misfit.count, dates->len)
                     : g_strdup (first->reason));
  wabi_finding_point (finding, _ ("Time off"), "start_at", "staff/availability", NULL);
  return FALSE;
}

static void
add_both_available (const WabiScheduleFacts *facts, const GArray *dates, GPtrArray *findings)
{
  const WabiOccurrence *first = &g_array_index (dates, WabiOccurrence, 0);
  g_autofree char *staff_hours = list_hours (facts->staff_hours, facts->n_staff_hours, first->day);
  g_autofree char *client_hours = list_hours (facts->client_hours, facts->n_client_hours, first->day);
  GString *detail = g_string_new (NULL);
  WabiFinding *finding;

  if (*staff_hours != '\0')
    g_string_append_printf (
        detail, "%s %s", facts->base.staff_name != NULL ? facts->base.staff_name : _ ("Staff"), staff_hours);
  if (*client_hours != '\0')
    g_string_append_printf (detail, "%s%s %s", detail->len > 0 ? ", " : "",
                            facts->base.client_name != NULL ? facts->base.client_name : _ ("Client"),
                            client_hours);
  if (dates->len > 1)
    g_string_append_printf (detail, _ ("%s%u of %u dates"), detail->len > 0 ? ", " : "", dates->len,
                            dates->len);
  finding = wabi_findings_add (
      findings, WABI_FINDING_PASSED, "both-available",
      g_strdup (facts->base.visit.client_id != NULL ? _ ("Both available") : _ ("Available")),
      g_string_free (detail, FALSE));
  wabi_finding_point (finding, _ ("Availability"), "start_at", NULL, NULL);
}

static void
check_availability (const WabiScheduleFacts *facts, const GArray *dates, GPtrArray *findings)
{
  const WabiVisitFacts *base = &facts->base;
  const WabiOccurrence *first = &g_array_index (dates, WabiOccurrence, 0);
  const char *staff = base->staff_name != NULL ? base->staff_name : _ ("The staff member");
  const char *client = base->client_name != NULL ? base->client_name : _ ("The client");
  gboolean free = wabi_visit_check_staff_time (base, first, dates->len, findings);

  free = wabi_visit_check_client_time (base, first, dates->len, findings) && free;
  if (facts->n_staff_hours > 0)
    free = check_hours (facts->staff_hours, facts->n_staff_hours, dates, "staff-unavailable", staff,
                        "staff/availability", base->visit.staff_id, findings)
           && free;
  free = check_time_off (facts, dates, staff, findings) && free;
  if (facts->n_client_hours > 0 && base->visit.client_id != NULL)
    free = check_hours (facts->client_hours, facts->n_client_hours, dates, "client-unavailable", client,
                        "client/availability", base->visit.client_id, findings)
           && free;
  if (free && facts->n_staff_hours == 0 && base->visit.staff_id != NULL)
    {
      WabiFinding *finding
          = wabi_findings_add (findings, WABI_FINDING_WARNING, "staff-hours-missing",
                               g_strdup_printf (_ ("%s has no working hours on file"), staff),
                               g_strdup (_ ("Nothing else is booked at that time")));

      wabi_finding_point (finding, _ ("Availability"), "staff_id", "staff/availability",
                          base->visit.staff_id);
    }
  else if (free)
    add_both_available (facts, dates, findings);
}

static void
check_holidays (const WabiScheduleFacts *facts, const GArray *dates, GPtrArray *findings)
{
  WabiFinding *finding;
  gboolean clear = TRUE;

  for (guint i = 0; i < dates->len; i++)
    {
      const WabiOccurrence *date = &g_array_index (dates, WabiOccurrence, i);

      for (gsize h = 0; h < facts->n_holidays; h++)
        {
          g_autofree char *day = wabi_words_day (date->day);
          g_autofree char *text = wabi_day_dup_text (date->day);
          g_autofree char *next = wabi_words_day (date->day + 1);
          g_autofree char *time = wabi_words_minute (date->start_minute);

          if (facts->holidays[h].day != date->day)
            continue;
          clear = FALSE;
          finding
              = wabi_findings_add (findings, WABI_FINDING_BLOCKED, "holiday",
                                   g_strdup_printf (_ ("%s is a holiday of the practice"), day),
                                   g_strdup_printf (_ ("Skip that date or move it to %s, %s"), next, time));
          wabi_finding_point (finding, facts->holidays[h].name, "start_at",
                              dates->len > 1 ? "skip-date" : "schedule", text);
          break;
        }
    }
  if (!clear)
    return;
  finding = wabi_findings_add (
      findings, WABI_FINDING_PASSED, "holiday-clear",
      g_strdup (dates->len > 1 ? _ ("No holiday on these dates") : _ ("No holiday that day")), NULL);
  wabi_finding_point (finding, _ ("Practice calendar"), "start_at", NULL, NULL);
}

/* Travel is judged on the first date only: what stands before and after was gathered for that day. */
static void
check_surroundings (const WabiScheduleFacts *facts, const GArray *dates, GPtrArray *findings)
{
  const WabiVisitFacts *base = &facts->base;
  const WabiOccurrence *first = (const WabiOccurrence *)(gpointer)dates->data;
  const WabiWork own = { base->visit.id,  base->visit.staff_id,     base->visit.client_id, base->visit.code, facts->staff_credential,
                         first->start_at, first->end_at };

  wabi_capacity_check (base->zone, base->visit.id, facts->resources, facts->n_resources, first, dates->len, findings);
  wabi_travel_check (base->zone, first->start_at, first->end_at, facts->place_name, facts->legs, facts->n_legs, findings);
  wabi_limits_check (base->zone, &own, base->staff_name, base->client_name, facts->limits, facts->n_limits, facts->work,
                     facts->n_work, first, dates->len, findings);
}

GArray *
wabi_schedule_dates (const WabiScheduleFacts *facts)
{
  GArray *dates = g_array_new (FALSE, TRUE, sizeof (WabiOccurrence));
  int count = CLAMP (facts->series_count, 1, 1000);
  int step = facts->series_every_days > 0 ? MIN (facts->series_every_days, 3660) : 7;

  for (int i = 0; i < count; i++)
    {
      WabiOccurrence date = wabi_visit_make_occurrence (&facts->base, i * step);

      if (!is_skipped (facts, date.day))
        g_array_append_val (dates, date);
    }
  return dates;
}

gboolean
wabi_availability_holds (const WabiAvailability *windows, gsize n_windows, WabiDay day, int start_minute,
                         int end_minute)
{
  int end;

  while (end_minute > start_minute)
    {
      if (!find_stretch (windows, n_windows, day, start_minute, &end))
        return FALSE;
      if (end >= end_minute)
        return TRUE;
      if (end < WABI_DAY_MINUTES)
        return FALSE;
      day++;
      end_minute -= WABI_DAY_MINUTES;
      start_minute = 0;
    }
  return TRUE;
}

// A short visit may be held though it is worth nothing.
static void
soften (GPtrArray *findings, guint from)
{
  for (guint i = from; i < findings->len; i++)
    {
      WabiFinding *finding = g_ptr_array_index (findings, i);

      finding->level = MIN (finding->level, WABI_FINDING_WARNING);
    }
}

GPtrArray *
wabi_schedule_check (const WabiScheduleFacts *facts)
{
  GPtrArray *findings = wabi_findings_new ();
  g_autoptr (GArray) dates = wabi_schedule_dates (facts);
  const WabiOccurrence *first = (const WabiOccurrence *)(gpointer)dates->data;
  const WabiVisitFacts *base = &facts->base;
  guint worth;

  if (base->visit.end_at <= base->visit.start_at
      || base->visit.end_at - base->visit.start_at > 1440 * WABI_MINUTE)
    {
      wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_BLOCKED, "time-invalid",
                                             g_strdup (_ ("The end must be after the start")),
                                             g_strdup (_ ("A session lasts at most a day"))),
                          NULL, "end_at", "schedule", NULL);
      return findings;
    }
  if (dates->len == 0)
    {
      wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_BLOCKED, "no-dates",
                                             g_strdup (_ ("No date is left")),
                                             g_strdup (_ ("Each date of the series is skipped"))),
                          NULL, "start_at", "schedule", NULL);
      return findings;
    }
  check_availability (facts, dates, findings);
  worth = findings->len;
  wabi_visit_check_worth (base, first, dates->len, findings);
  soften (findings, worth);
  wabi_visit_check_code (base, first, dates->len, findings);
  wabi_visit_check_authorization (base, first, dates->len, findings);
  wabi_visit_check_units (base, first, dates->len, findings);
  wabi_visit_check_staff (base, first, dates->len, findings);
  wabi_visit_check_place (base, first, dates->len, findings);
  wabi_visit_check_concurrency (base, first, dates->len, findings);
  wabi_visit_check_day_limit (base, first, dates->len, findings);
  wabi_visit_check_pairs (base, first, dates->len, findings);
  wabi_visit_check_ready_to_bill (base, first, dates->len, findings);
  wabi_visit_check_eligibility (base, first, dates->len, findings);
  check_holidays (facts, dates, findings);
  check_surroundings (facts, dates, findings);
  return findings;
}
