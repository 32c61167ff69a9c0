// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_PAYMENTS_VIEW (wabi_payments_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiPaymentsView, wabi_payments_view, WABI, PAYMENTS_VIEW, GtkWidget)

/**
 * wabi_payments_view_new:
 * @desk: the desk
 *
 * What payers sent back: files are read and dropped here, and each payment is shown with what posting it would do. A #WabiBillingPane.
 *
 * Returns: the view
 */
GtkWidget *wabi_payments_view_new (WabiDesk *desk);

G_END_DECLS
