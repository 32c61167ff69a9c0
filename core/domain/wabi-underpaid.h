// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines that were paid, but less than the contract says or than is usual.

#pragma once

#include "wabi-payer-history.h"

G_BEGIN_DECLS

/**
 * WabiUnderpaid:
 * @charge: id of the charge
 * @allowed: what the payer allowed for it, in cents; of a line of several charges its part
 * @expected: what the contract says, or what is usual, for as many units
 * @by_contract: whether @expected is the contract's
 */
typedef struct
{
  char *charge;
  gint64 allowed, expected;
  gboolean by_contract;
} WabiUnderpaid;

/**
 * wabi_underpaid_list:
 * @view: where to look
 * @answer: a claim of a remittance
 * @claim: (nullable): our claim
 * @history: (nullable): of the payer, for lines that no contract is on file for
 *
 * What the payer allowed for a unit of each line, against the fee schedule's "allowed_cents" as of the day of service, else against what is usual.
 * Answers of a payer that is not the first one are left out: what it allows depends on what was paid before. So are reversals and denied lines.
 *
 * Returns: (transfer full) (element-type WabiUnderpaid): the lines that somebody should look at
 */
GPtrArray *wabi_underpaid_list (const WabiView *view, WabiRecord *answer, WabiRecord *claim, const WabiPayerHistory *history);

/**
 * wabi_underpaid_dup_denial:
 * @answer: a claim of a remittance
 * @charge: id of one of its charges
 *
 * Returns: (transfer full): id of the denial that "denial.underpaid" makes of it
 */
char *wabi_underpaid_dup_denial (WabiRecord *answer, const char *charge);

G_END_DECLS
