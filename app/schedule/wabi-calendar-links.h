// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_calendar_link_make:
 * @desk: a desk
 * @names: whether clients' names may leave the practice under it
 * @error: where to put the refusal
 *
 * Makes a link to the own schedule. The secret in it is kept nowhere: it is shown once.
 *
 * Returns: (transfer full) (nullable): the whole address
 */
char *wabi_calendar_link_make (WabiDesk *desk, gboolean names, GError **error);

/**
 * WabiCalendarLinks:
 *
 * The links under which calendar programs read the own schedule: made, copied, revoked.
 */
#define WABI_TYPE_CALENDAR_LINKS (wabi_calendar_links_get_type ())
G_DECLARE_FINAL_TYPE (WabiCalendarLinks, wabi_calendar_links, WABI, CALENDAR_LINKS, AdwWindow)

/**
 * wabi_calendar_links_present:
 * @desk: a desk
 * @parent: (nullable): the window that asks
 *
 * Returns: (transfer none): the window, which is shown
 */
WabiCalendarLinks *wabi_calendar_links_present (WabiDesk *desk, GtkWindow *parent);

G_END_DECLS
