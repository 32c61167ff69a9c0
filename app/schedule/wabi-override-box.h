// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiOverrideBox:
 *
 * Under a proof that blocks: who may book against the rules in the way, and, for somebody who may, where to say why.
 *
 * Signals: "changed" (the reason).
 */
#define WABI_TYPE_OVERRIDE_BOX (wabi_override_box_get_type ())
G_DECLARE_FINAL_TYPE (WabiOverrideBox, wabi_override_box, WABI, OVERRIDE_BOX, GtkWidget)

/** wabi_override_box_new: Returns: a box that is not shown while nothing blocks. */
GtkWidget *wabi_override_box_new (void);

/** wabi_override_box_forget: takes the reason out. */
void wabi_override_box_forget (WabiOverrideBox *self);

/** wabi_override_box_may: Returns: whether all that was found last may be gone against by this person, once there is a reason. */
gboolean wabi_override_box_may (WabiOverrideBox *self);

/**
 * wabi_override_box_judge:
 * @self: a box
 * @desk: whose roles count
 * @findings: (nullable) (element-type WabiFinding): what was found; %NULL hides the box
 * @draft: (inout): the appointment, which gets the overrides
 *
 * Returns: whether something blocks and all of it is overridden
 */
gboolean wabi_override_box_judge (WabiOverrideBox *self, WabiDesk *desk, const GPtrArray *findings, WabiRecord *draft);

G_END_DECLS
