// SPDX-License-Identifier: AGPL-3.0-or-later
// The grid's frame: headings, hours and columns scroll together; chips, pointer and keys have files of their
// own.

#include "wabi-time-grid-private.h"

#include "wabi-grid-canvas-private.h"
#include "wabi-hour-bar-private.h"
#include "wabi-words.h"

#include <glib/gi18n-lib.h>

guint wabi_time_grid_signals[WABI_GRID_N_SIGNALS];

enum
{
  PROP_0,
  PROP_SELECTED_ID,
  PROP_SNAP,
  PROP_DEFAULT_LENGTH,
  PROP_PIXELS_PER_HOUR,
  PROP_COLUMN_MIN_WIDTH,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WabiTimeGrid, wabi_time_grid, GTK_TYPE_WIDGET)

GtkWidget *
wabi_grid_note_new (const char *text)
{
  GtkWidget *note = gtk_label_new (text);

  gtk_widget_add_css_class (note, "caption-line");
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (note), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (note), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (note), 8);
  gtk_label_set_lines (GTK_LABEL (note), 2);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  return note;
}

static GtkWidget *
build_heading (const WabiGridColumn *column, int min_width)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = gtk_label_new (column->caption);
  GtkWidget *heading = gtk_label_new (column->heading);

  gtk_widget_add_css_class (box, "dayheading");
  gtk_widget_add_css_class (caption, "caption-line");
  gtk_widget_add_css_class (heading, g_utf8_strlen (column->heading, -1) > 3 ? "name-line" : "number-line");
  gtk_widget_add_css_class (heading, "numeric");
  if (column->today)
    gtk_widget_add_css_class (box, "today");
  gtk_widget_set_visible (caption, column->caption && *column->caption);
  for (GtkWidget *label = caption; label; label = label == caption ? heading : NULL)
    {
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
    }
  if (column->note != NULL)
    gtk_box_append (GTK_BOX (box), wabi_grid_note_new (column->note));
  gtk_widget_set_size_request (box, min_width, -1);
  gtk_widget_set_tooltip_text (box, column->spoken);
  return box;
}

static void
on_focus_changed_cb (WabiTimeGrid *self)
{
  WabiChip *chip = wabi_time_grid_get_focus_chip (self);

  gtk_widget_set_visible (self->cursor_box, gtk_widget_has_focus (self->canvas));
  if (!chip)
    return;
  self->cursor = wabi_time_grid_get_chip_slot (chip);
  wabi_time_grid_show_cursor (self);
  wabi_time_grid_pick_focused (self, wabi_segment_get_info (wabi_chip_get_segment (chip))->id);
  wabi_time_grid_select (self, wabi_segment_get_info (wabi_chip_get_segment (chip))->id);
  wabi_time_grid_reveal (self, self->cursor);
}

static void
wabi_time_grid_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wabi_time_grid_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (on_focus_changed_cb), widget, G_CONNECT_SWAPPED);
}

static void
wabi_time_grid_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_focus_changed_cb, widget);
  GTK_WIDGET_CLASS (wabi_time_grid_parent_class)->unroot (widget);
}

static gboolean
wabi_time_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (WABI_TIME_GRID (widget)->canvas);
}

static void
on_zoom_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiTimeGrid *self = WABI_TIME_GRID (widget);
  double factor = g_str_has_suffix (action, "in") ? 1.25 : 1 / 1.25;

  wabi_time_grid_zoom (self, g_str_has_suffix (action, "reset") ? 66 : self->pixels_per_hour * factor, 0);
}

static void
on_create_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiTimeGrid *self = WABI_TIME_GRID (widget);

  if (self->columns->len > 0)
    g_signal_emit (self, wabi_time_grid_signals[WABI_GRID_CREATE_REQUESTED], 0, (guint)self->cursor.column,
                   self->cursor.start, self->cursor.end);
}

static void
wabi_time_grid_dispose (GObject *object)
{
  WabiTimeGrid *self = WABI_TIME_GRID (object);

  if (self->tick_id)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  if (self->segments)
    g_signal_handlers_disconnect_by_data (self->segments, self);
  g_clear_object (&self->segments);
  g_clear_object (&self->draft);
  g_clear_object (&self->chip_menu);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->chips)
    g_hash_table_remove_all (self->chips);
  g_ptr_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->pool, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_TIME_GRID);
  g_ptr_array_set_size (self->now_lines, 0);
  if (self->picks)
    g_signal_handlers_disconnect_by_data (self->picks, self);
  g_clear_object (&self->picks);
  g_clear_object (&self->cursor_box);
  g_clear_object (&self->preview);
  G_OBJECT_CLASS (wabi_time_grid_parent_class)->dispose (object);
}

static void
wabi_time_grid_finalize (GObject *object)
{
  WabiTimeGrid *self = WABI_TIME_GRID (object);

  g_hash_table_unref (self->chips);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->spoken);
  g_ptr_array_unref (self->pool);
  g_ptr_array_unref (self->now_lines);
  g_free (self->selected);
  g_free (self->drag.id);
  G_OBJECT_CLASS (wabi_time_grid_parent_class)->finalize (object);
}

static void
wabi_time_grid_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  WabiTimeGrid *self = WABI_TIME_GRID (object);

  switch (prop_id)
    {
    case PROP_SELECTED_ID:
      g_value_set_string (value, self->selected);
      break;
    case PROP_SNAP:
      g_value_set_int (value, self->snap);
      break;
    case PROP_DEFAULT_LENGTH:
      g_value_set_int (value, self->default_length);
      break;
    case PROP_PIXELS_PER_HOUR:
      g_value_set_double (value, self->pixels_per_hour);
      break;
    case PROP_COLUMN_MIN_WIDTH:
      g_value_set_int (value, self->column_min_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
wabi_time_grid_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  WabiTimeGrid *self = WABI_TIME_GRID (object);

  switch (prop_id)
    {
    case PROP_SELECTED_ID:
      wabi_time_grid_select (self, g_value_get_string (value));
      break;
    case PROP_SNAP:
      self->snap = g_value_get_int (value);
      break;
    case PROP_DEFAULT_LENGTH:
      self->default_length = g_value_get_int (value);
      break;
    case PROP_PIXELS_PER_HOUR:
      wabi_time_grid_zoom (self, g_value_get_double (value), 0);
      break;
    case PROP_COLUMN_MIN_WIDTH:
      self->column_min_width = g_value_get_int (value);
      for (GtkWidget *cell = gtk_widget_get_first_child (self->headings); cell;
           cell = gtk_widget_get_next_sibling (cell))
        gtk_widget_set_size_request (cell, self->column_min_width, -1);
      wabi_time_grid_apply_scale (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_signals (GType type)
{
  guint *signals = wabi_time_grid_signals;
  const GSignalFlags flags = G_SIGNAL_RUN_LAST;

  signals[WABI_GRID_CREATE_REQUESTED] = g_signal_new ("create-requested", type, flags, 0, NULL, NULL, NULL,
                                                      G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT);
  signals[WABI_GRID_MOVE_REQUESTED]
      = g_signal_new ("move-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                      G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT);
  signals[WABI_GRID_COPY_REQUESTED]
      = g_signal_new ("copy-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                      G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT);
  signals[WABI_GRID_ADD_REQUESTED]
      = g_signal_new ("add-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                      G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT);
  signals[WABI_GRID_OPEN_REQUESTED]
      = g_signal_new ("open-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WABI_GRID_CANCEL_REQUESTED]
      = g_signal_new ("cancel-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WABI_GRID_PREVIEW_CHANGED]
      = g_signal_new ("preview-changed", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                      G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT);
  signals[WABI_GRID_PREVIEW_ENDED]
      = g_signal_new ("preview-ended", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WABI_GRID_PAGE_REQUESTED]
      = g_signal_new ("page-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (WABI_TYPE_GRID_CANVAS);
  g_type_ensure (WABI_TYPE_HOUR_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-time-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, overlay);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, headings);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, heading_scroller);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, hour_bar);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, other_hours);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, zone_name);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, other_name);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, hour_scroller);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, scroller);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, canvas);
  gtk_widget_class_bind_template_child (widget_class, WabiTimeGrid, announcer);
}

static void
wabi_time_grid_class_init (WabiTimeGridClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_time_grid_dispose;
  object_class->finalize = wabi_time_grid_finalize;
  object_class->get_property = wabi_time_grid_get_property;
  object_class->set_property = wabi_time_grid_set_property;
  widget_class->root = wabi_time_grid_root;
  widget_class->unroot = wabi_time_grid_unroot;
  widget_class->grab_focus = wabi_time_grid_grab_focus;

  properties[PROP_SELECTED_ID]
      = g_param_spec_string ("selected-id", NULL, NULL, NULL, flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SNAP] = g_param_spec_int ("snap", NULL, NULL, 1, 120, 15, flags);
  properties[PROP_DEFAULT_LENGTH] = g_param_spec_int ("default-length", NULL, NULL, 1, 1440, 60, flags);
  properties[PROP_PIXELS_PER_HOUR]
      = g_param_spec_double ("pixels-per-hour", NULL, NULL, WABI_GRID_MIN_ZOOM, WABI_GRID_MAX_ZOOM, 66,
                             flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_COLUMN_MIN_WIDTH] = g_param_spec_int ("column-min-width", NULL, NULL, 24, 1000, 84, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (G_TYPE_FROM_CLASS (klass));

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "grid.create", NULL, on_create_action_cb);
  gtk_widget_class_install_action (widget_class, "grid.zoom-in", NULL, on_zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "grid.zoom-out", NULL, on_zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "grid.zoom-reset", NULL, on_zoom_action_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timegrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
build_helpers (WabiTimeGrid *self)
{
  self->cursor_box
      = g_object_ref_sink (g_object_new (GTK_TYPE_BOX, "css-name", "slotcursor", "can-target", FALSE, NULL));
  self->cursor_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->cursor_label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->cursor_label), "numeric");
  gtk_widget_set_valign (GTK_WIDGET (self->cursor_label), GTK_ALIGN_END);
  gtk_widget_set_vexpand (GTK_WIDGET (self->cursor_label), TRUE);
  gtk_box_append (GTK_BOX (self->cursor_box), GTK_WIDGET (self->cursor_label));
  gtk_widget_set_overflow (self->cursor_box, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_visible (self->cursor_box, FALSE);
  self->preview = g_object_ref_sink (wabi_chip_new ());
  gtk_widget_set_focusable (self->preview, FALSE);
  gtk_widget_set_can_target (self->preview, FALSE);
  gtk_widget_set_visible (self->preview, FALSE);
}

static void
wabi_time_grid_init (WabiTimeGrid *self)
{
  GtkAdjustment *vertical, *horizontal;

  self->last = WABI_DAY_MINUTES;
  self->snap = 15;
  self->default_length = 60;
  self->column_min_width = 84;
  self->pixels_per_hour = 66;
  self->now_column = -1;
  self->cursor = (WabiSlot){ 0, 9 * 60, 10 * 60 };
  self->columns = g_ptr_array_new ();
  self->spoken = g_ptr_array_new_with_free_func (g_free);
  self->pool = g_ptr_array_new_with_free_func (g_object_unref);
  self->now_lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->chips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  gtk_widget_init_template (GTK_WIDGET (self));
  build_helpers (self);
  self->picks = wabi_picks_new ();
  g_signal_connect_object (self->picks, "changed", G_CALLBACK (wabi_time_grid_mark_picks), self, G_CONNECT_SWAPPED);
  vertical = gtk_scrolled_window_get_vadjustment (self->scroller);
  horizontal = gtk_scrolled_window_get_hadjustment (self->scroller);
  gtk_scrolled_window_set_vadjustment (self->hour_scroller, vertical);
  gtk_scrolled_window_set_hadjustment (self->heading_scroller, horizontal);
  wabi_time_grid_init_pointer (self);
  wabi_time_grid_init_keys (self);
  wabi_time_grid_apply_scale (self);
  wabi_time_grid_scroll_to_minute (self, 7 * 60 + 30);
}

GtkWidget *
wabi_time_grid_new (void)
{
  return g_object_new (WABI_TYPE_TIME_GRID, NULL);
}

static void
fit_columns (WabiTimeGrid *self, guint n_columns)
{
  while (self->columns->len > n_columns)
    {
      GtkWidget *column = g_ptr_array_steal_index (self->columns, self->columns->len - 1);
      GtkWidget *child;

      wabi_day_column_set_gap (WABI_DAY_COLUMN (column), 0, 0);
      while ((child = gtk_widget_get_last_child (column))
             && wabi_day_layout_get_box (child)->placement != WABI_DAY_BAND)
        gtk_widget_unparent (child);
      gtk_widget_unparent (column);
    }
  while (self->columns->len < n_columns)
    {
      GtkWidget *column = wabi_day_column_new ();

      gtk_widget_set_parent (column, self->canvas);
      g_ptr_array_add (self->columns, column);
    }
}

void
wabi_time_grid_set_columns (WabiTimeGrid *self, const WabiGridColumn *columns, guint n_columns)
{
  GtkWidget *child;

  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (columns != NULL || n_columns == 0);

  wabi_time_grid_drag_end (self, FALSE);
  fit_columns (self, n_columns);
  g_ptr_array_set_size (self->spoken, 0);
  while ((child = gtk_widget_get_first_child (self->headings)))
    gtk_box_remove (GTK_BOX (self->headings), child);
  for (guint i = 0; i < n_columns; i++)
    {
      GtkWidget *column = g_ptr_array_index (self->columns, i);

      gtk_box_append (GTK_BOX (self->headings), build_heading (&columns[i], self->column_min_width));
      g_ptr_array_add (self->spoken, g_strdup (columns[i].spoken));
      wabi_day_column_set_open (WABI_DAY_COLUMN (column), NULL, 0);
      wabi_day_column_set_gap (WABI_DAY_COLUMN (column), 0, 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (column), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      columns[i].spoken, -1);
      if (columns[i].today)
        gtk_widget_add_css_class (column, "today");
      else
        gtk_widget_remove_css_class (column, "today");
    }
  self->cursor.column = CLAMP (self->cursor.column, 0, MAX ((int)n_columns - 1, 0));
  wabi_time_grid_apply_scale (self);
  wabi_time_grid_flush (self);
}

void
wabi_time_grid_set_segments (WabiTimeGrid *self, GListModel *segments)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (!segments || G_IS_LIST_MODEL (segments));

  if (self->segments == segments)
    return;
  if (self->segments)
    g_signal_handlers_disconnect_by_data (self->segments, self);
  g_set_object (&self->segments, segments);
  if (segments)
    g_signal_connect_object (segments, "items-changed", G_CALLBACK (wabi_time_grid_queue_rebuild), self,
                             G_CONNECT_SWAPPED);
  wabi_time_grid_queue_rebuild (self);
}

void
wabi_time_grid_set_open_ranges (WabiTimeGrid *self, guint column, const WabiMinuteRange *ranges,
                                guint n_ranges)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (column < self->columns->len);

  wabi_day_column_set_open (g_ptr_array_index (self->columns, column), ranges, n_ranges);
}

void
wabi_time_grid_set_picks (WabiTimeGrid *self, WabiPicks *picks)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (WABI_IS_PICKS (picks));

  g_signal_handlers_disconnect_by_data (self->picks, self);
  g_set_object (&self->picks, picks);
  g_signal_connect_object (picks, "changed", G_CALLBACK (wabi_time_grid_mark_picks), self, G_CONNECT_SWAPPED);
}

WabiPicks *
wabi_time_grid_get_picks (WabiTimeGrid *self)
{
  g_return_val_if_fail (WABI_IS_TIME_GRID (self), NULL);

  return self->picks;
}

void
wabi_time_grid_set_fold (WabiTimeGrid *self, int at, int length)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));

  if (self->fold_at == at && self->fold_length == length)
    return;
  self->fold_at = at;
  self->fold_length = length;
  self->last = MIN (self->last, wabi_time_grid_get_length (self));
  wabi_hour_bar_set_fold (WABI_HOUR_BAR (self->hour_bar), at, length);
  wabi_time_grid_apply_scale (self);
  wabi_time_grid_show_cursor (self);
}

void
wabi_time_grid_set_gap (WabiTimeGrid *self, guint column, int start, int end)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (column < self->columns->len);

  wabi_day_column_set_gap (g_ptr_array_index (self->columns, column), start, end);
}

void
wabi_time_grid_set_other_hours (WabiTimeGrid *self, const char *own, const char *name, const char *const *labels)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));

  if (labels)
    wabi_hour_bar_set_labels (WABI_HOUR_BAR (self->other_hours), labels);
  gtk_label_set_text (self->zone_name, name && own ? own : "");
  gtk_label_set_text (self->other_name, name ? name : "");
  gtk_widget_set_visible (self->other_hours, name != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->other_name), name != NULL);
  wabi_time_grid_apply_scale (self);
}

void
wabi_time_grid_set_day_range (WabiTimeGrid *self, int first, int last)
{
  gboolean moved;
  double old;

  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (first >= 0 && first < last && last <= wabi_time_grid_get_length (self));

  old = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller)) * 60 / self->pixels_per_hour + self->first;
  moved = first != self->first;
  self->first = first;
  self->last = last;
  wabi_time_grid_apply_scale (self);
  /* What is in sight stays in sight when earlier hours come or go. */
  if (moved)
    wabi_time_grid_scroll_to (self, (old - first) * self->pixels_per_hour / 60);
  wabi_time_grid_queue_rebuild (self);
}

void
wabi_time_grid_set_now (WabiTimeGrid *self, int column, int minute)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));

  self->now_column = column;
  self->now_minute = CLAMP (minute, 0, wabi_time_grid_get_length (self));
  wabi_time_grid_queue_rebuild (self);
}

void
wabi_time_grid_set_draft (WabiTimeGrid *self, WabiSegment *draft)
{
  const WabiSegmentInfo *info;

  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (!draft || WABI_IS_SEGMENT (draft));

  g_clear_object (&self->draft);
  if (draft)
    {
      WabiSegmentInfo dashed = *wabi_segment_get_info (draft);

      dashed.state = WABI_SEGMENT_DRAFT;
      self->draft = wabi_segment_new (&dashed);
      info = wabi_segment_get_info (self->draft);
      wabi_time_grid_reveal (self, (WabiSlot){ (int)info->column, info->start_minute, info->end_minute });
    }
  wabi_time_grid_queue_rebuild (self);
}

void
wabi_time_grid_set_chip_menu (WabiTimeGrid *self, GMenuModel *menu)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (!menu || G_IS_MENU_MODEL (menu));

  g_set_object (&self->chip_menu, menu);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
}

void
wabi_time_grid_set_selected (WabiTimeGrid *self, const char *id)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));

  wabi_time_grid_select (self, id);
}

const char *
wabi_time_grid_get_selected (WabiTimeGrid *self)
{
  g_return_val_if_fail (WABI_IS_TIME_GRID (self), NULL);

  return self->selected;
}

void
wabi_time_grid_set_cursor (WabiTimeGrid *self, guint column, int start, int end)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));
  g_return_if_fail (column < self->columns->len && start < end);

  wabi_time_grid_place_cursor (
      self, wabi_slot_move ((WabiSlot){ (int)column, start, end }, 0, 0, (int)self->columns->len,
                            wabi_time_grid_get_length (self)));
}

gboolean
wabi_time_grid_get_cursor (WabiTimeGrid *self, guint *column, int *start, int *end)
{
  g_return_val_if_fail (WABI_IS_TIME_GRID (self), FALSE);

  if (column)
    *column = (guint)self->cursor.column;
  if (start)
    *start = self->cursor.start;
  if (end)
    *end = self->cursor.end;
  return self->columns->len > 0;
}

void
wabi_time_grid_scroll_to_minute (WabiTimeGrid *self, int minute)
{
  g_return_if_fail (WABI_IS_TIME_GRID (self));

  wabi_time_grid_scroll_to (self, (minute - self->first) * self->pixels_per_hour / 60);
}

gboolean
wabi_time_grid_focus_segment (WabiTimeGrid *self, const char *id)
{
  WabiChip *chip;

  g_return_val_if_fail (WABI_IS_TIME_GRID (self), FALSE);

  if (self->tick_id)
    wabi_time_grid_flush (self);
  chip = wabi_time_grid_find_chip (self, id);
  return chip && gtk_widget_grab_focus (GTK_WIDGET (chip));
}
