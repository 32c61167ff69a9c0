// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiSchedulePage:
 *
 * The place "Schedule": a week by day or a day by member of staff, with the proof of what is chosen or being booked beside it.
 * wabi_page_open() takes the id of an appointment.
 */
#define WABI_TYPE_SCHEDULE_PAGE (wabi_schedule_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiSchedulePage, wabi_schedule_page, WABI, SCHEDULE_PAGE, GtkWidget)

/**
 * wabi_schedule_page_new:
 * @desk: a desk
 *
 * Returns: (transfer full): the page
 */
GtkWidget *wabi_schedule_page_new (WabiDesk *desk);

/**
 * wabi_schedule_page_set_plan:
 * @self: a page
 * @plan: (nullable): of #WabiPlanSlot, whose header says how it is used; %NULL takes the plan away
 *
 * Signals of the page: `plan-accept` and `plan-decline` (const char *id of a slot).
 */
void wabi_schedule_page_set_plan (WabiSchedulePage *self, GListModel *plan);

G_END_DECLS
