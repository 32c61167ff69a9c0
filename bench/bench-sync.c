// SPDX-License-Identifier: AGPL-3.0-or-later
// How long the desktop's own engine takes against a real server over HTTPS: a first pull into the encrypted
// cache, and the push of what was done offline. One line of JSON for each measurement.

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "live-server.h"
#include "wabi-domain.h"

#define PULL_RECORDS 100000
#define PUSH_COMMANDS 10000
#define QUICK_PULL_RECORDS 5000
#define QUICK_PUSH_COMMANDS 1000

#define SIGHTS 200
#define QUICK_SIGHTS 20

typedef struct
{
  char *data, *store;
  gboolean quick;
  int pull_records, push_commands;
} Plan;

typedef struct
{
  GPtrArray *sessions, *targets; /* of one client each, side by side */
} Work;

/* Memory of one measurement: the kernel's mark of the most is set back first. */
static void
reset_memory (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

static gint64
read_memory (void)
{
  g_autofree char *status = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  at = strstr (status, "VmHWM:");
  return at != NULL ? g_ascii_strtoll (at + strlen ("VmHWM:"), NULL, 10) : 0;
}

/* Seconds of processor time of a process so far. */
static double
read_cpu (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;
  const char *at;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  at = strrchr (text, ')');
  fields = g_strsplit (at != NULL ? at : "", " ", 0);
  return g_strv_length (fields) > 13
             ? (double)(g_ascii_strtoull (fields[12], NULL, 10) + g_ascii_strtoull (fields[13], NULL, 10))
                   / (double)sysconf (_SC_CLK_TCK)
             : 0;
}

/* Where a measurement begins. */
typedef struct
{
  gint64 at;
  double own_cpu, server_cpu;
  int server;
} Mark;

static Mark
mark (const LiveServer *live)
{
  return (Mark){ g_get_monotonic_time (), read_cpu ((int)getpid ()), read_cpu (live->pid), live->pid };
}

static void
say (const char *name, const Mark *from)
{
  double seconds = (double)(g_get_monotonic_time () - from->at) / G_USEC_PER_SEC;

  printf ("{\"name\":\"%s\",\"seconds\":%.3f,\"rss_kb\":%" G_GINT64_FORMAT
          ",\"client_cpu\":%.2f,\"server_cpu\":%.2f}\n",
          name, seconds, read_memory (), read_cpu ((int)getpid ()) - from->own_cpu,
          read_cpu (from->server) - from->server_cpu);
  fflush (stdout);
}

static gboolean
is_saved (gpointer data)
{
  return wabi_sync_get_state (data) == WABI_SYNC_SAVED;
}

static gboolean
is_sent (gpointer data)
{
  return wabi_cache_get_pending (wabi_sync_get_cache (data)) == 0;
}

typedef struct
{
  WabiSync *sync;
  char *id; /* of the last trial */
} Last;

/* The feed has brought what was pushed. */
static gboolean
is_settled (gpointer data)
{
  Last *last = data;
  g_autoptr (WabiRecord) trial
      = wabi_cache_get (wabi_sync_get_cache (last->sync), &wabi_kind_trial, last->id, NULL);

  return trial != NULL && wabi_record_get_seq (trial) > 0;
}

static GPtrArray *
list (WabiSync *sync, const WabiKind *kind, const char *field, const char *value, guint limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records;
  WabiQuery query;

  wabi_query_init (&query, kind);
  query.limit = limit;
  if (field != NULL)
    wabi_query_where_text (&query, field, WABI_EQ, value);
  records = wabi_cache_list (wabi_sync_get_cache (sync), &query, &error);
  if (records == NULL)
    g_error ("%s", error->message);
  return records;
}

static gint64
count (WabiSync *sync, const WabiKind *kind)
{
  g_autoptr (GError) error = NULL;
  WabiQuery query;
  gint64 n = 0;

  wabi_query_init (&query, kind);
  if (!wabi_cache_count (wabi_sync_get_cache (sync), &query, &n, &error))
    g_error ("%s", error->message);
  return n;
}

/* Past sessions, each with a target of its client. */
static void
find_work (WabiSync *sync, Work *work)
{
  g_autoptr (GPtrArray) sessions = list (sync, &wabi_kind_session, NULL, NULL, 200);

  work->sessions = g_ptr_array_new_with_free_func (g_free);
  work->targets = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < sessions->len; i++)
    {
      WabiRecord *session = g_ptr_array_index (sessions, i);
      g_autoptr (GPtrArray) targets
          = list (sync, &wabi_kind_target, "client", wabi_record_get_text (session, "client"), 1);

      if (targets->len == 0)
        continue;
      g_ptr_array_add (work->sessions, g_strdup (wabi_record_get_id (session)));
      g_ptr_array_add (work->targets, g_strdup (wabi_record_get_id (g_ptr_array_index (targets, 0))));
    }
  if (work->sessions->len == 0)
    g_error ("the demo practice has no session to record trials in");
}

/* Returns the trial's id. */
static char *
record_trial (WabiSync *sync, const Work *work, guint i)
{
  WabiCache *cache = wabi_sync_get_cache (sync);
  char *id = wabi_cache_new_id (cache);
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) session = NULL;

  session = wabi_cache_get (cache, &wabi_kind_session,
                            g_ptr_array_index (work->sessions, i % work->sessions->len), &error);
  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "session", wabi_record_get_id (session));
  json_object_set_string_member (args, "client", wabi_record_get_text (session, "client"));
  json_object_set_string_member (args, "target", g_ptr_array_index (work->targets, i % work->sessions->len));
  json_object_set_string_member (args, "action", "record");
  json_object_set_string_member (args, "result", i % 3 == 0 ? "prompted" : "correct");
  json_object_set_int_member (args, "at", wabi_record_get_int (session, "starts_at"));
  json_object_set_string_member (args, "by", wabi_cache_get_caller (cache)->user);
  if (!wabi_cache_apply (cache, "trial.record", args, NULL, NULL, &error))
    g_error ("%s", error->message);
  return id;
}

static void
measure_pull (const LiveServer *live, WabiSync *sync, const Plan *plan)
{
  Mark from = mark (live);

  live_wait (is_saved, sync, "the first load");
  say ("pull", &from);
  if (plan->data == NULL && count (sync, &wabi_kind_appointment) < plan->pull_records)
    g_error ("not all records came");
}

static void
measure_push (const LiveServer *live, WabiSync *sync, const Plan *plan)
{
  gint64 before = count (sync, &wabi_kind_trial);
  Mark from;
  Last last = { sync, NULL };
  Work work;

  find_work (sync, &work);
  wabi_sync_set_paused (sync, TRUE);
  reset_memory ();
  from = mark (live);
  for (int i = 0; i < plan->push_commands; i++)
    {
      g_free (last.id);
      last.id = record_trial (sync, &work, (guint)i);
    }
  say ("given offline, each durable", &from);
  reset_memory ();
  from = mark (live);
  wabi_sync_set_paused (sync, FALSE);
  live_wait (is_sent, sync, "the push");
  say ("push", &from);
  from = mark (live);
  live_wait (is_settled, &last, "the feed after the push");
  say ("settled after the push", &from);
  if (count (sync, &wabi_kind_trial) != before + plan->push_commands
      || wabi_cache_get_refused (wabi_sync_get_cache (sync)) > 0)
    g_error ("not every trial is with the server");
  g_free (last.id);
  g_ptr_array_unref (work.sessions);
  g_ptr_array_unref (work.targets);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

/* From a trial given on one desktop to the moment in which another has it in its cache; both run in this process, which only makes it
 * slower. */
static void
measure_sight (const LiveServer *live, WabiSync *writer, WabiSync *reader, const Plan *plan)
{
  g_autoptr (GArray) took = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = plan->quick ? QUICK_SIGHTS : SIGHTS;
  Mark from = mark (live);
  Work work;

  find_work (writer, &work);
  for (guint i = 0; i < n; i++)
    {
      gint64 given_at = g_get_monotonic_time (), seen;
      Last last = { reader, record_trial (writer, &work, i) };

      while (!is_settled (&last))
        g_main_context_iteration (NULL, TRUE);
      seen = g_get_monotonic_time () - given_at;
      g_array_append_val (took, seen);
      g_free (last.id);
    }
  g_array_sort (took, compare_times);
  say ("sights", &from);
  printf ("{\"name\":\"sight, median\",\"seconds\":%.6f,\"rss_kb\":0,\"client_cpu\":0,\"server_cpu\":0}\n"
          "{\"name\":\"sight, 95 of 100\",\"seconds\":%.6f,\"rss_kb\":0,\"client_cpu\":0,\"server_cpu\":0}\n",
          (double)g_array_index (took, gint64, n / 2) / G_USEC_PER_SEC,
          (double)g_array_index (took, gint64, n * 95 / 100) / G_USEC_PER_SEC);
  g_ptr_array_unref (work.sessions);
  g_ptr_array_unref (work.targets);
}

static gboolean
read_plan (Plan *plan, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &plan->data, "A server's folder, used as it is; else one is made",
      "FOLDER" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &plan->store, "An empty PostgreSQL database", "URL" },
    { "quick", 0, 0, G_OPTION_ARG_NONE, &plan->quick, "Little, to see that it runs", NULL },
    { "records", 0, 0, G_OPTION_ARG_INT, &plan->pull_records, "How many records are pulled", "N" },
    { "commands", 0, 0, G_OPTION_ARG_INT, &plan->push_commands, "How many commands are pushed", "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (plan->pull_records <= 0)
    plan->pull_records = plan->quick ? QUICK_PULL_RECORDS : PULL_RECORDS;
  if (plan->push_commands <= 0)
    plan->push_commands = plan->quick ? QUICK_PUSH_COMMANDS : PUSH_COMMANDS;
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autofree char *records = NULL;
  g_autoptr (GError) error = NULL;
  Plan plan = { NULL };
  LiveServer live;
  WabiSync *sync, *reader;

  if (!read_plan (&plan, argc, argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_setenv ("WABI_TEST_SERVER", BENCH_SERVER, FALSE);
  g_setenv ("WABI_TEST_CTL", BENCH_CTL, FALSE);
  if (plan.store != NULL)
    g_setenv ("WABI_TEST_STORE", plan.store, TRUE);
  if (!live_server_make (&live, plan.data))
    {
      g_printerr ("wabi-server and wabictl are not built.\n");
      return 1;
    }
  records = g_strdup_printf ("%d", plan.pull_records);
  if (plan.data == NULL)
    live_server_control (&live, "bench-data", "--appointments", records, NULL);
  live_server_start (&live);
  reset_memory ();
  sync = live_desktop (&live, "desktop", "bcba");
  measure_pull (&live, sync, &plan);
  reader = live_desktop (&live, "reader", "bcba");
  live_wait (is_saved, reader, "the reader's first load");
  measure_sight (&live, sync, reader, &plan);
  live_quit (reader);
  measure_push (&live, sync, &plan);
  live_quit (sync);
  live_server_free (&live);
  g_free (plan.data);
  g_free (plan.store);
  return 0;
}
