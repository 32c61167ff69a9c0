// SPDX-License-Identifier: AGPL-3.0-or-later
// What reports tell of the books. Everything is added up from the entries themselves.

#include "wabi-receivables.h"

#include <string.h>

#include "wabi-money-book-private.h"

/* One page of entries after the other, so that years of them need not be in memory at once. */
#define AT_ONCE 20000

typedef gboolean (*EntryFunc) (WabiRecord *entry, gpointer data, GError **error);

static gboolean
each_entry (const WabiView *view, const WabiMoneyFilter *filter, EntryFunc func, gpointer data, GError **error)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_money_entry);
  if (filter->client != NULL)
    wabi_query_where_text (&query, "client", WABI_EQ, filter->client);
  if (filter->from != NULL)
    wabi_query_where_text (&query, "date", WABI_GE, filter->from);
  if (filter->to != NULL)
    wabi_query_where_text (&query, "date", WABI_LE, filter->to);
  query.limit = AT_ONCE;
  for (;; query.offset += AT_ONCE)
    {
      g_autoptr (GPtrArray) entries = wabi_view_list (view, &query, error);

      if (entries == NULL)
        return FALSE;
      for (guint i = 0; i < entries->len; i++)
        if (!func (g_ptr_array_index (entries, i), data, error))
          return FALSE;
      if (entries->len < AT_ONCE)
        return TRUE;
    }
}

/* ---- what a charge is of ---- */

typedef struct
{
  char *code, *staff;
  WabiDay date;
} ChargeFacts;

static void
free_facts (gpointer data)
{
  ChargeFacts *facts = data;

  g_free (facts->code);
  g_free (facts->staff);
  g_free (facts);
}

/* Each charge is read once, however many entries it has. A charge that is gone has no facts. */
static gboolean
find_facts (const WabiView *view, GHashTable *known, const char *id, ChargeFacts **out, GError **error)
{
  g_autoptr (WabiRecord) charge = NULL;
  GError *inner = NULL;

  *out = g_hash_table_lookup (known, id);
  if (*out != NULL)
    return TRUE;
  charge = wabi_view_get (view, &wabi_kind_charge, id, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  *out = g_new0 (ChargeFacts, 1);
  (*out)->date = wabi_lookup_day (charge, "date");
  if (charge != NULL)
    {
      (*out)->code = g_strdup (wabi_record_get_text (charge, "service_code"));
      (*out)->staff = g_strdup (wabi_record_get_text (charge, "staff"));
    }
  g_hash_table_insert (known, g_strdup (id), *out);
  return TRUE;
}

static GHashTable *
new_facts (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_facts);
}

/* ---- who owes what ---- */

WabiAge
wabi_age_from_days (int days)
{
  if (days <= 30)
    return WABI_AGE_30;
  if (days <= 60)
    return WABI_AGE_60;
  if (days <= 90)
    return WABI_AGE_90;
  return days <= 120 ? WABI_AGE_120 : WABI_AGE_OLDER;
}

static void
free_owed (gpointer data)
{
  WabiOwed *owed = data;

  g_free (owed->payer);
  g_free (owed->client);
  g_free (owed);
}

/* What is open of one charge, or of one day where there is none, with one payer or the family. */
typedef struct
{
  char *payer, *client, *charge;
  WabiDay date;
  gint64 cents;
} Open;

static void
free_open (gpointer data)
{
  Open *open = data;

  g_free (open->payer);
  g_free (open->client);
  g_free (open->charge);
  g_free (open);
}

static const char *
or_none (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
add_open (WabiRecord *entry, gpointer data, GError **error)
{
  GHashTable *opens = data;
  const char *client = wabi_record_get_text (entry, "client"), *charge = wabi_record_get_text (entry, "charge");
  WabiMoneyLeg leg;

  for (guint i = 0; wabi_money_read_leg (entry, i, &leg); i++)
    {
      /* A family owes as one, whichever payer left it to it: what it pays is of no payer. */
      const char *payer = leg.account == WABI_MONEY_RECEIVABLE_PAYER ? or_none (leg.payer) : NULL;
      g_autofree char *key = NULL;
      Open *open;

      if (leg.account != WABI_MONEY_RECEIVABLE_PAYER && leg.account != WABI_MONEY_RECEIVABLE_FAMILY)
        continue;
      key = g_strjoin ("/", payer != NULL ? payer : "-", or_none (client), charge != NULL ? charge : wabi_record_get_text (entry, "date"), NULL);
      open = g_hash_table_lookup (opens, key);
      if (open == NULL)
        {
          open = g_new0 (Open, 1);
          *open = (Open){ g_strdup (payer), g_strdup (client), g_strdup (charge), wabi_lookup_day (entry, "date"), 0 };
          g_hash_table_insert (opens, g_steal_pointer (&key), open);
        }
      open->cents += leg.cents;
    }
  return TRUE;
}

static int
compare_owed (gconstpointer a, gconstpointer b)
{
  const WabiOwed *one = *(WabiOwed **) a, *other = *(WabiOwed **) b;
  int order = g_strcmp0 (one->payer, other->payer);

  return order != 0 ? order : g_strcmp0 (one->client, other->client);
}

static gboolean
add_owed (const WabiView *view, GHashTable *facts, GHashTable *owed, const Open *open, WabiDay as_of, GError **error)
{
  g_autofree char *key = g_strjoin ("/", open->payer != NULL ? open->payer : "-", or_none (open->client), NULL);
  WabiOwed *row = g_hash_table_lookup (owed, key);
  WabiDay date = open->date;
  ChargeFacts *charge;

  if (open->charge != NULL)
    {
      if (!find_facts (view, facts, open->charge, &charge, error))
        return FALSE;
      if (charge->date != WABI_DAY_NONE)
        date = charge->date;
    }
  if (row == NULL)
    {
      row = g_new0 (WabiOwed, 1);
      row->payer = g_strdup (open->payer);
      row->client = g_strdup (open->client);
      g_hash_table_insert (owed, g_steal_pointer (&key), row);
    }
  row->cents[wabi_age_from_days ((int) (as_of - date))] += open->cents;
  row->total += open->cents;
  return TRUE;
}

GPtrArray *
wabi_receivables_list (const WabiView *view, WabiDay as_of, GError **error)
{
  g_autoptr (GHashTable) opens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_open);
  g_autoptr (GHashTable) facts = new_facts (), owed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *last = wabi_day_dup_text (as_of);
  const WabiMoneyFilter filter = { .to = last };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_owed);
  GHashTableIter iter;
  gpointer value;
  gboolean ok;

  g_return_val_if_fail (view != NULL, NULL);

  ok = each_entry (view, &filter, add_open, opens, error);
  g_hash_table_iter_init (&iter, opens);
  while (ok && g_hash_table_iter_next (&iter, NULL, &value))
    if (((Open *) value)->cents != 0)
      ok = add_owed (view, facts, owed, value, as_of, error);
  g_hash_table_iter_init (&iter, owed);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (rows, value);
  g_ptr_array_sort (rows, compare_owed);
  return ok ? g_steal_pointer (&rows) : NULL;
}

/* ---- what moved ---- */

typedef struct
{
  const WabiView *view;
  const WabiMoneyFilter *filter;
  WabiBooksBy by[2];
  GHashTable *facts, *rows;
} Books;

static void
free_row (gpointer data)
{
  WabiBooksRow *row = data;

  g_free (row->first);
  g_free (row->second);
  g_free (row);
}

gint64
wabi_books_row_get (const WabiBooksRow *row, WabiMoneyAccount account)
{
  g_return_val_if_fail (row != NULL && account < WABI_MONEY_N_ACCOUNTS, 0);
  return row->debit[account] - row->credit[account];
}

static gboolean
find_key (Books *books, WabiBooksBy by, WabiRecord *entry, const WabiMoneyLeg *leg, char **key, GError **error)
{
  const char *charge = wabi_record_get_text (entry, "charge");
  ChargeFacts *facts = NULL;

  *key = NULL;
  if (by == WABI_BOOKS_BY_DAY)
    *key = g_strdup (wabi_record_get_text (entry, "date"));
  else if (by == WABI_BOOKS_BY_MONTH)
    *key = g_strndup (wabi_record_get_text (entry, "date"), strlen ("2026-01"));
  else if (by == WABI_BOOKS_BY_PAYER)
    *key = g_strdup (leg->payer);
  else if (by != WABI_BOOKS_BY_NOTHING && charge != NULL)
    {
      if (!find_facts (books->view, books->facts, charge, &facts, error))
        return FALSE;
      *key = g_strdup (by == WABI_BOOKS_BY_CODE ? facts->code : facts->staff);
    }
  return TRUE;
}

static gboolean
fits_leg (const WabiMoneyFilter *filter, const WabiMoneyLeg *leg)
{
  return (filter->payer == NULL || g_strcmp0 (filter->payer, leg->payer) == 0) && (filter->claim == NULL || g_strcmp0 (filter->claim, leg->claim) == 0);
}

static WabiBooksRow *
find_row (Books *books, const char *first, const char *second)
{
  g_autofree char *key = g_strjoin ("/", or_none (first), or_none (second), NULL);
  WabiBooksRow *row = g_hash_table_lookup (books->rows, key);

  if (row == NULL)
    {
      row = g_new0 (WabiBooksRow, 1);
      row->first = g_strdup (first);
      row->second = g_strdup (second);
      g_hash_table_insert (books->rows, g_steal_pointer (&key), row);
    }
  return row;
}

static gboolean
add_legs (WabiRecord *entry, gpointer data, GError **error)
{
  Books *books = data;
  WabiMoneyLeg leg;

  for (guint i = 0; wabi_money_read_leg (entry, i, &leg); i++)
    {
      g_autofree char *first = NULL, *second = NULL;
      WabiBooksRow *row;

      if (!fits_leg (books->filter, &leg))
        continue;
      if (!find_key (books, books->by[0], entry, &leg, &first, error) || !find_key (books, books->by[1], entry, &leg, &second, error))
        return FALSE;
      row = find_row (books, first, second);
      if (leg.cents >= 0)
        row->debit[leg.account] += leg.cents;
      else
        row->credit[leg.account] -= leg.cents;
    }
  return TRUE;
}

static int
compare_books (gconstpointer a, gconstpointer b)
{
  const WabiBooksRow *one = *(WabiBooksRow **) a, *other = *(WabiBooksRow **) b;
  int order = g_strcmp0 (one->first, other->first);

  return order != 0 ? order : g_strcmp0 (one->second, other->second);
}

GPtrArray *
wabi_books_list (const WabiView *view, const WabiMoneyFilter *filter, WabiBooksBy first, WabiBooksBy second, GError **error)
{
  g_autoptr (GHashTable) facts = new_facts (), found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  Books books = { view, filter, { first, second }, facts, found };
  GHashTableIter iter;
  gpointer value;
  gboolean ok;

  /* The other words of the filter are for one charge or payment; reports are of many. */
  g_return_val_if_fail (view != NULL && filter != NULL && filter->charge == NULL && filter->remittance == NULL && filter->family_payment == NULL,
                        NULL);

  ok = each_entry (view, filter, add_legs, &books, error);
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (rows, value);
  g_ptr_array_sort (rows, compare_books);
  return ok ? g_steal_pointer (&rows) : NULL;
}

int
wabi_receivables_count_days (gint64 open, gint64 billed, int days)
{
  return billed <= 0 || days <= 0 ? -1 : (int) (open * days * 10 / billed);
}
