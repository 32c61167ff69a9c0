// SPDX-License-Identifier: AGPL-3.0-or-later
// The open sessions: what can be billed, what holds up the rest.

#include "wabi-charges-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-charge-columns.h"
#include "wabi-charge-companion.h"
#include "wabi-empty-state.h"
#include "wabi-mend.h"
#include "wabi-money-table.h"

struct _WabiChargesView
{
  GtkWidget parent_instance;

  GtkStack *table_stack;
  GtkDropDown *payers_down, *states_down;
  GtkColumnView *table;
  GtkLabel *more;
  WabiChargeCompanion *companion;

  WabiDesk *desk;
  WabiChargeBook *book;
  GtkMultiSelection *selection;
  WabiChargeColumns columns;
  GPtrArray *payers; /* ids, in the order of payers_down after "All payers" */
  char *search;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (WabiChargesView, wabi_charges_view, GTK_TYPE_WIDGET)

static guint selected_signal;

static const char *const state_ids[] = { "all", "ready", "hand", "waiting" };

/* --- What is shown --- */

static const char *
get_payer (WabiChargesView *self)
{
  guint payer = gtk_drop_down_get_selected (self->payers_down);

  return payer > 0 && payer <= self->payers->len ? g_ptr_array_index (self->payers, payer - 1) : NULL;
}

static void
on_book_changed_cb (WabiChargesView *self)
{
  guint hidden = wabi_charge_book_get_hidden (self->book);
  g_autofree char *more = g_strdup_printf (_("%u more: filter or type a name to narrow"), hidden);
  gboolean empty = g_list_model_get_n_items (wabi_charge_book_get_model (self->book)) == 0;

  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
  gtk_stack_set_visible_child_name (self->table_stack, empty ? "empty" : "table");
}

static void
apply_filter (WabiChargesView *self)
{
  guint state = gtk_drop_down_get_selected (self->states_down);

  if (!self->filling && self->book != NULL)
    wabi_charge_book_set_filter (self->book, state_ids[MIN (state, G_N_ELEMENTS (state_ids) - 1)], get_payer (self), self->search);
}

static void
fill_payers (WabiChargesView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) payers = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  query.order_by = "name";
  payers = wabi_desk_list (self->desk, &query);
  g_ptr_array_set_size (self->payers, 0);
  gtk_string_list_append (names, _("All payers"));
  for (guint i = 0; i < payers->len; i++)
    {
      gtk_string_list_append (names, wabi_record_get_text (g_ptr_array_index (payers, i), "name"));
      g_ptr_array_add (self->payers, g_strdup (wabi_record_get_id (g_ptr_array_index (payers, i))));
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->payers_down, G_LIST_MODEL (names));
  self->filling = FALSE;
}

/* --- The selection --- */

static WabiChargeItem *
dup_selected (WabiChargesView *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_is_empty (selected))
    return NULL;
  return g_list_model_get_item (wabi_charge_book_get_model (self->book), gtk_bitset_get_minimum (selected));
}

static void
on_selection_cb (WabiChargesView *self, guint position, guint n_items)
{
  g_autoptr (WabiChargeItem) item = NULL;

  /* The row that was touched last, if it is selected now; else the first one that is. */
  for (guint i = position; i < position + n_items && item == NULL; i++)
    if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), i))
      item = g_list_model_get_item (wabi_charge_book_get_model (self->book), i);
  if (item == NULL)
    item = dup_selected (self);
  wabi_charge_companion_show (self->companion, item);
  g_signal_emit (self, selected_signal, 0);
}

GPtrArray *
wabi_charges_view_list_selected (WabiChargesView *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *charges = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    {
      g_autoptr (WabiChargeItem) item = g_list_model_get_item (wabi_charge_book_get_model (self->book), gtk_bitset_get_nth (selected, i));

      if (item != NULL)
        g_ptr_array_add (charges, g_object_ref (wabi_charge_item_get_charge (item)));
    }
  return charges;
}

/* What one record mends it mends for all that wait for it; what is mended in the charge itself, for those that are selected. */
static GPtrArray *
list_to_mend (WabiChargesView *self, WabiChargeItem *item, const char *way)
{
  g_autoptr (GPtrArray) selected = wabi_charges_view_list_selected (self);
  GPtrArray *alone;

  if (!g_str_has_prefix (way, "charge"))
    return wabi_charge_book_list_alike (self->book, item);
  if (g_ptr_array_find (selected, wabi_charge_item_get_charge (item), NULL))
    return g_steal_pointer (&selected);
  alone = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (alone, g_object_ref (wabi_charge_item_get_charge (item)));
  return alone;
}

static void
on_way (WabiChargeItem *item, gpointer data)
{
  const WabiFinding *obstacle = wabi_charge_item_get_obstacle (item);
  WabiChargesView *self = data;

  g_autoptr (GPtrArray) alike = NULL;

  if (obstacle == NULL)
    return;
  alike = list_to_mend (self, item, obstacle->way_on);
  wabi_mend_open_all (GTK_WIDGET (self), self->desk, alike, obstacle->way_on);
}

GPtrArray *
wabi_charges_view_list_to_claim (WabiChargesView *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *list;

  if (gtk_bitset_get_size (selected) < 2)
    return wabi_charge_book_list (self->book, WABI_CHARGE_READY, get_payer (self));
  list = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    {
      g_autoptr (WabiChargeItem) item
          = g_list_model_get_item (wabi_charge_book_get_model (self->book), gtk_bitset_get_nth (selected, gtk_bitset_get_size (selected) - 1 - i));

      if (item != NULL && wabi_charge_item_get_state (item) == WABI_CHARGE_READY)
        g_ptr_array_add (list, g_object_ref (item));
    }
  return list;
}

static void
on_changed_cb (WabiChargesView *self, WabiChanges *changes)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_payer))
    fill_payers (self);
}

/* --- The widget --- */

static void
wabi_charges_view_dispose (GObject *object)
{
  WabiChargesView *self = WABI_CHARGES_VIEW (object);
  GtkWidget *child;

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_CHARGES_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->book);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->payers, g_ptr_array_unref);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (wabi_charges_view_parent_class)->dispose (object);
}

static void
wabi_charges_view_class_init (WabiChargesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_charges_view_dispose;
  selected_signal = g_signal_new ("selected", WABI_TYPE_CHARGES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_CHARGE_COMPANION);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-charges-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiChargesView, table_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiChargesView, payers_down);
  gtk_widget_class_bind_template_child (widget_class, WabiChargesView, states_down);
  gtk_widget_class_bind_template_child (widget_class, WabiChargesView, table);
  gtk_widget_class_bind_template_child (widget_class, WabiChargesView, more);
  gtk_widget_class_bind_template_child (widget_class, WabiChargesView, companion);
  gtk_widget_class_bind_template_callback (widget_class, apply_filter);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_charges_view_init (WabiChargesView *self)
{
  self->payers = g_ptr_array_new_with_free_func (g_free);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

void
wabi_charges_view_set_desk (WabiChargesView *self, WabiDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  wabi_charge_companion_set_desk (self->companion, desk);
  self->book = wabi_charge_book_new (desk);
  self->selection = gtk_multi_selection_new (g_object_ref (wabi_charge_book_get_model (self->book)));
  self->columns = (WabiChargeColumns){ on_way, self };
  wabi_charge_columns_add (self->table, &self->columns);
  wabi_money_table_pass_tab (self->table);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (on_selection_cb), self);
  g_signal_connect_object (self->book, "changed", G_CALLBACK (on_book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  fill_payers (self);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  on_book_changed_cb (self);
}

WabiChargeBook *
wabi_charges_view_get_book (WabiChargesView *self)
{
  return self->book;
}

void
wabi_charges_view_set_search (WabiChargesView *self, const char *text)
{
  g_autofree char *old = g_steal_pointer (&self->search);

  self->search = g_strdup (text);
  if (g_strcmp0 (old, text) != 0)
    apply_filter (self);
}

void
wabi_charges_view_set_state (WabiChargesView *self, guint state)
{
  gtk_drop_down_set_selected (self->states_down, state);
}

void
wabi_charges_view_open (WabiChargesView *self, const char *id)
{
  WabiChargeItem *item = wabi_charge_book_find (self->book, id);

  gtk_drop_down_set_selected (self->payers_down, 0);
  gtk_drop_down_set_selected (self->states_down, 0);
  for (guint i = 0; item != NULL && i < g_list_model_get_n_items (wabi_charge_book_get_model (self->book)); i++)
    {
      g_autoptr (WabiChargeItem) there = g_list_model_get_item (wabi_charge_book_get_model (self->book), i);

      if (there != item)
        continue;
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
      wabi_money_table_scroll_to (self->table, i);
    }
  wabi_charge_companion_show (self->companion, item);
}

void
wabi_charges_view_set_side (WabiChargesView *self, gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (self->companion), visible);
}

gboolean
wabi_charges_view_get_side (WabiChargesView *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->companion));
}
