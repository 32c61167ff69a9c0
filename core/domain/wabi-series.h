// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof.h"
#include "wabi-recur.h"

G_BEGIN_DECLS

/** WABI_SERIES_MOST: dates that a series has at most: three a week for two years and a half. */
#define WABI_SERIES_MOST 400

/** WABI_SERIES_ERROR: why a series cannot be planned, in words for people. */
#define WABI_SERIES_ERROR (wabi_series_error_quark ())
GQuark wabi_series_error_quark (void);

typedef enum
{
  WABI_SERIES_ERROR_RULE,      /* the rule cannot be read, or visits cannot repeat so */
  WABI_SERIES_ERROR_ENDLESS,   /* nothing ends it */
  WABI_SERIES_ERROR_TOO_LONG,  /* more dates than a series may have */
  WABI_SERIES_ERROR_NO_DATES,  /* not one */
  WABI_SERIES_ERROR_BOUND,     /* the authorization that it is bound to is not there, or has no end */
  WABI_SERIES_ERROR_ENDED,     /* it was ended, or has nothing on that date any more */
  WABI_SERIES_ERROR_STATE,     /* the occurrence has begun, or was canceled */
} WabiSeriesError;

/** wabi_series_error_word: Returns: (transfer none): the machine's word for @error: "series-endless". */
const char *wabi_series_error_word (const GError *error);

/** WabiSeriesScope: which occurrences are meant. */
typedef enum
{
  WABI_SERIES_THIS,
  WABI_SERIES_FOLLOWING,
  WABI_SERIES_ALL,
} WabiSeriesScope;

/** wabi_series_scope_from_name: reads "this", "following" or "all"; Returns: whether it was one. */
gboolean wabi_series_scope_from_name (const char *name, WabiSeriesScope *scope) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiSeriesAct:
 * @WABI_SERIES_MAKE: it is booked
 * @WABI_SERIES_CHANGE: it is changed
 * @WABI_SERIES_TAKE_BACK: the rule does not give its date any more
 * @WABI_SERIES_CANCEL: it is canceled
 * @WABI_SERIES_SAME: it stands as it is wanted already
 * @WABI_SERIES_KEEP: it is left alone, for a reason
 * @WABI_SERIES_SKIP: a holiday on which nothing is booked
 *
 * What becomes of a date.
 */
typedef enum
{
  WABI_SERIES_MAKE,
  WABI_SERIES_CHANGE,
  WABI_SERIES_TAKE_BACK,
  WABI_SERIES_CANCEL,
  WABI_SERIES_SAME,
  WABI_SERIES_KEEP,
  WABI_SERIES_SKIP,
} WabiSeriesAct;

/**
 * WabiSeriesDate:
 * @day: the date that the rule gave
 * @act: what becomes of it
 * @why: (nullable): why it is kept: its status, "detached" or "past"; for a holiday its name
 * @before: (nullable): the stored occurrence
 * @after: (nullable): as it will be stored
 * @findings: (nullable) (element-type WabiFinding): the proof, after wabi_series_plan_judge()
 * @block: (nullable): the finding that stands in the way; one that overlaps only where nothing else does
 *
 * One date of a plan.
 */
typedef struct
{
  WabiDay day;
  WabiSeriesAct act;
  char *why;
  WabiRecord *before, *after;
  GPtrArray *findings;
  const WabiFinding *block;
} WabiSeriesDate;

/**
 * WabiSeriesPlan:
 * @before: (nullable): the series as it is stored; %NULL for a new one
 * @series: (nullable): as it will be stored; %NULL when only an occurrence changes
 * @rest: (nullable): after a split, the stored series, which ends before it
 * @dates: (element-type WabiSeriesDate): by date
 * @cut: where the authorization's end cuts the rule short, the last day that it allows; %WABI_DAY_NONE where it does not
 * @n_cut: how many dates of a rule that has an end of its own are cut off
 * @n_blocked: how many dates cannot be booked, after wabi_series_plan_judge()
 *
 * A series with everything that booking, changing or canceling it will do, before anything is done. The desk shows it, the command does it.
 */
typedef struct
{
  WabiRecord *before, *series, *rest;
  GPtrArray *dates;
  WabiDay cut;
  guint n_cut;
  guint n_blocked;
} WabiSeriesPlan;

/** wabi_series_plan_new: Returns: (transfer full): an empty plan about @before (nullable), the stored series. */
WabiSeriesPlan *wabi_series_plan_new (WabiRecord *before);

/** wabi_series_plan_free: frees a plan; %NULL is allowed. */
void wabi_series_plan_free (WabiSeriesPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSeriesPlan, wabi_series_plan_free)

/** wabi_series_plan_count: Returns: how many dates of @plan have this @act. */
guint wabi_series_plan_count (const WabiSeriesPlan *plan, WabiSeriesAct act);

/**
 * wabi_series_plan_book:
 * @view: where to look
 * @draft: a series, not stored; its last date and total are set from its rule
 * @apart: (nullable): what is otherwise on some dates, [{date, set: {date, start_minute, minutes, staff, …}}], as for %WABI_SERIES_THIS
 * @error: where to put an error of #WABI_SERIES_ERROR
 *
 * Returns: (transfer full) (nullable): the plan, not judged
 */
WabiSeriesPlan *wabi_series_plan_book (const WabiView *view, WabiRecord *draft, JsonArray *apart, GError **error);

/**
 * WabiSeriesChange:
 * @scope: which occurrences
 * @from: the date of the occurrence, for this and following
 * @set: what is wanted: fields of the series; for %WABI_SERIES_THIS also "date", the day it is moved to
 * @split: (nullable): id of the series that is born when the following ones go their own way
 * @user: (nullable): who changes it
 * @given: when, by the clock of who gave the command: what has begun then is left alone
 * @apart: (nullable): what is otherwise on some dates, as for wabi_series_plan_book(); for following and all
 *
 * A change of a series.
 */
typedef struct
{
  WabiSeriesScope scope;
  WabiDay from;
  JsonObject *set;
  const char *split;
  const char *user;
  gint64 given;
  JsonArray *apart;
} WabiSeriesChange;

/**
 * wabi_series_plan_change:
 * @view: where to look
 * @series: as stored
 * @change: what is wanted
 * @error: where to put an error of #WABI_SERIES_ERROR
 *
 * What was held, canceled, has begun, or was changed by itself is kept as it is.
 *
 * Returns: (transfer full) (nullable): the plan, not judged
 */
WabiSeriesPlan *wabi_series_plan_change (const WabiView *view, WabiRecord *series, const WabiSeriesChange *change, GError **error);

/**
 * wabi_series_dup_added:
 * @view: where to look
 * @series: as stored
 * @day: a date on which it meets too
 * @error: where to put an error of #WABI_SERIES_ERROR
 *
 * Such a date is kept with the series (RDATE): it goes along when the series is made longer, changed or ended. What is otherwise on it, another
 * hour or person, is #WabiSeriesChange.apart. Dates of the rule are not touched by it.
 *
 * Returns: (transfer full) (nullable): the fields for a change of all; %NULL when the series has a session of that date
 */
JsonObject *wabi_series_dup_added (const WabiView *view, WabiRecord *series, WabiDay day, GError **error);

/**
 * WabiSeriesCancel:
 * @scope: which occurrences
 * @from: the date of the occurrence, for this and following
 * @by: "family", "staff", "clinic", "payer"
 * @reason: in words
 * @note: (nullable): more of it
 * @detached: whether occurrences that were changed by themselves are canceled too
 * @given: when
 *
 * A cancellation.
 */
typedef struct
{
  WabiSeriesScope scope;
  WabiDay from;
  const char *by, *reason, *note;
  gboolean detached;
  gint64 given;
} WabiSeriesCancel;

/** wabi_series_plan_cancel: Returns: (transfer full) (nullable): the plan; there is nothing to judge about it. */
WabiSeriesPlan *wabi_series_plan_cancel (const WabiView *view, WabiRecord *series, const WabiSeriesCancel *cancel, GError **error);

/**
 * wabi_series_plan_judge:
 * @plan: a plan
 * @view: where to look
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 *
 * Proves each date that is booked or moved, in order, each counting all before it: the last one tells what is left after the whole series.
 *
 * Returns: whether every date can stand
 */
gboolean wabi_series_plan_judge (WabiSeriesPlan *plan, const WabiView *view, const char *zone, gint64 now);

/**
 * wabi_series_plan_override:
 * @plan: a judged plan
 * @overrides: [{id, reason}]: rules that a person books against, and why
 * @user: who that is
 * @given: when
 *
 * Keeps the reason with each session that one of these rules stands in the way of, for its time, person and service; what nothing else
 * blocks can then be booked.
 *
 * Returns: whether every date can stand
 */
gboolean wabi_series_plan_override (WabiSeriesPlan *plan, JsonArray *overrides, const char *user, gint64 given);

/** wabi_series_plan_list_blocks: Returns: (transfer container) (element-type WabiFinding): what stands in the way, each rule once; owned by @plan. */
GPtrArray *wabi_series_plan_list_blocks (const WabiSeriesPlan *plan);

/** wabi_series_plan_dup_conflicts: Returns: (transfer full): every date that cannot be booked, by reason: "Jordan is not available: Mar 16, Mar 23". */
char *wabi_series_plan_dup_conflicts (const WabiSeriesPlan *plan);

/** wabi_series_plan_dup_kept: Returns: (transfer full) (nullable): what is left alone and why, in words; %NULL when nothing is. */
char *wabi_series_plan_dup_kept (const WabiSeriesPlan *plan);

/**
 * wabi_series_plan_dup_revert:
 * @plan: a plan
 * @again: %FALSE for what takes the plan back when it was done, %TRUE for what does it again after that
 *
 * Returns: (transfer full): the arguments of `series.revert`
 */
JsonObject *wabi_series_plan_dup_revert (const WabiSeriesPlan *plan, gboolean again);

/**
 * wabi_series_find_block:
 *
 * Returns: (transfer none) (nullable): the first finding that blocks; an overlap last, since the service can keep what overlaps as a proposal
 */
const WabiFinding *wabi_series_find_block (WabiRecord *visit, const GPtrArray *findings);

/** wabi_series_is_overlap: Returns: whether the finding is a double booking. */
gboolean wabi_series_is_overlap (const WabiFinding *finding);

/** wabi_series_dup_id: Returns: (transfer full): the id of the occurrence of @series on @day; the same everywhere. */
char *wabi_series_dup_id (const char *series, WabiDay day);

/**
 * wabi_series_mark:
 * @series: (nullable): the series of @visit, or %NULL when it is not there
 * @visit: an occurrence, which may be changed
 *
 * Says on the occurrence whether it differs from what the rule gives, so that changes of the series leave it alone; once it is as the rule
 * gives it again, it goes with the others.
 */
void wabi_series_mark (WabiRecord *series, WabiRecord *visit);

/** wabi_series_list: Returns: (transfer full) (element-type WabiRecord): the occurrences of a series by start, but those taken back. */
GPtrArray *wabi_series_list (const WabiView *view, const char *series);

G_END_DECLS
