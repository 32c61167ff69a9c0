// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-open-hours.h"

G_BEGIN_DECLS

/**
 * WabiAlternatives:
 *
 * "Next free times", each a button. Signal "chosen" (start as gint64, microseconds since 1970 UTC).
 */
#define WABI_TYPE_ALTERNATIVES (wabi_alternatives_get_type ())
G_DECLARE_FINAL_TYPE (WabiAlternatives, wabi_alternatives, WABI, ALTERNATIVES, GtkBox)

/**
 * wabi_alternatives_show:
 * @self: from a template
 * @desk: a desk
 * @hours: when people work
 * @visit: (nullable): what could not be held at its time; %NULL hides the list
 *
 * Looks for times in an idle, so that typing and dragging are not held up.
 */
void wabi_alternatives_show (WabiAlternatives *self, WabiDesk *desk, WabiOpenHours *hours, WabiRecord *visit);

G_END_DECLS
