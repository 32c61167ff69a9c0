// SPDX-License-Identifier: AGPL-3.0-or-later
// The hours beside a time grid.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_HOUR_BAR (wabi_hour_bar_get_type ())
G_DECLARE_FINAL_TYPE (WabiHourBar, wabi_hour_bar, WABI, HOUR_BAR, GtkWidget)

/* Sets the minutes shown and the pixels for each. */
void wabi_hour_bar_set_scale (WabiHourBar *self, int first, int last, double scale);

G_END_DECLS
