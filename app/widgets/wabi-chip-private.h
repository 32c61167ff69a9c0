// SPDX-License-Identifier: AGPL-3.0-or-later
// One segment in a column: service color, who, what, state.

#pragma once

#include "wabi-segment.h"

G_BEGIN_DECLS

#define WABI_TYPE_CHIP (wabi_chip_get_type ())
G_DECLARE_FINAL_TYPE (WabiChip, wabi_chip, WABI, CHIP, GtkWidget)

/* Makes a chip that shows nothing yet. Its actions `chip.open`, `chip.cancel` and `chip.menu`, which
 * assistive technology offers as its verbs, emit the signal `intent` (const char *verb). */
GtkWidget *wabi_chip_new (void);

/* Shows @segment. */
void wabi_chip_set_segment (WabiChip *self, WabiSegment *segment);

/* Returns: (nullable): the segment shown. */
WabiSegment *wabi_chip_get_segment (WabiChip *self);

/* Marks the chip as one of several that are picked. */
void wabi_chip_set_picked (WabiChip *self, gboolean picked);

/* Returns: the style class of @state on whatever shows a segment. */
const char *wabi_segment_state_to_css_class (WabiSegmentState state);

/* Marks the chip as the one whose companion is open. */
void wabi_chip_set_selected (WabiChip *self, gboolean selected);

G_END_DECLS
