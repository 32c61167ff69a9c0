// SPDX-License-Identifier: AGPL-3.0-or-later
// Caps, rooms and supervision that is owed: what the checker finds, what is said to have bound a need, and what goes to another process and back.

#include "made-practice.h"
#include "wabi-plan-check.h"
#include "wabi-plan-explain.h"
#include "wabi-plan-random-private.h"
#include "wabi-plan-wire.h"

#define HOUR 4

/** Three needs of three clients at a place with one room, two people; the third need lies inside of the first and takes no room. */
static WabiPlanProblem *
make_problem (void)
{
  WabiPlanProblem *problem = wabi_plan_problem_new (2, 2);
  WabiPlanCap *cap;

  for (gint i = 0; i < 2; i++)
    {
      WabiPlanStaff *staff = wabi_plan_problem_add_staff (problem, "staff");
      WabiPlanClient *client = wabi_plan_problem_add_client (problem, "client");

      for (gint day = 0; day < 2; day++)
        {
          wabi_plan_open (staff->open, day, 8 * HOUR, 18 * HOUR, TRUE);
          wabi_plan_open (client->open, day, 8 * HOUR, 18 * HOUR, TRUE);
        }
    }
  for (gint i = 0; i < 3; i++)
    {
      WabiPlanNeed *need = wabi_plan_problem_add_need (problem, "need", i % 2, i == 2 ? "97155" : "97153");

      need->place = 0;
      need->wanted = need->asked = 8 * HOUR;
      need->shortest = 2;
      need->per_day = 2;
      need->inside = i == 2 ? 0 : -1;
      wabi_plan_need_allow (need, 0, 0, 0);
      wabi_plan_need_allow (need, 1, 0, 0);
    }
  wabi_plan_open (wabi_plan_problem_add_room (problem, "blue", 0)->taken, 0, 12 * HOUR, 13 * HOUR, TRUE);
  wabi_plan_problem_add_room (problem, "elsewhere", 1);
  wabi_plan_problem_add_cap (problem, 0, 1, 2, 3 * HOUR, WABI_PLAN_BAR_MONTH_LIMIT);
  cap = wabi_plan_problem_add_cap (problem, -1, 0, 2, 5 * HOUR, WABI_PLAN_BAR_CLIENT_LIMIT);
  wabi_plan_cap_add_need (cap, 1);
  problem->owed_cost = 100;
  ((WabiPlanStaff *)problem->staff->pdata[0])->owed = 6;
  return problem;
}

typedef struct
{
  const char *name;
  guint n;
  WabiPlanVisit visits[3];
  gint fault;
} Case;

static const Case cases[] = {
  { "one after the other in the room", 2, { { 0, 0, 0, 32, 8, 1 }, { 1, 1, 0, 40, 8, 1 } }, -1 },
  { "supervision takes none", 2, { { 0, 0, 0, 32, 8, 1 }, { 2, 1, 0, 32, 8, 0 } }, -1 },
  { "without a room", 1, { { 0, 0, 0, 32, 8, 0 } }, WABI_PLAN_FAULT_ROOM },
  { "two in one room", 2, { { 0, 0, 0, 32, 8, 1 }, { 1, 1, 0, 36, 8, 1 } }, WABI_PLAN_FAULT_ROOM },
  { "a room elsewhere", 1, { { 0, 0, 0, 32, 8, 2 } }, WABI_PLAN_FAULT_ROOM },
  { "a room that is not there", 1, { { 0, 0, 0, 32, 8, 3 } }, WABI_PLAN_FAULT_ROOM },
  { "a room that is held", 1, { { 0, 0, 0, 44, 8, 1 } }, WABI_PLAN_FAULT_ROOM },
  { "supervision with a room", 2, { { 0, 0, 0, 32, 8, 1 }, { 2, 1, 0, 32, 8, 1 } }, WABI_PLAN_FAULT_ROOM },
  { "on a day that does not count", 1, { { 0, 0, 0, 32, 14, 1 } }, -1 },
  { "more than the month leaves", 1, { { 0, 0, 1, 32, 14, 1 } }, WABI_PLAN_FAULT_CAP },
  { "somebody else's month", 1, { { 0, 1, 1, 32, 14, 1 } }, -1 },
  { "more than the client may have", 2, { { 1, 1, 0, 32, 12, 1 }, { 1, 1, 1, 32, 12, 1 } }, WABI_PLAN_FAULT_CAP },
};

static GArray *
list_visits (const Case *one)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));

  g_array_append_vals (visits, one->visits, one->n);
  return visits;
}

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WabiPlanProblem) problem = make_problem ();
      g_autoptr (GArray) visits = list_visits (&cases[i]), findings = wabi_plan_check (problem, visits);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (findings->len, ==, cases[i].fault >= 0);
      if (findings->len > 0)
        g_assert_cmpint (g_array_index (findings, WabiPlanFinding, 0).fault, ==, cases[i].fault);
    }
}

/** Six slots are owed to the first: supervision of their own visit counts, of another's does not. */
static void
test_owed (void)
{
  static const struct
  {
    gint direct, length, owed;
  } tries[] = { { 0, 4, 2 }, { 0, 8, 0 }, { 1, 4, 6 } };

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (WabiPlanProblem) problem = make_problem ();
      g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit)), unmet = NULL;
      const WabiPlanVisit direct = { 0, tries[i].direct, 0, 32, 8, 1 }, over = { 2, 1 - tries[i].direct, 0, 32, tries[i].length, 0 };
      WabiPlanTotals totals;
      gint owed = 0;

      g_array_append_val (visits, direct);
      g_array_append_val (visits, over);
      wabi_plan_total (problem, visits, &totals);
      g_assert_cmpint (totals.owed, ==, tries[i].owed);
      g_assert_cmpint (totals.value, ==, (8 + tries[i].length) * 10000 - tries[i].owed * 100);
      unmet = wabi_plan_explain_unmet (problem, visits);
      for (guint k = 0; k < unmet->len; k++)
        if (g_array_index (unmet, WabiPlanUnmet, k).need < 0)
          {
            g_assert_cmpint (g_array_index (unmet, WabiPlanUnmet, k).staff, ==, 0);
            owed += g_array_index (unmet, WabiPlanUnmet, k).slots;
          }
      g_assert_cmpint (owed, ==, tries[i].owed);
    }
}

/** What is left of both days only one thing is in the way of. */
static void
test_bars (void)
{
  static const struct
  {
    gint need;
    guint n;
    WabiPlanVisit visits[2];
    WabiPlanBar bar;
  } tries[] = {
    { 1, 2, { { 1, 1, 0, 32, 10, 1 }, { 1, 1, 1, 32, 10, 1 } }, WABI_PLAN_BAR_CLIENT_LIMIT },
    { 0, 2, { { 0, 0, 0, 52, 19, 1 }, { 0, 0, 1, 32, 12, 1 } }, WABI_PLAN_BAR_MONTH_LIMIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (WabiPlanProblem) problem = make_problem ();
      g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit)), unmet = NULL, findings = NULL;
      WabiPlanNeed *need = problem->needs->pdata[tries[i].need];
      gint bar = -1;

      need->wanted = need->asked = 60;
      need->per_day = 3;
      // Only the first, whom the month binds.
      if (i == 1)
        {
          g_array_set_size (need->may, 1);
          wabi_plan_open (((WabiPlanStaff *)problem->staff->pdata[0])->open, 0, 0, 52, FALSE);
          wabi_plan_open (((WabiPlanStaff *)problem->staff->pdata[0])->open, 0, 71, 96, FALSE);
        }
      g_array_append_vals (visits, tries[i].visits, tries[i].n);
      findings = wabi_plan_check (problem, visits);
      g_assert_cmpuint (findings->len, ==, 0);
      unmet = wabi_plan_explain_unmet (problem, visits);
      for (guint k = 0; k < unmet->len; k++)
        if (g_array_index (unmet, WabiPlanUnmet, k).need == tries[i].need)
          bar = (gint)g_array_index (unmet, WabiPlanUnmet, k).bar;
      g_assert_cmpint (bar, ==, tries[i].bar);
    }
}

static void
assert_same (const GArray *first, const GArray *second)
{
  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++)
    {
      const WabiPlanVisit *a = &g_array_index (first, WabiPlanVisit, i), *b = &g_array_index (second, WabiPlanVisit, i);

      g_assert_true (a->need == b->need && a->staff == b->staff && a->day == b->day && a->start == b->start && a->length == b->length
                     && a->room == b->room);
    }
}

/** A problem that went through bytes is planned in the same way, and its answer comes back whole. */
static void
test_wire (void)
{
  const WabiPlanOrder order = { 12.5, 0.01, 77 };

  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autoptr (WabiPlanProblem) problem = made_practice_new (6 + (gint)seed, 4, seed), there = NULL;
      const WabiPlanFixed fixed = { 0, 0, 0, 0, 0, 36, 44 };
      g_autoptr (GBytes) bytes = NULL, back = NULL;
      g_autoptr (GArray) here_visits = NULL, there_visits = NULL;
      g_autoptr (WabiPlanAnswer) answer = g_new0 (WabiPlanAnswer, 1), read = NULL;
      WabiPlanOrder told = { 0 };

      if (seed % 2 == 0)
        made_practice_limit (problem, seed);
      wabi_plan_problem_add_fixed (problem, &fixed);
      bytes = wabi_plan_wire_write_problem (problem, &order);
      there = wabi_plan_wire_read_problem (bytes, &told);
      g_assert_nonnull (there);
      g_assert_true (told.seconds == 12.5 && told.gap == 0.01 && told.seed == 77);
      here_visits = wabi_plan_greedy (problem);
      there_visits = wabi_plan_greedy (there);
      assert_same (here_visits, there_visits);

      answer->visits = g_array_ref (there_visits);
      answer->unmet = wabi_plan_explain_unmet (there, there_visits);
      answer->reasons = wabi_plan_explain_visits (there, there_visits);
      answer->value = -5;
      answer->bound = G_MAXINT64;
      answer->exact = TRUE;
      back = wabi_plan_wire_write_answer (answer);
      read = wabi_plan_wire_read_answer (back, problem);
      g_assert_nonnull (read);
      assert_same (read->visits, here_visits);
      g_assert_cmpuint (read->unmet->len, ==, answer->unmet->len);
      for (guint i = 0; i < read->unmet->len; i++)
        g_assert_cmpint (g_array_index (read->unmet, WabiPlanUnmet, i).bar, ==, g_array_index (answer->unmet, WabiPlanUnmet, i).bar);
      g_assert_cmpint (read->value, ==, -5);
      g_assert_cmpint (read->bound, ==, G_MAXINT64);
      g_assert_true (read->exact);
    }
}

/** Bytes that are no problem are none, or one that can be planned: nothing reads outside of it. */
static void
test_broken (void)
{
  g_autoptr (WabiPlanProblem) problem = made_practice_new (3, 2, 1);
  const WabiPlanOrder order = { 1, 0, 1 };
  g_autoptr (GBytes) bytes = NULL;
  WabiPlanRandom random = wabi_plan_random_new (5);
  guint refused = 0;
  gsize n;

  made_practice_limit (problem, 1);
  bytes = wabi_plan_wire_write_problem (problem, &order);
  n = g_bytes_get_size (bytes);
  for (guint i = 0; i < 300; i++)
    {
      guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), n);
      g_autoptr (GBytes) broken = g_bytes_new_take (copy, n);
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (broken, 0, i % 3 == 0 ? (gsize)wabi_plan_random_int (&random, (gint)n) : n);
      g_autoptr (WabiPlanProblem) read = NULL;
      WabiPlanOrder told;

      for (gint k = 0; k < 4; k++)
        copy[wabi_plan_random_int (&random, (gint)n)] = (guint8)wabi_plan_random_int (&random, 256);
      read = wabi_plan_wire_read_problem (cut, &told);
      refused += read == NULL;
      if (read != NULL)
        {
          g_autoptr (GArray) visits = wabi_plan_greedy (read);

          g_assert_nonnull (visits);
        }
    }
  g_assert_cmpuint (refused, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-limits/faults", test_faults);
  g_test_add_func ("/plan-limits/owed", test_owed);
  g_test_add_func ("/plan-limits/bars", test_bars);
  g_test_add_func ("/plan-limits/wire", test_wire);
  g_test_add_func ("/plan-limits/broken", test_broken);
  return g_test_run ();
}
