// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-charge-item.h"

G_BEGIN_DECLS

/**
 * WabiVerdictKeeper:
 *
 * Keeps what was judged of charges in the cache, so that tens of thousands need not be judged anew when the program is opened again on the same day.
 */
typedef struct _WabiVerdictKeeper WabiVerdictKeeper;

/** wabi_verdict_keeper_new: Returns: (transfer full): a keeper for the cache of @desk. */
WabiVerdictKeeper *wabi_verdict_keeper_new (WabiDesk *desk);

/** wabi_verdict_keeper_free: lets go of it; what was not kept yet is judged anew some day. */
void wabi_verdict_keeper_free (WabiVerdictKeeper *keeper);

/**
 * wabi_verdict_keeper_begin:
 * @keeper: a keeper
 *
 * To be called before the first record is read that charges are judged by.
 */
void wabi_verdict_keeper_begin (WabiVerdictKeeper *keeper);

/**
 * wabi_verdict_keeper_recall:
 * @keeper: a keeper that has begun
 * @item: a charge
 *
 * Returns: whether @item was told what was judged of it before
 */
gboolean wabi_verdict_keeper_recall (WabiVerdictKeeper *keeper, WabiChargeItem *item);

/**
 * wabi_verdict_keeper_add:
 * @keeper: a keeper
 * @item: a charge that was judged
 * @context: by which
 */
void wabi_verdict_keeper_add (WabiVerdictKeeper *keeper, WabiChargeItem *item, WabiProofContext *context);

/** wabi_verdict_keeper_flush: writes what was added. */
void wabi_verdict_keeper_flush (WabiVerdictKeeper *keeper);

/** wabi_verdict_keeper_drop: forgets what was added: a record has changed. */
void wabi_verdict_keeper_drop (WabiVerdictKeeper *keeper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiVerdictKeeper, wabi_verdict_keeper_free)

G_END_DECLS
