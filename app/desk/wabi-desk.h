// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-service-table.h"
#include "wabi-domain.h"
#include "wabi-record-list.h"
#include "wabi-sync.h"

G_BEGIN_DECLS

/**
 * WabiDesk:
 *
 * What a person's window works with: the open cache, the commands given with their undo, and the way to other places. Handed to every page;
 * a new one is made when another person signs in or the cache is unlocked.
 *
 * Signals: "toast" (text, whether it can be undone), "navigate" (place, nullable id of a record), "changed" (#WabiChanges), "minute" (the wall
 * clock reached another minute).
 */
#define WABI_TYPE_DESK (wabi_desk_get_type ())
G_DECLARE_FINAL_TYPE (WabiDesk, wabi_desk, WABI, DESK, GObject)

/**
 * wabi_desk_new:
 * @sync: a sync whose cache is open
 *
 * Returns: (transfer full): a desk on that cache
 */
WabiDesk *wabi_desk_new (WabiSync *sync);

/**
 * wabi_desk_get_cache:
 * @desk: a desk
 *
 * Returns: (transfer none): the person's cache
 */
WabiCache *wabi_desk_get_cache (WabiDesk *desk);

/**
 * wabi_desk_get_sync:
 * @desk: a desk
 *
 * Returns: (transfer none): what keeps the cache and the server together
 */
WabiSync *wabi_desk_get_sync (WabiDesk *desk);

/**
 * wabi_desk_get_view:
 * @desk: a desk
 *
 * Returns: (transfer none): what the rules of core may read
 */
const WabiView *wabi_desk_get_view (WabiDesk *desk);

/**
 * wabi_desk_get_user:
 * @desk: a desk
 *
 * Returns: (transfer none): id of the staff record of the person at work
 */
const char *wabi_desk_get_user (WabiDesk *desk);

/**
 * wabi_desk_get_roles:
 * @desk: a desk
 *
 * Returns: bits of #WabiRoles of the person at work
 */
guint wabi_desk_get_roles (WabiDesk *desk);

/**
 * wabi_desk_get_zone:
 * @desk: a desk
 *
 * Returns: (transfer none): the practice's zone
 */
const char *wabi_desk_get_zone (WabiDesk *desk);

/**
 * wabi_desk_get_now:
 * @desk: a desk
 *
 * Returns: microseconds since 1970 UTC
 */
gint64 wabi_desk_get_now (WabiDesk *desk);

/**
 * wabi_desk_get:
 * @desk: a desk
 * @kind: the kind
 * @id: (nullable): the id
 *
 * Returns: (transfer full) (nullable): the record, %NULL when there is none
 */
WabiRecord *wabi_desk_get (WabiDesk *desk, const WabiKind *kind, const char *id);

/**
 * wabi_desk_list:
 * @desk: a desk
 * @query: what
 *
 * Returns: (transfer full) (element-type WabiRecord): the records; empty, and told to the person, when the cache cannot answer
 */
GPtrArray *wabi_desk_list (WabiDesk *desk, const WabiQuery *query);

/**
 * wabi_desk_dup_name:
 * @desk: a desk
 * @kind: #wabi_kind_client or #wabi_kind_staff
 * @id: (nullable): the id
 *
 * Returns: (transfer full): "Ava Okafor", or "Unknown" in the person's language
 */
char *wabi_desk_dup_name (WabiDesk *desk, const WabiKind *kind, const char *id);

/**
 * wabi_desk_new_id:
 * @desk: a desk
 *
 * Returns: (transfer full): an id for a record that is born here
 */
char *wabi_desk_new_id (WabiDesk *desk);

/**
 * wabi_desk_get_services:
 * @desk: a desk
 *
 * Returns: (transfer none): the practice's service codes; it stays until the next time that the desk says "changed"
 */
WabiServiceTable *wabi_desk_get_services (WabiDesk *desk);

/**
 * wabi_desk_dup_service:
 * @desk: a desk
 * @code: (nullable): a service code
 *
 * Returns: (transfer full): "97153 Treatment by protocol"; the code alone where the practice has none of that name
 */
char *wabi_desk_dup_service (WabiDesk *desk, const char *code);

/**
 * wabi_desk_list_services:
 * @desk: a desk
 * @kept: (nullable): a code that is offered as well, whatever became of it
 * @labels: (out) (optional) (transfer full) (array zero-terminated=1): the same in words
 *
 * Returns: (transfer full) (array zero-terminated=1): the codes to choose from for today and later
 */
GStrv wabi_desk_list_services (WabiDesk *desk, const char *kept, GStrv *labels);

/**
 * wabi_desk_do:
 * @desk: a desk
 * @name: a command
 * @args: (transfer full): its arguments
 * @done: (nullable): words for the toast when it is done; %NULL for none
 * @undo_name: (nullable): the command that takes it back; %NULL when it cannot be
 * @undo_args: (transfer full) (nullable): its arguments
 * @error: where to put the refusal, fit to be shown
 *
 * Gives a command: saved at once, sent when it can be. With @undo_name it can be undone with Ctrl+Z and from the toast.
 *
 * Returns: whether it is saved
 */
gboolean wabi_desk_do (WabiDesk *desk, const char *name, JsonObject *args, const char *done, const char *undo_name,
                       JsonObject *undo_args, GError **error);

/**
 * wabi_desk_set_redo:
 * @desk: a desk
 * @name: a command
 * @args: (transfer full): its arguments
 *
 * What Ctrl+Shift+Z does after the last wabi_desk_do() was undone, where the same command again is not the right one (a booking taken back
 * is restored, not born twice).
 */
void wabi_desk_set_redo (WabiDesk *desk, const char *name, JsonObject *args);

/**
 * wabi_desk_set_births:
 * @desk: a desk
 * @redo_args: (transfer full): what the same command is given when it is done again
 *
 * For the last wabi_desk_do(), whose commands take records away and bring others ("remove" and "put"; or one that deletes "id", with no more
 * than "words", and one that adds it). What was deleted stays deleted, so each time it comes back it is given another id; what takes it away again is told.
 */
void wabi_desk_set_births (WabiDesk *desk, JsonObject *redo_args);

/**
 * wabi_desk_begin_group:
 * @desk: a desk
 *
 * What wabi_desk_do() does from here to wabi_desk_end_group() is one step for Ctrl+Z and Ctrl+Shift+Z, with one toast. Groups do not nest.
 */
void wabi_desk_begin_group (WabiDesk *desk);

/**
 * wabi_desk_end_group:
 * @desk: a desk
 * @done: (nullable): words for the toast
 *
 * Returns: how many commands of the group can be undone
 */
guint wabi_desk_end_group (WabiDesk *desk, const char *done);

/**
 * wabi_desk_drop_group:
 * @desk: a desk
 * @error: where to put why something could not be taken back
 *
 * Takes back what the group did, instead of wabi_desk_end_group(): for what must be done to all or to none.
 *
 * Returns: whether nothing of it is left
 */
gboolean wabi_desk_drop_group (WabiDesk *desk, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_desk_undo:
 * @desk: a desk
 *
 * Takes the last command back; what cannot be taken back any more is told to the person.
 *
 * Returns: whether something was undone
 */
gboolean wabi_desk_undo (WabiDesk *desk);

/**
 * wabi_desk_redo:
 * @desk: a desk
 *
 * Returns: whether something was done again
 */
gboolean wabi_desk_redo (WabiDesk *desk);

/**
 * wabi_desk_tell:
 * @desk: a desk
 * @text: words for a toast without Undo; no client's name
 */
void wabi_desk_tell (WabiDesk *desk, const char *text);

/**
 * wabi_desk_tell_error:
 * @desk: a desk
 * @error: what went wrong
 */
void wabi_desk_tell_error (WabiDesk *desk, const GError *error);

/**
 * wabi_desk_go:
 * @desk: a desk
 * @place: "today", "schedule", "clients", "sessions", "notes", "programs", "billing", "reports", "inbox"
 * @id: (nullable): id of the record to open there; places take what fits: an appointment for schedule and sessions, a member
 *   of staff for schedule, a client for clients and programs, a note, a charge
 */
void wabi_desk_go (WabiDesk *desk, const char *place, const char *id);

/**
 * wabi_args:
 * @first: (nullable): name of the first member, then its value as const char *, and so on in pairs; ends with %NULL
 *
 * Returns: (transfer full): an object with text members; a %NULL value leaves its member out
 */
JsonObject *wabi_args (const char *first, ...) G_GNUC_NULL_TERMINATED;

/**
 * wabi_args_edit_new:
 * @record: what the person saw
 * @set: (transfer full): what the person wants, by field
 *
 * Returns: (transfer full): the arguments of an edit command: id, base (the old values of the members in @set), set
 */
JsonObject *wabi_args_edit_new (WabiRecord *record, JsonObject *set);

/**
 * wabi_args_revert_new:
 * @record: what the person saw before the edit
 * @set: (transfer none): what the edit set
 *
 * Returns: (transfer full): the arguments of the edit command that takes it back
 */
JsonObject *wabi_args_revert_new (WabiRecord *record, JsonObject *set);

G_END_DECLS
