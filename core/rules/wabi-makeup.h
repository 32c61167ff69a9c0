// SPDX-License-Identifier: AGPL-3.0-or-later
// The ledger of lost hours: what was owed, what was made up, what is lost for good, what is still open.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiMakeupState:
 * @WABI_MAKEUP_LOST: canceled, or the family did not come
 * @WABI_MAKEUP_BOOKED: still to come
 * @WABI_MAKEUP_HELD: held
 */
typedef enum
{
  WABI_MAKEUP_LOST,
  WABI_MAKEUP_BOOKED,
  WABI_MAKEUP_HELD,
} WabiMakeupState;

/**
 * WabiMakeupVisit:
 * @id: of the visit
 * @makeup_for: (nullable): id of the visit that it makes up for
 * @day: its day
 * @minutes: its length; of one that was held, the time that it was held
 * @waived: of a lost one: nobody wants a make-up
 */
typedef struct
{
  const char *id;
  const char *makeup_for;
  WabiDay day;
  int minutes;
  WabiMakeupState state;
  gboolean waived;
} WabiMakeupVisit;

/**
 * WabiMakeupHours:
 * @owed: minutes that were lost
 * @recovered: of these, made up by visits that were held
 * @lost: of these, lost for good: the authorization has ended, or nobody wants a make-up
 * @open: of these, still to be made up; owed = recovered + lost + open, always
 * @booked: of what is open, on the calendar already
 */
typedef struct
{
  int owed, recovered, lost, open, booked;
} WabiMakeupHours;

/** WabiMakeupLine: the visit at @index of the array was lost, and this is what became of its time. */
typedef struct
{
  gsize index;
  WabiMakeupHours hours;
} WabiMakeupLine;

/**
 * wabi_makeup_sum:
 * @visits: (array length=n_visits): of one client on one authorization
 * @n_visits: how many
 * @from: first day of the authorization
 * @to: last day, %WABI_DAY_NONE when it has none
 * @today: the day
 * @sums: (out): the whole ledger
 *
 * A lost visit owes its minutes; a make-up pays those of the one that it names, at most all of them, when it is held within the authorization. A make-up
 * that was itself canceled owes nothing more: what it was for is still open, and a make-up of it pays for the first. After the last day what is
 * open is lost.
 *
 * Returns: (transfer full) (element-type WabiMakeupLine): one for each lost visit within the authorization, in the order of @visits
 */
GArray *wabi_makeup_sum (const WabiMakeupVisit *visits, gsize n_visits, WabiDay from, WabiDay to, WabiDay today, WabiMakeupHours *sums);

G_END_DECLS
