// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_visit_may:
 * @desk: a desk
 * @command: a command's name
 *
 * Returns: whether the roles of the person at work may give it
 */
gboolean wabi_visit_may (WabiDesk *desk, const char *command);

/**
 * wabi_visit_book:
 * @desk: a desk
 * @draft: an appointment that is not stored yet; its id is the new one's
 * @error: where to put the refusal
 *
 * Books it. Undo withdraws it, redo restores it.
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_book (WabiDesk *desk, WabiRecord *draft, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_move_to:
 * @desk: a desk
 * @visit: the appointment as the person saw it
 * @moved: a copy of it at another time or with other staff, and in "overrides" the rules that the person goes against, [{id, reason}]
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_move_to (WabiDesk *desk, WabiRecord *visit, WabiRecord *moved, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_move:
 * @desk: a desk
 * @visit: the appointment as the person saw it
 * @staff: (nullable): id of who gives it from now on, %NULL for the same
 * @starts_at: microseconds since 1970 UTC
 * @ends_at: microseconds since 1970 UTC
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_move (WabiDesk *desk, WabiRecord *visit, const char *staff, gint64 starts_at, gint64 ends_at,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_edit:
 * @desk: a desk
 * @visit: the appointment as the person saw it
 * @edited: a copy with another service, place or notes
 * @error: where to put the refusal
 *
 * Does nothing, and says that it is saved, where they do not differ.
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_edit (WabiDesk *desk, WabiRecord *visit, WabiRecord *edited, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_cancel:
 * @desk: a desk
 * @id: of an appointment
 * @by: "family", "staff", "clinic" or "payer"
 * @reason: key of a reason for canceling
 * @note: (nullable): more words
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_cancel (WabiDesk *desk, const char *id, const char *by, const char *reason, const char *note,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_arrive:
 * @desk: a desk
 * @id: of an appointment
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_arrive (WabiDesk *desk, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_miss:
 * @desk: a desk
 * @id: of an appointment
 * @error: where to put the refusal
 *
 * Marks that nobody came.
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_miss (WabiDesk *desk, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_restore:
 * @desk: a desk
 * @visit: a canceled, missed or withdrawn appointment
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_restore (WabiDesk *desk, WabiRecord *visit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_settle:
 * @desk: a desk
 * @id: of an appointment with proposals
 * @take: place of the proposal to take, -1 to keep what stands
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_settle (WabiDesk *desk, const char *id, int take, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
