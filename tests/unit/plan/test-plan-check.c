// SPDX-License-Identifier: AGPL-3.0-or-later
// The checker finds each fault where it is made, and nothing in a plan that can be held.

#include "wabi-plan-check.h"

#define HOUR 4

/** Two people, two clients; place 1 is half an hour from place 0. Needs: 0 direct, 1 supervision in it, 2 of the other client away. */
static WabiPlanProblem *
make_problem (void)
{
  WabiPlanProblem *problem = wabi_plan_problem_new (2, 2);

  wabi_plan_problem_set_travel (problem, 0, 1, 30);
  for (gint i = 0; i < 2; i++)
    {
      WabiPlanStaff *staff = wabi_plan_problem_add_staff (problem, i == 0 ? "ann" : "bob");
      WabiPlanClient *client = wabi_plan_problem_add_client (problem, i == 0 ? "cy" : "di");

      for (gint day = 0; day < 2; day++)
        {
          wabi_plan_open (staff->open, day, 8 * HOUR, 18 * HOUR, TRUE);
          wabi_plan_open (client->open, day, 9 * HOUR, 17 * HOUR, TRUE);
        }
      staff->day_limit = 6 * HOUR;
      staff->week_limit = 7 * HOUR;
      staff->break_after = 4 * HOUR;
      staff->break_slots = 2;
    }
  for (gint i = 0; i < 3; i++)
    {
      WabiPlanNeed *need = wabi_plan_problem_add_need (problem, "need", i == 2 ? 1 : 0, i == 1 ? "97155" : "97153");

      need->place = i == 2 ? 1 : 0;
      need->wanted = need->asked = i == 1 ? 2 * HOUR : 8 * HOUR;
      need->shortest = HOUR;
      need->longest = 5 * HOUR;
      need->per_day = 2;
      need->day_cap = 5 * HOUR;
      need->inside = i == 1 ? 0 : -1;
      need->most_staff = i == 2 ? 1 : 0;
      if (i != 1)
        wabi_plan_need_allow (need, 0, 0, 0);
      wabi_plan_need_allow (need, 1, -100, 500);
    }
  return problem;
}

/** What is fixed: Bob is in a meeting on the second day from 9 to 10; Cy is elsewhere from 15 to 16. */
static void
add_fixed (WabiPlanProblem *problem)
{
  const WabiPlanFixed meeting = { 1, -1, -1, -1, 1, 9 * HOUR, 10 * HOUR };
  const WabiPlanFixed lesson = { -1, 0, -1, -1, 1, 15 * HOUR, 16 * HOUR };

  wabi_plan_problem_add_fixed (problem, &meeting);
  wabi_plan_problem_add_fixed (problem, &lesson);
}

typedef struct
{
  const char *name;
  guint n;
  WabiPlanVisit visits[4];
  gint fault;
} Case;

static const Case cases[] = {
  { "nothing", 0, { { 0 } }, -1 },
  { "a good day", 3, { { 0, 0, 0, 36, 16 }, { 1, 1, 0, 40, 4 }, { 2, 1, 0, 46, 8 } }, -1 },
  { "a need that is not there", 1, { { 7, 0, 0, 36, 8 } }, WABI_PLAN_FAULT_UNKNOWN },
  { "a day that is not there", 1, { { 0, 0, 2, 36, 8 } }, WABI_PLAN_FAULT_UNKNOWN },
  { "past midnight", 1, { { 0, 0, 0, 94, 8 } }, WABI_PLAN_FAULT_UNKNOWN },
  { "nobody of length nothing", 1, { { 0, 0, 0, 36, 0 } }, WABI_PLAN_FAULT_UNKNOWN },
  { "not allowed", 2, { { 0, 1, 0, 36, 8 }, { 1, 0, 0, 36, 8 } }, WABI_PLAN_FAULT_MAY_NOT },
  { "before staff and client", 1, { { 0, 0, 0, 30, 8 } }, WABI_PLAN_FAULT_STAFF_AWAY },
  { "before the client", 1, { { 0, 0, 0, 33, 8 } }, WABI_PLAN_FAULT_CLIENT_AWAY },
  { "after the client", 1, { { 0, 0, 0, 64, 5 } }, WABI_PLAN_FAULT_CLIENT_AWAY },
  { "one person twice", 2, { { 0, 0, 0, 36, 8 }, { 2, 0, 0, 40, 8 } }, WABI_PLAN_FAULT_STAFF_TWICE },
  { "in a meeting", 1, { { 0, 1, 1, 38, 8 } }, WABI_PLAN_FAULT_STAFF_TWICE },
  { "one client twice", 2, { { 0, 0, 0, 36, 8 }, { 0, 1, 0, 40, 8 } }, WABI_PLAN_FAULT_CLIENT_TWICE },
  { "client is elsewhere", 1, { { 0, 0, 1, 56, 6 } }, WABI_PLAN_FAULT_CLIENT_TWICE },
  { "too short", 1, { { 0, 0, 0, 36, 3 } }, WABI_PLAN_FAULT_LENGTH },
  { "too long", 1, { { 0, 0, 0, 36, 21 } }, WABI_PLAN_FAULT_LENGTH },
  { "three on a day", 3, { { 0, 0, 0, 36, 4 }, { 0, 0, 0, 44, 4 }, { 0, 1, 0, 52, 4 } }, WABI_PLAN_FAULT_PER_DAY },
  { "too much on a day", 2, { { 0, 0, 0, 36, 16 }, { 0, 1, 0, 52, 8 } }, WABI_PLAN_FAULT_PER_DAY },
  { "more than wanted", 3, { { 0, 0, 0, 36, 16 }, { 0, 1, 1, 40, 16 }, { 0, 1, 0, 52, 4 } }, WABI_PLAN_FAULT_TOO_MUCH },
  { "seven hours a day", 2, { { 0, 0, 0, 36, 14 }, { 2, 0, 0, 54, 14 } }, WABI_PLAN_FAULT_DAY_LIMIT },
  { "eight hours a week", 2, { { 0, 0, 0, 36, 16 }, { 2, 0, 1, 36, 16 } }, WABI_PLAN_FAULT_WEEK_LIMIT },
  { "no break", 2, { { 0, 0, 0, 36, 12 }, { 2, 0, 0, 51, 8 } }, WABI_PLAN_FAULT_NO_BREAK },
  { "five hours on end", 1, { { 0, 0, 0, 36, 20 } }, WABI_PLAN_FAULT_NO_BREAK },
  { "no way", 2, { { 0, 0, 0, 36, 8 }, { 2, 0, 0, 45, 4 } }, WABI_PLAN_FAULT_NO_WAY },
  { "supervision of nothing", 1, { { 1, 1, 0, 36, 4 } }, WABI_PLAN_FAULT_NOT_INSIDE },
  { "supervision reaches out", 2, { { 0, 0, 0, 36, 8 }, { 1, 1, 0, 42, 4 } }, WABI_PLAN_FAULT_NOT_INSIDE },
  { "two people for one", 2, { { 2, 0, 0, 36, 4 }, { 2, 1, 0, 44, 4 } }, WABI_PLAN_FAULT_MANY_STAFF },
};

static GArray *
list_visits (const Case *one)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));

  g_array_append_vals (visits, one->visits, one->n);
  return visits;
}

static void
test_faults (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (WabiPlanProblem) problem = make_problem ();
  g_autoptr (GArray) visits = list_visits (one);
  g_autoptr (GArray) findings = NULL;
  gboolean found = FALSE;

  add_fixed (problem);
  findings = wabi_plan_check (problem, visits);
  for (guint i = 0; i < findings->len; i++)
    {
      found |= (gint)g_array_index (findings, WabiPlanFinding, i).fault == one->fault;
      g_assert_cmpuint (g_array_index (findings, WabiPlanFinding, i).visit, <, MAX (visits->len, 1));
    }
  g_assert_cmpint (findings->len > 0, ==, one->fault >= 0);
  g_assert_cmpint (found, ==, one->fault >= 0);
}

/** What is wrong among fixed visits already is nobody's fault here. */
static void
test_fixed_clash (void)
{
  g_autoptr (WabiPlanProblem) problem = make_problem ();
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit)), findings = NULL;
  const WabiPlanFixed here = { 0, 0, 0, 0, 0, 36, 44 }, there = { 0, 1, 2, 1, 0, 44, 64 };

  wabi_plan_problem_add_fixed (problem, &here);
  wabi_plan_problem_add_fixed (problem, &there);
  findings = wabi_plan_check (problem, visits);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_totals (void)
{
  g_autoptr (WabiPlanProblem) problem = make_problem ();
  g_autoptr (GArray) visits = list_visits (&cases[1]);
  WabiPlanTotals totals;

  problem->travel_cost = 7;
  problem->fair_cost = 11;
  ((WabiPlanStaff *)problem->staff->pdata[0])->fair = 20;
  wabi_plan_total (problem, visits, &totals);
  g_assert_cmpint (totals.slots, ==, 28);
  g_assert_cmpint (totals.wanted, ==, 72);
  g_assert_cmpint (totals.travel, ==, 30);
  g_assert_cmpint (totals.pairs, ==, 3);
  g_assert_cmpint (totals.unfair, ==, 4);
  // 28 slots, 12 of them with Bob at 100 less, who twice costs 500; half an hour's way; four slots under the fair share.
  g_assert_cmpint (totals.value, ==, 280000 - 1200 - 1000 - 210 - 44);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/plan-check/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_faults);
    }
  g_test_add_func ("/plan-check/fixed-clash", test_fixed_clash);
  g_test_add_func ("/plan-check/totals", test_totals);
  return g_test_run ();
}
