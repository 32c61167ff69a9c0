// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_PAYMENT_DETAIL (wabi_payment_detail_get_type ())
G_DECLARE_FINAL_TYPE (WabiPaymentDetail, wabi_payment_detail, WABI, PAYMENT_DETAIL, GtkWidget)

/** wabi_payment_detail_set_desk: gives @self its desk, once. */
void wabi_payment_detail_set_desk (WabiPaymentDetail *self, WabiDesk *desk);

/**
 * wabi_payment_detail_show:
 * @self: the detail
 * @remittance: (nullable): what to show
 *
 * What posting would do, or did: claim by claim, with what a person can do about each.
 */
void wabi_payment_detail_show (WabiPaymentDetail *self, WabiRecord *remittance);

/**
 * wabi_payment_detail_post:
 * @self: the detail
 *
 * Posts what is shown, as its button does.
 */
void wabi_payment_detail_post (WabiPaymentDetail *self);

G_END_DECLS
