// SPDX-License-Identifier: AGPL-3.0-or-later
// The lock that only the server opens: after too long without contact, or too many wrong passwords. Nothing is deleted.

#include "wabi-sync-away-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-cache-leave.h"

#define LOOK_SECONDS 600

static char *
read_boot (void)
{
  char *text = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
    return NULL;
  return g_strstrip (text);
}

void
wabi_sync_read_clock (WabiSync *sync, WabiContactClock *out)
{
  if (sync->boot == NULL)
    sync->boot = read_boot ();
  *out = (WabiContactClock){ wabi_clock_now (sync->clock), wabi_clock_monotonic (sync->clock), sync->boot };
}

char *
wabi_sync_build_away_text (const WabiContact *contact)
{
  g_autofree char *waiting = NULL, *why = NULL;

  if (wabi_contact_judge (contact) == WABI_CONTACT_TRIED)
    why = g_strdup (_ ("The password was wrong too often. Connect to the internet and sign in with your password. Nothing was deleted."));
  else
    why = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "This computer has not reached the server for more than %d day. Connect to the internet and sign in with your "
                     "password. Nothing was deleted.",
                     "This computer has not reached the server for more than %d days. Connect to the internet and sign in with your "
                     "password. Nothing was deleted.",
                     (gulong)contact->days),
        (int)contact->days);
  if (contact->waiting == 0)
    return g_steal_pointer (&why);
  waiting = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d change waits here and is sent then.",
                                          "%d changes wait here and are sent then.", (gulong)contact->waiting),
                             (int)contact->waiting);
  return g_strconcat (why, " ", waiting, NULL);
}

/* What waits is counted while the key is still at hand. */
static void
count_waiting (const WabiCacheOptions *options, WabiContact *contact)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiCache) cache = wabi_cache_open_sync (options, NULL, &error);

  if (cache == NULL)
    return;
  contact->waiting = wabi_cache_get_pending (cache);
  wabi_cache_close (cache);
}

void
wabi_sync_shut_away (const WabiCacheOptions *options, WabiContact *contact)
{
  g_autofree char *key = wabi_key_store_lookup (options->keys, &options->owner, "data-key", NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (key != NULL)
    {
      memset (key, 0, strlen (key));
      count_waiting (options, contact);
      if (!wabi_cache_give_key_away (options, &error))
        g_message ("the key stays in the keyring: %s", error->message);
    }
  wabi_contact_keep (contact, options->keys, &options->owner);
}

gboolean
wabi_sync_check_contact (WabiSync *sync, const WabiCacheOptions *options, const WabiContactClock *clock, WabiContact *contact,
                         GError **error)
{
  g_autofree char *text = NULL;

  wabi_contact_load (contact, options->keys, &options->owner, clock);
  wabi_contact_see (contact, clock);
  if (wabi_contact_judge (contact) == WABI_CONTACT_FINE)
    {
      wabi_contact_keep (contact, options->keys, &options->owner);
      return TRUE;
    }
  wabi_sync_shut_away (options, contact);
  text = wabi_sync_build_away_text (contact);
  g_set_error_literal (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_AWAY, text);
  return FALSE;
}

/* ---- while the cache is open ---- */

typedef struct
{
  WabiSync *sync; /* the task's source */
  WabiAccount *account;
  WabiContact contact;
} Shutting;

static void
free_shutting (gpointer data)
{
  Shutting *shutting = data;

  wabi_account_free (shutting->account);
  wabi_contact_clear (&shutting->contact);
  g_free (shutting);
}

static void
shut_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Shutting *shutting = task_data;
  WabiCacheOptions options = { .directory = shutting->sync->directory, .owner = wabi_account_get_owner (shutting->account) };

  options.keys = shutting->sync->keys;
  options.tables = shutting->sync->tables;
  options.device = shutting->account->device;
  if (wabi_contact_judge (&shutting->contact) == WABI_CONTACT_FINE)
    wabi_contact_keep (&shutting->contact, options.keys, &options.owner);
  else
    wabi_sync_shut_away (&options, &shutting->contact);
  g_task_return_boolean (task, TRUE);
}

void
wabi_sync_keep_contact (WabiSync *sync)
{
  g_autoptr (GTask) task = g_task_new (sync, NULL, NULL, NULL);
  Shutting *shutting = g_new0 (Shutting, 1);

  shutting->sync = sync;
  shutting->account = wabi_account_copy (sync->account);
  shutting->contact = sync->contact;
  shutting->contact.boot = g_strdup (sync->contact.boot);
  g_task_set_task_data (task, shutting, free_shutting);
  g_task_run_in_thread (task, shut_in_thread);
}

void
wabi_sync_look_away (WabiSync *sync)
{
  WabiContactClock clock;

  if (sync->cache == NULL || sync->contact.days == 0)
    return;
  wabi_sync_read_clock (sync, &clock);
  wabi_contact_see (&sync->contact, &clock);
  if (wabi_contact_judge (&sync->contact) != WABI_CONTACT_FINE)
    wabi_sync_lock (sync);
}

static gboolean
on_look_cb (gpointer data)
{
  wabi_sync_look_away (data);
  return G_SOURCE_CONTINUE;
}

void
wabi_sync_watch_contact (WabiSync *sync, gboolean watch)
{
  g_clear_handle_id (&sync->away_timer, g_source_remove);
  if (watch)
    sync->away_timer = g_timeout_add_seconds (LOOK_SECONDS, on_look_cb, sync);
}

void
wabi_sync_take_contact (WabiSync *sync, const WabiContact *contact)
{
  char *boot = g_strdup (contact->boot);

  wabi_contact_clear (&sync->contact);
  sync->contact = *contact;
  sync->contact.boot = boot;
}

/* ---- for the lock view ---- */

WabiSyncLock
wabi_sync_get_lock (WabiSync *sync)
{
  g_return_val_if_fail (WABI_IS_SYNC (sync), WABI_SYNC_LOCK_PASSWORD);

  if (sync->contact.days == 0)
    return WABI_SYNC_LOCK_PASSWORD;
  switch (wabi_contact_judge (&sync->contact))
    {
    case WABI_CONTACT_AWAY:
      return WABI_SYNC_LOCK_AWAY;
    case WABI_CONTACT_TRIED:
      return WABI_SYNC_LOCK_TRIED;
    case WABI_CONTACT_FINE:
    default:
      return WABI_SYNC_LOCK_PASSWORD;
    }
}

char *
wabi_sync_dup_lock_text (WabiSync *sync)
{
  if (wabi_sync_get_lock (sync) == WABI_SYNC_LOCK_PASSWORD)
    return NULL;
  return wabi_sync_build_away_text (&sync->contact);
}

void
wabi_sync_set_clock (WabiSync *sync, const WabiClock *clock)
{
  g_return_if_fail (WABI_IS_SYNC (sync) && clock != NULL);
  sync->clock = clock;
}
