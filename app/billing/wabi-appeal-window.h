// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_APPEAL_WINDOW (wabi_appeal_window_get_type ())
G_DECLARE_FINAL_TYPE (WabiAppealWindow, wabi_appeal_window, WABI, APPEAL_WINDOW, AdwWindow)

/**
 * wabi_appeal_window_open:
 * @parent: a widget of the window that asks
 * @desk: the desk
 * @denial: what is appealed
 *
 * The draft of the appeal, or a new letter written from the records. What was sent before is shown and stays.
 */
void wabi_appeal_window_open (GtkWidget *parent, WabiDesk *desk, WabiRecord *denial);

G_END_DECLS
