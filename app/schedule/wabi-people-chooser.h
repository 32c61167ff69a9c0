// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiPeopleChooser:
 *
 * A button that opens a list of clients or staff of which some can be ticked; none ticked stands for all.
 */
#define WABI_TYPE_PEOPLE_CHOOSER (wabi_people_chooser_get_type ())
G_DECLARE_FINAL_TYPE (WabiPeopleChooser, wabi_people_chooser, WABI, PEOPLE_CHOOSER, GtkWidget)

/**
 * wabi_people_chooser_set_up:
 * @self: a chooser
 * @desk: a desk
 * @kind: clients or staff
 */
void wabi_people_chooser_set_up (WabiPeopleChooser *self, WabiDesk *desk, const WabiKind *kind);

/**
 * wabi_people_chooser_get_ids:
 * @self: a chooser
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): who is ticked, until that changes; %NULL for all
 */
const char *const *wabi_people_chooser_get_ids (WabiPeopleChooser *self);

G_END_DECLS
