// SPDX-License-Identifier: AGPL-3.0-or-later
// How claims fared: accepted and paid at the first try, rejected on their way, denied.

#include <string.h>

#include "wabi-receivables.h"

#define AT_ONCE 5000

static void
free_rate (gpointer data)
{
  WabiClaimRate *rate = data;

  g_free (rate->payer);
  g_free (rate);
}

/* Which claims have a record of @kind that @tells; read once, not claim by claim. */
static gboolean
collect (const WabiView *view, const WabiKind *kind, gboolean (*tells) (WabiRecord *record), GHashTable *claims, GError **error)
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  query.limit = AT_ONCE;
  for (;; query.offset += AT_ONCE)
    {
      g_autoptr (GPtrArray) page = wabi_view_list (view, &query, error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        if (tells (g_ptr_array_index (page, i)))
          g_hash_table_add (claims, g_strdup (wabi_record_get_text (g_ptr_array_index (page, i), "claim")));
      if (page->len < AT_ONCE)
        return TRUE;
    }
}

static gboolean
tells_denial (WabiRecord *record)
{
  /* What was paid short was not denied. */
  return !wabi_record_is (record, "category", "underpaid");
}

static gboolean
tells_rejection (WabiRecord *record)
{
  return wabi_record_is (record, "outcome", "rejected");
}

static gboolean
is_any (WabiRecord *claim, const char *const *states)
{
  for (guint i = 0; states[i] != NULL; i++)
    if (wabi_record_is (claim, "state", states[i]))
      return TRUE;
  return FALSE;
}

static void
count (WabiClaimRate *rate, WabiRecord *claim, GHashTable *rejected, GHashTable *denied)
{
  /* What was taken back or replaced was not right at first, whatever became of it later. */
  static const char *const decided_states[] = { "paid", "partial", "denied", "replaced", "void", NULL };
  static const char *const paid_states[] = { "paid", "partial", NULL };
  const char *id = wabi_record_get_id (claim);
  gboolean was_rejected = g_hash_table_contains (rejected, id) || wabi_record_is (claim, "state", "rejected");
  gboolean was_denied = g_hash_table_contains (denied, id) || wabi_record_is (claim, "state", "denied");
  gboolean decided = was_denied || was_rejected || is_any (claim, decided_states);

  rate->sent++;
  rate->rejected += was_rejected;
  rate->decided += decided;
  rate->denied += was_denied;
  rate->clean += decided && !was_denied && !was_rejected && is_any (claim, paid_states);
}

static int
compare_rates (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(WabiClaimRate **) a)->payer, (*(WabiClaimRate **) b)->payer);
}

static WabiClaimRate *
find_rate (GPtrArray *rates, GHashTable *by_payer, const char *payer)
{
  WabiClaimRate *rate = g_hash_table_lookup (by_payer, payer);

  if (rate == NULL)
    {
      rate = g_new0 (WabiClaimRate, 1);
      rate->payer = g_strdup (payer);
      g_ptr_array_add (rates, rate);
      g_hash_table_insert (by_payer, rate->payer, rate);
    }
  return rate;
}

GPtrArray *
wabi_claim_rates_list (const WabiView *view, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GHashTable) rejected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) denied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_payer = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rates = g_ptr_array_new_with_free_func (free_rate);
  WabiQuery query;

  g_return_val_if_fail (view != NULL, NULL);

  if (!collect (view, &wabi_kind_claim_event, tells_rejection, rejected, error) || !collect (view, &wabi_kind_denial, tells_denial, denied, error))
    return NULL;
  wabi_query_init (&query, &wabi_kind_claim);
  query.limit = AT_ONCE;
  for (;; query.offset += AT_ONCE)
    {
      g_autoptr (GPtrArray) claims = wabi_view_list (view, &query, error);

      if (claims == NULL)
        return NULL;
      for (guint i = 0; i < claims->len; i++)
        {
          WabiRecord *claim = g_ptr_array_index (claims, i);
          gint64 at = wabi_record_get_int (claim, "submitted_at");

          if (wabi_record_is (claim, "frequency", "1") && at >= from && at < to)
            count (find_rate (rates, by_payer, wabi_record_get_text (claim, "payer")), claim, rejected, denied);
        }
      if (claims->len < AT_ONCE)
        break;
    }
  g_ptr_array_sort (rates, compare_rates);
  return g_steal_pointer (&rates);
}
