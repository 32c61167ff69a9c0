// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define WABI_TYPE_ESTIMATE_WINDOW (wabi_estimate_window_get_type ())
G_DECLARE_FINAL_TYPE (WabiEstimateWindow, wabi_estimate_window, WABI, ESTIMATE_WINDOW, AdwWindow)

/**
 * wabi_estimate_window_open:
 * @parent: where it is asked
 * @desk: the desk
 * @client: whose services
 *
 * Shows what services of the coming months are expected to cost, to be changed and kept.
 */
void wabi_estimate_window_open (GtkWidget *parent, WabiDesk *desk, WabiRecord *client);

G_END_DECLS
