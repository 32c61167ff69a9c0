// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiWeekPanel:
 *
 * "Plan this week": what is wanted, the work with its progress, and the draft to accept or decline.
 *
 * Signals: "draft" (#GListModel of #WabiPlanSlot, nullable) when there is a draft to lay over the calendar, or none any more; "close".
 */
#define WABI_TYPE_WEEK_PANEL (wabi_week_panel_get_type ())
G_DECLARE_FINAL_TYPE (WabiWeekPanel, wabi_week_panel, WABI, WEEK_PANEL, GtkWidget)

/**
 * wabi_week_panel_set_up:
 * @self: a panel
 * @desk: a desk
 */
void wabi_week_panel_set_up (WabiWeekPanel *self, WabiDesk *desk);

/**
 * wabi_week_panel_ask:
 * @self: a panel
 * @first: first day of the week
 * @staff: (nullable): id of who is chosen on the page, for who is away
 *
 * Asks what is wanted, unless work goes on or a draft waits: then it shows that.
 */
void wabi_week_panel_ask (WabiWeekPanel *self, WabiDay first, const char *staff);

/**
 * wabi_week_panel_accept:
 * @self: a panel
 * @id: id of a slot of the draft
 *
 * Books or moves it through the ordinary commands, with undo.
 */
void wabi_week_panel_accept (WabiWeekPanel *self, const char *id);

/**
 * wabi_week_panel_decline:
 * @self: a panel
 * @id: id of a slot of the draft
 */
void wabi_week_panel_decline (WabiWeekPanel *self, const char *id);

G_END_DECLS
