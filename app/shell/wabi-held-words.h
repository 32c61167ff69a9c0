// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_held_dup_words:
 * @desk: (transfer none): an administrator's desk
 * @name: a command's name
 * @args: its arguments, as somebody gave it whose access has ended
 *
 * Nobody can decide about a change without reading it.
 *
 * Returns: (transfer full): whom or what it is about and what it would make of it, a line each; may be empty
 */
char *wabi_held_dup_words (WabiDesk *desk, const char *name, JsonObject *args);

G_END_DECLS
