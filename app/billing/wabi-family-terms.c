// SPDX-License-Identifier: AGPL-3.0-or-later
// Payment plans, and what insurance leaves to a family.

#include "wabi-family-terms.h"

#include <glib/gi18n-lib.h>

#include "wabi-ask-entry.h"
#include "wabi-confirm.h"
#include "wabi-family-benefit.h"
#include "wabi-family-plan.h"
#include "wabi-form-dialog.h"
#include "wabi-format.h"
#include "wabi-money.h"

static const struct { const char *id, *choice, *words; } rhythms[] = {
  { "month", N_ ("Every month"), N_ ("a month") },
  { "two-weeks", N_ ("Every two weeks"), N_ ("every two weeks") },
  { "week", N_ ("Every week"), N_ ("a week") },
};

static WabiDay
get_today (WabiDesk *desk)
{
  return wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
}

/* --- In words --- */

static WabiRecord *
find_last_plan (const WabiView *view, const char *client)
{
  WabiRecord *active = wabi_plan_find_active (view, client);
  g_autoptr (GPtrArray) plans = NULL;

  if (active != NULL)
    return active;
  plans = wabi_lookup_by (view, &wabi_kind_payment_plan, "client", client);
  return plans->len > 0 ? g_object_ref (g_ptr_array_index (plans, plans->len - 1)) : NULL;
}

static void
append_standing (GString *words, WabiRecord *plan, const WabiPlanState *state)
{
  g_autofree char *behind = wabi_format_money (state->behind), *next = wabi_format_money (state->next), *day = NULL;

  if (wabi_record_is (plan, "state", "done"))
    g_string_append_printf (words, "\n%s", _ ("All of it is paid."));
  else if (!wabi_record_is (plan, "state", "active"))
    g_string_append_printf (words, "\n%s", wabi_record_is (plan, "state", "broken") ? _ ("It was broken off.") : _ ("It was ended."));
  else if (state->behind > 0)
    g_string_append_printf (words, _ ("\nBehind by %s."), behind);
  else
    g_string_append_printf (words, "\n%s", _ ("On time."));
  if (!wabi_record_is (plan, "state", "active") || state->next_day == WABI_DAY_NONE)
    return;
  day = wabi_format_day (state->next_day);
  g_string_append_printf (words, _ (" Next: %s on %s."), next, day);
}

char *
wabi_family_plan_dup_words (WabiDesk *desk, const char *client)
{
  const WabiView *view = wabi_desk_get_view (desk);
  g_autoptr (WabiRecord) plan = find_last_plan (view, client);
  g_autofree char *total = NULL, *each = NULL, *paid = NULL, *expected = NULL;
  const char *rhythm = "";
  WabiPlanState state;
  GString *words;

  if (plan == NULL)
    return NULL;
  wabi_plan_read (view, plan, get_today (desk), &state);
  for (guint i = 0; i < G_N_ELEMENTS (rhythms); i++)
    if (wabi_record_is (plan, "every", rhythms[i].id))
      rhythm = _ (rhythms[i].words);
  total = wabi_format_money (state.total);
  each = wabi_format_money (state.each);
  paid = wabi_format_money (state.paid);
  expected = wabi_format_money (state.expected);
  words = g_string_new (NULL);
  /* Translators: a payment plan: $100.00 in all, $25.00 a month; paid $50.00 of $50.00 by today */
  g_string_append_printf (words, _ ("%s in all, %s %s; paid %s of %s by today."), total, each, rhythm, paid, expected);
  append_standing (words, plan, &state);
  return g_string_free (words, FALSE);
}

static void
append_left (GString *words, gboolean known, const char *format_known, const char *unknown, gint64 cents)
{
  g_autofree char *money = wabi_format_money (cents);

  g_string_append_printf (words, "\n%s%s", known ? format_known : unknown, known ? money : "");
}

char *
wabi_family_benefit_dup_words (WabiDesk *desk, const char *client)
{
  g_auto (WabiFamilyBenefit) benefit = { 0 };
  g_autofree char *copay = NULL, *told = NULL, *date = NULL;
  const char *plan;
  GString *words;

  if (!wabi_family_benefit_read (wabi_desk_get_view (desk), client, get_today (desk), &benefit))
    return g_strdup (_ ("The payer was not asked for benefits yet, so copay and deductible are not known."));
  plan = wabi_record_get_text (benefit.record, "plan");
  words = g_string_new (plan != NULL ? plan : _ ("Benefits"));
  if (!benefit.active)
    g_string_append_printf (words, " · %s", _ ("not active"));
  copay = wabi_format_money (benefit.terms.copay_cents);
  if (benefit.has_copay)
    g_string_append_printf (words, _ ("\nCopay %s for a day"), copay);
  if (benefit.terms.coinsurance_percent > 0)
    g_string_append_printf (words, _ ("\nCoinsurance %d %%"), benefit.terms.coinsurance_percent);
  append_left (words, benefit.has_deductible, _ ("Deductible left: "), _ ("Deductible left: not told"), benefit.terms.deductible_left_cents);
  append_left (words, benefit.has_limit, _ ("Out-of-pocket left: "), _ ("Out-of-pocket left: not told"), benefit.terms.out_of_pocket_left_cents);
  date = wabi_day_dup_text (benefit.told);
  told = wabi_format_date_text (date);
  g_string_append_printf (words, benefit.is_old ? _ ("\nTold on %s, last year: ask anew; a whole year's limits are taken.") : _ ("\nTold on %s, less what answers took since."), told);
  return g_string_free (words, FALSE);
}

/* --- A new plan --- */

typedef struct
{
  WabiDesk *desk;
  char *client;
  WabiConfirm *confirm; /* borrowed while it is shown */
  GtkEditable *total, *each, *first;
  GtkDropDown *every;
  GtkLabel *sum;
} Planning;

static void
free_planning (Planning *planning)
{
  g_object_unref (planning->desk);
  g_free (planning->client);
  g_clear_object (&planning->total);
  g_clear_object (&planning->each);
  g_clear_object (&planning->first);
  g_clear_object (&planning->every);
  g_clear_object (&planning->sum);
  g_free (planning);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Planning, free_planning)

/* What was written, as arguments of the command; NULL while something is missing. */
static JsonObject *
read_plan (Planning *planning)
{
  g_autofree char *first = wabi_form_parse_date (gtk_editable_get_text (planning->first));
  guint every = MIN (gtk_drop_down_get_selected (planning->every), G_N_ELEMENTS (rhythms) - 1);
  gint64 total, each;
  JsonObject *args;

  if (!wabi_money_parse (gtk_editable_get_text (planning->total), &total) || !wabi_money_parse (gtk_editable_get_text (planning->each), &each) || total <= 0
      || each <= 0 || each > total || first == NULL)
    return NULL;
  args = wabi_args ("client", planning->client, "every", rhythms[every].id, "first", first, NULL);
  json_object_set_int_member (args, "total_cents", total);
  json_object_set_int_member (args, "each_cents", each);
  return args;
}

static void
on_input_cb (Planning *planning)
{
  JsonObject *args = read_plan (planning);
  g_autofree char *words = NULL;
  gint64 total, each;

  wabi_confirm_set_choice_enabled (planning->confirm, "do", args != NULL);
  if (args == NULL)
    {
      gtk_label_set_label (planning->sum, _ ("No payment may be more than all of it."));
      return;
    }
  total = wabi_json_peek_int (args, "total_cents", 0);
  each = wabi_json_peek_int (args, "each_cents", 0);
  words = g_strdup_printf (ngettext ("%d payment", "%d payments", (gulong) ((total + each - 1) / each)), (int) ((total + each - 1) / each));
  gtk_label_set_label (planning->sum, words);
  json_object_unref (args);
}

static void
on_planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Planning) planning = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL), *id = wabi_desk_new_id (planning->desk);
  JsonObject *args = choice != NULL ? read_plan (planning) : NULL;
  g_autoptr (GError) error = NULL;

  if (args == NULL)
    return;
  json_object_set_string_member (args, "id", id);
  if (!wabi_desk_do (planning->desk, "payment-plan.begin", args, _ ("Payment plan begun"), "payment-plan.end", wabi_args ("id", id, "state", "ended", NULL), &error))
    wabi_desk_tell_error (planning->desk, error);
  else
    wabi_desk_set_redo (planning->desk, "payment-plan.end", wabi_args ("id", id, "state", "active", NULL));
}

static GtkEditable *
add_entry (Planning *planning, GtkBox *box, const char *label, const char *text)
{
  GtkEditable *entry = wabi_ask_entry_add (box, label, NULL, text);

  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_input_cb), planning);
  return entry;
}

static void
ask_new (WabiDesk *desk, const char *client, gint64 owed, GtkWidget *parent)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *total = owed > 0 ? g_strdup_printf ("%.2f", (double) owed / 100) : g_strdup (""), *day = wabi_day_dup_text (wabi_day_add_months (get_today (desk), 1));
  g_autofree char *first = wabi_form_date_to_text (day);
  Planning *planning = g_new0 (Planning, 1);

  planning->desk = g_object_ref (desk);
  planning->client = g_strdup (client);
  planning->confirm = wabi_confirm_new (_ ("Begin a payment plan"), _ ("Statements then ask for the plan's payments, and for what the family owes besides."));
  wabi_confirm_add_choice (planning->confirm, "do", _ ("Begin"), WABI_CHOICE_SUGGESTED);
  for (guint i = 0; i < G_N_ELEMENTS (rhythms); i++)
    gtk_string_list_append (names, _ (rhythms[i].choice));
  planning->every = g_object_ref (GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)), NULL)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (planning->every), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How often"), -1);
  planning->total = add_entry (planning, box, _ ("In all"), total);
  planning->each = add_entry (planning, box, _ ("Each payment"), "");
  gtk_box_append (box, GTK_WIDGET (planning->every));
  planning->first = add_entry (planning, box, _ ("First payment on"), first);
  planning->sum = g_object_ref (GTK_LABEL (gtk_label_new (NULL)));
  gtk_label_set_xalign (planning->sum, 0);
  gtk_box_append (box, GTK_WIDGET (planning->sum));
  wabi_confirm_set_extra (planning->confirm, GTK_WIDGET (box));
  on_input_cb (planning);
  wabi_confirm_choose_async (planning->confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_planned_cb, planning);
}

/* --- The end of one --- */

static void
on_end_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Planning) planning = data;
  g_autofree char *state = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (WabiRecord) plan = wabi_plan_find_active (wabi_desk_get_view (planning->desk), planning->client);
  g_autoptr (GError) error = NULL;

  if (state == NULL || plan == NULL)
    return;
  if (!wabi_desk_do (planning->desk, "payment-plan.end", wabi_args ("id", wabi_record_get_id (plan), "state", state, NULL), _ ("Payment plan ended"), "payment-plan.end",
                     wabi_args ("id", wabi_record_get_id (plan), "state", "active", NULL), &error))
    wabi_desk_tell_error (planning->desk, error);
}

void
wabi_family_plan_ask (WabiDesk *desk, const char *client, gint64 owed, GtkWidget *parent)
{
  g_autoptr (WabiRecord) plan = wabi_plan_find_active (wabi_desk_get_view (desk), client);
  g_autofree char *words = NULL;
  WabiConfirm *confirm;
  Planning *planning;

  if (plan == NULL)
    {
      ask_new (desk, client, owed, parent);
      return;
    }
  words = wabi_family_plan_dup_words (desk, client);
  confirm = wabi_confirm_new (_ ("End the payment plan?"), words);
  wabi_confirm_add_choice (confirm, "ended", _ ("End it by agreement"), WABI_CHOICE_PLAIN);
  wabi_confirm_add_choice (confirm, "broken", _ ("The family broke it off"), WABI_CHOICE_DESTRUCTIVE);
  planning = g_new0 (Planning, 1);
  planning->desk = g_object_ref (desk);
  planning->client = g_strdup (client);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_end_cb, planning);
}
