// SPDX-License-Identifier: AGPL-3.0-or-later
// Claim files that wait to be sent.

#pragma once

#include "wabi-commands-private.h"

G_BEGIN_DECLS

/* Queues a claim file of @payer for the partner that carries it; nothing where there is none that is active. */
void wabi_transmission_queue (WabiContext *context, WabiRecord *payer, WabiRecord *file);

/* Queues a file for a partner under an id. */
void wabi_transmission_add (WabiContext *context, const char *id, WabiRecord *partner, WabiRecord *file);

/* The name under which a partner wants a file (send_pattern); (transfer full). */
char *wabi_transmission_name (WabiRecord *partner, WabiRecord *file);

G_END_DECLS
