// SPDX-License-Identifier: AGPL-3.0-or-later
// Desktops: the product's cache and sync engine, opened, closed, killed.

#include "sim.h"
#include "wabi-cache-private.h"
#include "wabi-cache-work-private.h"

#include <string.h>

static WabiKeyStore *keys;

void
sim_desk_prepare (void)
{
  g_clear_object (&keys);
  keys = wabi_memory_key_store_new ();
  for (guint i = 0; i < sim_n_users; i++)
    {
      WabiKeyOwner owner = { SIM_SERVER_URL, sim_practice_id (sim_users[i].practice), sim_users[i].id };
      g_autofree char *key = g_base64_encode ((const guchar *) "0123456789abcdef0123456789abcdef", 32);

      if (!wabi_key_store_store (keys, &owner, "data-key", key, NULL, NULL))
        g_error ("no key can be kept");
    }
}

SimDesk *
sim_desk_of_sync (gconstpointer sync)
{
  for (guint i = 0; sim_world != NULL && i < SIM_MOST_DESKS; i++)
    if (sync != NULL && sim_world->desks[i].sync == sync)
      return &sim_world->desks[i];
  return NULL;
}

SimDesk *
sim_desk_of_cancellable (GCancellable *cancellable)
{
  for (guint i = 0; i < SIM_MOST_DESKS; i++)
    if (cancellable != NULL && sim_world->desks[i].sync != NULL && sim_world->desks[i].sync->cancellable == cancellable)
      return &sim_world->desks[i];
  return NULL;
}

WabiDb *
sim_desk_get_db (SimDesk *desk)
{
  return desk->cache != NULL && !sim_disk_is_dead (desk->disk) ? desk->cache->main.db : NULL;
}

static WabiCache *
open_cache (SimDesk *desk, GError **error)
{
  g_autofree char *directory = g_strdup_printf ("/sim/desk%u", desk->index);
  WabiCacheOptions options = { .directory = directory,
                               .owner = { SIM_SERVER_URL, sim_practice_id (desk->user->practice), desk->user->id },
                               .device = desk->device,
                               .tables = sim_get_tables (desk->old_tables),
                               .keys = keys,
                               .clock = &desk->clock.clock };
  WabiCache *cache = wabi_cache_open_sync (&options, NULL, error);

  if (cache != NULL && wabi_cache_get_caller (cache)->roles != desk->user->roles
      && !wabi_cache_set_caller (cache, desk->user->roles, "America/New_York", desk->user->login, "Cedar", error))
    g_clear_object (&cache);
  return cache;
}

/* An end without a good-bye is followed by a look through the file at the next start of the machine. A disk that fails once to read while it is
 * looked at is no broken file: then, and only then, it is looked at once more, and that counts. */
static void
check_integrity (SimDesk *desk)
{
  g_autofree char *verdict = NULL;
  SimDiskFault fault;
  gboolean read;

  if (!desk->power_lost)
    return;
  desk->power_lost = FALSE;
  read = wabi_db_get_text (sim_desk_get_db (desk), "PRAGMA integrity_check", NULL, 0, &verdict, NULL);
  if ((!read || g_strcmp0 (verdict, "ok") != 0) && sim_disk_take_struck (desk->disk, &fault))
    {
      desk->faulted_disk |= fault != SIM_DISK_KILL;
      g_clear_pointer (&verdict, g_free);
      read = wabi_db_get_text (sim_desk_get_db (desk), "PRAGMA integrity_check", NULL, 0, &verdict, NULL);
    }
  if (read && g_strcmp0 (verdict, "ok") != 0)
    sim_violate (30, "desk %u: after a power cut: %s", desk->index, verdict);
}

static void
throw_log_away (SimDesk *desk)
{
  g_autoptr (GPtrArray) names = sim_disk_list_files (desk->disk);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sim/%s/%s", sim_disk_get_name (desk->disk), (const char *) g_ptr_array_index (names, i));

      if (g_str_has_suffix (path, "-wal"))
        sim_path_remove (path);
    }
}

gboolean
sim_desk_open (SimDesk *desk)
{
  g_autoptr (GError) error = NULL;
  WabiCache *cache;

  g_assert (desk->sync == NULL);
  if (!sim_leaver_may_open (desk))
    return FALSE;
  /* Another user's file, or other tables: what was read of this disk is not what will be. */
  sim_disk_touch (desk->disk);
  if (sim_mutant_is ("wal-thrown-away"))
    throw_log_away (desk);
  cache = open_cache (desk, &error);
  sim_world->counts->checked[30]++;
  if (cache == NULL)
    {
      SimDiskFault fault;

      sim_say ("desk %u does not open: %s", desk->index, error->message);
      if (!sim_disk_is_dead (desk->disk) && !sim_disk_take_struck (desk->disk, &fault) && !desk->faulted_disk)
        sim_violate (30, "desk %u does not open any more: %s", desk->index, error->message);
      if (sim_disk_is_dead (desk->disk))
        sim_disk_revive (desk->disk);
      return FALSE;
    }
  if (wabi_cache_get_set_aside (cache) != NULL && !desk->faulted_disk)
    sim_violate (30, "desk %u: its file was set aside", desk->index);
  desk->sync = wabi_sync_new ("/sim/none", wabi_cache_get_tables (cache), keys);
  desk->sync->account = wabi_account_new (SIM_SERVER_URL, NULL, "cedar", desk->user->login);
  desk->sync->access_token = sim_server_new_token (sim_world, desk->user);
  desk->sync->refresh_token = g_strconcat ("refresh-", desk->user->id, NULL);
  desk->cache = cache;
  memset (desk->last_cursor, 0, sizeof desk->last_cursor);
  /* The disk may be older than what was seen on the screen. */
  for (guint i = 0; i < sim_world->given->len; i++)
    ((SimGiven *) g_ptr_array_index (sim_world->given, i))->shown &= ~(1u << desk->index);
  memset (desk->failures, 0, sizeof desk->failures);
  check_integrity (desk);
  wabi_sync_start (desk->sync, cache);
  sim_drain ();
  return TRUE;
}

/* What is under way ends before the object does: each call holds on to it. */
static void
end_calls (SimDesk *desk)
{
  sim_net_drop_all (desk);
  sim_drain ();
  for (guint i = 0; i < sim_world->jobs->len;)
    if (((SimJob *) g_ptr_array_index (sim_world->jobs, i))->desk == desk)
      sim_run_job (i);
    else
      i++;
  sim_drain ();
}

void
sim_desk_close (SimDesk *desk)
{
  if (desk->sync == NULL)
    return;
  desk->cache = NULL;
  wabi_sync_stop (desk->sync);
  for (guint i = 0; i < 4; i++)
    end_calls (desk);
  g_clear_object (&desk->sync);
  sim_drain ();
}

void
sim_desk_kill (SimDesk *desk, gboolean power)
{
  sim_disk_kill (desk->disk);
  sim_desk_close (desk);
  if (power)
    {
      sim_disk_power_loss (desk->disk, sim_world->chance);
      desk->power_lost = TRUE;
      desk->clock.boot = sim_world->time;
      sim_saw (SIM_SAW_TORN_RECOVERY);
    }
  sim_disk_revive (desk->disk);
}

void
sim_desk_sign_in (SimDesk *desk)
{
  memset (desk->failures, 0, sizeof desk->failures);
  g_free (desk->sync->access_token);
  desk->sync->access_token = sim_server_new_token (sim_world, desk->user);
  wabi_sync_machine_set_token (desk->sync->machine, TRUE);
  wabi_sync_pump (desk->sync);
}

void
sim_desk_press (SimDesk *desk)
{
  memset (desk->failures, 0, sizeof desk->failures);
  wabi_sync_now (desk->sync);
}

void
sim_desk_clear (SimDesk *desk)
{
  if (desk->sync != NULL)
    {
      sim_disk_kill (desk->disk);
      sim_desk_close (desk);
    }
  g_clear_pointer (&desk->disk, sim_disk_free);
  g_clear_pointer (&desk->device, g_free);
}

void
sim_desk_init (SimWorld *world, guint index)
{
  SimDesk *desk = &world->desks[index];
  g_autofree char *name = g_strdup_printf ("desk%u", index);

  memset (desk, 0, sizeof *desk);
  desk->world = world;
  desk->index = index;
  desk->disk = sim_disk_new (name);
  desk->device = g_strdup_printf ("device-%u", index);
  sim_clock_init (&desk->clock, 0, 0);
}
