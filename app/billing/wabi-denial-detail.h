// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

#define WABI_TYPE_DENIAL_DETAIL (wabi_denial_detail_get_type ())
G_DECLARE_FINAL_TYPE (WabiDenialDetail, wabi_denial_detail, WABI, DENIAL_DETAIL, GtkWidget)

/** wabi_denial_detail_set_desk: gives @self its desk, once. */
void wabi_denial_detail_set_desk (WabiDenialDetail *self, WabiDesk *desk);

/**
 * wabi_denial_detail_show:
 * @self: the detail
 * @denials: (nullable) (element-type WabiRecord): of one claim for one reason: one piece of work; at least one
 *
 * Its sessions, what it means, what to look at, the ways out as buttons, and what was done. A way out is gone for all of them, as one step of undo.
 */
void wabi_denial_detail_show (WabiDenialDetail *self, GPtrArray *denials);

/** wabi_denial_dup_reason: Returns: (transfer full): the reason of @denial in words, translated. */
char *wabi_denial_dup_reason (WabiRecord *denial);

/**
 * wabi_denial_get_clock:
 * @desk: the desk
 * @denial: a denial
 * @level: (out): 0 below half of the time, 1 from 50 %, 2 from 75 %, 3 from 90 %, 4 when it is over
 * @left: (out): days left, negative when it is over
 *
 * The denial's own deadline, else the days that the payer gives for appeals (90 where it does not say), from the remittance on.
 *
 * Returns: the last day
 */
WabiDay wabi_denial_get_clock (WabiDesk *desk, WabiRecord *denial, int *level, int *left);

G_END_DECLS
