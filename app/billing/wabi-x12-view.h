// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiX12View:
 *
 * A file as a person reads it, beside the X12, segment by segment.
 */
#define WABI_TYPE_X12_VIEW (wabi_x12_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiX12View, wabi_x12_view, WABI, X12_VIEW, GtkWidget)

/**
 * wabi_x12_view_set_content:
 * @self: a view
 * @content: (nullable): a file of any transaction that is known
 * @claim: (nullable): control number of the claim to show first; %NULL for the head of the file
 */
void wabi_x12_view_set_content (WabiX12View *self, const char *content, const char *claim);

/**
 * wabi_x12_view_open_window:
 * @parent: a widget in the window that asks
 * @title: of the window; no client's name
 * @content: a file of any transaction that is known
 * @claim: (nullable): control number of the claim to show first
 *
 * Shows it in a window of its own.
 */
void wabi_x12_view_open_window (GtkWidget *parent, const char *title, const char *content, const char *claim);

G_END_DECLS
