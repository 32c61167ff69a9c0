// SPDX-License-Identifier: AGPL-3.0-or-later
// What becomes of a remittance. Pure: it reads, and says what posting would do.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-remit-content.h"
#include "wabi-remit-plan.h"
#include "wabi-money.h"

static void
move_free (gpointer data)
{
  WabiRemitMove *move = data;

  g_free (move->charge);
  g_free (move->next_payer);
  g_free (move->group);
  g_free (move->reason);
  g_free (move);
}

static void
denial_free (gpointer data)
{
  WabiRemitDenial *denial = data;

  g_free (denial->charge);
  g_free (denial->group);
  g_free (denial->reason);
  g_strfreev (denial->remarks);
  g_free (denial);
}

void
wabi_remit_claim_plan_free (WabiRemitClaimPlan *plan)
{
  if (plan == NULL)
    return;
  g_clear_object (&plan->answer);
  g_clear_object (&plan->claim);
  g_clear_pointer (&plan->charges, g_ptr_array_unref);
  g_clear_pointer (&plan->moves, g_ptr_array_unref);
  g_clear_pointer (&plan->denials, g_ptr_array_unref);
  g_free (plan->why);
  g_free (plan);
}

void
wabi_remit_plan_free (WabiRemitPlan *plan)
{
  if (plan == NULL)
    return;
  g_clear_object (&plan->remittance);
  g_clear_pointer (&plan->claims, g_ptr_array_unref);
  g_free (plan->why);
  g_free (plan);
}

/* What is known while the claims of a remittance are gone through: claim id → answers that moved money and were not taken back. */
typedef struct
{
  const WabiView *view;
  const char *payer;
  GHashTable *answered;
} Planner;

static gint64
count_answers (Planner *planner, const char *claim)
{
  g_autoptr (GPtrArray) posted = NULL;
  gpointer known;
  gint64 count = 0;

  if (g_hash_table_lookup_extended (planner->answered, claim, NULL, &known))
    return GPOINTER_TO_INT (known);
  posted = wabi_lookup_by (planner->view, &wabi_kind_remit_claim, "claim", claim);
  for (guint i = 0; i < posted->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (posted, i);

      if (!wabi_record_is (one, "state", "posted"))
        continue;
      if (wabi_record_is (one, "outcome", "reversal"))
        count--;
      else if (wabi_record_is (one, "outcome", "paid") || wabi_record_is (one, "outcome", "partial")
               || wabi_record_is (one, "outcome", "correction"))
        count++;
    }
  g_hash_table_insert (planner->answered, g_strdup (claim), GINT_TO_POINTER ((int) count));
  return count;
}

static void
note_answer (Planner *planner, WabiRemitClaimPlan *plan)
{
  const char *claim = wabi_record_get_id (plan->claim);
  gint64 count = count_answers (planner, claim);

  if (strcmp (plan->outcome, "reversal") == 0)
    count--;
  else if (strcmp (plan->outcome, "denied") != 0)
    count++;
  g_hash_table_insert (planner->answered, g_strdup (claim), GINT_TO_POINTER ((int) count));
}

static void
hold (WabiRemitClaimPlan *plan, WabiRemitAction action, const char *words)
{
  if (plan->action != WABI_REMIT_POST)
    return;
  plan->action = action;
  g_free (plan->why);
  plan->why = g_strdup (words);
}

static void
add_move (WabiRemitClaimPlan *plan, WabiRecord *charge, const char *kind, WabiMoneyAccount account, const char *next,
          const WabiRemitCas *cas, gint64 cents)
{
  WabiRemitMove *move;

  if (cents == 0)
    return;
  move = g_new0 (WabiRemitMove, 1);
  move->charge = g_strdup (wabi_record_get_id (charge));
  move->kind = kind;
  move->account = account;
  move->next_payer = g_strdup (next);
  move->group = cas != NULL ? g_strdup (cas->group) : NULL;
  move->reason = cas != NULL ? g_strdup (cas->reason) : NULL;
  move->cents = cents;
  g_ptr_array_add (plan->moves, move);
}

static void
add_denial (WabiRemitClaimPlan *plan, WabiRecord *charge, const WabiRemitCas *cas, GStrv remarks)
{
  WabiRemitDenial *denial = g_new0 (WabiRemitDenial, 1);

  denial->charge = charge != NULL ? g_strdup (wabi_record_get_id (charge)) : NULL;
  denial->group = g_strdup (cas->group);
  denial->reason = g_strdup (cas->reason);
  denial->remarks = g_strdupv (remarks);
  denial->category = wabi_reason_category (cas->reason, (const char *const *) remarks);
  denial->cents = cas->cents;
  g_ptr_array_add (plan->denials, denial);
  plan->denied += cas->cents;
}

/* The plan that pays after this one on the day, if there is one: then what the family would owe is asked of it first. */
static char *
find_next_payer (const WabiView *view, WabiRecord *claim, WabiRecord *charge)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (view, &wabi_kind_coverage, "client", wabi_record_get_text (charge, "client"));
  g_autoptr (WabiRecord) own = wabi_lookup_get (view, &wabi_kind_coverage,
                                                wabi_record_has (claim, "coverage") ? wabi_record_get_text (claim, "coverage")
                                                                                    : wabi_record_get_text (charge, "coverage"));
  gint64 after = own != NULL ? wabi_record_get_int (own, "priority") : 1;
  WabiDay day = wabi_lookup_day (charge, "date");
  WabiRecord *next = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (wabi_record_get_int (one, "priority") > after && !wabi_record_is (one, "payer", wabi_record_get_text (claim, "payer"))
          && wabi_day_in_range (day, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to"))
          && (next == NULL || wabi_record_get_int (one, "priority") < wabi_record_get_int (next, "priority")))
        next = one;
    }
  return next != NULL ? g_strdup (wabi_record_get_text (next, "payer")) : NULL;
}

static void
plan_adjustment (Planner *planner, WabiRemitClaimPlan *plan, WabiRecord *charge, const WabiRemitCas *cas, GStrv remarks)
{
  g_autofree char *next = NULL;

  switch (wabi_reason_treat (cas->group, cas->reason))
    {
    case WABI_REASON_CONTRACT:
      plan->contractual += cas->cents;
      add_move (plan, charge, "adjustment", WABI_MONEY_CONTRACTUAL, NULL, cas, cas->cents);
      break;
    case WABI_REASON_FAMILY:
      next = find_next_payer (planner->view, plan->claim, charge);
      if (next != NULL)
        plan->next += cas->cents;
      else
        plan->family += cas->cents;
      add_move (plan, charge, "transfer", next != NULL ? WABI_MONEY_RECEIVABLE_PAYER : WABI_MONEY_RECEIVABLE_FAMILY, next, cas, cas->cents);
      break;
    case WABI_REASON_DENIAL:
      add_denial (plan, charge, cas, remarks);
      break;
    case WABI_REASON_PRIOR:
    case WABI_REASON_FORWARD:
    case WABI_REASON_PENDING:
      break;
    }
}

static JsonObject *
get_line (JsonArray *lines, guint i)
{
  JsonNode *node = json_array_get_element (lines, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
plan_part (Planner *planner, WabiRemitClaimPlan *plan, WabiRecord *charge, const gint64 *amounts, guint step, GArray *adjustments, GStrv remarks)
{
  plan->paid += amounts[0];
  add_move (plan, charge, "payment", WABI_MONEY_SUSPENSE, NULL, NULL, amounts[0]);
  for (guint i = 0; i < adjustments->len; i++)
    {
      WabiRemitCas part = g_array_index (adjustments, WabiRemitCas, i);

      part.cents = amounts[(gsize) (i + 1) * step];
      /* Of a line that is divided, a charge may have nothing of an adjustment; what the payer itself tells as nothing is kept. */
      if (step == 1 || part.cents != 0)
        plan_adjustment (planner, plan, charge, &part, remarks);
    }
}

/* A line of several charges is divided over them as if the payer had answered each. */
static gboolean
plan_line (Planner *planner, WabiRemitClaimPlan *plan, const WabiSentLine *sent, JsonObject *told)
{
  g_autoptr (GArray) adjustments = NULL;
  g_auto (GStrv) remarks = wabi_remit_content_remarks (told);
  g_autofree gint64 *amounts = wabi_remit_divide_line (sent, told, &adjustments);
  guint n = sent->parts->len;

  for (guint i = 0; amounts != NULL && i < n; i++)
    {
      WabiRecord *charge = wabi_lookup_get (planner->view, &wabi_kind_charge, g_array_index (sent->parts, WabiSentPart, i).charge);

      if (charge == NULL)
        return FALSE;
      g_ptr_array_add (plan->charges, charge);
      plan_part (planner, plan, charge, amounts + i, n, adjustments, remarks);
    }
  return amounts != NULL;
}

static gboolean
plan_lines (Planner *planner, WabiRemitClaimPlan *plan, GPtrArray *sent, JsonArray *lines)
{
  guint i = 0;

  while (i < json_array_get_length (lines) && plan_line (planner, plan, g_ptr_array_index (sent, i), get_line (lines, i)))
    i++;
  if (i == json_array_get_length (lines))
    return TRUE;
  g_ptr_array_set_size (plan->moves, 0);
  g_ptr_array_set_size (plan->denials, 0);
  plan->paid = plan->contractual = plan->family = plan->next = plan->denied = 0;
  return FALSE;
}

/* Cents of a claim as a whole go to its charges by what each asked, the rest of the division to the first ones: none is lost. */
static void
share (GPtrArray *charges, gint64 cents, gint64 *out)
{
  gint64 total = 0, given = 0;

  for (guint i = 0; i < charges->len; i++)
    total += wabi_record_get_int (g_ptr_array_index (charges, i), "amount_cents");
  for (guint i = 0; i < charges->len; i++)
    {
      gint64 asked = wabi_record_get_int (g_ptr_array_index (charges, i), "amount_cents");

      out[i] = total > 0 ? cents / total * asked + cents % total * asked / total : 0;
      given += out[i];
    }
  for (guint i = 0; given != cents && charges->len > 0; i = (i + 1) % charges->len)
    {
      out[i] += given < cents ? 1 : -1;
      given += given < cents ? 1 : -1;
    }
}

static void
plan_claim_level (Planner *planner, WabiRemitClaimPlan *plan, JsonObject *content, GPtrArray *charges, gboolean with_payment)
{
  g_autoptr (GArray) adjustments = wabi_remit_content_adjustments (content);
  g_auto (GStrv) remarks = wabi_remit_content_remarks (content);
  g_autofree gint64 *parts = g_new0 (gint64, MAX (1, charges->len));

  if (with_payment)
    {
      plan->paid = wabi_json_peek_int (content, "paid", 0);
      share (charges, plan->paid, parts);
      for (guint i = 0; i < charges->len; i++)
        add_move (plan, g_ptr_array_index (charges, i), "payment", WABI_MONEY_SUSPENSE, NULL, NULL, parts[i]);
    }
  for (guint j = 0; j < adjustments->len; j++)
    {
      WabiRemitCas cas = g_array_index (adjustments, WabiRemitCas, j);

      share (charges, cas.cents, parts);
      for (guint i = 0; i < charges->len; i++)
        if (parts[i] != 0)
          {
            WabiRemitCas part = { cas.group, cas.reason, parts[i], 0 };

            plan_adjustment (planner, plan, g_ptr_array_index (charges, i), &part, remarks);
          }
    }
}

/* Told from amounts and reasons; CLP02 only says whether it takes something back, went on, or was only an estimate. */
static const char *
decide (WabiRemitClaimPlan *plan, JsonObject *content)
{
  const char *status = wabi_json_peek_text (content, "status");
  const char *frequency = wabi_json_peek_text (content, "frequency");

  if (g_strcmp0 (status, "22") == 0)
    return "reversal";
  if (g_strcmp0 (status, "23") == 0)
    return "forwarded";
  if (g_strcmp0 (status, "25") == 0)
    return "told";
  if (plan->denied > 0 && plan->paid == 0 && plan->family == 0 && plan->next == 0)
    return "denied";
  if (g_strcmp0 (frequency, "7") == 0)
    return "correction";
  return plan->denied > 0 ? "partial" : "paid";
}

static gboolean
is_reversal (JsonObject *content)
{
  return g_strcmp0 (wabi_json_peek_text (content, "status"), "22") == 0;
}

/* What the claim says and the books hold must fit together before money moves by itself. */
static void
look_for_trouble (Planner *planner, WabiRemitClaimPlan *plan, JsonObject *content)
{
  gint64 answers = count_answers (planner, wabi_record_get_id (plan->claim));
  g_autofree char *money = NULL;

  if (is_reversal (content) && answers <= 0)
    hold (plan, WABI_REMIT_HOLD, _ ("It takes back a payment that was not posted here. Post that one first, or settle it by hand."));
  else if (!is_reversal (content) && answers > 0 && strcmp (plan->outcome, "denied") != 0 && (plan->paid != 0 || plan->contractual != 0))
    hold (plan, WABI_REMIT_HOLD,
          _ ("This claim was paid before, and that payment was not taken back. Compare the two; a payer that recovers the first one by an "
             "adjustment of the provider sends it like this."));
  for (guint i = 0; i < plan->charges->len && plan->action == WABI_REMIT_POST; i++)
    if (wabi_record_is (g_ptr_array_index (plan->charges, i), "state", "void"))
      hold (plan, WABI_REMIT_HOLD, _ ("One of its charges was set aside here. Take it back in, or settle the payment by hand."));
}

static gboolean
check_balance (WabiRemitClaimPlan *plan, JsonObject *content)
{
  gint64 difference = wabi_remit_content_difference (content);
  g_autofree char *money = NULL;
  g_autofree char *words = NULL;

  if (wabi_json_peek_int (content, "unreadable", 0) != 0 || json_object_has_member (content, "unreadable"))
    {
      hold (plan, WABI_REMIT_HOLD, _ ("An amount of this answer could not be read. Ask the payer for the remittance again."));
      return FALSE;
    }
  if (difference == 0)
    return TRUE;
  money = wabi_money_format (difference);
  words = g_strdup_printf (_ ("The payer's figures do not add up: %s are not explained. It stays in suspense until you settle it."), money);
  hold (plan, WABI_REMIT_HOLD, words);
  return FALSE;
}

static void
plan_money (Planner *planner, WabiRemitClaimPlan *plan, JsonObject *content)
{
  JsonArray *lines = wabi_remit_content_lines (content);
  gboolean with_lines = lines != NULL && json_array_get_length (lines) > 0;
  g_autoptr (GPtrArray) sent = NULL;
  gboolean all = wabi_remit_match_lines (planner->view, plan->claim, content, &sent);
  g_auto (GStrv) ids = wabi_lookup_strv (plan->claim, "charges");

  plan->charges = g_ptr_array_new_with_free_func (g_object_unref);
  if (!all || (with_lines && !plan_lines (planner, plan, sent, lines)))
    {
      hold (plan, WABI_REMIT_HOLD, _ ("A line of this answer fits none of the claim's charges. Say which one is meant."));
      return;
    }
  if (!with_lines)
    for (guint i = 0; ids[i] != NULL; i++)
      {
        WabiRecord *charge = wabi_lookup_get (planner->view, &wabi_kind_charge, ids[i]);

        if (charge != NULL)
          g_ptr_array_add (plan->charges, charge);
      }
  if (plan->charges->len == 0)
    {
      hold (plan, WABI_REMIT_HOLD, _ ("The claim has no charges any more. Settle the payment by hand."));
      return;
    }
  plan_claim_level (planner, plan, content, plan->charges, !with_lines);
}

static WabiRemitClaimPlan *
plan_claim (Planner *planner, WabiRecord *answer)
{
  WabiRemitClaimPlan *plan = g_new0 (WabiRemitClaimPlan, 1);
  JsonObject *content = NULL;

  plan->answer = g_object_ref (answer);
  plan->moves = g_ptr_array_new_with_free_func (move_free);
  plan->denials = g_ptr_array_new_with_free_func (denial_free);
  plan->outcome = "told";
  if (!wabi_json_take_object (wabi_record_get_body (answer), "content", TRUE, &content, NULL))
    {
      hold (plan, WABI_REMIT_HOLD, _ ("What the payer said could not be read."));
      return plan;
    }
  plan->claim = wabi_remit_match (planner->view, answer, planner->payer, &plan->matched_by);
  if (plan->claim == NULL)
    {
      hold (plan, WABI_REMIT_ORPHAN, _ ("No claim of yours was found for it. Choose one, or keep the money in suspense."));
      return plan;
    }
  if (!check_balance (plan, content))
    return plan;
  plan_money (planner, plan, content);
  plan->outcome = decide (plan, content);
  if (strcmp (plan->outcome, "forwarded") == 0 || strcmp (plan->outcome, "told") == 0)
    {
      if (plan->paid != 0)
        hold (plan, WABI_REMIT_HOLD, _ ("It was sent on or only estimated, and yet there is a payment. Look at it."));
      hold (plan, WABI_REMIT_TELL, _ ("No money moves: it went on to another payer, or is an estimate."));
      g_ptr_array_set_size (plan->moves, 0);
      g_ptr_array_set_size (plan->denials, 0);
      return plan;
    }
  if (plan->action == WABI_REMIT_POST)
    look_for_trouble (planner, plan, content);
  if (plan->action == WABI_REMIT_POST)
    note_answer (planner, plan);
  return plan;
}

/* Whether one of @theirs says the same at the same place; lists of the store are in no order of the file. */
static gboolean
is_among (WabiRecord *answer, GPtrArray *theirs)
{
  for (guint i = 0; i < theirs->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (theirs, i);

      if (wabi_record_get_int (answer, "position") == wabi_record_get_int (other, "position"))
        return wabi_node_equal (json_object_get_member (wabi_record_get_body (answer), "content"),
                                json_object_get_member (wabi_record_get_body (other), "content"));
    }
  return FALSE;
}

/* The same check or transfer in another file, with the same claims: it must not be posted again. */
static gboolean
is_second_copy (const WabiView *view, WabiRecord *remittance, GPtrArray *answers)
{
  g_autoptr (GPtrArray) same = wabi_lookup_by (view, &wabi_kind_remittance, "trace", wabi_record_get_text (remittance, "trace"));

  for (guint i = 0; i < same->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (same, i);
      g_autoptr (GPtrArray) theirs = NULL;
      guint equal = 0;

      if (strcmp (wabi_record_get_id (other), wabi_record_get_id (remittance)) == 0 || wabi_record_is (other, "state", "reversed")
          || wabi_record_is (other, "state", "waiting") || wabi_record_get_int (other, "amount_cents") != wabi_record_get_int (remittance, "amount_cents")
          || g_strcmp0 (wabi_record_get_text (other, "payer"), wabi_record_get_text (remittance, "payer")) != 0)
        continue;
      theirs = wabi_lookup_by (view, &wabi_kind_remit_claim, "remittance", wabi_record_get_id (other));
      for (guint j = 0; j < answers->len && theirs->len == answers->len; j++)
        equal += is_among (g_ptr_array_index (answers, j), theirs) ? 1 : 0;
      if (theirs->len == answers->len && equal == answers->len)
        return TRUE;
    }
  return FALSE;
}

static void
count (WabiRemitPlan *plan, WabiRemitClaimPlan *claim)
{
  gint64 paid = wabi_record_get_int (claim->answer, "paid_cents");

  if (claim->action == WABI_REMIT_POST || claim->action == WABI_REMIT_TELL)
    {
      plan->n_post++;
      plan->post_cents += paid;
    }
  else
    {
      plan->n_hands++;
      plan->hands_cents += paid;
    }
}

static void
free_claim_plan (gpointer plan)
{
  wabi_remit_claim_plan_free (plan);
}

static int
compare_position (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord *const *) a, "position"), other = wabi_record_get_int (*(WabiRecord *const *) b, "position");

  return one < other ? -1 : one > other;
}

GPtrArray *
wabi_remit_list_answers (const WabiView *view, const char *remittance)
{
  GPtrArray *answers = wabi_lookup_by (view, &wabi_kind_remit_claim, "remittance", remittance);

  g_ptr_array_sort (answers, compare_position);
  return answers;
}

WabiRemitPlan *
wabi_remit_plan_new (const WabiView *view, WabiRecord *remittance, GPtrArray *answers)
{
  WabiRemitPlan *plan = g_new0 (WabiRemitPlan, 1);
  g_autoptr (GHashTable) answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Planner planner = { view, wabi_record_get_text (remittance, "payer"), answered };

  plan->remittance = g_object_ref (remittance);
  plan->claims = g_ptr_array_new_with_free_func (free_claim_plan);
  plan->difference_cents = wabi_record_get_int (remittance, "difference_cents");
  for (guint i = 0; i < answers->len; i++)
    {
      WabiRecord *answer = g_ptr_array_index (answers, i);
      WabiRemitClaimPlan *claim;

      if (wabi_record_is (answer, "state", "posted") || wabi_record_is (answer, "state", "reversed"))
        continue;
      claim = plan_claim (&planner, answer);
      count (plan, claim);
      g_ptr_array_add (plan->claims, claim);
    }
  if (wabi_record_is (remittance, "state", "waiting") && is_second_copy (view, remittance, answers))
    plan->why = g_strdup (_ ("This payment was posted already, from another file."));
  return plan;
}
