// SPDX-License-Identifier: AGPL-3.0-or-later
// What the window asks: the password once more, and whether to sign out while changes wait.

#include "wabi-window-private.h"

#include <glib/gi18n-lib.h>

#include "wabi-choose-file.h"
#include "wabi-widgets.h"

static void
on_signed_in_again_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!wabi_sync_sign_in_finish (WABI_SYNC (source), result, &error) && self->view == VIEW_WORK)
    wabi_window_ask_password (self, error->message);
}

static void
on_password_given_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiWindow) self = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (WabiSignIn) sign_in = choice != NULL ? wabi_sync_dup_last_sign_in (self->sync) : NULL;
  GtkEditable *entry = g_object_get_data (source, "entry");

  if (sign_in == NULL)
    return;
  sign_in->password = g_strdup (gtk_editable_get_text (entry));
  wabi_sync_sign_in_async (self->sync, sign_in, self->cancellable, on_signed_in_again_cb, g_object_ref (self));
}

static void
on_password_typed_cb (GtkEditable *entry, WabiConfirm *confirm)
{
  wabi_confirm_set_choice_enabled (confirm, "sign-in", *gtk_editable_get_text (entry) != '\0');
}

void
wabi_window_ask_password (WabiWindow *self, const char *why)
{
  WabiConfirm *confirm = wabi_confirm_new (_ ("Your password, please"),
                                           why != NULL ? why : _ ("The server wants it again before it takes your changes. They are all kept here."));
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Password"), -1);
  g_object_set (entry, "activates-default", TRUE, NULL);
  wabi_confirm_set_extra (confirm, entry);
  wabi_confirm_add_choice (confirm, "sign-in", _ ("_Sign in"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_set_choice_enabled (confirm, "sign-in", FALSE);
  g_object_set_data_full (G_OBJECT (confirm), "entry", g_object_ref (entry), g_object_unref);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_password_typed_cb), confirm, G_CONNECT_DEFAULT);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (self), NULL, on_password_given_cb, g_object_ref (self));
}

static void
sign_out (WabiWindow *self)
{
  g_autoptr (GError) error = NULL;

  wabi_window_leave (self);
  self->place = (g_free (self->place), NULL);
  if (!wabi_sync_sign_out (self->sync, TRUE, &error) && wabi_window_get_workspace (self) != NULL)
    wabi_desk_tell_error (wabi_workspace_get_desk (wabi_window_get_workspace (self)), error);
}

static void
on_sign_out_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiWindow) self = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);

  if (choice != NULL)
    sign_out (self);
}

void
wabi_window_sign_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiWindow *self = WABI_WINDOW (widget);
  g_autofree char *body = NULL;
  WabiConfirm *confirm;
  guint pending;

  wabi_window_leave (self);
  pending = self->shown_cache != NULL ? wabi_cache_get_pending (self->shown_cache) : 0;
  if (pending == 0)
    {
      sign_out (self);
      return;
    }
  body = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u change has not reached the server yet. It stays on this computer, encrypted, and is sent when you sign in here again.",
                                       "%u changes have not reached the server yet. They stay on this computer, encrypted, and are sent when you sign in here again.",
                                       pending),
                          pending);
  confirm = wabi_confirm_new (_ ("Sign out before everything is sent?"), body);
  wabi_confirm_add_choice (confirm, "sign-out", _ ("_Sign out"), WABI_CHOICE_DESTRUCTIVE);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (self), NULL, on_sign_out_chosen_cb, g_object_ref (self));
}

/* ---- A damaged copy ---- */

static void
on_rescue_told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiCache) cache = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);

  if (choice != NULL)
    wabi_cache_forget_rescue_words (cache);
}

void
wabi_window_tell_rescue (WabiWindow *self)
{
  g_autofree char *words = self->shown_cache != NULL ? wabi_cache_dup_rescue_words (self->shown_cache) : NULL;
  WabiConfirm *confirm;

  if (words == NULL)
    return;
  confirm = wabi_confirm_new (_ ("The copy on this computer was damaged"), words);
  wabi_confirm_add_choice (confirm, "seen", _ ("_I have read this"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (self), NULL, on_rescue_told_cb, g_object_ref (self->shown_cache));
}

/* ---- What waits, as a file ---- */

static gboolean
write_queue (WabiWindow *self, GFile *file, GError **error)
{
  g_autofree char *text = wabi_cache_export_queue (self->shown_cache, error);

  return text != NULL
         && g_file_replace_contents (file, text, strlen (text), NULL, FALSE,
                                     G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL,
                                     error);
}

static void
on_export_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  WabiWorkspace *workspace = wabi_window_get_workspace (self);

  if (workspace == NULL || self->shown_cache == NULL || (file == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return;
  if (file != NULL && write_queue (self, file, &error))
    wabi_desk_tell (wabi_workspace_get_desk (workspace),
                    _ ("Your unsent changes are in the file, encrypted. They stay here too, and are done only once."));
  else
    wabi_desk_tell_error (wabi_workspace_get_desk (workspace), error);
}

void
wabi_window_export_queue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiWindow *self = WABI_WINDOW (widget);

  wabi_window_leave (self);
  wabi_choose_file_async (GTK_WINDOW (self), WABI_CHOOSE_SAVE, _ ("Export unsent changes"), "unsent.wabiqueue", NULL,
                          self->cancellable, on_export_chosen_cb, g_object_ref (self));
}
