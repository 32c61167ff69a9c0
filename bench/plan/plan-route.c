// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes the public home care instances (JSON of iolab-uniud/hhcrsp) and tells their costs, one JSON object a line.

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "wabi-route.h"

static gint
find_id (JsonArray *list, const char *id)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (list, i), "id"), id))
      return (gint)i;
  g_error ("no such id: %s", id);
}

static void
read_visit (JsonObject *patient, JsonArray *services, gint index, WabiRouteVisit *visit)
{
  JsonArray *window = json_object_get_array_member (patient, "time_window");
  JsonArray *parts = json_object_get_array_member (patient, "required_caregivers");

  visit->place = index + 1;
  visit->earliest = json_array_get_double_element (window, 0);
  visit->latest = json_array_get_double_element (window, 1);
  visit->n_parts = (gint)json_array_get_length (parts);
  for (gint part = 0; part < visit->n_parts; part++)
    {
      JsonObject *object = json_array_get_object_element (parts, (guint)part);

      visit->skill[part] = find_id (services, json_object_get_string_member (object, "service"));
      visit->duration[part] = json_object_get_double_member (object, "duration");
    }
  if (visit->n_parts == 2)
    {
      JsonObject *sync = json_object_get_object_member (patient, "synchronization");
      JsonArray *gap
        = json_object_has_member (sync, "distance") ? json_object_get_array_member (sync, "distance") : NULL;

      visit->gap_least = gap != NULL ? json_array_get_double_element (gap, 0) : 0;
      visit->gap_most = gap != NULL ? json_array_get_double_element (gap, 1) : 0;
    }
}

static void
read_problem (JsonObject *root, WabiRouteProblem *problem)
{
  JsonArray *patients = json_object_get_array_member (root, "patients"), *services = json_object_get_array_member (root, "services");
  JsonArray *people = json_object_get_array_member (root, "caregivers"), *ways = json_object_get_array_member (root, "distances");

  problem->n_visits = (gint)json_array_get_length (patients);
  problem->n_people = (gint)json_array_get_length (people);
  problem->n_skills = (gint)json_array_get_length (services);
  problem->n_places = (gint)json_array_get_length (ways);
  problem->visits = g_new0 (WabiRouteVisit, problem->n_visits);
  problem->skills = g_new0 (guint8, problem->n_people * problem->n_skills);
  problem->way = g_new0 (double, problem->n_places * problem->n_places);
  for (gint i = 0; i < problem->n_visits; i++)
    read_visit (json_array_get_object_element (patients, (guint)i), services, i, &problem->visits[i]);
  for (gint i = 0; i < problem->n_people; i++)
    {
      JsonArray *able = json_object_get_array_member (json_array_get_object_element (people, (guint)i), "abilities");

      for (guint k = 0; k < json_array_get_length (able); k++)
        problem->skills[i * problem->n_skills + find_id (services, json_array_get_string_element (able, k))] = TRUE;
    }
  for (gint from = 0; from < problem->n_places; from++)
    for (gint to = 0; to < problem->n_places; to++)
      problem->way[from * problem->n_places + to]
        = json_array_get_double_element (json_array_get_array_element (ways, (guint)from), (guint)to);
}

static gboolean
tell (const char *name, const char *planner, const WabiRouteProblem *problem, const WabiRouteStop *stops, double seconds)
{
  WabiRouteCost cost;
  g_autofree char *wrong = wabi_route_check (problem, stops, &cost);

  g_print ("{\"instance\": \"%s\", \"planner\": \"%s\", \"visits\": %d, \"people\": %d, \"way\": %.2f, \"late\": %.2f, "
           "\"latest\": %.2f, \"cost\": %.2f, \"seconds\": %.2f, \"wrong\": \"%s\"}\n",
           name, planner, problem->n_visits, problem->n_people, cost.way, cost.late, cost.latest,
           wabi_route_cost_get_mean (&cost), seconds, wrong != NULL ? wrong : "");
  return wrong == NULL;
}

int
main (int argc, char **argv)
{
  guint64 rounds = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 1000000;
  guint starts = argc > 3 ? (guint)atoi (argv[3]) : 1;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimer) timer = NULL;
  g_autofree char *name = NULL;
  WabiRouteProblem problem = { 0 };
  WabiRouteStop *stops, *best;
  WabiRouteCost cost, best_cost = { G_MAXDOUBLE, 0, 0 };
  gboolean good;

  if (argc < 2 || !json_parser_load_from_file (parser, argv[1], &error))
    g_error ("%s", error != NULL ? error->message : "bench-plan-route INSTANCE [ROUNDS [STARTS]]");
  read_problem (json_node_get_object (json_parser_get_root (parser)), &problem);
  name = g_path_get_basename (argv[1]);
  stops = g_new0 (WabiRouteStop, 2 * problem.n_visits);
  best = g_new0 (WabiRouteStop, 2 * problem.n_visits);
  timer = g_timer_new ();
  good = wabi_route_greedy (&problem, best, &cost) && tell (name, "greedy", &problem, best, g_timer_elapsed (timer, NULL));
  g_timer_start (timer);
  for (guint seed = 1; good && seed <= starts; seed++)
    {
      good = wabi_route_run (&problem, rounds, seed, NULL, NULL, stops, &cost);
      if (wabi_route_cost_get_mean (&cost) >= wabi_route_cost_get_mean (&best_cost))
        continue;
      best_cost = cost;
      memcpy (best, stops, sizeof (WabiRouteStop) * 2 * (gsize)problem.n_visits);
    }
  good = good && tell (name, "wabi", &problem, best, g_timer_elapsed (timer, NULL));
  g_free (stops);
  g_free (best);
  g_free (problem.visits);
  g_free (problem.skills);
  g_free (problem.way);
  return good ? 0 : 1;
}
