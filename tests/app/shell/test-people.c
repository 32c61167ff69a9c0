// SPDX-License-Identifier: AGPL-3.0-or-later
// People and devices, with a real server: an administrator ends somebody's access, and decides about what came in.

#include <adwaita.h>
#include <string.h>

#include "live-acts.h"
#include "money-fixture.h"
#include "wabi-inbox-page.h"
#include "wabi-confirm.h"
#include "wabi-people-dialog.h"
#include "wabi-shell-resources.h"

typedef struct
{
  GtkWidget *root;
  const char *text;
  GtkWidget *found;
} Search;

/* The first visible button that says @text. */
static GtkWidget *
find_button (GtkWidget *widget, const char *text)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The row of a person. */
static GtkWidget *
find_person (GtkWidget *widget, const char *part)
{
  if (ADW_IS_EXPANDER_ROW (widget) && strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_person (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The row of a change that says @part. */
static GtkWidget *
find_change (GtkWidget *widget, const char *part)
{
  const char *subtitle = ADW_IS_ACTION_ROW (widget) ? adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)) : NULL;

  if (subtitle != NULL && strstr (subtitle, part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_change (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_change (gpointer data)
{
  Search *search = data;

  search->found = find_change (search->root, search->text);
  return search->found != NULL;
}

static gboolean
has_button (gpointer data)
{
  Search *search = data;

  search->found = find_button (search->root, search->text);
  return search->found != NULL;
}

static gboolean
has_person (gpointer data)
{
  Search *search = data;

  search->found = find_person (search->root, search->text);
  return search->found != NULL;
}

static void
press (GtkWidget *root, const char *text)
{
  Search search = { root, text, NULL };

  live_wait (has_button, &search, text);
  g_signal_emit_by_name (search.found, "clicked");
}

static gboolean
has_confirm (gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  Search *search = data;

  for (GList *l = windows; l != NULL; l = l->next)
    if (WABI_IS_CONFIRM (l->data))
      search->root = l->data;
  return search->root != NULL;
}

static void
confirm (const char *label)
{
  Search search = { NULL };

  live_wait (has_confirm, &search, "the question");
  press (search.root, label);
}

static gboolean
is_gone (gpointer data)
{
  return wabi_sync_get_state (data) == WABI_SYNC_GONE;
}

static gboolean
says_count (gpointer data)
{
  return money_says (((MoneyFixture *) data)->page, "Held for review (1)");
}

static void
test_ends_access (void)
{
  g_autoptr (WabiSignIn) sign_in = NULL;
  MoneyFixture admin;
  WabiSync *analyst;
  GtkWindow *dialog;
  Search person = { NULL }, change = { NULL };

  money_set_up (&admin, NULL, "admin");
  sign_in = live_server_sign_in (&admin.live, "bcba");
  analyst = live_desktop (&admin.live, "analyst", "bcba");
  acts_wait_for_state (analyst, WABI_SYNC_SAVED);
  wabi_sync_set_paused (analyst, TRUE);
  acts_edit_client (analyst, "city", "Heldville");

  dialog = wabi_people_dialog_new (admin.desk);
  gtk_window_present (dialog);
  person = (Search){ GTK_WIDGET (dialog), sign_in->login, NULL };
  live_wait (has_person, &person, "the analyst's row");
  g_assert_nonnull (strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (person.found)), "1 computer"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (person.found), TRUE);
  press (person.found, "_Disable sign-in…");
  confirm ("_Disable sign-in");
  person.text = "sign-in disabled";
  live_wait (has_person, &person, "that it is disabled");

  wabi_sync_set_paused (analyst, FALSE);
  wabi_sync_now (analyst);
  live_wait (is_gone, analyst, "the end of the copy");
  gtk_window_destroy (dialog);
  /* Inbox says how much waits for a decision. */
  money_show (&admin, wabi_inbox_page_new (admin.desk), 1280, 800);
  live_wait (says_count, &admin, "how many are held");
  if (g_getenv ("WABI_TEST_SHOTS") != NULL)
    {
      g_autofree char *path = g_build_filename (g_getenv ("WABI_TEST_SHOTS"), "inbox-held.png", NULL);

      money_settle (&admin);
      money_shoot (&admin, path);
    }
  /* Opened again: what came in is there to be decided about. */
  dialog = wabi_people_dialog_new (admin.desk);
  gtk_window_present (dialog);
  change = (Search){ GTK_WIDGET (dialog), "City: Heldville", NULL };
  live_wait (has_change, &change, "what was changed, in words");
  press (GTK_WIDGET (dialog), "_Release");
  acts_expect (admin.sync, "city", "Heldville");
  gtk_window_destroy (dialog);
  live_quit (analyst);
  money_tear_down (&admin);
}

static AdwComboRow *
find_choice_row (GtkWidget *widget, const char *title)
{
  AdwComboRow *found = NULL;

  if (ADW_IS_COMBO_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return ADW_COMBO_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_choice_row (child, title);
  return found;
}

/* The desktop's copy holds the whole record again, as the server took it. */
static gboolean
is_ruled (gpointer data)
{
  MoneyFixture *admin = data;
  WabiCache *cache = wabi_sync_get_cache (admin->sync);
  g_autoptr (WabiRecord) practice = wabi_desk_get (admin->desk, &wabi_kind_practice, wabi_cache_get_caller (cache)->practice);

  return practice != NULL && wabi_record_get_seq (practice) > 0 && wabi_cache_get_pending (cache) == 0
         && wabi_record_get_int (practice, "offline_lock_days") == 14 && wabi_record_is (practice, "caseload_scope", "practice")
         && wabi_record_get_int (practice, "reminder_hours") == 24;
}

static void
test_rules_the_practice (void)
{
  MoneyFixture admin;
  GtkWindow *dialog;
  AdwComboRow *days, *scope, *reminder;
  GtkStringObject *item;

  money_set_up (&admin, NULL, "admin");
  dialog = wabi_people_dialog_new (admin.desk);
  gtk_window_present (dialog);
  days = find_choice_row (GTK_WIDGET (dialog), "Lock a copy without contact");
  scope = find_choice_row (GTK_WIDGET (dialog), "Clients that analysts see");
  g_assert_nonnull (days);
  reminder = find_choice_row (GTK_WIDGET (dialog), "Remind families by e-mail");
  g_assert_nonnull (scope);
  g_assert_nonnull (reminder);
  item = adw_combo_row_get_selected_item (days);
  g_assert_cmpstr (gtk_string_object_get_string (item), ==, "After 7 days");
  g_assert_cmpuint (adw_combo_row_get_selected (scope), ==, 0);

  adw_combo_row_set_selected (days, 3);
  adw_combo_row_set_selected (scope, 1);
  adw_combo_row_set_selected (reminder, 2);
  live_wait (is_ruled, &admin, "that the server has the practice's rules");
  g_assert_cmpuint (wabi_cache_get_refused (wabi_sync_get_cache (admin.sync)), ==, 0);

  /* Taken back as everything else; the row follows. */
  g_assert_true (wabi_desk_undo (admin.desk));
  g_assert_cmpuint (adw_combo_row_get_selected (reminder), ==, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (scope), ==, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (days), ==, 3);
  gtk_window_destroy (dialog);
  money_tear_down (&admin);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!money_init (&argc, &argv))
    return 77;
  wabi_shell_register_resource ();
  g_test_add_func ("/people/ends-access", test_ends_access);
  g_test_add_func ("/people/rules-the-practice", test_rules_the_practice);
  return g_test_run ();
}
