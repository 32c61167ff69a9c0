// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose queue it is: what one person gave is sent under that person's name alone, whoever signs in on the same computer, whatever happens to
// tokens, and also after a sign-out with a full queue (sync.md, invariant 13). The server's own notes are the witness.

#include <glib/gstdio.h>
#include <string.h>

#include "live-acts.h"
#include "wabi-db.h"

#define MANY 25

typedef struct
{
  LiveServer live;
  WabiKeyStore *keys;
  WabiSync *sync;
} Desk;

static gboolean
set_up (Desk *desk)
{
  if (!live_server_make (&desk->live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return FALSE;
    }
  live_server_start (&desk->live);
  desk->keys = wabi_memory_key_store_new ();
  desk->sync = live_desktop_closed (&desk->live, "desk", desk->keys);
  return TRUE;
}

static void
tear_down (Desk *desk)
{
  live_quit (desk->sync);
  g_object_unref (desk->keys);
  live_server_free (&desk->live);
}

static void
come (Desk *desk, const char *role)
{
  g_autoptr (GError) error = live_try_sign_in (&desk->live, desk->sync, role, NULL);

  g_assert_no_error (error);
}

static char *
dup_user (Desk *desk)
{
  return g_strdup (wabi_cache_get_owner (wabi_sync_get_cache (desk->sync))->user);
}

static guint
count_pending (Desk *desk)
{
  return wabi_cache_get_pending (wabi_sync_get_cache (desk->sync));
}

/* Commands that stand alone; what is answered is their ids. */
static GPtrArray *
give (Desk *desk, guint n)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  WabiCache *cache = wabi_sync_get_cache (desk->sync);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JsonObject) args = json_object_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *holiday = wabi_cache_new_id (cache), *date = g_strdup_printf ("2031-03-%02u", i + 1);
      gboolean ok;
      char *id = NULL;

      json_object_set_string_member (args, "id", holiday);
      json_object_set_string_member (args, "name", "Whose");
      json_object_set_string_member (args, "date", date);
      ok = wabi_cache_apply (cache, "holiday.set", args, NULL, &id, &error);
      g_assert_no_error (error);
      g_assert_true (ok);
      g_ptr_array_add (ids, id);
    }
  return ids;
}

/* Under which name the server has it; NULL for not at all. */
static char *
dup_sender (Desk *desk, const char *id)
{
  g_autofree char *path = g_build_filename (desk->live.data, "wabi.db", NULL);
  WabiDbOptions options = { path, NULL, FALSE, TRUE };
  WabiValue args[] = { WABI_TEXT (id) };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  char *user = NULL;
  gboolean ok;

  g_assert_no_error (error);
  ok = wabi_db_get_text (db, "SELECT user_id FROM mutation WHERE mid = $1 AND status = 'applied'", args, 1, &user, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  return user;
}

static void
assert_sender (Desk *desk, GPtrArray *ids, const char *user)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *sender = dup_sender (desk, g_ptr_array_index (ids, i));

      g_assert_cmpstr (sender, ==, user);
    }
}

/* Signs out with a full queue; another works there and leaves; the first comes back. */
static void
test_second_person (void)
{
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *admin = NULL, *desk_person = NULL;
  Desk desk;
  gboolean ok;

  if (!set_up (&desk))
    return;
  come (&desk, "admin");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  admin = dup_user (&desk);
  live_server_kill (&desk.live);
  first = give (&desk, MANY);
  ok = wabi_sync_sign_out (desk.sync, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  live_server_start (&desk.live);

  come (&desk, "frontdesk");
  desk_person = dup_user (&desk);
  g_assert_cmpstr (desk_person, !=, admin);
  g_assert_cmpuint (count_pending (&desk), ==, 0);
  second = give (&desk, 3);
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  assert_sender (&desk, second, desk_person);
  assert_sender (&desk, first, NULL);
  ok = wabi_sync_sign_out (desk.sync, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (ok);

  come (&desk, "admin");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  g_assert_cmpuint (count_pending (&desk), ==, 0);
  assert_sender (&desk, first, admin);
  assert_sender (&desk, second, desk_person);
  tear_down (&desk);
}

/* With another signing key every access token is over, as after ten minutes; the refresh token still counts. */
static void
change_signing_key (Desk *desk)
{
  g_autofree char *path = g_build_filename (desk->live.data, "token.key", NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_token_refresh (void)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *admin = NULL;
  Desk desk;

  if (!set_up (&desk))
    return;
  come (&desk, "admin");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  admin = dup_user (&desk);
  live_server_kill (&desk.live);
  ids = give (&desk, MANY);
  g_assert_cmpuint (count_pending (&desk), ==, MANY);
  change_signing_key (&desk);
  live_server_start (&desk.live);
  wabi_sync_now (desk.sync);
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  assert_sender (&desk, ids, admin);
  tear_down (&desk);
}

static char *
find_cache_file (Desk *desk)
{
  g_autofree char *directory = g_build_filename (desk->live.directory, "desk", NULL);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".cache"))
      return g_build_filename (directory, name, NULL);
  g_assert_not_reached ();
}

static gboolean
waits_for_one (gpointer desk)
{
  return count_pending (desk) == 1;
}

/* Whatever puts a row of somebody else into a queue, it does not go out under this person's name. */
static void
test_row_of_another (void)
{
  g_autoptr (GPtrArray) ids = NULL, later = NULL, others = g_ptr_array_new ();
  g_autoptr (GError) error = NULL, resumed = NULL;
  g_autofree char *path = NULL, *admin = NULL, *key = NULL;
  g_autofree guchar *bytes = NULL;
  g_autoptr (WabiDb) db = NULL;
  gsize length = 0;
  gboolean ok;
  Desk desk;

  if (!set_up (&desk))
    return;
  come (&desk, "admin");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  admin = dup_user (&desk);
  key = wabi_key_store_lookup (desk.keys, wabi_cache_get_owner (wabi_sync_get_cache (desk.sync)), "data-key", NULL, &error);
  g_assert_no_error (error);
  bytes = g_base64_decode (key, &length);
  live_server_kill (&desk.live);
  ids = give (&desk, 2);
  live_quit (desk.sync);
  path = find_cache_file (&desk);
  db = wabi_db_open (wabi_db_get_sqlite (), &(WabiDbOptions){ path, bytes, FALSE, TRUE }, &error);
  g_assert_no_error (error);
  ok = wabi_db_run (db, &error, "UPDATE outbox SET user_id = 'somebody-else' WHERE id = $1", WABI_TEXT (g_ptr_array_index (ids, 0)));
  g_assert_no_error (error);
  g_assert_true (ok);
  g_clear_pointer (&db, wabi_db_close);

  live_server_start (&desk.live);
  desk.sync = live_desktop_closed (&desk.live, "desk", desk.keys);
  resumed = live_try_resume (desk.sync);
  g_assert_no_error (resumed);
  later = give (&desk, 1);
  live_wait (waits_for_one, &desk, "that the other command is sent");
  assert_sender (&desk, later, admin);
  g_ptr_array_add (others, g_ptr_array_index (ids, 0));
  assert_sender (&desk, others, NULL);
  tear_down (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-whose/second-person", test_second_person);
  g_test_add_func ("/sync-whose/token-refresh", test_token_refresh);
  g_test_add_func ("/sync-whose/row-of-another", test_row_of_another);
  return g_test_run ();
}
