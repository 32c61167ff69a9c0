// SPDX-License-Identifier: AGPL-3.0-or-later
// The arithmetic of pointing at time: snapping, dragging, moving and stretching a slot. No widgets.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WABI_DAY_MINUTES 1440

/**
 * WabiSlot:
 * @column: index of a column
 * @start: first minute
 * @end: minute where it ends, excluded; after @start
 */
typedef struct
{
  int column;
  int start;
  int end;
} WabiSlot;

/**
 * wabi_slot_snap:
 *
 * Returns: @minute at the nearest multiple of @snap, within a day of @day minutes
 */
int wabi_slot_snap (int minute, int snap, int day);

/**
 * wabi_slot_from_drag:
 *
 * The slot drawn by pressing at minute @from and pulling to @to, up or down, in whole steps of @snap: it
 * covers the step that was pressed and the one that was reached, of a day of @day minutes.
 */
WabiSlot wabi_slot_from_drag (int column, int from, int to, int snap, int day);

/**
 * wabi_slot_move:
 *
 * @slot in @columns columns moved, its length kept; stops at the edges of the day and of the grid.
 */
WabiSlot wabi_slot_move (WabiSlot slot, int columns_by, int minutes_by, int columns, int day);

/**
 * wabi_slot_resize:
 *
 * @slot with its end at @end snapped; stays at least @snap long and within the day.
 */
WabiSlot wabi_slot_resize (WabiSlot slot, int end, int snap, int day);

/**
 * wabi_slot_equal:
 *
 * Returns: whether both are the same place and time
 */
gboolean wabi_slot_equal (WabiSlot a, WabiSlot b);

G_END_DECLS
