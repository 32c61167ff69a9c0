// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-charge-item.h"

G_BEGIN_DECLS

/**
 * WabiChargeWayFunc:
 * @item: a charge
 * @data: what was given with it
 *
 * The way on in the row of a charge was chosen.
 */
typedef void (*WabiChargeWayFunc) (WabiChargeItem *item, gpointer data);

/**
 * WabiChargeColumns:
 * @way: called when a way on is chosen
 * @data: for @way
 *
 * What the columns of charges need; must outlive the table.
 */
typedef struct
{
  WabiChargeWayFunc way;
  gpointer data;
} WabiChargeColumns;

/**
 * wabi_charge_columns_add:
 * @view: a column view of #WabiChargeItem
 * @columns: what they need
 */
void wabi_charge_columns_add (GtkColumnView *view, WabiChargeColumns *columns);

G_END_DECLS
