// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/** wabi_schedule_block_get_type_name: Returns: a type of blocked time ("travel", "break" …) in a word or two for people. */
const char *wabi_schedule_block_get_type_name (const char *type);

/** wabi_schedule_block_list_types: Returns: (transfer none): the types, %NULL-terminated. */
const char *const *wabi_schedule_block_list_types (void);

/**
 * wabi_schedule_block_add:
 * @desk: a desk
 * @staff: id of whose time it is
 * @type: a type
 * @starts_at: microseconds since 1970 UTC
 * @ends_at: microseconds since 1970 UTC
 * @error: where to put the refusal
 *
 * Returns: (transfer full) (nullable): id of the block, which can be undone
 */
char *wabi_schedule_block_add (WabiDesk *desk, const char *staff, const char *type, gint64 starts_at, gint64 ends_at,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_schedule_block_move:
 * @desk: a desk
 * @block: as the person saw it
 * @starts_at: microseconds since 1970 UTC
 * @ends_at: microseconds since 1970 UTC
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_schedule_block_move (WabiDesk *desk, WabiRecord *block, gint64 starts_at, gint64 ends_at,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_schedule_block_put:
 * @desk: a desk
 * @block: a block
 * @staff: (nullable): whose time it takes from now on
 * @starts_at: microseconds since 1970 UTC
 * @ends_at: microseconds since 1970 UTC
 * @id: (out) (optional): the id that it has then: another one where it goes to somebody else
 * @error: where to put the refusal
 *
 * Moves it in time, and to another person where @staff is one; several commands then, so begin a group.
 *
 * Returns: whether it is saved
 */
gboolean wabi_schedule_block_put (WabiDesk *desk, WabiRecord *block, const char *staff, gint64 starts_at, gint64 ends_at, char **id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_schedule_block_give: gives a block to another person, as one step of undo; @id (out) (optional) is that of theirs. Returns: whether it is saved. */
gboolean wabi_schedule_block_give (WabiDesk *desk, WabiRecord *block, const char *staff, gint64 starts_at, gint64 ends_at, char **id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_schedule_block_set_type:
 * @desk: a desk
 * @block: as the person saw it
 * @type: a type
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_schedule_block_set_type (WabiDesk *desk, WabiRecord *block, const char *type, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_schedule_block_remove:
 * @desk: a desk
 * @id: of a block
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_schedule_block_remove (WabiDesk *desk, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
