// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-page.h"

G_BEGIN_DECLS

/**
 * WabiBillingPage:
 *
 * The place where charges become claims: how much is ready, how much is stuck and on what.
 */
#define WABI_TYPE_BILLING_PAGE (wabi_billing_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiBillingPage, wabi_billing_page, WABI, BILLING_PAGE, GtkWidget)

/**
 * wabi_billing_page_new:
 * @desk: the desk
 *
 * Returns: the page
 */
GtkWidget *wabi_billing_page_new (WabiDesk *desk);

G_END_DECLS
