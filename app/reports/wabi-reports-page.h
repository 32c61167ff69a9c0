// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-page.h"

G_BEGIN_DECLS

/**
 * WabiReportsPage:
 *
 * Answers as pictures, with the numbers under them.
 */
#define WABI_TYPE_REPORTS_PAGE (wabi_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiReportsPage, wabi_reports_page, WABI, REPORTS_PAGE, GtkWidget)

/**
 * wabi_reports_page_new:
 * @desk: the desk
 *
 * Returns: the page
 */
GtkWidget *wabi_reports_page_new (WabiDesk *desk);

G_END_DECLS
