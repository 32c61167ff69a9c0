// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose login is disabled: his tokens may only send what waits, which is held, and his copies are destroyed. When one is, the service must have
// all that the person was told is saved.

#include "sim-checks.h"
#include "wabi-account-private.h"
#include "wabi-cache-leave.h"
#include "wabi-sync-away-private.h"
#include "wabi-vault-private.h"

#include <string.h>

gboolean __wrap_wabi_account_keep (const char *directory, const WabiAccount *account, GError **error);
gboolean __wrap_wabi_account_remove (const char *directory, const WabiAccount *account, GError **error);
gboolean __wrap_wabi_cache_destroy (const WabiCacheOptions *options, GError **error);
void __real_wabi_sync_watch_contact (WabiSync *sync, gboolean watch);
void __wrap_wabi_sync_watch_contact (WabiSync *sync, gboolean watch);

/* ---- the service's side ---- */

gboolean
sim_access_is_ended (const SimUser *user)
{
  return (sim_world->ended >> (user - sim_users) & 1) != 0;
}

/* An administrator disables a login, or gives it back; what was given out is refused at once. */
void
sim_access_change (SimWorld *world)
{
  const SimUser *user = &sim_users[sim_draw (world->partings, sim_n_users)];

  world->ended ^= 1u << (user - sim_users);
  sim_say ("%s %s", user->login, sim_access_is_ended (user) ? "may not come in any more" : "may come in again");
  sim_server_expire_tokens (world, user);
}

/* ---- the machine's side ---- */

/* Accounts are files beside the caches, which have tests of their own. */
gboolean
__wrap_wabi_account_keep (const char *directory, const WabiAccount *account, GError **error)
{
  return TRUE;
}

gboolean
__wrap_wabi_account_remove (const char *directory, const WabiAccount *account, GError **error)
{
  return TRUE;
}

void
__wrap_wabi_sync_watch_contact (WabiSync *sync, gboolean watch)
{
  SimDesk *desk = sim_desk_of_sync (sync);

  __real_wabi_sync_watch_contact (sync, watch);
  if (watch || desk == NULL || sync->account == NULL || !sync->account->wiping)
    return;
  /* It is closed next, and nothing of it is opened any more. */
  desk->cache = NULL;
  desk->ending = TRUE;
}

static gboolean
remove_copy (SimDesk *desk)
{
  g_autofree char *directory = g_strdup_printf ("/sim/desk%u", desk->index), *path = NULL;
  WabiKeyOwner owner = { SIM_SERVER_URL, sim_practice_id (desk->user->practice), desk->user->id };
  g_autoptr (GPtrArray) names = sim_disk_list_files (desk->disk);

  if (sim_disk_is_dead (desk->disk))
    return FALSE;
  path = wabi_vault_build_path (directory, &owner);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *found = g_strconcat (directory, "/", g_ptr_array_index (names, i), NULL);

      if (g_str_has_prefix (found, path))
        sim_path_remove (found);
    }
  return TRUE;
}

/* The files of the machine that asked; the keyring, which is that of all machines here, stays as it is. */
gboolean
__wrap_wabi_cache_destroy (const WabiCacheOptions *options, GError **error)
{
  SimDesk *desk = sim_world->working;

  g_assert (desk != NULL && desk->ending);
  if (!remove_copy (desk))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the disk does not answer");
      return FALSE;
    }
  sim_leaver_is_gone (desk);
  return TRUE;
}

void
sim_leaver_is_gone (SimDesk *desk)
{
  sim_say ("desk %u: the copy of %s is destroyed", desk->index, desk->user->login);
  sim_saw (SIM_SAW_DESTROYED);
  sim_check_destroyed (sim_world, desk);
  desk->ending = FALSE;
  desk->gone = TRUE;
}

gboolean
sim_leaver_may_open (SimDesk *desk)
{
  /* It was interrupted while its copy was being removed, and goes on with that. */
  if (desk->ending && remove_copy (desk))
    sim_leaver_is_gone (desk);
  if (desk->ending || (desk->gone && sim_access_is_ended (desk->user)))
    return FALSE;
  desk->gone = FALSE;
  return TRUE;
}

gboolean
sim_leaver_comes_back (SimDesk *desk)
{
  if (!desk->gone || sim_access_is_ended (desk->user))
    return FALSE;
  sim_desk_close (desk);
  sim_desk_open (desk);
  return TRUE;
}
