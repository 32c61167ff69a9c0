// SPDX-License-Identifier: AGPL-3.0-or-later
// One child, and a property that says whether the room for it is narrow.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_ADAPTIVE_BIN (wabi_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (WabiAdaptiveBin, wabi_adaptive_bin, WABI, ADAPTIVE_BIN, GtkWidget)

/**
 * wabi_adaptive_bin_new:
 *
 * A container that compares its width with `breakpoint` (pixels of 11 point text, default 1000; grows with
 * larger text) and tells in `narrow`
 * (read-only; bind to it) whether it is less. It asks for `min-width` (default 360) only, so that a window
 * can shrink past the breakpoint; what does not fit in the moment of change is cut off.
 *
 * Returns: a bin; its child is the property `child`
 */
GtkWidget *wabi_adaptive_bin_new (void);

/**
 * wabi_adaptive_bin_set_child:
 * @self: a bin
 * @child: (nullable): its only child
 */
void wabi_adaptive_bin_set_child (WabiAdaptiveBin *self, GtkWidget *child);

/**
 * wabi_adaptive_bin_get_child:
 * @self: a bin
 *
 * Returns: (transfer none) (nullable): its child
 */
GtkWidget *wabi_adaptive_bin_get_child (WabiAdaptiveBin *self);

/**
 * wabi_adaptive_bin_get_narrow:
 * @self: a bin
 *
 * Returns: whether it is less wide than its breakpoint
 */
gboolean wabi_adaptive_bin_get_narrow (WabiAdaptiveBin *self);

G_END_DECLS
