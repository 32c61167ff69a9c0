// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-target-track.h"

G_BEGIN_DECLS

/**
 * WabiTargetDetail:
 *
 * A target, or a behavior, at full size: graph with its lines, what is missing for mastery, criterion. Its buttons name the page's actions
 * ("programs.…").
 */
#define WABI_TYPE_TARGET_DETAIL (wabi_target_detail_get_type ())
G_DECLARE_FINAL_TYPE (WabiTargetDetail, wabi_target_detail, WABI, TARGET_DETAIL, AdwBin)

/**
 * wabi_target_detail_new:
 * @desk: a desk
 * @may_edit: whether the person designs programs
 *
 * Returns: an empty detail
 */
GtkWidget *wabi_target_detail_new (WabiDesk *desk, gboolean may_edit);

/**
 * wabi_target_detail_show_target:
 * @self: a detail
 * @target: what to show
 * @track: (transfer none): how it goes; must outlive what is shown
 */
void wabi_target_detail_show_target (WabiTargetDetail *self, WabiRecord *target, WabiTargetTrack *track);

/**
 * wabi_target_detail_show_behavior:
 * @self: a detail
 * @behavior: what to show
 */
void wabi_target_detail_show_behavior (WabiTargetDetail *self, WabiRecord *behavior);

G_END_DECLS
