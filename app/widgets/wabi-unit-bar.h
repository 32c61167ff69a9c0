// SPDX-License-Identifier: AGPL-3.0-or-later
// How an authorization's units are spent: delivered, booked, asked for now, and what goes over.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiUnitParts:
 * @total: units authorized; 0 means that there are none
 * @delivered: units already used by sessions that took place
 * @booked: units of future appointments
 * @proposed: units of what is being booked now
 *
 * Plain numbers for a bar. What of them exceeds @total is shown as over.
 */
typedef struct
{
  guint total;
  guint delivered;
  guint booked;
  guint proposed;
} WabiUnitParts;

#define WABI_TYPE_UNIT_BAR (wabi_unit_bar_get_type ())
G_DECLARE_FINAL_TYPE (WabiUnitBar, wabi_unit_bar, WABI, UNIT_BAR, GtkWidget)

/**
 * wabi_unit_bar_new:
 *
 * Returns: an empty bar, 6 px high
 */
GtkWidget *wabi_unit_bar_new (void);

/**
 * wabi_unit_bar_set_parts:
 * @self: a bar
 * @parts: what to show; copied
 */
void wabi_unit_bar_set_parts (WabiUnitBar *self, const WabiUnitParts *parts);

/**
 * wabi_unit_bar_set_fraction:
 * @self: a bar
 * @fraction: 0 to 1
 *
 * For a plain progress bar in the same look (a target's trials, a budget): only the first segment.
 */
void wabi_unit_bar_set_fraction (WabiUnitBar *self, double fraction);

G_END_DECLS
