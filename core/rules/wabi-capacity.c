// SPDX-License-Identifier: AGPL-3.0-or-later
// Rooms and equipment: as many visits at once as there is capacity for.

#include "wabi-capacity.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>

static gboolean
counts (const WabiHolding *holding, const char *visit_id, gint64 start_at, gint64 end_at)
{
  return holding->start_at < end_at && start_at < holding->end_at
         && (visit_id == NULL || g_strcmp0 (holding->visit_id, visit_id) != 0);
}

static const WabiHolding *
find_first (const WabiResourceUse *use, const char *visit_id, const WabiOccurrence *date)
{
  const WabiHolding *first = NULL;

  for (gsize i = 0; i < use->n_holdings; i++)
    if (counts (&use->holdings[i], visit_id, date->start_at, date->end_at)
        && (first == NULL || use->holdings[i].start_at < first->start_at))
      first = &use->holdings[i];
  return first;
}

/* The number only rises where one begins: at the start of the time, or at the start of one that begins later. */
int
wabi_capacity_peak (const WabiResourceUse *use, const char *visit_id, gint64 start_at, gint64 end_at)
{
  int peak = 0;

  for (gsize i = 0; i < use->n_holdings; i++)
    {
      gint64 moment = MAX (use->holdings[i].start_at, start_at);
      int now = 0;

      if (!counts (&use->holdings[i], visit_id, start_at, end_at))
        continue;
      for (gsize j = 0; j < use->n_holdings; j++)
        now += counts (&use->holdings[j], visit_id, start_at, end_at) && use->holdings[j].start_at <= moment
               && use->holdings[j].end_at > moment;
      peak = MAX (peak, now);
    }
  return peak;
}

/* "Mar 12, 1:00 – 4:00 pm, Jordan Reyes; 2 more dates" */
static char *
describe (const char *zone, const WabiHolding *holding, guint more)
{
  WabiLocal start = wabi_zone_to_local (zone, holding->start_at), end = wabi_zone_to_local (zone, holding->end_at);
  g_autofree char *day = wabi_words_day (start.day);
  g_autofree char *hours = wabi_words_minute_range (start.minute, end.minute);
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, "%s, %s", day, hours);
  if (holding->who != NULL)
    g_string_append_printf (words, ", %s", holding->who);
  if (more > 0)
    g_string_append_printf (words, ngettext ("; %u more date", "; %u more dates", more), more);
  return g_string_free (words, FALSE);
}

static void
add_taken (const char *zone, const WabiResourceUse *use, const WabiHolding *holding, guint more, GPtrArray *findings)
{
  char *title = use->capacity > 1 ? g_strdup_printf (_ ("%s is full: %d at once"), use->name, use->capacity)
                                  : g_strdup_printf (_ ("%s is already booked"), use->name);
  WabiFinding *finding
      = wabi_findings_add (findings, WABI_FINDING_BLOCKED, use->equipment ? "equipment-double-booked" : "room-double-booked",
                           title, describe (zone, holding, more));

  wabi_finding_point (finding, _ ("Rooms and equipment"), use->equipment ? "equipment" : "room", "schedule", holding->visit_id);
}

/* Returns whether it is free on all dates. */
static gboolean
check_one (const char *zone, const char *visit_id, const WabiResourceUse *use, const WabiOccurrence *dates, gsize n_dates,
           GPtrArray *findings)
{
  const WabiHolding *first = NULL;
  guint misfits = 0;

  if (use->closed)
    {
      wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_BLOCKED, "resource-closed",
                                             g_strdup_printf (_ ("%s is not in use any more"), use->name), NULL),
                          _ ("Rooms and equipment"), use->equipment ? "equipment" : "room", "places", use->id);
      return FALSE;
    }
  for (gsize i = 0; i < n_dates; i++)
    if (wabi_capacity_peak (use, visit_id, dates[i].start_at, dates[i].end_at) >= MAX (use->capacity, 1) && misfits++ == 0)
      first = find_first (use, visit_id, &dates[i]);
  if (first != NULL)
    add_taken (zone, use, first, misfits - 1, findings);
  if (use->elsewhere != NULL)
    wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_WARNING, "resource-elsewhere",
                                           g_strdup_printf (_ ("%s is at %s"), use->name, use->elsewhere),
                                           g_strdup (_ ("The session is somewhere else"))),
                        _ ("Rooms and equipment"), use->equipment ? "equipment" : "room", "places", use->id);
  return first == NULL && use->elsewhere == NULL;
}

void
wabi_capacity_check (const char *zone, const char *visit_id, const WabiResourceUse *uses, gsize n_uses,
                     const WabiOccurrence *dates, gsize n_dates, GPtrArray *findings)
{
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean free = TRUE;

  for (gsize i = 0; i < n_uses; i++)
    {
      free = check_one (zone, visit_id, &uses[i], dates, n_dates, findings) && free;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", uses[i].name);
    }
  if (n_uses > 0 && free)
    wabi_finding_point (wabi_findings_add (findings, WABI_FINDING_PASSED, "resources-free", g_strdup_printf (_ ("Free: %s"), names->str),
                                           NULL),
                        _ ("Rooms and equipment"), "room", NULL, NULL);
}
