// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_avail_present:
 * @desk: a desk
 * @page: (nullable): "hours", "clients", "away", "places", "holidays" or "limits"; %NULL for the one that fits the person
 * @id: (nullable): whom to show: a member of staff for "hours", a client for "clients", a request for "away"
 * @from: (nullable): the widget that asks
 *
 * Shows the window of availability over the one of @from.
 */
void wabi_avail_present (WabiDesk *desk, const char *page, const char *id, GtkWidget *from);

/**
 * wabi_avail_count_requests:
 * @desk: a desk
 *
 * Returns: how many requests for time off the person at work is to decide; 0 for who decides none
 */
guint wabi_avail_count_requests (WabiDesk *desk);

G_END_DECLS
