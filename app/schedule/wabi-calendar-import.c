// SPDX-License-Identifier: AGPL-3.0-or-later
// The preview of a calendar file: a line for each time, what would become of it, and what could not be read.

#include "wabi-calendar-import.h"

#include <glib/gi18n-lib.h>

#include "wabi-format.h"
#include "wabi-schedule-init.h"

#define PAST_DAYS 7
#define AHEAD_DAYS 400
#define MOST 500

struct _WabiCalendarImport
{
  AdwWindow parent_instance;
  GtkLabel *summary;
  GtkListBox *problems;
  GtkListBox *list;
  GtkLabel *error;
  GtkButton *save;

  WabiDesk *desk;
  char *staff;
  WabiIcalCalendar *calendar;
  GArray *times;
  GPtrArray *checks; /* of GtkCheckButton, NULL where nothing is taken */
};

G_DEFINE_FINAL_TYPE (WabiCalendarImport, wabi_calendar_import, ADW_TYPE_WINDOW)

static const char *
describe_fate (WabiImportFate fate)
{
  static const char *const words[] = {
    [WABI_IMPORT_BLOCK] = N_ ("Blocks this time"),
    [WABI_IMPORT_AWAY] = N_ ("Asks for time off"),
    [WABI_IMPORT_THERE] = N_ ("Is there already"),
    [WABI_IMPORT_SAME] = N_ ("Is a session that is booked so"),
    [WABI_IMPORT_MOVED] = N_ ("Is a session that is booked for another time: move it in the schedule"),
    [WABI_IMPORT_UNKNOWN] = N_ ("Is a session that is not here any more"),
    [WABI_IMPORT_CANCELED] = N_ ("Does not take place"),
  };

  return _ (words[fate]);
}

static char *
describe_when (WabiCalendarImport *self, const WabiIcalTime *time)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, time->starts_at));
  g_autofree char *last = wabi_format_day (wabi_zone_day (zone, time->ends_at - 1)), *range = NULL;

  if (time->event->all_day && wabi_zone_day (zone, time->starts_at) == wabi_zone_day (zone, time->ends_at - 1))
    return g_strdup_printf (_ ("%s, all day"), day);
  if (time->event->all_day)
    return g_strdup_printf (_ ("%s to %s"), day, last);
  range = wabi_format_range (zone, time->starts_at, time->ends_at);
  return g_strdup_printf ("%s, %s", day, range);
}

static guint
count_chosen (WabiCalendarImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    n += self->checks->pdata[i] != NULL && gtk_check_button_get_active (self->checks->pdata[i]);
  return n;
}

static void
update_save (WabiCalendarImport *self)
{
  guint n = count_chosen (self);
  g_autofree char *label = g_strdup_printf (ngettext ("_Take over %u entry", "_Take over %u entries", n), n);

  gtk_button_set_label (self->save, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), n > 0);
}

static void
add_line (WabiCalendarImport *self, const WabiIcalTime *time)
{
  g_autofree char *id = NULL, *when = describe_when (self, time), *subtitle = NULL;
  WabiImportFate fate = wabi_calendar_import_judge (self->desk, self->staff, time, &id);
  gboolean taken = fate == WABI_IMPORT_BLOCK || fate == WABI_IMPORT_AWAY;
  GtkWidget *row = adw_action_row_new (), *check = taken ? gtk_check_button_new () : NULL;

  subtitle = g_strdup_printf ("%s · %s", when, describe_fate (fate));
  /* What others wrote is text, not markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), time->event->summary != NULL ? time->event->summary : _ ("Untitled"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_ptr_array_add (self->checks, check);
  if (check != NULL)
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !time->event->free);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, subtitle, -1);
      g_signal_connect_object (check, "toggled", G_CALLBACK (update_save), self, G_CONNECT_SWAPPED);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    }
  gtk_list_box_append (self->list, row);
}

static void
add_problem (WabiCalendarImport *self, const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-warning-symbolic");
  gtk_list_box_append (self->problems, row);
}

static void
fill (WabiCalendarImport *self)
{
  gint64 now = wabi_desk_get_now (self->desk);
  g_autofree char *name = wabi_desk_dup_name (self->desk, &wabi_kind_staff, self->staff), *words = NULL;
  gboolean more = FALSE;

  self->times = wabi_ical_list_times (self->calendar, now - PAST_DAYS * WABI_DAY_MINUTES * WABI_MINUTE,
                                      now + AHEAD_DAYS * WABI_DAY_MINUTES * WABI_MINUTE, MOST, &more);
  words = g_strdup_printf (ngettext ("%u time from a week ago to a year ahead, for %s. Nothing is saved yet.",
                                     "%u times from a week ago to a year ahead, for %s. Nothing is saved yet.", self->times->len),
                           self->times->len, name);
  gtk_label_set_text (self->summary, words);
  for (guint i = 0; i < self->calendar->problems->len; i++)
    add_problem (self, g_ptr_array_index (self->calendar->problems, i));
  if (more)
    {
      g_autofree char *rest = g_strdup_printf (_ ("Only the first %u times are shown. Take them over, then import the file again."), self->times->len);

      add_problem (self, rest);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problems), gtk_widget_get_first_child (GTK_WIDGET (self->problems)) != NULL);
  for (guint i = 0; i < self->times->len; i++)
    add_line (self, &g_array_index (self->times, WabiIcalTime, i));
  update_save (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiCalendarImport *self = WABI_CALENDAR_IMPORT (widget);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->checks->len; i++)
    if (self->checks->pdata[i] != NULL && gtk_check_button_get_active (self->checks->pdata[i]))
      g_ptr_array_add (chosen, &g_array_index (self->times, WabiIcalTime, i));
  if (chosen->len == 0)
    return;
  if (wabi_calendar_import_save (self->desk, self->staff, (const WabiIcalTime *const *) chosen->pdata, chosen->len, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->error, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
}

static void
wabi_calendar_import_dispose (GObject *object)
{
  WabiCalendarImport *self = WABI_CALENDAR_IMPORT (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_CALENDAR_IMPORT);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_calendar_import_parent_class)->dispose (object);
}

static void
wabi_calendar_import_finalize (GObject *object)
{
  WabiCalendarImport *self = WABI_CALENDAR_IMPORT (object);

  g_free (self->staff);
  g_clear_pointer (&self->times, g_array_unref);
  g_ptr_array_unref (self->checks);
  wabi_ical_calendar_free (self->calendar);
  G_OBJECT_CLASS (wabi_calendar_import_parent_class)->finalize (object);
}

static void
wabi_calendar_import_class_init (WabiCalendarImportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_calendar_import_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_calendar_import_finalize;
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-calendar-import.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarImport, summary);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarImport, problems);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarImport, list);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarImport, error);
  gtk_widget_class_bind_template_child (widget_class, WabiCalendarImport, save);
  gtk_widget_class_install_action (widget_class, "import.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "import.save", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
}

static void
wabi_calendar_import_init (WabiCalendarImport *self)
{
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

WabiCalendarImport *
wabi_calendar_import_present (WabiDesk *desk, const char *staff, WabiIcalCalendar *calendar, GtkWindow *parent)
{
  WabiCalendarImport *self = g_object_new (WABI_TYPE_CALENDAR_IMPORT, NULL);

  self->desk = g_object_ref (desk);
  self->staff = g_strdup (staff);
  self->calendar = calendar;
  fill (self);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
