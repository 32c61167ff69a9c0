// SPDX-License-Identifier: AGPL-3.0-or-later
// Booking, moving and canceling on the real page, over a real cache.

#include "schedule-fixture.h"
#include "test-window.h"
#include "wabi-cancel-dialog.h"
#include "wabi-page.h"
#include "wabi-schedule-private.h"
#include "wabi-time-grid-private.h"

typedef struct
{
  ScheduleFixture base;
  WabiSchedulePage *page;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer roles)
{
  schedule_fixture_set_up (&fixture->base, GPOINTER_TO_UINT (roles));
  fixture->page = WABI_SCHEDULE_PAGE (wabi_schedule_page_new (fixture->base.desk));
  fixture->window = test_window_show (GTK_WIDGET (fixture->page), 1280, 800);
  wabi_page_open (WABI_PAGE (fixture->page), NULL);
  test_window_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer roles)
{
  test_window_close (fixture->window);
  schedule_fixture_tear_down (&fixture->base);
}

/* --- by hand --- */

static GtkWidget *
find_widget (GtkWidget *root, GType type, const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    {
      g_autofree char *text = NULL;

      if (GTK_IS_BUTTON (root))
        text = g_strdup (gtk_button_get_label (GTK_BUTTON (root)));
      else if (GTK_IS_CHECK_BUTTON (root))
        text = g_strdup (gtk_check_button_get_label (GTK_CHECK_BUTTON (root)));
      if (label == NULL || g_strcmp0 (text, label) == 0)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_entry (gpointer widget)
{
  return GTK_IS_ENTRY (widget) ? GTK_WIDGET (widget) : find_widget (GTK_WIDGET (widget), GTK_TYPE_ENTRY, NULL);
}

static GtkEventController *
find_keys (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        return controller;
    }
  g_assert_not_reached ();
}

static gboolean
press_entry (gpointer widget, guint keyval)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_keys (get_entry (widget)), "key-pressed", keyval, 0, 0, &handled);
  return handled;
}

static void
type_into (Fixture *fixture, gpointer widget, const char *text)
{
  GtkWidget *entry = get_entry (widget);

  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  test_window_settle (fixture->window);
}

static void
press_grid (Fixture *fixture, guint keyval, GdkModifierType mods)
{
  wabi_time_grid_press_key (WABI_TIME_GRID (fixture->page->grid), keyval, mods);
  test_window_settle (fixture->window);
}

static const char *
get_text (gpointer editable)
{
  return gtk_editable_get_text (GTK_EDITABLE (editable));
}

static const char *
get_companion (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (fixture->page->companion_stack);
}

/* The reason beside the button, "" when it can be pressed. */
static const char *
get_reason (Fixture *fixture)
{
  GtkWidget *label = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page->editor), WABI_TYPE_VISIT_EDITOR, "reason"));

  return gtk_widget_get_visible (label) ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

static gpointer
get_field (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->page->editor), WABI_TYPE_VISIT_EDITOR, name);
}

static GPtrArray *
list_booked (Fixture *fixture, const char *client)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_text (&query, "client", WABI_EQ, client);
  wabi_query_where_text (&query, "status", WABI_EQ, "scheduled");
  query.order_by = "starts_at";
  return wabi_desk_list (fixture->base.desk, &query);
}

static void
create (Fixture *fixture, guint column, int start, int end)
{
  g_signal_emit_by_name (fixture->page->grid, "create-requested", column, start, end);
  test_window_settle (fixture->window);
}

static void
save (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
}

/* --- what is shown --- */

static void
test_shows_the_week (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *title = wabi_schedule_model_dup_title (fixture->page->model);
  g_autofree char *summary = wabi_schedule_model_dup_summary (fixture->page->model);
  WabiChip *chip = wabi_time_grid_find_chip (WABI_TIME_GRID (fixture->page->grid), VISIT_AVA);

  g_assert_cmpstr (title, ==, "March 9 – 14, 2026");
  /* Two, two and one hours of fifty; Theo's is another's. */
  g_assert_cmpstr (summary, ==, "5 h booked · 45 h open · 1 canceled");
  g_assert_nonnull (chip);
  g_assert_cmpstr (wabi_segment_get_info (wabi_chip_get_segment (chip))->title, ==, "Ava Okafor");
  g_assert_null (wabi_time_grid_find_chip (WABI_TIME_GRID (fixture->page->grid), VISIT_THEO));
  g_assert_cmpint (wabi_segment_get_info (wabi_chip_get_segment (wabi_time_grid_find_chip (WABI_TIME_GRID (fixture->page->grid), VISIT_CANCELED)))->state,
                   ==, WABI_SEGMENT_CANCELLED);
}

static void
test_shows_the_day_by_staff (Fixture *fixture, gconstpointer roles)
{
  const char *staff;
  WabiDay day;

  wabi_person_picker_set_id (fixture->page->staff, NULL);
  g_signal_emit_by_name (fixture->page->staff, "picked", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.day", NULL);
  test_window_settle (fixture->window);
  g_assert_true (wabi_schedule_model_get_column (fixture->page->model, 0, &day, &staff));
  g_assert_cmpstr (staff, ==, BCBA);
  g_assert_true (wabi_schedule_model_get_column (fixture->page->model, 1, &day, &staff));
  g_assert_cmpstr (staff, ==, RBT);
  g_assert_cmpint (day, ==, wabi_day_from_ymd (2026, 3, 10));
  g_assert_nonnull (wabi_time_grid_find_chip (WABI_TIME_GRID (fixture->page->grid), VISIT_THEO));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.later", NULL);
  g_assert_true (wabi_schedule_model_get_column (fixture->page->model, 0, &day, &staff));
  g_assert_cmpint (day, ==, wabi_day_from_ymd (2026, 3, 11));
}

static void
test_finds_a_client (Fixture *fixture, gconstpointer roles)
{
  type_into (fixture, fixture->page->client, "theo");
  g_assert_true (press_entry (fixture->page->client, GDK_KEY_Return));
  test_window_settle (fixture->window);
  g_assert_cmpstr (wabi_person_picker_get_id (fixture->page->client), ==, CLIENT_2);
  /* Whoever gives the session. */
  g_assert_cmpuint (wabi_schedule_model_count (fixture->page->model), ==, 1);
  g_assert_nonnull (wabi_time_grid_find_chip (WABI_TIME_GRID (fixture->page->grid), VISIT_THEO));
}

/* --- booking --- */

static void
test_books_by_keyboard_alone (Fixture *fixture, gconstpointer roles)
{
  g_autoptr (GPtrArray) booked = NULL;

  /* Thursday, 1 pm: two to the right of today's cursor at 11 am, two hours down. */
  press_grid (fixture, GDK_KEY_Right, 0);
  press_grid (fixture, GDK_KEY_Right, 0);
  press_grid (fixture, GDK_KEY_Down, GDK_CONTROL_MASK);
  press_grid (fixture, GDK_KEY_Down, GDK_CONTROL_MASK);
  press_grid (fixture, GDK_KEY_Return, 0);
  g_assert_cmpstr (get_companion (fixture), ==, "editor");
  g_assert_cmpstr (get_text (get_field (fixture, "date")), ==, "Thu, Mar 12");
  g_assert_cmpstr (get_text (get_field (fixture, "start")), ==, "1:00 pm");
  g_assert_cmpstr (get_reason (fixture), ==, "Choose a client");
  type_into (fixture, get_field (fixture, "client"), "nav");
  g_assert_true (press_entry (get_field (fixture, "client"), GDK_KEY_Return));
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_reason (fixture), ==, "");
  type_into (fixture, get_field (fixture, "end"), "3pm");
  save (fixture);
  booked = list_booked (fixture, CLIENT_ELI);
  g_assert_cmpuint (booked->len, ==, 3);
  g_assert_cmpint (wabi_record_get_int (g_ptr_array_index (booked, 1), "starts_at"), ==, schedule_fixture_at (12, 13, 0));
  g_assert_cmpint (wabi_record_get_int (g_ptr_array_index (booked, 1), "ends_at"), ==, schedule_fixture_at (12, 15, 0));
  g_assert_cmpstr (wabi_record_get_text (g_ptr_array_index (booked, 1), "staff"), ==, RBT);
  g_assert_cmpstr (fixture->base.toasts->str, ==, "Session booked;");
  /* What was booked is chosen, and the keyboard is on it. */
  g_assert_cmpstr (get_companion (fixture), ==, "card");
  g_assert_cmpstr (wabi_time_grid_get_selected (WABI_TIME_GRID (fixture->page->grid)), ==, wabi_record_get_id (g_ptr_array_index (booked, 1)));
}

/* Where a service stands in the list, GTK_INVALID_LIST_POSITION where it does not. */
static guint
find_service (Fixture *fixture, const char *words)
{
  GListModel *model = gtk_drop_down_get_model (get_field (fixture, "service"));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), words) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* What the practice records is offered while the form is open, and keeps what was chosen. */
static void
test_books_a_code_of_its_own (Fixture *fixture, gconstpointer roles)
{
  g_autoptr (GPtrArray) booked = NULL;
  g_autofree char *id = wabi_desk_new_id (fixture->base.desk);
  g_autoptr (GError) error = NULL;
  guint n = 0;
  gboolean ok;

  create (fixture, 3, 780, 840);
  g_assert_cmpuint (find_service (fixture, "H2019 Behavior aide"), ==, GTK_INVALID_LIST_POSITION);
  gtk_drop_down_set_selected (get_field (fixture, "service"), find_service (fixture, "97156 Family guidance"));
  ok = wabi_desk_do (fixture->base.desk, "service-code.set",
                     wabi_args ("id", id, "code", "H2019", "name", "Behavior aide", "unit", "session", "valid_from", "2026-01-01", "source", "State manual", NULL),
                     NULL, "service-code.withdraw", wabi_args ("id", id, NULL), &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  test_window_settle (fixture->window);
  g_assert_cmpuint (gtk_drop_down_get_selected (get_field (fixture, "service")), ==, find_service (fixture, "97156 Family guidance"));
  gtk_drop_down_set_selected (get_field (fixture, "service"), find_service (fixture, "H2019 Behavior aide"));
  type_into (fixture, get_field (fixture, "client"), "eli n");
  press_entry (get_field (fixture, "client"), GDK_KEY_Return);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_reason (fixture), ==, "");
  save (fixture);
  booked = list_booked (fixture, CLIENT_ELI);
  for (guint i = 0; i < booked->len; i++)
    n += wabi_record_is (g_ptr_array_index (booked, i), "service_code", "H2019");
  g_assert_cmpuint (n, ==, 1);
}

static void
test_shows_conflicts_before_saving (Fixture *fixture, gconstpointer roles)
{
  g_autoptr (GPtrArray) booked = NULL;

  create (fixture, 1, 570, 630);
  type_into (fixture, get_field (fixture, "client"), "eli n");
  press_entry (get_field (fixture, "client"), GDK_KEY_Return);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_reason (fixture), ==, "Jordan Reyes is already booked");
  save (fixture);
  booked = list_booked (fixture, CLIENT_ELI);
  g_assert_cmpuint (booked->len, ==, 2);
  g_assert_cmpstr (get_companion (fixture), ==, "editor");
  /* Outside the hours. */
  type_into (fixture, get_field (fixture, "start"), "6pm");
  g_assert_cmpstr (get_text (get_field (fixture, "end")), ==, "7:00 pm");
  g_assert_cmpstr (get_reason (fixture), ==, "Jordan Reyes is not available");
  /* Three times that would do are offered; the first is taken. */
  g_signal_emit_by_name (find_widget (get_field (fixture, "alternatives"), GTK_TYPE_BUTTON, NULL), "clicked");
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_reason (fixture), ==, "");
  g_assert_cmpstr (get_text (get_field (fixture, "date")), ==, "Wed, Mar 11");
  g_assert_cmpstr (get_text (get_field (fixture, "start")), ==, "8:00 am");
  /* The keyboard is on the button that books it. */
  g_assert_true (gtk_window_get_focus (fixture->window) == get_field (fixture, "save"));
}

static void
test_tells_what_cannot_be_read (Fixture *fixture, gconstpointer roles)
{
  create (fixture, 3, 780, 840);
  type_into (fixture, get_field (fixture, "client"), "eli");
  press_entry (get_field (fixture, "client"), GDK_KEY_Return);
  type_into (fixture, get_field (fixture, "start"), "half past");
  g_assert_cmpstr (get_reason (fixture), ==, "Type the start like “1:30 pm”");
  g_assert_true (gtk_widget_has_css_class (get_field (fixture, "start"), "error"));
  type_into (fixture, get_field (fixture, "start"), "2");
  g_assert_cmpstr (get_reason (fixture), ==, "");
  g_assert_cmpstr (get_text (get_field (fixture, "end")), ==, "3:00 pm");
  g_assert_true (press_entry (get_field (fixture, "date"), GDK_KEY_Down));
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_text (get_field (fixture, "date")), ==, "Fri, Mar 13");
}

static void
test_keeps_a_draft_until_given_up (Fixture *fixture, gconstpointer roles)
{
  create (fixture, 3, 780, 840);
  type_into (fixture, get_field (fixture, "client"), "mila");
  press_entry (get_field (fixture, "client"), GDK_KEY_Return);
  wabi_time_grid_set_selected (WABI_TIME_GRID (fixture->page->grid), VISIT_AVA);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_companion (fixture), ==, "card");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.new", NULL);
  g_assert_cmpstr (get_companion (fixture), ==, "editor");
  g_assert_cmpstr (wabi_person_picker_get_id (get_field (fixture, "client")), ==, CLIENT_MILA);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.dismiss", NULL);
  test_window_settle (fixture->window);
  g_assert_null (wabi_visit_editor_get_draft (fixture->page->editor));
  g_assert_cmpstr (get_companion (fixture), ==, "card");
}

static void
test_keeps_a_draft_through_a_lock (Fixture *fixture, gconstpointer roles)
{
  create (fixture, 3, 780, 840);
  type_into (fixture, get_field (fixture, "client"), "mila");
  press_entry (get_field (fixture, "client"), GDK_KEY_Return);
  type_into (fixture, get_field (fixture, "notes"), "Bring the red book");
  wabi_page_leave (WABI_PAGE (fixture->page));
  test_window_close (fixture->window);
  /* The window is another after a lock, and so is its page. */
  fixture->page = WABI_SCHEDULE_PAGE (wabi_schedule_page_new (fixture->base.desk));
  fixture->window = test_window_show (GTK_WIDGET (fixture->page), 1280, 800);
  g_assert_cmpstr (get_companion (fixture), ==, "editor");
  g_assert_cmpstr (wabi_person_picker_get_id (get_field (fixture, "client")), ==, CLIENT_MILA);
  g_assert_cmpstr (get_text (get_field (fixture, "notes")), ==, "Bring the red book");
  g_assert_cmpstr (get_text (get_field (fixture, "date")), ==, "Thu, Mar 12");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.dismiss", NULL);
  wabi_page_leave (WABI_PAGE (fixture->page));
  g_assert_null (wabi_cache_dup_buffer (wabi_desk_get_cache (fixture->base.desk), "schedule:draft", NULL));
}

/* --- moving --- */

static void
move (Fixture *fixture, const char *id, guint column, int start, int end)
{
  g_signal_emit_by_name (fixture->page->grid, "move-requested", id, column, start, end);
  g_signal_emit_by_name (fixture->page->grid, "preview-ended");
  test_window_settle (fixture->window);
}

static gint64
get_start (Fixture *fixture, const char *id)
{
  g_autoptr (WabiRecord) visit = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, id);

  return wabi_record_get_int (visit, "starts_at");
}

static void
test_moves_and_undoes (Fixture *fixture, gconstpointer roles)
{
  move (fixture, VISIT_LATER, 3, 840, 960);
  g_assert_cmpint (get_start (fixture, VISIT_LATER), ==, schedule_fixture_at (12, 14, 0));
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpint (get_start (fixture, VISIT_LATER), ==, schedule_fixture_at (11, 13, 0));
  g_assert_true (wabi_desk_redo (fixture->base.desk));
  test_window_settle (fixture->window);
  g_assert_cmpint (get_start (fixture, VISIT_LATER), ==, schedule_fixture_at (12, 14, 0));
  g_assert_cmpuint (wabi_segment_get_info (wabi_chip_get_segment (wabi_time_grid_find_chip (WABI_TIME_GRID (fixture->page->grid), VISIT_LATER)))->column,
                    ==, 3);
}

static void
test_moves_by_keys (Fixture *fixture, gconstpointer roles)
{
  g_assert_true (wabi_time_grid_focus_segment (WABI_TIME_GRID (fixture->page->grid), VISIT_LATER));
  press_grid (fixture, GDK_KEY_Down, GDK_ALT_MASK);
  /* While Alt is down the companion tells what would come of it. */
  g_assert_true (wabi_visit_card_get_moving (fixture->page->card));
  wabi_time_grid_release_key (WABI_TIME_GRID (fixture->page->grid), GDK_KEY_Alt_L);
  test_window_settle (fixture->window);
  g_assert_cmpint (get_start (fixture, VISIT_LATER), ==, schedule_fixture_at (11, 13, 15));
  g_assert_false (wabi_visit_card_get_moving (fixture->page->card));
}

static void
test_refuses_a_move_and_offers_others (Fixture *fixture, gconstpointer roles)
{
  GtkWidget *alternatives, *keep;

  move (fixture, VISIT_LATER, 1, 570, 690);
  g_assert_cmpint (get_start (fixture, VISIT_LATER), ==, schedule_fixture_at (11, 13, 0));
  g_assert_true (wabi_visit_card_get_moving (fixture->page->card));
  alternatives = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page->card), WABI_TYPE_VISIT_CARD, "alternatives"));
  g_assert_true (gtk_widget_get_visible (alternatives));
  keep = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page->card), WABI_TYPE_VISIT_CARD, "keep"));
  g_signal_emit_by_name (keep, "clicked");
  test_window_settle (fixture->window);
  g_assert_false (wabi_visit_card_get_moving (fixture->page->card));
  /* Again, and this time the first free time is taken: today at 11, after Ava. */
  move (fixture, VISIT_LATER, 1, 600, 720);
  g_signal_emit_by_name (find_widget (alternatives, GTK_TYPE_BUTTON, NULL), "clicked");
  test_window_settle (fixture->window);
  g_assert_cmpint (get_start (fixture, VISIT_LATER), ==, schedule_fixture_at (10, 11, 0));
}

/* On March 8 the clock jumps from 2 to 3 am: from 1 to 4 on the wall is two hours of work. */
static void
test_counts_real_hours_when_the_clock_changes (Fixture *fixture, gconstpointer roles)
{
  WabiRecord *draft;

  wabi_schedule_model_set_day (fixture->page->model, wabi_day_from_ymd (2026, 3, 8));
  wabi_schedule_page_refresh (fixture->page);
  create (fixture, 6, 60, 240);
  draft = wabi_visit_editor_get_draft (fixture->page->editor);
  g_assert_nonnull (draft);
  g_assert_cmpint (wabi_record_get_int (draft, "ends_at") - wabi_record_get_int (draft, "starts_at"), ==, 2 * 60 * WABI_MINUTE);
  g_assert_cmpstr (get_text (get_field (fixture, "end")), ==, "4:00 am");
}

/* --- canceling and the other verbs --- */

static WabiCancelDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (WABI_IS_CANCEL_DIALOG (window))
        return WABI_CANCEL_DIALOG (window);
    }
  return NULL;
}

static void
test_cancels_with_who_and_why (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *status = NULL, *by = NULL, *reason = NULL, *note = NULL, *again = NULL;
  WabiCancelDialog *dialog;

  g_assert_true (wabi_time_grid_focus_segment (WABI_TIME_GRID (fixture->page->grid), VISIT_LATER));
  press_grid (fixture, GDK_KEY_Delete, 0);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  /* Not without a reason. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "cancel.apply", NULL);
  g_assert_nonnull (find_dialog ());
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_widget (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, "Vacation")), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL)), "Back on Monday");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "cancel.apply", NULL);
  test_window_settle (fixture->window);
  g_assert_null (find_dialog ());
  status = schedule_fixture_dup_text (&fixture->base, VISIT_LATER, "status");
  by = schedule_fixture_dup_text (&fixture->base, VISIT_LATER, "cancelled_by");
  reason = schedule_fixture_dup_text (&fixture->base, VISIT_LATER, "cancel_reason");
  note = schedule_fixture_dup_text (&fixture->base, VISIT_LATER, "cancel_note");
  g_assert_cmpstr (status, ==, "cancelled");
  g_assert_cmpstr (by, ==, "family");
  g_assert_cmpstr (reason, ==, "family-vacation");
  g_assert_cmpstr (note, ==, "Back on Monday");
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  again = schedule_fixture_dup_text (&fixture->base, VISIT_LATER, "status");
  g_assert_cmpstr (again, ==, "scheduled");
}

static void
test_verbs_follow_the_state (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *status = NULL, *restored = NULL;

  wabi_time_grid_set_selected (WABI_TIME_GRID (fixture->page->grid), VISIT_AVA);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.restore", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.arrive", NULL);
  test_window_settle (fixture->window);
  status = schedule_fixture_dup_text (&fixture->base, VISIT_AVA, "status");
  g_assert_cmpstr (status, ==, "arrived");
  g_assert_cmpstr (fixture->base.toasts->str, ==, "Arrival confirmed;");
  wabi_time_grid_set_selected (WABI_TIME_GRID (fixture->page->grid), VISIT_CANCELED);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.restore", NULL);
  test_window_settle (fixture->window);
  restored = schedule_fixture_dup_text (&fixture->base, VISIT_CANCELED, "status");
  g_assert_cmpstr (restored, ==, "scheduled");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.session", NULL);
  g_assert_cmpstr (fixture->base.places->str, ==, "sessions " VISIT_CANCELED ";");
}

static void
test_settles_two_versions (Fixture *fixture, gconstpointer roles)
{
  GtkWidget *versions = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page->card), WABI_TYPE_VISIT_CARD, "versions"));
  WabiChip *chip = wabi_time_grid_find_chip (WABI_TIME_GRID (fixture->page->grid), VISIT_TWO);
  GtkWidget *take;

  g_assert_cmpint (wabi_segment_get_info (wabi_chip_get_segment (chip))->state, ==, WABI_SEGMENT_PROPOSAL);
  wabi_time_grid_set_selected (WABI_TIME_GRID (fixture->page->grid), VISIT_TWO);
  test_window_settle (fixture->window);
  g_assert_true (gtk_widget_get_visible (versions));
  g_assert_nonnull (find_widget (versions, GTK_TYPE_BUTTON, "Keep this time"));
  take = find_widget (versions, GTK_TYPE_BUTTON, "Take that time");
  g_assert_nonnull (take);
  g_signal_emit_by_name (take, "clicked");
  test_window_settle (fixture->window);
  g_assert_cmpint (get_start (fixture, VISIT_TWO), ==, schedule_fixture_at (13, 14, 0));
  g_assert_false (gtk_widget_get_visible (versions));
}

static void
test_edits_place_and_time_in_one_form (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *notes = NULL, *undone = NULL;

  wabi_time_grid_set_selected (WABI_TIME_GRID (fixture->page->grid), VISIT_LATER);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.edit", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_reason (fixture), ==, "Nothing is changed yet");
  type_into (fixture, get_field (fixture, "notes"), "Ring twice");
  type_into (fixture, get_field (fixture, "start"), "2pm");
  save (fixture);
  notes = schedule_fixture_dup_text (&fixture->base, VISIT_LATER, "notes");
  g_assert_cmpstr (notes, ==, "Ring twice");
  g_assert_cmpint (get_start (fixture, VISIT_LATER), ==, schedule_fixture_at (11, 14, 0));
  /* One form is one step. */
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpint (get_start (fixture, VISIT_LATER), ==, schedule_fixture_at (11, 13, 0));
  undone = schedule_fixture_dup_text (&fixture->base, VISIT_LATER, "notes");
  g_assert_null (undone);
}

static void
test_technician_does_not_book (Fixture *fixture, gconstpointer roles)
{
  create (fixture, 3, 780, 840);
  g_assert_null (wabi_visit_editor_get_draft (fixture->page->editor));
  g_assert_true (g_str_has_prefix (fixture->base.toasts->str, "The front desk and analysts book sessions"));
  /* Their own week is what they see. */
  g_assert_cmpstr (wabi_schedule_model_get_choice (fixture->page->model)->staff, ==, RBT);
}

static void
test_opens_an_appointment_elsewhere (Fixture *fixture, gconstpointer roles)
{
  wabi_schedule_model_set_day (fixture->page->model, wabi_day_from_ymd (2026, 6, 1));
  wabi_schedule_page_refresh (fixture->page);
  wabi_page_open (WABI_PAGE (fixture->page), VISIT_THEO);
  test_window_settle (fixture->window);
  g_assert_cmpstr (wabi_schedule_model_get_choice (fixture->page->model)->staff, ==, BCBA);
  g_assert_cmpstr (wabi_time_grid_get_selected (WABI_TIME_GRID (fixture->page->grid)), ==, VISIT_THEO);
  g_assert_cmpstr (get_companion (fixture), ==, "card");
}

#define ADD(name, roles) g_test_add ("/schedule/" #name, Fixture, GUINT_TO_POINTER (roles), set_up, test_##name, tear_down)

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
  ADD (shows_the_week, WABI_ROLE_FRONTDESK);
  ADD (shows_the_day_by_staff, WABI_ROLE_FRONTDESK);
  ADD (finds_a_client, WABI_ROLE_FRONTDESK);
  ADD (books_by_keyboard_alone, WABI_ROLE_FRONTDESK);
  ADD (shows_conflicts_before_saving, WABI_ROLE_FRONTDESK);
  ADD (tells_what_cannot_be_read, WABI_ROLE_FRONTDESK);
  ADD (keeps_a_draft_until_given_up, WABI_ROLE_FRONTDESK);
  ADD (keeps_a_draft_through_a_lock, WABI_ROLE_FRONTDESK);
  ADD (moves_and_undoes, WABI_ROLE_FRONTDESK);
  ADD (moves_by_keys, WABI_ROLE_FRONTDESK);
  ADD (refuses_a_move_and_offers_others, WABI_ROLE_FRONTDESK);
  ADD (counts_real_hours_when_the_clock_changes, WABI_ROLE_FRONTDESK);
  ADD (cancels_with_who_and_why, WABI_ROLE_FRONTDESK);
  ADD (verbs_follow_the_state, WABI_ROLE_FRONTDESK);
  ADD (settles_two_versions, WABI_ROLE_FRONTDESK);
  ADD (edits_place_and_time_in_one_form, WABI_ROLE_FRONTDESK);
  ADD (technician_does_not_book, WABI_ROLE_RBT);
  ADD (books_a_code_of_its_own, WABI_ROLE_ADMIN | WABI_ROLE_FRONTDESK);
  ADD (opens_an_appointment_elsewhere, WABI_ROLE_FRONTDESK);
  return g_test_run ();
}
