// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of the outward schedule share.

#pragma once

#include "wabi-outward.h"

G_BEGIN_DECLS

/* One visit, as its flags say; NULL where they leave it out. */
WabiIcalEvent *wabi_outward_event_for (const WabiView *view, WabiRecord *visit, WabiOutwardFlags flags);

/* Whether it does not take place. */
gboolean wabi_outward_is_canceled (WabiRecord *visit);

/* Adds one repeating event, with its exceptions, for @visits of the series @id, and to @woven those visits that it tells of; the rest are events
 * of their own. FALSE where they do not follow the rule, or by one that other programs cannot repeat. Sorts @visits. */
gboolean wabi_outward_weave (const WabiView *view, const char *id, GPtrArray *visits, WabiOutwardFlags flags, GPtrArray *events, GHashTable *woven);

G_END_DECLS
