// SPDX-License-Identifier: AGPL-3.0-or-later
// Who are you, and where is your practice?

#include "wabi-sign-in-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-choose-file.h"

struct _WabiSignInView
{
  AdwBin parent_instance;

  GtkEditable *server, *practice, *login, *password;
  AdwActionRow *authority;
  GtkWidget *system_button;
  GtkWidget *fields;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkWidget *button;
  GtkStack *button_stack;
  GtkWidget *cancel;

  WabiSync *sync;
  char *ca;
  GCancellable *cancellable; /* while signing in */
};

G_DEFINE_FINAL_TYPE (WabiSignInView, wabi_sign_in_view, ADW_TYPE_BIN)

static void
show_authority (WabiSignInView *self)
{
  g_autofree char *name = self->ca != NULL ? g_path_get_basename (self->ca) : NULL;

  adw_action_row_set_subtitle (self->authority, name != NULL ? name : _ ("Those that this computer trusts"));
  gtk_widget_set_visible (self->system_button, self->ca != NULL);
}

static void
set_busy (WabiSignInView *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->fields, !busy);
  gtk_widget_set_sensitive (self->button, !busy);
  gtk_widget_set_visible (self->cancel, busy);
  gtk_stack_set_visible_child_name (self->button_stack, busy ? "busy" : "ready");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}

static void
say (WabiSignInView *self, const char *text)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}

/* The first field that says nothing, with what to do about it. */
static gboolean
check_fields (WabiSignInView *self)
{
  const struct
  {
    GtkEditable *field;
    const char *what;
  } needed[] = {
    { self->practice, _ ("Enter the short name of your practice. Whoever set up Wabi Care for it knows it.") },
    { self->login, _ ("Enter your login name.") },
    { self->password, _ ("Enter your password.") },
    { self->server, _ ("Enter the server’s address, such as https://care.example.org.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (*gtk_editable_get_text (needed[i].field) == '\0')
      {
        say (self, needed[i].what);
        gtk_widget_grab_focus (GTK_WIDGET (needed[i].field));
        return FALSE;
      }
  if (!g_str_has_prefix (gtk_editable_get_text (self->server), "https://"))
    {
      say (self, _ ("The server’s address must begin with https://, so that nobody can listen."));
      gtk_widget_grab_focus (GTK_WIDGET (self->server));
      return FALSE;
    }
  return TRUE;
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiSignInView) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = wabi_sync_sign_in_finish (WABI_SYNC (source), result, &error);

  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (ok)
    {
      gtk_editable_set_text (self->password, "");
      return;
    }
  wabi_sign_in_view_set_error (self, error);
  if (g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED)
      || g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD))
    gtk_editable_set_text (self->password, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
on_cancel_clicked_cb (WabiSignInView *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
on_authority_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiSignInView) self = data;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, NULL);

  if (file == NULL)
    return;
  g_free (self->ca);
  self->ca = g_file_get_path (file);
  show_authority (self);
}

static void
on_choose_clicked_cb (WabiSignInView *self)
{
  wabi_choose_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), WABI_CHOOSE_OPEN,
                          _ ("Certificate authority of the server"), NULL, "application/x-x509-ca-cert", NULL,
                          on_authority_chosen_cb, g_object_ref (self));
}

static void
on_system_clicked_cb (WabiSignInView *self)
{
  g_clear_pointer (&self->ca, g_free);
  show_authority (self);
}

static gboolean
wabi_sign_in_view_grab_focus (GtkWidget *widget)
{
  WabiSignInView *self = WABI_SIGN_IN_VIEW (widget);
  GtkEditable *order[] = { self->practice, self->login, self->password };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (*gtk_editable_get_text (order[i]) == '\0')
      return gtk_widget_grab_focus (GTK_WIDGET (order[i]));
  return gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
wabi_sign_in_view_dispose (GObject *object)
{
  WabiSignInView *self = WABI_SIGN_IN_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_SIGN_IN_VIEW);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->sync);
  g_clear_pointer (&self->ca, g_free);
  G_OBJECT_CLASS (wabi_sign_in_view_parent_class)->dispose (object);
}

static void
wabi_sign_in_view_class_init (WabiSignInViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_sign_in_view_dispose;
  widget_class->grab_focus = wabi_sign_in_view_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-sign-in-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, server);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, practice);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, login);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, password);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, authority);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, system_button);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, fields);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, error_box);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, error);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, button);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, button_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiSignInView, cancel);
  gtk_widget_class_bind_template_callback (widget_class, wabi_sign_in_view_start);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_system_clicked_cb);
}

static void
wabi_sign_in_view_init (WabiSignInView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_sign_in_view_new (WabiSync *sync)
{
  WabiSignInView *self = g_object_new (WABI_TYPE_SIGN_IN_VIEW, NULL);
  g_autoptr (WabiSignIn) last = wabi_sync_dup_last_sign_in (sync);

  self->sync = g_object_ref (sync);
  if (last != NULL)
    wabi_sign_in_view_fill (self, last);
  show_authority (self);
  return GTK_WIDGET (self);
}

void
wabi_sign_in_view_fill (WabiSignInView *self, const WabiSignIn *sign_in)
{
  g_return_if_fail (WABI_IS_SIGN_IN_VIEW (self));

  gtk_editable_set_text (self->server, sign_in->server != NULL ? sign_in->server : "");
  gtk_editable_set_text (self->practice, sign_in->practice != NULL ? sign_in->practice : "");
  gtk_editable_set_text (self->login, sign_in->login != NULL ? sign_in->login : "");
  gtk_editable_set_text (self->password, sign_in->password != NULL ? sign_in->password : "");
  g_free (self->ca);
  self->ca = g_strdup (sign_in->ca);
  show_authority (self);
}

void
wabi_sign_in_view_start (WabiSignInView *self)
{
  WabiSignIn sign_in;

  g_return_if_fail (WABI_IS_SIGN_IN_VIEW (self));

  if (self->cancellable != NULL || !check_fields (self))
    return;
  say (self, NULL);
  set_busy (self, TRUE);
  self->cancellable = g_cancellable_new ();
  sign_in.server = (char *) gtk_editable_get_text (self->server);
  sign_in.ca = self->ca;
  sign_in.practice = (char *) gtk_editable_get_text (self->practice);
  sign_in.login = (char *) gtk_editable_get_text (self->login);
  sign_in.password = (char *) gtk_editable_get_text (self->password);
  wabi_sync_sign_in_async (self->sync, &sign_in, self->cancellable, on_signed_in_cb, g_object_ref (self));
}

void
wabi_sign_in_view_set_error (WabiSignInView *self, const GError *error)
{
  g_return_if_fail (WABI_IS_SIGN_IN_VIEW (self));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, NULL);
  else
    say (self, error->message);
}
