// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-key-store.h"

G_BEGIN_DECLS

/* Secrets in a file, renamed into place: outlives a killed agent as the keyring of a session does. */
WabiKeyStore *agent_keys_new (const char *path);

G_END_DECLS
