// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-clock.h"

G_BEGIN_DECLS

/**
 * WabiIdle:
 *
 * Tells when nobody has touched keyboard, mouse or screen for some minutes, in any window of the program. Time in which the computer slept counts.
 *
 * Signal: "idle".
 */
#define WABI_TYPE_IDLE (wabi_idle_get_type ())
G_DECLARE_FINAL_TYPE (WabiIdle, wabi_idle, WABI, IDLE, GObject)

/**
 * wabi_idle_new:
 * @window: whose input counts, with that of its dialogs; not held
 * @clock: the clock
 *
 * Returns: (transfer full): a watch that is off
 */
WabiIdle *wabi_idle_new (GtkWindow *window, const WabiClock *clock);

/**
 * wabi_idle_set_minutes:
 * @self: a watch
 * @minutes: after how many minutes it tells; 0 for never. Counts from now
 */
void wabi_idle_set_minutes (WabiIdle *self, int minutes);

/**
 * wabi_idle_check:
 * @self: a watch
 *
 * Looks at the clock now; it does so by itself every few seconds.
 */
void wabi_idle_check (WabiIdle *self);

G_END_DECLS
