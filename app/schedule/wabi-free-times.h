// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-open-hours.h"

G_BEGIN_DECLS

/**
 * wabi_free_times_find:
 * @desk: a desk
 * @hours: when people work
 * @visit: an appointment, stored or not, with client, staff, times and service
 * @most: how many times are wanted
 *
 * Looks for times of the same length on the same day and the two weeks after it, in the hours of its member of staff, where nothing stands in the way of
 * booking. None is found when what stands in the way is not the time.
 *
 * Returns: (transfer full) (element-type gint64): starts, microseconds since 1970 UTC, in order
 */
GArray *wabi_free_times_find (WabiDesk *desk, WabiOpenHours *hours, WabiRecord *visit, guint most);

G_END_DECLS
