// SPDX-License-Identifier: AGPL-3.0-or-later
// What comes back from payers: files are kept once, remittances posted after their summary was read, and all of it can be taken back.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-inbound-private.h"
#include "wabi-remit-content.h"
#include "wabi-remit-plan.h"
#include "wabi-underpaid.h"
#include "wabi-unit-book.h"

/* Money belongs to the day the payer sent it, unless its month is shut: then to today. */
static char *
book_date (WabiContext *context, WabiRecord *remittance, GError **error)
{
  const char *date = wabi_record_get_text (remittance, "date");
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (context->zone, context->now));
  gboolean closed = FALSE;

  if (date == NULL || strcmp (date, today) >= 0)
    return g_steal_pointer (&today);
  if (!wabi_money_is_closed (context, date, &closed, error))
    return NULL;
  return closed ? g_steal_pointer (&today) : g_strdup (date);
}

static WabiMoneyEntry
entry_of (WabiRecord *remittance, const char *date, const char *key, const char *kind)
{
  return (WabiMoneyEntry){ .key = key,
                           .kind = kind,
                           .date = date,
                           .payer = wabi_record_get_text (remittance, "payer"),
                           .remittance = wabi_record_get_id (remittance),
                           .reference = wabi_record_get_text (remittance, "trace") };
}

/* The whole payment waits in suspense, and each claim takes its part from there: what is left is what nobody has explained yet. */
static gboolean
post_deposit (WabiContext *context, WabiRecord *remittance, const char *date, GError **error)
{
  g_autofree char *key = g_strdup_printf ("835/%s/%" G_GINT64_FORMAT "/deposit", wabi_record_get_id (remittance),
                                          wabi_record_get_int (remittance, "round"));
  WabiMoneyEntry entry = entry_of (remittance, date, key, "deposit");
  JsonArray *adjustments = wabi_record_get_array (remittance, "adjustments");

  if (!wabi_money_move (context, &entry, (WabiMoneyLeg){ .account = WABI_MONEY_CASH_PAYER }, (WabiMoneyLeg){ .account = WABI_MONEY_SUSPENSE },
                        wabi_record_get_int (remittance, "amount_cents"), error))
    return FALSE;
  for (guint i = 0; adjustments != NULL && i < json_array_get_length (adjustments); i++)
    {
      JsonObject *each = json_array_get_object_element (adjustments, i);
      const WabiProviderAdjustmentRule *rule = wabi_provider_adjustment_find (wabi_json_peek_text (each, "reason"));
      g_autofree char *own = g_strdup_printf ("%s/plb/%u", key, i);
      WabiMoneyEntry plb = entry_of (remittance, date, own, strcmp (rule->account, "interest") == 0          ? "interest"
                                                            : strcmp (rule->account, "forward_balance") == 0 ? "forward"
                                                                                                             : "recoup");

      plb.reason = wabi_json_peek_text (each, "reason");
      plb.reference = wabi_json_peek_text (each, "reference");
      if (!wabi_money_move (context, &plb, (WabiMoneyLeg){ .account = wabi_money_account_from_name (rule->account) },
                            (WabiMoneyLeg){ .account = WABI_MONEY_SUSPENSE }, wabi_json_peek_int (each, "cents", 0), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
post_move (WabiContext *context, WabiRecord *remittance, const WabiRemitClaimPlan *plan, guint number, const char *date, GError **error)
{
  const WabiRemitMove *move = g_ptr_array_index (plan->moves, number);
  gboolean back = strcmp (plan->outcome, "reversal") == 0;
  g_autofree char *key = g_strdup_printf ("835/%s/%" G_GINT64_FORMAT "/%u", wabi_record_get_id (plan->answer),
                                          wabi_record_get_int (plan->answer, "round"), number);
  WabiMoneyEntry entry = entry_of (remittance, date, key, back && strcmp (move->kind, "payment") == 0 ? "recoup" : move->kind);

  entry.charge = move->charge;
  entry.client = wabi_record_get_text (plan->claim, "client");
  entry.payer = wabi_record_get_text (plan->claim, "payer");
  entry.claim = wabi_record_get_id (plan->claim);
  entry.remit_claim = wabi_record_get_id (plan->answer);
  entry.group = move->group;
  entry.reason = move->reason;
  return wabi_money_move (context, &entry, (WabiMoneyLeg){ .account = move->account, .payer = move->next_payer },
                          (WabiMoneyLeg){ .account = WABI_MONEY_RECEIVABLE_PAYER }, move->cents, error);
}

/* What is denied is not taken from the authorization. */
static gboolean
give_units_back (WabiContext *context, const char *id, GError **error)
{
  g_autoptr (WabiRecord) charge = NULL;

  return wabi_context_find (context, &wabi_kind_charge, id, &charge, error)
         && (charge == NULL || wabi_unit_book_follow_charge (context, charge, error));
}

/* One reason may be told of a charge more than once; a posting that was taken back and is made again tells nothing more. */
static gint64
sum_alike (const WabiRemitClaimPlan *plan, guint last)
{
  const WabiRemitDenial *told = g_ptr_array_index (plan->denials, last);
  gint64 cents = 0;

  for (guint i = 0; i <= last; i++)
    {
      const WabiRemitDenial *other = g_ptr_array_index (plan->denials, i);

      if (other->cents > 0 && g_strcmp0 (other->charge, told->charge) == 0 && strcmp (other->group, told->group) == 0
          && strcmp (other->reason, told->reason) == 0)
        cents += other->cents;
    }
  return cents;
}

/* What was dropped with a posting stays deleted, so a later posting has ids of its own; what somebody had worked on is found under the
 * round that told it. The first round keeps the name without a number, which is in the books of those who had no other. */
static WabiRecord *
begin_denial (WabiContext *context, const WabiRemitClaimPlan *plan, const WabiRemitDenial *told, GError **error)
{
  gint64 last = wabi_record_get_int (plan->answer, "round");
  g_autofree char *first = g_strdup_printf ("denial/%s/%s/%s/%s", wabi_record_get_id (plan->answer), told->charge, told->group, told->reason);
  g_autofree char *id = NULL;

  for (gint64 round = last; round >= 0; round--)
    {
      g_autofree char *name = round > 0 ? g_strdup_printf ("%s/%" G_GINT64_FORMAT, first, round) : g_strdup (first);
      g_autofree char *each = wabi_id_derive (name);
      g_autoptr (WabiRecord) there = NULL;

      if (!wabi_context_find (context, &wabi_kind_denial, each, &there, error))
        return NULL;
      if (there != NULL)
        return wabi_record_copy (there);
      if (id == NULL)
        id = g_steal_pointer (&each);
    }
  return wabi_record_new (&wabi_kind_denial, id);
}

/* A denial is work for somebody, never money given up. One that the payer takes back is no work any more. */
static gboolean
note_denials (WabiContext *context, WabiRecord *remittance, const WabiRemitClaimPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->denials->len; i++)
    {
      const WabiRemitDenial *told = g_ptr_array_index (plan->denials, i);
      WabiRecord *denial;
      JsonNode *remarks;

      if (told->cents <= 0)
        continue;
      denial = begin_denial (context, plan, told, error);
      if (denial == NULL)
        return FALSE;
      wabi_record_set_text (denial, "claim", wabi_record_get_id (plan->claim));
      wabi_record_set_text (denial, "charge", told->charge);
      wabi_record_set_text (denial, "client", wabi_record_get_text (plan->claim, "client"));
      wabi_record_set_text (denial, "payer", wabi_record_get_text (plan->claim, "payer"));
      wabi_record_set_text (denial, "remit_claim", wabi_record_get_id (plan->answer));
      wabi_inbound_set (denial, "group", told->group);
      wabi_inbound_set (denial, "reason", told->reason);
      wabi_record_set_text (denial, "category", told->category);
      wabi_record_set_int (denial, "cents", sum_alike (plan, i));
      wabi_record_set_text (denial, "date", wabi_record_get_text (remittance, "date"));
      wabi_record_set_text (denial, "state", "open");
      remarks = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (remarks, json_array_new ());
      for (guint j = 0; told->remarks[j] != NULL; j++)
        json_array_add_string_element (json_node_get_array (remarks), told->remarks[j]);
      wabi_record_take_node (denial, "remarks", remarks);
      wabi_context_put (context, denial);
      if (!give_units_back (context, told->charge, error))
        return FALSE;
    }
  return TRUE;
}

/* What was paid below the contract is looked at like a denial, but the money is not in doubt: nothing is moved. */
static gboolean
note_underpaid (WabiContext *context, WabiRecord *remittance, const WabiRemitClaimPlan *plan, GError **error)
{
  g_autoptr (GPtrArray) found = wabi_underpaid_list (context->view, plan->answer, plan->claim, NULL);

  for (guint i = 0; strcmp (plan->outcome, "reversal") != 0 && i < found->len; i++)
    {
      const WabiUnderpaid *one = g_ptr_array_index (found, i);

      if (!wabi_denials_note_underpaid (context, plan->answer, remittance, one->charge, one->expected - one->allowed, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
state_after (const WabiRemitClaimPlan *plan)
{
  if (strcmp (plan->outcome, "denied") == 0)
    return "denied";
  if (strcmp (plan->outcome, "reversal") == 0)
    return "pending";
  if (strcmp (plan->outcome, "forwarded") == 0 || strcmp (plan->outcome, "told") == 0)
    return NULL;
  return plan->denied > 0 ? "partial" : "paid";
}

static gboolean
post_claim (WabiContext *context, WabiRecord *remittance, const WabiRemitClaimPlan *plan, const char *date, GError **error)
{
  g_autoptr (WabiRecord) claim = NULL;
  g_autofree char *key = g_strdup_printf ("835/%s/%" G_GINT64_FORMAT, wabi_record_get_id (plan->answer), wabi_record_get_int (plan->answer, "round"));
  WabiRecord *answer;

  for (guint i = 0; i < plan->moves->len; i++)
    {
      const WabiRemitMove *move = g_ptr_array_index (plan->moves, i);

      if (!post_move (context, remittance, plan, i, date, error)
          || (strcmp (move->kind, "payment") == 0 && !wabi_denials_hear_payment (context, move->charge, move->cents, error)))
        return FALSE;
    }
  if (!note_denials (context, remittance, plan, error)
      || (plan->action == WABI_REMIT_POST && !note_underpaid (context, remittance, plan, error)))
    return FALSE;
  claim = wabi_context_get (context, &wabi_kind_claim, wabi_record_get_id (plan->claim), error);
  if (claim == NULL)
    return FALSE;
  wabi_claim_note_step (context, claim, key,
                        &(WabiClaimStep){ .step = "835",
                                          .outcome = strcmp (plan->outcome, "denied") == 0 ? "denied" : plan->action == WABI_REMIT_TELL ? "told" : "paid",
                                          .state = state_after (plan),
                                          .payer_control = wabi_record_get_text (plan->answer, "payer_control") });
  answer = wabi_record_copy (plan->answer);
  wabi_record_set_text (answer, "claim", wabi_record_get_id (plan->claim));
  wabi_record_set_text (answer, "client", wabi_record_get_text (plan->claim, "client"));
  wabi_record_set_text (answer, "outcome", plan->outcome);
  wabi_record_set_text (answer, "matched_by", plan->matched_by);
  wabi_record_set_text (answer, "state", "posted");
  wabi_record_take_node (answer, "why", NULL);
  wabi_context_put (context, answer);
  return TRUE;
}

static void
put_off (WabiContext *context, const WabiRemitClaimPlan *plan)
{
  WabiRecord *answer = wabi_record_copy (plan->answer);

  wabi_record_set_text (answer, "state", plan->action == WABI_REMIT_ORPHAN ? "orphan" : "held");
  wabi_inbound_set (answer, "why", plan->why);
  if (plan->claim != NULL)
    {
      wabi_record_set_text (answer, "claim", wabi_record_get_id (plan->claim));
      wabi_record_set_text (answer, "client", wabi_record_get_text (plan->claim, "client"));
      wabi_record_set_text (answer, "matched_by", plan->matched_by);
    }
  wabi_context_put (context, answer);
}

static gboolean
post (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) remittance = wabi_context_get (context, &wabi_kind_remittance, wabi_json_peek_text (args, "id"), error);
  g_autoptr (GPtrArray) answers = remittance != NULL ? wabi_remit_list_answers (context->view, wabi_record_get_id (remittance)) : NULL;
  g_autoptr (WabiRemitPlan) plan = answers != NULL ? wabi_remit_plan_new (context->view, remittance, answers) : NULL;
  g_autofree char *date = plan != NULL ? book_date (context, remittance, error) : NULL;
  WabiRecord *changed;

  if (date == NULL)
    return FALSE;
  if (wabi_record_is (remittance, "state", "held"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "cut-file", "id",
                                _("This remittance did not come whole, so nothing of it is posted. Ask the clearinghouse for the file again, or take it as it is."));
  if (plan->why != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "posted-before", "id", "%s", plan->why);
  if (!wabi_record_has (remittance, "payer"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "unknown-payer", "payer",
                                _("It is not known which of your payers sent this. Choose the payer, then post it."));
  if (!post_deposit (context, remittance, date, error))
    return FALSE;
  for (guint i = 0; i < plan->claims->len; i++)
    {
      const WabiRemitClaimPlan *claim = g_ptr_array_index (plan->claims, i);

      if (claim->action == WABI_REMIT_HOLD || claim->action == WABI_REMIT_ORPHAN)
        put_off (context, claim);
      else if (!post_claim (context, remittance, claim, date, error))
        return FALSE;
    }
  changed = wabi_record_copy (remittance);
  wabi_record_set_int (changed, "posted_at", context->now);
  wabi_context_put (context, changed);
  return wabi_remit_sum_up (context, wabi_record_get_id (remittance), error);
}

static WabiRecord *
get_open_answer (WabiContext *context, const char *id, GError **error)
{
  g_autoptr (WabiRecord) answer = wabi_context_get (context, &wabi_kind_remit_claim, id, error);

  if (answer == NULL)
    return NULL;
  if (wabi_record_is (answer, "state", "posted"))
    {
      wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "posted", "id",
                           _("This answer is posted. Take its posting back first, then change it."));
      return NULL;
    }
  return g_steal_pointer (&answer);
}

/* A person says which claim is meant; an empty claim takes that back. */
static gboolean
match (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) answer = get_open_answer (context, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) claim = NULL;
  const char *id = wabi_json_peek_text (args, "claim");
  WabiRecord *changed;

  if (answer == NULL)
    return FALSE;
  if (id != NULL && (claim = wabi_context_get (context, &wabi_kind_claim, id, error)) == NULL)
    return FALSE;
  changed = wabi_record_copy (answer);
  wabi_record_set_text (changed, "claim", id);
  wabi_record_set_text (changed, "client", claim != NULL ? wabi_record_get_text (claim, "client") : NULL);
  wabi_record_set_text (changed, "matched_by", claim != NULL ? "hand" : NULL);
  wabi_context_put (context, changed);
  return TRUE;
}

static gboolean
set_payer (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) remittance = wabi_context_get (context, &wabi_kind_remittance, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) payer = NULL;
  WabiRecord *changed;

  if (remittance == NULL)
    return FALSE;
  if (!wabi_record_is (remittance, "state", "waiting") && !wabi_record_is (remittance, "state", "held"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "posted", "id",
                                _("Part of this remittance is posted. Take its posting back first, then change it."));
  if (wabi_json_peek_text (args, "payer") != NULL
      && (payer = wabi_context_get (context, &wabi_kind_payer, wabi_json_peek_text (args, "payer"), error)) == NULL)
    return FALSE;
  changed = wabi_record_copy (remittance);
  wabi_record_set_text (changed, "payer", payer != NULL ? wabi_record_get_id (payer) : NULL);
  wabi_context_put (context, changed);
  return TRUE;
}

/* A person looked at a remittance whose end was missing or whose counts do not fit, and takes it as it is. */
static gboolean
accept (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) remittance = wabi_context_get (context, &wabi_kind_remittance, wabi_json_peek_text (args, "id"), error);
  WabiRecord *changed;

  if (remittance == NULL)
    return FALSE;
  if (!wabi_record_is (remittance, "state", "held"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-held", "id", _("This remittance is not held back."));
  changed = wabi_record_copy (remittance);
  wabi_record_set_text (changed, "state", "waiting");
  wabi_inbound_set (changed, "why", wabi_json_peek_text (args, "words"));
  wabi_context_put (context, changed);
  return TRUE;
}

/* Taken as it is too soon: it is held again until somebody looks. */
static gboolean
hold (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) remittance = wabi_context_get (context, &wabi_kind_remittance, wabi_json_peek_text (args, "id"), error);
  WabiRecord *changed;

  if (remittance == NULL)
    return FALSE;
  if (!wabi_record_is (remittance, "state", "waiting"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "posted", "id",
                                _("Part of this remittance is posted. Take its posting back first, then change it."));
  changed = wabi_record_copy (remittance);
  wabi_record_set_text (changed, "state", "held");
  wabi_inbound_set (changed, "why", wabi_json_peek_text (args, "words"));
  wabi_context_put (context, changed);
  return TRUE;
}

static gboolean
set_deposit (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) remittance = wabi_context_get (context, &wabi_kind_remittance, wabi_json_peek_text (args, "id"), error);
  WabiRecord *changed;

  if (remittance == NULL)
    return FALSE;
  changed = wabi_record_copy (remittance);
  wabi_record_set_text (changed, "deposit", wabi_json_peek_text (args, "date"));
  wabi_context_put (context, changed);
  return TRUE;
}

static const WabiField import_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "inbound_file", NULL },
  { "name", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 200, NULL, NULL },
  { "content", WABI_FIELD_LONG_TEXT, WABI_REQUIRED | WABI_PHI, 0, 3900000, NULL, NULL },
  { "partner", WABI_FIELD_REF, 0, 0, 0, "partner", NULL },
};
static const WabiField match_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "remit_claim", NULL },
  { "claim", WABI_FIELD_REF, 0, 0, 0, "claim", NULL },
};
static const WabiField payer_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "remittance", NULL },
  { "payer", WABI_FIELD_REF, 0, 0, 0, "payer", NULL }, /* absent: not known yet */
};
static const WabiField deposit_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "remittance", NULL },
  { "date", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
};
static const WabiField reverse_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "", NULL },
  { "words", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField settle_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "remit_claim", NULL },
  { "claim", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim", NULL },
  { "lines", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "words", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 400, NULL, NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ARGS(args) args, G_N_ELEMENTS (args)

const WabiCommandInfo wabi_commands_remit[] = {
  { "inbound.import", "billing", MONEY, 0, ARGS (import_args), wabi_inbound_import, N_ ("Read a file from a payer") },
  { "remittance.set-payer", "billing", MONEY, 0, ARGS (payer_args), set_payer, N_ ("Say who sent a remittance") },
  { "remittance.set-deposit", "billing", MONEY, 0, ARGS (deposit_args), set_deposit, N_ ("Note a deposit") },
  { "remittance.match", "billing", MONEY, 0, ARGS (match_args), match, N_ ("Match an answer to a claim") },
  { "remittance.post", "billing", MONEY, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), post, N_ ("Post a remittance") },
  { "remittance.accept", "billing", MONEY, 0, ARGS (reverse_args), accept, N_ ("Take a damaged remittance as it is") },
  { "remittance.hold", "billing", MONEY, 0, ARGS (reverse_args), hold, N_ ("Hold a remittance back") },
  { "remittance.settle", "billing", MONEY, 0, ARGS (settle_args), wabi_remit_settle, N_ ("Settle an answer by hand") },
  { "remittance.reverse", "billing", MONEY, 0, ARGS (reverse_args), wabi_remit_reverse, N_ ("Take a posting back") },
};
const guint wabi_n_commands_remit = G_N_ELEMENTS (wabi_commands_remit);
