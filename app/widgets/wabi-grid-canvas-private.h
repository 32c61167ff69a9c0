// SPDX-License-Identifier: AGPL-3.0-or-later
// The focusable area that holds the columns of a time grid.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_GRID_CANVAS (wabi_grid_canvas_get_type ())
G_DECLARE_FINAL_TYPE (WabiGridCanvas, wabi_grid_canvas, WABI, GRID_CANVAS, GtkWidget)

/* Sets the chip that Tab goes to from the slot cursor; NULL when there is none. */
void wabi_grid_canvas_set_entry (WabiGridCanvas *self, GtkWidget *chip);

/* Draws a rubber band over everything; NULL for none. */
void wabi_grid_canvas_set_band (WabiGridCanvas *self, const graphene_rect_t *band);

G_END_DECLS
