// SPDX-License-Identifier: AGPL-3.0-or-later
// All views of the real page, several sessions at once, blocked time, suggestions, odd days and paper.

#include "schedule-fixture.h"
#include "test-window.h"

#include <glib/gstdio.h>
#include <string.h>

#include "wabi-choice-list.h"
#include "wabi-matrix-private.h"
#include "wabi-page.h"
#include "wabi-schedule-private.h"
#include "wabi-time-grid-private.h"
#include "wabi-visit-acts.h"

typedef struct
{
  ScheduleFixture base;
  WabiSchedulePage *page;
  GtkWindow *window;
} Fixture;

static void
open_page (Fixture *fixture)
{
  fixture->page = WABI_SCHEDULE_PAGE (wabi_schedule_page_new (fixture->base.desk));
  fixture->window = test_window_show (GTK_WIDGET (fixture->page), 1280, 800);
  wabi_page_open (WABI_PAGE (fixture->page), NULL);
  test_window_settle (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer roles)
{
  schedule_fixture_set_up (&fixture->base, GPOINTER_TO_UINT (roles));
  open_page (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer roles)
{
  test_window_close (fixture->window);
  schedule_fixture_tear_down (&fixture->base);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
  test_window_settle (fixture->window);
}

static void
act_with (Fixture *fixture, const char *action, const char *text)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, "s", text));
  test_window_settle (fixture->window);
}

static void
show_all_staff (Fixture *fixture)
{
  wabi_person_picker_set_id (fixture->page->staff, NULL);
  g_signal_emit_by_name (fixture->page->staff, "picked", NULL);
  test_window_settle (fixture->window);
}

static void
show_day (Fixture *fixture, int year, int month, int day)
{
  wabi_schedule_model_set_day (fixture->page->model, wabi_day_from_ymd (year, month, day));
  wabi_schedule_page_refresh (fixture->page);
  test_window_settle (fixture->window);
}

static gint64
get_at (Fixture *fixture, const WabiKind *kind, const char *id, const char *field)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (fixture->base.desk, kind, id);

  g_assert_nonnull (record);
  return wabi_record_get_int (record, field);
}

static const WabiSegmentInfo *
find_segment (Fixture *fixture, const char *id)
{
  GListModel *segments = wabi_schedule_model_get_segments (fixture->page->model);

  for (guint i = 0; i < g_list_model_get_n_items (segments); i++)
    {
      g_autoptr (WabiSegment) segment = g_list_model_get_item (segments, i);

      if (strcmp (wabi_segment_get_info (segment)->id, id) == 0)
        return wabi_segment_get_info (segment);
    }
  return NULL;
}

static char *
block (Fixture *fixture, gint64 starts_at, gint64 ends_at)
{
  char *id = wabi_desk_new_id (fixture->base.desk);
  JsonObject *args = wabi_args ("id", id, "staff", RBT, "zone", ZONE, "type", "travel", NULL);
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (args, "starts_at", starts_at);
  json_object_set_int_member (args, "ends_at", ends_at);
  g_assert_true (wabi_desk_do (fixture->base.desk, "staff_block.add", args, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  test_window_settle (fixture->window);
  return id;
}

/* --- views --- */

static void
test_switches_and_remembers (Fixture *fixture, gconstpointer roles)
{
  static const struct
  {
    const char *action;
    const char *child;
  } views[] = {
    { "schedule.day", "grid" }, { "schedule.week", "grid" }, { "schedule.agenda", "agenda" }, { "schedule.board", "matrix" }, { "schedule.month", "matrix" },
  };
  g_autofree char *title = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      act (fixture, views[i].action);
      g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->page->views), ==, views[i].child);
    }
  test_window_close (fixture->window);
  open_page (fixture);
  g_assert_cmpint (wabi_schedule_model_get_choice (fixture->page->model)->view, ==, WABI_SCHEDULE_MONTH);
  title = wabi_schedule_model_dup_title (fixture->page->model);
  g_assert_cmpstr (title, ==, "March 2026");
}

static void
test_month (Fixture *fixture, gconstpointer roles)
{
  WabiMatrix *matrix = WABI_MATRIX (fixture->page->matrix);
  guint row, column;

  act (fixture, "schedule.month");
  /* March 10 is a Tuesday of the third week shown: February 23 begins the first. */
  g_assert_nonnull (wabi_matrix_find_segment (matrix, VISIT_AVA, &row, &column));
  g_assert_cmpuint (row, ==, 2);
  g_assert_cmpuint (column, ==, 1);
  g_assert_cmpstr (matrix->cells[row * 7 + column].heading, ==, "10");
  g_assert_true (matrix->cells[row * 7 + column].today);
  g_assert_true (matrix->cells[0].dim);
  g_assert_true (wabi_matrix_focus_segment (matrix, VISIT_AVA));
  test_window_settle (fixture->window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->page->companion_stack), ==, "card");
  /* A day later, at the same time; then the day itself by Enter. */
  g_assert_true (wabi_matrix_press_key (matrix, GDK_KEY_Right, GDK_ALT_MASK));
  test_window_settle (fixture->window);
  g_assert_cmpint (get_at (fixture, &wabi_kind_appointment, VISIT_AVA, "starts_at"), ==, schedule_fixture_at (11, 9, 0));
  wabi_matrix_press_key (matrix, GDK_KEY_Escape, 0);
  wabi_matrix_press_key (matrix, GDK_KEY_Return, 0);
  test_window_settle (fixture->window);
  g_assert_cmpint (wabi_schedule_model_get_choice (fixture->page->model)->view, ==, WABI_SCHEDULE_DAY);
  g_assert_cmpint (wabi_schedule_model_get_choice (fixture->page->model)->day, ==, wabi_day_from_ymd (2026, 3, 11));
}

static void
test_board (Fixture *fixture, gconstpointer roles)
{
  WabiMatrix *matrix = WABI_MATRIX (fixture->page->matrix);
  const WabiMatrixCell *tuesday;
  g_autofree char *travel = NULL;
  guint row = 0;

  travel = block (fixture, schedule_fixture_at (10, 11, 0), schedule_fixture_at (10, 12, 0));
  act (fixture, "schedule.board");
  show_all_staff (fixture);
  while (row < matrix->n_rows && strcmp (matrix->rows[row].title, "Jordan Reyes") != 0)
    row++;
  g_assert_cmpuint (row, <, matrix->n_rows);
  g_assert_cmpstr (matrix->rows[row].subtitle, ==, "5 of 50 h");
  tuesday = &matrix->cells[row * 7 + 1];
  g_assert_cmpint (tuesday->filled, ==, 120);
  g_assert_cmpint (tuesday->room, ==, 600);
  g_assert_cmpstr (tuesday->note, ==, "2 of 10 h");
  /* On the way he is not booked, and not free either. */
  g_assert_cmpstr (tuesday->detail, ==, "Free 8–9a,\n12–6p");
  g_assert_true (matrix->cells[row * 7 + 6].closed);
}

static void
test_agenda (Fixture *fixture, gconstpointer roles)
{
  act (fixture, "schedule.agenda");
  g_assert_true (wabi_schedule_page_focus_segment (fixture->page, VISIT_LATER));
  test_window_settle (fixture->window);
  g_assert_cmpstr (wabi_schedule_page_get_selected (fixture->page), ==, VISIT_LATER);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->page->companion_stack), ==, "card");
  g_assert_false (wabi_schedule_page_focus_segment (fixture->page, VISIT_THEO)); /* another's */
}

/* More than a screen of them: rows come as one scrolls, a choice further down is found, and Ctrl+A takes all. */
static void
put_many (MemoryPractice *practice)
{
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8700-%012d", i);
      gint64 at = schedule_fixture_at (16 + i % 5, 8, 0) + (gint64) (i / 5) * 10 * WABI_MINUTE;
      g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                               ",'zone':'" ZONE "','service_code':'97153','place':'12','status':'scheduled'}",
                                               at, at + 10 * WABI_MINUTE);

      memory_practice_put (practice, &wabi_kind_appointment, id, body);
    }
}

static void
set_up_many (Fixture *fixture, gconstpointer roles)
{
  schedule_fixture_more = put_many;
  set_up (fixture, roles);
  schedule_fixture_more = NULL;
}

static void
test_agenda_goes_on (Fixture *fixture, gconstpointer roles)
{
  WabiAgenda *agenda = WABI_AGENDA (fixture->page->agenda);
  const char *last = "01900000-0000-7000-8700-000000000299";
  guint total;

  act (fixture, "schedule.agenda");
  show_day (fixture, 2026, 3, 16);
  total = wabi_schedule_model_count (fixture->page->model);
  g_assert_cmpuint (total, >=, 300);
  g_assert_cmpuint (wabi_agenda_count_rows (agenda), <, total);
  while (wabi_agenda_count_rows (agenda) < total)
    {
      guint before = wabi_agenda_count_rows (agenda);
      GtkAdjustment *scroll = wabi_agenda_get_adjustment (agenda);

      gtk_adjustment_set_value (scroll, gtk_adjustment_get_upper (scroll));
      test_window_settle (fixture->window);
      g_assert_cmpuint (wabi_agenda_count_rows (agenda), >, before);
    }
  /* Another page begins anew; what is chosen from elsewhere is shown wherever it is. */
  show_day (fixture, 2026, 3, 15);
  g_assert_cmpuint (wabi_agenda_count_rows (agenda), <, total);
  g_assert_true (wabi_agenda_set_selected (agenda, last));
  g_assert_cmpstr (wabi_agenda_get_selected (agenda), ==, last);
}

static void
test_day_by_clients (Fixture *fixture, gconstpointer roles)
{
  const char *who;
  WabiDay day;

  act (fixture, "schedule.day");
  show_all_staff (fixture);
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (fixture->page->by), "client");
  g_signal_emit_by_name (fixture->page->by, "changed", "client");
  test_window_settle (fixture->window);
  g_assert_true (wabi_schedule_model_get_column (fixture->page->model, 0, &day, &who));
  g_assert_cmpstr (who, ==, CLIENT);
  g_assert_true (wabi_schedule_model_get_column (fixture->page->model, 1, &day, &who));
  g_assert_cmpstr (who, ==, CLIENT_2);
  /* It cannot become another client's. */
  g_signal_emit_by_name (fixture->page->grid, "move-requested", VISIT_AVA, 1, 540, 660);
  test_window_settle (fixture->window);
  g_assert_true (g_str_has_prefix (fixture->base.toasts->str, "A session stays with its client"));
}

/* A session at home needs no room; one in the clinic gets one by being dragged there. */
static void
test_day_by_rooms (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *room = wabi_desk_new_id (fixture->base.desk), *kept = NULL, *back = NULL;
  g_autoptr (WabiRecord) visit = wabi_desk_get (fixture->base.desk, &wabi_kind_appointment, VISIT_AVA);
  g_autoptr (WabiRecord) edited = wabi_record_copy (visit);
  JsonObject *args = wabi_args ("id", room, "name", "Room 1", "type", "room", NULL);
  g_autoptr (GError) error = NULL;
  const char *who;
  WabiDay day;

  json_object_set_boolean_member (args, "active", TRUE);
  g_assert_true (wabi_desk_do (fixture->base.desk, "resource.add", args, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  act (fixture, "schedule.day");
  show_all_staff (fixture);
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (fixture->page->by), "room");
  g_signal_emit_by_name (fixture->page->by, "changed", "room");
  test_window_settle (fixture->window);
  g_assert_null (find_segment (fixture, VISIT_AVA));
  wabi_record_set_text (edited, "place", "11");
  g_assert_true (wabi_visit_edit (fixture->base.desk, visit, edited, &error));
  test_window_settle (fixture->window);
  g_assert_true (wabi_schedule_model_get_column (fixture->page->model, 0, &day, &who));
  g_assert_cmpstr (who, ==, room);
  g_assert_cmpuint (find_segment (fixture, VISIT_AVA)->column, ==, 1);
  g_signal_emit_by_name (fixture->page->grid, "move-requested", VISIT_AVA, 0, 540, 660);
  test_window_settle (fixture->window);
  kept = schedule_fixture_dup_text (&fixture->base, VISIT_AVA, "room");
  g_assert_cmpstr (kept, ==, room);
  g_assert_cmpuint (find_segment (fixture, VISIT_AVA)->column, ==, 0);
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  back = schedule_fixture_dup_text (&fixture->base, VISIT_AVA, "room");
  g_assert_null (back);
}

static void
test_filters_by_state (Fixture *fixture, gconstpointer roles)
{
  wabi_choice_list_set_code (fixture->page->status, "cancelled no_show");
  test_window_settle (fixture->window);
  g_assert_cmpuint (wabi_schedule_model_count (fixture->page->model), ==, 1);
  g_assert_nonnull (find_segment (fixture, VISIT_CANCELED));
  g_assert_cmpstr (gtk_menu_button_get_label (fixture->page->more), ==, "More (1)");
  wabi_choice_list_set_code (fixture->page->status, "attention");
  test_window_settle (fixture->window);
  g_assert_nonnull (find_segment (fixture, VISIT_TWO));
  g_assert_null (find_segment (fixture, VISIT_AVA));
}

/* What was filtered is filtered again next time, and one press shows all. */
static void
test_remembers_filters (Fixture *fixture, gconstpointer roles)
{
  guint all = wabi_schedule_model_count (fixture->page->model);

  g_assert_false (gtk_widget_get_visible (fixture->page->clear));
  wabi_choice_list_set_code (fixture->page->status, "cancelled no_show");
  wabi_choice_list_set_code (fixture->page->service, "97153");
  wabi_person_picker_set_id (fixture->page->client, CLIENT);
  g_signal_emit_by_name (fixture->page->client, "picked", CLIENT);
  test_window_settle (fixture->window);
  g_assert_true (gtk_widget_get_visible (fixture->page->clear));
  test_window_close (fixture->window);
  open_page (fixture);
  g_assert_cmpstr (wabi_schedule_model_get_choice (fixture->page->model)->client, ==, CLIENT);
  g_assert_cmpstr (wabi_schedule_model_get_choice (fixture->page->model)->service, ==, "97153");
  g_assert_cmpstr (wabi_schedule_model_get_choice (fixture->page->model)->status, ==, "cancelled no_show");
  g_assert_true (gtk_widget_get_visible (fixture->page->clear));
  act (fixture, "schedule.clear-filters");
  g_assert_false (gtk_widget_get_visible (fixture->page->clear));
  g_assert_cmpuint (wabi_schedule_model_count (fixture->page->model), ==, all);
  test_window_close (fixture->window);
  open_page (fixture);
  g_assert_null (wabi_schedule_model_get_choice (fixture->page->model)->client);
  g_assert_cmpuint (wabi_schedule_model_count (fixture->page->model), ==, all);
}

/* --- several at once --- */

static void
pick_two (Fixture *fixture)
{
  wabi_picks_set_only (fixture->page->picks, VISIT_AVA);
  wabi_picks_add (fixture->page->picks, VISIT_LATER);
}

static void
assert_starts (Fixture *fixture, gint64 ava, gint64 later)
{
  g_assert_cmpint (get_at (fixture, &wabi_kind_appointment, VISIT_AVA, "starts_at"), ==, ava);
  g_assert_cmpint (get_at (fixture, &wabi_kind_appointment, VISIT_LATER, "starts_at"), ==, later);
}

static void
test_moves_many_as_one_step (Fixture *fixture, gconstpointer roles)
{
  pick_two (fixture);
  g_signal_emit_by_name (fixture->page->grid, "move-requested", VISIT_AVA, 1, 600, 720);
  test_window_settle (fixture->window);
  assert_starts (fixture, schedule_fixture_at (10, 10, 0), schedule_fixture_at (11, 14, 0));
  g_assert_cmpstr (fixture->base.toasts->str, ==, "2 sessions moved;");
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  assert_starts (fixture, schedule_fixture_at (10, 9, 0), schedule_fixture_at (11, 13, 0));
  g_assert_true (wabi_desk_redo (fixture->base.desk));
  assert_starts (fixture, schedule_fixture_at (10, 10, 0), schedule_fixture_at (11, 14, 0));
}

static void
test_moves_all_or_none (Fixture *fixture, gconstpointer roles)
{
  pick_two (fixture);
  /* Ava's could be at two, Eli's not at six: nobody works then. */
  g_signal_emit_by_name (fixture->page->grid, "move-requested", VISIT_AVA, 1, 840, 960);
  test_window_settle (fixture->window);
  assert_starts (fixture, schedule_fixture_at (10, 9, 0), schedule_fixture_at (11, 13, 0));
  g_assert_true (g_str_has_prefix (fixture->base.toasts->str, "Nothing was changed: 1 of 2 cannot be."));
  /* And nothing of it can be undone. */
  g_assert_false (wabi_desk_undo (fixture->base.desk));
}

/* The one stands where the other goes: the order is found. */
static void
test_moves_in_the_right_order (Fixture *fixture, gconstpointer roles)
{
  g_signal_emit_by_name (fixture->page->grid, "move-requested", VISIT_LATER, 1, 660, 780);
  test_window_settle (fixture->window);
  assert_starts (fixture, schedule_fixture_at (10, 9, 0), schedule_fixture_at (10, 11, 0));
  pick_two (fixture);
  g_signal_emit_by_name (fixture->page->grid, "move-requested", VISIT_AVA, 1, 600, 720);
  test_window_settle (fixture->window);
  assert_starts (fixture, schedule_fixture_at (10, 10, 0), schedule_fixture_at (10, 12, 0));
}

static GPtrArray *
list_scheduled (Fixture *fixture, gint64 starts_at)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_int (&query, "starts_at", WABI_EQ, starts_at);
  wabi_query_where_text (&query, "status", WABI_EQ, "scheduled");
  return wabi_desk_list (fixture->base.desk, &query);
}

static guint
count_scheduled (Fixture *fixture, int day, int hour)
{
  g_autoptr (GPtrArray) found = list_scheduled (fixture, schedule_fixture_at (day, hour, 0));

  return found->len;
}

static void
test_copies_and_pastes (Fixture *fixture, gconstpointer roles)
{
  pick_two (fixture);
  act (fixture, "schedule.copy");
  wabi_time_grid_set_cursor (WABI_TIME_GRID (fixture->page->grid), 3, 540, 600);
  act (fixture, "schedule.paste");
  /* Two days later each: Thursday at nine, Friday at one. */
  g_assert_cmpuint (count_scheduled (fixture, 12, 9), ==, 1);
  g_assert_cmpuint (count_scheduled (fixture, 13, 13), ==, 1);
  assert_starts (fixture, schedule_fixture_at (10, 9, 0), schedule_fixture_at (11, 13, 0));
  g_assert_cmpuint (wabi_picks_count (fixture->page->picks), ==, 2);
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  g_assert_cmpuint (count_scheduled (fixture, 12, 9), ==, 0);
  g_assert_cmpuint (count_scheduled (fixture, 13, 13), ==, 0);
  g_assert_true (wabi_desk_redo (fixture->base.desk));
  g_assert_cmpuint (count_scheduled (fixture, 13, 13), ==, 1);
}

static void
test_copies_by_dragging (Fixture *fixture, gconstpointer roles)
{
  wabi_picks_set_only (fixture->page->picks, VISIT_LATER);
  g_signal_emit_by_name (fixture->page->grid, "copy-requested", VISIT_LATER, 3, 780, 900);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_scheduled (fixture, 12, 13), ==, 1);
  assert_starts (fixture, schedule_fixture_at (10, 9, 0), schedule_fixture_at (11, 13, 0));
}

static void
test_picks_by_keys (Fixture *fixture, gconstpointer roles)
{
  WabiTimeGrid *grid = WABI_TIME_GRID (fixture->page->grid);

  g_assert_true (wabi_time_grid_focus_segment (grid, VISIT_AVA));
  g_assert_cmpuint (wabi_picks_count (fixture->page->picks), ==, 1);
  wabi_time_grid_press_key (grid, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpuint (wabi_picks_count (fixture->page->picks), ==, 4);
  g_assert_true (wabi_time_grid_press_key (grid, GDK_KEY_space, GDK_CONTROL_MASK));
  g_assert_false (wabi_picks_has (fixture->page->picks, VISIT_AVA));
  wabi_time_grid_press_key (grid, GDK_KEY_Escape, 0);
  g_assert_cmpuint (wabi_picks_count (fixture->page->picks), ==, 1);
  g_assert_true (wabi_time_grid_pick_chip (grid, wabi_time_grid_find_chip (grid, VISIT_LATER), GDK_CONTROL_MASK));
  g_assert_cmpuint (wabi_picks_count (fixture->page->picks), ==, 2);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (wabi_time_grid_find_chip (grid, VISIT_AVA)), "picked"));
}

/* --- blocked time --- */

static void
test_blocks_time (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *id = NULL;

  wabi_time_grid_set_cursor (WABI_TIME_GRID (fixture->page->grid), 1, 720, 780);
  act_with (fixture, "schedule.block", "break");
  id = g_strdup (wabi_schedule_page_get_selected (fixture->page));
  g_assert_nonnull (wabi_schedule_model_get_block (fixture->page->model, id));
  g_assert_cmpint (find_segment (fixture, id)->state, ==, WABI_SEGMENT_BLOCK);
  g_signal_emit_by_name (fixture->page->grid, "move-requested", id, 1, 750, 780);
  test_window_settle (fixture->window);
  g_assert_cmpint (get_at (fixture, &wabi_kind_staff_block, id, "starts_at"), ==, schedule_fixture_at (10, 12, 30));
  act_with (fixture, "schedule.block", "travel");
  g_assert_cmpstr (find_segment (fixture, id)->title, ==, "Travel");
  g_signal_emit_by_name (fixture->page->grid, "cancel-requested", id);
  test_window_settle (fixture->window);
  g_assert_null (find_segment (fixture, id));
  for (guint i = 0; i < 4; i++)
    g_assert_true (wabi_desk_undo (fixture->base.desk));
  test_window_settle (fixture->window);
  g_assert_null (find_segment (fixture, id));
  g_assert_true (wabi_desk_redo (fixture->base.desk));
  test_window_settle (fixture->window);
  g_assert_nonnull (find_segment (fixture, id));
}

/* To another person's column: theirs from then on, and one step takes it back. */
static void
test_gives_a_block_away (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *id = NULL, *other = NULL;
  g_autoptr (WabiRecord) given = NULL, gone = NULL, back = NULL;
  const char *who = NULL;
  WabiDay day;
  guint column = 0;

  id = block (fixture, schedule_fixture_at (10, 12, 0), schedule_fixture_at (10, 13, 0));
  act (fixture, "schedule.day");
  while (wabi_schedule_model_get_column (fixture->page->model, column, &day, &who) && g_strcmp0 (who, RBT) == 0)
    column++;
  other = g_strdup (who);
  g_signal_emit_by_name (fixture->page->grid, "move-requested", id, column, 780, 840);
  test_window_settle (fixture->window);
  given = wabi_desk_get (fixture->base.desk, &wabi_kind_staff_block, wabi_schedule_page_get_selected (fixture->page));
  g_assert_cmpstr (wabi_record_get_text (given, "staff"), ==, other);
  g_assert_cmpstr (wabi_record_get_text (given, "type"), ==, "travel");
  g_assert_cmpint (wabi_record_get_int (given, "starts_at"), ==, schedule_fixture_at (10, 13, 0));
  gone = wabi_desk_get (fixture->base.desk, &wabi_kind_staff_block, id);
  g_assert_cmpstr (wabi_record_get_text (gone, "status"), ==, "withdrawn");
  g_assert_true (wabi_desk_undo (fixture->base.desk));
  test_window_settle (fixture->window);
  back = wabi_desk_get (fixture->base.desk, &wabi_kind_staff_block, id);
  g_assert_cmpstr (wabi_record_get_text (back, "status"), !=, "withdrawn");
  g_assert_null (find_segment (fixture, wabi_record_get_id (given)));
  g_assert_nonnull (find_segment (fixture, id));
}

/* --- odd days --- */

#define NIGHT "01900000-0000-7000-8000-000000000901"

/* From 11 pm over midnight and the change of the clock to 3:30 am: four hours and a half on the clock's face, three and a half in truth. */
static void
put_night (MemoryPractice *practice)
{
  gint64 from = wabi_zone_from_local (ZONE, wabi_day_from_ymd (2026, 3, 7), 23 * 60);
  gint64 to = wabi_zone_from_local (ZONE, wabi_day_from_ymd (2026, 3, 8), 3 * 60 + 30);
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','service_code':'97153','place':'12','status':'scheduled'}",
                                           from, to);

  g_assert_cmpint ((to - from) / WABI_MINUTE, ==, 3 * 60 + 30);
  memory_practice_put (practice, &wabi_kind_appointment, NIGHT, body);
}

static void
set_up_night (Fixture *fixture, gconstpointer roles)
{
  schedule_fixture_more = put_night;
  set_up (fixture, roles);
  schedule_fixture_more = NULL;
}

/* In each view it is where it is, and as long as it is. */
static void
test_night_of_23_hours (Fixture *fixture, gconstpointer roles)
{
  WabiMatrix *matrix = WABI_MATRIX (fixture->page->matrix);
  g_autofree char *part = g_strdup_printf ("%s/1", NIGHT), *summary = NULL;
  guint row, column;
  WabiRecord *visit;

  act (fixture, "schedule.week");
  show_day (fixture, 2026, 3, 7);
  g_assert_cmpint (find_segment (fixture, NIGHT)->start_minute, ==, 23 * 60);
  g_assert_cmpint (find_segment (fixture, NIGHT)->end_minute, ==, 24 * 60);
  g_assert_cmpint (find_segment (fixture, part)->start_minute, ==, 0);
  g_assert_cmpint (find_segment (fixture, part)->end_minute, ==, 3 * 60 + 30);
  summary = wabi_schedule_model_dup_summary (fixture->page->model);
  g_assert_true (g_str_has_prefix (summary, "3.5 h booked"));
  act (fixture, "schedule.month");
  g_assert_cmpuint (find_segment (fixture, part)->column, ==, 6);
  act (fixture, "schedule.board");
  show_day (fixture, 2026, 3, 8);
  visit = wabi_schedule_model_get_visit (fixture->page->model, NIGHT);
  g_assert_true (wabi_schedule_model_find_place (fixture->page->model, visit, wabi_day_from_ymd (2026, 3, 8), &row, &column));
  g_assert_cmpuint (column, ==, 6);
  g_assert_cmpint (matrix->cells[row * 7 + 5].filled, ==, 60);
  g_assert_cmpint (matrix->cells[row * 7 + 6].filled, ==, 150);
  act (fixture, "schedule.agenda");
  show_day (fixture, 2026, 3, 8);
  /* What began the evening before still goes on. */
  g_assert_true (wabi_agenda_set_selected (WABI_AGENDA (fixture->page->agenda), NIGHT));
}

static void
test_crosses_midnight (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *id = block (fixture, schedule_fixture_at (10, 22, 0), schedule_fixture_at (11, 2, 0));
  g_autofree char *rest = g_strdup_printf ("%s/1", id);

  g_assert_cmpint (find_segment (fixture, id)->end_minute, ==, 1440);
  g_assert_cmpuint (find_segment (fixture, rest)->column, ==, 2);
  g_assert_cmpint (find_segment (fixture, rest)->start_minute, ==, 0);
  g_assert_cmpint (find_segment (fixture, rest)->end_minute, ==, 120);
  g_assert_true (find_segment (fixture, rest)->fixed);
}

static void
test_day_of_25_hours (Fixture *fixture, gconstpointer roles)
{
  WabiTimeGrid *grid = WABI_TIME_GRID (fixture->page->grid);
  WabiDay day = wabi_day_from_ymd (2026, 11, 1);
  gint64 start = wabi_zone_day_start (ZONE, day) + 30 * WABI_MINUTE;
  g_autofree char *id = block (fixture, start, start + 3 * 60 * WABI_MINUTE), *once = NULL, *twice = NULL;
  WabiScheduleSpot first, second;

  show_day (fixture, 2026, 11, 1);
  g_assert_cmpint (wabi_time_grid_get_length (grid), ==, 1500);
  /* Three real hours from half past twelve end at half past two: the hour between comes twice. */
  g_assert_cmpint (find_segment (fixture, id)->start_minute, ==, 30);
  g_assert_cmpint (find_segment (fixture, id)->end_minute, ==, 210);
  once = wabi_time_grid_dup_times (grid, (WabiSlot){ 6, 60, 120 });
  twice = wabi_time_grid_dup_times (grid, (WabiSlot){ 6, 120, 180 });
  g_assert_cmpstr (once, ==, "1:00 – 2:00 am");
  g_assert_cmpstr (twice, ==, once);
  g_assert_true (wabi_schedule_page_read_slot (fixture->page, 6, 60, 120, &first));
  g_assert_true (wabi_schedule_page_read_slot (fixture->page, 6, 120, 180, &second));
  g_assert_cmpint (second.starts_at - first.starts_at, ==, 60 * WABI_MINUTE);
  /* An ordinary day beside it has no such hour, and goes on by its clock. */
  g_assert_true (wabi_schedule_page_read_slot (fixture->page, 5, 600, 660, &first));
  g_assert_cmpint (first.starts_at, ==, wabi_zone_from_local (ZONE, day - 1, 540));
}

static WabiDayBox
get_box (GtkWidget *child)
{
  return *wabi_day_layout_get_box (child);
}

static const char *
read_hour (GtkWidget *bar, int minute)
{
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (get_box (child).start == minute)
      return gtk_label_get_text (GTK_LABEL (child));
  g_assert_not_reached ();
}

static void
test_two_time_scales (Fixture *fixture, gconstpointer roles)
{
  WabiTimeGrid *grid = WABI_TIME_GRID (fixture->page->grid);

  act_with (fixture, "schedule.zone", "America/Los_Angeles");
  g_assert_true (gtk_widget_get_visible (grid->other_hours));
  g_assert_cmpstr (read_hour (grid->hour_bar, 540), ==, "9 am");
  g_assert_cmpstr (read_hour (grid->other_hours, 540), ==, "6 am");
  g_assert_cmpstr (gtk_label_get_text (grid->other_name), ==, "PDT");
  act_with (fixture, "schedule.zone", "America/Phoenix"); /* which does not change its clocks */
  g_assert_cmpstr (read_hour (grid->other_hours, 540), ==, "6 am");
  show_day (fixture, 2026, 11, 10);
  g_assert_cmpstr (read_hour (grid->other_hours, 540), ==, "7 am");
  act_with (fixture, "schedule.zone", "");
  g_assert_false (gtk_widget_get_visible (grid->other_hours));
}

/* --- suggestions --- */

static void
on_plan_cb (WabiSchedulePage *page, const char *id, GString *log)
{
  g_string_append_printf (log, "%s;", id);
}

static void
test_lays_a_plan_over (Fixture *fixture, gconstpointer roles)
{
  g_autoptr (GListStore) plan = g_list_store_new (WABI_TYPE_PLAN_SLOT);
  g_autoptr (WabiPlanSlot) slot = wabi_plan_slot_new (&(WabiPlanSlotInfo){ .id = "plan-1",
                                                                         .client = CLIENT_MILA,
                                                                         .staff = RBT,
                                                                         .service_code = "97153",
                                                                         .starts_at = schedule_fixture_at (12, 13, 0),
                                                                         .ends_at = schedule_fixture_at (12, 15, 0),
                                                                         .why = "Mila has 10 hours left" });
  g_autoptr (GString) accepted = g_string_new (NULL), declined = g_string_new (NULL);
  g_autoptr (WabiRecord) like = wabi_record_new (&wabi_kind_appointment, "plan-1");
  guint row, column;

  wabi_record_set_text (like, "staff", RBT);
  g_signal_connect (fixture->page, "plan-accept", G_CALLBACK (on_plan_cb), accepted);
  g_signal_connect (fixture->page, "plan-decline", G_CALLBACK (on_plan_cb), declined);
  wabi_schedule_page_set_plan (fixture->page, G_LIST_MODEL (plan));
  g_list_store_append (plan, slot);
  test_window_settle (fixture->window);
  g_assert_cmpint (find_segment (fixture, "plan-1")->state, ==, WABI_SEGMENT_PLAN);
  g_assert_cmpstr (find_segment (fixture, "plan-1")->subtitle, ==, "97153 · Mila has 10 hours left");
  g_signal_emit_by_name (fixture->page->grid, "open-requested", "plan-1");
  g_signal_emit_by_name (fixture->page->grid, "cancel-requested", "plan-1");
  g_assert_cmpstr (accepted->str, ==, "plan-1;");
  g_assert_cmpstr (declined->str, ==, "plan-1;");
  /* The agenda and the board have it too. */
  act (fixture, "schedule.agenda");
  g_assert_true (wabi_agenda_set_selected (WABI_AGENDA (fixture->page->agenda), "plan-1"));
  act (fixture, "schedule.board");
  show_all_staff (fixture);
  g_assert_true (wabi_schedule_model_find_place (fixture->page->model, like, wabi_day_from_ymd (2026, 3, 12), &row, &column));
  g_assert_cmpint (WABI_MATRIX (fixture->page->matrix)->cells[row * 7 + column].planned, ==, 120);
  act (fixture, "schedule.week");
  g_list_store_remove_all (plan);
  test_window_settle (fixture->window);
  g_assert_null (find_segment (fixture, "plan-1"));
}

/* --- paper --- */

static void
test_prints_every_view (Fixture *fixture, gconstpointer roles)
{
  g_autofree char *path = g_build_filename (fixture->base.folder, "out.pdf", NULL);

  for (guint i = 0; i < WABI_SCHEDULE_N_VIEWS; i++)
    {
      g_autofree char *action = g_strdup_printf ("schedule.%s", wabi_schedule_view_to_id ((WabiScheduleView) i)), *name = NULL, *bytes = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      act (fixture, action);
      g_assert_true (wabi_schedule_page_export (fixture->page, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
      g_assert_cmpuint (length, >, 4000);
      g_unlink (path);
      name = wabi_schedule_page_dup_file_name (fixture->page);
      g_assert_true (g_regex_match_simple ("^schedule-[a-z]+-2026-\\d\\d-\\d\\d\\.pdf$", name, 0, 0));
    }
}

/* --- finding --- */

static void
test_finds_people_and_sessions (Fixture *fixture, gconstpointer roles)
{
  GtkListBox *list;
  GtkEditable *entry;

  wabi_page_search (WABI_PAGE (fixture->page));
  test_window_settle (fixture->window);
  list = g_object_get_data (G_OBJECT (fixture->page->find), "wabi-list");
  entry = g_object_get_data (G_OBJECT (fixture->page->find), "wabi-entry");
  gtk_editable_set_text (entry, "theo");
  test_window_settle (fixture->window);
  /* The client, and the one session that he has. */
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 1));
  g_assert_null (gtk_list_box_get_row_at_index (list, 2));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 1));
  test_window_settle (fixture->window);
  g_assert_cmpstr (wabi_schedule_page_get_selected (fixture->page), ==, VISIT_THEO);
  g_assert_cmpstr (wabi_schedule_model_get_choice (fixture->page->model)->staff, ==, BCBA);
}

#define ADD(name, roles) g_test_add ("/views/" #name, Fixture, GUINT_TO_POINTER (roles), set_up, test_##name, tear_down)

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
  ADD (switches_and_remembers, WABI_ROLE_FRONTDESK);
  ADD (month, WABI_ROLE_FRONTDESK);
  ADD (board, WABI_ROLE_FRONTDESK);
  ADD (agenda, WABI_ROLE_FRONTDESK);
  g_test_add ("/views/agenda_goes_on", Fixture, GUINT_TO_POINTER (WABI_ROLE_FRONTDESK), set_up_many, test_agenda_goes_on, tear_down);
  g_test_add ("/views/night_of_23_hours", Fixture, GUINT_TO_POINTER (WABI_ROLE_FRONTDESK), set_up_night, test_night_of_23_hours, tear_down);
  ADD (remembers_filters, WABI_ROLE_FRONTDESK);
  ADD (gives_a_block_away, WABI_ROLE_FRONTDESK);
  ADD (day_by_clients, WABI_ROLE_FRONTDESK);
  ADD (day_by_rooms, WABI_ROLE_FRONTDESK);
  ADD (filters_by_state, WABI_ROLE_FRONTDESK);
  ADD (moves_many_as_one_step, WABI_ROLE_FRONTDESK);
  ADD (moves_all_or_none, WABI_ROLE_FRONTDESK);
  ADD (moves_in_the_right_order, WABI_ROLE_FRONTDESK);
  ADD (copies_and_pastes, WABI_ROLE_FRONTDESK);
  ADD (copies_by_dragging, WABI_ROLE_FRONTDESK);
  ADD (picks_by_keys, WABI_ROLE_FRONTDESK);
  ADD (blocks_time, WABI_ROLE_FRONTDESK);
  ADD (crosses_midnight, WABI_ROLE_FRONTDESK);
  ADD (day_of_25_hours, WABI_ROLE_FRONTDESK);
  ADD (two_time_scales, WABI_ROLE_FRONTDESK);
  ADD (lays_a_plan_over, WABI_ROLE_FRONTDESK);
  ADD (prints_every_view, WABI_ROLE_FRONTDESK);
  ADD (finds_people_and_sessions, WABI_ROLE_FRONTDESK);
  return g_test_run ();
}
