// SPDX-License-Identifier: AGPL-3.0-or-later
// A segmented control: one of a few, worked with arrows, told as a radio group.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_TOGGLE_GROUP (wabi_toggle_group_get_type ())
G_DECLARE_FINAL_TYPE (WabiToggleGroup, wabi_toggle_group, WABI, TOGGLE_GROUP, GtkWidget)

/**
 * wabi_toggle_group_new:
 * @accessible_label: what is chosen here ("View", "Prompt level")
 *
 * Signal `changed` (const char *id): the person or the program chose another one. Property `active-id`.
 *
 * Returns: an empty group
 */
GtkWidget *wabi_toggle_group_new (const char *accessible_label);

/**
 * wabi_toggle_group_add:
 * @self: a group
 * @id: unique in the group
 * @label: text of the segment
 *
 * The first one added becomes active.
 */
void wabi_toggle_group_add (WabiToggleGroup *self, const char *id, const char *label);

/**
 * wabi_toggle_group_set_label:
 * @self: a group
 * @id: a segment
 * @label: its new text, for instance with a count
 */
void wabi_toggle_group_set_label (WabiToggleGroup *self, const char *id, const char *label);

/**
 * wabi_toggle_group_set_active_id:
 * @self: a group
 * @id: the segment to choose; unknown ids are ignored
 */
void wabi_toggle_group_set_active_id (WabiToggleGroup *self, const char *id);

/**
 * wabi_toggle_group_clear:
 * @self: a group
 *
 * None of its segments is chosen any more, because what is shown stands elsewhere. `changed` is not emitted.
 */
void wabi_toggle_group_clear (WabiToggleGroup *self);

/**
 * wabi_toggle_group_get_active_id:
 * @self: a group
 *
 * Returns: (nullable): the chosen segment's id, %NULL while the group is empty
 */
const char *wabi_toggle_group_get_active_id (WabiToggleGroup *self);

G_END_DECLS
