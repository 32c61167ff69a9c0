// SPDX-License-Identifier: AGPL-3.0-or-later
// The hours beside a time grid.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_HOUR_BAR (wabi_hour_bar_get_type ())
G_DECLARE_FINAL_TYPE (WabiHourBar, wabi_hour_bar, WABI, HOUR_BAR, GtkWidget)

/* Sets the minutes shown and the pixels for each. */
void wabi_hour_bar_set_scale (WabiHourBar *self, int first, int last, double scale);

/* Repeats the hours before @at: from there on labels are @length minutes behind. */
void wabi_hour_bar_set_fold (WabiHourBar *self, int at, int length);

/* Shows @labels (zero-terminated) at the full hours from 0 on instead of its own. */
void wabi_hour_bar_set_labels (WabiHourBar *self, const char *const *labels);

G_END_DECLS
