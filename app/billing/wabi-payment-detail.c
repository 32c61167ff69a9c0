// SPDX-License-Identifier: AGPL-3.0-or-later
// One payment: what posting it would do, or did.

#include "wabi-payment-detail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-finding-list.h"
#include "wabi-format.h"
#include "wabi-learned.h"
#include "wabi-payment-settle.h"
#include "wabi-remit-plan.h"
#include "wabi-underpaid.h"
#include "wabi-x12-view.h"

/* Rows beyond these would make the list slow; they are counted. Those that need hands come first. */
#define MOST_ROWS 150

struct _WabiPaymentDetail
{
  GtkWidget parent_instance;

  GtkBox *box, *content;
  GtkLabel *title, *line, *summary, *heading;
  GtkButton *post, *back;
  GtkWidget *answers;

  WabiDesk *desk;
  WabiRecord *remittance;
};

G_DEFINE_FINAL_TYPE (WabiPaymentDetail, wabi_payment_detail, GTK_TYPE_WIDGET)

/* What a list of findings borrows until it is set. */
typedef struct
{
  GArray *items;
  GPtrArray *texts;
} Rows;

static const WabiWay hands[] = { { "settle", N_ ("Settle by hand") }, { "match", N_ ("Choose the claim") } };
static const WabiWay posted[] = { { "claim", N_ ("Open claim") }, { "back", N_ ("Take back") } };
static const WabiWay underpaid[] = { { "short", N_ ("Work on it") }, { "claim", N_ ("Open claim") } };
static const WabiWay seen[] = { { "claim", N_ ("Open claim") } };

static WabiWay ways_shown[4][2];

/* Static ways, translated once. */
static const WabiWay *
translate (const WabiWay *ways, guint n, guint slot)
{
  for (guint i = 0; i < n; i++)
    ways_shown[slot][i] = (WabiWay){ ways[i].id, _ (ways[i].label) };
  return ways_shown[slot];
}

static const char *
keep (Rows *rows, char *text)
{
  g_ptr_array_add (rows->texts, text);
  return text;
}

static char *
dup_who (WabiPaymentDetail *self, WabiRecord *answer, WabiRecord *claim)
{
  const char *client = claim != NULL ? wabi_record_get_text (claim, "client") : wabi_record_get_text (answer, "client");
  const char *control = claim != NULL ? wabi_record_get_text (claim, "control") : wabi_record_get_text (answer, "control");
  g_autofree char *name = client != NULL ? wabi_desk_dup_name (self->desk, &wabi_kind_client, client) : NULL;

  return name != NULL ? g_strdup_printf ("%s · %s", name, control) : g_strdup (control != NULL ? control : _ ("No number"));
}

static void
append_part (GString *words, const char *label, gint64 cents)
{
  g_autofree char *money = NULL;

  if (cents == 0)
    return;
  money = wabi_format_money (cents);
  g_string_append_printf (words, "%s%s %s", words->len > 0 ? " · " : "", label, money);
}

/* Each reason once, whatever number of lines it stands on. */
static void
append_reasons (GString *words, const WabiRemitClaimPlan *plan)
{
  for (guint i = 0; i < plan->denials->len; i++)
    {
      const WabiRemitDenial *denial = g_ptr_array_index (plan->denials, i);
      g_autofree char *reason = wabi_reason_explain (denial->group, denial->reason);

      if (strstr (words->str, reason) == NULL)
        g_string_append_printf (words, "\n%s", reason);
    }
}

/* What would be posted of a claim, or why it is not. */
static char *
describe_plan (const WabiRemitClaimPlan *plan)
{
  GString *words = g_string_new (NULL);

  append_part (words, _ ("Paid"), plan->paid);
  append_part (words, _ ("Contract"), plan->contractual);
  append_part (words, _ ("Family"), plan->family);
  append_part (words, _ ("Next payer"), plan->next);
  append_part (words, _ ("Denied"), plan->denied);
  if (plan->why != NULL)
    {
      g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", plan->why);
      return g_string_free (words, FALSE);
    }
  append_reasons (words, plan);
  if (words->len == 0)
    g_string_append (words, _ ("Nothing to post"));
  return g_string_free (words, FALSE);
}

static void
add_plan (WabiPaymentDetail *self, Rows *rows, const WabiRemitClaimPlan *plan)
{
  gboolean needs = plan->action == WABI_REMIT_HOLD || plan->action == WABI_REMIT_ORPHAN;
  WabiFindingItem item = { 0 };

  item.id = wabi_record_get_id (plan->answer);
  item.kind = needs ? WABI_MARK_BLOCKED : plan->denials->len > 0 ? WABI_MARK_WARNING : WABI_MARK_PENDING;
  item.title = keep (rows, dup_who (self, plan->answer, plan->claim));
  item.detail = keep (rows, describe_plan (plan));
  item.ways = needs ? translate (hands, 2, 0) : plan->claim != NULL ? translate (seen, 1, 1) : NULL;
  item.n_ways = needs ? 2 : plan->claim != NULL ? 1 : 0;
  g_array_append_val (rows->items, item);
}

/* Its lines that were paid, but less than the contract says or than is usual. */
static GPtrArray *
list_underpaid (WabiPaymentDetail *self, WabiRecord *answer)
{
  g_autoptr (WabiRecord) claim = wabi_desk_get (self->desk, &wabi_kind_claim, wabi_record_get_text (answer, "claim"));
  const WabiPayerHistory *history = claim != NULL ? wabi_learned_get (wabi_learned_of (self->desk), wabi_record_get_text (claim, "payer")) : NULL;

  return wabi_underpaid_list (wabi_desk_get_view (self->desk), answer, claim, history);
}

static char *
describe_underpaid (WabiPaymentDetail *self, const char *before, GPtrArray *found)
{
  const WabiUnderpaid *first = g_ptr_array_index (found, 0);
  g_autoptr (WabiRecord) charge = wabi_desk_get (self->desk, &wabi_kind_charge, first->charge);
  g_autofree char *date = charge != NULL ? wabi_format_date_text (wabi_record_get_text (charge, "date")) : g_strdup ("");
  g_autofree char *allowed = wabi_format_money (first->allowed), *expected = wabi_format_money (first->expected), *sum = NULL;
  gint64 missing = 0;

  for (guint i = 0; i < found->len; i++)
    missing += ((WabiUnderpaid *) g_ptr_array_index (found, i))->expected - ((WabiUnderpaid *) g_ptr_array_index (found, i))->allowed;
  sum = wabi_format_money (missing);
  return g_strdup_printf (ngettext ("%s\n%u session paid short, %s in all. %s: %s allowed, %s %s", "%s\n%u sessions paid short, %s in all. %s: %s allowed, %s %s",
                                    found->len),
                          before, found->len, sum, date, allowed, expected, first->by_contract ? _ ("by contract") : _ ("usual"));
}

static void
add_posted (WabiPaymentDetail *self, Rows *rows, WabiRecord *answer)
{
  g_autofree char *money = wabi_format_money (wabi_record_get_int (answer, "paid_cents"));
  const char *why = wabi_record_get_text (answer, "why");
  gboolean denied = wabi_record_is (answer, "outcome", "denied");
  g_autoptr (GPtrArray) found = list_underpaid (self, answer);
  WabiFindingItem item = { 0 };

  item.id = wabi_record_get_id (answer);
  item.kind = denied ? WABI_MARK_WARNING : WABI_MARK_PASSED;
  item.title = keep (rows, dup_who (self, answer, NULL));
  item.detail = keep (rows, denied        ? g_strdup (_ ("Denied: it waits under Denials"))
                            : why != NULL ? g_strdup_printf (_ ("Posted by hand, %s: %s"), money, why)
                                          : g_strdup_printf (_ ("Posted, %s"), money));
  item.ways = translate (posted, 2, 2);
  item.n_ways = 2;
  if (found->len > 0)
    {
      item.kind = WABI_MARK_WARNING;
      item.detail = keep (rows, describe_underpaid (self, item.detail, found));
      item.ways = translate (underpaid, 2, 3);
    }
  g_array_append_val (rows->items, item);
}

static void
show_answers (WabiPaymentDetail *self, WabiRemitPlan *plan, GPtrArray *answers)
{
  Rows rows = { g_array_new (FALSE, TRUE, sizeof (WabiFindingItem)), g_ptr_array_new_with_free_func (g_free) };

  for (int hold = 1; hold >= 0; hold--)
    for (guint i = 0; i < plan->claims->len && rows.items->len < MOST_ROWS; i++)
      {
        const WabiRemitClaimPlan *claim = g_ptr_array_index (plan->claims, i);

        if ((claim->action == WABI_REMIT_HOLD || claim->action == WABI_REMIT_ORPHAN) == (hold == 1))
          add_plan (self, &rows, claim);
      }
  for (guint i = 0; i < answers->len && rows.items->len < MOST_ROWS; i++)
    if (wabi_record_is (g_ptr_array_index (answers, i), "state", "posted"))
      add_posted (self, &rows, g_ptr_array_index (answers, i));
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->answers), (const WabiFindingItem *) (gpointer) rows.items->data, rows.items->len);
  g_array_unref (rows.items);
  g_ptr_array_unref (rows.texts);
}

static char *
describe_adjustments (WabiRecord *remittance)
{
  JsonArray *adjustments = wabi_record_get_array (remittance, "adjustments");
  GString *words = g_string_new (NULL);

  for (guint i = 0; adjustments != NULL && i < json_array_get_length (adjustments); i++)
    {
      JsonObject *each = json_array_get_object_element (adjustments, i);
      const char *code = wabi_json_peek_text (each, "reason");
      gint64 cents = wabi_json_peek_int (each, "cents", 0);
      g_autofree char *money = wabi_format_money (-cents);

      g_string_append_printf (words, "\n%s: %s (%s)", money, _ (wabi_provider_adjustment_find (code)->words), code != NULL ? code : "");
    }
  return g_string_free (words, FALSE);
}

static char *
describe_summary (WabiRecord *remittance, const WabiRemitPlan *plan)
{
  GString *words = g_string_new (NULL);
  gint64 waits = wabi_record_get_int (remittance, "suspense_cents");
  g_autofree char *post = wabi_format_money (plan->post_cents), *in_hands = wabi_format_money (plan->hands_cents);
  g_autofree char *difference = wabi_format_money (plan->difference_cents), *held = wabi_format_money (waits);
  g_autofree char *adjustments = describe_adjustments (remittance);

  if (plan->n_post > 0)
    g_string_append_printf (words, ngettext ("%u answer posts by itself: %s", "%u answers post by themselves: %s", plan->n_post), plan->n_post, post);
  if (plan->n_hands > 0)
    {
      g_string_append (words, words->len > 0 ? "\n" : "");
      g_string_append_printf (words, ngettext ("%u answer needs hands: %s", "%u answers need hands: %s", plan->n_hands), plan->n_hands, in_hands);
    }
  if (plan->difference_cents != 0)
    g_string_append_printf (words, _ ("\nThe payer’s own sums leave %s unexplained; it stays in suspense."), difference);
  if (waits != 0)
    g_string_append_printf (words, _ ("\nIn suspense now: %s"), held);
  if (words->len == 0)
    g_string_append (words, _ ("All of it is posted."));
  if (plan->why != NULL)
    g_string_append_printf (words, "\n%s", plan->why);
  g_string_append (words, adjustments);
  if (words->str[0] == '\n')
    g_string_erase (words, 0, 1);
  return g_string_free (words, FALSE);
}

static void
show_head (WabiPaymentDetail *self)
{
  static const struct { const char *method, *words; } methods[] = {
    { "ACH", N_ ("Transfer") }, { "CHK", N_ ("Check") }, { "FWT", N_ ("Wire") }, { "BOP", N_ ("Payer’s choice") }, { "NON", N_ ("No payment") },
  };
  WabiRecord *remittance = self->remittance;
  g_autoptr (WabiRecord) payer = wabi_desk_get (self->desk, &wabi_kind_payer, wabi_record_get_text (remittance, "payer"));
  const char *told = wabi_record_get_text (remittance, "payer_name");
  g_autofree char *money = wabi_format_money (wabi_record_get_int (remittance, "amount_cents"));
  g_autofree char *title = g_strdup_printf ("%s · %s", payer != NULL ? wabi_record_get_text (payer, "name") : told != NULL ? told : _ ("Unknown payer"), money);
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (remittance, "date"));
  g_autofree char *line = NULL;
  const char *method = "";

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (wabi_record_is (remittance, "method", methods[i].method))
      method = _ (methods[i].words);
  line = g_strdup_printf ("%s %s · %s", method, wabi_record_get_text (remittance, "trace"), date);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->line, g_strstrip (line));
}

static void
show_buttons (WabiPaymentDetail *self, const WabiRemitPlan *plan)
{
  WabiRecord *remittance = self->remittance;
  gboolean unknown = !wabi_record_has (remittance, "payer"), held = wabi_record_is (remittance, "state", "held");
  gboolean any = wabi_record_is (remittance, "state", "posted") || wabi_record_is (remittance, "state", "partly");
  gboolean can = wabi_record_is (remittance, "state", "waiting") || plan->n_post > 0;

  gtk_button_set_label (self->post, held ? _ ("Take it as it is…") : unknown ? _ ("Choose the payer…") : _ ("Post"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->post), held || unknown || (can && plan->why == NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->post), plan->why != NULL ? plan->why : _ ("Post what balances; the rest waits in suspense (Ctrl+Enter)"));
  gtk_widget_set_visible (GTK_WIDGET (self->back), any);
}

void
wabi_payment_detail_show (WabiPaymentDetail *self, WabiRecord *remittance)
{
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (WabiRemitPlan) plan = NULL;
  g_autofree char *summary = NULL;

  g_set_object (&self->remittance, remittance);
  gtk_widget_set_visible (GTK_WIDGET (self->box), remittance != NULL);
  if (remittance == NULL)
    return;
  answers = wabi_remit_list_answers (wabi_desk_get_view (self->desk), wabi_record_get_id (remittance));
  plan = wabi_remit_plan_new (wabi_desk_get_view (self->desk), remittance, answers);
  summary = describe_summary (remittance, plan);
  show_head (self);
  gtk_label_set_label (self->summary, summary);
  show_answers (self, plan, answers);
  show_buttons (self, plan);
}

/* --- Doing --- */

static void
accept_damaged (WabiPaymentDetail *self)
{
  const char *told = wabi_record_get_text (self->remittance, "why"), *why = told != NULL ? told : _ ("Held again");
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (self->desk, "remittance.accept",
                     wabi_args ("id", wabi_record_get_id (self->remittance), "words", _ ("Taken as it is after a look"), NULL),
                     _ ("It can be posted now"), "remittance.hold", wabi_args ("id", wabi_record_get_id (self->remittance), "words", why, NULL), &error))
    wabi_desk_tell_error (self->desk, error);
}

void
wabi_payment_detail_post (WabiPaymentDetail *self)
{
  g_autoptr (GError) error = NULL;
  const char *id = self->remittance != NULL ? wabi_record_get_id (self->remittance) : NULL;

  if (id == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->post)))
    return;
  if (wabi_record_is (self->remittance, "state", "held"))
    accept_damaged (self);
  else if (!wabi_record_has (self->remittance, "payer"))
    wabi_payment_payer_ask (GTK_WIDGET (self), self->desk, self->remittance);
  else if (!wabi_desk_do (self->desk, "remittance.post", wabi_args ("id", id, NULL), _ ("Payment posted"), "remittance.reverse",
                          wabi_args ("id", id, "words", _ ("Undone"), NULL), &error))
    wabi_desk_tell_error (self->desk, error);
}

static void
on_post_cb (WabiPaymentDetail *self)
{
  wabi_payment_detail_post (self);
}

/* What the payer sent, beside what it means. */
static void
on_read_cb (WabiPaymentDetail *self)
{
  const char *id = self->remittance != NULL ? wabi_record_get_text (self->remittance, "file") : NULL;
  g_autoptr (WabiRecord) file = id != NULL ? wabi_desk_get (self->desk, &wabi_kind_inbound_file, id) : NULL;

  if (file != NULL)
    wabi_x12_view_open_window (GTK_WIDGET (self), _ ("What the payer sent"), wabi_record_get_text (file, "content"), NULL);
  else
    wabi_desk_tell (self->desk, _ ("The file is not on this computer yet. Try again when everything has come in."));
}

static void
on_back_cb (WabiPaymentDetail *self)
{
  if (self->remittance != NULL)
    wabi_payment_reverse_ask (GTK_WIDGET (self), self->desk, self->remittance);
}

/* Each line becomes work among the denials, once, however often it is asked for. */
static void
take_up (WabiPaymentDetail *self, WabiRecord *answer)
{
  g_autoptr (GPtrArray) found = list_underpaid (self, answer);

  wabi_desk_begin_group (self->desk);
  for (guint i = 0; i < found->len; i++)
    {
      const WabiUnderpaid *one = g_ptr_array_index (found, i);
      JsonObject *args = wabi_args ("id", wabi_record_get_id (answer), "charge", one->charge, NULL);
      g_autofree char *id = wabi_underpaid_dup_denial (answer, one->charge);
      g_autoptr (WabiRecord) there = wabi_desk_get (self->desk, &wabi_kind_denial, id);
      g_autoptr (GError) error = NULL;

      json_object_set_int_member (args, "cents", one->expected - one->allowed);
      if (wabi_desk_do (self->desk, "denial.underpaid", args, NULL, there == NULL ? "denial.close" : NULL,
                        there == NULL ? wabi_args ("id", id, "state", "lost", "words", _ ("Undone"), NULL) : NULL, &error))
        {
          if (there == NULL)
            wabi_desk_set_redo (self->desk, "denial.reopen", wabi_args ("id", id, NULL));
          continue;
        }
      wabi_desk_end_group (self->desk, NULL);
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  wabi_desk_end_group (self->desk, _ ("Taken up among the denials"));
  if (found->len > 0)
    wabi_desk_go (self->desk, "billing", "denials");
}

/* What is usual is known now. */
static void
on_learned_cb (WabiPaymentDetail *self)
{
  if (self->remittance != NULL)
    wabi_payment_detail_show (self, self->remittance);
}

static void
on_way_cb (WabiPaymentDetail *self, const char *id, const char *way)
{
  g_autoptr (WabiRecord) answer = wabi_desk_get (self->desk, &wabi_kind_remit_claim, id);

  if (answer == NULL)
    return;
  if (strcmp (way, "match") == 0)
    wabi_payment_match_ask (GTK_WIDGET (self), self->desk, answer);
  else if (strcmp (way, "settle") == 0)
    wabi_payment_settle_ask (GTK_WIDGET (self), self->desk, answer);
  else if (strcmp (way, "short") == 0)
    take_up (self, answer);
  else if (strcmp (way, "back") == 0)
    wabi_payment_reverse_ask (GTK_WIDGET (self), self->desk, answer);
  else if (wabi_record_has (answer, "claim"))
    wabi_desk_go (self->desk, "billing", wabi_record_get_text (answer, "claim"));
}

/* --- The widget --- */

static void
wabi_payment_detail_dispose (GObject *object)
{
  WabiPaymentDetail *self = WABI_PAYMENT_DETAIL (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_PAYMENT_DETAIL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->remittance);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_payment_detail_parent_class)->dispose (object);
}

static void
wabi_payment_detail_class_init (WabiPaymentDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_payment_detail_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-payment-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentDetail, box);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentDetail, content);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentDetail, title);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentDetail, line);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentDetail, summary);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentDetail, heading);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentDetail, post);
  gtk_widget_class_bind_template_child (widget_class, WabiPaymentDetail, back);
  gtk_widget_class_bind_template_callback (widget_class, on_read_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_post_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_payment_detail_init (WabiPaymentDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->answers = wabi_finding_list_new (_ ("Answers, claim by claim"));
  g_signal_connect_object (self->answers, "way-activated", G_CALLBACK (on_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->content, self->answers);
}

void
wabi_payment_detail_set_desk (WabiPaymentDetail *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
  g_signal_connect_object (wabi_learned_of (desk), "changed", G_CALLBACK (on_learned_cb), self, G_CONNECT_SWAPPED);
}
