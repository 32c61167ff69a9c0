// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiPartnersView:
 *
 * Clearinghouses, and the files that go to them and come from them.
 */
#define WABI_TYPE_PARTNERS_VIEW (wabi_partners_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiPartnersView, wabi_partners_view, WABI, PARTNERS_VIEW, GtkWidget)

/**
 * wabi_partners_view_new:
 * @desk: what it works with
 *
 * Returns: (transfer none): the pane
 */
GtkWidget *wabi_partners_view_new (WabiDesk *desk);

G_END_DECLS
