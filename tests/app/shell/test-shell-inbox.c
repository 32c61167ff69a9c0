// SPDX-License-Identifier: AGPL-3.0-or-later
// Inbox: two versions side by side, what was refused, what waits.

#include "shell-fixture.h"
#include "test-window.h"
#include "wabi-confirm.h"
#include "wabi-inbox-page.h"
#include "wabi-inbox-words.h"

#define TWIN "0190a000-0000-7000-8000-0000000000b1"

static WabiDesk *
get_desk (ShellFixture *fixture)
{
  return wabi_workspace_get_desk (wabi_window_get_workspace (fixture->window));
}

static void
put_versions (ShellFixture *fixture)
{
  desk_fixture_put (&fixture->base, "client", TWIN,
                    "{'first_name':'Theo','last_name':'Lindqvist','birth_date':'2018-01-02','sex':'M','status':'active','alerts':'Old words',"
                    "'needs_hand':true,'proposals':[{'why':'clash','by':'" FIXTURE_BCBA "','at':1700000000000000,'set':{'alerts':'New words'}}]}");
}

static void
go_to_inbox (ShellFixture *fixture)
{
  g_assert_true (wabi_workspace_go (wabi_window_get_workspace (fixture->window), "inbox", NULL));
  test_window_settle (GTK_WINDOW (fixture->window));
}

static void
press (ShellFixture *fixture, const char *label)
{
  GtkWidget *button = shell_find_button (label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  test_window_settle (GTK_WINDOW (fixture->window));
}

static void
edit_guardian (ShellFixture *fixture, const char *name)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (get_desk (fixture), &wabi_kind_client, FIXTURE_CLIENT);
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_desk_do (get_desk (fixture), "client.edit", wabi_args_edit_new (record, wabi_args ("guardian_name", name, NULL)),
                               NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_empty (ShellFixture *fixture, gconstpointer data)
{
  go_to_inbox (fixture);
  g_assert_nonnull (shell_find_text ("Nothing needs you", FALSE));
  g_assert_cmpuint (wabi_inbox_count (get_desk (fixture)), ==, 0);
}

static void
settle_with (ShellFixture *fixture, const char *label, const char *expected)
{
  g_autoptr (WabiRecord) record = NULL;

  put_versions (fixture);
  go_to_inbox (fixture);
  g_assert_cmpuint (wabi_inbox_count (get_desk (fixture)), ==, 1);
  g_assert_nonnull (shell_find_text ("Old words", FALSE));
  g_assert_nonnull (shell_find_text ("New words", FALSE));
  g_assert_nonnull (shell_find_text ("Proposed by Leila Amin", TRUE));
  press (fixture, label);
  record = wabi_desk_get (get_desk (fixture), &wabi_kind_client, TWIN);
  g_assert_cmpstr (wabi_record_get_text (record, "alerts"), ==, expected);
  g_assert_false (wabi_record_get_bool (record, "needs_hand"));
  g_assert_cmpuint (wabi_inbox_count (get_desk (fixture)), ==, 0);
}

static void
test_keeps (ShellFixture *fixture, gconstpointer data)
{
  settle_with (fixture, "Keep what stands", "Old words");
}

static void
test_takes (ShellFixture *fixture, gconstpointer data)
{
  settle_with (fixture, "Take the proposal", "New words");
}

static void
test_asks_only_who_may (ShellFixture *fixture, gconstpointer data)
{
  put_versions (fixture);
  go_to_inbox (fixture);
  g_assert_cmpuint (wabi_inbox_count (get_desk (fixture)), ==, 0);
  g_assert_null (shell_find_text ("New words", FALSE));
}

static void
check_list (ShellFixture *fixture, const char *json, const char *expected)
{
  g_autoptr (JsonNode) node = wabi_json_parse (json, -1, NULL, NULL);
  g_autofree char *said = wabi_inbox_dup_value (get_desk (fixture), NULL, "charges", node);

  g_assert_cmpstr (said, ==, expected);
}

/* Ids are for machines. */
static void
test_lists_are_words (ShellFixture *fixture, gconstpointer data)
{
  check_list (fixture, "[\"F84.0\",\"F90.1\"]", "F84.0, F90.1");
  check_list (fixture, "[\"" FIXTURE_CLIENT "\",\"" TWIN "\"]", "2");
  check_list (fixture, "[\"F84.0\",\"" TWIN "\"]", "F84.0 + 1");
  check_list (fixture, "[{\"code\":\"97153\",\"units\":1},{\"code\":\"97155\",\"units\":40}]", "97153: 1 unit, 97155: 40 units");
}

static void
test_waiting_is_shown (ShellFixture *fixture, gconstpointer data)
{
  edit_guardian (fixture, "Ngozi A. Okafor");
  go_to_inbox (fixture);
  g_assert_nonnull (shell_find_text ("Waiting for the server", FALSE));
  g_assert_nonnull (shell_find_text ("Done here, and sent as soon as the server can be reached.", FALSE));
  g_assert_nonnull (shell_find_text ("Ngozi A. Okafor", FALSE));
  /* It needs nothing from the person. */
  g_assert_cmpuint (wabi_inbox_count (get_desk (fixture)), ==, 0);
}

static void
test_refused_can_be_sent_again (ShellFixture *fixture, gconstpointer data)
{
  WabiCache *cache = wabi_desk_get_cache (get_desk (fixture));

  edit_guardian (fixture, "Ngozi A. Okafor");
  shell_fixture_refuse (fixture, "The server does not like it.");
  go_to_inbox (fixture);
  g_assert_cmpuint (wabi_inbox_count (get_desk (fixture)), ==, 1);
  g_assert_nonnull (shell_find_text ("The server does not like it.", FALSE));
  g_assert_nonnull (shell_find_text ("Ngozi A. Okafor", FALSE));
  press (fixture, "Send again");
  g_assert_cmpuint (wabi_cache_get_refused (cache), ==, 0);
  g_assert_cmpuint (wabi_cache_get_pending (cache), ==, 1);
}

static void
test_refused_is_discarded_after_a_question (ShellFixture *fixture, gconstpointer data)
{
  WabiCache *cache = wabi_desk_get_cache (get_desk (fixture));

  edit_guardian (fixture, "Ngozi A. Okafor");
  shell_fixture_refuse (fixture, "The server does not like it.");
  go_to_inbox (fixture);
  press (fixture, "Discard…");
  g_assert_nonnull (shell_find_type (WABI_TYPE_CONFIRM));
  g_assert_cmpuint (wabi_cache_get_refused (cache), ==, 1);
  press (fixture, "_Discard");
  g_assert_cmpuint (wabi_cache_get_refused (cache), ==, 0);
  g_assert_nonnull (shell_find_text ("Nothing needs you", FALSE));
}

void
shell_add_inbox_tests (void)
{
  const gpointer bcba = GUINT_TO_POINTER (WABI_ROLE_BCBA), rbt = GUINT_TO_POINTER (WABI_ROLE_RBT);

#define ADD(name, test, roles) g_test_add ("/inbox/" name, ShellFixture, roles, shell_fixture_set_up, test, shell_fixture_tear_down)
  ADD ("empty", test_empty, bcba);
  ADD ("keeps", test_keeps, bcba);
  ADD ("takes", test_takes, bcba);
  ADD ("asks-only-who-may", test_asks_only_who_may, rbt);
  ADD ("lists-are-words", test_lists_are_words, bcba);
  ADD ("waiting-is-shown", test_waiting_is_shown, bcba);
  ADD ("refused-can-be-sent-again", test_refused_can_be_sent_again, bcba);
  ADD ("refused-is-discarded-after-a-question", test_refused_is_discarded_after_a_question, bcba);
#undef ADD
}
