// SPDX-License-Identifier: AGPL-3.0-or-later
// A calendar on another server is connected. The password goes to the server at once; nothing of it is written on this computer.

#include "wabi-connect-calendar.h"

#include <glib/gi18n-lib.h>

#include "wabi-schedule-init.h"

#define PATH "/v1/calendar-push/"

struct _WabiConnectCalendar
{
  AdwWindow parent_instance;
  GtkLabel *explanation;
  AdwComboRow *whose;
  AdwEntryRow *address, *user;
  AdwPasswordEntryRow *password;
  GtkWidget *names_row;
  GtkSwitch *names;
  GtkWidget *warning;
  GtkLabel *result;
  GtkSpinner *spinner;
  GtkButton *connect;

  WabiDesk *desk;
  WabiRecord *push; /* (nullable): that gets another password */
  GCancellable *cancellable;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (WabiConnectCalendar, wabi_connect_calendar, ADW_TYPE_WINDOW)

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
show_result (WabiConnectCalendar *self, const char *words, gboolean good)
{
  gtk_label_set_text (self->result, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result), words != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->result), good ? "error" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->result), good ? "success" : "error");
}

static void
update (WabiConnectCalendar *self)
{
  gboolean whole = *get_text (self->address) != '\0' && *get_text (self->user) != '\0' && *get_text (self->password) != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.save", whole && !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.test", whole && !self->busy && self->push == NULL);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
on_typed_cb (WabiConnectCalendar *self)
{
  show_result (self, NULL, TRUE);
  update (self);
}

static void
on_names_cb (WabiConnectCalendar *self)
{
  gtk_widget_set_visible (self->warning, gtk_switch_get_active (self->names));
}

/* --- asking the server --- */

static JsonObject *
make_body (WabiConnectCalendar *self)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "password", get_text (self->password));
  if (self->push != NULL)
    {
      json_object_set_string_member (body, "id", wabi_record_get_id (self->push));
      return body;
    }
  json_object_set_string_member (body, "url", get_text (self->address));
  json_object_set_string_member (body, "user", get_text (self->user));
  json_object_set_boolean_member (body, "show_names", gtk_switch_get_active (self->names));
  if (adw_combo_row_get_selected (self->whose) == 0)
    json_object_set_string_member (body, "staff", wabi_desk_get_user (self->desk));
  return body;
}

static JsonObject *
take_answer (WabiConnectCalendar *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer = wabi_sync_ask_finish (WABI_SYNC (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  self->busy = FALSE;
  update (self);
  if (answer == NULL)
    show_result (self, error->message, FALSE);
  return answer;
}

static void
on_tested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiConnectCalendar) self = data;
  g_autoptr (JsonObject) answer = take_answer (self, source, result);

  if (answer != NULL)
    show_result (self, _ ("The calendar is there and takes this name and password."), TRUE);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiConnectCalendar) self = data;
  g_autoptr (JsonObject) answer = take_answer (self, source, result);

  if (answer == NULL)
    return;
  wabi_desk_tell (self->desk, self->push != NULL ? _ ("The calendar is written again") : _ ("Calendar connected: your schedule is written into it"));
  /* It comes by the feed, which need not wait for its turn. */
  wabi_sync_now (wabi_desk_get_sync (self->desk));
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask (WabiConnectCalendar *self, const char *path, GAsyncReadyCallback callback)
{
  g_autoptr (JsonObject) body = make_body (self);

  self->busy = TRUE;
  show_result (self, NULL, TRUE);
  update (self);
  wabi_sync_ask_async (wabi_desk_get_sync (self->desk), "POST", path, body, self->cancellable, callback, g_object_ref (self));
}

static void
test_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask (WABI_CONNECT_CALENDAR (widget), PATH "test", on_tested_cb);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiConnectCalendar *self = WABI_CONNECT_CALENDAR (widget);

  ask (self, self->push != NULL ? PATH "password" : PATH "connect", on_saved_cb);
}

/* --- the class --- */

static void
wabi_connect_calendar_dispose (GObject *object)
{
  WabiConnectCalendar *self = WABI_CONNECT_CALENDAR (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_CONNECT_CALENDAR);
  g_clear_object (&self->desk);
  g_clear_object (&self->push);
  G_OBJECT_CLASS (wabi_connect_calendar_parent_class)->dispose (object);
}

static void
wabi_connect_calendar_finalize (GObject *object)
{
  g_object_unref (WABI_CONNECT_CALENDAR (object)->cancellable);
  G_OBJECT_CLASS (wabi_connect_calendar_parent_class)->finalize (object);
}

static void
wabi_connect_calendar_class_init (WabiConnectCalendarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_connect_calendar_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_connect_calendar_finalize;
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-connect-calendar.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, explanation);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, whose);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, address);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, user);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, password);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, names_row);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, names);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, warning);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, result);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, spinner);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectCalendar, connect);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_names_cb);
  gtk_widget_class_install_action (widget_class, "connect.test", NULL, test_action);
  gtk_widget_class_install_action (widget_class, "connect.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "connect.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "connect.test", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
}

static void
wabi_connect_calendar_init (WabiConnectCalendar *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Only the password can be another one: another calendar is another connection. */
static void
show_push (WabiConnectCalendar *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Another password"));
  gtk_label_set_text (self->explanation, _ ("Create a new app password in the calendar’s account, and type it here."));
  gtk_editable_set_text (GTK_EDITABLE (self->address), wabi_record_get_text (self->push, "url"));
  gtk_editable_set_text (GTK_EDITABLE (self->user), wabi_record_get_text (self->push, "user"));
  gtk_editable_set_editable (GTK_EDITABLE (self->address), FALSE);
  gtk_editable_set_editable (GTK_EDITABLE (self->user), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->whose), FALSE);
  gtk_widget_set_visible (self->names_row, FALSE);
  gtk_button_set_label (self->connect, _ ("_Save the password"));
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

WabiConnectCalendar *
wabi_connect_calendar_present (WabiDesk *desk, WabiRecord *push, GtkWindow *parent)
{
  WabiConnectCalendar *self = g_object_new (WABI_TYPE_CONNECT_CALENDAR, NULL);

  self->desk = g_object_ref (desk);
  gtk_widget_set_visible (GTK_WIDGET (self->whose), (wabi_desk_get_roles (desk) & WABI_ROLE_ADMIN) != 0);
  if (push != NULL)
    {
      self->push = g_object_ref (push);
      show_push (self);
    }
  update (self);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
