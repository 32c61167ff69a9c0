// SPDX-License-Identifier: AGPL-3.0-or-later
// The schedule as others see it: visits as events of a calendar, with no more of a client than was allowed.

#pragma once

#include "wabi-domain.h"
#include "wabi-ical.h"

G_BEGIN_DECLS

/** WABI_OUTWARD_UID: what ends the UID of an event that is a visit or a series of ours; before it stands its id. */
#define WABI_OUTWARD_UID "@visits.wabi.care"

/**
 * wabi_outward_event:
 * @view: where to look
 * @visit: an appointment
 * @names: whether the client's name may leave the practice
 *
 * The UID is the visit's for ever, SEQUENCE its version. Without @names nothing tells who is served or where a family lives: the service, and the
 * practice's own location.
 *
 * Returns: (transfer full): the event
 */
WabiIcalEvent *wabi_outward_event (const WabiView *view, WabiRecord *visit, gboolean names);

/**
 * WabiOutwardFlags:
 * @WABI_OUTWARD_NAMES: clients' names may leave the practice
 * @WABI_OUTWARD_STAFF: it is a calendar of several people: each event says whose it is
 * @WABI_OUTWARD_STANDING: only what takes place; what was canceled is not there, instead of saying so
 *
 * What a calendar tells.
 */
typedef enum
{
  WABI_OUTWARD_NAMES = 1 << 0,
  WABI_OUTWARD_STAFF = 1 << 1,
  WABI_OUTWARD_STANDING = 1 << 2,
} WabiOutwardFlags;

/**
 * wabi_outward_add_visits:
 * @calendar: where events are added
 * @view: where to look
 * @visits: (element-type WabiRecord): appointments
 * @flags: what is told of them
 *
 * Those that follow the rule of a series become one event that repeats (RRULE, EXDATE for what is not among @visits, RECURRENCE-ID for what differs),
 * under the series' id. A series becomes single events where fewer than two, or less than half, of its dates are there; where its rule is none that
 * Outlook takes (MS-OXCICAL, section 2.1.3.2.2); and for single dates: those that the rule does not give, and those that were moved over a neighbor.
 * An event is never left out.
 */
void wabi_outward_add_visits (WabiIcalCalendar *calendar, const WabiView *view, GPtrArray *visits, WabiOutwardFlags flags);

/**
 * wabi_outward_add_person:
 * @calendar: where events are added
 * @view: where to look
 * @staff: (nullable): id of a member of staff; %NULL for visits of everybody
 * @flags: what is told
 * @from: first instant
 * @to: the instant after the last
 *
 * Adds the person's visits and blocked time, and of each series that has a visit there all that the person has, so that the event of the series is the
 * same on every day on which it is asked for. A visit that was withdrawn, or is another's now, is not there; a canceled one says so.
 */
void wabi_outward_add_person (WabiIcalCalendar *calendar, const WabiView *view, const char *staff, WabiOutwardFlags flags, gint64 from, gint64 to);

/**
 * wabi_visit_is_confirmed:
 * @visit: an appointment
 *
 * Returns: whether the family confirmed the start that the visit has now
 */
gboolean wabi_visit_is_confirmed (WabiRecord *visit);

G_END_DECLS
