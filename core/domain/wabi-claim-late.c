// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims that wait longer for an answer than their payer usually takes.

#include "wabi-claim-late.h"

#include <string.h>

#include "wabi-eligibility.h"

#define US_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

int
wabi_claim_late_days (const WabiWaitSummary *waits, WabiRecord *payer)
{
  if (waits->n >= WABI_LEARN_LEAST && waits->late >= 0)
    return waits->late;
  return wabi_record_get_int (payer, "pays_in_days") > 0 ? (int) wabi_record_get_int (payer, "pays_in_days") : WABI_STATUS_USUAL_DAYS;
}

gboolean
wabi_claim_waits (WabiRecord *claim)
{
  return wabi_record_is (claim, "state", "submitted") || wabi_record_is (claim, "state", "accepted") || wabi_record_is (claim, "state", "pending");
}

gboolean
wabi_claim_was_spoken_of (const WabiView *view, WabiRecord *claim, gint64 since)
{
  g_autoptr (GPtrArray) events = wabi_lookup_by (view, &wabi_kind_claim_event, "claim", wabi_record_get_id (claim));

  for (guint i = 0; i < events->len; i++)
    {
      WabiRecord *event = g_ptr_array_index (events, i);

      /* A question that could not be written was none. */
      if (wabi_record_get_int (event, "at") > since && !(wabi_record_is (event, "step", "276") && wabi_record_is (event, "outcome", "rejected")) && (wabi_record_is (event, "step", "276") || wabi_record_is (event, "step", "277")))
        return TRUE;
    }
  return FALSE;
}

static int
compare_sent (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "submitted_at"), y = wabi_record_get_int (other, "submitted_at");

  return x != y ? (x < y ? -1 : 1) : strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

void
wabi_claim_list_late (const WabiView *view, const char *payer, int days, int pause, gint64 now, guint most, GPtrArray *late)
{
  static const char *const states[] = { "submitted", "accepted", "pending" };
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GPtrArray) some = NULL;
      WabiQuery query;

      wabi_query_init (&query, &wabi_kind_claim);
      wabi_query_where_text (&query, "payer", WABI_EQ, payer);
      wabi_query_where_text (&query, "state", WABI_EQ, states[i]);
      some = wabi_view_list (view, &query, NULL);
      for (guint j = 0; some != NULL && j < some->len; j++)
        if (wabi_record_get_int (g_ptr_array_index (some, j), "submitted_at") + days * US_PER_DAY < now)
          g_ptr_array_add (waiting, g_object_ref (g_ptr_array_index (some, j)));
    }
  g_ptr_array_sort (waiting, compare_sent);
  for (guint i = 0; i < waiting->len && late->len < most; i++)
    if (!wabi_claim_was_spoken_of (view, g_ptr_array_index (waiting, i), now - pause * US_PER_DAY))
      g_ptr_array_add (late, g_object_ref (g_ptr_array_index (waiting, i)));
}

gboolean
wabi_partner_asks_today (WabiRecord *partner, WabiDay today)
{
  WabiDay last = wabi_lookup_day (partner, "status_day");

  return wabi_record_get_bool (partner, "active") && wabi_record_get_bool (partner, "takes_276") && wabi_record_get_int (partner, "status_days") > 0
         && wabi_partner_refuses (partner, "276") == NULL && (last == WABI_DAY_NONE || last < today);
}
