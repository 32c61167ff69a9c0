// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiScheduleShift:
 * @days: days later, on the same wall clock
 * @minutes: minutes later on the wall clock
 * @staff_from: (nullable): whose sessions go to somebody else
 * @staff_to: (nullable): to whom
 * @length: minutes longer
 *
 * How far several sessions are moved or copied together.
 */
typedef struct
{
  int days;
  int minutes;
  const char *staff_from;
  const char *staff_to;
  int length;
} WabiScheduleShift;

/**
 * wabi_schedule_shift:
 * @zone: the practice's zone
 * @record: an appointment or block
 * @shift: how far
 *
 * Returns: (transfer full): a copy of @record at its new time; its real length is kept over a change of the clock
 */
WabiRecord *wabi_schedule_shift (const char *zone, WabiRecord *record, const WabiScheduleShift *shift);

/**
 * wabi_schedule_move_many:
 * @desk: a desk
 * @records: (element-type WabiRecord): appointments and blocks as the person saw them
 * @shift: how far
 * @error: where to put which could not be moved, and why
 *
 * Moves all or none, as one step of undo. Where one stands in the way of another that moves too, the order is found.
 *
 * Returns: whether all moved
 */
gboolean wabi_schedule_move_many (WabiDesk *desk, GPtrArray *records, const WabiScheduleShift *shift,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_schedule_copy_many:
 * @desk: a desk
 * @records: (element-type WabiRecord): appointments and blocks
 * @shift: how far from them
 * @ids: (element-type utf8): where to put the ids of the copies, each copied
 * @error: where to put which could not be booked, and why
 *
 * Books copies of all or of none, as one step of undo. A copy is scheduled, whatever became of its model.
 *
 * Returns: whether all were booked
 */
gboolean wabi_schedule_copy_many (WabiDesk *desk, GPtrArray *records, const WabiScheduleShift *shift, GPtrArray *ids,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
