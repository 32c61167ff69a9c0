// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-money-book.h"

G_BEGIN_DECLS

/* Leg number @index of an entry; its texts are borrowed. FALSE behind the last. */
gboolean wabi_money_read_leg (WabiRecord *entry, guint index, WabiMoneyLeg *out);

G_END_DECLS
