// SPDX-License-Identifier: AGPL-3.0-or-later
// Verifies routes from first principles; shares no code with what makes them.

#include <math.h>

#include "wabi-route.h"

#define ENOUGH 1e-6

/** A part of a visit on somebody's way. */
typedef struct
{
  gint visit, part;
  double start;
} Call;

static gint
compare_calls (gconstpointer a, gconstpointer b)
{
  const Call *first = a, *second = b;

  return first->start < second->start ? -1 : first->start > second->start ? 1 : first->visit - second->visit;
}

static char *
check_visit (const WabiRouteProblem *problem, gint index, const WabiRouteStop *stops, WabiRouteCost *cost)
{
  const WabiRouteVisit *visit = &problem->visits[index];

  for (gint part = 0; part < visit->n_parts; part++)
    {
      const WabiRouteStop *stop = &stops[2 * index + part];

      if (stop->person < 0 || stop->person >= problem->n_people)
        return g_strdup_printf ("visit %d: nobody comes", index);
      if (!problem->skills[stop->person * problem->n_skills + visit->skill[part]])
        return g_strdup_printf ("visit %d: person %d is not able", index, stop->person);
      if (stop->start < visit->earliest - ENOUGH)
        return g_strdup_printf ("visit %d: begins too early", index);
      cost->late += fmax (stop->start - visit->latest, 0);
      cost->latest = fmax (cost->latest, stop->start - visit->latest);
    }
  if (visit->n_parts == 2)
    {
      double gap = stops[2 * index + 1].start - stops[2 * index].start;

      if (stops[2 * index].person == stops[2 * index + 1].person)
        return g_strdup_printf ("visit %d: one person for both parts", index);
      if (gap < visit->gap_least - ENOUGH || gap > visit->gap_most + ENOUGH)
        return g_strdup_printf ("visit %d: parts %.3f apart", index, gap);
    }
  return NULL;
}

static char *
check_person (const WabiRouteProblem *problem, gint person, const WabiRouteStop *stops, WabiRouteCost *cost)
{
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (Call));
  double free_at = 0;
  gint place = 0;

  for (gint i = 0; i < problem->n_visits; i++)
    for (gint part = 0; part < problem->visits[i].n_parts; part++)
      {
        Call call = { i, part, stops[2 * i + part].start };

        if (stops[2 * i + part].person == person)
          g_array_append_val (calls, call);
      }
  g_array_sort (calls, compare_calls);
  for (guint i = 0; i < calls->len; i++)
    {
      const Call *call = &g_array_index (calls, Call, i);
      const WabiRouteVisit *visit = &problem->visits[call->visit];
      double way = problem->way[place * problem->n_places + visit->place];

      if (call->start < free_at + way - ENOUGH)
        return g_strdup_printf ("person %d: cannot be at visit %d in time", person, call->visit);
      cost->way += way;
      free_at = call->start + visit->duration[call->part];
      place = visit->place;
    }
  cost->way += problem->way[place * problem->n_places];
  return NULL;
}

char *
wabi_route_check (const WabiRouteProblem *problem, const WabiRouteStop *stops, WabiRouteCost *cost)
{
  *cost = (WabiRouteCost){ 0 };
  for (gint i = 0; i < problem->n_visits; i++)
    {
      char *wrong = check_visit (problem, i, stops, cost);

      if (wrong != NULL)
        return wrong;
    }
  for (gint person = 0; person < problem->n_people; person++)
    {
      char *wrong = check_person (problem, person, stops, cost);

      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}
