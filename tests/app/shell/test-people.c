// SPDX-License-Identifier: AGPL-3.0-or-later
// People and devices, with a real server: an administrator ends somebody's access, and decides about what came in.

#include <adwaita.h>
#include <string.h>

#include "live-acts.h"
#include "money-fixture.h"
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

static void
test_ends_access (void)
{
  g_autoptr (WabiSignIn) sign_in = NULL;
  MoneyFixture admin;
  WabiSync *analyst;
  GtkWindow *dialog;
  Search person = { NULL };

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
  /* Opened again: what came in is there to be decided about. */
  gtk_window_destroy (dialog);
  dialog = wabi_people_dialog_new (admin.desk);
  gtk_window_present (dialog);
  press (GTK_WIDGET (dialog), "_Release");
  acts_expect (admin.sync, "city", "Heldville");
  gtk_window_destroy (dialog);
  live_quit (analyst);
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
  return g_test_run ();
}
