// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person does with an answer that does not post by itself, and taking a posting back.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-inbound-private.h"
#include "wabi-remit-plan.h"
#include "wabi-unit-book.h"

/* ---- settling by hand ---- */

typedef struct
{
  const char *name, *kind;
  WabiMoneyAccount account;
} Part;

static const Part parts[] = {
  { "paid", "payment", WABI_MONEY_SUSPENSE },
  { "contractual", "adjustment", WABI_MONEY_CONTRACTUAL },
  { "family", "transfer", WABI_MONEY_RECEIVABLE_FAMILY },
  { "write_off", "write_off", WABI_MONEY_WRITE_OFF },
};

static gboolean
check_lines (WabiContext *context, WabiRecord *answer, WabiRecord *claim, JsonArray *lines, GError **error)
{
  g_auto (GStrv) charges = wabi_lookup_strv (claim, "charges");
  gint64 paid = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *charge = line != NULL ? wabi_json_peek_text (line, "charge") : NULL;

      if (charge == NULL || !g_strv_contains ((const char *const *) charges, charge))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "foreign-charge", "lines",
                                    _("One of these charges is not on that claim. Choose the claim again."));
      paid += wabi_json_peek_int (line, "paid", 0);
    }
  if (paid != wabi_record_get_int (answer, "paid_cents"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-all", "lines",
                                _("What you share out is not what the payer paid for this claim. Share out all of it, to the cent."));
  return TRUE;
}

static gboolean
settle_line (WabiContext *context, WabiRecord *answer, WabiRecord *remittance, WabiRecord *claim, JsonObject *line, const char *words,
             GError **error)
{
  const char *charge = wabi_json_peek_text (line, "charge");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *key = g_strdup_printf ("835/%s/%" G_GINT64_FORMAT "/hand/%s/%s", wabi_record_get_id (answer),
                                              wabi_record_get_int (answer, "round"), charge, parts[i].name);
      WabiMoneyEntry entry = { .key = key,
                               .kind = parts[i].kind,
                               .client = wabi_record_get_text (claim, "client"),
                               .payer = wabi_record_get_text (claim, "payer"),
                               .claim = wabi_record_get_id (claim),
                               .charge = charge,
                               .remittance = wabi_record_get_id (remittance),
                               .remit_claim = wabi_record_get_id (answer),
                               .reference = wabi_record_get_text (remittance, "trace"),
                               .words = words };

      if (!wabi_money_move (context, &entry, (WabiMoneyLeg){ .account = parts[i].account },
                            (WabiMoneyLeg){ .account = WABI_MONEY_RECEIVABLE_PAYER }, wabi_json_peek_int (line, parts[i].name, 0), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wabi_remit_sum_up (WabiContext *context, const char *id, GError **error)
{
  g_autoptr (WabiRecord) remittance = wabi_context_get (context, &wabi_kind_remittance, id, error);
  g_autoptr (GPtrArray) answers = NULL;
  WabiMoneyFilter filter = { .remittance = id };
  WabiMoneySums sums = { 0 };
  WabiRecord *changed;
  WabiQuery query;
  gboolean open = FALSE;
  gint64 waits;

  if (remittance == NULL || !wabi_money_sum_in (context, &filter, &sums, error))
    return FALSE;
  /* An answer without money, a denial, waits for hands too, and leaves nothing in suspense. */
  wabi_query_init (&query, &wabi_kind_remit_claim);
  wabi_query_where_text (&query, "remittance", WABI_EQ, id);
  if ((answers = wabi_context_list (context, &query, error)) == NULL)
    return FALSE;
  for (guint i = 0; !open && i < answers->len; i++)
    open = !wabi_record_is (g_ptr_array_index (answers, i), "state", "posted")
           && !wabi_record_is (g_ptr_array_index (answers, i), "state", "reversed");
  waits = -sums.cents[WABI_MONEY_SUSPENSE];
  changed = wabi_record_copy (remittance);
  wabi_record_set_int (changed, "suspense_cents", waits);
  wabi_record_set_int (changed, "posted_cents", wabi_record_get_int (remittance, "amount_cents") - waits);
  wabi_record_set_text (changed, "state", open || waits != 0 ? "partly" : "posted");
  wabi_context_put (context, changed);
  return TRUE;
}

static gboolean
check_settling (WabiContext *context, WabiRecord *answer, WabiRecord *remittance, GError **error)
{
  if (wabi_record_is (answer, "state", "posted"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "posted", "id",
                                _("This answer is posted. Take its posting back first, then change it."));
  if (!wabi_record_is (remittance, "state", "partly"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-posted", "id",
                                _("Post the remittance first; what needs hands stays in suspense and can then be settled."));
  return TRUE;
}

gboolean
wabi_remit_settle (WabiContext *context, JsonObject *args, GError **error)
{
  const char *words = wabi_json_peek_text (args, "words");
  g_autoptr (WabiRecord) answer = wabi_context_get (context, &wabi_kind_remit_claim, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) remittance
      = answer != NULL ? wabi_context_get (context, &wabi_kind_remittance, wabi_record_get_text (answer, "remittance"), error) : NULL;
  g_autoptr (WabiRecord) claim
      = remittance != NULL ? wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "claim"), error) : NULL;
  g_autofree char *key = NULL;
  JsonArray *lines = NULL;
  WabiRecord *changed;

  if (claim == NULL || !check_settling (context, answer, remittance, error))
    return FALSE;
  if (!wabi_json_take_array (args, "lines", TRUE, 1000, &lines, NULL))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "lines", "lines", _("Say how the payment is shared out."));
  if (!check_lines (context, answer, claim, lines, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (lines); i++)
    if (!settle_line (context, answer, remittance, claim, json_array_get_object_element (lines, i), words, error))
      return FALSE;
  changed = wabi_record_copy (answer);
  wabi_record_set_text (changed, "claim", wabi_record_get_id (claim));
  wabi_record_set_text (changed, "client", wabi_record_get_text (claim, "client"));
  wabi_record_set_text (changed, "matched_by", "hand");
  wabi_record_set_text (changed, "outcome", wabi_record_get_int (answer, "paid_cents") < 0 ? "reversal" : "paid");
  wabi_record_set_text (changed, "state", "posted");
  wabi_inbound_set (changed, "why", words);
  wabi_context_put (context, changed);
  g_clear_object (&claim);
  claim = wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "claim"), error);
  if (claim == NULL)
    return FALSE;
  key = g_strdup_printf ("835/%s/%" G_GINT64_FORMAT "/hand", wabi_record_get_id (answer), wabi_record_get_int (answer, "round"));
  wabi_claim_note_step (context, claim, key,
                        &(WabiClaimStep){ .step = "835",
                                          .outcome = "paid",
                                          .state = wabi_record_get_int (answer, "paid_cents") < 0 ? "pending" : "paid",
                                          .words = words,
                                          .payer_control = wabi_record_get_text (answer, "payer_control") });
  return wabi_remit_sum_up (context, wabi_record_get_id (remittance), error);
}

/* ---- taking back ---- */

/* What is of the remittance itself, not of one of its answers. */
static gboolean
is_own (WabiRecord *entry, gconstpointer data)
{
  return !wabi_record_has (entry, "remit_claim");
}

/* What nobody has worked on goes with the posting that told it, and its units are billed again. */
static gboolean
drop_denials (WabiContext *context, const char *answer, GError **error)
{
  g_autoptr (GPtrArray) denials = wabi_lookup_by (context->view, &wabi_kind_denial, "remit_claim", answer);

  for (guint i = 0; i < denials->len; i++)
    if (wabi_record_is (g_ptr_array_index (denials, i), "state", "open"))
      {
        g_autoptr (WabiRecord) charge = NULL;
        WabiRecord *gone = wabi_record_copy (g_ptr_array_index (denials, i));

        wabi_record_set_stamp (gone, wabi_record_get_version (gone), wabi_record_get_seq (gone), TRUE);
        wabi_context_put (context, gone);
        if (!wabi_context_find (context, &wabi_kind_charge, wabi_record_get_text (gone, "charge"), &charge, error)
            || (charge != NULL && !wabi_unit_book_follow_charge (context, charge, error)))
          return FALSE;
      }
  return TRUE;
}

static gboolean
reverse_answer (WabiContext *context, WabiRecord *answer, const char *words, GError **error)
{
  g_autoptr (WabiRecord) claim = NULL;
  g_autofree char *key = NULL;
  WabiRecord *changed;

  if (!wabi_money_reverse_all (context, "remit_claim", wabi_record_get_id (answer), NULL, NULL, words, error))
    return FALSE;
  if (!drop_denials (context, wabi_record_get_id (answer), error))
    return FALSE;
  key = g_strdup_printf ("835/%s/%" G_GINT64_FORMAT "/back", wabi_record_get_id (answer), wabi_record_get_int (answer, "round"));
  if (wabi_record_has (answer, "claim"))
    {
      claim = wabi_context_get (context, &wabi_kind_claim, wabi_record_get_text (answer, "claim"), error);
      if (claim == NULL)
        return FALSE;
      wabi_claim_note_step (context, claim, key, &(WabiClaimStep){ .step = "note", .state = "accepted", .words = words });
    }
  changed = wabi_record_copy (answer);
  wabi_record_set_text (changed, "state", "held");
  wabi_record_set_int (changed, "round", wabi_record_get_int (answer, "round") + 1);
  wabi_inbound_set (changed, "why", words);
  wabi_context_put (context, changed);
  return TRUE;
}

static gboolean
reverse_remittance (WabiContext *context, WabiRecord *remittance, const char *words, GError **error)
{
  g_autoptr (GPtrArray) answers = wabi_lookup_by (context->view, &wabi_kind_remit_claim, "remittance", wabi_record_get_id (remittance));
  WabiRecord *changed;

  if (!wabi_record_is (remittance, "state", "posted") && !wabi_record_is (remittance, "state", "partly"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-posted", "id",
                                _("Nothing of this remittance is posted, so there is nothing to take back."));
  for (guint i = 0; i < answers->len; i++)
    if (wabi_record_is (g_ptr_array_index (answers, i), "state", "posted")
        && !reverse_answer (context, g_ptr_array_index (answers, i), words, error))
      return FALSE;
  if (!wabi_money_reverse_all (context, "remittance", wabi_record_get_id (remittance), is_own, NULL, words, error))
    return FALSE;
  changed = wabi_record_copy (remittance);
  wabi_record_set_text (changed, "state", "waiting");
  wabi_record_set_int (changed, "round", wabi_record_get_int (remittance, "round") + 1);
  wabi_record_set_int (changed, "posted_cents", 0);
  wabi_record_set_int (changed, "suspense_cents", 0);
  wabi_context_put (context, changed);
  return TRUE;
}

gboolean
wabi_remit_reverse (WabiContext *context, JsonObject *args, GError **error)
{
  const char *id = wabi_json_peek_text (args, "id"), *words = wabi_json_peek_text (args, "words");
  g_autoptr (WabiRecord) answer = NULL;
  g_autoptr (WabiRecord) remittance = NULL;

  if (!wabi_context_find (context, &wabi_kind_remit_claim, id, &answer, error))
    return FALSE;
  if (answer == NULL)
    {
      remittance = wabi_context_get (context, &wabi_kind_remittance, id, error);
      return remittance != NULL && reverse_remittance (context, remittance, words, error);
    }
  if (!wabi_record_is (answer, "state", "posted"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-posted", "id",
                                _("This answer is not posted, so there is nothing to take back."));
  return reverse_answer (context, answer, words, error) && wabi_remit_sum_up (context, wabi_record_get_text (answer, "remittance"), error);
}
