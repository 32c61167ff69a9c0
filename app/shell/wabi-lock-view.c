// SPDX-License-Identifier: AGPL-3.0-or-later
// The cover: it takes the place of everything, so that nothing is behind it.

#include "wabi-lock-view.h"

#include <glib/gi18n-lib.h>

struct _WabiLockView
{
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkEditable *password;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkWidget *button;
  GtkStack *button_stack;
  GtkLabel *why;

  WabiSync *sync;
  GCancellable *cancellable;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (WabiLockView, wabi_lock_view, ADW_TYPE_BIN)

static void
set_busy (WabiLockView *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), !busy);
  gtk_widget_set_sensitive (self->button, !busy);
  gtk_stack_set_visible_child_name (self->button_stack, busy ? "busy" : "ready");
}

static void
show_why (WabiLockView *self)
{
  g_autofree char *text = wabi_sync_dup_lock_text (self->sync);

  gtk_label_set_text (self->why, text != NULL ? text : _ ("Locked. Your work is kept as it was."));
}

static void
show_problem (WabiLockView *self, const GError *error)
{
  set_busy (self, FALSE);
  gtk_editable_set_text (self->password, "");
  gtk_label_set_text (self->error, error->message);
  gtk_widget_set_visible (self->error_box, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiLockView) self = data;
  g_autoptr (GError) error = NULL;

  if (wabi_sync_sign_in_finish (WABI_SYNC (source), result, &error))
    return;
  /* The reason stands above already; what is new is that the server still cannot be reached. */
  if (g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_AWAY))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE,
                           _ ("The server cannot be reached now. Connect to the internet, then try again."));
    }
  show_problem (self, error);
}

/* Only the server opens it: the same password, given to it. */
static void
ask_server (WabiLockView *self)
{
  g_autoptr (WabiSignIn) sign_in = wabi_sync_dup_last_sign_in (self->sync);

  show_why (self);
  if (sign_in == NULL)
    return;
  sign_in->password = g_strdup (gtk_editable_get_text (self->password));
  wabi_sync_sign_in_async (self->sync, sign_in, self->cancellable, on_signed_in_cb, g_object_ref (self));
}

static void
on_unlocked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiLockView) self = data;
  g_autoptr (GError) error = NULL;

  if (wabi_sync_unlock_finish (WABI_SYNC (source), result, &error))
    return;
  if (g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_AWAY))
    ask_server (self);
  else
    show_problem (self, error);
}

static void
on_unlock_cb (WabiLockView *self)
{
  if (self->busy || *gtk_editable_get_text (self->password) == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->password));
      return;
    }
  gtk_widget_set_visible (self->error_box, FALSE);
  set_busy (self, TRUE);
  if (wabi_sync_get_lock (self->sync) != WABI_SYNC_LOCK_PASSWORD)
    ask_server (self);
  else
    wabi_sync_unlock_async (self->sync, gtk_editable_get_text (self->password), self->cancellable, on_unlocked_cb,
                            g_object_ref (self));
}

static gboolean
wabi_lock_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WABI_LOCK_VIEW (widget)->password));
}

static void
wabi_lock_view_dispose (GObject *object)
{
  WabiLockView *self = WABI_LOCK_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_LOCK_VIEW);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (wabi_lock_view_parent_class)->dispose (object);
}

static void
wabi_lock_view_class_init (WabiLockViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_lock_view_dispose;
  widget_class->grab_focus = wabi_lock_view_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-lock-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiLockView, avatar);
  gtk_widget_class_bind_template_child (widget_class, WabiLockView, name);
  gtk_widget_class_bind_template_child (widget_class, WabiLockView, password);
  gtk_widget_class_bind_template_child (widget_class, WabiLockView, error_box);
  gtk_widget_class_bind_template_child (widget_class, WabiLockView, error);
  gtk_widget_class_bind_template_child (widget_class, WabiLockView, button);
  gtk_widget_class_bind_template_child (widget_class, WabiLockView, button_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiLockView, why);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock_cb);
}

static void
wabi_lock_view_init (WabiLockView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_lock_view_new (WabiSync *sync, const char *name)
{
  WabiLockView *self = g_object_new (WABI_TYPE_LOCK_VIEW, NULL);

  self->sync = g_object_ref (sync);
  adw_avatar_set_text (self->avatar, name != NULL ? name : "");
  gtk_label_set_text (self->name, name != NULL && *name != '\0' ? name : _ ("Locked"));
  show_why (self);
  return GTK_WIDGET (self);
}
