// SPDX-License-Identifier: AGPL-3.0-or-later
// An interval of time cut at local midnights, as calendars draw it.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiDaySegment:
 * @day: local day
 * @start_minute: wall clock minute where it begins, 0 to 1439
 * @end_minute: wall clock minute where it ends, 1 to 1440; always after @start_minute
 * @start_at: the instant of its start
 * @end_at: the instant of its end, excluded
 */
typedef struct
{
  WabiDay day;
  int start_minute;
  int end_minute;
  gint64 start_at;
  gint64 end_at;
} WabiDaySegment;

/**
 * wabi_day_map_cut:
 *
 * Cuts [@start_at, @end_at) at the local midnights of @zone. The segments' instants join without gap. Minutes
 * are on the wall clock; a segment that ends in the repeated hour, before its own start on the clock, is
 * given its real length instead. Parts of a minute widen the drawn minutes.
 *
 * Returns: (transfer full) (element-type WabiDaySegment): in order; empty when the interval is.
 */
GArray *wabi_day_map_cut (const char *zone, gint64 start_at, gint64 end_at);

G_END_DECLS
