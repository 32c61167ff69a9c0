// SPDX-License-Identifier: AGPL-3.0-or-later
// Claim files, as they are sent.

#include "wabi-files-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-choose-file.h"
#include "wabi-empty-state.h"
#include "wabi-format.h"
#include "wabi-money-table.h"
#include "wabi-x12-view.h"

#define SHOWN 200

struct _WabiFilesView
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkColumnView *table;
  GtkLabel *title;
  WabiX12View *reader;

  WabiDesk *desk;
  GListStore *shown;
  GtkSingleSelection *selection;
  char *claim; /* to show first */
  guint source;
};

G_DEFINE_FINAL_TYPE (WabiFilesView, wabi_files_view, GTK_TYPE_WIDGET)

static void
fill_name (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), wabi_record_get_text (item, "name"));
  gtk_widget_add_css_class (cell, "money-strong");
}

static void
fill_payer (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiFilesView *self = data;
  g_autoptr (WabiRecord) payer = wabi_desk_get (self->desk, &wabi_kind_payer, wabi_record_get_text (item, "payer"));

  gtk_label_set_label (GTK_LABEL (cell), payer != NULL ? wabi_record_get_text (payer, "name") : "");
}

static void
fill_claims (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *n = g_strdup_printf ("%d", (int) wabi_record_get_int (item, "claim_count"));

  gtk_label_set_label (GTK_LABEL (cell), n);
}

static void
fill_total (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *total = wabi_format_money (wabi_record_get_int (item, "total_cents"));

  gtk_label_set_label (GTK_LABEL (cell), total);
}

static void
fill_when (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiFilesView *self = data;
  const char *zone = wabi_desk_get_zone (self->desk);
  gint64 at = wabi_record_get_int (item, "at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, at)), *time = wabi_format_time (zone, at);
  g_autofree char *when = g_strdup_printf ("%s, %s", day, time);

  gtk_label_set_label (GTK_LABEL (cell), when);
}

static const WabiMoneyColumn columns[] = {
  { N_ ("File"), TRUE, FALSE, 0, NULL, fill_name },   { N_ ("Payer"), TRUE, FALSE, 0, NULL, fill_payer },
  { N_ ("Claims"), FALSE, TRUE, 0, NULL, fill_claims }, { N_ ("Total"), FALSE, TRUE, 0, NULL, fill_total },
  { N_ ("Written"), FALSE, FALSE, 0, NULL, fill_when },
};

static WabiRecord *
get_selected (WabiFilesView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
on_selected_cb (WabiFilesView *self)
{
  WabiRecord *file = get_selected (self);

  wabi_x12_view_set_content (self->reader, file != NULL ? wabi_record_get_text (file, "content") : NULL, self->claim);
  gtk_label_set_label (self->title, file != NULL ? wabi_record_get_text (file, "name") : "");
  g_clear_pointer (&self->claim, g_free);
}

static void
load (WabiFilesView *self)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GHashTable) before = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  WabiQuery query;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      WabiRecord *file = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      g_hash_table_insert (before, (gpointer) wabi_record_get_id (file), file);
    }
  wabi_query_init (&query, &wabi_kind_claim_file);
  query.descending = TRUE;
  query.limit = SHOWN;
  files = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < files->len; i++)
    {
      WabiRecord **file = (WabiRecord **) &g_ptr_array_index (files, i);
      WabiRecord *known = g_hash_table_lookup (before, wabi_record_get_id (*file));

      if (known != NULL)
        g_set_object (file, known);
    }
  wabi_money_table_replace (self->shown, files);
  gtk_stack_set_visible_child_name (self->stack, files->len > 0 ? "table" : "empty");
}

static gboolean
on_load_cb (gpointer data)
{
  WabiFilesView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiFilesView *self, WabiChanges *changes)
{
  if (self->source == 0 && wabi_changes_has_kind (changes, &wabi_kind_claim_file))
    self->source = g_idle_add (on_load_cb, self);
}

typedef struct
{
  WabiDesk *desk;
  WabiRecord *file;
} Saving;

static void
free_saving (Saving *saving)
{
  g_object_unref (saving->desk);
  g_object_unref (saving->file);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    wabi_desk_tell (saving->desk, _("Claim file saved"));
  else
    wabi_desk_tell_error (saving->desk, error);
}

static void
on_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  const char *content = wabi_record_get_text (saving->file, "content");
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));

  if (file != NULL)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                         on_written_cb, g_steal_pointer (&saving));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    wabi_desk_tell_error (saving->desk, error);
}

void
wabi_files_view_save (WabiFilesView *self)
{
  WabiRecord *file = get_selected (self);
  Saving *saving;

  if (file == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->desk = g_object_ref (self->desk);
  saving->file = g_object_ref (file);
  wabi_choose_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), WABI_CHOOSE_SAVE, _("Save the claim file"),
                          wabi_record_get_text (file, "name"), NULL, NULL, on_file_chosen_cb, saving);
}

static void
wabi_files_view_dispose (GObject *object)
{
  WabiFilesView *self = WABI_FILES_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_FILES_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->claim, g_free);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_files_view_parent_class)->dispose (object);
}

static void
wabi_files_view_class_init (WabiFilesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_files_view_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_X12_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-files-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiFilesView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiFilesView, table);
  gtk_widget_class_bind_template_child (widget_class, WabiFilesView, title);
  gtk_widget_class_bind_template_child (widget_class, WabiFilesView, reader);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_files_view_init (WabiFilesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (WABI_TYPE_RECORD);
}

void
wabi_files_view_set_desk (WabiFilesView *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
  wabi_money_table_add_columns (self->table, columns, G_N_ELEMENTS (columns), self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
}

void
wabi_files_view_open (WabiFilesView *self, const char *id, const char *claim)
{
  /* It may have come in just now. */
  g_clear_handle_id (&self->source, g_source_remove);
  load (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (WabiRecord) file = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (g_strcmp0 (wabi_record_get_id (file), id) != 0)
        continue;
      g_free (self->claim);
      self->claim = g_strdup (claim);
      if (gtk_single_selection_get_selected (self->selection) == i)
        on_selected_cb (self);
      else
        gtk_single_selection_set_selected (self->selection, i);
      wabi_money_table_scroll_to (self->table, i);
    }
}
