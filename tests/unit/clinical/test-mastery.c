// SPDX-License-Identifier: AGPL-3.0-or-later
// Mastery over written histories, and against a plain re-reading of the rule over random ones.

#include "wabi-mastery.h"

#define MARCH_1 20513

typedef struct
{
  const char
      *history; // one session each: correct of ten, "X" for ten; "-" for three of three (too few trials)
  WabiMasteryState state;
  int mastered_at;
  const char *words;
} Case;

static const Case cases[] = {
  { "", WABI_MASTERY_NOT_STARTED, -1, "Not started: no trials yet." },
  { "--", WABI_MASTERY_NOT_STARTED, -1, "Not mastered yet: no session has 5 trials." },
  { "24578", WABI_MASTERY_ACQUISITION, -1,
    "Not mastered yet: needs 90 % in 3 sessions in a row; best so far 80 % on Mar 5." },
  { "99", WABI_MASTERY_ACQUISITION, -1,
    "Not mastered yet: needs 90 % in 3 sessions in a row; 2 sessions so far." },
  { "989X", WABI_MASTERY_ACQUISITION, -1,
    "Not mastered yet: needs 90 % in 3 sessions in a row; 2 sessions so far." },
  { "99X", WABI_MASTERY_MASTERED, 2, "Mastered on Mar 3, 2026: 90 % in 3 sessions in a row." },
  { "9-9-9", WABI_MASTERY_MASTERED, 4, "Mastered on Mar 5, 2026: 90 % in 3 sessions in a row." },
  { "99925", WABI_MASTERY_MASTERED, 2, "Mastered on Mar 3, 2026: 90 % in 3 sessions in a row." },
  { "9-8", WABI_MASTERY_ACQUISITION, -1,
    "Not mastered yet: needs 90 % in 3 sessions in a row; best so far 90 % on Mar 1. 1 session with fewer "
    "than 5 trials does not count." },
  { "567765", WABI_MASTERY_STALLED, -1,
    "Not mastered yet: needs 90 % in 3 sessions in a row; best so far 70 % on Mar 3." },
  { "567776", WABI_MASTERY_ACQUISITION, -1,
    "Not mastered yet: needs 90 % in 3 sessions in a row; best so far 70 % on Mar 3." },
};

static gsize
read_history (const char *history, WabiSessionPoint *points)
{
  gsize n = 0;

  for (; history[n] != '\0'; n++)
    points[n] = history[n] == '-'
                    ? (WabiSessionPoint){ "s", MARCH_1 + n, 3, 3 }
                    : (WabiSessionPoint){ "s", MARCH_1 + n, 10, history[n] == 'X' ? 10 : history[n] - '0' };
  return n;
}

static void
test_histories (void)
{
  WabiMasteryCriterion criterion = { 90, 3, 5 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WabiSessionPoint points[16];
      gsize n = read_history (cases[i].history, points);
      WabiMastery mastery = wabi_mastery_evaluate (&criterion, points, n);
      g_autofree char *words = wabi_mastery_explain (&criterion, points, n);

      g_test_message ("%s", cases[i].history);
      g_assert_cmpint (mastery.state, ==, cases[i].state);
      g_assert_cmpint (mastery.mastered_at, ==, cases[i].mastered_at);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

// 89.5 % shows as 90 % and is not 90 %.
static void
test_exact_comparison (void)
{
  WabiMasteryCriterion criterion = { 90, 1, 1 };
  WabiSessionPoint below = { "s", MARCH_1, 200, 179 }, at = { "s", MARCH_1, 200, 180 };

  g_assert_cmpint (wabi_mastery_evaluate (&criterion, &below, 1).state, ==, WABI_MASTERY_ACQUISITION);
  g_assert_cmpint (wabi_mastery_evaluate (&criterion, &below, 1).best_percent, ==, 90);
  g_assert_cmpint (wabi_mastery_evaluate (&criterion, &at, 1).state, ==, WABI_MASTERY_MASTERED);
}

static void
test_defaults (void)
{
  WabiSessionPoint points[3];

  read_history ("999", points);
  g_assert_cmpint (wabi_mastery_evaluate (NULL, points, 3).state, ==, WABI_MASTERY_MASTERED);
  g_assert_cmpint (wabi_mastery_evaluate (NULL, points, 2).state, ==, WABI_MASTERY_ACQUISITION);
}

static void
test_random_histories (void)
{
  for (int round = 0; round < 5000; round++)
    {
      WabiMasteryCriterion criterion
          = { g_test_rand_int_range (50, 101), g_test_rand_int_range (1, 5), g_test_rand_int_range (1, 12) };
      WabiSessionPoint points[15];
      gsize n = g_test_rand_int_range (0, 15);
      int expected = -1;
      WabiMastery mastery;

      for (gsize i = 0; i < n; i++)
        {
          points[i] = (WabiSessionPoint){ "s", MARCH_1 + i, g_test_rand_int_range (0, 15), 0 };
          points[i].correct = points[i].trials - g_test_rand_int_range (0, MIN (points[i].trials, 3) + 1);
        }
      // Plainly: the first point that counts for which the last so many that count all reach it.
      for (gsize i = 0; i < n && expected < 0; i++)
        {
          int good = 0;

          for (gsize k = i + 1;
               k-- > 0 && good < criterion.sessions && points[i].trials >= criterion.minimum_trials;)
            {
              if (points[k].trials < criterion.minimum_trials)
                continue;
              if (points[k].correct * 100 < criterion.percent * points[k].trials)
                break;
              good++;
            }
          if (good == criterion.sessions)
            expected = i;
        }
      mastery = wabi_mastery_evaluate (&criterion, points, n);
      g_assert_cmpint (mastery.mastered_at, ==, expected);
      g_assert_cmpint (mastery.counted + mastery.left_out, ==, n);
      g_assert_cmpint (mastery.state == WABI_MASTERY_MASTERED, ==, expected >= 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mastery/histories", test_histories);
  g_test_add_func ("/mastery/exact-comparison", test_exact_comparison);
  g_test_add_func ("/mastery/defaults", test_defaults);
  g_test_add_func ("/mastery/random-histories", test_random_histories);
  return g_test_run ();
}
