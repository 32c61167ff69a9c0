// SPDX-License-Identifier: AGPL-3.0-or-later
// The layout of small pills: one child, no baseline.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes a layout manager for a widget with one child. Unlike GtkBinLayout it hands no baseline on: a box that
 * aligns a small label in a pill with a larger one beside it would else ask for a height that it does not
 * get. */
GtkLayoutManager *wabi_plain_layout_new (void);

G_END_DECLS
