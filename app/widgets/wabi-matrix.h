// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and people as a table: a month, a week of everybody, a board of hours.

#pragma once

#include "wabi-picks.h"
#include "wabi-segment.h"
#include "wabi-time-grid.h"

G_BEGIN_DECLS

/**
 * WabiMatrixRow:
 * @title: (nullable): who; %NULL in all rows leaves the first column out
 * @subtitle: (nullable): second line, such as "31.5 of 40 h"
 * @level: a mark before the second line
 * @spoken: (nullable): what a screen reader says
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  WabiMarkKind level;
  const char *spoken;
} WabiMatrixRow;

/**
 * WabiMatrixCell:
 * @heading: (nullable): first line: "9", "Mar 1"
 * @note: (nullable): beside the heading: the name of a holiday, or "6.5 of 8 h"
 * @detail: (nullable): below the bar, a line or several: "Free 10:30 – noon"
 * @spoken: what a screen reader says before what lies in it
 * @today: whether it is emphasized
 * @dim: whether it belongs to another month
 * @closed: whether nobody works
 * @filled: minutes booked
 * @room: minutes of work; with 0 and nothing filled there is no bar
 * @planned: minutes that a plan adds to @filled, on the bar in a lighter color
 */
typedef struct
{
  const char *heading;
  const char *note;
  const char *detail;
  const char *spoken;
  gboolean today;
  gboolean dim;
  gboolean closed;
  int filled;
  int room;
  int planned;
} WabiMatrixCell;

#define WABI_TYPE_MATRIX (wabi_matrix_get_type ())
G_DECLARE_FINAL_TYPE (WabiMatrix, wabi_matrix, WABI, MATRIX, GtkWidget)

/**
 * wabi_matrix_new:
 *
 * The matrix changes nothing itself, it emits what a person wants:
 *
 * - `create-requested` (guint row, guint column): double click on the empty part of a cell
 * - `cell-requested` (guint row, guint column): Enter on a cell, or "n more"
 * - `move-requested` (const char *id, guint row, guint column, gboolean copy): a line was dragged to another cell (with Ctrl: a copy
 * of it), or moved by Alt+arrows
 * - `open-requested`, `cancel-requested` (const char *id): Enter, Delete on a line
 * - `menu-requested` (const char *id): the Menu key or right button on a line
 * - `page-requested` (int direction): PageUp, PageDown
 *
 * Property `selected-id`: the line whose companion is open. Only rows in sight have widgets.
 *
 * Returns: a matrix without columns
 */
GtkWidget *wabi_matrix_new (void);

/**
 * wabi_matrix_set_picks:
 * @self: a matrix
 * @picks: what Ctrl+click and Shift+click pick
 */
void wabi_matrix_set_picks (WabiMatrix *self, WabiPicks *picks);

/**
 * wabi_matrix_show:
 * @self: a matrix
 * @columns: (array length=n_columns): headings; copied
 * @n_columns: how many
 * @rows: (array length=n_rows): copied
 * @n_rows: how many
 * @cells: (array) : @n_rows x @n_columns, row by row; copied
 * @segments: of #WabiSegment, by `row` and `column`
 * @fill: whether the rows share the height (a month) instead of growing with what is in them
 */
void wabi_matrix_show (WabiMatrix *self, const WabiGridColumn *columns, guint n_columns, const WabiMatrixRow *rows, guint n_rows,
                       const WabiMatrixCell *cells, GListModel *segments, gboolean fill);

/**
 * wabi_matrix_set_selected:
 * @self: a matrix
 * @id: (nullable): the line to mark as selected
 */
void wabi_matrix_set_selected (WabiMatrix *self, const char *id);

/**
 * wabi_matrix_get_selected:
 * @self: a matrix
 *
 * Returns: (nullable): the selected line
 */
const char *wabi_matrix_get_selected (WabiMatrix *self);

/**
 * wabi_matrix_get_cursor:
 * @self: a matrix
 * @row: (out): row of the cell that had the focus last
 * @column: (out): its column
 *
 * Returns: whether there are cells
 */
gboolean wabi_matrix_get_cursor (WabiMatrix *self, guint *row, guint *column);

/**
 * wabi_matrix_set_cursor:
 * @self: a matrix
 * @row: a row
 * @column: a column
 *
 * Scrolls there; the cell gets the focus when the matrix does.
 */
void wabi_matrix_set_cursor (WabiMatrix *self, guint row, guint column);

/**
 * wabi_matrix_focus_segment:
 * @self: a matrix
 * @id: a segment
 *
 * Returns: whether it is there; then its line is scrolled to and has the focus
 */
gboolean wabi_matrix_focus_segment (WabiMatrix *self, const char *id);

G_END_DECLS
