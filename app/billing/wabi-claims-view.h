// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiClaimsView:
 *
 * The claims that were made: their state, their lines, their file. Signal "file-requested" (id of the file, control number of the claim).
 */
#define WABI_TYPE_CLAIMS_VIEW (wabi_claims_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiClaimsView, wabi_claims_view, WABI, CLAIMS_VIEW, GtkWidget)

/**
 * wabi_claims_view_set_desk:
 * @self: a view
 * @desk: the desk
 */
void wabi_claims_view_set_desk (WabiClaimsView *self, WabiDesk *desk);

/**
 * wabi_claims_view_set_search:
 * @self: a view
 * @text: what was typed
 */
void wabi_claims_view_set_search (WabiClaimsView *self, const char *text);

/**
 * wabi_claims_view_open:
 * @self: a view
 * @id: id of a claim
 */
void wabi_claims_view_open (WabiClaimsView *self, const char *id);

/**
 * wabi_claims_view_set_side:
 * @self: a view
 * @visible: whether the lines of the selected claim are shown beside
 */
void wabi_claims_view_set_side (WabiClaimsView *self, gboolean visible);

G_END_DECLS
