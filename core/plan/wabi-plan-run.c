// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the search for plans and the search for the bound side by side, each helped by the other.

#include "wabi-plan-run.h"

#include <math.h>

#include "wabi-plan-check.h"
#include "wabi-plan-search-private.h"

/** Rounds of the search between two looks at clock and prices. */
#define ROUNDS 20

typedef struct
{
  const WabiPlanControl *control;
  WabiPlanBound *bound;
  GMutex lock;
  gint64 best_value, best_bound;
  guint64 bound_rounds;
  WabiPlanPrices prices;
  gboolean fresh, over;
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

static gpointer
find_bound (gpointer data)
{
  Work *work = data;

  while (!is_over (work) && !wabi_plan_bound_is_settled (work->bound))
    {
      gint64 value, before = wabi_plan_bound_get (work->bound);

      g_mutex_lock (&work->lock);
      value = work->best_value;
      g_mutex_unlock (&work->lock);
      wabi_plan_bound_step (work->bound, value, NULL);
      g_mutex_lock (&work->lock);
      work->bound_rounds++;
      if (wabi_plan_bound_get (work->bound) < before)
        {
          work->best_bound = wabi_plan_bound_get (work->bound);
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

WabiPlanResult *
wabi_plan_run (const WabiPlanProblem *problem, const WabiPlanControl *control)
{
  g_autoptr (WabiPlanModel) model = wabi_plan_model_new (problem);
  g_autoptr (WabiPlanBound) bound = wabi_plan_bound_new (model);
  g_autoptr (WabiPlanSearch) search = wabi_plan_search_new (model, bound, control->seed);
  WabiPlanResult *result = g_new0 (WabiPlanResult, 1);
  Work work = { .control = control, .bound = bound, .best_bound = G_MAXINT64, .best_value = search->best_value };
  WabiPlanTotals totals;
  GThread *thread;

  g_mutex_init (&work.lock);
  wabi_plan_search_start (search);
  result->first_seconds = control->get_seconds (control->data);
  exchange (&work, search);
  thread = g_thread_new ("plan-bound", find_bound, &work);
  find_plan (&work, search, result);
  g_thread_join (thread);
  wabi_plan_prices_clear (&work.prices);
  g_mutex_clear (&work.lock);

  result->visits = g_array_ref (search->best);
  wabi_plan_total (problem, result->visits, &totals);
  result->value = totals.value;
  result->bound = work.best_bound;
  result->bound_rounds = work.bound_rounds;
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
