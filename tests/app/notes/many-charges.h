// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "money-fixture.h"

/* @n open charges (or, @paid, charges on paid claims) of @clients clients: each has one of the demo's sessions on every day, with its visit, its session and
 * its note, and a person of its own. */
void many_charges_put (WabiDesk *desk, guint n, guint clients, gboolean paid);

/* The record as a feed brings it: another than it was. */
void many_charges_change (WabiDesk *desk, WabiRecord *record);
