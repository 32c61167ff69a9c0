// SPDX-License-Identifier: AGPL-3.0-or-later
// Sessions that repeat, on the real page: chosen, looked at, booked, changed for some or all, canceled, taken back.

#include <stdio.h>
#include <string.h>

#include "schedule-fixture.h"
#include "test-window.h"
#include "wabi-cancel-dialog.h"
#include "wabi-override-box.h"
#include "wabi-page.h"
#include "wabi-repeat-editor.h"
#include "wabi-schedule-private.h"
#include "wabi-series-acts.h"
#include "wabi-series-list.h"

typedef struct
{
  ScheduleFixture base;
  WabiSchedulePage *page;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  int width = 1280, height = 800;

  if (g_getenv ("WABI_SHOTS_SIZE") != NULL)
    sscanf (g_getenv ("WABI_SHOTS_SIZE"), "%dx%d", &width, &height);
  schedule_fixture_set_up (&fixture->base, WABI_ROLE_FRONTDESK);
  fixture->page = WABI_SCHEDULE_PAGE (wabi_schedule_page_new (fixture->base.desk));
  fixture->window = test_window_show (GTK_WIDGET (fixture->page), width, height);
  wabi_page_open (WABI_PAGE (fixture->page), NULL);
  test_window_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_window_close (fixture->window);
  schedule_fixture_tear_down (&fixture->base);
}

static void
shoot (GtkWindow *window, const char *folder, const char *name, const char *suffix)
{
  g_autofree char *path = g_strdup_printf ("%s/%s%s.png", folder, name, suffix);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  test_window_settle (window);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (window)), gtk_widget_get_height (GTK_WIDGET (window)));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* Pictures to look at, light and dark, where WABI_SHOTS names a folder. */
static void
picture (GtkWindow *window, const char *name)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  const char *folder = g_getenv ("WABI_SHOTS");
  g_autoptr (GtkCssProvider) dark = NULL;

  if (folder == NULL)
    return;
  shoot (window, folder, name, "");
  dark = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (dark, "/care/wabi/WabiCare/style-dark.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (dark), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  shoot (window, folder, name, "-dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (dark));
}

static gpointer
get_child (gpointer widget, const char *name)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (widget), G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);
  return child;
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWindow *
find_window (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static void
press (Fixture *fixture, gpointer button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  test_window_settle (fixture->window);
}

static void
choose (Fixture *fixture, const char *name, guint n)
{
  gtk_drop_down_set_selected (get_child (get_child (fixture->page->editor, "repeat"), name), n);
  test_window_settle (fixture->window);
}

static const char *
get_label (gpointer widget, const char *name)
{
  return gtk_label_get_text (get_child (widget, name));
}

/* Ava with her technician, Tuesdays at 4 pm from March 17. */
static void
begin (Fixture *fixture)
{
  wabi_visit_editor_begin (fixture->page->editor, CLIENT, RBT, schedule_fixture_at (17, 16, 0), schedule_fixture_at (17, 17, 0));
  wabi_schedule_page_show_companion (fixture->page, "editor");
  test_window_settle (fixture->window);
}

static void
book_weekly (Fixture *fixture, int count)
{
  WabiRepeatEditor *repeat;

  begin (fixture);
  repeat = get_child (fixture->page->editor, "repeat");
  choose (fixture, "sort", 2);
  choose (fixture, "end", 2);
  gtk_spin_button_set_value (get_child (repeat, "count"), count);
  test_window_settle (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
}

/* What stands on a date of the only series. */
static WabiRecord *
get_on (Fixture *fixture, const char *date)
{
  WabiQuery query;
  g_autoptr (GPtrArray) all = NULL;

  wabi_query_init (&query, &wabi_kind_appointment);
  all = wabi_desk_list (fixture->base.desk, &query);
  for (guint i = 0; i < all->len; i++)
    if (wabi_record_is (g_ptr_array_index (all, i), "series_date", date) && !wabi_record_is (g_ptr_array_index (all, i), "status", "withdrawn"))
      return g_object_ref (g_ptr_array_index (all, i));
  return NULL;
}

static guint
count_status (Fixture *fixture, const char *status)
{
  WabiQuery query;
  g_autoptr (GPtrArray) all = NULL;
  guint n = 0;

  wabi_query_init (&query, &wabi_kind_appointment);
  all = wabi_desk_list (fixture->base.desk, &query);
  for (guint i = 0; i < all->len; i++)
    n += wabi_record_has (g_ptr_array_index (all, i), "series") && wabi_record_is (g_ptr_array_index (all, i), "status", status);
  return n;
}

static int
minute_on (Fixture *fixture, const char *date)
{
  g_autoptr (WabiRecord) visit = get_on (fixture, date);

  return visit != NULL ? wabi_zone_to_local (ZONE, wabi_record_get_int (visit, "starts_at")).minute : -1;
}

static void
test_book (Fixture *fixture, gconstpointer data)
{
  WabiRepeatEditor *repeat;
  WabiRepeatDates *dates;

  begin (fixture);
  picture (fixture->window, "repeat-never");
  repeat = get_child (fixture->page->editor, "repeat");
  dates = get_child (repeat, "dates");
  g_assert_false (wabi_repeat_editor_get_active (repeat));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (dates)));
  choose (fixture, "sort", 2);
  g_assert_cmpstr (get_label (repeat, "words"), ==, "Every week on Tuesday");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dates)));
  picture (fixture->window, "repeat-with-authorization");
  choose (fixture, "end", 2);
  gtk_spin_button_set_value (get_child (repeat, "count"), 3);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_label (repeat, "words"), ==, "Every week on Tuesday 3 times");
  g_assert_true (g_str_has_prefix (get_label (dates, "summary"), "3 sessions, the last on Mar 31, 2026."));
  g_assert_cmpstr (get_label (fixture->page->editor, "save_label"), ==, "Book 3 sessions");
  picture (fixture->window, "repeat-weekly");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 3);
  picture (fixture->window, "series-card");
  /* One step back, and forth again. */
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 0);
  g_assert_true (wabi_desk_redo (fixture->base.desk));
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 3);
}

/* The technician is off on March 24. */
static void
send_away (Fixture *fixture)
{
  JsonObject *off = wabi_args ("id", "01900000-0000-7000-8000-0000000000d1", "staff", RBT, "status", "approved", NULL);
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (off, "starts_at", schedule_fixture_at (24, 0, 0));
  json_object_set_int_member (off, "ends_at", schedule_fixture_at (25, 0, 0));
  g_assert_true (wabi_desk_do (fixture->base.desk, "time-off.set", off, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* A date on which the technician is away is told, left out, and the rest booked. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  WabiRepeatEditor *repeat;
  WabiRepeatDates *dates;

  send_away (fixture);
  begin (fixture);
  repeat = get_child (fixture->page->editor, "repeat");
  dates = get_child (repeat, "dates");
  choose (fixture, "sort", 2);
  choose (fixture, "end", 2);
  gtk_spin_button_set_value (get_child (repeat, "count"), 4);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_label (dates, "heading"), ==, "1 date cannot be booked");
  g_assert_true (gtk_widget_get_visible (get_child (fixture->page->editor, "reason")));
  gtk_expander_set_expanded (get_child (dates, "all"), TRUE);
  picture (fixture->window, "repeat-conflict");
  press (fixture, find_button (GTK_WIDGET (dates), "Leave out"));
  g_assert_true (g_str_has_prefix (get_label (dates, "summary"), "3 sessions, the last on Apr 7, 2026."));
  g_assert_false (gtk_widget_get_visible (get_child (fixture->page->editor, "reason")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 3);
  g_assert_null (get_on (fixture, "2026-03-24"));
}

static GtkWidget *
find_type (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* That date gets another time, and the series is booked whole. */
static void
test_other_time (Fixture *fixture, gconstpointer data)
{
  WabiRepeatEditor *repeat;
  WabiRepeatDates *dates;
  GtkWidget *menu, *box;
  g_autoptr (WabiRecord) moved = NULL;

  send_away (fixture);
  begin (fixture);
  repeat = get_child (fixture->page->editor, "repeat");
  dates = get_child (repeat, "dates");
  choose (fixture, "sort", 2);
  choose (fixture, "end", 2);
  gtk_spin_button_set_value (get_child (repeat, "count"), 4);
  test_window_settle (fixture->window);
  menu = find_type (GTK_WIDGET (dates), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  test_window_settle (fixture->window);
  box = gtk_popover_get_child (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)));
  press (fixture, find_type (box, GTK_TYPE_BUTTON));
  g_assert_false (gtk_widget_get_visible (get_child (dates, "conflicts")));
  picture (fixture->window, "repeat-other-time");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 4);
  moved = get_on (fixture, "2026-03-24");
  g_assert_true (wabi_record_get_bool (moved, "detached"));
}

static void
test_own_rule (Fixture *fixture, gconstpointer data)
{
  WabiRepeatEditor *repeat;
  const char *reason;

  begin (fixture);
  repeat = get_child (fixture->page->editor, "repeat");
  choose (fixture, "sort", 5);
  choose (fixture, "end", 2);
  gtk_editable_set_text (GTK_EDITABLE (get_child (repeat, "rule")), "FREQ=WEEKLY;BYDAY=XX");
  test_window_settle (fixture->window);
  reason = get_label (fixture->page->editor, "reason");
  g_assert_nonnull (strstr (reason, "weekday"));
  gtk_editable_set_text (GTK_EDITABLE (get_child (repeat, "rule")), "RRULE:FREQ=MONTHLY;BYDAY=3TU");
  gtk_spin_button_set_value (get_child (repeat, "count"), 2);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_label (repeat, "words"), ==, "Every month on the third Tuesday 2 times");
  picture (fixture->window, "repeat-own-rule");
}

/* Moves the session of March 24 to 3 pm and answers the question. */
static void
move_and_answer (Fixture *fixture, const char *answer)
{
  g_autoptr (WabiRecord) visit = get_on (fixture, "2026-03-24");
  GtkWindow *question;

  wabi_visit_editor_change (fixture->page->editor, visit, TRUE);
  wabi_schedule_page_show_companion (fixture->page, "editor");
  wabi_visit_editor_set_when (fixture->page->editor, NULL, schedule_fixture_at (24, 15, 0), schedule_fixture_at (24, 16, 0));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  question = find_window (WABI_TYPE_CONFIRM);
  g_assert_nonnull (question);
  picture (question, "series-question");
  press (fixture, find_button (GTK_WIDGET (question), answer));
}

static void
test_change_one (Fixture *fixture, gconstpointer data)
{
  book_weekly (fixture, 4);
  move_and_answer (fixture, "_This one");
  g_assert_cmpint (minute_on (fixture, "2026-03-17"), ==, 16 * 60);
  g_assert_cmpint (minute_on (fixture, "2026-03-24"), ==, 15 * 60);
  g_assert_cmpint (minute_on (fixture, "2026-03-31"), ==, 16 * 60);
}

static void
test_change_following (Fixture *fixture, gconstpointer data)
{
  book_weekly (fixture, 4);
  move_and_answer (fixture, "_Following too");
  g_assert_cmpint (minute_on (fixture, "2026-03-17"), ==, 16 * 60);
  g_assert_cmpint (minute_on (fixture, "2026-03-24"), ==, 15 * 60);
  g_assert_cmpint (minute_on (fixture, "2026-04-07"), ==, 15 * 60);
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpint (minute_on (fixture, "2026-04-07"), ==, 16 * 60);
}

static void
test_change_all (Fixture *fixture, gconstpointer data)
{
  book_weekly (fixture, 4);
  move_and_answer (fixture, "_All");
  g_assert_cmpint (minute_on (fixture, "2026-03-17"), ==, 15 * 60);
  g_assert_cmpint (minute_on (fixture, "2026-04-07"), ==, 15 * 60);
}

/* To another day of the week: the rule moves with it. */
static void
test_other_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) visit = NULL, moved = NULL, series = NULL;
  g_autoptr (JsonObject) set = NULL;

  book_weekly (fixture, 4);
  visit = get_on (fixture, "2026-03-24");
  series = wabi_series_get_of (fixture->base.desk, visit);
  moved = wabi_record_copy (visit);
  wabi_record_set_int (moved, "starts_at", schedule_fixture_at (26, 16, 0));
  wabi_record_set_int (moved, "ends_at", schedule_fixture_at (26, 17, 0));
  set = wabi_series_dup_set (fixture->base.desk, series, visit, moved);
  g_assert_cmpstr (wabi_json_peek_text (set, "rule"), ==, "FREQ=WEEKLY;COUNT=4;BYDAY=TH");
}

static void
change_series (Fixture *fixture, const char *date)
{
  g_autoptr (WabiRecord) visit = get_on (fixture, date);

  wabi_schedule_page_go_to (fixture->page, visit);
  test_window_settle (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.edit-series", NULL);
  test_window_settle (fixture->window);
}

static void
toggle_day (Fixture *fixture, guint n)
{
  GtkWidget *day = gtk_widget_get_first_child (get_child (get_child (fixture->page->editor, "repeat"), "weekdays"));

  while (n-- > 0)
    day = gtk_widget_get_next_sibling (day);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (day), !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (day)));
  test_window_settle (fixture->window);
}

/* Another day from one date on, and longer: judged whole, saved at once, one step of undo. */
static void
test_change_rule (Fixture *fixture, gconstpointer data)
{
  WabiRepeatEditor *repeat;
  WabiRepeatDates *dates;

  book_weekly (fixture, 4);
  change_series (fixture, "2026-03-24");
  repeat = get_child (fixture->page->editor, "repeat");
  dates = get_child (repeat, "dates");
  g_assert_cmpstr (get_label (fixture->page->editor, "title"), ==, "Change series");
  g_assert_cmpstr (get_label (repeat, "words"), ==, "Every week on Tuesday 3 times");
  g_assert_cmpstr (get_label (fixture->page->editor, "reason"), ==, "Nothing is changed yet");
  toggle_day (fixture, 1);
  toggle_day (fixture, 3);
  gtk_spin_button_set_value (get_child (repeat, "count"), 5);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_label (dates, "summary"), ==, "5 sessions are new. 3 sessions are taken back. The last is on Apr 23, 2026.");
  picture (fixture->window, "series-rule");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 6);
  g_assert_cmpint (minute_on (fixture, "2026-03-17"), ==, 16 * 60);
  g_assert_cmpint (minute_on (fixture, "2026-03-24"), ==, -1);
  g_assert_cmpint (minute_on (fixture, "2026-04-23"), ==, 16 * 60);
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 4);
  g_assert_cmpint (minute_on (fixture, "2026-03-24"), ==, 16 * 60);
}

/* The number is of those that are meant: all of them are four, three from the second on. */
static void
test_prolong_all (Fixture *fixture, gconstpointer data)
{
  WabiRepeatEditor *repeat;

  book_weekly (fixture, 4);
  change_series (fixture, "2026-03-24");
  repeat = get_child (fixture->page->editor, "repeat");
  gtk_drop_down_set_selected (get_child (fixture->page->editor, "scope"), 1);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_label (repeat, "words"), ==, "Every week on Tuesday 4 times");
  g_assert_cmpstr (get_label (fixture->page->editor, "reason"), ==, "Nothing is changed yet");
  choose (fixture, "end", 1);
  gtk_editable_set_text (GTK_EDITABLE (get_child (repeat, "until")), "Apr 21");
  test_window_settle (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 6);
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 4);
  g_assert_true (wabi_desk_redo (fixture->base.desk));
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 6);
}

static void
close_clinic (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_desk_do (fixture->base.desk, "holiday.set",
                               wabi_args ("id", "01900000-0000-7000-8000-0000000000d2", "date", "2026-03-24", "name", "Staff day", NULL), NULL, NULL, NULL,
                               &error));
  g_assert_no_error (error);
}

static GtkEditable *
get_reason (GtkWidget *owner)
{
  GtkWidget *box = find_type (owner, WABI_TYPE_OVERRIDE_BOX);

  g_assert_true (gtk_widget_get_visible (box));
  return GTK_EDITABLE (get_child (box, "reason"));
}

static guint
count_reasons (WabiRecord *visit)
{
  JsonArray *all = wabi_record_get_array (visit, "overrides");

  return all != NULL ? json_array_get_length (all) : 0;
}

/* With a reason a series goes over a day on which the clinic is closed; only that day keeps it. */
static void
test_override_series (Fixture *fixture, gconstpointer data)
{
  WabiRepeatEditor *repeat;
  g_autoptr (WabiRecord) closed = NULL, open = NULL;

  close_clinic (fixture);
  begin (fixture);
  repeat = get_child (fixture->page->editor, "repeat");
  choose (fixture, "sort", 2);
  choose (fixture, "end", 2);
  gtk_check_button_set_active (get_child (repeat, "holidays"), FALSE);
  gtk_spin_button_set_value (get_child (repeat, "count"), 3);
  test_window_settle (fixture->window);
  g_assert_true (gtk_widget_get_visible (get_child (fixture->page->editor, "reason")));
  picture (fixture->window, "series-override");
  gtk_editable_set_text (get_reason (GTK_WIDGET (fixture->page->editor)), "The family asked for it");
  test_window_settle (fixture->window);
  g_assert_false (gtk_widget_get_visible (get_child (fixture->page->editor, "reason")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 3);
  closed = get_on (fixture, "2026-03-24");
  open = get_on (fixture, "2026-03-31");
  g_assert_cmpuint (count_reasons (closed), ==, 1);
  g_assert_cmpuint (count_reasons (open), ==, 0);
}

/* A changed session, and one that is moved by hand: the reason goes with it, and undo takes the move back. */
static void
test_override_move (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) visit = NULL, moved = NULL, changed = NULL, back = NULL, wanted = NULL, again = NULL;

  close_clinic (fixture);
  visit = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_LATER);
  wabi_schedule_page_go_to (fixture->page, visit);
  wabi_visit_editor_change (fixture->page->editor, visit, TRUE);
  wabi_schedule_page_show_companion (fixture->page, "editor");
  wabi_visit_editor_set_when (fixture->page->editor, NULL, schedule_fixture_at (24, 16, 0), schedule_fixture_at (24, 17, 0));
  test_window_settle (fixture->window);
  g_assert_true (gtk_widget_get_visible (get_child (fixture->page->editor, "reason")));
  gtk_editable_set_text (get_reason (GTK_WIDGET (fixture->page->editor)), "The family asked for it");
  test_window_settle (fixture->window);
  picture (fixture->window, "change-override");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  changed = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_LATER);
  g_assert_cmpint (wabi_record_get_int (changed, "starts_at"), ==, schedule_fixture_at (24, 16, 0));
  g_assert_cmpuint (count_reasons (changed), ==, 1);
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  back = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_LATER);
  g_assert_cmpint (wabi_record_get_int (back, "starts_at"), ==, wabi_record_get_int (visit, "starts_at"));
  g_assert_true (wabi_desk_redo (fixture->base.desk));
  again = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_LATER);
  g_assert_cmpint (wabi_record_get_int (again, "starts_at"), ==, schedule_fixture_at (24, 16, 0));
  g_assert_cmpuint (count_reasons (again), ==, 1);
  /* On the card: another hour of that day. */
  wanted = wabi_record_copy (again);
  wabi_record_set_int (wanted, "starts_at", schedule_fixture_at (24, 10, 0));
  wabi_record_set_int (wanted, "ends_at", schedule_fixture_at (24, 11, 0));
  wabi_schedule_page_show_companion (fixture->page, "card");
  g_assert_false (wabi_visit_card_show_move (fixture->page->card, again, wanted, TRUE));
  g_assert_false (gtk_widget_get_sensitive (get_child (fixture->page->card, "anyway")));
  gtk_editable_set_text (get_reason (GTK_WIDGET (fixture->page->card)), "Agreed by phone");
  test_window_settle (fixture->window);
  picture (fixture->window, "move-override");
  press (fixture, get_child (fixture->page->card, "anyway"));
  moved = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_LATER);
  g_assert_cmpint (wabi_record_get_int (moved, "starts_at"), ==, schedule_fixture_at (24, 10, 0));
  g_assert_cmpuint (count_reasons (moved), ==, 2);
}

static void
test_cancel_following (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) visit = NULL;
  WabiCancelDialog *dialog;
  GtkWidget *choice;

  book_weekly (fixture, 4);
  visit = get_on (fixture, "2026-03-31");
  dialog = wabi_cancel_dialog_present (fixture->base.desk, visit, GTK_WIDGET (fixture->page));
  test_window_settle (fixture->window);
  choice = gtk_widget_get_first_child (get_child (dialog, "reasons"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
  choice = gtk_widget_get_next_sibling (get_child (dialog, "subject"));
  choice = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (gtk_widget_get_first_child (choice)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
  picture (GTK_WINDOW (dialog), "series-cancel");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "cancel.apply", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_status (fixture, "cancelled"), ==, 2);
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 2);
  /* What is owed now is shown, with its ways on. */
  g_assert_nonnull (strstr (fixture->base.places->str, "waiting-makeups"));
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 4);
}

/* A Thursday besides, in the morning: chosen by key, proved, and kept with the series; nothing else is touched. */
static void
test_add_date (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) visit = NULL, added = NULL, series = NULL;
  g_autofree char *summary = NULL;
  WabiVisitEditor *editor = fixture->page->editor;

  book_weekly (fixture, 4);
  visit = get_on (fixture, "2026-03-24");
  wabi_schedule_page_go_to (fixture->page, visit);
  test_window_settle (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "schedule.add-date", NULL);
  test_window_settle (fixture->window);
  g_assert_true (wabi_visit_editor_is_adding (editor));
  g_assert_cmpstr (get_label (editor, "title"), ==, "Add a date to the series");
  g_assert_false (gtk_widget_get_sensitive (get_child (editor, "client")));
  g_assert_cmpstr (get_label (editor, "save_label"), ==, "Add date");
  /* On a day that the series has, it says so. */
  wabi_visit_editor_set_when (editor, NULL, schedule_fixture_at (31, 10, 0), schedule_fixture_at (31, 11, 30));
  test_window_settle (fixture->window);
  g_assert_true (gtk_widget_get_visible (get_child (editor, "reason")));
  g_assert_nonnull (strstr (get_label (editor, "reason"), "already"));
  wabi_visit_editor_set_when (editor, NULL, schedule_fixture_at (26, 10, 0), schedule_fixture_at (26, 11, 30));
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_label (editor, "reason"), ==, "");
  picture (fixture->window, "series-add-date");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 5);
  g_assert_cmpint (minute_on (fixture, "2026-03-26"), ==, 10 * 60);
  g_assert_cmpint (minute_on (fixture, "2026-03-24"), ==, 16 * 60);
  added = get_on (fixture, "2026-03-26");
  series = wabi_series_get_of (fixture->base.desk, added);
  summary = wabi_series_dup_summary (fixture->base.desk, series);
  g_assert_cmpstr (summary, ==, "Every week on Tuesday and 1 added date · 5 left · until Apr 7, 2026");
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 4);
  g_assert_true (wabi_desk_redo (fixture->base.desk));
  g_assert_cmpint (minute_on (fixture, "2026-03-26"), ==, 10 * 60);
}

/* Dropped with Ctrl and Shift on Friday at one: nothing is saved before it is proved and said. */
static void
test_add_by_dragging (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) visit = NULL;

  book_weekly (fixture, 4);
  visit = get_on (fixture, "2026-03-24");
  wabi_schedule_page_go_to (fixture->page, visit);
  test_window_settle (fixture->window);
  g_signal_emit_by_name (fixture->page->grid, "add-requested", wabi_record_get_id (visit), 4, 780, 840);
  test_window_settle (fixture->window);
  g_assert_true (wabi_visit_editor_is_adding (fixture->page->editor));
  g_assert_cmpuint (count_status (fixture, "scheduled"), ==, 4);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page->editor), "editor.save", NULL);
  test_window_settle (fixture->window);
  g_assert_cmpint (minute_on (fixture, "2026-03-27"), ==, 13 * 60);
  g_assert_cmpint (minute_on (fixture, "2026-03-24"), ==, 16 * 60);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) visit = NULL;
  WabiSeriesList *list;

  book_weekly (fixture, 4);
  visit = get_on (fixture, "2026-03-24");
  list = wabi_series_list_present (fixture->base.desk, visit, fixture->window);
  test_window_settle (fixture->window);
  g_assert_cmpstr (get_label (list, "summary"), ==, "Every week on Tuesday · 4 left · until Apr 7, 2026");
  picture (GTK_WINDOW (list), "series-list");
  gtk_window_destroy (GTK_WINDOW (list));
  test_window_settle (fixture->window);
}

int
main (int argc, char *argv[])
{
  if (!test_window_init (&argc, &argv))
    return 0;
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/repeat/book", test_book);
  ADD ("/repeat/conflict", test_conflict);
  ADD ("/repeat/other-time", test_other_time);
  ADD ("/repeat/own-rule", test_own_rule);
  ADD ("/repeat/change-one", test_change_one);
  ADD ("/repeat/change-following", test_change_following);
  ADD ("/repeat/change-all", test_change_all);
  ADD ("/repeat/change-rule", test_change_rule);
  ADD ("/repeat/prolong-all", test_prolong_all);
  ADD ("/repeat/override-series", test_override_series);
  ADD ("/repeat/override-move", test_override_move);
  ADD ("/repeat/other-day", test_other_day);
  ADD ("/repeat/cancel-following", test_cancel_following);
  ADD ("/repeat/add-date", test_add_date);
  ADD ("/repeat/add-by-dragging", test_add_by_dragging);
  ADD ("/repeat/list", test_list);
  return g_test_run ();
}
