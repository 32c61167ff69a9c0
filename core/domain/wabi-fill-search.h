// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-fill.h"
#include "wabi-proof.h"

G_BEGIN_DECLS

/**
 * WabiFillCandidate:
 * @visit: the visit as it would be booked; a make-up names what it makes up for
 * @verdict: its place and the reasons, or why it is passed over
 * @findings: (element-type WabiFinding): the booking proof
 *
 * Somebody for hours that have become free.
 */
typedef struct
{
  WabiRecord *visit;
  WabiFillVerdict verdict;
  GPtrArray *findings;
} WabiFillCandidate;

/** wabi_fill_candidate_free: frees one, (nullable). */
void wabi_fill_candidate_free (WabiFillCandidate *candidate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiFillCandidate, wabi_fill_candidate_free)

/**
 * wabi_fill_list_clients:
 * @context: what is read once
 * @hole: a visit that will not take place
 *
 * Returns: (transfer full) (element-type utf8): ids of the clients who could come instead: all who are served or taken in, but its own
 */
GPtrArray *wabi_fill_list_clients (WabiProofContext *context, WabiRecord *hole);

/**
 * wabi_fill_list_staff:
 * @context: what is read once
 * @hole: a visit that will not take place with its member of staff
 *
 * Returns: (transfer full) (element-type utf8): ids of the clinical staff who could come instead: all but its own
 */
GPtrArray *wabi_fill_list_staff (WabiProofContext *context, WabiRecord *hole);

/**
 * wabi_fill_consider:
 * @context: what is read once
 * @hole: a visit that will not take place
 * @client: who would come in these hours
 * @staff: who would give it
 * @id: id of the new visit
 *
 * Proves the visit like any booking, and weighs it (wabi_fill_judge()). What the client lost before and is open is made up for by it; with the hole's own
 * client it makes up for the hole itself.
 *
 * Returns: (transfer full): the candidate
 */
WabiFillCandidate *wabi_fill_consider (WabiProofContext *context, WabiRecord *hole, const char *client, const char *staff, const char *id);

/** wabi_fill_sort: puts candidates (element-type WabiFillCandidate) in order; those who are equal by id, the same on every computer. */
void wabi_fill_sort (GPtrArray *candidates);

/**
 * wabi_fill_gather:
 * @context: what is read once
 * @visit: a visit, not stored
 * @authorization: (nullable): id of the authorization that it would be booked on
 * @facts: (out caller-allocates): what wabi_fill_judge() wants to know, but the findings
 */
void wabi_fill_gather (WabiProofContext *context, WabiRecord *visit, const char *authorization, WabiFillFacts *facts);

G_END_DECLS
