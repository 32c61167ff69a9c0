// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-charge-item.h"

G_BEGIN_DECLS

/**
 * wabi_mend_get_label:
 * @way: the way on of a finding
 *
 * Returns: (nullable): words for the link to it; %NULL when there is nothing to open
 */
const char *wabi_mend_get_label (const char *way);

/**
 * wabi_mend_open:
 * @parent: a widget in the window that asks
 * @desk: the desk
 * @charge: the charge that is held up
 * @way: the way on of a finding
 *
 * Goes to the place, or asks for what is missing right here.
 */
void wabi_mend_open (GtkWidget *parent, WabiDesk *desk, WabiRecord *charge, const char *way);

/**
 * wabi_mend_open_all:
 * @parent: a widget in the window
 * @desk: the desk
 * @alike: (element-type WabiRecord): charges that the same stands in the way of, the one that was chosen first
 * @way: where it is mended
 *
 * As wabi_mend_open(), once for all of them: what is recorded mends each, and each is checked again.
 */
void wabi_mend_open_all (GtkWidget *parent, WabiDesk *desk, GPtrArray *alike, const char *way);

G_END_DECLS
