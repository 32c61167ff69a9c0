// SPDX-License-Identifier: AGPL-3.0-or-later
// The left zone: practice, places, what the cache is doing, and who is signed in.

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * WabiSidebarStatus:
 * @WABI_SIDEBAR_SAVED: all is at the service (green)
 * @WABI_SIDEBAR_BUSY: sending or receiving (plain)
 * @WABI_SIDEBAR_OFFLINE: working offline, changes wait (amber)
 * @WABI_SIDEBAR_ATTENTION: a change needs this person (red)
 */
typedef enum
{
  WABI_SIDEBAR_SAVED,
  WABI_SIDEBAR_BUSY,
  WABI_SIDEBAR_OFFLINE,
  WABI_SIDEBAR_ATTENTION,
} WabiSidebarStatus;

#define WABI_TYPE_SIDEBAR (wabi_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (WabiSidebar, wabi_sidebar, WABI, SIDEBAR, GtkWidget)

/**
 * wabi_sidebar_new:
 *
 * Signals: `place-activated` (const char *id), when the person chose a place (not when the program did);
 * `status-activated`, when the status at the bottom was clicked. Properties: `selected-id`, `folded` (only
 * icons; bind it to a #WabiAdaptiveBin's `narrow`), `menu-model` (menu of the person's button).
 *
 * Returns: a sidebar without places
 */
GtkWidget *wabi_sidebar_new (void);

/**
 * wabi_sidebar_set_practice:
 * @self: a sidebar
 * @name: name of the practice; its first letter is the badge
 */
void wabi_sidebar_set_practice (WabiSidebar *self, const char *name);

/**
 * wabi_sidebar_add_place:
 * @self: a sidebar
 * @id: unique id ("schedule")
 * @icon_name: symbolic icon ("wabi-schedule-symbolic")
 * @title: name of the place
 *
 * Adds a place at the end. The first one is selected, without a signal.
 */
void wabi_sidebar_add_place (WabiSidebar *self, const char *id, const char *icon_name, const char *title);

/**
 * wabi_sidebar_clear_places:
 * @self: a sidebar
 *
 * Takes all places away, for instance when another role signs in.
 */
void wabi_sidebar_clear_places (WabiSidebar *self);

/**
 * wabi_sidebar_set_count:
 * @self: a sidebar
 * @id: a place
 * @count: what waits there for this person; 0 shows nothing
 * @warn: whether the count is amber
 */
void wabi_sidebar_set_count (WabiSidebar *self, const char *id, guint count, gboolean warn);

/**
 * wabi_sidebar_set_selected:
 * @self: a sidebar
 * @id: the place that is shown; emits nothing
 */
void wabi_sidebar_set_selected (WabiSidebar *self, const char *id);

/**
 * wabi_sidebar_get_selected:
 * @self: a sidebar
 *
 * Returns: (nullable): id of the selected place
 */
const char *wabi_sidebar_get_selected (WabiSidebar *self);

/**
 * wabi_sidebar_set_status:
 * @self: a sidebar
 * @state: its color
 * @line1: what is so ("Working offline")
 * @line2: (nullable): the number or the time with it ("7 changes wait to be sent")
 */
void wabi_sidebar_set_status (WabiSidebar *self, WabiSidebarStatus state, const char *line1,
                              const char *line2);

/**
 * wabi_sidebar_get_status:
 * @self: a sidebar
 *
 * Returns: (transfer none): the button with the status, for a popover to point to
 */
GtkWidget *wabi_sidebar_get_status (WabiSidebar *self);

/**
 * wabi_sidebar_set_person:
 * @self: a sidebar
 * @name: who is signed in
 * @role: as what
 */
void wabi_sidebar_set_person (WabiSidebar *self, const char *name, const char *role);

/**
 * wabi_sidebar_set_menu:
 * @self: a sidebar
 * @menu: (nullable): menu of the person's button
 */
void wabi_sidebar_set_menu (WabiSidebar *self, GMenuModel *menu);

/**
 * wabi_sidebar_set_folded:
 * @self: a sidebar
 * @folded: whether only icons are shown
 */
void wabi_sidebar_set_folded (WabiSidebar *self, gboolean folded);

G_END_DECLS
