// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-domain.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WABI_CARE_TEAM_DAYS_AFTER:
 *
 * For how many days after the last visit somebody who came onto the team by a booking still sees the client: long enough to finish notes
 * and to answer for what was recorded.
 */
#define WABI_CARE_TEAM_DAYS_AFTER 14

/**
 * wabi_care_team_holds:
 * @entry: a record of kind "care_team"
 * @day: a day of the practice
 *
 * Returns: whether the entry lets its member of staff see the client on that day
 */
gboolean wabi_care_team_holds (WabiRecord *entry, WabiDay day);

/**
 * wabi_care_team_add:
 * @context: the context
 * @args: "id", "client", "staff", and at will "role", "valid_from", "valid_to", "reason"; the id of an ended entry takes its end back
 * @error: where to put a refusal
 *
 * The rule of "care_team.add".
 *
 * Returns: whether it is allowed
 */
gboolean wabi_care_team_add (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_care_team_remove:
 * @context: the context
 * @args: "id" of an entry
 * @error: where to put a refusal
 *
 * The rule of "care_team.remove": ends every entry by which that person is on that client's team. What is booked by then does not bring
 * him back; what is booked later does.
 *
 * Returns: whether it is allowed
 */
gboolean wabi_care_team_remove (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_care_team_follow_booking:
 * @context: the context, with authority
 * @appointment: a changed appointment
 * @error: where to put an error of the store
 *
 * The reaction of the patients service: whoever is booked with a client sees the client, from now until some days after the visit.
 *
 * Returns: whether it could look
 */
gboolean wabi_care_team_follow_booking (WabiContext *context, WabiRecord *appointment, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
