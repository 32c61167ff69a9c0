// SPDX-License-Identifier: AGPL-3.0-or-later
// Pressing, pulling and letting go become a slot; only the end of it becomes a request.

#include "wabi-time-grid-private.h"

#include "wabi-grid-canvas-private.h"

#include <math.h>

#define THRESHOLD 6
#define EDGE 8
#define MIN_HEIGHT_FOR_EDGE 24
#define SCROLL_ZONE 30
/* Who moves a session of the first hour sideways does not want the day to run away under it. */
#define SCROLL_PULL 12

static int
find_column (WabiTimeGrid *self, double x)
{
  int best = -1;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      graphene_rect_t bounds;
      double distance;

      if (!gtk_widget_compute_bounds (g_ptr_array_index (self->columns, i), self->canvas, &bounds))
        continue;
      distance = x < bounds.origin.x ? bounds.origin.x - x : MAX (x - bounds.origin.x - bounds.size.width, 0);
      if (distance < least)
        {
          least = distance;
          best = (int)i;
        }
    }
  return best;
}

static int
find_minute (WabiTimeGrid *self, double y)
{
  return wabi_day_layout_get_minute (wabi_day_column_get_layout (g_ptr_array_index (self->columns, 0)), y);
}

static WabiChip *
find_chip_at (WabiTimeGrid *self, double x, double y, gboolean *on_edge)
{
  GtkWidget *picked = gtk_widget_pick (self->canvas, x, y, GTK_PICK_DEFAULT);
  GtkWidget *chip = picked ? gtk_widget_get_ancestor (picked, WABI_TYPE_CHIP) : NULL;
  graphene_rect_t bounds;

  *on_edge = FALSE;
  if (chip && gtk_widget_compute_bounds (chip, self->canvas, &bounds)
      && bounds.size.height >= MIN_HEIGHT_FOR_EDGE)
    *on_edge = y > bounds.origin.y + bounds.size.height - EDGE;
  return chip ? WABI_CHIP (chip) : NULL;
}

static gboolean
is_movable (WabiChip *chip)
{
  const WabiSegmentInfo *info = wabi_segment_get_info (wabi_chip_get_segment (chip));

  return !info->fixed && info->state != WABI_SEGMENT_CANCELLED && info->state != WABI_SEGMENT_COMPLETED;
}

static WabiSegment *
build_preview (WabiTimeGrid *self, WabiSlot slot)
{
  WabiChip *chip = wabi_time_grid_find_chip (self, self->drag.id);
  const WabiSegmentInfo *info = chip ? wabi_segment_get_info (wabi_chip_get_segment (chip)) : NULL;
  g_autofree char *spoken = wabi_time_grid_describe (self, slot);
  g_autofree char *times = wabi_time_grid_dup_times (self, slot);

  return wabi_segment_new (&(WabiSegmentInfo){
      .id = "preview",
      .column = (guint)slot.column,
      .start_minute = slot.start,
      .end_minute = slot.end,
      .title = info ? info->title : times,
      .subtitle = info ? times : NULL,
      .state = WABI_SEGMENT_DRAFT,
      .spoken = spoken,
  });
}

static void
show_preview (WabiTimeGrid *self)
{
  WabiSlot slot = self->drag.slot;
  g_autoptr (WabiSegment) segment = build_preview (self, slot);
  WabiChip *chip = wabi_time_grid_find_chip (self, self->drag.id);

  wabi_chip_set_segment (WABI_CHIP (self->preview), segment);
  wabi_day_column_put_on_top (g_ptr_array_index (self->columns, slot.column), self->preview,
                              &(WabiDayBox){ WABI_DAY_CHIP, slot.start, slot.end, 0, 1, 1 });
  gtk_widget_set_visible (self->preview, TRUE);
  if (chip)
    gtk_widget_add_css_class (GTK_WIDGET (chip), "moving");
  wabi_time_grid_announce (self, wabi_segment_get_info (segment)->spoken);
  g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_PREVIEW_CHANGED], 0,
                 self->drag.id ? self->drag.id : "", (guint)slot.column, slot.start, slot.end);
}

static void
set_drag_slot (WabiTimeGrid *self, WabiSlot slot)
{
  if (gtk_widget_get_visible (self->preview) && wabi_slot_equal (slot, self->drag.slot))
    return;
  self->drag.slot = slot;
  show_preview (self);
}

static WabiSlot
compute_slot (WabiTimeGrid *self, double x, double y)
{
  const WabiDrag *drag = &self->drag;
  int minute = find_minute (self, y);

  if (drag->mode == WABI_DRAG_CREATE)
    return wabi_slot_from_drag (drag->origin.column, drag->minute, minute, self->snap, wabi_time_grid_get_length (self));
  if (drag->mode == WABI_DRAG_RESIZE)
    return wabi_slot_resize (drag->origin, drag->origin.end + minute - drag->minute, self->snap,
                             wabi_time_grid_get_length (self));
  return wabi_slot_move (drag->origin, find_column (self, x) - drag->origin.column,
                         wabi_slot_snap (drag->origin.start + minute - drag->minute, self->snap, wabi_time_grid_get_length (self))
                             - drag->origin.start,
                         (int)self->columns->len, wabi_time_grid_get_length (self));
}

static void
begin_mode (WabiTimeGrid *self)
{
  WabiChip *chip = wabi_time_grid_find_chip (self, self->drag.id);

  if (!chip && (self->drag.pressed & GDK_SHIFT_MASK))
    self->drag.mode = WABI_DRAG_BAND;
  else if (!chip)
    self->drag.mode = WABI_DRAG_CREATE;
  else if (!is_movable (chip))
    self->drag.mode = WABI_DRAG_NONE;
  else
    self->drag.mode = self->drag.on_edge ? WABI_DRAG_RESIZE : WABI_DRAG_MOVE;
}

static void
request (WabiTimeGrid *self, const char *id, WabiSlot slot)
{
  if (id)
    g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_MOVE_REQUESTED], 0, id, (guint)slot.column,
                   slot.start, slot.end);
  else
    g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_CREATE_REQUESTED], 0, (guint)slot.column,
                   slot.start, slot.end);
}

void
wabi_time_grid_drag_begin (WabiTimeGrid *self, double x, double y)
{
  gboolean on_edge;
  WabiChip *chip;

  wabi_time_grid_drag_end (self, FALSE);
  if (self->columns->len == 0)
    return;
  chip = find_chip_at (self, x, y, &on_edge);
  self->drag
      = (WabiDrag){ .mode = WABI_DRAG_PRESSED,
                    .on_edge = on_edge,
                    .id = chip ? g_strdup (wabi_segment_get_info (wabi_chip_get_segment (chip))->id) : NULL,
                    .x = x,
                    .y = y,
                    .minute = find_minute (self, y),
                    .origin = { find_column (self, x), 0, 0 } };
  if (chip)
    self->drag.origin = wabi_time_grid_get_chip_slot (chip);
}

/* --- picking several --- */

static graphene_rect_t
compute_band (WabiTimeGrid *self, double x, double y)
{
  return GRAPHENE_RECT_INIT ((float)MIN (x, self->drag.x), (float)MIN (y, self->drag.y), (float)fabs (x - self->drag.x),
                             (float)fabs (y - self->drag.y));
}

static void
pick_in_band (WabiTimeGrid *self, const graphene_rect_t *band)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, chip;

  g_hash_table_iter_init (&iter, self->chips);
  while (g_hash_table_iter_next (&iter, &id, &chip))
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (chip, self->canvas, &bounds) && graphene_rect_intersection (&bounds, band, NULL))
        g_ptr_array_add (ids, id);
    }
  wabi_picks_set_all (self->picks, ids);
}

static int
compare_slots (WabiSlot a, WabiSlot b)
{
  return a.column != b.column ? a.column - b.column : a.start - b.start;
}

/* All that lie between two of them, column by column. */
static void
pick_range (WabiTimeGrid *self, WabiChip *from, WabiChip *to)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  WabiSlot low = wabi_time_grid_get_chip_slot (from), high = wabi_time_grid_get_chip_slot (to);
  GHashTableIter iter;
  gpointer id, chip;

  if (compare_slots (low, high) > 0)
    {
      low = high;
      high = wabi_time_grid_get_chip_slot (from);
    }
  g_hash_table_iter_init (&iter, self->chips);
  while (g_hash_table_iter_next (&iter, &id, &chip))
    {
      WabiSlot slot = wabi_time_grid_get_chip_slot (chip);

      if (compare_slots (slot, low) >= 0 && compare_slots (slot, high) <= 0)
        g_ptr_array_add (ids, id);
    }
  wabi_picks_set_all (self->picks, ids);
}

gboolean
wabi_time_grid_pick_chip (WabiTimeGrid *self, WabiChip *chip, GdkModifierType mods)
{
  const char *id = wabi_segment_get_info (wabi_chip_get_segment (chip))->id;
  WabiChip *anchor = wabi_time_grid_find_chip (self, self->selected);

  if (!(mods & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
    return FALSE;
  self->holding = TRUE;
  if (mods & GDK_SHIFT_MASK)
    pick_range (self, anchor ? anchor : chip, chip);
  else
    {
      if (wabi_picks_count (self->picks) == 0 && anchor)
        wabi_picks_add (self->picks, self->selected);
      wabi_picks_toggle (self->picks, id);
      gtk_widget_grab_focus (GTK_WIDGET (chip));
    }
  self->holding = FALSE;
  return TRUE;
}

gboolean
wabi_time_grid_drag_update (WabiTimeGrid *self, double x, double y)
{
  if (self->drag.mode == WABI_DRAG_PRESSED && hypot (x - self->drag.x, y - self->drag.y) >= THRESHOLD)
    begin_mode (self);
  if (self->drag.mode <= WABI_DRAG_PRESSED || self->columns->len == 0)
    return FALSE;
  if (self->drag.mode == WABI_DRAG_BAND)
    {
      graphene_rect_t band = compute_band (self, x, y);

      wabi_grid_canvas_set_band (WABI_GRID_CANVAS (self->canvas), &band);
      pick_in_band (self, &band);
    }
  else
    set_drag_slot (self, compute_slot (self, x, y));
  return TRUE;
}

void
wabi_time_grid_drag_end (WabiTimeGrid *self, gboolean commit)
{
  WabiDrag drag = self->drag;
  g_autofree char *id = drag.id;
  WabiChip *chip = wabi_time_grid_find_chip (self, id);

  self->drag = (WabiDrag){ 0 };
  if (drag.mode == WABI_DRAG_PRESSED && commit && id && drag.pressed == 0)
    wabi_picks_set_only (self->picks, id); /* a plain click on one of several */
  if (drag.mode == WABI_DRAG_BAND)
    wabi_grid_canvas_set_band (WABI_GRID_CANVAS (self->canvas), NULL);
  if (drag.mode <= WABI_DRAG_PRESSED || drag.mode == WABI_DRAG_BAND)
    return;
  gtk_widget_set_visible (self->preview, FALSE);
  if (chip)
    gtk_widget_remove_css_class (GTK_WIDGET (chip), "moving");
  if (commit && !wabi_slot_equal (drag.slot, drag.origin))
    {
      if (!id)
        wabi_time_grid_place_cursor (self, drag.slot);
      if (id && drag.copy && drag.mode == WABI_DRAG_MOVE)
        g_signal_emit (self, wabi_time_grid_signals[drag.add ? WABI_GRID_ADD_REQUESTED : WABI_GRID_COPY_REQUESTED], 0, id, (guint)drag.slot.column, drag.slot.start,
                       drag.slot.end);
      else
        request (self, id, drag.slot);
    }
  g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_PREVIEW_ENDED], 0);
}

void
wabi_time_grid_nudge (WabiTimeGrid *self, WabiChip *chip, int columns_by, int minutes_by, gboolean resize)
{
  const WabiSegmentInfo *info = wabi_segment_get_info (wabi_chip_get_segment (chip));
  WabiSlot slot;

  if (!is_movable (chip))
    return;
  if (!self->drag.by_keys || g_strcmp0 (self->drag.id, info->id) != 0)
    {
      wabi_time_grid_drag_end (self, FALSE);
      slot = wabi_time_grid_get_chip_slot (chip);
      self->drag = (WabiDrag){ .mode = resize ? WABI_DRAG_RESIZE : WABI_DRAG_MOVE,
                               .by_keys = TRUE,
                               .id = g_strdup (info->id),
                               .origin = slot,
                               .slot = slot };
    }
  slot = self->drag.slot;
  if (resize)
    slot = wabi_slot_resize (slot, slot.end + minutes_by, self->snap, wabi_time_grid_get_length (self));
  else
    slot = wabi_slot_move (slot, columns_by, minutes_by, (int)self->columns->len, wabi_time_grid_get_length (self));
  set_drag_slot (self, slot);
  wabi_time_grid_reveal (self, slot);
}

static void
scroll_at_edge (WabiTimeGrid *self, double y, double pulled)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double top = y - gtk_adjustment_get_value (adjustment);
  double bottom = gtk_adjustment_get_page_size (adjustment) - top;

  if ((top < SCROLL_ZONE && pulled <= -SCROLL_PULL) || (bottom < SCROLL_ZONE && pulled >= SCROLL_PULL))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (top < SCROLL_ZONE ? -12 : 12));
}

static void
on_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  if (device && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
  else
    {
      WabiTimeGrid *self = user_data;

      wabi_time_grid_drag_begin (self, x, y);
      self->drag.pressed
          = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & (GDK_CONTROL_MASK | GDK_SHIFT_MASK);
    }
}

static void
on_drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  WabiTimeGrid *self = user_data;
  double x, y;

  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  if (wabi_time_grid_drag_update (self, x + dx, y + dy))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      scroll_at_edge (self, y + dy, dy);
    }
}

static void
on_drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  WabiTimeGrid *self = user_data;
  GdkModifierType held = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->drag.copy = (held & GDK_CONTROL_MASK) != 0;
  self->drag.add = (held & GDK_SHIFT_MASK) != 0;
  wabi_time_grid_drag_end (self, TRUE);
}

static void
on_drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  wabi_time_grid_drag_end (user_data, FALSE);
}

static void
press_empty (WabiTimeGrid *self, double x, double y)
{
  int start = find_minute (self, y) / self->snap * self->snap;

  gtk_widget_grab_focus (self->canvas);
  wabi_picks_set_only (self->picks, NULL);
  wabi_time_grid_place_cursor (
      self, (WabiSlot){ find_column (self, x), start, MIN (start + self->default_length, wabi_time_grid_get_length (self)) });
}

static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  WabiTimeGrid *self = user_data;
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean on_edge;
  WabiChip *chip;

  if (self->columns->len == 0)
    return;
  chip = find_chip_at (self, x, y, &on_edge);
  if (!chip)
    {
      press_empty (self, x, y);
      if (button == GDK_BUTTON_PRIMARY && n_press == 2)
        request (self, NULL, self->cursor);
      return;
    }
  if (button == GDK_BUTTON_PRIMARY
      && wabi_time_grid_pick_chip (self, chip, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture))))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (chip));
  if (button == GDK_BUTTON_SECONDARY)
    wabi_time_grid_show_menu (self, chip);
  else if (n_press == 2)
    g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_OPEN_REQUESTED], 0,
                   wabi_segment_get_info (wabi_chip_get_segment (chip))->id);
}

static void
on_motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  WabiTimeGrid *self = user_data;
  gboolean on_edge;
  WabiChip *chip = find_chip_at (self, x, y, &on_edge);
  const char *name = chip && on_edge && is_movable (chip) ? "ns-resize" : chip ? "pointer" : NULL;

  if (self->drag.mode > WABI_DRAG_PRESSED)
    name = self->drag.mode == WABI_DRAG_MOVE ? "grabbing" : "ns-resize";
  gtk_widget_set_cursor_from_name (self->canvas, name);
}

static gboolean
on_scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer user_data)
{
  WabiTimeGrid *self = user_data;
  GdkModifierType mods = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  double x, y = 0;

  if (!(mods & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  if (!gdk_event_get_position (event, &x, &y))
    y = 0;
  wabi_time_grid_zoom (self, self->pixels_per_hour * (dy < 0 ? 1.1 : 1 / 1.1), y);
  return GDK_EVENT_STOP;
}

void
wabi_time_grid_init_pointer (WabiTimeGrid *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_drag_cancel_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion_cb), self);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll_cb), self);

  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), scroll);
}
