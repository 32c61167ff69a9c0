// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs schedules: one, many, in several processes; makes a failing one smaller; tells what was met.

#include "sim.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MUTANT_SCHEDULES 600
#define MUTANT_EVERY 8 /* steps between two looks: some are seen for a moment only */

static guint schedules = 1, jobs = 1, batch, first_seed = 1, steps, desks;
static guint64 without, with;
static gboolean verbose, check_twice, no_shrink, tap, all_mutants;
static char *mutant_name;
static int liveness = -1, every = 40, layout = -1, whole = -1;

/* A long run that is stopped tells what it has done so far. */
static volatile sig_atomic_t stopped;

static void
stop (int number)
{
  stopped = 1;
}

/* Seeds that found something, in the product or in a check. What they are by now is another schedule, since the product has changed. */
static const guint32 kept_seeds[] = { 35, 41, 1010, 9000081, 9000444, 9000475, 9000517, 11000046, 11000634, 20001320, 20010473, 20011886,
                                      20012627, 70000204, 200000180, 300001124, 300005006, 310001275, 320000367, 320002678 };

static double
get_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static GLogWriterOutput
swallow_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0 || verbose)
    g_log_writer_standard_streams (level, fields, n, data);
  if ((level & G_LOG_LEVEL_CRITICAL) != 0)
    abort ();
  return G_LOG_WRITER_HANDLED;
}

static gboolean
try_plan (const SimPlan *plan, int invariant)
{
  SimCounts counts = { 0 };
  g_autofree char *words = NULL;
  int violation;
  guint32 digest;
  guint used;

  return !sim_run (plan, &counts, &violation, &words, &digest, &used) && violation == invariant;
}

/* Fewer desktops, fewer kinds of misfortune, fewer steps, as long as the same invariant is violated. */
static void
shrink (SimPlan *plan, int invariant, guint most)
{
  for (guint n = 1; n < 3; n++)
    {
      SimPlan smaller = *plan;

      smaller.desks = n;
      if ((plan->desks == 0 || n < plan->desks) && try_plan (&smaller, invariant))
        {
          *plan = smaller;
          break;
        }
    }
  for (guint i = 0; i < SIM_N_FAULTS; i++)
    {
      SimPlan smaller = *plan;

      smaller.without |= G_GUINT64_CONSTANT (1) << i;
      if (try_plan (&smaller, invariant))
        *plan = smaller;
    }
  for (guint by = most / 2; by > 0; by /= 2)
    while (most > by)
      {
        SimPlan smaller = *plan;

        smaller.steps = most - by;
        if (!try_plan (&smaller, invariant))
          break;
        *plan = smaller;
        most -= by;
      }
}

static void
tell_command (FILE *out, const SimPlan *plan)
{
  fprintf (out, "#   repeat: tests/faults/run-sim --seed %u --steps %u --desks %u --without 0x%" G_GINT64_MODIFIER "x --liveness %d --layout %d --whole %d%s%s --verbose\n",
           plan->seed, plan->steps, plan->desks, plan->without, plan->liveness, plan->layout, plan->whole, mutant_name != NULL ? " --mutant " : "",
           mutant_name != NULL ? mutant_name : "");
}

static gboolean
run_seed (guint32 seed, SimCounts *counts, FILE *out, int *caught)
{
  SimPlan plan = { .seed = seed, .steps = steps, .desks = desks, .without = without, .with = with, .verbose = verbose, .liveness = liveness, .skewed = -1, .layout = layout, .whole = whole, .every = (guint) MAX (every, 1) };
  g_autofree char *words = NULL, *again = NULL;
  guint32 digest, second;
  guint used;
  int violation, same;
  gboolean ok = sim_run (&plan, counts, &violation, &words, &digest, &used);

  if (check_twice)
    {
      SimCounts other = { 0 };

      sim_run (&plan, &other, &same, &again, &second, &used);
      if (second != digest || same != violation)
        {
          fprintf (out, "# seed %u is not repeatable: %08x, then %08x\n", seed, digest, second);
          return FALSE;
        }
    }
  if (caught != NULL)
    *caught = violation;
  if (ok || caught != NULL)
    return ok;
  fprintf (out, "# seed %u violates %d: %s\n", seed, violation, words);
  if (!no_shrink)
    {
      plan.verbose = FALSE;
      shrink (&plan, violation, used);
    }
  tell_command (out, &plan);
  fflush (out);
  return FALSE;
}

static void
add_counts (SimCounts *to, const SimCounts *from)
{
  const guint64 *source = (const guint64 *) from;
  guint64 *target = (guint64 *) to;

  for (gsize i = 0; i < sizeof *to / sizeof *target; i++)
    target[i] += source[i];
}

static guint
run_kept (SimCounts *counts)
{
  guint failed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kept_seeds); i++)
    failed += !run_seed (kept_seeds[i], counts, stdout, NULL);
  return failed;
}

/* A run of so many schedules has met everything, or does not look where it says that it looks. */
#define LONG_RUN 3000

/* Roles stay as they are here, and where all services are in one process a dependency is known at once. */
static guint
tell_never (const SimCounts *counts)
{
  guint never = 0;

  for (guint i = 0; i < SIM_N_FAULTS; i++)
    if (counts->faults[i] == 0)
      {
        printf ("# never: %s\n", sim_fault_names[i]);
        never++;
      }
  for (guint i = 0; i < SIM_N_SAW; i++)
    if (counts->saw[i] == 0 && i != SIM_SAW_DEP_WAITING)
      {
        printf ("# never: %s\n", sim_saw_names[i]);
        never++;
      }
  return never;
}

static void
tell_counts (const SimCounts *counts, double seconds, guint failed)
{
  printf ("# %" G_GUINT64_FORMAT " schedules in %.1f s, %" G_GUINT64_FORMAT " steps, %" G_GUINT64_FORMAT " requests; violations: %u\n",
          counts->runs, seconds, counts->steps, counts->requests, failed);
  for (guint i = 0; i < SIM_N_FAULTS; i++)
    printf ("# fault: %-45s %12" G_GUINT64_FORMAT "\n", sim_fault_names[i], counts->faults[i]);
  for (guint i = 0; i < SIM_N_SAW; i++)
    printf ("# met:   %-45s %12" G_GUINT64_FORMAT "\n", sim_saw_names[i], counts->saw[i]);
  for (guint i = 0; i < sim_n_invariants; i++)
    printf ("# check: %2u %-42s %12" G_GUINT64_FORMAT "\n", sim_invariants[i].number, sim_invariants[i].name,
            counts->checked[sim_invariants[i].number]);
}

/* One process's share: every jobs-th seed from one to another. */
static guint
run_share (guint from, guint to, SimCounts *counts)
{
  guint failed = 0;

  for (guint i = from; i < to && !stopped; i += jobs)
    failed += !run_seed (first_seed + i, counts, stdout, NULL);
  return failed;
}

typedef struct
{
  SimCounts counts;
  guint failed;
} Report;

static guint
run_in_processes (guint from, guint to, SimCounts *total)
{
  guint failed = 0;
  int pipes[64][2];
  pid_t children[64];

  for (guint i = 0; i < jobs; i++)
    {
      Report report = { 0 };

      if (pipe (pipes[i]) != 0)
        g_error ("no pipe");
      fflush (stdout);
      children[i] = fork ();
      if (children[i] < 0)
        g_error ("no process");
      if (children[i] > 0)
        {
          close (pipes[i][1]);
          continue;
        }
      report.failed = run_share (from + i, to, &report.counts);
      if (write (pipes[i][1], &report, sizeof report) != sizeof report)
        _exit (1);
      fflush (stdout);
      _exit (0);
    }
  for (guint i = 0; i < jobs; i++)
    {
      Report report = { .failed = 1 };
      int status;

      if (read (pipes[i][0], &report, sizeof report) != sizeof report)
        printf ("# process %u of the seeds %u to %u died\n", i, first_seed + from, first_seed + to - 1);
      close (pipes[i][0]);
      failed += report.failed;
      add_counts (total, &report.counts);
      waitpid (children[i], &status, 0);
      /* A process that dies after it has told what it did. */
      failed += report.failed == 0 && (!WIFEXITED (status) || WEXITSTATUS (status) != 0);
    }
  return failed;
}

/* Many in several processes, which are new after each batch: one that dies costs one batch. */
static guint
run_in_batches (SimCounts *total)
{
  guint failed = 0, size = batch > 0 ? batch : schedules;

  sim_prepare_all ();
  for (guint from = 0; from < schedules && !stopped; from += size)
    {
      failed += run_in_processes (from, MIN (from + size, schedules), total);
      if (batch > 0)
        printf ("# done: %" G_GUINT64_FORMAT " of %u, violations: %u\n", total->runs, schedules, failed);
      fflush (stdout);
    }
  return failed;
}

static const char *
name_invariant (int number)
{
  for (guint i = 0; i < sim_n_invariants; i++)
    if (sim_invariants[i].number == (guint) number)
      return sim_invariants[i].name;
  return "?";
}

/* Whether a schedule notices the mutant, and passes without it: it must be the mutant that was caught. */
static int
try_mutant (guint index, guint32 seed, SimCounts *counts)
{
  SimCounts plain = { 0 };
  int caught = 0, without_mutant = 0;

  with = sim_mutants[index].with;
  layout = g_str_has_prefix (sim_mutants[index].name, "follower-") ? 1 + (int) (seed % (SIM_N_LAYOUTS - 1)) : -1;
  sim_mutant = (int) index;
  run_seed (seed, counts, stdout, &caught);
  sim_mutant = -1;
  if (caught != 0)
    run_seed (seed, &plain, stdout, &without_mutant);
  return without_mutant == 0 ? caught : 0;
}

/* Each mutant until it is caught: which invariant, and how many schedules it took. First those that are known to notice it; a change of the
 * product makes other schedules of their seeds, and then all are gone through. */
static guint
run_mutants (void)
{
  guint missed = 0;

  printf ("1..%u\n", sim_n_mutants);
  every = MUTANT_EVERY;
  for (guint i = 0; i < sim_n_mutants; i++)
    {
      const guint32 *known = sim_mutants[i].seeds;
      SimCounts counts = { 0 };
      guint32 seed = 0;
      int caught = 0;

      sim_mutant_hits = 0;
      for (guint n = 0; caught == 0 && n < SIM_N_KNOWN && known[n] != 0; n++)
        caught = try_mutant (i, seed = known[n], &counts);
      for (guint32 n = 0; caught == 0 && n < MUTANT_SCHEDULES; n++)
        caught = try_mutant (i, seed = first_seed + n, &counts);
      missed += caught == 0;
      printf ("%sok %u - %s (%s): ", caught == 0 ? "not " : "", i + 1, sim_mutants[i].name, sim_mutants[i].text);
      if (caught != 0)
        printf ("caught by %d, %s, with seed %u, the schedule %" G_GUINT64_FORMAT " that was tried\n", caught, name_invariant (caught), seed,
                counts.runs);
      else
        printf ("not caught in %" G_GUINT64_FORMAT " schedules, %" G_GUINT64_FORMAT " times in effect\n", counts.runs, sim_mutant_hits);
      fflush (stdout);
    }
  return missed;
}

static gboolean
read_options (int argc, char **argv)
{
  g_autofree char *without_text = NULL, *with_text = NULL;
  const GOptionEntry entries[] = {
    { "schedules", 'n', 0, G_OPTION_ARG_INT, &schedules, "How many schedules, from the first seed on", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT, &first_seed, "The first seed", "S" },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "How many processes", "J" },
    { "batch", 0, 0, G_OPTION_ARG_INT, &batch, "How many schedules between two new processes, 0 for all", "N" },
    { "steps", 0, 0, G_OPTION_ARG_INT, &steps, "Steps of each schedule, 0 for what the seed says", "N" },
    { "desks", 0, 0, G_OPTION_ARG_INT, &desks, "Desktops, 0 for what the seed says", "N" },
    { "without", 0, 0, G_OPTION_ARG_STRING, &without_text, "Kinds of misfortune that are off, as bits", "BITS" },
    { "with", 0, 0, G_OPTION_ARG_STRING, &with_text, "Kinds of misfortune that are on whatever the seed says, as bits", "BITS" },
    { "liveness", 0, 0, G_OPTION_ARG_INT, &liveness, "1: faults stop and all must come to rest; 0: all stops; -1: as the seed says", "N" },
    { "layout", 0, 0, G_OPTION_ARG_INT, &layout, "How services share servers: 0 all in one, 1 to 3 apart; -1: as the seed says", "N" },
    { "whole", 0, 0, G_OPTION_ARG_INT, &whole, "1: with the tables of all kinds; 0: of those that are met; -1: as the seed says", "N" },
    { "mutant", 0, 0, G_OPTION_ARG_STRING, &mutant_name, "Write the product wrong", "NAME" },
    { "mutants", 0, 0, G_OPTION_ARG_NONE, &all_mutants, "Write the product wrong in every known way, and see whether it is noticed", NULL },
    { "tap", 0, 0, G_OPTION_ARG_NONE, &tap, "Tell it as one test", NULL },
    { "twice", 0, 0, G_OPTION_ARG_NONE, &check_twice, "Run each seed twice and compare", NULL },
    { "no-shrink", 0, 0, G_OPTION_ARG_NONE, &no_shrink, "Do not look for a smaller schedule", NULL },
    { "every", 0, 0, G_OPTION_ARG_INT, &every, "How many steps between two looks at everything", "N" },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, "Tell every step", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return FALSE;
    }
  if (without_text != NULL)
    without = g_ascii_strtoull (without_text, NULL, 0);
  if (with_text != NULL)
    with = g_ascii_strtoull (with_text, NULL, 0);
  for (guint i = 0; mutant_name != NULL && i < sim_n_mutants; i++)
    if (strcmp (sim_mutants[i].name, mutant_name) == 0)
      sim_mutant = (int) i;
  if (mutant_name != NULL && sim_mutant < 0)
    fprintf (stderr, "there is no mutant “%s”\n", mutant_name);
  return jobs >= 1 && jobs <= 64 && (mutant_name == NULL || sim_mutant >= 0);
}

int
main (int argc, char **argv)
{
  double from = get_seconds ();
  SimCounts counts = { 0 };
  guint failed;

  /* Nothing may depend on where the machine puts things. */
  if (personality (0xffffffff) >= 0 && (personality (0xffffffff) & ADDR_NO_RANDOMIZE) == 0
      && personality ((unsigned long) personality (0xffffffff) | ADDR_NO_RANDOMIZE) >= 0)
    execv ("/proc/self/exe", argv);
  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  if (!read_options (argc, argv))
    return 2;
  g_log_set_writer_func (swallow_log, NULL, NULL);
  signal (SIGTERM, stop);
  signal (SIGINT, stop);
  if (all_mutants)
    {
      sim_init ();
      return run_mutants () > 0;
    }
  sim_init ();
  failed = jobs == 1 && batch == 0 ? run_share (0, schedules, &counts) : run_in_batches (&counts);
  tell_counts (&counts, get_seconds () - from, failed);
  if (counts.runs >= LONG_RUN)
    failed += tell_never (&counts);
  if (tap)
    {
      printf ("1..2\n%sok 1 - no invariant is violated in %u schedules from seed %u on\n", failed > 0 ? "not " : "", schedules, first_seed);
      printf ("%sok 2 - nor with the seeds that found something once\n", run_kept (&counts) > 0 ? "not " : "");
    }
  return failed > 0 && !tap;
}
