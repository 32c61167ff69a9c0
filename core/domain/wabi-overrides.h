// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-context.h"
#include "wabi-finding.h"

G_BEGIN_DECLS

/*
 * Rules that a person booked against, with the reason: kept in the appointment's "overrides" and never taken away. A command gives
 * [{"id","reason"}]; who and when are the caller's, never the command's.
 */

/** wabi_overrides_role_words: Returns: (transfer full): the roles in words, "frontdesk bcba". */
char *wabi_overrides_role_words (guint roles);

/**
 * wabi_overrides_take:
 * @context: the context
 * @record: (inout): the appointment as the command would have it
 * @before: (nullable): as it stood
 * @error: where to put the refusal
 *
 * Puts the caller's name and time on those that are new. One without a reason, or of a rule that the caller may not override, is refused;
 * those that stood before cannot be changed or left out.
 *
 * Returns: whether all may stand
 */
gboolean wabi_overrides_take (WabiContext *context, WabiRecord *record, WabiRecord *before, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** wabi_overrides_check: Returns: whether the caller may give each of @given (nullable), and with a reason; else the refusal is in @error. */
gboolean wabi_overrides_check (WabiContext *context, JsonArray *given, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_overrides_add:
 * @record: (inout): an appointment
 * @entry: {id, reason}, checked
 * @user: who gave it
 * @given: when
 * @title: what the finding said
 *
 * Keeps one more, for the time, person and service that @record has now.
 */
void wabi_overrides_add (WabiRecord *record, JsonObject *entry, const char *user, gint64 given, const char *title);

/**
 * wabi_overrides_cover:
 * @record: an appointment
 * @id: id of a finding that blocks
 *
 * Returns: whether somebody said why it may be booked all the same, at this time with this person and this service
 */
gboolean wabi_overrides_cover (WabiRecord *record, const char *id);

/**
 * wabi_overrides_note:
 * @record: (inout): an appointment
 * @findings: (element-type WabiFinding): what was found
 *
 * Keeps with each override what the finding said, so that it can be read later.
 */
void wabi_overrides_note (WabiRecord *record, const GPtrArray *findings);

G_END_DECLS
