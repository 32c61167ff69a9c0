// SPDX-License-Identifier: AGPL-3.0-or-later
// What is in the matrix, and which of it is selected; rows in sight, pointer and keys have files of their own.

#include "wabi-matrix-private.h"
#include "wabi-time-grid-private.h"

#include <string.h>

guint wabi_matrix_signals[WABI_MATRIX_N_SIGNALS];

enum
{
  PROP_0,
  PROP_SELECTED_ID,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WabiMatrix, wabi_matrix, GTK_TYPE_WIDGET)

static void
clear_contents (WabiMatrix *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      g_free ((char *)self->rows[i].title);
      g_free ((char *)self->rows[i].subtitle);
      g_free ((char *)self->rows[i].spoken);
    }
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    {
      g_free ((char *)self->cells[i].heading);
      g_free ((char *)self->cells[i].note);
      g_free ((char *)self->cells[i].detail);
      g_free ((char *)self->cells[i].spoken);
    }
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->tops, g_free);
  g_ptr_array_set_size (self->contents, 0);
  self->n_rows = 0;
}

static void
wabi_matrix_dispose (GObject *object)
{
  WabiMatrix *self = WABI_MATRIX (object);
  GtkWidget *child;

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  if (self->picks)
    g_signal_handlers_disconnect_by_data (self->picks, self);
  g_clear_object (&self->picks);
  g_clear_pointer (&self->bands, g_ptr_array_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wabi_matrix_parent_class)->dispose (object);
}

static void
wabi_matrix_finalize (GObject *object)
{
  WabiMatrix *self = WABI_MATRIX (object);

  clear_contents (self);
  g_ptr_array_unref (self->contents);
  g_ptr_array_unref (self->spoken);
  g_free (self->selected);
  g_free (self->drag.id);
  G_OBJECT_CLASS (wabi_matrix_parent_class)->finalize (object);
}

static void
wabi_matrix_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SELECTED_ID)
    g_value_set_string (value, WABI_MATRIX (object)->selected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static gboolean
wabi_matrix_grab_focus (GtkWidget *widget)
{
  WabiMatrix *self = WABI_MATRIX (widget);
  WabiDayCell *cell;

  if (self->n_rows == 0)
    return FALSE;
  wabi_matrix_reveal (self, self->cursor_row);
  cell = wabi_matrix_find_cell (self, self->cursor_row, self->cursor_column);
  return cell && gtk_widget_grab_focus (GTK_WIDGET (cell));
}

static void
install_signals (GType type)
{
  guint *signals = wabi_matrix_signals;
  const GSignalFlags flags = G_SIGNAL_RUN_LAST;

  signals[WABI_MATRIX_CREATE_REQUESTED]
      = g_signal_new ("create-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[WABI_MATRIX_CELL_REQUESTED]
      = g_signal_new ("cell-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[WABI_MATRIX_MOVE_REQUESTED] = g_signal_new ("move-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                                      G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[WABI_MATRIX_OPEN_REQUESTED]
      = g_signal_new ("open-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WABI_MATRIX_CANCEL_REQUESTED]
      = g_signal_new ("cancel-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WABI_MATRIX_MENU_REQUESTED]
      = g_signal_new ("menu-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WABI_MATRIX_PAGE_REQUESTED]
      = g_signal_new ("page-requested", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
wabi_matrix_class_init (WabiMatrixClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wabi_matrix_dispose;
  object_class->finalize = wabi_matrix_finalize;
  object_class->get_property = wabi_matrix_get_property;
  widget_class->grab_focus = wabi_matrix_grab_focus;
  properties[PROP_SELECTED_ID]
      = g_param_spec_string ("selected-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "matrix");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
on_scrolled_cb (WabiMatrix *self)
{
  wabi_matrix_fit_bands (self);
}

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WabiMatrix *self = WABI_MATRIX (widget);

  self->tick_id = 0;
  if (self->fill)
    wabi_matrix_place_rows (self);
  wabi_matrix_fit_bands (self);
  return G_SOURCE_REMOVE;
}

/* A month fills the height that there is: in the next frame, since this comes while sizes are given out. */
static void
on_resized_cb (WabiMatrix *self)
{
  if (self->n_rows > 0 && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick_cb, NULL, NULL);
}

static void
wabi_matrix_init (WabiMatrix *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *viewport = gtk_viewport_new (NULL, NULL);
  GtkWidget *overlay = gtk_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkAdjustment *adjustment;

  self->spoken = g_ptr_array_new_with_free_func (g_free);
  self->contents = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  self->body = wabi_matrix_body_new (self);
  self->head = g_object_new (GTK_TYPE_BOX, "css-name", "matrixhead", NULL);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), self->body);
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, viewport);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  self->announcer = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "can-target", FALSE, "halign",
                                  GTK_ALIGN_CENTER, "valign", GTK_ALIGN_END, "ellipsize", PANGO_ELLIPSIZE_END, "opacity", 0.0, NULL);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->announcer));
  gtk_widget_set_parent (overlay, GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (on_resized_cb), self, G_CONNECT_SWAPPED);
  wabi_matrix_fit_bands (self);
  wabi_matrix_init_input (self);
}

GtkWidget *
wabi_matrix_new (void)
{
  return g_object_new (WABI_TYPE_MATRIX, NULL);
}

void
wabi_matrix_mark (WabiMatrix *self)
{
  for (guint i = 0; self->bands && i < self->bands->len; i++)
    {
      WabiMatrixBand *band = g_ptr_array_index (self->bands, i);

      for (guint column = 0; column < band->cells->len; column++)
        wabi_day_cell_mark (g_ptr_array_index (band->cells, column), self->selected, self->picks);
    }
}

void
wabi_matrix_set_picks (WabiMatrix *self, WabiPicks *picks)
{
  g_return_if_fail (WABI_IS_MATRIX (self));

  if (self->picks)
    g_signal_handlers_disconnect_by_data (self->picks, self);
  g_set_object (&self->picks, picks);
  if (picks)
    g_signal_connect_object (picks, "changed", G_CALLBACK (wabi_matrix_mark), self, G_CONNECT_SWAPPED);
}

static void
show_head (WabiMatrix *self, const WabiGridColumn *columns, guint n_columns)
{
  GtkWidget *child, *names = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  while ((child = gtk_widget_get_first_child (self->head)))
    gtk_box_remove (GTK_BOX (self->head), child);
  g_ptr_array_set_size (self->spoken, 0);
  if (self->titled)
    {
      GtkWidget *corner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_size_request (corner, WABI_MATRIX_HEAD, -1);
      gtk_box_append (GTK_BOX (self->head), corner);
    }
  gtk_box_set_homogeneous (GTK_BOX (names), TRUE);
  gtk_widget_set_hexpand (names, TRUE);
  for (guint i = 0; i < n_columns; i++)
    {
      GtkWidget *label = gtk_label_new (columns[i].heading), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      if (columns[i].caption != NULL)
        {
          g_autofree char *text = g_strdup_printf ("%s %s", columns[i].caption, columns[i].heading);

          gtk_label_set_text (GTK_LABEL (label), text);
        }
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
      if (columns[i].note != NULL)
        gtk_box_append (GTK_BOX (box), wabi_grid_note_new (columns[i].note));
      gtk_widget_set_tooltip_text (box, columns[i].spoken);
      gtk_widget_add_css_class (box, "column");
      if (columns[i].today)
        gtk_widget_add_css_class (box, "today");
      gtk_box_append (GTK_BOX (names), box);
      g_ptr_array_add (self->spoken, g_strdup (columns[i].spoken));
    }
  gtk_box_append (GTK_BOX (self->head), names);
}

static void
copy_rows (WabiMatrix *self, const WabiMatrixRow *rows, guint n_rows)
{
  self->rows = g_new0 (WabiMatrixRow, n_rows + 1);
  for (guint i = 0; i < n_rows; i++)
    {
      self->rows[i] = rows[i];
      self->rows[i].title = g_strdup (rows[i].title);
      self->rows[i].subtitle = g_strdup (rows[i].subtitle);
      self->rows[i].spoken = g_strdup (rows[i].spoken);
    }
}

static void
copy_cells (WabiMatrix *self, const WabiMatrixCell *cells, guint n)
{
  self->cells = g_new0 (WabiMatrixCell, n + 1);
  for (guint i = 0; i < n; i++)
    {
      self->cells[i] = cells[i];
      self->cells[i].heading = g_strdup (cells[i].heading);
      self->cells[i].note = g_strdup (cells[i].note);
      self->cells[i].detail = g_strdup (cells[i].detail);
      self->cells[i].spoken = g_strdup (cells[i].spoken);
      g_ptr_array_add (self->contents, g_ptr_array_new_with_free_func (g_object_unref));
    }
}

static int
compare_segments (gconstpointer a, gconstpointer b)
{
  const WabiSegmentInfo *left = wabi_segment_get_info (*(WabiSegment *const *)a);
  const WabiSegmentInfo *right = wabi_segment_get_info (*(WabiSegment *const *)b);

  if (left->start_minute != right->start_minute)
    return left->start_minute - right->start_minute;
  return strcmp (left->id, right->id);
}

static void
sort_segments (WabiMatrix *self, GListModel *segments)
{
  for (guint i = 0; i < g_list_model_get_n_items (segments); i++)
    {
      g_autoptr (WabiSegment) segment = g_list_model_get_item (segments, i);
      const WabiSegmentInfo *info = wabi_segment_get_info (segment);
      GPtrArray *contents = wabi_matrix_get_contents (self, info->row, info->column);

      if (contents)
        g_ptr_array_add (contents, g_steal_pointer (&segment));
    }
  for (guint i = 0; i < self->contents->len; i++)
    g_ptr_array_sort (g_ptr_array_index (self->contents, i), compare_segments);
}

void
wabi_matrix_show (WabiMatrix *self, const WabiGridColumn *columns, guint n_columns, const WabiMatrixRow *rows, guint n_rows,
                  const WabiMatrixCell *cells, GListModel *segments, gboolean fill)
{
  g_return_if_fail (WABI_IS_MATRIX (self));

  wabi_matrix_drag_end (self, FALSE, 0);
  clear_contents (self);
  self->n_columns = n_columns;
  self->fill = fill;
  self->titled = n_rows > 0 && rows[0].title != NULL;
  copy_rows (self, rows, n_rows);
  copy_cells (self, cells, n_rows * n_columns);
  self->tops = g_new0 (int, n_rows + 2);
  self->n_rows = n_rows;
  show_head (self, columns, n_columns);
  sort_segments (self, segments);
  self->cursor_row = MIN (self->cursor_row, MAX (n_rows, 1) - 1);
  self->cursor_column = MIN (self->cursor_column, MAX (n_columns, 1) - 1);
  wabi_matrix_place_rows (self);
  for (guint i = self->bands->len; i > 0; i--)
    {
      WabiMatrixBand *band = g_ptr_array_steal_index (self->bands, i - 1);

      g_ptr_array_add (self->spare, band);
    }
  wabi_matrix_fit_bands (self);
  for (guint i = 0; i < self->spare->len; i++)
    {
      WabiMatrixBand *band = g_ptr_array_index (self->spare, i);

      gtk_widget_set_visible (band->heading, FALSE);
      for (guint column = 0; column < band->cells->len; column++)
        gtk_widget_set_visible (g_ptr_array_index (band->cells, column), FALSE);
    }
}

GPtrArray *
wabi_matrix_get_contents (WabiMatrix *self, guint row, guint column)
{
  if (row >= self->n_rows || column >= self->n_columns)
    return NULL;
  return g_ptr_array_index (self->contents, row * self->n_columns + column);
}

WabiSegment *
wabi_matrix_find_segment (WabiMatrix *self, const char *id, guint *row, guint *column)
{
  for (guint i = 0; id && i < self->contents->len; i++)
    {
      GPtrArray *contents = g_ptr_array_index (self->contents, i);

      for (guint j = 0; j < contents->len; j++)
        if (strcmp (wabi_segment_get_info (g_ptr_array_index (contents, j))->id, id) == 0)
          {
            *row = i / self->n_columns;
            *column = i % self->n_columns;
            return g_ptr_array_index (contents, j);
          }
    }
  return NULL;
}

void
wabi_matrix_reveal (WabiMatrix *self, guint row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (row >= self->n_rows)
    return;
  if (gtk_adjustment_get_page_size (adjustment) > 0)
    {
      gtk_adjustment_set_upper (adjustment, MAX (self->tops[self->n_rows], gtk_adjustment_get_page_size (adjustment)));
      gtk_adjustment_clamp_page (adjustment, self->tops[row], self->tops[row + 1]);
    }
  wabi_matrix_fit_bands (self);
}

void
wabi_matrix_select (WabiMatrix *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  if (g_strcmp0 (self->selected, kept) == 0)
    return;
  g_free (self->selected);
  self->selected = g_steal_pointer (&kept);
  wabi_matrix_mark (self);
  g_object_notify (G_OBJECT (self), "selected-id");
}

void
wabi_matrix_set_selected (WabiMatrix *self, const char *id)
{
  g_return_if_fail (WABI_IS_MATRIX (self));

  wabi_matrix_select (self, id);
}

const char *
wabi_matrix_get_selected (WabiMatrix *self)
{
  g_return_val_if_fail (WABI_IS_MATRIX (self), NULL);

  return self->selected;
}

gboolean
wabi_matrix_get_cursor (WabiMatrix *self, guint *row, guint *column)
{
  g_return_val_if_fail (WABI_IS_MATRIX (self), FALSE);

  *row = self->cursor_row;
  *column = self->cursor_column;
  return self->n_rows > 0 && self->n_columns > 0;
}

void
wabi_matrix_set_cursor (WabiMatrix *self, guint row, guint column)
{
  g_return_if_fail (WABI_IS_MATRIX (self));

  if (row >= self->n_rows || column >= self->n_columns)
    return;
  self->cursor_row = row;
  self->cursor_column = column;
  wabi_matrix_reveal (self, row);
}

gboolean
wabi_matrix_focus_segment (WabiMatrix *self, const char *id)
{
  guint row, column;
  WabiLineChip *chip;

  g_return_val_if_fail (WABI_IS_MATRIX (self), FALSE);

  if (!wabi_matrix_find_segment (self, id, &row, &column))
    return FALSE;
  wabi_matrix_set_cursor (self, row, column);
  chip = wabi_day_cell_find (wabi_matrix_find_cell (self, row, column), id);
  if (!chip || !gtk_widget_grab_focus (GTK_WIDGET (chip)))
    return FALSE;
  wabi_matrix_select (self, id);
  return TRUE;
}
