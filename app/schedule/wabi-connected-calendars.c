// SPDX-License-Identifier: AGPL-3.0-or-later
// The calendars into which the service writes.

#include "wabi-connected-calendars.h"

#include <glib/gi18n-lib.h>

#include "wabi-connect-calendar.h"
#include "wabi-confirm.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-schedule-init.h"

struct _WabiConnectedCalendars
{
  GtkBox parent_instance;
  GtkListBox *list;
  GtkLabel *error;

  WabiDesk *desk;
};

G_DEFINE_FINAL_TYPE (WabiConnectedCalendars, wabi_connected_calendars, GTK_TYPE_BOX)

static const struct
{
  const char *problem, *words;
} PROBLEMS[] = {
  { "away", N_ ("Its server does not answer") },
  { "password", N_ ("Its server does not take the name and password any more. Give the password again") },
  { "certificate", N_ ("Its server cannot prove who it is: its certificate is not trusted") },
  { "missing", N_ ("There is no calendar under the address any more") },
  { "full", N_ ("There is no room in it") },
  { "refused", N_ ("Its server refuses what we write") },
  { "key", N_ ("Our server cannot read the password any more. Give the password again") },
};

/* --- words --- */

static char *
describe_at (WabiDesk *desk, gint64 at)
{
  const char *zone = wabi_desk_get_zone (desk);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, at)), *time = wabi_format_time (zone, at);

  return g_strdup_printf ("%s, %s", day, time);
}

static char *
describe_good (WabiDesk *desk, WabiRecord *push)
{
  guint n = (guint) wabi_record_get_int (push, "events"), restored = (guint) wabi_record_get_int (push, "restored");
  g_autofree char *at = describe_at (desk, wabi_record_get_int (push, "good_at"));
  g_autofree char *entries = g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
  g_autofree char *back = restored > 0 ? g_strdup_printf (ngettext ("%u change that was made there was put back", "%u changes that were made there were put back", restored), restored) : NULL;

  /* Translators: entries in a calendar, then when they were last written */
  g_autofree char *good = g_strdup_printf (_ ("%s, last written %s"), entries, at);

  return back != NULL ? g_strdup_printf ("%s · %s", good, back) : g_steal_pointer (&good);
}

static char *
describe_problem (WabiDesk *desk, WabiRecord *push)
{
  const char *words = _ ("It could not be written");

  for (guint i = 0; i < G_N_ELEMENTS (PROBLEMS); i++)
    if (wabi_record_is (push, "problem", PROBLEMS[i].problem))
      words = _ (PROBLEMS[i].words);
  if (wabi_record_is (push, "state", "failing") && wabi_record_has (push, "at"))
    {
      g_autofree char *time = wabi_format_time (wabi_desk_get_zone (desk), wabi_record_get_int (push, "at"));

      /* Translators: what is wrong, then the time of the next try */
      return g_strdup_printf (_ ("%s. Tried again at %s."), words, time);
    }
  return g_strdup_printf ("%s.", words);
}

char *
wabi_connected_calendar_dup_words (WabiDesk *desk, WabiRecord *push)
{
  if (wabi_record_is (push, "status", "paused"))
    return g_strdup (_ ("Paused: nothing is written"));
  if (wabi_record_is (push, "state", "good"))
    return describe_good (desk, push);
  if (wabi_record_is (push, "state", "waiting"))
    return g_strdup (_ ("Waits for the server to write it"));
  return describe_problem (desk, push);
}

/* Whose, where that is not the person at work. */
static char *
describe_title (WabiDesk *desk, WabiRecord *push)
{
  const char *staff = wabi_record_get_text (push, "staff"), *url = wabi_record_get_text (push, "url");
  const char *address = g_str_has_prefix (url, "https://") ? url + strlen ("https://") : url;
  g_autofree char *whose = NULL;

  if (g_strcmp0 (staff, wabi_desk_get_user (desk)) == 0)
    return g_strdup (address);
  whose = staff != NULL ? wabi_desk_dup_name (desk, &wabi_kind_staff, staff) : g_strdup (_ ("Everybody’s sessions"));
  return g_strdup_printf ("%s · %s", whose, address);
}

/* --- acts --- */

static void
show_error (WabiConnectedCalendars *self, const char *words)
{
  gtk_label_set_text (self->error, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), words != NULL);
}

static GtkWindow *
get_window (WabiConnectedCalendars *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static const char *
get_id (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "wabi-push");
}

static void
give (WabiConnectedCalendars *self, const char *id, const char *command, const char *words, const char *undo)
{
  g_autoptr (GError) error = NULL;

  wabi_desk_do (self->desk, command, wabi_args ("id", id, NULL), words, undo, undo != NULL ? wabi_args ("id", id, NULL) : NULL, &error);
  show_error (self, error != NULL ? error->message : NULL);
}

static void
on_pause_cb (WabiConnectedCalendars *self, GtkWidget *button)
{
  give (self, get_id (button), "calendar-push.pause", _ ("Calendar paused"), "calendar-push.resume");
}

static void
on_resume_cb (WabiConnectedCalendars *self, GtkWidget *button)
{
  give (self, get_id (button), "calendar-push.resume", _ ("Calendar is written again"), "calendar-push.pause");
}

/* Without an undo: it is tried now, and that is all. */
static void
on_retry_cb (WabiConnectedCalendars *self, GtkWidget *button)
{
  give (self, get_id (button), "calendar-push.resume", _ ("The server tries again"), NULL);
}

static void
on_password_cb (WabiConnectedCalendars *self, GtkWidget *button)
{
  g_autoptr (WabiRecord) push = wabi_desk_get (self->desk, &wabi_kind_calendar_push, get_id (button));

  if (push != NULL)
    wabi_connect_calendar_present (self->desk, push, get_window (self));
}

typedef struct
{
  WabiConnectedCalendars *self;
  char *id;
} Asked;

static void
on_end_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);

  if (choice != NULL)
    give (asked->self, asked->id, "calendar-push.end", _ ("Calendar disconnected"), NULL);
  g_object_unref (asked->self);
  g_free (asked->id);
  g_free (asked);
}

static void
on_end_cb (WabiConnectedCalendars *self, GtkWidget *button)
{
  WabiConfirm *confirm = wabi_confirm_new (_ ("Disconnect this calendar?"),
                                           _ ("The server takes its entries out of the calendar and forgets the password. To connect it again, the password has to be typed."));
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->id = g_strdup (get_id (button));
  wabi_confirm_add_choice (confirm, "end", _ ("_Disconnect"), WABI_CHOICE_DESTRUCTIVE);
  wabi_confirm_choose_async (confirm, get_window (self), NULL, on_end_asked_cb, asked);
}

/* --- rows --- */

static void
add_button (WabiConnectedCalendars *self, GtkWidget *row, WabiRecord *push, const char *icon, const char *words, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (button), "wabi-push", g_strdup (wabi_record_get_id (push)), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_row (WabiConnectedCalendars *self, WabiRecord *push)
{
  g_autofree char *title = describe_title (self->desk, push), *words = wabi_connected_calendar_dup_words (self->desk, push), *subtitle = NULL;
  gboolean paused = wabi_record_is (push, "status", "paused"), wrong = wabi_record_is (push, "state", "failing") || wabi_record_is (push, "state", "refused");
  GtkWidget *row = adw_action_row_new ();

  subtitle = g_strdup_printf ("%s\n%s", words, wabi_record_get_bool (push, "show_names") ? _ ("Shows clients’ names") : _ ("Without names"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (wrong && !paused)
    adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-warning-symbolic");
  if (wabi_record_is (push, "state", "failing") && !paused)
    add_button (self, row, push, "view-refresh-symbolic", _ ("Try again now"), G_CALLBACK (on_retry_cb));
  add_button (self, row, push, "dialog-password-symbolic", _ ("Give another password"), G_CALLBACK (on_password_cb));
  if (paused)
    add_button (self, row, push, "media-playback-start-symbolic", _ ("Go on writing"), G_CALLBACK (on_resume_cb));
  else
    add_button (self, row, push, "media-playback-pause-symbolic", _ ("Pause"), G_CALLBACK (on_pause_cb));
  add_button (self, row, push, "user-trash-symbolic", _ ("Disconnect"), G_CALLBACK (on_end_cb));
  gtk_list_box_append (self->list, row);
}

static gboolean
is_mine (WabiConnectedCalendars *self, WabiRecord *push)
{
  return (wabi_desk_get_roles (self->desk) & WABI_ROLE_ADMIN) != 0 || wabi_record_is (push, "staff", wabi_desk_get_user (self->desk));
}

static void
fill (WabiConnectedCalendars *self)
{
  static const char *const states[] = { "on", "paused" };
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (GTK_IS_LIST_BOX_ROW (child))
        gtk_list_box_remove (self->list, child);
      child = next;
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GPtrArray) some = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_calendar_push, "status", states[i]);

      for (guint j = 0; j < some->len; j++)
        if (is_mine (self, g_ptr_array_index (some, j)))
          add_row (self, g_ptr_array_index (some, j));
    }
}

static void
on_changed_cb (WabiConnectedCalendars *self, WabiChanges *changes)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_calendar_push))
    fill (self);
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiConnectedCalendars *self = WABI_CONNECTED_CALENDARS (widget);

  wabi_connect_calendar_present (self->desk, NULL, get_window (self));
}

static void
wabi_connected_calendars_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_CONNECTED_CALENDARS);
  g_clear_object (&WABI_CONNECTED_CALENDARS (object)->desk);
  G_OBJECT_CLASS (wabi_connected_calendars_parent_class)->dispose (object);
}

static void
wabi_connected_calendars_class_init (WabiConnectedCalendarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_connected_calendars_dispose;
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-connected-calendars.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiConnectedCalendars, list);
  gtk_widget_class_bind_template_child (widget_class, WabiConnectedCalendars, error);
  gtk_widget_class_install_action (widget_class, "calendars.connect", NULL, connect_action);
}

static void
wabi_connected_calendars_init (WabiConnectedCalendars *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
wabi_connected_calendars_set_desk (WabiConnectedCalendars *self, WabiDesk *desk)
{
  g_return_if_fail (WABI_IS_CONNECTED_CALENDARS (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
}
