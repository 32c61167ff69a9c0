// SPDX-License-Identifier: AGPL-3.0-or-later
// Reminders that did not reach a family: seen, sent again, or made good by a call.

#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_reminder_find_failed:
 * @desk: a desk
 * @visit: an appointment
 *
 * Returns: (transfer full) (nullable): the reminder of the time that the visit has now, where it was not sent, nobody has seen to it, the family has not
 *   confirmed, and the visit is still to come
 */
WabiRecord *wabi_reminder_find_failed (WabiDesk *desk, WabiRecord *visit);

/**
 * wabi_reminder_list_failed:
 * @desk: a desk
 *
 * Returns: (transfer full) (element-type WabiRecord): the visits whose families were not reminded, the next one first; none for those who see to no reminders
 */
GPtrArray *wabi_reminder_list_failed (WabiDesk *desk);

/** wabi_reminder_dup_words: Returns: (transfer full) (nullable): that, and why, the family of @visit was not reminded; %NULL where nothing is to be done. */
char *wabi_reminder_dup_words (WabiDesk *desk, WabiRecord *visit);

/** wabi_reminder_retry: sends the reminder of @visit again; Returns: whether it was taken. */
gboolean wabi_reminder_retry (WabiDesk *desk, WabiRecord *visit, GError **error);

/** wabi_reminder_called: records that the family was called and comes: it confirmed by phone; one step of undo; Returns: whether it was taken. */
gboolean wabi_reminder_called (WabiDesk *desk, WabiRecord *visit, GError **error);

/** wabi_reminder_put_aside: nothing more is to be done about the reminder of @visit; Returns: whether it was taken. */
gboolean wabi_reminder_put_aside (WabiDesk *desk, WabiRecord *visit, GError **error);

/**
 * wabi_reminder_ask:
 * @desk: a desk
 * @visit: an appointment
 * @parent: what asks
 *
 * Says why the reminder was not sent and whom to call, and asks what to do.
 */
void wabi_reminder_ask (WabiDesk *desk, WabiRecord *visit, GtkWidget *parent);

G_END_DECLS
