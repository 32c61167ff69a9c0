// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof.h"

G_BEGIN_DECLS

/**
 * WabiSlot:
 * @staff: id of who would give it
 * @starts_at: when
 * @ends_at: until when
 * @other_staff: whether it is the wanted time with somebody else
 * @on_team: of another: whether the client knows them: on the care team, their BCBA, or from visits of the last two months
 * @findings: (element-type WabiFinding): what the booking proof says of it; nothing of it blocks
 *
 * Another way to hold a visit.
 */
typedef struct
{
  char *staff;
  gint64 starts_at, ends_at;
  gboolean other_staff;
  gboolean on_team;
  GPtrArray *findings;
} WabiSlot;

/**
 * wabi_slot_free:
 * @slot: (transfer full) (nullable): what to free
 */
void wabi_slot_free (WabiSlot *slot);

/**
 * wabi_slots_find:
 * @view: where to look
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 * @visit: an appointment that cannot be held as it is wanted, with client, staff, times and service; stored or not
 * @most: how many of each sort
 *
 * Other ways to hold it: with the same member of staff at the nearest free times within two weeks, and at the same time with other staff who
 * are free and may give it, those whom the client knows first. Each is proved like any booking (availability of client and staff, authorization and
 * units, credentials, overlaps), so what is offered can be booked. The work is bounded: some dozens of proofs.
 *
 * Returns: (transfer full) (element-type WabiSlot): the times first, by their distance; then the people
 */
GPtrArray *wabi_slots_find (const WabiView *view, const char *zone, gint64 now, WabiRecord *visit, guint most);

G_END_DECLS
