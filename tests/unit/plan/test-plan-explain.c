// SPDX-License-Identifier: AGPL-3.0-or-later
// What bound a need that was not met, and why a visit is with whom it is.

#include "wabi-plan-explain.h"

#define HOUR 4

typedef struct
{
  const char *name;
  gint people, wanted, asked, shortest, per_day;
  gint client_from, client_to, staff_from, staff_to;
  gint week_limit, most_staff, far;
  gboolean other_client;
  guint n;
  WabiPlanVisit visits[2];
  WabiPlanBar bar;
  gint slots;
} Case;

/* Needs: 0 of the client who lacks something; 1 of another client, whom the same people serve; 2 is supervision of 1 with need 0's client. */
static const Case cases[] = {
  { "nobody", 0, 8, 8, 4, 1, 36, 60, 36, 60, 99, 0, 0, FALSE, 0, { { 0 } }, WABI_PLAN_BAR_NOBODY, 8 },
  { "authorization", 1, 8, 12, 4, 1, 36, 60, 36, 60, 99, 0, 0, FALSE, 1, { { 0, 0, 0, 36, 8 } }, WABI_PLAN_BAR_AUTHORIZATION, 4 },
  { "rest", 1, 10, 10, 4, 1, 36, 60, 36, 60, 99, 0, 0, FALSE, 1, { { 0, 0, 0, 36, 8 } }, WABI_PLAN_BAR_REST_TOO_SHORT, 2 },
  { "client hours", 1, 8, 8, 4, 1, 36, 38, 32, 72, 99, 0, 0, FALSE, 0, { { 0 } }, WABI_PLAN_BAR_CLIENT_HOURS, 8 },
  { "staff hours", 1, 8, 8, 4, 1, 60, 72, 32, 60, 99, 0, 0, FALSE, 0, { { 0 } }, WABI_PLAN_BAR_STAFF_HOURS, 8 },
  { "staff busy", 1, 8, 8, 4, 1, 36, 48, 36, 48, 99, 0, 0, TRUE, 1, { { 1, 0, 0, 36, 12 } }, WABI_PLAN_BAR_STAFF_BUSY, 8 },
  { "hours limit", 1, 8, 8, 4, 1, 36, 60, 36, 60, 6, 0, 0, TRUE, 1, { { 1, 0, 0, 36, 4 } }, WABI_PLAN_BAR_HOURS_LIMIT, 8 },
  { "day full", 1, 8, 8, 4, 1, 36, 60, 36, 60, 99, 0, 0, FALSE, 1, { { 0, 0, 0, 36, 4 } }, WABI_PLAN_BAR_DAY_FULL, 4 },
  { "way", 1, 8, 8, 4, 1, 48, 52, 36, 60, 99, 0, 60, TRUE, 1, { { 1, 0, 0, 36, 12 } }, WABI_PLAN_BAR_WAY_OR_BREAK, 8 },
  { "many staff", 2, 12, 12, 4, 2, 36, 60, 36, 60, 4, 1, 0, FALSE, 1, { { 0, 0, 0, 36, 4 } }, WABI_PLAN_BAR_MANY_STAFF, 8 },
  { "not worth it", 1, 8, 8, 4, 1, 36, 60, 36, 60, 99, 0, 0, FALSE, 0, { { 0 } }, WABI_PLAN_BAR_NONE, 8 },
};

static WabiPlanProblem *
make_problem (const Case *one)
{
  WabiPlanProblem *problem = wabi_plan_problem_new (1, 2);

  wabi_plan_problem_set_travel (problem, 0, 1, one->far);
  for (gint i = 0; i < 2; i++)
    {
      WabiPlanClient *client = wabi_plan_problem_add_client (problem, "client");
      WabiPlanStaff *staff = wabi_plan_problem_add_staff (problem, "staff");
      WabiPlanNeed *need = wabi_plan_problem_add_need (problem, "need", i, "97153");

      wabi_plan_open (client->open, 0, i == 0 ? one->client_from : 0, i == 0 ? one->client_to : 96, TRUE);
      wabi_plan_open (staff->open, 0, one->staff_from, one->staff_to, TRUE);
      staff->week_limit = one->week_limit;
      need->place = i;
      need->wanted = i == 0 ? one->wanted : 12;
      need->asked = i == 0 ? one->asked : 12;
      need->shortest = one->shortest;
      need->per_day = one->per_day;
      need->most_staff = one->most_staff;
    }
  for (gint i = 0; i < one->people; i++)
    wabi_plan_need_allow ((WabiPlanNeed *)problem->needs->pdata[0], i, 0, i * 1000);
  if (one->other_client)
    wabi_plan_need_allow ((WabiPlanNeed *)problem->needs->pdata[1], 0, 0, 0);
  return problem;
}

static void
test_unmet (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (WabiPlanProblem) problem = make_problem (one);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit)), all = NULL;
  const WabiPlanUnmet *unmet;

  g_array_append_vals (visits, one->visits, one->n);
  all = wabi_plan_explain_unmet (problem, visits);
  g_assert_cmpuint (all->len, >, 0);
  unmet = &g_array_index (all, WabiPlanUnmet, 0);
  g_assert_cmpint (unmet->need, ==, 0);
  g_assert_cmpint (unmet->bar, ==, one->bar);
  g_assert_cmpint (unmet->slots, ==, one->slots);
  g_assert_cmpint (unmet->people, ==, one->people);
}

static void
test_supervision (void)
{
  g_autoptr (WabiPlanProblem) problem = make_problem (&cases[10]);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit)), all = NULL;
  WabiPlanNeed *inside = wabi_plan_problem_add_need (problem, "supervision", 0, "97155");

  inside->wanted = inside->asked = inside->shortest = 4;
  inside->inside = 0;
  wabi_plan_need_allow (inside, 1, 0, 0);
  all = wabi_plan_explain_unmet (problem, visits);
  g_assert_cmpint (g_array_index (all, WabiPlanUnmet, all->len - 1).bar, ==, WABI_PLAN_BAR_NOT_INSIDE);
}

static void
test_reasons (void)
{
  g_autoptr (WabiPlanProblem) problem = make_problem (&cases[9]);
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit)), reasons = NULL;
  const WabiPlanVisit visit = { 0, 0, 0, 40, 4 };
  const WabiPlanReason *reason;

  g_array_append_val (visits, visit);
  reasons = wabi_plan_explain_visits (problem, visits);
  g_assert_cmpuint (reasons->len, ==, 1);
  reason = &g_array_index (reasons, WabiPlanReason, 0);
  g_assert_true (reason->known);
  g_assert_cmpint (reason->others, ==, 1);
  g_assert_cmpint (reason->others_free, ==, 1);
  g_assert_cmpint (reason->loss, ==, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/plan-explain/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_unmet);
    }
  g_test_add_func ("/plan-explain/supervision", test_supervision);
  g_test_add_func ("/plan-explain/reasons", test_reasons);
  return g_test_run ();
}
