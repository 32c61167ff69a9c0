// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers sent back.

#include "wabi-payments-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-billing-pane.h"
#include "wabi-choose-file.h"
#include "wabi-empty-state.h"
#include "wabi-format.h"
#include "wabi-money-table.h"
#include "wabi-payment-detail.h"
#include "wabi-status-mark.h"

#define SHOWN 200
/* What one command may carry; a file of this size holds thousands of claims. */
#define MOST_BYTES 3900000

struct _WabiPaymentsView
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkColumnView *table;
  GtkDropDown *states_down;
  GtkLabel *sum, *more;
  WabiPaymentDetail *detail;

  WabiDesk *desk;
  GtkWidget *actions;
  GListStore *shown;
  GtkSingleSelection *selection;
  char *search;
  char *wanted; /* to be selected when it comes */
  guint source;
  guint reading, failed; /* files under way */
};

static void pane_iface_init (WabiBillingPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiPaymentsView, wabi_payments_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_BILLING_PANE, pane_iface_init))

static const struct
{
  const char *state;
  WabiMarkKind mark;
  const char *words;
} states[] = {
  { "waiting", WABI_MARK_PENDING, N_ ("To be posted") },
  { "posted", WABI_MARK_PASSED, N_ ("Posted") },
  { "partly", WABI_MARK_WARNING, N_ ("Needs a hand") },
  { "held", WABI_MARK_BLOCKED, N_ ("Did not come whole") },
};

static guint
find_state (WabiRecord *remittance)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (wabi_record_is (remittance, "state", states[i].state))
      return i;
  return 0;
}

/* --- Columns --- */

static GtkWidget *
make_mark (gpointer data)
{
  return wabi_status_mark_new (WABI_MARK_NONE);
}

static void
fill_mark (GtkWidget *cell, gpointer item, gpointer data)
{
  wabi_status_mark_set_kind (WABI_STATUS_MARK (cell), states[find_state (item)].mark);
}

static void
fill_date (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (item, "date"));

  gtk_label_set_label (GTK_LABEL (cell), date);
}

static char *
dup_payer (WabiPaymentsView *self, WabiRecord *remittance)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (self->desk, &wabi_kind_payer, wabi_record_get_text (remittance, "payer"));
  const char *told = wabi_record_get_text (remittance, "payer_name");

  return g_strdup (payer != NULL ? wabi_record_get_text (payer, "name") : told != NULL ? told : "");
}

static void
fill_payer (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *name = dup_payer (data, item);

  gtk_label_set_label (GTK_LABEL (cell), name);
  gtk_widget_add_css_class (cell, "money-strong");
}

static void
fill_trace (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), wabi_record_get_text (item, "trace"));
}

static void
fill_claims (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *n = g_strdup_printf ("%d", (int) wabi_record_get_int (item, "claim_count"));

  gtk_label_set_label (GTK_LABEL (cell), n);
}

static void
fill_amount (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *money = wabi_format_money (wabi_record_get_int (item, "amount_cents"));

  gtk_label_set_label (GTK_LABEL (cell), money);
}

static void
fill_state (GtkWidget *cell, gpointer item, gpointer data)
{
  gint64 waits = wabi_record_get_int (item, "suspense_cents");
  g_autofree char *money = wabi_format_money (waits);
  g_autofree char *words = waits != 0 && wabi_record_is (item, "state", "partly") ? g_strdup_printf (_ ("%s in suspense"), money)
                                                                                  : g_strdup (_ (states[find_state (item)].words));

  gtk_label_set_label (GTK_LABEL (cell), words);
  gtk_widget_add_css_class (cell, "secondary");
}

static const WabiMoneyColumn columns[] = {
  { "", FALSE, FALSE, 0, make_mark, fill_mark },
  { N_ ("Date"), FALSE, FALSE, 0, NULL, fill_date },
  { N_ ("Payer"), TRUE, FALSE, 12, NULL, fill_payer },
  { N_ ("Check or transfer"), FALSE, FALSE, 14, NULL, fill_trace },
  { N_ ("Claims"), FALSE, TRUE, 0, NULL, fill_claims },
  { N_ ("Amount"), FALSE, TRUE, 0, NULL, fill_amount },
  { N_ ("State"), TRUE, FALSE, 12, NULL, fill_state },
};

/* --- Loading --- */

static gboolean
matches (WabiPaymentsView *self, WabiRecord *remittance, const char *folded)
{
  static const char *const wanted[] = { NULL, "waiting held", "partly", "posted" };
  guint state = gtk_drop_down_get_selected (self->states_down);
  g_autofree char *payer = NULL, *money = NULL, *all = NULL, *hay = NULL;

  if (state > 0 && state < G_N_ELEMENTS (wanted) && strstr (wanted[state], wabi_record_get_text (remittance, "state")) == NULL)
    return FALSE;
  if (*folded == '\0')
    return TRUE;
  payer = dup_payer (self, remittance);
  money = wabi_format_money (wabi_record_get_int (remittance, "amount_cents"));
  all = g_strjoin (" ", payer, money, wabi_record_get_text (remittance, "trace"), NULL);
  hay = g_utf8_casefold (all, -1);
  return strstr (hay, folded) != NULL;
}

static void
show_sum (WabiPaymentsView *self, GPtrArray *all)
{
  gint64 waiting = 0, suspense = 0;
  g_autofree char *to_post = NULL, *in_suspense = NULL, *words = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      waiting += wabi_record_is (one, "state", "waiting") ? wabi_record_get_int (one, "amount_cents") : 0;
      suspense += wabi_record_get_int (one, "suspense_cents");
    }
  to_post = wabi_format_money (waiting);
  in_suspense = wabi_format_money (suspense);
  words = g_strdup_printf (_ ("%s to be posted · %s in suspense"), to_post, in_suspense);
  gtk_label_set_label (self->sum, words);
}

static void
select_wanted (WabiPaymentsView *self)
{
  for (guint i = 0; self->wanted != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (WabiRecord) one = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (strcmp (wabi_record_get_id (one), self->wanted) != 0 && !wabi_record_is (one, "file", self->wanted))
        continue;
      g_clear_pointer (&self->wanted, g_free);
      gtk_single_selection_set_selected (self->selection, i);
      wabi_money_table_scroll_to (self->table, i);
    }
}

static void
load (WabiPaymentsView *self)
{
  g_autoptr (GPtrArray) all = NULL, now = g_ptr_array_new ();
  g_autofree char *folded = g_utf8_casefold (self->search != NULL ? self->search : "", -1), *more = NULL, *kept = NULL;
  WabiRecord *selected = gtk_single_selection_get_selected_item (self->selection);
  guint hidden = 0;
  WabiQuery query;

  kept = selected != NULL ? g_strdup (wabi_record_get_id (selected)) : NULL;
  wabi_query_init (&query, &wabi_kind_remittance);
  query.order_by = "date";
  query.descending = TRUE;
  all = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < all->len; i++)
    if (matches (self, g_ptr_array_index (all, i), folded))
      {
        if (now->len < SHOWN)
          g_ptr_array_add (now, g_ptr_array_index (all, i));
        else
          hidden++;
      }
  wabi_money_table_replace (self->shown, now);
  show_sum (self, all);
  more = g_strdup_printf (_ ("%u more: type a payer or number to narrow"), hidden);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
  gtk_stack_set_visible_child_name (self->stack, all->len > 0 ? "table" : "empty");
  if (self->wanted == NULL)
    self->wanted = g_steal_pointer (&kept);
  select_wanted (self);
}

static gboolean
on_load_cb (gpointer data)
{
  WabiPaymentsView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiPaymentsView *self, WabiChanges *changes)
{
  if (self->source == 0
      && (wabi_changes_has_kind (changes, &wabi_kind_remittance) || wabi_changes_has_kind (changes, &wabi_kind_remit_claim)
          || wabi_changes_has_kind (changes, &wabi_kind_payer)))
    self->source = g_idle_add (on_load_cb, self);
}

static void
on_selected_cb (WabiPaymentsView *self)
{
  wabi_payment_detail_show (self->detail, gtk_single_selection_get_selected_item (self->selection));
}

static void
on_filter_cb (WabiPaymentsView *self)
{
  if (self->desk != NULL)
    load (self);
}

/* --- Reading files --- */

static void
tell_read (WabiPaymentsView *self)
{
  if (self->reading == 0 && self->failed == 0)
    wabi_desk_tell (self->desk, _ ("Read. Look at what it would do, then post it"));
}

/* X12 is of single bytes; a file in another character set than UTF-8 is most likely Latin-1. */
static char *
make_text (const char *bytes, gsize length)
{
  if (g_utf8_validate (bytes, (gssize) length, NULL))
    return g_strndup (bytes, length);
  return g_convert (bytes, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

static void
take_in (WabiPaymentsView *self, const char *name, const char *bytes, gsize length)
{
  g_autofree char *id = wabi_desk_new_id (self->desk), *text = length <= MOST_BYTES ? make_text (bytes, length) : NULL;
  g_autoptr (GError) error = NULL;

  if (length > MOST_BYTES)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” is too large to be read at once. Ask the clearinghouse for smaller files."), name);
  else if (text == NULL || memchr (bytes, '\0', length) != NULL)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” is not a text. Choose a file as the clearinghouse sent it (835, 999, 277)."), name);
  else if (wabi_desk_do (self->desk, "inbound.import", wabi_args ("id", id, "name", name, "content", text, NULL), NULL, NULL, NULL, &error))
    {
      g_free (self->wanted);
      self->wanted = g_steal_pointer (&id);
    }
  if (error != NULL)
    {
      self->failed++;
      wabi_desk_tell_error (self->desk, error);
    }
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPaymentsView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL, *name = g_file_get_basename (G_FILE (source));
  gsize length;

  self->reading--;
  if (self->desk == NULL)
    return;
  if (g_file_load_contents_finish (G_FILE (source), result, &bytes, &length, NULL, &error))
    take_in (self, name, bytes, length);
  else
    {
      self->failed++;
      wabi_desk_tell_error (self->desk, error);
    }
  tell_read (self);
}

static void
read_file (WabiPaymentsView *self, GFile *file)
{
  if (self->reading == 0)
    self->failed = 0;
  self->reading++;
  g_file_load_contents_async (file, NULL, on_read_cb, g_object_ref (self));
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPaymentsView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);

  if (self->desk == NULL)
    return;
  if (file != NULL)
    read_file (self, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    wabi_desk_tell_error (self->desk, error);
}

static void
on_import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPaymentsView *self = WABI_PAYMENTS_VIEW (widget);

  wabi_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), WABI_CHOOSE_OPEN, _ ("Read a file from a payer"), NULL, NULL, NULL, on_chosen_cb,
                          g_object_ref (self));
}

static void
on_import_clicked_cb (WabiPaymentsView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "payments.import", NULL);
}

static gboolean
on_drop_cb (WabiPaymentsView *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *each = files; each != NULL; each = each->next)
    read_file (self, each->data);
  return files != NULL;
}

static void
on_post_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_payment_detail_post (WABI_PAYMENTS_VIEW (widget)->detail);
}

/* --- As a pane --- */

static void
set_search (WabiBillingPane *pane, const char *text)
{
  WabiPaymentsView *self = WABI_PAYMENTS_VIEW (pane);

  if (g_strcmp0 (self->search, text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  load (self);
}

static gboolean
open_record (WabiBillingPane *pane, const char *id)
{
  WabiPaymentsView *self = WABI_PAYMENTS_VIEW (pane);
  g_autoptr (WabiRecord) answer = wabi_desk_get (self->desk, &wabi_kind_remit_claim, id);

  gtk_drop_down_set_selected (self->states_down, 0);
  g_free (self->wanted);
  self->wanted = g_strdup (answer != NULL ? wabi_record_get_text (answer, "remittance") : id);
  load (self);
  return self->wanted == NULL;
}

static GtkWidget *
get_actions (WabiBillingPane *pane)
{
  return WABI_PAYMENTS_VIEW (pane)->actions;
}

static void
toggle_side (WabiBillingPane *pane)
{
  GtkWidget *side = GTK_WIDGET (WABI_PAYMENTS_VIEW (pane)->detail);

  gtk_widget_set_visible (side, !gtk_widget_get_visible (side));
}

static const WabiPageKey *
list_keys (WabiBillingPane *pane, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Control>o", N_ ("Read a file from a payer") },
    { "<Control>Return", N_ ("Post the payment") },
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
  iface->toggle_side = toggle_side;
  iface->list_keys = list_keys;
}

/* --- The widget --- */

static void
wabi_payments_view_dispose (GObject *object)
{
  WabiPaymentsView *self = WABI_PAYMENTS_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_PAYMENTS_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_payments_view_parent_class)->dispose (object);
}

static void
wabi_payments_view_class_init (WabiPaymentsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_payments_view_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_PAYMENT_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-payments-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentsView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentsView, table);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentsView, states_down);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentsView, sum);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentsView, more);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentsView, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_cb);
  gtk_widget_class_install_action (widget_class, "payments.import", NULL, on_import_cb);
  gtk_widget_class_install_action (widget_class, "payments.post", NULL, on_post_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "payments.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "payments.post", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_payments_view_init (WabiPaymentsView *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (WABI_TYPE_RECORD);
  self->actions = g_object_ref_sink (gtk_button_new_with_label (_ ("Read a file…")));
  gtk_widget_add_css_class (self->actions, "suggested-action");
  gtk_widget_set_tooltip_text (self->actions, _ ("A remittance (835) or an acknowledgment (999, TA1, 277) (Ctrl+O). The file stays as it came; what is posted of it can be taken back"));
  g_signal_connect_object (self->actions, "clicked", G_CALLBACK (on_import_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

GtkWidget *
wabi_payments_view_new (WabiDesk *desk)
{
  WabiPaymentsView *self = g_object_new (WABI_TYPE_PAYMENTS_VIEW, NULL);

  self->desk = g_object_ref (desk);
  wabi_payment_detail_set_desk (self->detail, desk);
  wabi_money_table_add_columns (self->table, columns, G_N_ELEMENTS (columns), self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  on_selected_cb (self);
  return GTK_WIDGET (self);
}
