// SPDX-License-Identifier: AGPL-3.0-or-later
// All of the building blocks at once, and the call that makes them usable.

#pragma once

#include "wabi-adaptive-bin.h"
#include "wabi-badge.h"
#include "wabi-banner.h"
#include "wabi-confirm.h"
#include "wabi-empty-state.h"
#include "wabi-finding-list.h"
#include "wabi-finding-row.h"
#include "wabi-graph.h"
#include "wabi-keycap.h"
#include "wabi-matrix.h"
#include "wabi-metric.h"
#include "wabi-picks.h"
#include "wabi-segment.h"
#include "wabi-sidebar.h"
#include "wabi-status-mark.h"
#include "wabi-time-grid.h"
#include "wabi-timer-label.h"
#include "wabi-toggle-group.h"
#include "wabi-trial-strip.h"
#include "wabi-unit-bar.h"

G_BEGIN_DECLS

/**
 * wabi_widgets_init:
 *
 * Registers the resource with style sheet, icons and templates under `/care/wabi/WabiCare`, and all widget
 * types, so that templates can name them. Call once before the application starts (before
 * `AdwApplication::startup`, which loads `style.css` and `style-dark.css` from there); needs no display.
 * Later calls do nothing.
 */
void wabi_widgets_init (void);

G_END_DECLS
