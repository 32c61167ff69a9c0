// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-auth-ledger.h"

G_BEGIN_DECLS

/**
 * WabiBurnDown:
 *
 * How the units of an authorization go down: a broken line for an even pace, a full one for what was used up to today, and a thin one for
 * what is booked after it.
 */
#define WABI_TYPE_BURN_DOWN (wabi_burn_down_get_type ())
G_DECLARE_FINAL_TYPE (WabiBurnDown, wabi_burn_down, WABI, BURN_DOWN, GtkWidget)

/**
 * wabi_burn_down_new:
 * @auth: the authorization
 * @line: a line of its ledger with weeks
 * @today: the day up to which units were used
 *
 * Returns: the chart
 */
GtkWidget *wabi_burn_down_new (const WabiAuthorization *auth, const WabiLedgerLine *line, WabiDay today);

G_END_DECLS
