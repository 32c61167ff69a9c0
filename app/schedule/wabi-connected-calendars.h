// SPDX-License-Identifier: AGPL-3.0-or-later
// The calendars into which the service writes: how each is doing, and what can be done about it.

#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiConnectedCalendars:
 *
 * The connected calendars that the person at work may see to: the own ones, for administrators all.
 */
#define WABI_TYPE_CONNECTED_CALENDARS (wabi_connected_calendars_get_type ())
G_DECLARE_FINAL_TYPE (WabiConnectedCalendars, wabi_connected_calendars, WABI, CONNECTED_CALENDARS, GtkBox)

/** wabi_connected_calendars_set_desk: shows what @desk knows, and goes on showing it. */
void wabi_connected_calendars_set_desk (WabiConnectedCalendars *self, WabiDesk *desk);

/**
 * wabi_connected_calendar_dup_words:
 * @desk: a desk
 * @push: a connected calendar
 *
 * Returns: (transfer full): how it is doing, in a sentence
 */
char *wabi_connected_calendar_dup_words (WabiDesk *desk, WabiRecord *push);

G_END_DECLS
