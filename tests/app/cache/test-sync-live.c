// SPDX-License-Identifier: AGPL-3.0-or-later
// Two desktops and a real server: what one does the other sees, also when the server is killed in between.

#include "live-acts.h"

#include <string.h>

#include "wabi-cache-sync.h"
#include "wabi-sync-machine.h"

static void
test_two_desktops_converge (void)
{
  LiveServer live;
  WabiSync *a, *b;

  if (!live_server_make (&live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return;
    }
  live_server_start (&live);
  a = live_desktop (&live, "a", "admin");
  b = live_desktop (&live, "b", "admin");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  acts_wait_for_state (b, WABI_SYNC_SAVED);
  acts_edit_client (a, "guardian_phone", "555-0100");
  acts_expect (b, "guardian_phone", "555-0100");

  live_server_kill (&live);
  acts_edit_client (a, "guardian_name", "Ana Offline");
  acts_edit_client (b, "city", "Elsewhere");
  acts_wait_for_state (a, WABI_SYNC_OFFLINE);
  acts_wait_for_state (b, WABI_SYNC_OFFLINE);
  g_assert_nonnull (strstr (wabi_sync_get_state_text (a), "1 change waits"));
  live_server_start (&live);
  wabi_sync_now (a);
  wabi_sync_now (b);
  acts_expect (b, "guardian_name", "Ana Offline");
  acts_expect (a, "city", "Elsewhere");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  acts_wait_for_state (b, WABI_SYNC_SAVED);
  acts_expect_same (a, b);
  live_quit (a);
  live_quit (b);
  live_server_free (&live);
}

/* ---- What the service decides otherwise ---- */

static gboolean
make_server (LiveServer *live)
{
  if (!live_server_make (live, NULL))
    {
      g_test_skip ("wabi-server and wabictl are not built");
      return FALSE;
    }
  live_server_start (live);
  return TRUE;
}

static void
on_seen_cb (WabiCache *cache, WabiChanges *changes, gint64 *at)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_client) && *at == 0)
    *at = g_get_monotonic_time ();
}

static gboolean
is_seen (gpointer data)
{
  return *(gint64 *)data != 0;
}

/* From the edit on one desktop to the signal that the pages of another hear. */
static void
tell_delay (WabiSync *a, WabiSync *b)
{
  g_autoptr (GString) text = g_string_new ("an edit was seen on the other desktop after");
  gint64 at = 0;
  gulong handler = g_signal_connect (wabi_sync_get_cache (b), "changed", G_CALLBACK (on_seen_cb), &at);

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *value = g_strdup_printf ("555-02%02u", i);
      gint64 from;

      at = 0;
      from = g_get_monotonic_time ();
      acts_edit_client (a, "guardian_phone", value);
      live_wait (is_seen, &at, "the edit");
      g_string_append_printf (text, " %.1f", (double)(at - from) / 1000);
      acts_expect (b, "guardian_phone", value);
      acts_wait_for_state (a, WABI_SYNC_SAVED);
    }
  g_test_message ("%s ms", text->str);
  g_signal_handler_disconnect (wabi_sync_get_cache (b), handler);
}

/* A poll comes half a minute after the last answer at the soonest: what is seen before that was nudged. */
static void
test_nudges_are_heard (void)
{
  gint64 from = g_get_monotonic_time ();
  LiveServer live;
  WabiSync *a, *b;

  if (!make_server (&live))
    return;
  a = live_desktop (&live, "a", "admin");
  b = live_desktop (&live, "b", "bcba");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  acts_wait_for_state (b, WABI_SYNC_SAVED);
  acts_edit_client (a, "guardian_phone", "555-0177");
  acts_expect (b, "guardian_phone", "555-0177");
  tell_delay (a, b);
  if (g_get_monotonic_time () - from >= WABI_SYNC_POLL / 2)
    g_test_incomplete ("this machine is too slow to tell a nudge from a poll");
  live_quit (a);
  live_quit (b);
  live_server_free (&live);
}

static char *
apply (WabiSync *sync, const char *name, JsonObject *args)
{
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  if (!wabi_cache_apply (wabi_sync_get_cache (sync), name, args, NULL, &id, &error))
    g_error ("%s: %s", name, error->message);
  return id;
}

static char *
start_session (WabiSync *sync, WabiRecord *target)
{
  WabiCache *cache = wabi_sync_get_cache (sync);
  g_autoptr (JsonObject) args = json_object_new ();
  g_autofree char *command = NULL;
  char *id = wabi_cache_new_id (cache);

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "client", wabi_record_get_text (target, "client"));
  json_object_set_string_member (args, "staff", wabi_cache_get_caller (cache)->user);
  json_object_set_string_member (args, "service_code", "97153");
  json_object_set_string_member (args, "place", "12");
  json_object_set_string_member (args, "zone", wabi_cache_get_zone (cache));
  json_object_set_int_member (args, "starts_at", wabi_clock_now (wabi_cache_get_clock (cache)));
  command = apply (sync, "session.start", args);
  return id;
}

static char *
record_trial (WabiSync *sync, WabiRecord *target, const char *session)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autofree char *id = wabi_cache_new_id (wabi_sync_get_cache (sync));

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "session", session);
  json_object_set_string_member (args, "client", wabi_record_get_text (target, "client"));
  json_object_set_string_member (args, "target", wabi_record_get_id (target));
  json_object_set_string_member (args, "action", "record");
  json_object_set_string_member (args, "result", "correct");
  json_object_set_int_member (args, "at", wabi_clock_now (wabi_cache_get_clock (wabi_sync_get_cache (sync))));
  json_object_set_string_member (args, "by", wabi_cache_get_caller (wabi_sync_get_cache (sync))->user);
  return apply (sync, "trial.record", args);
}

static char *
ask_time_off (WabiSync *sync)
{
  WabiCache *cache = wabi_sync_get_cache (sync);
  gint64 now = wabi_clock_now (wabi_cache_get_clock (cache));
  g_autoptr (JsonObject) args = json_object_new ();
  g_autofree char *command = NULL;
  char *id = wabi_cache_new_id (cache);

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "staff", wabi_cache_get_caller (cache)->user);
  json_object_set_string_member (args, "status", "requested");
  json_object_set_int_member (args, "starts_at", now);
  json_object_set_int_member (args, "ends_at", now + G_GINT64_CONSTANT (3600000000));
  command = apply (sync, "time-off.set", args);
  return id;
}

static gboolean
has_refused_two (gpointer data)
{
  return wabi_cache_get_refused (wabi_sync_get_cache (data)) == 2
         && wabi_cache_get_pending (wabi_sync_get_cache (data)) == 0;
}

/* One person on two desktops, both without the server: the later one's session cannot be, and its trial falls
 * with it; the rest goes through. */
static void
test_refusal_in_the_middle (void)
{
  g_autofree char *first = NULL, *second = NULL, *trial = NULL, *leave = NULL;
  g_autoptr (WabiRecord) target = NULL, gone = NULL, kept = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (GError) error = NULL;
  LiveServer live;
  WabiSync *a, *b;

  if (!make_server (&live))
    return;
  a = live_desktop (&live, "a", "rbt");
  b = live_desktop (&live, "b", "rbt");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  acts_wait_for_state (b, WABI_SYNC_SAVED);
  wabi_sync_set_paused (b, TRUE);
  target = acts_get_first (a, &wabi_kind_target);
  second = start_session (b, target);
  trial = record_trial (b, target, second);
  leave = ask_time_off (b);
  first = start_session (a, target);
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  wabi_sync_set_paused (b, FALSE);
  live_wait (has_refused_two, b, "two refusals");
  g_assert_cmpint (wabi_sync_get_state (b), ==, WABI_SYNC_NEEDS_YOU);
  refused = wabi_cache_list_refused (wabi_sync_get_cache (b), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < refused->len; i++)
    {
      WabiRefusedItem *item = g_ptr_array_index (refused, i);

      if (g_strcmp0 (item->id, trial) == 0)
        g_assert_nonnull (item->dep_of);
      else
        g_assert_cmpstr (item->code, ==, "session-open");
    }
  gone = wabi_cache_get (wabi_sync_get_cache (b), &wabi_kind_session, second, &error);
  g_assert_null (gone);
  kept = wabi_cache_get (wabi_sync_get_cache (b), &wabi_kind_time_off, leave, &error);
  g_assert_nonnull (kept);
  live_quit (a);
  live_quit (b);
  live_server_free (&live);
}

static gboolean
needs_hand (gpointer data)
{
  g_autoptr (WabiRecord) client = acts_get_first (data, &wabi_kind_client);

  return wabi_record_get_bool (client, "needs_hand") && wabi_record_get_seq (client) > 0;
}

/* Two people give one field two values: neither is lost. */
static void
test_proposals (void)
{
  g_autoptr (WabiRecord) client = NULL;
  g_autofree char *all = NULL;
  LiveServer live;
  WabiSync *a, *b;

  if (!make_server (&live))
    return;
  a = live_desktop (&live, "a", "admin");
  b = live_desktop (&live, "b", "bcba");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  acts_wait_for_state (b, WABI_SYNC_SAVED);
  wabi_sync_set_paused (b, TRUE);
  acts_edit_client (b, "guardian_phone", "555-0102");
  acts_edit_client (a, "guardian_phone", "555-0101");
  acts_expect (a, "guardian_phone", "555-0101");
  wabi_sync_set_paused (b, FALSE);
  live_wait (needs_hand, a, "the proposal on a");
  live_wait (needs_hand, b, "the proposal on b");
  client = acts_get_first (a, &wabi_kind_client);
  all = wabi_record_dup_json (client);
  g_assert_nonnull (strstr (all, "555-0101"));
  g_assert_nonnull (strstr (all, "555-0102"));
  live_quit (a);
  live_quit (b);
  live_server_free (&live);
}

static gboolean
is_decided (gpointer data)
{
  return wabi_cache_get_pending (wabi_sync_get_cache (data)) == 0;
}

/* Only the service can number a claim: the wish waits, nothing is done here, and it goes out with the rest.
 */
static void
test_online_commands_wait (void)
{
  g_autoptr (JsonObject) args = json_object_new ();
  JsonArray *charges = json_array_new ();
  g_autoptr (WabiRecord) payer = NULL;
  g_autofree char *id = NULL, *command = NULL;
  LiveServer live;
  WabiSync *a;

  if (!make_server (&live))
    return;
  a = live_desktop (&live, "a", "biller");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  live_server_kill (&live);
  payer = acts_get_first (a, &wabi_kind_payer);
  id = wabi_cache_new_id (wabi_sync_get_cache (a));
  json_array_add_string_element (charges, id);
  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "payer", wabi_record_get_id (payer));
  json_object_set_array_member (args, "charges", charges);
  command = apply (a, "claim.request", args);
  acts_wait_for_state (a, WABI_SYNC_OFFLINE);
  g_assert_true (wabi_cache_is_waiting (wabi_sync_get_cache (a), "claim.request", "id", id));
  live_server_start (&live);
  wabi_sync_now (a);
  live_wait (is_decided, a, "the service's decision");
  g_assert_false (wabi_cache_is_waiting (wabi_sync_get_cache (a), "claim.request", "id", id));
  /* There is no such charge: the service says so, and the wish is in the box with its words. */
  g_assert_cmpuint (wabi_cache_get_refused (wabi_sync_get_cache (a)), ==, 1);
  live_quit (a);
  live_server_free (&live);
}

/* ---- Counts that do not agree ---- */

/* The server's disk was put back: it has seen less than this desktop has sent (409), and its feed ends
 * earlier (410). */
static void
test_server_that_went_back (void)
{
  g_autofree char *older = NULL;
  LiveServer live;
  WabiSync *a;

  if (!make_server (&live))
    return;
  a = live_desktop (&live, "a", "admin");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  acts_edit_client (a, "guardian_phone", "555-0001");
  acts_expect (a, "guardian_phone", "555-0001");
  live_server_kill (&live);
  older = g_build_filename (live.directory, "older", NULL);
  live_copy_folder (live.data, older);
  live_server_start (&live);
  wabi_sync_now (a);
  acts_edit_client (a, "guardian_phone", "555-0002");
  acts_expect (a, "guardian_phone", "555-0002");
  acts_edit_client (a, "guardian_phone", "555-0003");
  acts_expect (a, "guardian_phone", "555-0003");
  live_server_kill (&live);
  live_copy_folder (older, live.data);
  acts_edit_client (a, "city", "Backville");
  live_server_start (&live);
  wabi_sync_now (a);
  acts_expect (a, "city", "Backville");
  acts_expect (a, "guardian_phone", "555-0003");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  live_quit (a);
  live_server_free (&live);
}

/* A copied disk: two desktops with one device's id and one count (422). Each command is done once. */
static void
test_copied_desktop (void)
{
  g_autoptr (WabiKeyStore) keys = wabi_memory_key_store_new ();
  g_autofree char *from = NULL, *to = NULL;
  g_autoptr (GError) error = NULL;
  LiveServer live;
  WabiSync *a, *b;

  if (!make_server (&live))
    return;
  a = live_desktop_closed (&live, "a", keys);
  error = live_try_sign_in (&live, a, "admin", NULL);
  g_assert_no_error (error);
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  acts_edit_client (a, "guardian_phone", "555-0001");
  acts_expect (a, "guardian_phone", "555-0001");
  live_quit (a);
  from = g_build_filename (live.directory, "a", NULL);
  to = g_build_filename (live.directory, "b", NULL);
  live_copy_folder (from, to);
  a = live_desktop_closed (&live, "a", keys);
  error = live_try_sign_in (&live, a, "admin", NULL);
  g_assert_no_error (error);
  acts_edit_client (a, "city", "First");
  acts_expect (a, "city", "First");
  b = live_desktop_closed (&live, "b", keys);
  error = live_try_sign_in (&live, b, "admin", NULL);
  g_assert_no_error (error);
  wabi_sync_set_paused (b, TRUE);
  acts_edit_client (b, "guardian_name", "Second");
  wabi_sync_set_paused (b, FALSE);
  acts_expect (b, "guardian_name", "Second");
  acts_expect (a, "guardian_name", "Second");
  acts_edit_client (a, "street", "Third");
  acts_expect (b, "street", "Third");
  acts_wait_for_state (a, WABI_SYNC_SAVED);
  acts_wait_for_state (b, WABI_SYNC_SAVED);
  /* Each is a device of its own now. */
  g_assert_cmpstr (wabi_cache_get_device (wabi_sync_get_cache (a)), !=, wabi_cache_get_device (wabi_sync_get_cache (b)));
  acts_expect_same (a, b);
  live_quit (a);
  live_quit (b);
  live_server_free (&live);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-live/two-desktops-converge", test_two_desktops_converge);
  g_test_add_func ("/sync-live/nudges-are-heard", test_nudges_are_heard);
  g_test_add_func ("/sync-live/refusal-in-the-middle", test_refusal_in_the_middle);
  g_test_add_func ("/sync-live/proposals", test_proposals);
  g_test_add_func ("/sync-live/online-commands-wait", test_online_commands_wait);
  g_test_add_func ("/sync-live/server-that-went-back", test_server_that_went_back);
  g_test_add_func ("/sync-live/copied-desktop", test_copied_desktop);
  return g_test_run ();
}
