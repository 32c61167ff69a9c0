// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * WabiBearing:
 * @WABI_BEARS_ON_ALL: whatever charge it is
 * @WABI_BEARS_ON_CLIENT: the charges of the client that the record names
 * @WABI_BEARS_ON_BOTH: those of the client and those of the person who gave it: nobody is in two places
 * @WABI_BEARS_AS_CLIENT: the record is the client; the words of others say its name, where the same person was with both
 * @WABI_BEARS_BY_NOTE: those of the client of the note that the record names
 * @WABI_BEARS_NOT: it is read, but only a booking is judged by it
 *
 * On which charges' readiness a change of a record bears.
 */
typedef enum
{
  WABI_BEARS_ON_ALL,
  WABI_BEARS_ON_CLIENT,
  WABI_BEARS_ON_BOTH,
  WABI_BEARS_AS_CLIENT,
  WABI_BEARS_BY_NOTE,
  WABI_BEARS_NOT,
} WabiBearing;

/** WabiKindBearing: what a change of a record of @kind bears on */
typedef struct
{
  const WabiKind *kind;
  WabiBearing bearing;
} WabiKindBearing;

/**
 * wabi_charge_list_bearings:
 * @n: (out): how many
 *
 * Every kind that wabi_charge_judge() reads for a charge whose note is signed. References to clients and to people of staff never change in a record
 * of these kinds, so that what it says now is what it said.
 *
 * Returns: (array length=n): them
 */
const WabiKindBearing *wabi_charge_list_bearings (gsize *n);

/**
 * wabi_charge_find_touched:
 * @view: where to look
 * @bearing: one of the list
 * @id: id of a record of its kind that changed
 * @clients: set of ids to add to
 * @staff: set of ids to add to
 *
 * Whose charges have to be judged anew.
 *
 * Returns: %FALSE where it may be anybody's: the record is gone, or bears on all
 */
gboolean wabi_charge_find_touched (const WabiView *view, const WabiKindBearing *bearing, const char *id, GHashTable *clients, GHashTable *staff);

G_END_DECLS
