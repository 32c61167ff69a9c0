// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiWeekRow:
 *
 * A line of a draft: something to accept or decline, or something that cannot be. Signals: "accept", "decline".
 */
#define WABI_TYPE_WEEK_ROW (wabi_week_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiWeekRow, wabi_week_row, WABI, WEEK_ROW, GtkListBoxRow)

/**
 * wabi_week_row_new:
 * @title: whom for
 * @about: when, what, with whom
 * @why: why, in sentences
 * @choice: whether it can be accepted and declined
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *wabi_week_row_new (const char *title, const char *about, const char *why, gboolean choice);

G_END_DECLS
