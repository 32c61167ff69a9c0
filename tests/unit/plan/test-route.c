// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes pass their checker, which finds what is wrong with bad ones; a day whose best routes are known is solved.

#include <math.h>

#include "wabi-plan-random-private.h"
#include "wabi-route.h"

#define VISITS 8

typedef struct
{
  WabiRouteProblem problem;
  guint8 skills[3 * 2];
  double way[(VISITS + 1) * (VISITS + 1)];
  WabiRouteVisit visits[VISITS];
} Day;

static void
make_day (Day *day, guint seed)
{
  WabiPlanRandom random = wabi_plan_random_new (seed);
  double x[VISITS + 1], y[VISITS + 1];

  *day = (Day){ .problem = { .n_people = 3, .n_skills = 2, .n_places = VISITS + 1, .n_visits = VISITS },
                .skills = { TRUE, FALSE, TRUE, TRUE, FALSE, TRUE } };
  day->problem.skills = day->skills;
  day->problem.way = day->way;
  day->problem.visits = day->visits;
  for (gint i = 0; i <= VISITS; i++)
    {
      x[i] = wabi_plan_random_double (&random) * 50;
      y[i] = wabi_plan_random_double (&random) * 50;
    }
  for (gint i = 0; i <= VISITS; i++)
    for (gint k = 0; k <= VISITS; k++)
      day->way[i * (VISITS + 1) + k] = hypot (x[i] - x[k], y[i] - y[k]);
  for (gint i = 0; i < VISITS; i++)
    {
      double start = wabi_plan_random_int (&random, 240);

      day->visits[i] = (WabiRouteVisit){ .place = i + 1, .earliest = start, .latest = start + 60, .n_parts = i < 5 ? 1 : 2,
                                         .skill = { i % 2, 1 - i % 2 }, .duration = { 15, 20 },
                                         .gap_least = i < 7 ? 0 : 10, .gap_most = i < 7 ? 0 : 30 };
    }
}

static void
test_random (void)
{
  for (guint seed = 1; seed <= 20; seed++)
    {
      WabiRouteStop stops[2 * VISITS], greedy[2 * VISITS];
      WabiRouteCost cost, checked, greedy_cost;
      g_autofree char *wrong = NULL, *greedy_wrong = NULL;
      Day day;

      make_day (&day, seed);
      g_assert_true (wabi_route_greedy (&day.problem, greedy, &greedy_cost));
      greedy_wrong = wabi_route_check (&day.problem, greedy, &checked);
      g_assert_cmpstr (greedy_wrong, ==, NULL);
      g_assert_true (wabi_route_run (&day.problem, 20000, seed, NULL, NULL, stops, &cost));
      wrong = wabi_route_check (&day.problem, stops, &checked);
      g_assert_cmpstr (wrong, ==, NULL);
      g_assert_cmpfloat_with_epsilon (wabi_route_cost_get_mean (&cost), wabi_route_cost_get_mean (&checked), 1e-6);
      g_assert_cmpfloat (wabi_route_cost_get_mean (&cost), <=, wabi_route_cost_get_mean (&greedy_cost) + 1e-9);
    }
}

/** On a line the best way is there and back, whatever the order of the list. */
static void
test_line (void)
{
  guint8 skills[1] = { TRUE };
  double way[36];
  WabiRouteVisit visits[5];
  WabiRouteProblem problem = { 1, 1, 6, 5, skills, way, visits };
  WabiRouteStop stops[10];
  WabiRouteCost cost;

  for (gint i = 0; i < 6; i++)
    for (gint k = 0; k < 6; k++)
      way[i * 6 + k] = 10 * ABS (i - k);
  for (gint i = 0; i < 5; i++)
    visits[i] = (WabiRouteVisit){ .place = (i * 2) % 5 + 1, .latest = 1000, .n_parts = 1, .duration = { 5, 0 } };
  g_assert_true (wabi_route_run (&problem, 20000, 1, NULL, NULL, stops, &cost));
  g_assert_cmpfloat_with_epsilon (cost.way, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost.late, 0, 1e-9);
}

static void
test_faults (void)
{
  static const struct
  {
    gint visit, part, person;
    double start;
    const char *word;
  } cases[] = {
    { 0, 0, 9, 0, "nobody comes" },        { 0, 0, 2, 0, "not able" },         { 0, 0, -2, -500, "too early" },
    { 7, 1, -2, 500, "apart" },            { 6, 0, -3, 0, "one person" },      { 5, 0, -2, -1, "apart" },
    { 1, 0, -4, 0, "in time" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiRouteStop stops[2 * VISITS];
      WabiRouteCost cost;
      g_autofree char *wrong = NULL;
      WabiRouteStop *stop = &stops[2 * cases[i].visit + cases[i].part];
      Day day;

      make_day (&day, 3);
      // Of this one everybody is able for one part, so that the same person can be in both.
      if (cases[i].person == -3)
        day.skills[0] = day.skills[1] = day.skills[4] = day.skills[5] = TRUE;
      g_assert_true (wabi_route_run (&day.problem, 2000, 1, NULL, NULL, stops, &cost));
      stop->start += cases[i].start;
      if (cases[i].person >= 0)
        stop->person = cases[i].person;
      else if (cases[i].person == -3)
        stop->person = stops[2 * cases[i].visit + 1].person;
      else if (cases[i].person == -4)
        for (gint k = 0; k < 2; k++)
          {
            // Two single visits of one person at the same time, as late as both may be.
            stops[4 * k + 2].person = 1;
            stops[4 * k + 2].start = MAX (day.visits[1].earliest, day.visits[3].earliest) + 1000;
          }
      if (cases[i].person == -4)
        {
          stops[6].person = 1;
          stops[6].start = stops[2].start;
        }
      wrong = wabi_route_check (&day.problem, stops, &cost);
      g_assert_nonnull (wrong);
      if (g_strstr_len (wrong, -1, cases[i].word) == NULL)
        g_error ("case %u: %s", i, wrong);
    }
}

static void
test_unable (void)
{
  WabiRouteStop stops[2 * VISITS];
  WabiRouteCost cost;
  Day day;

  make_day (&day, 1);
  day.skills[1] = day.skills[3] = day.skills[5] = FALSE;
  g_assert_false (wabi_route_run (&day.problem, 100, 1, NULL, NULL, stops, &cost));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/random", test_random);
  g_test_add_func ("/route/line", test_line);
  g_test_add_func ("/route/faults", test_faults);
  g_test_add_func ("/route/unable", test_unable);
  return g_test_run ();
}
