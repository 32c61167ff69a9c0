// SPDX-License-Identifier: AGPL-3.0-or-later
// Weeks planned on the server, over real HTTPS: begun, looked after, stopped, fetched, each by whom it belongs to; in a process that is nice and ends.

#include "host-fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "wabi-clock.h"
#include "wabi-plan-answer.h"
#include "wabi-week-plan.h"

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define TECHNICIANS 5
#define MANY 14
/* So many looks at a job come to minutes, on any machine. */
#define PATIENCE 200000

static WabiDay
get_monday (void)
{
  WabiDay today = wabi_zone_day ("America/New_York", wabi_clock_now (wabi_clock_get_system ()));

  return wabi_day_week_start (today, 1) + 7;
}

static gboolean
put (WabiStoreTx *tx, const WabiKind *kind, const char *id, char *take_body, GError **error)
{
  g_autofree char *body = take_body;
  g_autoptr (WabiRecord) record = NULL;

  g_strdelimit (body, "'", '"');
  record = wabi_record_new_from_body (kind, id, body, error);
  return record != NULL && wabi_store_tx_put (tx, PRACTICE_A, record, error);
}

static char *
name_id (int sort, int number)
{
  return g_strdup_printf ("01900000-0000-7000-8000-0000%02d%06d", sort, number);
}

static gboolean
put_technician (WabiStoreTx *tx, int number, GError **error)
{
  g_autofree char *id = number == 0 ? g_strdup (RBT_A) : name_id (20, number), *credential = name_id (21, number);

  if (!put (tx, &wabi_kind_staff, id,
            g_strdup_printf ("{'first_name':'Tech','last_name':'%d','role':'rbt','credential':'RBT','npi':'199900%04d','active':true}", number, number), error)
      || !put (tx, &wabi_kind_credential, credential, g_strdup_printf ("{'staff':'%s','type':'RBT','valid_from':'2025-01-01'}", id), error))
    return FALSE;
  for (int day = 1; day <= 5; day++)
    {
      g_autofree char *hours = name_id (22, number * 10 + day);

      if (!put (tx, &wabi_kind_staff_hours, hours,
                g_strdup_printf ("{'staff':'%s','weekday':%d,'start_minute':%d,'end_minute':%d}", id, day, 480 + number * 15, 1020 + number * 15), error))
        return FALSE;
    }
  return TRUE;
}

/* Children who wait for direct therapy, for which nobody asks for an authorization. */
static gboolean
put_clients (WabiStoreTx *tx, int count, GError **error)
{
  for (int i = 0; i < count; i++)
    {
      g_autofree char *id = name_id (30, i), *need = name_id (31, i);

      if (!put (tx, &wabi_kind_client, id,
                g_strdup_printf ("{'first_name':'Zelda','last_name':'Quimby%d','birth_date':'2019-08-03','sex':'F','diagnoses':['F84.0'],'place':'12',"
                                 "'status':'active'}", i), error)
          || !put (tx, &wabi_kind_need, need,
                   g_strdup_printf ("{'client':'%s','service_code':'97153','minutes_per_week':%d,'sessions_per_week':5,'earliest_minute':%d,"
                                    "'latest_minute':%d,'status':'waiting','since':'2026-01-05'}",
                                    id, 600 + i % 7 * 90, 480 + i % 5 * 60, 900 + i % 4 * 60), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_practice (WabiStoreTx *tx, gpointer data, GError **error)
{
  int many = GPOINTER_TO_INT (data);

  for (int i = 0; i < (many ? TECHNICIANS : 1); i++)
    if (!put_technician (tx, i, error))
      return FALSE;
  return put_clients (tx, many ? MANY : 1, error);
}

static WabiStore *
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = g_build_filename (fixture->folder, "wabi.db", NULL);
  static WabiIdSource *ids;
  WabiStoreOptions options = { .location = location, .clock = wabi_clock_get_system (), .quick = TRUE };
  WabiStore *store;

  if (ids == NULL)
    ids = wabi_id_source_new (wabi_clock_get_system ());
  options.ids = ids;
  store = wabi_store_open (&options, &error);
  g_assert_no_error (error);
  return store;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (fixture, NULL);
  g_assert_true (fixture_stop (fixture, SIGTERM));
  {
    g_autoptr (WabiStore) store = open_store (fixture);

    g_assert_true (wabi_store_write (store, put_practice, (gpointer) data, &error));
    g_assert_no_error (error);
  }
  fixture_start (fixture, NULL);
}

static char *
make_wish (int seconds)
{
  g_autofree char *first = wabi_day_dup_text (get_monday ());

  return g_strdup_printf ("{\"mode\":\"fill\",\"first\":\"%s\",\"days\":7,\"seconds\":%d}", first, seconds);
}

static const char *
state_of (const Answer *answer)
{
  g_assert_cmpuint (answer->status, ==, 200);
  return json_object_get_string_member (answer->json, "state");
}

/* Begins, and answers the path of the job. */
static char *
begin (Fixture *fixture, const char *token, int seconds)
{
  g_autofree char *wish = make_wish (seconds);
  g_auto (Answer) answer = { 0 };

  call (fixture, "POST", "/v1/plans", token, wish, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  return g_strconcat ("/v1/plans/", json_object_get_string_member (answer.json, "id"), NULL);
}

/* Looks until the job is in that state, or over. */
static void
look_until (Fixture *fixture, const char *path, const char *token, const char *state, Answer *answer)
{
  for (int i = 0; i < PATIENCE; i++)
    {
      call (fixture, "GET", path, token, NULL, NULL, answer);
      if (g_str_equal (state_of (answer), state) || g_str_equal (state_of (answer), "done") || g_str_equal (state_of (answer), "failed"))
        return;
    }
  g_error ("the job never was %s", state);
}

/* Until it has told of a plan. */
static void
look_until_placed (Fixture *fixture, const char *path, const char *token, Answer *answer)
{
  for (int i = 0; i < PATIENCE; i++)
    {
      call (fixture, "GET", path, token, NULL, NULL, answer);
      g_assert_cmpstr (state_of (answer), !=, "failed");
      g_assert_cmpstr (state_of (answer), !=, "done");
      if (json_object_get_int_member (answer->json, "slots") > 0)
        return;
    }
  g_error ("the job never placed anything");
}

/* Process ids of the planners of the fixture's server. */
static GArray *
list_planners (Fixture *fixture)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *tasks = g_strdup_printf ("/proc/%s/task", g_subprocess_get_identifier (fixture->process));
  g_autoptr (GDir) dir = g_dir_open (tasks, 0, NULL);
  const char *task;

  while (dir != NULL && (task = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = g_build_filename (tasks, task, "children", NULL), *text = NULL;
      g_auto (GStrv) words = g_file_get_contents (name, &text, NULL, NULL) ? g_strsplit (g_strstrip (text), " ", -1) : NULL;

      for (guint i = 0; words != NULL && words[i] != NULL && words[i][0] != '\0'; i++)
        {
          int pid = atoi (words[i]);

          g_array_append_val (found, pid);
        }
    }
  return found;
}

static gboolean
is_gone (int pid)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/comm", pid), *text = NULL;

  return !g_file_get_contents (name, &text, NULL, NULL) || !g_str_has_prefix (text, "wabi-planner");
}

static int
get_planner (Fixture *fixture)
{
  g_autoptr (GArray) planners = list_planners (fixture);

  g_assert_cmpuint (planners->len, ==, 1);
  return g_array_index (planners, int, 0);
}

/* ---- The same as on the desktop ---- */

typedef struct
{
  JsonObject *plan;
} Local;

/** Counts reports instead of seconds. */
typedef struct
{
  int reports, bounded;
} Watch;

static double
get_seconds (gpointer data)
{
  return g_atomic_int_get (&((Watch *) data)->reports);
}

static void
count_report (const WabiPlanProgress *progress, gpointer data)
{
  g_atomic_int_inc (&((Watch *) data)->reports);
  if (progress->bound != G_MAXINT64)
    g_atomic_int_set (&((Watch *) data)->bounded, TRUE);
}

static gboolean
is_enough (gpointer data)
{
  return g_atomic_int_get (&((Watch *) data)->bounded) && g_atomic_int_get (&((Watch *) data)->reports) > 100;
}

static gboolean
plan_here (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Local *local = data;
  g_autoptr (WabiProofContext) context
      = wabi_proof_context_new (view, "America/New_York", wabi_clock_now (wabi_clock_get_system ()));
  WabiWeekWish wish = { .mode = WABI_WEEK_FILL, .first = get_monday (), .days = 7 };
  g_autoptr (WabiWeek) week = wabi_week_new (context, &wish);
  Watch watch = { 0, FALSE };
  WabiPlanControl control = { .seconds = 1e9, .gap = 0.001, .seed = 1, .get_seconds = get_seconds, .is_stopped = is_enough, .report = count_report,
                              .data = &watch };
  g_autoptr (WabiPlanAnswer) answer = wabi_plan_answer_new (wabi_week_get_problem (week), &control);
  g_autoptr (WabiWeekPlan) plan = wabi_week_plan_new (week, answer);

  local->plan = wabi_week_plan_to_json (plan);
  return TRUE;
}

static void
assert_same_members (JsonObject *first, JsonObject *second)
{
  g_autoptr (GList) names = json_object_get_members (first);

  for (GList *name = names; name != NULL; name = name->next)
    {
      if (!json_object_has_member (second, name->data))
        g_error ("one has “%s”, the other has not", (char *) name->data);
      g_assert_cmpint (json_node_get_node_type (json_object_get_member (first, name->data)), ==,
                       json_node_get_node_type (json_object_get_member (second, name->data)));
    }
}

static int
count_minutes (JsonArray *visits)
{
  gint64 sum = 0;

  for (guint i = 0; i < json_array_get_length (visits); i++)
    {
      JsonObject *visit = json_object_get_object_member (json_array_get_object_element (visits, i), "visit");

      sum += json_object_get_int_member (visit, "ends_at") - json_object_get_int_member (visit, "starts_at");
    }
  return (int) (sum / MINUTE);
}

/* What comes back can be read as the desktop reads it, and is what the desktop would have made of the same records. */
static void
test_plan (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = token_of (fixture, "clinic-a", "desk"), *path = begin (fixture, token, 2);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiWeekPlan) read = NULL;
  g_autoptr (WabiStore) store = NULL;
  JsonObject *plan;
  JsonArray *visits, *here;
  Local local = { NULL };

  look_until (fixture, path, token, "done", &answer);
  g_assert_cmpstr (state_of (&answer), ==, "done");
  plan = json_object_get_object_member (answer.json, "plan");
  read = wabi_week_plan_from_json (plan, &error);
  g_assert_no_error (error);
  g_assert_false (read->faulty);
  g_assert_cmpuint (read->visits->len, >, 0);
  for (guint i = 0; i < read->visits->len; i++)
    g_assert_true (wabi_record_is (((WabiWeekVisit *) g_ptr_array_index (read->visits, i))->record, "staff", RBT_A));
  g_assert_null (strstr (answer.body, "Zelda"));

  g_assert_true (fixture_stop (fixture, SIGTERM));
  store = open_store (fixture);
  g_assert_true (wabi_store_read (store, PRACTICE_A, plan_here, &local, &error));
  g_assert_no_error (error);
  assert_same_members (plan, local.plan);
  assert_same_members (local.plan, plan);
  visits = json_object_get_array_member (plan, "visits");
  here = json_object_get_array_member (local.plan, "visits");
  g_assert_cmpuint (json_array_get_length (here), >, 0);
  assert_same_members (json_array_get_object_element (visits, 0), json_array_get_object_element (here, 0));
  assert_same_members (json_object_get_object_member (json_array_get_object_element (visits, 0), "visit"),
                       json_object_get_object_member (json_array_get_object_element (here, 0), "visit"));
  g_assert_cmpint (count_minutes (visits), ==, count_minutes (here));
  json_object_unref (local.plan);
}

/* A job is the caller's own: not the practice's, not another's, and not a technician's to begin. */
static void
test_whose (Fixture *fixture, gconstpointer data)
{
  static const char *const strangers[][2] = { { "clinic-b", "desk" }, { "clinic-a", "admin" } };
  static const char *const acts[] = { "/stop", "/drop" };
  g_autofree char *token = token_of (fixture, "clinic-a", "desk"), *path = begin (fixture, token, 2), *wish = make_wish (5);
  g_autofree char *rbt = token_of (fixture, "clinic-a", "rbt");
  g_auto (Answer) answer = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *other = token_of (fixture, strangers[i][0], strangers[i][1]);

      call (fixture, "GET", path, other, NULL, NULL, &answer);
      g_assert_cmpuint (answer.status, ==, 404);
      for (guint k = 0; k < G_N_ELEMENTS (acts); k++)
        {
          g_autofree char *act = g_strconcat (path, acts[k], NULL);

          call (fixture, "POST", act, other, NULL, NULL, &answer);
          g_assert_cmpuint (answer.status, ==, 404);
        }
    }
  call (fixture, "GET", path, NULL, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 401);
  call (fixture, "POST", "/v1/plans", rbt, wish, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 403);
  look_until (fixture, path, token, "done", &answer);
  g_assert_cmpstr (state_of (&answer), ==, "done");
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  static const char *const wishes[] = {
    "{}",
    "{\"mode\":\"win\",\"first\":\"2026-03-09\",\"days\":7}",
    "{\"mode\":\"fill\",\"first\":\"soon\",\"days\":7}",
    "{\"mode\":\"fill\",\"first\":\"2026-03-09\",\"days\":70}",
    "{\"mode\":\"cover\",\"first\":\"2026-03-09\",\"days\":7}",
    "{\"mode\":\"fill\",\"first\":\"2026-03-09\",\"days\":7,\"clients\":[1]}",
    "{\"mode\":\"fill\",\"first\":\"2026-03-09\",\"days\":7,\"seconds\":100000}",
  };
  g_autofree char *token = token_of (fixture, "clinic-a", "desk");
  g_auto (Answer) answer = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      call (fixture, "POST", "/v1/plans", token, wishes[i], NULL, &answer);
      g_assert_cmpuint (answer.status, ==, 400);
    }
}

/* One at a time for a practice; another practice has its own. Stopped, the best so far is there, long before its time is up. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = token_of (fixture, "clinic-a", "desk"), *admin = token_of (fixture, "clinic-a", "admin");
  g_autofree char *elsewhere = token_of (fixture, "clinic-b", "desk"), *path = begin (fixture, token, 600), *stop = g_strconcat (path, "/stop", NULL);
  g_autofree char *wish = make_wish (5), *theirs = NULL;
  g_auto (Answer) answer = { 0 };
  int planner;

  look_until_placed (fixture, path, token, &answer);
  planner = get_planner (fixture);
  g_assert_cmpint (getpriority (PRIO_PROCESS, (id_t) planner), ==, 10);
  call (fixture, "POST", "/v1/plans", admin, wish, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 409);
  g_assert_cmpstr (error_code (&answer), ==, "planning");
  theirs = begin (fixture, elsewhere, 2);
  look_until (fixture, theirs, elsewhere, "done", &answer);
  g_assert_cmpstr (state_of (&answer), ==, "done");
  call (fixture, "POST", stop, token, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 204);
  look_until (fixture, path, token, "done", &answer);
  g_assert_cmpstr (state_of (&answer), ==, "done");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (answer.json, "plan"), "milliseconds"), <, 600000);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_object_get_object_member (answer.json, "plan"), "visits")), >, 10);
  g_assert_true (is_gone (planner));
}

/* Dropped, replaced by the same person's next, or with the server: the planner ends, and nothing is left of it. */
static void
test_ends (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = token_of (fixture, "clinic-a", "desk"), *first = begin (fixture, token, 600), *second = NULL, *third = NULL, *drop = NULL;
  g_auto (Answer) answer = { 0 };
  int planner;

  look_until_placed (fixture, first, token, &answer);
  planner = get_planner (fixture);
  second = begin (fixture, token, 600);
  look_until_placed (fixture, second, token, &answer);
  g_assert_true (is_gone (planner));
  call (fixture, "GET", first, token, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 404);

  drop = g_strconcat (second, "/drop", NULL);
  call (fixture, "POST", drop, token, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 204);
  call (fixture, "GET", second, token, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 404);

  third = begin (fixture, token, 600);
  look_until_placed (fixture, third, token, &answer);
  planner = get_planner (fixture);
  g_assert_true (fixture_stop (fixture, SIGTERM));
  g_assert_true (is_gone (planner));
}

/* A planner that is not there, or that says nothing sound, is told of in words. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  static const char *const programs[] = { "/nonexistent/wabi-planner", "/bin/false", "/bin/echo" };
  g_auto (Answer) answer = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *token = NULL, *path = NULL;

      g_assert_true (fixture_stop (fixture, SIGTERM));
      g_setenv ("WABI_PLANNER", programs[i], TRUE);
      fixture_start (fixture, NULL);
      g_unsetenv ("WABI_PLANNER");
      token = token_of (fixture, "clinic-a", "desk");
      path = begin (fixture, token, 2);
      look_until (fixture, path, token, "failed", &answer);
      g_assert_cmpstr (state_of (&answer), ==, "failed");
      g_assert_true (json_object_has_member (answer.json, "message"));
      g_assert_false (json_object_has_member (answer.json, "plan"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/host-plans/plan", Fixture, GINT_TO_POINTER (FALSE), set_up, test_plan, fixture_tear_down);
  g_test_add ("/host-plans/whose", Fixture, GINT_TO_POINTER (FALSE), set_up, test_whose, fixture_tear_down);
  g_test_add ("/host-plans/wrong", Fixture, GINT_TO_POINTER (FALSE), set_up, test_wrong, fixture_tear_down);
  g_test_add ("/host-plans/stop", Fixture, GINT_TO_POINTER (TRUE), set_up, test_stop, fixture_tear_down);
  g_test_add ("/host-plans/ends", Fixture, GINT_TO_POINTER (TRUE), set_up, test_ends, fixture_tear_down);
  g_test_add ("/host-plans/broken", Fixture, GINT_TO_POINTER (FALSE), set_up, test_broken, fixture_tear_down);
  return g_test_run ();
}
