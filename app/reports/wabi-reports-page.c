// SPDX-License-Identifier: AGPL-3.0-or-later
// The place of reports: a picture, its numbers, the way to the records.

#include "wabi-reports-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-bar-chart.h"
#include "wabi-empty-state.h"
#include "wabi-report-private.h"
#include "wabi-reports-resources.h"
#include "wabi-listing-print.h"
#include "wabi-words.h"

#define SHOWN 200

struct _WabiReportsPage
{
  GtkWidget parent_instance;

  GtkListBox *kinds;
  GtkDropDown *range, *payer, *day;
  GtkEntry *day_entry;
  GtkSearchEntry *search;
  GtkLabel *question, *more;
  GtkBox *legend;
  WabiBarChart *chart;
  GtkStack *stack;
  GtkColumnView *table;

  WabiDesk *desk;
  const WabiReportInfo *info;
  GPtrArray *rows; /* all */
  GPtrArray *payers; /* ids, behind "all" */
  WabiDay from, to;
  GListStore *shown;
  guint source;
};

static void page_iface_init (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiReportsPage, wabi_reports_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, page_iface_init))

static const int range_weeks[] = { 4, 12, 26 };

enum
{
  THIS_MONTH = G_N_ELEMENTS (range_weeks),
  LAST_MONTH,
  THIS_QUARTER,
  LAST_QUARTER,
  THIS_YEAR,
  LAST_YEAR,
};

/* --- Table --- */

static void
on_setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  WabiReportsPage *self = g_object_get_data (G_OBJECT (factory), "wabi-page");
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (column) < self->info->n_left ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), GPOINTER_TO_UINT (column) < self->info->n_left);
  if (GPOINTER_TO_UINT (column) < self->info->n_left)
    gtk_label_set_width_chars (GTK_LABEL (label), 9); /* or a day is broken into three lines */
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  WabiReportRow *row = gtk_list_item_get_item (item);
  const char *text = row->cells[GPOINTER_TO_UINT (column)];

  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  if (row->total)
    gtk_widget_add_css_class (label, "report-total");
  else
    gtk_widget_remove_css_class (label, "report-total");
}

/* GTK puts each title at the left; over numbers it belongs to the right. */
static void
align_titles (WabiReportsPage *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->table));
  guint column = 0;

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL; title = gtk_widget_get_next_sibling (title), column++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (box != NULL && column >= self->info->n_left)
        gtk_widget_set_halign (box, GTK_ALIGN_END);
    }
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
  align_titles (self);
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
  WabiReportRow *total = NULL;
  guint hidden = 0, n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (self->rows, i);

      if (row->total && *folded == '\0')
        total = row;
      if (row->total || !matches (self, row, folded))
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
  n = now->len;
  /* What the rows come to; not of some of them only. */
  if (total != NULL)
    g_ptr_array_add (now, total);
  g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)), now->pdata, now->len);
  wabi_bar_chart_set_bars (self->chart, _(self->info->title), bars, n, self->info->n_parts, self->info->lying);
  gtk_widget_set_visible (GTK_WIDGET (self->chart), self->info->n_parts > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), self->info->n_parts > 0);
  more = g_strdup_printf (_("%u more: type a name to narrow. The export has them all."), hidden);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
  gtk_stack_set_visible_child_name (self->stack, now->len > 0 ? "report" : "empty");
}

static void
find_months (WabiDay today, int months_back, int months, WabiDay *from, WabiDay *to)
{
  int year, month;

  wabi_day_to_ymd (today, &year, &month, NULL);
  /* Quarters and years begin where months do. */
  *from = wabi_day_add_months (wabi_day_month_start (today), -((month - 1) % months) - months_back);
  *to = wabi_day_add_months (*from, months);
}

enum
{
  TODAY,
  END_OF_MONTH,
  END_OF_QUARTER,
  END_OF_YEAR,
  ANOTHER_DAY,
};

/* At whose end the books are looked at. What cannot be read, or is to come, is today, and said to be wrong. */
static WabiDay
find_day (WabiReportsPage *self, WabiDay today)
{
  static const int months[] = { [END_OF_MONTH] = 1, [END_OF_QUARTER] = 3, [END_OF_YEAR] = 12 };
  guint chosen = gtk_drop_down_get_selected (self->day);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->day_entry));
  gboolean wrong;
  WabiDay from, day = today;

  if (chosen == TODAY || chosen > ANOTHER_DAY)
    return today;
  if (chosen != ANOTHER_DAY)
    {
      find_months (today, 0, months[chosen], &from, &day);
      return from - 1;
    }
  wrong = *text != '\0' && (!wabi_day_parse (text, &day) || day > today);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->day_entry), wrong ? _("Write a day that is over, as MM/DD/YYYY") : NULL);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->day_entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->day_entry), "error");
  return wrong || *text == '\0' ? today : day;
}

static void
find_days (WabiReportsPage *self)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  guint range = gtk_drop_down_get_selected (self->range);

  if (range >= THIS_MONTH && range <= LAST_YEAR)
    {
      static const int months[] = { 1, 1, 3, 3, 12, 12 };
      guint which = range - THIS_MONTH;

      find_months (today, which % 2 == 1 ? months[which] : 0, months[which], &self->from, &self->to);
    }
  else
    {
      self->to = wabi_day_week_start (today, 1) + 7;
      self->from = self->to - range_weeks[MIN (range, G_N_ELEMENTS (range_weeks) - 1)] * 7;
    }
  if (self->info->monthly)
    self->from = wabi_day_month_start (self->from);
  if (self->info->as_of)
    self->to = find_day (self, today) + 1;
}

static const char *
get_payer (WabiReportsPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->payer);

  return self->info->by_payer && chosen > 0 && chosen <= self->payers->len ? g_ptr_array_index (self->payers, chosen - 1) : NULL;
}

static void
load (WabiReportsPage *self)
{
  find_days (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = self->info->make (self->desk, self->from, self->to, get_payer (self));
  show_rows (self);
}

static void
show_report (WabiReportsPage *self, const WabiReportInfo *info)
{
  self->info = info;
  gtk_label_set_label (self->question, _(self->info->question));
  gtk_widget_set_visible (GTK_WIDGET (self->range), self->info->ranged);
  gtk_widget_set_visible (GTK_WIDGET (self->day), self->info->as_of);
  gtk_widget_set_visible (GTK_WIDGET (self->day_entry), self->info->as_of && gtk_drop_down_get_selected (self->day) == ANOTHER_DAY);
  gtk_widget_set_visible (GTK_WIDGET (self->payer), self->info->by_payer && self->payers->len > 1);
  g_list_store_remove_all (self->shown);
  make_columns (self);
  show_legend (self);
  load (self);
}

static void
on_kind_cb (WabiReportsPage *self, GtkListBoxRow *row)
{
  const char *id = row != NULL ? g_object_get_data (G_OBJECT (row), "wabi-report") : NULL;

  if (self->desk != NULL && id != NULL && (self->info == NULL || strcmp (self->info->id, id) != 0))
    show_report (self, wabi_report_find (id));
}

static void
on_range_cb (WabiReportsPage *self)
{
  if (self->info != NULL && self->desk != NULL)
    load (self);
}

static void
on_day_cb (WabiReportsPage *self)
{
  gboolean typed = gtk_drop_down_get_selected (self->day) == ANOTHER_DAY;

  if (self->info == NULL || self->desk == NULL || !self->info->as_of)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->day_entry), typed);
  if (typed && *gtk_editable_get_text (GTK_EDITABLE (self->day_entry)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->day_entry));
  load (self);
}

static void
on_search_cb (WabiReportsPage *self)
{
  if (self->rows != NULL)
    show_rows (self);
}

static GtkWindow *
get_window (WabiReportsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
follow (WabiReportsPage *self, guint position)
{
  g_autoptr (WabiReportRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (row != NULL && !row->total && self->info->follow != NULL)
    self->info->follow (self->desk, get_window (self), row);
  else if (row != NULL && row->place != NULL)
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

/* Of which days and which payer. */
static char *
dup_subtitle (WabiReportsPage *self)
{
  g_autofree char *today
      = wabi_words_day_year (self->info->as_of ? self->to - 1 : wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)));
  g_autofree char *days = self->info->ranged ? wabi_words_day_range (self->from, self->to - 1) : g_strdup_printf (_("As of %s"), today);
  const char *id = get_payer (self);
  g_autofree char *payer = id != NULL ? wabi_report_dup_payer (self->desk, id) : NULL;

  return payer != NULL ? g_strdup_printf ("%s · %s", days, payer) : g_steal_pointer (&days);
}

static WabiListing *
make_sheet (WabiReportsPage *self)
{
  g_autofree char *subtitle = dup_subtitle (self);

  return wabi_report_to_listing (self->info, self->rows, subtitle);
}

static void
export (WabiReportsPage *self, WabiListingForm form)
{
  g_autofree char *date = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)));
  g_autofree char *name = g_strdup_printf ("%s-%s", self->info->id, date);

  wabi_listing_ask (make_sheet (self), self->desk, get_window (self), form, TRUE, name, _("Report saved"));
}

static void
on_export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export (WABI_REPORTS_PAGE (widget), WABI_LISTING_CSV);
}

static void
on_workbook_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export (WABI_REPORTS_PAGE (widget), WABI_LISTING_XLSX);
}

static void
on_pdf_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export (WABI_REPORTS_PAGE (widget), WABI_LISTING_PDF);
}

static void
on_print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiReportsPage *self = WABI_REPORTS_PAGE (widget);

  wabi_listing_print (make_sheet (self), self->desk, get_window (self), TRUE);
}

/* The chosen days, whatever report is shown. */
static void
on_ledger_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiReportsPage *self = WABI_REPORTS_PAGE (widget);
  g_autofree char *from = wabi_day_dup_text (self->from), *to = wabi_day_dup_text (self->to - 1), *name = g_strdup_printf ("ledger-%s-%s", from, to);
  g_autoptr (GPtrArray) practices = NULL;
  g_autoptr (GError) error = NULL;
  WabiListing *sheet;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_desk_list (self->desk, &query);
  sheet = wabi_ledger_make (wabi_desk_get_view (self->desk), practices->len > 0 ? g_ptr_array_index (practices, 0) : NULL, self->from, self->to, &error);
  if (sheet != NULL)
    wabi_listing_ask (sheet, self->desk, get_window (self), WABI_LISTING_CSV, TRUE, name, _("General ledger saved: journal lines by day and account"));
  else
    wabi_desk_tell_error (self->desk, error);
}

static void
on_accounts_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiReportsPage *self = WABI_REPORTS_PAGE (widget);

  wabi_ledger_ask_accounts (self->desk, get_window (self));
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
                                           &wabi_kind_charge, &wabi_kind_money_entry, &wabi_kind_month_close, &wabi_kind_claim,
                                           &wabi_kind_denial };

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

  for (int i = 0; id != NULL && gtk_list_box_get_row_at_index (self->kinds, i) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (gtk_list_box_get_row_at_index (self->kinds, i)), "wabi-report"), id) == 0)
      gtk_list_box_select_row (self->kinds, gtk_list_box_get_row_at_index (self->kinds, i));
}

static void
search_page (WabiPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WABI_REPORTS_PAGE (page)->search));
}

static const WabiPageKey *
list_keys (WabiPage *page, guint *n)
{
  static const WabiPageKey keys[] = { { "<Control>e", N_ ("Export the numbers") }, { "<Control>p", N_ ("Print the report") }, { "Return", N_ ("Open the records behind a number") } };

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
  g_clear_pointer (&self->payers, g_ptr_array_unref);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_reports_page_parent_class)->dispose (object);
}

static void
wabi_reports_page_class_init (WabiReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_reports_page_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_BAR_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, range);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, day);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, day_entry);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, payer);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, search);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, question);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, more);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, legend);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiReportsPage, table);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_range_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bar_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_cb);
  gtk_widget_class_install_action (widget_class, "reports.export", NULL, on_export_cb);
  gtk_widget_class_install_action (widget_class, "reports.workbook", NULL, on_workbook_cb);
  gtk_widget_class_install_action (widget_class, "reports.pdf", NULL, on_pdf_cb);
  gtk_widget_class_install_action (widget_class, "reports.print", NULL, on_print_cb);
  gtk_widget_class_install_action (widget_class, "reports.ledger", NULL, on_ledger_cb);
  gtk_widget_class_install_action (widget_class, "reports.accounts", NULL, on_accounts_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "reports.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "reports.export", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_reports_page_init (WabiReportsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->payers = g_ptr_array_new_with_free_func (g_free);
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

static void
add_kind (WabiReportsPage *self, const WabiReportInfo *info)
{
  GtkWidget *label = gtk_label_new (_(info->title)), *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(info->title), -1);
  g_object_set_data (G_OBJECT (row), "wabi-report", (gpointer) info->id);
  g_object_set_data (G_OBJECT (row), "wabi-money", GUINT_TO_POINTER ((info->roles & ~(WABI_ROLE_BILLER | WABI_ROLE_ADMIN)) == 0));
  gtk_list_box_append (self->kinds, row);
}

/* What reports are about, over the first of each. */
static void
on_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  guint roles = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "wabi-money"));
  guint above = before != NULL ? GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (before), "wabi-money")) : 0;
  GtkWidget *label;

  if (before != NULL && roles == above)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (roles != 0 ? _("Billing") : _("Care"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "report-group");
  gtk_list_box_row_set_header (row, label);
}

static void
list_payers (WabiReportsPage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) payers = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  payers = wabi_desk_list (self->desk, &query);
  gtk_string_list_append (names, _("All payers"));
  for (guint i = 0; i < payers->len; i++)
    {
      gtk_string_list_append (names, wabi_record_get_text (g_ptr_array_index (payers, i), "name"));
      g_ptr_array_add (self->payers, g_strdup (wabi_record_get_id (g_ptr_array_index (payers, i))));
    }
  gtk_drop_down_set_model (self->payer, G_LIST_MODEL (names));
  g_object_unref (names);
}

GtkWidget *
wabi_reports_page_new (WabiDesk *desk)
{
  const WabiReportInfo *all;
  g_autoptr (GtkNoSelection) model = NULL;
  gboolean money = (wabi_desk_get_roles (desk) & (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)) != 0;
  WabiReportsPage *self;
  guint n;

  ensure_resources ();
  self = g_object_new (WABI_TYPE_REPORTS_PAGE, NULL);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (model));
  gtk_list_box_set_header_func (self->kinds, on_header_cb, NULL, NULL);
  all = wabi_reports_get_all (&n);
  for (guint i = 0; i < n; i++)
    if ((all[i].roles & wabi_desk_get_roles (desk)) != 0)
      add_kind (self, &all[i]);
  self->desk = g_object_ref (desk);
  list_payers (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.ledger", money);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.accounts", money);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_select_row (self->kinds, gtk_list_box_get_row_at_index (self->kinds, 0));
  return GTK_WIDGET (self);
}
