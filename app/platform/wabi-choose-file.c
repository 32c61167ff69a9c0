// SPDX-License-Identifier: AGPL-3.0-or-later
// GtkFileDialog from 4.10 on, GtkFileChooserNative before: no release has both without a deprecation.

#include "wabi-choose-file.h"

static GListModel *
build_filters (const char *mime_type)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_mime_type (filter, mime_type);
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#if GTK_CHECK_VERSION(4, 10, 0)

static void
return_file (GTask *task, GFile *file, GError *error)
{
  if (file)
    g_task_return_pointer (task, file, g_object_unref);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", error->message);
      g_error_free (error);
    }
  else
    g_task_return_error (task, error);
}

static void
on_dialog_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GFile *file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  return_file (task, file, error);
}

static void
on_dialog_save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  return_file (task, file, error);
}

static void
show_chooser (GTask *task, GtkWindow *parent, WabiChooseMode mode, const char *title,
              const char *suggested_name, const char *mime_type)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_modal (dialog, TRUE);
  if (suggested_name)
    gtk_file_dialog_set_initial_name (dialog, suggested_name);
  if (mime_type)
    {
      g_autoptr (GListModel) filters = build_filters (mime_type);

      gtk_file_dialog_set_filters (dialog, filters);
    }
  if (mode == WABI_CHOOSE_OPEN)
    gtk_file_dialog_open (dialog, parent, cancellable, on_dialog_open_cb, g_object_ref (task));
  else
    gtk_file_dialog_save (dialog, parent, cancellable, on_dialog_save_cb, g_object_ref (task));
}

#else

static void
on_native_response_cb (GtkNativeDialog *native, int response, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);

  if (g_task_get_completed (task))
    return;
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (chooser), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The file chooser was closed");
  gtk_native_dialog_destroy (native);
  g_object_unref (native);
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_signal_emit_by_name (user_data, "response", GTK_RESPONSE_CANCEL);
}

static void
show_chooser (GTask *task, GtkWindow *parent, WabiChooseMode mode, const char *title,
              const char *suggested_name, const char *mime_type)
{
  GtkFileChooserAction action
      = mode == WABI_CHOOSE_OPEN ? GTK_FILE_CHOOSER_ACTION_OPEN : GTK_FILE_CHOOSER_ACTION_SAVE;
  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  if (suggested_name && mode == WABI_CHOOSE_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), suggested_name);
  if (mime_type)
    {
      g_autoptr (GListModel) filters = build_filters (mime_type);
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, 0);

      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
    }
  g_signal_connect_data (native, "response", G_CALLBACK (on_native_response_cb), g_object_ref (task),
                         (GClosureNotify)g_object_unref, G_CONNECT_DEFAULT);
  if (cancellable)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled_cb), native,
                             G_CONNECT_DEFAULT);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

#endif
G_GNUC_END_IGNORE_DEPRECATIONS

void
wabi_choose_file_async (GtkWindow *parent, WabiChooseMode mode, const char *title, const char *suggested_name,
                        const char *mime_type, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (!parent || GTK_IS_WINDOW (parent));
  g_return_if_fail (title != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, wabi_choose_file_async);
  if (!g_task_return_error_if_cancelled (task))
    show_chooser (task, parent, mode, title, suggested_name, mime_type);
}

GFile *
wabi_choose_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wabi_choose_file_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
