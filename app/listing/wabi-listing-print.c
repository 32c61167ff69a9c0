// SPDX-License-Identifier: AGPL-3.0-or-later
// Sheets to printers and files.

#include "wabi-listing-print.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "wabi-choose-file.h"
#include "wabi-format.h"

typedef struct
{
  WabiListing *sheet;
  const WabiListing *shown; /* the same, or somebody else's */
  WabiDesk *desk;
  WabiListingPaper *paper;
  WabiListingForm form;
  gboolean wide;
  char *done;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wabi_listing_paper_free (job->paper);
  wabi_listing_free (job->sheet);
  g_object_unref (job->desk);
  g_free (job->done);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, free_job)

static Job *
new_job (WabiDesk *desk, WabiListing *take_sheet, const WabiListing *shown, gboolean wide)
{
  Job *job = g_new0 (Job, 1);

  job->desk = g_object_ref (desk);
  job->sheet = take_sheet;
  job->shown = shown;
  job->wide = wide;
  return job;
}

static void
on_begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  gint64 now = wabi_desk_get_now (job->desk);
  const char *zone = wabi_desk_get_zone (job->desk);
  g_autofree char *who = wabi_desk_dup_name (job->desk, &wabi_kind_staff, wabi_desk_get_user (job->desk));
  g_autofree char *day = wabi_format_day_long (wabi_zone_day (zone, now)), *time = wabi_format_time (zone, now);
  /* Translators: at the foot of a page: when it was printed, and by whom */
  g_autofree char *foot = g_strdup_printf (_("Printed %s, %s, by %s"), day, time, who);

  job->paper = wabi_listing_paper_new (job->shown, wabi_cache_get_practice_name (wabi_desk_get_cache (job->desk)), foot,
                                     gtk_print_context_get_width (context), gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (operation, (int) wabi_listing_paper_count_pages (job->paper));
}

static void
on_draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, Job *job)
{
  wabi_listing_paper_draw (job->paper, gtk_print_context_get_cairo_context (context), (guint) number);
}

static GtkPrintOperation *
make_operation (Job *take_job)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_orientation (setup, take_job->wide ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  /* A print queue is seen by others: no names. */
  gtk_print_operation_set_job_name (operation, _("Report"));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_object_set_data_full (G_OBJECT (operation), "wabi-job", take_job, free_job);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_cb), take_job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_cb), take_job);
  return operation;
}

void
wabi_listing_print (WabiListing *sheet, WabiDesk *desk, GtkWindow *parent, gboolean wide)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (new_job (desk, sheet, sheet, wide));
  g_autoptr (GError) error = NULL;

  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    wabi_desk_tell_error (desk, error);
}

static gboolean
save_pdf (const WabiListing *sheet, WabiDesk *desk, gboolean wide, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (new_job (desk, NULL, sheet, wide));

  gtk_print_operation_set_export_filename (operation, path);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    return FALSE;
  g_chmod (path, 0600);
  return TRUE;
}

gboolean
wabi_listing_save (const WabiListing *sheet, WabiDesk *desk, WabiListingForm form, gboolean wide, const char *path, GError **error)
{
  g_autofree char *csv = NULL;

  if (form == WABI_LISTING_XLSX)
    return wabi_listing_write_xlsx (sheet, path, error);
  if (form == WABI_LISTING_PDF)
    return save_pdf (sheet, desk, wide, path, error);
  csv = wabi_listing_to_csv (sheet);
  return g_file_set_contents_full (path, csv, (gssize) strlen (csv), G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        wabi_desk_tell_error (job->desk, error);
    }
  else if (path == NULL)
    wabi_desk_tell (job->desk, _("Choose a folder of this computer."));
  else if (!wabi_listing_save (job->shown, job->desk, job->form, job->wide, path, &error))
    wabi_desk_tell_error (job->desk, error);
  else
    wabi_desk_tell (job->desk, job->done);
}

void
wabi_listing_ask (WabiListing *sheet, WabiDesk *desk, GtkWindow *parent, WabiListingForm form, gboolean wide, const char *name, const char *done)
{
  static const char *const endings[] = { [WABI_LISTING_CSV] = ".csv", [WABI_LISTING_XLSX] = ".xlsx", [WABI_LISTING_PDF] = ".pdf" };
  g_autofree char *suggested = g_strconcat (name, endings[form], NULL);
  Job *job = new_job (desk, sheet, sheet, wide);

  job->form = form;
  job->done = g_strdup (done);
  wabi_choose_file_async (parent, WABI_CHOOSE_SAVE, _("Save the report"), suggested, NULL, NULL, on_chosen_cb, job);
}
