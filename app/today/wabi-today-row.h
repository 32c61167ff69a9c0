// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiTodayGroup:
 * @WABI_TODAY_NOW: the client is here, or should be
 * @WABI_TODAY_NEXT: begins within the hour
 * @WABI_TODAY_LATER: later today
 * @WABI_TODAY_DONE: was held
 * @WABI_TODAY_CANCELED: was canceled, or nobody came
 */
typedef enum
{
  WABI_TODAY_NOW,
  WABI_TODAY_NEXT,
  WABI_TODAY_LATER,
  WABI_TODAY_DONE,
  WABI_TODAY_CANCELED,
  WABI_TODAY_N_GROUPS,
} WabiTodayGroup;

/**
 * wabi_today_group_of:
 * @visit: an appointment of today
 * @now: microseconds since 1970 UTC
 *
 * Returns: where it belongs
 */
WabiTodayGroup wabi_today_group_of (WabiRecord *visit, gint64 now);

/**
 * wabi_today_group_get_title:
 * @group: a group
 *
 * Returns: (transfer none): its heading
 */
const char *wabi_today_group_get_title (WabiTodayGroup group);

/**
 * WabiTodayRow:
 *
 * One appointment of today: time, who, what, where, state, and the next thing to do.
 */
#define WABI_TYPE_TODAY_ROW (wabi_today_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiTodayRow, wabi_today_row, WABI, TODAY_ROW, GtkListBoxRow)

/**
 * wabi_today_row_new:
 * @desk: a desk
 * @visit: an appointment
 *
 * Returns: a row
 */
GtkWidget *wabi_today_row_new (WabiDesk *desk, WabiRecord *visit);

/**
 * wabi_today_row_set_visit:
 * @self: a row
 * @visit: the appointment as it is now
 */
void wabi_today_row_set_visit (WabiTodayRow *self, WabiRecord *visit);

/**
 * wabi_today_row_get_visit:
 * @self: a row
 *
 * Returns: (transfer none): the appointment
 */
WabiRecord *wabi_today_row_get_visit (WabiTodayRow *self);

/**
 * wabi_today_row_get_group:
 * @self: a row
 *
 * Returns: where it was put when it was last set
 */
WabiTodayGroup wabi_today_row_get_group (WabiTodayRow *self);

G_END_DECLS
