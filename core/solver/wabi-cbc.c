// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs COIN-OR CBC on a file and reads its answer.

#include "wabi-cbc.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_MILLISECONDS 50
/** What of the time it is told of: reading, writing, and what it does without looking at the clock take the rest. */
#define SHARE_TOLD 0.6
#define GRACE_SECONDS 2

typedef struct
{
  GMainLoop *loop;
  GSubprocess *process;
  gboolean (*is_stopped) (gpointer data);
  gpointer data;
  guint looks, most;
} Run;

gboolean
wabi_cbc_is_there (void)
{
  g_autofree char *path = g_find_program_in_path ("cbc");

  return path != NULL;
}

static void
on_ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  // How it ended is read from what it wrote.
  g_subprocess_wait_finish (run->process, result, NULL);
  g_main_loop_quit (run->loop);
}

static gboolean
on_look_cb (gpointer data)
{
  Run *run = data;

  run->looks++;
  if (run->looks > run->most || (run->is_stopped != NULL && run->is_stopped (run->data)))
    g_subprocess_force_exit (run->process);
  return G_SOURCE_CONTINUE;
}

static gboolean
run_process (const char *folder, const char *in, const char *out, double seconds, gboolean (*is_stopped) (gpointer data), gpointer data,
             GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GSource) look = g_timeout_source_new (LOOK_MILLISECONDS);
  g_autofree char *limit = g_strdup_printf ("%.2f", MAX (seconds * SHARE_TOLD, 0.1));
  Run run = { .loop = loop, .is_stopped = is_stopped, .data = data,
              .most = (guint)((seconds + GRACE_SECONDS) * 1000 / LOOK_MILLISECONDS) };

  g_main_context_push_thread_default (context);
  run.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, error, "cbc", in, "sec", limit,
                                  "timeMode", "elapsed", "solve", "solution", out, NULL);
  if (run.process != NULL)
    {
      g_subprocess_wait_async (run.process, NULL, on_ended_cb, &run);
      g_source_set_callback (look, on_look_cb, &run, NULL);
      g_source_attach (look, context);
      g_main_loop_run (loop);
      g_source_destroy (look);
    }
  g_main_context_pop_thread_default (context);
  if (run.process == NULL)
    return FALSE;
  g_object_unref (run.process);
  return TRUE;
}

/** "    17 x17    1    12000", after a first line that says how it went. */
static GArray *
read_answer (const char *text, gboolean *optimal, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GArray *chosen;

  *optimal = g_str_has_prefix (lines[0] != NULL ? lines[0] : "", "Optimal");
  if (lines[0] == NULL || strstr (lines[0], "objective value") == NULL || strstr (lines[0], "nfeasible") != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The solver found no plan: %s", lines[0] != NULL ? lines[0] : "");
      return NULL;
    }
  chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 1; lines[i] != NULL; i++)
    {
      guint row, number;
      double value;

      if (sscanf (lines[i], " %u x%u %lf", &row, &number, &value) == 3 && value > 0.5)
        g_array_append_val (chosen, number);
    }
  return chosen;
}

GArray *
wabi_cbc_solve (const char *program, double seconds, gboolean (*is_stopped) (gpointer data), gpointer data, gboolean *optimal,
                GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("wabi-plan-XXXXXX", error), *in = NULL, *out = NULL, *text = NULL;
  GArray *chosen = NULL;

  if (folder == NULL)
    return NULL;
  in = g_build_filename (folder, "plan.lp", NULL);
  out = g_build_filename (folder, "answer", NULL);
  if (g_file_set_contents (in, program, -1, error) && run_process (folder, in, out, seconds, is_stopped, data, error)
      && !g_file_get_contents (out, &text, NULL, NULL))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The solver found no plan in the time that it had.");
  if (text != NULL)
    chosen = read_answer (text, optimal, error);
  g_remove (in);
  g_remove (out);
  g_rmdir (folder);
  return chosen;
}
