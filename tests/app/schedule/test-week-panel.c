// SPDX-License-Identifier: AGPL-3.0-or-later
// "Plan this week" as a person uses it: on the server, which is away, so that it is done here, with words; for some people only.

#include "schedule-fixture.h"
#include "test-window.h"
#include "wabi-people-chooser.h"
#include "wabi-schedule-init.h"
#include "wabi-week-panel.h"

typedef struct
{
  ScheduleFixture base;
  WabiWeekPanel *panel;
  GtkWindow *window;
  GListModel *draft;
} Fixture;

static void
on_draft_cb (Fixture *fixture, GListModel *slots)
{
  g_set_object (&fixture->draft, slots);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  schedule_fixture_set_up (&fixture->base, WABI_ROLE_FRONTDESK);
  wabi_schedule_init ();
  fixture->panel = g_object_new (WABI_TYPE_WEEK_PANEL, NULL);
  wabi_week_panel_set_up (fixture->panel, fixture->base.desk);
  g_signal_connect_swapped (fixture->panel, "draft", G_CALLBACK (on_draft_cb), fixture);
  fixture->window = test_window_show (GTK_WIDGET (fixture->panel), 420, 700);
  wabi_week_panel_ask (fixture->panel, wabi_day_from_text ("2026-03-09"), NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->panel, fixture);
  g_clear_object (&fixture->draft);
  test_window_close (fixture->window);
  schedule_fixture_tear_down (&fixture->base);
}

/* The widget of that name in the panel's template, or below. */
static GtkWidget *
find (GtkWidget *from, const char *name)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (from));

  if (g_strcmp0 (id, name) == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
wait_for (Fixture *fixture, const char *page)
{
  GtkStack *stack = GTK_STACK (find (GTK_WIDGET (fixture->panel), "stack"));

  while (!g_str_equal (gtk_stack_get_visible_child_name (stack), page))
    g_main_context_iteration (NULL, TRUE);
}

static void
plan (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "week.begin", NULL);
  wait_for (fixture, "work");
}

/* The server cannot be reached: the person is told, and the week is planned all the same. */
static void
test_away (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *where = GTK_DROP_DOWN (find (GTK_WIDGET (fixture->panel), "where"));

  g_assert_cmpuint (gtk_drop_down_get_selected (where), ==, 0);
  gtk_drop_down_set_selected (where, 1);
  plan (fixture);
  while (strstr (fixture->base.toasts->str, "Planning on this computer instead.") == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "week.stop", NULL);
  wait_for (fixture, "draft");
  g_assert_nonnull (fixture->draft);
}

static GtkWidget *
find_check (GtkWidget *from)
{
  if (GTK_IS_CHECK_BUTTON (from))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* One client is ticked: the button says who, and everybody is chosen again by one press. */
static void
test_some (Fixture *fixture, gconstpointer data)
{
  WabiPeopleChooser *clients = WABI_PEOPLE_CHOOSER (find (GTK_WIDGET (fixture->panel), "clients"));
  GtkMenuButton *button = GTK_MENU_BUTTON (find (GTK_WIDGET (clients), "button"));
  GtkWidget *check;

  g_assert_null (wabi_people_chooser_get_ids (clients));
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "All clients");
  gtk_menu_button_popup (button);
  schedule_fixture_settle ();
  check = find_check (GTK_WIDGET (gtk_menu_button_get_popover (button)));
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_nonnull (wabi_people_chooser_get_ids (clients));
  g_assert_nonnull (wabi_people_chooser_get_ids (clients)[0]);
  g_assert_null (wabi_people_chooser_get_ids (clients)[1]);
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, gtk_check_button_get_label (GTK_CHECK_BUTTON (check)));
  g_signal_emit_by_name (find (GTK_WIDGET (gtk_menu_button_get_popover (button)), "all"), "clicked");
  g_assert_null (wabi_people_chooser_get_ids (clients));
  g_signal_emit_by_name (find (GTK_WIDGET (gtk_menu_button_get_popover (button)), "search"), "stop-search");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (button))));
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
  g_test_add ("/week-panel/away", Fixture, NULL, set_up, test_away, tear_down);
  g_test_add ("/week-panel/some", Fixture, NULL, set_up, test_some, tear_down);
  return g_test_run ();
}
