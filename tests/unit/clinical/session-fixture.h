// SPDX-License-Identifier: AGPL-3.0-or-later
// One invented session for the tests of notes: two targets with trials, a task analysis, two behaviors.

#pragma once

#include "wabi-facts.h"

#define FIXTURE_ZONE "America/New_York"

// Mar 10, 9:02 to 12:04 (182 min). Touch red: 9 of 10, full prompt at trial 3. Tact cup: 5 of 10. In all 14
// of 20, 70 %; the three sessions before: 33 of 60, 55 %. Elopement twice (4 before), crying 3 min 05 s (2
// min 40 s before).
static const WabiSessionPoint fixture_red[]
    = { { "s1", 20515, 10, 5 }, { "s2", 20516, 10, 6 }, { "s3", 20517, 10, 7 } };
static const WabiSessionPoint fixture_cup[]
    = { { "s1", 20515, 10, 5 }, { "s2", 20516, 10, 5 }, { "s3", 20517, 10, 5 } };
static const WabiFactTarget fixture_targets[] = {
  { .id = "red",
    .name = "“Touch red”",
    .prompt = "partial physical",
    .dropped_prompt = "full-physical",
    .dropped_prompt_words = "full physical",
    .points = fixture_red,
    .n_points = 3 },
  { .id = "cup", .name = "Tact cup", .points = fixture_cup, .n_points = 3 },
  { .id = "wash", .name = "hand washing", .step = 5, .steps = 7 },
};
static const WabiFactBehavior fixture_behaviors[] = {
  { "elope", "Elopement", WABI_BEHAVIOR_FREQUENCY, 4 },
  { "cry", "crying", WABI_BEHAVIOR_DURATION, 160 },
  { "hit", "Hitting", WABI_BEHAVIOR_FREQUENCY, -1 },
};

G_GNUC_UNUSED static WabiFacts *
make_fixture_facts (void)
{
  static const char *const ids[] = { "t0",  "t1",  "t2",  "t3",  "t4",  "t5",  "t6",  "t7",  "t8",  "t9",
                                     "t10", "t11", "t12", "t13", "t14", "t15", "t16", "t17", "t18", "t19" };
  gint64 start = wabi_zone_from_local (FIXTURE_ZONE, wabi_day_from_text ("2026-03-10"), 542);
  WabiTrialEvent trials[22];
  WabiBehaviorEvent events[] = {
    { "b0", "s4", "elope", WABI_BEHAVIOR_FREQUENCY, start + 10 * WABI_MINUTE },
    { "b1", "s4", "elope", WABI_BEHAVIOR_FREQUENCY, start + 20 * WABI_MINUTE },
    { "b2", "s4", "cry", WABI_BEHAVIOR_DURATION, start + 30 * WABI_MINUTE, 1, 65 * WABI_SECOND },
    { "b3", "s4", "cry", WABI_BEHAVIOR_DURATION, start + 40 * WABI_MINUTE, 1, 120 * WABI_SECOND },
  };

  for (int i = 0; i < 20; i++)
    trials[i] = (WabiTrialEvent){ .id = ids[i],
                                  .session_id = "s4",
                                  .target_id = i < 10 ? "red" : "cup",
                                  .result = i == 2   ? WABI_TRIAL_PROMPTED
                                            : i < 15 ? WABI_TRIAL_CORRECT
                                                     : WABI_TRIAL_INCORRECT,
                                  .prompt = i == 2 ? "full-physical" : NULL,
                                  .at = start + (i + 1) * WABI_MINUTE };
  // One more was recorded and taken back.
  trials[20] = trials[0];
  trials[20].id = "oops";
  trials[21]
      = (WabiTrialEvent){ .id = "void", .session_id = "s4", .action = WABI_EVENT_VOID, .voids = "oops" };
  return wabi_facts_new (&(WabiFactsInput){ .zone = FIXTURE_ZONE,
                                            .session_id = "s4",
                                            .start_at = start,
                                            .end_at = start + 182 * WABI_MINUTE,
                                            .units = 12,
                                            .trials = trials,
                                            .n_trials = G_N_ELEMENTS (trials),
                                            .behavior_events = events,
                                            .n_behavior_events = G_N_ELEMENTS (events),
                                            .targets = fixture_targets,
                                            .n_targets = G_N_ELEMENTS (fixture_targets),
                                            .behaviors = fixture_behaviors,
                                            .n_behaviors = G_N_ELEMENTS (fixture_behaviors) });
}
