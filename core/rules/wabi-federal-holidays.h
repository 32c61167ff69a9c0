// SPDX-License-Identifier: AGPL-3.0-or-later
// The federal holidays of the United States, by rule.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiFederalHoliday:
 * @date: the day of the holiday itself
 * @observed: the day on which offices are closed: Friday before one on a Saturday, Monday after one on a Sunday
 * @name: for people, translated
 */
typedef struct
{
  WabiDay date;
  WabiDay observed;
  const char *name;
} WabiFederalHoliday;

#define WABI_N_FEDERAL_HOLIDAYS 11

/**
 * wabi_federal_holidays:
 * @year: from 2022, when all eleven were law
 * @out: (array fixed-size=11): the holidays, in order
 *
 * By 5 U.S.C. 6103: New Year's Day, Birthday of Martin Luther King, Jr., Washington's Birthday, Memorial Day, Juneteenth, Independence Day,
 * Labor Day, Columbus Day, Veterans Day, Thanksgiving Day, Christmas Day. New Year's Day on a Saturday is observed in the year before.
 *
 * Returns: whether the year is one of which the rules are known (2022 to 9998)
 */
gboolean wabi_federal_holidays (int year, WabiFederalHoliday out[WABI_N_FEDERAL_HOLIDAYS]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
