// SPDX-License-Identifier: AGPL-3.0-or-later
// One schedule: what happens next is drawn from the seed, nothing else.

#include "sim.h"
#include "sim-rows.h"
#include "sim-threads.h"

#include <stdio.h>
#include <string.h>

#define WALL_BASE G_GINT64_CONSTANT (1795435200000000) /* Monday, November 23, 2026, noon UTC */
#define QUIET_STEPS 9000

SimWorld *sim_world;

const char *const sim_saw_names[SIM_N_SAW] = {
  "commands given", "applied", "merged", "rejected", "dep_failed", "refused at the desk", "409 gap", "422 mid_reuse",
  "410 resync", "409 dep_waiting", "answered again from memory", "sent again after a restore", "proposals", "reactions",
  "notes signed", "charges", "claims", "tombstones", "first loads", "requests failed by the server", "desk's disk full", "tokens refreshed",
  "recoveries after a power cut", "unknown kinds adopted", "other practice's ids named", "refusals discarded", "refusals given again",
  "came to rest", "services apart", "care teams changed", "clients filled up beside the feed", "calls of followers", "503 behind", "410 to a follower",
  "nudges between servers", "their streams broken",
  "held, since access had ended", "copies destroyed",
};

/* What a schedule begins with, for each way in which services share servers; made when it is first needed. */
static struct
{
  gboolean made;
  SimImage *servers[SIM_MOST_SERVERS], *desks[16];
} beginnings[SIM_N_LAYOUTS][2];

/* ---- small things ---- */

guint
sim_draw (GRand *rand, guint bound)
{
  return bound > 0 ? g_rand_int (rand) % bound : 0;
}

gboolean
sim_chance (SimFault fault)
{
  gboolean strikes = sim_world->rates[fault] > 0 && sim_draw (sim_world->chance, 1000) < sim_world->rates[fault];

  if (strikes)
    {
      sim_world->counts->faults[fault]++;
      sim_say ("! %s", sim_fault_names[fault]);
    }
  return strikes;
}

void
sim_saw (SimSaw what)
{
  sim_world->counts->saw[what]++;
}

void
sim_say (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (sim_world == NULL || !sim_world->plan.verbose)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  printf ("%4u %10.3f %s\n", sim_world->step, (double) sim_world->time / 1e6, text);
  fflush (stdout);
}

void
sim_mix (const char *text)
{
  sim_world->digest = sim_world->digest * 31 + g_str_hash (text);
}

void
sim_violate (int invariant, const char *format, ...)
{
  va_list args;

  if (sim_world->violation != 0)
    return;
  sim_world->violation = invariant;
  va_start (args, format);
  sim_world->words = g_strdup_vprintf (format, args);
  va_end (args);
  sim_say ("VIOLATED %d: %s", invariant, sim_world->words);
}

/* ---- clocks ---- */

gint64
sim_now (void)
{
  return sim_world != NULL ? sim_world->time : 0;
}

void
sim_move (gint64 to)
{
  sim_world->time = MAX (sim_world->time, to);
}

static gint64
clock_now (gpointer data)
{
  return WALL_BASE + sim_world->time + ((SimClock *) data)->skew;
}

/* Looking at the clock takes time: long work is interrupted where the product measures it. */
static gint64
clock_monotonic (gpointer data)
{
  SimClock *clock = data;

  if (clock >= &sim_world->servers[0].clock && clock <= &sim_world->servers[SIM_MOST_SERVERS - 1].clock)
    sim_world->time += sim_draw (sim_world->rand, 9000);
  return sim_world->time - clock->boot + SIM_SECOND;
}

void
sim_clock_init (SimClock *clock, gint64 skew, gint64 boot)
{
  clock->skew = skew;
  clock->boot = boot;
  clock->clock = (WabiClock){ clock_now, clock_monotonic, clock };
}

/* ---- the world ---- */

static SimWorld *
new_world (const SimPlan *plan, guint layout, gboolean whole, SimCounts *counts)
{
  SimWorld *world = g_new0 (SimWorld, 1);

  sim_world = world;
  world->plan = *plan;
  world->counts = counts;
  world->rand = g_rand_new_with_seed (plan->seed);
  world->acts = g_rand_new_with_seed (plan->seed ^ 0x5bd1e995);
  world->chance = g_rand_new_with_seed (plan->seed ^ 0x9e3779b9);
  world->partings = g_rand_new_with_seed (plan->seed ^ 0x7f4a7c15);
  world->messages = g_ptr_array_new ();
  world->late = g_ptr_array_new_with_free_func (sim_message_free);
  world->streams = g_ptr_array_new ();
  world->jobs = g_ptr_array_new ();
  world->timers = sim_timers_new ();
  world->given = g_ptr_array_new_with_free_func (sim_given_free);
  world->given_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  world->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->cached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  world->page_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->signed_notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* What a keyring keeps, as when a service was last heard, is of its own world. */
  sim_desk_prepare ();
  world->layout = layout;
  world->whole = whole;
  for (guint i = 0; i < sim_n_users; i++)
    sim_users[i].roles = sim_users[i].home_roles;
  world->n_servers = sim_layout_count (layout);
  for (guint i = 0; i < world->n_servers; i++)
    sim_server_init (&world->servers[i], i, layout, plan->seed);
  return world;
}

static void
free_world (SimWorld *world)
{
  for (guint i = 0; i < SIM_MOST_DESKS; i++)
    if (world->desks[i].disk != NULL)
      sim_desk_clear (&world->desks[i]);
  /* Each may still be asking another as it ends. */
  for (guint i = 0; i < world->n_servers; i++)
    {
      sim_disk_kill (world->servers[i].disk);
      sim_server_close (&world->servers[i]);
    }
  for (guint i = 0; i < world->n_servers; i++)
    sim_server_clear (&world->servers[i]);
  /* What belongs to no desktop holds on to what it needs. */
  while (world->jobs->len > 0)
    sim_run_job (0);
  sim_rows_forget ();
  g_clear_pointer (&world->older, sim_image_free);
  g_ptr_array_unref (world->messages);
  g_ptr_array_unref (world->late);
  g_assert (world->streams->len == 0);
  g_ptr_array_unref (world->streams);
  g_ptr_array_unref (world->jobs);
  g_array_unref (world->timers);
  g_hash_table_unref (world->given_by_id);
  g_ptr_array_unref (world->given);
  g_hash_table_unref (world->tokens);
  g_hash_table_unref (world->answers);
  g_hash_table_unref (world->cached);
  g_hash_table_unref (world->page_of);
  g_hash_table_unref (world->signed_notes);
  g_hash_table_unref (world->claims);
  g_hash_table_unref (world->removed);
  g_rand_free (world->rand);
  g_rand_free (world->acts);
  g_rand_free (world->chance);
  g_rand_free (world->partings);
  g_free (world->words);
  g_free (world);
  sim_world = NULL;
}

/* ---- what can happen ---- */

static void
move_time (SimWorld *world, gint64 by)
{
  world->time += by;
  sim_fire_timers ();
  sim_threads_settle ();
  sim_drain ();
}

static void
do_work (SimWorld *world)
{
  guint jobs = world->jobs->len, messages = world->messages->len, late = world->late->len;
  guint at = sim_draw (world->rand, jobs + messages + (late > 0));

  if (jobs + messages + late == 0)
    return;
  if (at < jobs)
    sim_run_job (at);
  else if (at < jobs + messages)
    sim_net_step (at - jobs);
  else if (late > 0)
    sim_net_late_step (sim_draw (world->rand, late));
  sim_drain ();
}

static void
do_act (SimWorld *world)
{
  SimDesk *desk = &world->desks[sim_draw (world->rand, world->n_desks)];

  /* The window has left its pages when access ends. */
  if (desk->cache == NULL || desk->sync->leaving)
    return;
  sim_act (desk);
  if (desk->sync != NULL && desk->sync->machine != NULL && wabi_sync_machine_get_needs_sign_in (desk->sync->machine)
      && sim_draw (world->rand, 2) == 0)
    sim_desk_sign_in (desk);
}

static void
take_step (SimWorld *world)
{
  guint draw = sim_draw (world->rand, 100);

  world->step++;
  world->counts->steps++;
  sim_faults_step (world);
  if (draw < 30)
    do_act (world);
  else if (draw < 36)
    sim_net_nudge ();
  else if (draw < 42)
    move_time (world, sim_next_timer () == G_MAXINT64 ? 0 : MAX (sim_next_timer () - world->time, 0));
  for (guint i = sim_draw (world->rand, 6); i > 0; i--)
    do_work (world);
  move_time (world, sim_draw (world->rand, 400000));
}

/* ---- coming to rest ---- */

/* Whether the desktop has been told what its person may see now: of a change it hears with the next question to each service. */
static gboolean
knows_rights (SimWorld *world, SimDesk *desk)
{
  g_autoptr (GHashTable) rows = sim_rows_of_server (world, desk->user->practice);
  gboolean knows = TRUE;

  for (guint i = 0; rows != NULL && knows && wabi_domain_services[i] != NULL; i++)
    {
      g_autoptr (GHashTable) care = sim_list_care (world, rows, desk->user, wabi_domain_services[i]);
      SimClaim claim;

      sim_claim_read (desk, wabi_domain_services[i], &claim);
      knows = sim_claim_is_true (&claim, desk->user, care);
      sim_claim_clear (&claim);
    }
  return knows;
}

/* Whether what was confirmed and has come with its feed is done with. A desktop that died, or whose disk failed, between the page and that does
 * it with the next page, even an empty one; if it never does, it never comes to rest. */
static gboolean
is_done_with_confirmed (SimDesk *desk)
{
  gint64 left = 1;

  return wabi_db_get_int (sim_desk_get_db (desk),
                          "SELECT count(*) FROM outbox o JOIN feed_cursor f ON f.service = o.service WHERE o.state = 2 AND o.seq <= f.seq", NULL,
                          0, &left, NULL)
         && left == 0;
}

static gboolean
is_caught_up (SimWorld *world, SimDesk *desk)
{
  if (desk->gone && sim_access_is_ended (desk->user))
    return TRUE;
  if (desk->cache == NULL || desk->sync->machine == NULL || wabi_cache_get_pending (desk->cache) > 0
      || !wabi_sync_machine_get_loaded (desk->sync->machine))
    return FALSE;
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    {
      gint64 seq = 0;
      gboolean loaded = FALSE;
      g_autofree char *epoch = NULL;

      /* At the end of the feed, and of this history of it. */
      if (!wabi_cache_read_cursor (desk->cache, wabi_domain_services[i], &seq, &epoch, &loaded, NULL) || !loaded
          || g_strcmp0 (epoch, sim_server_get_epoch (world, wabi_domain_services[i])) != 0
          || seq != sim_server_get_head (world, desk->user->practice, wabi_domain_services[i]))
        return FALSE;
    }
  return is_done_with_confirmed (desk) && knows_rights (world, desk);
}

static gboolean
is_quiet (SimWorld *world)
{
  if (world->messages->len + world->jobs->len + world->late->len > 0 || !sim_servers_are_quiet (world))
    return FALSE;
  for (guint i = 0; i < world->n_desks; i++)
    if (!is_caught_up (world, &world->desks[i]))
      return FALSE;
  return TRUE;
}

/* The person does what the program asks for: gives the password, or presses "try again". */
static void
help_people (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    {
      WabiSync *sync = world->desks[i].sync;

      if (sim_leaver_comes_back (&world->desks[i]) || sync == NULL || sync->machine == NULL)
        continue;
      if (wabi_sync_machine_get_needs_sign_in (sync->machine))
        sim_desk_sign_in (&world->desks[i]);
      else if (wabi_sync_machine_get_stopped (sync->machine))
        sim_desk_press (&world->desks[i]);
    }
}

static gboolean
come_to_rest (SimWorld *world)
{
  for (guint i = 0; i < QUIET_STEPS; i++)
    {
      world->step++;
      /* A follower that had to begin anew again and again waits for an hour. */
      if (i == QUIET_STEPS / 2 && world->n_servers > 1)
        move_time (world, SIM_HOUR);
      if (world->plan.every == 1)
        sim_check_all (world, SIM_CHECK_STEP);
      if (world->messages->len + world->jobs->len + world->late->len > 0)
        {
          do_work (world);
          move_time (world, 1000);
        }
      else if (is_quiet (world))
        return TRUE;
      else
        {
          gint64 next = sim_next_timer ();

          help_people (world);
          sim_threads_settle ();
          move_time (world, next != G_MAXINT64 ? MAX (next - world->time, 1000) : SIM_SECOND);
        }
    }
  for (guint i = 0; i < world->n_desks; i++)
    if (!is_caught_up (world, &world->desks[i]))
      sim_violate (10, "desk %u does not come to rest: %u wait, %s", i,
                   world->desks[i].cache != NULL ? wabi_cache_get_pending (world->desks[i].cache) : 0,
                   world->desks[i].cache == NULL                                                        ? "it is closed"
                   : wabi_sync_machine_get_stopped (world->desks[i].sync->machine)                      ? "a feed is stopped"
                   : wabi_sync_machine_get_needs_sign_in (world->desks[i].sync->machine) ? "it wants the password"
                                                                                         : "it goes on asking");
  sim_violate (10, "the network does not come to rest: %u messages, %u jobs, %u late, servers %s", world->messages->len, world->jobs->len,
               world->late->len, sim_servers_are_quiet (world) ? "quiet" : "busy");
  return FALSE;
}

/* Those who were at a machine before somebody else sign in once more, so that their queues go out too. */
static void
let_everybody_back (SimWorld *world)
{
  for (guint i = 0; i < world->given->len && world->violation == 0; i++)
    {
      const SimGiven *given = g_ptr_array_index (world->given, i);
      SimDesk *desk = &world->desks[given->desk];

      if (desk->user == given->user || given->excused)
        continue;
      sim_desk_close (desk);
      desk->gone = FALSE;
      desk->user = (SimUser *) given->user;
      if ((!sim_desk_open (desk) && !desk->gone) || !come_to_rest (world))
        return;
      sim_check_all (world, SIM_CHECK_QUIET);
    }
}

static void
run_liveness (SimWorld *world)
{
  sim_faults_heal (world);
  if (world->violation == 0 && come_to_rest (world))
    {
      sim_saw (SIM_SAW_QUIET);
      sim_check_all (world, SIM_CHECK_STEP | SIM_CHECK_QUIET | SIM_CHECK_PROBE);
      let_everybody_back (world);
    }
}

/* Safety: everything stops in the middle, loses its power, and starts again; nothing may be lost, whether or not it is sent. */
static void
run_safety (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    sim_desk_kill (&world->desks[i], sim_draw (world->chance, 2) == 0);
  for (guint i = 0; i < world->n_servers; i++)
    sim_server_kill (&world->servers[i], sim_draw (world->chance, 2) == 0);
  memset (world->rates, 0, sizeof world->rates);
  for (guint i = 0; i < world->n_servers; i++)
    if (!sim_server_open (&world->servers[i]))
      sim_violate (30, "the server does not start any more");
  for (guint i = 0; i < world->n_desks; i++)
    sim_desk_open (&world->desks[i]);
  sim_check_all (world, SIM_CHECK_STEP);
}

static void
set_up (SimWorld *world)
{
  world->n_desks = 3 + sim_draw (world->rand, 8) % 3 % 2 + (sim_draw (world->rand, 10) == 0 ? 2 : 0);
  if (world->plan.desks > 0)
    world->n_desks = MIN (world->plan.desks, SIM_MOST_DESKS);
  sim_faults_plan (world);
  world->had_small_pages = world->rates[SIM_FAULT_SMALL_PAGES] > 0;
  for (guint i = 0; i < world->n_servers; i++)
    {
      sim_disk_put_image (world->servers[i].disk, beginnings[world->layout][world->whole].servers[i]);
      if (!sim_server_open (&world->servers[i]))
        g_error ("the server does not open");
    }
  if (world->n_servers > 1)
    sim_saw (SIM_SAW_APART);
  for (guint i = 0; i < world->n_desks; i++)
    {
      SimDesk *desk = &world->desks[i];
      guint user = i < 3 ? i : sim_draw (world->rand, sim_n_users);
      gboolean fresh = sim_draw (world->rand, world->had_small_pages ? 2 : 5) == 0;

      sim_desk_init (world, i);
      desk->user = &sim_users[user];
      if (!fresh)
        sim_disk_put_image (desk->disk, beginnings[world->layout][world->whole].desks[user]);
      else
        sim_saw (SIM_SAW_FIRST_LOAD);
      if (world->plan.skewed == 1)
        desk->clock.skew = (gint64) sim_draw (world->chance, 1000) * SIM_HOUR - 500 * SIM_HOUR;
      sim_desk_open (desk);
    }
}

/* ---- once for the process ---- */

static gboolean
warm_up (SimWorld *world, guint user)
{
  SimDesk *desk = &world->desks[0];
  gboolean filled;

  sim_desk_init (world, 0);
  world->n_desks = 1;
  desk->user = &sim_users[user];
  filled = sim_desk_open (desk) && come_to_rest (world);
  sim_desk_close (desk);
  if (filled)
    beginnings[world->layout][world->whole].desks[user] = sim_disk_take_image (desk->disk);
  sim_desk_clear (desk);
  return filled;
}

static void
forget_beginning (guint layout, gboolean whole)
{
  for (guint i = 0; i < SIM_MOST_SERVERS; i++)
    g_clear_pointer (&beginnings[layout][whole].servers[i], sim_image_free);
  for (guint i = 0; i < G_N_ELEMENTS (beginnings[layout][whole].desks); i++)
    g_clear_pointer (&beginnings[layout][whole].desks[i], sim_image_free);
  beginnings[layout][whole].made = FALSE;
}

static void
forget_beginnings (void)
{
  for (guint layout = 0; layout < SIM_N_LAYOUTS; layout++)
    forget_beginning (layout, FALSE);
}

static gboolean
try_beginning (guint layout, gboolean whole, char **words)
{
  SimPlan plan = { .seed = 1, .no_faults = TRUE, .whole = whole };
  SimCounts counts = { 0 };
  SimWorld *world = new_world (&plan, layout, whole, &counts);
  gboolean filled = TRUE;

  for (guint i = 0; i < world->n_servers; i++)
    sim_server_furnish (&world->servers[i]);
  for (guint i = 0; filled && i < sim_n_users; i++)
    filled = warm_up (world, i);
  for (guint i = 0; i < world->n_servers; i++)
    sim_server_close (&world->servers[i]);
  for (guint i = 0; filled && i < world->n_servers; i++)
    beginnings[layout][whole].servers[i] = sim_disk_take_image (world->servers[i].disk);
  *words = g_steal_pointer (&world->words);
  free_world (world);
  return filled;
}

static void
make_beginning (guint layout, gboolean whole)
{
  int mutant = sim_mutant;

  sim_mutant = -1;
  while (!beginnings[layout][whole].made)
    {
      g_autofree char *words = NULL;
      gboolean filled = try_beginning (layout, whole, &words);

      /* A table was asked for that had been left out: once more with it. */
      if (sim_take_up_tables ())
        forget_beginnings ();
      else if (filled)
        beginnings[layout][whole].made = TRUE;
      else
        g_error ("a desktop is not filled: %s", words);
    }
  sim_mutant = mutant;
}

void
sim_init (void)
{
  sim_disks_register ();
  sim_threads_set_clock (sim_now, sim_move);
  make_beginning (0, FALSE);
}

/* ---- one schedule ---- */

/* Something more than half of the schedules have all services in one process, as a small clinic has. */
static guint
draw_layout (guint32 seed)
{
  guint draw = (seed * 2654435761u >> 16) % 20;

  return draw < 11 ? 0 : 1 + (draw - 11) / 3;
}

static gboolean
draw_whole (guint32 seed)
{
  return (seed * 2246822519u >> 16) % 8 == 0;
}

static gboolean
run_once (const SimPlan *plan, gboolean whole, SimCounts *counts, int *violation, char **words, guint32 *digest, guint *steps)
{
  guint layout = plan->layout >= 0 ? (guint) plan->layout % SIM_N_LAYOUTS : draw_layout (plan->seed);
  SimWorld *world;
  guint most;
  gboolean lively;

  make_beginning (layout, whole);
  world = new_world (plan, layout, whole, counts);
  counts->runs++;
  set_up (world);
  most = 40 + sim_draw (world->rand, 110);
  lively = sim_draw (world->rand, 4) > 0;
  if (plan->steps > 0)
    most = plan->steps;
  if (plan->liveness >= 0)
    lively = plan->liveness;
  while (world->step < most && world->violation == 0)
    {
      take_step (world);
      if (world->step % plan->every == plan->every - 1)
        sim_check_all (world, SIM_CHECK_STEP);
    }
  *steps = most;
  if (world->violation == 0)
    {
      if (lively)
        run_liveness (world);
      else
        run_safety (world);
    }
  *violation = world->violation;
  *words = g_steal_pointer (&world->words);
  *digest = world->digest;
  free_world (world);
  return *violation == 0;
}

gboolean
sim_run (const SimPlan *plan, SimCounts *counts, int *violation, char **words, guint32 *digest, guint *steps)
{
  gboolean whole = plan->whole >= 0 ? plan->whole != 0 : draw_whole (plan->seed), ok;
  const SimCounts before = *counts;

  for (;;)
    {
      ok = run_once (plan, whole, counts, violation, words, digest, steps);
      if (!sim_take_up_tables ())
        return ok;
      forget_beginnings ();
      *counts = before;
      g_clear_pointer (words, g_free);
    }
}

void
sim_prepare_all (void)
{
  for (guint layout = 0; layout < SIM_N_LAYOUTS; layout++)
    {
      make_beginning (layout, FALSE);
      make_beginning (layout, TRUE);
    }
}
