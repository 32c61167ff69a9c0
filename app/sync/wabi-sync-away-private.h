// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-sync-private.h"

G_BEGIN_DECLS

/* The lock that only the server opens. Private to app/sync. */

void wabi_sync_read_clock (WabiSync *sync, WabiContactClock *out);
/* Blocks. FALSE with WABI_SYNC_ERROR_AWAY when only the server opens this copy; its key is then out of the keyring. */
gboolean wabi_sync_check_contact (WabiSync *sync, const WabiCacheOptions *options, const WabiContactClock *clock,
                                  WabiContact *contact, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Blocks. Takes the key out of the keyring and keeps the note. */
void wabi_sync_shut_away (const WabiCacheOptions *options, WabiContact *contact);
char *wabi_sync_build_away_text (const WabiContact *contact);

/* Takes a copy. */
void wabi_sync_take_contact (WabiSync *sync, const WabiContact *contact);
/* In the background; shuts the copy away where it is not fine. */
void wabi_sync_keep_contact (WabiSync *sync);
/* Locks when it has been too long. */
void wabi_sync_look_away (WabiSync *sync);
void wabi_sync_watch_contact (WabiSync *sync, gboolean watch);

G_END_DECLS
