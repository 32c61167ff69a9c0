// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof-context.h"

G_BEGIN_DECLS

/**
 * WabiLedgerWeek:
 * @day: last day of the week, within the authorization
 * @used: units used by the end of it: before this program, and held
 * @planned: those and what is booked besides
 *
 * A point of the burn-down.
 */
typedef struct
{
  WabiDay day;
  int used, planned;
} WabiLedgerWeek;

/**
 * WabiLedgerLine:
 * @limit: what is authorized, used and booked: of the whole, or of the day, week or month that holds today
 * @pace: use against the calendar; for the whole only
 * @weeks: (element-type WabiLedgerWeek): how the whole goes down, a point a week; %NULL for periods
 */
typedef struct
{
  WabiAuthLimit limit;
  WabiAuthPace pace;
  GArray *weeks;
} WabiLedgerLine;

/**
 * WabiAuthLedger:
 * @auth: the authorization as rules see it; its limits are those of @lines
 * @expired: whether it was approved and its last day has passed
 * @lines: (element-type WabiLedgerLine): one for each limit
 */
typedef struct
{
  WabiAuthorization auth;
  gboolean expired;
  GPtrArray *lines;
} WabiAuthLedger;

/**
 * wabi_auth_ledger_new:
 * @context: what is read once; must outlive the ledger
 * @authorization: an authorization
 *
 * What was used of an authorization and what is booked on it, by the accounting of the booking proof: each visit counts once, on one
 * authorization, and all versions of an authorization share their units.
 *
 * Returns: (transfer full): the ledger
 */
WabiAuthLedger *wabi_auth_ledger_new (WabiProofContext *context, WabiRecord *authorization);

/**
 * wabi_auth_ledger_free:
 * @ledger: (transfer full) (nullable): what to free
 */
void wabi_auth_ledger_free (WabiAuthLedger *ledger);

/** wabi_auth_ledger_get: Returns: (transfer none): the line with number @index. */
const WabiLedgerLine *wabi_auth_ledger_get (const WabiAuthLedger *ledger, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiAuthLedger, wabi_auth_ledger_free)

G_END_DECLS
