// SPDX-License-Identifier: AGPL-3.0-or-later
// Every view on paper or as PDF: drawn anew for the page, from what the model holds, in black on white.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-choose-file.h"
#include "wabi-format.h"
#include "wabi-paper.h"

/* One printing: the pages are laid out when the paper is known. */
typedef struct
{
  WabiSchedulePage *page;
  WabiPaper *paper;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wabi_paper_free (job->paper);
  g_object_unref (job->page);
  g_free (job);
}

/* On paper the year is said, and whose days they are. */
static char *
dup_title (WabiSchedulePage *self)
{
  const WabiScheduleChoice *choice = wabi_schedule_model_get_choice (self->model);
  g_autofree char *days = choice->view == WABI_SCHEDULE_DAY ? wabi_format_day_long (choice->day) : wabi_schedule_model_dup_title (self->model);
  const char *who = choice->client != NULL ? wabi_schedule_model_get_name (self->model, &wabi_kind_client, choice->client)
                                           : wabi_schedule_model_get_name (self->model, &wabi_kind_staff, choice->staff);

  return *who != '\0' ? g_strdup_printf ("%s · %s", days, who) : g_steal_pointer (&days);
}

static void
on_begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  g_autofree char *title = dup_title (job->page);
  g_autofree char *summary = wabi_schedule_model_dup_summary (job->page->model);

  job->paper = wabi_paper_new (job->page->model, wabi_cache_get_practice_name (wabi_desk_get_cache (job->page->desk)), title, summary,
                               gtk_print_context_get_width (context), gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (operation, (int) wabi_paper_count_pages (job->paper));
}

static void
on_draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, Job *job)
{
  wabi_paper_draw (job->paper, gtk_print_context_get_cairo_context (context), (guint) number);
}

static GtkPrintOperation *
make_operation (WabiSchedulePage *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autofree char *name = wabi_schedule_page_dup_file_name (self);
  Job *job = g_new0 (Job, 1);

  job->page = g_object_ref (self);
  gtk_page_setup_set_orientation (setup, wabi_schedule_model_get_layout (self->model) == WABI_SCHEDULE_LIST ? GTK_PAGE_ORIENTATION_PORTRAIT
                                                                                                         : GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_object_set_data_full (G_OBJECT (operation), "wabi-job", job, free_job);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_cb), job);
  return operation;
}

/* The days alone: a file's or a print queue's name is seen by others. */
char *
wabi_schedule_page_dup_file_name (WabiSchedulePage *self)
{
  char day[WABI_DAY_TEXT_SIZE];
  WabiDay first, last;

  wabi_schedule_model_get_days (self->model, &first, &last);
  return g_strdup_printf ("schedule-%s-%s.pdf", wabi_schedule_view_to_id (wabi_schedule_model_get_choice (self->model)->view),
                          wabi_day_format (first, day));
}

gboolean
wabi_schedule_page_export (WabiSchedulePage *self, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (self);

  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}

static GtkWindow *
get_window (WabiSchedulePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  g_autoptr (GtkPrintOperation) operation = make_operation (self);
  g_autoptr (GError) error = NULL;

  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, get_window (self), &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    wabi_desk_tell_error (self->desk, error);
}

static void
on_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiSchedulePage) self = WABI_SCHEDULE_PAGE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  g_autofree char *path = NULL;

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        wabi_desk_tell_error (self->desk, error);
      return;
    }
  path = g_file_get_path (file);
  if (path == NULL)
    wabi_desk_tell (self->desk, _("Choose a folder of this computer."));
  else if (!wabi_schedule_page_export (self, path, &error))
    wabi_desk_tell_error (self->desk, error);
  else
    wabi_desk_tell (self->desk, _("The PDF is saved. It holds names: keep it where only staff can read it."));
}

static void
pdf_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  g_autofree char *file_name = wabi_schedule_page_dup_file_name (self);

  wabi_choose_file_async (get_window (self), WABI_CHOOSE_SAVE, _("Save as PDF"), file_name, NULL, NULL, on_file_chosen_cb, g_object_ref (self));
}

void
wabi_schedule_page_install_print (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "schedule.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "schedule.pdf", NULL, pdf_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "schedule.print", NULL);
}
