// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-settings.h"

G_BEGIN_DECLS

/** WABI_LOCK_MINUTES: after how many minutes the window locks where the practice does not say */
#define WABI_LOCK_MINUTES 15

/**
 * WabiPreferences:
 *
 * Light or dark, and when the window locks. What is chosen holds at once. Signal: "lock-changed".
 */
#define WABI_TYPE_PREFERENCES (wabi_preferences_get_type ())
G_DECLARE_FINAL_TYPE (WabiPreferences, wabi_preferences, WABI, PREFERENCES, AdwWindow)

/**
 * wabi_preferences_new:
 * @settings: (transfer none): where they are kept; must live longer than the window
 *
 * Returns: (transfer none): the window; GTK owns it
 */
GtkWindow *wabi_preferences_new (WabiSettings *settings);

/**
 * wabi_preferences_apply_colors:
 * @settings: settings
 *
 * Makes the program light or dark as the person chose.
 */
void wabi_preferences_apply_colors (WabiSettings *settings);

/**
 * wabi_preferences_get_lock_minutes:
 * @settings: settings
 * @practice: what the practice's rule says, in minutes
 *
 * A person may lock sooner than the practice demands, never later.
 *
 * Returns: after how many minutes the window locks
 */
int wabi_preferences_get_lock_minutes (WabiSettings *settings, int practice);

G_END_DECLS
