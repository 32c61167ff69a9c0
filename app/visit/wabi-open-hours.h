// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-time-grid.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiOpenHours:
 *
 * When members of staff work: weekly hours without time off and holidays, each read once.
 */
typedef struct _WabiOpenHours WabiOpenHours;

/**
 * wabi_open_hours_new:
 * @desk: a desk; must outlive the hours
 *
 * Returns: (transfer full): nothing read yet
 */
WabiOpenHours *wabi_open_hours_new (WabiDesk *desk);

/**
 * wabi_open_hours_free:
 * @hours: (transfer full) (nullable): what to free
 */
void wabi_open_hours_free (WabiOpenHours *hours);

/**
 * wabi_open_hours_forget:
 * @hours: the hours
 *
 * Everything is read anew when it is asked for.
 */
void wabi_open_hours_forget (WabiOpenHours *hours);

/**
 * wabi_open_hours_read_all:
 * @hours: the hours
 *
 * Reads the weekly hours of all staff at once, before many are asked for.
 */
void wabi_open_hours_read_all (WabiOpenHours *hours);

/**
 * wabi_open_hours_get:
 * @hours: the hours
 * @staff: id of a member of staff
 * @day: a day
 * @ranges: (element-type WabiMinuteRange): where to append the hours, in order
 *
 * Returns: whether that is known; %FALSE when no weekly hours are on file
 */
gboolean wabi_open_hours_get (WabiOpenHours *hours, const char *staff, WabiDay day, GArray *ranges);

/**
 * wabi_open_hours_narrow:
 * @hours: the hours
 * @client: (nullable): id of a client
 * @day: a day
 * @known: whether @ranges are hours that are known
 * @ranges: (element-type WabiMinuteRange): hours, which are cut to those at which the client can come; where they are not known, the client's
 *
 * Returns: whether @ranges are known now; a client without hours on file can come at any time, and changes nothing
 */
gboolean wabi_open_hours_narrow (WabiOpenHours *hours, const char *client, WabiDay day, gboolean known, GArray *ranges);

/**
 * wabi_open_hours_get_holiday:
 * @hours: the hours
 * @day: a day
 *
 * Returns: (transfer none) (nullable): the name of the practice's holiday on that day
 */
const char *wabi_open_hours_get_holiday (WabiOpenHours *hours, WabiDay day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiOpenHours, wabi_open_hours_free)

G_END_DECLS
