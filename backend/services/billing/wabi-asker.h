// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers are asked without a person: each month who is covered, each day what became of late claims.

#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * wabi_asker_serve:
 * @store: the records
 * @practice: whose
 * @now: microseconds since 1970 UTC
 * @stop: (nullable): ends it between two questions
 *
 * Asks what is due, in commands that only the service gives. What is due is decided again where it is written, so that two processes ask once.
 */
void wabi_asker_serve (WabiStore *store, const char *practice, gint64 now, GCancellable *stop);

G_END_DECLS
