// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiFilesView:
 *
 * The claim files that the server wrote: read, and saved to be sent to the payers.
 */
#define WABI_TYPE_FILES_VIEW (wabi_files_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiFilesView, wabi_files_view, WABI, FILES_VIEW, GtkWidget)

/**
 * wabi_files_view_set_desk:
 * @self: a view
 * @desk: the desk
 */
void wabi_files_view_set_desk (WabiFilesView *self, WabiDesk *desk);

/**
 * wabi_files_view_open:
 * @self: a view
 * @id: id of a file
 * @claim: (nullable): control number of the claim to show first
 */
void wabi_files_view_open (WabiFilesView *self, const char *id, const char *claim);

/**
 * wabi_files_view_save:
 * @self: a view
 *
 * Asks where to, then saves the selected file.
 */
void wabi_files_view_save (WabiFilesView *self);

G_END_DECLS
