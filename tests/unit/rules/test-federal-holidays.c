// SPDX-License-Identifier: AGPL-3.0-or-later
// The federal holidays, beside the lists that the Office of Personnel Management published.

#include "wabi-federal-holidays.h"

typedef struct
{
  int year;
  const char *observed[WABI_N_FEDERAL_HOLIDAYS];
} Year;

static const Year years[] = {
  { 2024, { "2024-01-01", "2024-01-15", "2024-02-19", "2024-05-27", "2024-06-19", "2024-07-04", "2024-09-02", "2024-10-14", "2024-11-11", "2024-11-28", "2024-12-25" } },
  { 2026, { "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25" } },
  { 2027, { "2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18", "2027-07-05", "2027-09-06", "2027-10-11", "2027-11-11", "2027-11-25", "2027-12-24" } },
  /* New Year's Day on a Saturday is observed in the year before, Christmas on a Sunday on the Monday. */
  { 2022, { "2021-12-31", "2022-01-17", "2022-02-21", "2022-05-30", "2022-06-20", "2022-07-04", "2022-09-05", "2022-10-10", "2022-11-11", "2022-11-24", "2022-12-26" } },
};

static void
test_years (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      WabiFederalHoliday holidays[WABI_N_FEDERAL_HOLIDAYS];

      g_assert_true (wabi_federal_holidays (years[i].year, holidays));
      for (guint j = 0; j < WABI_N_FEDERAL_HOLIDAYS; j++)
        {
          g_autofree char *observed = wabi_day_dup_text (holidays[j].observed);

          g_assert_cmpstr (observed, ==, years[i].observed[j]);
          g_assert_cmpstr (holidays[j].name, !=, "");
        }
    }
}

/* Nobody's office is closed for a holiday on a weekend, and holidays come in order. */
static void
test_many_years (void)
{
  for (int year = 2022; year < 2200; year++)
    {
      WabiFederalHoliday holidays[WABI_N_FEDERAL_HOLIDAYS];

      g_assert_true (wabi_federal_holidays (year, holidays));
      for (guint j = 0; j < WABI_N_FEDERAL_HOLIDAYS; j++)
        {
          g_assert_cmpint (wabi_day_weekday (holidays[j].observed), <=, 5);
          g_assert_cmpint (ABS (holidays[j].observed - holidays[j].date), <=, 1);
          if (j > 0)
            g_assert_cmpint (holidays[j].date, >, holidays[j - 1].date);
        }
    }
}

static void
test_bounds (void)
{
  WabiFederalHoliday holidays[WABI_N_FEDERAL_HOLIDAYS];

  g_assert_false (wabi_federal_holidays (2021, holidays));
  g_assert_false (wabi_federal_holidays (9999, holidays));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/federal-holidays/years", test_years);
  g_test_add_func ("/federal-holidays/many-years", test_many_years);
  g_test_add_func ("/federal-holidays/bounds", test_bounds);
  return g_test_run ();
}
