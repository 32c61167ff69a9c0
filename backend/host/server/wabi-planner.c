// SPDX-License-Identifier: AGPL-3.0-or-later
// The planner: reads a week from its standard input, plans it within its limits, and tells of it on its standard output. It knows no names, opens no
// database and no network; the server starts one for each week that it is to plan.

#include "wabi-cbc.h"
#include "wabi-plan-wire.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define NICE 10
#define MOST_SECONDS 600
/** So much longer than it was told it may take to begin and to end; then it is ended. */
#define GRACE_SECONDS 60
#define MOST_MEMORY (G_GUINT64_CONSTANT (3) * 1024 * 1024 * 1024)
/** How often it tells how far it is, in seconds. */
#define TELL_EVERY 0.5

typedef struct
{
  gint64 began;
  int stopped;
  double told;
} Work;

static gboolean
read_all (void *to, gsize n)
{
  gsize at = 0;

  while (at < n)
    {
      gssize got = read (STDIN_FILENO, (char *)to + at, n - at);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return FALSE;
      at += (gsize)got;
    }
  return TRUE;
}

static void
write_all (const void *from, gsize n)
{
  gsize at = 0;

  while (at < n)
    {
      gssize put = write (STDOUT_FILENO, (const char *)from + at, n - at);

      if (put < 0 && errno == EINTR)
        continue;
      // Nobody listens any more.
      if (put <= 0)
        _exit (1);
      at += (gsize)put;
    }
}

static void
tell (char sort, GBytes *take_bytes)
{
  g_autoptr (GBytes) bytes = take_bytes;
  guint32 length = (guint32)g_bytes_get_size (bytes);

  write_all (&sort, 1);
  write_all (&length, sizeof length);
  write_all (g_bytes_get_data (bytes, NULL), length);
}

static void
limit (int what, guint64 most)
{
  struct rlimit limits = { most, most };

  if (setrlimit (what, &limits) != 0)
    g_printerr ("wabi-planner: a limit could not be set: %s\n", g_strerror (errno));
}

/** The rest of the machine comes first; whatever goes wrong, it ends. The solver, a process of this one's, has the same limits. */
static void
be_modest (double seconds)
{
  if (setpriority (PRIO_PROCESS, 0, NICE) != 0)
    g_printerr ("wabi-planner: cannot be nice: %s\n", g_strerror (errno));
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_CPU, (guint64)(seconds + GRACE_SECONDS) * 3);
  // A sanitizer's shadow is larger than all memory.
#if !defined(__SANITIZE_ADDRESS__)
  limit (RLIMIT_AS, MOST_MEMORY);
#endif
  alarm ((unsigned)seconds + GRACE_SECONDS);
}

static double
get_seconds (gpointer data)
{
  return (double)(g_get_monotonic_time () - ((Work *)data)->began) / 1e6;
}

static gboolean
is_stopped (gpointer data)
{
  return g_atomic_int_get (&((Work *)data)->stopped);
}

static void
report (const WabiPlanProgress *progress, gpointer data)
{
  Work *work = data;

  if (work->told > 0 && progress->seconds - work->told < TELL_EVERY)
    return;
  work->told = MAX (progress->seconds, 1e-6);
  tell ('p', wabi_plan_wire_write_progress (progress));
}

static GArray *
solve (const char *program, double seconds, gboolean *optimal, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GArray *chosen = wabi_cbc_solve (program, seconds, is_stopped, data, optimal, &error);

  if (chosen == NULL)
    g_debug ("the solver gave no answer: %s", error->message);
  return chosen;
}

/** The input's end is the word to stop. */
static gpointer
watch_input (gpointer data)
{
  char byte;

  while (read_all (&byte, 1))
    ;
  g_atomic_int_set (&((Work *)data)->stopped, TRUE);
  return NULL;
}

static WabiPlanProblem *
read_problem (WabiPlanOrder *order)
{
  guint32 length;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!read_all (&length, sizeof length) || length > WABI_PLAN_WIRE_MOST)
    return NULL;
  text = g_malloc (length + 1);
  if (!read_all (text, length))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  return wabi_plan_wire_read_problem (bytes, order);
}

int
main (void)
{
  Work work = { .began = g_get_monotonic_time () };
  WabiPlanOrder order = { 0 };
  g_autoptr (WabiPlanProblem) problem = NULL;
  g_autoptr (WabiPlanAnswer) answer = NULL;
  WabiPlanControl control = { .get_seconds = get_seconds, .is_stopped = is_stopped, .report = report, .data = &work };

  // Who started it is gone: nobody wants the plan.
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  signal (SIGPIPE, SIG_IGN);
  problem = read_problem (&order);
  if (problem == NULL)
    {
      g_printerr ("wabi-planner: this is no week. The server starts it; there is nothing to be done with it by hand.\n");
      return 2;
    }
  control.seconds = CLAMP (order.seconds, 0.1, MOST_SECONDS);
  control.gap = order.gap;
  control.seed = order.seed;
  control.solve = wabi_cbc_is_there () ? solve : NULL;
  be_modest (control.seconds);
  g_thread_unref (g_thread_new ("input", watch_input, &work));
  answer = wabi_plan_answer_new (problem, &control);
  tell ('a', wabi_plan_wire_write_answer (answer));
  // The thread at the input may still wait for its end.
  _exit (0);
}
