// SPDX-License-Identifier: AGPL-3.0-or-later
// What the grid shows where: scale and scrolling, the slot cursor, the selected chip, what is said and which
// menu pops up.

#include "wabi-time-grid-private.h"

#include "wabi-grid-canvas-private.h"
#include "wabi-hour-bar-private.h"
#include "wabi-words.h"

int
wabi_time_grid_get_length (WabiTimeGrid *self)
{
  return WABI_DAY_MINUTES + self->fold_length;
}

char *
wabi_time_grid_dup_times (WabiTimeGrid *self, WabiSlot slot)
{
  int start = slot.start, end = slot.end;

  if (self->fold_length > 0 && start >= self->fold_at)
    start -= self->fold_length;
  if (self->fold_length > 0 && end > self->fold_at)
    end -= self->fold_length;
  if (end <= start) /* over the hour that comes twice */
    {
      g_autofree char *from = wabi_words_minute (start), *to = wabi_words_minute (end);

      return g_strdup_printf ("%s – %s", from, to);
    }
  return wabi_words_minute_range (start, end);
}

void
wabi_time_grid_apply_scale (WabiTimeGrid *self)
{
  double scale = self->pixels_per_hour / 60;

  wabi_hour_bar_set_scale (WABI_HOUR_BAR (self->hour_bar), self->first, self->last, scale);
  wabi_hour_bar_set_scale (WABI_HOUR_BAR (self->other_hours), self->first, self->last, scale);
  for (guint i = 0; i < self->columns->len; i++)
    wabi_day_column_set_scale (g_ptr_array_index (self->columns, i), self->first, self->last, scale,
                               self->column_min_width);
}

/* The range is set here already, so that the place is right from the first frame on; the viewport keeps it.
 */
void
wabi_time_grid_scroll_to (WabiTimeGrid *self, double value)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double height = (self->last - self->first) * self->pixels_per_hour / 60;

  gtk_adjustment_set_upper (adjustment, MAX (height, gtk_adjustment_get_page_size (adjustment)));
  gtk_adjustment_set_value (adjustment, value);
}

void
wabi_time_grid_show_cursor (WabiTimeGrid *self)
{
  g_autofree char *times = wabi_time_grid_dup_times (self, self->cursor);

  gtk_label_set_text (self->cursor_label, times);
  if (self->cursor.column < (int)self->columns->len)
    wabi_day_column_put_on_top (
        g_ptr_array_index (self->columns, self->cursor.column), self->cursor_box,
        &(WabiDayBox){ WABI_DAY_CHIP, self->cursor.start, self->cursor.end, 0, 1, 1 });
  wabi_grid_canvas_set_entry (WABI_GRID_CANVAS (self->canvas),
                              GTK_WIDGET (wabi_time_grid_find_nearest (self, self->cursor)));
}

void
wabi_time_grid_select (WabiTimeGrid *self, const char *id)
{
  WabiChip *old = wabi_time_grid_find_chip (self, self->selected);
  WabiChip *now = wabi_time_grid_find_chip (self, id);

  if (g_strcmp0 (self->selected, id) == 0)
    return;
  if (old)
    wabi_chip_set_selected (old, FALSE);
  if (now)
    wabi_chip_set_selected (now, TRUE);
  g_free (self->selected);
  self->selected = g_strdup (id);
  g_object_notify (G_OBJECT (self), "selected-id");
}

/* The one that is chosen is all that is picked, unless it is one of several. */
void
wabi_time_grid_pick_focused (WabiTimeGrid *self, const char *id)
{
  if (!self->holding && !(wabi_picks_count (self->picks) > 1 && wabi_picks_has (self->picks, id)))
    wabi_picks_set_only (self->picks, id);
}

void
wabi_time_grid_mark_picks (WabiTimeGrid *self)
{
  gboolean many = wabi_picks_count (self->picks) > 1;
  GHashTableIter iter;
  gpointer id, chip;

  g_hash_table_iter_init (&iter, self->chips);
  while (g_hash_table_iter_next (&iter, &id, &chip))
    wabi_chip_set_picked (chip, many && wabi_picks_has (self->picks, id));
}

void
wabi_time_grid_place_cursor (WabiTimeGrid *self, WabiSlot slot)
{
  g_autofree char *text = wabi_time_grid_describe (self, slot);

  self->cursor = slot;
  wabi_time_grid_show_cursor (self);
  gtk_widget_set_visible (self->cursor_box, gtk_widget_has_focus (self->canvas));
  wabi_time_grid_reveal (self, slot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  wabi_time_grid_announce (self, text);
}

void
wabi_time_grid_reveal (WabiTimeGrid *self, WabiSlot slot)
{
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkAdjustment *horizontal = gtk_scrolled_window_get_hadjustment (self->scroller);
  double scale = self->pixels_per_hour / 60;
  graphene_rect_t bounds;

  if (gtk_adjustment_get_page_size (vertical) > 0)
    gtk_adjustment_clamp_page (vertical, (slot.start - self->first) * scale,
                               (slot.end - self->first) * scale);
  if (slot.column < (int)self->columns->len
      && gtk_widget_compute_bounds (g_ptr_array_index (self->columns, slot.column), self->canvas, &bounds))
    gtk_adjustment_clamp_page (horizontal, bounds.origin.x, bounds.origin.x + bounds.size.width);
}

void
wabi_time_grid_announce (WabiTimeGrid *self, const char *text)
{
  gtk_label_set_text (self->announcer, text);
}

char *
wabi_time_grid_describe (WabiTimeGrid *self, WabiSlot slot)
{
  g_autofree char *times = wabi_time_grid_dup_times (self, slot);

  if (slot.column < 0 || slot.column >= (int)self->spoken->len)
    return g_steal_pointer (&times);
  return g_strdup_printf ("%s, %s", (char *)g_ptr_array_index (self->spoken, slot.column), times);
}

void
wabi_time_grid_zoom (WabiTimeGrid *self, double pixels_per_hour, double y)
{
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (vertical);
  double ratio;

  pixels_per_hour = CLAMP (pixels_per_hour, WABI_GRID_MIN_ZOOM, WABI_GRID_MAX_ZOOM);
  if (pixels_per_hour == self->pixels_per_hour)
    return;
  ratio = pixels_per_hour / self->pixels_per_hour;
  self->pixels_per_hour = pixels_per_hour;
  wabi_time_grid_apply_scale (self);
  wabi_time_grid_scroll_to (self, (value + y) * ratio - y);
  g_object_notify (G_OBJECT (self), "pixels-per-hour");
}

void
wabi_time_grid_show_menu (WabiTimeGrid *self, WabiChip *chip)
{
  graphene_rect_t bounds;

  wabi_time_grid_select (self, wabi_segment_get_info (wabi_chip_get_segment (chip))->id);
  if (!self->chip_menu)
    {
      g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_OPEN_REQUESTED], 0, self->selected);
      return;
    }
  if (!gtk_widget_compute_bounds (GTK_WIDGET (chip), GTK_WIDGET (self), &bounds))
    return;
  if (!self->menu)
    {
      self->menu = gtk_popover_menu_new_from_model (self->chip_menu);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                                (int)bounds.size.width, (int)MIN (bounds.size.height, 48) });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
