// SPDX-License-Identifier: AGPL-3.0-or-later
// One place in the sidebar: icon, name, what waits.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_PLACE_ROW (wabi_place_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiPlaceRow, wabi_place_row, WABI, PLACE_ROW, GtkListBoxRow)

/* Makes a row for the place @id. */
GtkWidget *wabi_place_row_new (const char *id, const char *icon_name, const char *title);

/* Returns: the id given to wabi_place_row_new(). */
const char *wabi_place_row_get_id (WabiPlaceRow *self);

/* Shows @count, amber if @warn; 0 shows nothing. */
void wabi_place_row_set_count (WabiPlaceRow *self, guint count, gboolean warn);

/* Shows only the icon, with the count as a dot and the name as tooltip. */
void wabi_place_row_set_folded (WabiPlaceRow *self, gboolean folded);

G_END_DECLS
