// SPDX-License-Identifier: AGPL-3.0-or-later
// A table that CMS publishes: whose and since when, which file, what it would change, and only then kept.

#include "wabi-payers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-choose-file.h"
#include "wabi-confirm.h"
#include "wabi-edit-preview.h"
#include "wabi-form-dialog.h"

#define MOST_SHOWN 300
#define MOST_BYTES (200 * 1024 * 1024)

static const WabiField table_fields[] = {
  { "program", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "valid_from", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "source", WABI_FIELD_TEXT, 0, 0, 400, NULL, NULL },
};
static const WabiKind table_kind
    = { "table_form", "billing", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, table_fields, G_N_ELEMENTS (table_fields), N_ ("table of limits") };
static const WabiFormRow table_rows[] = {
  { N_ ("The table"), "program", N_ ("Of"), WABI_FORM_CHOICE, "medicare medicaid", N_ ("Medicare|Medicaid"), TRUE },
  { NULL, "valid_from", N_ ("First day of its quarter"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "source", N_ ("Name it"), WABI_FORM_TEXT, NULL, NULL, TRUE },
};

typedef struct
{
  WabiDesk *desk;
  GWeakRef window;
  char *program, *from, *source;
  WabiEditImport *import;
} TableForm;

static void
free_form (gpointer data)
{
  TableForm *form = data;

  g_object_unref (form->desk);
  g_weak_ref_clear (&form->window);
  g_clear_pointer (&form->import, wabi_edit_import_free);
  g_free (form->program);
  g_free (form->from);
  g_free (form->source);
  g_free (form);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TableForm, free_form)

/* ---- Keeping ---- */

static void
on_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TableForm) form = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL), *id = NULL;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (choice, "keep") != 0)
    return;
  id = wabi_desk_new_id (form->desk);
  if (!wabi_desk_do (form->desk, "edit-table.import", wabi_edit_import_args (form->import, id, form->program, form->from, NULL, form->source),
                     _("The table is kept"), "edit-table.withdraw", wabi_args ("id", id, NULL), &error))
    {
      wabi_desk_tell_error (form->desk, error);
      return;
    }
  wabi_desk_set_redo (form->desk, "edit-table.restore", wabi_args ("id", id, NULL));
}

static GtkWidget *
list_changes (const GArray *changes)
{
  GtkWidget *list = gtk_list_box_new (), *scrolled = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the table changes"), -1);
  for (guint i = 0; i < MIN (changes->len, MOST_SHOWN); i++)
    {
      g_autofree char *words = wabi_edit_change_words (&g_array_index (changes, WabiEditChange, i));

      gtk_list_box_append (GTK_LIST_BOX (list), wabi_payer_row_new (words, NULL, NULL));
    }
  if (changes->len > MOST_SHOWN)
    {
      g_autofree char *more = g_strdup_printf (_("and %u more"), changes->len - MOST_SHOWN);

      gtk_list_box_append (GTK_LIST_BOX (list), wabi_payer_row_new (more, NULL, NULL));
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE, "max-content-height", 360, NULL);
  return scrolled;
}

static char *
say_found (const WabiEditImport *import, guint changes)
{
  guint kept = import->is_pairs ? import->pairs->len : import->limits->len;
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row is of the practice's codes", "%u rows are of the practice's codes", kept), kept);
  g_autofree char *unread = import->unread > 0 ? g_strdup_printf (ngettext (" %u line could not be read.", " %u lines could not be read.", import->unread), import->unread)
                                               : g_strdup ("");
  g_autofree char *differs = changes > 0 ? g_strdup_printf (ngettext ("%u thing changes:", "%u things change:", changes), changes)
                                         : g_strdup (_("Nothing changes: it is what is known already."));

  /* Translators: rows read in all; how many concern the practice; lines that could not be read; what changes */
  return g_strdup_printf (_("%u rows were read; %s.%s %s"), import->rows, rows, unread, differs);
}

static void
preview (TableForm *take_form)
{
  g_autoptr (TableForm) form = take_form;
  g_autoptr (GArray) changes
      = wabi_edit_preview (wabi_desk_get_view (form->desk), form->import, form->program, wabi_day_from_text (form->from));
  g_autofree char *body = say_found (form->import, changes->len);
  g_autoptr (GtkWindow) window = g_weak_ref_get (&form->window);
  WabiConfirm *confirm = wabi_confirm_new (form->import->is_pairs ? _("Keep this table of pairs?") : _("Keep this table of units a day?"), body);

  wabi_confirm_add_choice (confirm, "keep", _("Keep it"), WABI_CHOICE_SUGGESTED);
  if (changes->len > 0)
    wabi_confirm_set_extra (confirm, list_changes (changes));
  wabi_confirm_choose_async (confirm, window, NULL, on_kept_cb, g_steal_pointer (&form));
}

/* ---- Reading, beside the main loop: a table of pairs has more than a million rows ---- */

typedef struct
{
  char *path, *from;
  GStrv codes;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->from);
  g_strfreev (job->codes);
  g_free (job);
}

static void
read_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (job->path, FALSE, &error);
  WabiEditImport *import = NULL;

  if (file != NULL && g_mapped_file_get_length (file) > MOST_BYTES)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The file is too large for a table of CMS. Choose the CSV or TXT file."));
  else if (file != NULL)
    import = wabi_edit_import_read (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), (const char *const *) job->codes,
                                    wabi_day_from_text (job->from), &error);
  if (import != NULL)
    g_task_return_pointer (task, import, (GDestroyNotify) wabi_edit_import_free);
  else
    g_task_return_error (task, error);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TableForm) form = data;
  g_autoptr (GError) error = NULL;

  form->import = g_task_propagate_pointer (G_TASK (result), &error);
  if (form->import != NULL)
    preview (g_steal_pointer (&form));
  else
    wabi_desk_tell_error (form->desk, error);
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TableForm) form = data;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (path == NULL)
    return;
  job = g_new0 (Job, 1);
  job->path = g_steal_pointer (&path);
  job->from = g_strdup (form->from);
  job->codes = wabi_edit_codes (wabi_desk_get_view (form->desk));
  task = g_task_new (NULL, NULL, on_read_cb, g_steal_pointer (&form));
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, read_file);
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  TableForm *asked = data, *form = g_new0 (TableForm, 1);
  g_autoptr (GtkWindow) window = g_weak_ref_get (&asked->window);

  form->desk = g_object_ref (asked->desk);
  g_weak_ref_init (&form->window, window);
  form->program = g_strdup (wabi_json_peek_text (set, "program"));
  form->from = g_strdup (wabi_json_peek_text (set, "valid_from"));
  form->source = g_strdup (wabi_json_peek_text (set, "source"));
  wabi_choose_file_async (window, WABI_CHOOSE_OPEN, _("The CSV or TXT file for practitioner services"), NULL, NULL, NULL, on_chosen_cb, form);
  return TRUE;
}

void
wabi_payer_form_table (WabiDesk *desk, GtkWindow *parent)
{
  WabiFormDialog *dialog = wabi_form_dialog_new (_("Import a table of CMS"), &table_kind, table_rows, G_N_ELEMENTS (table_rows), NULL, parent);
  GtkWidget *hint = gtk_label_new (_("CMS publishes its Medically Unlikely Edits and its NCCI Procedure-to-Procedure Edits for practitioners each quarter. "
                                     "Unpack the archive, then choose the CSV or TXT file. You see what it changes before it is kept."));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  TableForm *form = g_new0 (TableForm, 1);
  g_autofree char *first = NULL, *text = NULL, *source = NULL;
  int year, month;

  wabi_day_to_ymd (today, &year, &month, NULL);
  first = wabi_day_dup_text (wabi_day_from_ymd (year, (month - 1) / 3 * 3 + 1, 1));
  text = wabi_form_date_to_text (first);
  source = g_strdup_printf (_("CMS, quarter %d of %d"), (month - 1) / 3 + 1, year);
  wabi_form_dialog_set_text (dialog, "valid_from", text);
  wabi_form_dialog_set_text (dialog, "source", source);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "secondary");
  gtk_widget_add_css_class (hint, "small");
  wabi_form_dialog_set_extra (dialog, hint);
  form->desk = g_object_ref (desk);
  g_weak_ref_init (&form->window, parent);
  wabi_form_dialog_present (dialog, save, NULL, form, free_form);
}
