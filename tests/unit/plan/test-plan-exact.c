// SPDX-License-Identifier: AGPL-3.0-or-later
// With the integer program a small week is solved to the best there is, compared with every plan there is; CBC is the real one.

#include "wabi-cbc.h"
#include "wabi-plan-check.h"
#include "wabi-plan-random-private.h"
#include "wabi-plan-run.h"

#define VISITS 5
#define PEOPLE 3

static double
get_reports (gpointer data)
{
  return 0;
}

static void
count_report (const WabiPlanProgress *progress, gpointer data)
{
  g_atomic_int_inc ((gint *)data);
}

static GArray *
solve (const char *program, double seconds, gboolean *optimal, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GArray *chosen = wabi_cbc_solve (program, 60, NULL, NULL, optimal, &error);

  g_assert_no_error (error);
  return chosen;
}

/** Booked visits at fixed times that may change hands, as for covering an absence. */
static WabiPlanProblem *
make_problem (guint seed)
{
  WabiPlanRandom random = wabi_plan_random_new (seed);
  WabiPlanProblem *problem = wabi_plan_problem_new (1, 3);

  problem->travel_cost = 100;
  problem->fair_cost = 300;
  for (gint from = 0; from < 3; from++)
    for (gint to = from + 1; to < 3; to++)
      wabi_plan_problem_set_travel (problem, from, to, 5 + wabi_plan_random_int (&random, 30));
  for (gint i = 0; i < PEOPLE; i++)
    {
      WabiPlanStaff *staff = wabi_plan_problem_add_staff (problem, "staff");

      wabi_plan_open (staff->open, 0, 32, 64 + wabi_plan_random_int (&random, 8), TRUE);
      staff->week_limit = 8 + wabi_plan_random_int (&random, 16);
      staff->fair = 8;
      staff->break_after = 16;
      staff->break_slots = 2;
    }
  for (gint i = 0; i < VISITS; i++)
    {
      WabiPlanClient *client = wabi_plan_problem_add_client (problem, "client");
      WabiPlanNeed *need = wabi_plan_problem_add_need (problem, "visit", i, "97153");
      gint start = 32 + wabi_plan_random_int (&random, 28), length = 4 + wabi_plan_random_int (&random, 5);

      wabi_plan_open (client->open, 0, start, start + length, TRUE);
      need->place = wabi_plan_random_int (&random, 3);
      need->wanted = need->asked = need->shortest = need->longest = length;
      need->worth = 20000;
      for (gint staff = 0; staff < PEOPLE; staff++)
        wabi_plan_need_allow (need, staff, -wabi_plan_random_int (&random, 2000), 1000 * wabi_plan_random_int (&random, 5));
    }
  return problem;
}

/** The best of all plans: nobody or anybody for each visit. */
static gint64
find_best (const WabiPlanProblem *problem)
{
  gint64 best = G_MININT64;
  gint plans = 1;

  for (gint i = 0; i < VISITS; i++)
    plans *= PEOPLE + 1;
  for (gint plan = 0; plan < plans; plan++)
    {
      g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit)), findings = NULL;
      WabiPlanTotals totals;

      for (gint i = 0, rest = plan; i < VISITS; i++, rest /= PEOPLE + 1)
        {
          WabiPlanVisit visit = { i, rest % (PEOPLE + 1) - 1, 0, 0, wabi_plan_problem_get_need (problem, i)->wanted };

          while (!wabi_plan_problem_get_client (problem, i)->open[visit.start])
            visit.start++;
          if (visit.staff >= 0)
            g_array_append_val (visits, visit);
        }
      findings = wabi_plan_check (problem, visits);
      wabi_plan_total (problem, visits, &totals);
      if (findings->len == 0)
        best = MAX (best, totals.value);
    }
  return best;
}

static void
test_exact (void)
{
  for (guint seed = 1; seed <= 8; seed++)
    {
      gint reports = 0;
      g_autoptr (WabiPlanProblem) problem = make_problem (seed);
      WabiPlanControl control = { .seconds = 1e6, .seed = seed, .get_seconds = get_reports, .solve = solve, .report = count_report,
                                  .data = &reports };
      g_autoptr (WabiPlanResult) result = wabi_plan_run (problem, &control);
      g_autoptr (GArray) findings = wabi_plan_check (problem, result->visits);

      // Nothing but the proof ends it.
      g_assert_true (result->exact);
      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_cmpint (result->value, ==, find_best (problem));
      g_assert_cmpint (result->bound, ==, result->value);
      g_assert_cmpuint (result->columns, >, 0);
    }
}

static gboolean
stop_at_once (gpointer data)
{
  return TRUE;
}

static void
test_answers (void)
{
  static const struct
  {
    const char *program;
    gboolean good;
  } cases[] = {
    { "Maximize\n goal: 3 x0 + 2 x1 + 2 x2\nSubject To\n a: x0 + x1 <= 1\n b: x0 + x2 <= 1\nBinaries\n x0 x1 x2\nEnd\n", TRUE },
    { "Maximize\n goal: x0\nSubject To\n a: x0 >= 2\nBinaries\n x0\nEnd\n", FALSE },
    { "nothing that it knows", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean optimal = FALSE;
      g_autoptr (GArray) chosen = wabi_cbc_solve (cases[i].program, 30, NULL, NULL, &optimal, &error);

      g_assert_cmpint (chosen != NULL, ==, cases[i].good);
      g_assert_cmpint (error == NULL, ==, cases[i].good);
      if (chosen == NULL)
        continue;
      g_assert_true (optimal);
      g_assert_cmpuint (chosen->len, ==, 2);
      g_assert_cmpuint (g_array_index (chosen, guint, 0), ==, 1);
      g_assert_cmpuint (g_array_index (chosen, guint, 1), ==, 2);
    }
}

/** A hard program (a parity that no rounding finds) ends when it is told to. */
static void
test_stopped (void)
{
  g_autoptr (GString) program = g_string_new ("Maximize\n goal: x0\nSubject To\n a: 0 x0");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) chosen = NULL;
  gboolean optimal;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (program, " + 2 x%u", i);
  g_string_append (program, " = 61\nBinaries\n");
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (program, " x%u\n", i);
  g_string_append (program, "End\n");
  chosen = wabi_cbc_solve (program->str, 3600, stop_at_once, NULL, &optimal, &error);
  g_assert_null (chosen);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-exact/best", test_exact);
  g_test_add_func ("/plan-exact/answers", test_answers);
  g_test_add_func ("/plan-exact/stopped", test_stopped);
  return g_test_run ();
}
