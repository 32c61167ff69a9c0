// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-session-book.h"

G_BEGIN_DECLS

/**
 * WabiSessionRunner:
 *
 * A running session on the floor: which target now, three large buttons and their keys, behaviors, a clock. Signal "ended" (id of the note).
 *
 * Actions "session.correct", "session.prompted", "session.incorrect", "session.next", "session.previous", "session.undo", "session.abc",
 * "session.plan", "session.end".
 */
#define WABI_TYPE_SESSION_RUNNER (wabi_session_runner_get_type ())
G_DECLARE_FINAL_TYPE (WabiSessionRunner, wabi_session_runner, WABI, SESSION_RUNNER, AdwBin)

/**
 * wabi_session_runner_new:
 * @desk: a desk
 * @session: (transfer none): an open session
 *
 * Returns: a runner for it
 */
GtkWidget *wabi_session_runner_new (WabiDesk *desk, WabiRecord *session);

/**
 * wabi_session_runner_get_book:
 * @self: a runner
 *
 * Returns: (transfer none): what it writes in
 */
WabiSessionBook *wabi_session_runner_get_book (WabiSessionRunner *self);

/**
 * wabi_session_runner_get_selected:
 * @self: a runner
 *
 * Returns: index of the target that is worked on, -1 when there is none
 */
int wabi_session_runner_get_selected (WabiSessionRunner *self);

/**
 * wabi_session_runner_select:
 * @self: a runner
 * @index: a target
 */
void wabi_session_runner_select (WabiSessionRunner *self, guint index);

/**
 * wabi_session_runner_press:
 * @self: a runner
 * @keyval: a key
 * @state: what is held with it
 *
 * Does what the key does; also what the key controller calls.
 *
 * Returns: whether it means something here
 */
gboolean wabi_session_runner_press (WabiSessionRunner *self, guint keyval, GdkModifierType state);

G_END_DECLS
