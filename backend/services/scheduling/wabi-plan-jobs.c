// SPDX-License-Identifier: AGPL-3.0-or-later
// Weeks that the server plans: each in a thread that reads the records and waits for a process that works.

#include "wabi-plan-jobs.h"

#include <string.h>

#include "wabi-id.h"
#include "wabi-lookup.h"
#include "wabi-plan-process.h"
#include "wabi-store-follow.h"
#include "wabi-week-plan.h"

#define MOST_SECONDS 600
#define USUAL_SECONDS 60
/** So close to the best possible that nobody would wait for more. */
#define GOOD_ENOUGH 0.001
/** Planners at once on this machine, each with two threads and a solver; others wait, as many as this. */
#define MOST_AT_ONCE 2
#define MOST_WAITING 30
/** How long a plan waits to be fetched. */
#define KEPT (30 * G_TIME_SPAN_MINUTE)
#define LONGEST_WAIT (5 * G_TIME_SPAN_SECOND)

typedef enum
{
  WAITING,
  WORKING,
  DONE,
  FAILED,
} State;

/** Shared by the table and the job's thread. What may change is under the jobs' lock. */
typedef struct
{
  grefcount refs;
  WabiPlanJobs *jobs;
  char *id, *practice, *user;
  guint roles;
  WabiWeekOrder *order;
  double seconds;

  State state;
  gboolean stopped, dropped;
  WabiPlanProcess *process; /* (nullable): while it works */
  WabiPlanProgress progress;
  int wanted;
  WabiWeekPlan *plan;
  char *message;
  gint64 ended;
} Job;

struct _WabiPlanJobs
{
  WabiStore *store;
  const WabiClock *clock;
  WabiIdSource *ids;
  GMutex lock;
  GHashTable *table; /* of Job by id */
  GThreadPool *pool; /* takes one Job after the other, so many at once */
  gboolean closing;
};

static void
unref_job (gpointer data)
{
  Job *job = data;

  if (!g_ref_count_dec (&job->refs))
    return;
  g_free (job->id);
  g_free (job->practice);
  g_free (job->user);
  wabi_week_order_free (job->order);
  wabi_week_plan_free (job->plan);
  g_free (job->message);
  g_free (job);
}

static void run (gpointer data, gpointer user_data);

WabiPlanJobs *
wabi_plan_jobs_new (WabiStore *store, const WabiClock *clock)
{
  WabiPlanJobs *jobs = g_new0 (WabiPlanJobs, 1);

  jobs->store = store;
  jobs->clock = clock;
  jobs->ids = wabi_id_source_new (clock);
  jobs->table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, unref_job);
  // Threads of its own: a planner ends with the thread that started it.
  jobs->pool = g_thread_pool_new (run, jobs, MOST_AT_ONCE, TRUE, NULL);
  g_mutex_init (&jobs->lock);
  return jobs;
}

/* Under the lock. */
static void
drop (Job *job)
{
  job->dropped = job->stopped = TRUE;
  if (job->process != NULL)
    wabi_plan_process_kill (job->process);
}

void
wabi_plan_jobs_free (WabiPlanJobs *jobs)
{
  GHashTableIter iter;
  gpointer value;

  if (jobs == NULL)
    return;
  g_mutex_lock (&jobs->lock);
  jobs->closing = TRUE;
  g_hash_table_iter_init (&iter, jobs->table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    drop (value);
  g_mutex_unlock (&jobs->lock);
  g_thread_pool_free (jobs->pool, FALSE, TRUE);
  g_hash_table_unref (jobs->table);
  wabi_id_source_free (jobs->ids);
  g_mutex_clear (&jobs->lock);
  g_free (jobs);
}

/* ---- The work ---- */

typedef struct
{
  Job *job;
  gint64 now;
  WabiWeek *week;
} Reading;

static gboolean
read_week (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (WabiRecord) practice = wabi_lookup_get (view, &wabi_kind_practice, reading->job->practice);
  const char *zone = practice != NULL ? wabi_record_get_text (practice, "zone") : NULL;
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (view, zone != NULL ? zone : "UTC", reading->now);

  reading->week = wabi_week_new (context, &reading->job->order->wish);
  return TRUE;
}

/* Whoever sees only the clients in their care plans for these only. */
static gboolean
narrow (Job *job, GError **error)
{
  const WabiCaller caller = { .practice = job->practice, .user = job->user, .roles = job->roles };
  gboolean all = FALSE;
  g_autoptr (GPtrArray) clients = wabi_store_list_in_care (job->jobs->store, &caller, &all, error);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (clients == NULL)
    return FALSE;
  for (guint i = 0; i < clients->len; i++)
    if (job->order->clients == NULL || g_strv_contains ((const char *const *) job->order->clients, g_ptr_array_index (clients, i)))
      g_ptr_array_add (kept, g_strdup (g_ptr_array_index (clients, i)));
  if (all)
    return TRUE;
  g_ptr_array_add (kept, NULL);
  g_strfreev (job->order->clients);
  job->order->clients = (GStrv) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
  job->order->wish.clients = (const char *const *) job->order->clients;
  return TRUE;
}

static void
take_progress (const WabiPlanProgress *progress, gpointer data)
{
  Job *job = data;

  g_mutex_lock (&job->jobs->lock);
  job->progress = *progress;
  g_mutex_unlock (&job->jobs->lock);
}

/* Who waits is told in words that hold no names; what it was is in the log. */
static char *
explain (const GError *error)
{
  g_message ("a week was not planned: %s", error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup ("The server has no planner installed.");
  return g_strdup ("The server could not plan the week.");
}

/* Makes the process known, so that it can be stopped; it may have been meanwhile. */
static gboolean
set_process (Job *job, WabiPlanProcess *process)
{
  gboolean go;

  g_mutex_lock (&job->jobs->lock);
  job->process = process;
  if (process != NULL && job->stopped)
    wabi_plan_process_stop (process);
  go = !job->dropped;
  g_mutex_unlock (&job->jobs->lock);
  return go;
}

static WabiWeekPlan *
plan_week (Job *job, WabiWeek *week, GError **error)
{
  const WabiPlanProblem *problem = wabi_week_get_problem (week);
  const WabiPlanOrder order = { job->seconds, GOOD_ENOUGH, 1 };
  g_autoptr (WabiPlanProcess) process = wabi_plan_process_start (problem, &order, error);
  g_autoptr (WabiPlanAnswer) answer = NULL;
  int wanted = 0;

  if (process == NULL)
    return NULL;
  for (guint i = 0; i < problem->needs->len; i++)
    wanted += wabi_plan_problem_get_need (problem, (int) i)->wanted;
  g_mutex_lock (&job->jobs->lock);
  job->wanted = wanted;
  g_mutex_unlock (&job->jobs->lock);
  if (set_process (job, process))
    answer = wabi_plan_process_wait (process, problem, take_progress, job, error);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody wants it any more.");
  set_process (job, NULL);
  return answer != NULL ? wabi_week_plan_new (week, answer) : NULL;
}

static WabiWeekPlan *
work (Job *job, GError **error)
{
  Reading reading = { .job = job, .now = wabi_clock_now (job->jobs->clock) };
  g_autoptr (WabiWeek) week = NULL;
  WabiStore *store = job->jobs->store;

  /* What was sent to other processes a moment ago belongs into the plan. */
  if (!wabi_store_follow_refresh (store, g_get_monotonic_time () + LONGEST_WAIT))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "what other services own did not come");
      return NULL;
    }
  if (!narrow (job, error) || !wabi_store_read (store, job->practice, read_week, &reading, error))
    return NULL;
  week = reading.week;
  return plan_week (job, week, error);
}

static gboolean
take_up (Job *job)
{
  gboolean wanted;

  g_mutex_lock (&job->jobs->lock);
  wanted = !job->dropped;
  if (wanted)
    job->state = WORKING;
  g_mutex_unlock (&job->jobs->lock);
  return wanted;
}

static void
run (gpointer data, gpointer user_data)
{
  Job *job = data;
  WabiPlanJobs *jobs = user_data;
  g_autoptr (GError) error = NULL;
  WabiWeekPlan *plan = take_up (job) ? work (job, &error) : NULL;

  g_mutex_lock (&jobs->lock);
  job->plan = plan;
  job->state = plan != NULL ? DONE : FAILED;
  job->message = error != NULL && !job->dropped ? explain (error) : NULL;
  job->ended = wabi_clock_monotonic (jobs->clock);
  unref_job (job);
  g_mutex_unlock (&jobs->lock);
}

/* ---- Answers ---- */

static JsonObject *
describe (const Job *job)
{
  static const char *const states[] = { "waiting", "working", "done", "failed" };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", job->id);
  json_object_set_string_member (object, "state", states[job->state]);
  json_object_set_int_member (object, "milliseconds", (gint64) (job->progress.seconds * 1000));
  json_object_set_int_member (object, "value", job->progress.value);
  if (job->progress.bound != G_MAXINT64)
    json_object_set_int_member (object, "bound", job->progress.bound);
  json_object_set_int_member (object, "slots", job->progress.slots);
  json_object_set_int_member (object, "wanted", job->wanted);
  if (job->message != NULL)
    json_object_set_string_member (object, "message", job->message);
  if (job->plan != NULL)
    json_object_set_object_member (object, "plan", wabi_week_plan_to_json (job->plan));
  return object;
}

static gboolean
is_over (const Job *job)
{
  return job->state == DONE || job->state == FAILED;
}

static gboolean
is_stale (gpointer key, gpointer value, gpointer data)
{
  const Job *job = value;

  return is_over (job) && *(const gint64 *) data - job->ended > KEPT;
}

/* A person's next plan takes the place of the last one, also of one at work. Returns who else is planning, or NULL. Under the lock. */
static const Job *
make_room (WabiPlanJobs *jobs, const WabiCaller *caller, guint *waiting)
{
  gint64 now = wabi_clock_monotonic (jobs->clock);
  GHashTableIter iter;
  gpointer value;
  const Job *other = NULL;

  *waiting = 0;
  g_hash_table_foreach_remove (jobs->table, is_stale, &now);
  g_hash_table_iter_init (&iter, jobs->table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Job *job = value;

      *waiting += job->state == WAITING;
      if (strcmp (job->practice, caller->practice) != 0)
        continue;
      if (strcmp (job->user, caller->user) == 0)
        {
          drop (job);
          g_hash_table_iter_remove (&iter);
        }
      else if (!is_over (job))
        other = job;
    }
  return other;
}

static Job *
add_job (WabiPlanJobs *jobs, const WabiCaller *caller, WabiWeekOrder *take_order, gint64 seconds)
{
  Job *job = g_new0 (Job, 1);

  g_ref_count_init (&job->refs);
  g_ref_count_inc (&job->refs);
  job->jobs = jobs;
  job->id = wabi_id_new (jobs->ids);
  job->practice = g_strdup (caller->practice);
  job->user = g_strdup (caller->user);
  job->roles = caller->roles;
  job->order = take_order;
  job->seconds = (double) seconds;
  job->progress.bound = G_MAXINT64;
  g_hash_table_insert (jobs->table, job->id, job);
  g_thread_pool_push (jobs->pool, job, NULL);
  return job;
}

void
wabi_plan_jobs_begin (WabiPlanJobs *jobs, WabiRequest *request)
{
  const WabiCaller *caller = wabi_request_get_caller (request);
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  g_autoptr (WabiWeekOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *answer = NULL;
  const Job *other;
  gint64 seconds = USUAL_SECONDS;
  guint waiting;

  if (body == NULL)
    return;
  order = wabi_week_order_from_json (body, &error);
  if (order == NULL || !wabi_json_take_int (body, "seconds", FALSE, 1, MOST_SECONDS, &seconds, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  g_mutex_lock (&jobs->lock);
  other = make_room (jobs, caller, &waiting);
  if (other == NULL && waiting < MOST_WAITING && !jobs->closing)
    answer = describe (add_job (jobs, caller, g_steal_pointer (&order), seconds == 0 ? USUAL_SECONDS : seconds));
  g_mutex_unlock (&jobs->lock);
  if (answer != NULL)
    wabi_request_answer_object (request, 200, answer);
  else if (other != NULL)
    wabi_request_answer_error (request, 409, "planning", NULL, "Somebody else of your practice is planning on the server now.");
  else
    {
      wabi_request_set_header (request, "Retry-After", "60");
      wabi_request_answer_error (request, 503, "busy", NULL, "The server is planning for many others now.");
    }
}

/* The caller's own job of that id; of others it is told nothing. Under the lock. */
static Job *
find_job (WabiPlanJobs *jobs, WabiRequest *request)
{
  const WabiCaller *caller = wabi_request_get_caller (request);
  Job *job = g_hash_table_lookup (jobs->table, wabi_request_get_path (request, 0));

  return job != NULL && strcmp (job->practice, caller->practice) == 0 && strcmp (job->user, caller->user) == 0 ? job : NULL;
}

static void
answer_unknown (WabiRequest *request)
{
  wabi_request_answer_error (request, 404, "not_found", NULL, "The server does not know of this plan any more.");
}

void
wabi_plan_jobs_look (WabiPlanJobs *jobs, WabiRequest *request)
{
  JsonObject *answer = NULL;
  gboolean read = FALSE;
  Job *job;

  g_mutex_lock (&jobs->lock);
  job = find_job (jobs, request);
  if (job != NULL)
    {
      answer = describe (job);
      read = job->plan != NULL;
    }
  g_mutex_unlock (&jobs->lock);
  if (answer == NULL)
    {
      answer_unknown (request);
      return;
    }
  /* What went out names clients and what they lack. */
  if (read)
    wabi_store_note_read (jobs->store, wabi_request_get_caller (request), &wabi_kind_appointment, NULL);
  wabi_request_answer_object (request, 200, answer);
}

void
wabi_plan_jobs_stop (WabiPlanJobs *jobs, WabiRequest *request, gboolean dropped)
{
  Job *job;

  g_mutex_lock (&jobs->lock);
  job = find_job (jobs, request);
  if (job != NULL)
    {
      job->stopped = TRUE;
      if (dropped)
        drop (job);
      else if (job->process != NULL)
        wabi_plan_process_stop (job->process);
      if (dropped)
        g_hash_table_remove (jobs->table, job->id);
    }
  g_mutex_unlock (&jobs->lock);
  if (job != NULL)
    wabi_request_answer (request, 204, NULL, NULL, 0);
  else
    answer_unknown (request);
}
