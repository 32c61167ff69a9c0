// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiSeriesList:
 *
 * The sessions of a series: when each is, what has become of it, and which were changed by themselves. Signals: "chosen" (id of an appointment); "change" (the series is to be changed).
 */
#define WABI_TYPE_SERIES_LIST (wabi_series_list_get_type ())
G_DECLARE_FINAL_TYPE (WabiSeriesList, wabi_series_list, WABI, SERIES_LIST, AdwWindow)

/**
 * wabi_series_list_present:
 * @desk: a desk
 * @visit: one of the sessions
 * @parent: (nullable): the window it belongs to
 *
 * Returns: (transfer none): the window, which is shown
 */
WabiSeriesList *wabi_series_list_present (WabiDesk *desk, WabiRecord *visit, GtkWindow *parent);

G_END_DECLS
