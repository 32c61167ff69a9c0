// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is covered: what payers were asked, what they said, and what keeps them from being asked.

#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_ELIGIBILITY_VIEW (wabi_eligibility_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiEligibilityView, wabi_eligibility_view, WABI, ELIGIBILITY_VIEW, GtkWidget)

/** wabi_eligibility_view_new: Returns: (transfer floating): the pane of @desk's practice. */
GtkWidget *wabi_eligibility_view_new (WabiDesk *desk);

/** wabi_eligibility_form: asks for the monthly check of the caseload, over @parent. */
void wabi_eligibility_form (WabiDesk *desk, GtkWindow *parent);

G_END_DECLS
