// SPDX-License-Identifier: AGPL-3.0-or-later
// Ask a person for a file to open or a place to save, by whichever chooser this GTK release has.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  WABI_CHOOSE_OPEN,
  WABI_CHOOSE_SAVE,
} WabiChooseMode;

/**
 * wabi_choose_file_async:
 * @parent: (nullable): the window that asks; the chooser is modal to it
 * @mode: whether to open an existing file or to name one to write
 * @title: title of the chooser
 * @suggested_name: (nullable): file name offered when saving; must carry no client's name
 * @mime_type: (nullable): show only files of this type when opening
 * @cancellable: (nullable): takes the chooser away
 * @callback: called with the result
 * @user_data: for @callback
 *
 * The chooser goes through the desktop portal when the program runs in a sandbox.
 */
void wabi_choose_file_async (GtkWindow *parent, WabiChooseMode mode, const char *title,
                             const char *suggested_name, const char *mime_type, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/**
 * wabi_choose_file_finish:
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED when the person closed the chooser, else what went wrong
 *
 * Returns: (transfer full) (nullable): the chosen file, or %NULL with @error set
 */
GFile *wabi_choose_file_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
