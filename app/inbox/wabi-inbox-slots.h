// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiInboxSlots:
 *
 * Other ways to hold a session whose time is taken, each proved and taken with one press. Signal: "settle" (args: a JsonObject, transfer none), the
 * arguments of "appointment.settle".
 */
#define WABI_TYPE_INBOX_SLOTS (wabi_inbox_slots_get_type ())
G_DECLARE_FINAL_TYPE (WabiInboxSlots, wabi_inbox_slots, WABI, INBOX_SLOTS, AdwBin)

/**
 * wabi_inbox_slots_new:
 * @desk: (transfer none): a desk
 * @appointment: (transfer none): with proposals that overlap
 *
 * Looks for them in an idle, so that the page shows first.
 *
 * Returns: (transfer floating): the list
 */
GtkWidget *wabi_inbox_slots_new (WabiDesk *desk, WabiRecord *appointment);

/**
 * wabi_inbox_slots_is_wanted:
 * @record: a record with proposals
 *
 * Returns: whether one of them waits since its time was taken
 */
gboolean wabi_inbox_slots_is_wanted (WabiRecord *record);

G_END_DECLS
