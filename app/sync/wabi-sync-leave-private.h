// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-sync-private.h"

G_BEGIN_DECLS

/* The end of a copy. Private to app/sync. */

/* The server said that access has ended, and gave a token for what still has to be sent: sends all, then removes all. */
void wabi_sync_leave (WabiSync *sync, const char *access_token);
/* It did not work now; asks again after a pause. Nothing is removed before everything was taken. */
void wabi_sync_leave_later (WabiSync *sync);
/* Removes the copy of sync->account, which is closed. */
void wabi_sync_destroy_copy (WabiSync *sync);

G_END_DECLS
