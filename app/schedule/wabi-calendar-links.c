// SPDX-License-Identifier: AGPL-3.0-or-later
// The private links to the own schedule: each shown once, when it is made, and ended by a press of a button.

#include "wabi-calendar-links.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-connected-calendars.h"
#include "wabi-format.h"
#include "wabi-id.h"
#include "wabi-lookup.h"
#include "wabi-schedule-init.h"
#include "wabi-text.h"

#define SECRET_BYTES 32

struct _WabiCalendarLinks
{
  AdwWindow parent_instance;
  GtkSwitch *names;
  GtkWidget *warning;
  GtkWidget *made;
  GtkEntry *address;
  GtkListBox *list;
  GtkLabel *error;
  WabiConnectedCalendars *connected;

  WabiDesk *desk;
};

G_DEFINE_FINAL_TYPE (WabiCalendarLinks, wabi_calendar_links, ADW_TYPE_WINDOW)

/* The practice's id, by which the server knows where to look, and the secret. */
static char *
make_token (WabiDesk *desk)
{
  g_auto (GStrv) parts = g_strsplit (wabi_cache_get_caller (wabi_desk_get_cache (desk))->practice, "-", -1);
  g_autofree char *practice = g_strjoinv (NULL, parts);
  GString *token = g_string_new (practice);
  guint8 secret[SECRET_BYTES];

  wabi_random_bytes (secret, sizeof secret);
  for (guint i = 0; i < sizeof secret; i++)
    g_string_append_printf (token, "%02x", secret[i]);
  return g_string_free (token, FALSE);
}

char *
wabi_calendar_link_make (WabiDesk *desk, gboolean names, GError **error)
{
  g_autofree char *server = wabi_sync_dup_server (wabi_desk_get_sync (desk));
  g_autofree char *token = make_token (desk), *hash = wabi_text_hash_hex (token, -1), *id = wabi_desk_new_id (desk);
  JsonObject *args = wabi_args ("id", id, "staff", wabi_desk_get_user (desk), "token_hash", hash, "scope", "own", "status", "on", NULL);

  json_object_set_boolean_member (args, "show_names", names);
  if (!wabi_desk_do (desk, "calendar-link.make", args, _ ("Calendar link made"), "calendar-link.revoke", wabi_args ("id", id, NULL), error))
    return NULL;
  return g_strdup_printf ("%s/v1/calendar/%s.ics", server != NULL ? server : "", token);
}

static void
show_error (WabiCalendarLinks *self, const char *words)
{
  gtk_label_set_text (self->error, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), words != NULL);
}

static void fill (WabiCalendarLinks *self);

static void
on_revoke_cb (WabiCalendarLinks *self, GtkWidget *button)
{
  g_autoptr (GError) error = NULL;

  /* Without an undo: a link that was revoked must stay so. */
  if (!wabi_desk_do (self->desk, "calendar-link.revoke", wabi_args ("id", g_object_get_data (G_OBJECT (button), "wabi-link"), NULL),
                     _ ("Calendar link revoked"), NULL, NULL, &error))
    show_error (self, error->message);
  gtk_widget_set_visible (self->made, FALSE);
  fill (self);
}

static void
add_link (WabiCalendarLinks *self, WabiRecord *link)
{
  WabiDay day = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_record_get_int (link, "made_at"));
  g_autofree char *when = wabi_format_day (day), *title = g_strdup_printf (_ ("Made on %s"), when);
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_mnemonic (_ ("_Revoke"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), wabi_record_get_bool (link, "show_names") ? _ ("Shows clients’ names") : _ ("Without names"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Revoke"), -1);
  g_object_set_data_full (G_OBJECT (button), "wabi-link", g_strdup (wabi_record_get_id (link)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_revoke_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->list, row);
}

static void
fill (WabiCalendarLinks *self)
{
  g_autoptr (GPtrArray) links = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_calendar_link, "staff", wabi_desk_get_user (self->desk));
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (GTK_IS_LIST_BOX_ROW (child))
        gtk_list_box_remove (self->list, child);
      child = next;
    }
  for (guint i = 0; i < links->len; i++)
    if (wabi_record_is (g_ptr_array_index (links, i), "status", "on"))
      add_link (self, g_ptr_array_index (links, i));
}

static void
make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiCalendarLinks *self = WABI_CALENDAR_LINKS (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = wabi_calendar_link_make (self->desk, gtk_switch_get_active (self->names), &error);

  show_error (self, error != NULL ? error->message : NULL);
  if (address == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->address), address);
  gtk_widget_set_visible (self->made, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
  fill (self);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiCalendarLinks *self = WABI_CALENDAR_LINKS (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_editable_get_text (GTK_EDITABLE (self->address)));
  wabi_desk_tell (self->desk, _ ("Link copied. Whoever has it can read your schedule."));
}

static void
on_names_cb (WabiCalendarLinks *self)
{
  gtk_widget_set_visible (self->warning, gtk_switch_get_active (self->names));
}

static void
wabi_calendar_links_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_CALENDAR_LINKS);
  g_clear_object (&WABI_CALENDAR_LINKS (object)->desk);
  G_OBJECT_CLASS (wabi_calendar_links_parent_class)->dispose (object);
}

static void
wabi_calendar_links_class_init (WabiCalendarLinksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_calendar_links_dispose;
  wabi_schedule_init ();
  g_type_ensure (WABI_TYPE_CONNECTED_CALENDARS);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-calendar-links.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarLinks, names);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarLinks, warning);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarLinks, made);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarLinks, address);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarLinks, list);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarLinks, error);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarLinks, connected);
  gtk_widget_class_bind_template_callback (widget_class, on_names_cb);
  gtk_widget_class_install_action (widget_class, "links.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "links.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "links.make", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
}

static void
wabi_calendar_links_init (WabiCalendarLinks *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

WabiCalendarLinks *
wabi_calendar_links_present (WabiDesk *desk, GtkWindow *parent)
{
  WabiCalendarLinks *self = g_object_new (WABI_TYPE_CALENDAR_LINKS, NULL);

  self->desk = g_object_ref (desk);
  wabi_connected_calendars_set_desk (self->connected, desk);
  fill (self);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
