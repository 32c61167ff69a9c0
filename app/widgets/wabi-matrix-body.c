// SPDX-License-Identifier: AGPL-3.0-or-later
// Only rows in sight have widgets; those that leave it are used again for those that come.

#include "wabi-matrix-private.h"

#define MARGIN 2 /* rows kept ready beyond the edges */
#define LEAST_FILLED 78
#define LEAST_TITLED 46

#define WABI_TYPE_MATRIX_BODY (wabi_matrix_body_get_type ())
G_DECLARE_FINAL_TYPE (WabiMatrixBody, wabi_matrix_body, WABI, MATRIX_BODY, GtkWidget)

struct _WabiMatrixBody
{
  GtkWidget parent_instance;

  WabiMatrix *matrix; /* unowned: it owns this */
};

G_DEFINE_FINAL_TYPE (WabiMatrixBody, wabi_matrix_body, GTK_TYPE_WIDGET)

static void
wabi_matrix_body_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  WabiMatrix *matrix = WABI_MATRIX_BODY (widget)->matrix;

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && matrix->n_rows > 0)
    *minimum = matrix->tops[matrix->n_rows];
  *natural = *minimum;
}

static void
wabi_matrix_body_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WabiMatrix *matrix = WABI_MATRIX_BODY (widget)->matrix;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int head = matrix->titled ? WABI_MATRIX_HEAD : 0;
  int room = MAX (width - head, 0);

  for (guint i = 0; i < matrix->bands->len; i++)
    {
      WabiMatrixBand *band = g_ptr_array_index (matrix->bands, i);
      int top = matrix->tops[band->row], high = matrix->tops[band->row + 1] - top;

      if (matrix->titled)
        {
          gtk_widget_measure (band->heading, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
          gtk_widget_size_allocate (band->heading, &(GtkAllocation){ rtl ? width - head : 0, top, head, high }, -1);
        }
      for (guint column = 0; column < matrix->n_columns; column++)
        {
          GtkWidget *cell = g_ptr_array_index (band->cells, column);
          int left = head + room * (int)column / (int)matrix->n_columns;
          int right = head + room * ((int)column + 1) / (int)matrix->n_columns;

          gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
          gtk_widget_size_allocate (cell, &(GtkAllocation){ rtl ? width - right : left, top, right - left, high }, -1);
        }
    }
}

static void
wabi_matrix_body_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wabi_matrix_body_parent_class)->dispose (object);
}

static void
wabi_matrix_body_class_init (WabiMatrixBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_matrix_body_dispose;
  widget_class->measure = wabi_matrix_body_measure;
  widget_class->size_allocate = wabi_matrix_body_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "matrixbody");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wabi_matrix_body_init (WabiMatrixBody *self)
{
}

GtkWidget *
wabi_matrix_body_new (WabiMatrix *matrix)
{
  WabiMatrixBody *self = g_object_new (WABI_TYPE_MATRIX_BODY, NULL);

  self->matrix = matrix;
  return GTK_WIDGET (self);
}

/* --- places --- */

void
wabi_matrix_place_rows (WabiMatrix *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  int page = (int)gtk_adjustment_get_page_size (adjustment), y = 0;

  for (guint row = 0; row < self->n_rows; row++)
    {
      int height = self->titled ? LEAST_TITLED : LEAST_FILLED;

      self->tops[row] = y;
      if (self->fill)
        height = MAX (height, (page * ((int)row + 1) / (int)self->n_rows) - (page * (int)row / (int)self->n_rows));
      else
        for (guint column = 0; column < self->n_columns; column++)
          height = MAX (height, wabi_day_cell_measure (&self->cells[row * self->n_columns + column],
                                                       wabi_matrix_get_contents (self, row, column)->len));
      y += height;
    }
  if (self->n_rows > 0)
    self->tops[self->n_rows] = y;
  gtk_widget_queue_resize (self->body);
}

/* --- bands --- */

static WabiMatrixBand *
build_band (WabiMatrix *self)
{
  WabiMatrixBand *band = g_new0 (WabiMatrixBand, 1);

  band->heading = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "css-name", "rowheading", "accessible-role",
                                GTK_ACCESSIBLE_ROLE_ROW_HEADER, NULL);
  band->title = GTK_LABEL (gtk_label_new (NULL));
  band->subtitle = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (band->title), "name-line");
  gtk_widget_add_css_class (GTK_WIDGET (band->subtitle), "caption-line");
  gtk_widget_add_css_class (GTK_WIDGET (band->subtitle), "numeric");
  for (GtkLabel *label = band->title; label; label = label == band->title ? band->subtitle : NULL)
    {
      gtk_label_set_xalign (label, 0);
      gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (band->heading), GTK_WIDGET (label));
    }
  gtk_widget_set_parent (band->heading, self->body);
  band->cells = g_ptr_array_new ();
  return band;
}

static void
free_band (gpointer data)
{
  WabiMatrixBand *band = data;

  g_ptr_array_unref (band->cells);
  g_free (band);
}

static void
fit_cells (WabiMatrix *self, WabiMatrixBand *band)
{
  while (band->cells->len < self->n_columns)
    {
      GtkWidget *cell = wabi_day_cell_new ();

      gtk_widget_set_parent (cell, self->body);
      g_ptr_array_add (band->cells, cell);
    }
  while (band->cells->len > self->n_columns)
    gtk_widget_unparent (g_ptr_array_steal_index (band->cells, band->cells->len - 1));
}

static void
set_band_visible (WabiMatrix *self, WabiMatrixBand *band, gboolean visible)
{
  gtk_widget_set_visible (band->heading, visible && self->titled);
  for (guint i = 0; i < band->cells->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (band->cells, i), visible);
}

static void
fill_band (WabiMatrix *self, WabiMatrixBand *band, guint row)
{
  const WabiMatrixRow *info = &self->rows[row];

  band->row = row;
  fit_cells (self, band);
  gtk_label_set_text (band->title, info->title ? info->title : "");
  gtk_label_set_text (band->subtitle, info->subtitle ? info->subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (band->subtitle), info->subtitle != NULL);
  gtk_widget_set_tooltip_text (band->heading, info->spoken);
  gtk_widget_remove_css_class (band->heading, "warning");
  gtk_widget_remove_css_class (band->heading, "blocked");
  if (info->level == WABI_MARK_WARNING || info->level == WABI_MARK_BLOCKED)
    gtk_widget_add_css_class (band->heading, info->level == WABI_MARK_WARNING ? "warning" : "blocked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (band->heading), GTK_ACCESSIBLE_PROPERTY_LABEL, info->spoken ? info->spoken : "", -1);
  for (guint column = 0; column < self->n_columns; column++)
    wabi_day_cell_show (g_ptr_array_index (band->cells, column), row, column, &self->cells[row * self->n_columns + column],
                        wabi_matrix_get_contents (self, row, column));
  set_band_visible (self, band, TRUE);
}

static gboolean
holds_focus (WabiMatrix *self, WabiMatrixBand *band)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus && i < band->cells->len; i++)
    if (focus == g_ptr_array_index (band->cells, i) || gtk_widget_is_ancestor (focus, g_ptr_array_index (band->cells, i)))
      return TRUE;
  return FALSE;
}

static void
find_sight (WabiMatrix *self, guint *from, guint *to)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double top = gtk_adjustment_get_value (adjustment), bottom = top + MAX (gtk_adjustment_get_page_size (adjustment), 100);
  guint row = 0;

  while (row + 1 < self->n_rows && self->tops[row + 1] <= top)
    row++;
  *from = row > MARGIN ? row - MARGIN : 0;
  while (row < self->n_rows && self->tops[row] < bottom)
    row++;
  *to = MIN (row + MARGIN, self->n_rows);
}

/* Whose row went out of sight, except where the keyboard is: that one stays. */
static void
put_away (WabiMatrix *self, guint from, guint to)
{
  for (guint i = self->bands->len; i > 0; i--)
    {
      WabiMatrixBand *band = g_ptr_array_index (self->bands, i - 1);

      if (band->row < self->n_rows && ((band->row >= from && band->row < to) || band->row == self->cursor_row || holds_focus (self, band)))
        continue;
      g_ptr_array_steal_index (self->bands, i - 1);
      set_band_visible (self, band, FALSE);
      g_ptr_array_add (self->spare, band);
    }
}

static WabiMatrixBand *
find_band (WabiMatrix *self, guint row)
{
  for (guint i = 0; i < self->bands->len; i++)
    if (((WabiMatrixBand *)g_ptr_array_index (self->bands, i))->row == row)
      return g_ptr_array_index (self->bands, i);
  return NULL;
}

static void
bind_row (WabiMatrix *self, guint row)
{
  WabiMatrixBand *band;

  if (find_band (self, row))
    return;
  band = self->spare->len > 0 ? g_ptr_array_steal_index (self->spare, self->spare->len - 1) : build_band (self);
  fill_band (self, band, row);
  g_ptr_array_add (self->bands, band);
  for (guint column = 0; column < self->n_columns; column++)
    wabi_day_cell_mark (g_ptr_array_index (band->cells, column), self->selected, self->picks);
}

void
wabi_matrix_fit_bands (WabiMatrix *self)
{
  guint from = 0, to = 0;

  if (!self->bands)
    self->bands = g_ptr_array_new_with_free_func (free_band);
  if (!self->spare)
    self->spare = g_ptr_array_new_with_free_func (free_band);
  if (self->n_rows > 0)
    find_sight (self, &from, &to);
  put_away (self, from, to);
  for (guint row = from; row < to; row++)
    bind_row (self, row);
  /* The keyboard can come back to it from anywhere, also before there is a size. */
  if (self->cursor_row < self->n_rows)
    bind_row (self, self->cursor_row);
  gtk_widget_queue_allocate (self->body);
}

WabiDayCell *
wabi_matrix_find_cell (WabiMatrix *self, guint row, guint column)
{
  WabiMatrixBand *band = self->bands ? find_band (self, row) : NULL;

  return band && column < band->cells->len ? g_ptr_array_index (band->cells, column) : NULL;
}
