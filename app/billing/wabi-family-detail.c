// SPDX-License-Identifier: AGPL-3.0-or-later
// One family's account.

#include "wabi-family-detail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-ask-entry.h"
#include "wabi-collect.h"
#include "wabi-confirm.h"
#include "wabi-estimate-window.h"
#include "wabi-family-account.h"
#include "wabi-family-papers.h"
#include "wabi-family-terms.h"
#include "wabi-finding-list.h"
#include "wabi-format.h"
#include "wabi-money.h"

#define MOST_ROWS 120

struct _WabiFamilyDetail
{
  GtkWidget parent_instance;

  GtkBox *box, *content;
  GtkLabel *title, *summary, *lines_title, *plan_title, *plan_words, *benefit_words, *papers_title;
  GtkButton *pay, *refund, *state, *plan;
  GtkBox *lines_box, *papers_box;
  GtkWidget *lines, *payments, *papers;

  WabiDesk *desk;
  WabiRecord *client;
};

G_DEFINE_FINAL_TYPE (WabiFamilyDetail, wabi_family_detail, GTK_TYPE_WIDGET)

/* A question about money of one family. */
typedef struct
{
  WabiDesk *desk;
  char *record; /* the client, or a payment */
  WabiConfirm *confirm; /* borrowed while it is shown */
  GtkEditable *amount, *reference, *words;
} Asking;

static void
free_asking (Asking *asking)
{
  g_object_unref (asking->desk);
  g_free (asking->record);
  g_clear_object (&asking->amount);
  g_clear_object (&asking->reference);
  g_clear_object (&asking->words);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, free_asking)

static char *
dup_today (WabiDesk *desk)
{
  return wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk)));
}

static void
on_input_cb (Asking *asking)
{
  gint64 cents = 0;
  gboolean fine = asking->amount == NULL || (wabi_money_parse (gtk_editable_get_text (asking->amount), &cents) && cents > 0);

  wabi_confirm_set_choice_enabled (asking->confirm, "do", fine && (asking->words == NULL || wabi_ask_entry_get (asking->words) != NULL));
}

static void
ask_async (WabiFamilyDetail *self, Asking *asking, GtkBox *box, GAsyncReadyCallback callback)
{
  GtkEditable *entries[] = { asking->amount, asking->reference, asking->words };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i] != NULL)
      g_signal_connect_swapped (entries[i], "changed", G_CALLBACK (on_input_cb), asking);
  wabi_confirm_set_extra (asking->confirm, GTK_WIDGET (box));
  on_input_cb (asking);
  wabi_confirm_choose_async (asking->confirm, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, callback, asking);
}

static Asking *
asking_new (WabiFamilyDetail *self, const char *record)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->desk = g_object_ref (self->desk);
  asking->record = g_strdup (record);
  return asking;
}

/* --- A payment --- */

void
wabi_family_detail_pay (WabiFamilyDetail *self)
{
  g_autoptr (WabiFamilyAccount) account = NULL;
  g_autofree char *today = NULL;

  if (self->client == NULL)
    return;
  today = dup_today (self->desk);
  account = wabi_family_account_new (wabi_desk_get_view (self->desk), wabi_record_get_id (self->client), today);
  wabi_collect_ask (self->desk, wabi_record_get_id (self->client), MAX (0, account->due - account->credit), GTK_WIDGET (self));
}

static void
on_pay_cb (WabiFamilyDetail *self)
{
  wabi_family_detail_pay (self);
}

void
wabi_family_detail_state (WabiFamilyDetail *self)
{
  if (self->client != NULL && gtk_widget_get_sensitive (GTK_WIDGET (self->state)))
    wabi_family_papers_state (self->desk, self->client, GTK_WIDGET (self));
}

static void
on_state_cb (WabiFamilyDetail *self)
{
  wabi_family_detail_state (self);
}

static void
on_estimate_cb (WabiFamilyDetail *self)
{
  wabi_estimate_window_open (GTK_WIDGET (self), self->desk, self->client);
}

static void
on_plan_cb (WabiFamilyDetail *self)
{
  g_autofree char *today = dup_today (self->desk);
  g_autoptr (WabiFamilyAccount) account = wabi_family_account_new (wabi_desk_get_view (self->desk), wabi_record_get_id (self->client), today);

  wabi_family_plan_ask (self->desk, wabi_record_get_id (self->client), account->due - account->credit, GTK_WIDGET (self));
}

static void
on_paper_way_cb (WabiFamilyDetail *self, const char *id, const char *way)
{
  wabi_family_papers_save (self->desk, id, GTK_WIDGET (self));
}

/* --- Giving and taking back --- */

static void
on_refunded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL), *id = wabi_desk_new_id (asking->desk);
  g_autoptr (GError) error = NULL;
  gint64 cents = 0;
  JsonObject *args;
  g_autoptr (JsonObject) again = NULL;

  if (choice == NULL || !wabi_money_parse (gtk_editable_get_text (asking->amount), &cents))
    return;
  args = wabi_args ("id", id, "client", asking->record, "words", gtk_editable_get_text (asking->words), NULL);
  json_object_set_int_member (args, "cents", cents);
  if (wabi_ask_entry_get (asking->reference) != NULL)
    json_object_set_string_member (args, "reference", gtk_editable_get_text (asking->reference));
  again = wabi_json_object_copy (args); /* recorded again it is another entry of the books */
  if (!wabi_desk_do (asking->desk, "family.refund", args, _ ("Refund recorded"), "family.take-refund-back",
                     wabi_args ("id", id, "words", _ ("Undone"), NULL), &error))
    wabi_desk_tell_error (asking->desk, error);
  else
    wabi_desk_set_births (asking->desk, g_steal_pointer (&again));
}

static void
on_refund_cb (WabiFamilyDetail *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  Asking *asking = asking_new (self, wabi_record_get_id (self->client));

  asking->confirm = wabi_confirm_new (_ ("Refund the family?"), _ ("No more than its credit can be given back. Write the check first, then record it here."));
  wabi_confirm_add_choice (asking->confirm, "do", _ ("Record the refund"), WABI_CHOICE_SUGGESTED);
  asking->amount = wabi_ask_entry_add (box, _ ("Amount"), "40.00", NULL);
  asking->reference = wabi_ask_entry_add (box, _ ("Number of the check"), NULL, NULL);
  asking->words = wabi_ask_entry_add (box, _ ("Why"), _ ("Paid twice in March"), NULL);
  ask_async (self, asking, box, on_refunded_cb);
}

/* A payment that came after all is recorded again, as another one. */
static JsonObject *
make_again (WabiDesk *desk, const char *id)
{
  static const char *const names[] = { "client", "method", "reference", "cents", "date", "plan", NULL };
  g_autoptr (WabiRecord) payment = wabi_desk_get (desk, &wabi_kind_family_payment, id);
  JsonObject *args = wabi_args ("id", id, NULL), *body = payment != NULL ? wabi_record_get_body (payment) : NULL;

  for (guint i = 0; body != NULL && names[i] != NULL; i++)
    if (json_object_has_member (body, names[i]))
      json_object_set_member (args, names[i], json_node_copy (json_object_get_member (body, names[i])));
  return args;
}

static void
on_returned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;
  const char *words = wabi_ask_entry_get (asking->words);

  if (choice == NULL)
    return;
  if (!wabi_desk_do (asking->desk, "family-payment.return", wabi_args ("id", asking->record, "words", words, NULL), _ ("Payment taken back"),
                     "family-payment.record", make_again (asking->desk, asking->record), &error))
    wabi_desk_tell_error (asking->desk, error);
  else
    wabi_desk_set_births (asking->desk, wabi_args ("id", asking->record, "words", words, NULL));
}

static void
on_payment_way_cb (WabiFamilyDetail *self, const char *id, const char *way)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  Asking *asking = asking_new (self, id);

  asking->confirm = wabi_confirm_new (_ ("Take this payment back?"), _ ("What it paid is open again. Nothing is deleted: entries that reverse it are added to the books."));
  wabi_confirm_add_choice (asking->confirm, "do", _ ("Take back"), WABI_CHOICE_DESTRUCTIVE);
  asking->words = wabi_ask_entry_add (box, _ ("Why"), _ ("The check bounced"), NULL);
  ask_async (self, asking, box, on_returned_cb);
}

/* --- What is shown --- */

static void
show_lines (WabiFamilyDetail *self, const WabiFamilyAccount *account)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (WabiFindingItem));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = account->lines->len; i > 0 && items->len < MOST_ROWS; i--)
    {
      const WabiFamilyLine *line = g_ptr_array_index (account->lines, i - 1);
      g_autofree char *date = wabi_format_date_text (line->date), *due = wabi_format_money (line->due), *share = wabi_format_money (line->family);
      g_autofree char *paid = wabi_format_money (line->paid), *insurance = wabi_format_money (line->insurance);
      WabiFindingItem item = { .id = line->charge, .kind = line->due > 0 ? WABI_MARK_PENDING : WABI_MARK_PASSED };
      char *title = line->due > 0 ? g_strdup_printf (_ ("%s · %s · %s open"), date, line->code, due) : g_strdup_printf (_ ("%s · %s · paid"), date, line->code);
      char *detail = g_strdup_printf (_ ("Share %s, paid %s · insurance %s"), share, paid, insurance);

      g_ptr_array_add (texts, title);
      g_ptr_array_add (texts, detail);
      item.title = title;
      item.detail = detail;
      g_array_append_val (items, item);
    }
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->lines), (const WabiFindingItem *) (gpointer) items->data, items->len);
  gtk_widget_set_visible (GTK_WIDGET (self->lines_title), items->len > 0);
}

static void
take_row (GArray *items, GPtrArray *texts, WabiFindingItem item, char *title, char *detail)
{
  g_ptr_array_add (texts, title);
  g_ptr_array_add (texts, detail);
  item.title = title;
  item.detail = detail;
  g_array_append_val (items, item);
}

static void
add_refunds (WabiFamilyDetail *self, GArray *items, GPtrArray *texts)
{
  g_autoptr (GPtrArray) entries = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_money_entry, "client", wabi_record_get_id (self->client));

  for (guint i = entries->len; i > 0 && items->len < 2 * MOST_ROWS; i--)
    {
      WabiRecord *entry = g_ptr_array_index (entries, i - 1);
      const char *reference = wabi_record_get_text (entry, "reference"), *words = wabi_record_get_text (entry, "words");
      g_autofree char *date = wabi_format_date_text (wabi_record_get_text (entry, "date")), *money = NULL;
      WabiFindingItem item = { .id = wabi_record_get_id (entry), .kind = WABI_MARK_INFO };
      WabiMoneySums sums = { 0 };

      if (!wabi_record_is (entry, "entry", "refund"))
        continue;
      wabi_money_add_legs (entry, NULL, &sums);
      money = wabi_format_money (sums.cents[WABI_MONEY_FAMILY_CREDIT]);
      take_row (items, texts, item, g_strdup_printf (_ ("%s · refunded %s"), date, money),
                g_strdup_printf ("%s%s%s", words != NULL ? words : "", words != NULL && reference != NULL ? " · " : "", reference != NULL ? reference : ""));
    }
}

static void
show_payments (WabiFamilyDetail *self)
{
  g_autoptr (GPtrArray) payments
      = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_family_payment, "client", wabi_record_get_id (self->client));
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (WabiFindingItem));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const WabiWay way = { "return", _ ("Take back") };

  for (guint i = payments->len; i > 0 && items->len < MOST_ROWS; i--)
    {
      WabiRecord *payment = g_ptr_array_index (payments, i - 1);
      gboolean received = wabi_record_is (payment, "state", "received");
      g_autofree char *date = wabi_format_date_text (wabi_record_get_text (payment, "date")), *money = wabi_format_money (wabi_record_get_int (payment, "cents"));
      const char *method = wabi_collect_method_words (wabi_record_get_text (payment, "method")), *reference = wabi_record_get_text (payment, "reference");
      WabiFindingItem item = { .id = wabi_record_get_id (payment), .kind = received ? WABI_MARK_PASSED : WABI_MARK_INFO, .ways = &way, .n_ways = received ? 1 : 0 };

      take_row (items, texts, item, g_strdup_printf (_ ("%s · paid %s"), date, money),
                g_strdup_printf ("%s%s%s%s%s", method, reference != NULL ? " " : "", reference != NULL ? reference : "",
                                 wabi_record_has (payment, "plan") ? _ (" · towards the plan") : "", received ? "" : _ (" · taken back")));
    }
  add_refunds (self, items, texts);
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->payments), (const WabiFindingItem *) (gpointer) items->data, items->len);
}

static char *
describe (const WabiFamilyAccount *account)
{
  GString *words = g_string_new (NULL);
  g_autofree char *due = wabi_format_money (account->due), *credit = wabi_format_money (account->credit), *waiting = wabi_format_money (account->waiting);
  g_autofree char *old = wabi_format_money (account->ages[1] + account->ages[2] + account->ages[3]);

  g_string_append_printf (words, _ ("Owes %s"), due);
  if (account->ages[1] + account->ages[2] + account->ages[3] > 0)
    g_string_append_printf (words, _ (", of which %s for over 30 days"), old);
  if (account->credit > 0)
    g_string_append_printf (words, _ ("\nCredit: %s"), credit);
  if (account->waiting > 0)
    g_string_append_printf (words, _ ("\nPayers still have to answer %s; the family is not asked for that."), waiting);
  return g_string_free (words, FALSE);
}

static void
show_terms (WabiFamilyDetail *self, const WabiFamilyAccount *account)
{
  const char *client = wabi_record_get_id (self->client);
  g_autofree char *plan = wabi_family_plan_dup_words (self->desk, client), *benefit = wabi_family_benefit_dup_words (self->desk, client);
  gboolean something = account->lines->len > 0 || account->credit != 0;

  gtk_label_set_label (self->benefit_words, benefit);
  gtk_label_set_label (self->plan_words, plan != NULL ? plan : "");
  gtk_widget_set_visible (GTK_WIDGET (self->plan_title), plan != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->plan_words), plan != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->state), something);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), something ? _ ("What the family owes, on paper in its language (Ctrl+T)") : _ ("There is nothing to tell this family yet"));
}

void
wabi_family_detail_show (WabiFamilyDetail *self, WabiRecord *client)
{
  g_autoptr (WabiFamilyAccount) account = NULL;
  g_autofree char *today = NULL, *name = NULL, *title = NULL, *words = NULL;

  g_set_object (&self->client, client);
  gtk_widget_set_visible (GTK_WIDGET (self->box), client != NULL);
  if (client == NULL)
    return;
  today = dup_today (self->desk);
  account = wabi_family_account_new (wabi_desk_get_view (self->desk), wabi_record_get_id (client), today);
  name = wabi_lookup_full_name (client);
  title = wabi_record_has (client, "guardian_name") ? g_strdup_printf ("%s · %s", name, wabi_record_get_text (client, "guardian_name")) : g_strdup (name);
  words = describe (account);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->summary, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->refund), account->credit > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->refund), account->credit > 0 ? NULL : _ ("The family has no credit that could be given back"));
  show_terms (self, account);
  show_lines (self, account);
  show_payments (self);
  wabi_family_papers_show (WABI_FINDING_LIST (self->papers), self->desk, wabi_record_get_id (client));
  gtk_widget_set_visible (GTK_WIDGET (self->papers_title), gtk_widget_get_visible (self->papers));
}

/* --- The widget --- */

static void
wabi_family_detail_dispose (GObject *object)
{
  WabiFamilyDetail *self = WABI_FAMILY_DETAIL (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_FAMILY_DETAIL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->client);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_family_detail_parent_class)->dispose (object);
}

static void
wabi_family_detail_class_init (WabiFamilyDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_family_detail_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-family-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, box);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, content);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, title);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, summary);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, lines_title);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, plan_title);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, plan_words);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, benefit_words);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, papers_title);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, state);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, plan);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, lines_box);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, papers_box);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, pay);
  gtk_widget_class_bind_template_child (widget_class, WabiFamilyDetail, refund);
  gtk_widget_class_bind_template_callback (widget_class, on_pay_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_refund_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_state_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_estimate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_plan_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_family_detail_init (WabiFamilyDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = wabi_finding_list_new (_ ("Services"));
  self->payments = wabi_finding_list_new (_ ("Payments of the family"));
  g_signal_connect_object (self->payments, "way-activated", G_CALLBACK (on_payment_way_cb), self, G_CONNECT_SWAPPED);
  self->papers = wabi_finding_list_new (_ ("Statements and estimates"));
  g_signal_connect_object (self->papers, "way-activated", G_CALLBACK (on_paper_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->lines_box, self->lines);
  gtk_box_append (self->lines_box, self->payments);
  gtk_box_append (self->papers_box, self->papers);
}

void
wabi_family_detail_set_desk (WabiFamilyDetail *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
}
