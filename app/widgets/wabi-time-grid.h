// SPDX-License-Identifier: AGPL-3.0-or-later
// The week or day of a schedule: columns of hours with appointments on them, worked by mouse and keyboard.

#pragma once

#include "wabi-picks.h"
#include "wabi-segment.h"

G_BEGIN_DECLS

/**
 * WabiGridColumn:
 * @caption: (nullable): small first line: "Mon", or a staff member's credential
 * @heading: big second line: "9", or a staff member's name
 * @spoken: what a screen reader calls it: "Monday, March 9"
 * @today: whether it is emphasized
 * @note: (nullable): small last line, which may take two: a holiday's name
 */
typedef struct
{
  const char *caption;
  const char *heading;
  const char *spoken;
  gboolean today;
  const char *note;
} WabiGridColumn;

/**
 * WabiMinuteRange:
 * @start: first minute of the day
 * @end: minute where it ends, excluded
 */
typedef struct
{
  int start;
  int end;
} WabiMinuteRange;

/** WABI_GRID_ALL_COLUMNS: for wabi_time_grid_set_now(). */
#define WABI_GRID_ALL_COLUMNS (-2)

#define WABI_TYPE_TIME_GRID (wabi_time_grid_get_type ())
G_DECLARE_FINAL_TYPE (WabiTimeGrid, wabi_time_grid, WABI, TIME_GRID, GtkWidget)

/**
 * wabi_time_grid_new:
 *
 * The grid changes nothing itself. It emits what a person wants; the page decides and then changes the model:
 *
 * - `create-requested` (guint column, int start, int end): dragged over empty hours, double click, or Enter
 * at the cursor
 * - `move-requested` (const char *id, guint column, int start, int end): a chip, or the draft, was dragged,
 * resized, or moved by Alt+arrows (sent when Alt is let go); its place on screen does not change before the
 * model does
 * - `copy-requested` (const char *id, guint column, int start, int end): a chip was dropped with Ctrl held
 * - `add-requested` (const char *id, guint column, int start, int end): a chip was dropped with Ctrl and Shift held
 * - `open-requested` (const char *id): double click or Enter on a chip
 * - `cancel-requested` (const char *id): Delete on a chip
 * - `preview-changed` (const char *id, guint column, int start, int end): during a drag or a move, for each
 * new place; @id is "" for a new one. For findings while the button is still down.
 * - `preview-ended`: the drag or move is over, done or not (after the request, if any)
 * - `page-requested` (int direction): PageUp, PageDown, or the cursor left the columns: -1 earlier, 1 later
 *
 * Properties: `selected-id` (the chip whose companion is open; set by click and focus), `snap` (minutes,
 * default 15), `default-length` (minutes of a new slot, default 60), `pixels-per-hour` (24 to 240, default
 * 66; Ctrl+scroll), `column-min-width` (default 84).
 *
 * Actions: `grid.create` (at the cursor), `grid.zoom-in`, `grid.zoom-out`, `grid.zoom-reset`; on a chip
 * `chip.open`, `chip.cancel`, `chip.menu`, which assistive technology offers as its verbs.
 *
 * Ctrl+click, Shift+click, Ctrl+space and a rubber band (Shift+drag over empty hours) pick several chips; what is requested of one of them
 * is meant for all. Ctrl+A picks all.
 *
 * Returns: a grid without columns
 */
GtkWidget *wabi_time_grid_new (void);

/**
 * wabi_time_grid_set_columns:
 * @self: a grid
 * @columns: (array length=n_columns): copied
 * @n_columns: how many
 *
 * Columns that stay keep their widgets. Open ranges are cleared.
 */
void wabi_time_grid_set_columns (WabiTimeGrid *self, const WabiGridColumn *columns, guint n_columns);

/**
 * wabi_time_grid_set_segments:
 * @self: a grid
 * @segments: (nullable): a model of #WabiSegment, in any order; lanes are computed here
 *
 * Changes of the model are taken over once a frame; chips are re-used by id.
 */
void wabi_time_grid_set_segments (WabiTimeGrid *self, GListModel *segments);

/**
 * wabi_time_grid_set_open_ranges:
 * @self: a grid
 * @column: a column
 * @ranges: (array length=n_ranges) (nullable): hours that are open there; %NULL if that is not known
 * @n_ranges: how many; 0 with @ranges not %NULL means closed all day
 */
void wabi_time_grid_set_open_ranges (WabiTimeGrid *self, guint column, const WabiMinuteRange *ranges,
                                     guint n_ranges);

/**
 * wabi_time_grid_set_day_range:
 * @self: a grid
 * @first: first minute shown, default 0
 * @last: last minute shown, default 1440
 */
void wabi_time_grid_set_day_range (WabiTimeGrid *self, int first, int last);

/**
 * wabi_time_grid_set_now:
 * @self: a grid
 * @column: column of the now-line; -1 for none, %WABI_GRID_ALL_COLUMNS where all columns are of today
 * @minute: its minute
 */
void wabi_time_grid_set_now (WabiTimeGrid *self, int column, int minute);

/**
 * wabi_time_grid_set_draft:
 * @self: a grid
 * @draft: (nullable): a segment shown dashed over the others, whatever its state; with the id of a segment it
 * stands in for that one
 */
void wabi_time_grid_set_draft (WabiTimeGrid *self, WabiSegment *draft);

/**
 * wabi_time_grid_set_chip_menu:
 * @self: a grid
 * @menu: (nullable): shown by the Menu key and the right button on a chip, which is selected first; without
 * one the Menu key opens
 */
void wabi_time_grid_set_chip_menu (WabiTimeGrid *self, GMenuModel *menu);

/**
 * wabi_time_grid_set_selected:
 * @self: a grid
 * @id: (nullable): the segment to mark as selected
 */
void wabi_time_grid_set_selected (WabiTimeGrid *self, const char *id);

/**
 * wabi_time_grid_get_selected:
 * @self: a grid
 *
 * Returns: (nullable): id of the selected segment
 */
const char *wabi_time_grid_get_selected (WabiTimeGrid *self);

/**
 * wabi_time_grid_set_cursor:
 * @self: a grid
 * @column: a column
 * @start: first minute
 * @end: minute where it ends
 *
 * Puts the slot cursor there and scrolls to it. It is visible while the grid has the focus.
 */
void wabi_time_grid_set_cursor (WabiTimeGrid *self, guint column, int start, int end);

/**
 * wabi_time_grid_get_cursor:
 * @self: a grid
 * @column: (out) (optional): its column
 * @start: (out) (optional): its first minute
 * @end: (out) (optional): minute where it ends
 *
 * For a "New session" button: what the keyboard or a click last pointed at.
 *
 * Returns: whether there are columns
 */
gboolean wabi_time_grid_get_cursor (WabiTimeGrid *self, guint *column, int *start, int *end);

/**
 * wabi_time_grid_scroll_to_minute:
 * @self: a grid
 * @minute: will be near the top, once the grid has a size
 */
void wabi_time_grid_scroll_to_minute (WabiTimeGrid *self, int minute);

/**
 * wabi_time_grid_focus_segment:
 * @self: a grid
 * @id: a segment
 *
 * Returns: whether the segment is shown; then its chip has the focus
 */
gboolean wabi_time_grid_focus_segment (WabiTimeGrid *self, const char *id);

/**
 * wabi_time_grid_set_picks:
 * @self: a grid
 * @picks: what is picked; shared with other views
 */
void wabi_time_grid_set_picks (WabiTimeGrid *self, WabiPicks *picks);

/**
 * wabi_time_grid_get_picks:
 * @self: a grid
 *
 * Returns: (transfer none): what is picked
 */
WabiPicks *wabi_time_grid_get_picks (WabiTimeGrid *self);

/**
 * wabi_time_grid_set_fold:
 * @self: a grid
 * @at: minute of the columns from which on they are later than the clock
 * @length: by how many minutes; 0 for ordinary days
 *
 * For days on which an hour comes twice: the columns become longer, and the hours' labels repeat.
 */
void wabi_time_grid_set_fold (WabiTimeGrid *self, int at, int length);

/**
 * wabi_time_grid_set_gap:
 * @self: a grid
 * @column: a column
 * @start: first minute that is no time there
 * @end: where time goes on
 *
 * Hatches an hour that the clock skips; wabi_time_grid_set_columns() takes it away.
 */
void wabi_time_grid_set_gap (WabiTimeGrid *self, guint column, int start, int end);

/**
 * wabi_time_grid_set_other_hours:
 * @self: a grid
 * @own: (nullable): short name of the grid's own zone, shown with the other's
 * @name: (nullable): short name of another zone; %NULL for no second scale
 * @labels: (array zero-terminated=1) (nullable): what its clock shows at each full hour of the columns, from 0 on
 */
void wabi_time_grid_set_other_hours (WabiTimeGrid *self, const char *own, const char *name, const char *const *labels);

G_END_DECLS
