// SPDX-License-Identifier: AGPL-3.0-or-later
// Pointer and keys on a real grid become requests; the grid itself changes nothing.

#include "test-window.h"
#include "wabi-time-grid-private.h"

typedef struct
{
  GtkWindow *window;
  WabiTimeGrid *grid;
  GListStore *store;
  GString *log;
} Fixture;

static const WabiGridColumn week[] = {
  { "Mon", "9", "Monday, March 9", FALSE },      { "Tue", "10", "Tuesday, March 10", TRUE },
  { "Wed", "11", "Wednesday, March 11", FALSE }, { "Thu", "12", "Thursday, March 12", FALSE },
  { "Fri", "13", "Friday, March 13", FALSE },
};

static void
on_create_cb (WabiTimeGrid *grid, guint column, int start, int end, GString *log)
{
  g_string_append_printf (log, "create %u %d-%d;", column, start, end);
}

static void
on_move_cb (WabiTimeGrid *grid, const char *id, guint column, int start, int end, GString *log)
{
  g_string_append_printf (log, "move %s %u %d-%d;", id, column, start, end);
}

static void
on_open_cb (WabiTimeGrid *grid, const char *id, GString *log)
{
  g_string_append_printf (log, "open %s;", id);
}

static void
on_cancel_cb (WabiTimeGrid *grid, const char *id, GString *log)
{
  g_string_append_printf (log, "cancel %s;", id);
}

static void
on_preview_ended_cb (WabiTimeGrid *grid, GString *log)
{
  g_string_append (log, "ended;");
}

static void
on_page_cb (WabiTimeGrid *grid, int direction, GString *log)
{
  g_string_append_printf (log, "page %d;", direction);
}

static void
append (Fixture *fixture, const char *id, guint column, int start, int end, WabiSegmentState state)
{
  g_autoptr (WabiSegment) segment = wabi_segment_new (&(WabiSegmentInfo){ .id = id,
                                                                          .column = column,
                                                                          .start_minute = start,
                                                                          .end_minute = end,
                                                                          .title = id,
                                                                          .subtitle = "97153 · Clinic",
                                                                          .service = "97153",
                                                                          .state = state });

  g_list_store_append (fixture->store, segment);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_default_direction (data ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  fixture->log = g_string_new (NULL);
  fixture->store = g_list_store_new (WABI_TYPE_SEGMENT);
  fixture->grid = WABI_TIME_GRID (wabi_time_grid_new ());
  append (fixture, "ava", 0, 540, 720, WABI_SEGMENT_BOOKED);
  append (fixture, "eli", 1, 600, 660, WABI_SEGMENT_BOOKED);
  append (fixture, "mila", 1, 630, 720, WABI_SEGMENT_ARRIVED);
  append (fixture, "gone", 2, 540, 600, WABI_SEGMENT_CANCELLED);
  wabi_time_grid_set_columns (fixture->grid, week, G_N_ELEMENTS (week));
  wabi_time_grid_set_segments (fixture->grid, G_LIST_MODEL (fixture->store));
  g_signal_connect (fixture->grid, "create-requested", G_CALLBACK (on_create_cb), fixture->log);
  g_signal_connect (fixture->grid, "move-requested", G_CALLBACK (on_move_cb), fixture->log);
  g_signal_connect (fixture->grid, "open-requested", G_CALLBACK (on_open_cb), fixture->log);
  g_signal_connect (fixture->grid, "cancel-requested", G_CALLBACK (on_cancel_cb), fixture->log);
  g_signal_connect (fixture->grid, "preview-ended", G_CALLBACK (on_preview_ended_cb), fixture->log);
  g_signal_connect (fixture->grid, "page-requested", G_CALLBACK (on_page_cb), fixture->log);
  fixture->window = test_window_show (GTK_WIDGET (fixture->grid), 1000, 700);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_window_close (fixture->window);
  g_object_unref (fixture->store);
  g_string_free (fixture->log, TRUE);
}

static void
expect (Fixture *fixture, const char *log)
{
  g_assert_cmpstr (fixture->log->str, ==, log);
  g_string_truncate (fixture->log, 0);
}

static graphene_point_t
point_at (Fixture *fixture, guint column, int minute)
{
  GtkWidget *widget = g_ptr_array_index (fixture->grid->columns, column);
  graphene_rect_t bounds;
  double y = wabi_day_layout_get_y (wabi_day_column_get_layout (WABI_DAY_COLUMN (widget)), minute);

  g_assert_true (gtk_widget_compute_bounds (widget, fixture->grid->canvas, &bounds));
  return GRAPHENE_POINT_INIT (bounds.origin.x + 30, (float)y + 1);
}

static void
drag (Fixture *fixture, graphene_point_t from, graphene_point_t to, gboolean commit)
{
  wabi_time_grid_drag_begin (fixture->grid, from.x, from.y);
  wabi_time_grid_drag_update (fixture->grid, (from.x + to.x) / 2, (from.y + to.y) / 2);
  wabi_time_grid_drag_update (fixture->grid, to.x, to.y);
  wabi_time_grid_drag_end (fixture->grid, commit);
}

static void
test_drag_on_empty_hours_creates (Fixture *fixture, gconstpointer data)
{
  guint column;
  int start, end;

  drag (fixture, point_at (fixture, 3, 780), point_at (fixture, 3, 945), TRUE);
  expect (fixture, "create 3 780-960;ended;");
  g_assert_true (wabi_time_grid_get_cursor (fixture->grid, &column, &start, &end));
  g_assert_cmpuint (column, ==, 3);
  g_assert_cmpint (start, ==, 780);
  g_assert_cmpint (end, ==, 960);
}

static void
test_drag_moves_and_leaves_the_model (Fixture *fixture, gconstpointer data)
{
  drag (fixture, point_at (fixture, 0, 600), point_at (fixture, 4, 668), TRUE);
  expect (fixture, "move ava 4 615-795;ended;");
  g_assert_cmpint (wabi_time_grid_get_chip_slot (wabi_time_grid_find_chip (fixture->grid, "ava")).column, ==,
                   0);
}

static void
test_lower_edge_resizes (Fixture *fixture, gconstpointer data)
{
  graphene_point_t edge = point_at (fixture, 0, 720);

  edge.y -= 4;
  drag (fixture, edge, GRAPHENE_POINT_INIT (edge.x, edge.y + 66), TRUE);
  expect (fixture, "move ava 0 540-780;ended;");
}

static void
test_no_request_without_change (Fixture *fixture, gconstpointer data)
{
  drag (fixture, point_at (fixture, 0, 600), point_at (fixture, 4, 668), FALSE);
  expect (fixture, "ended;");
  drag (fixture, point_at (fixture, 0, 600), point_at (fixture, 0, 602), TRUE);
  expect (fixture, "");
  drag (fixture, point_at (fixture, 2, 560), point_at (fixture, 4, 800), TRUE);
  expect (fixture, "");
}

static void
test_keys_move_the_cursor (Fixture *fixture, gconstpointer data)
{
  WabiTimeGrid *grid = fixture->grid;

  gtk_widget_grab_focus (GTK_WIDGET (grid));
  g_assert_true (gtk_widget_has_focus (grid->canvas));
  wabi_time_grid_set_cursor (grid, 3, 600, 660);
  wabi_time_grid_press_key (grid, GDK_KEY_Right, 0);
  wabi_time_grid_press_key (grid, GDK_KEY_Down, 0);
  wabi_time_grid_press_key (grid, GDK_KEY_Down, GDK_CONTROL_MASK);
  wabi_time_grid_press_key (grid, GDK_KEY_Down, GDK_SHIFT_MASK);
  wabi_time_grid_press_key (grid, GDK_KEY_Return, 0);
  expect (fixture, "create 4 675-750;");
  wabi_time_grid_press_key (grid, GDK_KEY_Right, 0);
  expect (fixture, "page 1;");
  wabi_time_grid_press_key (grid, GDK_KEY_Page_Up, 0);
  expect (fixture, "page -1;");
  g_assert_false (wabi_time_grid_press_key (grid, GDK_KEY_n, 0));
}

static void
test_keys_on_chips (Fixture *fixture, gconstpointer data)
{
  WabiTimeGrid *grid = fixture->grid;

  g_assert_true (wabi_time_grid_focus_segment (grid, "eli"));
  g_assert_cmpstr (wabi_time_grid_get_selected (grid), ==, "eli");
  wabi_time_grid_press_key (grid, GDK_KEY_Down, 0);
  g_assert_cmpstr (wabi_time_grid_get_selected (grid), ==, "mila");
  wabi_time_grid_press_key (grid, GDK_KEY_Left, 0);
  g_assert_cmpstr (wabi_time_grid_get_selected (grid), ==, "ava");
  wabi_time_grid_press_key (grid, GDK_KEY_Return, 0);
  wabi_time_grid_press_key (grid, GDK_KEY_Menu, 0);
  wabi_time_grid_press_key (grid, GDK_KEY_Delete, 0);
  expect (fixture, "open ava;open ava;cancel ava;");
  wabi_time_grid_press_key (grid, GDK_KEY_Escape, 0);
  g_assert_true (gtk_widget_has_focus (grid->canvas));
  wabi_time_grid_press_key (grid, GDK_KEY_space, 0);
  g_assert_nonnull (wabi_time_grid_get_focus_chip (grid));
}

static void
test_alt_arrows_move_once (Fixture *fixture, gconstpointer data)
{
  WabiTimeGrid *grid = fixture->grid;

  wabi_time_grid_focus_segment (grid, "ava");
  wabi_time_grid_press_key (grid, GDK_KEY_Down, GDK_ALT_MASK);
  wabi_time_grid_press_key (grid, GDK_KEY_Down, GDK_ALT_MASK);
  wabi_time_grid_press_key (grid, GDK_KEY_Right, GDK_ALT_MASK);
  expect (fixture, "");
  g_assert_true (gtk_widget_get_visible (grid->preview));
  wabi_time_grid_release_key (grid, GDK_KEY_Alt_L);
  expect (fixture, "move ava 1 570-750;ended;");
  g_assert_false (gtk_widget_get_visible (grid->preview));

  wabi_time_grid_press_key (grid, GDK_KEY_Down, GDK_ALT_MASK | GDK_SHIFT_MASK);
  wabi_time_grid_release_key (grid, GDK_KEY_Alt_L);
  expect (fixture, "move ava 0 540-735;ended;");

  wabi_time_grid_press_key (grid, GDK_KEY_Up, GDK_ALT_MASK);
  wabi_time_grid_press_key (grid, GDK_KEY_Escape, 0);
  wabi_time_grid_release_key (grid, GDK_KEY_Alt_L);
  expect (fixture, "ended;");

  wabi_time_grid_focus_segment (grid, "gone");
  wabi_time_grid_press_key (grid, GDK_KEY_Up, GDK_ALT_MASK);
  wabi_time_grid_release_key (grid, GDK_KEY_Alt_L);
  expect (fixture, "");
}

static void
test_chips_are_kept_by_id (Fixture *fixture, gconstpointer data)
{
  WabiTimeGrid *grid = fixture->grid;
  WabiChip *before = wabi_time_grid_find_chip (grid, "eli");

  wabi_time_grid_focus_segment (grid, "eli");
  g_list_store_remove (fixture->store, 1);
  append (fixture, "eli", 3, 780, 840, WABI_SEGMENT_BOOKED);
  test_window_settle (fixture->window);
  g_assert_true (wabi_time_grid_find_chip (grid, "eli") == before);
  g_assert_true (gtk_widget_get_parent (GTK_WIDGET (before)) == g_ptr_array_index (grid->columns, 3));
  g_assert_true (wabi_time_grid_get_focus_chip (grid) == before);

  g_list_store_remove_all (fixture->store);
  test_window_settle (fixture->window);
  g_assert_null (wabi_time_grid_find_chip (grid, "eli"));
  g_assert_true (gtk_widget_has_focus (grid->canvas));
}

static void
test_overlaps_share_the_width (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t eli, mila, column;
  GtkWidget *parent = g_ptr_array_index (fixture->grid->columns, 1);

  g_assert_true (
      gtk_widget_compute_bounds (GTK_WIDGET (wabi_time_grid_find_chip (fixture->grid, "eli")), parent, &eli));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (wabi_time_grid_find_chip (fixture->grid, "mila")),
                                            parent, &mila));
  g_assert_true (gtk_widget_compute_bounds (parent, parent, &column));
  g_assert_false (graphene_rect_intersection (&eli, &mila, NULL));
  g_assert_true (graphene_rect_contains_rect (&column, &eli));
  g_assert_true (graphene_rect_contains_rect (&column, &mila));
  g_assert_cmpfloat_with_epsilon (eli.size.height, 66 - 2, 1);
}

static void
test_draft_is_over_all_and_movable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiSegment) draft = wabi_segment_new (&(WabiSegmentInfo){ .id = "draft",
                                                                        .column = 3,
                                                                        .start_minute = 780,
                                                                        .end_minute = 960,
                                                                        .title = "New",
                                                                        .service = "97153" });
  WabiChip *chip;

  wabi_time_grid_set_draft (fixture->grid, draft);
  test_window_settle (fixture->window);
  chip = wabi_time_grid_find_chip (fixture->grid, "draft");
  g_assert_nonnull (chip);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (chip), "draft"));
  drag (fixture, point_at (fixture, 3, 800), point_at (fixture, 3, 860), TRUE);
  expect (fixture, "move draft 3 840-1020;ended;");
  wabi_time_grid_set_draft (fixture->grid, NULL);
  test_window_settle (fixture->window);
  g_assert_null (wabi_time_grid_find_chip (fixture->grid, "draft"));
}

static guint
count_chips (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < fixture->grid->columns->len; i++)
    for (GtkWidget *child = gtk_widget_get_first_child (g_ptr_array_index (fixture->grid->columns, i)); child;
         child = gtk_widget_get_next_sibling (child))
      n += WABI_IS_CHIP (child) && child != fixture->grid->preview;
  return n;
}

static void
test_one_chip_for_one_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiSegment) draft = wabi_segment_new (&(WabiSegmentInfo){
      .id = "ava", .column = 3, .start_minute = 780, .end_minute = 960, .title = "New", .service = "97153" });

  append (fixture, "eli", 1, 800, 860, WABI_SEGMENT_BOOKED);
  append (fixture, "eli", 4, 800, 860, WABI_SEGMENT_BOOKED);
  append (fixture, "far", 99, 800, 860, WABI_SEGMENT_BOOKED);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_chips (fixture), ==, 4);
  wabi_time_grid_set_draft (fixture->grid, draft);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_chips (fixture), ==, 4);
  g_assert_cmpint (wabi_time_grid_get_chip_slot (wabi_time_grid_find_chip (fixture->grid, "ava")).column, ==,
                   3);
  wabi_time_grid_set_draft (fixture->grid, NULL);
  test_window_settle (fixture->window);
  g_assert_cmpuint (count_chips (fixture), ==, 4);
  g_assert_cmpint (wabi_time_grid_get_chip_slot (wabi_time_grid_find_chip (fixture->grid, "ava")).column, ==,
                   0);
}

static void
test_right_to_left_is_mirrored (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t first, last;

  g_assert_true (gtk_widget_compute_bounds (g_ptr_array_index (fixture->grid->columns, 0),
                                            fixture->grid->canvas, &first));
  g_assert_true (gtk_widget_compute_bounds (g_ptr_array_index (fixture->grid->columns, 4),
                                            fixture->grid->canvas, &last));
  g_assert_cmpfloat (first.origin.x, >, last.origin.x);
  drag (fixture, point_at (fixture, 0, 600), point_at (fixture, 4, 600), TRUE);
  expect (fixture, "move ava 4 540-720;ended;");
  gtk_widget_grab_focus (GTK_WIDGET (fixture->grid));
  wabi_time_grid_set_cursor (fixture->grid, 3, 600, 660);
  wabi_time_grid_press_key (fixture->grid, GDK_KEY_Left, 0);
  wabi_time_grid_press_key (fixture->grid, GDK_KEY_Return, 0);
  expect (fixture, "create 4 600-660;");
}

static void
test_words_for_screen_readers (Fixture *fixture, gconstpointer data)
{
  GtkAccessible *chip = GTK_ACCESSIBLE (wabi_time_grid_find_chip (fixture->grid, "eli"));
  GtkAccessible *column = g_ptr_array_index (fixture->grid->columns, 1);

  g_assert_cmpint (gtk_accessible_get_accessible_role (chip), ==, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "10:00 – 11:00 am, eli, 97153 · Clinic, Booked");
  gtk_test_accessible_assert_property (column, GTK_ACCESSIBLE_PROPERTY_LABEL, "Tuesday, March 10");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (chip), "chip.open", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (chip), "chip.cancel", NULL));
  expect (fixture, "open eli;cancel eli;");
  wabi_time_grid_set_cursor (fixture->grid, 0, 780, 840);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (chip), "grid.create", NULL));
  expect (fixture, "create 0 780-840;");
  g_assert_cmpstr (gtk_label_get_text (fixture->grid->announcer), ==, "Monday, March 9, 1:00 – 2:00 pm");
}

static void
test_headings_stay_over_their_columns (Fixture *fixture, gconstpointer data)
{
  WabiGridColumn staff[18];
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (fixture->grid->scroller);
  GtkWidget *heading;

  for (guint i = 0; i < G_N_ELEMENTS (staff); i++)
    staff[i] = (WabiGridColumn){ "RBT", i % 2 ? "Jo" : "Jordan Featherstonehaugh-Reyes", "Staff", FALSE };
  wabi_time_grid_set_columns (fixture->grid, staff, G_N_ELEMENTS (staff));
  test_window_settle (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >=, 18 * 84);
  wabi_time_grid_set_cursor (fixture->grid, 17, 600, 660);
  test_window_settle (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
  heading = gtk_widget_get_first_child (fixture->grid->headings);
  for (guint i = 0; i < G_N_ELEMENTS (staff); i++, heading = gtk_widget_get_next_sibling (heading))
    {
      graphene_rect_t above, below;

      g_assert_true (gtk_widget_compute_bounds (heading, GTK_WIDGET (fixture->grid), &above));
      g_assert_true (gtk_widget_compute_bounds (g_ptr_array_index (fixture->grid->columns, i),
                                                GTK_WIDGET (fixture->grid), &below));
      g_assert_cmpfloat (above.origin.x, ==, below.origin.x);
      g_assert_cmpfloat (above.size.width, ==, below.size.width);
    }
}

static void
test_scroll_and_zoom_keep_the_place (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (fixture->grid->scroller);

  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), 7.5 * 66, 1);
  wabi_time_grid_zoom (fixture->grid, 132, 100);
  test_window_settle (fixture->window);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), (7.5 * 66 + 100) * 2 - 100, 1);
  wabi_time_grid_zoom (fixture->grid, 1e9, 0);
  g_assert_cmpfloat (fixture->grid->pixels_per_hour, <=, 240);
}

static void
test_many_visits (Fixture *fixture, gconstpointer data)
{
  for (int n = 0; n < 7 * 60; n++)
    {
      g_autofree char *id = g_strdup_printf ("visit-%d", n);

      append (fixture, id, (guint)(n % 5), 420 + n * 7 % 600, 420 + n * 7 % 600 + 45, WABI_SEGMENT_BOOKED);
    }
  test_window_settle (fixture->window);
  g_assert_cmpuint (g_hash_table_size (fixture->grid->chips), ==, 424);
  wabi_time_grid_set_columns (fixture->grid, week, 1);
  test_window_settle (fixture->window);
  g_assert_cmpuint (fixture->grid->columns->len, ==, 1);
  wabi_time_grid_set_columns (fixture->grid, NULL, 0);
  g_assert_false (wabi_time_grid_press_key (fixture->grid, GDK_KEY_Down, 0));
  wabi_time_grid_drag_begin (fixture->grid, 10, 10);
  expect (fixture, "");
}

/* Measured, not judged: a shared machine may be slow. docs say what a frame may take. */
static void
test_paging_through_full_weeks (Fixture *fixture, gconstpointer data)
{
  enum
  {
    WEEKS = 12,
    VISITS = 300
  };
  gint64 flush = 0, begin = g_get_monotonic_time ();

  for (int w = 0; w < WEEKS; w++)
    {
      g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);
      gint64 before;

      for (int n = 0; n < VISITS; n++)
        {
          g_autofree char *id = g_strdup_printf ("%d-%d", w, n);

          g_ptr_array_add (
              visits, wabi_segment_new (&(WabiSegmentInfo){ .id = id,
                                                            .column = (guint)n % 5,
                                                            .start_minute = 420 + (n * 37 + w * 11) % 600,
                                                            .end_minute = 465 + (n * 37 + w * 11) % 600,
                                                            .title = "Ava Okafor",
                                                            .subtitle = "97153 · Clinic",
                                                            .service = "97153" }));
        }
      g_list_store_splice (fixture->store, 0, g_list_model_get_n_items (G_LIST_MODEL (fixture->store)),
                           visits->pdata, visits->len);
      before = g_get_monotonic_time ();
      wabi_time_grid_flush (fixture->grid);
      flush += g_get_monotonic_time () - before;
      test_window_settle (fixture->window);
      g_assert_cmpuint (g_hash_table_size (fixture->grid->chips), ==, VISITS);
    }
  g_test_message ("%d visits: chips in %.1f ms, with two frames %.1f ms a week", VISITS,
                  flush / 1000.0 / WEEKS, (g_get_monotonic_time () - begin) / 1000.0 / WEEKS);
}

#define ADD(path, function, data) g_test_add ("/time-grid/" path, Fixture, data, set_up, function, tear_down)

/* Shift and a drag over empty hours pick what lies in between; nothing is asked for. */
static void
test_rubber_band (Fixture *fixture, gconstpointer data)
{
  graphene_point_t from = point_at (fixture, 0, 500), to = point_at (fixture, 1, 615);

  wabi_time_grid_drag_begin (fixture->grid, from.x, from.y);
  fixture->grid->drag.pressed = GDK_SHIFT_MASK;
  wabi_time_grid_drag_update (fixture->grid, to.x, to.y);
  wabi_time_grid_drag_end (fixture->grid, TRUE);
  expect (fixture, "");
  g_assert_cmpuint (wabi_picks_count (wabi_time_grid_get_picks (fixture->grid)), ==, 2);
  g_assert_true (wabi_picks_has (wabi_time_grid_get_picks (fixture->grid), "ava"));
  g_assert_true (wabi_picks_has (wabi_time_grid_get_picks (fixture->grid), "eli"));
}

static void
on_copy_cb (WabiTimeGrid *grid, const char *id, guint column, int start, int end, GString *log)
{
  g_string_append_printf (log, "copy %s %u %d-%d;", id, column, start, end);
}

static void
test_ctrl_copies (Fixture *fixture, gconstpointer data)
{
  graphene_point_t from = point_at (fixture, 0, 600), to = point_at (fixture, 2, 660);

  g_signal_connect (fixture->grid, "copy-requested", G_CALLBACK (on_copy_cb), fixture->log);
  wabi_time_grid_drag_begin (fixture->grid, from.x, from.y);
  wabi_time_grid_drag_update (fixture->grid, to.x, to.y);
  fixture->grid->drag.copy = TRUE;
  wabi_time_grid_drag_end (fixture->grid, TRUE);
  expect (fixture, "copy ava 2 600-780;ended;");
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 77;
  ADD ("drag-creates", test_drag_on_empty_hours_creates, NULL);
  ADD ("drag-moves", test_drag_moves_and_leaves_the_model, NULL);
  ADD ("edge-resizes", test_lower_edge_resizes, NULL);
  ADD ("no-request-without-change", test_no_request_without_change, NULL);
  ADD ("keys-move-the-cursor", test_keys_move_the_cursor, NULL);
  ADD ("keys-on-chips", test_keys_on_chips, NULL);
  ADD ("alt-arrows-move-once", test_alt_arrows_move_once, NULL);
  ADD ("chips-are-kept-by-id", test_chips_are_kept_by_id, NULL);
  ADD ("overlaps-share-the-width", test_overlaps_share_the_width, NULL);
  ADD ("draft", test_draft_is_over_all_and_movable, NULL);
  ADD ("one-chip-for-one-id", test_one_chip_for_one_id, NULL);
  ADD ("right-to-left", test_right_to_left_is_mirrored, "rtl");
  ADD ("words", test_words_for_screen_readers, NULL);
  ADD ("scroll-and-zoom", test_scroll_and_zoom_keep_the_place, NULL);
  ADD ("headings", test_headings_stay_over_their_columns, NULL);
  ADD ("many-visits", test_many_visits, NULL);
  ADD ("paging", test_paging_through_full_weeks, NULL);
  g_test_add ("/time-grid/rubber-band", Fixture, NULL, set_up, test_rubber_band, tear_down);
  g_test_add ("/time-grid/ctrl-copies", Fixture, NULL, set_up, test_ctrl_copies, tear_down);
  return g_test_run ();
}
