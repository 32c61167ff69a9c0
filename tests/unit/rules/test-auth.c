// SPDX-License-Identifier: AGPL-3.0-or-later
// Authorizations: what is left, the pace, the end, and the ranges of periods.

#include "wabi-auth.h"

static WabiDay
day (const char *text)
{
  return wabi_day_from_text (text);
}

static void
test_codes_and_cover (void)
{
  WabiAuthLimit limits[]
      = { { "97153, 97154", WABI_AUTH_TOTAL, 1040, 541, 243 }, { "97153", WABI_AUTH_WEEK, 80, 0, 0 } };
  WabiAuthorization auth = { .status = WABI_AUTH_APPROVED,
                             .from = day ("2026-01-02"),
                             .to = day ("2026-06-30"),
                             .limits = limits,
                             .n_limits = 2 };

  g_assert_cmpint (wabi_auth_remaining (&limits[0]), ==, 256);
  g_assert_true (wabi_auth_limit_covers (&limits[0], "97154"));
  g_assert_false (wabi_auth_limit_covers (&limits[0], "9715"));
  g_assert_false (wabi_auth_limit_covers (&limits[0], ""));
  g_assert_false (wabi_auth_limit_covers (&limits[0], NULL));
  g_assert_true (wabi_auth_find_limit (&auth, "97153", WABI_AUTH_WEEK) == &limits[1]);
  g_assert_null (wabi_auth_find_limit (&auth, "97154", WABI_AUTH_WEEK));
  g_assert_true (wabi_auth_covers (&auth, "97153", auth.from));
  g_assert_true (wabi_auth_covers (&auth, "97153", auth.to));
  g_assert_false (wabi_auth_covers (&auth, "97153", auth.to + 1));
  g_assert_false (wabi_auth_covers (&auth, "97155", auth.to));
  auth.status = WABI_AUTH_REQUESTED;
  g_assert_false (wabi_auth_covers (&auth, "97153", auth.to));
}

static void
test_pace (void)
{
  static const struct
  {
    int delivered;
    const char *today;
    int expected;
    int ahead;
    WabiAuthVerdict verdict;
  } cases[] = {
    { 0, "2025-12-31", 0, 0, WABI_AUTH_ON_PACE },     { 50, "2026-02-19", 50, 0, WABI_AUTH_ON_PACE },
    { 52, "2026-02-19", 50, 4, WABI_AUTH_ON_PACE },   { 53, "2026-02-19", 50, 6, WABI_AUTH_OVER_PACE },
    { 40, "2026-02-19", 50, -20, WABI_AUTH_ON_PACE }, { 39, "2026-02-19", 50, -22, WABI_AUTH_UNDER_PACE },
    { 100, "2026-04-10", 100, 0, WABI_AUTH_ON_PACE }, { 0, "2027-01-01", 100, -100, WABI_AUTH_UNDER_PACE },
  };
  WabiAuthorization auth = { .from = day ("2026-01-01"), .to = day ("2026-04-10") }; // 100 days

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiAuthLimit limit = { "97153", WABI_AUTH_TOTAL, 100, cases[i].delivered, 0 };
      WabiAuthPace pace = wabi_auth_pace (&auth, &limit, day (cases[i].today));

      g_assert_cmpint (pace.total_days, ==, 100);
      g_assert_cmpint (pace.expected, ==, cases[i].expected);
      g_assert_cmpint (pace.ahead_percent, ==, cases[i].ahead);
      g_assert_cmpint (pace.verdict, ==, cases[i].verdict);
    }
}

// 1,040 units over 26 weeks: 10 hours a week; field-map's own formula.
static void
test_needed_hours (void)
{
  WabiAuthorization auth = { .from = day ("2026-01-01"), .to = day ("2026-01-01") + 26 * 7 };
  WabiAuthLimit limit = { "97153", WABI_AUTH_TOTAL, 1040, 0, 0 };

  g_assert_cmpint (wabi_auth_pace (&auth, &limit, day ("2026-01-01")).needed_hours_week, ==, 100);
  limit.delivered = 2000;
  g_assert_cmpint (wabi_auth_pace (&auth, &limit, day ("2026-01-01")).needed_hours_week, ==, 0);
  auth.to = WABI_DAY_NONE;
  g_assert_cmpint (wabi_auth_pace (&auth, &limit, day ("2026-01-01")).total_days, ==, 0);
}

static void
test_alerts (void)
{
  static const int cases[][2] = { { 100, 0 }, { 61, 0 }, { 60, 60 }, { 31, 60 }, { 30, 30 }, { 15, 30 },
                                  { 14, 14 }, { 4, 14 }, { 3, 3 },   { 0, 3 },   { -1, -1 } };
  WabiAuthorization auth = { .from = 0, .to = 20000 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (wabi_auth_days_left (&auth, 20000 - cases[i][0]), ==, cases[i][0]);
      g_assert_cmpint (wabi_auth_alert_days (&auth, 20000 - cases[i][0]), ==, cases[i][1]);
    }
  auth.to = WABI_DAY_NONE;
  g_assert_cmpint (wabi_auth_alert_days (&auth, 20000), ==, 0);
}

static void
test_periods (void)
{
  WabiAuthorization auth = { .from = day ("2026-01-02"), .to = day ("2026-06-30"), .week_start = 7 };
  WabiDay from, to;

  wabi_auth_period_range (&auth, WABI_AUTH_WEEK, day ("2026-03-10"), &from, &to);
  g_assert_cmpint (from, ==, day ("2026-03-08"));
  g_assert_cmpint (to, ==, day ("2026-03-14"));
  wabi_auth_period_range (&auth, WABI_AUTH_MONTH, day ("2026-01-15"), &from, &to);
  g_assert_cmpint (from, ==, day ("2026-01-02")); // cut to the authorization
  g_assert_cmpint (to, ==, day ("2026-01-31"));
  wabi_auth_period_range (&auth, WABI_AUTH_DAY, day ("2026-01-15"), &from, &to);
  g_assert_cmpint (from, ==, to);
  wabi_auth_period_range (&auth, WABI_AUTH_TOTAL, day ("2026-01-15"), &from, &to);
  g_assert_cmpint (to, ==, auth.to);
}

static void
test_names (void)
{
  WabiAuthStatus status;
  WabiAuthPeriod period;

  g_assert_true (wabi_auth_status_from_name ("approved", &status));
  g_assert_cmpint (status, ==, WABI_AUTH_APPROVED);
  g_assert_false (wabi_auth_status_from_name ("fine", &status));
  g_assert_true (wabi_auth_period_from_name ("week", &period));
  g_assert_cmpint (period, ==, WABI_AUTH_WEEK);
  g_assert_false (wabi_auth_period_from_name (NULL, &period));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth/codes-and-cover", test_codes_and_cover);
  g_test_add_func ("/auth/pace", test_pace);
  g_test_add_func ("/auth/needed-hours", test_needed_hours);
  g_test_add_func ("/auth/alerts", test_alerts);
  g_test_add_func ("/auth/periods", test_periods);
  g_test_add_func ("/auth/names", test_names);
  return g_test_run ();
}
