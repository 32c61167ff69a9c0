// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_visit_confirm:
 * @desk: a desk
 * @id: of an appointment
 * @how: "phone", "email", "text", "portal" or "in_person"
 * @error: where to put the refusal
 *
 * Records that the family said that it comes, at the time that stands now.
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_confirm (WabiDesk *desk, const char *id, const char *how, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_unconfirm:
 * @desk: a desk
 * @visit: a confirmed appointment
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_visit_unconfirm (WabiDesk *desk, WabiRecord *visit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_visit_dup_confirmation:
 * @visit: an appointment
 *
 * Returns: (transfer full) (nullable): "Family confirmed by phone", %NULL when it has not
 */
char *wabi_visit_dup_confirmation (WabiRecord *visit);

/**
 * wabi_confirmation_ask:
 * @desk: a desk
 * @visit: an appointment
 * @parent: where it is asked
 *
 * Asks how the family confirmed, and records it; takes the confirmation back where there is one.
 */
void wabi_confirmation_ask (WabiDesk *desk, WabiRecord *visit, GtkWidget *parent);

G_END_DECLS
