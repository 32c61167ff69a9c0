// SPDX-License-Identifier: AGPL-3.0-or-later
// Lanes for appointments that overlap on one day's column.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiDaySlot:
 * @start_minute: in: where it begins
 * @end_minute: in: where it ends, excluded; taken as at least @start_minute + 1
 * @lane: out: its lane, from 0
 * @lanes: out: how many lanes its cluster has
 * @span: out: how many lanes it may fill to its right, at least 1
 */
typedef struct
{
  int start_minute;
  int end_minute;
  int lane;
  int lanes;
  int span;
} WabiDaySlot;

/**
 * wabi_day_slots_pack:
 * @slots: (array length=n_slots) (inout): in any order; the order is kept
 *
 * Two slots that overlap never share a lane (nor the lanes that they span); the lanes of a cluster are as few
 * as its deepest overlap. O(n log n) but for the spans, which look at a cluster only.
 */
void wabi_day_slots_pack (WabiDaySlot *slots, gsize n_slots);

G_END_DECLS
