// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiLinesEditor:
 *
 * The lines of an authorization: for each service code how many units, counted over what. Signal "changed".
 */
#define WABI_TYPE_LINES_EDITOR (wabi_lines_editor_get_type ())
G_DECLARE_FINAL_TYPE (WabiLinesEditor, wabi_lines_editor, WABI, LINES_EDITOR, AdwBin)

/**
 * wabi_lines_editor_new:
 * @desk: where the practice's service codes are
 * @lines: (nullable): what an authorization says, [{"code","units","per"}]; %NULL starts with one empty line
 *
 * Returns: an editor
 */
GtkWidget *wabi_lines_editor_new (WabiDesk *desk, JsonArray *lines);

/**
 * wabi_lines_editor_dup_lines:
 * @self: an editor
 *
 * Returns: (transfer full): the lines as an authorization keeps them; members that were there and are not shown are kept
 */
JsonArray *wabi_lines_editor_dup_lines (WabiLinesEditor *self);

/**
 * wabi_lines_editor_set_opening:
 * @self: an editor
 * @opening: (nullable): what was used in another system, [{"code","units_used","as_of"}]
 * @day: (nullable): the day that is suggested, YYYY-MM-DD
 */
void wabi_lines_editor_set_opening (WabiLinesEditor *self, JsonArray *opening, const char *day);

/**
 * wabi_lines_editor_dup_opening:
 * @self: an editor
 *
 * Returns: (transfer full): what was used in another system; empty where nothing was
 */
JsonArray *wabi_lines_editor_dup_opening (WabiLinesEditor *self);

/**
 * wabi_lines_editor_dup_wrong:
 * @self: an editor
 *
 * Returns: (transfer full) (nullable): what is wrong with the lines, in words
 */
char *wabi_lines_editor_dup_wrong (WabiLinesEditor *self);

G_END_DECLS
