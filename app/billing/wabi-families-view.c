// SPDX-License-Identifier: AGPL-3.0-or-later
// What families owe, and what they paid.

#include "wabi-families-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-billing-pane.h"
#include "wabi-chart.h"
#include "wabi-empty-state.h"
#include "wabi-family-account.h"
#include "wabi-family-detail.h"
#include "wabi-format.h"
#include "wabi-money-table.h"

#define WABI_TYPE_FAMILY_ROW (wabi_family_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiFamilyRow, wabi_family_row, WABI, FAMILY_ROW, GObject)

/* A client with the sums of the family's account. */
struct _WabiFamilyRow
{
  GObject parent_instance;

  WabiRecord *client;
  char *name;
  gint64 due, credit, waiting, old;
};

G_DEFINE_FINAL_TYPE (WabiFamilyRow, wabi_family_row, G_TYPE_OBJECT)

static void
wabi_family_row_finalize (GObject *object)
{
  WabiFamilyRow *self = WABI_FAMILY_ROW (object);

  g_clear_object (&self->client);
  g_free (self->name);
  G_OBJECT_CLASS (wabi_family_row_parent_class)->finalize (object);
}

static void
wabi_family_row_class_init (WabiFamilyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_family_row_finalize;
}

static void
wabi_family_row_init (WabiFamilyRow *self)
{
}

struct _WabiFamiliesView
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkColumnView *table;
  GtkDropDown *shown_down;
  GtkLabel *sum;
  WabiFamilyDetail *detail;

  WabiDesk *desk;
  GListStore *shown;
  GtkSingleSelection *selection;
  char *search, *wanted;
  guint source;
};

static void pane_iface_init (WabiBillingPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiFamiliesView, wabi_families_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_BILLING_PANE, pane_iface_init))

static void
set_money (GtkWidget *cell, gint64 cents)
{
  g_autofree char *money = cents != 0 ? wabi_format_money (cents) : g_strdup ("–");

  gtk_label_set_label (GTK_LABEL (cell), money);
}

static void
fill_name (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), ((WabiFamilyRow *) item)->name);
  gtk_widget_add_css_class (cell, "money-strong");
}

static void
fill_guardian (GtkWidget *cell, gpointer item, gpointer data)
{
  const char *name = wabi_record_get_text (((WabiFamilyRow *) item)->client, "guardian_name");

  gtk_label_set_label (GTK_LABEL (cell), name != NULL ? name : "");
}

static void
fill_due (GtkWidget *cell, gpointer item, gpointer data)
{
  set_money (cell, ((WabiFamilyRow *) item)->due);
}

static void
fill_old (GtkWidget *cell, gpointer item, gpointer data)
{
  set_money (cell, ((WabiFamilyRow *) item)->old);
}

static void
fill_credit (GtkWidget *cell, gpointer item, gpointer data)
{
  gint64 credit = ((WabiFamilyRow *) item)->credit;

  set_money (cell, credit);
  if (credit > 0)
    gtk_widget_add_css_class (cell, "money-credit");
  else
    gtk_widget_remove_css_class (cell, "money-credit");
}

static void
fill_waiting (GtkWidget *cell, gpointer item, gpointer data)
{
  set_money (cell, ((WabiFamilyRow *) item)->waiting);
}

static const WabiMoneyColumn columns[] = {
  { N_ ("Client"), TRUE, FALSE, 14, NULL, fill_name },        { N_ ("Family"), TRUE, FALSE, 14, NULL, fill_guardian },
  { N_ ("Owes"), FALSE, TRUE, 0, NULL, fill_due },            { N_ ("Over 30 days"), FALSE, TRUE, 0, NULL, fill_old },
  { N_ ("Credit"), FALSE, TRUE, 0, NULL, fill_credit },       { N_ ("At the payers"), FALSE, TRUE, 0, NULL, fill_waiting },
};

/* --- Loading --- */

/* From the charges once, not client by client: a practice has tens of thousands of them. */
static GHashTable *
sum_charges (WabiFamiliesView *self)
{
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GPtrArray) charges = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "claimed");
  charges = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);
      const char *client = wabi_record_get_text (charge, "client");
      gint64 due = wabi_record_get_int (charge, "family_cents") - wabi_record_get_int (charge, "family_paid_cents");
      WabiFamilyRow *row = g_hash_table_lookup (sums, client);

      if (row == NULL)
        {
          row = g_object_new (WABI_TYPE_FAMILY_ROW, NULL);
          g_hash_table_insert (sums, g_strdup (client), row);
        }
      row->due += due;
      row->waiting += MAX (0, wabi_record_get_int (charge, "balance_cents") - due);
    }
  return sums;
}

static void
complete (WabiFamiliesView *self, WabiFamilyRow *row, const char *today)
{
  g_autoptr (WabiFamilyAccount) account = NULL;
  g_autoptr (GPtrArray) payments
      = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_family_payment, "client", wabi_record_get_id (row->client));

  if (row->due == 0 && payments->len == 0)
    return;
  account = wabi_family_account_new (wabi_desk_get_view (self->desk), wabi_record_get_id (row->client), today);
  row->credit = account->credit;
  row->old = account->ages[1] + account->ages[2] + account->ages[3];
}

static gboolean
matches (WabiFamiliesView *self, WabiFamilyRow *row)
{
  guint which = gtk_drop_down_get_selected (self->shown_down);
  g_autofree char *folded = g_utf8_casefold (self->search != NULL ? self->search : "", -1), *all = NULL, *hay = NULL;

  if ((which == 0 && row->due <= 0) || (which == 1 && row->old <= 0) || (which == 2 && row->credit <= 0))
    return FALSE;
  all = g_strjoin (" ", row->name, wabi_record_get_text (row->client, "guardian_name"), NULL);
  hay = g_utf8_casefold (all, -1);
  return strstr (hay, folded) != NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const WabiFamilyRow *one = *(WabiFamilyRow *const *) a, *other = *(WabiFamilyRow *const *) b;

  return one->due > other->due ? -1 : one->due < other->due ? 1 : g_utf8_collate (one->name, other->name);
}

static void
select_wanted (WabiFamiliesView *self)
{
  for (guint i = 0; self->wanted != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (WabiFamilyRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (strcmp (wabi_record_get_id (row->client), self->wanted) != 0)
        continue;
      g_clear_pointer (&self->wanted, g_free);
      gtk_single_selection_set_selected (self->selection, i);
      wabi_money_table_scroll_to (self->table, i);
    }
  g_clear_pointer (&self->wanted, g_free);
}

static void
show_selected (WabiFamiliesView *self)
{
  WabiFamilyRow *row = gtk_single_selection_get_selected_item (self->selection);

  wabi_family_detail_show (self->detail, row != NULL ? row->client : NULL);
}

static void
load (WabiFamiliesView *self)
{
  WabiFamilyRow *selected = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)));
  g_autoptr (GHashTable) sums = sum_charges (self);
  g_autoptr (GPtrArray) clients = NULL, now = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *money = NULL, *words = NULL;
  gint64 due = 0;
  WabiQuery query;

  if (self->wanted == NULL && selected != NULL)
    self->wanted = g_strdup (wabi_record_get_id (selected->client));
  wabi_query_init (&query, &wabi_kind_client);
  clients = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < clients->len; i++)
    {
      WabiRecord *client = g_ptr_array_index (clients, i);
      WabiFamilyRow *there = g_hash_table_lookup (sums, wabi_record_get_id (client));
      g_autoptr (WabiFamilyRow) row = there != NULL ? g_object_ref (there) : g_object_new (WABI_TYPE_FAMILY_ROW, NULL);

      row->client = g_object_ref (client);
      row->name = wabi_lookup_full_name (client);
      complete (self, row, today);
      due += MAX (0, row->due);
      if (matches (self, row))
        g_ptr_array_add (now, g_steal_pointer (&row));
    }
  g_ptr_array_sort (now, compare_rows);
  g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)), now->pdata, now->len);
  money = wabi_format_money (due);
  words = g_strdup_printf (_ ("Families owe %s"), money);
  gtk_label_set_label (self->sum, words);
  gtk_stack_set_visible_child_name (self->stack, now->len > 0 ? "table" : "empty");
  select_wanted (self);
  show_selected (self);
}

static void
on_filter_cb (WabiFamiliesView *self)
{
  if (self->desk != NULL)
    load (self);
}

static gboolean
on_load_cb (gpointer data)
{
  WabiFamiliesView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiFamiliesView *self, WabiChanges *changes)
{
  if (self->source == 0
      && (wabi_changes_has_kind (changes, &wabi_kind_family_payment) || wabi_changes_has_kind (changes, &wabi_kind_charge)
          || wabi_changes_has_kind (changes, &wabi_kind_money_entry) || wabi_changes_has_kind (changes, &wabi_kind_client)
          || wabi_changes_has_kind (changes, &wabi_kind_statement) || wabi_changes_has_kind (changes, &wabi_kind_estimate)
          || wabi_changes_has_kind (changes, &wabi_kind_payment_plan) || wabi_changes_has_kind (changes, &wabi_kind_benefit)))
    self->source = g_idle_add (on_load_cb, self);
}

/* A statement that waits for the server, or does so no longer, is a change of the queue only. */
static void
on_queue_cb (WabiFamiliesView *self)
{
  if (self->source == 0)
    self->source = g_idle_add (on_load_cb, self);
}

static void
on_pay_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_family_detail_pay (WABI_FAMILIES_VIEW (widget)->detail);
}

static void
on_state_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_family_detail_state (WABI_FAMILIES_VIEW (widget)->detail);
}

/* --- As a pane --- */

static void
set_search (WabiBillingPane *pane, const char *text)
{
  WabiFamiliesView *self = WABI_FAMILIES_VIEW (pane);

  if (g_strcmp0 (self->search, text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  load (self);
}

static gboolean
open_record (WabiBillingPane *pane, const char *id)
{
  WabiFamiliesView *self = WABI_FAMILIES_VIEW (pane);
  const WabiKind *const kinds[] = { &wabi_kind_family_payment, &wabi_kind_statement, &wabi_kind_payment_plan, &wabi_kind_estimate };

  g_free (self->wanted);
  self->wanted = g_strdup (id);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, kinds[i], id);

      if (record == NULL)
        continue;
      g_free (self->wanted);
      self->wanted = g_strdup (wabi_record_get_text (record, "client"));
    }
  gtk_drop_down_set_selected (self->shown_down, 3);
  load (self);
  return TRUE;
}

static void
toggle_side (WabiBillingPane *pane)
{
  GtkWidget *side = GTK_WIDGET (WABI_FAMILIES_VIEW (pane)->detail);

  gtk_widget_set_visible (side, !gtk_widget_get_visible (side));
}

static const WabiPageKey *
list_keys (WabiBillingPane *pane, guint *n)
{
  static const WabiPageKey keys[] = { { "<Control>p", N_ ("Record a family's payment") }, { "<Control>t", N_ ("Make a statement") }, WABI_BILLING_TURN_KEYS };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
pane_iface_init (WabiBillingPaneInterface *iface)
{
  iface->set_search = set_search;
  iface->open = open_record;
  iface->toggle_side = toggle_side;
  iface->list_keys = list_keys;
}

/* --- The widget --- */

static void
wabi_families_view_dispose (GObject *object)
{
  WabiFamiliesView *self = WABI_FAMILIES_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_FAMILIES_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_families_view_parent_class)->dispose (object);
}

static void
wabi_families_view_class_init (WabiFamiliesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  wabi_chart_init ();
  G_OBJECT_CLASS (klass)->dispose = wabi_families_view_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_FAMILY_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-families-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiFamiliesView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiFamiliesView, table);
  gtk_widget_class_bind_template_child (widget_class, WabiFamiliesView, shown_down);
  gtk_widget_class_bind_template_child (widget_class, WabiFamiliesView, sum);
  gtk_widget_class_bind_template_child (widget_class, WabiFamiliesView, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_cb);
  gtk_widget_class_install_action (widget_class, "families.pay", NULL, on_pay_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "families.pay", NULL);
  gtk_widget_class_install_action (widget_class, "families.state", NULL, on_state_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "families.state", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_families_view_init (WabiFamiliesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (WABI_TYPE_FAMILY_ROW);
}

GtkWidget *
wabi_families_view_new (WabiDesk *desk)
{
  WabiFamiliesView *self = g_object_new (WABI_TYPE_FAMILIES_VIEW, NULL);

  self->desk = g_object_ref (desk);
  wabi_family_detail_set_desk (self->detail, desk);
  wabi_money_table_add_columns (self->table, columns, G_N_ELEMENTS (columns), self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (show_selected), self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wabi_desk_get_sync (desk), "notify::pending", G_CALLBACK (on_queue_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
