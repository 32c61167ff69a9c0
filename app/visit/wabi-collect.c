// SPDX-License-Identifier: AGPL-3.0-or-later
// What a family pays: at the front desk for a visit, or later.

#include "wabi-collect.h"

#include <glib/gi18n-lib.h>

#include "wabi-ask-entry.h"
#include "wabi-confirm.h"
#include "wabi-family-benefit.h"
#include "wabi-family-plan.h"
#include "wabi-format.h"
#include "wabi-money.h"
#include "wabi-text.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

static const struct { const char *id, *words; } methods[] = {
  { "check", N_ ("Check") }, { "card", N_ ("Card") }, { "cash", N_ ("Cash") }, { "transfer", N_ ("Transfer") }, { "other", N_ ("Other") },
};

typedef struct
{
  WabiDesk *desk;
  char *client, *plan;
  WabiConfirm *confirm; /* borrowed while it is shown */
  GtkEditable *amount, *reference;
  GtkDropDown *method;
  GtkCheckButton *by_plan;
} Asking;

static void
free_asking (Asking *asking)
{
  g_object_unref (asking->desk);
  g_free (asking->client);
  g_free (asking->plan);
  g_clear_object (&asking->amount);
  g_clear_object (&asking->reference);
  g_clear_object (&asking->method);
  g_clear_object (&asking->by_plan);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, free_asking)

const char *
wabi_collect_method_words (const char *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (methods[i].id, method) == 0)
      return _ (methods[i].words);
  return "";
}

static gint64
count_copay (WabiDesk *desk, WabiRecord *visit)
{
  WabiDay day = wabi_zone_day (wabi_desk_get_zone (desk), wabi_record_get_int (visit, "starts_at"));

  return wabi_family_copay_due (wabi_desk_get_view (desk), wabi_record_get_text (visit, "client"), day);
}

char *
wabi_collect_dup_words (WabiDesk *desk, WabiRecord *visit)
{
  g_autofree char *money = NULL;
  gint64 cents;

  if (!wabi_visit_may (desk, "family-payment.record") || !wabi_visit_has_status (visit, "scheduled arrived in_session completed"))
    return NULL;
  cents = count_copay (desk, visit);
  if (cents == 0)
    return NULL;
  money = wabi_format_money (cents);
  /* Translators: what the front desk asks a family for at a visit */
  return g_strdup_printf (_ ("Copay %s to collect"), money);
}

/* --- Asking --- */

static void
on_paid_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL), *id = wabi_desk_new_id (asking->desk);
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (asking->desk), wabi_desk_get_now (asking->desk))), *done = NULL, *money = NULL;
  guint method = gtk_drop_down_get_selected (asking->method);
  gboolean may_undo = wabi_visit_may (asking->desk, "family-payment.return");
  g_autoptr (GError) error = NULL;
  gint64 cents = 0;
  g_autoptr (JsonObject) again = NULL;
  JsonObject *args;

  if (choice == NULL || !wabi_money_parse (gtk_editable_get_text (asking->amount), &cents))
    return;
  args = wabi_args ("id", id, "client", asking->client, "method", methods[MIN (method, G_N_ELEMENTS (methods) - 1)].id, "date", today, NULL);
  json_object_set_int_member (args, "cents", cents);
  if (!wabi_text_is_blank (gtk_editable_get_text (asking->reference)))
    json_object_set_string_member (args, "reference", gtk_editable_get_text (asking->reference));
  if (asking->by_plan != NULL && gtk_check_button_get_active (asking->by_plan))
    json_object_set_string_member (args, "plan", asking->plan);
  money = wabi_format_money (cents);
  done = g_strdup_printf (_ ("%s recorded"), money);
  again = wabi_json_object_copy (args); /* taken back it stays on record: done again it is another payment */
  if (!wabi_desk_do (asking->desk, "family-payment.record", args, done, may_undo ? "family-payment.return" : NULL,
                     may_undo ? wabi_args ("id", id, "words", _ ("Undone"), NULL) : NULL, &error))
    wabi_desk_tell_error (asking->desk, error);
  else if (may_undo)
    wabi_desk_set_births (asking->desk, g_steal_pointer (&again));
}

static void
on_input_cb (Asking *asking)
{
  gint64 cents = 0;

  wabi_confirm_set_choice_enabled (asking->confirm, "do", wabi_money_parse (gtk_editable_get_text (asking->amount), &cents) && cents > 0);
}

/* Where there is a plan the money is for it, unless somebody says otherwise. */
static void
add_plan (Asking *asking, GtkBox *box)
{
  g_autoptr (WabiRecord) plan = wabi_plan_find_active (wabi_desk_get_view (asking->desk), asking->client);

  if (plan == NULL)
    return;
  asking->plan = g_strdup (wabi_record_get_id (plan));
  asking->by_plan = g_object_ref (GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ ("Towards the payment plan"))));
  gtk_check_button_set_active (asking->by_plan, TRUE);
  gtk_box_append (box, GTK_WIDGET (asking->by_plan));
}

void
wabi_collect_ask (WabiDesk *desk, const char *client, gint64 cents, GtkWidget *parent)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *amount = cents > 0 ? g_strdup_printf ("%.2f", (double) cents / 100) : g_strdup ("");
  GtkRoot *root = gtk_widget_get_root (parent);
  Asking *asking = g_new0 (Asking, 1);

  asking->desk = g_object_ref (desk);
  asking->client = g_strdup (client);
  asking->confirm = wabi_confirm_new (_ ("Record a payment"), _ ("It goes to the oldest service that is still open; what is left stays the family's credit."));
  wabi_confirm_add_choice (asking->confirm, "do", _ ("Record"), WABI_CHOICE_SUGGESTED);
  asking->amount = wabi_ask_entry_add (box, _ ("Amount"), "40.00", amount);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    gtk_string_list_append (names, _ (methods[i].words));
  asking->method = g_object_ref (GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)), NULL)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (asking->method), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How it was paid"), -1);
  gtk_box_append (box, GTK_WIDGET (asking->method));
  asking->reference = wabi_ask_entry_add (box, _ ("Number of the check or the slip"), _ ("Never a card's number"), NULL);
  add_plan (asking, box);
  g_signal_connect_swapped (asking->amount, "changed", G_CALLBACK (on_input_cb), asking);
  wabi_confirm_set_extra (asking->confirm, GTK_WIDGET (box));
  on_input_cb (asking);
  wabi_confirm_choose_async (asking->confirm, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_paid_cb, asking);
}

void
wabi_collect_ask_at (WabiDesk *desk, WabiRecord *visit, GtkWidget *parent)
{
  if (!wabi_visit_may (desk, "family-payment.record"))
    wabi_desk_tell (desk, _ ("The front desk and billing record what families pay."));
  else
    wabi_collect_ask (desk, wabi_record_get_text (visit, "client"), count_copay (desk, visit), parent);
}
