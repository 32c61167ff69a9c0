// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-charge-item.h"

G_BEGIN_DECLS

/* GtkColumnView of GTK 4.8 jumps when scrolled back over more rows than this. */
#define WABI_CHARGES_SHOWN 200

/** WabiChargeSum: @count charges that come to @cents, the oldest of @oldest_at (0 for none) */
typedef struct
{
  guint count;
  gint64 cents;
  gint64 oldest_at;
} WabiChargeSum;

/**
 * WabiChargeBook:
 *
 * All open charges, read and judged a few at a time while nothing else is to do. Signal "changed": rows, sums or progress differ. Signal
 * "settled" (ready, hand): after a change all are judged, and so many became ready, and so many need a hand now.
 */
#define WABI_TYPE_CHARGE_BOOK (wabi_charge_book_get_type ())
G_DECLARE_FINAL_TYPE (WabiChargeBook, wabi_charge_book, WABI, CHARGE_BOOK, GObject)

/**
 * wabi_charge_book_new:
 * @desk: the desk
 *
 * Returns: (transfer full): the book
 */
WabiChargeBook *wabi_charge_book_new (WabiDesk *desk);

/**
 * wabi_charge_book_get_model:
 * @book: the book
 *
 * Returns: (transfer none): of #WabiChargeItem, newest first, at most %WABI_CHARGES_SHOWN
 */
GListModel *wabi_charge_book_get_model (WabiChargeBook *book);

/**
 * wabi_charge_book_set_filter:
 * @book: the book
 * @state: "all", "ready", "hand" or "waiting"
 * @payer: (nullable): id of a payer
 * @search: (nullable): what was typed
 */
void wabi_charge_book_set_filter (WabiChargeBook *book, const char *state, const char *payer, const char *search);

/**
 * wabi_charge_book_get_hidden:
 * @book: the book
 *
 * Returns: how many more match than the model shows
 */
guint wabi_charge_book_get_hidden (WabiChargeBook *book);

/**
 * wabi_charge_book_get_progress:
 * @book: the book
 *
 * Returns: which part is judged, 0 to 1
 */
double wabi_charge_book_get_progress (WabiChargeBook *book);

/**
 * wabi_charge_book_sum:
 * @book: the book
 * @state: which charges, whatever the filter
 *
 * Returns: what they come to
 */
WabiChargeSum wabi_charge_book_sum (WabiChargeBook *book, WabiChargeState state);

/**
 * wabi_charge_book_list:
 * @book: the book
 * @state: which charges
 * @payer: (nullable): only this payer's
 *
 * Returns: (transfer full) (element-type WabiChargeItem): them, oldest first
 */
GPtrArray *wabi_charge_book_list (WabiChargeBook *book, WabiChargeState state, const char *payer);

/**
 * wabi_charge_book_list_alike:
 * @book: the book
 * @item: a charge that something stands in the way of
 *
 * Returns: (transfer full) (element-type WabiRecord): its charge, then those that the same stands in the way of: of the same person where it is
 *   mended there, else of the same payer
 */
GPtrArray *wabi_charge_book_list_alike (WabiChargeBook *book, WabiChargeItem *item);

/**
 * wabi_charge_book_get_context:
 * @book: the book
 *
 * Returns: (transfer none): what was read for the charges before; only until something changes
 */
WabiProofContext *wabi_charge_book_get_context (WabiChargeBook *book);

/**
 * wabi_charge_book_find:
 * @book: the book
 * @id: id of a charge
 *
 * Returns: (transfer none) (nullable): its item
 */
WabiChargeItem *wabi_charge_book_find (WabiChargeBook *book, const char *id);

/**
 * wabi_charge_book_get_waiting:
 * @book: the book
 *
 * Returns: how many claim requests wait for the server
 */
guint wabi_charge_book_get_waiting (WabiChargeBook *book);

/**
 * wabi_charge_book_check_all:
 * @book: the book
 *
 * Judges everything anew.
 */
void wabi_charge_book_check_all (WabiChargeBook *book);

G_END_DECLS
