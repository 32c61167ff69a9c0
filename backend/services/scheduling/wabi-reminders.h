// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-mail.h"
#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WabiReminders:
 *
 * Sends what families are to be reminded of, on a thread of its own. A start of a visit is told once at most: where it cannot be known whether a
 * message left, it is not sent again.
 */
typedef struct _WabiReminders WabiReminders;

/**
 * wabi_reminders_new:
 * @store: (transfer none): the records
 * @mail: (transfer none): the server; checked
 * @clock: (transfer none): the time
 *
 * Returns: (transfer full): what sends from now on
 */
WabiReminders *wabi_reminders_new (WabiStore *store, const WabiMailOptions *mail, const WabiClock *clock);

/**
 * wabi_reminders_free:
 * @reminders: (transfer full) (nullable): what to end, after the message at hand
 */
void wabi_reminders_free (WabiReminders *reminders);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiReminders, wabi_reminders_free)

G_END_DECLS
