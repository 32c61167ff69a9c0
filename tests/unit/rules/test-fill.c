// SPDX-License-Identifier: AGPL-3.0-or-later
// Who should get free hours: what counts for a candidate, what against, and that nobody who cannot come stands before one who can.

#include "wabi-fill.h"

static const WabiFillFacts plain = { .minutes = 120, .unused_minutes = 600, .waiting_days = -1, .travel_minutes = 0 };

static int
score_of (const WabiFillFacts *facts)
{
  WabiFillVerdict verdict;
  int score;

  wabi_fill_judge (facts, &verdict);
  g_assert_null (verdict.passed_over);
  score = verdict.score;
  wabi_fill_verdict_clear (&verdict);
  return score;
}

static void
test_what_counts (void)
{
  const int base = score_of (&plain);
  WabiFillFacts facts = plain;

  facts.makeup_minutes = 60;
  g_assert_cmpint (score_of (&facts), >, base);
  facts = plain;
  facts.behind_percent = 20;
  g_assert_cmpint (score_of (&facts), >, base);
  facts = plain;
  facts.waiting_days = 0;
  g_assert_cmpint (score_of (&facts), >, base);
  facts = plain;
  facts.on_team = TRUE;
  g_assert_cmpint (score_of (&facts), >, base);
  facts = plain;
  facts.known_visits = 6;
  g_assert_cmpint (score_of (&facts), >, base);
  facts = plain;
  facts.travel_minutes = 45;
  g_assert_cmpint (score_of (&facts), <, base);
}

static const struct
{
  WabiFillFacts facts;
  const char *first; /* the weightiest reason */
} words[] = {
  { { .minutes = 120, .unused_minutes = 600, .waiting_days = -1, .makeup_minutes = 150, .on_team = TRUE }, "2 h 30 min to make up" },
  { { .minutes = 120, .unused_minutes = 600, .waiting_days = -1, .makeup_minutes = 15, .on_team = TRUE, .known_visits = 4 }, "On the care team" },
  { { .minutes = 120, .unused_minutes = 600, .waiting_days = 80, .known_visits = 1 }, "Has waited for 80 days" },
  { { .minutes = 120, .unused_minutes = 600, .waiting_days = -1, .behind_percent = 44 }, "44% behind the authorization" },
  { { .minutes = 120, .unused_minutes = 600, .waiting_days = -1, .travel_minutes = 60 }, "60 minutes of travel" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      WabiFillVerdict verdict;

      wabi_fill_judge (&words[i].facts, &verdict);
      g_assert_cmpstr (g_ptr_array_index (verdict.reasons, 0), ==, words[i].first);
      wabi_fill_verdict_clear (&verdict);
    }
}

static void
test_passed_over (void)
{
  g_autoptr (GPtrArray) findings = wabi_findings_new ();
  WabiFillFacts good = plain, blocked = plain, away = plain;
  WabiFillVerdict good_verdict, blocked_verdict, away_verdict;

  wabi_findings_add (findings, WABI_FINDING_WARNING, "client-unavailable", g_strdup ("Outside the client’s hours"), NULL);
  good.findings = findings;
  wabi_fill_judge (&good, &good_verdict);
  g_assert_null (good_verdict.passed_over);
  g_assert_cmpint (good_verdict.score, <, score_of (&plain));
  wabi_findings_add (findings, WABI_FINDING_BLOCKED, "units-short", g_strdup ("Not enough units are left"), NULL);
  blocked.findings = findings;
  blocked.makeup_minutes = 600;
  blocked.on_team = TRUE;
  wabi_fill_judge (&blocked, &blocked_verdict);
  g_assert_cmpstr (blocked_verdict.passed_over, ==, "Not enough units are left");
  away.passed_over = "Has another session then";
  wabi_fill_judge (&away, &away_verdict);
  g_assert_cmpstr (away_verdict.passed_over, ==, "Has another session then");
  g_assert_cmpint (wabi_fill_compare (&good_verdict, &blocked_verdict), <, 0);
  g_assert_cmpint (wabi_fill_compare (&blocked_verdict, &good_verdict), >, 0);
  g_assert_cmpint (wabi_fill_compare (&blocked_verdict, &away_verdict), ==, 0);
  wabi_fill_verdict_clear (&good_verdict);
  wabi_fill_verdict_clear (&blocked_verdict);
  wabi_fill_verdict_clear (&away_verdict);
}

/* More of what is good never ranks lower, more travel never higher; and the order is one that sorting can use. */
static void
test_property (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 5000; round++)
    {
      WabiFillFacts facts = { .minutes = g_rand_int_range (rand, 1, 24) * 15, .unused_minutes = g_rand_int_range (rand, -1, 4000),
                              .behind_percent = g_rand_int_range (rand, 0, 120), .makeup_minutes = g_rand_int_range (rand, 0, 600),
                              .waiting_days = g_rand_int_range (rand, -1, 300), .known_visits = g_rand_int_range (rand, 0, 40),
                              .travel_minutes = g_rand_int_range (rand, -1, 120), .on_team = g_rand_boolean (rand) };
      WabiFillFacts more = facts, further = facts;
      int score = score_of (&facts);

      more.makeup_minutes += 30;
      more.behind_percent += 10;
      more.known_visits++;
      further.travel_minutes = MAX (0, further.travel_minutes) + 30;
      g_assert_cmpint (score, >=, 0);
      g_assert_cmpint (score, <=, 100);
      g_assert_cmpint (score_of (&more), >=, score);
      g_assert_cmpint (score_of (&further), <=, score);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fill/what-counts", test_what_counts);
  g_test_add_func ("/fill/words", test_words);
  g_test_add_func ("/fill/passed-over", test_passed_over);
  g_test_add_func ("/fill/property", test_property);
  return g_test_run ();
}
