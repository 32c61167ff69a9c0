// SPDX-License-Identifier: AGPL-3.0-or-later
// What families pay, get back, and are told.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-estimate.h"
#include "wabi-statement-text.h"

#define COUNTER_STATEMENT "00000000-0000-7000-8000-000000000003"

static char *
dup_today (WabiContext *context)
{
  return wabi_day_dup_text (wabi_zone_day (context->zone, context->now));
}

static WabiDay
get_today (WabiContext *context)
{
  return wabi_zone_day (context->zone, context->now);
}

/* There is one practice in what a rule sees. */
static WabiRecord *
find_practice (WabiContext *context)
{
  g_autoptr (GPtrArray) practices = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (context->view, &query, NULL);
  return practices != NULL && practices->len > 0 ? g_object_ref (g_ptr_array_index (practices, 0)) : NULL;
}

static void
take_sheet (WabiRecord *record, JsonArray *take_sheet)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, take_sheet);
  wabi_record_take_node (record, "sheet", node);
}

/* --- Payments --- */

static gboolean
find_credit (WabiContext *context, const char *client, gint64 *credit, GError **error)
{
  WabiMoneyFilter filter = { .client = client };
  WabiMoneySums sums = { 0 };

  if (!wabi_money_sum_in (context, &filter, &sums, error))
    return FALSE;
  *credit = -sums.cents[WABI_MONEY_FAMILY_CREDIT];
  return TRUE;
}

/* What was applied to a charge is the family's credit again. */
static gboolean
take_from_charge (WabiContext *context, const char *client, const char *source, const char *charge, gint64 cents, GError **error)
{
  g_autofree char *key = g_strdup_printf ("family/%s/%s/back", source, charge);
  WabiMoneyEntry entry = { .key = key, .kind = "apply", .client = client, .charge = charge };

  return wabi_money_move (context, &entry, (WabiMoneyLeg){ .account = WABI_MONEY_RECEIVABLE_FAMILY },
                          (WabiMoneyLeg){ .account = WABI_MONEY_FAMILY_CREDIT }, cents, error);
}

/* Where a payer changed its mind, the family has paid for a service more than it owes for it now: that is its money. */
static gboolean
free_overpaid (WabiContext *context, const char *client, const WabiFamilyAccount *account, const char *source, GError **error)
{
  for (guint i = 0; i < account->lines->len; i++)
    {
      const WabiFamilyLine *line = g_ptr_array_index (account->lines, i);
      gint64 over = MIN (-line->due, line->paid);

      if (over > 0 && !take_from_charge (context, client, source, line->charge, over, error))
        return FALSE;
    }
  return TRUE;
}

/* What the family paid goes to what it owes, the oldest service first; what is left stays its credit. */
static gboolean
apply_credit (WabiContext *context, const char *client, const char *payment, guint round, GError **error)
{
  g_autofree char *today = dup_today (context);
  g_autoptr (WabiFamilyAccount) account = wabi_family_account_new (context->view, client, today);
  gint64 credit;

  if (!free_overpaid (context, client, account, payment, error) || !find_credit (context, client, &credit, error))
    return FALSE;
  for (guint i = 0; credit > 0 && i < account->lines->len; i++)
    {
      const WabiFamilyLine *line = g_ptr_array_index (account->lines, i);
      g_autofree char *key = g_strdup_printf ("family/%s/%s/%u", payment, line->charge, round);
      gint64 part = MIN (credit, line->due);
      WabiMoneyEntry entry = {
        .key = key, .kind = "apply", .client = client, .charge = line->charge, .family_payment = payment, .within_credit = TRUE
      };

      if (part <= 0)
        continue;
      if (!wabi_money_move (context, &entry, (WabiMoneyLeg){ .account = WABI_MONEY_FAMILY_CREDIT },
                            (WabiMoneyLeg){ .account = WABI_MONEY_RECEIVABLE_FAMILY }, part, error))
        return FALSE;
      credit -= part;
    }
  return TRUE;
}

/* A plan is done when all of it was paid, and goes on when one of its payments is taken back. */
static gboolean
settle_plan (WabiContext *context, const char *id, gint64 change, GError **error)
{
  g_autoptr (WabiRecord) plan = id != NULL ? wabi_context_get (context, &wabi_kind_payment_plan, id, error) : NULL;
  WabiPlanState state;
  WabiRecord *changed;
  gboolean done;

  if (plan == NULL)
    return id == NULL;
  wabi_plan_read (context->view, plan, get_today (context), &state);
  done = state.paid + change >= state.total;
  if (wabi_record_is (plan, "state", done ? "done" : "active") || !(wabi_record_is (plan, "state", "active") || wabi_record_is (plan, "state", "done")))
    return TRUE;
  changed = wabi_record_copy (plan);
  wabi_record_set_text (changed, "state", done ? "done" : "active");
  wabi_context_put (context, changed);
  return TRUE;
}

static gboolean
check_plan (WabiContext *context, JsonObject *args, GError **error)
{
  const char *id = wabi_json_peek_text (args, "plan");
  g_autoptr (WabiRecord) plan = id != NULL ? wabi_context_get (context, &wabi_kind_payment_plan, id, error) : NULL;

  if (plan == NULL)
    return id == NULL;
  if (!wabi_record_is (plan, "client", wabi_json_peek_text (args, "client")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "other-plan", "plan", _("This payment plan is another family's."));
  if (!wabi_record_is (plan, "state", "active"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "plan-over", "plan",
                                _("This payment plan is over. Record the payment without it, or begin a new plan."));
  return TRUE;
}

static gboolean
looks_like_card (const char *text)
{
  guint digits = 0;

  for (const char *at = text; at != NULL && *at != '\0'; at++)
    digits += g_ascii_isdigit (*at) ? 1 : 0;
  return digits >= 13;
}

static gboolean
record_payment (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) payment = NULL;
  const char *client = wabi_json_peek_text (args, "client"), *id = wabi_json_peek_text (args, "id");
  g_autofree char *key = g_strdup_printf ("family/%s", id), *today = dup_today (context);
  gint64 cents = wabi_json_peek_int (args, "cents", 0);
  WabiMoneyEntry entry = { .key = key,
                           .kind = "family_payment",
                           .date = wabi_json_peek_text (args, "date"),
                           .client = client,
                           .family_payment = id,
                           .reference = wabi_json_peek_text (args, "reference") };

  /* A card's number may be kept nowhere (PCI DSS, requirement 3). */
  if (looks_like_card (entry.reference))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "card-number", "reference",
                                _("This looks like the number of a card, which must not be kept. Write the number of the terminal's slip."));
  if (g_strcmp0 (entry.date, today) > 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "future", "date", _("A payment cannot be of a day to come."));
  if (!check_plan (context, args, error) || !wabi_context_add (context, &wabi_kind_family_payment, args, &payment, error))
    return FALSE;
  wabi_record_set_text (payment, "state", "received");
  wabi_record_set_text (payment, "by", context->caller.user);
  wabi_record_set_int (payment, "at", context->given);
  wabi_context_put (context, g_steal_pointer (&payment));
  if (!settle_plan (context, wabi_json_peek_text (args, "plan"), cents, error))
    return FALSE;
  if (!wabi_money_move (context, &entry, (WabiMoneyLeg){ .account = WABI_MONEY_CASH_FAMILY }, (WabiMoneyLeg){ .account = WABI_MONEY_FAMILY_CREDIT },
                        wabi_json_peek_int (args, "cents", 0), error))
    return FALSE;
  return apply_credit (context, client, id, 0, error);
}

static gboolean
apply_payment (WabiContext *context, JsonObject *args, GError **error)
{
  const char *client = wabi_json_peek_text (args, "client");
  g_autofree char *id = wabi_id_new (context->ids);

  return apply_credit (context, client, id, 0, error);
}

/* How much of a payment went to a charge under its own name. */
static gint64
count_own (GPtrArray *entries, const char *charge)
{
  WabiMoneyFilter filter = { .charge = charge };
  WabiMoneySums own = { 0 };

  for (guint i = 0; i < entries->len; i++)
    wabi_money_add_legs (g_ptr_array_index (entries, i), &filter, &own);
  return own.cents[WABI_MONEY_FAMILY_CREDIT];
}

/*
 * What was applied of a payment, so that the credit is there to be taken back: first what went to charges under its own name, then, since credit
 * is applied later under no payment's name too, the newest others.
 */
static gboolean
restore_credit (WabiContext *context, WabiRecord *payment, GPtrArray *entries, GError **error)
{
  const char *client = wabi_record_get_text (payment, "client");
  g_autofree char *today = dup_today (context);
  g_autoptr (WabiFamilyAccount) account = wabi_family_account_new (context->view, client, today);
  gint64 wanted = wabi_record_get_int (payment, "cents"), credit;

  if (!find_credit (context, client, &credit, error))
    return FALSE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = account->lines->len; i > 0 && credit < wanted; i--)
      {
        const WabiFamilyLine *line = g_ptr_array_index (account->lines, i - 1);
        g_autofree char *source = g_strdup_printf ("%s/returned/%u", wabi_record_get_id (payment), pass);
        gint64 own = MIN (line->paid, count_own (entries, line->charge));
        gint64 part = MIN (pass == 0 ? own : line->paid - own, wanted - credit);

        if (part <= 0)
          continue;
        if (!take_from_charge (context, client, source, line->charge, part, error))
          return FALSE;
        credit += part;
      }
  return TRUE;
}

static gboolean
is_payment (WabiRecord *entry, gconstpointer data)
{
  return wabi_record_is (entry, "entry", "family_payment");
}

/* A check that bounced, or a payment that was typed wrongly: the money is gone, and what it had paid is open again. */
static gboolean
return_payment (WabiContext *context, JsonObject *args, GError **error)
{
  const char *id = wabi_json_peek_text (args, "id"), *words = wabi_json_peek_text (args, "words");
  g_autoptr (WabiRecord) payment = wabi_context_get (context, &wabi_kind_family_payment, id, error);
  g_autoptr (GPtrArray) entries = NULL;
  WabiRecord *changed;

  if (payment == NULL)
    return FALSE;
  if (!wabi_record_is (payment, "state", "received"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "returned", "state", _("This payment was taken back already."));
  entries = wabi_lookup_by (context->view, &wabi_kind_money_entry, "family_payment", id);
  if (!restore_credit (context, payment, entries, error)
      || !wabi_money_reverse_all (context, "family_payment", id, is_payment, NULL, words, error))
    return FALSE;
  changed = wabi_record_copy (payment);
  wabi_record_set_text (changed, "state", "returned");
  wabi_record_set_text (changed, "words", words);
  wabi_context_put (context, changed);
  return settle_plan (context, wabi_record_get_text (payment, "plan"), -wabi_record_get_int (payment, "cents"), error);
}

static gboolean
refund (WabiContext *context, JsonObject *args, GError **error)
{
  const char *client = wabi_json_peek_text (args, "client");
  g_autofree char *key = g_strdup_printf ("refund/%s", wabi_json_peek_text (args, "id")), *today = dup_today (context);
  g_autoptr (WabiFamilyAccount) account = wabi_family_account_new (context->view, client, today);
  WabiMoneyEntry entry = { .key = key,
                           .kind = "refund",
                           .client = client,
                           .reference = wabi_json_peek_text (args, "reference"),
                           .words = wabi_json_peek_text (args, "words") };

  return free_overpaid (context, client, account, key, error)
         && wabi_money_move (context, &entry, (WabiMoneyLeg){ .account = WABI_MONEY_FAMILY_CREDIT },
                             (WabiMoneyLeg){ .account = WABI_MONEY_CASH_FAMILY }, wabi_json_peek_int (args, "cents", 0), error);
}

/* The check was never sent, or the refund was typed wrongly: it is the family's credit again. */
static gboolean
take_refund_back (WabiContext *context, JsonObject *args, GError **error)
{
  g_autofree char *name = g_strdup_printf ("money/refund/%s", wabi_json_peek_text (args, "id")), *id = wabi_id_derive (name);

  return wabi_money_reverse (context, id, NULL, NULL, wabi_json_peek_text (args, "words"), NULL, error);
}

static gint64
next_number (WabiContext *context, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *counter;
  gint64 number;

  if (!wabi_context_find (context, &wabi_kind_counter, COUNTER_STATEMENT, &there, error))
    return 0;
  counter = there != NULL ? wabi_record_copy (there) : wabi_record_new (&wabi_kind_counter, COUNTER_STATEMENT);
  number = wabi_record_get_int (counter, "value") + 1;
  wabi_record_set_int (counter, "value", number);
  wabi_context_put (context, counter);
  return number;
}

/* What is told to a family stays as it was told: its words too, whatever the program says later. */
static gboolean
make_statement (WabiContext *context, JsonObject *args, GError **error)
{
  const char *client = wabi_json_peek_text (args, "client");
  g_autofree char *today = dup_today (context);
  g_autoptr (WabiFamilyAccount) account = wabi_family_account_new (context->view, client, today);
  g_autoptr (WabiRecord) statement = NULL, practice = find_practice (context), person = wabi_lookup_get (context->view, &wabi_kind_client, client);
  g_autoptr (WabiRecord) plan = wabi_plan_find_active (context->view, client);
  g_autoptr (GPtrArray) payments = NULL;
  WabiStatementFacts facts = { wabi_json_peek_text (args, "language"), 0, get_today (context), WABI_DAY_NONE, practice, person, account, NULL, NULL };
  WabiPlanState state;

  if (account->lines->len == 0 && account->credit == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "nothing-owed", "client",
                                _("This family owes nothing and has no credit, so there is nothing to tell."));
  facts.number = next_number (context, error);
  if (facts.number == 0 || !wabi_context_add (context, &wabi_kind_statement, args, &statement, error))
    return FALSE;
  if (wabi_record_has (statement, "due"))
    facts.due = wabi_lookup_day (statement, "due");
  payments = facts.payments = wabi_statement_pick_lines (context->view, client, account);
  if (plan != NULL)
    {
      wabi_plan_read (context->view, plan, facts.due != WABI_DAY_NONE ? facts.due : facts.date, &state);
      facts.plan = &state;
    }
  wabi_record_set_int (statement, "number", facts.number);
  wabi_record_set_text (statement, "date", today);
  wabi_record_set_int (statement, "before_cents", account->credit);
  wabi_record_set_int (statement, "total_cents", account->due - account->credit);
  wabi_record_take_node (statement, "lines", wabi_family_account_to_json (account));
  take_sheet (statement, wabi_statement_write (&facts));
  wabi_record_set_text (statement, "by", context->caller.user);
  wabi_record_set_int (statement, "at", context->now);
  wabi_context_put (context, g_steal_pointer (&statement));
  return TRUE;
}

/* What a person changed must still add up. */
static gboolean
check_lines (WabiContext *context, JsonArray *lines, gint64 total, gint64 family, GError **error)
{
  gint64 asked = 0, shares = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (line == NULL || wabi_json_peek_text (line, "code") == NULL
          || wabi_json_peek_int (line, "units", 0) * wabi_json_peek_int (line, "rate_cents", 0) != wabi_json_peek_int (line, "asked", 0))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "line", "lines", _("A line of the estimate does not add up: units times price."));
      asked += wabi_json_peek_int (line, "asked", 0);
      shares += wabi_json_peek_int (line, "family", 0);
    }
  if (json_array_get_length (lines) == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "empty", "lines", _("An estimate needs a service at least. Book sessions first, or write the units."));
  if (asked != total || shares != family)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "sum", "total_cents", _("The lines of the estimate do not add up to its total."));
  return TRUE;
}

static gboolean
make_estimate (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) estimate = NULL, practice = find_practice (context);
  g_autoptr (WabiRecord) person = wabi_lookup_get (context->view, &wabi_kind_client, wabi_json_peek_text (args, "client"));
  g_autofree char *given = wabi_day_dup_text (wabi_zone_day (context->zone, context->given));
  WabiEstimateFacts facts = { wabi_json_peek_text (args, "language"), wabi_zone_day (context->zone, context->given), wabi_day_from_text (wabi_json_peek_text (args, "from_date")),
                              wabi_day_from_text (wabi_json_peek_text (args, "to_date")), practice, person, NULL };

  if (facts.to < facts.from || facts.to >= wabi_day_add_months (facts.from, WABI_ESTIMATE_MOST_MONTHS))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "range", "to_date",
                                _("An estimate is for twelve months at most, and its last day comes after its first. Make another one for what comes later."));
  if (!wabi_context_add (context, &wabi_kind_estimate, args, &estimate, error))
    return FALSE;
  facts.lines = wabi_record_get_array (estimate, "lines");
  if (facts.lines == NULL
      || !check_lines (context, facts.lines, wabi_json_peek_int (args, "total_cents", 0), wabi_json_peek_int (args, "family_cents", 0), error))
    return facts.lines != NULL ? FALSE : wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "line", "lines", _("The lines of the estimate cannot be read."));
  wabi_record_set_text (estimate, "date", given);
  take_sheet (estimate, wabi_estimate_write (&facts));
  wabi_record_set_text (estimate, "by", context->caller.user);
  wabi_record_set_int (estimate, "at", context->given);
  wabi_context_put (context, g_steal_pointer (&estimate));
  return TRUE;
}

/* --- Payment plans --- */

static gboolean
begin_plan (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) plan = NULL, going = wabi_plan_find_active (context->view, wabi_json_peek_text (args, "client"));

  if (going != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "plan-going", "client", _("This family pays by a plan already. End that one first."));
  if (wabi_json_peek_int (args, "each_cents", 0) > wabi_json_peek_int (args, "total_cents", 0))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "plan-each", "each_cents", _("Each payment is more than all of the plan."));
  if (!wabi_context_add (context, &wabi_kind_payment_plan, args, &plan, error))
    return FALSE;
  wabi_record_set_text (plan, "state", "active");
  wabi_record_set_text (plan, "by", context->caller.user);
  wabi_context_put (context, g_steal_pointer (&plan));
  return TRUE;
}

static gboolean
end_plan (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) plan = wabi_context_get (context, &wabi_kind_payment_plan, wabi_json_peek_text (args, "id"), error);
  const char *state = wabi_json_peek_text (args, "state");
  g_autoptr (WabiRecord) going = plan != NULL ? wabi_plan_find_active (context->view, wabi_record_get_text (plan, "client")) : NULL;
  WabiRecord *changed;

  if (plan == NULL)
    return FALSE;
  if (wabi_record_is (plan, "state", "done") || wabi_record_is (plan, "state", state))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "plan-over", "state", _("This payment plan stands so already, or is paid."));
  if (strcmp (state, "active") == 0 && going != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "plan-going", "client", _("This family pays by a plan already. End that one first."));
  changed = wabi_record_copy (plan);
  wabi_record_set_text (changed, "state", state);
  wabi_context_put (context, changed);
  return TRUE;
}

static const WabiField payment_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "family_payment", NULL },
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "method", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "cash check card transfer other", NULL },
  { "reference", WABI_FIELD_TEXT, WABI_PHI, 0, 40, NULL, NULL },
  { "cents", WABI_FIELD_MONEY, WABI_REQUIRED, 1, 100000000, NULL, NULL },
  { "date", WABI_FIELD_DATE, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "plan", WABI_FIELD_REF, 0, 0, 0, "payment_plan", NULL },
  { "words", WABI_FIELD_TEXT, WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField return_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "family_payment", NULL },
  { "words", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField client_args[] = { { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL } };
static const WabiField refund_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "", NULL },
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "cents", WABI_FIELD_MONEY, WABI_REQUIRED, 1, 100000000, NULL, NULL },
  { "reference", WABI_FIELD_TEXT, WABI_PHI, 0, 40, NULL, NULL },
  { "words", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField refund_back_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "", NULL },
  { "words", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField statement_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "statement", NULL },
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "due", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "language", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "en es", NULL },
};
static const WabiField estimate_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "estimate", NULL },
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "from_date", WABI_FIELD_DATE, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "to_date", WABI_FIELD_DATE, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "language", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "en es", NULL },
  { "lines", WABI_FIELD_JSON, WABI_REQUIRED | WABI_PHI, 0, 0, NULL, NULL },
  { "total_cents", WABI_FIELD_MONEY, WABI_REQUIRED, 0, 100000000, NULL, NULL },
  { "family_cents", WABI_FIELD_MONEY, 0, 0, 100000000, NULL, NULL },
};

static const WabiField plan_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "payment_plan", NULL },
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "total_cents", WABI_FIELD_MONEY, WABI_REQUIRED, 1, 100000000, NULL, NULL },
  { "each_cents", WABI_FIELD_MONEY, WABI_REQUIRED, 1, 100000000, NULL, NULL },
  { "every", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "week two-weeks month", NULL },
  { "first", WABI_FIELD_DATE, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "words", WABI_FIELD_TEXT, WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField plan_state_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "payment_plan", NULL },
  { "state", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "active broken ended", NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define DESK (MONEY | WABI_ROLE_FRONTDESK)
#define ARGS(args) args, G_N_ELEMENTS (args)

const WabiCommandInfo wabi_commands_family[] = {
  { "family-payment.record", "billing", DESK, 0, ARGS (payment_args), record_payment, N_ ("Record a family's payment") },
  { "family-payment.return", "billing", MONEY, 0, ARGS (return_args), return_payment, N_ ("Take a family's payment back") },
  { "family.apply", "billing", MONEY, 0, ARGS (client_args), apply_payment, N_ ("Apply a family's credit") },
  { "family.refund", "billing", MONEY, 0, ARGS (refund_args), refund, N_ ("Refund a family") },
  { "family.take-refund-back", "billing", MONEY, 0, ARGS (refund_back_args), take_refund_back, N_ ("Take a refund back") },
  { "payment-plan.begin", "billing", MONEY, 0, ARGS (plan_args), begin_plan, N_ ("Begin a payment plan") },
  { "payment-plan.end", "billing", MONEY, 0, ARGS (plan_state_args), end_plan, N_ ("End a payment plan") },
  { "statement.make", "billing", MONEY, WABI_COMMAND_ONLINE, ARGS (statement_args), make_statement, N_ ("Make a statement") },
  { "estimate.make", "billing", DESK, 0, ARGS (estimate_args), make_estimate, N_ ("Make an estimate") },
};
const guint wabi_n_commands_family = G_N_ELEMENTS (wabi_commands_family);
