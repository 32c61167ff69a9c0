// SPDX-License-Identifier: AGPL-3.0-or-later
// Practices made by seed, to plan for.

#pragma once

#include "wabi-plan-problem.h"

/**
 * made_practice_new:
 * @clients: how many clients
 * @staff: how many people, of whom one in eight is a BCBA
 * @seed: the same seed gives the same practice
 *
 * A week from Monday to Saturday. Most clients come to the center, others are seen at home; small children at any time, others before or
 * after school. Direct therapy (97153), supervision within it (97155) and family guidance (97156).
 *
 * Returns: (transfer full): its planning problem
 */
WabiPlanProblem *made_practice_new (gint clients, gint staff, guint seed);

/**
 * made_practice_limit:
 * @problem: a made practice
 * @seed: the same seed gives the same limits
 *
 * Puts more in the way: rooms at the center (two for five clients who come there, some of them held at times), what the month leaves some people,
 * hours of family guidance for each BCBA, hours of one client, and supervision that technicians are owed.
 */
void made_practice_limit (WabiPlanProblem *problem, guint seed);
