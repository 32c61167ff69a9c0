// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiMoneyColumn:
 * @title: of the column, untranslated (marked with N_()); "" for none
 * @expand: whether it takes the room that is left
 * @right: whether its figures stand at the right
 * @chars: usual width in characters, 0 for what the text needs; longer texts go on to a second line
 * @make: (nullable): makes a cell; %NULL for a label
 * @fill: shows an item in a cell
 *
 * A column of a table; the item's signal "changed" fills the cell again.
 */
typedef struct
{
  const char *title;
  gboolean expand, right;
  int chars;
  GtkWidget *(*make) (gpointer data);
  void (*fill) (GtkWidget *cell, gpointer item, gpointer data);
} WabiMoneyColumn;

/**
 * wabi_money_table_add_columns:
 * @view: a column view
 * @columns: (array length=n): static
 * @n: how many
 * @data: for their functions
 */
void wabi_money_table_add_columns (GtkColumnView *view, const WabiMoneyColumn *columns, guint n, gpointer data);

/**
 * wabi_money_table_pass_tab:
 * @view: a column view
 *
 * Tab goes on behind the table instead of from row to row; wabi_money_table_add_columns() does it by itself.
 */
void wabi_money_table_pass_tab (GtkColumnView *view);

/**
 * wabi_money_table_scroll_to:
 * @view: a column view
 * @position: of a row
 *
 * Brings a row into view.
 */
void wabi_money_table_scroll_to (GtkColumnView *view, guint position);

/**
 * wabi_money_table_replace:
 * @store: what is shown
 * @now: (element-type GObject): what is to be shown
 *
 * Puts rows in place of others so that what stays at both ends keeps its widget, selection and scroll.
 */
void wabi_money_table_replace (GListStore *store, GPtrArray *now);

G_END_DECLS
