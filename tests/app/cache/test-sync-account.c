// SPDX-License-Identifier: AGPL-3.0-or-later
// Coming and going against a real server: start without it, lock, sign-out, tokens that are over, a damaged
// copy, a draft.

#include <glib/gstdio.h>
#include <string.h>

#include "live-acts.h"
#include "wabi-db.h"

typedef struct
{
  LiveServer live;
  WabiKeyStore *keys;
  WabiSync *sync;
  char *password;
} Desk;

/* Signed in, and everything loaded. */
static gboolean
set_up (Desk *desk, const char *role)
{
  g_autoptr (WabiSignIn) sign_in = NULL;
  g_autoptr (GError) error = NULL;

  if (!live_server_make (&desk->live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return FALSE;
    }
  live_server_start (&desk->live);
  sign_in = live_server_sign_in (&desk->live, role);
  desk->password = g_strdup (sign_in->password);
  desk->keys = wabi_memory_key_store_new ();
  desk->sync = live_desktop_closed (&desk->live, "desk", desk->keys);
  error = live_try_sign_in (&desk->live, desk->sync, role, NULL);
  g_assert_no_error (error);
  acts_wait_for_state (desk->sync, WABI_SYNC_SAVED);
  return TRUE;
}

static void
tear_down (Desk *desk)
{
  live_quit (desk->sync);
  g_object_unref (desk->keys);
  g_free (desk->password);
  live_server_free (&desk->live);
}

static void
start_anew (Desk *desk)
{
  live_quit (desk->sync);
  desk->sync = live_desktop_closed (&desk->live, "desk", desk->keys);
}

static char *
dup_city (Desk *desk)
{
  g_autoptr (WabiRecord) client = acts_get_first (desk->sync, &wabi_kind_client);

  return g_strdup (wabi_record_get_text (client, "city"));
}

static void
test_resumes_without_the_server (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *city = NULL;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  live_server_kill (&desk.live);
  acts_edit_client (desk.sync, "city", "Kept");
  start_anew (&desk);
  error = live_try_resume (desk.sync);
  g_assert_no_error (error);
  city = dup_city (&desk);
  g_assert_cmpstr (city, ==, "Kept");
  acts_wait_for_state (desk.sync, WABI_SYNC_OFFLINE);
  g_assert_nonnull (strstr (wabi_sync_get_state_text (desk.sync), "1 change waits"));
  /* Nobody gives the password: the refresh token in the keyring is enough. */
  live_server_start (&desk.live);
  wabi_sync_now (desk.sync);
  acts_expect (desk.sync, "city", "Kept");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  tear_down (&desk);
}

static void
test_locks_and_unlocks_without_the_server (void)
{
  g_autoptr (GError) error = NULL, locked = NULL, wrong = NULL;
  g_autofree char *city = NULL;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  live_server_kill (&desk.live);
  acts_edit_client (desk.sync, "city", "Locked in");
  wabi_sync_lock (desk.sync);
  g_assert_cmpint (wabi_sync_get_state (desk.sync), ==, WABI_SYNC_LOCKED);
  g_assert_null (wabi_sync_get_cache (desk.sync));
  wrong = live_try_unlock (desk.sync, "not the password");
  g_assert_error (wrong, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD);
  g_assert_null (wabi_sync_get_cache (desk.sync));
  /* Starting the program again does not open what was left locked. */
  start_anew (&desk);
  locked = live_try_resume (desk.sync);
  g_assert_error (locked, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD);
  g_assert_null (wabi_sync_get_cache (desk.sync));
  error = live_try_unlock (desk.sync, desk.password);
  g_assert_no_error (error);
  city = dup_city (&desk);
  g_assert_cmpstr (city, ==, "Locked in");
  live_server_start (&desk.live);
  wabi_sync_now (desk.sync);
  acts_expect (desk.sync, "city", "Locked in");
  tear_down (&desk);
}

static gboolean
has_no_token (gpointer data)
{
  Desk *desk = data;
  g_autoptr (WabiSignIn) last = wabi_sync_dup_last_sign_in (desk->sync);
  g_autofree char *token = NULL;
  WabiKeyOwner owner = { last->server, g_object_get_data (G_OBJECT (desk->sync), "practice"),
                         g_object_get_data (G_OBJECT (desk->sync), "user") };

  token = wabi_key_store_lookup (desk->keys, &owner, "refresh-token", NULL, NULL);
  return token == NULL;
}

static void
remember_owner (Desk *desk)
{
  const WabiKeyOwner *owner = wabi_cache_get_owner (wabi_sync_get_cache (desk->sync));

  g_object_set_data_full (G_OBJECT (desk->sync), "practice", g_strdup (owner->practice), g_free);
  g_object_set_data_full (G_OBJECT (desk->sync), "user", g_strdup (owner->user), g_free);
}

static void
test_signs_out (void)
{
  g_autoptr (GError) pending = NULL, error = NULL, closed = NULL, wrong = NULL;
  g_autofree char *city = NULL;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  remember_owner (&desk);
  g_assert_false (has_no_token (&desk));
  live_server_kill (&desk.live);
  acts_edit_client (desk.sync, "city", "Not lost");
  g_assert_false (wabi_sync_sign_out (desk.sync, FALSE, &pending));
  g_assert_error (pending, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PENDING);
  g_assert_nonnull (strstr (pending->message, "1 change"));
  g_assert_nonnull (wabi_sync_get_cache (desk.sync));
  g_assert_true (wabi_sync_sign_out (desk.sync, TRUE, &error));
  g_assert_cmpint (wabi_sync_get_state (desk.sync), ==, WABI_SYNC_SIGNED_OUT);
  live_wait (has_no_token, &desk, "the forgotten token");
  closed = live_try_resume (desk.sync);
  g_assert_nonnull (closed);
  /* The same person comes again, still without the server. */
  wrong = live_try_sign_in (&desk.live, desk.sync, "admin", "not the password");
  g_assert_error (wrong, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD);
  error = live_try_sign_in (&desk.live, desk.sync, "admin", NULL);
  g_assert_no_error (error);
  city = dup_city (&desk);
  g_assert_cmpstr (city, ==, "Not lost");
  live_server_start (&desk.live);
  error = live_try_sign_in (&desk.live, desk.sync, "admin", NULL);
  g_assert_no_error (error);
  acts_expect (desk.sync, "city", "Not lost");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  g_assert_true (wabi_sync_sign_out (desk.sync, FALSE, &error));
  g_assert_no_error (error);
  tear_down (&desk);
}

/* ---- Tokens ---- */

/* With another signing key every access token is over, as after ten minutes; refresh tokens still count. */
static void
change_signing_key (Desk *desk)
{
  g_autoptr (GDir) dir = g_dir_open (desk->live.data, 0, NULL);
  const char *name;
  guint changed = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, "sign") != NULL || strstr (name, "token") != NULL)
      {
        g_autofree char *path = g_build_filename (desk->live.data, name, NULL);

        g_assert_cmpint (g_remove (path), ==, 0);
        changed++;
      }
  g_assert_cmpuint (changed, ==, 1);
}

static void
end_sign_ins (Desk *desk)
{
  g_autofree char *path = g_build_filename (desk->live.data, "wabi.db", NULL);
  WabiDbOptions options = { path, NULL, FALSE, TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);
  gboolean ok;

  g_assert_no_error (error);
  ok = wabi_db_run (db, &error, "DELETE FROM auth_refresh");
  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
test_refreshes_its_token (void)
{
  g_autoptr (GError) error = NULL;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  live_server_kill (&desk.live);
  change_signing_key (&desk);
  live_server_start (&desk.live);
  acts_edit_client (desk.sync, "city", "Refreshed");
  wabi_sync_now (desk.sync);
  acts_expect (desk.sync, "city", "Refreshed");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  /* Now no refresh helps: a person must sign in, and work goes on until then. */
  live_server_kill (&desk.live);
  change_signing_key (&desk);
  end_sign_ins (&desk);
  live_server_start (&desk.live);
  acts_edit_client (desk.sync, "street", "By hand");
  wabi_sync_now (desk.sync);
  acts_wait_for_state (desk.sync, WABI_SYNC_NEEDS_SIGN_IN);
  g_assert_nonnull (strstr (wabi_sync_get_state_text (desk.sync), "1 change"));
  g_assert_nonnull (wabi_sync_get_cache (desk.sync));
  error = live_try_sign_in (&desk.live, desk.sync, "admin", NULL);
  g_assert_no_error (error);
  acts_expect (desk.sync, "street", "By hand");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  tear_down (&desk);
}

/* ---- A damaged copy ---- */

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

static void
test_sets_a_damaged_copy_aside (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *bytes = NULL, *city = NULL;
  gsize length = 0;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  acts_edit_client (desk.sync, "city", "On the server");
  acts_expect (desk.sync, "city", "On the server");
  path = find_cache_file (&desk);
  live_quit (desk.sync);
  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  g_assert_cmpuint (length, >, 0);
  memset (bytes, 'x', length);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)length, &error));
  desk.sync = live_desktop_closed (&desk.live, "desk", desk.keys);
  error = live_try_sign_in (&desk.live, desk.sync, "admin", NULL);
  g_assert_no_error (error);
  g_assert_nonnull (wabi_cache_get_set_aside (wabi_sync_get_cache (desk.sync)));
  g_assert_true (
      g_file_test (wabi_cache_get_set_aside (wabi_sync_get_cache (desk.sync)), G_FILE_TEST_EXISTS));
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  city = dup_city (&desk);
  g_assert_cmpstr (city, ==, "On the server");
  tear_down (&desk);
}

/* ---- Draft ---- */

typedef struct
{
  JsonObject *answer;
  GError *error;
} Drafted;

static void
on_draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Drafted *drafted = data;

  drafted->answer = wabi_sync_draft_finish (WABI_SYNC (source), result, &drafted->error);
}

static gboolean
is_drafted (gpointer data)
{
  Drafted *drafted = data;

  return drafted->answer != NULL || drafted->error != NULL;
}

static void
test_drafts (void)
{
  g_autoptr (WabiRecord) note = NULL;
  Drafted drafted = { NULL, NULL }, offline = { NULL, NULL };
  JsonArray *sections = NULL;
  Desk desk;

  if (!set_up (&desk, "bcba"))
    return;
  note = acts_get_first (desk.sync, &wabi_kind_note);
  /* What waits goes first, so that the draft sees it. */
  acts_edit_client (desk.sync, "city", "Before the draft");
  wabi_sync_draft_async (desk.sync, wabi_record_get_text (note, "session"), "full", "en", NULL, on_draft_cb,
                         &drafted);
  live_wait (is_drafted, &drafted, "the draft");
  g_assert_no_error (drafted.error);
  g_assert_cmpuint (wabi_cache_get_pending (wabi_sync_get_cache (desk.sync)), ==, 0);
  g_assert_true (wabi_json_take_array (drafted.answer, "sections", TRUE, 100, &sections, NULL));
  g_assert_cmpuint (json_array_get_length (sections), >, 0);
  json_object_unref (drafted.answer);
  live_server_kill (&desk.live);
  wabi_sync_draft_async (desk.sync, wabi_record_get_text (note, "session"), "full", "en", NULL, on_draft_cb,
                         &offline);
  live_wait (is_drafted, &offline, "no draft");
  g_assert_error (offline.error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE);
  g_error_free (offline.error);
  tear_down (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-account/resumes-without-the-server", test_resumes_without_the_server);
  g_test_add_func ("/sync-account/locks-and-unlocks-without-the-server",
                   test_locks_and_unlocks_without_the_server);
  g_test_add_func ("/sync-account/signs-out", test_signs_out);
  g_test_add_func ("/sync-account/refreshes-its-token", test_refreshes_its_token);
  g_test_add_func ("/sync-account/sets-a-damaged-copy-aside", test_sets_a_damaged_copy_aside);
  g_test_add_func ("/sync-account/drafts", test_drafts);
  return g_test_run ();
}
