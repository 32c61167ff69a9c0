// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-fill-search.h"

G_BEGIN_DECLS

/**
 * WabiNeedMatch:
 * @staff: id of who would give it
 * @days: weekdays, bit 1 for Monday
 * @sessions: how many a week of those that are wanted
 * @start: minute of the day at which they begin
 * @minutes: length of one
 * @first: the first date
 * @authorization: (nullable): id of the authorization that it would be booked on
 * @verdict: its place and the reasons, or why it is passed over
 * @findings: (nullable) (element-type WabiFinding): the booking proof of the first date
 *
 * Open hours of a member of staff for an entry of the waiting list.
 */
typedef struct
{
  char *staff;
  guint days;
  int sessions;
  int start, minutes;
  WabiDay first;
  char *authorization;
  WabiFillVerdict verdict;
  GPtrArray *findings;
} WabiNeedMatch;

/** wabi_need_match_free: frees one, (nullable). */
void wabi_need_match_free (WabiNeedMatch *match);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiNeedMatch, wabi_need_match_free)

/**
 * wabi_need_match_consider:
 * @context: what is read once
 * @need: an entry of the waiting list
 * @staff: id of a member of staff
 *
 * Looks for hours in which the person works and has nothing in the next four weeks, the client can come and has nothing, and which the entry wants; puts as
 * many sessions as it can at one time of day; proves the first date like any booking. Placing it (wabi_need_match_make_series()) proves every date.
 *
 * Returns: (transfer full): the match, or why there is none
 */
WabiNeedMatch *wabi_need_match_consider (WabiProofContext *context, WabiRecord *need, const char *staff);

/**
 * wabi_need_match_make_series:
 * @context: what is read once
 * @need: an entry of the waiting list
 * @match: one that was not passed over
 * @id: id of the new series
 *
 * Returns: (transfer full): a series for `series.book`, until the authorization ends, or for twelve weeks where none is needed
 */
WabiRecord *wabi_need_match_make_series (WabiProofContext *context, WabiRecord *need, const WabiNeedMatch *match, const char *id);

/** wabi_need_match_sort: puts matches (element-type WabiNeedMatch) in order: the most sessions first, then by verdict, then by id. */
void wabi_need_match_sort (GPtrArray *matches);

/** wabi_need_list: Returns: (transfer full) (element-type WabiRecord): who waits: by priority, then who waits longest. */
GPtrArray *wabi_need_list (const WabiView *view);

G_END_DECLS
