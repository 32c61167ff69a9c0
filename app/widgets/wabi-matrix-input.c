// SPDX-License-Identifier: AGPL-3.0-or-later
// Clicking, dragging and keys on the matrix become requests.

#include "wabi-matrix-private.h"

#include <math.h>

#define THRESHOLD 6

static WabiLineChip *
find_chip_at (WabiMatrix *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (self->body, x, y, GTK_PICK_DEFAULT);
  GtkWidget *chip = picked ? gtk_widget_get_ancestor (picked, WABI_TYPE_LINE_CHIP) : NULL;

  return chip ? WABI_LINE_CHIP (chip) : NULL;
}

static WabiDayCell *
find_cell_at (WabiMatrix *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (self->body, x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked ? gtk_widget_get_ancestor (picked, WABI_TYPE_DAY_CELL) : NULL;

  return cell ? WABI_DAY_CELL (cell) : NULL;
}

static const char *
get_id (WabiLineChip *chip)
{
  return wabi_segment_get_info (wabi_line_chip_get_segment (chip))->id;
}

static void
request (WabiMatrix *self, guint signal, const char *id)
{
  g_signal_emit (self, wabi_matrix_signals[signal], 0, id);
}

/* Everything between two of them, cell by cell. */
static void
pick_range (WabiMatrix *self, const char *from, const char *to)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gboolean inside = FALSE;

  for (guint i = 0; i < self->contents->len; i++)
    {
      GPtrArray *contents = g_ptr_array_index (self->contents, i);

      for (guint j = 0; j < contents->len; j++)
        {
          const char *id = wabi_segment_get_info (g_ptr_array_index (contents, j))->id;
          gboolean edge = g_strcmp0 (id, from) == 0 || g_strcmp0 (id, to) == 0;

          if (inside || edge)
            g_ptr_array_add (ids, (gpointer)id);
          if (edge && g_strcmp0 (from, to) != 0)
            inside = !inside;
        }
    }
  wabi_picks_set_all (self->picks, ids);
}

static void
press_chip (WabiMatrix *self, WabiLineChip *chip, int n_press, GdkModifierType mods)
{
  g_autofree char *id = g_strdup (get_id (chip));

  gtk_widget_grab_focus (GTK_WIDGET (chip));
  if (self->picks && (mods & GDK_CONTROL_MASK))
    {
      if (wabi_picks_count (self->picks) == 0 && self->selected)
        wabi_picks_add (self->picks, self->selected);
      wabi_picks_toggle (self->picks, id);
    }
  else if (self->picks && (mods & GDK_SHIFT_MASK) && self->selected)
    {
      pick_range (self, self->selected, id);
      return;
    }
  else if (self->picks && !wabi_picks_has (self->picks, id))
    wabi_picks_set_only (self->picks, id);
  wabi_matrix_select (self, id);
  if (n_press == 2)
    request (self, WABI_MATRIX_OPEN_REQUESTED, id);
}

void
wabi_matrix_press (WabiMatrix *self, double x, double y, int n_press, GdkModifierType mods)
{
  WabiLineChip *chip = find_chip_at (self, x, y);
  WabiDayCell *cell = find_cell_at (self, x, y);
  graphene_point_t inside;

  if (!cell)
    return;
  wabi_day_cell_get_place (cell, &self->cursor_row, &self->cursor_column);
  if (chip)
    {
      press_chip (self, chip, n_press, mods);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  if (self->picks)
    wabi_picks_set_only (self->picks, NULL);
  if (gtk_widget_compute_point (self->body, GTK_WIDGET (cell), &GRAPHENE_POINT_INIT ((float)x, (float)y), &inside)
      && wabi_day_cell_is_more (cell, inside.y))
    g_signal_emit (self, wabi_matrix_signals[WABI_MATRIX_CELL_REQUESTED], 0, self->cursor_row, self->cursor_column);
  else if (n_press == 2)
    g_signal_emit (self, wabi_matrix_signals[WABI_MATRIX_CREATE_REQUESTED], 0, self->cursor_row, self->cursor_column);
}

/* --- dragging --- */

static void
set_target (WabiMatrix *self, WabiDayCell *cell)
{
  if (self->drag.target == (GtkWidget *)cell)
    return;
  if (self->drag.target)
    gtk_widget_remove_css_class (self->drag.target, "drop");
  self->drag.target = (GtkWidget *)cell;
  if (cell)
    gtk_widget_add_css_class (self->drag.target, "drop");
}

void
wabi_matrix_drag_begin (WabiMatrix *self, double x, double y)
{
  WabiLineChip *chip = find_chip_at (self, x, y);

  wabi_matrix_drag_end (self, FALSE, 0);
  if (!chip || wabi_segment_get_info (wabi_line_chip_get_segment (chip))->fixed)
    return;
  self->drag.id = g_strdup (get_id (chip));
  self->drag.x = x;
  self->drag.y = y;
  wabi_day_cell_get_place (WABI_DAY_CELL (gtk_widget_get_parent (GTK_WIDGET (chip))), &self->drag.row, &self->drag.column);
}

void
wabi_matrix_drag_update (WabiMatrix *self, double x, double y)
{
  if (!self->drag.id || (!self->drag.moving && hypot (x - self->drag.x, y - self->drag.y) < THRESHOLD))
    return;
  self->drag.moving = TRUE;
  set_target (self, find_cell_at (self, x, y));
}

void
wabi_matrix_drag_end (WabiMatrix *self, gboolean commit, GdkModifierType mods)
{
  g_autofree char *id = g_steal_pointer (&self->drag.id);
  gboolean moving = self->drag.moving;
  guint row = self->drag.row, column = self->drag.column;
  GtkWidget *target = self->drag.target;

  self->drag.moving = FALSE;
  set_target (self, NULL);
  if (!commit || !moving || !target)
    return;
  wabi_day_cell_get_place (WABI_DAY_CELL (target), &row, &column);
  if (row != self->drag.row || column != self->drag.column)
    g_signal_emit (self, wabi_matrix_signals[WABI_MATRIX_MOVE_REQUESTED], 0, id, row, column, (mods & GDK_CONTROL_MASK) != 0);
}

/* --- keys --- */

static void
focus_cell (WabiMatrix *self, int row, int column)
{
  WabiDayCell *cell;

  if (row < 0 || column < 0 || row >= (int)self->n_rows || column >= (int)self->n_columns)
    return;
  wabi_matrix_set_cursor (self, (guint)row, (guint)column);
  cell = wabi_matrix_find_cell (self, (guint)row, (guint)column);
  if (cell)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
  gtk_label_set_text (self->announcer, self->cells[(guint)row * self->n_columns + (guint)column].spoken);
}

static WabiLineChip *
get_focus_chip (WabiMatrix *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && WABI_IS_LINE_CHIP (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? WABI_LINE_CHIP (focus) : NULL;
}

static void
focus_chip (WabiMatrix *self, GtkWidget *chip)
{
  if (!chip || !WABI_IS_LINE_CHIP (chip) || !gtk_widget_get_child_visible (chip))
    return;
  gtk_widget_grab_focus (chip);
  if (self->picks)
    wabi_picks_set_only (self->picks, get_id (WABI_LINE_CHIP (chip)));
  wabi_matrix_select (self, get_id (WABI_LINE_CHIP (chip)));
}

static gboolean
read_arrow (WabiMatrix *self, guint keyval, int *columns_by, int *rows_by)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  *columns_by = *rows_by = 0;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    *columns_by = rtl ? 1 : -1;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    *columns_by = rtl ? -1 : 1;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    *rows_by = -1;
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    *rows_by = 1;
  return *columns_by != 0 || *rows_by != 0;
}

static gboolean
press_arrow (WabiMatrix *self, WabiLineChip *chip, int columns_by, int rows_by, GdkModifierType mods)
{
  int row = (int)self->cursor_row + rows_by, column = (int)self->cursor_column + columns_by;

  if (chip && (mods & GDK_ALT_MASK))
    {
      if (row >= 0 && row < (int)self->n_rows && column >= 0 && column < (int)self->n_columns
          && !wabi_segment_get_info (wabi_line_chip_get_segment (chip))->fixed)
        {
          g_autofree char *id = g_strdup (get_id (chip));

          g_signal_emit (self, wabi_matrix_signals[WABI_MATRIX_MOVE_REQUESTED], 0, id, (guint)row, (guint)column,
                         (mods & GDK_CONTROL_MASK) != 0);
        }
      return TRUE;
    }
  if (mods & GDK_ALT_MASK)
    return FALSE;
  if (!chip || columns_by != 0)
    {
      if (column < 0 || column >= (int)self->n_columns)
        g_signal_emit (self, wabi_matrix_signals[WABI_MATRIX_PAGE_REQUESTED], 0, columns_by);
      focus_cell (self, row, column < 0 ? (int)self->n_columns - 1 : column >= (int)self->n_columns ? 0 : column);
      return TRUE;
    }
  focus_chip (self, rows_by < 0 ? gtk_widget_get_prev_sibling (GTK_WIDGET (chip)) : gtk_widget_get_next_sibling (GTK_WIDGET (chip)));
  return TRUE;
}

static gboolean
press_on_chip (WabiMatrix *self, WabiLineChip *chip, guint keyval, GdkModifierType mods)
{
  g_autofree char *id = g_strdup (get_id (chip));

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (mods & GDK_CONTROL_MASK)
        return FALSE;
      request (self, WABI_MATRIX_OPEN_REQUESTED, id);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      request (self, WABI_MATRIX_CANCEL_REQUESTED, id);
      return TRUE;
    case GDK_KEY_Menu:
      request (self, WABI_MATRIX_MENU_REQUESTED, id);
      return TRUE;
    case GDK_KEY_space:
      if (self->picks && (mods & GDK_CONTROL_MASK))
        wabi_picks_toggle (self->picks, id);
      return (mods & GDK_CONTROL_MASK) != 0;
    case GDK_KEY_Escape:
      focus_cell (self, (int)self->cursor_row, (int)self->cursor_column);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
press_on_cell (WabiMatrix *self, guint keyval, GdkModifierType mods)
{
  WabiDayCell *cell = wabi_matrix_find_cell (self, self->cursor_row, self->cursor_column);

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (mods & GDK_CONTROL_MASK)
        return FALSE;
      g_signal_emit (self, wabi_matrix_signals[WABI_MATRIX_CELL_REQUESTED], 0, self->cursor_row, self->cursor_column);
      return TRUE;
    case GDK_KEY_space:
      if (cell)
        focus_chip (self, gtk_widget_get_first_child (GTK_WIDGET (cell)));
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_End:
      focus_cell (self, (int)self->cursor_row, keyval == GDK_KEY_Home ? 0 : (int)self->n_columns - 1);
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
wabi_matrix_press_key (WabiMatrix *self, guint keyval, GdkModifierType mods)
{
  WabiLineChip *chip = get_focus_chip (self);
  int columns_by, rows_by;

  if (self->n_rows == 0 || self->n_columns == 0)
    return FALSE;
  if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Page_Down)
    {
      g_signal_emit (self, wabi_matrix_signals[WABI_MATRIX_PAGE_REQUESTED], 0, keyval == GDK_KEY_Page_Up ? -1 : 1);
      return TRUE;
    }
  if (keyval == GDK_KEY_Escape && self->drag.moving)
    {
      wabi_matrix_drag_end (self, FALSE, 0);
      return TRUE;
    }
  if (read_arrow (self, keyval, &columns_by, &rows_by))
    return press_arrow (self, chip, columns_by, rows_by, mods);
  return chip ? press_on_chip (self, chip, keyval, mods) : press_on_cell (self, keyval, mods);
}

/* --- controllers --- */

static void
on_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  wabi_matrix_drag_begin (user_data, x, y);
}

static void
on_drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    wabi_matrix_drag_update (user_data, x + dx, y + dy);
}

static void
on_drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  wabi_matrix_drag_end (user_data, TRUE, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
}

static void
on_drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  wabi_matrix_drag_end (user_data, FALSE, 0);
}

static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  WabiMatrix *self = user_data;
  WabiLineChip *chip;

  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    {
      chip = find_chip_at (self, x, y);
      if (chip)
        {
          press_chip (self, chip, 1, 0);
          request (self, WABI_MATRIX_MENU_REQUESTED, get_id (chip));
        }
      return;
    }
  wabi_matrix_press (self, x, y, n_press, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType mods, gpointer user_data)
{
  return wabi_matrix_press_key (user_data, keyval, mods);
}

void
wabi_matrix_init_input (WabiMatrix *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_drag_cancel_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (self->body, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->body, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->body, keys);
}
