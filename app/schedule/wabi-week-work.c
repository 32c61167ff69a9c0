// SPDX-License-Identifier: AGPL-3.0-or-later
// A week being planned beside everything else, here or on the server. The window only looks at numbers.

#include "wabi-week-work.h"

#include "wabi-cbc.h"
#include "wabi-week-remote.h"

#define LOOK_MILLISECONDS 200
/** So close to the best possible that nobody would wait for more. */
#define GOOD_ENOUGH 0.001

struct _WabiWeekWork
{
  GObject parent_instance;
  WabiWeek *week;
  const WabiClock *clock;
  gint64 began;
  double seconds;
  GThread *thread;
  guint look;
  WabiWeekRemote *remote; /* instead of all of these */

  GMutex lock;
  WabiPlanProgress progress;
  gboolean over;

  int stopped, wanted;
  WabiPlanAnswer *answer;
  WabiWeekPlan *plan;
  GError *error;
};

enum
{
  PROGRESS,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiWeekWork, wabi_week_work, G_TYPE_OBJECT)

static double
get_seconds (gpointer data)
{
  WabiWeekWork *self = data;

  return (double) (wabi_clock_monotonic (self->clock) - self->began) / 1e6;
}

static gboolean
is_stopped (gpointer data)
{
  return g_atomic_int_get (&((WabiWeekWork *) data)->stopped);
}

static void
take_progress (const WabiPlanProgress *progress, gpointer data)
{
  WabiWeekWork *self = data;

  g_mutex_lock (&self->lock);
  self->progress = *progress;
  g_mutex_unlock (&self->lock);
}

/** What the solver cannot do the search does: there is a plan either way, and the bound says how good it is. */
static GArray *
solve (const char *program, double seconds, gboolean *optimal, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GArray *chosen = wabi_cbc_solve (program, seconds, is_stopped, data, optimal, &error);

  if (chosen == NULL)
    g_debug ("the solver gave no answer: %s", error->message);
  return chosen;
}

static gpointer
plan (gpointer data)
{
  WabiWeekWork *self = data;
  WabiPlanControl control = { .seconds = self->seconds, .gap = GOOD_ENOUGH, .seed = 1, .get_seconds = get_seconds,
                              .is_stopped = is_stopped, .solve = wabi_cbc_is_there () ? solve : NULL, .report = take_progress, .data = self };

  self->answer = wabi_plan_answer_new (wabi_week_get_problem (self->week), &control);
  g_mutex_lock (&self->lock);
  self->over = TRUE;
  g_mutex_unlock (&self->lock);
  return NULL;
}

static gboolean
on_look_cb (gpointer data)
{
  WabiWeekWork *self = data;
  gboolean over;

  g_mutex_lock (&self->lock);
  over = self->over;
  g_mutex_unlock (&self->lock);
  if (!over)
    {
      g_signal_emit (self, signals[PROGRESS], 0);
      return G_SOURCE_CONTINUE;
    }
  self->look = 0;
  g_clear_pointer (&self->thread, g_thread_join);
  self->plan = wabi_week_plan_new (self->week, self->answer);
  g_signal_emit (self, signals[DONE], 0);
  return G_SOURCE_REMOVE;
}

/* ---- On the server ---- */

static void
on_remote_progress_cb (const WabiPlanProgress *progress, int wanted, gpointer data)
{
  WabiWeekWork *self = data;

  self->progress = *progress;
  self->wanted = wanted;
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
on_remote_done_cb (WabiWeekPlan *take_plan, GError *take_error, gpointer data)
{
  WabiWeekWork *self = data;

  self->plan = take_plan;
  self->error = take_error;
  g_signal_emit (self, signals[DONE], 0);
}

/* ---- The class ---- */

static void
wabi_week_work_finalize (GObject *object)
{
  WabiWeekWork *self = WABI_WEEK_WORK (object);

  g_clear_pointer (&self->remote, wabi_week_remote_drop);
  g_clear_handle_id (&self->look, g_source_remove);
  g_atomic_int_set (&self->stopped, TRUE);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->answer, wabi_plan_answer_free);
  g_clear_pointer (&self->plan, wabi_week_plan_free);
  g_clear_pointer (&self->week, wabi_week_free);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (wabi_week_work_parent_class)->finalize (object);
}

static void
wabi_week_work_class_init (WabiWeekWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_week_work_finalize;
  signals[PROGRESS] = g_signal_new ("progress", WABI_TYPE_WEEK_WORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", WABI_TYPE_WEEK_WORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_week_work_init (WabiWeekWork *self)
{
  g_mutex_init (&self->lock);
  self->progress.bound = G_MAXINT64;
}

WabiWeekWork *
wabi_week_work_new (WabiWeek *week, const WabiClock *clock, double seconds)
{
  WabiWeekWork *self = g_object_new (WABI_TYPE_WEEK_WORK, NULL);
  const WabiPlanProblem *problem = wabi_week_get_problem (week);

  self->week = week;
  self->clock = clock;
  self->began = wabi_clock_monotonic (clock);
  self->seconds = seconds;
  for (guint i = 0; i < problem->needs->len; i++)
    self->wanted += wabi_plan_problem_get_need (problem, (int) i)->wanted;
  self->thread = g_thread_new ("plan-week", plan, self);
  self->look = g_timeout_add (LOOK_MILLISECONDS, on_look_cb, self);
  return self;
}

WabiWeekWork *
wabi_week_work_new_remote (WabiSync *sync, const WabiWeekWish *wish, double seconds)
{
  WabiWeekWork *self = g_object_new (WABI_TYPE_WEEK_WORK, NULL);

  self->seconds = seconds;
  self->remote = wabi_week_remote_begin (sync, wish, seconds, on_remote_progress_cb, on_remote_done_cb, self);
  return self;
}

void
wabi_week_work_stop (WabiWeekWork *self)
{
  g_atomic_int_set (&self->stopped, TRUE);
  if (self->remote != NULL)
    wabi_week_remote_stop (self->remote);
}

void
wabi_week_work_abandon (WabiWeekWork *self)
{
  g_atomic_int_set (&self->stopped, TRUE);
  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_pointer (&self->remote, wabi_week_remote_drop);
}

WabiPlanProgress
wabi_week_work_get_progress (WabiWeekWork *self, int *wanted)
{
  WabiPlanProgress progress;

  g_mutex_lock (&self->lock);
  progress = self->progress;
  *wanted = self->wanted;
  g_mutex_unlock (&self->lock);
  return progress;
}

const GError *
wabi_week_work_get_error (WabiWeekWork *self)
{
  return self->error;
}

WabiWeekPlan *
wabi_week_work_get_plan (WabiWeekWork *self)
{
  return self->plan;
}
