// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_DENIALS_VIEW (wabi_denials_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiDenialsView, wabi_denials_view, WABI, DENIALS_VIEW, GtkWidget)

/**
 * wabi_denials_view_new:
 * @desk: the desk
 *
 * What payers did not pay, in the order in which it is worth working. A #WabiBillingPane.
 *
 * Returns: the view
 */
GtkWidget *wabi_denials_view_new (WabiDesk *desk);

G_END_DECLS
