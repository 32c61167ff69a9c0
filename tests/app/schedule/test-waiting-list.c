// SPDX-License-Identifier: AGPL-3.0-or-later
// After a cancellation, with real widgets: a forced choice of the practice's reasons, a make-up, somebody for the hours, the waiting list.

#include <string.h>

#include "schedule-fixture.h"
#include "test-window.h"
#include "wabi-cancel-dialog.h"
#include "wabi-lookup.h"
#include "wabi-schedule-page.h"
#include "wabi-waiting.h"

#define NEED "01900000-0000-7000-8000-000000000701"
#define REASON "01900000-0000-7000-8000-000000000702"

typedef struct
{
  ScheduleFixture base;
  GtkWindow *window;
} Fixture;

static void
put_more (MemoryPractice *practice)
{
  memory_practice_put (practice, &wabi_kind_cancel_reason, REASON, "{'name':'School event','by':'family','active':true,'sort':1}");
  memory_practice_put (practice, &wabi_kind_cancel_reason, "01900000-0000-7000-8000-000000000703", "{'name':'Not offered','by':'family','active':false,'sort':2}");
  memory_practice_put (practice, &wabi_kind_need, NEED,
                       "{'client':'" CLIENT_ELI "','service_code':'97153','minutes_per_week':120,'sessions_per_week':2,'earliest_minute':480,'latest_minute':1080,"
                       "'status':'waiting','since':'2026-02-10','notes':'After school'}");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  schedule_fixture_more = put_more;
  schedule_fixture_set_up (&fixture->base, WABI_ROLE_FRONTDESK);
  fixture->window = test_window_show (GTK_WIDGET (wabi_schedule_page_new (fixture->base.desk)), 1280, 800);
  test_window_settle (fixture->window);
}

static GtkWindow *
find_window (const char *type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

      if (g_type_from_name (type) != 0 && G_TYPE_CHECK_INSTANCE_TYPE (window, g_type_from_name (type)) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GtkWindow *open = find_window ("WabiWaitingWindow");

  if (open != NULL)
    gtk_window_destroy (open);
  test_window_close (fixture->window);
  schedule_fixture_tear_down (&fixture->base);
  schedule_fixture_more = NULL;
}

static GtkWidget *
find_labelled (GtkWidget *root, GType type, const char *label)
{
  if (gtk_widget_get_mapped (root) && G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    {
      g_autofree char *text = NULL;

      g_object_get (root, "label", &text, NULL);
      if (g_strcmp0 (text, label) == 0)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_labelled (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The text of some label holds @text. */
static gboolean
says (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static GtkWindow *
open_window (Fixture *fixture, const char *page, const char *id)
{
  GtkWindow *window;

  wabi_waiting_present (fixture->base.desk, page, id, GTK_WIDGET (fixture->window));
  schedule_fixture_settle ();
  window = find_window ("WabiWaitingWindow");
  g_assert_nonnull (window);
  test_window_settle (window);
  return window;
}

static void
press (GtkWindow *window, const char *label)
{
  GtkWidget *button = find_labelled (GTK_WIDGET (window), GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  schedule_fixture_settle ();
}

static guint
count_makeups (Fixture *fixture, const char *status)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (wabi_desk_get_view (fixture->base.desk), &wabi_kind_appointment, "makeup_for", VISIT_CANCELED);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += wabi_record_is (g_ptr_array_index (all, i), "status", status);
  return n;
}

static void
test_makeup (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = open_window (fixture, "after", VISIT_CANCELED);

  g_assert_true (says (GTK_WIDGET (window), "Book a make-up"));
  g_assert_cmpuint (count_makeups (fixture, "scheduled"), ==, 0);
  press (window, "_Book");
  g_assert_cmpuint (count_makeups (fixture, "scheduled"), ==, 1);
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpuint (count_makeups (fixture, "scheduled"), ==, 0);
  g_assert_cmpuint (count_makeups (fixture, "withdrawn"), ==, 1);
}

static void
test_fill (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = open_window (fixture, "after", VISIT_CANCELED);

  g_assert_true (says (GTK_WIDGET (window), "Who could use these hours, the best first."));
  g_assert_true (says (GTK_WIDGET (window), "Eli Navarro"));
  g_assert_true (says (GTK_WIDGET (window), "Has waited for 28 days"));
  g_assert_true (says (GTK_WIDGET (window), "Passed over"));
  g_assert_true (says (GTK_WIDGET (window), "Mila Petrov"));
}

static void
test_prompt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) visit = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_LATER);
  GtkWidget *dialog = GTK_WIDGET (wabi_cancel_dialog_present (fixture->base.desk, visit, GTK_WIDGET (fixture->window))), *reason;
  g_autofree char *kept = NULL;

  test_window_settle (GTK_WINDOW (dialog));
  g_assert_null (find_labelled (dialog, GTK_TYPE_CHECK_BUTTON, "Not offered"));
  g_assert_null (find_labelled (dialog, GTK_TYPE_CHECK_BUTTON, "Client ill"));
  gtk_widget_activate_action (dialog, "cancel.apply", NULL);
  g_assert_cmpstr (fixture->base.places->str, ==, "");
  reason = find_labelled (dialog, GTK_TYPE_CHECK_BUTTON, "School event");
  g_assert_nonnull (reason);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (reason), TRUE);
  gtk_widget_activate_action (dialog, "cancel.apply", NULL);
  schedule_fixture_settle ();
  kept = schedule_fixture_dup_text (&fixture->base, VISIT_LATER, "cancel_reason");
  g_assert_cmpstr (kept, ==, "School event");
  g_assert_cmpstr (fixture->base.places->str, ==, "waiting-after " VISIT_LATER ";");
}

static char *
dup_need (Fixture *fixture, const char *field)
{
  g_autoptr (WabiRecord) need = wabi_desk_get (fixture->base.desk, &wabi_kind_need, NEED);

  return g_strdup (wabi_record_get_text (need, field));
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = open_window (fixture, "list", NULL);
  g_autofree char *status = NULL, *series = NULL, *back = NULL;
  g_autoptr (GPtrArray) visits = NULL, left = NULL;

  g_assert_true (says (GTK_WIDGET (window), "2 of 2 sessions a week"));
  press (window, "_Place");
  status = dup_need (fixture, "status");
  series = dup_need (fixture, "placed_series");
  g_assert_cmpstr (status, ==, "placed");
  visits = wabi_lookup_by (wabi_desk_get_view (fixture->base.desk), &wabi_kind_appointment, "series", series);
  g_assert_cmpuint (visits->len, >, 1);
  g_assert_true (says (GTK_WIDGET (window), "Nobody waits"));
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  back = dup_need (fixture, "status");
  g_assert_cmpstr (back, ==, "waiting");
  left = wabi_lookup_by (wabi_desk_get_view (fixture->base.desk), &wabi_kind_appointment, "series", series);
  for (guint i = 0; i < left->len; i++)
    g_assert_true (wabi_record_is (g_ptr_array_index (left, i), "status", "withdrawn"));
}

static void
test_worklist (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = open_window (fixture, "makeups", NULL);
  g_autoptr (WabiRecord) waived = NULL, back = NULL;

  g_assert_true (says (GTK_WIDGET (window), "Ava Okafor"));
  g_assert_true (says (GTK_WIDGET (window), "Owed 1 h"));
  press (window, "_Not wanted");
  waived = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_CANCELED);
  g_assert_true (wabi_record_get_bool (waived, "makeup_waived"));
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  back = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_CANCELED);
  g_assert_false (wabi_record_get_bool (back, "makeup_waived"));
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
  g_test_add ("/waiting/makeup", Fixture, NULL, set_up, test_makeup, tear_down);
  g_test_add ("/waiting/fill", Fixture, NULL, set_up, test_fill, tear_down);
  g_test_add ("/waiting/prompt", Fixture, NULL, set_up, test_prompt, tear_down);
  g_test_add ("/waiting/place", Fixture, NULL, set_up, test_place, tear_down);
  g_test_add ("/waiting/worklist", Fixture, NULL, set_up, test_worklist, tear_down);
  return g_test_run ();
}
