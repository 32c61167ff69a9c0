// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-session-book.h"

G_BEGIN_DECLS

/**
 * WabiSessionEnd:
 *
 * Before a session ends its person verifies when it really began and ended and who was there, and sees what was recorded. Signal "ended" (id of the
 * note that was born).
 */
#define WABI_TYPE_SESSION_END (wabi_session_end_get_type ())
G_DECLARE_FINAL_TYPE (WabiSessionEnd, wabi_session_end, WABI, SESSION_END, AdwWindow)

/**
 * wabi_session_end_new:
 * @desk: a desk
 * @book: what was recorded
 * @parent: (nullable): the window that asks
 *
 * Returns: (transfer none): the dialog, not shown yet
 */
GtkWidget *wabi_session_end_new (WabiDesk *desk, WabiSessionBook *book, GtkWindow *parent);

/**
 * wabi_session_end_parse_time:
 * @text: what was typed: "2:15 pm", "14:15", "1415", "2p"
 * @minute: (out): minutes since midnight, 0 to 1439
 *
 * Returns: whether it is a time of day
 */
gboolean wabi_session_end_parse_time (const char *text, int *minute);

G_END_DECLS
