// SPDX-License-Identifier: AGPL-3.0-or-later
// What a place says when there is nothing in it yet: what will be here, and the button that begins it.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WABI_TYPE_EMPTY_STATE (wabi_empty_state_get_type ())
G_DECLARE_FINAL_TYPE (WabiEmptyState, wabi_empty_state, WABI, EMPTY_STATE, GtkWidget)

/**
 * wabi_empty_state_new:
 * @icon_name: a symbolic icon; property `icon-name`
 * @title: what is missing, in a few words; property `title`
 * @text: (nullable): what will be here and how it begins; property `text`
 *
 * Further properties, for templates: `action-label` and `action-name` of the button. Signal `activated`: the
 * button was pressed (also when it has an action).
 *
 * Returns: an empty state
 */
GtkWidget *wabi_empty_state_new (const char *icon_name, const char *title, const char *text);

/**
 * wabi_empty_state_set_action:
 * @self: an empty state
 * @label: (nullable): text of the suggested button; %NULL for no button
 * @action_name: (nullable): detailed name of an action without target, or %NULL to use the signal `activated`
 * only
 */
void wabi_empty_state_set_action (WabiEmptyState *self, const char *label, const char *action_name);

G_END_DECLS
