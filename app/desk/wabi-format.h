// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * wabi_format_time:
 * @zone: IANA zone
 * @at: an instant
 *
 * Returns: (transfer full): the wall clock as people write it: "9:05 am", or "9:05" where the locale counts to 24
 */
char *wabi_format_time (const char *zone, gint64 at);

/**
 * wabi_format_range:
 * @zone: IANA zone
 * @from: an instant
 * @to: a later one
 *
 * Returns: (transfer full): "9:00 – 11:30 am"
 */
char *wabi_format_range (const char *zone, gint64 from, gint64 to);

/**
 * wabi_format_day:
 * @day: a day
 *
 * Returns: (transfer full): "Tue, Mar 10"
 */
char *wabi_format_day (WabiDay day);

/**
 * wabi_format_day_long:
 * @day: a day
 *
 * Returns: (transfer full): "Tuesday, March 10, 2026"
 */
char *wabi_format_day_long (WabiDay day);

/**
 * wabi_format_date_text:
 * @date: (nullable): YYYY-MM-DD
 *
 * Returns: (transfer full): "Mar 10, 2026", empty for %NULL
 */
char *wabi_format_date_text (const char *date);

/**
 * wabi_format_minutes:
 * @minutes: a length
 *
 * Returns: (transfer full): "2 h 30 min"
 */
char *wabi_format_minutes (int minutes);

/**
 * wabi_format_age:
 * @birth_date: (nullable): YYYY-MM-DD
 * @today: the day
 *
 * Returns: full years, -1 when not known
 */
int wabi_format_age (const char *birth_date, WabiDay today);

/**
 * wabi_format_money:
 * @cents: an amount
 *
 * Returns: (transfer full): "$1,204.50"
 */
char *wabi_format_money (gint64 cents);

G_END_DECLS
