// SPDX-License-Identifier: AGPL-3.0-or-later
// The keys of each pane of Billing are heard wherever the focus is in the page, also where the list is empty. Real keys, by xdotool.

#include <gdk/x11/gdkx.h>

#include "money-fixture.h"
#include "wabi-billing-page.h"
#include "wabi-page.h"

static MoneyFixture fixture;

/* A window that is shown besides the page's; not held across a wait. */
static GtkWindow *
find_other (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != fixture.window && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
is_open (gpointer open)
{
  return (find_other () != NULL) == GPOINTER_TO_INT (open);
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (fixture.window);
}

static gboolean
has_searched (gpointer text)
{
  GtkWidget *search = money_find (fixture.page, GTK_TYPE_SEARCH_ENTRY, NULL);

  return search != NULL && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (search)), text) == 0;
}

static void
run_xdotool (const char *verb, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", verb, what, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static void
press (const char *key)
{
  g_autofree char *id = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (fixture.window))));

  run_xdotool ("windowfocus", id);
  live_wait (is_active, NULL, "the window to have the keys");
  run_xdotool ("key", key);
}

static void
close_other (void)
{
  gtk_window_close (find_other ());
  live_wait (is_open, GINT_TO_POINTER (FALSE), "the form to be closed");
}

static void
test_pane (gconstpointer data)
{
  const char *const *row = data;

  gtk_widget_activate_action (fixture.page, "billing.place", "s", row[0]);
  money_settle (&fixture);
  for (guint i = 0; i < 2; i++)
    {
      /* From the head of the page, and then with the focus nowhere. */
      if (i == 0)
        g_assert_true (gtk_widget_grab_focus (money_find (fixture.page, GTK_TYPE_MENU_BUTTON, NULL)));
      else
        gtk_window_set_focus (fixture.window, NULL);
      press (row[1]);
      live_wait (is_open, GINT_TO_POINTER (TRUE), row[1]);
      close_other ();
    }
}

/* What is typed into the search is text; the keys of the pane are heard there too. */
static void
test_search (void)
{
  gtk_widget_activate_action (fixture.page, "billing.place", "s", "eligibility");
  wabi_page_search (WABI_PAGE (fixture.page));
  press ("n");
  live_wait (has_searched, (gpointer) "n", "what was typed");
  press ("Delete");
  press ("BackSpace");
  live_wait (has_searched, (gpointer) "", "it to be taken away");
  g_assert_null (find_other ());
  press ("ctrl+e");
  live_wait (is_open, GINT_TO_POINTER (TRUE), "the monthly check");
  close_other ();
}

int
main (int argc, char **argv)
{
  static const char *const rows[][2] = { { "partners", "ctrl+n" }, { "payers", "ctrl+n" }, { "eligibility", "ctrl+e" } };
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!money_init (&argc, &argv) || g_getenv ("WABI_TEST_SERVER") == NULL || xdotool == NULL)
    {
      g_print ("1..0 # SKIP no display, no server or no xdotool\n");
      return 0;
    }
  money_set_up (&fixture, NULL, "biller");
  money_show (&fixture, wabi_billing_page_new (fixture.desk), 1280, 800);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/pane-keys/", rows[i][0], NULL);

      g_test_add_data_func (path, rows[i], test_pane);
    }
  g_test_add_func ("/pane-keys/search", test_search);
  status = g_test_run ();
  money_tear_down (&fixture);
  return status;
}
