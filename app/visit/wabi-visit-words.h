// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-finding.h"
#include "wabi-record.h"
#include "wabi-widgets.h"

G_BEGIN_DECLS

/**
 * wabi_visit_has_status:
 * @visit: an appointment
 * @words: statuses with one blank between them
 *
 * Returns: whether its status is one of @words
 */
gboolean wabi_visit_has_status (WabiRecord *visit, const char *words);

/**
 * wabi_visit_takes_place:
 * @visit: an appointment
 *
 * Returns: whether it will take place, takes place or took place; not when canceled, missed, withdrawn or only proposed
 */
gboolean wabi_visit_takes_place (WabiRecord *visit);

/**
 * wabi_visit_needs_hand:
 * @visit: an appointment
 *
 * Returns: whether a person must choose between two versions of it
 */
gboolean wabi_visit_needs_hand (WabiRecord *visit);

/**
 * wabi_visit_dup_state:
 * @visit: an appointment
 *
 * Returns: (transfer full): its state in words: "Booked", "Canceled by family: client ill"
 */
char *wabi_visit_dup_state (WabiRecord *visit);

/**
 * wabi_visit_get_segment_state:
 * @visit: an appointment
 *
 * Returns: how the grid shows it; one that the service has not confirmed is pending
 */
WabiSegmentState wabi_visit_get_segment_state (WabiRecord *visit);

/**
 * wabi_visit_get_badge_kind:
 * @visit: an appointment
 *
 * Returns: the color of its state's badge, which repeats what the word says
 */
WabiBadgeKind wabi_visit_get_badge_kind (WabiRecord *visit);

/**
 * wabi_visit_get_place:
 * @code: (nullable): a place of service
 *
 * Returns: (transfer none): "Clinic"; the code itself when it is not known
 */
const char *wabi_visit_get_place (const char *code);

/**
 * wabi_visit_get_who:
 * @by: (nullable): "family", "staff", "clinic" or "payer"
 *
 * Returns: (transfer none): the same in the person's language, as in "Canceled by family"
 */
const char *wabi_visit_get_who (const char *by);

/**
 * wabi_visit_show_findings:
 * @list: where to show them
 * @findings: (element-type WabiFinding): what a rule found
 *
 * What blocks comes first, then what to look at; ways on say where they lead, and their ids are "way|subject".
 */
void wabi_visit_show_findings (WabiFindingList *list, GPtrArray *findings);

/**
 * wabi_visit_follow_way:
 * @way: what `way-activated` said
 * @place: (out) (transfer none) (nullable): the place that mends it, %NULL when it is mended right here
 * @id: (out) (transfer none) (nullable): the record to open there; points into @way
 */
void wabi_visit_follow_way (const char *way, const char **place, const char **id);

/**
 * wabi_visit_show_overridden:
 * @desk: a desk
 * @visit: an appointment
 * @findings: (element-type WabiFinding) (inout): its proof
 *
 * What was overridden, with a reason that is for this time, person and service, does not block any more; the reason and who gave it are
 * told with it. Reasons for rules that do not stand in the way (any more) are told besides.
 */
void wabi_visit_show_overridden (WabiDesk *desk, WabiRecord *visit, GPtrArray *findings);

G_END_DECLS
