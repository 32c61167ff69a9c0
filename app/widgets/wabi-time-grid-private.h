// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of the time grid share: its state, and the steps that pointer, keys and tests call.

#pragma once

#include "wabi-chip-private.h"
#include "wabi-day-column-private.h"
#include "wabi-picks.h"
#include "wabi-slot-private.h"
#include "wabi-time-grid.h"

G_BEGIN_DECLS

/* Pixels per hour. */
#define WABI_GRID_MIN_ZOOM 24
#define WABI_GRID_MAX_ZOOM 240

typedef enum
{
  WABI_DRAG_NONE,
  WABI_DRAG_PRESSED,
  WABI_DRAG_CREATE,
  WABI_DRAG_MOVE,
  WABI_DRAG_RESIZE,
  WABI_DRAG_BAND,
} WabiDragMode;

enum
{
  WABI_GRID_CREATE_REQUESTED,
  WABI_GRID_MOVE_REQUESTED,
  WABI_GRID_COPY_REQUESTED,
  WABI_GRID_ADD_REQUESTED,
  WABI_GRID_OPEN_REQUESTED,
  WABI_GRID_CANCEL_REQUESTED,
  WABI_GRID_PREVIEW_CHANGED,
  WABI_GRID_PREVIEW_ENDED,
  WABI_GRID_PAGE_REQUESTED,
  WABI_GRID_N_SIGNALS
};

extern guint wabi_time_grid_signals[WABI_GRID_N_SIGNALS];

/* A move in progress, by pointer or by keys. */
typedef struct
{
  WabiDragMode mode;
  gboolean by_keys;
  gboolean on_edge;
  gboolean copy;           /* let go now, it becomes a copy */
  gboolean add;            /* with it, a date of its series */
  GdkModifierType pressed; /* what was held when it began */
  char *id;
  double x;
  double y;
  int minute;
  WabiSlot origin;
  WabiSlot slot;
} WabiDrag;

struct _WabiTimeGrid
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkWidget *headings;
  GtkScrolledWindow *heading_scroller;
  GtkWidget *hour_bar;
  GtkWidget *other_hours;
  GtkLabel *zone_name;
  GtkLabel *other_name;
  GtkScrolledWindow *hour_scroller;
  GtkScrolledWindow *scroller;
  GtkWidget *canvas;
  GtkLabel *announcer;
  GPtrArray *now_lines; /* one a column of today */
  GtkWidget *cursor_box;
  GtkLabel *cursor_label;
  GtkWidget *preview;
  GtkWidget *menu;

  GPtrArray *columns;
  GPtrArray *spoken;
  GListModel *segments;
  WabiSegment *draft;
  GHashTable *chips;
  GPtrArray *pool;
  GMenuModel *chip_menu;
  char *selected;
  WabiPicks *picks;
  gboolean holding; /* the focus moves without a new choice */
  guint tick_id;

  int first;
  int last;
  int snap;
  int default_length;
  int column_min_width;
  double pixels_per_hour;
  int fold_at;
  int fold_length;
  int now_column;
  int now_minute;
  WabiSlot cursor;
  WabiDrag drag;
};

/* Takes the model over now instead of in the next frame. */
void wabi_time_grid_flush (WabiTimeGrid *self);

/* Takes the model over in the next frame. */
void wabi_time_grid_queue_rebuild (WabiTimeGrid *self);

/* Returns: (nullable): the chip that shows the segment @id. */
WabiChip *wabi_time_grid_find_chip (WabiTimeGrid *self, const char *id);

/* Returns: (nullable): the chip that has the focus. */
WabiChip *wabi_time_grid_get_focus_chip (WabiTimeGrid *self);

/* Returns: (nullable): the chip nearest to @slot, in its column if that has any. */
WabiChip *wabi_time_grid_find_nearest (WabiTimeGrid *self, WabiSlot slot);

/* Returns: the place of @chip. */
WabiSlot wabi_time_grid_get_chip_slot (WabiChip *chip);

/* Returns: minutes of the days shown. */
int wabi_time_grid_get_length (WabiTimeGrid *self);

/* Returns: (transfer full): the times of @slot on the wall's clock. */
char *wabi_time_grid_dup_times (WabiTimeGrid *self, WabiSlot slot);

/* Picks @id alone, unless it is one of several that are picked. */
void wabi_time_grid_pick_focused (WabiTimeGrid *self, const char *id);

/* Marks what is picked. */
void wabi_time_grid_mark_picks (WabiTimeGrid *self);

/* Pointer: @chip was pressed with Ctrl or Shift held. Returns: whether that was all. */
gboolean wabi_time_grid_pick_chip (WabiTimeGrid *self, WabiChip *chip, GdkModifierType mods);

/* Lays hours and columns out anew. */
void wabi_time_grid_apply_scale (WabiTimeGrid *self);

/* Scrolls to @value pixels from the top, before the first layout too. */
void wabi_time_grid_scroll_to (WabiTimeGrid *self, double value);

/* Draws the cursor where it is. */
void wabi_time_grid_show_cursor (WabiTimeGrid *self);

/* Marks the chip of @id, or none, as the selected one. */
void wabi_time_grid_select (WabiTimeGrid *self, const char *id);

/* Puts the cursor at @slot, shows and says it. */
void wabi_time_grid_place_cursor (WabiTimeGrid *self, WabiSlot slot);

/* Scrolls as little as needed to show @slot. */
void wabi_time_grid_reveal (WabiTimeGrid *self, WabiSlot slot);

/* Says @text through the label with the alert role. */
void wabi_time_grid_announce (WabiTimeGrid *self, const char *text);

/* Returns: (transfer full): "Thursday, March 12, 1:00 – 4:00 pm". */
char *wabi_time_grid_describe (WabiTimeGrid *self, WabiSlot slot);

/* Zooms, keeping what is at @y of the visible part in its place. */
void wabi_time_grid_zoom (WabiTimeGrid *self, double pixels_per_hour, double y);

/* Shows the chip menu at @chip, or opens it when there is no menu. */
void wabi_time_grid_show_menu (WabiTimeGrid *self, WabiChip *chip);

/* Pointer: a button went down at @x, @y of the canvas, moved, went up. */
void wabi_time_grid_drag_begin (WabiTimeGrid *self, double x, double y);
gboolean wabi_time_grid_drag_update (WabiTimeGrid *self, double x, double y);
void wabi_time_grid_drag_end (WabiTimeGrid *self, gboolean commit);

/* Keys: moves or resizes the preview of the focused chip; begins it if needed. */
void wabi_time_grid_nudge (WabiTimeGrid *self, WabiChip *chip, int columns_by, int minutes_by,
                           gboolean resize);

/* A key on the grid or a chip went down; Alt went up. Returns: whether it was used. */
gboolean wabi_time_grid_press_key (WabiTimeGrid *self, guint keyval, GdkModifierType mods);
void wabi_time_grid_release_key (WabiTimeGrid *self, guint keyval);

/* Adds the gestures and controllers to the canvas. */
void wabi_time_grid_init_pointer (WabiTimeGrid *self);
void wabi_time_grid_init_keys (WabiTimeGrid *self);

/* A small line below a heading, of two lines where it must. */
GtkWidget *wabi_grid_note_new (const char *text);

G_END_DECLS
