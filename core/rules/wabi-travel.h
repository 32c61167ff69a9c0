// SPDX-License-Identifier: AGPL-3.0-or-later
// How long it takes from one visit to the next, and whether there is time for it.

#pragma once

#include "wabi-visit-check.h"

G_BEGIN_DECLS

/**
 * WabiTravelSource:
 * @WABI_TRAVEL_UNKNOWN: nothing is known of one of the places
 * @WABI_TRAVEL_NONE: it is the same place, or one of the two is reached from anywhere (telehealth)
 * @WABI_TRAVEL_RECORDED: somebody wrote it down
 * @WABI_TRAVEL_BY_DISTANCE: worked out from two positions
 * @WABI_TRAVEL_BY_ZIP: guessed from two ZIP codes
 *
 * Where a travel time comes from; a person is always told.
 */
typedef enum
{
  WABI_TRAVEL_UNKNOWN,
  WABI_TRAVEL_NONE,
  WABI_TRAVEL_RECORDED,
  WABI_TRAVEL_BY_DISTANCE,
  WABI_TRAVEL_BY_ZIP,
} WabiTravelSource;

/**
 * WabiTravelPlace:
 * @id: of the location, or of the client whose home it is
 * @name: for words
 * @has_position: whether the position is known
 * @latitude: millionths of a degree, north is positive
 * @longitude: millionths of a degree, east is positive
 * @zip: (nullable): ZIP code, five digits or nine
 */
typedef struct
{
  const char *id;
  const char *name;
  gboolean has_position;
  gint64 latitude;
  gint64 longitude;
  const char *zip;
} WabiTravelPlace;

/** WabiTravel: so many @minutes, over @miles_tenths tenths of a mile (0: not known), as @source says. */
typedef struct
{
  int minutes;
  int miles_tenths;
  WabiTravelSource source;
} WabiTravel;

/**
 * wabi_travel_estimate:
 * @from: a place
 * @to: another
 *
 * Where nobody has written down how long it takes. By position: great circle, a third more for roads, 25 miles an hour, 5 minutes for
 * getting in and out, in steps of 5. By ZIP code: 10 minutes within one, 25 where the first three digits (the sorting center) agree, else 45.
 *
 * Returns: the way, %WABI_TRAVEL_UNKNOWN when neither is known of both
 */
WabiTravel wabi_travel_estimate (const WabiTravelPlace *from, const WabiTravelPlace *to);

/** wabi_travel_source_words: Returns: "recorded", "estimated from the distance", "guessed from ZIP codes"; translated. */
const char *wabi_travel_source_words (WabiTravelSource source);

/**
 * WabiTravelLeg:
 * @visit_id: the other visit
 * @before: whether it is before the one that is judged
 * @other_at: when the other one ends (before) or starts (after)
 * @other_name: where the other one is
 * @way: how long it takes
 *
 * The way from the visit before, or to the one after.
 */
typedef struct
{
  const char *visit_id;
  gboolean before;
  gint64 other_at;
  const char *other_name;
  WabiTravel way;
} WabiTravelLeg;

/**
 * wabi_travel_check:
 * @zone: the practice's
 * @start_at: when the visit starts
 * @end_at: when it ends
 * @place_name: (nullable): where it is
 * @legs: (array length=n_legs): the ways there and on
 * @n_legs: how many
 * @findings: (element-type WabiFinding): where to say it
 *
 * "travel-too-short": blocked where the time is written down, a warning where it is an estimate; with the arithmetic. "travel-enough" else.
 * Says nothing where there is no way to go.
 */
void wabi_travel_check (const char *zone, gint64 start_at, gint64 end_at, const char *place_name, const WabiTravelLeg *legs,
                        gsize n_legs, GPtrArray *findings);

G_END_DECLS
