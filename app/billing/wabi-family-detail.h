// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_FAMILY_DETAIL (wabi_family_detail_get_type ())
G_DECLARE_FINAL_TYPE (WabiFamilyDetail, wabi_family_detail, WABI, FAMILY_DETAIL, GtkWidget)

/** wabi_family_detail_set_desk: gives @self its desk, once. */
void wabi_family_detail_set_desk (WabiFamilyDetail *self, WabiDesk *desk);

/**
 * wabi_family_detail_show:
 * @self: the detail
 * @client: (nullable): the client whose family is shown
 *
 * The family's account: what it owes for what, what it paid, and what payers still have to answer.
 */
void wabi_family_detail_show (WabiFamilyDetail *self, WabiRecord *client);

/** wabi_family_detail_pay: asks for a payment of the family that is shown. */
void wabi_family_detail_pay (WabiFamilyDetail *self);

/** wabi_family_detail_state: asks for a statement of the family that is shown. */
void wabi_family_detail_state (WabiFamilyDetail *self);

G_END_DECLS
