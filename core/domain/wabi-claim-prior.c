// SPDX-License-Identifier: AGPL-3.0-or-later
// What the payers before this one decided, copied from their posted answers so that the next one can follow it to the cent.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-build-private.h"
#include "wabi-money.h"
#include "wabi-remit-content.h"
#include "wabi-remit-plan.h"

/* ---- Which answer counts ---- */

static char *
make_rank (const WabiView *view, WabiRecord *answer)
{
  g_autoptr (WabiRecord) remittance = wabi_lookup_get (view, &wabi_kind_remittance, wabi_record_get_text (answer, "remittance"));
  const char *date = remittance != NULL ? wabi_record_get_text (remittance, "date") : NULL;

  return g_strdup_printf ("%s %s %06" G_GINT64_FORMAT, date != NULL ? date : "", wabi_record_get_text (answer, "remittance"),
                          wabi_record_get_int (answer, "position"));
}

static gboolean
decides (WabiRecord *answer)
{
  static const char *const outcomes[] = { "paid", "partial", "denied", "correction", "forwarded", NULL };

  return wabi_record_has (answer, "outcome") && g_strv_contains (outcomes, wabi_record_get_text (answer, "outcome"));
}

WabiRecord *
wabi_claim_find_answer (const WabiView *view, WabiRecord *claim)
{
  g_autoptr (GPtrArray) answers = wabi_lookup_by (view, &wabi_kind_remit_claim, "claim", wabi_record_get_id (claim));
  g_autofree char *best_rank = NULL, *reversed = NULL;
  WabiRecord *best = NULL;

  for (guint i = 0; i < answers->len; i++)
    {
      WabiRecord *answer = g_ptr_array_index (answers, i);
      g_autofree char *rank = make_rank (view, answer);
      gboolean takes_back = wabi_record_is (answer, "outcome", "reversal");
      char **last = takes_back ? &reversed : &best_rank;

      if (!wabi_record_is (answer, "state", "posted") || !(takes_back || decides (answer)) || g_strcmp0 (rank, *last) <= 0)
        continue;
      g_free (*last);
      *last = g_steal_pointer (&rank);
      if (!takes_back)
        best = answer;
    }
  return best != NULL && g_strcmp0 (best_rank, reversed) > 0 ? g_object_ref (best) : NULL;
}

/* ---- The other plans ---- */

static int
compare_priorities (gconstpointer a, gconstpointer b)
{
  return (int) (wabi_record_get_int (*(WabiRecord *const *) a, "priority") - wabi_record_get_int (*(WabiRecord *const *) b, "priority"));
}

/* The client's plans that hold on @date, in the order in which they pay. */
static GPtrArray *
list_plans (const WabiView *view, const char *client, const char *date)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (view, &wabi_kind_coverage, "client", client);
  GPtrArray *plans = g_ptr_array_new_with_free_func (g_object_unref);
  WabiDay day = wabi_day_from_text (date);

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *plan = g_ptr_array_index (all, i);

      if (wabi_day_in_range (day, wabi_lookup_day (plan, "valid_from"), wabi_lookup_day (plan, "valid_to")))
        g_ptr_array_add (plans, g_object_ref (plan));
    }
  g_ptr_array_sort (plans, compare_priorities);
  return plans;
}

WabiRecord *
wabi_claim_next_coverage (const WabiView *view, WabiRecord *claim)
{
  g_autoptr (GPtrArray) plans = list_plans (view, wabi_record_get_text (claim, "client"), wabi_record_get_text (claim, "from_date"));
  gint64 priority = wabi_record_is (claim, "sequence", "S") ? 2 : wabi_record_is (claim, "sequence", "T") ? 3 : 1;

  for (guint i = 0; i < plans->len; i++)
    {
      WabiRecord *plan = g_ptr_array_index (plans, i);
      g_autoptr (WabiRecord) payer = wabi_lookup_get (view, &wabi_kind_payer, wabi_record_get_text (plan, "payer"));

      if (wabi_record_get_int (plan, "priority") > priority && payer != NULL && !wabi_record_is (payer, "type", "self"))
        return g_object_ref (plan);
    }
  return NULL;
}

static WabiClaimOtherPayer *
add_plan (const WabiClaimWork *work, WabiClaim *claim, WabiRecord *plan, WabiRecord *payer)
{
  WabiClaimOtherPayer *other = wabi_claim_add_other_payer (claim);
  g_auto (WabiClaimTerms) terms = { NULL };

  wabi_claim_terms_read (work->view, payer, wabi_lookup_day (g_ptr_array_index (work->group->charges, 0), "date"), &terms);
  wabi_claim_set_policy (&other->policy, &terms, work->client, plan, payer);
  return other;
}

/* ---- What was decided ---- */

static JsonArray *
peek_array (JsonObject *object, const char *name)
{
  JsonArray *array = NULL;

  return wabi_json_take_array (object, name, FALSE, 100000, &array, NULL) ? array : NULL;
}

static JsonObject *
peek_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
copy_adjustments (GPtrArray *to, JsonObject *from)
{
  JsonArray *array = peek_array (from, "adjustments");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *each = peek_element (array, i);
      gint64 cents = each != NULL ? wabi_json_peek_int (each, "cents", 0) : 0;

      if (each == NULL)
        continue;
      wabi_claim_add_adjustment (to, wabi_json_peek_text (each, "group"), wabi_json_peek_text (each, "reason"), cents);
      ((WabiClaimAdjustment *) g_ptr_array_index (to, to->len - 1))->quantity_hundredths = wabi_json_peek_int (each, "quantity", 0);
    }
}

static gboolean
refuse_line (GError **error, WabiRecord *payer, const char *date, gint64 difference)
{
  g_autofree char *cents = wabi_money_format (ABS (difference));

  g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED,
               _("What %s paid and took off on the line of %s does not make up its charge: %s %s. Look at its remittance, and post the line by hand "
                 "before the next payer is asked."),
               wabi_record_get_text (payer, "name"), date, cents, difference > 0 ? _("are missing") : _("are too much"));
  return FALSE;
}

static void
copy_procedure (WabiClaimAdjudication *adjudication, JsonObject *told, const WabiClaimLine *line)
{
  JsonArray *modifiers = peek_array (told, "modifiers");
  guint n = modifiers != NULL ? json_array_get_length (modifiers) : 0;
  const char *code = wabi_json_peek_text (told, "code");

  wabi_claim_set_text (&adjudication->code, code != NULL ? code : line->code);
  for (guint i = 0; i < n && i < WABI_CLAIM_MAX_MODIFIERS; i++)
    wabi_claim_set_text (&adjudication->modifiers[i], json_array_get_string_element (modifiers, i));
}

/* One payer's answer to one line of the claim before. */
typedef struct
{
  WabiRecord *payer;
  const char *date;
  JsonObject *told;
  const WabiSentLine *sent;
  GArray *adjustments;    /* WabiRemitCas, of the whole line */
  const gint64 *amounts;  /* of the payment and the adjustments, for each charge of the line */
  GArray *lines;          /* the line of the new claim on which each of those charges is */
} Decision;

static int
find_charge (const WabiClaimWork *work, const char *charge)
{
  for (guint i = 0; i < work->group->charges->len; i++)
    if (strcmp (wabi_record_get_id (g_ptr_array_index (work->group->charges, i)), charge) == 0)
      return (int) i;
  return -1;
}

/* -1 for a charge that the new claim does not have. */
static GArray *
find_lines (const WabiClaimWork *work, const WabiSentLine *sent)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < sent->parts->len; i++)
    {
      int charge = find_charge (work, g_array_index (sent->parts, WabiSentPart, i).charge);
      int line = charge >= 0 ? (int) g_array_index (work->group->line_of, guint, charge) : -1;

      g_array_append_val (lines, line);
    }
  return lines;
}

/* Whether a line of the new claim holds charges of which the payer's line says nothing: then several answers are one there. */
static gboolean
holds_more (const WabiClaimWork *work, const Decision *decision, int line)
{
  guint there = 0, told = 0;

  for (guint i = 0; i < work->group->line_of->len; i++)
    there += (int) g_array_index (work->group->line_of, guint, i) == line;
  for (guint i = 0; i < decision->lines->len; i++)
    told += g_array_index (decision->lines, int, i) == line;
  return told < there;
}

static WabiClaimAdjudication *
begin_adjudication (const Decision *decision, WabiClaimLine *line, gboolean joins)
{
  const char *id = wabi_record_get_text (decision->payer, "payer_id");
  WabiClaimAdjudication *adjudication;

  for (guint i = 0; joins && i < line->adjudications->len; i++)
    if (g_strcmp0 (((WabiClaimAdjudication *) g_ptr_array_index (line->adjudications, i))->payer_id, id) == 0)
      return g_ptr_array_index (line->adjudications, i);
  adjudication = wabi_claim_line_add_adjudication (line);
  wabi_claim_set_text (&adjudication->payer_id, id);
  wabi_claim_set_text (&adjudication->date, decision->date);
  copy_procedure (adjudication, decision->told, line);
  return adjudication;
}

/* To what was said before of that reason, so that none is named twice in one line. */
static void
add_adjustment (GPtrArray *to, const WabiRemitCas *whole, gint64 cents)
{
  gint64 quantity = cents == whole->cents ? whole->quantity : 0;

  for (guint i = 0; i < to->len; i++)
    {
      WabiClaimAdjustment *there = g_ptr_array_index (to, i);

      if (g_strcmp0 (there->group, whole->group) != 0 || g_strcmp0 (there->reason, whole->reason) != 0)
        continue;
      there->cents += cents;
      there->quantity_hundredths += quantity;
      return;
    }
  wabi_claim_add_adjustment (to, whole->group, whole->reason, cents);
  ((WabiClaimAdjustment *) g_ptr_array_index (to, to->len - 1))->quantity_hundredths = quantity;
}

/* What falls to those charges of the payer's line that are on @line of the new claim. */
static gint64
sum_parts (const Decision *decision, const gint64 *parts, int line)
{
  gint64 sum = 0;

  for (guint i = 0; i < decision->lines->len; i++)
    sum += g_array_index (decision->lines, int, i) == line ? parts[i] : 0;
  return sum;
}

static void
add_to_line (const WabiClaimWork *work, WabiClaim *claim, const Decision *decision, int line)
{
  guint n = decision->lines->len;
  WabiClaimAdjudication *adjudication
      = begin_adjudication (decision, g_ptr_array_index (claim->lines, line), holds_more (work, decision, line));
  g_autofree gint64 *units = wabi_remit_divide_units (decision->sent, wabi_json_peek_int (decision->told, "units", 0));

  adjudication->paid_cents += sum_parts (decision, decision->amounts, line);
  adjudication->units_hundredths += units != NULL ? sum_parts (decision, units, line) : 0;
  for (guint i = 0; i < decision->adjustments->len; i++)
    {
      gint64 cents = sum_parts (decision, decision->amounts + (gsize) (i + 1) * n, line);

      if (n == 1 || cents != 0)
        add_adjustment (adjudication->adjustments, &g_array_index (decision->adjustments, WabiRemitCas, i), cents);
    }
}

static gboolean
refuse_foreign (GError **error, WabiRecord *payer, JsonObject *told)
{
  const char *control = wabi_json_peek_text (told, "control");

  g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED,
               _("%s answered a line %s that is not on this claim. Match it by hand in its remittance before the next payer is asked."),
               wabi_record_get_text (payer, "name"), control != NULL ? control : "");
  return FALSE;
}

/* Onto each line of the new claim that has charges of the payer's line, once. */
static gboolean
add_decision (const WabiClaimWork *work, WabiClaim *claim, WabiRecord *payer, const WabiSentLine *sent, JsonObject *told, const char *date,
              GError **error)
{
  g_autoptr (GArray) lines = sent != NULL ? find_lines (work, sent) : NULL, adjustments = NULL;
  g_autofree gint64 *amounts = sent != NULL ? wabi_remit_divide_line (sent, told, &adjustments) : NULL;
  const Decision decision = { payer, date, told, sent, adjustments, amounts, lines };

  for (guint i = 0; amounts != NULL && i < lines->len; i++)
    if (g_array_index (lines, int, i) < 0)
      return refuse_foreign (error, payer, told);
  for (guint i = 0; amounts != NULL && i < lines->len; i++)
    {
      gboolean first = TRUE;

      for (guint j = 0; j < i; j++)
        first = first && g_array_index (lines, int, j) != g_array_index (lines, int, i);
      if (first)
        add_to_line (work, claim, &decision, g_array_index (lines, int, i));
    }
  return amounts != NULL || refuse_foreign (error, payer, told);
}

/* Line: charge = paid + adjustments (billing-facts section 2), of each line that the payer answered. */
static gboolean
check_balance (WabiClaim *claim, WabiRecord *payer, GError **error)
{
  for (guint i = 0; i < claim->lines->len; i++)
    {
      const WabiClaimLine *line = g_ptr_array_index (claim->lines, i);
      gboolean answered = FALSE;
      gint64 sum = 0;

      for (guint j = 0; j < line->adjudications->len; j++)
        {
          const WabiClaimAdjudication *decision = g_ptr_array_index (line->adjudications, j);

          if (!wabi_record_is (payer, "payer_id", decision->payer_id))
            continue;
          answered = TRUE;
          sum += decision->paid_cents;
          for (guint k = 0; k < decision->adjustments->len; k++)
            sum += ((const WabiClaimAdjustment *) g_ptr_array_index (decision->adjustments, k))->cents;
        }
      if (answered && sum != line->charge_cents)
        return refuse_line (error, payer, line->from_date, line->charge_cents - sum);
    }
  return TRUE;
}

static gint64
sum_remaining (const WabiClaimOtherPayer *other, const WabiClaim *claim)
{
  gint64 sum = 0;

  for (guint i = 0; i < other->adjustments->len; i++)
    {
      const WabiClaimAdjustment *adjustment = g_ptr_array_index (other->adjustments, i);

      sum += g_strcmp0 (adjustment->group, "PR") == 0 ? adjustment->cents : 0;
    }
  for (guint i = 0; i < claim->lines->len; i++)
    {
      const WabiClaimLine *line = g_ptr_array_index (claim->lines, i);

      for (guint j = 0; j < line->adjudications->len; j++)
        {
          const WabiClaimAdjudication *decision = g_ptr_array_index (line->adjudications, j);

          if (g_strcmp0 (decision->payer_id, other->policy.payer.id) != 0)
            continue;
          for (guint k = 0; k < decision->adjustments->len; k++)
            {
              const WabiClaimAdjustment *adjustment = g_ptr_array_index (decision->adjustments, k);

              sum += g_strcmp0 (adjustment->group, "PR") == 0 ? adjustment->cents : 0;
            }
        }
    }
  return sum;
}

static gboolean
add_decisions (const WabiClaimWork *work, WabiClaim *claim, WabiClaimOtherPayer *other, WabiRecord *prior, WabiRecord *payer, GError **error)
{
  g_autoptr (WabiRecord) answer = wabi_claim_find_answer (work->view, prior);
  g_autoptr (WabiRecord) remittance
      = answer != NULL ? wabi_lookup_get (work->view, &wabi_kind_remittance, wabi_record_get_text (answer, "remittance")) : NULL;
  JsonNode *node = answer != NULL ? json_object_get_member (wabi_record_get_body (answer), "content") : NULL;
  JsonObject *content = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *lines = content != NULL ? peek_array (content, "lines") : NULL;
  g_autoptr (GPtrArray) sent = NULL;

  if (content == NULL || remittance == NULL)
    {
      g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED,
                   _("No answer of %s to claim %s is posted yet. Post its remittance first: the next payer follows what the first decided."),
                   wabi_record_get_text (payer, "name"), wabi_record_get_text (prior, "control"));
      return FALSE;
    }
  other->has_paid = TRUE;
  other->paid_cents = wabi_record_get_int (answer, "paid_cents");
  wabi_claim_set_from (&other->claim_control, answer, "payer_control");
  copy_adjustments (other->adjustments, content);
  wabi_remit_match_lines (work->view, prior, content, &sent);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *told = peek_element (lines, i);

      if (told != NULL
          && !add_decision (work, claim, payer, g_ptr_array_index (sent, i), told, wabi_record_get_text (remittance, "date"), error))
        return FALSE;
    }
  if (!check_balance (claim, payer, error))
    return FALSE;
  if (lines == NULL || json_array_get_length (lines) == 0)
    wabi_claim_set_from (&other->remittance_date, remittance, "date");
  other->has_remaining = TRUE;
  other->remaining_cents = sum_remaining (other, claim);
  return TRUE;
}

/* The claim that was sent to @plan before this one, if any. */
static WabiRecord *
find_prior (const WabiClaimWork *work, WabiRecord *plan)
{
  g_autoptr (WabiRecord) prior = work->group->prior != NULL ? g_object_ref (work->group->prior) : NULL;

  while (prior != NULL && !wabi_record_is (prior, "payer", wabi_record_get_text (plan, "payer")))
    {
      g_autoptr (WabiRecord) before = wabi_lookup_get (work->view, &wabi_kind_claim, wabi_record_get_text (prior, "prior"));

      g_set_object (&prior, before);
    }
  return g_steal_pointer (&prior);
}

static gboolean
add_other (const WabiClaimWork *work, WabiClaim *claim, WabiRecord *plan, GError **error)
{
  g_autoptr (WabiRecord) payer = wabi_lookup_get (work->view, &wabi_kind_payer, wabi_record_get_text (plan, "payer"));
  g_autoptr (WabiRecord) prior = find_prior (work, plan);

  /* A plan that pays later is told where all of it is known; one that paid already has to be told. */
  if (payer == NULL || wabi_record_is (payer, "type", "self") || wabi_record_is (payer, "payer_id", claim->policy.payer.id))
    return TRUE;
  if (prior != NULL)
    return add_decisions (work, claim, add_plan (work, claim, plan, payer), prior, payer, error);
  if (wabi_record_get_int (plan, "priority") > wabi_record_get_int (work->coverage, "priority") && wabi_record_has (plan, "member_id")
      && (wabi_record_is (plan, "relation", "self") || wabi_record_has (plan, "subscriber_last")))
    add_plan (work, claim, plan, payer);
  return TRUE;
}

gboolean
wabi_claim_add_others (const WabiClaimWork *work, WabiClaim *claim, GError **error)
{
  WabiRecord *first = g_ptr_array_index (work->group->charges, 0);
  g_autoptr (GPtrArray) plans = list_plans (work->view, wabi_record_get_text (first, "client"), wabi_record_get_text (first, "date"));

  for (guint i = 0; i < plans->len; i++)
    {
      WabiRecord *plan = g_ptr_array_index (plans, i);

      if (strcmp (wabi_record_get_id (plan), wabi_record_get_id (work->coverage)) != 0
          && wabi_record_get_int (plan, "priority") != wabi_record_get_int (work->coverage, "priority")
          && !add_other (work, claim, plan, error))
        return FALSE;
    }
  return TRUE;
}
