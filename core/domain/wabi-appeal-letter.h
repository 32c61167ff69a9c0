// SPDX-License-Identifier: AGPL-3.0-or-later
// The letter of an appeal, written from the records.

#pragma once

#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * wabi_appeal_letter_new:
 * @view: where to look
 * @denial: what is appealed
 * @level: 1 for the first appeal
 * @signer: (nullable): the member of staff who signs
 * @today: YYYY-MM-DD
 *
 * A first draft in English, which payers read: to whom, about which member, claim and services, what was denied and why that is wrong by the kind of
 * the denial, and what is enclosed. Every figure is a record's; what is not known is left as a blank in brackets, for a person to fill.
 *
 * Returns: (transfer full): the letter
 */
char *wabi_appeal_letter_new (const WabiView *view, WabiRecord *denial, int level, WabiRecord *signer, const char *today);

/**
 * wabi_appeal_list_charges:
 * @view: where to look
 * @denial: what is appealed
 *
 * Returns: (transfer full) (element-type WabiRecord): the sessions of its claim that the same payer denied for the same reason, by date
 */
GPtrArray *wabi_appeal_list_charges (const WabiView *view, WabiRecord *denial);

G_END_DECLS
