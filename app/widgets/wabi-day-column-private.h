// SPDX-License-Identifier: AGPL-3.0-or-later
// One column of a time grid: open hours, hour lines, chips on them.

#pragma once

#include "wabi-day-layout-private.h"
#include "wabi-time-grid.h"

G_BEGIN_DECLS

#define WABI_TYPE_DAY_COLUMN (wabi_day_column_get_type ())
G_DECLARE_FINAL_TYPE (WabiDayColumn, wabi_day_column, WABI, DAY_COLUMN, GtkWidget)

/* Makes an empty column. */
GtkWidget *wabi_day_column_new (void);

/* Sets the minutes shown, the pixels for each, and the least width. */
void wabi_day_column_set_scale (WabiDayColumn *self, int first, int last, double scale, int min_width);

/* Returns: its layout manager. */
WabiDayLayout *wabi_day_column_get_layout (WabiDayColumn *self);

/* Shades all but @ranges; with @n_ranges 0 all is shaded, with @ranges NULL nothing is. */
void wabi_day_column_set_open (WabiDayColumn *self, const WabiMinuteRange *ranges, guint n_ranges);

/* Makes @widget a child, behind @previous, or as first chip if that is NULL. */
void wabi_day_column_put_after (WabiDayColumn *self, GtkWidget *widget, GtkWidget *previous,
                                const WabiDayBox *box);

/* Makes @widget the topmost child. */
void wabi_day_column_put_on_top (WabiDayColumn *self, GtkWidget *widget, const WabiDayBox *box);

/* Hatches minutes that are no time on that day; none when @end is not after @start. */
void wabi_day_column_set_gap (WabiDayColumn *self, int start, int end);

G_END_DECLS
