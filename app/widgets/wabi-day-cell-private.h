// SPDX-License-Identifier: AGPL-3.0-or-later
// One cell of a matrix: a heading, a bar of hours, the lines that fit, and how many more there are.

#pragma once

#include "wabi-line-chip-private.h"
#include "wabi-matrix.h"
#include "wabi-picks.h"

G_BEGIN_DECLS

/* Pixels of a line, with the gap below it. */
#define WABI_CELL_LINE 21

#define WABI_TYPE_DAY_CELL (wabi_day_cell_get_type ())
G_DECLARE_FINAL_TYPE (WabiDayCell, wabi_day_cell, WABI, DAY_CELL, GtkWidget)

/* Makes an empty cell. */
GtkWidget *wabi_day_cell_new (void);

/* Shows @info (copied) and @segments, which are kept; what a cell at @row, @column says. */
void wabi_day_cell_show (WabiDayCell *self, guint row, guint column, const WabiMatrixCell *info, GPtrArray *segments);

/* Marks the selected and the picked ones anew. */
void wabi_day_cell_mark (WabiDayCell *self, const char *selected, WabiPicks *picks);

/* Returns: the height that shows everything. */
int wabi_day_cell_measure (const WabiMatrixCell *info, guint n_segments);

/* Returns: whether @y lies on the line that says how many more there are. */
gboolean wabi_day_cell_is_more (WabiDayCell *self, double y);

/* Returns: its place. */
void wabi_day_cell_get_place (WabiDayCell *self, guint *row, guint *column);

/* Returns: (nullable): the line that shows @id. */
WabiLineChip *wabi_day_cell_find (WabiDayCell *self, const char *id);

G_END_DECLS
