// SPDX-License-Identifier: AGPL-3.0-or-later
// What is to be done so that a connected calendar says what the schedule says.

#pragma once

#include "wabi-context.h"

G_BEGIN_DECLS

/**
 * WabiCalendarTask:
 * @name: file name of the event there
 * @row: (nullable): id of the record of it; %NULL where there is none yet
 * @text: (nullable): what it is to be; %NULL for not there
 * @hash: (nullable): of @text, but for when it was written
 * @tag: (nullable): entity tag that it has as far as is known
 * @until: end of what it tells
 * @sure: whether it was surely as we had made it
 * @forget: it lies in the past: it may stay there, and is remembered no more
 * @done: whether it is as it should be
 *
 * One event of which the calendar says something else, as far as is known.
 */
typedef struct
{
  char *name, *row, *text, *hash, *tag;
  gint64 until;
  gboolean sure, forget, done;
} WabiCalendarTask;

/**
 * wabi_calendar_tasks_list:
 * @view: reads the practice's records
 * @push: the connected calendar
 * @tags: (nullable) (element-type utf8 utf8): what is there now, where it was looked at
 * @now: the time
 * @changed: (inout): raised by what somebody else changed there
 *
 * Events are made as the person's link shows them, canceled ones left out; of a calendar that is to end nothing stays. What somebody else changed or
 * removed there is put back: the schedule is kept here.
 *
 * Returns: (transfer full) (element-type WabiCalendarTask): removals first
 */
GPtrArray *wabi_calendar_tasks_list (const WabiView *view, WabiRecord *push, GHashTable *tags, gint64 now, guint *changed);

/** wabi_calendar_push_is_over: Returns: whether nothing of it is to stay there: it was ended, or its person has left the practice. */
gboolean wabi_calendar_push_is_over (const WabiView *view, WabiRecord *push);

G_END_DECLS
