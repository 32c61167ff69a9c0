// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof-context.h"
#include "wabi-schedule-check.h"

G_BEGIN_DECLS

/**
 * wabi_place_dup_of:
 * @context: what many proofs share
 * @visit: an appointment
 *
 * Where somebody has to be for it: the location, or the client whose home it is. An office that is not named is the practice's only one.
 *
 * Returns: (transfer full) (nullable): id of a location or client; %NULL for telehealth, and where it is not known
 */
char *wabi_place_dup_of (WabiProofContext *context, WabiRecord *visit);

/**
 * wabi_place_dup_name:
 * @context: what many proofs share
 * @id: (nullable): of a location or client
 *
 * Returns: (transfer full): "North clinic", "Mila’s home"; "another place" where it is not known
 */
char *wabi_place_dup_name (WabiProofContext *context, const char *id);

/**
 * wabi_place_find_way:
 * @context: what many proofs share
 * @from: (nullable): id of a location or client
 * @to: (nullable): the other
 *
 * What is written down, in this direction or the other one; else an estimate.
 *
 * Returns: how long it takes, and where that comes from
 */
WabiTravel wabi_place_find_way (WabiProofContext *context, const char *from, const char *to);

/*
 * For wabi_proof_new_in(): texts and arrays (of GArray) keep what the facts borrow.
 */

/** wabi_proof_add_blocks: appends to @visits (element-type WabiVisit) what else takes the time of the staff member of @visit. */
void wabi_proof_add_blocks (WabiProofContext *context, const WabiVisit *visit, GArray *visits);

/** wabi_proof_gather_places: room, equipment, and the ways from the visit before and to the one after. */
void wabi_proof_gather_places (WabiProofContext *context, WabiRecord *visit, WabiScheduleFacts *facts, GPtrArray *texts, GPtrArray *arrays);

/** wabi_proof_gather_limits: limits of hours, and the work that they count. */
void wabi_proof_gather_limits (WabiProofContext *context, WabiScheduleFacts *facts, GPtrArray *arrays);

G_END_DECLS
