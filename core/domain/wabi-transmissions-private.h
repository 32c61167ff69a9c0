// SPDX-License-Identifier: AGPL-3.0-or-later
// Files on their way to partners and from them.

#pragma once

#include "wabi-commands-private.h"

G_BEGIN_DECLS

/* The rules of "transmission.begin", ".written", ".tell" and ".receive", which only the service runs. */
gboolean wabi_transmission_begin (WabiContext *context, JsonObject *args, GError **error);
gboolean wabi_transmission_written (WabiContext *context, JsonObject *args, GError **error);
gboolean wabi_transmission_tell (WabiContext *context, JsonObject *args, GError **error);
gboolean wabi_transmission_receive (WabiContext *context, JsonObject *args, GError **error);

G_END_DECLS
