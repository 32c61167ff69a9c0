// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiSettings:
 *
 * What this machine remembers of the window: its size, light or dark, the lock. A small file beside the caches; no person's or client's name is in it.
 */
typedef struct _WabiSettings WabiSettings;

/**
 * wabi_settings_new:
 * @directory: where the file lies; made when it is first written
 *
 * Returns: (transfer full): the settings; a missing or broken file counts as an empty one
 */
WabiSettings *wabi_settings_new (const char *directory);

/**
 * wabi_settings_free:
 * @settings: (transfer full) (nullable): what to free
 */
void wabi_settings_free (WabiSettings *settings);

/**
 * wabi_settings_get_int:
 * @settings: settings
 * @key: a word
 * @fallback: what it is when nothing is remembered
 *
 * Returns: the number
 */
int wabi_settings_get_int (WabiSettings *settings, const char *key, int fallback);

/**
 * wabi_settings_set_int:
 * @settings: settings
 * @key: a word
 * @value: the number
 */
void wabi_settings_set_int (WabiSettings *settings, const char *key, int value);

/**
 * wabi_settings_dup_text:
 * @settings: settings
 * @key: a word
 *
 * Returns: (transfer full) (nullable): the text, %NULL when nothing is remembered
 */
char *wabi_settings_dup_text (WabiSettings *settings, const char *key);

/**
 * wabi_settings_set_text:
 * @settings: settings
 * @key: a word
 * @value: the text
 */
void wabi_settings_set_text (WabiSettings *settings, const char *key, const char *value);

/**
 * wabi_settings_save:
 * @settings: settings
 *
 * Writes the file anew where something changed. A disk that cannot take it is not worth a word to the person: the window only forgets its size.
 */
void wabi_settings_save (WabiSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSettings, wabi_settings_free)

G_END_DECLS
