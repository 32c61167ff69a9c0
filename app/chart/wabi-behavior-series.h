// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-graph.h"

G_BEGIN_DECLS

/**
 * wabi_behavior_series_show:
 * @desk: a desk
 * @behavior: a behavior
 * @graph: where to draw it: times in each session, or minutes in each
 * @sessions: (element-type utf8): emptied, then filled with the ids of the sessions, a point each
 *
 * Sessions of the client without the behavior are points at 0; only those since the behavior was first recorded are shown.
 *
 * Returns: (transfer full): the newest value beside the average of those before, in words
 */
char *wabi_behavior_series_show (WabiDesk *desk, WabiRecord *behavior, WabiGraph *graph, GPtrArray *sessions);

G_END_DECLS
