// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of the matrix share: its state, the rows in sight, and the steps that pointer, keys and tests call.

#pragma once

#include "wabi-day-cell-private.h"
#include "wabi-matrix.h"

G_BEGIN_DECLS

/* Width of the first column, where rows have titles. */
#define WABI_MATRIX_HEAD 150

enum
{
  WABI_MATRIX_CREATE_REQUESTED,
  WABI_MATRIX_CELL_REQUESTED,
  WABI_MATRIX_MOVE_REQUESTED,
  WABI_MATRIX_OPEN_REQUESTED,
  WABI_MATRIX_CANCEL_REQUESTED,
  WABI_MATRIX_MENU_REQUESTED,
  WABI_MATRIX_PAGE_REQUESTED,
  WABI_MATRIX_N_SIGNALS
};

extern guint wabi_matrix_signals[WABI_MATRIX_N_SIGNALS];

/* A row that is in sight. */
typedef struct
{
  guint row;
  GtkWidget *heading;
  GtkLabel *title;
  GtkLabel *subtitle;
  GPtrArray *cells;
} WabiMatrixBand;

struct _WabiMatrix
{
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkScrolledWindow *scroller;
  GtkWidget *body;
  GtkLabel *announcer;

  GPtrArray *spoken;    /* of the columns */
  WabiMatrixRow *rows;
  WabiMatrixCell *cells;
  GPtrArray *contents;  /* of GPtrArray of WabiSegment, a cell each */
  int *tops;            /* n_rows + 1 */
  guint n_rows;
  guint n_columns;
  gboolean fill;
  gboolean titled;
  guint tick_id;

  GPtrArray *bands; /* in sight */
  GPtrArray *spare;
  WabiPicks *picks;
  char *selected;
  guint cursor_row;
  guint cursor_column;

  struct
  {
    char *id;
    gboolean moving;
    double x, y;
    guint row, column;
    GtkWidget *target;
  } drag;
};

/* Gives widgets to the rows in sight and takes them from the others. */
void wabi_matrix_fit_bands (WabiMatrix *self);

/* Computes the rows' places for this height of the window. */
void wabi_matrix_place_rows (WabiMatrix *self);

/* Marks selection and picks in all cells in sight. */
void wabi_matrix_mark (WabiMatrix *self);

/* Returns: (nullable): the cell at a place, when it is in sight. */
WabiDayCell *wabi_matrix_find_cell (WabiMatrix *self, guint row, guint column);

/* Returns: (nullable): the segment with @id and its place. */
WabiSegment *wabi_matrix_find_segment (WabiMatrix *self, const char *id, guint *row, guint *column);

/* Returns: (nullable): the segments of a cell. */
GPtrArray *wabi_matrix_get_contents (WabiMatrix *self, guint row, guint column);

/* Scrolls a row into sight. */
void wabi_matrix_reveal (WabiMatrix *self, guint row);

/* Selects @id alone. */
void wabi_matrix_select (WabiMatrix *self, const char *id);

/* Makes the body and its place for the rows. */
GtkWidget *wabi_matrix_body_new (WabiMatrix *matrix);

/* Pointer, at @x, @y of the body; tests call them too. */
void wabi_matrix_press (WabiMatrix *self, double x, double y, int n_press, GdkModifierType mods);
void wabi_matrix_drag_begin (WabiMatrix *self, double x, double y);
void wabi_matrix_drag_update (WabiMatrix *self, double x, double y);
void wabi_matrix_drag_end (WabiMatrix *self, gboolean commit, GdkModifierType mods);
gboolean wabi_matrix_press_key (WabiMatrix *self, guint keyval, GdkModifierType mods);
void wabi_matrix_init_input (WabiMatrix *self);

G_END_DECLS
