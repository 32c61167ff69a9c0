// SPDX-License-Identifier: AGPL-3.0-or-later
// People and devices: who has access, on which computers, and what came in after it ended.

#include "wabi-people-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-confirm.h"
#include "wabi-domain.h"
#include "wabi-format.h"
#include "wabi-held-words.h"
#include "wabi-practice-group.h"

struct _WabiPeopleDialog
{
  AdwWindow parent_instance;

  AdwPreferencesPage *page;
  AdwPreferencesGroup *held, *people;
  GtkRevealer *problem_revealer;
  GtkLabel *problem;

  WabiDesk *desk;
  GCancellable *cancellable;
  GPtrArray *people_rows, *held_rows; /* borrowed of the groups */
  GHashTable *names;                  /* staff → name */
};

G_DEFINE_FINAL_TYPE (WabiPeopleDialog, wabi_people_dialog, ADW_TYPE_WINDOW)

static void ask_all (WabiPeopleDialog *self);

static WabiSync *
get_sync (WabiPeopleDialog *self)
{
  return wabi_desk_get_sync (self->desk);
}

static void
show_problem (WabiPeopleDialog *self, const GError *error)
{
  if (error != NULL)
    gtk_label_set_text (self->problem, error->message);
  gtk_revealer_set_reveal_child (self->problem_revealer, error != NULL);
}

static char *
build_when (WabiPeopleDialog *self, gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  const char *zone = wabi_cache_get_zone (wabi_desk_get_cache (self->desk));
  g_autoptr (GTimeZone) there = g_time_zone_new_identifier (zone);
  g_autoptr (GDateTime) local = there != NULL ? g_date_time_to_timezone (time, there) : g_date_time_ref (time);
  g_autofree char *date = g_date_time_format (local, "%Y-%m-%d");
  g_autofree char *day = wabi_format_date_text (date), *clock = wabi_format_time (zone, at);

  return g_strdup_printf (C_ ("day and time", "%s, %s"), day, clock);
}

/* ---- what is done ---- */

/* One act: what is asked, and what the server is told when it is chosen. */
typedef struct
{
  WabiPeopleDialog *self;
  char *path;
  JsonObject *body;
  GtkEditable *reason; /* nullable */
} Act;

static void
free_act (Act *act)
{
  g_object_unref (act->self);
  g_free (act->path);
  json_object_unref (act->body);
  g_clear_object (&act->reason);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, free_act)

static Act *
new_act (WabiPeopleDialog *self, const char *path)
{
  Act *act = g_new0 (Act, 1);

  act->self = g_object_ref (self);
  act->path = g_strdup (path);
  act->body = json_object_new ();
  return act;
}

static void
on_told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPeopleDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = wabi_sync_ask_finish (WABI_SYNC (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  show_problem (self, error);
  ask_all (self);
  if (answer != NULL)
    wabi_sync_now (get_sync (self));
}

static void
tell_server (Act *act)
{
  wabi_sync_ask_async (get_sync (act->self), "POST", act->path, act->body, act->self->cancellable, on_told_cb,
                       g_object_ref (act->self));
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Act) act = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);

  if (choice == NULL)
    return;
  if (act->reason != NULL)
    json_object_set_string_member (act->body, "why", gtk_editable_get_text (act->reason));
  tell_server (act);
}

static void
ask_first (Act *take_act, WabiConfirm *confirm, const char *label)
{
  wabi_confirm_add_choice (confirm, "do", label, WABI_CHOICE_DESTRUCTIVE);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (take_act->self), NULL, on_chosen_cb, take_act);
}

static Act *
new_access_act (WabiPeopleDialog *self, const char *staff, gboolean allowed)
{
  g_autofree char *path = g_strconcat ("/v1/auth/people/", staff, NULL);
  Act *act = new_act (self, path);

  json_object_set_boolean_member (act->body, "allowed", allowed);
  return act;
}

static void
on_disable_cb (WabiPeopleDialog *self, GtkWidget *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  g_autofree char *heading = g_strdup_printf (_ ("Disable sign-in for %s?"), name);

  ask_first (new_access_act (self, g_object_get_data (G_OBJECT (button), "staff"), FALSE),
             wabi_confirm_new (heading, _ ("This person cannot sign in any more. On each of their computers, what waits to be sent comes in "
                                           "first, for you to review here; then the practice’s records are removed from it. What the person "
                                           "recorded stays.")),
             _ ("_Disable sign-in"));
}

static void
on_allow_cb (WabiPeopleDialog *self, GtkWidget *button)
{
  g_autoptr (Act) act = new_access_act (self, g_object_get_data (G_OBJECT (button), "staff"), TRUE);

  tell_server (act);
}

static Act *
new_lost_act (WabiPeopleDialog *self, const char *device, gboolean lost)
{
  g_autofree char *path = g_strconcat ("/v1/auth/devices/", device, NULL);
  Act *act = new_act (self, path);

  json_object_set_boolean_member (act->body, "lost", lost);
  return act;
}

static void
on_lost_cb (WabiPeopleDialog *self, GtkWidget *button)
{
  ask_first (new_lost_act (self, g_object_get_data (G_OBJECT (button), "device"), TRUE),
             wabi_confirm_new (_ ("Mark this computer as lost?"),
                               _ ("When it next reaches the server, what waits on it comes in for you to review, and the practice’s records are "
                                  "removed from it. Until then its copy is encrypted and locks itself. Its owner goes on working on other "
                                  "computers.")),
             _ ("_Mark as lost"));
}

static void
on_found_cb (WabiPeopleDialog *self, GtkWidget *button)
{
  g_autoptr (Act) act = new_lost_act (self, g_object_get_data (G_OBJECT (button), "device"), FALSE);

  tell_server (act);
}

static Act *
new_held_act (WabiPeopleDialog *self, GtkWidget *button, const char *path)
{
  const char *service = g_object_get_data (G_OBJECT (button), "service");
  /* In the address too, where a gateway looks for it. */
  g_autofree char *address = g_strconcat (path, "?service=", service, NULL);
  Act *act = new_act (self, address);

  json_object_set_string_member (act->body, "service", service);
  json_object_set_string_member (act->body, "id", g_object_get_data (G_OBJECT (button), "id"));
  return act;
}

static void
on_release_cb (WabiPeopleDialog *self, GtkWidget *button)
{
  g_autoptr (Act) act = new_held_act (self, button, "/v1/held/release");

  tell_server (act);
}

static void
on_reason_cb (GtkEditable *entry, WabiConfirm *confirm)
{
  wabi_confirm_set_choice_enabled (confirm, "do", *gtk_editable_get_text (entry) != '\0');
}

static void
on_discard_cb (WabiPeopleDialog *self, GtkWidget *button)
{
  Act *act = new_held_act (self, button, "/v1/held/discard");
  WabiConfirm *confirm = wabi_confirm_new (_ ("Discard this change?"),
                                           _ ("It never becomes part of the records. What it said is kept with your reason."));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Reason"));
  gtk_entry_set_max_length (GTK_ENTRY (entry), 120);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"), -1);
  wabi_confirm_set_extra (confirm, entry);
  act->reason = g_object_ref (GTK_EDITABLE (entry));
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_reason_cb), confirm, G_CONNECT_DEFAULT);
  ask_first (act, confirm, _ ("_Discard"));
  wabi_confirm_set_choice_enabled (confirm, "do", FALSE);
}

/* ---- rows ---- */

static GtkWidget *
new_button (WabiPeopleDialog *self, const char *label, const char *spoken, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static char *
build_device_state (WabiPeopleDialog *self, JsonObject *device)
{
  gint64 last = wabi_json_peek_int (device, "last_at", 0), wiped = wabi_json_peek_int (device, "wiped_at", 0);
  g_autofree char *when = build_when (self, wiped > 0 ? wiped : last);

  if (wiped > 0)
    return g_strdup_printf (_ ("Its copy was removed %s"), when);
  if (wabi_json_peek_int (device, "drained_at", 0) > 0)
    return g_strdup_printf (_ ("Was told to remove its copy; last contact %s"), when);
  if (wabi_json_peek_int (device, "lost_at", 0) > 0)
    return last > 0 ? g_strdup_printf (_ ("Marked as lost; last contact %s"), when) : g_strdup (_ ("Marked as lost"));
  return last > 0 ? g_strdup_printf (_ ("Last contact %s"), when) : g_strdup (_ ("No contact noted yet"));
}

static GtkWidget *
build_device_row (WabiPeopleDialog *self, JsonObject *device)
{
  const char *id = wabi_json_peek_text (device, "device"), *given = wabi_json_peek_text (device, "name");
  gsize length = strlen (id);
  /* The end of the id: what a person can compare with wabictl device list. */
  g_autofree char *name = given != NULL ? g_strdup (given) : g_strdup_printf (_ ("Computer …%s"), id + (length > 6 ? length - 6 : 0));
  g_autofree char *state = build_device_state (self, device);
  gboolean lost = wabi_json_peek_int (device, "lost_at", 0) > 0;
  GtkWidget *row = new_row (name, state);
  GtkWidget *button = lost ? new_button (self, _ ("_Found"), name, G_CALLBACK (on_found_cb))
                           : new_button (self, _ ("Mark as _lost…"), name, G_CALLBACK (on_lost_cb));

  g_object_set_data_full (G_OBJECT (button), "device", g_strdup (id), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static GtkWidget *
build_access_row (WabiPeopleDialog *self, JsonObject *person, gboolean disabled)
{
  const char *name = wabi_json_peek_text (person, "name"), *staff = wabi_json_peek_text (person, "staff");
  gboolean own = g_strcmp0 (staff, wabi_cache_get_caller (wabi_desk_get_cache (self->desk))->user) == 0;
  GtkWidget *row = new_row (_ ("Sign-in"), disabled ? _ ("Disabled") : own ? _ ("Allowed; this is you") : _ ("Allowed"));
  GtkWidget *button = disabled ? new_button (self, _ ("_Allow sign-in"), name, G_CALLBACK (on_allow_cb))
                               : new_button (self, _ ("_Disable sign-in…"), name, G_CALLBACK (on_disable_cb));

  g_object_set_data_full (G_OBJECT (button), "staff", g_strdup (staff), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  gtk_widget_set_sensitive (button, !own);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
add_person (WabiPeopleDialog *self, JsonObject *person)
{
  JsonArray *devices = json_object_get_array_member (person, "devices");
  guint n = json_array_get_length (devices);
  gboolean disabled = json_object_get_boolean_member (person, "disabled");
  g_autofree char *computers
      = n == 0 ? g_strdup (_ ("no computer")) : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u computer", "%u computers", n), n);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s%s%s", wabi_json_peek_text (person, "login"), computers,
                                               disabled ? " · " : "", disabled ? _ ("sign-in disabled") : "");
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), wabi_json_peek_text (person, "name"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), build_access_row (self, person, disabled));
  for (guint i = 0; i < n; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), build_device_row (self, json_array_get_object_element (devices, i)));
  adw_preferences_group_add (self->people, row);
  g_ptr_array_add (self->people_rows, row);
  g_hash_table_insert (self->names, g_strdup (wabi_json_peek_text (person, "staff")), g_strdup (wabi_json_peek_text (person, "name")));
}

static void
remove_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static const char *
find_command_title (const char *name)
{
  guint n;
  const WabiCommandInfo *commands = wabi_domain_get_commands (&n);
  const WabiCommandInfo *info = wabi_command_find (commands, n, name);

  return info != NULL ? _ (info->title) : name;
}

static char *
dup_held_words (WabiPeopleDialog *self, JsonObject *held)
{
  JsonObject *args = NULL;

  if (!wabi_json_take_object (held, "args", TRUE, &args, NULL))
    return g_strdup ("");
  return wabi_held_dup_words (self->desk, wabi_json_peek_text (held, "name"), args);
}

static void
add_held (WabiPeopleDialog *self, JsonObject *held)
{
  const char *title = find_command_title (wabi_json_peek_text (held, "name"));
  const char *name = g_hash_table_lookup (self->names, wabi_json_peek_text (held, "user"));
  const char *message = wabi_json_peek_text (held, "message");
  g_autofree char *when = build_when (self, wabi_json_peek_int (held, "given_at", 0));
  g_autofree char *words = dup_held_words (self, held);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s%s%s%s%s", name != NULL ? name : _ ("Somebody"), when, *words != '\0' ? "\n" : "", words,
                                               message != NULL ? "\n" : "", message != NULL ? message : "");
  GtkWidget *row = new_row (title, subtitle);
  GtkWidget *buttons[] = { new_button (self, _ ("_Release"), title, G_CALLBACK (on_release_cb)),
                           new_button (self, _ ("_Discard…"), title, G_CALLBACK (on_discard_cb)) };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      g_object_set_data_full (G_OBJECT (buttons[i]), "service", g_strdup (wabi_json_peek_text (held, "service")), g_free);
      g_object_set_data_full (G_OBJECT (buttons[i]), "id", g_strdup (wabi_json_peek_text (held, "id")), g_free);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), buttons[i]);
    }
  adw_preferences_group_add (self->held, row);
  g_ptr_array_add (self->held_rows, row);
}

/* ---- asking ---- */

static void
on_held_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPeopleDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = wabi_sync_ask_finish (WABI_SYNC (source), result, &error);
  JsonArray *held = NULL;

  if (answer == NULL || g_cancellable_is_cancelled (self->cancellable)
      || !wabi_json_take_array (answer, "held", TRUE, 100000, &held, &error))
    return;
  for (guint i = 0; i < json_array_get_length (held); i++)
    add_held (self, json_array_get_object_element (held, i));
  gtk_widget_set_visible (GTK_WIDGET (self->held), self->held_rows->len > 0);
}

/* Each service holds its own; where one is away, the others are shown. */
static void
ask_held (WabiPeopleDialog *self)
{
  const WabiCacheTables *tables = wabi_cache_get_tables (wabi_desk_get_cache (self->desk));

  remove_rows (self->held, self->held_rows);
  gtk_widget_set_visible (GTK_WIDGET (self->held), FALSE);
  for (guint i = 0; tables->services[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/v1/held?service=", tables->services[i], NULL);

      wabi_sync_ask_async (get_sync (self), "GET", path, NULL, self->cancellable, on_held_cb, g_object_ref (self));
    }
}

static void
on_people_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPeopleDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = wabi_sync_ask_finish (WABI_SYNC (source), result, &error);
  JsonArray *people = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (answer == NULL || !wabi_json_take_array (answer, "people", TRUE, 100000, &people, &error))
    {
      show_problem (self, error);
      return;
    }
  remove_rows (self->people, self->people_rows);
  for (guint i = 0; i < json_array_get_length (people); i++)
    add_person (self, json_array_get_object_element (people, i));
  ask_held (self);
}

static void
ask_all (WabiPeopleDialog *self)
{
  wabi_sync_ask_async (get_sync (self), "GET", "/v1/auth/people", NULL, self->cancellable, on_people_cb, g_object_ref (self));
}

/* ---- GObject ---- */

static void
wabi_people_dialog_dispose (GObject *object)
{
  WabiPeopleDialog *self = WABI_PEOPLE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PEOPLE_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_people_dialog_parent_class)->dispose (object);
}

static void
wabi_people_dialog_finalize (GObject *object)
{
  WabiPeopleDialog *self = WABI_PEOPLE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->people_rows);
  g_ptr_array_unref (self->held_rows);
  g_hash_table_unref (self->names);
  G_OBJECT_CLASS (wabi_people_dialog_parent_class)->finalize (object);
}

static void
wabi_people_dialog_class_init (WabiPeopleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_people_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_people_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-people-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleDialog, page);
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleDialog, held);
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleDialog, people);
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, WabiPeopleDialog, problem);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_people_dialog_init (WabiPeopleDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->people_rows = g_ptr_array_new ();
  self->held_rows = g_ptr_array_new ();
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
on_refused_cb (WabiPeopleDialog *self, const char *why)
{
  gtk_label_set_text (self->problem, why);
  gtk_revealer_set_reveal_child (self->problem_revealer, TRUE);
}

GtkWindow *
wabi_people_dialog_new (WabiDesk *desk)
{
  WabiPeopleDialog *self = g_object_new (WABI_TYPE_PEOPLE_DIALOG, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
  GtkWidget *practice;

  self->desk = g_object_ref (desk);
  practice = wabi_practice_group_new (desk);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (practice));
  g_signal_connect_object (practice, "refused", G_CALLBACK (on_refused_cb), self, G_CONNECT_SWAPPED);
  ask_all (self);
  return GTK_WINDOW (self);
}
