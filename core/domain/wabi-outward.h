// SPDX-License-Identifier: AGPL-3.0-or-later
// The schedule as others see it: visits as events of a calendar, with no more of a client than was allowed.

#pragma once

#include "wabi-domain.h"
#include "wabi-ical.h"

G_BEGIN_DECLS

/** WABI_OUTWARD_UID: what ends the UID of an event that is a visit of ours; before it stands the visit's id. */
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
 * wabi_outward_add_person:
 * @calendar: where events are added
 * @view: where to look
 * @staff: id of a member of staff
 * @names: whether clients' names may leave the practice
 * @from: first instant
 * @to: the instant after the last
 *
 * Adds the person's visits and blocked time. A visit that was withdrawn, or is another's now, is not there; a canceled one says so.
 */
void wabi_outward_add_person (WabiIcalCalendar *calendar, const WabiView *view, const char *staff, gboolean names, gint64 from, gint64 to);

/**
 * wabi_visit_is_confirmed:
 * @visit: an appointment
 *
 * Returns: whether the family confirmed the start that the visit has now
 */
gboolean wabi_visit_is_confirmed (WabiRecord *visit);

G_END_DECLS
