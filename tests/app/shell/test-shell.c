// SPDX-License-Identifier: AGPL-3.0-or-later
// The window: places by role, lock, toasts with undo, the palette, preferences, idle time, words about the server.

#include <string.h>

#include "shell-fixture.h"
#include "test-window.h"
#include "wabi-idle.h"
#include "wabi-inbox-page.h"
#include "wabi-lock-view.h"
#include "wabi-palette.h"
#include "wabi-places.h"
#include "wabi-preferences.h"
#include "wabi-shell-resources.h"
#include "wabi-shortcuts-dialog.h"
#include "wabi-status-words.h"

static void
edit_notes (ShellFixture *fixture, const char *from, const char *to)
{
  WabiDesk *desk = wabi_workspace_get_desk (wabi_window_get_workspace (fixture->window));
  g_autoptr (WabiRecord) record = wabi_desk_get (desk, &wabi_kind_client, FIXTURE_CLIENT);
  JsonObject *set = wabi_args ("alerts", to, NULL);
  JsonObject *undo = wabi_args_revert_new (record, set);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (wabi_record_get_text (record, "alerts"), ==, from);
  g_assert_true (wabi_desk_do (desk, "client.edit", wabi_args_edit_new (record, set), "Alert written", "client.edit", undo, &error));
  g_assert_no_error (error);
  test_window_settle (GTK_WINDOW (fixture->window));
}

static void
assert_alerts (ShellFixture *fixture, const char *expected)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (fixture->base.desk, &wabi_kind_client, FIXTURE_CLIENT);

  g_assert_cmpstr (wabi_record_get_text (record, "alerts"), ==, expected);
}

static void
test_places_follow_the_role (void)
{
  static const struct
  {
    guint roles;
    const char *expected;
  } rows[] = {
    { WABI_ROLE_FRONTDESK, "today schedule clients reports inbox" },
    { WABI_ROLE_RBT, "today sessions schedule clients programs notes inbox" },
    { WABI_ROLE_BCBA, "today notes clients programs sessions schedule reports inbox" },
    { WABI_ROLE_BILLER, "today billing clients reports inbox" },
    { WABI_ROLE_RBT | WABI_ROLE_FRONTDESK, "today sessions schedule clients programs notes inbox reports" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) places = wabi_places_list (rows[i].roles);
      g_auto (GStrv) expected = g_strsplit (rows[i].expected, " ", -1);
      guint at = 0;

      /* Places whose library is not there are left out; the order of the others must be that of the role. */
      for (guint j = 0; expected[j] != NULL; j++)
        if (wabi_places_find (expected[j], rows[i].roles) != NULL)
          {
            g_assert_cmpuint (at, <, places->len);
            g_assert_cmpstr (((const WabiPlace *) g_ptr_array_index (places, at++))->id, ==, expected[j]);
          }
      g_assert_cmpuint (at, ==, places->len);
    }
  g_assert_null (wabi_places_find ("billing", WABI_ROLE_RBT));
  g_assert_null (wabi_places_find ("billing", WABI_ROLE_FRONTDESK));
  g_assert_null (wabi_places_find ("notes", WABI_ROLE_FRONTDESK));
  g_assert_null (wabi_places_find ("nowhere", WABI_ROLES_ALL));
}

static void
test_window_shows_the_person (ShellFixture *fixture, gconstpointer data)
{
  g_assert_nonnull (wabi_window_get_workspace (fixture->window));
  g_assert_nonnull (shell_find_text ("Cedar Grove ABA", FALSE));
  g_assert_nonnull (shell_find_text ("Jordan Reyes", FALSE));
  g_assert_nonnull (shell_find_text ("BCBA", FALSE));
}

static void
test_titles_name_no_client (ShellFixture *fixture, gconstpointer data)
{
  WabiWorkspace *workspace = wabi_window_get_workspace (fixture->window);
  g_autoptr (GPtrArray) places = wabi_places_list (GPOINTER_TO_UINT (data));

  for (guint i = 0; i < places->len; i++)
    {
      const WabiPlace *place = g_ptr_array_index (places, i);

      g_assert_true (wabi_workspace_go (workspace, place->id, NULL));
      test_window_settle (GTK_WINDOW (fixture->window));
      g_assert_cmpstr (wabi_workspace_get_place (workspace), ==, place->id);
      g_assert_true (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (fixture->window)), place->title));
      g_assert_null (strstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), "Okafor"));
    }
}

static void
test_other_places_are_refused (ShellFixture *fixture, gconstpointer data)
{
  WabiWorkspace *workspace = wabi_window_get_workspace (fixture->window);

  g_assert_false (wabi_workspace_go (workspace, "billing", NULL));
  test_window_settle (GTK_WINDOW (fixture->window));
  g_assert_nonnull (shell_find_text ("That place is not part of your work here.", FALSE));
}

static void
test_toast_undoes (ShellFixture *fixture, gconstpointer data)
{
  edit_notes (fixture, NULL, "Allergic to peanuts");
  assert_alerts (fixture, "Allergic to peanuts");
  g_assert_nonnull (shell_find_text ("Alert written", FALSE));
  g_signal_emit_by_name (shell_find_button ("_Undo"), "clicked");
  test_window_settle (GTK_WINDOW (fixture->window));
  assert_alerts (fixture, NULL);
  g_assert_nonnull (shell_find_text ("Undone", FALSE));
  shell_act (fixture, "win.redo");
  assert_alerts (fixture, "Allergic to peanuts");
  shell_act (fixture, "win.undo");
  assert_alerts (fixture, NULL);
}

static void
wait_for_unlock (ShellFixture *fixture)
{
  while (wabi_window_get_workspace (fixture->window) == NULL)
    g_main_context_iteration (NULL, TRUE);
  test_window_settle (GTK_WINDOW (fixture->window));
}

static void
test_lock_covers_everything (ShellFixture *fixture, gconstpointer data)
{
  GtkWidget *password, *error;

  shell_act (fixture, "win.palette");
  wabi_palette_search (WABI_PALETTE (shell_find_type (WABI_TYPE_PALETTE)), "");
  g_assert_true (wabi_workspace_go (wabi_window_get_workspace (fixture->window), "inbox", NULL));
  desk_fixture_put (&fixture->base, "client", "0190a000-0000-7000-8000-0000000000b1",
                    "{'first_name':'Theo','last_name':'Lindqvist','birth_date':'2018-01-02','sex':'M','status':'active','alerts':'Old','needs_hand':true,"
                    "'proposals':[{'why':'clash','by':'" FIXTURE_BCBA "','at':1700000000000000,'set':{'alerts':'New'}}]}");
  test_window_settle (GTK_WINDOW (fixture->window));
  g_assert_nonnull (shell_find_text ("Lindqvist", TRUE));

  wabi_window_lock (fixture->window);
  /* At once, before anything is drawn: neither the places nor a dialog is left. */
  g_assert_null (shell_find_type (WABI_TYPE_WORKSPACE));
  g_assert_null (shell_find_type (WABI_TYPE_PALETTE));
  g_assert_null (shell_find_text ("Lindqvist", TRUE));
  g_assert_nonnull (shell_find_type (WABI_TYPE_LOCK_VIEW));
  g_assert_null (wabi_sync_get_cache (fixture->base.sync));
  g_assert_cmpint (wabi_sync_get_state (fixture->base.sync), ==, WABI_SYNC_LOCKED);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Wabi Care");
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.palette", NULL)
                  && shell_find_type (WABI_TYPE_PALETTE) != NULL);
  test_window_settle (GTK_WINDOW (fixture->window));

  password = shell_find_type (GTK_TYPE_PASSWORD_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (password), "wrong");
  g_signal_emit_by_name (password, "activate");
  while ((error = shell_find_text ("password", TRUE)) == NULL || !gtk_widget_get_sensitive (password))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (wabi_window_get_workspace (fixture->window));
  gtk_editable_set_text (GTK_EDITABLE (password), SHELL_PASSWORD);
  g_signal_emit_by_name (password, "activate");
  wait_for_unlock (fixture);
  /* Where the person was. */
  g_assert_cmpstr (wabi_workspace_get_place (wabi_window_get_workspace (fixture->window)), ==, "inbox");
  g_assert_nonnull (shell_find_text ("Lindqvist", TRUE));
}

static void
test_sign_out_leaves_nothing (ShellFixture *fixture, gconstpointer data)
{
  shell_act (fixture, "win.sign-out");
  g_assert_cmpint (wabi_sync_get_state (fixture->base.sync), ==, WABI_SYNC_SIGNED_OUT);
  g_assert_null (shell_find_type (WABI_TYPE_WORKSPACE));
  g_assert_nonnull (shell_find_type (WABI_TYPE_SIGN_IN_VIEW));
  /* Who it was is remembered, the password is not. */
  g_assert_nonnull (shell_find_text ("Sign in to your practice", FALSE));
}

static void
test_sign_out_asks_while_changes_wait (ShellFixture *fixture, gconstpointer data)
{
  edit_notes (fixture, NULL, "Allergic to peanuts");
  shell_act (fixture, "win.sign-out");
  g_assert_nonnull (shell_find_text ("Sign out before everything is sent?", FALSE));
  g_assert_nonnull (shell_find_type (WABI_TYPE_WORKSPACE));
  g_signal_emit_by_name (shell_find_button ("_Sign out"), "clicked");
  desk_fixture_settle ();
  g_assert_nonnull (shell_find_type (WABI_TYPE_SIGN_IN_VIEW));
}

static void
test_palette_finds (ShellFixture *fixture, gconstpointer data)
{
  WabiPalette *palette;

  shell_act (fixture, "win.palette");
  palette = WABI_PALETTE (shell_find_type (WABI_TYPE_PALETTE));
  g_assert_nonnull (palette);
  wabi_palette_search (palette, "inb");
  g_assert_nonnull (shell_find_text ("Inbox", FALSE));
  wabi_palette_choose (palette);
  desk_fixture_settle ();
  g_assert_cmpstr (wabi_workspace_get_place (wabi_window_get_workspace (fixture->window)), ==, "inbox");
  g_assert_null (shell_find_type (WABI_TYPE_PALETTE));

  shell_act (fixture, "win.palette");
  palette = WABI_PALETTE (shell_find_type (WABI_TYPE_PALETTE));
  wabi_palette_search (palette, "zzz");
  g_assert_nonnull (shell_find_text ("Nothing by that name", FALSE));
  wabi_palette_search (palette, "av ok");
  g_assert_true ((shell_find_text ("Ava Okafor", FALSE) != NULL) == (wabi_places_find ("clients", GPOINTER_TO_UINT (data)) != NULL));
  wabi_palette_search (palette, "keyb");
  wabi_palette_choose (palette);
  desk_fixture_settle ();
  g_assert_nonnull (shell_find_type (WABI_TYPE_SHORTCUTS_DIALOG));
  g_assert_nonnull (shell_find_text ("Lock", FALSE));
}

static void
test_idle_locks (void)
{
  WabiFakeClock fake;
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  g_autoptr (WabiIdle) idle = NULL;
  guint told = 0;

  wabi_fake_clock_init (&fake, G_GINT64_CONSTANT (1700000000000000), 0);
  idle = wabi_idle_new (window, &fake.clock);
  g_signal_connect_swapped (idle, "idle", G_CALLBACK (g_atomic_int_inc), &told);
  wabi_idle_set_minutes (idle, 15);
  fake.at += 14 * G_TIME_SPAN_MINUTE;
  wabi_idle_check (idle);
  g_assert_cmpuint (told, ==, 0);
  fake.at += G_TIME_SPAN_MINUTE;
  wabi_idle_check (idle);
  g_assert_cmpuint (told, ==, 1);
  wabi_idle_set_minutes (idle, 0);
  fake.at += G_TIME_SPAN_DAY;
  wabi_idle_check (idle);
  g_assert_cmpuint (told, ==, 1);
  gtk_window_destroy (window);
}

static void
test_own_lock_is_never_later (void)
{
  g_autofree char *directory = g_dir_make_tmp ("wabi-settings-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "window.ini", NULL);
  g_autoptr (WabiSettings) settings = wabi_settings_new (directory);
  g_autoptr (WabiSettings) again = NULL;

  g_assert_cmpint (wabi_preferences_get_lock_minutes (settings, 15), ==, 15);
  wabi_settings_set_int (settings, "lock-minutes", 5);
  g_assert_cmpint (wabi_preferences_get_lock_minutes (settings, 15), ==, 5);
  wabi_settings_set_int (settings, "lock-minutes", 60);
  g_assert_cmpint (wabi_preferences_get_lock_minutes (settings, 15), ==, 15);
  wabi_settings_save (settings);
  again = wabi_settings_new (directory);
  g_assert_cmpint (wabi_settings_get_int (again, "lock-minutes", 0), ==, 60);
  g_assert_true (g_file_set_contents (path, "not [ a key file", -1, NULL));
  g_clear_pointer (&again, wabi_settings_free);
  again = wabi_settings_new (directory);
  g_assert_cmpint (wabi_settings_get_int (again, "lock-minutes", 7), ==, 7);
  g_assert_cmpint (remove (path), ==, 0);
  g_assert_cmpint (remove (directory), ==, 0);
}

static void
test_words_for_every_state (void)
{
  static const struct
  {
    WabiSyncState state;
    guint pending, refused;
    WabiSidebarStatus color;
    const char *line1, *line2;
  } rows[] = {
    { WABI_SYNC_SAVED, 0, 0, WABI_SIDEBAR_SAVED, "All changes saved", "Up to date with the server" },
    { WABI_SYNC_SENDING, 0, 0, WABI_SIDEBAR_BUSY, "Connecting", "All changes are kept here" },
    { WABI_SYNC_SENDING, 2, 0, WABI_SIDEBAR_BUSY, "Sending changes", "2 changes wait to be sent" },
    { WABI_SYNC_OFFLINE, 1, 0, WABI_SIDEBAR_OFFLINE, "Working offline", "1 change waits to be sent" },
    { WABI_SYNC_OFFLINE, 7, 0, WABI_SIDEBAR_OFFLINE, "Working offline", "7 changes wait to be sent" },
    { WABI_SYNC_NEEDS_SIGN_IN, 3, 0, WABI_SIDEBAR_ATTENTION, "Password needed to send", "3 changes wait to be sent" },
    { WABI_SYNC_NEEDS_YOU, 0, 1, WABI_SIDEBAR_ATTENTION, "A change needs you", "1 was refused: see Inbox" },
    { WABI_SYNC_NEEDS_YOU, 0, 4, WABI_SIDEBAR_ATTENTION, "Changes need you", "4 were refused: see Inbox" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line2 = NULL;
      const char *line1;

      g_assert_cmpint (wabi_status_words (rows[i].state, rows[i].pending, rows[i].refused, &line1, &line2), ==, rows[i].color);
      g_assert_cmpstr (line1, ==, rows[i].line1);
      g_assert_cmpstr (line2, ==, rows[i].line2);
    }
}

int
main (int argc, char **argv)
{
  const gpointer bcba = GUINT_TO_POINTER (WABI_ROLE_BCBA);

  if (!test_window_init (&argc, &argv))
    return 0;
  /* Without a window manager no window is told that it lost the focus, which a blinking cursor complains about. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  wabi_shell_register_resource ();
  g_test_add_func ("/shell/places-follow-the-role", test_places_follow_the_role);
  g_test_add_func ("/shell/idle-locks", test_idle_locks);
  g_test_add_func ("/shell/own-lock-is-never-later", test_own_lock_is_never_later);
  g_test_add_func ("/shell/words-for-every-state", test_words_for_every_state);
#define ADD(name, test, roles) g_test_add ("/shell/" name, ShellFixture, roles, shell_fixture_set_up, test, shell_fixture_tear_down)
  ADD ("window-shows-the-person", test_window_shows_the_person, bcba);
  ADD ("titles-name-no-client", test_titles_name_no_client, bcba);
  ADD ("other-places-are-refused", test_other_places_are_refused, bcba);
  ADD ("toast-undoes", test_toast_undoes, bcba);
  ADD ("lock-covers-everything", test_lock_covers_everything, bcba);
  ADD ("sign-out-leaves-nothing", test_sign_out_leaves_nothing, bcba);
  ADD ("sign-out-asks-while-changes-wait", test_sign_out_asks_while_changes_wait, bcba);
  ADD ("palette-finds", test_palette_finds, bcba);
#undef ADD
  shell_add_inbox_tests ();
  shell_add_conflict_tests ();
  return g_test_run ();
}
