// SPDX-License-Identifier: AGPL-3.0-or-later
// What the payers before this one decided, copied from their posted answers so that the next one can follow it to the cent.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-build-private.h"
#include "wabi-money.h"

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

static gint64
copy_adjustments (GPtrArray *to, JsonObject *from)
{
  JsonArray *array = peek_array (from, "adjustments");
  gint64 sum = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *each = peek_element (array, i);
      gint64 cents = each != NULL ? wabi_json_peek_int (each, "cents", 0) : 0;

      if (each == NULL)
        continue;
      wabi_claim_add_adjustment (to, wabi_json_peek_text (each, "group"), wabi_json_peek_text (each, "reason"), cents);
      ((WabiClaimAdjustment *) g_ptr_array_index (to, to->len - 1))->quantity_hundredths = wabi_json_peek_int (each, "quantity", 0);
      sum += cents;
    }
  return sum;
}

/* Which line of the new claim the payer's line is about: by the number that it repeats. */
static WabiClaimLine *
find_line (const WabiClaimWork *work, WabiClaim *claim, WabiRecord *prior, const char *control)
{
  JsonArray *sent = wabi_record_get_array (prior, "lines");

  for (guint i = 0; sent != NULL && i < json_array_get_length (sent); i++)
    {
      JsonObject *line = json_array_get_object_element (sent, i);

      if (control == NULL || g_strcmp0 (wabi_json_peek_text (line, "control"), control) != 0)
        continue;
      for (guint j = 0; j < work->group->charges->len; j++)
        if (g_strcmp0 (wabi_json_peek_text (line, "charge"), wabi_record_get_id (g_ptr_array_index (work->group->charges, j))) == 0)
          return g_ptr_array_index (claim->lines, j);
    }
  return NULL;
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
  adjudication->units_hundredths = wabi_json_peek_int (told, "units", 0);
}

/* Line: charge = paid + adjustments (billing-facts section 2). */
static gboolean
add_decision (const WabiClaimWork *work, WabiClaim *claim, WabiRecord *prior, WabiRecord *payer, JsonObject *told, const char *date,
              GError **error)
{
  WabiClaimLine *line = find_line (work, claim, prior, wabi_json_peek_text (told, "control"));
  WabiClaimAdjudication *adjudication;
  gint64 sum;

  if (line == NULL)
    {
      g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED,
                   _("%s answered a line %s that is not on this claim. Match it by hand in its remittance before the next payer is asked."),
                   wabi_record_get_text (payer, "name"), wabi_json_peek_text (told, "control") != NULL ? wabi_json_peek_text (told, "control") : "");
      return FALSE;
    }
  adjudication = wabi_claim_line_add_adjudication (line);
  wabi_claim_set_from (&adjudication->payer_id, payer, "payer_id");
  wabi_claim_set_text (&adjudication->date, date);
  adjudication->paid_cents = wabi_json_peek_int (told, "paid", 0);
  copy_procedure (adjudication, told, line);
  sum = adjudication->paid_cents + copy_adjustments (adjudication->adjustments, told);
  return sum == line->charge_cents || refuse_line (error, payer, line->from_date, line->charge_cents - sum);
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
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *told = peek_element (lines, i);

      if (told != NULL && !add_decision (work, claim, prior, payer, told, wabi_record_get_text (remittance, "date"), error))
        return FALSE;
    }
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
