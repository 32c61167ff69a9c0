// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords of connected calendars, under a key that lies beside the database and not in it.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** WabiCalendarKey: the server's key. */
typedef struct _WabiCalendarKey WabiCalendarKey;

/**
 * wabi_calendar_key_open:
 * @folder: where the process keeps its keys
 * @error: where to put what is wrong with the file
 *
 * Reads calendar.key, or makes it. Whoever copies the database alone cannot read the passwords in it.
 *
 * Returns: (transfer full) (nullable): the key
 */
WabiCalendarKey *wabi_calendar_key_open (const char *folder, GError **error);

/** wabi_calendar_key_free: wipes it; %NULL is allowed. */
void wabi_calendar_key_free (WabiCalendarKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiCalendarKey, wabi_calendar_key_free)

/**
 * wabi_calendar_key_seal:
 * @key: the key
 * @whose: what it belongs to: it opens for nothing else
 * @secret: the password
 *
 * Returns: (transfer full): what may be stored
 */
char *wabi_calendar_key_seal (const WabiCalendarKey *key, const char *whose, const char *secret);

/** wabi_calendar_key_unseal: Returns: (transfer full) (nullable): the password; %NULL where @sealed (nullable) was made by another key, or for another. */
char *wabi_calendar_key_unseal (const WabiCalendarKey *key, const char *whose, const char *sealed);

/** wabi_calendar_key_wipe: overwrites and frees a password; %NULL is allowed. */
void wabi_calendar_key_wipe (char *secret);

G_END_DECLS
