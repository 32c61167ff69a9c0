// SPDX-License-Identifier: AGPL-3.0-or-later
// A plan in words: how good it is, why a visit is as it is, what kept a need from being met.

#pragma once

#include "wabi-week-plan.h"

G_BEGIN_DECLS

/**
 * wabi_week_words_gap:
 * @value: points of the plan
 * @bound: points that no plan can exceed; %G_MAXINT64 for not known
 *
 * Returns: (transfer full): "within 1.3 % of the best possible"
 */
char *wabi_week_words_gap (gint64 value, gint64 bound);

/**
 * wabi_week_words_reason:
 * @reason: why a visit is as it is
 * @waits: whether the client is on the waiting list for it
 *
 * Returns: (transfer full): sentences
 */
char *wabi_week_words_reason (const WabiPlanReason *reason, gboolean waits);

/**
 * wabi_week_words_unmet:
 * @unmet: what could not be placed
 *
 * Returns: (transfer full): a sentence that names what bound it
 */
char *wabi_week_words_unmet (const WabiWeekUnmet *unmet);

/**
 * wabi_week_words_hours:
 * @slots: slots of the planning grid
 *
 * Returns: (transfer full): "12.5 h"
 */
char *wabi_week_words_hours (int slots);

G_END_DECLS
