// SPDX-License-Identifier: AGPL-3.0-or-later
// Trials counted: voids in any order, settings, prompts, runs; and what holds for any history.

#include "wabi-measures.h"

#include "session-fixture.h"

static void
test_voids (void)
{
  WabiTrialEvent events[] = {
    { "v1", "s", "t", 0, NULL, 5, WABI_EVENT_VOID, "b" }, // arrives before what it takes back
    { "c", "s", "t", WABI_TRIAL_INCORRECT, NULL, 3 },
    { "a", "s", "t", WABI_TRIAL_CORRECT, NULL, 1 },
    { "b", "s", "t", WABI_TRIAL_CORRECT, NULL, 2 },
    { "a", "s", "t", WABI_TRIAL_CORRECT, NULL, 1 },        // sent twice
    { "d", "s", "t", WABI_TRIAL_CORRECT, NULL, 3 },        // the same instant: by id
    { "v2", "s", "t", 0, NULL, 6, WABI_EVENT_VOID, "v1" }, // a void of a void does nothing
    { "v3", "s", "t", 0, NULL, 6, WABI_EVENT_VOID, NULL },
  };
  g_autoptr (GPtrArray) live = wabi_trials_effective (events, G_N_ELEMENTS (events));
  g_autoptr (WabiTrialSummary) summary = wabi_trials_summarize (live, NULL, NULL, WABI_PROMPTED_NOT_CORRECT);

  g_assert_cmpuint (live->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (summary->event_ids, 0), ==, "a");
  g_assert_cmpstr (g_ptr_array_index (summary->event_ids, 1), ==, "c");
  g_assert_cmpstr (g_ptr_array_index (summary->event_ids, 2), ==, "d");
  g_assert_cmpint (summary->correct, ==, 2);
  g_assert_cmpint (summary->incorrect, ==, 1);
  g_assert_cmpint (summary->first_at, ==, 1);
  g_assert_cmpint (summary->last_at, ==, 3);
}

static void
test_settings (void)
{
  static const struct
  {
    WabiPromptedCounting counting;
    int numerator;
    int denominator;
    int percent;
  } cases[] = { { WABI_PROMPTED_NOT_CORRECT, 1, 4, 25 },
                { WABI_PROMPTED_LEFT_OUT, 1, 2, 50 },
                { WABI_PROMPTED_CORRECT, 3, 4, 75 } };
  WabiTrialEvent events[] = {
    { "a", "s", "t", WABI_TRIAL_CORRECT, NULL, 1 },  { "b", "s", "t", WABI_TRIAL_PROMPTED, "gesture", 2 },
    { "c", "s", "t", WABI_TRIAL_PROMPTED, NULL, 3 }, { "d", "s", "t", WABI_TRIAL_INCORRECT, NULL, 4 },
    { "e", "s", "u", WABI_TRIAL_CORRECT, NULL, 5 },  { "f", "r", "t", WABI_TRIAL_CORRECT, NULL, 6 }
  };
  g_autoptr (GPtrArray) live = wabi_trials_effective (events, G_N_ELEMENTS (events));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WabiTrialSummary) summary = wabi_trials_summarize (live, "s", "t", cases[i].counting);

      g_assert_cmpint (summary->numerator, ==, cases[i].numerator);
      g_assert_cmpint (summary->denominator, ==, cases[i].denominator);
      g_assert_cmpint (wabi_percent (summary->numerator, summary->denominator), ==, cases[i].percent);
      g_assert_cmpuint (summary->prompts->len, ==, 2);
      g_assert_cmpstr (g_array_index (summary->prompts, WabiPromptCount, 0).prompt, ==, "gesture");
    }
}

static void
test_percent_and_rate (void)
{
  static const int cases[][3]
      = { { 0, 0, -1 }, { 0, 5, 0 }, { 1, 2, 50 }, { 1, 3, 33 }, { 2, 3, 67 }, { 1, 8, 13 }, { 5, 5, 100 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (wabi_percent (cases[i][0], cases[i][1]), ==, cases[i][2]);
  g_assert_cmpint (wabi_rate_per_hour (6, 180 * WABI_MINUTE), ==, 20);
  g_assert_cmpint (wabi_rate_per_hour (1, 0), ==, -1);
}

static void
test_runs_and_prompts (void)
{
  WabiTrialEvent events[] = { { "a", "s", "t", WABI_TRIAL_PROMPTED, "full", 1 },
                              { "b", "s", "t", WABI_TRIAL_CORRECT, NULL, 2 },
                              { "c", "s", "t", WABI_TRIAL_CORRECT, NULL, 3 },
                              { "d", "s", "t", WABI_TRIAL_PROMPTED, "full", 4 },
                              { "e", "s", "t", WABI_TRIAL_CORRECT, NULL, 5 } };
  g_autoptr (GPtrArray) live = wabi_trials_effective (events, G_N_ELEMENTS (events));

  g_assert_cmpint (wabi_trials_longest_run (live, "s", "t", WABI_TRIAL_CORRECT), ==, 2);
  g_assert_cmpint (wabi_trials_longest_run (live, "s", "t", WABI_TRIAL_INCORRECT), ==, 0);
  g_assert_cmpint (wabi_trials_last_with_prompt (live, "s", "t", "full"), ==, 4);
  g_assert_cmpint (wabi_trials_last_with_prompt (live, "s", "t", "gesture"), ==, 0);
}

static void
test_behaviors (void)
{
  WabiBehaviorEvent events[] = {
    { "a", "s", "cry", WABI_BEHAVIOR_DURATION, 1, 0, 65 * WABI_SECOND },
    { "b", "s", "cry", WABI_BEHAVIOR_DURATION, 2, 0, 120 * WABI_SECOND },
    { "c", "s", "cry", WABI_BEHAVIOR_DURATION, 3, 0, 300 * WABI_SECOND },
    { "d", "s", "hit", WABI_BEHAVIOR_FREQUENCY, 4, 3 },
    { "v", "s", "cry", WABI_BEHAVIOR_DURATION, 5, 0, 0, WABI_EVENT_VOID, "c" },
  };
  g_autoptr (GPtrArray) live = wabi_behaviors_effective (events, G_N_ELEMENTS (events));
  g_autoptr (WabiBehaviorSummary) cry = wabi_behaviors_summarize (live, "s", "cry");
  g_autoptr (WabiBehaviorSummary) hit = wabi_behaviors_summarize (live, NULL, "hit");

  g_assert_cmpint (cry->count, ==, 2);
  g_assert_cmpint (cry->duration, ==, 185 * WABI_SECOND);
  g_assert_cmpint (cry->longest, ==, 120 * WABI_SECOND);
  g_assert_cmpint (hit->count, ==, 3);
}

// The order of arrival means nothing; parts add up to the whole.
static void
test_properties (void)
{
  static const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };
  static const char *const targets[] = { "t", "u" };

  for (int round = 0; round < 2000; round++)
    {
      WabiTrialEvent events[24], shuffled[24];
      gsize n = g_test_rand_int_range (0, 24);
      g_autoptr (GPtrArray) live = NULL, again = NULL;

      for (gsize i = 0; i < n; i++)
        events[i] = shuffled[i] = (WabiTrialEvent){ ids[i / 2],
                                                    "s",
                                                    targets[i / 2 % 2],
                                                    g_test_rand_int_range (0, 3),
                                                    NULL,
                                                    g_test_rand_int_range (0, 5),
                                                    g_test_rand_int_range (0, 4) == 0,
                                                    ids[g_test_rand_int_range (0, 12)] };
      // The same id always says the same, as commands see to.
      for (gsize i = 1; i < n; i += 2)
        events[i] = shuffled[i] = events[i - 1];
      for (gsize i = n; i > 1; i--)
        {
          gsize k = g_test_rand_int_range (0, i);
          WabiTrialEvent swap = shuffled[i - 1];

          shuffled[i - 1] = shuffled[k];
          shuffled[k] = swap;
        }
      live = wabi_trials_effective (events, n);
      again = wabi_trials_effective (shuffled, n);
      g_assert_cmpuint (live->len, ==, again->len);
      for (guint i = 0; i < live->len; i++)
        g_assert_cmpstr (((WabiTrialEvent *)g_ptr_array_index (live, i))->id, ==,
                         ((WabiTrialEvent *)g_ptr_array_index (again, i))->id);
      {
        g_autoptr (WabiTrialSummary) all = wabi_trials_summarize (live, NULL, NULL, round % 3);
        g_autoptr (WabiTrialSummary) t = wabi_trials_summarize (live, NULL, "t", round % 3);
        g_autoptr (WabiTrialSummary) u = wabi_trials_summarize (live, NULL, "u", round % 3);

        g_assert_cmpint (all->trials, ==, t->trials + u->trials);
        g_assert_cmpint (all->trials, ==, all->correct + all->incorrect + all->prompted);
        g_assert_cmpint (all->numerator, ==, t->numerator + u->numerator);
        g_assert_cmpint (all->denominator, ==, t->denominator + u->denominator);
        g_assert_cmpint (all->numerator, <=, all->denominator);
      }
    }
}

static void
test_facts (void)
{
  static const struct
  {
    const char *key;
    const char *words;
    guint events;
  } cases[] = { { "session.targets", "2 targets", 20 },
                { "session.trials", "20 trials", 20 },
                { "session.accuracy", "70 %", 20 },
                { "session.accuracy-before", "55 %", 0 },
                { "session.minutes", "182 minutes", 0 },
                { "session.units", "12 units", 0 },
                { "target.red.ratio", "9 of 10", 10 },
                { "target.red.accuracy-before", "70 %", 0 },
                { "target.red.dropped-prompt", "trial 3", 10 },
                { "target.wash.step", "step 5 of 7", 0 },
                { "behavior.elope.count", "2 times", 2 },
                { "behavior.cry.duration", "3 min 05 s", 2 },
                { "behavior.cry.duration-before", "2 min 40 s", 0 },
                { "behavior.hit.count", "0 times", 0 } };
  g_autoptr (WabiFacts) facts = make_fixture_facts ();
  g_autofree char *spanish
      = wabi_fact_dup_words (wabi_facts_find (facts, "behavior.elope.count"), WABI_LANGUAGE_SPANISH);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WabiFact *fact = wabi_facts_find (facts, cases[i].key);

      g_assert_nonnull (fact);
      g_assert_cmpstr (fact->words, ==, cases[i].words);
      g_assert_cmpuint (fact->event_ids->len, ==, cases[i].events);
    }
  g_assert_cmpstr (spanish, ==, "2 veces");
  g_assert_null (wabi_facts_find (facts, "target.wash.accuracy")); // no trials, no accuracy
  g_assert_null (wabi_facts_find (facts, "behavior.hit.count-before"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/measures/voids", test_voids);
  g_test_add_func ("/measures/settings", test_settings);
  g_test_add_func ("/measures/percent-and-rate", test_percent_and_rate);
  g_test_add_func ("/measures/runs-and-prompts", test_runs_and_prompts);
  g_test_add_func ("/measures/behaviors", test_behaviors);
  g_test_add_func ("/measures/properties", test_properties);
  g_test_add_func ("/measures/facts", test_facts);
  return g_test_run ();
}
