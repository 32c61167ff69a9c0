// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes wrong, how often: each schedule has some kinds of misfortune, at rates that hurt.

#include "sim.h"

#include <string.h>

const char *const sim_fault_names[SIM_N_FAULTS] = {
  "request dropped", "answer lost after commit", "request doubled", "request doubled later", "delayed and reordered", "answer cut",
  "401/403/409/410/413/422/429/5xx/odd 200", "stale cached answer", "partition", "token expired", "desktop killed",
  "desktop killed at a write or sync", "desktop's power cut", "desktop's disk (full, EIO, fsync)", "desktop restarted", "server killed",
  "server killed at a write or sync", "server's power cut", "server's disk (full, EIO, fsync)", "server's database held by another",
  "server restored from a backup", "desktop cloned", "desktop's disk rolled back", "clock jumped", "another user at the machine",
  "roles changed", "tombstone horizon passed", "desktop of an older version", "small pages", "backlog",
  "servers cut off from each other",
  "old record written between two pages", "login disabled, or given back",
};

/* How often it strikes where it can, out of 1,000, in a schedule that has it. The first block: for each message; then: for each step. */
static const guint rates[SIM_N_FAULTS] = {
  [SIM_FAULT_DROP] = 250, [SIM_FAULT_LOSE_ACK] = 250, [SIM_FAULT_DUPLICATE] = 300, [SIM_FAULT_LATE_DUPLICATE] = 200,
  [SIM_FAULT_DELAY] = 350, [SIM_FAULT_TRUNCATE] = 150, [SIM_FAULT_STATUS] = 200, [SIM_FAULT_STALE_ANSWER] = 250,
  [SIM_FAULT_PARTITION] = 40, [SIM_FAULT_TOKEN_EXPIRY] = 30, [SIM_FAULT_DESK_KILL] = 30, [SIM_FAULT_DESK_KILL_AT_OP] = 40,
  [SIM_FAULT_DESK_POWER] = 25, [SIM_FAULT_DESK_DISK] = 40, [SIM_FAULT_DESK_RESTART] = 25, [SIM_FAULT_SERVER_KILL] = 20,
  [SIM_FAULT_SERVER_KILL_AT_OP] = 30, [SIM_FAULT_SERVER_POWER] = 20, [SIM_FAULT_SERVER_DISK] = 40, [SIM_FAULT_SERVER_BUSY] = 20,
  [SIM_FAULT_SERVER_RESTORE] = 12, [SIM_FAULT_CLONE] = 10, [SIM_FAULT_ROLL_BACK] = 8, [SIM_FAULT_CLOCK] = 30, [SIM_FAULT_USER_SWITCH] = 20,
  [SIM_FAULT_ROLE_CHANGE] = 15, [SIM_FAULT_TOMBSTONES] = 12, [SIM_FAULT_OLD_DESK] = 15, [SIM_FAULT_SMALL_PAGES] = 1000,
  [SIM_FAULT_BACKLOG] = 1, [SIM_FAULT_SERVER_CUT] = 40, [SIM_FAULT_TOUCH] = 300,
  [SIM_FAULT_ACCESS_ENDS] = 12,
};

void
sim_faults_plan (SimWorld *world)
{
  for (guint i = 0; i < SIM_FAULT_ACCESS_ENDS; i++)
    {
      gboolean has = sim_draw (world->chance, 100) < 30 || (world->plan.with >> i & 1) != 0;
      guint rate = rates[i] * (50 + sim_draw (world->chance, 100)) / 100;

      world->rates[i] = has && !world->plan.no_faults && (world->plan.without >> i & 1) == 0 ? rate : 0;
    }
  /* Drawn apart, so that other schedules are what they were before there was this. */
  if ((sim_draw (world->partings, 100) < 20 || (world->plan.with >> SIM_FAULT_ACCESS_ENDS & 1) != 0) && !world->plan.no_faults
      && (world->plan.without >> SIM_FAULT_ACCESS_ENDS & 1) == 0)
    world->rates[SIM_FAULT_ACCESS_ENDS] = rates[SIM_FAULT_ACCESS_ENDS];
  /* Only a reading of several pages can be written into. */
  if (world->rates[SIM_FAULT_SMALL_PAGES] == 0)
    world->rates[SIM_FAULT_TOUCH] = 0;
  else if ((world->plan.without >> SIM_FAULT_TOUCH & 1) == 0)
    world->rates[SIM_FAULT_TOUCH] = rates[SIM_FAULT_TOUCH];
  if (world->plan.skewed == 0)
    world->rates[SIM_FAULT_CLOCK] = 0;
}

static SimDesk *
draw_desk (SimWorld *world)
{
  return &world->desks[sim_draw (world->chance, world->n_desks)];
}

static void
break_disk (SimDisk *disk)
{
  static const SimDiskFault kinds[] = { SIM_DISK_FULL, SIM_DISK_EIO_WRITE, SIM_DISK_EIO_READ, SIM_DISK_FSYNC_FAILS };

  sim_disk_set_fault (disk, kinds[sim_draw (sim_world->chance, G_N_ELEMENTS (kinds))], 1 + sim_draw (sim_world->chance, 30));
}

/* The administrator gives somebody another role, or takes one; open tokens say it when they are renewed. */
static void
change_roles (SimWorld *world)
{
  static const guint roles[] = { WABI_ROLE_RBT, WABI_ROLE_BCBA, WABI_ROLE_FRONTDESK, WABI_ROLE_BILLER, WABI_ROLE_ADMIN };
  SimUser *user = &sim_users[sim_draw (world->chance, sim_n_users)];
  guint changed = user->roles ^ roles[sim_draw (world->chance, G_N_ELEMENTS (roles))];

  user->roles = user->roles != user->home_roles && sim_draw (world->chance, 2) == 0 ? user->home_roles : changed != 0 ? changed : user->home_roles;
  world->rights_changed = TRUE;
  sim_say ("%s has the roles %x", user->login, user->roles);
  sim_server_expire_tokens (world, user);
}

static void
harm_network (SimWorld *world)
{
  if (sim_chance (SIM_FAULT_ROLE_CHANGE))
    change_roles (world);
  if (sim_chance (SIM_FAULT_PARTITION))
    draw_desk (world)->partitioned ^= TRUE;
  if (world->n_servers > 1 && sim_chance (SIM_FAULT_SERVER_CUT))
    world->servers[sim_draw (world->chance, world->n_servers)].cut ^= TRUE;
  if (sim_chance (SIM_FAULT_ACCESS_ENDS))
    sim_access_change (world);
  if (sim_chance (SIM_FAULT_TOKEN_EXPIRY))
    sim_server_expire_tokens (world, &sim_users[sim_draw (world->chance, sim_n_users)]);
}

static void
restart_desk (SimDesk *desk)
{
  sim_desk_close (desk);
  sim_desk_open (desk);
}

static void
switch_user (SimDesk *desk)
{
  sim_desk_close (desk);
  sim_leaver_may_open (desk);
  if (desk->ending)
    return;
  desk->gone = FALSE;
  desk->user = &sim_users[sim_draw (sim_world->chance, sim_n_users)];
  desk->seen_roles = 0;
  sim_desk_open (desk);
}

/* An image of one machine's disk is put into another: the same device, twice. */
static void
clone_desk (SimWorld *world)
{
  SimDesk *from = draw_desk (world), *to = draw_desk (world);
  SimImage *image;

  if (from == to)
    return;
  sim_desk_kill (to, FALSE);
  image = sim_disk_take_image (from->disk);
  sim_disk_put_image (to->disk, image);
  sim_image_free (image);
  /* What the second machine had not sent is gone with its disk: nobody can keep that. */
  for (guint i = 0; i < world->given->len; i++)
    {
      SimGiven *given = g_ptr_array_index (world->given, i);

      given->excused |= given->desk == to->index;
    }
  to->ending = to->gone = FALSE;
  to->user = from->user;
  g_free (to->device);
  to->device = g_strdup (from->device);
  to->power_lost = TRUE;
  sim_desk_open (to);
}

/* A machine is set back to an image of its own disk: what it did since is gone there. */
static void
roll_back_desk (SimWorld *world)
{
  SimDesk *desk = draw_desk (world);

  if (world->older != NULL && world->older_of >= world->n_desks)
    g_clear_pointer (&world->older, sim_image_free);
  if (world->older == NULL)
    {
      world->older = sim_disk_take_image (desk->disk);
      world->older_of = desk->index;
      world->given_before = world->given->len;
      return;
    }
  desk = &world->desks[world->older_of];
  sim_desk_kill (desk, FALSE);
  sim_disk_put_image (desk->disk, world->older);
  g_clear_pointer (&world->older, sim_image_free);
  for (guint i = world->given_before; i < world->given->len; i++)
    {
      SimGiven *given = g_ptr_array_index (world->given, i);

      given->excused |= given->desk == world->older_of;
    }
  /* What was discarded since may be there again. */
  desk->rolled_back = TRUE;
  desk->ending = desk->gone = FALSE;
  desk->power_lost = TRUE;
  sim_desk_open (desk);
}

static void
harm_desks (SimWorld *world)
{
  SimDesk *desk = draw_desk (world);

  if (sim_chance (SIM_FAULT_DESK_KILL))
    sim_desk_kill (desk, FALSE);
  else if (sim_chance (SIM_FAULT_DESK_POWER))
    sim_desk_kill (desk, TRUE);
  else if (sim_chance (SIM_FAULT_DESK_KILL_AT_OP))
    sim_disk_set_fault (desk->disk, SIM_DISK_KILL, 1 + sim_draw (world->chance, 60));
  else if (sim_chance (SIM_FAULT_DESK_DISK))
    break_disk (desk->disk);
  else if (sim_chance (SIM_FAULT_DESK_RESTART))
    restart_desk (desk);
  else if (sim_chance (SIM_FAULT_USER_SWITCH))
    switch_user (desk);
  else if (sim_chance (SIM_FAULT_CLONE))
    clone_desk (world);
  else if (sim_chance (SIM_FAULT_ROLL_BACK))
    roll_back_desk (world);
  else if (sim_chance (SIM_FAULT_OLD_DESK))
    {
      desk->old_tables ^= TRUE;
      if (!desk->old_tables)
        sim_saw (SIM_SAW_RAW_ADOPTED);
      restart_desk (desk);
    }
  else if (desk->cache != NULL && sim_chance (SIM_FAULT_BACKLOG))
    sim_act_many (desk, sim_draw (world->chance, 40) == 0 ? 10000 : 250);
}

static gint64
draw_jump (SimWorld *world)
{
  gint64 year = 365 * SIM_DAY;

  switch (sim_draw (world->chance, 4))
    {
    case 0:
      return year;
    case 1:
      return -year;
    case 2:
      return 0;
    default:
      return (gint64) sim_draw (world->chance, 7200) * SIM_SECOND - SIM_HOUR;
    }
}

static void
harm_server (SimWorld *world)
{
  SimServer *server = &world->servers[sim_draw (world->chance, world->n_servers)];

  if (sim_chance (SIM_FAULT_SERVER_KILL))
    sim_server_kill (server, FALSE);
  else if (sim_chance (SIM_FAULT_SERVER_POWER))
    sim_server_kill (server, TRUE);
  else if (sim_chance (SIM_FAULT_SERVER_KILL_AT_OP))
    sim_disk_set_fault (server->disk, SIM_DISK_KILL, 1 + sim_draw (world->chance, 60));
  else if (sim_chance (SIM_FAULT_SERVER_DISK))
    break_disk (server->disk);
  else if (server->store != NULL && sim_chance (SIM_FAULT_SERVER_BUSY))
    sim_server_hold (server, TRUE);
  else if (sim_chance (SIM_FAULT_TOMBSTONES))
    sim_server_drop_tombstones (world, server);
  else if (world->rates[SIM_FAULT_SERVER_RESTORE] > 0 && server->backup == NULL && server->store != NULL && sim_draw (world->chance, 10) == 0)
    sim_server_back_up (server);
  else if (server->backup != NULL && server->restores < 2 && sim_chance (SIM_FAULT_SERVER_RESTORE))
    {
      sim_disk_heal (server->disk);
      sim_server_restore (world, server);
    }
  if (sim_chance (SIM_FAULT_CLOCK))
    {
      if (sim_draw (world->chance, 6) == 0)
        server->clock.skew = draw_jump (world) / 100;
      else
        draw_desk (world)->clock.skew = draw_jump (world);
    }
}

static void
mend_server (SimWorld *world, SimServer *server)
{
  if (server->store != NULL && sim_disk_is_dead (server->disk))
    sim_server_kill (server, world->rates[SIM_FAULT_SERVER_POWER] > 0 && sim_draw (world->chance, 2) == 0);
  if (sim_draw (world->chance, 5) == 0)
    sim_disk_heal (server->disk);
  if (sim_draw (world->chance, 3) == 0)
    sim_server_hold (server, FALSE);
  if (server->store == NULL && sim_draw (world->chance, 3) == 0)
    {
      if (sim_disk_is_dead (server->disk))
        sim_disk_revive (server->disk);
      sim_server_open (server);
    }
}

/* Programs that died are started again after a while, and disks get room again. */
static void
mend (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    {
      SimDesk *desk = &world->desks[i];
      SimDiskFault struck;

      if (desk->sync != NULL && sim_disk_is_dead (desk->disk))
        sim_desk_kill (desk, world->rates[SIM_FAULT_DESK_POWER] > 0 && sim_draw (world->chance, 2) == 0);
      if (sim_disk_take_struck (desk->disk, &struck))
        desk->faulted_disk |= struck != SIM_DISK_KILL;
      if (sim_draw (world->chance, 6) == 0)
        sim_disk_heal (desk->disk);
      if (desk->sync == NULL && sim_draw (world->chance, 4) == 0)
        sim_desk_open (desk);
      if (desk->gone && sim_draw (world->partings, 4) == 0)
        sim_leaver_comes_back (desk);
    }
  for (guint i = 0; i < world->n_servers; i++)
    mend_server (world, &world->servers[i]);
}

void
sim_faults_step (SimWorld *world)
{
  harm_network (world);
  harm_desks (world);
  harm_server (world);
  mend (world);
}

static void
heal_server (SimServer *server)
{
  server->cut = FALSE;
  sim_server_hold (server, FALSE);
  if (server->store != NULL && sim_disk_is_dead (server->disk))
    sim_server_kill (server, FALSE);
  if (sim_disk_is_dead (server->disk))
    sim_disk_revive (server->disk);
  sim_disk_heal (server->disk);
  if (server->store == NULL && !sim_server_open (server))
    sim_violate (30, "server %u does not start any more", server->index);
}

/* Liveness: nothing goes wrong any more, and everything must come to rest. */
void
sim_faults_heal (SimWorld *world)
{
  world->healing = TRUE;
  /* Some get their access back, of the others no copy may be left. */
  if (sim_draw (world->partings, 2) == 0)
    for (guint i = 0; i < sim_n_users; i++)
      if (sim_access_is_ended (&sim_users[i]))
        {
          world->ended &= ~(1u << i);
          sim_server_expire_tokens (world, &sim_users[i]);
        }
  memset (world->rates, 0, sizeof world->rates);
  for (guint i = 0; i < world->n_servers; i++)
    heal_server (&world->servers[i]);
  for (guint i = 0; i < world->n_desks; i++)
    {
      SimDesk *desk = &world->desks[i];

      desk->partitioned = FALSE;
      /* What was put aside waits by the wall clock: one that was set back by minutes is set right again by the network. */
      if (ABS (desk->clock.skew) < 2 * SIM_HOUR)
        desk->clock.skew = 0;
      if (desk->sync != NULL && sim_disk_is_dead (desk->disk))
        sim_desk_kill (desk, FALSE);
      sim_disk_heal (desk->disk);
      if (sim_disk_is_dead (desk->disk))
        sim_disk_revive (desk->disk);
      if (desk->sync == NULL)
        {
          desk->faulted_disk = FALSE;
          sim_desk_open (desk);
        }
      if (desk->sync != NULL)
        sim_desk_press (desk);
    }
  sim_drain ();
}
