// SPDX-License-Identifier: AGPL-3.0-or-later
// Trials and behavior events counted: accuracy, prompts, runs, frequency and duration.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/** WabiTrialResult: how one trial went. */
typedef enum
{
  WABI_TRIAL_CORRECT,
  WABI_TRIAL_INCORRECT,
  WABI_TRIAL_PROMPTED,
} WabiTrialResult;

/** WabiEventAction: a void takes back the record that it names; nothing is ever deleted. */
typedef enum
{
  WABI_EVENT_RECORD,
  WABI_EVENT_VOID,
} WabiEventAction;

/** WabiPromptedCounting: whether prompted trials are in the denominator only, in neither, or count as
 * correct. */
typedef enum
{
  WABI_PROMPTED_NOT_CORRECT,
  WABI_PROMPTED_LEFT_OUT,
  WABI_PROMPTED_CORRECT,
} WabiPromptedCounting;

/**
 * WabiTrialEvent:
 * @prompt: (nullable): key of the prompt level of a prompted trial
 * @voids: (nullable): id of the event that a void takes back
 */
typedef struct
{
  const char *id;
  const char *session_id;
  const char *target_id;
  WabiTrialResult result;
  const char *prompt;
  gint64 at;
  WabiEventAction action;
  const char *voids;
} WabiTrialEvent;

/** WabiBehaviorKind: a count of times, or lengths of time. */
typedef enum
{
  WABI_BEHAVIOR_FREQUENCY,
  WABI_BEHAVIOR_DURATION,
} WabiBehaviorKind;

/**
 * WabiBehaviorEvent:
 * @count: times that this event stands for; 0 counts as 1
 * @duration: microseconds, for %WABI_BEHAVIOR_DURATION
 */
typedef struct
{
  const char *id;
  const char *session_id;
  const char *behavior_id;
  WabiBehaviorKind kind;
  gint64 at;
  int count;
  gint64 duration;
  WabiEventAction action;
  const char *voids;
} WabiBehaviorEvent;

/** WabiPromptCount: @prompt key ("" where none was said), @count trials. */
typedef struct
{
  const char *prompt;
  int count;
} WabiPromptCount;

/**
 * WabiTrialSummary:
 * @trials: all that count
 * @numerator: of the accuracy, by the setting
 * @denominator: of the accuracy; 0 means that there is no accuracy, which is not 0 %
 * @prompts: (element-type WabiPromptCount): by level, in order of first use
 * @event_ids: (element-type utf8): ids in order of time, borrowed from the events
 */
typedef struct
{
  int trials;
  int correct;
  int incorrect;
  int prompted;
  int numerator;
  int denominator;
  gint64 first_at;
  gint64 last_at;
  GArray *prompts;
  GPtrArray *event_ids;
} WabiTrialSummary;

/** WabiBehaviorSummary: @count times, @duration microseconds in all, @event_ids (element-type utf8) borrowed.
 */
typedef struct
{
  int count;
  gint64 duration;
  gint64 longest;
  GPtrArray *event_ids;
} WabiBehaviorSummary;

/**
 * wabi_trials_effective:
 *
 * Leaves out voids and what they take back (whatever the order in which they arrived), and events with an id
 * that was seen before. A void of a void does nothing: what was undone is recorded anew.
 *
 * Returns: (transfer container) (element-type WabiTrialEvent): borrowed from @events, by time, then id.
 */
GPtrArray *wabi_trials_effective (const WabiTrialEvent *events, gsize n_events);

/** wabi_behaviors_effective: the same for behavior events. Returns: (transfer container) (element-type
 * WabiBehaviorEvent). */
GPtrArray *wabi_behaviors_effective (const WabiBehaviorEvent *events, gsize n_events);

/**
 * wabi_trials_summarize:
 * @effective: (element-type WabiTrialEvent): from wabi_trials_effective()
 * @session_id: (nullable): only this session
 * @target_id: (nullable): only this target
 *
 * Returns: (transfer full).
 */
WabiTrialSummary *wabi_trials_summarize (const GPtrArray *effective, const char *session_id,
                                         const char *target_id, WabiPromptedCounting counting);

/** wabi_trial_summary_free: frees it, (nullable). */
void wabi_trial_summary_free (WabiTrialSummary *summary);

/** wabi_behaviors_summarize: Returns: (transfer full): of one session and behavior, each (nullable) for all.
 */
WabiBehaviorSummary *wabi_behaviors_summarize (const GPtrArray *effective, const char *session_id,
                                               const char *behavior_id);

/** wabi_behavior_summary_free: frees it, (nullable). */
void wabi_behavior_summary_free (WabiBehaviorSummary *summary);

/** wabi_percent: Returns: @numerator of @denominator in percent, half up; -1 when @denominator is not
 * positive. */
int wabi_percent (gint64 numerator, gint64 denominator);

/** wabi_rate_per_hour: Returns: @count an hour over @duration microseconds, in tenths; -1 when there is no
 * time. */
int wabi_rate_per_hour (int count, gint64 duration);

/**
 * wabi_trials_longest_run:
 *
 * Returns: the longest run of trials of @target_id (nullable) with @result, in order of time.
 */
int wabi_trials_longest_run (const GPtrArray *effective, const char *session_id, const char *target_id,
                             WabiTrialResult result);

/**
 * wabi_trials_last_with_prompt:
 *
 * Returns: the number (from 1) of the last trial of @target_id that needed prompt @prompt; 0 for never.
 */
int wabi_trials_last_with_prompt (const GPtrArray *effective, const char *session_id, const char *target_id,
                                  const char *prompt);

G_END_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiTrialSummary, wabi_trial_summary_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiBehaviorSummary, wabi_behavior_summary_free)
