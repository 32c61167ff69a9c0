// SPDX-License-Identifier: AGPL-3.0-or-later
// An AdwWindow that answers once through a GTask: AdwMessageDialog is deprecated later, AdwAlertDialog comes
// later.

#include "wabi-confirm.h"

#include <glib/gi18n-lib.h>

struct _WabiConfirm
{
  AdwWindow parent_instance;

  GtkLabel *heading;
  GtkLabel *body;
  GtkBox *extra;
  GtkBox *buttons;
  GTask *task;
  GCancellable *cancellable;
  gulong cancelled_id;
};

G_DEFINE_FINAL_TYPE (WabiConfirm, wabi_confirm, ADW_TYPE_WINDOW)

static const char *
get_choice_id (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "wabi-choice");
}

static void
forget_cancellable (WabiConfirm *self)
{
  g_clear_signal_handler (&self->cancelled_id, self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
answer (WabiConfirm *self, const char *id)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  forget_cancellable (self);
  if (!task)
    return;
  if (id)
    g_task_return_pointer (task, g_strdup (id), g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("The question was cancelled"));
}

static void
on_choice_clicked_cb (WabiConfirm *self, GtkButton *button)
{
  answer (self, get_choice_id (GTK_WIDGET (button)));
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
on_cancelled_idle_cb (gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
  return G_SOURCE_REMOVE;
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_cancelled_idle_cb, g_object_ref (user_data), g_object_unref);
}

static gboolean
wabi_confirm_close_request (GtkWindow *window)
{
  answer (WABI_CONFIRM (window), NULL);
  return GTK_WINDOW_CLASS (wabi_confirm_parent_class)->close_request (window);
}

static void
wabi_confirm_dispose (GObject *object)
{
  answer (WABI_CONFIRM (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_CONFIRM);
  G_OBJECT_CLASS (wabi_confirm_parent_class)->dispose (object);
}

static void
wabi_confirm_class_init (WabiConfirmClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_confirm_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = wabi_confirm_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-confirm.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiConfirm, heading);
  gtk_widget_class_bind_template_child (widget_class, WabiConfirm, body);
  gtk_widget_class_bind_template_child (widget_class, WabiConfirm, extra);
  gtk_widget_class_bind_template_child (widget_class, WabiConfirm, buttons);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
}

static void
wabi_confirm_init (WabiConfirm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->heading,
                                  NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->body, NULL, -1);
}

WabiConfirm *
wabi_confirm_new (const char *heading, const char *body)
{
  WabiConfirm *self = g_object_new (WABI_TYPE_CONFIRM, "title", heading, NULL);

  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->body, body ? body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->body), body && *body);
  return self;
}

void
wabi_confirm_add_choice (WabiConfirm *self, const char *id, const char *label, WabiChoiceStyle style)
{
  GtkWidget *button;

  g_return_if_fail (WABI_IS_CONFIRM (self));
  g_return_if_fail (id != NULL && label != NULL);

  button = gtk_button_new_with_mnemonic (label);
  g_object_set_data_full (G_OBJECT (button), "wabi-choice", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_choice_clicked_cb), self, G_CONNECT_SWAPPED);
  if (style == WABI_CHOICE_DESTRUCTIVE)
    gtk_widget_add_css_class (button, "destructive-action");
  if (style == WABI_CHOICE_SUGGESTED)
    {
      gtk_widget_add_css_class (button, "suggested-action");
      gtk_window_set_default_widget (GTK_WINDOW (self), button);
    }
  gtk_box_append (self->buttons, button);
}

void
wabi_confirm_set_choice_enabled (WabiConfirm *self, const char *id, gboolean enabled)
{
  g_return_if_fail (WABI_IS_CONFIRM (self));
  g_return_if_fail (id != NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons)); child;
       child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (get_choice_id (child), id) == 0)
      gtk_widget_set_sensitive (child, enabled);
}

void
wabi_confirm_set_extra (WabiConfirm *self, GtkWidget *child)
{
  GtkWidget *old;

  g_return_if_fail (WABI_IS_CONFIRM (self));
  g_return_if_fail (!child || GTK_IS_WIDGET (child));

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->extra))))
    gtk_box_remove (self->extra, old);
  if (child)
    gtk_box_append (self->extra, child);
  gtk_widget_set_visible (GTK_WIDGET (self->extra), child != NULL);
}

void
wabi_confirm_choose_async (WabiConfirm *self, GtkWindow *parent, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WABI_IS_CONFIRM (self));
  g_return_if_fail (!parent || GTK_IS_WINDOW (parent));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, wabi_confirm_choose_async);
  if (g_cancellable_is_cancelled (cancellable))
    {
      answer (self, NULL);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (cancellable)
    {
      self->cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled_cb), self);
    }
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}

char *
wabi_confirm_choose_finish (WabiConfirm *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (WABI_IS_CONFIRM (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
