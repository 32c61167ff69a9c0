// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer's history says of one charge, as rows of a list.

#pragma once

#include "wabi-finding-list.h"
#include "wabi-learned.h"

G_BEGIN_DECLS

/**
 * wabi_learned_show_charge:
 * @list: a list of findings
 * @desk: the desk
 * @charge: a charge
 *
 * Its time to file, how likely it is denied and why, what is usually allowed for it and when that is usually paid.
 *
 * Returns: how many rows there are
 */
guint wabi_learned_show_charge (WabiFindingList *list, WabiDesk *desk, WabiRecord *charge);

G_END_DECLS
