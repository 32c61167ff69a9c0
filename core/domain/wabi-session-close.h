// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-record.h"

G_BEGIN_DECLS

/*
 * Each computer on which a session is held counts its trials from 1 ("device", "device_seq"). The end of the session says how many each had
 * and what they were, so that whoever holds them can tell whether all have come, and come as they were recorded (sync.md 6.5).
 */

/**
 * wabi_session_close_build:
 * @trials: (element-type WabiRecord): trials of one session, in any order, as they are known where it ends
 *
 * Returns: (transfer full) (nullable): [{"device":…,"count":…,"hash":…}] in order of device, %NULL when no trial says on which it was
 * recorded; the hash is of the trials 1 to count
 */
JsonNode *wabi_session_close_build (GPtrArray *trials);

/**
 * wabi_session_close_is_valid:
 * @node: (nullable): what a command says the devices had
 *
 * Returns: whether it has the form of what wabi_session_close_build() makes
 */
gboolean wabi_session_close_is_valid (JsonNode *node);

/**
 * wabi_session_close_count_missing:
 * @session: a session
 * @trials: (element-type WabiRecord): those of it that are here
 * @differs: (out): whether all of a device's have come, but are not what the end of the session said
 *
 * Also counts what a device recorded after the end, or without being known to the one where it ended: its numbers have no holes.
 *
 * Returns: how many trials have not come; 0 too for sessions and trials of a time when devices did not count
 */
guint wabi_session_close_count_missing (WabiRecord *session, GPtrArray *trials, gboolean *differs);

G_END_DECLS
