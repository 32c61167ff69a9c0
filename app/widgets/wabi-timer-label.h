// SPDX-License-Identifier: AGPL-3.0-or-later
// A length of time as h:mm:ss that does not dance while it counts.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_TIMER_LABEL (wabi_timer_label_get_type ())
G_DECLARE_FINAL_TYPE (WabiTimerLabel, wabi_timer_label, WABI, TIMER_LABEL, GtkWidget)

/**
 * wabi_timer_label_new:
 *
 * The label does not count: whoever has the clock calls wabi_timer_label_set_seconds() once a second. Style
 * class `large` makes it the figure of a header.
 *
 * Returns: a label that shows 0:00
 */
GtkWidget *wabi_timer_label_new (void);

/**
 * wabi_timer_label_set_seconds:
 * @self: a timer label
 * @seconds: length to show, 0 or more; also the property `seconds`
 */
void wabi_timer_label_set_seconds (WabiTimerLabel *self, gint64 seconds);

/**
 * wabi_timer_label_format:
 * @seconds: a length, 0 or more
 *
 * Returns: (transfer full): "3:05", or "1:12:40" from an hour on
 */
char *wabi_timer_label_format (gint64 seconds);

G_END_DECLS
