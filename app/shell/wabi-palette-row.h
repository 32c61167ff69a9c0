// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiPaletteRowInfo:
 * @icon: symbolic icon
 * @title: what it is called
 * @subtitle: what it is
 * @accel: (nullable): the key that does it without the palette
 * @place: (nullable): where to go
 * @id: (nullable): a record to open there
 * @action: (nullable): detailed name of an action to give
 *
 * One thing that can be chosen.
 */
typedef struct
{
  const char *icon;
  const char *title;
  const char *subtitle;
  const char *accel;
  const char *place;
  const char *id;
  const char *action;
} WabiPaletteRowInfo;

#define WABI_TYPE_PALETTE_ROW (wabi_palette_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiPaletteRow, wabi_palette_row, WABI, PALETTE_ROW, GtkListBoxRow)

/**
 * wabi_palette_row_new:
 * @info: what it says and does; copied
 *
 * Returns: a row
 */
GtkWidget *wabi_palette_row_new (const WabiPaletteRowInfo *info);

/**
 * wabi_palette_row_get_place:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): where to go
 */
const char *wabi_palette_row_get_place (WabiPaletteRow *self);

/**
 * wabi_palette_row_get_id:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): a record to open there
 */
const char *wabi_palette_row_get_id (WabiPaletteRow *self);

/**
 * wabi_palette_row_get_action:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the action to give
 */
const char *wabi_palette_row_get_action (WabiPaletteRow *self);

G_END_DECLS
