// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Small pieces of which the sections of a client are put together. */

/**
 * wabi_panel_new:
 * @title: its heading
 * @button: (nullable): text of the button beside it
 * @action: (nullable): detailed name of the button's action
 *
 * Returns: a card with a heading, to which rows are appended as to any box
 */
GtkWidget *wabi_panel_new (const char *title, const char *button, const char *action);

/**
 * wabi_panel_add_fact:
 * @panel: a card
 * @title: what it is
 * @value: (nullable): what it says; nothing is added for %NULL or ""
 *
 * Returns: (nullable): the row, to which buttons can be appended
 */
GtkWidget *wabi_panel_add_fact (GtkWidget *panel, const char *title, const char *value);

/**
 * wabi_panel_add_quiet:
 * @panel: a card
 * @text: what is said where there is nothing yet
 */
void wabi_panel_add_quiet (GtkWidget *panel, const char *text);

/**
 * wabi_label_new:
 * @text: what it says
 * @css_class: (nullable): a style class
 *
 * Returns: a label that starts at the left and wraps
 */
GtkWidget *wabi_label_new (const char *text, const char *css_class);

/**
 * wabi_label_make_bold:
 * @label: a label
 *
 * Also inside of a list row, where the style sheet makes all text plain.
 *
 * Returns: (transfer none): @label
 */
GtkWidget *wabi_label_make_bold (GtkWidget *label);

/**
 * wabi_button_new:
 * @text: what it says
 * @action: name of its action
 * @target: (nullable): text for the action
 * @said: (nullable): what a screen reader says, where @text alone is not enough
 *
 * Returns: a flat button
 */
GtkWidget *wabi_button_new (const char *text, const char *action, const char *target, const char *said);

/**
 * wabi_icon_button_new:
 * @icon: a symbolic icon
 * @action: name of its action
 * @target: (nullable): text for the action
 * @said: what it does, for the tooltip and the screen reader
 *
 * Returns: a flat button
 */
GtkWidget *wabi_icon_button_new (const char *icon, const char *action, const char *target, const char *said);

/**
 * wabi_panel_format_phone:
 * @phone: as it is kept
 *
 * Returns: (transfer full): ten digits as they are read here, "(614) 555-0117"; anything else as it was written
 */
char *wabi_panel_format_phone (const char *phone);

G_END_DECLS
