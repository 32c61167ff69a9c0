// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_inbox_command_title:
 * @name: a command, such as "appointment.move"
 *
 * Returns: (transfer none): "Move a session", translated; @name when it is not known
 */
const char *wabi_inbox_command_title (const char *name);

/**
 * wabi_inbox_command_kind:
 * @name: a command
 *
 * Returns: (transfer none) (nullable): the kind of record that it is about
 */
const WabiKind *wabi_inbox_command_kind (const char *name);

/**
 * wabi_inbox_command_place:
 * @name: a command
 *
 * Returns: (transfer none) (nullable): the place where such a thing is mended
 */
const char *wabi_inbox_command_place (const char *name);

/**
 * wabi_inbox_kind_title:
 * @kind: a kind
 *
 * Returns: (transfer none): "Session", translated
 */
const char *wabi_inbox_kind_title (const WabiKind *kind);

/**
 * wabi_inbox_field_title:
 * @name: a field
 *
 * Returns: (transfer none) (nullable): what people call it, translated; %NULL for what says nothing to them
 */
const char *wabi_inbox_field_title (const char *name);

/**
 * wabi_inbox_dup_value:
 * @desk: a desk
 * @kind: (nullable): the kind that the field belongs to
 * @name: the field
 * @node: (nullable): its value
 *
 * Returns: (transfer full): the value in words: times in the practice's zone, names in place of ids; "nothing" where there is none
 */
char *wabi_inbox_dup_value (WabiDesk *desk, const WabiKind *kind, const char *name, JsonNode *node);

/**
 * wabi_inbox_dup_when:
 * @desk: a desk
 * @at: an instant
 *
 * Returns: (transfer full): "9:05 am" for today, else "Tue, Mar 10, 9:05 am"
 */
char *wabi_inbox_dup_when (WabiDesk *desk, gint64 at);

/**
 * wabi_inbox_dup_short_when:
 * @desk: a desk
 * @at: an instant
 *
 * Returns: (transfer full): "9:05 am" for today, else "Tue, Mar 10"
 */
char *wabi_inbox_dup_short_when (WabiDesk *desk, gint64 at);

/**
 * wabi_inbox_proposal_why:
 * @code: (nullable): the machine's word for why two versions are kept
 *
 * Returns: (transfer none): a sentence, translated
 */
const char *wabi_inbox_proposal_why (const char *code);

/**
 * wabi_inbox_dup_who:
 * @desk: a desk
 * @stamp: "by", "at" when the service heard of it, "given" when it was given, of a proposal or an edit
 *
 * Returns: (transfer full): who and when, and how long that computer was without the server, such as "Leila Amin, 9:05 am by that computer’s
 *   clock; about 2 hours offline"
 */
char *wabi_inbox_dup_who (WabiDesk *desk, JsonObject *stamp);

/**
 * wabi_inbox_dup_booking:
 * @desk: a desk
 * @visit: an appointment
 *
 * Returns: (transfer full): when, with whom and for whom, a line each
 */
char *wabi_inbox_dup_booking (WabiDesk *desk, WabiRecord *visit);

/**
 * wabi_inbox_dup_in_the_way:
 * @desk: a desk
 * @visit: an appointment that came second
 *
 * Returns: (transfer full): the sessions of its staff and its client at its time, as wabi_inbox_dup_booking() says them; that the time has become
 *   free when there are none
 */
char *wabi_inbox_dup_in_the_way (WabiDesk *desk, WabiRecord *visit);

/**
 * wabi_inbox_dup_about:
 * @desk: a desk
 * @kind: (nullable): a kind
 * @values: its values, of a record or of a command's arguments
 *
 * Returns: (transfer full): in a few words whom or what it is about, such as "Ava Okafor, Tue, Mar 10, 9:00 am"; may be empty
 */
char *wabi_inbox_dup_about (WabiDesk *desk, const WabiKind *kind, JsonObject *values);

G_END_DECLS
