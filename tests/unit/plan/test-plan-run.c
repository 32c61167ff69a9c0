// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans of random practices pass the checker and never exceed the proven bound; tiny ones are compared with every plan there is.

#include "made-practice.h"
#include "wabi-plan-check.h"
#include "wabi-plan-random-private.h"
#include "wabi-plan-run.h"

/** Counts reports of the search instead of seconds, so that a slow machine does the same as a fast one. */
typedef struct
{
  gint reports, most;
  gint bounded;
} Watch;

static double
get_reports (gpointer data)
{
  return g_atomic_int_get (&((Watch *)data)->reports);
}

static void
count_report (const WabiPlanProgress *progress, gpointer data)
{
  Watch *watch = data;

  g_assert_cmpint (progress->value, <=, progress->bound);
  g_atomic_int_inc (&watch->reports);
  if (progress->bound != G_MAXINT64)
    g_atomic_int_set (&watch->bounded, TRUE);
}

static gboolean
is_enough (gpointer data)
{
  Watch *watch = data;

  return g_atomic_int_get (&watch->reports) >= watch->most && g_atomic_int_get (&watch->bounded);
}

static WabiPlanResult *
run (const WabiPlanProblem *problem, gint reports, guint64 seed)
{
  Watch watch = { .most = reports };
  WabiPlanControl control = { .seconds = 1e6, .seed = seed, .get_seconds = get_reports, .is_stopped = is_enough,
                              .report = count_report, .data = &watch };

  return wabi_plan_run (problem, &control);
}

/** Some hours that are taken already, some of which clash. */
static void
add_fixed (WabiPlanProblem *problem, WabiPlanRandom *random)
{
  for (gint i = 0; i < 12; i++)
    {
      gint need = wabi_plan_random_int (random, (gint)problem->needs->len);
      const WabiPlanNeed *one = wabi_plan_problem_get_need (problem, need);
      gint start = 32 + wabi_plan_random_int (random, 36);
      WabiPlanFixed fixed = { wabi_plan_random_int (random, (gint)problem->staff->len),
                              i % 4 == 0 ? -1 : one->client,
                              i % 4 == 0 ? -1 : need,
                              i % 4 == 0 ? -1 : one->place,
                              wabi_plan_random_int (random, problem->days),
                              start,
                              start + 4 + wabi_plan_random_int (random, 9) };

      wabi_plan_problem_add_fixed (problem, &fixed);
    }
}

static void
assert_good (const WabiPlanProblem *problem, const GArray *visits, gint64 bound)
{
  g_autoptr (GArray) findings = wabi_plan_check (problem, visits);
  WabiPlanTotals totals;

  if (findings->len > 0)
    g_test_message ("fault %d", g_array_index (findings, WabiPlanFinding, 0).fault);
  g_assert_cmpuint (findings->len, ==, 0);
  wabi_plan_total (problem, visits, &totals);
  g_assert_cmpint (totals.value, <=, bound);
}

static void
test_made (void)
{
  for (guint seed = 1; seed <= 12; seed++)
    {
      WabiPlanRandom random = wabi_plan_random_new (seed);
      g_autoptr (WabiPlanProblem) problem = made_practice_new (4 + (gint)seed, 2 + (gint)seed / 2, seed);
      g_autoptr (WabiPlanResult) result = NULL;
      g_autoptr (GArray) greedy = wabi_plan_greedy (problem);

      if (seed % 2 == 0)
        {
          add_fixed (problem, &random);
        }
      if (seed % 3 != 0)
        made_practice_limit (problem, seed);
      g_array_unref (greedy);
      greedy = wabi_plan_greedy (problem);
      result = run (problem, 8, seed);
      g_assert_cmpuint (result->bound_rounds, >, 0);
      assert_good (problem, greedy, result->bound);
      assert_good (problem, result->visits, result->bound);
      g_assert_cmpfloat (wabi_plan_result_get_gap (result), >=, 0);
      g_assert_cmpint (result->visits->len, >, 0);
    }
}

static gboolean
stop_at_once (gpointer data)
{
  return TRUE;
}

/** Stopped before it began it still has a plan, and claims nothing about it. */
static void
test_stop (void)
{
  Watch watch = { 0 };
  WabiPlanControl control
    = { .seconds = 1e9, .seed = 1, .get_seconds = get_reports, .is_stopped = stop_at_once, .data = &watch };
  g_autoptr (WabiPlanProblem) problem = made_practice_new (10, 4, 3);
  g_autoptr (WabiPlanResult) result = wabi_plan_run (problem, &control);
  g_autoptr (GArray) findings = wabi_plan_check (problem, result->visits);

  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpuint (result->visits->len, >, 0);
  g_assert_cmpint (result->bound, ==, G_MAXINT64);
  g_assert_cmpfloat (wabi_plan_result_get_gap (result), ==, 1);
}

static void
test_empty (void)
{
  g_autoptr (WabiPlanProblem) nothing = wabi_plan_problem_new (1, 0);
  g_autoptr (WabiPlanResult) result = run (nothing, 20, 1);

  g_assert_cmpuint (result->visits->len, ==, 0);
  g_assert_cmpint (result->value, ==, 0);
  g_assert_cmpfloat (wabi_plan_result_get_gap (result), ==, 0);
}

/** Some of them have what reaches across needs and people, too. */
static void
add_limits (WabiPlanProblem *problem, guint seed, WabiPlanRandom *random)
{
  WabiPlanCap *cap;

  if (seed % 2 == 0)
    {
      WabiPlanRoom *room = wabi_plan_problem_add_room (problem, "room", wabi_plan_problem_get_need (problem, 0)->place);
      gint taken = 32 + wabi_plan_random_int (random, 8);

      wabi_plan_open (room->taken, 0, taken, taken + 1, TRUE);
    }
  if (seed % 4 < 2)
    {
      wabi_plan_problem_add_cap (problem, 0, 0, 1, 3 + wabi_plan_random_int (random, 3), WABI_PLAN_BAR_MONTH_LIMIT);
      cap = wabi_plan_problem_add_cap (problem, -1, 0, 1, 4 + wabi_plan_random_int (random, 3), WABI_PLAN_BAR_CLIENT_LIMIT);
      wabi_plan_cap_add_need (cap, 0);
      wabi_plan_cap_add_need (cap, 1);
    }
  if (seed % 8 < 5)
    {
      problem->owed_cost = 900;
      for (gint i = 0; i < 2; i++)
        ((WabiPlanStaff *)problem->staff->pdata[i])->owed = wabi_plan_random_int (random, 4);
    }
}

/** Two hours of two people for two clients, of whom one has supervision. */
static WabiPlanProblem *
make_tiny (guint seed)
{
  WabiPlanRandom random = wabi_plan_random_new (seed);
  WabiPlanProblem *problem = wabi_plan_problem_new (1, 2);

  problem->travel_cost = 50;
  problem->fair_cost = 700;
  wabi_plan_problem_set_travel (problem, 0, 1, 15);
  for (gint i = 0; i < 2; i++)
    {
      WabiPlanStaff *staff = wabi_plan_problem_add_staff (problem, "staff");
      WabiPlanClient *client = wabi_plan_problem_add_client (problem, "client");

      wabi_plan_open (staff->open, 0, 32 + wabi_plan_random_int (&random, 2), 39 + wabi_plan_random_int (&random, 2), TRUE);
      wabi_plan_open (client->open, 0, 32 + wabi_plan_random_int (&random, 3), 38 + wabi_plan_random_int (&random, 3), TRUE);
      staff->day_limit = 4 + wabi_plan_random_int (&random, 4);
      staff->fair = wabi_plan_random_int (&random, 6);
      staff->base = wabi_plan_random_int (&random, 3) - 1;
      staff->break_after = wabi_plan_random_int (&random, 2) * 4;
      staff->break_slots = 1;
    }
  for (gint i = 0; i < 3; i++)
    {
      WabiPlanNeed *need = wabi_plan_problem_add_need (problem, "need", i % 2, "97153");

      need->place = wabi_plan_random_int (&random, 2);
      need->wanted = need->asked = 2 + wabi_plan_random_int (&random, 5);
      need->shortest = 2;
      need->longest = 3;
      need->per_day = 1 + wabi_plan_random_int (&random, 2);
      need->inside = i == 2 ? 0 : -1;
      for (gint staff = 0; staff < 2; staff++)
        wabi_plan_need_allow (need, staff, -100 * wabi_plan_random_int (&random, 20), 1000 * wabi_plan_random_int (&random, 4));
    }
  if (seed % 3 == 0)
    {
      const WabiPlanFixed fixed = { 0, -1, -1, wabi_plan_random_int (&random, 2), 0, 34, 36 };

      wabi_plan_problem_add_fixed (problem, &fixed);
    }
  add_limits (problem, seed, &random);
  return problem;
}

/** Every plan, visit by visit: each possible one is left out or taken. */
static void
try_all (const WabiPlanProblem *problem, const GArray *possible, guint from, GArray *visits, gint64 *best)
{
  g_autoptr (GArray) findings = wabi_plan_check (problem, visits);
  WabiPlanTotals totals;
  gboolean only_inside = TRUE;

  for (guint i = 0; i < findings->len; i++)
    only_inside &= g_array_index (findings, WabiPlanFinding, i).fault == WABI_PLAN_FAULT_NOT_INSIDE;
  // Supervision comes before what it supervises here: all else that is wrong stays wrong.
  if (!only_inside)
    return;
  wabi_plan_total (problem, visits, &totals);
  if (findings->len == 0)
    *best = MAX (*best, totals.value);
  for (guint i = from; i < possible->len; i++)
    {
      g_array_append_val (visits, g_array_index (possible, WabiPlanVisit, i));
      try_all (problem, possible, i + 1, visits, best);
      g_array_set_size (visits, visits->len - 1);
    }
}

static gint64
find_best (const WabiPlanProblem *problem)
{
  g_autoptr (GArray) possible = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));
  gint64 best = G_MININT64;

  for (gint need = 0; need < 3; need++)
    for (gint staff = 0; staff < 2; staff++)
      for (gint start = 32; start < 40; start++)
        for (gint length = 2; length <= 3; length++)
          {
            WabiPlanVisit visit = { need, staff, 0, start, length, .room = wabi_plan_problem_needs_room (problem, wabi_plan_problem_get_need (problem, need)) };

            if (start + length <= 40)
              g_array_append_val (possible, visit);
          }
  try_all (problem, possible, 0, visits, &best);
  return best;
}

static void
test_tiny (void)
{
  guint best_found = 0;

  for (guint seed = 1; seed <= 16; seed++)
    {
      g_autoptr (WabiPlanProblem) problem = make_tiny (seed);
      g_autoptr (WabiPlanResult) result = run (problem, 800, seed);
      gint64 best = find_best (problem);

      assert_good (problem, result->visits, result->bound);
      g_assert_cmpint (best, <=, result->bound);
      g_assert_cmpint (result->value, <=, best);
      best_found += result->value == best;
    }
  // No proof that it always does, but a search that misses many of these is broken.
  g_assert_cmpuint (best_found, >=, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-run/made", test_made);
  g_test_add_func ("/plan-run/tiny", test_tiny);
  g_test_add_func ("/plan-run/stop", test_stop);
  g_test_add_func ("/plan-run/empty", test_empty);
  return g_test_run ();
}
