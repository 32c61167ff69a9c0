// SPDX-License-Identifier: AGPL-3.0-or-later
// Rooms and equipment: as many visits at once as there is capacity for.

#pragma once

#include "wabi-visit-check.h"

G_BEGIN_DECLS

/** WabiHolding: a visit, named @visit_id (nullable), that holds a room or a thing in [@start_at, @end_at), with
 * @who (nullable) in words. */
typedef struct
{
  const char *visit_id;
  gint64 start_at;
  gint64 end_at;
  const char *who;
} WabiHolding;

/**
 * WabiResourceUse:
 * @id: of the room or thing
 * @name: what people call it
 * @equipment: a thing, not a room
 * @capacity: visits at once; less than 1 counts as 1
 * @closed: not in use any more
 * @elsewhere: (nullable): name of the place where it is, when that is not where the visit is
 * @holdings: (array length=n_holdings): other visits that hold it around then
 *
 * Something that the visit wants to hold.
 */
typedef struct
{
  const char *id;
  const char *name;
  gboolean equipment;
  int capacity;
  gboolean closed;
  const char *elsewhere;
  const WabiHolding *holdings;
  gsize n_holdings;
} WabiResourceUse;

/**
 * wabi_capacity_peak:
 * @use: what is held
 * @visit_id: (nullable): a visit that does not count, since it is judged itself
 * @start_at: from when
 * @end_at: until when, excluded
 *
 * Returns: most visits that hold it at one moment of the time
 */
int wabi_capacity_peak (const WabiResourceUse *use, const char *visit_id, gint64 start_at, gint64 end_at);

/**
 * wabi_capacity_check:
 * @zone: the practice's
 * @visit_id: (nullable): the visit that is judged
 * @uses: (array length=n_uses): what it wants to hold
 * @n_uses: how many
 * @dates: (array length=n_dates): when
 * @n_dates: how many
 * @findings: (element-type WabiFinding): where to say it
 *
 * "room-double-booked" and "equipment-double-booked" block, "resource-closed" too, "resource-elsewhere" warns; "resources-free" when
 * all is well. Says nothing when nothing is wanted.
 */
void wabi_capacity_check (const char *zone, const char *visit_id, const WabiResourceUse *uses, gsize n_uses,
                          const WabiOccurrence *dates, gsize n_dates, GPtrArray *findings);

G_END_DECLS
