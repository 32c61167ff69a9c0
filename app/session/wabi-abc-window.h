// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-session-book.h"

G_BEGIN_DECLS

/**
 * WabiAbcWindow:
 *
 * Antecedent, behavior, consequence: what came before, what it was, what followed.
 */
#define WABI_TYPE_ABC_WINDOW (wabi_abc_window_get_type ())
G_DECLARE_FINAL_TYPE (WabiAbcWindow, wabi_abc_window, WABI, ABC_WINDOW, AdwWindow)

/**
 * wabi_abc_window_new:
 * @desk: a desk
 * @book: a book with at least one behavior
 * @parent: (nullable): the window that asks
 *
 * Returns: (transfer none): the dialog, not shown yet
 */
GtkWidget *wabi_abc_window_new (WabiDesk *desk, WabiSessionBook *book, GtkWindow *parent);

/**
 * wabi_behavior_plan_window_new:
 * @book: a book with at least one behavior
 * @parent: (nullable): the window that asks
 *
 * Returns: (transfer none): a window with each behavior's definition and plan, not shown yet
 */
GtkWidget *wabi_behavior_plan_window_new (WabiSessionBook *book, GtkWindow *parent);

G_END_DECLS
