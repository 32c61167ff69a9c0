// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiCancelDialog:
 *
 * Asks who cancels a session and why, and cancels it. What was done can be undone.
 */
#define WABI_TYPE_CANCEL_DIALOG (wabi_cancel_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WabiCancelDialog, wabi_cancel_dialog, WABI, CANCEL_DIALOG, AdwWindow)

/**
 * wabi_cancel_dialog_present:
 * @desk: a desk
 * @visit: an appointment that may be canceled
 * @parent: (nullable): a widget of the window that asks
 *
 * Returns: (transfer none): the dialog, shown; GTK owns it
 */
WabiCancelDialog *wabi_cancel_dialog_present (WabiDesk *desk, WabiRecord *visit, GtkWidget *parent);

/**
 * wabi_cancel_dialog_present_many:
 * @desk: a desk
 * @visits: (element-type WabiRecord): at least one appointment
 * @parent: (nullable): a widget of the window it belongs to
 *
 * Cancels all or none of them for one reason, as one step of undo.
 *
 * Returns: (transfer none): the dialog
 */
WabiCancelDialog *wabi_cancel_dialog_present_many (WabiDesk *desk, GPtrArray *visits, GtkWidget *parent);

G_END_DECLS
