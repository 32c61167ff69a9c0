// SPDX-License-Identifier: AGPL-3.0-or-later
// A restore, rehearsed with the very commands of docs/operations.md: the backup is older than what the desktops saw, and in the end nothing
// that was acknowledged is missing, each effect once (sync.md, invariants 26 and 27).

#include <glib/gstdio.h>
#include <string.h>

#include "live-acts.h"
#include "wabi-note-facts.h"

typedef struct
{
  LiveServer live;
  char *copy, *key;
} Clinic;

static gboolean
set_up (Clinic *clinic)
{
  g_autofree char *seal = NULL;

  if (!live_server_make (&clinic->live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return FALSE;
    }
  clinic->copy = g_build_filename (clinic->live.directory, "backup", NULL);
  clinic->key = g_build_filename (clinic->live.directory, "key", NULL);
  live_server_start (&clinic->live);
  return TRUE;
}

static void
tear_down (Clinic *clinic)
{
  g_free (clinic->copy);
  g_free (clinic->key);
  live_server_free (&clinic->live);
}

/* wabictl with these words; NULL ends them. */
static void
control (const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *said = NULL, *problem = NULL;
  g_autoptr (GError) error = NULL;
  const char *word = first;
  int status = 0;
  va_list more;

  g_ptr_array_add (argv, (gpointer)g_getenv ("WABI_TEST_CTL"));
  va_start (more, first);
  for (; word != NULL; word = va_arg (more, const char *))
    g_ptr_array_add (argv, (gpointer)word);
  va_end (more);
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &problem, &status, &error));
  g_assert_no_error (error);
  if (status != 0)
    g_error ("wabictl %s: %s", first, problem);
}

static void
back_up (Clinic *clinic)
{
  g_autofree char *seal = g_strconcat (clinic->key, ".pub", NULL);

  control ("backup", "new-key", "--out", clinic->key, NULL);
  control ("backup", "--data", clinic->live.data, "--to", clinic->copy, "--recipient", seal, "--with-keys", NULL);
  control ("backup", "verify", "--from", clinic->copy, "--identity", clinic->key, NULL);
}

/* The machine is gone: another folder, the same address. */
static void
restore (Clinic *clinic)
{
  g_autofree char *folder = g_build_filename (clinic->live.directory, "new-machine", NULL);

  live_server_kill (&clinic->live);
  control ("restore", "--from", clinic->copy, "--identity", clinic->key, "--data", folder, NULL);
  control ("verify-audit", "--data", folder, NULL);
  g_free (clinic->live.data);
  clinic->live.data = g_steal_pointer (&folder);
  live_server_start (&clinic->live);
}

static gboolean
is_sent (gpointer data)
{
  return wabi_cache_get_pending (wabi_sync_get_cache (data)) == 0;
}

/* Signs the first note that can be signed; answers its id. */
static char *
sign_note (WabiSync *sync)
{
  WabiCache *cache = wabi_sync_get_cache (sync);
  g_autoptr (GPtrArray) notes = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_note);
  notes = wabi_cache_list (cache, &query, NULL);
  g_assert_nonnull (notes);
  for (guint i = 0; i < notes->len; i++)
    {
      WabiRecord *note = g_ptr_array_index (notes, i);
      g_autofree char *hash = wabi_note_dup_hash (note);
      g_autoptr (JsonObject) args = json_object_new ();

      json_object_set_string_member (args, "id", wabi_record_get_id (note));
      json_object_set_string_member (args, "hash", hash);
      if (!wabi_record_is (note, "state", "signed") && wabi_cache_apply (cache, "note.sign", args, NULL, NULL, NULL))
        return g_strdup (wabi_record_get_id (note));
    }
  g_error ("no note can be signed");
}

typedef struct
{
  WabiSync *sync;
  const char *note;
  guint charges;
} Charged;

static guint
count_charges (WabiSync *sync, const char *note)
{
  g_autoptr (GPtrArray) charges = NULL;
  g_autoptr (GError) error = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "note", WABI_EQ, note);
  charges = wabi_cache_list (wabi_sync_get_cache (sync), &query, &error);
  g_assert_no_error (error);
  return charges->len;
}

static gboolean
is_charged (gpointer data)
{
  Charged *charged = data;

  return count_charges (charged->sync, charged->note) == charged->charges;
}

static void
test_older_backup (void)
{
  g_autofree char *note = NULL;
  g_autoptr (WabiRecord) signed_note = NULL;
  WabiSync *analyst, *office, *fresh;
  Clinic clinic;
  Charged charged = { NULL, NULL, 1 };

  if (!set_up (&clinic))
    return;
  analyst = live_desktop (&clinic.live, "analyst", "bcba");
  office = live_desktop (&clinic.live, "office", "admin");
  acts_wait_for_state (analyst, WABI_SYNC_SAVED);
  acts_wait_for_state (office, WABI_SYNC_SAVED);
  acts_edit_client (office, "city", "Before");
  live_wait (is_sent, office, "the first edit");
  back_up (&clinic);

  /* Acknowledged, and not in the backup: two people, three services, and a charge that only the server made. */
  acts_edit_client (office, "guardian_phone", "555-0042");
  live_wait (is_sent, office, "the second edit");
  note = sign_note (analyst);
  live_wait (is_sent, analyst, "the signature");
  charged.note = note;
  charged.sync = office;
  live_wait (is_charged, &charged, "the charge");
  /* Not even sent. */
  wabi_sync_set_paused (office, TRUE);
  acts_edit_client (office, "street", "Offline");

  restore (&clinic);
  wabi_sync_set_paused (office, FALSE);
  wabi_sync_now (office);
  wabi_sync_now (analyst);
  acts_expect (office, "city", "Before");
  acts_expect (office, "guardian_phone", "555-0042");
  acts_expect (office, "street", "Offline");
  acts_wait_for_state (analyst, WABI_SYNC_SAVED);
  acts_wait_for_state (office, WABI_SYNC_SAVED);
  live_wait (is_charged, &charged, "the charge again");

  /* Somebody who never saw what was before sees it all, once. */
  fresh = live_desktop (&clinic.live, "fresh", "admin");
  acts_wait_for_state (fresh, WABI_SYNC_SAVED);
  charged.sync = fresh;
  live_wait (is_charged, &charged, "the charge on a new desktop");
  acts_expect (fresh, "guardian_phone", "555-0042");
  acts_expect (fresh, "street", "Offline");
  signed_note = wabi_cache_get (wabi_sync_get_cache (fresh), &wabi_kind_note, note, NULL);
  g_assert_true (wabi_record_is (signed_note, "state", "signed"));
  acts_expect_same (office, fresh);
  g_assert_cmpuint (wabi_cache_get_refused (wabi_sync_get_cache (office)), ==, 0);
  g_assert_cmpuint (wabi_cache_get_refused (wabi_sync_get_cache (analyst)), ==, 0);
  live_quit (analyst);
  live_quit (office);
  live_quit (fresh);
  tear_down (&clinic);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-restore/older-backup", test_older_backup);
  return g_test_run ();
}
