// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-context.h"

G_BEGIN_DECLS

/*
 * Who is writing in a draft just now (sync.md 6.5). It is said, and keeps nobody from writing: what two write is merged, or both is kept,
 * as ever. One record for each note, under the note's id.
 */

#define WABI_NOTE_LEASE_FOR (15 * G_GINT64_CONSTANT (60000000)) /* after the last word of it */

/**
 * wabi_note_lease_is_live:
 * @lease: (nullable): a record of kind "note_lease"
 * @now: microseconds since 1970
 *
 * Returns: whether somebody is writing at @now
 */
gboolean wabi_note_lease_is_live (WabiRecord *lease, gint64 now);

/**
 * wabi_note_lease_hold:
 * @context: the context
 * @args: "id" of a note
 * @error: where to put an error of the store
 *
 * The rule of "note.hold": the caller is writing. Where another one is, or the note is signed, or something newer was said, it changes
 * nothing: it is never refused, since nobody has to be told of it in his Inbox.
 *
 * Returns: whether it could look
 */
gboolean wabi_note_lease_hold (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_note_lease_take_over:
 * @context: the context
 * @args: "id" of a note
 * @error: where to put an error of the store
 *
 * The rule of "note.take-over": as wabi_note_lease_hold(), but also where another one is writing, who is told.
 *
 * Returns: whether it could look
 */
gboolean wabi_note_lease_take_over (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_note_lease_let_go:
 * @context: the context
 * @args: "id" of a note
 * @error: where to put an error of the store
 *
 * The rule of "note.let-go": the caller is not writing any more.
 *
 * Returns: whether it could look
 */
gboolean wabi_note_lease_let_go (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
