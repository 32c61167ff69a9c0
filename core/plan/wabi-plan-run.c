// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the search for plans and the search for the bound side by side, each helped by the other.

#include "wabi-plan-run.h"

#include <math.h>

#include "wabi-plan-check.h"
#include "wabi-plan-master-private.h"
#include "wabi-plan-search-private.h"

/** Rounds of the search between two looks at clock and prices. */
#define ROUNDS 20
/** When the integer program is solved, and for how long, as shares of the time. */
#define SOLVE_AFTER 0.5
#define SOLVE_FOR 0.35
/** Plans and rounds of the bound whose days the program may pick from: the latest. */
#define KEPT_PLANS 60
#define KEPT_ROUNDS 25

typedef struct
{
  const WabiPlanControl *control;
  const WabiPlanModel *model;
  WabiPlanBound *bound;
  GMutex lock;
  gint64 best_value, best_bound;
  guint64 bound_rounds;
  WabiPlanPrices prices;
  gboolean fresh, over;
  GPtrArray *plans;
  GArray *solved;
  gint64 told_value;
  guint columns;
  gboolean exact;
} Work;

static gboolean
is_over (Work *work)
{
  const WabiPlanControl *control = work->control;
  gboolean over;

  g_mutex_lock (&work->lock);
  work->over = work->over || control->get_seconds (control->data) >= control->seconds
               || (control->is_stopped != NULL && control->is_stopped (control->data))
               || (work->best_bound != G_MAXINT64
                   && (double)(work->best_bound - work->best_value) <= control->gap * fabs ((double)work->best_bound));
  over = work->over;
  g_mutex_unlock (&work->lock);
  return over;
}

/* ---- The integer program ---- */

/** What was picked is better than nothing, and maybe than the best; the search takes it over. */
static void
hand_over (Work *work, GArray *visits, gboolean exact, gint64 value)
{
  g_mutex_lock (&work->lock);
  g_clear_pointer (&work->solved, g_array_unref);
  work->solved = visits;
  if (exact)
    {
      work->exact = TRUE;
      work->best_bound = MIN (work->best_bound, value);
    }
  g_mutex_unlock (&work->lock);
}

static gboolean
has_loose_day (const WabiPlanModel *model)
{
  for (gint i = 0; i < model->n_staff * model->n_days; i++)
    if (model->days[i].loose)
      return TRUE;
  return FALSE;
}

static void
solve (Work *work, WabiPlanMaster *master, double seconds, gboolean all)
{
  const WabiPlanControl *control = work->control;
  g_autofree char *program = wabi_plan_master_write (master);
  g_autoptr (GArray) chosen = NULL;
  gboolean optimal = FALSE;
  GArray *visits;
  WabiPlanTotals totals;

  work->columns = wabi_plan_master_count (master);
  chosen = work->columns > 0 ? control->solve (program, seconds, &optimal, control->data) : NULL;
  if (chosen == NULL)
    return;
  visits = wabi_plan_master_read (master, chosen);
  wabi_plan_total (work->model->problem, visits, &totals);
  hand_over (work, visits, all && optimal, totals.value);
}

/** Supervision that is owed is no row of the program. */
static gboolean
is_owed (const WabiPlanProblem *problem)
{
  for (guint i = 0; problem->owed_cost > 0 && i < problem->staff->len; i++)
    if (wabi_plan_problem_get_staff (problem, (gint)i)->owed > 0)
      return TRUE;
  return FALSE;
}

/** A small problem has not many days at all: the best pick of them is the best plan. */
static gboolean
solve_all (Work *work)
{
  g_autoptr (WabiPlanMaster) master = wabi_plan_master_new (work->model);

  if (has_loose_day (work->model) || is_owed (work->model->problem) || !wabi_plan_master_add_all (master))
    return FALSE;
  solve (work, master, work->control->seconds * 0.8, TRUE);
  return work->exact;
}

static void
solve_some (Work *work, GPtrArray *rounds)
{
  g_autoptr (WabiPlanMaster) master = wabi_plan_master_new (work->model);
  g_autoptr (GPtrArray) plans = NULL;

  g_mutex_lock (&work->lock);
  plans = g_ptr_array_copy (work->plans, (GCopyFunc)g_array_ref, NULL);
  g_mutex_unlock (&work->lock);
  g_ptr_array_set_free_func (plans, (GDestroyNotify)g_array_unref);
  for (guint i = plans->len; i > 0; i--)
    wabi_plan_master_add (master, g_ptr_array_index (plans, i - 1));
  for (guint i = rounds->len; i > 0; i--)
    wabi_plan_master_add (master, g_ptr_array_index (rounds, i - 1));
  solve (work, master, work->control->seconds * SOLVE_FOR, FALSE);
}

static void
keep (GPtrArray *list, GArray *take_visits, guint most)
{
  if (list->len >= most)
    g_ptr_array_remove_index (list, 0);
  g_ptr_array_add (list, take_visits);
}

static gpointer
find_bound (gpointer data)
{
  Work *work = data;
  const WabiPlanControl *control = work->control;
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  gboolean solved = control->solve == NULL;

  // A first bound is there in any case, so that whoever stops early still learns something.
  if (control->solve != NULL && !is_over (work) && solve_all (work))
    return NULL;
  while (!is_over (work) && (!wabi_plan_bound_is_settled (work->bound) || !solved))
    {
      gint64 value, before = wabi_plan_bound_get (work->bound);
      GArray *columns = g_array_new (FALSE, FALSE, sizeof (WabiPlanVisit));

      if (!solved
          && (wabi_plan_bound_is_settled (work->bound) || control->get_seconds (control->data) >= control->seconds * SOLVE_AFTER))
        {
          solve_some (work, rounds);
          solved = TRUE;
        }

      g_mutex_lock (&work->lock);
      value = work->best_value;
      g_mutex_unlock (&work->lock);
      wabi_plan_bound_step (work->bound, value, columns);
      keep (rounds, columns, KEPT_ROUNDS);
      g_mutex_lock (&work->lock);
      work->bound_rounds++;
      if (wabi_plan_bound_get (work->bound) < before)
        {
          work->best_bound = MIN (work->best_bound, wabi_plan_bound_get (work->bound));
          wabi_plan_bound_copy_prices (work->bound, &work->prices);
          work->fresh = TRUE;
        }
      g_mutex_unlock (&work->lock);
    }
  return NULL;
}

/** Tells the other thread of the best plan and takes over its prices. */
static void
exchange (Work *work, WabiPlanSearch *search)
{
  const WabiPlanControl *control = work->control;
  WabiPlanProgress progress = { 0 };

  g_mutex_lock (&work->lock);
  if (search->best_value > work->told_value)
    keep (work->plans, g_array_ref (search->best), KEPT_PLANS);
  work->told_value = search->best_value;
  if (work->solved != NULL)
    {
      g_autoptr (GArray) solved = g_steal_pointer (&work->solved);

      wabi_plan_search_offer (search, solved);
    }
  work->best_value = search->best_value;
  if (work->fresh)
    {
      wabi_plan_prices_clear (&search->prices);
      search->prices = work->prices;
      work->prices.prices = NULL;
      work->fresh = FALSE;
    }
  progress.value = work->best_value;
  progress.bound = work->best_bound;
  g_mutex_unlock (&work->lock);
  progress.seconds = control->get_seconds (control->data);
  for (guint i = 0; i < search->best->len; i++)
    progress.slots += g_array_index (search->best, WabiPlanVisit, i).length;
  if (control->report != NULL)
    control->report (&progress, control->data);
}

/** Days are built with ever less tolerance for worse plans, from half an hour's worth to next to nothing. */
static void
find_plan (Work *work, WabiPlanSearch *search, WabiPlanResult *result)
{
  const WabiPlanControl *control = work->control;

  while (!is_over (work))
    {
      double share = CLAMP (control->get_seconds (control->data) / MAX (control->seconds, 0.001), 0, 1);
      double heat = 8000 * pow (0.01, share);

      for (guint i = 0; i < ROUNDS; i++)
        wabi_plan_search_step (search, heat);
      result->rounds += ROUNDS;
      exchange (work, search);
    }
}

/** Never worse than a person with a list. */
static void
start (WabiPlanSearch *search, const WabiPlanProblem *problem)
{
  g_autoptr (GArray) greedy = wabi_plan_greedy (problem);

  wabi_plan_search_start (search);
  wabi_plan_search_offer (search, greedy);
}

WabiPlanResult *
wabi_plan_run (const WabiPlanProblem *problem, const WabiPlanControl *control)
{
  g_autoptr (WabiPlanModel) model = wabi_plan_model_new (problem);
  g_autoptr (WabiPlanBound) bound = wabi_plan_bound_new (model);
  g_autoptr (WabiPlanSearch) search = wabi_plan_search_new (model, bound, control->seed);
  WabiPlanResult *result = g_new0 (WabiPlanResult, 1);
  Work work = { .control = control, .model = model, .bound = bound, .best_bound = G_MAXINT64,
                .best_value = search->best_value, .told_value = G_MININT64 };
  WabiPlanTotals totals;
  GThread *thread;

  g_mutex_init (&work.lock);
  work.plans = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  start (search, problem);
  result->first_seconds = control->get_seconds (control->data);
  exchange (&work, search);
  thread = g_thread_new ("plan-bound", find_bound, &work);
  find_plan (&work, search, result);
  g_thread_join (thread);
  exchange (&work, search);
  wabi_plan_prices_clear (&work.prices);
  g_ptr_array_unref (work.plans);
  g_mutex_clear (&work.lock);

  result->visits = g_array_ref (search->best);
  wabi_plan_total (problem, result->visits, &totals);
  result->value = totals.value;
  result->bound = work.best_bound;
  result->bound_rounds = work.bound_rounds;
  result->columns = work.columns;
  // Rooms are counted in the program and given out afterwards: only what all of them were found for is the best.
  result->exact = work.exact && result->value >= result->bound;
  return result;
}

double
wabi_plan_result_get_gap (const WabiPlanResult *result)
{
  if (result->bound == G_MAXINT64)
    return 1;
  return result->bound == 0 ? 0 : (double)(result->bound - result->value) / fabs ((double)result->bound);
}

void
wabi_plan_result_free (WabiPlanResult *result)
{
  if (result == NULL)
    return;
  g_array_unref (result->visits);
  g_free (result);
}
