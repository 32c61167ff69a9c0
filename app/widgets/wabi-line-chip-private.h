// SPDX-License-Identifier: AGPL-3.0-or-later
// One segment in a single line: a widget without children that draws its words, for places that show hundreds.

#pragma once

#include "wabi-segment.h"

G_BEGIN_DECLS

#define WABI_TYPE_LINE_CHIP (wabi_line_chip_get_type ())
G_DECLARE_FINAL_TYPE (WabiLineChip, wabi_line_chip, WABI, LINE_CHIP, GtkWidget)

/* Makes a line that shows nothing yet. */
GtkWidget *wabi_line_chip_new (void);

/* Shows @segment, as the selected one and as one of the picked ones. */
void wabi_line_chip_set_segment (WabiLineChip *self, WabiSegment *segment, gboolean selected, gboolean picked);

/* Returns: (nullable): the segment shown. */
WabiSegment *wabi_line_chip_get_segment (WabiLineChip *self);

G_END_DECLS
