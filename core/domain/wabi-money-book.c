// SPDX-License-Identifier: AGPL-3.0-or-later
// The only way into the books: an entry that adds up to nothing, and the sums of its charge and claims with it.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-money-book-private.h"
#include "wabi-money.h"
#include "wabi-unit-book.h"

/* ---- periods ---- */

gboolean
wabi_money_is_closed (WabiContext *context, const char *date, gboolean *closed, GError **error)
{
  g_autofree char *month = g_strndup (date, strlen ("2026-01"));
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_month_close);
  wabi_query_where_text (&query, "month", WABI_EQ, month);
  found = wabi_context_list (context, &query, error);
  if (found == NULL)
    return FALSE;
  *closed = FALSE;
  for (guint i = 0; i < found->len; i++)
    *closed |= wabi_record_is (g_ptr_array_index (found, i), "state", "closed");
  return TRUE;
}

static gboolean
check_open (WabiContext *context, const char *date, GError **error)
{
  gboolean closed;

  if (!wabi_money_is_closed (context, date, &closed, error))
    return FALSE;
  return !closed
         || wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "month-closed", "date",
                                 _("The books of %.7s are closed. Post it in an open month, or open that month again."), date);
}

/* ---- the record ---- */

static char *
make_id (WabiContext *context, const WabiMoneyEntry *entry)
{
  g_autofree char *name = NULL;

  if (entry->key == NULL)
    return context->ids != NULL ? wabi_id_new (context->ids) : NULL;
  name = g_strconcat ("money/", entry->key, NULL);
  return wabi_id_derive (name);
}

static void
set_member (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/* %NULL where every leg is nothing; the sum is told in any case. */
static JsonNode *
build_legs (const WabiMoneyEntry *entry, gint64 *sum, gboolean *fits)
{
  JsonArray *array = json_array_new ();
  JsonNode *node;

  *sum = 0;
  *fits = TRUE;
  for (guint i = 0; i < WABI_MONEY_MAX_LEGS && entry->legs[i].account != WABI_MONEY_NO_ACCOUNT; i++)
    {
      const WabiMoneyLeg *leg = &entry->legs[i];
      JsonObject *object;

      *fits = *fits && wabi_money_add (*sum, leg->cents, sum);
      if (leg->cents == 0)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "account", wabi_money_account_get_name (leg->account));
      json_object_set_int_member (object, "cents", leg->cents);
      set_member (object, "client", entry->client);
      set_member (object, "payer", leg->payer != NULL ? leg->payer : entry->payer);
      set_member (object, "charge", entry->charge);
      set_member (object, "claim", leg->claim != NULL ? leg->claim : entry->claim);
      json_array_add_object_element (array, object);
    }
  if (json_array_get_length (array) == 0)
    {
      json_array_unref (array);
      return NULL;
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static WabiRecord *
build_record (WabiContext *context, const WabiMoneyEntry *entry, const char *id, const char *date, JsonNode *take_legs)
{
  WabiRecord *record = wabi_record_new (&wabi_kind_money_entry, id);
  const struct { const char *field, *value; } texts[] = {
    { "entry", entry->kind }, { "date", date }, { "client", entry->client }, { "payer", entry->payer }, { "claim", entry->claim },
    { "charge", entry->charge }, { "remittance", entry->remittance }, { "remit_claim", entry->remit_claim },
    { "family_payment", entry->family_payment }, { "group", entry->group }, { "reason", entry->reason }, { "reference", entry->reference },
    { "words", entry->words }, { "by", context->caller.user },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].value != NULL)
      wabi_record_set_text (record, texts[i].field, texts[i].value);
  /* What a reaction of the service itself has posted bears no person. */
  if (!wabi_id_is_valid (context->caller.user))
    wabi_record_set_text (record, "by", NULL);
  wabi_record_set_int (record, "at", context->now);
  wabi_record_take_node (record, "legs", take_legs);
  return record;
}

/* ---- what follows from it ---- */

static void
add_to (WabiRecord *record, const char *field, gint64 cents)
{
  if (cents != 0 || !wabi_record_has (record, field))
    wabi_record_set_int (record, field, wabi_record_get_int (record, field) + cents);
}

static void
add_state (WabiRecord *record, const WabiMoneySums *sums)
{
  WabiMoneyState state;

  wabi_money_sums_get_state (sums, &state);
  if (wabi_record_get_kind (record) == &wabi_kind_charge)
    add_to (record, "billed_cents", state.billed);
  add_to (record, "paid_cents", state.paid);
  add_to (record, "adjusted_cents", state.adjusted);
  add_to (record, "family_cents", state.family);
  add_to (record, "family_paid_cents", state.family_paid);
  add_to (record, "balance_cents", state.open_payer + state.open_family);
}

static gboolean
is_paid (WabiRecord *charge)
{
  return wabi_record_get_int (charge, "paid_cents") > 0;
}

static gboolean
follow_charge (WabiContext *context, WabiRecord *entry, GError **error)
{
  const char *id = wabi_record_get_text (entry, "charge");
  g_autoptr (WabiRecord) before = NULL;
  g_autoptr (WabiRecord) charge = NULL;
  WabiMoneySums sums = { 0 };

  if (id == NULL)
    return TRUE;
  before = wabi_context_get (context, &wabi_kind_charge, id, error);
  if (before == NULL)
    return FALSE;
  charge = wabi_record_copy (before);
  wabi_money_add_legs (entry, NULL, &sums);
  add_state (charge, &sums);
  if (wabi_record_get_int (charge, "billed_cents") < 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "over-void", "charge",
                                _("More would be taken back of this charge than was billed. Look at its entries first."));
  wabi_context_put (context, g_object_ref (charge));
  /* Only what asks, pays or denies moves units. What a remittance pays comes out of suspense, not of the bank: the charge tells, not the account. */
  return (sums.cents[WABI_MONEY_REVENUE] == 0 && is_paid (before) == is_paid (charge) && !wabi_record_is (entry, "entry", "denial"))
         || wabi_unit_book_follow_charge (context, charge, error);
}

static gboolean
is_first_of_claim (WabiRecord *entry, guint index, const char *claim)
{
  WabiMoneyLeg leg;

  for (guint i = 0; i < index && wabi_money_read_leg (entry, i, &leg); i++)
    if (g_strcmp0 (leg.claim, claim) == 0)
      return FALSE;
  return TRUE;
}

static gboolean
follow_claims (WabiContext *context, WabiRecord *entry, GError **error)
{
  WabiMoneyLeg leg;

  for (guint i = 0; wabi_money_read_leg (entry, i, &leg); i++)
    {
      const WabiMoneyFilter filter = { .claim = leg.claim };
      g_autoptr (WabiRecord) before = NULL;
      WabiMoneySums sums = { 0 };
      WabiRecord *claim;

      if (leg.claim == NULL || !is_first_of_claim (entry, i, leg.claim))
        continue;
      before = wabi_context_get (context, &wabi_kind_claim, leg.claim, error);
      if (before == NULL)
        return FALSE;
      claim = wabi_record_copy (before);
      wabi_money_add_legs (entry, &filter, &sums);
      add_state (claim, &sums);
      wabi_context_put (context, claim);
    }
  return TRUE;
}

/* A family cannot have more applied or given back than it has paid. */
static gboolean
check_credit (WabiContext *context, WabiRecord *entry, GError **error)
{
  const WabiMoneyFilter filter = { .client = wabi_record_get_text (entry, "client") };
  WabiMoneySums added = { 0 }, there;

  wabi_money_add_legs (entry, NULL, &added);
  if (added.cents[WABI_MONEY_FAMILY_CREDIT] <= 0 || filter.client == NULL)
    return TRUE;
  if (!wabi_money_sum_in (context, &filter, &there, error))
    return FALSE;
  return there.cents[WABI_MONEY_FAMILY_CREDIT] + added.cents[WABI_MONEY_FAMILY_CREDIT] <= 0
         || wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "credit-overdrawn", "client",
                                 _("The family's credit is not enough for this. Take back what was applied from it first."));
}

/* ---- posting ---- */

/* The same entry again, as after a crash or from a second machine, is no second entry. */
static gboolean
check_same (WabiContext *context, WabiRecord *there, JsonNode *legs, GError **error)
{
  return wabi_node_equal (json_object_get_member (wabi_record_get_body (there), "legs"), legs)
         || wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "key-taken", NULL,
                                 _("This was posted before with other amounts. Look at its entry, and reverse that first."));
}

static gboolean
check_entry (WabiContext *context, const WabiMoneyEntry *entry, const char *id, gint64 sum, gboolean fits, GError **error)
{
  if (!fits || sum != 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "unbalanced", "legs",
                                _("This entry does not add up to nothing, so it was not posted. Please report it."));
  if (id == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "online-only", NULL,
                                _("Money is posted by the server only. Try again when you are connected."));
  return TRUE;
}

/* Everything but the entry's own id and its relation to another. */
static gboolean
keep_entry (WabiContext *context, WabiRecord *take_record, gboolean within_credit, GError **error)
{
  g_autoptr (WabiRecord) record = take_record;

  if (!check_open (context, wabi_record_get_text (record, "date"), error) || (!within_credit && !check_credit (context, record, error))
      || !follow_charge (context, record, error) || !follow_claims (context, record, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static char *
dup_today (WabiContext *context)
{
  return wabi_day_dup_text (wabi_zone_day (context->zone, context->now));
}

gboolean
wabi_money_post (WabiContext *context, const WabiMoneyEntry *entry, char **out_id, GError **error)
{
  g_autofree char *id = NULL, *date = NULL;
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (JsonNode) legs = NULL;
  gboolean fits;
  gint64 sum;

  g_return_val_if_fail (context != NULL && entry != NULL && entry->kind != NULL, FALSE);

  if (out_id != NULL)
    *out_id = NULL;
  legs = build_legs (entry, &sum, &fits);
  id = make_id (context, entry);
  if (!check_entry (context, entry, id, sum, fits, error))
    return FALSE;
  if (legs == NULL)
    return TRUE;
  if (entry->key != NULL && !wabi_context_find (context, &wabi_kind_money_entry, id, &there, error))
    return FALSE;
  date = entry->date != NULL ? g_strdup (entry->date) : dup_today (context);
  if (there != NULL ? !check_same (context, there, legs, error)
                    : !keep_entry (context, build_record (context, entry, id, date, g_steal_pointer (&legs)), entry->within_credit, error))
    return FALSE;
  if (out_id != NULL)
    *out_id = g_steal_pointer (&id);
  return TRUE;
}

gboolean
wabi_money_move (WabiContext *context, const WabiMoneyEntry *head, WabiMoneyLeg debit, WabiMoneyLeg credit, gint64 cents, GError **error)
{
  WabiMoneyEntry entry = *head;

  memset (entry.legs, 0, sizeof entry.legs);
  entry.legs[0] = debit;
  entry.legs[0].cents = cents;
  entry.legs[1] = credit;
  entry.legs[1].cents = -cents;
  return wabi_money_post (context, &entry, NULL, error);
}

/* ---- taking back ---- */

static JsonNode *
turn_legs (WabiRecord *entry)
{
  JsonArray *legs = wabi_record_get_array (entry, "legs"), *turned = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (legs); i++)
    {
      JsonObject *leg = json_array_get_object_element (legs, i);
      JsonObject *back = json_object_new ();
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      json_object_iter_init (&iter, leg);
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (back, name, json_node_copy (value));
      json_object_set_int_member (back, "cents", -wabi_json_peek_int (leg, "cents", 0));
      json_array_add_object_element (turned, back);
    }
  json_node_take_array (node, turned);
  return node;
}

gboolean
wabi_money_reverse (WabiContext *context, const char *entry, const char *kind, const char *date, const char *words, char **out_id,
                    GError **error)
{
  g_autoptr (WabiRecord) original = wabi_context_get (context, &wabi_kind_money_entry, entry, error);
  g_autofree char *name = g_strconcat ("money/reversal/", entry, NULL), *id = wabi_id_derive (name), *today = dup_today (context);
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *record;

  if (out_id != NULL)
    *out_id = NULL;
  if (original == NULL || !wabi_context_find (context, &wabi_kind_money_entry, id, &there, error))
    return FALSE;
  if (there != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "reversed", "entry",
                                _("This entry was taken back already. Look at the list again."));
  record = wabi_record_new (&wabi_kind_money_entry, id);
  wabi_record_set_all (record, wabi_record_get_body (original));
  wabi_record_set_text (record, "entry", kind != NULL ? kind : "reversal");
  wabi_record_set_text (record, "date", date != NULL ? date : today);
  wabi_record_set_text (record, "by", wabi_id_is_valid (context->caller.user) ? context->caller.user : NULL);
  wabi_record_set_text (record, "words", words);
  wabi_record_set_text (record, "reverses", entry);
  wabi_record_set_int (record, "at", context->now);
  wabi_record_take_node (record, "legs", turn_legs (original));
  if (!keep_entry (context, record, FALSE, error))
    return FALSE;
  if (out_id != NULL)
    *out_id = g_steal_pointer (&id);
  return TRUE;
}

gboolean
wabi_money_reverse_all (WabiContext *context, const char *field, const char *id, WabiMoneyPickFunc pick, gconstpointer data, const char *words,
                        GError **error)
{
  g_autoptr (GPtrArray) entries = wabi_lookup_by (context->view, &wabi_kind_money_entry, field, id);
  g_autoptr (GHashTable) reversed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    if (wabi_record_has (g_ptr_array_index (entries, i), "reverses"))
      g_hash_table_add (reversed, (char *) wabi_record_get_text (g_ptr_array_index (entries, i), "reverses"));
  for (guint i = 0; i < entries->len; i++)
    {
      WabiRecord *entry = g_ptr_array_index (entries, i);

      if (wabi_record_has (entry, "reverses") || g_hash_table_contains (reversed, wabi_record_get_id (entry)) || (pick != NULL && !pick (entry, data)))
        continue;
      if (!wabi_money_reverse (context, wabi_record_get_id (entry), NULL, NULL, words, NULL, error))
        return FALSE;
    }
  return TRUE;
}
