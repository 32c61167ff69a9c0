// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"
#include "wabi-page.h"

G_BEGIN_DECLS

/**
 * WabiSessionPage:
 *
 * The place "Sessions": the session that runs, or the ones that can be started.
 */
#define WABI_TYPE_SESSION_PAGE (wabi_session_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiSessionPage, wabi_session_page, WABI, SESSION_PAGE, AdwBin)

/**
 * wabi_session_page_new:
 * @desk: a desk
 *
 * A session that the person has open, from before a crash or a lock, goes on at once.
 *
 * Returns: the place
 */
GtkWidget *wabi_session_page_new (WabiDesk *desk);

/**
 * wabi_session_page_get_runner:
 * @self: the place
 *
 * Returns: (transfer none) (nullable): the #WabiSessionRunner of the session that runs
 */
GtkWidget *wabi_session_page_get_runner (WabiSessionPage *self);

G_END_DECLS
