// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans weeks of made practices and tells what came of it, one JSON object a line.

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "made-practice.h"
#include "wabi-plan-check.h"
#include "wabi-cbc.h"
#include "wabi-plan-run.h"

/**
 * Seconds that the asking thread had a processor: on a machine with two cores that does nothing else, seconds by the clock, and on one that
 * others work on, too, still what the same work would have taken.
 */
static double
get_seconds (gpointer data)
{
  struct timespec now;
  struct rusage children;
  double seconds;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  seconds = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
  // The thread that did not begin the program is the one that waits for the solver.
  getrusage (RUSAGE_CHILDREN, &children);
  return g_thread_self () == data ? seconds : seconds + (double)children.ru_utime.tv_sec + (double)children.ru_utime.tv_usec / 1e6;
}

static GArray *
solve (const char *program, double seconds, gboolean *optimal, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GArray *chosen = wabi_cbc_solve (program, seconds, NULL, NULL, optimal, &error);

  if (chosen == NULL)
    g_printerr ("cbc: %s\n", error->message);
  return chosen;
}

static gboolean
tell (const char *planner, const WabiPlanProblem *problem, const GArray *visits, gint64 bound, double first, double seconds,
      guint64 rounds, guint64 bound_rounds)
{
  g_autoptr (GArray) findings = wabi_plan_check (problem, visits);
  WabiPlanTotals totals;

  wabi_plan_total (problem, visits, &totals);
  g_print ("{\"planner\": \"%s\", \"clients\": %u, \"staff\": %u, \"wanted\": %.2f, \"hours\": %.2f, \"visits\": %u, "
           "\"travel\": %d, \"pairs\": %d, \"unfair\": %.2f, \"owed\": %.2f, \"value\": %" G_GINT64_FORMAT ", \"bound\": %" G_GINT64_FORMAT
           ", \"first\": %.3f, \"seconds\": %.3f, \"rounds\": %" G_GUINT64_FORMAT ", \"bound_rounds\": %" G_GUINT64_FORMAT
           ", \"faults\": %u}\n",
           planner, problem->clients->len, problem->staff->len, totals.wanted / 4.0, totals.slots / 4.0, visits->len,
           totals.travel, totals.pairs, totals.unfair / 4.0, totals.owed / 4.0, totals.value, bound, first, seconds, rounds, bound_rounds,
           findings->len);
  return findings->len == 0;
}

int
main (int argc, char **argv)
{
  gint clients = argc > 1 ? atoi (argv[1]) : 50, staff = argc > 2 ? atoi (argv[2]) : 15;
  guint seed = argc > 4 ? (guint)atoi (argv[4]) : 1;
  g_autoptr (WabiPlanProblem) problem = made_practice_new (clients, staff, seed);
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GArray) greedy = NULL;
  double greedy_seconds;
  WabiPlanControl control = { .seconds = argc > 3 ? atof (argv[3]) : 10, .seed = seed, .get_seconds = get_seconds, .data = g_thread_self () };
  g_autoptr (WabiPlanResult) result = NULL;
  gboolean good;

  if (argc > 5 && g_str_equal (argv[5], "limits"))
    made_practice_limit (problem, seed);
  g_timer_start (timer);
  greedy = wabi_plan_greedy (problem);
  greedy_seconds = g_timer_elapsed (timer, NULL);
  if (wabi_cbc_is_there () && g_getenv ("WITHOUT_CBC") == NULL)
    control.solve = solve;
  g_timer_start (timer);
  result = wabi_plan_run (problem, &control);
  good = tell ("greedy", problem, greedy, result->bound, greedy_seconds, greedy_seconds, 0, 0);
  good &= tell ("wabi", problem, result->visits, result->bound, result->first_seconds, g_timer_elapsed (timer, NULL),
                result->rounds, result->bound_rounds);
  return good ? 0 : 1;
}
