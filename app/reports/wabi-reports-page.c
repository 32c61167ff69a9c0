// SPDX-License-Identifier: AGPL-3.0-or-later
// The place of reports: a picture, its numbers, the way to the records.

#include "wabi-reports-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-bar-chart.h"
#include "wabi-choose-file.h"
#include "wabi-empty-state.h"
#include "wabi-report.h"
#include "wabi-reports-resources.h"
#include "wabi-toggle-group.h"

#define SHOWN 200

struct _WabiReportsPage
{
  GtkWidget parent_instance;

  WabiToggleGroup *kinds;
  GtkDropDown *range;
  GtkSearchEntry *search;
  GtkLabel *question, *more;
  GtkBox *legend;
  WabiBarChart *chart;
  GtkStack *stack;
  GtkColumnView *table;

  WabiDesk *desk;
  const WabiReportInfo *info;
  GPtrArray *rows; /* all */
  GListStore *shown;
  guint source;
};

static void page_iface_init (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiReportsPage, wabi_reports_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, page_iface_init))

static const int range_weeks[] = { 4, 12, 26 };

/* --- Table --- */

static void
on_setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  WabiReportsPage *self = g_object_get_data (G_OBJECT (factory), "wabi-page");
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (column) < self->info->n_left ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  WabiReportRow *row = gtk_list_item_get_item (item);
  const char *text = row->cells[GPOINTER_TO_UINT (column)];

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text != NULL ? text : "");
}

static void
make_columns (WabiReportsPage *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->table, column);
    }
  for (guint i = 0; i < self->info->n_columns; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_object_set_data (G_OBJECT (factory), "wabi-page", self);
      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_(self->info->columns[i]), factory);
      gtk_column_view_column_set_expand (column, i < self->info->n_left);
      gtk_column_view_append_column (self->table, column);
    }
}

/* --- Picture --- */

static void
add_legend (WabiReportsPage *self, const char *css, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (swatch, "bar-swatch");
  gtk_widget_add_css_class (swatch, css);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "small");
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->legend, box);
}

static void
show_legend (WabiReportsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_box_remove (self->legend, child);
  for (guint i = 0; i < self->info->n_parts; i++)
    add_legend (self, wabi_bar_chart_get_part_class (i), _(self->info->parts[i]));
  if (self->info->mark != NULL)
    add_legend (self, "bar-swatch-tick", _(self->info->mark));
}

static gboolean
matches (WabiReportsPage *self, WabiReportRow *row, const char *folded)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *hay = NULL;

  for (guint i = 0; i < self->info->n_columns; i++)
    g_string_append_printf (all, "%s ", row->cells[i] != NULL ? row->cells[i] : "");
  hay = g_utf8_casefold (all->str, -1);
  return strstr (hay, folded) != NULL;
}

static void
show_rows (WabiReportsPage *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1), *more = NULL;
  g_autoptr (GPtrArray) now = g_ptr_array_new ();
  g_autofree WabiBar *bars = g_new0 (WabiBar, SHOWN);
  guint hidden = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (self->rows, i);

      if (!matches (self, row, folded))
        continue;
      if (now->len >= SHOWN)
        {
          hidden++;
          continue;
        }
      bars[now->len] = (WabiBar){ .label = row->label, .value = row->cells[self->info->value], .words = row->words, .mark = row->mark };
      memcpy (bars[now->len].parts, row->parts, sizeof row->parts);
      g_ptr_array_add (now, row);
    }
  g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)), now->pdata, now->len);
  wabi_bar_chart_set_bars (self->chart, _(self->info->title), bars, now->len, self->info->n_parts, self->info->lying);
  more = g_strdup_printf (_("%u more: type a name to narrow. The export has them all."), hidden);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
  gtk_stack_set_visible_child_name (self->stack, now->len > 0 ? "report" : "empty");
}

static void
load (WabiReportsPage *self)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  WabiDay to = wabi_day_week_start (today, 1) + 7;
  guint range = MIN (gtk_drop_down_get_selected (self->range), G_N_ELEMENTS (range_weeks) - 1);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = self->info->make (self->desk, to - range_weeks[range] * 7, to);
  show_rows (self);
}

static void
show_report (WabiReportsPage *self, const char *id)
{
  const WabiReportInfo *all;
  guint n;

  all = wabi_reports_get_all (&n);
  for (guint i = 0; i < n; i++)
    if (strcmp (all[i].id, id) == 0)
      self->info = &all[i];
  gtk_label_set_label (self->question, _(self->info->question));
  gtk_widget_set_visible (GTK_WIDGET (self->range), self->info->ranged);
  g_list_store_remove_all (self->shown);
  make_columns (self);
  show_legend (self);
  load (self);
}

static void
on_kind_cb (WabiReportsPage *self, const char *id)
{
  if (self->desk != NULL)
    show_report (self, id);
}

static void
on_range_cb (WabiReportsPage *self)
{
  if (self->info != NULL)
    load (self);
}

static void
on_search_cb (WabiReportsPage *self)
{
  if (self->rows != NULL)
    show_rows (self);
}

static void
follow (WabiReportsPage *self, guint position)
{
  g_autoptr (WabiReportRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (row != NULL && row->place != NULL)
    wabi_desk_go (self->desk, row->place, row->id);
}

static void
on_bar_cb (WabiReportsPage *self, guint index)
{
  follow (self, index);
}

static void
on_row_cb (WabiReportsPage *self, guint position)
{
  follow (self, position);
}

/* --- Export --- */

typedef struct
{
  WabiDesk *desk;
  char *csv;
} Export;

static void
free_export (Export *export)
{
  g_object_unref (export->desk);
  g_free (export->csv);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, free_export)

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    wabi_desk_tell (export->desk, _("Report saved"));
  else
    wabi_desk_tell_error (export->desk, error);
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  g_autoptr (GBytes) bytes = g_bytes_new (export->csv, strlen (export->csv));

  if (file != NULL)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                         on_written_cb, g_steal_pointer (&export));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    wabi_desk_tell_error (export->desk, error);
}

static void
on_export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiReportsPage *self = WABI_REPORTS_PAGE (widget);
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  g_autofree char *date = wabi_day_dup_text (today), *suggested = g_strdup_printf ("%s-%s.csv", self->info->id, date);
  Export *export = g_new0 (Export, 1);

  export->desk = g_object_ref (self->desk);
  export->csv = wabi_report_to_csv (self->info, self->rows);
  wabi_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), WABI_CHOOSE_SAVE, _("Export the numbers"), suggested, NULL, NULL,
                          on_chosen_cb, export);
}

/* --- As a place --- */

static gboolean
on_load_cb (gpointer data)
{
  WabiReportsPage *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiReportsPage *self, WabiChanges *changes)
{
  static const WabiKind *const kinds[] = { &wabi_kind_appointment, &wabi_kind_session, &wabi_kind_authorization, &wabi_kind_target,
                                           &wabi_kind_charge };

  /* Not while nobody looks; a report is a moment's picture. */
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && self->source == 0; i++)
    if (wabi_changes_has_kind (changes, kinds[i]) && gtk_widget_get_mapped (GTK_WIDGET (self)))
      self->source = g_timeout_add (500, on_load_cb, self);
}

static void
on_map_cb (WabiReportsPage *self)
{
  if (self->source == 0 && self->rows != NULL)
    self->source = g_idle_add_full (G_PRIORITY_LOW, on_load_cb, self, NULL);
}

static void
open_page (WabiPage *page, const char *id)
{
  WabiReportsPage *self = WABI_REPORTS_PAGE (page);

  if (id != NULL)
    wabi_toggle_group_set_active_id (self->kinds, id);
}

static void
search_page (WabiPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WABI_REPORTS_PAGE (page)->search));
}

static const WabiPageKey *
list_keys (WabiPage *page, guint *n)
{
  static const WabiPageKey keys[] = { { "<Control>e", N_ ("Export the numbers") }, { "Return", N_ ("Open the records behind a number") } };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
page_iface_init (WabiPageInterface *iface)
{
  iface->open = open_page;
  iface->search = search_page;
  iface->list_keys = list_keys;
}

static void
wabi_reports_page_dispose (GObject *object)
{
  WabiReportsPage *self = WABI_REPORTS_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_REPORTS_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_reports_page_parent_class)->dispose (object);
}

static void
wabi_reports_page_class_init (WabiReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_reports_page_dispose;
  g_type_ensure (WABI_TYPE_TOGGLE_GROUP);
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_BAR_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, range);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, search);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, question);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, more);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, legend);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, table);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_range_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bar_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_cb);
  gtk_widget_class_install_action (widget_class, "reports.export", NULL, on_export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "reports.export", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_reports_page_init (WabiReportsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (WABI_TYPE_REPORT_ROW);
  gtk_drop_down_set_selected (self->range, 1);
  g_signal_connect_swapped (self, "map", G_CALLBACK (on_map_cb), self);
}

static void
ensure_resources (void)
{
  static gsize done = 0;
  GtkCssProvider *provider;

  if (!g_once_init_enter (&done))
    return;
  wabi_reports_register_resource ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/care/wabi/WabiCare/ui/reports.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
  g_once_init_leave (&done, 1);
}

GtkWidget *
wabi_reports_page_new (WabiDesk *desk)
{
  const WabiReportInfo *all;
  g_autoptr (GtkNoSelection) model = NULL;
  WabiReportsPage *self;
  guint n;

  ensure_resources ();
  self = g_object_new (WABI_TYPE_REPORTS_PAGE, NULL);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (model));
  all = wabi_reports_get_all (&n);
  for (guint i = 0; i < n; i++)
    if ((all[i].roles & wabi_desk_get_roles (desk)) != 0)
      wabi_toggle_group_add (self->kinds, all[i].id, _(all[i].title));
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  if (wabi_toggle_group_get_active_id (self->kinds) != NULL)
    show_report (self, wabi_toggle_group_get_active_id (self->kinds));
  return GTK_WIDGET (self);
}
