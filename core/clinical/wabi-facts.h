// SPDX-License-Identifier: AGPL-3.0-or-later
// The facts of a session that a note may speak of, each with the events that it came from.

#pragma once

#include "wabi-mastery.h"
#include "wabi-measures.h"

G_BEGIN_DECLS

/**
 * WabiFactKind:
 * @WABI_FACT_COUNT: @value times, trials, targets
 * @WABI_FACT_PERCENT: @value percent; @part of @total when it comes from a count
 * @WABI_FACT_RATIO: @part of @total: "9 of 10"
 * @WABI_FACT_DURATION: @value seconds
 * @WABI_FACT_ORDINAL: number @value, of @total when it is positive: "trial 3", "step 5 of 7"
 * @WABI_FACT_TEXT: words only
 */
typedef enum
{
  WABI_FACT_COUNT,
  WABI_FACT_PERCENT,
  WABI_FACT_RATIO,
  WABI_FACT_DURATION,
  WABI_FACT_ORDINAL,
  WABI_FACT_TEXT,
} WabiFactKind;

/** WabiLanguage: of a note; it need not be that of the program. */
typedef enum
{
  WABI_LANGUAGE_ENGLISH,
  WABI_LANGUAGE_SPANISH,
} WabiLanguage;

/**
 * WabiFact:
 * @key: stable: "session.accuracy", "target.<id>.ratio", "behavior.<id>.duration"
 * @unit: what is counted, a machine word: "trial", "target", "time", "minute", "unit", "session", "step"; or
 * ""
 * @subject_id: (nullable): target or behavior; %NULL for the whole session
 * @subject_name: (nullable): its name
 * @has_previous: whether @previous (same measure as @value) of the sessions before is known
 * @words: as shown in English: "81 %", "9 of 10", "3 min 05 s", "112 trials"
 * @event_ids: (element-type utf8): ids, owned
 */
typedef struct
{
  char *key;
  WabiFactKind kind;
  const char *unit;
  gint64 value;
  gint64 part;
  gint64 total;
  char *subject_id;
  char *subject_name;
  gboolean has_previous;
  gint64 previous;
  char *words;
  GPtrArray *event_ids;
} WabiFact;

/**
 * WabiFactTarget:
 * @name: as shown: “Touch red”
 * @prompt: (nullable): words of the prompt level in use now: "partial physical"
 * @used_prompt: (nullable): words of the prompt that most prompted trials of this session had, where it is another
 * @dropped_prompt: (nullable): key of the level above it, whose last use is told
 * @dropped_prompt_words: (nullable)
 * @step: step of a task analysis that it moved on to, 0 for none
 * @steps: steps in all
 * @points: (array length=n_points): sessions before this one, in order of time
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *prompt;
  const char *used_prompt;
  const char *dropped_prompt;
  const char *dropped_prompt_words;
  int step;
  int steps;
  WabiMasteryCriterion criterion;
  const WabiSessionPoint *points;
  gsize n_points;
} WabiFactTarget;

/** WabiFactBehavior: @previous: count, or seconds, in the session before; -1 when not known. */
typedef struct
{
  const char *id;
  const char *name;
  WabiBehaviorKind kind;
  gint64 previous;
} WabiFactBehavior;

/**
 * WabiFactsInput:
 * @trials: (array length=n_trials): of this session, voids among them
 * @behavior_events: (array length=n_behavior_events): likewise
 * @previous_sessions: sessions whose points make the accuracy "before"; 0 means 3
 * @units: billed, 0 when not known
 */
typedef struct
{
  const char *zone;
  const char *session_id;
  gint64 start_at;
  gint64 end_at;
  int units;
  WabiPromptedCounting counting;
  const WabiTrialEvent *trials;
  gsize n_trials;
  const WabiBehaviorEvent *behavior_events;
  gsize n_behavior_events;
  const WabiFactTarget *targets;
  gsize n_targets;
  const WabiFactBehavior *behaviors;
  gsize n_behaviors;
  int previous_sessions;
} WabiFactsInput;

/**
 * WabiFacts:
 * @items: (element-type WabiFact)
 * @day: local day of the session
 * @start_minute: wall clock
 * @end_minute: wall clock
 */
typedef struct
{
  GPtrArray *items;
  WabiDay day;
  int start_minute;
  int end_minute;
  int minutes;
} WabiFacts;

/**
 * wabi_facts_new:
 *
 * Keys:
 * session.{targets,trials,correct,incorrect,prompted,ratio,accuracy,accuracy-before,sessions-before};
 * session.{minutes,units};
 * target.<id>.{trials,correct,incorrect,prompted,ratio,accuracy,accuracy-before,dropped-prompt,step,criterion};
 * behavior.<id>.{count,count-before,duration,duration-before,longest}. What was not measured has no fact (no
 * trials, no accuracy).
 *
 * Returns: (transfer full).
 */
WabiFacts *wabi_facts_new (const WabiFactsInput *input);

/** wabi_facts_free: frees it, (nullable). */
void wabi_facts_free (WabiFacts *facts);

/** wabi_facts_find: Returns: (transfer none) (nullable): the fact with @key. */
const WabiFact *wabi_facts_find (const WabiFacts *facts, const char *key);

/** wabi_facts_find_of: Returns: (transfer none) (nullable): the fact "<kind>.<id>.<measure>". */
const WabiFact *wabi_facts_find_of (const WabiFacts *facts, const char *kind, const char *id,
                                    const char *measure);

/** wabi_fact_dup_words: Returns: (transfer full): the fact as a note says it: "81 %", "9 of 10", "2 times",
 * "2 veces". */
char *wabi_fact_dup_words (const WabiFact *fact, WabiLanguage language);

/** wabi_fact_dup_value_words: Returns: (transfer full): @value in the way of @fact ("2 min 40 s" for a
 * previous one). */
char *wabi_fact_dup_value_words (const WabiFact *fact, gint64 value, WabiLanguage language);

G_END_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiFacts, wabi_facts_free)
