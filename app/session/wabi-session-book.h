// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/** WabiBookResult: how a trial went, for the runner; the words of the record are made from it. */
typedef enum
{
  WABI_BOOK_CORRECT,
  WABI_BOOK_PROMPTED,
  WABI_BOOK_INCORRECT,
} WabiBookResult;

/**
 * WabiBookTarget:
 * @record: the target as it stands
 * @program: (nullable): name of its program
 * @planned: trials planned for a session, at least 1
 * @trials: trials of this session that count
 * @correct: of these
 * @percent: accuracy of this session as core counts it, -1 without trials
 * @marks: (element-type guint): each trial that counts, as #WabiBookResult, oldest first
 */
typedef struct
{
  WabiRecord *record;
  char *program;
  int planned;
  int trials;
  int correct;
  int percent;
  GArray *marks;
} WabiBookTarget;

/**
 * WabiBookBehavior:
 * @record: the behavior as it stands
 * @is_duration: whether its length is measured
 * @count: how often in this session
 * @duration: microseconds in all, without a timer that runs
 * @running_since: when its timer was started, 0 when none runs
 */
typedef struct
{
  WabiRecord *record;
  gboolean is_duration;
  int count;
  gint64 duration;
  gint64 running_since;
} WabiBookBehavior;

/**
 * WabiSessionBook:
 *
 * What is written down in a running session: its targets, its behaviors, and each event saved the moment it is recorded. Holds no widgets. Signal
 * "changed": counts are others now; "reloaded": targets or behaviors are others.
 */
#define WABI_TYPE_SESSION_BOOK (wabi_session_book_get_type ())
G_DECLARE_FINAL_TYPE (WabiSessionBook, wabi_session_book, WABI, SESSION_BOOK, GObject)

/**
 * wabi_session_book_find_open:
 * @desk: a desk
 *
 * Returns: (transfer full) (nullable): the session that the person at work has running, also from before a crash
 */
WabiRecord *wabi_session_book_find_open (WabiDesk *desk);

/**
 * wabi_session_book_new:
 * @desk: a desk
 * @session: an open session
 *
 * Reads what was recorded in it so far, and which timers ran.
 *
 * Returns: (transfer full): its book
 */
WabiSessionBook *wabi_session_book_new (WabiDesk *desk, WabiRecord *session);

/**
 * wabi_session_book_get_session:
 * @book: a book
 *
 * Returns: (transfer none): its session
 */
WabiRecord *wabi_session_book_get_session (WabiSessionBook *book);

/**
 * wabi_session_book_get_n_targets:
 * @book: a book
 *
 * Returns: how many targets are worked on: acquisition and probe
 */
guint wabi_session_book_get_n_targets (WabiSessionBook *book);

/**
 * wabi_session_book_get_target:
 * @book: a book
 * @index: below wabi_session_book_get_n_targets(); those with most trials left come first, as it was when the book was opened
 *
 * Returns: (transfer none): the target; good until "reloaded"
 */
const WabiBookTarget *wabi_session_book_get_target (WabiSessionBook *book, guint index);

/**
 * wabi_session_book_get_n_behaviors:
 * @book: a book
 *
 * Returns: how many behaviors are watched
 */
guint wabi_session_book_get_n_behaviors (WabiSessionBook *book);

/**
 * wabi_session_book_get_behavior:
 * @book: a book
 * @index: below wabi_session_book_get_n_behaviors()
 *
 * Returns: (transfer none): the behavior; good until "reloaded"
 */
const WabiBookBehavior *wabi_session_book_get_behavior (WabiSessionBook *book, guint index);

/**
 * wabi_session_book_count:
 * @book: a book
 * @done: (out) (nullable): trials that count
 * @planned: (out) (nullable): trials planned for all targets
 * @correct: (out) (nullable): correct ones
 */
void wabi_session_book_count (WabiSessionBook *book, int *done, int *planned, int *correct);

/**
 * wabi_session_book_count_devices:
 * @book: a book
 *
 * Returns: (transfer full) (nullable): how many trials each computer has recorded, and what they were, for the end of the session
 */
JsonNode *wabi_session_book_count_devices (WabiSessionBook *book);

/**
 * wabi_session_book_record_trial:
 * @book: a book
 * @index: which target
 * @result: how it went
 * @prompt: "independent", "gesture", "partial" or "full"; said only of a prompted trial, the others count as independent
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_session_book_record_trial (WabiSessionBook *book, guint index, WabiBookResult result, const char *prompt,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_session_book_record_behavior:
 * @book: a book
 * @index: which behavior
 * @antecedent: (nullable): what came before
 * @consequence: (nullable): what followed
 * @error: where to put the refusal
 *
 * Once more for a frequency; for a duration with a running timer its end.
 *
 * Returns: whether it is saved
 */
gboolean wabi_session_book_record_behavior (WabiSessionBook *book, guint index, const char *antecedent, const char *consequence,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_session_book_get_last_of:
 * @book: a book
 * @index: which behavior
 *
 * Returns: when it was recorded last in this session without saying what came before or after; 0 when there is none
 */
gint64 wabi_session_book_get_last_of (WabiSessionBook *book, guint index);

/**
 * wabi_session_book_explain_last:
 * @book: a book
 * @index: which behavior
 * @antecedent: (nullable): what came before
 * @consequence: (nullable): what followed
 * @error: where to put the refusal
 *
 * Says what came before and after the entry of wabi_session_book_get_last_of(): that one is taken back and recorded again, at the same time.
 *
 * Returns: whether it is saved
 */
gboolean wabi_session_book_explain_last (WabiSessionBook *book, guint index, const char *antecedent, const char *consequence,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_session_book_start_timer:
 * @book: a book
 * @index: a behavior whose length is measured
 * @error: where to put an error
 *
 * The start is kept on disk, so that it outlives a crash.
 *
 * Returns: whether it runs
 */
gboolean wabi_session_book_start_timer (WabiSessionBook *book, guint index, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_session_book_can_undo:
 * @book: a book
 *
 * Returns: (transfer full) (nullable): what would be taken back, in words; %NULL when there is nothing
 */
char *wabi_session_book_can_undo (WabiSessionBook *book);

/**
 * wabi_session_book_undo:
 * @book: a book
 * @error: where to put the refusal
 *
 * Takes back the newest event that still counts.
 *
 * Returns: index of the target it was of, -1 for a behavior or when @error is set
 */
int wabi_session_book_undo (WabiSessionBook *book, GError **error);

/**
 * wabi_session_book_dup_mastery:
 * @book: a book
 * @index: which target
 *
 * Returns: (transfer full): core's sentence about mastery from the sessions before this one
 */
char *wabi_session_book_dup_mastery (WabiSessionBook *book, guint index);

G_END_DECLS
