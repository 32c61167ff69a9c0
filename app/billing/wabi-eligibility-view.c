// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is covered: what payers were asked, what they said, and what keeps them from being asked.

#include "wabi-eligibility-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-billing-pane.h"
#include "wabi-chart.h"
#include "wabi-eligibility-words.h"
#include "wabi-empty-state.h"
#include "wabi-format.h"
#include "wabi-money-table.h"
#include "wabi-status-mark.h"

#define WABI_TYPE_CHECK_ROW (wabi_check_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiCheckRow, wabi_check_row, WABI, CHECK_ROW, GObject)

/* A coverage with what is known of it. */
struct _WabiCheckRow
{
  GObject parent_instance;

  WabiRecord *coverage;
  char *name;
  const char *payer; /* borrowed from what is read once */
  WabiRecord *answer, *open; /* (nullable) */
  WabiCheckState state;
  gboolean is_silent;
};

G_DEFINE_FINAL_TYPE (WabiCheckRow, wabi_check_row, G_TYPE_OBJECT)

static void
wabi_check_row_finalize (GObject *object)
{
  WabiCheckRow *self = WABI_CHECK_ROW (object);

  g_clear_object (&self->coverage);
  g_clear_object (&self->answer);
  g_clear_object (&self->open);
  g_free (self->name);
  G_OBJECT_CLASS (wabi_check_row_parent_class)->finalize (object);
}

static void
wabi_check_row_class_init (WabiCheckRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_check_row_finalize;
}

static void
wabi_check_row_init (WabiCheckRow *self)
{
}

struct _WabiEligibilityView
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkColumnView *table;
  GtkDropDown *shown_down;
  GtkLabel *sum;
  WabiEmptyState *empty;

  WabiDesk *desk;
  GtkWidget *actions;
  WabiEligibility *with; /* (nullable): while its rows are shown */
  GListStore *shown;
  GtkMultiSelection *selection;
  char *search, *wanted;
  guint source;
};

static void pane_iface_init (WabiBillingPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiEligibilityView, wabi_eligibility_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_BILLING_PANE, pane_iface_init))

/* ---- The table ---- */

static gboolean
is_missing (WabiCheckRow *row)
{
  return row->state != WABI_CHECK_READY && row->state != WABI_CHECK_WAITS;
}

static gboolean
needs_hand (WabiCheckRow *row)
{
  return row->is_silent || (row->answer != NULL && wabi_benefit_needs_hand (row->answer));
}

static GtkWidget *
make_mark (gpointer data)
{
  return wabi_status_mark_new (WABI_MARK_NONE);
}

static void
fill_mark (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiCheckRow *row = item;
  WabiMarkKind mark = row->answer == NULL ? WABI_MARK_NONE : wabi_eligibility_get_mark (row->answer);

  if (row->open != NULL)
    mark = row->is_silent ? WABI_MARK_WARNING : WABI_MARK_PENDING;
  else if (is_missing (row) && mark != WABI_MARK_BLOCKED)
    mark = WABI_MARK_WARNING;
  wabi_status_mark_set_kind (WABI_STATUS_MARK (cell), mark);
}

static void
fill_name (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), ((WabiCheckRow *) item)->name);
  gtk_widget_add_css_class (cell, "money-strong");
}

static void
fill_payer (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), ((WabiCheckRow *) item)->payer);
}

static void
fill_answer (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiCheckRow *row = item;
  g_autofree char *words = wabi_eligibility_say (row->answer);

  gtk_label_set_label (GTK_LABEL (cell), words);
}

static void
fill_when (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiCheckRow *row = item;
  g_autofree char *day = row->answer != NULL ? wabi_format_date_text (wabi_record_get_text (row->answer, "date")) : g_strdup ("–");

  gtk_label_set_label (GTK_LABEL (cell), day);
}

static char *
say_next (WabiEligibilityView *self, WabiCheckRow *row)
{
  if (row->answer != NULL && wabi_benefit_needs_hand (row->answer))
    {
      const char *change = json_array_get_string_element (wabi_record_get_array (row->answer, "changes"), 0);

      return g_strdup (wabi_benefit_get_remedy (change));
    }
  if (is_missing (row))
    return g_strdup (wabi_check_explain (row->state));
  if (row->open != NULL)
    return wabi_eligibility_say_open (row->open, row->is_silent, wabi_desk_get_zone (self->desk));
  return g_strdup ("");
}

static void
fill_next (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *words = say_next (data, item);

  gtk_label_set_label (GTK_LABEL (cell), words);
  gtk_widget_set_tooltip_text (cell, words);
  gtk_widget_add_css_class (cell, "secondary");
}

static const WabiMoneyColumn columns[] = {
  { "", FALSE, FALSE, 0, make_mark, fill_mark },       { N_ ("Client"), FALSE, FALSE, 18, NULL, fill_name },
  { N_ ("Payer"), FALSE, FALSE, 18, NULL, fill_payer }, { N_ ("Last answer"), TRUE, FALSE, 20, NULL, fill_answer },
  { N_ ("On"), FALSE, FALSE, 12, NULL, fill_when },    { N_ ("What to do"), TRUE, FALSE, 28, NULL, fill_next },
};

/* ---- Loading ---- */

enum { SHOW_HAND, SHOW_MISSING, SHOW_WAITING, SHOW_ALL };

static gboolean
matches (WabiEligibilityView *self, WabiCheckRow *row)
{
  guint which = gtk_drop_down_get_selected (self->shown_down);
  g_autofree char *folded = g_utf8_casefold (self->search != NULL ? self->search : "", -1), *all = NULL, *hay = NULL;

  if ((which == SHOW_HAND && !needs_hand (row)) || (which == SHOW_MISSING && !is_missing (row)) || (which == SHOW_WAITING && row->open == NULL))
    return FALSE;
  all = g_strjoin (" ", row->name, row->payer, NULL);
  hay = g_utf8_casefold (all, -1);
  return strstr (hay, folded) != NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  WabiCheckRow *one = *(WabiCheckRow *const *) a, *other = *(WabiCheckRow *const *) b;
  int x = needs_hand (one) ? 0 : is_missing (one) ? 1 : 2, y = needs_hand (other) ? 0 : is_missing (other) ? 1 : 2, names;

  if (x != y)
    return x - y;
  names = g_utf8_collate (one->name, other->name);
  return names != 0 ? names : strcmp (wabi_record_get_id (one->coverage), wabi_record_get_id (other->coverage));
}

static WabiCheckRow *
make_row (WabiEligibilityView *self, WabiRecord *coverage)
{
  WabiCheckRow *row = g_object_new (WABI_TYPE_CHECK_ROW, NULL);
  WabiRecord *payer = wabi_eligibility_get_payer (self->with, coverage);
  g_auto (WabiCheckHistory) history = { 0 };

  wabi_eligibility_read (self->with, wabi_record_get_id (coverage), &history);
  row->coverage = g_object_ref (coverage);
  row->name = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (coverage, "client"));
  row->payer = payer != NULL ? wabi_record_get_text (payer, "name") : _("Unknown payer");
  row->answer = history.answer != NULL ? g_object_ref (history.answer) : NULL;
  row->open = history.open != NULL ? g_object_ref (history.open) : NULL;
  row->is_silent = history.is_silent;
  row->state = wabi_eligibility_judge (self->with, coverage);
  return row;
}

static void
show_sum (WabiEligibilityView *self, guint hand, guint missing)
{
  g_autoptr (WabiRecord) schedule = wabi_desk_get (self->desk, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE);
  WabiDay today = wabi_eligibility_get_today (self->with), next = wabi_benefit_schedule_next (schedule, today);
  g_autofree char *day = next != WABI_DAY_NONE ? wabi_format_day (next) : NULL, *words = NULL, *month = NULL;

  if (day == NULL)
    month = g_strdup (_("No monthly check"));
  else
    month = next <= today ? g_strdup (_("The monthly check is due")) : g_strdup_printf (_("Next monthly check: %s"), day);
  /* Translators: two numbers of clients, then when the next check is */
  words = g_strdup_printf (_("%u changed or silent · %u cannot be asked · %s"), hand, missing, month);
  gtk_label_set_label (self->sum, words);
}

static GHashTable *
dup_selected (WabiEligibilityView *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), i))
      {
        g_autoptr (WabiCheckRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

        g_hash_table_add (ids, g_strdup (wabi_record_get_id (row->coverage)));
      }
  return ids;
}

static void
select_again (WabiEligibilityView *self, GHashTable *ids)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (WabiCheckRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);
      gboolean wanted = self->wanted != NULL && strcmp (wabi_record_get_id (row->coverage), self->wanted) == 0;

      if (wanted || g_hash_table_contains (ids, wabi_record_get_id (row->coverage)))
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, wanted);
      if (wanted)
        wabi_money_table_scroll_to (self->table, i);
    }
  g_clear_pointer (&self->wanted, g_free);
}

static void
show_empty (WabiEligibilityView *self, guint n_all)
{
  gboolean all = gtk_drop_down_get_selected (self->shown_down) == SHOW_ALL;

  g_object_set (self->empty, "title", n_all == 0 ? _("No coverage yet") : _("Nobody here"), "text",
                n_all == 0 ? _("Record a client’s coverage on the client’s page; then the payer can be asked about it.")
                : all      ? _("No client fits what you typed.")
                           : _("No client fits. Choose “Whole caseload” above to see everybody, and Check all to ask the payers."),
                NULL);
}

static void
update_actions (WabiEligibilityView *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint n = (guint) gtk_bitset_get_size (chosen);
  gboolean hand = FALSE;

  for (guint i = 0; i < n && !hand; i++)
    {
      g_autoptr (WabiCheckRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), gtk_bitset_get_nth (chosen, i));

      hand = row != NULL && row->answer != NULL && wabi_benefit_needs_hand (row->answer);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "eligibility.check", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "eligibility.open", n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "eligibility.settle", hand);
}

static void
load (WabiEligibilityView *self)
{
  g_autoptr (GHashTable) selected = dup_selected (self);
  g_autoptr (GPtrArray) coverages = NULL, now = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (WabiEligibility) before = self->with;
  guint hand = 0, missing = 0;

  self->with = wabi_eligibility_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), TRUE);
  coverages = wabi_eligibility_list_caseload (self->with, NULL);
  for (guint i = 0; coverages != NULL && i < coverages->len; i++)
    {
      g_autoptr (WabiCheckRow) row = make_row (self, g_ptr_array_index (coverages, i));

      hand += needs_hand (row);
      missing += is_missing (row);
      if (matches (self, row))
        g_ptr_array_add (now, g_steal_pointer (&row));
    }
  g_ptr_array_sort (now, compare_rows);
  g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)), now->pdata, now->len);
  show_sum (self, hand, missing);
  show_empty (self, coverages != NULL ? coverages->len : 0);
  gtk_stack_set_visible_child_name (self->stack, now->len > 0 ? "table" : "empty");
  select_again (self, selected);
  update_actions (self);
}

static void
on_filter_cb (WabiEligibilityView *self)
{
  if (self->desk != NULL)
    load (self);
}

static gboolean
on_load_cb (gpointer data)
{
  WabiEligibilityView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiEligibilityView *self, WabiChanges *changes)
{
  const WabiKind *const kinds[] = { &wabi_kind_benefit, &wabi_kind_benefit_schedule, &wabi_kind_coverage, &wabi_kind_client, &wabi_kind_payer, &wabi_kind_partner };

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && self->source == 0; i++)
    if (wabi_changes_has_kind (changes, kinds[i]))
      self->source = g_idle_add (on_load_cb, self);
}

/* ---- Doing ---- */

static GPtrArray *
list_selected (WabiEligibilityView *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < gtk_bitset_get_size (chosen); i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (self->shown), gtk_bitset_get_nth (chosen, i)));
  return rows;
}

static void
on_check_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiEligibilityView *self = WABI_ELIGIBILITY_VIEW (widget);
  g_autoptr (GPtrArray) rows = list_selected (self), ids = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (ids, (gpointer) wabi_record_get_id (((WabiCheckRow *) g_ptr_array_index (rows, i))->coverage));
  wabi_eligibility_ask_now (self->desk, ids);
}

/* Of the whole caseload only those that can be asked about: the others say in their rows what is missing. */
static void
ask_all (WabiEligibilityView *self)
{
  g_autoptr (GPtrArray) coverages = wabi_eligibility_list_caseload (self->with, NULL), ids = g_ptr_array_new ();

  for (guint i = 0; coverages != NULL && i < coverages->len; i++)
    if (wabi_eligibility_judge (self->with, g_ptr_array_index (coverages, i)) == WABI_CHECK_READY)
      g_ptr_array_add (ids, (gpointer) wabi_record_get_id (g_ptr_array_index (coverages, i)));
  if (ids->len > 0)
    wabi_eligibility_ask_now (self->desk, ids);
  else
    wabi_desk_tell (self->desk, _("Nobody can be asked about now. Each row says why."));
}

static void
on_check_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_all (WABI_ELIGIBILITY_VIEW (widget));
}

static void
on_settle_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiEligibilityView *self = WABI_ELIGIBILITY_VIEW (widget);
  g_autoptr (GPtrArray) rows = list_selected (self);

  for (guint i = 0; i < rows->len; i++)
    {
      WabiCheckRow *row = g_ptr_array_index (rows, i);

      if (row->answer != NULL && wabi_benefit_needs_hand (row->answer))
        wabi_eligibility_settle (self->desk, wabi_record_get_id (row->answer));
    }
}

static void
open_row (WabiEligibilityView *self, WabiCheckRow *row)
{
  const char *place = row->state != WABI_CHECK_READY ? wabi_check_get_place (row->state) : NULL;

  if (g_strcmp0 (place, "partner") == 0)
    wabi_desk_go (self->desk, "billing", "partners");
  else if (g_strcmp0 (place, "payer") == 0)
    wabi_desk_go (self->desk, "billing", wabi_record_get_text (row->coverage, "payer"));
  else
    wabi_desk_go (self->desk, "clients", wabi_record_get_text (row->coverage, "client"));
}

static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) rows = list_selected (WABI_ELIGIBILITY_VIEW (widget));

  if (rows->len == 1)
    open_row (WABI_ELIGIBILITY_VIEW (widget), g_ptr_array_index (rows, 0));
}

static void
on_activate_cb (WabiEligibilityView *self, guint position)
{
  g_autoptr (WabiCheckRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (row != NULL)
    open_row (self, row);
}

static void
on_month_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  wabi_eligibility_form (WABI_ELIGIBILITY_VIEW (widget)->desk, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
}

static void
on_month_clicked_cb (WabiEligibilityView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "eligibility.month", NULL);
}

/* ---- As a pane ---- */

static void
set_search (WabiBillingPane *pane, const char *text)
{
  WabiEligibilityView *self = WABI_ELIGIBILITY_VIEW (pane);

  if (g_strcmp0 (self->search, text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  load (self);
}

static gboolean
open_record (WabiBillingPane *pane, const char *id)
{
  WabiEligibilityView *self = WABI_ELIGIBILITY_VIEW (pane);
  g_autoptr (WabiRecord) benefit = wabi_desk_get (self->desk, &wabi_kind_benefit, id);

  if (benefit != NULL)
    {
      g_free (self->wanted);
      self->wanted = g_strdup (wabi_record_get_text (benefit, "coverage"));
      gtk_drop_down_set_selected (self->shown_down, SHOW_ALL);
    }
  load (self);
  return TRUE;
}

static GtkWidget *
get_actions (WabiBillingPane *pane)
{
  return WABI_ELIGIBILITY_VIEW (pane)->actions;
}

static const WabiPageKey *
list_keys (WabiBillingPane *pane, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Control>r", N_ ("Ask the payers about the selected clients") }, { "<Control><Shift>r", N_ ("Ask about the whole caseload") },
    { "<Control>Return", N_ ("The change was seen to") },              { "<Control>e", N_ ("Monthly check") },
    WABI_BILLING_TURN_KEYS,
  };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
pane_iface_init (WabiBillingPaneInterface *iface)
{
  iface->set_search = set_search;
  iface->open = open_record;
  iface->get_actions = get_actions;
  iface->list_keys = list_keys;
}

/* ---- The widget ---- */

static void
wabi_eligibility_view_dispose (GObject *object)
{
  WabiEligibilityView *self = WABI_ELIGIBILITY_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_ELIGIBILITY_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->with, wabi_eligibility_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_eligibility_view_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "eligibility.check", NULL, on_check_cb);
  gtk_widget_class_install_action (widget_class, "eligibility.check-all", NULL, on_check_all_cb);
  gtk_widget_class_install_action (widget_class, "eligibility.settle", NULL, on_settle_cb);
  gtk_widget_class_install_action (widget_class, "eligibility.open", NULL, on_open_cb);
  gtk_widget_class_install_action (widget_class, "eligibility.month", NULL, on_month_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "eligibility.check", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "eligibility.check-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "eligibility.settle", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "eligibility.month", NULL);
}

static void
wabi_eligibility_view_class_init (WabiEligibilityViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_eligibility_view_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-eligibility-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiEligibilityView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiEligibilityView, table);
  gtk_widget_class_bind_template_child (widget_class, WabiEligibilityView, shown_down);
  gtk_widget_class_bind_template_child (widget_class, WabiEligibilityView, sum);
  gtk_widget_class_bind_template_child (widget_class, WabiEligibilityView, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  install_actions (widget_class);
}

static void
wabi_eligibility_view_init (WabiEligibilityView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (WABI_TYPE_CHECK_ROW);
  self->actions = g_object_ref_sink (gtk_button_new_with_label (_("Monthly check…")));
  gtk_widget_set_tooltip_text (self->actions, _("When the server asks about everybody by itself (Ctrl+E)"));
  g_signal_connect_object (self->actions, "clicked", G_CALLBACK (on_month_clicked_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wabi_eligibility_view_new (WabiDesk *desk)
{
  WabiEligibilityView *self;

  wabi_chart_init ();
  self = g_object_new (WABI_TYPE_ELIGIBILITY_VIEW, NULL);
  wabi_money_table_add_columns (self->table, columns, G_N_ELEMENTS (columns), self);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (update_actions), self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
