// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything the pointer can do, by keys: the slot cursor on empty hours, verbs on chips.

#include "wabi-time-grid-private.h"

static const char *
get_id (WabiChip *chip)
{
  return wabi_segment_get_info (wabi_chip_get_segment (chip))->id;
}

static void
request_page (WabiTimeGrid *self, int direction)
{
  g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_PAGE_REQUESTED], 0, direction);
}

/* Arrow keys as steps on the screen's axes turned into steps of columns and of time. */
static gboolean
read_arrow (WabiTimeGrid *self, guint keyval, int *columns_by, int *rows_by)
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

static void
move_cursor (WabiTimeGrid *self, int columns_by, int rows_by, GdkModifierType mods)
{
  int step = mods & GDK_CONTROL_MASK ? 60 : self->snap;
  int column = self->cursor.column + columns_by;
  WabiSlot slot;

  if (column < 0 || column >= (int)self->columns->len)
    {
      request_page (self, columns_by);
      column = column < 0 ? (int)self->columns->len - 1 : 0;
      columns_by = column - self->cursor.column;
    }
  if (mods & GDK_SHIFT_MASK)
    slot = wabi_slot_resize (self->cursor, self->cursor.end + rows_by * step, self->snap, wabi_time_grid_get_length (self));
  else
    slot = wabi_slot_move (self->cursor, columns_by, rows_by * step, (int)self->columns->len,
                           wabi_time_grid_get_length (self));
  wabi_time_grid_place_cursor (self, slot);
}

static WabiChip *
find_sibling (WabiChip *chip, int rows_by)
{
  GtkWidget *widget = GTK_WIDGET (chip);

  do
    widget = rows_by < 0 ? gtk_widget_get_prev_sibling (widget) : gtk_widget_get_next_sibling (widget);
  while (widget && !(WABI_IS_CHIP (widget) && gtk_widget_get_focusable (widget)));
  return widget ? WABI_CHIP (widget) : NULL;
}

static WabiChip *
find_beside (WabiTimeGrid *self, WabiChip *chip, int columns_by)
{
  WabiSlot slot = wabi_time_grid_get_chip_slot (chip);

  for (int column = slot.column + columns_by; column >= 0 && column < (int)self->columns->len;
       column += columns_by)
    {
      WabiChip *found = wabi_time_grid_find_nearest (self, (WabiSlot){ column, slot.start, slot.end });

      if (found && wabi_time_grid_get_chip_slot (found).column == column)
        return found;
    }
  return NULL;
}

static void
leave_chip (WabiTimeGrid *self, WabiChip *chip)
{
  WabiSlot slot = wabi_time_grid_get_chip_slot (chip);

  gtk_widget_grab_focus (self->canvas);
  wabi_time_grid_place_cursor (self, slot);
}

static void
extend_picks (WabiTimeGrid *self, WabiChip *from, WabiChip *to)
{
  self->holding = TRUE;
  wabi_picks_add (self->picks, get_id (from));
  wabi_picks_add (self->picks, get_id (to));
  gtk_widget_grab_focus (GTK_WIDGET (to));
  self->holding = FALSE;
}

static void
pick_all (WabiTimeGrid *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->chips);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  wabi_picks_set_all (self->picks, ids);
}

static gboolean
press_arrow_on_chip (WabiTimeGrid *self, WabiChip *chip, int columns_by, int rows_by, GdkModifierType mods)
{
  WabiChip *next;

  if (mods & GDK_ALT_MASK)
    {
      gboolean resize = (mods & GDK_SHIFT_MASK) != 0;

      if (!resize || rows_by != 0)
        wabi_time_grid_nudge (self, chip, columns_by, rows_by * self->snap, resize);
      return TRUE;
    }
  if ((mods & GDK_SHIFT_MASK) && rows_by != 0)
    {
      next = find_sibling (chip, rows_by);
      if (next)
        extend_picks (self, chip, next);
      return TRUE;
    }
  next = rows_by != 0 ? find_sibling (chip, rows_by) : find_beside (self, chip, columns_by);
  if (next)
    gtk_widget_grab_focus (GTK_WIDGET (next));
  return TRUE;
}

static gboolean
press_on_chip (WabiTimeGrid *self, WabiChip *chip, guint keyval, GdkModifierType mods)
{
  int columns_by, rows_by;

  if (read_arrow (self, keyval, &columns_by, &rows_by))
    return press_arrow_on_chip (self, chip, columns_by, rows_by, mods);
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_OPEN_REQUESTED], 0, get_id (chip));
      return TRUE;
    case GDK_KEY_Menu:
      wabi_time_grid_show_menu (self, chip);
      return TRUE;
    case GDK_KEY_F10:
      if (mods & GDK_SHIFT_MASK)
        wabi_time_grid_show_menu (self, chip);
      return (mods & GDK_SHIFT_MASK) != 0;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_CANCEL_REQUESTED], 0, get_id (chip));
      return TRUE;
    case GDK_KEY_space:
      if (mods & GDK_CONTROL_MASK)
        wabi_picks_toggle (self->picks, get_id (chip));
      return (mods & GDK_CONTROL_MASK) != 0;
    case GDK_KEY_Escape:
      if (wabi_picks_count (self->picks) > 1)
        wabi_picks_set_only (self->picks, get_id (chip));
      else
        leave_chip (self, chip);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
press_on_canvas (WabiTimeGrid *self, guint keyval, GdkModifierType mods)
{
  WabiSlot slot = self->cursor;
  int columns_by, rows_by;
  WabiChip *chip;

  if (mods & GDK_ALT_MASK)
    return FALSE;
  if (read_arrow (self, keyval, &columns_by, &rows_by))
    {
      move_cursor (self, columns_by, rows_by, mods);
      return TRUE;
    }
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_CREATE_REQUESTED], 0, (guint)slot.column,
                     slot.start, slot.end);
      return TRUE;
    case GDK_KEY_space:
      chip = wabi_time_grid_find_nearest (self, slot);
      return chip && gtk_widget_grab_focus (GTK_WIDGET (chip));
    case GDK_KEY_Home:
    case GDK_KEY_End:
      slot.column = keyval == GDK_KEY_Home ? 0 : (int)self->columns->len - 1;
      wabi_time_grid_place_cursor (self, slot);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
press_in_move (WabiTimeGrid *self, guint keyval)
{
  if (keyval == GDK_KEY_Escape)
    wabi_time_grid_drag_end (self, FALSE);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    wabi_time_grid_drag_end (self, TRUE);
  else
    return FALSE;
  return TRUE;
}

gboolean
wabi_time_grid_press_key (WabiTimeGrid *self, guint keyval, GdkModifierType mods)
{
  WabiChip *chip = wabi_time_grid_get_focus_chip (self);

  if (self->columns->len == 0)
    return FALSE;
  if (self->drag.mode > WABI_DRAG_PRESSED && press_in_move (self, keyval))
    return TRUE;
  if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Page_Down)
    {
      request_page (self, keyval == GDK_KEY_Page_Up ? -1 : 1);
      return TRUE;
    }
  if (keyval == GDK_KEY_a && (mods & GDK_CONTROL_MASK))
    {
      pick_all (self);
      return TRUE;
    }
  return chip ? press_on_chip (self, chip, keyval, mods) : press_on_canvas (self, keyval, mods);
}

void
wabi_time_grid_release_key (WabiTimeGrid *self, guint keyval)
{
  if (self->drag.by_keys && (keyval == GDK_KEY_Alt_L || keyval == GDK_KEY_Alt_R || keyval == GDK_KEY_Meta_L))
    wabi_time_grid_drag_end (self, TRUE);
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType mods,
                   gpointer user_data)
{
  return wabi_time_grid_press_key (user_data, keyval, mods);
}

static void
on_key_released_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType mods,
                    gpointer user_data)
{
  wabi_time_grid_release_key (user_data, keyval);
}

static void
on_focus_leave_cb (GtkEventControllerFocus *controller, gpointer user_data)
{
  WabiTimeGrid *self = user_data;

  if (self->drag.by_keys)
    wabi_time_grid_drag_end (self, FALSE);
}

void
wabi_time_grid_init_keys (WabiTimeGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (on_key_released_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave_cb), self);
  gtk_widget_add_controller (self->canvas, keys);
  gtk_widget_add_controller (self->canvas, focus);
}
