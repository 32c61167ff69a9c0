// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-week.h"

G_BEGIN_DECLS

/**
 * WabiWeekDraft:
 *
 * What a plan suggests and nobody has accepted yet. It lives in this window only.
 */
typedef struct _WabiWeekDraft WabiWeekDraft;

/**
 * wabi_week_draft_new:
 * @desk: a desk
 * @visits: (transfer full) (element-type WabiWeekVisit): what would be booked or moved
 *
 * Returns: (transfer full): a draft
 */
WabiWeekDraft *wabi_week_draft_new (WabiDesk *desk, GPtrArray *visits);

/**
 * wabi_week_draft_free:
 * @draft: (transfer full) (nullable): what to free
 */
void wabi_week_draft_free (WabiWeekDraft *draft);

/**
 * wabi_week_draft_get_slots:
 * @draft: a draft
 *
 * Returns: (transfer none): #WabiPlanSlot of what can still be accepted
 */
GListModel *wabi_week_draft_get_slots (WabiWeekDraft *draft);

/**
 * wabi_week_draft_list_refused:
 * @draft: a draft
 *
 * Returns: (transfer none) (element-type WabiWeekVisit): what the booking proof does not let pass
 */
GPtrArray *wabi_week_draft_list_refused (WabiWeekDraft *draft);

/**
 * wabi_week_draft_accept:
 * @draft: a draft
 * @id: (nullable): id of a slot; %NULL for all
 * @error: where to put why it cannot be
 *
 * Books and moves through the ordinary commands, all or none, as one step of undo. What was accepted leaves the slots.
 *
 * Returns: whether it was done
 */
gboolean wabi_week_draft_accept (WabiWeekDraft *draft, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_week_draft_decline:
 * @draft: a draft
 * @id: id of a slot
 */
void wabi_week_draft_decline (WabiWeekDraft *draft, const char *id);

G_END_DECLS
