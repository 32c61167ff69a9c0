// SPDX-License-Identifier: AGPL-3.0-or-later
// Days, clocks and lengths of time in words.

#include "wabi-words.h"

static void
assert_words (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
test_days (void)
{
  WabiDay jan = wabi_day_from_text ("2026-01-02"), jun = wabi_day_from_text ("2026-06-30");

  assert_words (wabi_words_day (wabi_day_from_text ("2026-03-05")), "Mar 5");
  assert_words (wabi_words_day_year (wabi_day_from_text ("2026-03-05")), "Mar 5, 2026");
  assert_words (wabi_words_month (wabi_day_from_text ("2026-12-31")), "Dec 2026");
  assert_words (wabi_words_day (WABI_DAY_NONE), "");
  assert_words (wabi_words_day_range (jan, jun), "Jan 2 – Jun 30");
  assert_words (wabi_words_day_range (jan, wabi_day_from_text ("2027-01-01")), "Jan 2, 2026 – Jan 1, 2027");
  assert_words (wabi_words_day_range (jan, WABI_DAY_NONE), "from Jan 2, 2026");
  assert_words (wabi_words_day_range (WABI_DAY_NONE, jun), "until Jun 30, 2026");
  assert_words (wabi_words_day_range (WABI_DAY_NONE, WABI_DAY_NONE), "no dates set");
  assert_words (wabi_words_weekday (1), "Monday");
  assert_words (wabi_words_weekday (7), "Sunday");
}

static void
test_clock (void)
{
  assert_words (wabi_words_minute (0), "12:00 am");
  assert_words (wabi_words_minute (545), "9:05 am");
  assert_words (wabi_words_minute (780), "1:00 pm");
  assert_words (wabi_words_minute_range (780, 960), "1:00 – 4:00 pm");
  assert_words (wabi_words_minute_range (660, 780), "11:00 am – 1:00 pm");
  assert_words (wabi_words_minute_range (1320, 1440), "10:00 pm – 12:00 am");
}

static void
test_durations (void)
{
  static const struct
  {
    int seconds;
    const char *words;
  } cases[] = { { 0, "0 s" },          { 59, "59 s" },          { 60, "1 min" },
                { 185, "3 min 05 s" }, { 3599, "59 min 59 s" }, { 3600, "1 h" },
                { 3659, "1 h" },       { 3720, "1 h 02 min" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_words (wabi_words_duration (cases[i].seconds), cases[i].words);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/days", test_days);
  g_test_add_func ("/words/clock", test_clock);
  g_test_add_func ("/words/durations", test_durations);
  return g_test_run ();
}
