// SPDX-License-Identifier: AGPL-3.0-or-later
// The accounts of the money ledger, and what entries add up to.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-money-book-private.h"

/* Which sum of a charge an account belongs to. What is on none of the others is what payers have paid, wherever it is now. */
typedef enum
{
  PAID,
  BILLED,
  ADJUSTED,
  FAMILY,
  OPEN_PAYER,
  OPEN_FAMILY,
} Sum;

static const struct
{
  const char *name, *words;
  Sum sum;
} ACCOUNTS[WABI_MONEY_N_ACCOUNTS] = {
  [WABI_MONEY_RECEIVABLE_PAYER] = { "receivable_payer", N_ ("Owed by payers"), OPEN_PAYER },
  [WABI_MONEY_RECEIVABLE_FAMILY] = { "receivable_family", N_ ("Owed by families"), OPEN_FAMILY },
  [WABI_MONEY_REVENUE] = { "revenue", N_ ("Billed"), BILLED },
  [WABI_MONEY_CONTRACTUAL] = { "contractual", N_ ("Contractual adjustments"), ADJUSTED },
  [WABI_MONEY_WRITE_OFF] = { "write_off", N_ ("Written off"), ADJUSTED },
  [WABI_MONEY_CASH_PAYER] = { "cash_payer", N_ ("Paid by payers"), PAID },
  [WABI_MONEY_CASH_FAMILY] = { "cash_family", N_ ("Paid by families"), FAMILY },
  [WABI_MONEY_FAMILY_CREDIT] = { "family_credit", N_ ("Families' credit"), FAMILY },
  [WABI_MONEY_SUSPENSE] = { "suspense", N_ ("In suspense"), PAID },
  [WABI_MONEY_INTEREST] = { "interest", N_ ("Interest"), PAID },
  [WABI_MONEY_PAYER_RECOVERY] = { "payer_recovery", N_ ("Taken back by payers"), PAID },
  [WABI_MONEY_FORWARD_BALANCE] = { "forward_balance", N_ ("Carried into the next payment"), PAID },
  [WABI_MONEY_REFUND] = { "refund", N_ ("To be given back to payers"), PAID },
};

const char *
wabi_money_account_get_name (WabiMoneyAccount account)
{
  g_return_val_if_fail (account > WABI_MONEY_NO_ACCOUNT && account < WABI_MONEY_N_ACCOUNTS, NULL);
  return ACCOUNTS[account].name;
}

const char *
wabi_money_account_get_words (WabiMoneyAccount account)
{
  g_return_val_if_fail (account > WABI_MONEY_NO_ACCOUNT && account < WABI_MONEY_N_ACCOUNTS, NULL);
  return _ (ACCOUNTS[account].words);
}

WabiMoneyAccount
wabi_money_account_from_name (const char *name)
{
  for (guint i = 1; name != NULL && i < WABI_MONEY_N_ACCOUNTS; i++)
    if (strcmp (ACCOUNTS[i].name, name) == 0)
      return (WabiMoneyAccount) i;
  return WABI_MONEY_NO_ACCOUNT;
}

void
wabi_money_sums_get_state (const WabiMoneySums *sums, WabiMoneyState *out)
{
  gint64 by[OPEN_FAMILY + 1] = { 0 };

  for (guint i = 1; i < WABI_MONEY_N_ACCOUNTS; i++)
    by[ACCOUNTS[i].sum] += sums->cents[i];
  *out = (WabiMoneyState){ .billed = -by[BILLED],
                           .paid = by[PAID],
                           .adjusted = by[ADJUSTED],
                           .family = by[FAMILY] + by[OPEN_FAMILY],
                           .family_paid = by[FAMILY],
                           .open_payer = by[OPEN_PAYER],
                           .open_family = by[OPEN_FAMILY] };
}

gboolean
wabi_money_read_leg (WabiRecord *entry, guint index, WabiMoneyLeg *out)
{
  JsonArray *legs = wabi_record_get_array (entry, "legs");
  JsonNode *node = legs != NULL && index < json_array_get_length (legs) ? json_array_get_element (legs, index) : NULL;
  JsonObject *leg = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (leg == NULL)
    return FALSE;
  *out = (WabiMoneyLeg){ wabi_money_account_from_name (wabi_json_peek_text (leg, "account")), wabi_json_peek_int (leg, "cents", 0),
                         wabi_json_peek_text (leg, "payer"), wabi_json_peek_text (leg, "claim") };
  return out->account != WABI_MONEY_NO_ACCOUNT;
}

static gboolean
is_or_any (const char *wanted, const char *there)
{
  return wanted == NULL || g_strcmp0 (wanted, there) == 0;
}

static gboolean
fits (const WabiMoneyFilter *filter, WabiRecord *entry)
{
  const char *date = wabi_record_get_text (entry, "date");

  return is_or_any (filter->client, wabi_record_get_text (entry, "client")) && is_or_any (filter->charge, wabi_record_get_text (entry, "charge"))
         && is_or_any (filter->remittance, wabi_record_get_text (entry, "remittance"))
         && is_or_any (filter->family_payment, wabi_record_get_text (entry, "family_payment"))
         && (filter->from == NULL || g_strcmp0 (date, filter->from) >= 0) && (filter->to == NULL || g_strcmp0 (date, filter->to) <= 0);
}

void
wabi_money_add_legs (WabiRecord *entry, const WabiMoneyFilter *filter, WabiMoneySums *sums)
{
  gboolean any = FALSE;
  WabiMoneyLeg leg;

  g_return_if_fail (entry != NULL && sums != NULL);

  if (filter != NULL && !fits (filter, entry))
    return;
  for (guint i = 0; wabi_money_read_leg (entry, i, &leg); i++)
    if (filter == NULL || (is_or_any (filter->payer, leg.payer) && is_or_any (filter->claim, leg.claim)))
      {
        sums->cents[leg.account] += leg.cents;
        any = TRUE;
      }
  sums->entries += any ? 1 : 0;
}

/* ---- which entries ---- */

typedef GPtrArray *(*ListFunc) (gconstpointer where, const WabiQuery *query, GError **error);

/* One after the other, so that a practice's years of entries need not be in memory at once. */
#define AT_ONCE 20000

static GPtrArray *
list_in_view (gconstpointer where, const WabiQuery *query, GError **error)
{
  return wabi_view_list (where, query, error);
}

static GPtrArray *
list_in_context (gconstpointer where, const WabiQuery *query, GError **error)
{
  /* What was put belongs to no page. */
  WabiQuery whole = *query;

  whole.limit = whole.offset = 0;
  return wabi_context_list ((WabiContext *) where, &whole, error);
}

static gboolean
add_all (ListFunc list, gconstpointer where, WabiQuery *query, const WabiMoneyFilter *filter, GHashTable *seen, WabiMoneySums *out,
         GError **error)
{
  query->limit = AT_ONCE;
  for (query->offset = 0;; query->offset += AT_ONCE)
    {
      g_autoptr (GPtrArray) entries = list (where, query, error);

      if (entries == NULL)
        return FALSE;
      for (guint i = 0; i < entries->len; i++)
        {
          WabiRecord *entry = g_ptr_array_index (entries, i);

          if (seen == NULL || g_hash_table_add (seen, g_strdup (wabi_record_get_id (entry))))
            wabi_money_add_legs (entry, filter, out);
        }
      if (entries->len < AT_ONCE || list == list_in_context)
        return TRUE;
    }
}

/* Entries that name a claim in a leg only are entries of one of its charges. */
static gboolean
add_of_claim (ListFunc list, gconstpointer where, const WabiMoneyFilter *filter, WabiRecord *claim, WabiMoneySums *out, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) charges = claim != NULL ? wabi_lookup_strv (claim, "charges") : NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_money_entry);
  wabi_query_where_text (&query, "claim", WABI_EQ, filter->claim);
  if (!add_all (list, where, &query, filter, seen, out, error))
    return FALSE;
  for (guint i = 0; charges != NULL && charges[i] != NULL; i++)
    {
      wabi_query_init (&query, &wabi_kind_money_entry);
      wabi_query_where_text (&query, "charge", WABI_EQ, charges[i]);
      if (!add_all (list, where, &query, filter, seen, out, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_of_others (ListFunc list, gconstpointer where, const WabiMoneyFilter *filter, WabiMoneySums *out, GError **error)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_money_entry);
  if (filter->charge != NULL)
    wabi_query_where_text (&query, "charge", WABI_EQ, filter->charge);
  else if (filter->remittance != NULL)
    wabi_query_where_text (&query, "remittance", WABI_EQ, filter->remittance);
  else if (filter->family_payment != NULL)
    wabi_query_where_text (&query, "family_payment", WABI_EQ, filter->family_payment);
  else if (filter->client != NULL)
    wabi_query_where_text (&query, "client", WABI_EQ, filter->client);
  if (filter->from != NULL)
    wabi_query_where_text (&query, "date", WABI_GE, filter->from);
  if (filter->to != NULL)
    wabi_query_where_text (&query, "date", WABI_LE, filter->to);
  return add_all (list, where, &query, filter, NULL, out, error);
}

gboolean
wabi_money_sum (const WabiView *view, const WabiMoneyFilter *filter, WabiMoneySums *out, GError **error)
{
  g_autoptr (WabiRecord) claim = NULL;
  GError *inner = NULL;

  g_return_val_if_fail (view != NULL && filter != NULL && out != NULL, FALSE);

  memset (out, 0, sizeof *out);
  if (filter->claim == NULL || filter->charge != NULL)
    return add_of_others (list_in_view, view, filter, out, error);
  claim = wabi_view_get (view, &wabi_kind_claim, filter->claim, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  return add_of_claim (list_in_view, view, filter, claim, out, error);
}

gboolean
wabi_money_sum_in (WabiContext *context, const WabiMoneyFilter *filter, WabiMoneySums *out, GError **error)
{
  g_autoptr (WabiRecord) claim = NULL;

  g_return_val_if_fail (context != NULL && filter != NULL && out != NULL, FALSE);

  memset (out, 0, sizeof *out);
  if (filter->claim == NULL || filter->charge != NULL)
    return add_of_others (list_in_context, context, filter, out, error);
  return wabi_context_find (context, &wabi_kind_claim, filter->claim, &claim, error)
         && add_of_claim (list_in_context, context, filter, claim, out, error);
}
