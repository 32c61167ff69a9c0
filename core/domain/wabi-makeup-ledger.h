// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-makeup.h"
#include "wabi-proof-context.h"

G_BEGIN_DECLS

/** WabiMakeupEntry: @visit was lost, and this is what became of its time. */
typedef struct
{
  WabiRecord *visit;
  WabiMakeupHours hours;
} WabiMakeupEntry;

/**
 * WabiMakeupLedger:
 * @authorization: the newest version of the authorization
 * @family: (transfer none): id of its first version
 * @from: first day of all versions
 * @to: last day of them, %WABI_DAY_NONE when there is none
 * @sums: the whole
 * @entries: (element-type WabiMakeupEntry): the lost visits by start
 *
 * What was lost on one authorization, made up for, and is open.
 */
typedef struct
{
  WabiRecord *authorization;
  const char *family;
  WabiDay from, to;
  WabiMakeupHours sums;
  GPtrArray *entries;
} WabiMakeupLedger;

/**
 * wabi_makeup_ledgers_new:
 * @context: what is read once; must outlive the ledgers
 * @client: id of a client
 *
 * Nothing is stored: each ledger is worked out from the appointments. A visit counts on the one authorization that it took its units from (the
 * accounting of the booking proof); a lost one that no authorization covered owes nothing to anyone.
 *
 * Returns: (transfer full) (element-type WabiMakeupLedger): one for each authorization on which something was lost, what ends last first
 */
GPtrArray *wabi_makeup_ledgers_new (WabiProofContext *context, const char *client);

/**
 * wabi_makeup_list_clients:
 * @view: where to look
 * @from: first instant
 * @to: the instant after the last
 *
 * Returns: (transfer full) (element-type utf8): ids of the clients who lost a session in that time
 */
GPtrArray *wabi_makeup_list_clients (const WabiView *view, gint64 from, gint64 to);

/**
 * wabi_makeup_find_open:
 * @ledgers: (element-type WabiMakeupLedger): of one client
 * @code: a service code
 * @day: when it would be made up for
 *
 * Returns: (transfer none) (nullable): the oldest lost visit of that service with time that is open and not booked, on an authorization that holds on @day
 */
const WabiMakeupEntry *wabi_makeup_find_open (const GPtrArray *ledgers, const char *code, WabiDay day);

G_END_DECLS
