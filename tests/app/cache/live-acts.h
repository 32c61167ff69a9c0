// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "live-server.h"
#include "wabi-domain.h"

G_BEGIN_DECLS

/* What people do on desktops under test, and what they see there. */

/* The first record of a kind by its id; aborts when there is none. */
WabiRecord *acts_get_first (WabiSync *sync, const WabiKind *kind);
/* Edits the first client. */
void acts_edit_client (WabiSync *sync, const char *field, const char *value);
/* Waits until the first client shows this as the service has it. */
void acts_expect (WabiSync *sync, const char *field, const char *value);
/* Waits until both hold the same of everything that the service has. */
void acts_expect_same (WabiSync *a, WabiSync *b);
void acts_wait_for_state (WabiSync *sync, WabiSyncState state);

G_END_DECLS
