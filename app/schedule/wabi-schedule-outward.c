// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes out of the schedule and comes in: calendar files, private links, a person's day on paper, a family's confirmation.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-calendar-import.h"
#include "wabi-calendar-links.h"
#include "wabi-choose-file.h"
#include "wabi-confirm.h"
#include "wabi-day-sheet.h"
#include "wabi-outward.h"
#include "wabi-visit-acts.h"

typedef struct
{
  WabiSchedulePage *page;
  gboolean names;
  char *id; /* (nullable): of a visit */
} Asked;

static void
free_asked (Asked *asked)
{
  g_object_unref (asked->page);
  g_free (asked->id);
  g_free (asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, free_asked)

static Asked *
new_asked (WabiSchedulePage *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->page = g_object_ref (self);
  return asked;
}

static GtkWindow *
get_window (WabiSchedulePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
tell_unless_closed (WabiSchedulePage *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    wabi_desk_tell_error (self->desk, error);
}

/* The person whom the view is of, else the one at work. */
static const char *
get_person (WabiSchedulePage *self)
{
  const char *staff = wabi_schedule_model_get_choice (self->model)->staff;

  return staff != NULL && *staff != '\0' ? staff : wabi_desk_get_user (self->desk);
}

/* --- a calendar file of what is shown --- */

char *
wabi_schedule_page_dup_calendar (WabiSchedulePage *self, gboolean names)
{
  g_autoptr (WabiIcalCalendar) calendar = wabi_ical_calendar_new ();
  GPtrArray *visits = wabi_schedule_model_list_visits (self->model);

  calendar->method = g_strdup ("PUBLISH");
  calendar->stamp = wabi_desk_get_now (self->desk);
  wabi_outward_add_visits (calendar, wabi_desk_get_view (self->desk), visits, names ? WABI_OUTWARD_NAMES : 0);
  return wabi_ical_write (calendar);
}

static void
on_export_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  g_autofree char *text = file != NULL ? wabi_schedule_page_dup_calendar (asked->page, asked->names) : NULL;

  if (file == NULL
      || !g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &error))
    tell_unless_closed (asked->page, error);
  else
    wabi_desk_tell (asked->page->desk, asked->names ? _ ("The calendar file is saved. It holds names: keep it where only staff can read it.")
                                                    : _ ("The calendar file is saved, without names."));
}

static void
on_export_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autofree char *pdf = NULL, *name = NULL;

  if (choice == NULL)
    return;
  asked->names = g_strcmp0 (choice, "names") == 0;
  pdf = wabi_schedule_page_dup_file_name (asked->page);
  name = g_strdup_printf ("%.*s.ics", (int) strlen (pdf) - 4, pdf);
  wabi_choose_file_async (get_window (asked->page), WABI_CHOOSE_SAVE, _ ("Save as calendar file"), name, NULL, NULL, on_export_file_cb, asked);
  g_steal_pointer (&asked);
}

static void
export_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  guint n = wabi_schedule_model_list_visits (self->model)->len;
  g_autofree char *body = g_strdup_printf (ngettext ("%u session that is shown is written. Names are health information: a calendar that others keep may hold "
                                                     "them only where the practice has an agreement (BAA).",
                                                     "%u sessions that are shown are written. Names are health information: a calendar that others keep may hold "
                                                     "them only where the practice has an agreement (BAA).", n), n);
  WabiConfirm *confirm;

  if (n == 0)
    {
      wabi_desk_tell (self->desk, _ ("No session is shown. Choose other days or fewer filters first."));
      return;
    }
  confirm = wabi_confirm_new (_ ("Save as a calendar file?"), body);
  wabi_confirm_add_choice (confirm, "names", _ ("With _names"), WABI_CHOICE_PLAIN);
  wabi_confirm_add_choice (confirm, "plain", _ ("_Without names"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_choose_async (confirm, get_window (self), NULL, on_export_asked_cb, new_asked (self));
}

/* --- a calendar file of others --- */

static void
on_import_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  WabiDesk *desk = asked->page->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  g_autofree char *text = NULL;
  WabiIcalCalendar *calendar = NULL;
  gsize length = 0;

  if (file != NULL && g_file_load_contents (file, NULL, &text, &length, NULL, &error))
    calendar = wabi_ical_read (text, length, wabi_desk_get_zone (desk), &error);
  if (calendar == NULL)
    tell_unless_closed (asked->page, error);
  else
    wabi_calendar_import_present (desk, get_person (asked->page), calendar, get_window (asked->page));
}

static void
import_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);

  wabi_choose_file_async (get_window (self), WABI_CHOOSE_OPEN, _ ("Import a calendar file"), NULL, "text/calendar", NULL, on_import_file_cb,
                          new_asked (self));
}

/* --- links --- */

static void
links_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);

  wabi_calendar_links_present (self->desk, get_window (self));
}

/* --- a day on paper --- */

static void
on_sheet_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  WabiSchedulePage *self = asked->page;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  WabiSheetNames names = g_strcmp0 (choice, "full") == 0 ? WABI_SHEET_FULL : g_strcmp0 (choice, "initials") == 0 ? WABI_SHEET_INITIALS : WABI_SHEET_NONE;

  if (choice == NULL)
    return;
  operation = wabi_day_sheet_new (self->desk, get_person (self), wabi_schedule_model_get_choice (self->model)->day, names);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, get_window (self), &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    wabi_desk_tell_error (self->desk, error);
}

static void
sheet_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  g_autofree char *name = wabi_desk_dup_name (self->desk, &wabi_kind_staff, get_person (self));
  g_autofree char *body = g_strdup_printf (_ ("The day of %s. Paper gets lost: choose how clients are called on it. Without names there are no notes either."),
                                           name);
  WabiConfirm *confirm = wabi_confirm_new (_ ("Print the day sheet?"), body);

  wabi_confirm_add_choice (confirm, "none", _ ("_No names"), WABI_CHOICE_PLAIN);
  wabi_confirm_add_choice (confirm, "initials", _ ("_Initials"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_add_choice (confirm, "full", _ ("_Full names"), WABI_CHOICE_PLAIN);
  wabi_confirm_choose_async (confirm, get_window (self), NULL, on_sheet_asked_cb, new_asked (self));
}

void
wabi_schedule_page_install_outward (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "schedule.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "schedule.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "schedule.links", NULL, links_action);
  gtk_widget_class_install_action (widget_class, "schedule.day-sheet", NULL, sheet_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "schedule.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "schedule.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "schedule.day-sheet", NULL);
}
