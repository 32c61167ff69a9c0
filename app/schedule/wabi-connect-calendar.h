// SPDX-License-Identifier: AGPL-3.0-or-later
// A calendar on another server is connected, or gets another password.

#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiConnectCalendar:
 *
 * Address, name and password of a calendar: tried by the server, then kept there and nowhere else.
 */
#define WABI_TYPE_CONNECT_CALENDAR (wabi_connect_calendar_get_type ())
G_DECLARE_FINAL_TYPE (WabiConnectCalendar, wabi_connect_calendar, WABI, CONNECT_CALENDAR, AdwWindow)

/**
 * wabi_connect_calendar_present:
 * @desk: a desk
 * @push: (nullable): the connected calendar whose password is given anew; %NULL for a new one
 * @parent: (nullable): the window that asks
 *
 * Returns: (transfer none): the window, which is shown
 */
WabiConnectCalendar *wabi_connect_calendar_present (WabiDesk *desk, WabiRecord *push, GtkWindow *parent);

G_END_DECLS
