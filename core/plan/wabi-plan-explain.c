// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a visit of a plan is as it is, and what kept a need from being met.

#include "wabi-plan-explain.h"

#include "wabi-plan-state-private.h"

#define BARS (WABI_PLAN_BAR_NO_SUPERVISION + 1)
#define NEVER 99

/** How often each thing stood in the way, by how many things did at once: fewest things say most. */
typedef struct
{
  guint least;
  guint counts[BARS];
} Tally;

static void
count_bars (Tally *tally, guint bars)
{
  guint number = (guint)__builtin_popcount (bars);

  if (number > tally->least)
    return;
  if (number < tally->least)
    *tally = (Tally){ .least = number };
  for (guint bar = 0; bar < BARS; bar++)
    tally->counts[bar] += (bars >> bar) & 1;
}

static WabiPlanBar
find_bar (const WabiPlanState *state, gint index)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (state->model->problem, index);
  Tally tally = { .least = NEVER };
  guint best = WABI_PLAN_BAR_NONE;

  if (need->may->len == 0)
    return WABI_PLAN_BAR_NOBODY;
  if (state->need_slots[index] >= need->wanted)
    return WABI_PLAN_BAR_AUTHORIZATION;
  if (need->wanted - state->need_slots[index] < need->shortest)
    return need->asked > need->wanted ? WABI_PLAN_BAR_AUTHORIZATION : WABI_PLAN_BAR_REST_TOO_SHORT;
  for (guint k = 0; k < need->may->len; k++)
    for (gint day = 0; day < state->model->n_days; day++)
      for (gint slot = 0; slot + need->shortest <= WABI_PLAN_DAY_SLOTS; slot++)
        {
          WabiPlanVisit visit = { index, g_array_index (need->may, WabiPlanMay, k).staff, day, slot, need->shortest };

          guint bars = wabi_plan_state_judge (state, &visit, state->model->pair_start[index] + (gint)k);

          // All times are outside of the client's hours but those that count.
          if ((bars & (1 << WABI_PLAN_BAR_CLIENT_HOURS)) == 0)
            count_bars (&tally, bars);
        }
  if (tally.least == 0)
    return WABI_PLAN_BAR_NONE;
  if (tally.least == NEVER)
    return WABI_PLAN_BAR_CLIENT_HOURS;
  for (guint bar = 0; bar < BARS; bar++)
    if (tally.counts[bar] > 0 && tally.counts[bar] >= tally.counts[best])
      best = bar;
  return (WabiPlanBar)best;
}

/** Whether the person serves the need, as planned or fixed. */
static gboolean
is_serving (const WabiPlanState *state, gint need, gint staff)
{
  const WabiPlanModel *model = state->model;

  for (gint day = 0; day < model->n_days; day++)
    {
      const WabiPlanDayState *one = wabi_plan_state_get_day (state, staff, day);

      for (gint i = 0; i < one->n; i++)
        if (one->visits[i].need == need)
          return TRUE;
    }
  for (guint i = 0; i < model->problem->fixed->len; i++)
    if (g_array_index (model->problem->fixed, WabiPlanFixed, i).need == need
        && g_array_index (model->problem->fixed, WabiPlanFixed, i).staff == staff)
      return TRUE;
  return FALSE;
}

/** What keeps supervision of those whom the person serves from being more: of needs that lack something, that which binds them. */
static WabiPlanBar
find_owed_bar (const WabiPlanState *state, gint staff, gint *people)
{
  WabiPlanBar bar = WABI_PLAN_BAR_NO_SUPERVISION;

  for (gint i = 0; i < state->model->n_needs; i++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (state->model->problem, i);

      if (need->inside < 0 || need->may->len == 0 || need->asked <= 0 || !is_serving (state, need->inside, staff))
        continue;
      *people = MAX (*people, (gint)need->may->len);
      bar = find_bar (state, i);
      if (bar != WABI_PLAN_BAR_AUTHORIZATION && bar != WABI_PLAN_BAR_REST_TOO_SHORT)
        return bar;
    }
  return bar;
}

static void
add_owed (const WabiPlanState *state, GArray *all)
{
  for (gint staff = 0; staff < state->model->n_staff; staff++)
    {
      WabiPlanUnmet unmet = { .need = -1, .staff = staff };

      unmet.slots = wabi_plan_problem_get_staff (state->model->problem, staff)->owed - state->supervised[staff];
      if (unmet.slots <= 0)
        continue;
      unmet.bar = find_owed_bar (state, staff, &unmet.people);
      g_array_append_val (all, unmet);
    }
}

GArray *
wabi_plan_explain_unmet (const WabiPlanProblem *problem, const GArray *visits)
{
  g_autoptr (WabiPlanModel) model = wabi_plan_model_new (problem);
  g_autoptr (WabiPlanState) state = wabi_plan_state_new (model);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (WabiPlanUnmet));

  wabi_plan_state_load (state, visits);
  for (gint i = 0; i < model->n_needs; i++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, i);
      WabiPlanUnmet unmet = { .need = i, .staff = -1, .people = (gint)need->may->len };

      unmet.slots = MAX (need->asked, need->wanted) - state->need_slots[i];
      if (unmet.slots <= 0)
        continue;
      unmet.bar = find_bar (state, i);
      g_array_append_val (all, unmet);
    }
  add_owed (state, all);
  return all;
}

/** Minutes from the stay before it on the same day. */
static gint
find_way (const WabiPlanState *state, const WabiPlanVisit *visit)
{
  const WabiPlanModel *model = state->model;
  const WabiPlanDay *day = &model->days[visit->staff * model->n_days + visit->day];
  const WabiPlanDayState *plan = wabi_plan_state_get_day (state, visit->staff, visit->day);
  gint from = -1, until = -1;

  for (gint i = 0; i < plan->n; i++)
    if (plan->visits[i].start < visit->start && plan->visits[i].start > until)
      {
        until = plan->visits[i].start;
        from = wabi_plan_problem_get_need (model->problem, plan->visits[i].need)->place;
      }
  for (gint i = 0; i < day->n_stops; i++)
    if (day->stops[i].start < visit->start && day->stops[i].start > until && day->stops[i].place >= 0)
      {
        until = day->stops[i].start;
        from = day->places[day->stops[i].place];
      }
  return wabi_plan_problem_get_travel (model->problem, from, wabi_plan_problem_get_need (model->problem, visit->need)->place);
}

static WabiPlanReason
explain (WabiPlanState *state, const WabiPlanVisit *visit)
{
  const WabiPlanModel *model = state->model;
  const WabiPlanNeed *need = wabi_plan_problem_get_need (model->problem, visit->need);
  gint pair = wabi_plan_state_find_pair (state, visit->need, visit->staff);
  WabiPlanReason reason = { .known = wabi_plan_model_get_may (model, visit->need, pair)->per_week == 0,
                            .way = find_way (state, visit),
                            .others = (gint)need->may->len - 1 };
  gint day = visit->staff * model->n_days + visit->day, at = 0;
  gint64 value = state->value, best = G_MININT64;

  while (state->days[day].visits[at].start != visit->start)
    at++;
  wabi_plan_state_remove (state, day, at);
  for (guint k = 0; k < need->may->len; k++)
    {
      WabiPlanVisit other = *visit;
      gint other_pair = model->pair_start[visit->need] + (gint)k, other_day;

      other.staff = g_array_index (need->may, WabiPlanMay, k).staff;
      if (other.staff == visit->staff || !wabi_plan_state_fits (state, &other, other_pair))
        continue;
      reason.others_free++;
      wabi_plan_state_add (state, &other, other_pair);
      best = MAX (best, state->value);
      other_day = other.staff * model->n_days + other.day;
      for (gint i = 0; i < state->days[other_day].n; i++)
        if (state->days[other_day].visits[i].start == other.start)
          {
            wabi_plan_state_remove (state, other_day, i);
            break;
          }
    }
  wabi_plan_state_add (state, visit, pair);
  reason.loss = reason.others_free > 0 ? MAX (value - best, 0) : 0;
  return reason;
}

GArray *
wabi_plan_explain_visits (const WabiPlanProblem *problem, const GArray *visits)
{
  g_autoptr (WabiPlanModel) model = wabi_plan_model_new (problem);
  g_autoptr (WabiPlanState) state = wabi_plan_state_new (model);
  GArray *all = g_array_new (FALSE, TRUE, sizeof (WabiPlanReason));

  g_array_set_size (all, visits->len);
  if (wabi_plan_state_load (state, visits) > 0)
    return all;
  for (guint i = 0; i < visits->len; i++)
    g_array_index (all, WabiPlanReason, i) = explain (state, &g_array_index (visits, WabiPlanVisit, i));
  return all;
}
