// SPDX-License-Identifier: AGPL-3.0-or-later
// Leaving, on real desktops with a real server: what waits comes in, then nothing is left; and the lock that only the server opens.

#include <glib/gstdio.h>
#include <string.h>

#include "live-acts.h"
#include "wabi-contact-private.h"
#include "wabi-sync-private.h"

#define DAY G_GINT64_CONSTANT (86400000000)

/* ---- how long a copy may be alone ---- */

static void
test_contact (void)
{
  g_auto (WabiContact) contact = { 0 }, read = { 0 };
  WabiContactClock clock = { 100 * DAY, 5, "boot-1" };
  g_autofree char *text = NULL;

  wabi_contact_reach (&contact, &clock, 7);
  g_assert_cmpint (wabi_contact_judge (&contact), ==, WABI_CONTACT_FINE);
  clock.wall += 7 * DAY;
  wabi_contact_see (&contact, &clock);
  g_assert_cmpint (wabi_contact_judge (&contact), ==, WABI_CONTACT_FINE);
  /* Set back by a year: what was seen stays seen, and in one boot the time goes on. */
  clock.wall -= 365 * DAY;
  wabi_contact_see (&contact, &clock);
  g_assert_cmpint (contact.seen_at, ==, 107 * DAY);
  clock.mono += DAY;
  wabi_contact_see (&contact, &clock);
  g_assert_cmpint (wabi_contact_judge (&contact), ==, WABI_CONTACT_AWAY);
  text = wabi_contact_to_text (&contact);
  g_assert_true (wabi_contact_from_text (&read, text));
  g_assert_cmpint (wabi_contact_judge (&read), ==, WABI_CONTACT_AWAY);
  /* The server's word mends it, also after a clock that ran ahead. */
  wabi_contact_reach (&read, &clock, 0);
  g_assert_cmpint (wabi_contact_judge (&read), ==, WABI_CONTACT_FINE);
  g_assert_cmpint (read.days, ==, 7);
  read.tried = WABI_CONTACT_TRIES;
  g_assert_cmpint (wabi_contact_judge (&read), ==, WABI_CONTACT_TRIED);
  wabi_contact_clear (&read);
  g_assert_false (wabi_contact_from_text (&read, "{}"));
}

/* ---- access that ends ---- */

static WabiFakeClock clock_now;

typedef struct
{
  LiveServer live;
  WabiKeyStore *keys;
  WabiSync *sync;
  char *login, *password;
} Desk;

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
  desk->login = g_strdup (sign_in->login);
  desk->password = g_strdup (sign_in->password);
  desk->keys = wabi_memory_key_store_new ();
  wabi_fake_clock_init (&clock_now, wabi_clock_now (wabi_clock_get_system ()), 0);
  desk->sync = live_desktop_closed (&desk->live, "desk", desk->keys);
  wabi_sync_set_clock (desk->sync, &clock_now.clock);
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
  g_free (desk->login);
  g_free (desk->password);
  live_server_free (&desk->live);
}

/* What wabictl says. */
static char *
ask_control (Desk *desk, const char *group, const char *word)
{
  const char *argv[] = { g_getenv ("WABI_TEST_CTL"), group, word, "--data", desk->live.data, NULL };
  g_autoptr (GError) error = NULL;
  char *said = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return said;
}

static void
control (Desk *desk, const char *word)
{
  const char *argv[] = { g_getenv ("WABI_TEST_CTL"), "user", word, "--data", desk->live.data, "--login", desk->login, NULL };
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

/* A running server hears of it within a second; one that starts knows it at once. */
static void
disable (Desk *desk)
{
  live_server_kill (&desk->live);
  control (desk, "disable");
  live_server_start (&desk->live);
}

/* Files of the desktop beside the list of accounts, and whether a text lies in any of them. */
static guint
scan_folder (Desk *desk, const char *text)
{
  g_autofree char *folder = g_build_filename (desk->live.directory, "desk", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *content = NULL;
      gsize length = 0;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      g_assert_null (memmem (content, length, text, strlen (text)));
      n += !g_str_equal (name, "accounts.json");
    }
  return n;
}

static void
expect_nothing_left (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wabi_sync_get_cache (desk->sync));
  g_assert_cmpuint (scan_folder (desk, desk->login), ==, 0);
  g_assert_false (wabi_memory_key_store_has (desk->keys, NULL));
  error = live_try_resume (desk->sync);
  g_assert_error (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_NO_ACCOUNT);
}

static void
release_all (Desk *desk)
{
  g_autofree char *list = ask_control (desk, "quarantine", "list");
  g_auto (GStrv) lines = g_strsplit (g_strstrip (list), "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], "\t", -1);
      const char *argv[] = { g_getenv ("WABI_TEST_CTL"), "quarantine", "release", "--data", desk->live.data, "--service", words[1],
                             "--id", words[0], NULL };
      int status = 0;

      g_assert_cmpuint (g_strv_length (words), ==, 7);
      g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
      g_assert_cmpint (status, ==, 0);
    }
}

static gboolean
is_wiped (gpointer data)
{
  g_autofree char *list = ask_control (data, "device", "list");

  return strstr (list, "its copy is gone") != NULL;
}

/* A person who leaves: the last change comes in for review, then nothing is on the disk. */
static void
test_leaves (void)
{
  g_autofree char *held = NULL, *none = NULL;
  WabiSync *other;
  Desk desk;

  if (!set_up (&desk, "bcba"))
    return;
  wabi_sync_set_paused (desk.sync, TRUE);
  acts_edit_client (desk.sync, "city", "Lastwords");
  disable (&desk);
  wabi_sync_set_paused (desk.sync, FALSE);
  wabi_sync_now (desk.sync);
  acts_wait_for_state (desk.sync, WABI_SYNC_GONE);
  expect_nothing_left (&desk);
  held = ask_control (&desk, "quarantine", "list");
  g_assert_nonnull (strstr (held, "client.edit"));
  live_wait (is_wiped, &desk, "the word that the copy is gone");
  other = live_desktop (&desk.live, "other", "admin");
  acts_wait_for_state (other, WABI_SYNC_SAVED);
  release_all (&desk);
  wabi_sync_now (other);
  acts_expect (other, "city", "Lastwords");
  none = ask_control (&desk, "quarantine", "list");
  g_assert_cmpstr (none, ==, "");
  live_quit (other);
  tear_down (&desk);
}

typedef struct
{
  Desk *desk;
  const char *word; /* for wabictl user, once; nullable */
  guint n;
} Cut;

/* The network goes just when the last changes are to be sent. */
static void
on_state_cb (WabiSync *sync, GParamSpec *pspec, gpointer data)
{
  Cut *cut = data;

  if (wabi_sync_get_state (sync) != WABI_SYNC_LEAVING || cut->n++ > 0)
    return;
  live_server_kill (&cut->desk->live);
}

static gboolean
was_cut (gpointer data)
{
  return ((Cut *)data)->n > 0;
}

/* What was to be sent has not arrived, and the next try waits for its time. */
static gboolean
has_failed (gpointer data)
{
  return WABI_SYNC (data)->leave_pause > 0;
}

static gboolean
has_pending (gpointer data)
{
  return wabi_cache_get_pending (wabi_sync_get_cache (data)) > 0;
}

static void
leave_and_cut (Desk *desk, Cut *cut)
{
  wabi_sync_set_paused (desk->sync, TRUE);
  acts_edit_client (desk->sync, "city", "Onthewire");
  live_wait (has_pending, desk->sync, "a change that waits");
  disable (desk);
  g_signal_connect (desk->sync, "notify::state", G_CALLBACK (on_state_cb), cut);
  wabi_sync_set_paused (desk->sync, FALSE);
  wabi_sync_now (desk->sync);
  live_wait (was_cut, cut, "the end of access");
  /* Only then may there be a server again: one that is there at once takes it, and the copy is gone. */
  live_wait (has_failed, desk->sync, "a last change that could not be sent");
  g_assert_cmpint (wabi_sync_get_state (desk->sync), ==, WABI_SYNC_LEAVING);
  g_assert_cmpuint (wabi_cache_get_pending (wabi_sync_get_cache (desk->sync)), ==, 1);
}

static void
test_upload_fails (void)
{
  g_autofree char *held = NULL;
  Desk desk;
  Cut cut = { &desk, NULL, 0 };

  if (!set_up (&desk, "bcba"))
    return;
  leave_and_cut (&desk, &cut);
  /* Also the end of the program loses nothing. */
  live_quit (desk.sync);
  desk.sync = live_desktop_closed (&desk.live, "desk", desk.keys);
  g_assert_cmpuint (scan_folder (&desk, "Onthewire"), >, 0);
  live_server_start (&desk.live);
  g_assert_no_error (live_try_resume (desk.sync));
  acts_wait_for_state (desk.sync, WABI_SYNC_GONE);
  expect_nothing_left (&desk);
  held = ask_control (&desk, "quarantine", "list");
  g_assert_nonnull (strstr (held, "client.edit"));
  tear_down (&desk);
}

static void
test_access_comes_back (void)
{
  g_autofree char *held = NULL;
  Desk desk;
  Cut cut = { &desk, NULL, 0 };

  if (!set_up (&desk, "bcba"))
    return;
  leave_and_cut (&desk, &cut);
  control (&desk, "enable");
  live_server_start (&desk.live);
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  acts_expect (desk.sync, "city", "Onthewire");
  held = ask_control (&desk, "quarantine", "list");
  g_assert_cmpstr (held, ==, "");
  tear_down (&desk);
}

/* ---- the lock that only the server opens ---- */

static void
start_anew (Desk *desk)
{
  live_quit (desk->sync);
  desk->sync = live_desktop_closed (&desk->live, "desk", desk->keys);
  wabi_sync_set_clock (desk->sync, &clock_now.clock);
}

static void
expect_away (Desk *desk, GError *take_error)
{
  g_autoptr (GError) error = take_error;

  g_assert_error (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_AWAY);
  g_assert_nonnull (strstr (error->message, "1 change waits"));
  g_assert_null (wabi_sync_get_cache (desk->sync));
  g_assert_cmpint (wabi_sync_get_state (desk->sync), ==, WABI_SYNC_LOCKED);
  g_assert_cmpint (wabi_sync_get_lock (desk->sync), !=, WABI_SYNC_LOCK_PASSWORD);
  g_assert_false (wabi_memory_key_store_has (desk->keys, "data-key"));
  /* Nothing is deleted. */
  g_assert_cmpuint (scan_folder (desk, "Alone"), >, 0);
}

static void
expect_recovery (Desk *desk, const char *role)
{
  g_autoptr (GError) error = NULL;

  live_server_start (&desk->live);
  error = live_try_sign_in (&desk->live, desk->sync, role, NULL);
  g_assert_no_error (error);
  g_assert_true (wabi_memory_key_store_has (desk->keys, "data-key"));
  acts_expect (desk->sync, "city", "Alone");
  acts_wait_for_state (desk->sync, WABI_SYNC_SAVED);
}

static void
test_away (void)
{
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  live_server_kill (&desk.live);
  acts_edit_client (desk.sync, "city", "Alone");
  clock_now.at += 6 * DAY;
  start_anew (&desk);
  g_assert_no_error (live_try_resume (desk.sync));
  clock_now.at += 2 * DAY;
  start_anew (&desk);
  expect_away (&desk, live_try_resume (desk.sync));
  /* Neither the right password nor a clock that is set back opens it. */
  clock_now.at -= 38 * DAY;
  start_anew (&desk);
  expect_away (&desk, live_try_unlock (desk.sync, desk.password));
  expect_away (&desk, live_try_sign_in (&desk.live, desk.sync, "admin", NULL));
  expect_recovery (&desk, "admin");
  tear_down (&desk);
}

static void
test_tried_too_often (void)
{
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  live_server_kill (&desk.live);
  acts_edit_client (desk.sync, "city", "Alone");
  wabi_sync_lock (desk.sync);
  for (int i = 0; i < WABI_CONTACT_TRIES - 1; i++)
    {
      g_autoptr (GError) error = live_try_unlock (desk.sync, "not the password");

      g_assert_error (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD);
    }
  expect_away (&desk, live_try_unlock (desk.sync, "not the password"));
  expect_away (&desk, live_try_unlock (desk.sync, desk.password));
  g_assert_cmpint (wabi_sync_get_lock (desk.sync), ==, WABI_SYNC_LOCK_TRIED);
  expect_recovery (&desk, "admin");
  tear_down (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-leaving/contact", test_contact);
  g_test_add_func ("/sync-leaving/leaves", test_leaves);
  g_test_add_func ("/sync-leaving/upload-fails", test_upload_fails);
  g_test_add_func ("/sync-leaving/access-comes-back", test_access_comes_back);
  g_test_add_func ("/sync-leaving/away", test_away);
  g_test_add_func ("/sync-leaving/tried-too-often", test_tried_too_often);
  return g_test_run ();
}
