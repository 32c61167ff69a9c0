// SPDX-License-Identifier: AGPL-3.0-or-later
// Authorization arithmetic: what is left, how fast it goes, when it ends.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/** WabiAuthStatus: where an authorization stands with the payer; only approved ones cover. */
typedef enum
{
  WABI_AUTH_REQUESTED,
  WABI_AUTH_APPROVED,
  WABI_AUTH_DENIED,
  WABI_AUTH_WITHDRAWN,
} WabiAuthStatus;

/** WabiAuthPeriod: what a limit of units is counted over. */
typedef enum
{
  WABI_AUTH_TOTAL,
  WABI_AUTH_MONTH,
  WABI_AUTH_WEEK,
  WABI_AUTH_DAY,
} WabiAuthPeriod;

/**
 * WabiAuthLimit:
 * @code: service code; several with commas when they share the units: "97153,97154"
 * @period: what it is counted over
 * @approved: units
 * @delivered: units given already in the period (of the visit in question), without that visit
 * @scheduled: units booked in the period and not yet given, without that visit
 * @opening: units that were used in another system before this one
 */
typedef struct
{
  const char *code;
  WabiAuthPeriod period;
  int approved;
  int delivered;
  int scheduled;
  int opening;
} WabiAuthLimit;

/**
 * WabiAuthorization:
 * @family: (nullable): id of its first version: all versions of one authorization share their units; %NULL for @id
 * @schedule_only: while it is requested, visits may be booked on it, and are not billed until it is approved
 * @from: first day
 * @to: last day, included
 * @week_start: ISO weekday on which the payer's week begins; 0 means Monday
 */
typedef struct
{
  const char *id;
  const char *number;
  const char *payer_name;
  const char *family;
  WabiAuthStatus status;
  gboolean schedule_only;
  WabiDay from;
  WabiDay to;
  int week_start;
  const WabiAuthLimit *limits;
  gsize n_limits;
} WabiAuthorization;

/** WabiAuthVerdict: use against the calendar. */
typedef enum
{
  WABI_AUTH_ON_PACE,
  WABI_AUTH_OVER_PACE,
  WABI_AUTH_UNDER_PACE,
} WabiAuthVerdict;

/**
 * WabiAuthPace:
 * @total_days: days of the authorization
 * @elapsed_days: days of it before and including the day asked, within it
 * @expected: units that an even pace would have used by then
 * @ahead_percent: how far use is ahead (negative: behind) of that, in percent of @expected, rounded; 0 on no
 * expectation
 * @verdict: over from 5 % ahead, under below 80 % of the expectation
 * @needed_hours_week: hours a week that would use up the rest, in tenths of an hour (remaining / weeks left /
 * 4)
 */
typedef struct
{
  int total_days;
  int elapsed_days;
  int expected;
  int ahead_percent;
  WabiAuthVerdict verdict;
  int needed_hours_week;
} WabiAuthPace;

/** wabi_auth_remaining: Returns: approved - opening - delivered - scheduled; negative when overbooked. */
int wabi_auth_remaining (const WabiAuthLimit *limit);

/** wabi_auth_limit_covers: Returns: whether the limit is for @code. */
gboolean wabi_auth_limit_covers (const WabiAuthLimit *limit, const char *code);

/** wabi_auth_find_limit: Returns: (transfer none) (nullable): the limit of @code over @period. */
const WabiAuthLimit *wabi_auth_find_limit (const WabiAuthorization *auth, const char *code,
                                           WabiAuthPeriod period);

/** wabi_auth_has_code: Returns: whether any limit is for @code. */
gboolean wabi_auth_has_code (const WabiAuthorization *auth, const char *code);

/** wabi_auth_covers: Returns: whether it is approved, holds on @day and is for @code. */
gboolean wabi_auth_covers (const WabiAuthorization *auth, const char *code, WabiDay day);

/** wabi_auth_may_book: Returns: whether a visit on @day may be booked on it: it covers, or is pending and for scheduling. */
gboolean wabi_auth_may_book (const WabiAuthorization *auth, const char *code, WabiDay day);

/** wabi_auth_period_range: the period of @day, as [@from, @to] days within the authorization; both (out). */
void wabi_auth_period_range (const WabiAuthorization *auth, WabiAuthPeriod period, WabiDay day, WabiDay *from,
                             WabiDay *to);

/** wabi_auth_pace: Returns: use against the calendar on @today, for a total limit. @used counts delivered
 * units. */
WabiAuthPace wabi_auth_pace (const WabiAuthorization *auth, const WabiAuthLimit *limit, WabiDay today);

/** wabi_auth_days_left: Returns: days until the last day; 0 on it, negative after it; %G_MAXINT without an
 * end. */
int wabi_auth_days_left (const WabiAuthorization *auth, WabiDay today);

/** wabi_auth_alert_days: Returns: the alert that has been reached: 60, 30, 14 or 3 days; 0 none yet; -1
 * ended. */
int wabi_auth_alert_days (const WabiAuthorization *auth, WabiDay today);

/** wabi_auth_status_from_name: reads "requested", "approved", "denied", "withdrawn"; Returns: whether it was
 * one. */
gboolean wabi_auth_status_from_name (const char *name, WabiAuthStatus *status) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_auth_period_from_name: reads "total", "month", "week", "day"; Returns: whether it was one. */
gboolean wabi_auth_period_from_name (const char *name, WabiAuthPeriod *period) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
