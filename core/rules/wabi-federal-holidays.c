// SPDX-License-Identifier: AGPL-3.0-or-later
// The federal holidays of the United States, by rule.

#include "wabi-federal-holidays.h"

#include <glib/gi18n-lib.h>

/* 5 U.S.C. 6103 (a): on a day of the month, or on a weekday (ISO) of the month counted from its start, -1 for the last. */
static const struct
{
  const char *name;
  int month, day, weekday, nth;
} RULES[WABI_N_FEDERAL_HOLIDAYS] = {
  { N_ ("New Year’s Day"), 1, 1, 0, 0 },
  { N_ ("Martin Luther King Jr. Day"), 1, 0, 1, 3 },
  { N_ ("Washington’s Birthday"), 2, 0, 1, 3 },
  { N_ ("Memorial Day"), 5, 0, 1, -1 },
  { N_ ("Juneteenth"), 6, 19, 0, 0 },
  { N_ ("Independence Day"), 7, 4, 0, 0 },
  { N_ ("Labor Day"), 9, 0, 1, 1 },
  { N_ ("Columbus Day"), 10, 0, 1, 2 },
  { N_ ("Veterans Day"), 11, 11, 0, 0 },
  { N_ ("Thanksgiving Day"), 11, 0, 4, 4 },
  { N_ ("Christmas Day"), 12, 25, 0, 0 },
};

static WabiDay
find_nth (int year, int month, int weekday, int nth)
{
  WabiDay first = wabi_day_from_ymd (year, month, 1);
  WabiDay at = first + (weekday - wabi_day_weekday (first) + 7) % 7;

  if (nth > 0)
    return at + 7 * (nth - 1);
  first = wabi_day_add_months (first, 1);
  while (at + 7 < first)
    at += 7;
  return at;
}

/* 5 U.S.C. 6103 (b), and Executive Order 11582 for Sundays. */
static WabiDay
find_observed (WabiDay date)
{
  int weekday = wabi_day_weekday (date);

  return weekday == 6 ? date - 1 : weekday == 7 ? date + 1 : date;
}

gboolean
wabi_federal_holidays (int year, WabiFederalHoliday out[WABI_N_FEDERAL_HOLIDAYS])
{
  if (year < 2022 || year > 9998)
    return FALSE;
  for (guint i = 0; i < WABI_N_FEDERAL_HOLIDAYS; i++)
    {
      out[i].date = RULES[i].day > 0 ? wabi_day_from_ymd (year, RULES[i].month, RULES[i].day)
                                     : find_nth (year, RULES[i].month, RULES[i].weekday, RULES[i].nth);
      out[i].observed = find_observed (out[i].date);
      out[i].name = _ (RULES[i].name);
    }
  return TRUE;
}
