// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_FAMILIES_VIEW (wabi_families_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiFamiliesView, wabi_families_view, WABI, FAMILIES_VIEW, GtkWidget)

/**
 * wabi_families_view_new:
 * @desk: the desk
 *
 * What families owe, and what they paid. A #WabiBillingPane.
 *
 * Returns: the view
 */
GtkWidget *wabi_families_view_new (WabiDesk *desk);

G_END_DECLS
