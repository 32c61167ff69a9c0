// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a target is mastered, and if not, what is missing, in words.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiMasteryCriterion:
 * @percent: accuracy to reach, 1 to 100; 0 means 90
 * @sessions: in a row; 0 means 3
 * @minimum_trials: a session with fewer does not count, neither for nor against; 0 means 1
 *
 * The default of 90 % in 3 sessions: 80 % was seen to fade at follow-up (Longino et al. 2021).
 */
typedef struct
{
  int percent;
  int sessions;
  int minimum_trials;
} WabiMasteryCriterion;

/** WabiSessionPoint: one session of one target: @correct of @trials on @day. */
typedef struct
{
  const char *session_id;
  WabiDay day;
  int trials;
  int correct;
} WabiSessionPoint;

/** WabiMasteryState: stalled is judged by wabi_mastery_evaluate(). */
typedef enum
{
  WABI_MASTERY_NOT_STARTED,
  WABI_MASTERY_ACQUISITION,
  WABI_MASTERY_STALLED,
  WABI_MASTERY_MASTERED,
} WabiMasteryState;

/**
 * WabiMastery:
 * @state: where it stands
 * @mastered_at: index of the point that completed the criterion, -1 for none
 * @run: sessions in a row that reach the criterion, up to the last that counts
 * @best_percent: best accuracy of a session that counts, -1 for none
 * @best_index: its point, -1 for none
 * @counted: sessions that count
 * @left_out: sessions with too few trials
 */
typedef struct
{
  WabiMasteryState state;
  int mastered_at;
  int run;
  int best_percent;
  int best_index;
  int counted;
  int left_out;
} WabiMastery;

/**
 * wabi_mastery_evaluate:
 * @points: (array length=n_points): in order of time
 *
 * Mastered: @criterion.sessions in a row (among those that count) reach the percentage, exactly compared, not
 * rounded; once mastered it stays so. Stalled: six sessions that count, the last three no better on average
 * than the three before, and under the criterion.
 */
WabiMastery wabi_mastery_evaluate (const WabiMasteryCriterion *criterion, const WabiSessionPoint *points,
                                   gsize n_points);

/**
 * wabi_mastery_explain:
 *
 * Returns: (transfer full): "Not mastered yet: needs 90 % in 3 sessions in a row; best so far 88 % on Mar 6."
 */
char *wabi_mastery_explain (const WabiMasteryCriterion *criterion, const WabiSessionPoint *points,
                            gsize n_points);

/** wabi_mastery_state_words: Returns: the state in words, translated. */
const char *wabi_mastery_state_words (WabiMasteryState state);

/** wabi_mastery_state_name: Returns: "not-started", "acquisition", "stalled" or "mastered", for machines. */
const char *wabi_mastery_state_name (WabiMasteryState state);

G_END_DECLS
