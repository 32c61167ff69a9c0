// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-auth-ledger.h"

G_BEGIN_DECLS

/**
 * WabiRenewalPacket:
 * @WABI_RENEWAL_OPEN: nothing was sent to the payer yet
 * @WABI_RENEWAL_REQUESTED: the next authorization was asked for
 * @WABI_RENEWAL_DENIED: it was asked for and denied
 */
typedef enum
{
  WABI_RENEWAL_OPEN,
  WABI_RENEWAL_REQUESTED,
  WABI_RENEWAL_DENIED,
} WabiRenewalPacket;

/**
 * WabiRenewal:
 * @authorization: what ends
 * @days_left: days until its last day; negative when that has passed
 * @alert: the alert that was reached: 60, 30, 14 or 3; -1 when it has ended
 * @packet: how far its renewal is
 * @next: (nullable): the authorization that was asked for
 * @code: (nullable): the code with the most units
 * @verdict: how that one is used against the calendar
 * @ahead_percent: by how much
 * @needed_hours_week: hours a week, in tenths, that would use up the rest of all codes
 *
 * An authorization to be renewed.
 */
typedef struct
{
  WabiRecord *authorization;
  int days_left;
  int alert;
  WabiRenewalPacket packet;
  WabiRecord *next;
  char *code;
  WabiAuthVerdict verdict;
  int ahead_percent;
  int needed_hours_week;
} WabiRenewal;

/**
 * wabi_renewals_list:
 * @context: what is read once
 * @days_ahead: how many days ahead to look, 60 for all alerts
 * @days_back: for how long those are told that have ended
 *
 * What ends and has no approved authorization of the same client and payer after it.
 *
 * Returns: (transfer full) (element-type WabiRenewal): what ends first comes first
 */
GPtrArray *wabi_renewals_list (WabiProofContext *context, int days_ahead, int days_back);

/**
 * wabi_renewals_count:
 * @view: where to look
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 * @days_ahead: how many days ahead to look
 *
 * Returns: how many wabi_renewals_list() would tell that have not ended, without counting their units
 */
guint wabi_renewals_count (const WabiView *view, const char *zone, gint64 now, int days_ahead);

G_END_DECLS
