// SPDX-License-Identifier: AGPL-3.0-or-later
// Rows in sight, dragging, picking and keys of a real matrix; the matrix itself changes nothing.

#include "test-window.h"
#include "wabi-matrix-private.h"

#define ROWS 60

typedef struct
{
  GtkWindow *window;
  WabiMatrix *matrix;
  WabiPicks *picks;
  GString *log;
} Fixture;

static const WabiGridColumn columns[] = {
  { NULL, "Mon 9", "Monday, March 9", FALSE }, { NULL, "Tue 10", "Tuesday, March 10", TRUE }, { NULL, "Wed 11", "Wednesday, March 11", FALSE },
};

static void
on_move_cb (WabiMatrix *matrix, const char *id, guint row, guint column, gboolean copy, GString *log)
{
  g_string_append_printf (log, "%s %s %u,%u;", copy ? "copy" : "move", id, row, column);
}

static void
on_cell_cb (WabiMatrix *matrix, guint row, guint column, GString *log)
{
  g_string_append_printf (log, "cell %u,%u;", row, column);
}

static void
on_create_cb (WabiMatrix *matrix, guint row, guint column, GString *log)
{
  g_string_append_printf (log, "create %u,%u;", row, column);
}

static void
on_id_cb (WabiMatrix *matrix, const char *id, GString *log)
{
  g_string_append_printf (log, "id %s;", id);
}

static void
on_page_cb (WabiMatrix *matrix, int direction, GString *log)
{
  g_string_append_printf (log, "page %d;", direction);
}

/* In each cell as many as its column's number: none, one, two. */
static GListStore *
make_segments (void)
{
  GListStore *store = g_list_store_new (WABI_TYPE_SEGMENT);

  for (guint row = 0; row < ROWS; row++)
    for (guint i = 0; i < 3; i++)
      {
        g_autofree char *id = g_strdup_printf ("%u-%u", row, i);
        g_autoptr (WabiSegment) segment = wabi_segment_new (&(WabiSegmentInfo){ .id = id,
                                                                                .row = row,
                                                                                .column = i == 0 ? 1 : 2,
                                                                                .start_minute = 540 + (int)i * 60,
                                                                                .end_minute = 600 + (int)i * 60,
                                                                                .title = id,
                                                                                .lead = "9a",
                                                                                .service = "97153",
                                                                                .fixed = i == 2 });

        g_list_store_append (store, segment);
      }
  return store;
}

static void
show (Fixture *fixture, guint n_rows)
{
  g_autoptr (GListStore) segments = make_segments ();
  WabiMatrixRow rows[ROWS];
  WabiMatrixCell cells[ROWS * 3];

  for (guint i = 0; i < ROWS; i++)
    rows[i] = (WabiMatrixRow){ "Jordan Reyes", "5 of 40 h", WABI_MARK_NONE, "Jordan Reyes, 5 of 40 h" };
  for (guint i = 0; i < ROWS * 3; i++)
    cells[i] = (WabiMatrixCell){ .spoken = "Jordan Reyes, a day" };
  wabi_matrix_show (fixture->matrix, columns, 3, rows, n_rows, cells, G_LIST_MODEL (segments), FALSE);
  test_window_settle (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  fixture->log = g_string_new (NULL);
  fixture->picks = wabi_picks_new ();
  fixture->matrix = WABI_MATRIX (wabi_matrix_new ());
  wabi_matrix_set_picks (fixture->matrix, fixture->picks);
  g_signal_connect (fixture->matrix, "move-requested", G_CALLBACK (on_move_cb), fixture->log);
  g_signal_connect (fixture->matrix, "cell-requested", G_CALLBACK (on_cell_cb), fixture->log);
  g_signal_connect (fixture->matrix, "create-requested", G_CALLBACK (on_create_cb), fixture->log);
  g_signal_connect (fixture->matrix, "open-requested", G_CALLBACK (on_id_cb), fixture->log);
  g_signal_connect (fixture->matrix, "cancel-requested", G_CALLBACK (on_id_cb), fixture->log);
  g_signal_connect (fixture->matrix, "page-requested", G_CALLBACK (on_page_cb), fixture->log);
  fixture->window = test_window_show (GTK_WIDGET (fixture->matrix), 900, 500);
  show (fixture, ROWS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_window_close (fixture->window);
  g_object_unref (fixture->picks);
  g_string_free (fixture->log, TRUE);
}

static void
expect (Fixture *fixture, const char *log)
{
  g_assert_cmpstr (fixture->log->str, ==, log);
  g_string_truncate (fixture->log, 0);
}

static graphene_point_t
point_in (Fixture *fixture, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, fixture->matrix->body, &bounds));
  return GRAPHENE_POINT_INIT (bounds.origin.x + bounds.size.width / 2, bounds.origin.y + bounds.size.height / 2);
}

static GtkWidget *
get_chip (Fixture *fixture, const char *id)
{
  guint row, column;

  g_assert_nonnull (wabi_matrix_find_segment (fixture->matrix, id, &row, &column));
  return GTK_WIDGET (wabi_day_cell_find (wabi_matrix_find_cell (fixture->matrix, row, column), id));
}

static void
test_only_rows_in_sight_have_widgets (Fixture *fixture, gconstpointer data)
{
  guint at_first = fixture->matrix->bands->len;

  g_assert_cmpuint (at_first, <, 20);
  g_assert_nonnull (wabi_matrix_find_cell (fixture->matrix, 0, 0));
  g_assert_null (wabi_matrix_find_cell (fixture->matrix, 40, 0));
  g_assert_true (wabi_matrix_focus_segment (fixture->matrix, "55-1"));
  test_window_settle (fixture->window);
  g_assert_nonnull (wabi_matrix_find_cell (fixture->matrix, 55, 0));
  g_assert_null (wabi_matrix_find_cell (fixture->matrix, 20, 0));
  g_assert_cmpuint (fixture->matrix->bands->len + fixture->matrix->spare->len, <, 30);
  g_assert_cmpstr (wabi_matrix_get_selected (fixture->matrix), ==, "55-1");
  /* Fewer rows than before: nothing of the others is left. */
  show (fixture, 3);
  g_assert_cmpuint (fixture->matrix->bands->len, ==, 3);
  g_assert_false (wabi_matrix_focus_segment (fixture->matrix, "55-1"));
}

static void
drag (Fixture *fixture, const char *id, guint row, guint column, gboolean commit, GdkModifierType mods)
{
  graphene_point_t from = point_in (fixture, get_chip (fixture, id));
  graphene_point_t to = point_in (fixture, GTK_WIDGET (wabi_matrix_find_cell (fixture->matrix, row, column)));

  wabi_matrix_drag_begin (fixture->matrix, from.x, from.y);
  wabi_matrix_drag_update (fixture->matrix, from.x + 20, from.y);
  wabi_matrix_drag_update (fixture->matrix, to.x, to.y);
  wabi_matrix_drag_end (fixture->matrix, commit, mods);
}

static void
test_drags_to_another_cell (Fixture *fixture, gconstpointer data)
{
  drag (fixture, "1-0", 3, 0, TRUE, 0);
  expect (fixture, "move 1-0 3,0;");
  drag (fixture, "1-0", 2, 1, TRUE, GDK_CONTROL_MASK);
  expect (fixture, "copy 1-0 2,1;");
  drag (fixture, "1-0", 1, 1, TRUE, 0); /* back where it was */
  drag (fixture, "1-0", 2, 1, FALSE, 0);
  drag (fixture, "1-2", 2, 1, TRUE, 0); /* this one is fixed */
  expect (fixture, "");
}

static void
press (Fixture *fixture, GtkWidget *widget, int n_press, GdkModifierType mods)
{
  graphene_point_t at = point_in (fixture, widget);

  wabi_matrix_press (fixture->matrix, at.x, at.y, n_press, mods);
}

static void
test_picks_several (Fixture *fixture, gconstpointer data)
{
  press (fixture, get_chip (fixture, "0-0"), 1, 0);
  g_assert_cmpuint (wabi_picks_count (fixture->picks), ==, 1);
  press (fixture, get_chip (fixture, "2-0"), 1, GDK_CONTROL_MASK);
  g_assert_cmpuint (wabi_picks_count (fixture->picks), ==, 2);
  g_assert_true (gtk_widget_has_css_class (get_chip (fixture, "0-0"), "picked"));
  press (fixture, get_chip (fixture, "0-0"), 1, 0); /* one of several: they stay together to be dragged */
  g_assert_cmpuint (wabi_picks_count (fixture->picks), ==, 2);
  press (fixture, GTK_WIDGET (wabi_matrix_find_cell (fixture->matrix, 0, 0)), 1, 0);
  g_assert_cmpuint (wabi_picks_count (fixture->picks), ==, 0);
  press (fixture, get_chip (fixture, "0-0"), 1, 0);
  press (fixture, get_chip (fixture, "1-0"), 1, GDK_SHIFT_MASK);
  g_assert_cmpuint (wabi_picks_count (fixture->picks), ==, 4); /* with the two on Wednesday between them */
  expect (fixture, "");
  press (fixture, GTK_WIDGET (wabi_matrix_find_cell (fixture->matrix, 0, 0)), 2, 0);
  press (fixture, get_chip (fixture, "0-0"), 2, 0);
  expect (fixture, "create 0,0;id 0-0;");
}

static void
test_works_by_keys (Fixture *fixture, gconstpointer data)
{
  wabi_matrix_set_cursor (fixture->matrix, 1, 0);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->matrix)));
  g_assert_true (wabi_matrix_press_key (fixture->matrix, GDK_KEY_Right, 0));
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_Return, 0);
  expect (fixture, "cell 1,1;");
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_space, 0);
  g_assert_cmpstr (wabi_matrix_get_selected (fixture->matrix), ==, "1-0");
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_Return, 0);
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_Delete, 0);
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_Down, GDK_ALT_MASK);
  expect (fixture, "id 1-0;id 1-0;move 1-0 2,1;");
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_Escape, 0);
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_End, 0);
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_Right, 0);
  wabi_matrix_press_key (fixture->matrix, GDK_KEY_Page_Up, 0);
  expect (fixture, "page 1;page -1;");
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
  g_test_add ("/matrix/only-rows-in-sight-have-widgets", Fixture, NULL, set_up, test_only_rows_in_sight_have_widgets, tear_down);
  g_test_add ("/matrix/drags-to-another-cell", Fixture, NULL, set_up, test_drags_to_another_cell, tear_down);
  g_test_add ("/matrix/picks-several", Fixture, NULL, set_up, test_picks_several, tear_down);
  g_test_add ("/matrix/works-by-keys", Fixture, NULL, set_up, test_works_by_keys, tear_down);
  return g_test_run ();
}
