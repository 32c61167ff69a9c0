// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiPayersView:
 *
 * Payers, what each asks as of a day, and their fees.
 */
#define WABI_TYPE_PAYERS_VIEW (wabi_payers_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiPayersView, wabi_payers_view, WABI, PAYERS_VIEW, GtkWidget)

/**
 * wabi_payers_view_new:
 * @desk: what it works with
 *
 * Returns: (transfer none): the pane
 */
GtkWidget *wabi_payers_view_new (WabiDesk *desk);

G_END_DECLS
