// SPDX-License-Identifier: AGPL-3.0-or-later
// Each mode on made practices: better than what is booked and than a planner with a list at what it is for, and never at the families' cost.

#include "week-plan.h"

#define MONDAY "2026-03-09"
#define PEOPLE 5
#define FAMILIES 8
#define SEEDS 3

static guint32
next (guint32 *state, guint32 below)
{
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) % below;
}

static char *
name_id (int sort, int number)
{
  return g_strdup_printf ("01900000-0000-7000-8000-000000%d%04d", 10 + sort, number);
}

static gint64
at (int day, int minute)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_text (MONDAY) + day, minute);
}

static void
put (MemoryPractice *practice, const WabiKind *kind, const char *id, char *take_body)
{
  memory_practice_put (practice, kind, id, take_body);
  g_free (take_body);
}

/* Technicians who all may serve everybody, and families who are seen at home, far from each other. */
static void
put_people (MemoryPractice *practice, guint32 *state, gboolean booked)
{
  for (int i = 0; i < PEOPLE; i++)
    {
      g_autofree char *id = name_id (0, i), *credential = name_id (1, i);

      put (practice, &wabi_kind_staff, id,
           g_strdup_printf ("{'first_name':'Tech','last_name':'%d','role':'rbt','credential':'RBT','npi':'199900%04d','supervisor':'" BCBA "','active':true}", i, i));
      put (practice, &wabi_kind_credential, credential,
           g_strdup_printf ("{'staff':'%s','type':'RBT','valid_from':'2025-01-01','valid_to':'2026-12-31'}", id));
      for (int day = 1; day <= 5; day++)
        {
          g_autofree char *hours = name_id (2, i * 10 + day);

          put (practice, &wabi_kind_staff_hours, hours, g_strdup_printf ("{'staff':'%s','weekday':%d,'start_minute':480,'end_minute':1080}", id, day));
        }
    }
  for (int i = 0; i < FAMILIES; i++)
    {
      g_autofree char *id = name_id (3, i), *coverage = name_id (4, i), *authorization = name_id (5, i);

      put (practice, &wabi_kind_client, id,
           g_strdup_printf ("{'first_name':'Child','last_name':'%d','birth_date':'2019-08-03','sex':'F','diagnoses':['F84.0'],'bcba':'" BCBA "','place':'12','status':'active'}", i));
      put (practice, &wabi_kind_coverage, coverage,
           g_strdup_printf ("{'client':'%s','payer':'" PAYER "','priority':1,'member_id':'W%d','relation':'self','valid_from':'2026-01-01'}", id, i));
      put (practice, &wabi_kind_authorization, authorization,
           g_strdup_printf ("{'client':'%s','payer':'" PAYER "','number':'B-%d','status':'approved','valid_from':'2026-03-01','valid_to':'2026-08-31',"
                            "'lines':[{'code':'97153','units':4000,'per':'total','weekly':%u}]}", id, i, booked ? 400 : 40 + next (state, 40)));
      for (int k = 0; k < i; k++)
        {
          g_autofree char *way = name_id (6, i * 20 + k), *other = name_id (3, k);

          put (practice, &wabi_kind_travel_time, way, g_strdup_printf ("{'from':'%s','to':'%s','minutes':%u}", id, other, 5 + next (state, 40)));
        }
    }
}

/* Two sessions a family on each day, one in the morning and one in the afternoon, with whoever is free: nobody thought of ways or shares. */
static int
put_booked (MemoryPractice *practice, guint32 *state)
{
  gboolean busy[5][2][PEOPLE] = { 0 };
  int n = 0;

  for (int day = 0; day < 5; day++)
    for (int half = 0; half < 2; half++)
      for (int i = 0; i < FAMILIES; i++)
        {
          // The first three have most of it.
          int who = (int) next (state, next (state, 3) == 0 ? PEOPLE : 3);
          g_autofree char *id = name_id (7, n), *client = name_id (3, i), *staff = name_id (0, who);
          int start = half == 0 ? 540 : 840;

          if (busy[day][half][who])
            continue;
          busy[day][half][who] = TRUE;
          put (practice, &wabi_kind_appointment, id,
               g_strdup_printf ("{'client':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                ",'zone':'" ZONE "','service_code':'97153','place':'12','status':'scheduled'}",
                                client, staff, at (day, start), at (day, start + 120)));
          n++;
        }
  return n;
}

static MemoryPractice *
make (guint32 seed, gboolean booked)
{
  MemoryPractice *practice = memory_practice_new (at (0, 420));
  guint32 state = seed * 7919;

  memory_practice_furnish (practice);
  put_people (practice, &state, booked);
  if (booked)
    g_assert_cmpint (put_booked (practice, &state), >, 20);
  return practice;
}

/* The week as it is booked, as a plan; without those of who is away. */
static GArray *
list_booked (MemoryPractice *practice, WabiWeek *week)
{
  const WabiPlanProblem *problem = wabi_week_get_problem (week);
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));

  for (guint i = 0; i < problem->needs->len; i++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, (int) i);
      g_autoptr (WabiRecord) was = wabi_lookup_get (&practice->view, &wabi_kind_appointment, need->ref);
      WabiLocal start = wabi_zone_to_local (ZONE, wabi_record_get_int (was, "starts_at"));
      WabiPlanVisit visit = { (int) i, -1, start.day - wabi_day_from_text (MONDAY), start.minute / WABI_PLAN_SLOT_MINUTES, need->wanted, 0 };

      for (guint k = 0; k < problem->staff->len; k++)
        if (wabi_record_is (was, "staff", wabi_plan_problem_get_staff (problem, (int) k)->ref))
          visit.staff = (int) k;
      g_assert_cmpint (visit.staff, >=, 0);
      g_array_append_val (visits, visit);
    }
  return visits;
}

/** A mode at work: what is booked, what a planner with a list makes of it, and what ours does. */
typedef struct
{
  WabiPlanTotals booked, greedy, ours;
  gint64 bound;
} Outcome;

static Outcome
try (guint32 seed, WabiWeekMode mode, const char *absent)
{
  MemoryPractice *practice = make (seed, mode != WABI_WEEK_FILL);
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
  g_autoptr (WabiProofContext) fresh = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
  WabiWeekWish wish = { .mode = mode, .first = wabi_day_from_text (MONDAY), .days = 7, .absent = absent };
  g_autoptr (WabiWeek) week = wabi_week_new (context, &wish);
  const WabiPlanProblem *problem = wabi_week_get_problem (week);
  g_autoptr (WabiPlanResult) result = week_plan_run (week);
  g_autoptr (GArray) greedy = wabi_plan_greedy (problem);
  g_autoptr (GPtrArray) visits = wabi_week_list_visits (week, fresh, result->visits);
  Outcome outcome = { .bound = result->bound };

  wabi_plan_total (problem, greedy, &outcome.greedy);
  wabi_plan_total (problem, result->visits, &outcome.ours);
  if (mode == WABI_WEEK_TRAVEL || mode == WABI_WEEK_BALANCE)
    {
      g_autoptr (GArray) booked = list_booked (practice, week);

      wabi_plan_total (problem, booked, &outcome.booked);
      g_assert_cmpint (outcome.booked.value, <=, outcome.ours.value);
    }
  for (guint i = 0; i < visits->len; i++)
    {
      const WabiWeekVisit *visit = g_ptr_array_index (visits, i);

      g_assert_cmpstr (visit->refusal, ==, NULL);
      g_assert_true ((visit->was != NULL) == (mode != WABI_WEEK_FILL));
      // Who only changes hands keeps their time.
      if (visit->was != NULL)
        g_assert_cmpint (wabi_record_get_int (visit->was, "starts_at"), ==, wabi_record_get_int (visit->record, "starts_at"));
      if (absent != NULL)
        g_assert_false (wabi_record_is (visit->record, "staff", absent));
    }
  memory_practice_free (practice);
  g_test_message ("seed %u: booked %d/%d min/%d unfair; list %d/%d/%d; ours %d/%d/%d of %d; gap %.2f %%", seed, outcome.booked.slots, outcome.booked.travel,
                  outcome.booked.unfair, outcome.greedy.slots, outcome.greedy.travel, outcome.greedy.unfair, outcome.ours.slots, outcome.ours.travel,
                  outcome.ours.unfair, outcome.ours.wanted, 100 * wabi_plan_result_get_gap (result));
  g_assert_cmpint (outcome.ours.value, >=, outcome.greedy.value);
  g_assert_cmpint (outcome.ours.value, <=, outcome.bound);
  return outcome;
}

static void
test_fill (void)
{
  for (guint32 seed = 1; seed <= SEEDS; seed++)
    {
      Outcome outcome = try (seed, WABI_WEEK_FILL, NULL);

      // An hour for hours on the way or of fairness is as far as points go.
      g_assert_cmpint (outcome.ours.slots + 4, >=, outcome.greedy.slots);
      g_assert_cmpint (outcome.ours.slots, >, 0);
    }
}

/* All that can be covered is, and more of it than by a list, where a list leaves something. */
static void
test_cover (void)
{
  for (guint32 seed = 1; seed <= SEEDS; seed++)
    {
      g_autofree char *absent = name_id (0, 0);
      Outcome outcome = try (seed, WABI_WEEK_COVER, absent);

      g_assert_cmpint (outcome.ours.slots, >=, outcome.greedy.slots);
      g_assert_cmpint (outcome.ours.slots, >, 0);
    }
}

/* Less on the way than booked and than by a list; every family keeps its session. */
static void
test_travel (void)
{
  int saved = 0;

  for (guint32 seed = 1; seed <= SEEDS; seed++)
    {
      Outcome outcome = try (seed, WABI_WEEK_TRAVEL, NULL);

      g_assert_cmpint (outcome.ours.slots, ==, outcome.booked.slots);
      g_assert_cmpint (outcome.ours.travel, <=, outcome.booked.travel);
      g_assert_true (outcome.ours.slots > outcome.greedy.slots || outcome.ours.travel <= outcome.greedy.travel);
      saved += outcome.booked.travel - outcome.ours.travel;
    }
  g_assert_cmpint (saved, >, 0);
}

/* Fewer hours short of a fair share than booked and than by a list; every family keeps its session. */
static void
test_balance (void)
{
  int evened = 0;

  for (guint32 seed = 1; seed <= SEEDS; seed++)
    {
      Outcome outcome = try (seed, WABI_WEEK_BALANCE, NULL);

      g_assert_cmpint (outcome.ours.slots, ==, outcome.booked.slots);
      g_assert_cmpint (outcome.ours.unfair, <=, outcome.booked.unfair);
      g_assert_true (outcome.ours.slots > outcome.greedy.slots || outcome.ours.unfair <= outcome.greedy.unfair);
      evened += outcome.booked.unfair - outcome.ours.unfair;
    }
  g_assert_cmpint (evened, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/week-modes/fill", test_fill);
  g_test_add_func ("/week-modes/cover", test_cover);
  g_test_add_func ("/week-modes/travel", test_travel);
  g_test_add_func ("/week-modes/balance", test_balance);
  return g_test_run ();
}
