// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiTodayPage:
 *
 * The place "Today": the day's appointments by when they are due, the day's figures, and what needs attention, for the role of the person at work.
 */
#define WABI_TYPE_TODAY_PAGE (wabi_today_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiTodayPage, wabi_today_page, WABI, TODAY_PAGE, GtkWidget)

/**
 * wabi_today_page_new:
 * @desk: a desk
 *
 * Returns: (transfer full): the page
 */
GtkWidget *wabi_today_page_new (WabiDesk *desk);

G_END_DECLS
