// SPDX-License-Identifier: AGPL-3.0-or-later
// Which of many things are picked: shared by all views of them, so that a choice outlives the view it was made in.

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WabiPicks:
 *
 * A set of ids in the order in which they were picked. Signal "changed".
 */
#define WABI_TYPE_PICKS (wabi_picks_get_type ())
G_DECLARE_FINAL_TYPE (WabiPicks, wabi_picks, WABI, PICKS, GObject)

/**
 * wabi_picks_new:
 *
 * Returns: (transfer full): nothing picked
 */
WabiPicks *wabi_picks_new (void);

/**
 * wabi_picks_set_only:
 * @self: picks
 * @id: (nullable): all that is picked from now on; %NULL for nothing
 */
void wabi_picks_set_only (WabiPicks *self, const char *id);

/**
 * wabi_picks_set_all:
 * @self: picks
 * @ids: (element-type utf8): all that is picked from now on
 */
void wabi_picks_set_all (WabiPicks *self, GPtrArray *ids);

/**
 * wabi_picks_toggle:
 * @self: picks
 * @id: what to add, or to take away where it is in
 */
void wabi_picks_toggle (WabiPicks *self, const char *id);

/**
 * wabi_picks_add:
 * @self: picks
 * @id: what to add
 */
void wabi_picks_add (WabiPicks *self, const char *id);

/**
 * wabi_picks_has:
 * @self: picks
 * @id: (nullable): an id
 *
 * Returns: whether it is picked
 */
gboolean wabi_picks_has (WabiPicks *self, const char *id);

/**
 * wabi_picks_count:
 * @self: picks
 *
 * Returns: how many are picked
 */
guint wabi_picks_count (WabiPicks *self);

/**
 * wabi_picks_list:
 * @self: picks
 *
 * Returns: (transfer container) (element-type utf8): the ids, each copied, in the order of picking
 */
GPtrArray *wabi_picks_list (WabiPicks *self);

G_END_DECLS
