// SPDX-License-Identifier: AGPL-3.0-or-later
// What came in from a person whose access has ended, or from a lost device: held for a supervisor (sync.md 6.3).

#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * wabi_store_hold:
 * @store: a store
 * @push: what came in, with the roles that the person had
 * @reason: the machine's word for why it is held, such as "access-ended"
 * @out: where the answer is appended, as wabi_store_push() writes it, with the status "held" for each command that is held
 * @error: where to put an error of #WABI_STORE_ERROR; nothing was then kept
 *
 * Nothing is applied. What was applied before is answered with its result, so that every command is in one place; what was refused before is
 * held too, since the box that it lies in is about to go. The same again changes nothing.
 *
 * Returns: whether the answer was written
 */
gboolean wabi_store_hold (WabiStore *store, const WabiPush *push, const char *reason, GString *out,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_list_held:
 * @store: a store
 * @practice: whose
 * @service: (nullable): of which service, %NULL for all that are here
 * @by: (nullable): id of who looks, for the audit chain
 * @out: where {"held":[{"id":…,"service":…,"device":…,"user":…,"name":…,"args":…,"reason":…,"at":…,"given_at":…,"message":…}]} is appended,
 *   in the order in which they were given
 * @error: where to put an error
 *
 * Returns: whether it was written
 */
gboolean wabi_store_list_held (WabiStore *store, const char *practice, const char *service, const char *by, GString *out,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_count_held:
 * @store: a store
 * @practice: whose
 * @service: (nullable): of which service, %NULL for all that are here
 * @out: (out): how many changes are held
 * @error: where to put an error
 *
 * Tells nothing of what they say, so that it is no disclosure.
 *
 * Returns: whether they were counted
 */
gboolean wabi_store_count_held (WabiStore *store, const char *practice, const char *service, gint64 *out,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiHeldChoice:
 * @practice: whose
 * @service: which service holds it
 * @id: the command
 * @by: (nullable): id of who decides, %NULL for the administrator of the server
 * @why: (nullable): for discarding: the reason, which is kept
 */
typedef struct
{
  const char *practice, *service, *id, *by, *why;
} WabiHeldChoice;

/**
 * wabi_store_release_held:
 * @store: a store
 * @choice: which
 * @error: where to put %WABI_STORE_ERROR_NOT_FOUND, or %WABI_STORE_ERROR_INVALID with the rule's words when it cannot be applied: it then
 *   stays held, with these words
 *
 * Applies a held command as the person who gave it, with the roles that the person had; who released it is in the audit chain.
 *
 * Returns: whether it is applied
 */
gboolean wabi_store_release_held (WabiStore *store, const WabiHeldChoice *choice, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_store_discard_held:
 * @store: a store
 * @choice: which, and why
 * @error: where to put %WABI_STORE_ERROR_NOT_FOUND or another
 *
 * It is never applied; what it said is kept with the reason.
 *
 * Returns: whether it is discarded
 */
gboolean wabi_store_discard_held (WabiStore *store, const WabiHeldChoice *choice, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
