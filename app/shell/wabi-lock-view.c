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
on_unlocked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiLockView) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = wabi_sync_unlock_finish (WABI_SYNC (source), result, &error);

  set_busy (self, FALSE);
  gtk_editable_set_text (self->password, "");
  if (ok)
    return;
  gtk_label_set_text (self->error, error->message);
  gtk_widget_set_visible (self->error_box, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
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
  return GTK_WIDGET (self);
}
