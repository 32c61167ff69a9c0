// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wabi_collect_dup_words:
 * @desk: a desk
 * @visit: an appointment
 *
 * What the front desk asks the family for at the visit, by the payer's last answer and what was paid that day.
 *
 * Returns: (transfer full) (nullable): "Copay $25.00 to collect"; %NULL for nothing, for a visit that does not take place, and for who may not
 *   record payments
 */
char *wabi_collect_dup_words (WabiDesk *desk, WabiRecord *visit);

/** wabi_collect_method_words: Returns: "Check" for "check", translated; empty for a word that is none. */
const char *wabi_collect_method_words (const char *method);

/**
 * wabi_collect_ask:
 * @desk: a desk
 * @client: whose family pays
 * @cents: what stands in the form at first, 0 for nothing
 * @parent: where it is asked
 *
 * Asks for a payment and records it.
 */
void wabi_collect_ask (WabiDesk *desk, const char *client, gint64 cents, GtkWidget *parent);

/**
 * wabi_collect_ask_at:
 * @desk: a desk
 * @visit: an appointment
 * @parent: where it is asked
 *
 * As wabi_collect_ask(), with the copayment of that day.
 */
void wabi_collect_ask_at (WabiDesk *desk, WabiRecord *visit, GtkWidget *parent);

G_END_DECLS
