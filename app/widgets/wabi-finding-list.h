// SPDX-License-Identifier: AGPL-3.0-or-later
// The proof beside a decision: findings one under the other, updated in place while a person types.

#pragma once

#include "wabi-finding-row.h"

G_BEGIN_DECLS

#define WABI_TYPE_FINDING_LIST (wabi_finding_list_get_type ())
G_DECLARE_FINAL_TYPE (WabiFindingList, wabi_finding_list, WABI, FINDING_LIST, GtkWidget)

/**
 * wabi_finding_list_new:
 * @accessible_label: what is judged ("Billable, checked before you save")
 *
 * Signal `way-activated` (const char *finding_id, const char *way_id).
 *
 * Returns: an empty list
 */
GtkWidget *wabi_finding_list_new (const char *accessible_label);

/**
 * wabi_finding_list_set_findings:
 * @self: a list
 * @findings: (array length=n_findings): what to show, in this order; copied
 * @n_findings: how many
 *
 * Rows of findings whose id stays are updated in place and keep the focus.
 */
void wabi_finding_list_set_findings (WabiFindingList *self, const WabiFindingItem *findings,
                                     guint n_findings);

/**
 * wabi_finding_list_get_worst:
 * @self: a list
 *
 * Returns: %WABI_MARK_BLOCKED if any finding blocks, else warning, else pending, else passed; none when empty
 */
WabiMarkKind wabi_finding_list_get_worst (WabiFindingList *self);

G_END_DECLS
