// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiWherePicker:
 *
 * Where a session is held, in which room and with what: the practice's locations, the rooms there, and equipment. It shows nothing where the
 * practice has none. Signal "changed": another choice.
 */
#define WABI_TYPE_WHERE_PICKER (wabi_where_picker_get_type ())
G_DECLARE_FINAL_TYPE (WabiWherePicker, wabi_where_picker, WABI, WHERE_PICKER, GtkWidget)

/**
 * wabi_where_picker_show:
 * @self: a picker
 * @desk: where to look
 * @visit: (nullable): an appointment, whose choices are shown; %NULL for none
 */
void wabi_where_picker_show (WabiWherePicker *self, WabiDesk *desk, WabiRecord *visit);

/**
 * wabi_where_picker_fits:
 * @self: a picker that shows a visit
 * @visit: the visit with what was chosen
 *
 * A client's home and a call have neither the practice's rooms nor its locations; what was chosen before stays in sight.
 *
 * Returns: whether there is anything to choose
 */
gboolean wabi_where_picker_fits (WabiWherePicker *self, WabiRecord *visit);

/**
 * wabi_where_picker_write:
 * @self: a picker
 * @visit: where to write location, room and equipment
 */
void wabi_where_picker_write (WabiWherePicker *self, WabiRecord *visit);

G_END_DECLS
