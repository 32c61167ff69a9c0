// SPDX-License-Identifier: AGPL-3.0-or-later
// A planner in a process of its own: messages to its standard input, messages from its standard output, and its end.

#include "wabi-plan-process.h"

#include <gio/gio.h>
#include <string.h>

#include "wabi-plan-check.h"

#define PROGRAM "wabi-planner"

struct _WabiPlanProcess
{
  GSubprocess *child;
  GMutex lock;
  gboolean stopped; /* under the lock: its input is closed */
};

static char *
find_program (void)
{
  const char *named = g_getenv ("WABI_PLANNER");
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL), *folder = own != NULL ? g_path_get_dirname (own) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, PROGRAM, NULL) : NULL;

  if (named != NULL)
    return g_strdup (named);
  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_find_program_in_path (PROGRAM);
}

static gboolean
send_problem (WabiPlanProcess *self, const WabiPlanProblem *problem, const WabiPlanOrder *order, GError **error)
{
  g_autoptr (GBytes) bytes = wabi_plan_wire_write_problem (problem, order);
  GOutputStream *input = g_subprocess_get_stdin_pipe (self->child);
  gsize n = g_bytes_get_size (bytes);
  guint32 length = (guint32) n;

  if (n > WABI_PLAN_WIRE_MOST)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The week is too large to be planned at once.");
      return FALSE;
    }
  return g_output_stream_write_all (input, &length, sizeof length, NULL, NULL, error)
         && g_output_stream_write_all (input, g_bytes_get_data (bytes, NULL), n, NULL, NULL, error) && g_output_stream_flush (input, NULL, error);
}

WabiPlanProcess *
wabi_plan_process_start (const WabiPlanProblem *problem, const WabiPlanOrder *order, GError **error)
{
  g_autofree char *program = find_program ();
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (WabiPlanProcess) self = NULL;

  if (program == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The program wabi-planner is not installed beside the server.");
      return NULL;
    }
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  self = g_new0 (WabiPlanProcess, 1);
  g_mutex_init (&self->lock);
  self->child = g_subprocess_launcher_spawn (launcher, error, program, NULL);
  if (self->child == NULL || !send_problem (self, problem, order, error))
    return NULL;
  return g_steal_pointer (&self);
}

/** A message: what sort it is, how long, and what it says; NULL at the end of all. */
static GBytes *
read_message (GInputStream *from, char *sort)
{
  guint32 length;
  gsize n;
  g_autofree char *text = NULL;

  if (!g_input_stream_read_all (from, sort, 1, &n, NULL, NULL) || n != 1
      || !g_input_stream_read_all (from, &length, sizeof length, &n, NULL, NULL) || n != sizeof length || length > WABI_PLAN_WIRE_MOST)
    return NULL;
  text = g_malloc (length + 1);
  if (!g_input_stream_read_all (from, text, length, &n, NULL, NULL) || n != length)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&text), n);
}

/** Another process said so: the visits are what the checker says of them here. */
static void
check (const WabiPlanProblem *problem, WabiPlanAnswer *answer)
{
  g_autoptr (GArray) findings = wabi_plan_check (problem, answer->visits);
  WabiPlanTotals totals;

  if (findings->len > 0)
    {
      g_warning ("the planner's plan has %u faults: it is thrown away", findings->len);
      answer->faults = findings->len;
      g_array_set_size (answer->visits, 0);
      g_array_set_size (answer->reasons, 0);
      answer->exact = FALSE;
    }
  wabi_plan_total (problem, answer->visits, &totals);
  answer->value = totals.value;
}

WabiPlanAnswer *
wabi_plan_process_wait (WabiPlanProcess *self, const WabiPlanProblem *problem, WabiPlanReport report, gpointer data, GError **error)
{
  GInputStream *from = g_subprocess_get_stdout_pipe (self->child);
  WabiPlanAnswer *answer = NULL;
  GBytes *bytes;
  char sort;

  while (answer == NULL && (bytes = read_message (from, &sort)) != NULL)
    {
      WabiPlanProgress progress;

      if (sort == 'p' && wabi_plan_wire_read_progress (bytes, &progress))
        report (&progress, data);
      else if (sort == 'a')
        answer = wabi_plan_wire_read_answer (bytes, problem);
      g_bytes_unref (bytes);
    }
  wabi_plan_process_stop (self);
  // What hangs after its answer, or without one, is not waited for: its own watch ends it.
  g_subprocess_force_exit (self->child);
  g_subprocess_wait (self->child, NULL, NULL);
  if (answer != NULL)
    check (problem, answer);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The planner ended without an answer.");
  return answer;
}

void
wabi_plan_process_stop (WabiPlanProcess *self)
{
  g_mutex_lock (&self->lock);
  if (!self->stopped && !g_output_stream_close (g_subprocess_get_stdin_pipe (self->child), NULL, NULL))
    g_debug ("the planner had ended before it was told to");
  self->stopped = TRUE;
  g_mutex_unlock (&self->lock);
}

void
wabi_plan_process_kill (WabiPlanProcess *self)
{
  g_subprocess_force_exit (self->child);
}

void
wabi_plan_process_free (WabiPlanProcess *self)
{
  if (self == NULL)
    return;
  if (self->child != NULL)
    {
      g_subprocess_force_exit (self->child);
      g_subprocess_wait (self->child, NULL, NULL);
    }
  g_clear_object (&self->child);
  g_mutex_clear (&self->lock);
  g_free (self);
}
