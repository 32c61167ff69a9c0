// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-finding.h"
#include "wabi-proof-context.h"

G_BEGIN_DECLS

/** WabiChargeState: how far a charge is */
typedef enum
{
  WABI_CHARGE_UNKNOWN, /* not judged yet */
  WABI_CHARGE_READY,
  WABI_CHARGE_NEEDS_HAND,
  WABI_CHARGE_WAITING, /* a claim is asked for; the server has not answered */
} WabiChargeState;

/**
 * WabiChargeItem:
 *
 * An open charge in the table, with the words of its row and what was judged of it. Signal "changed".
 */
#define WABI_TYPE_CHARGE_ITEM (wabi_charge_item_get_type ())
G_DECLARE_FINAL_TYPE (WabiChargeItem, wabi_charge_item, WABI, CHARGE_ITEM, GObject)

/**
 * wabi_charge_item_new:
 * @context: what was read for other charges; may be let go of afterwards
 * @charge: a charge
 *
 * Returns: (transfer full): an item that is not judged yet
 */
WabiChargeItem *wabi_charge_item_new (WabiProofContext *context, WabiRecord *charge);

/**
 * wabi_charge_item_update:
 * @item: an item
 * @context: what was read for other charges
 * @charge: the charge as it is now
 */
void wabi_charge_item_update (WabiChargeItem *item, WabiProofContext *context, WabiRecord *charge);

/**
 * wabi_charge_item_judge:
 * @item: an item
 * @context: what was read for other charges
 *
 * Asks the rules what makes it ready or not.
 */
void wabi_charge_item_judge (WabiChargeItem *item, WabiProofContext *context);

/**
 * wabi_charge_item_check:
 * @item: an item
 * @context: what was read for other charges
 *
 * Returns: (transfer full) (element-type WabiFinding): everything that the rules say of it now, also what holds
 */
GPtrArray *wabi_charge_item_check (WabiChargeItem *item, WabiProofContext *context);

/**
 * wabi_charge_item_take_verdict:
 * @item: an item
 * @text: what was kept of it, and still holds
 *
 * As wabi_charge_item_judge(), without asking the rules.
 *
 * Returns: %FALSE where it cannot be read
 */
gboolean wabi_charge_item_take_verdict (WabiChargeItem *item, const char *text);

/**
 * wabi_charge_item_dup_verdict:
 * @item: an item that is judged
 * @context: by which it was judged
 *
 * Returns: (transfer full) (nullable): what may be kept of it; %NULL where it may not: an unsigned note is looked through with its data
 */
char *wabi_charge_item_dup_verdict (WabiChargeItem *item, WabiProofContext *context);

/**
 * wabi_charge_item_forget:
 * @item: an item
 *
 * What was judged may not hold any more; it is shown until it is judged anew.
 */
void wabi_charge_item_forget (WabiChargeItem *item);

/**
 * wabi_charge_item_is_current:
 * @item: an item
 *
 * Returns: whether it was judged by what is on file now
 */
gboolean wabi_charge_item_is_current (WabiChargeItem *item);

/**
 * wabi_charge_item_set_waiting:
 * @item: an item
 * @waiting: whether a request with it waits for the server
 */
void wabi_charge_item_set_waiting (WabiChargeItem *item, gboolean waiting);

/**
 * wabi_charge_item_get_charge:
 * @item: an item
 *
 * Returns: (transfer none): the charge
 */
WabiRecord *wabi_charge_item_get_charge (WabiChargeItem *item);

/**
 * wabi_charge_item_get_findings:
 * @item: an item
 *
 * Returns: (transfer none) (nullable) (element-type WabiFinding): what is in the way and what to look at; %NULL before it is judged
 */
GPtrArray *wabi_charge_item_get_findings (WabiChargeItem *item);

/**
 * wabi_charge_item_get_state:
 * @item: an item
 *
 * Returns: how far it is
 */
WabiChargeState wabi_charge_item_get_state (WabiChargeItem *item);

/**
 * wabi_charge_item_get_obstacle:
 * @item: an item
 *
 * Returns: (transfer none) (nullable): the first finding that blocks
 */
const WabiFinding *wabi_charge_item_get_obstacle (WabiChargeItem *item);

/** WabiChargeWord: the texts of a row */
typedef enum
{
  WABI_CHARGE_CLIENT,
  WABI_CHARGE_SERVICE,
  WABI_CHARGE_WHEN,
  WABI_CHARGE_STAFF,
  WABI_CHARGE_PAYER,
  WABI_CHARGE_UNITS,
  WABI_CHARGE_AMOUNT,
  WABI_CHARGE_N_WORDS,
} WabiChargeWord;

/**
 * wabi_charge_item_get_word:
 * @item: an item
 * @word: which
 *
 * Returns: (transfer none): the text of its cell
 */
const char *wabi_charge_item_get_word (WabiChargeItem *item, WabiChargeWord word);

/**
 * wabi_charge_item_matches:
 * @item: an item
 * @folded: what was typed, case-folded
 *
 * Returns: whether each word of it stands somewhere in the row
 */
gboolean wabi_charge_item_matches (WabiChargeItem *item, const char *folded);

G_END_DECLS
