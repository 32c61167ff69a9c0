// SPDX-License-Identifier: AGPL-3.0-or-later
// Which authorizations end, and how far their renewal is.

#include "wabi-renewals.h"

#include <string.h>

static void
free_renewal (gpointer data)
{
  WabiRenewal *renewal = data;

  g_object_unref (renewal->authorization);
  g_clear_object (&renewal->next);
  g_free (renewal->code);
  g_free (renewal);
}

static GPtrArray *
list_ending (const WabiView *view, WabiDay from, WabiDay to)
{
  g_autofree char *first = wabi_day_dup_text (from), *last = wabi_day_dup_text (to);
  WabiQuery query;
  GPtrArray *found;

  wabi_query_init (&query, &wabi_kind_authorization);
  wabi_query_where_text (&query, "status", WABI_EQ, "approved");
  wabi_query_where_text (&query, "valid_to", WABI_GE, first);
  wabi_query_where_text (&query, "valid_to", WABI_LE, last);
  query.order_by = "valid_to";
  found = wabi_view_list (view, &query, NULL);
  return found != NULL ? found : g_ptr_array_new_with_free_func (g_object_unref);
}

/* One of the same client and payer that goes on after @one ends; @status says where it stands with the payer. */
static WabiRecord *
find_next (WabiProofContext *context, WabiRecord *one, const char *status)
{
  GPtrArray *all = wabi_proof_context_list (context, &wabi_kind_authorization, "client", wabi_record_get_text (one, "client"));

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (all, i);
      const char *end = wabi_record_get_text (other, "valid_to");

      if (wabi_record_is (other, "status", status) && wabi_record_is (other, "payer", wabi_record_get_text (one, "payer"))
          && (end == NULL || g_strcmp0 (end, wabi_record_get_text (one, "valid_to")) > 0))
        return other;
    }
  return NULL;
}

static gboolean
is_discharged (WabiProofContext *context, WabiRecord *authorization)
{
  WabiRecord *client = wabi_proof_context_get (context, &wabi_kind_client, wabi_record_get_text (authorization, "client"));

  return client == NULL || wabi_record_is (client, "status", "discharged");
}

static void
read_pace (WabiProofContext *context, WabiRenewal *renewal)
{
  g_autoptr (WabiAuthLedger) ledger = wabi_auth_ledger_new (context, renewal->authorization);
  int most = -1;

  for (guint i = 0; i < ledger->lines->len; i++)
    {
      const WabiLedgerLine *line = wabi_auth_ledger_get (ledger, i);

      if (line->limit.period != WABI_AUTH_TOTAL)
        continue;
      renewal->needed_hours_week += line->pace.needed_hours_week;
      if (renewal->code != NULL && line->limit.approved <= most)
        continue;
      most = line->limit.approved;
      g_free (renewal->code);
      renewal->code = g_strdup (line->limit.code);
      renewal->verdict = line->pace.verdict;
      renewal->ahead_percent = line->pace.ahead_percent;
    }
}

static WabiRenewal *
make_renewal (WabiProofContext *context, WabiRecord *authorization, WabiDay today)
{
  WabiAuthorization auth = { .to = wabi_lookup_day (authorization, "valid_to") };
  WabiRenewal *renewal = g_new0 (WabiRenewal, 1);
  WabiRecord *requested = find_next (context, authorization, "requested"), *denied = find_next (context, authorization, "denied");

  renewal->authorization = g_object_ref (authorization);
  renewal->days_left = wabi_auth_days_left (&auth, today);
  renewal->alert = wabi_auth_alert_days (&auth, today);
  renewal->packet = requested != NULL ? WABI_RENEWAL_REQUESTED : denied != NULL ? WABI_RENEWAL_DENIED : WABI_RENEWAL_OPEN;
  if (requested != NULL || denied != NULL)
    renewal->next = g_object_ref (requested != NULL ? requested : denied);
  return renewal;
}

GPtrArray *
wabi_renewals_list (WabiProofContext *context, int days_ahead, int days_back)
{
  WabiDay today = wabi_zone_day (wabi_proof_context_get_zone (context), wabi_proof_context_get_now (context));
  g_autoptr (GPtrArray) ending = list_ending (wabi_proof_context_get_view (context), today - days_back, today + days_ahead);
  GPtrArray *renewals = g_ptr_array_new_with_free_func (free_renewal);

  for (guint i = 0; i < ending->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (ending, i);

      if (is_discharged (context, one) || find_next (context, one, "approved") != NULL)
        continue;
      g_ptr_array_add (renewals, make_renewal (context, one, today));
      read_pace (context, g_ptr_array_index (renewals, renewals->len - 1));
    }
  return renewals;
}

guint
wabi_renewals_count (const WabiView *view, const char *zone, gint64 now, int days_ahead)
{
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (view, zone, now);
  WabiDay today = wabi_zone_day (zone, now);
  g_autoptr (GPtrArray) ending = list_ending (view, today, today + days_ahead);
  guint n = 0;

  for (guint i = 0; i < ending->len; i++)
    n += !is_discharged (context, g_ptr_array_index (ending, i)) && find_next (context, g_ptr_array_index (ending, i), "approved") == NULL;
  return n;
}
