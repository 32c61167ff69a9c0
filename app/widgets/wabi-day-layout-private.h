// SPDX-License-Identifier: AGPL-3.0-or-later
// Children of a day placed by their minutes: the layout of columns and of the hour bar.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiDayPlacement:
 * @WABI_DAY_CHIP: in its lane, with a gap around
 * @WABI_DAY_BAND: over the whole width
 * @WABI_DAY_LINE: over the whole width, its own height, centered on the start minute
 * @WABI_DAY_TICK: its own size, at the end edge, centered on the start minute
 */
typedef enum
{
  WABI_DAY_CHIP,
  WABI_DAY_BAND,
  WABI_DAY_LINE,
  WABI_DAY_TICK,
} WabiDayPlacement;

/**
 * WabiDayBox:
 * @placement: how it is placed
 * @start: minute where it begins
 * @end: minute where it ends
 * @lane: its lane
 * @lanes: lanes beside each other here; at least 1
 * @span: lanes that it fills; at least 1
 * @spill: whether it may reach under its neighbor in the next lane, which is drawn over it
 */
typedef struct
{
  WabiDayPlacement placement;
  int start;
  int end;
  int lane;
  int lanes;
  int span;
  gboolean spill;
} WabiDayBox;

#define WABI_TYPE_DAY_LAYOUT (wabi_day_layout_get_type ())
G_DECLARE_FINAL_TYPE (WabiDayLayout, wabi_day_layout, WABI, DAY_LAYOUT, GtkLayoutManager)

/* Shows the minutes from @first to @last, @scale pixels each. */
void wabi_day_layout_set_scale (WabiDayLayout *self, int first, int last, double scale);

/* Returns: the vertical place of @minute. */
double wabi_day_layout_get_y (WabiDayLayout *self, int minute);

/* Returns: the minute at @y, not snapped, within the shown ones. */
int wabi_day_layout_get_minute (WabiDayLayout *self, double y);

/* Places @child, whose parent has a day layout. */
void wabi_day_layout_place (GtkWidget *child, const WabiDayBox *box);

/* Returns: where @child was placed. */
const WabiDayBox *wabi_day_layout_get_box (GtkWidget *child);

G_END_DECLS
