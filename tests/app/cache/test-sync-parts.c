// SPDX-License-Identifier: AGPL-3.0-or-later
// A desktop and a real server of which one part is away, ill, behind, older or in another time: the rest goes on.

#include <string.h>

#include "live-acts.h"
#include "live-gateway.h"

typedef struct
{
  LiveServer live;
  LiveGateway *gateway;
  LiveIlls *ills;
  WabiSync *sync;
} Desk;

static gboolean
set_up (Desk *desk, const char *role)
{
  if (!live_server_make (&desk->live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return FALSE;
    }
  live_server_start (&desk->live);
  desk->gateway = live_gateway_new (&desk->live);
  desk->ills = live_gateway_get_ills (desk->gateway);
  desk->sync = live_gateway_desktop (desk->gateway, "desk", role);
  acts_wait_for_state (desk->sync, WABI_SYNC_SAVED);
  return TRUE;
}

static void
tear_down (Desk *desk)
{
  live_quit (desk->sync);
  live_gateway_free (desk->gateway);
  live_server_free (&desk->live);
}

/* A holiday: a command of scheduling that stands alone. */
static char *
add_holiday (WabiSync *sync, const char *name)
{
  WabiCache *cache = wabi_sync_get_cache (sync);
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;
  char *id = wabi_cache_new_id (cache);

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "name", name);
  json_object_set_string_member (args, "date", "2031-12-24");
  if (!wabi_cache_apply (cache, "holiday.set", args, NULL, NULL, &error))
    g_error ("%s", error->message);
  return id;
}

typedef struct
{
  WabiSync *sync;
  const char *id;
} Wanted;

static gboolean
is_confirmed (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (WabiRecord) record = wabi_cache_get (wabi_sync_get_cache (wanted->sync), &wabi_kind_holiday, wanted->id, NULL);

  return record != NULL && wabi_record_get_seq (record) > 0;
}

static void
expect_holiday (WabiSync *sync, const char *id)
{
  Wanted wanted = { sync, id };

  live_wait (is_confirmed, &wanted, "the holiday");
}

static gboolean
is_away (gpointer data)
{
  g_autofree char *away = wabi_sync_dup_away (data);

  return away != NULL;
}

/* Clients are away; scheduling goes on. When they are back all is sent, and nobody clicked. */
static void
test_one_away (void)
{
  g_autofree char *holiday = NULL, *away = NULL;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  desk.ills->away = "patients";
  acts_edit_client (desk.sync, "city", "Waits");
  holiday = add_holiday (desk.sync, "Goes on");
  expect_holiday (desk.sync, holiday);
  live_wait (is_away, desk.sync, "that a part is away");
  acts_wait_for_state (desk.sync, WABI_SYNC_AWAY);
  away = wabi_sync_dup_away (desk.sync);
  g_assert_cmpstr (away, ==, "Clients’ records are not reachable.");
  g_assert_cmpstr (wabi_sync_get_state_text (desk.sync), ==, "Clients’ records are not reachable. Everything else goes on. 1 change waits.");
  g_assert_true (wabi_sync_get_online (desk.sync));
  g_assert_cmpuint (wabi_cache_get_pending (wabi_sync_get_cache (desk.sync)), ==, 1);
  desk.ills->away = NULL;
  acts_expect (desk.sync, "city", "Waits");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  tear_down (&desk);
}

static gboolean
is_sent (gpointer data)
{
  return wabi_cache_get_pending (wabi_sync_get_cache (data)) == 0;
}

/* Scheduling takes what is sent, and asks for patience: it is left alone, the others are not, until the person wants it now. */
static void
test_one_busy (void)
{
  g_autofree char *first = NULL, *second = NULL;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  desk.ills->busy = "scheduling";
  first = add_holiday (desk.sync, "Taken");
  live_wait (is_sent, desk.sync, "that the first is sent");
  desk.ills->busy = NULL;
  second = add_holiday (desk.sync, "Waits");
  acts_edit_client (desk.sync, "city", "Goes on");
  acts_expect (desk.sync, "city", "Goes on");
  g_assert_false (is_away (desk.sync));
  /* It waits for as long as scheduling asked; on a slow machine that is over by now. */
  g_assert_cmpuint (wabi_cache_get_pending (wabi_sync_get_cache (desk.sync)), <=, 1);
  wabi_sync_now (desk.sync);
  expect_holiday (desk.sync, second);
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  tear_down (&desk);
}

static void
test_one_behind (void)
{
  g_autofree char *holiday = NULL;
  Desk desk;
  guint before;

  if (!set_up (&desk, "admin"))
    return;
  acts_edit_client (desk.sync, "city", "First");
  acts_expect (desk.sync, "city", "First");
  desk.ills->behind = "scheduling";
  before = desk.ills->pushes;
  holiday = add_holiday (desk.sync, "Too early");
  while (desk.ills->pushes < before + 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (is_away (desk.sync));
  desk.ills->behind = NULL;
  expect_holiday (desk.sync, holiday);
  /* It said what it builds on. */
  g_assert_nonnull (strstr (desk.ills->last_push, "\"after\":{"));
  g_assert_nonnull (strstr (desk.ills->last_push, "\"patients\":{\"epoch\":"));
  g_assert_null (strstr (desk.ills->last_push, "\"scheduling\":{\"epoch\":"));
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  tear_down (&desk);
}

/* A command that makes the service fall over: the others around it go through. */
static void
test_poison (void)
{
  g_autofree char *first = NULL, *poison = NULL, *last = NULL;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  desk.ills->poison = "Falls over";
  wabi_sync_set_paused (desk.sync, TRUE);
  first = add_holiday (desk.sync, "Before");
  poison = add_holiday (desk.sync, "Falls over");
  last = add_holiday (desk.sync, "After");
  wabi_sync_set_paused (desk.sync, FALSE);
  expect_holiday (desk.sync, first);
  expect_holiday (desk.sync, last);
  acts_wait_for_state (desk.sync, WABI_SYNC_STUCK);
  g_assert_cmpuint (wabi_cache_get_pending (wabi_sync_get_cache (desk.sync)), ==, 1);
  g_assert_cmpuint (wabi_cache_get_aside (wabi_sync_get_cache (desk.sync)), ==, 1);
  g_assert_cmpuint (wabi_cache_get_refused (wabi_sync_get_cache (desk.sync)), ==, 0);
  tear_down (&desk);
}

static gboolean
is_outdated (gpointer data)
{
  return wabi_cache_get_outdated (wabi_sync_get_cache (data));
}

/* The server wants a newer program: nothing new is taken, what waits is sent. */
static void
test_too_old (void)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autofree char *holiday = NULL;
  g_autoptr (GError) error = NULL;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  desk.ills->away = "scheduling";
  holiday = add_holiday (desk.sync, "Given before");
  desk.ills->min_schema = 9;
  wabi_sync_now (desk.sync);
  live_wait (is_outdated, desk.sync, "that the program is too old");
  g_assert_false (wabi_cache_apply (wabi_sync_get_cache (desk.sync), "holiday.set", args, NULL, NULL, &error));
  g_assert_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_OUTDATED);
  acts_wait_for_state (desk.sync, WABI_SYNC_OUTDATED);
  g_assert_cmpstr (wabi_sync_get_state_text (desk.sync), ==, "Update Wabi Care to go on editing. Your 1 change is being sent.");
  desk.ills->away = NULL;
  expect_holiday (desk.sync, holiday);
  g_assert_cmpuint (wabi_cache_get_pending (wabi_sync_get_cache (desk.sync)), ==, 0);
  tear_down (&desk);
}

static gboolean
has_offset (gpointer data)
{
  return wabi_cache_get_clock_offset (wabi_sync_get_cache (data)) != 0;
}

/* Three days between the clocks: said, corrected, and no reason not to sync. */
static void
test_another_time (void)
{
  const gint64 days = 3 * 24 * 3600;
  g_autofree char *words = NULL;
  gint64 off;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  words = wabi_sync_dup_clock_words (desk.sync);
  g_assert_null (words);
  desk.ills->clock_ahead = days;
  wabi_sync_now (desk.sync);
  live_wait (has_offset, desk.sync, "the difference of the clocks");
  words = wabi_sync_dup_clock_words (desk.sync);
  g_assert_true (g_str_has_prefix (words, "This computer’s clock is 3 days behind.") || g_str_has_prefix (words, "This computer’s clock is 2 days behind."));
  off = wabi_clock_now (wabi_cache_get_clock (wabi_sync_get_cache (desk.sync))) - g_get_real_time ();
  g_assert_cmpint (ABS (off - days * G_USEC_PER_SEC), <, 60 * G_USEC_PER_SEC);
  acts_edit_client (desk.sync, "city", "Elsewhen");
  acts_expect (desk.sync, "city", "Elsewhen");
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  tear_down (&desk);
}

static gboolean
is_partly_there (gpointer data)
{
  gint64 done, total;

  return wabi_sync_get_partial (data, &done, &total) && done > 0 && total > done;
}

/* The first load breaks in the middle of a page, and the program ends; the next start goes on where it was. */
static void
test_first_load_breaks (void)
{
  WabiSync *other, *again;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  desk.ills->cut_after = 2;
  other = live_gateway_desktop (desk.gateway, "other", "admin");
  live_wait (is_partly_there, other, "a part of the practice");
  g_assert_cmpint (wabi_sync_get_state (other), !=, WABI_SYNC_SAVED);
  live_quit (other);
  g_assert_nonnull (strstr (desk.ills->from_start->str, " auth"));
  g_string_truncate (desk.ills->from_start, 0);
  desk.ills->cut_after = -1;
  again = live_gateway_desktop (desk.gateway, "other", "admin");
  acts_wait_for_state (again, WABI_SYNC_SAVED);
  g_assert_false (is_partly_there (again));
  acts_expect_same (desk.sync, again);
  g_assert_null (strstr (desk.ills->from_start->str, " auth"));
  g_assert_nonnull (strstr (desk.ills->from_start->str, " billing"));
  live_quit (again);
  tear_down (&desk);
}

/* The way out of a machine that cannot send: a file that only the server opens, as often as one likes. */
/* A service that was moved away takes nothing any more in the database that it left: what is confirmed there is seen by nobody. */
static void
expect_no_import_elsewhere (LiveServer *live, const char *path)
{
  g_autofree char *apart = g_build_filename (live->directory, "apart", NULL), *errors = NULL;
  g_autoptr (GError) error = NULL;
  const char *const argv[] = { g_getenv ("WABI_TEST_CTL"), "queue", "import", "--file", path, "--data", live->data, NULL };
  int status;

  live_server_control (live, "extract", "scheduling", "--to", apart, NULL);
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &errors, &status, &error));
  g_assert_no_error (error);
  g_assert_false (g_spawn_check_wait_status (status, NULL));
  g_assert_nonnull (strstr (errors, "“scheduling” was moved"));
}

static void
test_exported_queue (void)
{
  g_autofree char *holiday = NULL, *text = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  WabiSync *other;
  Desk desk;

  if (!set_up (&desk, "admin"))
    return;
  desk.ills->away = "scheduling";
  holiday = add_holiday (desk.sync, "By another way");
  text = wabi_cache_export_queue (wabi_sync_get_cache (desk.sync), &error);
  g_assert_no_error (error);
  g_assert_null (strstr (text, "By another way"));
  path = g_build_filename (desk.live.directory, "unsent.wabiqueue", NULL);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  live_server_control (&desk.live, "queue", "import", "--file", path, NULL);
  live_server_control (&desk.live, "queue", "import", "--file", path, NULL);
  other = live_desktop (&desk.live, "other", "admin");
  expect_holiday (other, holiday);
  /* And when it can send after all, it is done once. */
  desk.ills->away = NULL;
  expect_holiday (desk.sync, holiday);
  acts_wait_for_state (desk.sync, WABI_SYNC_SAVED);
  acts_wait_for_state (other, WABI_SYNC_SAVED);
  acts_expect_same (desk.sync, other);
  live_quit (other);
  live_server_kill (&desk.live);
  expect_no_import_elsewhere (&desk.live, path);
  tear_down (&desk);
}

static gboolean
has_seen_hotel (gpointer data)
{
  return ((LiveIlls *) data)->hotels > 0;
}

/* Access has ended, the last change cannot be sent at first, and then a hotel's page stands between: the copy still leaves in the end. */
static void
test_leaves_behind_a_hotel (void)
{
  g_autoptr (WabiSignIn) who = NULL;
  Desk desk;

  if (!set_up (&desk, "bcba"))
    return;
  who = live_server_sign_in (&desk.live, "bcba");
  wabi_sync_set_paused (desk.sync, TRUE);
  acts_edit_client (desk.sync, "city", "Lastwords");
  desk.ills->poison = "Lastwords";
  live_server_kill (&desk.live);
  live_server_control (&desk.live, "user", "disable", "--login", who->login, NULL);
  live_server_start (&desk.live);
  wabi_sync_set_paused (desk.sync, FALSE);
  wabi_sync_now (desk.sync);
  acts_wait_for_state (desk.sync, WABI_SYNC_LEAVING);
  desk.ills->hotel = "/v1/auth/refresh";
  live_wait (has_seen_hotel, desk.ills, "a page that is no answer");
  desk.ills->hotel = desk.ills->poison = NULL;
  acts_wait_for_state (desk.sync, WABI_SYNC_GONE);
  tear_down (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-parts/one-away", test_one_away);
  g_test_add_func ("/sync-parts/one-behind", test_one_behind);
  g_test_add_func ("/sync-parts/one-busy", test_one_busy);
  g_test_add_func ("/sync-parts/poison", test_poison);
  g_test_add_func ("/sync-parts/too-old", test_too_old);
  g_test_add_func ("/sync-parts/another-time", test_another_time);
  g_test_add_func ("/sync-parts/first-load-breaks", test_first_load_breaks);
  g_test_add_func ("/sync-parts/exported-queue", test_exported_queue);
  g_test_add_func ("/sync-parts/leaves-behind-a-hotel", test_leaves_behind_a_hotel);
  return g_test_run ();
}
