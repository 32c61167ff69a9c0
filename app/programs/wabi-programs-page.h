// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"
#include "wabi-page.h"

G_BEGIN_DECLS

/**
 * WabiProgramsPage:
 *
 * The place "Programs": what is close to mastery, what is stuck, why.
 */
#define WABI_TYPE_PROGRAMS_PAGE (wabi_programs_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiProgramsPage, wabi_programs_page, WABI, PROGRAMS_PAGE, AdwBin)

/**
 * wabi_programs_page_new:
 * @desk: a desk
 *
 * Returns: the place
 */
GtkWidget *wabi_programs_page_new (WabiDesk *desk);

G_END_DECLS
