// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans as a person with a list does: need after need, the first that fits.

#include "wabi-plan-run.h"
#include "wabi-plan-state-private.h"

/** A need in the order in which they are served. */
typedef struct
{
  gint need, people, worth;
  gboolean inside;
} Turn;

static gint
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *first = a, *second = b;

  if (first->inside != second->inside)
    return first->inside ? 1 : -1;
  if (first->worth != second->worth)
    return second->worth - first->worth;
  return first->people != second->people ? first->people - second->people : first->need - second->need;
}

/** The longest visit at the first time of the day that this person has. */
static gboolean
place_day (WabiPlanState *state, gint index, gint pair, gint staff, gint day)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (state->model->problem, index);
  gint longest = MIN (need->longest, need->wanted - state->need_slots[index]);

  for (gint length = longest; length >= need->shortest; length--)
    for (gint slot = 0; slot + length <= WABI_PLAN_DAY_SLOTS; slot++)
      {
        WabiPlanVisit visit = { index, staff, day, slot, length };

        if (!wabi_plan_state_fits (state, &visit, pair))
          continue;
        wabi_plan_state_add (state, &visit, pair);
        return TRUE;
      }
  return FALSE;
}

/** Who of those not yet asked suits best: whom the client knows first. */
static gint
pick_person (const WabiPlanState *state, gint index, const gboolean *asked)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (state->model->problem, index);
  gint best = -1, gain = G_MININT;

  for (guint k = 0; k < need->may->len; k++)
    {
      const WabiPlanMay *may = &g_array_index (need->may, WabiPlanMay, k);
      gint pair = state->model->pair_start[index] + (gint)k;
      gint suits = may->per_slot - (state->pair_visits[pair] > 0 ? 0 : may->per_week);

      if (asked[k] || suits <= gain)
        continue;
      best = (gint)k;
      gain = suits;
    }
  return best;
}

static void
place_need (WabiPlanState *state, gint index)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (state->model->problem, index);

  for (gint day = 0; day < state->model->n_days; day++)
    for (gint turn = 0; turn < need->per_day; turn++)
      {
        g_autofree gboolean *asked = g_new0 (gboolean, need->may->len + 1);
        gboolean placed = FALSE;

        for (gint k = pick_person (state, index, asked); k >= 0 && !placed; k = pick_person (state, index, asked))
          {
            asked[k] = TRUE;
            placed = place_day (state, index, state->model->pair_start[index] + k,
                                g_array_index (need->may, WabiPlanMay, k).staff, day);
          }
        if (!placed)
          break;
      }
}

GArray *
wabi_plan_greedy (const WabiPlanProblem *problem)
{
  g_autoptr (WabiPlanModel) model = wabi_plan_model_new (problem);
  g_autoptr (WabiPlanState) state = wabi_plan_state_new (model);
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));

  for (gint i = 0; i < model->n_needs; i++)
    {
      const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, i);
      Turn turn = { i, (gint)need->may->len, need->worth, need->inside >= 0 };

      g_array_append_val (turns, turn);
    }
  g_array_sort (turns, compare_turns);
  for (guint i = 0; i < turns->len; i++)
    place_need (state, g_array_index (turns, Turn, i).need);
  return wabi_plan_state_list (state);
}
